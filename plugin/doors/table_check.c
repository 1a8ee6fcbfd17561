/* SPDX-License-Identifier: MIT
**
** Can these files be read, what is in them, and if not, why not?
**
**     SELECT file, status, message FROM heavylegs_check('season/');
**
** One row per activity, or one row with the reason for a file that gives none.
** `source` is a file, a folder (walked in sorted order; files whose names are
** not of a kind we read are passed over) or a file's bytes. A bad file never
** ends the check. status: ok, truncated (ended early, the complete points are
** here), refused (message and line say why), skipped (a folder we may not
** enter). Files are read one at a time as rows are asked for.
** Thread class: db thread.
*/
#include <string.h>

#include "base/text.h"
#include "doors/source.h"
#include "doors/table.h"
#include "read/folder.h"

SQLITE_EXTENSION_INIT3

typedef struct check { /* hl_cursor.state */
  hl_arena arena;
  const char **path;
  size_t n, capacity, at;
  hl_cursor *cursor;
  const char *file; /* the one being read */
  int64_t activity_n, day_n;
} check;

enum {
  CHECK_WIDTH = 17
};

/* The cells behind `status` that only an activity has. */
static void add_no_activity(hl_rows *rows) {
  int i;

  for (i = 0; i < CHECK_WIDTH - 5; i++)
    hl_rows_null(rows);
}

static void add_problem(hl_rows *rows, const char *file, const char *status,
                        int64_t line, const char *message) {
  hl_rows_text(rows, file);
  hl_rows_null(rows);
  hl_rows_text(rows, status);
  if (line > 0)
    hl_rows_int(rows, line);
  else
    hl_rows_null(rows);
  hl_rows_text(rows, message);
  add_no_activity(rows);
}

/* "speed_mps heart_rate_bpm ...": what was recorded. */
static void add_channels(hl_rows *rows, const hl_activity *a) {
  hl_text names = {0};
  int i;

  if (a->latitude_deg != NULL) hl_text_add(&names, "position ");
  for (i = 0; i < HL_CHANNEL_COUNT; i++) {
    if (a->channel[i] == NULL) continue;
    hl_text_add(&names, hl_channel_name((hl_channel)i));
    hl_text_add(&names, " ");
  }
  if (names.length > 0) names.bytes[names.length - 1] = '\0';
  hl_rows_text(rows, hl_text_cstr(&names));
  if (hl_text_status(&names) != HL_OK) rows->failed = true;
  hl_text_free(&names);
}

static hl_status take(void *ctx, hl_activity *a, int part, hl_error *err) {
  check *c = ctx;
  hl_rows *rows = &c->cursor->rows;

  c->activity_n++;
  hl_rows_text(rows, c->file);
  hl_rows_int(rows, part);
  hl_rows_text(rows, a->is_truncated ? "truncated" : "ok");
  hl_rows_null(rows);
  hl_rows_text(rows, a->n == 0 ? "no points: totals of laps only" : NULL);
  hl_rows_text(rows, a->format);
  hl_rows_text(rows, a->sport_name);
  hl_rows_int(rows, a->sport == HL_SPORT_RUN);
  hl_rows_instant(rows, a->start_ms);
  hl_rows_real(rows, hl_activity_duration_s(a));
  hl_rows_real(rows, hl_activity_distance_m(a));
  hl_rows_int(rows, (int64_t)a->n);
  hl_rows_int(rows, (int64_t)a->lap_n);
  add_channels(rows, a);
  hl_rows_int(rows, (int64_t)a->dropped);
  hl_rows_text(rows, a->dropped_reason);
  if (a->dropped > 0 && a->dropped_line > 0)
    hl_rows_int(rows, a->dropped_line);
  else
    hl_rows_null(rows);
  return rows->failed ? hl_nomem(err) : HL_OK;
}

static hl_status take_day(void *ctx, const hl_day *day, hl_error *err) {
  check *c = ctx;

  (void)day;
  (void)err;
  c->day_n++;
  return HL_OK;
}

/* One file of an archive; the others are read all the same. */
static void refuse(void *ctx, const char *member, const hl_error *why) {
  check *c = ctx;
  hl_text message = {0};

  hl_text_add(&message, member);
  hl_text_add(&message, ": ");
  hl_text_add(&message, why->text);
  add_problem(&c->cursor->rows, c->file, "refused", why->line,
              hl_text_cstr(&message));
  if (hl_text_status(&message) != HL_OK) c->cursor->rows.failed = true;
  hl_text_free(&message);
}

/* What is left to say of a file after its activities. An input that is bad is
** an answer; running out of memory is not. */
static hl_status conclude(check *c, const hl_error *found, hl_error *err) {
  hl_rows *rows = &c->cursor->rows;
  hl_text days = {0};

  if (found->status == HL_E_NOMEM) return hl_nomem(err);
  if (c->day_n > 0) {
    hl_text_format(&days, "%lld days of a diary", (long long)c->day_n);
    add_problem(rows, c->file, "ok", 0, hl_text_cstr(&days));
    hl_text_free(&days);
  }
  if (found->status != HL_OK)
    add_problem(rows, c->file, "refused", found->line, found->text);
  return rows->failed ? hl_nomem(err) : HL_OK;
}

static hl_status add_path(void *ctx, const char *path, hl_error *err) {
  check *c = ctx;

  if (!hl_read_knows_name(path) || hl_folder_is_part(path)) return HL_OK;
  const char **list =
      hl_arena_more(&c->arena, c->path, c->n, &c->capacity, sizeof *list);
  if (list == NULL) return hl_nomem(err);
  c->path = list;
  c->path[c->n] = hl_arena_text(&c->arena, path, strlen(path));
  if (c->path[c->n] == NULL) return hl_nomem(err);
  c->n++;
  return HL_OK;
}

static void add_skipped(void *ctx, const char *path, const char *why) {
  check *c = ctx;

  add_problem(&c->cursor->rows, path, "skipped", 0, why);
}

/* One file, whatever comes of it. */
static hl_status check_one(check *c, const char *file, sqlite3_value *bytes,
                           hl_error *err) {
  hl_read_sink sink = {
      .take = take, .take_day = take_day, .ctx = c, .refuse = refuse};
  hl_reader *reader = hl_reader_new();
  hl_error found = {0};

  if (reader == NULL) return hl_nomem(err);
  c->file = file;
  c->activity_n = c->day_n = 0;
  if (bytes != NULL) {
    hl_content content = {sqlite3_value_blob(bytes),
                          (size_t)sqlite3_value_bytes(bytes), file};
    hl_read_bytes(reader, &content, &sink, &found);
  } else {
    hl_read_path(reader, file, &sink, &found);
  }
  hl_reader_free(reader);
  return conclude(c, &found, err);
}

static hl_status open_check(hl_cursor *cursor, sqlite3_value **argument,
                            hl_error *err) {
  check *c = sqlite3_malloc64(sizeof *c);
  const char *path;

  if (c == NULL) return hl_nomem(err);
  memset(c, 0, sizeof *c);
  cursor->state = c;
  c->cursor = cursor;
  if (sqlite3_value_type(argument[0]) == SQLITE_BLOB) {
    check_one(c, "blob", argument[0], err);
  } else {
    path = (const char *)sqlite3_value_text(argument[0]);
    if (path == NULL) return hl_nomem(err);
    if (hl_path_is_folder(path))
      hl_walk(path, add_path, add_skipped, c, err);
    else
      check_one(c, path, NULL, err);
  }
  cursor->row_n = cursor->rows.n / CHECK_WIDTH;
  cursor->done = c->n == 0;
  return err->status;
}

static hl_status more_check(hl_cursor *cursor, hl_error *err) {
  check *c = cursor->state;

  if (c->at < c->n) check_one(c, c->path[c->at++], NULL, err);
  cursor->done = c->at == c->n;
  return err->status;
}

static void close_check(hl_cursor *cursor) {
  check *c = cursor->state;

  if (c == NULL) return;
  hl_arena_free(&c->arena);
  sqlite3_free(c);
}

const hl_table hl_table_check = {
    .name = "heavylegs_check",
    .columns = "file TEXT, part INTEGER, status TEXT, line INTEGER,"
               " message TEXT, format TEXT, sport TEXT, is_run INTEGER,"
               " start TEXT, duration_s REAL, distance_m REAL, points INTEGER,"
               " laps INTEGER, channels TEXT, dropped INTEGER,"
               " dropped_reason TEXT, dropped_line INTEGER, source HIDDEN",
    .width = CHECK_WIDTH,
    .argument_n = 1,
    .needed_n = 1,
    .needs = HL_NEEDS_SOURCE,
    .open = open_check,
    .more = more_check,
    .close = close_check,
};
