/* SPDX-License-Identifier: MIT
**
** What of Apple Health's export.xml is taken, and how: the path table and its
** hooks. Kinds of record, units and their meaning stand here; what is done with
** them is in apple_health.h.
*/
#include "read/apple_health.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/number.h"

enum {
  WORKOUTS = 50000,
  RESUMED = 1000, /* pauses of one workout */
  WORD = 64,
};

/* ---- kinds of record ---------------------------------------------------- */

typedef enum record_kind {
  UNSEEN, /* its type attribute has not come yet */
  BORING,
  SAMPLE, /* of a run; number: hl_apple_kind */
  DAILY,  /* number: hl_apple_daily */
  SLEEP
} record_kind;

typedef struct record_type {
  const char *name;
  record_kind kind;
  int number;
} record_type;

static const record_type record_types[] = {
    {"HKQuantityTypeIdentifierHeartRate", SAMPLE, HL_APPLE_HEART_RATE},
    {"HKQuantityTypeIdentifierStepCount", SAMPLE, HL_APPLE_STEPS},
    {"HKQuantityTypeIdentifierDistanceWalkingRunning", SAMPLE,
     HL_APPLE_DISTANCE},
    {"HKQuantityTypeIdentifierRunningSpeed", SAMPLE, HL_APPLE_SPEED},
    {"HKQuantityTypeIdentifierRunningPower", SAMPLE, HL_APPLE_POWER},
    {"HKQuantityTypeIdentifierRunningGroundContactTime", SAMPLE,
     HL_APPLE_CONTACT},
    {"HKQuantityTypeIdentifierRunningVerticalOscillation", SAMPLE,
     HL_APPLE_RISE},
    {"HKQuantityTypeIdentifierRunningStrideLength", SAMPLE, HL_APPLE_STEP},
    {"HKQuantityTypeIdentifierRestingHeartRate", DAILY, HL_APPLE_RESTING},
    {"HKQuantityTypeIdentifierHeartRateVariabilitySDNN", DAILY, HL_APPLE_HRV},
    {"HKQuantityTypeIdentifierBodyMass", DAILY, HL_APPLE_WEIGHT},
    {"HKCategoryTypeIdentifierSleepAnalysis", SLEEP, 0},
};

/* Factor to m, m/s, ms, kg, W, bpm or a count; 0 for a unit we do not know. */
static double unit_scale(const char *unit) {
  static const struct {
    const char *name;
    double scale;
  } units[] = {
      {"count/min", 1}, {"count", 1},       {"W", 1},
      {"m/s", 1},       {"km/hr", 1 / 3.6}, {"mi/hr", 0.44704},
      {"ms", 1},        {"s", 1000},        {"m", 1},
      {"km", 1000},     {"mi", 1609.344},   {"cm", 0.01},
      {"mm", 0.001},    {"ft", 0.3048},     {"in", 0.0254},
      {"yd", 0.9144},   {"kg", 1},          {"lb", 0.45359237},
      {"g", 0.001},     {"st", 6.35029318},
  };
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
    if (strcmp(unit, units[i].name) == 0) return units[i].scale;
  return 0;
}

/* ---- state -------------------------------------------------------------- */

/* What the hooks fill in. */
typedef struct record {
  hl_instant start, end;
  record_kind kind;
  int number;
  char value[WORD], unit[WORD / 4];
  int source;
  /* of a workout, besides start and end: */
  char type[WORD], key[WORD];
  double duration, distance;
  char duration_unit[WORD / 4], distance_unit[WORD / 4];
  const char *device, *route, *zone;
  bool is_indoor, is_run;
  int64_t resumed_ms[RESUMED];
  size_t resumed_n;
} record;

static hl_apple *apple_of(const hl_xml *xml) {
  return (hl_apple *)hl_xml_reading(xml);
}

static void copy_word(const hl_xml *xml, char *to, size_t size) {
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  if (length >= size) length = size - 1;
  memcpy(to, text, length);
  to[length] = 0;
}

static const char *keep(hl_xml *xml) {
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  const char *kept = hl_arena_text(&apple_of(xml)->arena, text, length);
  if (!kept) hl_xml_check(xml, hl_nomem(hl_xml_error(xml)));
  return kept;
}

/* The number of a source's name. */
static int source_of(hl_xml *xml) {
  hl_apple *a = apple_of(xml);
  const char *name = hl_xml_text(xml, NULL);
  for (size_t i = a->source_n; i > 0; i--) /* the newest come most often */
    if (strcmp(a->source[i - 1], name) == 0) return (int)i - 1;
  if (a->source_n == HL_APPLE_SOURCES - 1) return HL_APPLE_SOURCES - 1;
  const char *kept = keep(xml);
  if (!kept) return HL_APPLE_SOURCES - 1;
  a->source[a->source_n] = kept;
  return (int)a->source_n++;
}

/* ---- records ------------------------------------------------------------ */

static void begin_record(hl_xml *xml, void *state) {
  record *r = state;
  (void)xml;
  r->start.ms = r->end.ms = HL_NO_TIME;
  r->kind = UNSEEN;
  r->value[0] = r->unit[0] = 0;
  r->source = HL_APPLE_SOURCES - 1;
}

static void take_type(hl_xml *xml, void *state) {
  record *r = state;
  const char *name = hl_xml_text(xml, NULL);
  r->kind = BORING;
  for (size_t i = 0; i < sizeof record_types / sizeof record_types[0]; i++)
    if (strcmp(name, record_types[i].name) == 0) {
      r->kind = record_types[i].kind;
      r->number = record_types[i].number;
      return;
    }
}

static void take_value(hl_xml *xml, void *state) {
  record *r = state;
  if (r->kind != BORING) copy_word(xml, r->value, sizeof r->value);
}

static void take_unit(hl_xml *xml, void *state) {
  record *r = state;
  if (r->kind != BORING) copy_word(xml, r->unit, sizeof r->unit);
}

static void take_source(hl_xml *xml, void *state) {
  record *r = state;
  if (r->kind != BORING) r->source = source_of(xml);
}

/* Steps become steps per minute; an amount belongs to the end of its time. */
static void end_sample(hl_xml *xml, const record *r, double value) {
  hl_apple_sample sample = {.ms = r->start.ms,
                            .kind = (uint8_t)r->number,
                            .source = (uint8_t)r->source};
  bool is_amount =
      r->number == HL_APPLE_STEPS || r->number == HL_APPLE_DISTANCE;
  if (is_amount && r->end.ms != HL_NO_TIME) sample.ms = r->end.ms;
  if (r->number == HL_APPLE_STEPS) {
    int64_t ms = sample.ms - r->start.ms;
    if (ms < HL_MS_PER_S) return; /* no time to divide by */
    value = value * 60 * HL_MS_PER_S / (double)ms;
  }
  sample.value = (float)value;
  hl_apple *a = apple_of(xml);
  hl_xml_check(xml,
               hl_apple_samples_add(a->samples, &sample, hl_xml_error(xml)));
}

static void end_record(hl_xml *xml, void *state) {
  const record *r = state;
  hl_apple *a = apple_of(xml);
  static const char asleep[] = "HKCategoryValueSleepAnalysisAsleep";
  double value;
  if (r->kind == BORING || r->kind == UNSEEN || r->start.ms == HL_NO_TIME)
    return;
  int64_t offset_ms = (int64_t)r->start.offset_s * HL_MS_PER_S;
  if (r->kind == SLEEP) { /* "InBed" and "Awake" are not sleep */
    if (r->end.ms == HL_NO_TIME ||
        strncmp(r->value, asleep, sizeof asleep - 1) != 0)
      return;
    hl_xml_check(xml,
                 hl_apple_days_slept(a->days, r->start.ms + offset_ms,
                                     r->end.ms + offset_ms, hl_xml_error(xml)));
    return;
  }
  if (!hl_parse_double(r->value, strlen(r->value), &value)) return;
  double scale = unit_scale(r->unit);
  value *= scale;
  if (scale <= 0 || value < 0) return; /* no unit that we know */
  if (r->kind == DAILY && value > 0)
    hl_apple_days_add(a->days, hl_local_day(r->start.ms, r->start.offset_s),
                      (hl_apple_daily)r->number, value);
  else if (r->kind == SAMPLE)
    end_sample(xml, r, value);
}

/* ---- workouts ----------------------------------------------------------- */

static void begin_workout(hl_xml *xml, void *state) {
  record *r = state;
  begin_record(xml, state);
  r->type[0] = r->duration_unit[0] = r->distance_unit[0] = 0;
  r->duration = r->distance = NAN;
  r->device = r->route = r->zone = NULL;
  r->is_indoor = r->is_run = false;
  r->resumed_n = 0;
}

static void take_workout_type(hl_xml *xml, void *state) {
  record *r = state;
  copy_word(xml, r->type, sizeof r->type);
  r->is_run = strcmp(r->type, "HKWorkoutActivityTypeRunning") == 0;
}

static void take_duration_unit(hl_xml *xml, void *state) {
  record *r = state;
  copy_word(xml, r->duration_unit, sizeof r->duration_unit);
}

static void take_distance_unit(hl_xml *xml, void *state) {
  record *r = state;
  copy_word(xml, r->distance_unit, sizeof r->distance_unit);
}

static void take_device(hl_xml *xml, void *state) {
  record *r = state;
  r->device = keep(xml);
}

static void take_route(hl_xml *xml, void *state) {
  record *r = state;
  if (r->is_run && !r->route) r->route = keep(xml);
}

static void take_key(hl_xml *xml, void *state) {
  record *r = state;
  copy_word(xml, r->key, sizeof r->key);
}

static void begin_child(hl_xml *xml, void *state) {
  record *r = state;
  (void)xml;
  r->key[0] = r->value[0] = r->unit[0] = 0;
}

static void end_metadata(hl_xml *xml, void *state) {
  record *r = state;
  if (strcmp(r->key, "HKIndoorWorkout") == 0)
    r->is_indoor = strcmp(r->value, "1") == 0;
  if (strcmp(r->key, "HKTimeZone") == 0) {
    r->zone = hl_arena_text(&apple_of(xml)->arena, r->value, strlen(r->value));
    if (!r->zone) hl_xml_check(xml, hl_nomem(hl_xml_error(xml)));
  }
}

/* Since iOS 16 the distance is a statistic and no longer an attribute. */
static void end_statistic(hl_xml *xml, void *state) {
  record *r = state;
  double value;
  (void)xml;
  if (strcmp(r->key, "HKQuantityTypeIdentifierDistanceWalkingRunning") != 0 ||
      !hl_parse_double(r->value, strlen(r->value), &value))
    return;
  r->distance = value;
  memcpy(r->distance_unit, r->unit, sizeof r->unit);
}

static void end_event(hl_xml *xml, void *state) {
  record *r = state;
  hl_instant at;
  (void)xml;
  bool resumes = strcmp(r->key, "HKWorkoutEventTypeResume") == 0 ||
                 strcmp(r->key, "HKWorkoutEventTypeMotionResumed") == 0;
  if (!resumes || r->resumed_n == RESUMED ||
      !hl_parse_datetime(r->value, strlen(r->value), &at))
    return;
  r->resumed_ms[r->resumed_n++] = at.ms;
}

static hl_apple_workout *new_workout(hl_apple *a, hl_error *err) {
  if (a->workout_n == WORKOUTS) {
    hl_fail(err, HL_E_LIMIT, "more than %d running workouts", WORKOUTS);
    return NULL;
  }
  if (a->workout_n == a->capacity) {
    size_t count = a->capacity ? a->capacity * 2 : 256;
    hl_apple_workout *grown = realloc(a->workout, count * sizeof *grown);
    if (!grown) {
      hl_nomem(err);
      return NULL;
    }
    a->workout = grown;
    a->capacity = count;
  }
  return &a->workout[a->workout_n++];
}

static double in_seconds(double value, const char *unit) {
  if (strcmp(unit, "s") == 0) return value;
  if (strcmp(unit, "hr") == 0) return value * 3600;
  return value * 60; /* "min", which it always was */
}

static void end_workout(hl_xml *xml, void *state) {
  record *r = state;
  hl_apple *a = apple_of(xml);
  hl_error *err = hl_xml_error(xml);
  if (!r->is_run || r->start.ms == HL_NO_TIME) return;
  if (r->end.ms < r->start.ms || r->end.ms - r->start.ms > 7 * 86400000LL)
    r->end.ms = r->start.ms; /* no end that could be */
  hl_apple_workout *w = new_workout(a, err);
  const char *type = hl_arena_text(&a->arena, r->type, strlen(r->type));
  int64_t *resumed = hl_arena_alloc(&a->arena, r->resumed_n, sizeof *resumed);
  if (!w || !type || !resumed) {
    hl_xml_check(xml, w ? hl_nomem(err) : err->status);
    return;
  }
  memcpy(resumed, r->resumed_ms, r->resumed_n * sizeof *resumed);
  *w = (hl_apple_workout){
      .start_ms = r->start.ms,
      .end_ms = r->end.ms,
      .duration_s = in_seconds(r->duration, r->duration_unit),
      .distance_m = r->distance * unit_scale(r->distance_unit),
      .offset_s = r->start.offset_s,
      .offset_source = r->start.has_zone ? HL_OFFSET_FILE : HL_OFFSET_NONE,
      .type = type,
      .device = r->device,
      .route = r->route,
      .zone = r->zone,
      .resumed_ms = resumed,
      .resumed_n = r->resumed_n,
      .source = (uint8_t)r->source,
      .is_indoor = r->is_indoor};
}

#define RECORD "HealthData/Record"
#define WORKOUT "HealthData/Workout"
#define AT(field) offsetof(record, field)

static const hl_xml_path paths[] = {
    {RECORD, HL_XML_START, 0, 0, begin_record},
    {RECORD "@type", HL_XML_TEXT, 0, 0, take_type},
    {RECORD "@sourceName", HL_XML_TEXT, 0, 0, take_source},
    {RECORD "@unit", HL_XML_TEXT, 0, 0, take_unit},
    {RECORD "@startDate", HL_XML_TIME, AT(start), 1, NULL},
    {RECORD "@endDate", HL_XML_TIME, AT(end), 1, NULL},
    {RECORD "@value", HL_XML_TEXT, 0, 0, take_value},
    {RECORD, HL_XML_END, 0, 0, end_record},

    {WORKOUT, HL_XML_START, 0, 0, begin_workout},
    {WORKOUT "@workoutActivityType", HL_XML_TEXT, 0, 0, take_workout_type},
    {WORKOUT "@duration", HL_XML_DOUBLE, AT(duration), 1, NULL},
    {WORKOUT "@durationUnit", HL_XML_TEXT, 0, 0, take_duration_unit},
    {WORKOUT "@totalDistance", HL_XML_DOUBLE, AT(distance), 1, NULL},
    {WORKOUT "@totalDistanceUnit", HL_XML_TEXT, 0, 0, take_distance_unit},
    {WORKOUT "@sourceName", HL_XML_TEXT, 0, 0, take_source},
    {WORKOUT "@device", HL_XML_TEXT, 0, 0, take_device},
    {WORKOUT "@startDate", HL_XML_TIME, AT(start), 1, NULL},
    {WORKOUT "@endDate", HL_XML_TIME, AT(end), 1, NULL},
    {WORKOUT "/MetadataEntry", HL_XML_START, 0, 0, begin_child},
    {WORKOUT "/MetadataEntry@key", HL_XML_TEXT, 0, 0, take_key},
    {WORKOUT "/MetadataEntry@value", HL_XML_TEXT, 0, 0, take_value},
    {WORKOUT "/MetadataEntry", HL_XML_END, 0, 0, end_metadata},
    {WORKOUT "/WorkoutStatistics", HL_XML_START, 0, 0, begin_child},
    {WORKOUT "/WorkoutStatistics@type", HL_XML_TEXT, 0, 0, take_key},
    {WORKOUT "/WorkoutStatistics@sum", HL_XML_TEXT, 0, 0, take_value},
    {WORKOUT "/WorkoutStatistics@unit", HL_XML_TEXT, 0, 0, take_unit},
    {WORKOUT "/WorkoutStatistics", HL_XML_END, 0, 0, end_statistic},
    {WORKOUT "/WorkoutEvent", HL_XML_START, 0, 0, begin_child},
    {WORKOUT "/WorkoutEvent@type", HL_XML_TEXT, 0, 0, take_key},
    {WORKOUT "/WorkoutEvent@date", HL_XML_TEXT, 0, 0, take_value},
    {WORKOUT "/WorkoutEvent", HL_XML_END, 0, 0, end_event},
    {WORKOUT "/WorkoutRoute/FileReference@path", HL_XML_TEXT, 0, 0, take_route},
    {WORKOUT, HL_XML_END, 0, 0, end_workout},
};

const hl_xml_format hl_apple_xml = {
    .path = paths,
    .path_n = sizeof paths / sizeof paths[0],
    .state_size = sizeof(record),
};
