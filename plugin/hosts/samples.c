/* SPDX-License-Identifier: MIT
**
** See samples.h.
*/
#include "hosts/samples.h"

#include <math.h>
#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "base/calendar.h"

/* How a row tells its time: UTC, the host's clock, or seconds since the start
** of the activity. */
typedef struct time_columns {
  hl_row_clock clock;
  int utc, own, since;
} time_columns;

static time_columns find_times(const hl_host_link *link,
                               const hl_binding_query *query,
                               const hl_host_activity *a, sqlite3_stmt *stmt) {
  return (time_columns){
      {link, query->is_local, a->has_offset, a->offset_s},
      hl_row_find(stmt, "t_utc"),
      hl_row_find(stmt, "t"),
      hl_row_find(stmt, "t_s"),
  };
}

static bool time_of(sqlite3_stmt *stmt, const time_columns *c, int64_t start_ms,
                    int64_t *ms) {
  static const double most_s = 7258118399.0;
  hl_row_time time;
  double since = hl_row_number(stmt, c->since);
  if (hl_row_time_at(stmt, c->utc, &time)) {
    *ms = time.ms;
  } else if (hl_row_time_at(stmt, c->own, &time)) {
    *ms = hl_row_utc_ms(&c->clock, &time);
  } else if (since >= 0 && since <= most_s) {
    *ms = start_ms + (int64_t)(since * HL_MS_PER_S);
  } else {
    return false;
  }
  return true;
}

/* ---- points ----------------------------------------------------------- */

typedef struct point_columns {
  time_columns time;
  int latitude, longitude, channel[HL_CHANNEL_COUNT];
} point_columns;

static hl_status add_point(sqlite3_stmt *stmt, const point_columns *c,
                           int64_t start_ms, hl_activity *out, hl_error *err) {
  hl_point point;
  hl_point_clear(&point);
  if (!time_of(stmt, &c->time, start_ms, &point.time_ms)) {
    if (out->dropped++ == 0) out->dropped_reason = "a sample without a time";
    return HL_OK;
  }
  for (int i = 0; i < HL_CHANNEL_COUNT; i++)
    point.value[i] = (float)hl_row_number(stmt, c->channel[i]);
  point.latitude_deg = hl_row_number(stmt, c->latitude);
  point.longitude_deg = hl_row_number(stmt, c->longitude);
  return hl_activity_add_point(out, &point, err);
}

hl_status hl_host_samples(const hl_host_link *link,
                          const hl_binding_query *query,
                          const hl_host_activity *activity, hl_activity *out,
                          hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  hl_status status = hl_host_prepare(link, query, activity->id, &stmt, err);
  if (status) return status;
  point_columns c = {.time = find_times(link, query, activity, stmt)};
  c.latitude = hl_row_find(stmt, "latitude_deg");
  c.longitude = hl_row_find(stmt, "longitude_deg");
  for (int i = 0; i < HL_CHANNEL_COUNT; i++)
    c.channel[i] = hl_row_find(stmt, hl_channel_name((hl_channel)i));
  int code = SQLITE_ROW;
  while (!status && (code = sqlite3_step(stmt)) == SQLITE_ROW)
    status = add_point(stmt, &c, activity->start_ms, out, err);
  if (!status && code != SQLITE_DONE)
    status = hl_host_fail(hl_host_db_of(link, query), code, err);
  sqlite3_finalize(stmt);
  return status;
}

/* ---- laps ------------------------------------------------------------- */

typedef struct lap_columns {
  time_columns time;
  int duration, distance, mean, max, is_rest, note;
} lap_columns;

/* A lap that does not say when it began follows the one before it. */
static hl_status add_lap(sqlite3_stmt *stmt, const lap_columns *c,
                         int64_t start_ms, hl_activity *out, hl_error *err) {
  hl_lap lap = {.duration_s = hl_row_number(stmt, c->duration),
                .distance_m = hl_row_number(stmt, c->distance),
                .mean_bpm = (float)hl_row_number(stmt, c->mean),
                .max_bpm = (float)hl_row_number(stmt, c->max),
                .is_rest = hl_row_number(stmt, c->is_rest) > 0};
  const hl_lap *last = out->lap_n ? &out->lap[out->lap_n - 1] : NULL;
  bool failed = false;
  if (!time_of(stmt, &c->time, start_ms, &lap.start_ms)) {
    double before_s = last && last->duration_s > 0 ? last->duration_s : 0;
    lap.start_ms =
        (last ? last->start_ms : start_ms) + (int64_t)(before_s * HL_MS_PER_S);
  }
  lap.notes = hl_row_text(stmt, c->note, &out->arena, &failed);
  if (failed) return hl_nomem(err);
  if (lap.notes)
    lap.notes = hl_activity_text(out, lap.notes, strlen(lap.notes));
  return hl_activity_add_lap(out, &lap, err);
}

hl_status hl_host_laps(const hl_host_link *link,
                       const hl_host_activity *activity, hl_activity *out,
                       hl_error *err) {
  const hl_binding_query *query = hl_host_choose(link, &link->binding->laps);
  sqlite3_stmt *stmt = NULL;
  if (!query) return HL_OK;
  hl_status status = hl_host_prepare(link, query, activity->id, &stmt, err);
  if (status) return status;
  lap_columns c = {find_times(link, query, activity, stmt),
                   hl_row_find(stmt, "duration_s"),
                   hl_row_find(stmt, "distance_m"),
                   hl_row_find(stmt, "mean_bpm"),
                   hl_row_find(stmt, "max_bpm"),
                   hl_row_find(stmt, "is_rest"),
                   hl_row_find(stmt, "note")};
  int code = SQLITE_ROW;
  while (!status && out->lap_n < HL_MAX_LAPS &&
         (code = sqlite3_step(stmt)) == SQLITE_ROW)
    status = add_lap(stmt, &c, activity->start_ms, out, err);
  if (out->lap_n == HL_MAX_LAPS) code = SQLITE_DONE;
  if (!status && code != SQLITE_DONE)
    status = hl_host_fail(hl_host_db_of(link, query), code, err);
  sqlite3_finalize(stmt);
  return status ? status : hl_activity_finish(out, err);
}
