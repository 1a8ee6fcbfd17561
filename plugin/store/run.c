/* SPDX-License-Identifier: MIT
**
** See run.h.
*/
#include "store/run.h"

#include <string.h>

#define RUN_COLUMNS                                                            \
  "id, athlete, content_hash, start_ms, utc_offset_s, offset_source, sport, "  \
  "is_run, sport_guess, duration_s, moving_s, distance_m, device, title, "     \
  "notes, is_indoor, is_truncated, reason, duplicate_of, judged_key "

hl_offset_source hl_offset_source_from_name(const char *name) {
  for (int i = HL_OFFSET_NONE; i <= HL_OFFSET_SYSTEM; i++)
    if (name && !strcmp(name, hl_offset_source_name((hl_offset_source)i)))
      return (hl_offset_source)i;
  return HL_OFFSET_NONE;
}

int64_t hl_run_sane_ms(int64_t ms) {
  const int64_t most = INT64_C(1) << 50; /* the year 37000 */
  return ms > most ? most : ms < -most ? -most : ms;
}

static void read_run(hl_query *query, hl_arena *arena, hl_run_row *run) {
  run->id = hl_column_int(query);
  run->athlete = hl_column_text(query, arena);
  run->content_hash = hl_column_text(query, arena);
  run->start_ms = hl_run_sane_ms(hl_column_int(query));
  run->utc_offset_s = (int32_t)hl_column_int(query);
  run->offset_source = hl_offset_source_from_name(hl_column_text(query, arena));
  run->sport = hl_column_text_or_null(query, arena);
  run->is_run = hl_column_int(query) != 0;
  run->sport_guess = hl_column_text_or_null(query, arena);
  run->duration_s = hl_column_double(query);
  run->moving_s = hl_column_double(query);
  run->distance_m = hl_column_double(query);
  run->device = hl_column_text_or_null(query, arena);
  run->title = hl_column_text_or_null(query, arena);
  run->notes = hl_column_text_or_null(query, arena);
  run->is_indoor = hl_column_int(query) != 0;
  run->is_truncated = hl_column_int(query) != 0;
  run->reason = hl_column_text(query, arena);
  run->duplicate_of = hl_column_int(query);
  run->judged_key = hl_column_text_or_null(query, arena);
}

void hl_run_get(hl_store *store, int64_t id, hl_arena *arena, hl_run_row *run) {
  *run = (hl_run_row){.athlete = "", .content_hash = "", .reason = ""};
  hl_query *query = hl_query_of(
      store, "SELECT " RUN_COLUMNS "FROM main.heavylegs_run WHERE id = :id");
  hl_bind_int(query, ":id", id);
  if (hl_query_row(query)) read_run(query, arena, run);
  hl_query_end(query);
}

int64_t hl_run_find_content(hl_store *store, const char *athlete,
                            const char *content_hash) {
  hl_query *query = hl_query_of(
      store, "SELECT id FROM main.heavylegs_run "
             "WHERE athlete = :athlete AND content_hash = :content_hash");
  hl_bind_text(query, ":athlete", athlete);
  hl_bind_text(query, ":content_hash", content_hash);
  int64_t id = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  return id;
}

void hl_run_each(hl_store *store, const char *athlete, hl_arena *arena,
                 hl_run_visit *visit, void *ctx) {
  hl_query *query = hl_query_of(
      store, "SELECT " RUN_COLUMNS "FROM main.heavylegs_run "
             "WHERE athlete = :athlete ORDER BY start_ms, content_hash");
  hl_bind_text(query, ":athlete", athlete);
  while (hl_query_row(query)) {
    hl_run_row run;
    read_run(query, arena, &run);
    hl_status status = hl_store_status(store, NULL);
    if (!status) status = visit(ctx, &run);
    if (status) {
      hl_store_stop(store, status);
      break;
    }
  }
  hl_query_end(query);
}

const char **hl_run_athletes(hl_store *store, hl_arena *arena, size_t *count) {
  const char **names = NULL;
  size_t room = 0;
  *count = 0;
  hl_query *query =
      hl_query_of(store, "SELECT DISTINCT athlete FROM main.heavylegs_run "
                         "ORDER BY athlete");
  while (hl_query_row(query)) {
    names = hl_arena_more(arena, names, *count, &room, sizeof *names);
    if (!names) {
      hl_store_stop(store, HL_E_NOMEM);
      break;
    }
    names[(*count)++] = hl_column_text(query, arena);
  }
  hl_query_end(query);
  return names;
}

#define RUN_VALUES                                                             \
  ":athlete, :content_hash, :start_ms, :utc_offset_s, :offset_source, "        \
  ":sport, :is_run, :sport_guess, :duration_s, :moving_s, :distance_m, "       \
  ":device, :title, :notes, :is_indoor, :is_truncated, :reason"

static const char insert_run[] =
    "INSERT INTO main.heavylegs_run (athlete, content_hash, start_ms, "
    "utc_offset_s, offset_source, sport, is_run, sport_guess, duration_s, "
    "moving_s, distance_m, device, title, notes, is_indoor, is_truncated, "
    "reason) VALUES (" RUN_VALUES ") RETURNING id";

static const char update_run[] =
    "UPDATE main.heavylegs_run SET (athlete, content_hash, start_ms, "
    "utc_offset_s, offset_source, sport, is_run, sport_guess, duration_s, "
    "moving_s, distance_m, device, title, notes, is_indoor, is_truncated, "
    "reason) = (" RUN_VALUES ") WHERE id = :id RETURNING id";

int64_t hl_run_put(hl_store *store, const hl_run_row *run) {
  hl_query *query = hl_query_of(store, run->id ? update_run : insert_run);
  hl_bind_text(query, ":athlete", run->athlete);
  hl_bind_text(query, ":content_hash", run->content_hash);
  hl_bind_int(query, ":start_ms", run->start_ms);
  if (run->offset_source != HL_OFFSET_NONE)
    hl_bind_int(query, ":utc_offset_s", run->utc_offset_s);
  hl_bind_text(query, ":offset_source",
               hl_offset_source_name(run->offset_source));
  hl_bind_text(query, ":sport", run->sport);
  hl_bind_int(query, ":is_run", run->is_run);
  hl_bind_text(query, ":sport_guess", run->sport_guess);
  hl_bind_double(query, ":duration_s", run->duration_s);
  hl_bind_double(query, ":moving_s", run->moving_s);
  hl_bind_double(query, ":distance_m", run->distance_m);
  hl_bind_text(query, ":device", run->device);
  hl_bind_text(query, ":title", run->title);
  hl_bind_text(query, ":notes", run->notes);
  hl_bind_int(query, ":is_indoor", run->is_indoor);
  hl_bind_int(query, ":is_truncated", run->is_truncated);
  hl_bind_text(query, ":reason", run->reason);
  if (run->id) hl_bind_int(query, ":id", run->id);
  int64_t id = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_run(query);
  return id;
}

void hl_run_set_duplicate(hl_store *store, int64_t id, int64_t duplicate_of) {
  hl_query *query = hl_query_of(store, "UPDATE main.heavylegs_run SET "
                                       "duplicate_of = nullif(:of, 0) "
                                       "WHERE id = :id");
  hl_bind_int(query, ":id", id);
  hl_bind_int(query, ":of", duplicate_of);
  hl_query_run(query);
}

void hl_run_set_offset(hl_store *store, int64_t id, int32_t utc_offset_s,
                       hl_offset_source source) {
  hl_query *query =
      hl_query_of(store, "UPDATE main.heavylegs_run SET "
                         "utc_offset_s = :utc_offset_s, "
                         "offset_source = :offset_source WHERE id = :id");
  hl_bind_int(query, ":id", id);
  if (source != HL_OFFSET_NONE)
    hl_bind_int(query, ":utc_offset_s", utc_offset_s);
  hl_bind_text(query, ":offset_source", hl_offset_source_name(source));
  hl_query_run(query);
}

void hl_run_set_judged(hl_store *store, int64_t id, const char *judged_key,
                       double effort_bpm) {
  hl_query *query = hl_query_of(
      store, "UPDATE main.heavylegs_run SET judged_key = :judged_key, "
             "effort_bpm = :effort_bpm WHERE id = :id");
  hl_bind_int(query, ":id", id);
  hl_bind_text(query, ":judged_key", judged_key);
  hl_bind_double(query, ":effort_bpm", effort_bpm);
  hl_query_run(query);
}

void hl_run_set_reason(hl_store *store, int64_t id, const char *reason) {
  hl_query *query = hl_query_of(store, "UPDATE main.heavylegs_run "
                                       "SET reason = :reason WHERE id = :id");
  hl_bind_int(query, ":id", id);
  hl_bind_text(query, ":reason", reason);
  hl_query_run(query);
}

int64_t hl_run_duplicates(hl_store *store, const char *athlete) {
  hl_query *query =
      hl_query_of(store, "SELECT count(duplicate_of) FROM main.heavylegs_run "
                         "WHERE athlete = :athlete");
  hl_bind_text(query, ":athlete", athlete);
  int64_t count = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  return count;
}
