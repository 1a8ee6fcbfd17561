/* SPDX-License-Identifier: MIT
**
** Runs as marks: how each stands, in one of four states. The scores are worked
** out again from the stored facts, as `explain` does, so that what could be
** looked at is known of runs without a finding as well.
*/
#include <math.h>
#include <string.h>

#include "annotate/page.h"
#include "base/calendar.h"
#include "store/judgement.h"

enum {
  LAST_RUNS = 10
};

typedef struct marking {
  hl_marks *marks;
  hl_history *history;
  size_t learnt; /* of the season's runs */
} marking;

int32_t hl_mark_day(const hl_mark *mark) {
  return hl_season_day_of(mark->run);
}

void hl_page_add_date(hl_text *out, const char *key, int32_t day) {
  char date[32];
  hl_print_day(date, sizeof date, day);
  hl_json_text(out, key, date);
}

/* ---- how a run stands ------------------------------------------------ */

static hl_status learn_before(marking *m, int64_t start_ms, hl_error *err) {
  const hl_season *season = &m->marks->season;
  hl_status status = HL_OK;
  for (; m->learnt < season->n && !status; m->learnt++) {
    const hl_season_run *run = &season->run[m->learnt];
    if (run->start_ms >= start_ms) break;
    if (run->is_run && run->facts && !run->duplicate_of)
      status = hl_history_learn(m->history, run->facts, err);
  }
  return status;
}

/* Why nothing could be looked at; NULL: something could. */
static const char *blind_reason(const hl_mark *mark, const hl_scores *scores) {
  if (!mark->run->judged_key) return "not_judged";
  if (!mark->run->facts) return "no_speed";
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    if (scores->of[p].reason == HL_REASON_NONE) return NULL;
  return hl_reason_name(scores->of[HL_ENTIRE].reason);
}

static void settle(hl_mark *mark, const hl_scores *scores) {
  bool of_report = mark->basis && strncmp(mark->basis, "reported", 8) == 0;
  mark->reason = blind_reason(mark, scores);
  if (of_report || (mark->run->heard && hl_report_is_heavy(mark->run->heard)))
    mark->state = "reported";
  else if (mark->finding)
    mark->state = "found";
  else
    mark->state = mark->reason ? "not_judged" : "clear";
}

static hl_status mark_run(marking *m, hl_mark *mark, hl_error *err) {
  hl_scores scores = {0};
  hl_status status = learn_before(m, mark->run->start_ms, err);
  mark->effort.bpm = mark->effort.range_bpm = (double)NAN;
  if (status) return status;
  if (mark->run->facts) {
    hl_history_score(m->history, mark->run->facts, &scores);
    hl_effort_of(&scores, &mark->effort);
  }
  settle(mark, &scores);
  return HL_OK;
}

/* ---- what stands in the tables --------------------------------------- */

static hl_mark *find_mark(const hl_marks *marks, int64_t run_id) {
  for (size_t i = 0; i < marks->n; i++)
    if (marks->mark[i].run->id == run_id) return &marks->mark[i];
  return NULL;
}

static hl_status take_finding(void *ctx, const hl_stored_judgement *stored) {
  hl_mark *mark = find_mark(ctx, stored->run_id);
  const hl_finding *f = stored->judgement.finding;
  /* A pattern stands before what is context only. */
  if (!mark || (mark->finding && f->pattern == HL_NO_PATTERN)) return HL_OK;
  if (mark->finding && strcmp(mark->pattern, "none") != 0) return HL_OK;
  mark->finding = f->title;
  mark->basis = f->basis;
  mark->pattern = hl_pattern_name(f->pattern);
  return HL_OK;
}

static hl_status take_runs(hl_marks *marks, hl_error *err) {
  const hl_season *season = &marks->season;
  marks->mark =
      hl_arena_alloc(&marks->task->arena, season->n, sizeof *marks->mark);
  if (!marks->mark) return hl_nomem(err);
  for (size_t i = 0; i < season->n; i++) {
    const hl_season_run *run = &season->run[i];
    if (run->is_run && !run->duplicate_of)
      marks->mark[marks->n++] = (hl_mark){.run = run};
  }
  return HL_OK;
}

hl_status hl_marks_load(hl_marks *marks, hl_task *task, const char *athlete,
                        hl_error *err) {
  hl_judged_run all = {athlete, 0, 0};
  *marks = (hl_marks){.task = task};
  marking m = {.marks = marks, .history = hl_history_new()};
  hl_status status = m.history ? HL_OK : hl_nomem(err);
  if (!status)
    status =
        hl_season_load(&marks->season, task->store, athlete, &task->arena, err);
  if (!status) status = take_runs(marks, err);
  if (!status) {
    hl_finding_each(task->store, &all, &task->arena, take_finding, marks);
    status = hl_store_status(task->store, err);
  }
  for (size_t i = 0; i < marks->n && !status; i++)
    status = mark_run(&m, &marks->mark[i], err);
  hl_history_free(m.history);
  return status;
}

/* ---- writing --------------------------------------------------------- */

static const char *title_of(hl_task *task, int64_t run_id) {
  hl_query *query = hl_query_of(
      task->store, "SELECT title FROM main.heavylegs_run WHERE id = :id");
  hl_bind_int(query, ":id", run_id);
  const char *title =
      hl_query_row(query) ? hl_column_text_or_null(query, &task->arena) : NULL;
  hl_query_end(query);
  return title;
}

void hl_mark_write(hl_task *task, const hl_mark *mark, hl_text *out) {
  const hl_season_run *run = mark->run;
  const hl_report *heard = run->heard;
  char local[32];
  hl_print_local(local, sizeof local, run->start_ms,
                 run->offset_known ? run->utc_offset_s : 0);
  hl_json_open(out, NULL, '{');
  hl_json_int(out, "id", run->id);
  hl_json_int(out, "day", hl_mark_day(mark));
  hl_page_add_date(out, "date", hl_mark_day(mark));
  hl_json_text(out, "time", local[0] ? local + sizeof "2024-06-04" : NULL);
  hl_json_text(out, "title", title_of(task, run->id));
  hl_json_double(out, "distance_m", run->distance_m);
  hl_json_double(out, "moving_s", run->moving_s);
  hl_json_text(out, "state", mark->state);
  hl_json_text(out, "reason", mark->reason);
  hl_json_text(out, "pattern", mark->pattern);
  hl_json_text(out, "basis", mark->basis);
  hl_json_text(out, "finding", mark->finding);
  hl_json_bool(out, "said_heavy", heard && hl_report_is_heavy(heard));
  hl_json_bool(out, "said", heard && (heard->heavy || heard->legs));
  hl_json_double(out, "effort_bpm", mark->effort.bpm);
  hl_json_double(out, "range_bpm", mark->effort.range_bpm);
  hl_json_close(out, '}');
}

void hl_marks_write(const hl_marks *marks, const char *name, size_t from,
                    size_t to, hl_text *out) {
  hl_json_open(out, name, '[');
  for (size_t i = from; i < to; i++)
    hl_mark_write(marks->task, &marks->mark[i], out);
  hl_json_close(out, ']');
}

size_t hl_marks_last_ten(const hl_marks *marks) {
  return marks->n > LAST_RUNS ? marks->n - LAST_RUNS : 0;
}

/* ---- episodes -------------------------------------------------------- */

/* Is it open behind the athlete's last run? The arbiter's memory knows. */
static bool is_open(const hl_marks *marks, const char *rule, int64_t first_ms) {
  const hl_season_run *last = marks->mark[marks->n - 1].run;
  hl_query *query = hl_query_of(
      marks->task->store,
      "SELECT 1 FROM main.heavylegs_memory AS m, json_each(m.open) AS e"
      " WHERE m.run_id = :run_id AND m.key = :key"
      " AND json_extract(e.value, '$.rule') = :rule"
      " AND json_extract(e.value, '$.since_ms') = :since_ms");
  hl_bind_int(query, ":run_id", last->id);
  hl_bind_text(query, ":key", last->judged_key);
  hl_bind_text(query, ":rule", rule);
  hl_bind_int(query, ":since_ms", first_ms);
  bool open = hl_query_row(query);
  hl_query_end(query);
  return open;
}

static int32_t day_of_start(const hl_marks *marks, int64_t start_ms) {
  for (size_t i = 0; i < marks->n; i++)
    if (marks->mark[i].run->start_ms == start_ms)
      return hl_mark_day(&marks->mark[i]);
  return hl_local_day(start_ms, 0);
}

typedef struct episode {
  const char *rule, *title;
  int64_t first_ms, last_ms, runs;
} episode;

static void write_episode(const hl_marks *marks, const episode *e,
                          const int32_t days[2], bool only_open, hl_text *out) {
  int32_t from = day_of_start(marks, e->first_ms);
  int32_t to = day_of_start(marks, e->last_ms);
  bool open = is_open(marks, e->rule, e->first_ms);
  if (to < days[0] || from > days[1] || (only_open && !open)) return;
  hl_json_open(out, NULL, '{');
  hl_json_text(out, "rule", e->rule);
  hl_json_text(out, "title", e->title);
  hl_json_int(out, "from_day", from);
  hl_page_add_date(out, "from", from);
  hl_json_int(out, "to_day", to);
  hl_page_add_date(out, "to", to);
  hl_json_int(out, "runs", e->runs);
  hl_json_bool(out, "open", open);
  hl_json_close(out, '}');
}

void hl_marks_write_episodes(const hl_marks *marks, const char *name,
                             const int32_t days[2], bool only_open,
                             hl_text *out) {
  hl_arena *arena = &marks->task->arena;
  hl_query *query =
      hl_query_of(marks->task->store,
                  "SELECT e.rule, e.first_ms, e.last_ms, e.runs, ("
                  " SELECT f.title FROM main.heavylegs_finding AS f"
                  "  WHERE f.athlete = e.athlete AND f.rule = e.rule"
                  "  AND f.episode_ms = e.first_ms AND f.until_batch IS NULL"
                  "  ORDER BY f.id LIMIT 1)"
                  " FROM main.heavylegs_episode AS e WHERE e.athlete = :athlete"
                  " ORDER BY e.first_ms, e.rule");
  hl_bind_text(query, ":athlete", marks->season.athlete);
  hl_json_open(out, name, '[');
  while (hl_query_row(query)) {
    episode e = {.rule = hl_column_text(query, arena)};
    e.first_ms = hl_column_int(query);
    e.last_ms = hl_column_int(query);
    e.runs = hl_column_int(query);
    e.title = hl_column_text_or_null(query, arena);
    write_episode(marks, &e, days, only_open, out);
  }
  hl_json_close(out, ']');
}
