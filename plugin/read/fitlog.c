/* SPDX-License-Identifier: MIT
**
** SportTracks logbook (.fitlog): several activities; points count in seconds
** from Track@StartTime, pauses included; the pauses stand behind the points in
** TrackClock. Laps are told by their times.
**
** A category is a name of the athlete's own ("Laufen", "My Activities"). One
** that does not say running says nothing about the sport; it is then guessed.
*/
#include <math.h>

#include "read/draft.h"
#include "read/formats.h"

typedef struct fitlog {
  hl_draft draft; /* must be first */
  hl_instant pause_end;
} fitlog;

static void on_category(hl_xml *xml, void *state) {
  hl_activity *activity = hl_xml_reading(xml)->activity;
  hl_draft_sport(xml, state);
  if (activity->sport == HL_SPORT_OTHER) activity->sport = HL_SPORT_UNKNOWN;
}

static void end_lap(hl_xml *xml, void *state) {
  ((fitlog *)state)->draft.lap.first = hl_xml_reading(xml)->activity->n;
  hl_draft_end_lap(xml, state);
}

static void begin_pause(hl_xml *xml, void *state) {
  (void)xml;
  ((fitlog *)state)->pause_end.ms = HL_NO_TIME;
}

static void end_pause(hl_xml *xml, void *state) {
  const hl_instant *end = &((fitlog *)state)->pause_end;
  if (end->ms == HL_NO_TIME) return;
  hl_xml_check(xml, hl_activity_segment_at(hl_xml_reading(xml)->activity,
                                           end->ms, hl_xml_error(xml)));
}

#define ACTIVITY "FitnessWorkbook//Activity"
#define POINT ACTIVITY "/Track/pt"
#define LAP ACTIVITY "/Laps/Lap"
#define PAUSE ACTIVITY "/TrackClock/Pause"

static const hl_xml_path paths[] = {
    HL_POINT(POINT),
    HL_VALUE(POINT "@tm", HL_XML_DOUBLE, fitlog, draft.elapsed_s, 1),
    HL_LATITUDE(POINT "@lat", fitlog, 1),
    HL_LONGITUDE(POINT "@lon", fitlog, 1),
    HL_CHANNEL(POINT "@ele", fitlog, HL_ALTITUDE, 1),
    HL_CHANNEL(POINT "@dist", fitlog, HL_DISTANCE, 1),
    HL_CHANNEL(POINT "@hr", fitlog, HL_HEART_RATE, 1),
    HL_CHANNEL(POINT "@cadence", fitlog, HL_CADENCE, 1),
    HL_CHANNEL(POINT "@power", fitlog, HL_POWER, 1),

    HL_HOOK(LAP, HL_XML_START, hl_draft_begin_lap),
    HL_VALUE(LAP "@StartTime", HL_XML_TIME, fitlog, draft.lap_time, 0),
    HL_VALUE(LAP "@DurationSeconds", HL_XML_DOUBLE, fitlog,
             draft.lap.duration_s, 1),
    HL_VALUE(LAP "/Distance@TotalMeters", HL_XML_DOUBLE, fitlog,
             draft.lap.distance_m, 1),
    HL_VALUE(LAP "/HeartRate@AverageBPM", HL_XML_FLOAT, fitlog,
             draft.lap.mean_bpm, 1),
    HL_VALUE(LAP "/HeartRate@MaximumBPM", HL_XML_FLOAT, fitlog,
             draft.lap.max_bpm, 1),
    HL_HOOK(LAP "@Notes", HL_XML_TEXT, hl_draft_lap_notes),
    HL_HOOK(LAP, HL_XML_END, end_lap),

    HL_HOOK(PAUSE, HL_XML_START, begin_pause),
    HL_VALUE(PAUSE "@EndTime", HL_XML_TIME, fitlog, pause_end, 0),
    HL_HOOK(PAUSE, HL_XML_END, end_pause),

    HL_HOOK(ACTIVITY, HL_XML_START, hl_draft_begin),
    HL_HOOK(ACTIVITY "@StartTime", HL_XML_TEXT, hl_draft_start),
    HL_HOOK(ACTIVITY "@Id", HL_XML_TEXT, hl_draft_file_id),
    HL_HOOK(ACTIVITY "/Track@StartTime", HL_XML_TEXT, hl_draft_start),
    HL_HOOK(ACTIVITY "/Metadata@Source", HL_XML_TEXT, hl_draft_device),
    HL_HOOK(ACTIVITY "/Name", HL_XML_TEXT, hl_draft_title),
    HL_HOOK(ACTIVITY "/Notes", HL_XML_TEXT, hl_draft_notes),
    HL_HOOK(ACTIVITY "/Category@Name", HL_XML_TEXT, on_category),
    HL_VALUE(ACTIVITY "/Duration@TotalSeconds", HL_XML_DOUBLE, fitlog,
             draft.total.duration_s, 1),
    HL_VALUE(ACTIVITY "/Distance@TotalMeters", HL_XML_DOUBLE, fitlog,
             draft.total.distance_m, 1),
    HL_VALUE(ACTIVITY "/HeartRate@AverageBPM", HL_XML_FLOAT, fitlog,
             draft.total.mean_bpm, 1),
    HL_VALUE(ACTIVITY "/HeartRate@MaximumBPM", HL_XML_FLOAT, fitlog,
             draft.total.max_bpm, 1),
    HL_HOOK(ACTIVITY, HL_XML_END, hl_draft_end),
};

static const hl_xml_format format = {
    .path = paths,
    .path_n = sizeof paths / sizeof *paths,
    .state_size = sizeof(fitlog),
    .finish = hl_draft_finish,
};

const hl_format_reader hl_read_fitlog = {
    .about = {"fitlog", ".fitlog", "SportTracks logbook"},
    .root = "FitnessWorkbook",
    .xml = &format,
};
