/* SPDX-License-Identifier: MIT
**
** Garmin Training Center XML: several activities per file, also those inside
** a MultiSportSession.
**
** Cadence: Trackpoint/Cadence and the RunCadence extension hold strides per
** minute, one leg, in every file but those of some treadmills, which write
** steps of both legs. Nobody keeps up 120 strides a minute (240 steps), so
** the median of an activity tells the two apart.
**
** A second Track within a Lap, and a Trackpoint with nothing but its Time,
** mark a pause. A Trackpoint without a readable Time is dropped and counted.
** A Course is a plan, not an activity.
*/
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "read/formats.h"

enum {
  CADENCE_BINS = 256,
  STRIDES_MOST = 120
};

typedef struct tcx {
  hl_point point;
  hl_instant time; /* of the point; ms HL_NO_TIME: none */
  float cadence;   /* of the Cadence element, behind RunCadence */
  hl_lap lap;
  hl_instant lap_time, id_time;
  int tracks; /* begun in this lap */
  bool in_activity, in_lap;
  uint32_t cadences[CADENCE_BINS]; /* how often each was seen */
} tcx;

/* ---- points -------------------------------------------------------------- */
static void begin_point(hl_xml *xml, void *state) {
  tcx *t = state;
  (void)xml;
  hl_point_clear(&t->point);
  t->cadence = NAN;
  t->time.ms = HL_NO_TIME;
}

static bool has_values(const hl_point *point) {
  bool has = point->latitude_deg == point->latitude_deg;
  for (int i = 0; i < HL_CHANNEL_COUNT && !has; i++)
    has = point->value[i] == point->value[i];
  return has;
}

static void count_cadence(tcx *t, float cadence) {
  if (cadence > 0 && cadence < CADENCE_BINS) t->cadences[(int)cadence]++;
}

static void end_point(hl_xml *xml, void *state) {
  tcx *t = state;
  hl_reading *in = hl_xml_reading(xml);
  if (t->time.ms == HL_NO_TIME) {
    hl_reading_drop(in, "no readable time", hl_xml_line(xml));
    return;
  }
  float *value = t->point.value;
  if (value[HL_CADENCE] != value[HL_CADENCE]) value[HL_CADENCE] = t->cadence;
  hl_reading_clock(in, &t->time);
  if (!has_values(&t->point)) {
    hl_xml_check(xml,
                 hl_activity_begin_segment(in->activity, hl_xml_error(xml)));
    return;
  }
  if (value[HL_HEART_RATE] == 0) value[HL_HEART_RATE] = NAN;
  count_cadence(t, value[HL_CADENCE]);
  t->point.time_ms = t->time.ms;
  hl_xml_check(
      xml, hl_activity_add_point(in->activity, &t->point, hl_xml_error(xml)));
}

static void begin_track(hl_xml *xml, void *state) {
  tcx *t = state;
  if (t->tracks++ > 0)
    hl_xml_check(xml, hl_activity_begin_segment(hl_xml_reading(xml)->activity,
                                                hl_xml_error(xml)));
}

/* ---- laps ---------------------------------------------------------------- */
static void begin_lap(hl_xml *xml, void *state) {
  tcx *t = state;
  t->lap = (hl_lap){.duration_s = NAN,
                    .distance_m = NAN,
                    .mean_bpm = NAN,
                    .max_bpm = NAN,
                    .first = hl_xml_reading(xml)->activity->n};
  t->lap_time.ms = HL_NO_TIME;
  t->tracks = 0;
  t->in_lap = true;
}

static void on_intensity(hl_xml *xml, void *state) {
  ((tcx *)state)->lap.is_rest = hl_same_word(hl_xml_text(xml, NULL), "Resting");
}

static void on_trigger(hl_xml *xml, void *state) {
  ((tcx *)state)->lap.trigger = hl_xml_keep(xml);
}

static void on_lap_notes(hl_xml *xml, void *state) {
  ((tcx *)state)->lap.notes = hl_xml_keep(xml);
}

static void end_lap(hl_xml *xml, void *state) {
  tcx *t = state;
  hl_activity *activity = hl_xml_reading(xml)->activity;
  hl_lap *lap = &t->lap;
  t->in_lap = false;
  lap->count = activity->n - lap->first;
  if (t->lap_time.ms != HL_NO_TIME)
    lap->start_ms = t->lap_time.ms;
  else if (lap->count)
    lap->start_ms = activity->time_ms[lap->first];
  else if (t->id_time.ms != HL_NO_TIME)
    lap->start_ms = t->id_time.ms;
  else
    return; /* neither points nor a time: nothing is known of it */
  hl_xml_check(xml, hl_activity_add_lap(activity, lap, hl_xml_error(xml)));
}

/* ---- activities ---------------------------------------------------------- */
static void begin_activity(hl_xml *xml, void *state) {
  tcx *t = state;
  (void)xml;
  t->in_activity = true;
  t->id_time.ms = HL_NO_TIME;
  memset(t->cadences, 0, sizeof t->cadences);
}

static void on_sport(hl_xml *xml, void *state) {
  hl_activity *activity = hl_xml_reading(xml)->activity;
  (void)state;
  activity->sport_name = hl_xml_keep(xml);
  activity->sport = hl_sport_from_name(activity->sport_name);
}

static void on_id(hl_xml *xml, void *state) {
  tcx *t = state;
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  hl_activity *activity = hl_xml_reading(xml)->activity;
  activity->file_id = hl_xml_keep(xml);
  if (!hl_parse_datetime(text, length, &t->id_time)) return;
  activity->start_ms = t->id_time.ms;
  hl_reading_clock(hl_xml_reading(xml), &t->id_time);
}

static void on_notes(hl_xml *xml, void *state) {
  (void)state;
  hl_xml_reading(xml)->activity->notes = hl_xml_keep(xml);
}

static void on_device(hl_xml *xml, void *state) {
  (void)state;
  hl_xml_reading(xml)->activity->device = hl_xml_keep(xml);
}

static void on_plan(hl_xml *xml, void *state) {
  (void)state;
  hl_xml_reading(xml)->activity->title = hl_xml_keep(xml);
}

static int median_cadence(const tcx *t) {
  uint64_t all = 0, below = 0;
  int i = 0;
  for (int k = 0; k < CADENCE_BINS; k++)
    all += t->cadences[k];
  while (i < CADENCE_BINS - 1 && (below += t->cadences[i]) * 2 < all)
    i++;
  return i;
}

/* Strides of one leg to steps of both. */
static void settle_cadence(const tcx *t, hl_activity *activity) {
  float *cadence = activity->channel[HL_CADENCE];
  if (!cadence || median_cadence(t) > STRIDES_MOST) return;
  for (size_t i = 0; i < activity->n; i++)
    cadence[i] *= 2;
}

static void end_activity(hl_xml *xml, void *state) {
  tcx *t = state;
  hl_reading *in = hl_xml_reading(xml);
  t->in_activity = false;
  settle_cadence(t, in->activity);
  hl_xml_check(xml, hl_reading_take(in, hl_xml_error(xml)));
}

static void on_course(hl_xml *xml, void *state) {
  (void)state;
  hl_xml_reading(xml)->no_activity = "a course, which is a planned route";
}

static void on_workout(hl_xml *xml, void *state) {
  (void)state;
  hl_xml_reading(xml)->no_activity = "planned workouts";
}

/* What a file that ends early has of an activity: at least one point. */
static void finish(hl_xml *xml, void *state) {
  tcx *t = state;
  if (t->in_lap) end_lap(xml, t);
  if (!t->in_activity || hl_xml_reading(xml)->activity->n == 0) return;
  hl_xml_reading(xml)->activity->is_truncated = true;
  end_activity(xml, t);
}

#define ROOT "TrainingCenterDatabase"
#define ACTIVITY ROOT "//Activity"
#define LAP ACTIVITY "/Lap"
#define POINT LAP "/Track/Trackpoint"
#define HOOK(path, kind, hook)                                                 \
  { path, kind, 0, 0, hook }
#define VALUE(path, kind, member, scale)                                       \
  { path, kind, offsetof(tcx, member), scale, NULL }
#define CHANNEL(path, channel)                                                 \
  VALUE(path, HL_XML_FLOAT, point.value[channel], 1)

static const hl_xml_path paths[] = {
    HOOK(POINT, HL_XML_START, begin_point),
    VALUE(POINT "/Time", HL_XML_TIME, time, 0),
    VALUE(POINT "/Position/LatitudeDegrees", HL_XML_DOUBLE, point.latitude_deg,
          1),
    VALUE(POINT "/Position/LongitudeDegrees", HL_XML_DOUBLE,
          point.longitude_deg, 1),
    CHANNEL(POINT "/AltitudeMeters", HL_ALTITUDE),
    CHANNEL(POINT "/DistanceMeters", HL_DISTANCE),
    CHANNEL(POINT "/HeartRateBpm/Value", HL_HEART_RATE),
    VALUE(POINT "/Cadence", HL_XML_FLOAT, cadence, 1),
    CHANNEL(POINT "/Extensions//Speed", HL_SPEED),
    CHANNEL(POINT "/Extensions//RunCadence", HL_CADENCE),
    CHANNEL(POINT "/Extensions//Watts", HL_POWER),
    HOOK(POINT, HL_XML_END, end_point),

    HOOK(LAP "/Track", HL_XML_START, begin_track),
    HOOK(LAP, HL_XML_START, begin_lap),
    VALUE(LAP "@StartTime", HL_XML_TIME, lap_time, 0),
    VALUE(LAP "/TotalTimeSeconds", HL_XML_DOUBLE, lap.duration_s, 1),
    VALUE(LAP "/DistanceMeters", HL_XML_DOUBLE, lap.distance_m, 1),
    VALUE(LAP "/AverageHeartRateBpm/Value", HL_XML_FLOAT, lap.mean_bpm, 1),
    VALUE(LAP "/MaximumHeartRateBpm/Value", HL_XML_FLOAT, lap.max_bpm, 1),
    HOOK(LAP "/Intensity", HL_XML_TEXT, on_intensity),
    HOOK(LAP "/TriggerMethod", HL_XML_TEXT, on_trigger),
    HOOK(LAP "/Notes", HL_XML_TEXT, on_lap_notes),
    HOOK(LAP, HL_XML_END, end_lap),

    HOOK(ACTIVITY, HL_XML_START, begin_activity),
    HOOK(ACTIVITY "@Sport", HL_XML_TEXT, on_sport),
    HOOK(ACTIVITY "/Id", HL_XML_TEXT, on_id),
    HOOK(ACTIVITY "/Notes", HL_XML_TEXT, on_notes),
    HOOK(ACTIVITY "/Creator/Name", HL_XML_TEXT, on_device),
    HOOK(ACTIVITY "/Training/Plan/Name", HL_XML_TEXT, on_plan),
    HOOK(ACTIVITY, HL_XML_END, end_activity),

    HOOK(ROOT "/Courses/Course", HL_XML_START, on_course),
    HOOK(ROOT "/Workouts/Workout", HL_XML_START, on_workout),
};

static const hl_xml_format format = {
    .path = paths,
    .path_n = sizeof paths / sizeof *paths,
    .state_size = sizeof(tcx),
    .finish = finish,
};

const hl_format_reader hl_read_tcx = {
    .about = {"tcx", ".tcx", "Garmin Training Center XML"},
    .root = ROOT,
    .xml = &format,
};
