/* SPDX-License-Identifier: MIT
**
** Reports of runs. See report.h; days are in day.c.
*/
#include "store/report.h"

#include "store/field.h"

static hl_report unsaid(void) {
  return (hl_report){.confirmed = true};
}

/* What was only derived from words adds nothing to what was said of the legs:
** the two might contradict each other. */
static void fill_legs(hl_report *report, const hl_report *under) {
  if (report->heavy == HL_HEAVY_UNSAID) report->heavy = under->heavy;
  if (report->eased == HL_UNSAID) report->eased = under->eased;
  if (!report->legs) report->legs = under->legs;
  if (!report->heavy_runs) report->heavy_runs = under->heavy_runs;
}

void hl_report_fill(hl_report *report, const hl_report *under) {
  bool had_legs = report->heavy != HL_HEAVY_UNSAID || report->legs != 0;
  bool has_legs = under->heavy != HL_HEAVY_UNSAID || under->legs != 0;
  if (!had_legs && has_legs) {
    report->source = under->source;
    report->confirmed = under->confirmed;
  }
  if (!had_legs || under->confirmed) fill_legs(report, under);
  if (!report->rpe) report->rpe = under->rpe;
  if (!report->feel) report->feel = under->feel;
  if (!report->words) report->words = under->words;
  if (!report->source) report->source = under->source;
}

static void read_report(hl_query *query, hl_arena *arena, hl_report *report) {
  report->source = hl_column_text(query, arena);
  const char *heavy = hl_column_text_or_null(query, arena);
  report->heavy = heavy ? hl_heavy_from_name(heavy) : HL_HEAVY_UNSAID;
  report->eased = hl_column_yes(query);
  report->legs = (int)hl_column_int(query);
  report->rpe = (int)hl_column_int(query);
  report->feel = (int)hl_column_int(query);
  report->heavy_runs = (int)hl_column_int(query);
  report->words = hl_column_text_or_null(query, arena);
  report->confirmed = hl_column_int(query) != 0;
}

void hl_report_each(hl_store *store, hl_about about, hl_arena *arena,
                    hl_report_visit *visit, void *ctx) {
  hl_query *query = hl_query_of(
      store, "SELECT run_id, source, heavy, eased, legs, rpe, feel, "
             "heavy_runs, words, confirmed FROM main.heavylegs_report WHERE "
             "athlete = :athlete "
             "AND (:run_id = 0 OR run_id = :run_id) "
             "ORDER BY run_id, CASE source WHEN 'command' THEN 0 "
             "WHEN 'today' THEN 1 WHEN 'tag' THEN 3 WHEN 'file' THEN 4 "
             "WHEN 'note' THEN 5 ELSE 2 END, source");
  hl_bind_text(query, ":athlete", about.athlete);
  hl_bind_int(query, ":run_id", about.run_id);
  hl_report whole = unsaid();
  int64_t at = 0;
  hl_status status = HL_OK;
  while (!status && hl_query_row(query)) {
    int64_t id = hl_column_int(query);
    if (at && id != at) {
      status = hl_store_status(store, NULL);
      if (!status) status = visit(ctx, at, &whole);
      whole = unsaid();
    }
    at = id;
    hl_report row = {0};
    read_report(query, arena, &row);
    hl_report_fill(&whole, &row);
  }
  hl_query_end(query);
  if (at && !status && !hl_store_failed(store)) status = visit(ctx, at, &whole);
  if (status) hl_store_stop(store, status);
}

static bool says_nothing(const hl_report *report) {
  return !hl_report_says_something(report) && !report->words;
}

static bool find_report(hl_store *store, hl_about about, const char *source,
                        hl_arena *arena, hl_report *report) {
  hl_query *query = hl_query_of(
      store, "SELECT source, heavy, eased, legs, rpe, feel, heavy_runs, "
             "words, confirmed "
             "FROM main.heavylegs_report WHERE athlete = :athlete "
             "AND run_id = :run_id AND source = :source");
  hl_bind_text(query, ":athlete", about.athlete);
  hl_bind_int(query, ":run_id", about.run_id);
  hl_bind_text(query, ":source", source);
  bool found = hl_query_row(query);
  if (found) read_report(query, arena, report);
  hl_query_end(query);
  return found;
}

hl_report hl_report_get(hl_store *store, hl_about about, const char *source,
                        hl_arena *arena) {
  hl_report report = unsaid();
  report.source = source;
  find_report(store, about, source, arena, &report);
  return report;
}

static bool is_stored(hl_store *store, hl_about about,
                      const hl_report *report) {
  hl_arena arena = {0};
  hl_report had = {0};
  bool same = says_nothing(report);
  if (find_report(store, about, report->source, &arena, &had))
    same = had.heavy == report->heavy && had.eased == report->eased &&
           had.legs == report->legs && had.rpe == report->rpe &&
           had.feel == report->feel && had.heavy_runs == report->heavy_runs &&
           had.confirmed == report->confirmed &&
           hl_same_text(had.words, report->words);
  hl_arena_free(&arena);
  return same;
}

static void delete_report(hl_store *store, hl_about about, const char *source) {
  hl_query *query = hl_query_of(
      store, "DELETE FROM main.heavylegs_report WHERE athlete = :athlete "
             "AND run_id = :run_id AND source = :source");
  hl_bind_text(query, ":athlete", about.athlete);
  hl_bind_int(query, ":run_id", about.run_id);
  hl_bind_text(query, ":source", source);
  hl_query_run(query);
}

bool hl_report_put(hl_store *store, hl_about about, const hl_report *report) {
  if (is_stored(store, about, report)) return false;
  if (says_nothing(report)) {
    delete_report(store, about, report->source);
    return true;
  }
  hl_query *query = hl_query_of(
      store, "INSERT OR REPLACE INTO main.heavylegs_report (athlete, run_id, "
             "source, heavy, eased, legs, rpe, feel, heavy_runs, words, "
             "confirmed) VALUES (:athlete, :run_id, :source, :heavy, :eased, "
             ":legs, :rpe, :feel, :heavy_runs, :words, :confirmed)");
  hl_bind_text(query, ":athlete", about.athlete);
  hl_bind_int(query, ":run_id", about.run_id);
  hl_bind_text(query, ":source", report->source);
  hl_bind_text(query, ":heavy", hl_heavy_name(report->heavy));
  hl_bind_yes(query, ":eased", report->eased);
  hl_bind_score(query, ":legs", report->legs);
  hl_bind_score(query, ":rpe", report->rpe);
  hl_bind_score(query, ":feel", report->feel);
  hl_bind_score(query, ":heavy_runs", report->heavy_runs);
  hl_bind_text(query, ":words", report->words);
  hl_bind_int(query, ":confirmed", report->confirmed);
  hl_query_run(query);
  return true;
}
