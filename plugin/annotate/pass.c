/* SPDX-License-Identifier: MIT
**
** See pass.h.
*/
#include "annotate/pass.h"

#include <math.h>

#include "model/usual.h"
#include "store/epochs.h"
#include "store/memory.h"

static const hl_epochs *past_epochs(void *ctx, size_t i) {
  hl_pass *j = ctx;
  return i < j->past_n ? hl_recall_epochs(j->recall, j->past[i].run_id) : NULL;
}

static hl_past_run past_run(const hl_season_run *run) {
  return (hl_past_run){.run_id = run->id,
                       .start_ms = run->start_ms,
                       .utc_offset_s = run->utc_offset_s,
                       .offset_known = run->offset_known,
                       .is_run = run->is_run,
                       .duration_s = run->duration_s,
                       .moving_s = run->moving_s,
                       .distance_m = run->distance_m,
                       .facts = run->facts,
                       .report = run->heard,
                       .athlete = run->own,
                       .effort_bpm = (double)NAN,
                       .heart_z = (double)NAN,
                       .found = HL_NO_PATTERN};
}

/* Everything that started before this run, and only that, becomes the past. */
static hl_status learn_until(hl_pass *j, int64_t start_ms, hl_error *err) {
  hl_status status = HL_OK;
  for (; j->learnt < j->past_n && !status; j->learnt++) {
    const hl_past_run *past = &j->past[j->learnt];
    if (past->start_ms >= start_ms) break;
    if (past->is_run && past->facts)
      status = hl_history_learn(j->history, past->facts, err);
  }
  return status;
}

/* ---- one run --------------------------------------------------------- */

/* What no rule is asked about. */
static void abstain_all(hl_pass *j, hl_reason reason) {
  for (size_t i = 0; i < hl_rules_count(j->book.rules); i++) {
    hl_rule_info info;
    hl_rules_info(j->book.rules, i, &info);
    j->out[i] = (hl_judgement){.rule_id = info.id,
                               .rule_version = info.version,
                               .rule_hash = info.hash,
                               .kind = HL_ABSTAINED,
                               .reason = hl_reason_name(reason),
                               .score = NAN,
                               .z = NAN,
                               .rarity = NAN,
                               .detectable_bpm = NAN};
  }
}

static hl_status ask_rules(hl_pass *j, size_t at, hl_error *err) {
  const hl_season *season = &j->season;
  const hl_season_run *run = &season->run[at];
  int32_t day = hl_season_day_of(run);
  j->c = (hl_case){.run = past_run(run),
                   .past = j->past,
                   .past_n = j->learnt,
                   .learnt = hl_history_count(j->history),
                   .offset_known = run->offset_known,
                   .days = season->day,
                   .days_n = hl_season_days_until(season, day),
                   .past_epochs = past_epochs,
                   .ctx = j};
  hl_case *c = &j->c;
  if (run->facts) {
    hl_history_score(j->history, run->facts, &j->scores);
    c->scores = &j->scores;
  }
  if (c->days_n && season->day[c->days_n - 1].day == day)
    c->day = &season->day[c->days_n - 1];
  if (hl_store_get_epochs(j->task->store, run->id, &j->run, &j->epochs))
    c->epochs = &j->epochs;
  if (hl_store_failed(j->task->store))
    return hl_store_status(j->task->store, err);
  return hl_rules_judge(j->book.rules, c, &j->run, j->out, err);
}

static hl_pattern found_pattern(const hl_pass *j) {
  for (size_t i = 0; i < hl_rules_count(j->book.rules); i++)
    if (j->out[i].kind == HL_FOUND && j->out[i].finding &&
        j->out[i].finding->pattern != HL_NO_PATTERN)
      return j->out[i].finding->pattern;
  return HL_NO_PATTERN;
}

/* Into the past, with what came of it. */
static void remember(hl_pass *j, const hl_season_run *run,
                     const hl_outcome *outcome) {
  if (run->duplicate_of) return;
  hl_past_run *past = &j->past[j->past_n++];
  *past = past_run(run);
  past->effort_bpm = outcome->effort_bpm;
  past->heart_z = outcome->heart_z;
  past->found = outcome->found;
}

static hl_outcome outcome_of(const hl_pass *j) {
  hl_outcome o = {(double)NAN, (double)NAN, HL_NO_PATTERN};
  if (!j->is_asked) return o;
  if (j->c.scores) {
    hl_effort effort;
    hl_effort_of(&j->scores, &effort);
    o.effort_bpm = effort.bpm;
    o.heart_z = hl_score_heart_z(&j->scores.of[HL_ENTIRE]);
  }
  o.found = found_pattern(j);
  return o;
}

static hl_status judge_run(hl_pass *j, size_t at, hl_error *err) {
  const hl_season_run *run = &j->season.run[at];
  hl_arena_reset(&j->run);
  hl_status status = learn_until(j, run->start_ms, err);
  j->is_asked = run->is_run && !run->duplicate_of;
  if (!status && j->is_asked) status = ask_rules(j, at, err);
  if (!j->is_asked)
    abstain_all(j,
                run->duplicate_of ? HL_REASON_DUPLICATE : HL_REASON_NOT_A_RUN);
  if (status) return status;
  j->outcome = outcome_of(j);
  remember(j, run, &j->outcome);
  return HL_OK;
}

/* ---- one pass -------------------------------------------------------- */

/* What was remembered behind the run before `first`, if it can be gone on
** from. */
static bool resume(hl_pass *j) {
  hl_memory memory;
  hl_arena_reset(&j->run);
  return hl_memory_get(j->task->store, j->season.run[j->first - 1].id, &j->run,
                       &memory) &&
         hl_rules_resume(j->book.rules, memory.arbiter, memory.length);
}

static void skip_known(hl_pass *j) {
  if (j->first && !resume(j)) j->first = 0;
  for (size_t i = 0; i < j->first; i++) {
    const hl_season_run *run = &j->season.run[i];
    remember(j, run, &run->outcome);
  }
}

static hl_status begin(hl_pass *j, hl_error *err) {
  hl_history_free(j->history);
  hl_recall_free(j->recall);
  j->history = hl_history_new();
  j->recall = hl_recall_new(j->task->store);
  j->past_n = j->learnt = 0;
  if (!j->history || !j->recall) return hl_nomem(err);
  hl_rules_begin(j->book.rules);
  skip_known(j);
  return hl_store_status(j->task->store, err);
}

hl_status hl_pass_go(hl_pass *j, hl_pass_visit *visit, void *ctx,
                     hl_error *err) {
  hl_status status = begin(j, err);
  int64_t total = (int64_t)(j->season.n - j->first);
  for (size_t i = j->first; i < j->season.n && !status; i++) {
    status = hl_progress_step(&j->task->progress, "judge",
                              (int64_t)(i - j->first), total, err);
    if (!status) status = judge_run(j, i, err);
    if (!status) status = visit(ctx, j, i, err);
  }
  return status;
}

static hl_status make_room(hl_pass *j, hl_error *err) {
  size_t n = j->season.n;
  j->past = hl_arena_alloc(&j->arena, n, sizeof *j->past);
  j->out = hl_arena_alloc(&j->arena, hl_rules_count(j->book.rules) + 1,
                          sizeof *j->out);
  return j->past && j->out ? HL_OK : hl_nomem(err);
}

hl_status hl_pass_open(hl_pass *pass, hl_task *task, const char *athlete,
                       hl_error *err) {
  *pass = (hl_pass){.task = task, .season = {.athlete = athlete}};
  hl_status status = hl_rulebook_open(task, athlete, &pass->book, err);
  if (!status)
    status =
        hl_season_load(&pass->season, task->store, athlete, &pass->arena, err);
  return status ? status : make_room(pass, err);
}

void hl_pass_close(hl_pass *pass) {
  hl_rulebook_close(&pass->book);
  hl_history_free(pass->history);
  hl_recall_free(pass->recall);
  hl_arena_free(&pass->run);
  hl_arena_free(&pass->arena);
}

void hl_pass_add_errors(const hl_pass *pass, hl_text *out) {
  for (size_t i = 0; i < hl_rules_count(pass->book.rules); i++) {
    hl_rule_info info;
    hl_rules_info(pass->book.rules, i, &info);
    if (!info.error && !info.has_overrun) continue;
    hl_json_open(out, NULL, '{');
    hl_json_text(out, "rule", info.id);
    hl_json_text(out, "path", info.path);
    hl_json_text(out, "message",
                 info.error ? info.error : "it went over its budget");
    hl_json_close(out, '}');
  }
}
