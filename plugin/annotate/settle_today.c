/* SPDX-License-Identifier: MIT
**
** What was said of a day's legs, given to the run that it speaks of: see
** today.h. Worked out anew whenever runs or days have changed, so that it does
** not matter which of the two came first.
*/
#include "annotate/today.h"
#include "base/calendar.h"
#include "store/report.h"

static const char source[] = "today";

typedef struct settling {
  hl_store *store;
  const char *athlete;
  hl_arena arena;
  int64_t *run; /* that have such a report now, ascending */
  size_t n, room;
} settling;

/* The last run of that local day that had begun when it was said; where none
** had, the first. 0: there is no run. */
static int64_t run_of(settling *s, const hl_day *day) {
  hl_query *query = hl_query_of(
      s->store,
      "SELECT id FROM main.heavylegs_run WHERE athlete = :athlete AND is_run "
      "AND duplicate_of IS NULL AND start_ms >= (:day - 1) * 86400000 "
      "AND start_ms < (:day + 2) * 86400000 "
      "AND (start_ms / 1000 + ifnull(utc_offset_s, 0)) / 86400 = :day "
      "ORDER BY start_ms <= :said DESC, "
      "CASE WHEN start_ms <= :said THEN -start_ms ELSE start_ms END, "
      "content_hash LIMIT 1");
  hl_bind_text(query, ":athlete", s->athlete);
  hl_bind_int(query, ":day", day->day);
  hl_bind_int(query, ":said", day->said_ms ? day->said_ms : INT64_MAX);
  int64_t id = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  return id;
}

static void remember(settling *s, int64_t run) {
  if (s->n == s->room) {
    size_t room = s->room ? s->room * 2 : 32;
    int64_t *grown =
        hl_arena_grow(&s->arena, s->run, s->n, room, sizeof *grown);
    if (!grown) {
      hl_store_stop(s->store, HL_E_NOMEM);
      return;
    }
    s->run = grown;
    s->room = room;
  }
  s->run[s->n++] = run;
}

static bool give(settling *s, const hl_day *day) {
  hl_about about = {s->athlete, run_of(s, day)};
  if (!about.run_id) return false;
  hl_report report = {.heavy = day->heavy,
                      .eased = day->eased,
                      .heavy_runs = day->heavy_runs,
                      .source = source,
                      .confirmed = true};
  remember(s, about.run_id);
  return hl_report_put(s->store, about, &report);
}

static bool is_remembered(const settling *s, int64_t run) {
  for (size_t i = 0; i < s->n; i++)
    if (s->run[i] == run) return true;
  return false;
}

/* Runs that have one and are not spoken of any more. */
static bool take_back(settling *s) {
  int64_t gone[64];
  size_t n = 0;
  hl_query *query =
      hl_query_of(s->store, "SELECT run_id FROM main.heavylegs_report "
                            "WHERE athlete = :athlete AND source = :source");
  hl_bind_text(query, ":athlete", s->athlete);
  hl_bind_text(query, ":source", source);
  while (n < sizeof gone / sizeof gone[0] && hl_query_row(query)) {
    int64_t run = hl_column_int(query);
    if (!is_remembered(s, run)) gone[n++] = run;
  }
  hl_query_end(query);
  for (size_t i = 0; i < n; i++) {
    hl_report none = {.source = source, .confirmed = true};
    hl_report_put(s->store, (hl_about){s->athlete, gone[i]}, &none);
  }
  return n == sizeof gone / sizeof gone[0]; /* there may be more */
}

int64_t hl_today_settle(hl_store *store, const char *athlete) {
  settling s = {.store = store, .athlete = athlete};
  size_t n = 0;
  int64_t given = 0;
  hl_day *days = hl_day_all(store, athlete, &s.arena, &n);
  for (size_t i = 0; i < n && !hl_store_failed(store); i++)
    if (days[i].heavy != HL_HEAVY_UNSAID) given += give(&s, &days[i]);
  while (!hl_store_failed(store) && take_back(&s)) {
  }
  hl_arena_free(&s.arena);
  return given;
}
