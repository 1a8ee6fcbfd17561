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
#include "hosts/samples.h"

typedef enum column {
  ID,
  START,
  OFFSET,
  ZONE,
  SPORT,
  IS_RUN,
  DISTANCE,
  DURATION,
  TITLE,
  NOTE,
  FILE_NAME,
  HEAVY,
  LEGS,
  RPE,
  FEEL,
  COLUMNS
} column;

static const char *const names[COLUMNS] = {
    "id",     "start",      "offset_s",   "timezone", "sport",
    "is_run", "distance_m", "duration_s", "title",    "note",
    "file",   "heavy",      "legs",       "rpe",      "feel"};

typedef struct rows {
  hl_host_link *link;
  sqlite3_stmt *stmt;
  hl_arena *arena;
  bool is_local;   /* a start without a zone is the runner's clock */
  int at[COLUMNS]; /* -1: the statement has no such column */
  bool failed;     /* out of memory */
} rows;

static bool is_null(const rows *r, column c) {
  return r->at[c] < 0 || sqlite3_column_type(r->stmt, r->at[c]) == SQLITE_NULL;
}

static double number(const rows *r, column c) {
  return hl_row_number(r->stmt, r->at[c]);
}

static const char *text(rows *r, column c) {
  return hl_row_text(r->stmt, r->at[c], r->arena, &r->failed);
}

/* A whole number from 1 to `most`, else 0. */
static int score(const rows *r, column c, int most) {
  double value = number(r, c);
  return value >= 1 && value <= most ? (int)value : 0;
}

/* The zone of that name, kept for the next activity; NULL: there is none. */
static const hl_zone *named_zone(hl_host_link *link, const char *name) {
  hl_error none = {0};
  if (!strcmp(link->zone_name, name)) return link->named_zone;
  if (link->named_zone) hl_zone_close(link->named_zone);
  link->named_zone = NULL;
  hl_text_fit(link->zone_name, sizeof link->zone_name, name, strlen(name));
  if (link->zone_name[0]) hl_zone_open(name, &link->named_zone, &none);
  return link->named_zone;
}

/* The offset that the row itself tells, if it does. */
static void take_offset(rows *r, const hl_row_time *start,
                        hl_host_activity *a) {
  double offset = number(r, OFFSET);
  const char *name = text(r, ZONE);
  const hl_zone *zone = name ? named_zone(r->link, name) : NULL;
  a->has_offset = true;
  if (fabs(offset) <= 14 * 3600) {
    a->offset_s = (int32_t)offset;
  } else if (zone) {
    bool is_clock = r->is_local && !start->has_zone;
    int64_t ms = is_clock ? hl_zone_utc_ms(zone, start->ms) : start->ms;
    a->offset_s = hl_zone_offset_s(zone, ms);
  } else if (start->has_zone && start->offset_s) {
    a->offset_s = start->offset_s;
  } else {
    a->has_offset = false;
  }
}

static bool take_start(rows *r, hl_host_activity *a) {
  hl_row_time start;
  if (!hl_row_time_at(r->stmt, r->at[START], &start)) return false;
  take_offset(r, &start, a);
  hl_row_clock clock = {r->link, r->is_local, a->has_offset, a->offset_s};
  a->start_ms = hl_row_utc_ms(&clock, &start);
  return true;
}

static void take_report(rows *r, hl_report *report) {
  const char *heavy = text(r, HEAVY);
  *report = (hl_report){.source = "host", .confirmed = true};
  if (heavy) report->heavy = hl_heavy_from_name(heavy);
  report->legs = score(r, LEGS, 5);
  report->rpe = score(r, RPE, 10);
  report->feel = score(r, FEEL, 5);
}

/* Another zone makes other times of the same row, where it is the user's. */
static int64_t stamp(rows *r, int64_t start_ms) {
  hl_hasher *hasher = hl_hasher_new();
  if (!hasher) {
    r->failed = true;
    return 0;
  }
  for (int i = 0; i < sqlite3_column_count(r->stmt); i++) {
    const char *word = hl_row_text(r->stmt, i, r->arena, &r->failed);
    hl_hasher_add_int(hasher, word ? (int64_t)strlen(word) : -1);
    if (word) hl_hasher_add(hasher, word, strlen(word));
  }
  if (r->is_local && r->link->zone_is_set) hl_hasher_add_int(hasher, start_ms);
  return (int64_t)(hl_hasher_end(hasher).low >> 1);
}

static void take_row(rows *r, hl_host_activity *a) {
  *a = (hl_host_activity){.is_run = HL_UNSAID};
  a->id = text(r, ID);
  if (!a->id)
    a->problem = "an activity without an id";
  else if (!take_start(r, a))
    a->problem = "an activity without a readable start";
  a->sport = text(r, SPORT);
  if (!is_null(r, IS_RUN)) a->is_run = number(r, IS_RUN) > 0 ? HL_YES : HL_NO;
  a->distance_m = number(r, DISTANCE);
  a->duration_s = number(r, DURATION);
  a->title = text(r, TITLE);
  a->note = text(r, NOTE);
  a->file = text(r, FILE_NAME);
  take_report(r, &a->report);
  a->stamp = stamp(r, a->start_ms);
}

hl_status hl_host_activities(hl_host_link *link, const hl_host_taker *taker,
                             hl_error *err) {
  const hl_binding_query *query =
      hl_host_choose(link, &link->binding->activities);
  rows r = {.link = link, .arena = taker->arena};
  if (!query)
    return hl_fail(err, HL_E_HOST,
                   "the tables of its activities are not there");
  r.is_local = query->is_local;
  hl_status status = hl_host_prepare(link, query, NULL, &r.stmt, err);
  if (status) return status;
  for (int i = 0; i < COLUMNS; i++)
    r.at[i] = hl_row_find(r.stmt, names[i]);
  int code = SQLITE_ROW;
  while (!status && (code = sqlite3_step(r.stmt)) == SQLITE_ROW) {
    hl_host_activity a;
    take_row(&r, &a);
    status = r.failed ? hl_nomem(err) : taker->visit(taker->ctx, &a, err);
  }
  if (!status && code != SQLITE_DONE)
    status = hl_host_fail(hl_host_db_of(link, query), code, err);
  sqlite3_finalize(r.stmt);
  return status;
}

/* ---- where the samples are -------------------------------------------- */

hl_status hl_host_blob(const hl_host_link *link, const hl_binding_query *query,
                       const char *id, const hl_host_bytes_taker *taker,
                       hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  hl_status status = hl_host_prepare(link, query, id, &stmt, err);
  if (status) return status;
  int code = sqlite3_step(stmt);
  if (code == SQLITE_ROW) {
    const void *bytes = sqlite3_column_blob(stmt, 0);
    size_t length = (size_t)sqlite3_column_bytes(stmt, 0);
    if (bytes && length) status = taker->take(taker->ctx, bytes, length, err);
  } else if (code != SQLITE_DONE) {
    status = hl_host_fail(hl_host_db_of(link, query), code, err);
  }
  sqlite3_finalize(stmt);
  return status;
}

/* Of a template: what is put for the word at `at`; its length, or 0. */
static size_t add_word(const hl_host_link *link, const char *at,
                       const hl_host_activity *activity, hl_text *path,
                       hl_error *err) {
  static const char dbdir[] = "{dbdir}", row[] = "{id}";
  if (!strncmp(at, dbdir, sizeof dbdir - 1)) {
    hl_host_add_folder(link->db, path, err);
    return sizeof dbdir - 1;
  }
  if (strncmp(at, row, sizeof row - 1) != 0) return 0;
  const char *id = activity->id;
  if (strchr(id, '/') || id[0] == '.')
    hl_fail(err, HL_E_INPUT, "\"%.40s\" is no name of a file", id);
  hl_text_add(path, id);
  return sizeof row - 1;
}

static hl_status named_path(const hl_host_link *link, const char *file,
                            hl_text *path, hl_error *err) {
  hl_status status = HL_OK;
  if (!file) return hl_fail(err, HL_E_INPUT, "it names no file");
  if (file[0] != '/') status = hl_host_add_folder(link->db, path, err);
  if (file[0] != '/') hl_text_add(path, "/");
  hl_text_add(path, file);
  return status;
}

hl_status hl_host_path(const hl_host_link *link, const char *template,
                       const hl_host_activity *activity, hl_text *path,
                       hl_error *err) {
  hl_error why = {0};
  if (!strcmp(template, "{file}")) {
    named_path(link, activity->file, path, &why);
  } else {
    for (const char *at = template; *at && !why.status;) {
      size_t n = add_word(link, at, activity, path, &why);
      if (!n) hl_text_add_n(path, at, 1);
      at += n ? n : 1;
    }
  }
  if (!why.status && hl_text_status(path)) hl_nomem(&why);
  if (why.status && err && !err->status) *err = why;
  return why.status;
}

/* ---- what the host says ------------------------------------------------ */

static const char *copy(hl_activity *out, const char *word,
                        const char *before) {
  return word ? hl_activity_text(out, word, strlen(word)) : before;
}

hl_status hl_host_tell(const hl_host_link *link,
                       const hl_host_activity *activity, hl_activity *out,
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
  hl_status status =
      out->lap_n ? HL_OK : hl_host_laps(link, activity, out, err);
  return !status && out->text_lost ? hl_nomem(err) : status;
}
