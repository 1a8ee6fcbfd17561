/* SPDX-License-Identifier: MIT
**
** What a file holds, as SQL rows, before anything is judged:
**
**     SELECT * FROM heavylegs_activities('run.tcx');
**     SELECT lap, duration_s, mean_bpm FROM heavylegs_laps('run.tcx');
**     SELECT elapsed_s, heart_rate_bpm FROM heavylegs_samples('run.fit', 0);
**     SELECT a.* FROM files f, heavylegs_activities(f.data) a;
**
** `source` is a path (TEXT) or the file's bytes (BLOB). A file that cannot be
** read is an error that names file and line; heavylegs_check() is the function
** that goes on. heavylegs_samples keeps the file's activities in memory while
** the statement runs, 100 bytes a point and more.
** Thread class: db thread.
*/
#include <string.h>

#include "base/calendar.h"
#include "doors/source.h"
#include "doors/table.h"

SQLITE_EXTENSION_INIT3

hl_status hl_source_value_read(sqlite3_value *source, const hl_read_sink *sink,
                               hl_error *err) {
  hl_reader *reader = hl_reader_new();

  if (reader == NULL) return hl_nomem(err);
  if (sqlite3_value_type(source) == SQLITE_BLOB) {
    const void *bytes = sqlite3_value_blob(source);
    size_t length = (size_t)sqlite3_value_bytes(source);
    hl_content content = {bytes ? bytes : "", length, "blob"};
    hl_read_bytes(reader, &content, sink, err);
  } else {
    const char *path = (const char *)sqlite3_value_text(source);
    if (path == NULL)
      hl_nomem(err);
    else if (hl_path_is_folder(path))
      hl_fail(err, HL_E_USAGE,
              "%s is a folder; heavylegs_check() and heavylegs_import() take "
              "folders",
              path);
    else
      hl_read_path(reader, path, sink, err);
  }
  hl_reader_free(reader);
  return err->status;
}

/* ---- heavylegs_activities ---- */

static void add_report(hl_rows *rows, const hl_report *report) {
  hl_rows_text(rows, hl_heavy_name(report->heavy));
  hl_rows_text(rows, hl_yes_name(report->eased));
  if (report->legs)
    hl_rows_int(rows, report->legs);
  else
    hl_rows_null(rows);
  if (report->rpe)
    hl_rows_int(rows, report->rpe);
  else
    hl_rows_null(rows);
  if (report->feel)
    hl_rows_int(rows, report->feel);
  else
    hl_rows_null(rows);
}

static hl_status take_activity(void *ctx, hl_activity *a, int part,
                               hl_error *err) {
  hl_rows *rows = ctx;

  hl_rows_int(rows, part);
  hl_rows_text(rows, a->format);
  hl_rows_text(rows, a->sport_name);
  hl_rows_int(rows, a->sport == HL_SPORT_RUN);
  hl_rows_instant(rows, a->start_ms);
  if (a->offset_source == HL_OFFSET_NONE)
    hl_rows_null(rows);
  else
    hl_rows_int(rows, a->utc_offset_s);
  hl_rows_real(rows, hl_activity_duration_s(a));
  hl_rows_real(rows, hl_activity_distance_m(a));
  hl_rows_int(rows, (int64_t)a->n);
  hl_rows_int(rows, (int64_t)a->lap_n);
  hl_rows_int(rows, (int64_t)a->segment_n);
  hl_rows_int(rows, a->is_indoor);
  hl_rows_text(rows, a->device);
  hl_rows_text(rows, a->title);
  hl_rows_text(rows, a->notes);
  hl_rows_text(rows, a->file_id);
  add_report(rows, &a->report);
  hl_rows_int(rows, a->is_truncated);
  hl_rows_int(rows, (int64_t)a->dropped);
  hl_rows_text(rows, a->dropped_reason);
  return rows->failed ? hl_nomem(err) : HL_OK;
}

static hl_status read_rows(hl_cursor *cursor, hl_take_activity *take,
                           sqlite3_value *source, hl_error *err) {
  hl_read_sink sink = {.take = take, .ctx = &cursor->rows};

  hl_source_value_read(source, &sink, err);
  cursor->row_n = cursor->rows.n / (size_t)cursor->table->width;
  cursor->done = true;
  return err->status;
}

static hl_status open_activities(hl_cursor *cursor, sqlite3_value **argument,
                                 hl_error *err) {
  return read_rows(cursor, take_activity, argument[0], err);
}

const hl_table hl_table_activities = {
    .name = "heavylegs_activities",
    .columns = "part INTEGER, format TEXT, sport TEXT, is_run INTEGER,"
               " start TEXT, utc_offset_s INTEGER, duration_s REAL,"
               " distance_m REAL, points INTEGER, laps INTEGER,"
               " segments INTEGER, is_indoor INTEGER, device TEXT, title TEXT,"
               " notes TEXT, file_id TEXT, heavy TEXT, eased TEXT,"
               " legs INTEGER, rpe INTEGER, feel INTEGER,"
               " is_truncated INTEGER, dropped INTEGER, dropped_reason TEXT,"
               " source HIDDEN",
    .width = 24,
    .argument_n = 1,
    .needed_n = 1,
    .needs = HL_NEEDS_SOURCE,
    .open = open_activities,
};

/* ---- heavylegs_laps ---- */

static hl_status take_laps(void *ctx, hl_activity *a, int part, hl_error *err) {
  hl_rows *rows = ctx;
  size_t i;

  for (i = 0; i < a->lap_n; i++) {
    const hl_lap *lap = &a->lap[i];
    hl_rows_int(rows, part);
    hl_rows_int(rows, (int64_t)i + 1);
    hl_rows_instant(rows, lap->start_ms);
    hl_rows_real(rows, lap->duration_s);
    hl_rows_real(rows, lap->distance_m);
    hl_rows_real(rows, (double)lap->mean_bpm);
    hl_rows_real(rows, (double)lap->max_bpm);
    hl_rows_int(rows, lap->is_rest);
    hl_rows_text(rows, lap->trigger);
    hl_rows_text(rows, lap->notes);
    hl_rows_int(rows, (int64_t)lap->first + 1);
    hl_rows_int(rows, (int64_t)lap->count);
  }
  return rows->failed ? hl_nomem(err) : HL_OK;
}

static hl_status open_laps(hl_cursor *cursor, sqlite3_value **argument,
                           hl_error *err) {
  return read_rows(cursor, take_laps, argument[0], err);
}

const hl_table hl_table_laps = {
    .name = "heavylegs_laps",
    .columns = "part INTEGER, lap INTEGER, start TEXT, duration_s REAL,"
               " distance_m REAL, mean_bpm REAL, max_bpm REAL,"
               " is_rest INTEGER, trigger TEXT, notes TEXT,"
               " first_point INTEGER, points INTEGER, source HIDDEN",
    .width = 12,
    .argument_n = 1,
    .needed_n = 1,
    .needs = HL_NEEDS_SOURCE,
    .open = open_laps,
};
