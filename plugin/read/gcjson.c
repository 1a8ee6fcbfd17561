/* SPDX-License-Identifier: MIT
**
** GoldenCheetah activities (.json), read only; the grammar is in gc_json.c.
**
** Units: KM and KPH become m and m/s; RCAD (else CAD) counts one leg, unless it
** is a ride; RVERT is cm, RCON ms. GoldenCheetah writes 0 for "missing":
** contact time, oscillation and a position of 0, 0 are taken as not recorded.
** STARTTIME is UTC; the file's name is the runner's local time and gives the
** offset. Tags: Sport, Device, Notes, Workout Title, RPE, Feel, Heavy When,
** Legs. Intervals named "Lap 3" or "3" are the device's laps; others are the
** user's or ours and no laps.
** A truncated file keeps its complete samples; anything that is not JSON is
** refused with its line.
*/
#include <math.h>
#include <string.h>

#include "activity/activity.h"
#include "base/calendar.h"
#include "base/number.h"
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

/* The local time in a name "2026_05_06_09_00_00.json", as if it were UTC. */
static bool parse_name(const char *path, int64_t *ms) {
  const char *name = hl_base_name(path);
  char iso[19];
  hl_instant instant;
  if (strlen(name) < sizeof iso) return false;
  memcpy(iso, name, sizeof iso);
  for (size_t i = 0; i < sizeof iso; i++) {
    if (iso[i] != '_') continue;
    iso[i] = i < 8 ? '-' : i == 10 ? 'T' : ':';
  }
  if (!hl_parse_datetime(iso, sizeof iso, &instant) || instant.has_zone)
    return false;
  *ms = instant.ms;
  return true;
}

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

/* ---- tags --------------------------------------------------------------- */

/* A whole number in a range, 0 when it is none. GoldenCheetah fills number
** fields that were never set with "0". */
static int score(const char *text, double least, double most) {
  double value;
  if (!hl_parse_double(text, strlen(text), &value)) return 0;
  if (!(value >= least && value <= most)) return 0;
  return (int)floor(value + 0.5);
}

/* Feel is 25, 50, 75, 100 as watches write it, or 1..5 by hand. */
static int feel_score(const char *text) {
  int value = score(text, 1, 100);
  return value > 5 ? (value + 12) / 25 + 1 : value;
}

static void take_report_tag(hl_report *report, const char *key,
                            const char *value) {
  if (strcmp(key, "RPE") == 0)
    report->rpe = score(value, 0.5, 10);
  else if (strcmp(key, "Feel") == 0)
    report->feel = feel_score(value);
  else if (strcmp(key, HL_GC_LEGS) == 0)
    report->legs = score(value, 1, 5);
  else if (strcmp(key, HL_GC_WHEN) == 0)
    report->heavy = hl_heavy_from_name(value);
}

static hl_status take_tag(void *ctx, const char *key, const char *value,
                          hl_gc_range whole, hl_error *err) {
  gcjson *gc = ctx;
  hl_activity *activity = gc->in->activity;
  (void)whole;
  (void)err;
  const struct {
    const char *key, **to;
  } texts[] = {
      {"Sport", &activity->sport_name},
      {"Device", &activity->device},
      {"Notes", &activity->notes},
      {"Workout Title", &activity->title},
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    if (strcmp(key, texts[i].key) == 0 && value[0])
      *texts[i].to = hl_activity_text(activity, value, strlen(value));
  take_report_tag(&activity->report, key, value);
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

static void settle_offset(hl_activity *activity, int64_t start_ms,
                          const char *name) {
  enum {
    FAR_MS = 14 * 3600 * 1000,
    MINUTE_MS = 60000
  };
  int64_t local_ms;
  if (!parse_name(name, &local_ms)) return;
  int64_t offset_ms = local_ms - start_ms;
  if (offset_ms > FAR_MS || offset_ms < -FAR_MS || offset_ms % MINUTE_MS)
    return;
  activity->utc_offset_s = (int32_t)(offset_ms / HL_MS_PER_S);
  activity->offset_source = HL_OFFSET_HOST;
}

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
  hl_report *report = &activity->report;
  if (activity->n == 0 && activity->lap_n == 0) return HL_OK;
  if (!gc->has_start)
    return hl_fail(err, HL_E_INPUT, "no STARTTIME in the activity");
  settle_times(activity, gc->start_ms);
  settle_offset(activity, gc->start_ms, gc->in->name);
  if (activity->sport_name)
    activity->sport = hl_sport_from_name(activity->sport_name);
  if (activity->sport != HL_SPORT_OTHER) hl_settle_cadence(activity);
  if (report->rpe || report->feel || report->legs || report->heavy) {
    report->source = "file";
    report->confirmed = true;
  }
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
