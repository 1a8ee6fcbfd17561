/* SPDX-License-Identifier: MIT
**
** Suunto watches: SML (sml/DeviceLog) and the older XML of Moveslink, which is
** the same with its parts as several root elements (header, Samples, Device).
**
** Heart rate and cadence are Hz (cadence of one leg), positions radians,
** temperature kelvin, the rest m and m/s. A sample's Time counts from the start
** with pauses in it; its UTC (of some samples, and of GPS time in others) tells
** when the start was, and the header's local DateTime the offset.
** Positions come in samples of their own; each is laid onto the next measured
** sample within 5 s, so that points stay apart by a second.
** Without heart rate, the R-R intervals give it: 60,000 over the mean interval
** between two points.
*/
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "read/draft.h"
#include "read/formats.h"

enum {
  PULSE_TEXT = 16, /* one number of the R-R list */
  TYPE_RUN = 3,
  TYPE_TRAIL_RUN = 82,
  QUARTER_S = 900, /* offsets are whole quarters of an hour */
  OFFSET_MOST_S = 15 * 3600
};

typedef struct suunto {
  hl_draft draft;     /* must be first */
  hl_instant utc;     /* of the sample */
  hl_instant local;   /* the header's DateTime */
  bool has_utc_start; /* draft.start was told by a sample */
  double fix_s, latitude_deg, longitude_deg; /* the last position */
  char pulse[PULSE_TEXT];
  size_t pulse_n;
  size_t beat_at; /* point that the R-R list has come to */
  double beat_s, beat_sum_s;
  int beat_n;
  bool wants_beats;
} suunto;

/* ---- start and local time ------------------------------------------------ */
static void begin(hl_xml *xml, void *state) {
  suunto *s = state;
  hl_draft_begin(xml, state);
  s->fix_s = NAN;
  s->local.ms = HL_NO_TIME;
}

static void on_local(hl_xml *xml, void *state) {
  suunto *s = state;
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  if (!hl_parse_datetime(text, length, &s->local)) return;
  s->draft.start = s->local;
  hl_xml_reading(xml)->activity->start_ms = s->local.ms;
}

/* Without a sample that says otherwise, local time is all there is. */
static void end(hl_xml *xml, void *state) {
  suunto *s = state;
  if (!s->has_utc_start && s->local.ms != HL_NO_TIME)
    hl_reading_clock(hl_xml_reading(xml), &s->local);
  hl_draft_end(xml, state);
}

/* The first sample with a zone and a time settles both. */
static void settle_start(suunto *s, hl_activity *activity) {
  if (s->has_utc_start || s->utc.ms == HL_NO_TIME || !s->utc.has_zone ||
      activity->n > 0)
    return;
  int64_t ms = hl_draft_after(&s->utc, -s->draft.elapsed_s);
  if (ms == HL_NO_TIME) return;
  s->draft.start = s->utc;
  s->draft.start.ms = ms;
  s->has_utc_start = true;
  activity->start_ms = ms;
  if (s->local.ms == HL_NO_TIME) return;
  double quarters = round((double)(s->local.ms - ms) / HL_MS_PER_S / QUARTER_S);
  if (fabs(quarters * QUARTER_S) > OFFSET_MOST_S) return;
  activity->utc_offset_s = (int32_t)(quarters * QUARTER_S);
  activity->offset_source = HL_OFFSET_FILE;
}

/* ---- events -------------------------------------------------------------- */
/* State False ends a pause, True begins one. */
static void on_pause(hl_xml *xml, void *state) {
  if (hl_same_word(hl_xml_text(xml, NULL), "False")) hl_draft_pause(xml, state);
}

/* A lap is told at its end, with its duration: points are found by time. The
** sample's Time may stand behind it, so it is added when the sample ends. */
static void add_lap(hl_xml *xml, void *state) {
  suunto *s = state;
  hl_lap *lap = &s->draft.lap;
  s->draft.in_lap = false;
  if (!(lap->duration_s > 0)) return; /* no length: the start */
  s->draft.lap_time.ms =
      hl_draft_after(&s->draft.start, s->draft.elapsed_s - lap->duration_s);
  lap->first = hl_xml_reading(xml)->activity->n;
  hl_draft_end_lap(xml, state);
}

static void on_type(hl_xml *xml, void *state) {
  size_t length;
  int64_t type = 0;
  const char *text = hl_xml_text(xml, &length);
  (void)state;
  if (!hl_parse_int(text, length, &type)) return;
  hl_xml_reading(xml)->activity->sport =
      type == TYPE_RUN || type == TYPE_TRAIL_RUN ? HL_SPORT_RUN
                                                 : HL_SPORT_OTHER;
}

/* The name is in the user's language: it adds to the number, no more. */
static void on_activity(hl_xml *xml, void *state) {
  hl_activity *activity = hl_xml_reading(xml)->activity;
  hl_sport sport = activity->sport;
  hl_draft_sport(xml, state);
  if (sport != HL_SPORT_UNKNOWN) activity->sport = sport;
}

/* ---- samples ------------------------------------------------------------- */
static void begin_sample(hl_xml *xml, void *state) {
  hl_draft_begin_point(xml, state);
  ((suunto *)state)->utc.ms = HL_NO_TIME;
}

static bool is_only_position(const hl_point *point) {
  hl_point measured = *point;
  measured.latitude_deg = NAN;
  return !hl_draft_has_values(&measured);
}

static void end_sample(hl_xml *xml, void *state) {
  enum {
    FIX_LASTS_S = 5
  };
  suunto *s = state;
  hl_point *point = &s->draft.point;
  settle_start(s, hl_xml_reading(xml)->activity);
  if (s->draft.in_lap) add_lap(xml, state);
  if (is_only_position(point)) { /* or an event */
    if (isnan(point->latitude_deg)) return;
    s->fix_s = s->draft.elapsed_s;
    s->latitude_deg = point->latitude_deg;
    s->longitude_deg = point->longitude_deg;
    return;
  }
  if (fabs(s->draft.elapsed_s - s->fix_s) <= FIX_LASTS_S) {
    point->latitude_deg = s->latitude_deg;
    point->longitude_deg = s->longitude_deg;
    s->fix_s = NAN;
  }
  hl_draft_end_point(xml, state);
}

/* Newer watches write kelvin, a few old ones degrees C. */
static void on_temperature(hl_xml *xml, void *state) {
  const float zero_k = 273.15F, coldest_k = 200;
  float *value = &((suunto *)state)->draft.point.value[HL_TEMPERATURE];
  (void)xml;
  if (*value > coldest_k) *value -= zero_k;
}

/* ---- R-R intervals ------------------------------------------------------- */
static void begin_beats(hl_xml *xml, void *state) {
  suunto *s = state;
  hl_activity *a = hl_xml_reading(xml)->activity;
  s->beat_at = s->pulse_n = 0;
  s->beat_n = 0;
  s->beat_s = s->beat_sum_s = 0;
  s->wants_beats = a->n > 0 && !a->channel[HL_HEART_RATE];
  if (!s->wants_beats) return;
  float *bpm = hl_arena_alloc(&a->arena, a->n, sizeof *bpm);
  if (!bpm) {
    s->wants_beats = false;
    hl_xml_check(xml, hl_nomem(hl_xml_error(xml)));
    return;
  }
  for (size_t i = 0; i < a->n; i++)
    bpm[i] = NAN;
  a->channel[HL_HEART_RATE] = bpm;
}

/* One interval has ended at beat_s: give what has come to the points before. */
static void add_beat(suunto *s, hl_activity *a, double interval_ms) {
  s->beat_s += interval_ms / HL_MS_PER_S;
  s->beat_sum_s += interval_ms / HL_MS_PER_S;
  s->beat_n++;
  while (s->beat_at < a->n) {
    double at_s =
        (double)(a->time_ms[s->beat_at] - s->draft.start.ms) / HL_MS_PER_S;
    if (at_s > s->beat_s) return;
    if (s->beat_n > 0)
      a->channel[HL_HEART_RATE][s->beat_at] =
          (float)(60 * s->beat_n / s->beat_sum_s);
    s->beat_at++;
    s->beat_n = 0;
    s->beat_sum_s = 0;
  }
}

static void end_number(suunto *s, hl_activity *a) {
  int64_t ms = 0;
  bool is_beat = s->pulse_n < PULSE_TEXT &&
                 hl_parse_int(s->pulse, s->pulse_n, &ms) && ms > 0 &&
                 ms < 10000;
  s->pulse_n = 0;
  if (is_beat && s->wants_beats) add_beat(s, a, (double)ms);
}

/* Blank separated numbers, cut anywhere. */
static void on_beats(hl_xml *xml, void *state) {
  suunto *s = state;
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  for (size_t i = 0; i < length; i++) {
    bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (is_digit && s->pulse_n < PULSE_TEXT)
      s->pulse[s->pulse_n++] = text[i];
    else if (!is_digit && s->pulse_n)
      end_number(s, hl_xml_reading(xml)->activity);
  }
}

static void end_beats(hl_xml *xml, void *state) {
  suunto *s = state;
  if (s->pulse_n) end_number(s, hl_xml_reading(xml)->activity);
}

/* ---- tables -------------------------------------------------------------- */
#define HZ 60 /* per minute */
#define RADIAN 57.29577951308232

#define SAMPLES(sample)                                                        \
  HL_HOOK(sample, HL_XML_START, begin_sample),                                 \
      HL_VALUE(sample "/Time", HL_XML_DOUBLE, suunto, draft.elapsed_s, 1),     \
      HL_VALUE(sample "/UTC", HL_XML_TIME, suunto, utc, 0),                    \
      HL_CHANNEL(sample "/HR", suunto, HL_HEART_RATE, HZ),                     \
      HL_CHANNEL(sample "/Cadence", suunto, HL_CADENCE, HZ),                   \
      HL_CHANNEL(sample "/Altitude", suunto, HL_ALTITUDE, 1),                  \
      HL_CHANNEL(sample "/Distance", suunto, HL_DISTANCE, 1),                  \
      HL_CHANNEL(sample "/Speed", suunto, HL_SPEED, 1),                        \
      HL_CHANNEL(sample "/Power", suunto, HL_POWER, 1),                        \
      HL_CHANNEL(sample "/BikePower", suunto, HL_POWER, 1),                    \
      {sample "/Temperature", HL_XML_FLOAT,                                    \
       offsetof(suunto, draft.point.value[HL_TEMPERATURE]), 1,                 \
       on_temperature},                                                        \
      HL_LATITUDE(sample "/Latitude", suunto, RADIAN),                         \
      HL_LONGITUDE(sample "/Longitude", suunto, RADIAN),                       \
      HL_HOOK(sample "/Events/Pause/State", HL_XML_TEXT, on_pause),            \
      HL_HOOK(sample "/Events/Lap", HL_XML_START, hl_draft_begin_lap),         \
      HL_VALUE(sample "/Events/Lap/Duration", HL_XML_DOUBLE, suunto,           \
               draft.lap.duration_s, 1),                                       \
      HL_VALUE(sample "/Events/Lap/Distance", HL_XML_DOUBLE, suunto,           \
               draft.lap.distance_m, 1),                                       \
      HL_HOOK(sample "/Events/Lap/Type", HL_XML_TEXT, hl_draft_trigger),       \
      HL_HOOK(sample, HL_XML_END, end_sample)

#define HEADER(header)                                                         \
  HL_HOOK(header "/DateTime", HL_XML_TEXT, on_local),                          \
      HL_HOOK(header "/ActivityType", HL_XML_TEXT, on_type),                   \
      HL_HOOK(header "/Activity", HL_XML_TEXT, on_activity),                   \
      HL_VALUE(header "/Duration", HL_XML_DOUBLE, suunto,                      \
               draft.total.duration_s, 1),                                     \
      HL_VALUE(header "/Distance", HL_XML_DOUBLE, suunto,                      \
               draft.total.distance_m, 1),                                     \
      HL_VALUE(header "/HR/Avg", HL_XML_FLOAT, suunto, draft.total.mean_bpm,   \
               HZ),                                                            \
      HL_VALUE(header "/HR/Max", HL_XML_FLOAT, suunto, draft.total.max_bpm,    \
               HZ)

#define BEATS(path)                                                            \
  HL_HOOK(path, HL_XML_START, begin_beats),                                    \
      HL_HOOK(path, HL_XML_PIECES, on_beats),                                  \
      HL_HOOK(path, HL_XML_END, end_beats)

#define LOG "sml/DeviceLog"

static const hl_xml_path sml_paths[] = {
    SAMPLES(LOG "/Samples/Sample"),
    HEADER(LOG "/Header"),
    HL_HOOK(LOG "/Device/Name", HL_XML_TEXT, hl_draft_device),
    BEATS(LOG "/R-R/Data"),
    HL_HOOK(LOG, HL_XML_START, begin),
    HL_HOOK(LOG, HL_XML_END, end),
};

static const hl_xml_path moveslink_paths[] = {
    SAMPLES("roots/Samples/Sample"),
    HEADER("roots/header"),
    HL_HOOK("roots/Device/Name", HL_XML_TEXT, hl_draft_device),
    BEATS("roots/IBI"),
    HL_HOOK("roots", HL_XML_START, begin),
    HL_HOOK("roots", HL_XML_END, end),
};

static const hl_xml_format sml_format = {
    .path = sml_paths,
    .path_n = sizeof sml_paths / sizeof *sml_paths,
    .state_size = sizeof(suunto),
    .finish = hl_draft_finish,
};

static const hl_xml_format moveslink_format = {
    .path = moveslink_paths,
    .path_n = sizeof moveslink_paths / sizeof *moveslink_paths,
    .state_size = sizeof(suunto),
    .finish = hl_draft_finish,
    .many_roots = true,
};

const hl_format_reader hl_read_sml = {
    .about = {"sml", ".sml", "Suunto SML"},
    .root = "sml",
    .xml = &sml_format,
};

const hl_format_reader hl_read_moveslink = {
    .about = {"moveslink", ".xml", "Suunto Moveslink XML"},
    .root = "header Samples",
    .xml = &moveslink_format,
};
