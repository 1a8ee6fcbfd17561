/* SPDX-License-Identifier: MIT
**
** See judge.h. What is written in the end is in judge_write.c.
*/
#include "annotate/judge.h"

#include <string.h>

#include "annotate/pass.h"
#include "store/epochs.h"
#include "store/memory.h"

typedef struct judging {
  hl_pass pass;
  hl_spool *spool;
  hl_judged_athlete *judged;
  bool any_stands; /* some finding is open */
} judging;

/* [{"rule","since_ms"}], or nothing. */
static void write_open(const hl_rules *rules, hl_text *out) {
  for (size_t i = 0; i < hl_rules_count(rules); i++) {
    hl_rule_info info;
    int64_t since_ms = hl_rules_episode_ms(rules, i);
    if (!since_ms) continue;
    if (!out->length) hl_json_open(out, NULL, '[');
    hl_rules_info(rules, i, &info);
    hl_json_open(out, NULL, '{');
    hl_json_text(out, "rule", info.id);
    hl_json_int(out, "since_ms", since_ms);
    hl_json_close(out, '}');
  }
  if (out->length) hl_json_close(out, ']');
}

static void spool_memory(judging *j, const hl_season_run *run) {
  hl_pass *pass = &j->pass;
  const hl_outcome *o = &pass->outcome;
  hl_memory memory = {
      .run_id = run->id, .key = run->key, .heart_z = o->heart_z};
  if (o->found != HL_NO_PATTERN) memory.found = hl_pattern_name(o->found);
  memory.arbiter =
      hl_rules_remember(pass->book.rules, &pass->run, &memory.length);
  hl_text open = {0};
  write_open(pass->book.rules, &open);
  if (open.length) memory.open = hl_text_cstr(&open);
  if (memory.arbiter && !hl_text_status(&open))
    hl_memory_put(j->spool->store, &memory);
  else
    hl_store_stop(j->spool->store, HL_E_NOMEM);
  hl_text_free(&open);
}

static void spool_key(judging *j, size_t at) {
  const hl_season_run *run = &j->pass.season.run[at];
  hl_query *query = hl_query_of(
      j->spool->store, "INSERT OR REPLACE INTO main.judged (run_id, key, "
                       "effort_bpm) VALUES (:run_id, :key, :effort_bpm)");
  hl_bind_int(query, ":run_id", run->id);
  hl_bind_text(query, ":key", run->key);
  hl_bind_double(query, ":effort_bpm", j->pass.outcome.effort_bpm);
  hl_query_run(query);
  if (run->is_new_facts)
    hl_store_put_facts(j->spool->store, run->id, run->facts);
}

/* Only stale runs are compared. */
static hl_status keep_difference(void *ctx, hl_pass *pass, size_t at,
                                 hl_error *err) {
  judging *j = ctx;
  const hl_season_run *run = &pass->season.run[at];
  if (at < pass->season.stale) return HL_OK;
  hl_judged judged = {.athlete = pass->season.athlete,
                      .run_id = run->id,
                      .was_judged = run->judged_key || j->any_stands,
                      .judgement = pass->out,
                      .n = hl_rules_count(pass->book.rules)};
  spool_key(j, at);
  spool_memory(j, run);
  j->judged->judged++;
  hl_compare(pass->task->store, &judged, j->spool, &pass->run,
             &j->judged->difference);
  hl_status status = hl_store_status(pass->task->store, err);
  return status ? status : hl_store_status(j->spool->store, err);
}

/* A rule that overran its budget is an error for every run, so what it said
** before it did is forgotten and judged again, from the first run on. */
static hl_status judge_all(judging *j, hl_error *err) {
  j->pass.first = j->pass.season.stale;
  hl_status status = hl_pass_go(&j->pass, keep_difference, j, err);
  while (!status && hl_rules_overran(j->pass.book.rules)) {
    j->pass.first = j->pass.season.stale = 0;
    status = hl_spool_forget(j->spool, j->pass.season.athlete, err);
    j->judged->judged = 0;
    j->judged->difference = (hl_difference){0};
    if (!status) status = hl_pass_go(&j->pass, keep_difference, j, err);
  }
  return status;
}

static hl_status judge(judging *j, hl_error *err) {
  hl_pass *pass = &j->pass;
  hl_store *store = pass->task->store;
  const char *hash = hl_rules_hash(pass->book.rules);
  j->judged->runs = (int64_t)pass->season.n;
  j->judged->remark = pass->book.remark;
  j->judged->rules_hash = hl_arena_text(&pass->task->arena, hash, strlen(hash));
  if (!j->judged->rules_hash) return hl_nomem(err);
  hl_status status = hl_season_find_stale(&pass->season, hash, err);
  j->any_stands = hl_finding_count(store, pass->season.athlete) > 0;
  if (!status && pass->season.stale < pass->season.n)
    status = judge_all(j, err);
  hl_text_clear(&j->judged->rule_errors);
  j->judged->rule_errors.comma = false;
  hl_pass_add_errors(pass, &j->judged->rule_errors);
  return status;
}

hl_status hl_judge_athlete(hl_task *task, const char *athlete, hl_spool *spool,
                           hl_judged_athlete *judged, hl_error *err) {
  judging j = {.spool = spool, .judged = judged};
  judged->athlete = athlete;
  judged->judged = 0;
  judged->difference = (hl_difference){0};
  hl_status status = hl_pass_open(&j.pass, task, athlete, err);
  if (!status) status = judge(&j, err);
  hl_pass_close(&j.pass);
  return status;
}
