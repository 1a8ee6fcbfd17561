/* SPDX-License-Identifier: MIT
**
** The diary. See report.h.
*/
#include "store/report.h"

#include <math.h>

#include "store/field.h"

#define DAY_COLUMNS                                                            \
  "day, source, sleep_h, sleep_quality, rhr_bpm, hrv_ms, weight_kg, stress, "  \
  "mood, motivation, soreness, fatigue, meal, ill, travel, heavy, eased, "     \
  "heavy_runs, said_ms, note "

static bool says_legs(const hl_day *day) {
  return day->heavy != HL_HEAVY_UNSAID || day->eased != HL_UNSAID ||
         day->heavy_runs > 0;
}

static bool is_empty(const hl_day *day) {
  return isnan(day->sleep_h) && isnan(day->resting_bpm) && isnan(day->hrv_ms) &&
         isnan(day->weight_kg) && !day->sleep_quality && !day->stress &&
         !day->mood && !day->motivation && !day->soreness && !day->fatigue &&
         day->meal == HL_MEAL_UNSAID && day->ill == HL_UNSAID &&
         day->travel == HL_UNSAID && !says_legs(day) && !day->note;
}

bool hl_day_says_something(const hl_day *day) {
  return !is_empty(day);
}

static void fill_float(float *value, float under) {
  if (isnan(*value)) *value = under;
}

static void fill_score(int *value, int under) {
  if (!*value) *value = under;
}

void hl_day_fill(hl_day *day, const hl_day *under) {
  fill_float(&day->sleep_h, under->sleep_h);
  fill_float(&day->resting_bpm, under->resting_bpm);
  fill_float(&day->hrv_ms, under->hrv_ms);
  fill_float(&day->weight_kg, under->weight_kg);
  fill_score(&day->sleep_quality, under->sleep_quality);
  fill_score(&day->stress, under->stress);
  fill_score(&day->mood, under->mood);
  fill_score(&day->motivation, under->motivation);
  fill_score(&day->soreness, under->soreness);
  fill_score(&day->fatigue, under->fatigue);
  if (day->meal == HL_MEAL_UNSAID) day->meal = under->meal;
  if (day->ill == HL_UNSAID) day->ill = under->ill;
  if (day->travel == HL_UNSAID) day->travel = under->travel;
  if (!says_legs(day)) {
    day->heavy = under->heavy;
    day->eased = under->eased;
    day->heavy_runs = under->heavy_runs;
    day->said_ms = under->said_ms;
  }
  if (!day->note) day->note = under->note;
  if (!day->source) day->source = under->source;
}

static void read_day(hl_query *query, hl_arena *arena, hl_day *day) {
  hl_day_clear(day);
  day->day = (int32_t)hl_column_int(query);
  day->source = hl_column_text(query, arena);
  day->sleep_h = (float)hl_column_double(query);
  day->sleep_quality = (int)hl_column_int(query);
  day->resting_bpm = (float)hl_column_double(query);
  day->hrv_ms = (float)hl_column_double(query);
  day->weight_kg = (float)hl_column_double(query);
  day->stress = (int)hl_column_int(query);
  day->mood = (int)hl_column_int(query);
  day->motivation = (int)hl_column_int(query);
  day->soreness = (int)hl_column_int(query);
  day->fatigue = (int)hl_column_int(query);
  const char *meal = hl_column_text_or_null(query, arena);
  day->meal = meal ? hl_meal_from_name(meal) : HL_MEAL_UNSAID;
  day->ill = hl_column_yes(query);
  day->travel = hl_column_yes(query);
  const char *heavy = hl_column_text_or_null(query, arena);
  day->heavy = heavy ? hl_heavy_from_name(heavy) : HL_HEAVY_UNSAID;
  day->eased = hl_column_yes(query);
  day->heavy_runs = (int)hl_column_int(query);
  day->said_ms = hl_column_int(query);
  day->note = hl_column_text_or_null(query, arena);
}

/* The rows of a query by day, those of one day laid over each other. */
static hl_day *read_days(hl_store *store, hl_query *query, hl_arena *arena,
                         size_t *count) {
  hl_day *days = NULL;
  size_t n = 0, room = 0;
  while (hl_query_row(query)) {
    hl_day row;
    read_day(query, arena, &row);
    if (n && days[n - 1].day == row.day) {
      hl_day_fill(&days[n - 1], &row);
      continue;
    }
    days = hl_arena_more(arena, days, n, &room, sizeof *days);
    if (!days) {
      hl_store_stop(store, HL_E_NOMEM);
      n = 0;
      break;
    }
    days[n++] = row;
  }
  hl_query_end(query);
  *count = n;
  return days;
}

/* Tags of several runs of one day are laid over each other in the order of
** the runs, so that the order in which they were read does not matter. */
hl_day *hl_day_all(hl_store *store, const char *athlete, hl_arena *arena,
                   size_t *count) {
  hl_query *query =
      hl_query_of(store, "SELECT " DAY_COLUMNS "FROM main.heavylegs_day AS d "
                         "WHERE athlete = :athlete "
                         "ORDER BY day, CASE WHEN source = 'command' THEN 0 "
                         "WHEN source = 'tag' THEN 2 "
                         "WHEN substr(source, 1, 4) = 'file' THEN 3 "
                         "WHEN source = 'note' THEN 4 ELSE 1 END, source, "
                         "(SELECT start_ms FROM main.heavylegs_run "
                         "AS r WHERE r.id = d.run_id), run_id");
  hl_bind_text(query, ":athlete", athlete);
  return read_days(store, query, arena, count);
}

hl_day *hl_day_of_source(hl_store *store, const char *athlete,
                         const char *source, hl_arena *arena, size_t *count) {
  hl_query *query = hl_query_of(
      store, "SELECT " DAY_COLUMNS "FROM main.heavylegs_day "
             "WHERE athlete = :athlete AND source = :source AND run_id = 0 "
             "ORDER BY day");
  hl_bind_text(query, ":athlete", athlete);
  hl_bind_text(query, ":source", source);
  return read_days(store, query, arena, count);
}

hl_day hl_day_get(hl_store *store, hl_about about, const char *source,
                  hl_arena *arena) {
  hl_query *query =
      hl_query_of(store, "SELECT " DAY_COLUMNS "FROM main.heavylegs_day "
                         "WHERE athlete = :athlete AND source = :source "
                         "AND run_id = :run_id");
  hl_bind_text(query, ":athlete", about.athlete);
  hl_bind_text(query, ":source", source);
  hl_bind_int(query, ":run_id", about.run_id);
  size_t count;
  hl_day day, *days = read_days(store, query, arena, &count);
  hl_day_clear(&day);
  if (count) day = days[0];
  day.source = source;
  return day;
}

bool hl_day_same(const hl_day *a, const hl_day *b) {
  return a->day == b->day &&
         hl_same_double((double)a->sleep_h, (double)b->sleep_h) &&
         hl_same_double((double)a->resting_bpm, (double)b->resting_bpm) &&
         hl_same_double((double)a->hrv_ms, (double)b->hrv_ms) &&
         hl_same_double((double)a->weight_kg, (double)b->weight_kg) &&
         a->sleep_quality == b->sleep_quality && a->stress == b->stress &&
         a->mood == b->mood && a->motivation == b->motivation &&
         a->soreness == b->soreness && a->fatigue == b->fatigue &&
         a->meal == b->meal && a->ill == b->ill && a->travel == b->travel &&
         a->heavy == b->heavy && a->eased == b->eased &&
         a->heavy_runs == b->heavy_runs && a->said_ms == b->said_ms &&
         hl_same_text(a->note, b->note);
}

/* Of a run: whichever day it speaks of. Of the diary: this very day. */
static bool is_stored(hl_store *store, hl_about about, const hl_day *day) {
  hl_query *query = hl_query_of(
      store, "SELECT " DAY_COLUMNS "FROM main.heavylegs_day "
             "WHERE athlete = :athlete AND source = :source "
             "AND run_id = :run_id AND (:run_id <> 0 OR day = :day)");
  hl_bind_text(query, ":athlete", about.athlete);
  hl_bind_text(query, ":source", day->source);
  hl_bind_int(query, ":run_id", about.run_id);
  hl_bind_int(query, ":day", day->day);
  hl_arena arena = {0};
  hl_day had;
  bool found = hl_query_row(query);
  if (found) read_day(query, &arena, &had);
  bool more = found && hl_query_row(query);
  hl_query_end(query);
  bool same = found ? !more && hl_day_same(&had, day) : is_empty(day);
  hl_arena_free(&arena);
  return same;
}

static void delete_day(hl_store *store, hl_about about, const hl_day *day) {
  hl_query *query = hl_query_of(
      store, "DELETE FROM main.heavylegs_day WHERE athlete = :athlete "
             "AND source = :source AND run_id = :run_id "
             "AND (:run_id <> 0 OR day = :day)");
  hl_bind_text(query, ":athlete", about.athlete);
  hl_bind_text(query, ":source", day->source);
  hl_bind_int(query, ":run_id", about.run_id);
  hl_bind_int(query, ":day", day->day);
  hl_query_run(query);
}

static void bind_day(hl_query *query, const hl_day *day) {
  hl_bind_int(query, ":day", day->day);
  hl_bind_text(query, ":source", day->source);
  hl_bind_double(query, ":sleep_h", (double)day->sleep_h);
  hl_bind_score(query, ":sleep_quality", day->sleep_quality);
  hl_bind_double(query, ":rhr_bpm", (double)day->resting_bpm);
  hl_bind_double(query, ":hrv_ms", (double)day->hrv_ms);
  hl_bind_double(query, ":weight_kg", (double)day->weight_kg);
  hl_bind_score(query, ":stress", day->stress);
  hl_bind_score(query, ":mood", day->mood);
  hl_bind_score(query, ":motivation", day->motivation);
  hl_bind_score(query, ":soreness", day->soreness);
  hl_bind_score(query, ":fatigue", day->fatigue);
  hl_bind_text(query, ":meal", hl_meal_name(day->meal));
  if (day->ill != HL_UNSAID) hl_bind_int(query, ":ill", day->ill == HL_YES);
  if (day->travel != HL_UNSAID)
    hl_bind_int(query, ":travel", day->travel == HL_YES);
  hl_bind_text(query, ":heavy", hl_heavy_name(day->heavy));
  hl_bind_yes(query, ":eased", day->eased);
  hl_bind_score(query, ":heavy_runs", day->heavy_runs);
  if (day->said_ms) hl_bind_int(query, ":said_ms", day->said_ms);
  hl_bind_text(query, ":note", day->note);
}

bool hl_day_put(hl_store *store, hl_about about, const hl_day *day) {
  if (is_stored(store, about, day)) return false;
  delete_day(store, about, day);
  if (is_empty(day)) return true;
  hl_query *query = hl_query_of(
      store,
      "INSERT INTO main.heavylegs_day (athlete, run_id, day, source, sleep_h, "
      "sleep_quality, rhr_bpm, hrv_ms, weight_kg, stress, mood, motivation, "
      "soreness, fatigue, meal, ill, travel, heavy, eased, heavy_runs, "
      "said_ms, note) VALUES (:athlete, :run_id, "
      ":day, :source, :sleep_h, :sleep_quality, :rhr_bpm, :hrv_ms, "
      ":weight_kg, :stress, :mood, :motivation, :soreness, :fatigue, :meal, "
      ":ill, :travel, :heavy, :eased, :heavy_runs, :said_ms, :note)");
  hl_bind_text(query, ":athlete", about.athlete);
  hl_bind_int(query, ":run_id", about.run_id);
  bind_day(query, day);
  hl_query_run(query);
  return true;
}
