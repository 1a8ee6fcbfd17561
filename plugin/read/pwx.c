/* SPDX-License-Identifier: MIT
**
** TrainingPeaks workouts (.pwx). Samples and segments count in seconds from
** workout/time, which is local time without a zone; segments are laps; an
** event "Starting" ends a pause. Speed is m/s, distance m, cadence as the
** device counted it, temperature degrees C.
*/
#include <math.h>

#include "base/text.h"
#include "read/draft.h"
#include "read/formats.h"

typedef struct pwx {
  hl_draft draft;    /* must be first */
  double beginning;  /* of a segment, s */
  const char *maker; /* of the device */
} pwx;

static void begin_segment(hl_xml *xml, void *state) {
  hl_draft_begin_lap(xml, state);
  ((pwx *)state)->beginning = NAN;
}

static void end_segment(hl_xml *xml, void *state) {
  pwx *p = state;
  p->draft.lap_time.ms = hl_draft_after(&p->draft.start, p->beginning);
  p->draft.lap.first = hl_xml_reading(xml)->activity->n;
  hl_draft_end_lap(xml, state);
}

static void on_event(hl_xml *xml, void *state) {
  if (hl_same_word(hl_xml_text(xml, NULL), "Starting"))
    hl_draft_pause(xml, state);
}

static void begin_workout(hl_xml *xml, void *state) {
  hl_draft_begin(xml, state);
  ((pwx *)state)->maker = NULL;
}

static void on_make(hl_xml *xml, void *state) {
  ((pwx *)state)->maker = hl_xml_keep(xml);
}

static void on_model(hl_xml *xml, void *state) {
  const pwx *p = state;
  hl_activity *activity = hl_xml_reading(xml)->activity;
  hl_text name = {0};
  if (p->maker) hl_text_format(&name, "%s ", p->maker);
  hl_text_add(&name, hl_xml_text(xml, NULL));
  activity->device =
      hl_activity_text(activity, hl_text_cstr(&name), name.length);
  hl_xml_check(xml, hl_text_status(&name));
  hl_text_free(&name);
}

#define WORKOUT "pwx/workout"
#define SAMPLE WORKOUT "/sample"
#define SEGMENT WORKOUT "/segment"
#define SUMMARY WORKOUT "/summarydata"

static const hl_xml_path paths[] = {
    HL_POINT(SAMPLE),
    HL_VALUE(SAMPLE "/timeoffset", HL_XML_DOUBLE, pwx, draft.elapsed_s, 1),
    HL_CHANNEL(SAMPLE "/hr", pwx, HL_HEART_RATE, 1),
    HL_CHANNEL(SAMPLE "/spd", pwx, HL_SPEED, 1),
    HL_CHANNEL(SAMPLE "/pwr", pwx, HL_POWER, 1),
    HL_CHANNEL(SAMPLE "/cad", pwx, HL_CADENCE, 1),
    HL_CHANNEL(SAMPLE "/dist", pwx, HL_DISTANCE, 1),
    HL_LATITUDE(SAMPLE "/lat", pwx, 1),
    HL_LONGITUDE(SAMPLE "/lon", pwx, 1),
    HL_CHANNEL(SAMPLE "/alt", pwx, HL_ALTITUDE, 1),
    HL_CHANNEL(SAMPLE "/temp", pwx, HL_TEMPERATURE, 1),

    HL_HOOK(SEGMENT, HL_XML_START, begin_segment),
    HL_HOOK(SEGMENT "/name", HL_XML_TEXT, hl_draft_lap_notes),
    HL_VALUE(SEGMENT "/summarydata/beginning", HL_XML_DOUBLE, pwx, beginning,
             1),
    HL_VALUE(SEGMENT "/summarydata/duration", HL_XML_DOUBLE, pwx,
             draft.lap.duration_s, 1),
    HL_VALUE(SEGMENT "/summarydata/dist", HL_XML_DOUBLE, pwx,
             draft.lap.distance_m, 1),
    HL_VALUE(SEGMENT "/summarydata/hr@avg", HL_XML_FLOAT, pwx,
             draft.lap.mean_bpm, 1),
    HL_VALUE(SEGMENT "/summarydata/hr@max", HL_XML_FLOAT, pwx,
             draft.lap.max_bpm, 1),
    HL_HOOK(SEGMENT, HL_XML_END, end_segment),

    HL_HOOK(WORKOUT, HL_XML_START, begin_workout),
    HL_HOOK(WORKOUT "/sportType", HL_XML_TEXT, hl_draft_sport),
    HL_HOOK(WORKOUT "/title", HL_XML_TEXT, hl_draft_title),
    HL_HOOK(WORKOUT "/cmt", HL_XML_TEXT, hl_draft_notes),
    HL_HOOK(WORKOUT "/device/make", HL_XML_TEXT, on_make),
    HL_HOOK(WORKOUT "/device/model", HL_XML_TEXT, on_model),
    HL_HOOK(WORKOUT "/time", HL_XML_TEXT, hl_draft_start),
    HL_HOOK(WORKOUT "/event/type", HL_XML_TEXT, on_event),
    HL_VALUE(SUMMARY "/duration", HL_XML_DOUBLE, pwx, draft.total.duration_s,
             1),
    HL_VALUE(SUMMARY "/dist", HL_XML_DOUBLE, pwx, draft.total.distance_m, 1),
    HL_VALUE(SUMMARY "/hr@avg", HL_XML_FLOAT, pwx, draft.total.mean_bpm, 1),
    HL_VALUE(SUMMARY "/hr@max", HL_XML_FLOAT, pwx, draft.total.max_bpm, 1),
    HL_HOOK(WORKOUT, HL_XML_END, hl_draft_end),
};

static const hl_xml_format format = {
    .path = paths,
    .path_n = sizeof paths / sizeof *paths,
    .state_size = sizeof(pwx),
    .finish = hl_draft_finish,
};

const hl_format_reader hl_read_pwx = {
    .about = {"pwx", ".pwx", "TrainingPeaks workout"},
    .root = "pwx",
    .xml = &format,
};
