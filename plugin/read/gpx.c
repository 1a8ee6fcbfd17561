/* SPDX-License-Identifier: MIT
**
** GPS Exchange Format 1.0 and 1.1. One trk is one activity, its trksegs are
** segments with pauses between; laps of the cluetrust extension that stand
** behind the tracks belong to the last one.
**
** GPX has no heart rate, cadence, power or temperature of its own. Taken, by
** local name anywhere in extensions: hr, heartrate, HeartRate; cad, cadence,
** RunCadence; power, watts, PowerInWatts; atemp, temp, Temperature; distance
** (m since the start); speed (m/s). These are Garmin's TrackPointExtension v1
** and v2, cluetrust gpxdata, and what tools write without a bound prefix. The
** heartRateTrack of a-rival SpoQ stands before the points, with times.
**
** A trk without times is a route. A file without trk (only rte or wpt) too.
** The sport is trk/type (Strava writes numbers: 9 is a run) or metadata's
** sport; else it is guessed, see settle.h.
*/
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "read/draft.h"
#include "read/formats.h"

typedef struct beat { /* of a heart rate track */
  int64_t ms;
  float bpm;
} beat;

typedef struct gpx {
  hl_draft draft;   /* must be first */
  double plain_mps; /* GPX 1.0's own speed element */
  bool is_strava, is_spoq;
  hl_instant beat_time;
  double beat_bpm;
  beat *beats;
  size_t beat_n, beat_room, beat_at;
} gpx;

/* ---- heart rate track ---------------------------------------------------- */
static void begin_beat(hl_xml *xml, void *state) {
  gpx *g = state;
  (void)xml;
  g->beat_time.ms = HL_NO_TIME;
  g->beat_bpm = NAN;
}

static void end_beat(hl_xml *xml, void *state) {
  gpx *g = state;
  hl_activity *activity = hl_xml_reading(xml)->activity;
  if (g->beat_time.ms == HL_NO_TIME || isnan(g->beat_bpm) ||
      g->beat_n >= HL_MAX_POINTS)
    return;
  beat *list = hl_arena_more(&activity->arena, g->beats, g->beat_n,
                             &g->beat_room, sizeof *list);
  if (!list) {
    hl_xml_check(xml, hl_nomem(hl_xml_error(xml)));
    return;
  }
  g->beats = list;
  list[g->beat_n++] = (beat){g->beat_time.ms, (float)g->beat_bpm};
}

/* Both are in order of time: one step for each. */
static float beat_at(gpx *g, int64_t ms) {
  while (g->beat_at < g->beat_n && g->beats[g->beat_at].ms < ms)
    g->beat_at++;
  bool is_here = g->beat_at < g->beat_n && g->beats[g->beat_at].ms == ms;
  return is_here ? g->beats[g->beat_at].bpm : NAN;
}

/* ---- points -------------------------------------------------------------- */
static void begin_point(hl_xml *xml, void *state) {
  hl_draft_begin_point(xml, state);
  ((gpx *)state)->plain_mps = NAN;
}

static void end_point(hl_xml *xml, void *state) {
  gpx *g = state;
  float *value = g->draft.point.value;
  const double kmh = 3.6; /* SpoQ writes km/h where GPX 1.0 has m/s */
  if (isnan(value[HL_SPEED]))
    value[HL_SPEED] = (float)(g->plain_mps / (g->is_spoq ? kmh : 1));
  if (isnan(value[HL_HEART_RATE]) && g->draft.time.ms != HL_NO_TIME)
    value[HL_HEART_RATE] = beat_at(g, g->draft.time.ms);
  hl_draft_end_point(xml, state);
}

/* ---- tracks -------------------------------------------------------------- */
/* Hands over the track before. The heart rate track went with it. */
static void end_track(hl_xml *xml, void *state) {
  gpx *g = state;
  hl_activity *activity = hl_xml_reading(xml)->activity;
  if (!g->draft.is_open) return;
  if (activity->n == 0 && activity->dropped)
    hl_xml_reading(xml)->no_activity = "a track without times, as of a route";
  hl_draft_end(xml, state);
  g->beat_n = g->beat_room = g->beat_at = 0;
  g->beats = NULL;
}

static void begin_track(hl_xml *xml, void *state) {
  end_track(xml, state);
  hl_draft_begin(xml, state);
}

static void on_creator(hl_xml *xml, void *state) {
  gpx *g = state;
  const char *name = hl_xml_text(xml, NULL);
  g->is_strava = !strncmp(name, "Strava", strlen("Strava"));
  g->is_spoq = strstr(name, "SpoQ") != NULL;
}

/* Strava's numbers: 9 run, 1 ride, 10 walk, 4 hike ... */
static void on_type(hl_xml *xml, void *state) {
  enum {
    STRAVA_RUN = 9
  };
  size_t length;
  int64_t number = 0;
  const char *text = hl_xml_text(xml, &length);
  hl_activity *activity = hl_xml_reading(xml)->activity;
  hl_draft_sport(xml, state);
  if (((gpx *)state)->is_strava && hl_parse_int(text, length, &number))
    activity->sport = number == STRAVA_RUN ? HL_SPORT_RUN : HL_SPORT_OTHER;
}

static void on_route(hl_xml *xml, void *state) {
  (void)state;
  hl_xml_reading(xml)->no_activity = "a route";
}

static void on_waypoint(hl_xml *xml, void *state) {
  (void)state;
  hl_reading *in = hl_xml_reading(xml);
  if (!in->no_activity) in->no_activity = "way points";
}

/* ---- laps ---------------------------------------------------------------- */
static void on_elapsed(hl_xml *xml, void *state) {
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  ((gpx *)state)->draft.lap.duration_s = hl_draft_duration(text, length);
}

/* Points of a lap are found by its time. Movescount writes empty laps. */
static void end_lap(hl_xml *xml, void *state) {
  gpx *g = state;
  g->draft.lap.first = hl_xml_reading(xml)->activity->n;
  if (g->draft.is_open && g->draft.lap.duration_s > 0)
    hl_draft_end_lap(xml, state);
  g->draft.in_lap = false;
}

#define TRACK "gpx/trk"
#define POINT TRACK "/trkseg/trkpt"
#define EXTRA POINT "/extensions//"
#define LAP "gpx/extensions//lap"
#define BEAT "gpx/extensions//heartRateTrack/heartRate"
#define FIRST_OF_POINT(name, channel)                                          \
  HL_CHANNEL(EXTRA name, gpx, channel, 1),                                     \
      HL_CHANNEL(POINT "/" name, gpx, channel, 1)

static const hl_xml_path paths[] = {
    HL_HOOK(POINT, HL_XML_START, begin_point),
    HL_LATITUDE(POINT "@lat", gpx, 1),
    HL_LONGITUDE(POINT "@lon", gpx, 1),
    HL_CHANNEL(POINT "/ele", gpx, HL_ALTITUDE, 1),
    HL_VALUE(POINT "/time", HL_XML_TIME, gpx, draft.time, 0),
    HL_VALUE(POINT "/speed", HL_XML_DOUBLE, gpx, plain_mps, 1),
    FIRST_OF_POINT("hr", HL_HEART_RATE),
    HL_CHANNEL(EXTRA "heartrate", gpx, HL_HEART_RATE, 1),
    HL_CHANNEL(EXTRA "HeartRate", gpx, HL_HEART_RATE, 1),
    HL_CHANNEL(EXTRA "heartRate", gpx, HL_HEART_RATE, 1),
    FIRST_OF_POINT("cad", HL_CADENCE),
    FIRST_OF_POINT("cadence", HL_CADENCE),
    HL_CHANNEL(EXTRA "RunCadence", gpx, HL_CADENCE, 1),
    FIRST_OF_POINT("power", HL_POWER),
    HL_CHANNEL(EXTRA "watts", gpx, HL_POWER, 1),
    HL_CHANNEL(EXTRA "PowerInWatts", gpx, HL_POWER, 1),
    HL_CHANNEL(EXTRA "atemp", gpx, HL_TEMPERATURE, 1),
    HL_CHANNEL(EXTRA "temp", gpx, HL_TEMPERATURE, 1),
    HL_CHANNEL(EXTRA "Temperature", gpx, HL_TEMPERATURE, 1),
    HL_CHANNEL(EXTRA "speed", gpx, HL_SPEED, 1),
    HL_CHANNEL(EXTRA "distance", gpx, HL_DISTANCE, 1),
    HL_HOOK(POINT, HL_XML_END, end_point),

    HL_HOOK(TRACK "/trkseg", HL_XML_START, hl_draft_pause),
    HL_HOOK(TRACK, HL_XML_START, begin_track),
    HL_HOOK(TRACK "/name", HL_XML_TEXT, hl_draft_title),
    HL_HOOK(TRACK "/Name", HL_XML_TEXT, hl_draft_title),
    HL_HOOK(TRACK "/desc", HL_XML_TEXT, hl_draft_notes),
    HL_HOOK(TRACK "/cmt", HL_XML_TEXT, hl_draft_notes),
    HL_HOOK(TRACK "/type", HL_XML_TEXT, on_type),
    HL_HOOK("gpx@creator", HL_XML_TEXT, on_creator),
    HL_HOOK("gpx/rte", HL_XML_START, on_route),
    HL_HOOK("gpx/wpt", HL_XML_START, on_waypoint),

    HL_HOOK(BEAT, HL_XML_START, begin_beat),
    HL_VALUE(BEAT "@time", HL_XML_TIME, gpx, beat_time, 0),
    HL_VALUE(BEAT "@bpm", HL_XML_DOUBLE, gpx, beat_bpm, 1),
    HL_HOOK(BEAT, HL_XML_END, end_beat),

    HL_HOOK(LAP, HL_XML_START, hl_draft_begin_lap),
    HL_VALUE(LAP "/startTime", HL_XML_TIME, gpx, draft.lap_time, 0),
    HL_HOOK(LAP "/elapsedTime", HL_XML_TEXT, on_elapsed),
    HL_VALUE(LAP "/distance", HL_XML_DOUBLE, gpx, draft.lap.distance_m, 1),
    HL_VALUE(LAP "//AverageHeartRateBpm", HL_XML_FLOAT, gpx, draft.lap.mean_bpm,
             1),
    HL_VALUE(LAP "//MaximumHeartRateBpm", HL_XML_FLOAT, gpx, draft.lap.max_bpm,
             1),
    HL_HOOK(LAP, HL_XML_END, end_lap),

    HL_HOOK("gpx", HL_XML_END, end_track),
};

static const hl_xml_format format = {
    .path = paths,
    .path_n = sizeof paths / sizeof *paths,
    .state_size = sizeof(gpx),
    .finish = hl_draft_finish,
};

const hl_format_reader hl_read_gpx = {
    .about = {"gpx", ".gpx", "GPS Exchange Format"},
    .root = "gpx",
    .xml = &format,
};
