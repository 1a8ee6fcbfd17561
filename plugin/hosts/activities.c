/* SPDX-License-Identifier: MIT
**
** See activities.h.
*/
#include "hosts/activities.h"

#include <math.h>
#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "base/calendar.h"
#include "base/hash.h"
#include "hosts/merge.h"

typedef enum column {
  ID,
  START,
  OFFSET,
  SPORT,
  IS_RUN,
  DISTANCE,
  DURATION,
  TITLE,
  NOTE,
  HEAVY,
  LEGS,
  RPE,
  FEEL,
  COLUMNS
} column;

static const char *const names[COLUMNS] = {
    "id",    "start", "offset_s", "sport", "is_run", "distance_m", "duration_s",
    "title", "note",  "heavy",    "legs",  "rpe",    "feel"};

/* No year outside 1900 to 2199. */
static const double least_s = -2208988800.0, most_s = 7258118399.0;

typedef struct rows {
  sqlite3_stmt *stmt;
  hl_arena *arena;
  int at[COLUMNS]; /* -1: the statement has no such column */
  bool failed;     /* out of memory */
} rows;

static int find_column(sqlite3_stmt *stmt, const char *name) {
  for (int i = 0; i < sqlite3_column_count(stmt); i++)
    if (hl_same_word(sqlite3_column_name(stmt, i), name)) return i;
  return -1;
}

static bool is_null(const rows *r, column c) {
  return r->at[c] < 0 || sqlite3_column_type(r->stmt, r->at[c]) == SQLITE_NULL;
}

static double number_at(sqlite3_stmt *stmt, int at) {
  if (at < 0) return NAN;
  int type = sqlite3_column_type(stmt, at);
  if (type == SQLITE_TEXT)
    type = sqlite3_value_numeric_type(sqlite3_column_value(stmt, at));
  return type == SQLITE_INTEGER || type == SQLITE_FLOAT
             ? sqlite3_column_double(stmt, at)
             : NAN;
}

static double number(const rows *r, column c) {
  return number_at(r->stmt, r->at[c]);
}

/* Text of any column without our block; NULL for what is empty then. */
static const char *text_at(rows *r, int at) {
  const char *old = (const char *)sqlite3_column_text(r->stmt, at);
  hl_text cut = {0};
  hl_error err = {0};
  const char *copy = NULL;
  hl_merge_change change = {.old = old, .tag = HL_HOST_TAG};
  change.old_length = (size_t)sqlite3_column_bytes(r->stmt, at);
  if (old && hl_merge(&change, &cut, &err)) r->failed = true;
  if (cut.length) copy = hl_arena_text(r->arena, cut.bytes, cut.length);
  if ((cut.length && !copy) || cut.failed) r->failed = true;
  hl_text_free(&cut);
  return copy;
}

static const char *text(rows *r, column c) {
  return is_null(r, c) ? NULL : text_at(r, r->at[c]);
}

/* A whole number from 1 to `most`, else 0. */
static int score(const rows *r, column c, int most) {
  double value = number(r, c);
  return value >= 1 && value <= most ? (int)value : 0;
}

/* Seconds since 1970, or a dateTime. */
static bool take_start(rows *r, hl_host_activity *a) {
  double seconds = number(r, START);
  hl_instant instant;
  if (seconds >= least_s && seconds <= most_s) {
    a->start_ms = (int64_t)(seconds * HL_MS_PER_S);
    return true;
  }
  const char *word = text(r, START);
  if (!word || !hl_parse_datetime(word, strlen(word), &instant)) return false;
  a->start_ms = instant.ms;
  if (instant.has_zone && instant.offset_s) {
    a->has_offset = true;
    a->offset_s = instant.offset_s;
  }
  return true;
}

static void take_offset(const rows *r, hl_host_activity *a) {
  double offset = number(r, OFFSET);
  if (!(fabs(offset) <= 14 * 3600)) return;
  a->has_offset = true;
  a->offset_s = (int32_t)offset;
}

static void take_report(rows *r, hl_report *report) {
  const char *heavy = text(r, HEAVY);
  *report = (hl_report){.source = "host", .confirmed = true};
  if (heavy) report->heavy = hl_heavy_from_name(heavy);
  report->legs = score(r, LEGS, 5);
  report->rpe = score(r, RPE, 10);
  report->feel = score(r, FEEL, 5);
}

static int64_t stamp(rows *r) {
  hl_hasher *hasher = hl_hasher_new();
  if (!hasher) {
    r->failed = true;
    return 0;
  }
  for (int i = 0; i < sqlite3_column_count(r->stmt); i++) {
    const char *word = text_at(r, i);
    hl_hasher_add_int(hasher, word ? (int64_t)strlen(word) : -1);
    if (word) hl_hasher_add(hasher, word, strlen(word));
  }
  return (int64_t)(hl_hasher_end(hasher).low >> 1);
}

static void take_row(rows *r, hl_host_activity *a) {
  *a = (hl_host_activity){.is_run = HL_UNSAID};
  a->id = text(r, ID);
  if (!a->id)
    a->problem = "an activity without an id";
  else if (!take_start(r, a))
    a->problem = "an activity without a readable start";
  take_offset(r, a);
  a->sport = text(r, SPORT);
  if (!is_null(r, IS_RUN)) a->is_run = number(r, IS_RUN) > 0 ? HL_YES : HL_NO;
  a->distance_m = number(r, DISTANCE);
  a->duration_s = number(r, DURATION);
  a->title = text(r, TITLE);
  a->note = text(r, NOTE);
  take_report(r, &a->report);
  a->stamp = stamp(r);
}

static hl_status fail_db(sqlite3 *db, int code, hl_error *err) {
  if ((code & 0xff) == SQLITE_NOMEM) return hl_nomem(err);
  if ((code & 0xff) == SQLITE_INTERRUPT)
    return hl_fail(err, HL_E_CANCEL, "cancelled");
  return hl_fail(err, HL_E_HOST, "the host's database: %s", sqlite3_errmsg(db));
}

hl_status hl_host_activities(const hl_host *host, sqlite3 *db,
                             const hl_host_taker *taker, hl_error *err) {
  rows r = {.arena = taker->arena};
  hl_status status = HL_OK;
  int code = sqlite3_prepare_v2(db, host->binding.activities, -1, &r.stmt, 0);
  for (int i = 0; code == SQLITE_OK && i < COLUMNS; i++)
    r.at[i] = find_column(r.stmt, names[i]);
  while (code == SQLITE_OK && !status) {
    hl_host_activity a;
    code = sqlite3_step(r.stmt);
    if (code != SQLITE_ROW) break;
    code = SQLITE_OK;
    take_row(&r, &a);
    status = r.failed ? hl_nomem(err) : taker->visit(taker->ctx, &a, err);
  }
  if (!status && code != SQLITE_DONE) status = fail_db(db, code, err);
  sqlite3_finalize(r.stmt);
  return status;
}

/* ---- samples --------------------------------------------------------- */

typedef struct sample_columns {
  int utc, since, latitude, longitude, channel[HL_CHANNEL_COUNT];
} sample_columns;

static sample_columns find_sample_columns(sqlite3_stmt *stmt) {
  sample_columns c;
  c.utc = find_column(stmt, "t_utc");
  c.since = find_column(stmt, "t_s");
  c.latitude = find_column(stmt, "latitude_deg");
  c.longitude = find_column(stmt, "longitude_deg");
  for (int i = 0; i < HL_CHANNEL_COUNT; i++)
    c.channel[i] = find_column(stmt, hl_channel_name((hl_channel)i));
  return c;
}

static hl_status add_sample(sqlite3_stmt *stmt, const sample_columns *c,
                            int64_t start_ms, hl_activity *out, hl_error *err) {
  hl_point point;
  double utc = number_at(stmt, c->utc), since = number_at(stmt, c->since);
  hl_point_clear(&point);
  if (utc >= least_s && utc <= most_s) {
    point.time_ms = (int64_t)(utc * HL_MS_PER_S);
  } else if (since >= 0 && since <= most_s) {
    point.time_ms = start_ms + (int64_t)(since * HL_MS_PER_S);
  } else {
    if (out->dropped++ == 0) out->dropped_reason = "a sample without a time";
    return HL_OK;
  }
  for (int i = 0; i < HL_CHANNEL_COUNT; i++)
    point.value[i] = (float)number_at(stmt, c->channel[i]);
  point.latitude_deg = number_at(stmt, c->latitude);
  point.longitude_deg = number_at(stmt, c->longitude);
  return hl_activity_add_point(out, &point, err);
}

hl_status hl_host_samples(const char *sql, sqlite3 *db,
                          const hl_host_activity *activity, hl_activity *out,
                          hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  hl_status status = HL_OK;
  sample_columns columns = {0};
  int code = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
  if (code == SQLITE_OK) {
    columns = find_sample_columns(stmt);
    sqlite3_bind_text(stmt, sqlite3_bind_parameter_index(stmt, ":id"),
                      activity->id, -1, SQLITE_STATIC);
  }
  while (code == SQLITE_OK && !status) {
    code = sqlite3_step(stmt);
    if (code != SQLITE_ROW) break;
    code = SQLITE_OK;
    status = add_sample(stmt, &columns, activity->start_ms, out, err);
  }
  if (!status && code != SQLITE_DONE) status = fail_db(db, code, err);
  sqlite3_finalize(stmt);
  return status;
}

/* ---- files and words ------------------------------------------------- */

static void add_folder(hl_text *path, const char *file) {
  size_t before_name = (size_t)(hl_base_name(file) - file);
  if (before_name > 1)
    hl_text_add_n(path, file, before_name - 1);
  else
    hl_text_add(path, before_name ? "" : ".");
}

hl_status hl_host_path(const char *template, sqlite3 *db, const char *id,
                       hl_text *path, hl_error *err) {
  static const char dbdir[] = "{dbdir}", row[] = "{id}";
  const char *file = sqlite3_db_filename(db, "main");
  if (!file || !*file)
    return hl_fail(err, HL_E_INPUT, "the database has no folder of its own");
  if (strchr(id, '/') || id[0] == '.')
    return hl_fail(err, HL_E_INPUT, "\"%.40s\" is no name of a file", id);
  for (const char *at = template; *at;) {
    if (!strncmp(at, dbdir, sizeof dbdir - 1)) {
      add_folder(path, file);
      at += sizeof dbdir - 1;
    } else if (!strncmp(at, row, sizeof row - 1)) {
      hl_text_add(path, id);
      at += sizeof row - 1;
    } else {
      hl_text_add_n(path, at++, 1);
    }
  }
  return hl_text_status(path) ? hl_nomem(err) : HL_OK;
}

static const char *copy(hl_activity *out, const char *word,
                        const char *before) {
  return word ? hl_activity_text(out, word, strlen(word)) : before;
}

hl_status hl_host_tell(const hl_host_activity *activity, hl_activity *out,
                       hl_error *err) {
  out->title = copy(out, activity->title, out->title);
  out->notes = copy(out, activity->note, out->notes);
  out->sport_name = copy(out, activity->sport, out->sport_name);
  if (activity->has_offset) {
    out->utc_offset_s = activity->offset_s;
    out->offset_source = HL_OFFSET_HOST;
  }
  hl_sport named =
      activity->sport ? hl_sport_from_name(activity->sport) : HL_SPORT_UNKNOWN;
  if (activity->is_run != HL_UNSAID)
    named = activity->is_run == HL_YES ? HL_SPORT_RUN : HL_SPORT_OTHER;
  if (named != HL_SPORT_UNKNOWN) {
    out->sport = named;
    out->sport_guessed = false;
    out->sport_reason = NULL;
  }
  if (hl_report_says_something(&activity->report))
    out->report = activity->report;
  return out->text_lost ? hl_nomem(err) : HL_OK;
}
