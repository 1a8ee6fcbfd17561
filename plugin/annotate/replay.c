/* SPDX-License-Identifier: MIT
**
** See replay.h.
*/
#include "annotate/replay.h"

#include <math.h>
#include <string.h>

#include "annotate/compare.h"
#include "base/calendar.h"
#include "rules/simulate.h"
#include "store/judgement.h"

enum {
  AFTER_RUNS = 40
}; /* learnt before the first injection, as B 5 has it */

/* What one rule said over the history. */
typedef struct tally {
  int looked, found, suppressed, abstained, failed;
  int tried, seen; /* with a loss: runs, and those it found something in */
} tally;

typedef struct replay {
  hl_task *task;
  const char *only; /* rule id, or NULL */
  const hl_replay_loss *loss;
  hl_bench_result *result;
  hl_pass pass;
  tally *of; /* per rule */
  hl_judgement *tried;
  int judged, changes;
} replay;

static bool is_wanted(const replay *r, const char *rule) {
  return !r->only || !strcmp(r->only, rule);
}

/* ---- what would change ---- */

/* "+ 2025-06-01 18:30  run 12  stock.start: title (basis)" */
static void tell(replay *r, char sign, const hl_season_run *run,
                 const hl_judgement *j) {
  char when[32];
  hl_text *out = &r->result->text;
  hl_print_local(when, sizeof when, run->start_ms,
                 run->offset_known ? run->utc_offset_s : 0);
  hl_text_format(out, "%c %s  run %lld  %s: %s (%s)\n", sign, when,
                 (long long)run->id, j->rule_id, j->finding->title,
                 j->finding->basis);
  r->changes++;
}

typedef struct standing {
  replay *r;
  const hl_season_run *run;
  const hl_judgement *out;
  bool *met; /* of the findings of `out` that stand already */
} standing;

/* A finding that stands: does it stay? */
static hl_status compare_one(void *ctx, const hl_stored_judgement *stored) {
  standing *s = ctx;
  const hl_judgement *had = &stored->judgement;
  size_t n = hl_rules_count(s->r->pass.book.rules);
  bool stays = false;
  for (size_t i = 0; i < n; i++) {
    const hl_judgement *j = &s->out[i];
    if (strcmp(j->rule_id, had->rule_id) != 0) continue;
    bool same =
        j->kind == HL_FOUND && hl_finding_same(had->finding, j->finding);
    if (same) s->met[i] = true;
    stays = same || j->kind == HL_RULE_ERROR;
  }
  if (!stays && is_wanted(s->r, had->rule_id)) tell(s->r, '-', s->run, had);
  return HL_OK;
}

static hl_status tell_changes(replay *r, hl_pass *pass,
                              const hl_season_run *run, hl_error *err) {
  size_t n = hl_rules_count(pass->book.rules);
  hl_judged_run judged = {pass->season.athlete, run->id, 0};
  standing s = {r, run, pass->out, NULL};
  s.met = hl_arena_alloc(&pass->run, n, sizeof *s.met);
  if (!s.met) return hl_nomem(err);
  hl_finding_each(pass->task->store, &judged, &pass->run, compare_one, &s);
  for (size_t i = 0; i < n; i++)
    if (pass->out[i].kind == HL_FOUND && !s.met[i] &&
        is_wanted(r, pass->out[i].rule_id))
      tell(r, '+', run, &pass->out[i]);
  return hl_store_status(pass->task->store, err);
}

static void count(replay *r, const hl_judgement *out) {
  for (size_t i = 0; i < hl_rules_count(r->pass.book.rules); i++) {
    tally *t = &r->of[i];
    t->found += out[i].kind == HL_FOUND;
    t->suppressed += out[i].kind == HL_SUPPRESSED;
    t->abstained += out[i].kind == HL_ABSTAINED;
    t->failed += out[i].kind == HL_RULE_ERROR;
    t->looked += out[i].kind == HL_CLEAR || out[i].kind == HL_FOUND ||
                 out[i].kind == HL_SUPPRESSED;
  }
}

/* ---- a known loss ---- */

static bool is_eligible(const hl_pass *pass) {
  const hl_case *c = &pass->c;
  return c->run.facts && c->run.facts->reason == HL_REASON_NONE && c->epochs &&
         c->epochs->n && c->learnt >= AFTER_RUNS;
}

static hl_status copy_epochs(const hl_epochs *from, hl_arena *arena,
                             hl_epochs *to, hl_error *err) {
  *to = *from;
  for (int k = 0; k < HL_COLUMN_COUNT; k++) {
    if (!from->column[k]) continue;
    to->column[k] = hl_arena_alloc(arena, from->n, sizeof(float));
    if (!to->column[k]) return hl_nomem(err);
    memcpy(to->column[k], from->column[k], from->n * sizeof(float));
  }
  return HL_OK;
}

/* The window of the loss: start until minute 12, midway from 55 %. */
static hl_loss_wish window_of(const hl_replay_loss *loss, double minutes) {
  hl_loss_wish wish = {.to_min = (double)NAN,
                       .percent = loss->percent,
                       .by_pace = loss->by_pace};
  if (loss->pattern == HL_START) wish.to_min = 12;
  if (loss->pattern == HL_MIDWAY) wish.from_min = 0.55 * minutes;
  return wish;
}

/* The rules about the run as it would have been with the loss. */
static hl_status try_loss(replay *r, hl_pass *pass, hl_error *err) {
  hl_epochs epochs;
  hl_facts facts;
  hl_scores scores;
  hl_arena scratch = {0};
  hl_loss_wish wish = window_of(r->loss, pass->c.run.facts->moving_min);
  hl_status status = copy_epochs(&pass->epochs, &pass->run, &epochs, err);
  if (status) return status;
  hl_epochs_lose(&epochs, &wish);
  status = hl_facts_from_epochs(&epochs, &scratch, &facts, err);
  hl_arena_free(&scratch);
  if (status) return status;
  hl_history_score(pass->history, &facts, &scores);
  hl_case c = pass->c;
  c.epochs = &epochs;
  c.run.facts = &facts;
  c.scores = &scores;
  c.run.report = NULL; /* would the data alone have shown it? */
  status = hl_rules_try(pass->book.rules, &c, &pass->run, r->tried, err);
  for (size_t i = 0; i < hl_rules_count(pass->book.rules) && !status; i++) {
    r->of[i].tried++;
    r->of[i].seen += r->tried[i].kind == HL_FOUND;
  }
  return status;
}

static hl_status visit(void *ctx, hl_pass *pass, size_t at, hl_error *err) {
  replay *r = ctx;
  if (!pass->is_asked) return HL_OK;
  const hl_facts *facts = pass->c.run.facts;
  r->judged += facts && facts->reason == HL_REASON_NONE &&
               pass->c.learnt >= HL_HISTORY_NEEDED;
  count(r, pass->out);
  if (r->loss->pattern == HL_NO_PATTERN)
    return tell_changes(r, pass, &pass->season.run[at], err);
  return is_eligible(pass) ? try_loss(r, pass, err) : HL_OK;
}

/* ---- figures ---- */

static void add_found(replay *r, size_t i, const char *rule) {
  const tally *t = &r->of[i];
  hl_text *out = &r->result->text;
  hl_text_format(out, "%-24s %6d %6d ", rule, t->looked, t->found);
  if (r->judged) hl_text_fixed(out, 100.0 * t->found / r->judged, 2);
  hl_text_format(out, "%s %10d %10d %6d\n", r->judged ? "" : "-", t->suppressed,
                 t->abstained, t->failed);
}

static void add_seen(replay *r, size_t i, const char *rule) {
  const tally *t = &r->of[i];
  hl_text *out = &r->result->text;
  hl_text_format(out, "%-24s %6d %6d ", rule, t->tried, t->seen);
  if (t->tried) hl_text_fixed(out, 100.0 * t->seen / t->tried, 0);
  hl_text_add(out, t->tried ? " %\n" : "-\n");
}

static void add_heading(replay *r) {
  hl_text *out = &r->result->text;
  const hl_replay_loss *loss = r->loss;
  if (loss->pattern == HL_NO_PATTERN) {
    hl_text_format(out,
                   "%d change%s beside what stands; nothing was written.\n"
                   "%d runs had enough before them to be judged.\n\n"
                   "%-24s %6s %6s %s %10s %10s %6s\n",
                   r->changes, r->changes == 1 ? "" : "s", r->judged, "rule",
                   "looked", "found", "per 100", "suppressed", "abstained",
                   "failed");
    return;
  }
  hl_text_add(out, "Simulated: a loss of ");
  hl_text_fixed(out, loss->percent, 1);
  hl_text_format(out,
                 " %% (%s, by %s) in each of these runs alone.\n\n"
                 "%-24s %6s %6s %s\n",
                 hl_pattern_name(loss->pattern),
                 loss->by_pace ? "pace" : "heart rate", "rule", "runs", "found",
                 "share");
}

static hl_status go(replay *r, hl_error *err) {
  const hl_rules *rules = r->pass.book.rules;
  size_t n = hl_rules_count(rules);
  r->of = hl_arena_alloc(&r->task->arena, n, sizeof *r->of);
  r->tried = hl_arena_alloc(&r->task->arena, n, sizeof *r->tried);
  if (!r->of || !r->tried) return hl_nomem(err);
  hl_status status = hl_pass_go(&r->pass, visit, r, err);
  if (status) return status;
  add_heading(r);
  bool known = false;
  for (size_t i = 0; i < n; i++) {
    hl_rule_info info;
    hl_rules_info(rules, i, &info);
    if (!is_wanted(r, info.id)) continue;
    known = true;
    r->result->failed += r->of[i].failed > 0;
    if (r->loss->pattern == HL_NO_PATTERN) {
      add_found(r, i, info.id);
    } else {
      add_seen(r, i, info.id);
    }
    if (info.error) hl_text_format(&r->result->text, "  %s\n", info.error);
  }
  r->result->done = r->judged;
  if (known) return HL_OK;
  return hl_fail(err, HL_E_USAGE, "there is no rule \"%s\"", r->only);
}

hl_status hl_replay(hl_task *task, const char *rule, const hl_replay_loss *loss,
                    hl_bench_result *result, hl_error *err) {
  replay r = {.task = task, .only = rule, .loss = loss, .result = result};
  *result = (hl_bench_result){0};
  hl_status status = hl_pass_open(&r.pass, task, task->athlete, err);
  if (!status) status = go(&r, err);
  hl_pass_close(&r.pass);
  return status;
}
