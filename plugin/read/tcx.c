/* SPDX-License-Identifier: MIT
**
** Garmin Training Center XML: several activities per file, also those inside
** a MultiSportSession.
**
** A second Track within a Lap, and a Trackpoint with nothing but its Time,
** mark a pause. Trackpoint/Cadence is what older devices write for the
** RunCadence extension. Heart rate 0 is a missing one. A Course is a plan, not
** an activity.
*/
#include <math.h>

#include "base/text.h"
#include "read/draft.h"
#include "read/formats.h"

typedef struct tcx {
  hl_draft draft; /* must be first */
  float cadence;  /* of the Cadence element, behind RunCadence */
  int tracks;     /* begun in this lap */
} tcx;

static void begin_point(hl_xml *xml, void *state) {
  hl_draft_begin_point(xml, state);
  ((tcx *)state)->cadence = NAN;
}

static void end_point(hl_xml *xml, void *state) {
  tcx *t = state;
  float *cadence = &t->draft.point.value[HL_CADENCE];
  if (isnan(*cadence)) *cadence = t->cadence;
  hl_draft_end_point(xml, state);
}

static void begin_track(hl_xml *xml, void *state) {
  if (((tcx *)state)->tracks++ > 0) hl_draft_pause(xml, state);
}

static void begin_lap(hl_xml *xml, void *state) {
  hl_draft_begin_lap(xml, state);
  ((tcx *)state)->tracks = 0;
}

static void on_intensity(hl_xml *xml, void *state) {
  ((tcx *)state)->draft.lap.is_rest =
      hl_same_word(hl_xml_text(xml, NULL), "Resting");
}

static void on_id(hl_xml *xml, void *state) {
  hl_draft_file_id(xml, state);
  hl_draft_start(xml, state);
}

static void on_course(hl_xml *xml, void *state) {
  (void)state;
  hl_xml_reading(xml)->no_activity = "a course, which is a planned route";
}

static void on_workout(hl_xml *xml, void *state) {
  (void)state;
  hl_xml_reading(xml)->no_activity = "planned workouts";
}

#define ROOT "TrainingCenterDatabase"
#define ACTIVITY ROOT "//Activity"
#define LAP ACTIVITY "/Lap"
#define POINT LAP "/Track/Trackpoint"

static const hl_xml_path paths[] = {
    HL_HOOK(POINT, HL_XML_START, begin_point),
    HL_VALUE(POINT "/Time", HL_XML_TIME, tcx, draft.time, 0),
    HL_LATITUDE(POINT "/Position/LatitudeDegrees", tcx, 1),
    HL_LONGITUDE(POINT "/Position/LongitudeDegrees", tcx, 1),
    HL_CHANNEL(POINT "/AltitudeMeters", tcx, HL_ALTITUDE, 1),
    HL_CHANNEL(POINT "/DistanceMeters", tcx, HL_DISTANCE, 1),
    HL_CHANNEL(POINT "/HeartRateBpm/Value", tcx, HL_HEART_RATE, 1),
    HL_VALUE(POINT "/Cadence", HL_XML_FLOAT, tcx, cadence, 1),
    HL_CHANNEL(POINT "/Extensions//Speed", tcx, HL_SPEED, 1),
    HL_CHANNEL(POINT "/Extensions//RunCadence", tcx, HL_CADENCE, 1),
    HL_CHANNEL(POINT "/Extensions//Watts", tcx, HL_POWER, 1),
    HL_HOOK(POINT, HL_XML_END, end_point),

    HL_HOOK(LAP "/Track", HL_XML_START, begin_track),
    HL_HOOK(LAP, HL_XML_START, begin_lap),
    HL_VALUE(LAP "@StartTime", HL_XML_TIME, tcx, draft.lap_time, 0),
    HL_VALUE(LAP "/TotalTimeSeconds", HL_XML_DOUBLE, tcx, draft.lap.duration_s,
             1),
    HL_VALUE(LAP "/DistanceMeters", HL_XML_DOUBLE, tcx, draft.lap.distance_m,
             1),
    HL_VALUE(LAP "/AverageHeartRateBpm/Value", HL_XML_FLOAT, tcx,
             draft.lap.mean_bpm, 1),
    HL_VALUE(LAP "/MaximumHeartRateBpm/Value", HL_XML_FLOAT, tcx,
             draft.lap.max_bpm, 1),
    HL_HOOK(LAP "/Intensity", HL_XML_TEXT, on_intensity),
    HL_HOOK(LAP "/TriggerMethod", HL_XML_TEXT, hl_draft_trigger),
    HL_HOOK(LAP "/Notes", HL_XML_TEXT, hl_draft_lap_notes),
    HL_HOOK(LAP, HL_XML_END, hl_draft_end_lap),

    HL_HOOK(ACTIVITY, HL_XML_START, hl_draft_begin),
    HL_HOOK(ACTIVITY "@Sport", HL_XML_TEXT, hl_draft_sport),
    HL_HOOK(ACTIVITY "/Id", HL_XML_TEXT, on_id),
    HL_HOOK(ACTIVITY "/Notes", HL_XML_TEXT, hl_draft_notes),
    HL_HOOK(ACTIVITY "/Creator/Name", HL_XML_TEXT, hl_draft_device),
    HL_HOOK(ACTIVITY "/Training/Plan/Name", HL_XML_TEXT, hl_draft_title),
    HL_HOOK(ACTIVITY, HL_XML_END, hl_draft_end),

    HL_HOOK(ROOT "/Courses/Course", HL_XML_START, on_course),
    HL_HOOK(ROOT "/Workouts/Workout", HL_XML_START, on_workout),
};

static const hl_xml_format format = {
    .path = paths,
    .path_n = sizeof paths / sizeof *paths,
    .state_size = sizeof(tcx),
    .finish = hl_draft_finish,
};

const hl_format_reader hl_read_tcx = {
    .about = {"tcx", ".tcx", "Garmin Training Center XML"},
    .root = ROOT,
    .xml = &format,
};
