/* SPDX-License-Identifier: MIT
**
** See judge.h. What is written in the end is in judge_write.c.
*/
#include "annotate/judge.h"

#include <math.h>
#include <string.h>

#include "annotate/recall.h"
#include "annotate/rulebook.h"
#include "annotate/season.h"
#include "store/epochs.h"

typedef struct judging {
  hl_task *task;
  hl_spool *spool;
  hl_judged_athlete *judged;
  hl_rulebook book;
  hl_season season;
  hl_arena arena;  /* the season */
  hl_arena run;    /* one run at a time */
  bool any_stands; /* some finding is open */
  /* made anew for every pass */
  hl_history *history;
  hl_recall *recall;
  hl_past_run *past; /* runs and other activities, duplicates left out */
  size_t past_n;
  size_t learnt;     /* past[0 .. learnt) went into the history */
  hl_scores *scores; /* by position in the season */
  hl_judgement *out; /* one per rule */
} judging;

static const hl_epochs *past_epochs(void *ctx, size_t i) {
  judging *j = ctx;
  return i < j->past_n ? hl_recall_epochs(j->recall, j->past[i].run_id) : NULL;
}

static hl_past_run past_run(const hl_season_run *run) {
  return (hl_past_run){.run_id = run->id,
                       .start_ms = run->start_ms,
                       .utc_offset_s = run->utc_offset_s,
                       .is_run = run->is_run,
                       .duration_s = run->duration_s,
                       .moving_s = run->moving_s,
                       .distance_m = run->distance_m,
                       .facts = run->facts,
                       .report = run->report,
                       .found = HL_NO_PATTERN};
}

/* Everything that started before this run, and only that, becomes the past. */
static hl_status learn_until(judging *j, int64_t start_ms, hl_error *err) {
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
static void abstain_all(judging *j, hl_reason reason) {
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

static hl_status ask_rules(judging *j, size_t at, hl_error *err) {
  const hl_season *season = &j->season;
  const hl_season_run *run = &season->run[at];
  hl_epochs epochs;
  int32_t day = hl_season_day_of(run);
  hl_case c = {.run = past_run(run),
               .past = j->past,
               .past_n = j->learnt,
               .learnt = hl_history_count(j->history),
               .offset_known = run->offset_known,
               .days = season->day,
               .days_n = hl_season_days_until(season, day),
               .past_epochs = past_epochs,
               .ctx = j};
  if (run->facts) {
    hl_history_score(j->history, run->facts, &j->scores[at]);
    c.run.scores = &j->scores[at];
  }
  if (c.days_n && season->day[c.days_n - 1].day == day)
    c.day = &season->day[c.days_n - 1];
  if (hl_store_get_epochs(j->task->store, run->id, &j->run, &epochs))
    c.epochs = &epochs;
  if (hl_store_failed(j->task->store))
    return hl_store_status(j->task->store, err);
  return hl_rules_judge(j->book.rules, &c, &j->run, j->out, err);
}

static hl_pattern found_pattern(const judging *j) {
  for (size_t i = 0; i < hl_rules_count(j->book.rules); i++)
    if (j->out[i].kind == HL_FOUND && j->out[i].finding &&
        j->out[i].finding->pattern != HL_NO_PATTERN)
      return j->out[i].finding->pattern;
  return HL_NO_PATTERN;
}

static void remember(judging *j, size_t at, bool asked) {
  const hl_season_run *run = &j->season.run[at];
  hl_past_run *past = &j->past[j->past_n++];
  *past = past_run(run);
  if (asked && run->facts) past->scores = &j->scores[at];
  if (asked) past->found = found_pattern(j);
}

static void spool_key(judging *j, const hl_season_run *run) {
  hl_query *query =
      hl_query_of(j->spool->store, "INSERT OR REPLACE INTO main.judged "
                                   "(run_id, key) VALUES (:run_id, :key)");
  hl_bind_int(query, ":run_id", run->id);
  hl_bind_text(query, ":key", run->key);
  hl_query_run(query);
  if (run->is_new_facts)
    hl_store_put_facts(j->spool->store, run->id, run->facts);
}

static hl_status keep_difference(judging *j, size_t at, hl_error *err) {
  const hl_season_run *run = &j->season.run[at];
  if (at < j->season.stale) return HL_OK;
  hl_judged judged = {.athlete = j->season.athlete,
                      .run_id = run->id,
                      .was_judged = run->judged_key || j->any_stands,
                      .judgement = j->out,
                      .n = hl_rules_count(j->book.rules)};
  spool_key(j, run);
  j->judged->judged++;
  hl_compare(j->task->store, &judged, j->spool, &j->run,
             &j->judged->difference);
  hl_status status = hl_store_status(j->task->store, err);
  return status ? status : hl_store_status(j->spool->store, err);
}

static hl_status judge_run(judging *j, size_t at, hl_error *err) {
  const hl_season_run *run = &j->season.run[at];
  hl_arena_reset(&j->run);
  hl_status status = learn_until(j, run->start_ms, err);
  bool asked = run->is_run && !run->duplicate_of;
  if (!status && asked) status = ask_rules(j, at, err);
  if (!asked)
    abstain_all(j,
                run->duplicate_of ? HL_REASON_DUPLICATE : HL_REASON_NOT_A_RUN);
  if (status) return status;
  if (!run->duplicate_of) remember(j, at, asked);
  return keep_difference(j, at, err);
}

/* ---- one pass -------------------------------------------------------- */

static hl_status begin_pass(judging *j, hl_error *err) {
  hl_history_free(j->history);
  hl_recall_free(j->recall);
  j->history = hl_history_new();
  j->recall = hl_recall_new(j->task->store);
  j->past_n = j->learnt = 0;
  j->judged->judged = 0;
  j->judged->difference = (hl_difference){0};
  if (!j->history || !j->recall) return hl_nomem(err);
  return hl_rules_begin(j->book.rules, err);
}

static hl_status pass(judging *j, hl_error *err) {
  hl_status status = begin_pass(j, err);
  for (size_t i = 0; i < j->season.n && !status; i++) {
    status = hl_progress_step(&j->task->progress, "judge", (int64_t)i,
                              (int64_t)j->season.n, err);
    if (!status) status = judge_run(j, i, err);
  }
  return status;
}

/* A rule that overran its budget is an error for every run, so what it said
** before it did is forgotten and judged again. */
static hl_status judge_all(judging *j, hl_error *err) {
  hl_status status = pass(j, err);
  while (!status && hl_rules_overran(j->book.rules)) {
    status = hl_spool_forget(j->spool, j->season.athlete, err);
    if (!status) status = pass(j, err);
  }
  return status;
}

static hl_status make_room(judging *j, hl_error *err) {
  size_t n = j->season.n;
  j->past = hl_arena_alloc(&j->arena, n, sizeof *j->past);
  j->scores = hl_arena_alloc(&j->arena, n, sizeof *j->scores);
  j->out = hl_arena_alloc(&j->arena, hl_rules_count(j->book.rules) + 1,
                          sizeof *j->out);
  return j->past && j->scores && j->out ? HL_OK : hl_nomem(err);
}

static void name_errors(judging *j) {
  hl_text *out = &j->judged->rule_errors;
  hl_text_clear(out);
  out->comma = false;
  for (size_t i = 0; i < hl_rules_count(j->book.rules); i++) {
    hl_rule_info info;
    hl_rules_info(j->book.rules, i, &info);
    if (!info.error && !info.has_overrun) continue;
    hl_json_open(out, NULL, '{');
    hl_json_text(out, "rule", info.id);
    hl_json_text(out, "path", info.path);
    hl_json_text(out, "message",
                 info.error ? info.error : "it went over its budget");
    hl_json_close(out, '}');
  }
}

static hl_status judge(judging *j, hl_error *err) {
  hl_store *store = j->task->store;
  hl_status status =
      hl_rulebook_open(j->task, j->season.athlete, &j->book, err);
  if (!status)
    status =
        hl_season_load(&j->season, store, j->season.athlete, &j->arena, err);
  if (status) return status;
  const char *hash = hl_rules_hash(j->book.rules);
  j->judged->runs = (int64_t)j->season.n;
  j->judged->remark = j->book.remark;
  j->judged->rules_hash = hl_arena_text(&j->task->arena, hash, strlen(hash));
  if (!j->judged->rules_hash) return hl_nomem(err);
  status = hl_season_find_stale(&j->season, hash, err);
  j->any_stands = hl_finding_count(store, j->season.athlete) > 0;
  if (!status) status = make_room(j, err);
  if (!status && j->season.stale < j->season.n) status = judge_all(j, err);
  name_errors(j);
  return status;
}

hl_status hl_judge_athlete(hl_task *task, const char *athlete, hl_spool *spool,
                           hl_judged_athlete *judged, hl_error *err) {
  judging j = {.task = task,
               .spool = spool,
               .judged = judged,
               .season = {.athlete = athlete}};
  judged->athlete = athlete;
  hl_status status = judge(&j, err);
  hl_rulebook_close(&j.book);
  hl_history_free(j.history);
  hl_recall_free(j.recall);
  hl_arena_free(&j.run);
  hl_arena_free(&j.arena);
  return status;
}
