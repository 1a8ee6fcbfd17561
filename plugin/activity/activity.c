/* SPDX-License-Identifier: MIT
**
** Building one activity point by point; see activity.h. Arrays double inside
** the arena, so a run costs at most twice its size; a channel's array exists
** from the first value on and is then filled for every point.
*/
#include "activity/activity.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

enum {
  FIRST_POINTS = 1024,
  FIRST_LAPS = 16
};

/* What a channel can hold at all, in its unit; outside, a sensor or a unit is
** wrong. Wide on purpose: doubtful values are flagged later, in signal/. */
static const struct {
  float least, most;
} PLAUSIBLE[HL_CHANNEL_COUNT] = {
    [HL_DISTANCE] = {0, 1e7F},      [HL_SPEED] = {0, 100},
    [HL_ALTITUDE] = {-1000, 12000}, [HL_HEART_RATE] = {1, 300},
    [HL_CADENCE] = {0, 600},        [HL_POWER] = {0, 5000},
    [HL_TEMPERATURE] = {-60, 80},   [HL_CONTACT] = {0, 3000},
    [HL_OSCILLATION] = {0, 1000},   [HL_STEP_LENGTH] = {0, 10000},
    [HL_BALANCE] = {0, 100},
};

void hl_point_clear(hl_point *point) {
  point->time_ms = 0;
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    point->value[c] = NAN;
  point->latitude_deg = NAN;
  point->longitude_deg = NAN;
}

void hl_activity_init(hl_activity *activity, const char *format) {
  *activity = (hl_activity){.format = format};
}

void hl_activity_reset(hl_activity *activity, const char *format) {
  hl_arena arena = activity->arena;
  hl_arena_reset(&arena);
  *activity = (hl_activity){.arena = arena, .format = format};
}

void hl_activity_free(hl_activity *activity) {
  hl_arena_free(&activity->arena);
  *activity = (hl_activity){0};
}

/* An array that grew: *array stays as it was when there is no memory. */
static bool grow(hl_activity *a, void **array, size_t had, size_t count,
                 size_t size) {
  void *grown = hl_arena_grow(&a->arena, *array, had, count, size);
  if (grown) *array = grown;
  return grown != NULL;
}

static bool grow_points(hl_activity *a) {
  size_t count = a->point_capacity ? a->point_capacity * 2 : FIRST_POINTS;
  void *time = a->time_ms;
  if (!grow(a, &time, a->n, count, sizeof *a->time_ms)) return false;
  a->time_ms = time;
  for (int c = 0; c < HL_CHANNEL_COUNT; c++) {
    void *values = a->channel[c];
    if (!values) continue;
    if (!grow(a, &values, a->n, count, sizeof **a->channel)) return false;
    a->channel[c] = values;
  }
  if (a->latitude_deg) {
    void *latitude = a->latitude_deg, *longitude = a->longitude_deg;
    if (!grow(a, &latitude, a->n, count, sizeof *a->latitude_deg) ||
        !grow(a, &longitude, a->n, count, sizeof *a->longitude_deg))
      return false;
    a->latitude_deg = latitude;
    a->longitude_deg = longitude;
  }
  a->point_capacity = count;
  return true;
}

/* "Not recorded" for the points that came before a channel's first value. */
static float *new_channel(hl_activity *a) {
  float *values = hl_arena_alloc(&a->arena, a->point_capacity, sizeof *values);
  for (size_t i = 0; values && i < a->n; i++)
    values[i] = NAN;
  return values;
}

static bool new_positions(hl_activity *a) {
  size_t size = sizeof *a->latitude_deg;
  double *latitude = hl_arena_alloc(&a->arena, a->point_capacity, size);
  double *longitude = hl_arena_alloc(&a->arena, a->point_capacity, size);
  if (!latitude || !longitude) return false;
  for (size_t i = 0; i < a->n; i++)
    latitude[i] = longitude[i] = NAN;
  a->latitude_deg = latitude;
  a->longitude_deg = longitude;
  return true;
}

static bool put_value(hl_activity *a, int c, float value) {
  bool recorded = value >= PLAUSIBLE[c].least && value <= PLAUSIBLE[c].most;
  if (!a->channel[c]) {
    if (!recorded) return true;
    a->channel[c] = new_channel(a);
    if (!a->channel[c]) return false;
  }
  a->channel[c][a->n] = recorded ? value : NAN;
  return true;
}

static bool put_position(hl_activity *a, double latitude, double longitude) {
  bool recorded = fabs(latitude) <= 90 && fabs(longitude) <= 180;
  if (!a->latitude_deg) {
    if (!recorded) return true;
    if (!new_positions(a)) return false;
  }
  a->latitude_deg[a->n] = recorded ? latitude : NAN;
  a->longitude_deg[a->n] = recorded ? longitude : NAN;
  return true;
}

hl_status hl_activity_add_point(hl_activity *activity, const hl_point *point,
                                hl_error *err) {
  hl_activity *a = activity;
  if (a->n >= HL_MAX_POINTS)
    return hl_fail(err, HL_E_LIMIT, "more than %d points in one activity",
                   HL_MAX_POINTS);
  if (a->n == a->point_capacity && !grow_points(a)) return hl_nomem(err);
  if (a->segment_n == 0 && hl_activity_begin_segment(a, err)) return HL_E_NOMEM;
  a->time_ms[a->n] = point->time_ms;
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    if (!put_value(a, c, point->value[c])) return hl_nomem(err);
  if (!put_position(a, point->latitude_deg, point->longitude_deg))
    return hl_nomem(err);
  a->n++;
  return HL_OK;
}

hl_status hl_activity_add_lap(hl_activity *activity, const hl_lap *lap,
                              hl_error *err) {
  hl_activity *a = activity;
  if (a->lap_n >= HL_MAX_LAPS)
    return hl_fail(err, HL_E_LIMIT, "more than %d laps in one activity",
                   HL_MAX_LAPS);
  if (a->lap_n == a->lap_capacity) {
    size_t count = a->lap_capacity ? a->lap_capacity * 2 : FIRST_LAPS;
    void *laps = a->lap;
    if (!grow(a, &laps, a->lap_n, count, sizeof *a->lap)) return hl_nomem(err);
    a->lap = laps;
    a->lap_capacity = count;
  }
  a->lap[a->lap_n++] = *lap;
  return HL_OK;
}

hl_status hl_activity_begin_segment(hl_activity *activity, hl_error *err) {
  hl_activity *a = activity;
  if (a->segment_n > 0 && a->segment[a->segment_n - 1] == a->n) return HL_OK;
  if (a->segment_n == a->segment_capacity) {
    size_t count = a->segment_capacity ? a->segment_capacity * 2 : FIRST_LAPS;
    void *segments = a->segment;
    if (!grow(a, &segments, a->segment_n, count, sizeof *a->segment))
      return hl_nomem(err);
    a->segment = segments;
    a->segment_capacity = count;
  }
  a->segment[a->segment_n++] = a->n;
  return HL_OK;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
         c == '\v';
}

/* Copies characters as long as they fit into HL_MAX_TEXT; returns the end. */
static char *copy_characters(char *to, const char *from, const char *end) {
  const char *limit = to + HL_MAX_TEXT;
  while (from < end) {
    size_t step = hl_utf8_length(from, end);
    size_t length = step ? step : sizeof HL_UTF8_REPLACEMENT - 1;
    if (to + length > limit) break;
    memcpy(to, step ? from : HL_UTF8_REPLACEMENT, length);
    to += length;
    from += step ? step : 1;
  }
  return to;
}

const char *hl_activity_text(hl_activity *activity, const char *text,
                             size_t length) {
  const char *end = text + length;
  while (text < end && is_blank(*text))
    text++;
  while (text < end && is_blank(end[-1]))
    end--;
  if (text == end) return NULL;
  char buffer[HL_MAX_TEXT];
  size_t kept = (size_t)(copy_characters(buffer, text, end) - buffer);
  char *copy = hl_arena_text(&activity->arena, buffer, kept);
  if (!copy) activity->text_lost = true;
  return copy;
}

/* The first point at or after `from` that is not before `time_ms`. */
static size_t point_at(const hl_activity *a, size_t from, int64_t time_ms) {
  while (from < a->n && a->time_ms[from] < time_ms)
    from++;
  return from;
}

static void settle_laps(hl_activity *a) {
  size_t at = 0; /* laps are in file order and do not share points */
  for (size_t i = 0; i < a->lap_n; i++) {
    hl_lap *lap = &a->lap[i];
    if (lap->count == 0) {
      int64_t end_ms = i + 1 < a->lap_n ? lap[1].start_ms : INT64_MAX;
      lap->first = point_at(a, at, lap->start_ms);
      lap->count = point_at(a, lap->first, end_ms) - lap->first;
    }
    if (lap->first > a->n) lap->first = a->n;
    if (lap->count > a->n - lap->first) lap->count = a->n - lap->first;
    if (lap->count > 0) at = lap->first + lap->count;
  }
}

hl_status hl_activity_finish(hl_activity *activity, hl_error *err) {
  hl_activity *a = activity;
  if (a->segment_n > 0 && a->segment[a->segment_n - 1] == a->n) a->segment_n--;
  if (a->n > 0)
    a->start_ms = a->time_ms[0];
  else if (a->start_ms == 0 && a->lap_n > 0)
    a->start_ms = a->lap[0].start_ms;
  settle_laps(a);
  return a->text_lost ? hl_nomem(err) : HL_OK;
}

const char *hl_channel_name(hl_channel channel) {
  static const char *const NAMES[] = {
#define HL_CHANNEL_NAME(id, name, unit, meaning) name,
      HL_CHANNELS(HL_CHANNEL_NAME)
#undef HL_CHANNEL_NAME
  };
  return NAMES[channel];
}

const char *hl_channel_unit(hl_channel channel) {
  static const char *const UNITS[] = {
#define HL_CHANNEL_UNIT(id, name, unit, meaning) unit,
      HL_CHANNELS(HL_CHANNEL_UNIT)
#undef HL_CHANNEL_UNIT
  };
  return UNITS[channel];
}

const char *hl_offset_source_name(hl_offset_source source) {
  switch (source) {
  case HL_OFFSET_NONE: return "none";
  case HL_OFFSET_HOST: return "host";
  case HL_OFFSET_FILE: return "file";
  case HL_OFFSET_SETTING: return "setting";
  case HL_OFFSET_SYSTEM: return "system";
  }
  return "none";
}

double hl_activity_duration_s(const hl_activity *activity) {
  if (activity->n == 0) return 0;
  int64_t ms = activity->time_ms[activity->n - 1] - activity->time_ms[0];
  return (double)ms / 1000;
}

double hl_activity_distance_m(const hl_activity *activity) {
  const float *distance = activity->channel[HL_DISTANCE];
  double largest = NAN;
  for (size_t i = 0; distance && i < activity->n; i++)
    if (!(largest >= (double)distance[i])) {
      if (!isnan(distance[i])) largest = (double)distance[i];
    }
  return largest;
}
