/* SPDX-License-Identifier: MIT
**
** GoldenCheetah activities (.json), read only; the grammar is in gc_json.c.
**
** Units: KM and KPH become m and m/s; RCAD (else CAD) counts one leg, unless it
** is a ride; RVERT is cm, RCON ms. GoldenCheetah writes 0 for "missing":
** contact time, oscillation and a position of 0, 0 are taken as not recorded.
** STARTTIME is UTC; the file's name is the runner's local time and gives the
** offset. Tags are in gc_words.h. Intervals named "Lap 3" or "3" are the
** device's laps; others are the user's or ours and no laps.
** A truncated file keeps its complete samples; anything that is not JSON is
** refused with its line.
*/
#include <math.h>
#include <string.h>

#include "activity/activity.h"
#include "base/calendar.h"
#include "base/text.h"
#include "read/formats.h"
#include "read/gc_json.h"
#include "read/gc_words.h"
#include "read/settle.h"

typedef struct gcjson {
  hl_reading *in;
  int64_t start_ms; /* of STARTTIME */
  bool has_start;
} gcjson;

static hl_status take_head(void *ctx, const char *key, const char *value,
                           hl_error *err) {
  gcjson *gc = ctx;
  hl_activity *activity = gc->in->activity;
  if (strcmp(key, "STARTTIME") == 0) {
    gc->has_start = hl_gc_parse_start(value, &gc->start_ms);
    if (!gc->has_start)
      return hl_fail(err, HL_E_INPUT, "STARTTIME is not a date and time: %.40s",
                     value);
  } else if (strcmp(key, "DEVICETYPE") == 0 && !activity->device) {
    activity->device = hl_activity_text(activity, value, strlen(value));
  } else if (strcmp(key, "IDENTIFIER") == 0) {
    activity->file_id = hl_activity_text(activity, value, strlen(value));
  }
  return HL_OK;
}

static hl_status take_tag(void *ctx, const char *key, const char *value,
                          hl_gc_range whole, hl_error *err) {
  (void)whole;
  (void)err;
  hl_gc_take_tag(((gcjson *)ctx)->in->activity, key, value);
  return HL_OK;
}

/* ---- intervals and samples ---------------------------------------------- */

/* "Lap 3", " 3 ": what a device's lap is called. */
static int64_t ms_of(double seconds) {
  return (int64_t)floor(seconds * HL_MS_PER_S + 0.5);
}

static bool is_time(double seconds) {
  return seconds >= 0 && seconds < 1e9;
}

static hl_status take_interval(void *ctx, const hl_gc_interval *interval,
                               hl_error *err) {
  gcjson *gc = ctx;
  double start_s = interval->start_s, stop_s = interval->stop_s;
  if (!hl_gc_is_lap_name(interval->name) || !is_time(start_s) ||
      !is_time(stop_s))
    return HL_OK;
  hl_lap lap = {.start_ms = ms_of(start_s), .duration_s = stop_s - start_s};
  lap.distance_m = NAN;
  lap.mean_bpm = lap.max_bpm = NAN;
  return hl_activity_add_lap(gc->in->activity, &lap, err);
}

/* NaN for the 0 that stands for "missing" in series that cannot be 0. */
static float not_zero(double value) {
  return value == 0 ? NAN : (float)value;
}

static hl_status take_sample(void *ctx, const hl_gc_sample *sample,
                             hl_error *err) {
  gcjson *gc = ctx;
  const double *from = sample->value;
  hl_point point;
  hl_point_clear(&point);
  if (!is_time(from[HL_GC_SECS])) {
    hl_reading_drop(gc->in, "a sample without a time", 0);
    return HL_OK;
  }
  point.time_ms = ms_of(from[HL_GC_SECS]);
  point.value[HL_DISTANCE] = (float)(from[HL_GC_KM] * 1000);
  point.value[HL_SPEED] = (float)(from[HL_GC_KPH] / 3.6);
  point.value[HL_ALTITUDE] = (float)from[HL_GC_ALT];
  point.value[HL_HEART_RATE] = (float)from[HL_GC_HR];
  point.value[HL_POWER] = (float)from[HL_GC_WATTS];
  point.value[HL_TEMPERATURE] = (float)from[HL_GC_TEMP];
  point.value[HL_CONTACT] = not_zero(from[HL_GC_RCON]);
  point.value[HL_OSCILLATION] = not_zero(from[HL_GC_RVERT] * 10);
  bool has_legs = !isnan(from[HL_GC_RCAD]);
  point.value[HL_CADENCE] = (float)from[has_legs ? HL_GC_RCAD : HL_GC_CAD];
  if (from[HL_GC_LAT] != 0 || from[HL_GC_LON] != 0) {
    point.latitude_deg = from[HL_GC_LAT];
    point.longitude_deg = from[HL_GC_LON];
  }
  return hl_activity_add_point(gc->in->activity, &point, err);
}

/* ---- the whole ---------------------------------------------------------- */

/* Samples and intervals came as times since a start that may stand behind
** them. */
static void settle_times(hl_activity *activity, int64_t start_ms) {
  for (size_t i = 0; i < activity->n; i++)
    activity->time_ms[i] += start_ms;
  for (size_t i = 0; i < activity->lap_n; i++)
    activity->lap[i].start_ms += start_ms;
  activity->start_ms = start_ms;
}

static hl_status ride_end(void *ctx, bool is_truncated, hl_error *err) {
  gcjson *gc = ctx;
  hl_activity *activity = gc->in->activity;
  if (activity->n == 0 && activity->lap_n == 0) return HL_OK;
  if (!gc->has_start)
    return hl_fail(err, HL_E_INPUT, "no STARTTIME in the activity");
  settle_times(activity, gc->start_ms);
  hl_gc_settle_offset(activity, gc->in->name);
  if (activity->sport_name)
    activity->sport = hl_sport_from_name(activity->sport_name);
  if (activity->sport != HL_SPORT_OTHER) hl_settle_cadence(activity);
  activity->is_truncated = is_truncated || gc->in->ended_early;
  gc->has_start = false;
  return hl_reading_take(gc->in, err);
}

static hl_status read_gcjson(hl_reading *in, const unsigned char *bytes,
                             size_t length, hl_error *err) {
  gcjson gc = {.in = in};
  hl_gc_outline outline;
  const hl_gc_sink sink = {.ctx = &gc,
                           .head = take_head,
                           .tag = take_tag,
                           .interval = take_interval,
                           .sample = take_sample,
                           .ride_end = ride_end};
  in->no_activity = "a GoldenCheetah file without samples";
  return hl_gc_parse((const char *)bytes, length, &sink, &outline, err);
}

static bool sniff_gcjson(const unsigned char *head, size_t length) {
  return hl_gc_is_activity(head, length);
}

const hl_format_reader hl_read_gcjson = {
    .about = {"gcjson", ".json", "GoldenCheetah activity"},
    .sniff = sniff_gcjson,
    .read_whole = read_gcjson,
};
