/* SPDX-License-Identifier: MIT
**
** See corpus.h. Every run is judged against the earlier ones of both folders;
** the table says how often each rule spoke of either kind. Labels are for the
** table alone: no rule sees them.
*/
#include "annotate/corpus.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/usual.h"
#include "read/read.h"

typedef struct kept {
  hl_arena arena;
  hl_epochs epochs;
  hl_facts facts;
  hl_scores scores;
  hl_past_run row;
  bool is_heavy;
} kept;

typedef struct corpus {
  kept **run;
  hl_past_run *past;
  size_t n, capacity;
  bool is_heavy; /* of the folder that is read */
  hl_reader *reader;
  hl_text *out;
} corpus;

/* ---- reading ---- */

static hl_status keep(corpus *c, const hl_activity *a, hl_error *err) {
  if (c->n == c->capacity) {
    size_t more = c->capacity ? 2 * c->capacity : 64;
    kept **run = realloc(c->run, more * sizeof(kept *));
    if (!run) return hl_nomem(err);
    c->run = run;
    c->capacity = more;
  }
  kept *k = calloc(1, sizeof *k);
  if (!k) return hl_nomem(err);
  hl_arena scratch = {0};
  hl_status status = hl_epochs_build(a, &k->arena, &scratch, &k->epochs, err);
  if (!status)
    status = hl_facts_from_epochs(&k->epochs, &scratch, &k->facts, err);
  hl_arena_free(&scratch);
  k->is_heavy = c->is_heavy;
  k->row = (hl_past_run){.run_id = (int64_t)c->n + 1,
                         .start_ms = a->start_ms,
                         .utc_offset_s = a->utc_offset_s,
                         .is_run = a->sport != HL_SPORT_OTHER,
                         .duration_s = hl_activity_duration_s(a),
                         .moving_s = k->facts.moving_min * 60,
                         .distance_m = hl_activity_distance_m(a),
                         .facts = &k->facts,
                         .found = HL_NO_PATTERN};
  c->run[c->n++] = k;
  return status;
}

static hl_status take(void *ctx, hl_activity *activity, int part,
                      hl_error *err) {
  (void)part;
  return keep(ctx, activity, err);
}

static hl_status read_file(void *ctx, const char *path, hl_error *err) {
  corpus *c = ctx;
  hl_read_sink sink = {.take = take, .ctx = c};
  hl_error why = {0};
  if (!hl_read_knows_name(path)) return HL_OK;
  hl_status status = hl_read_path(c->reader, path, &sink, &why);
  if (status == HL_E_NOMEM) return hl_nomem(err);
  if (status)
    hl_text_format(c->out, "# %s: %s\n", hl_base_name(path), why.text);
  return HL_OK;
}

static hl_status read_folder(corpus *c, const char *folder, bool is_heavy,
                             hl_error *err) {
  c->is_heavy = is_heavy;
  if (!hl_path_is_folder(folder))
    return hl_fail(err, HL_E_USAGE, "there is no folder '%s'", folder);
  return hl_walk(folder, read_file, NULL, c, err);
}

/* ---- judging ---- */

static int by_start(const void *a, const void *b) {
  const kept *x = *(kept *const *)a, *y = *(kept *const *)b;
  if (x->row.start_ms != y->row.start_ms)
    return x->row.start_ms < y->row.start_ms ? -1 : 1;
  return x->row.run_id < y->row.run_id ? -1 : 1;
}

static const hl_epochs *epochs_of(void *ctx, size_t i) {
  const corpus *c = ctx;
  return c->run[i]->epochs.n ? &c->run[i]->epochs : NULL;
}

/* What one rule said of one kind of run. */
typedef struct tally {
  int runs, looked, found;
} tally;

static void count(tally *of, const hl_judgement *j) {
  of->runs++;
  of->looked +=
      j->kind == HL_CLEAR || j->kind == HL_FOUND || j->kind == HL_SUPPRESSED;
  of->found += j->kind == HL_FOUND;
}

/* In explain mode: would the scores of this run name a pattern? */
static void count_named(tally *of, const hl_scores *scores) {
  bool looked = false, named = false;
  for (int p = HL_START; p <= HL_ENTIRE; p++) {
    if (scores->of[p].reason) continue;
    looked = true;
    named = named || scores->of[p].llr > HL_EXPLAIN_LLR;
  }
  of->runs++;
  of->looked += looked;
  of->found += named;
}

static hl_status judge_all(corpus *c, hl_rules *rules, tally (*of)[2],
                           tally named[2], hl_error *err) {
  hl_history *history = hl_history_new();
  size_t n = hl_rules_count(rules);
  hl_judgement *out = calloc(n ? n : 1, sizeof *out);
  c->past = calloc(c->n ? c->n : 1, sizeof *c->past);
  hl_status status = history && out && c->past ? HL_OK : hl_nomem(err);
  hl_rules_begin(rules);
  hl_arena arena = {0};
  for (size_t i = 0; i < c->n && !status; i++) {
    kept *k = c->run[i];
    hl_history_score(history, &k->facts, &k->scores);
    hl_effort effort;
    hl_effort_of(&k->scores, &effort);
    k->row.effort_bpm = effort.bpm;
    k->row.heart_z = hl_score_heart_z(&k->scores.of[HL_ENTIRE]);
    hl_case one = {.run = k->row,
                   .scores = &k->scores,
                   .epochs = &k->epochs,
                   .past = c->past,
                   .past_n = i,
                   .learnt = hl_history_count(history),
                   .past_epochs = epochs_of,
                   .ctx = c};
    status = hl_rules_judge(rules, &one, &arena, out, err);
    for (size_t r = 0; r < n && !status; r++)
      count(&of[r][k->is_heavy], &out[r]);
    if (!status) count_named(&named[k->is_heavy], &k->scores);
    c->past[i] = k->row;
    if (!status) status = hl_history_learn(history, &k->facts, err);
    hl_arena_reset(&arena);
  }
  hl_arena_free(&arena);
  hl_history_free(history);
  free(out);
  return status;
}

/* ---- the table ---- */

static void add_row(hl_text *out, const char *name, const tally of[2]) {
  hl_text_format(out, "%-24s", name);
  for (int k = 0; k < 2; k++)
    hl_text_format(out, " %6d %6d %6d", of[k].runs, of[k].looked, of[k].found);
  hl_text_add(out, "\n");
}

static void add_table(hl_text *out, const hl_rules *rules, tally (*of)[2],
                      const tally named[2]) {
  hl_text_format(out, "%-24s %20s %20s\n%-24s", "", "clear", "heavy", "rule");
  for (int k = 0; k < 2; k++)
    hl_text_format(out, " %6s %6s %6s", "runs", "looked", "found");
  hl_text_add(out, "\n");
  for (size_t r = 0; r < hl_rules_count(rules); r++) {
    hl_rule_info info;
    hl_rules_info(rules, r, &info);
    add_row(out, info.id, of[r]);
  }
  add_row(out, "(asked which pattern)", named);
}

static void free_corpus(corpus *c) {
  for (size_t i = 0; i < c->n; i++) {
    hl_arena_free(&c->run[i]->arena);
    free(c->run[i]);
  }
  free(c->run);
  free(c->past);
  hl_reader_free(c->reader);
}

hl_status hl_corpus(const hl_corpus_folders *folders, hl_rules *rules,
                    hl_bench_result *result, hl_error *err) {
  *result = (hl_bench_result){0};
  size_t n = hl_rules_count(rules);
  tally(*of)[2] = calloc(n ? n : 1, sizeof *of), named[2] = {{0}, {0}};
  corpus c = {.reader = hl_reader_new(), .out = &result->text};
  hl_status status = of && c.reader ? HL_OK : hl_nomem(err);
  if (!status) status = read_folder(&c, folders->clear, false, err);
  if (!status) status = read_folder(&c, folders->heavy, true, err);
  if (!status && !c.n)
    status = hl_fail(err, HL_E_USAGE, "no recording could be read");
  if (!status) qsort(c.run, c.n, sizeof(kept *), by_start);
  if (!status) status = judge_all(&c, rules, of, named, err);
  if (!status) add_table(&result->text, rules, of, named);
  result->done = (int)c.n;
  free_corpus(&c);
  free(of);
  return status;
}
