/* SPDX-License-Identifier: MIT
**
** The command `explain`: gathers what explain.h holds. The numbers are worked
** out again from the stored facts, so that they are there for rules that were
** clear as well.
*/
#include <math.h>
#include <string.h>

#include "annotate/explain.h"
#include "base/number.h"
#include "rules/arbiter.h"
#include "store/verdict.h"

typedef hl_gathering gathering;

enum {
  SHARE_RUNS = 10 /* as stock.report's option share_runs */
};

static const char *source_of(hl_task *task, int64_t run_id) {
  hl_query *query =
      hl_query_of(task->store, "SELECT min(name) FROM main.heavylegs_source "
                               "WHERE run_id = :run_id");
  hl_bind_int(query, ":run_id", run_id);
  const char *name =
      hl_query_row(query) ? hl_column_text_or_null(query, &task->arena) : NULL;
  hl_query_end(query);
  return name;
}

static const hl_season_run *find_run(const hl_season *season, int64_t id) {
  for (size_t i = 0; i < season->n; i++)
    if (season->run[i].id == id) return &season->run[i];
  return NULL;
}

/* ---- scores ---------------------------------------------------------- */

static hl_status learn_before(const hl_season *season, int64_t start_ms,
                              hl_history *history, hl_error *err) {
  hl_status status = HL_OK;
  for (size_t i = 0; i < season->n && !status; i++) {
    const hl_season_run *run = &season->run[i];
    if (run->start_ms >= start_ms) break;
    if (run->is_run && run->facts && !run->duplicate_of)
      status = hl_history_learn(history, run->facts, err);
  }
  return status;
}

static void score(gathering *g, const hl_history *history) {
  hl_explanation *e = &g->e;
  e->learnt = hl_history_count(history);
  hl_history_score(history, e->facts, &e->scores);
  for (int p = 0; p < HL_PATTERN_COUNT; p++) {
    const hl_score *s = &e->scores.of[p];
    e->threshold[p] = hl_threshold((hl_pattern)p, g->book.budget);
    e->detectable_bpm[p] =
        hl_round(hl_score_detectable_bpm(s, e->threshold[p]));
    e->detectable_loss[p] =
        hl_round(hl_score_detectable_loss(s, e->threshold[p]));
  }
}

static hl_status gather_scores(gathering *g, const hl_season_run *run,
                               hl_error *err) {
  g->e.facts = run->facts;
  g->e.report = run->report;
  hl_history *history = hl_history_new();
  if (!history) return hl_nomem(err);
  hl_status status = learn_before(&g->season, run->start_ms, history, err);
  if (!status && run->facts) score(g, history);
  g->e.learnt = hl_history_count(history);
  hl_history_free(history);
  return status;
}

static bool speaks_of_legs(const hl_report *r) {
  return r && r->confirmed && (r->heavy != HL_HEAVY_UNSAID || r->legs > 0);
}

/* S8, the coach's main criterion: how often of late. */
static void gather_share(gathering *g, const hl_season_run *run) {
  hl_explanation *e = &g->e;
  if (!speaks_of_legs(run->heard)) return;
  for (const hl_season_run *r = run; r >= g->season.run; r--) {
    if (!r->is_run || r->duplicate_of || !speaks_of_legs(r->heard)) continue;
    e->reported++;
    e->heavy += hl_report_is_heavy(r->heard);
    if (e->reported == SHARE_RUNS) break;
  }
}

static void gather_day(gathering *g, const hl_season_run *run) {
  int32_t day = hl_season_day_of(run);
  size_t n = hl_season_days_until(&g->season, day);
  if (n && g->season.day[n - 1].day == day) g->e.day = &g->season.day[n - 1];
}

static hl_status gather_season(gathering *g, hl_error *err) {
  hl_task *task = g->task;
  hl_status status = hl_season_load(&g->season, task->store, g->e.run.athlete,
                                    &task->arena, err);
  if (!status)
    status =
        hl_season_find_stale(&g->season, hl_rules_hash(g->book.rules), err);
  const hl_season_run *run = status ? NULL : find_run(&g->season, g->e.run.id);
  if (!run) return status;
  g->e.is_stale = !run->judged_key || strcmp(run->judged_key, run->key) != 0;
  gather_day(g, run);
  gather_share(g, run);
  return gather_scores(g, run, err);
}

/* ---- judgements ------------------------------------------------------ */

typedef struct listing {
  hl_arena *arena;
  hl_stored_judgement *list;
  size_t n, room;
} listing;

static hl_status take(void *ctx, const hl_stored_judgement *stored) {
  listing *l = ctx;
  l->list = hl_arena_more(l->arena, l->list, l->n, &l->room, sizeof *l->list);
  if (!l->list) return HL_E_NOMEM;
  l->list[l->n++] = *stored;
  return HL_OK;
}

static hl_status gather_verdicts(gathering *g, hl_error *err) {
  hl_explanation *e = &g->e;
  e->verdict =
      hl_arena_alloc(&g->task->arena, e->finding_n, sizeof *e->verdict);
  if (!e->verdict) return hl_nomem(err);
  for (size_t i = 0; i < e->finding_n; i++) {
    const hl_judgement *j = &e->finding[i].judgement;
    hl_verdict_row key = {.athlete = e->run.athlete,
                          .start_ms = e->run.start_ms,
                          .rule = j->rule_id,
                          .slot = j->finding->slot};
    e->verdict[i] = hl_verdict_get(g->task->store, &key, &g->task->arena);
  }
  return hl_store_status(g->task->store, err);
}

static hl_status gather_judgements(gathering *g, hl_error *err) {
  hl_store *store = g->task->store;
  hl_judged_run of = {g->e.run.athlete, g->e.run.id, 0};
  listing statuses = {.arena = &g->task->arena};
  listing findings = {.arena = &g->task->arena};
  hl_status_each(store, &of, &g->task->arena, take, &statuses);
  hl_finding_each(store, &of, &g->task->arena, take, &findings);
  g->e.status = statuses.list;
  g->e.status_n = statuses.n;
  g->e.finding = findings.list;
  g->e.finding_n = findings.n;
  return gather_verdicts(g, err);
}

static hl_status write(gathering *g, hl_error *err) {
  hl_text *out = g->task->out;
  hl_json_open(out, NULL, '{');
  hl_explain_json(&g->e, out);
  hl_status status = hl_explain_lines(&g->e, &g->book, out, err);
  hl_json_close(out, '}');
  return status;
}

hl_status hl_gathering_open(hl_gathering *g, hl_task *task, hl_error *err) {
  *g = (hl_gathering){.task = task};
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    g->e.detectable_bpm[p] = g->e.detectable_loss[p] = g->e.threshold[p] = NAN;
  hl_status status = hl_task_find_run(task, &g->e.run, err);
  if (!status) {
    g->e.source = source_of(task, g->e.run.id);
    status = hl_rulebook_open(task, g->e.run.athlete, &g->book, err);
  }
  if (!status) status = gather_season(g, err);
  if (!status) status = gather_judgements(g, err);
  if (!status) status = hl_explain_gather_parts(g, err);
  return status;
}

void hl_gathering_close(hl_gathering *g) {
  hl_rulebook_close(&g->book);
}

hl_status hl_do_explain(hl_task *task, hl_error *err) {
  hl_gathering g;
  hl_status status = hl_gathering_open(&g, task, err);
  if (!status) status = write(&g, err);
  hl_gathering_close(&g);
  return status;
}
