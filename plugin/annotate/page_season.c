/* SPDX-License-Identifier: MIT
**
** The numbers of a season's page: a calendar year, or the 52 weeks up to the
** last run. Weeks begin on Monday.
*/
#include <math.h>
#include <string.h>

#include "annotate/page.h"
#include "base/calendar.h"

enum {
  WEEK = 7,
  WEEKS = 52,
  FIRST_YEAR = 1970
};

typedef struct span {
  int32_t day[2];  /* first and last, both within */
  size_t from, to; /* marks: from .. to - 1 */
} span;

static int32_t monday_of(int32_t day) {
  return day - hl_weekday(day);
}

/* Whole weeks, and no empty ones before the first run or after the last. */
static void find_span(const hl_marks *marks, int64_t year, span *s) {
  int32_t first = hl_mark_day(&marks->mark[0]);
  int32_t last = hl_mark_day(&marks->mark[marks->n - 1]);
  s->day[0] = last - WEEK * WEEKS + 1;
  s->day[1] = last;
  if (year) {
    s->day[0] = hl_day_from_date((hl_date){(int)year, 1, 1});
    s->day[1] = hl_day_from_date((hl_date){(int)year, 12, 31});
  }
  if (s->day[0] < first) s->day[0] = first;
  if (s->day[1] > last) s->day[1] = last;
  s->from = 0;
  while (s->from < marks->n && hl_mark_day(&marks->mark[s->from]) < s->day[0])
    s->from++;
  s->to = s->from;
  while (s->to < marks->n && hl_mark_day(&marks->mark[s->to]) <= s->day[1])
    s->to++;
  s->day[0] = monday_of(s->day[0]);
  s->day[1] = monday_of(s->day[1]) + WEEK - 1;
}

/* ---- weeks ----------------------------------------------------------- */

typedef struct week {
  int runs;
  double distance_m, load, estimated;
} week;

static void add_to_week(week *w, const hl_season_run *run, double load,
                        bool estimated) {
  w->load += load;
  if (estimated) w->estimated += load;
  if (!run->is_run) return;
  w->runs++;
  if (isfinite(run->distance_m)) w->distance_m += run->distance_m;
}

/* Load counts every activity; `weeks` cover `days`. */
static hl_status fill_weeks(const hl_season *season, const int32_t days[2],
                            week *weeks, hl_error *err) {
  const hl_athlete unknown = {(double)NAN, (double)NAN, false};
  hl_load *load = hl_load_new(&unknown);
  hl_status status = load ? HL_OK : hl_nomem(err);
  for (size_t i = 0; i < season->n && !status; i++) {
    const hl_season_run *run = &season->run[i];
    bool estimated = false;
    hl_session session = {.start_ms = run->start_ms,
                          .utc_offset_s = run->utc_offset_s,
                          .is_run = run->is_run,
                          .duration_s = run->duration_s,
                          .moving_s = run->moving_s,
                          .distance_m = run->distance_m,
                          .facts = run->facts,
                          .report = run->heard};
    if (run->duplicate_of) continue;
    status = hl_load_add(load, &session, err);
    int32_t day = hl_season_day_of(run);
    if (status || day < days[0] || day > days[1]) continue;
    double counted = hl_load_last(load, &estimated);
    add_to_week(&weeks[(day - days[0]) / WEEK], run, counted, estimated);
  }
  hl_load_free(load);
  return status;
}

static hl_status write_weeks(hl_paging *page, const hl_season *season,
                             const span *s, hl_error *err) {
  size_t n = (size_t)(s->day[1] - s->day[0] + 1) / WEEK;
  week *weeks = hl_arena_alloc(&page->task->arena, n, sizeof *weeks);
  hl_text *out = &page->data;
  if (!weeks) return hl_nomem(err);
  hl_status status = fill_weeks(season, s->day, weeks, err);
  hl_json_open(out, "weeks", '[');
  for (size_t i = 0; i < n && !status; i++) {
    int32_t day = s->day[0] + (int32_t)i * WEEK;
    hl_json_open(out, NULL, '{');
    hl_json_int(out, "day", day);
    hl_page_add_date(out, "date", day);
    hl_json_int(out, "runs", weeks[i].runs);
    hl_json_fixed(out, "distance_m", weeks[i].distance_m, 0);
    hl_json_fixed(out, "load", weeks[i].load, 1);
    hl_json_fixed(out, "estimated", weeks[i].estimated, 1);
    hl_json_close(out, '}');
  }
  hl_json_close(out, ']');
  return status;
}

/* ---- the diary ------------------------------------------------------- */

static void write_days(const hl_season *season, const span *s, hl_text *out) {
  hl_json_open(out, "days", '[');
  for (size_t i = 0; i < season->day_n; i++) {
    const hl_day *day = &season->day[i];
    bool has = isfinite(day->sleep_h) || isfinite(day->resting_bpm);
    if (!has || day->day < s->day[0] || day->day > s->day[1]) continue;
    hl_json_open(out, NULL, '{');
    hl_json_int(out, "day", day->day);
    hl_page_add_date(out, "date", day->day);
    hl_json_double(out, "sleep_h", (double)day->sleep_h);
    hl_json_double(out, "rhr_bpm", (double)day->resting_bpm);
    hl_json_close(out, '}');
  }
  hl_json_close(out, ']');
}

/* ---- the page -------------------------------------------------------- */

static void write_counts(const hl_marks *marks, const span *s, hl_text *out) {
  static const char *const states[] = {"reported", "found", "clear",
                                       "not_judged"};
  hl_json_open(out, "counts", '{');
  for (size_t k = 0; k < sizeof states / sizeof states[0]; k++) {
    int64_t n = 0;
    for (size_t i = s->from; i < s->to; i++)
      n += strcmp(marks->mark[i].state, states[k]) == 0;
    hl_json_int(out, states[k], n);
  }
  hl_json_close(out, '}');
}

static hl_status write_season(hl_paging *page, const hl_marks *marks,
                              int64_t year, hl_error *err) {
  hl_text *out = &page->data;
  span s;
  find_span(marks, year, &s);
  if (s.from == s.to)
    return hl_fail(err, HL_E_USAGE, "there are no runs in %lld",
                   (long long)year);
  hl_json_int(out, "from_day", s.day[0]);
  hl_json_int(out, "to_day", s.day[1]);
  if (year) hl_json_int(out, "year", year);
  hl_marks_write(marks, "runs", s.from, s.to, out);
  hl_marks_write(marks, "last_ten", s.to - s.from > 10 ? s.to - 10 : s.from,
                 s.to, out);
  write_counts(marks, &s, out);
  hl_marks_write_episodes(marks, "episodes", s.day, false, out);
  write_days(&marks->season, &s, out);
  return write_weeks(page, &marks->season, &s, err);
}

hl_status hl_page_season(hl_paging *page, hl_error *err) {
  hl_task *task = page->task;
  hl_rulebook book = {0};
  hl_marks marks = {0};
  int64_t year = 0;
  hl_status status = hl_task_settle_athlete(task, err);
  if (!status) status = hl_rulebook_open(task, task->athlete, &book, err);
  if (!status) status = hl_args_int(&task->args, "year", 2199, &year, err);
  if (!status && year && year < FIRST_YEAR)
    status = hl_fail(err, HL_E_USAGE, "a year is written as 2024");
  if (!status) status = hl_marks_load(&marks, task, task->athlete, err);
  if (!status && !marks.n)
    status = hl_fail(err, HL_E_USAGE, "%.60s has no runs yet: import some",
                     *task->athlete ? task->athlete : "the athlete");
  if (!status) {
    hl_page_begin(page, &book, task->athlete);
    status = write_season(page, &marks, year, err);
  }
  if (!status) status = hl_page_finish(page, &book, err);
  hl_rulebook_close(&book);
  return status;
}
