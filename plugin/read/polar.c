/* SPDX-License-Identifier: MIT
**
** Polar personal trainer XML (polar-exercise-data): several exercises; each
** channel is one list of values with commas between, one value every
** recording-rate seconds; nothing between two commas is a missing value. Times
** are local, without a zone. Speed is km/h, distance m, cadence of one leg.
** An exercise without lists is kept as one lap with its totals.
*/
#include <math.h>

#include "base/number.h"
#include "base/text.h"
#include "read/draft.h"
#include "read/formats.h"

enum {
  VALUE_TEXT = 32
};

typedef struct column {
  float *value;
  size_t n, room;
} column;

typedef struct polar {
  hl_draft draft; /* must be first */
  column columns[HL_CHANNEL_COUNT];
  int channel; /* that the list is of; -1: none of ours */
  double scale;
  double rate_s;   /* between values */
  double lap_at_s; /* where the next lap begins */
  char text[VALUE_TEXT];
  size_t text_n;
} polar;

/* ---- lists --------------------------------------------------------------- */
static void on_type(hl_xml *xml, void *state) {
  static const struct {
    const char *name;
    hl_channel channel;
    double scale;
  } known[] = {
      {"HEARTRATE", HL_HEART_RATE, 1}, {"SPEED", HL_SPEED, 1 / 3.6},
      {"CADENCE", HL_CADENCE, 1},      {"RUN_CADENCE", HL_CADENCE, 1},
      {"ALTITUDE", HL_ALTITUDE, 1},    {"DISTANCE", HL_DISTANCE, 1},
      {"POWER", HL_POWER, 1},          {"TEMPERATURE", HL_TEMPERATURE, 1},
  };
  polar *p = state;
  p->channel = -1;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (hl_same_word(hl_xml_text(xml, NULL), known[i].name)) {
      p->channel = (int)known[i].channel;
      p->scale = known[i].scale;
    }
}

static void begin_values(hl_xml *xml, void *state) {
  polar *p = state;
  (void)xml;
  p->text_n = 0;
  if (p->channel >= 0) p->columns[p->channel].n = 0;
}

static void add_value(hl_xml *xml, polar *p) {
  column *c = &p->columns[p->channel];
  hl_activity *activity = hl_xml_reading(xml)->activity;
  double number = NAN;
  if (c->n == HL_MAX_POINTS) {
    hl_xml_check(xml, hl_fail(hl_xml_error(xml), HL_E_LIMIT,
                              "more than %d values in a list", HL_MAX_POINTS));
    return;
  }
  float *list =
      hl_arena_more(&activity->arena, c->value, c->n, &c->room, sizeof *list);
  if (!list) {
    hl_xml_check(xml, hl_nomem(hl_xml_error(xml)));
    return;
  }
  c->value = list;
  if (p->text_n == VALUE_TEXT || !hl_parse_double(p->text, p->text_n, &number))
    number = NAN;
  c->value[c->n++] = (float)(number * p->scale);
  p->text_n = 0;
}

static void on_values(hl_xml *xml, void *state) {
  polar *p = state;
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  for (size_t i = 0; i < length && p->channel >= 0; i++)
    if (text[i] == ',')
      add_value(xml, p);
    else if (p->text_n < VALUE_TEXT)
      p->text[p->text_n++] = text[i];
}

/* A comma at the very end has no value behind it. */
static void end_values(hl_xml *xml, void *state) {
  polar *p = state;
  double number;
  if (p->channel >= 0 && hl_parse_double(p->text, p->text_n, &number))
    add_value(xml, p);
  p->channel = -1;
}

/* ---- exercises ----------------------------------------------------------- */
static void begin_exercise(hl_xml *xml, void *state) {
  polar *p = state;
  hl_draft_begin(xml, state);
  for (int i = 0; i < HL_CHANNEL_COUNT; i++)
    p->columns[i] = (column){0};
  p->rate_s = NAN;
  p->lap_at_s = 0;
  p->channel = -1;
}

static void add_points(hl_xml *xml, polar *p) {
  size_t n = 0;
  hl_reading *in = hl_xml_reading(xml);
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    if (p->columns[c].n > n) n = p->columns[c].n;
  for (size_t i = 0; i < n; i++) {
    hl_point point;
    hl_point_clear(&point);
    point.time_ms = hl_draft_after(&p->draft.start, (double)i * p->rate_s);
    for (int c = 0; c < HL_CHANNEL_COUNT; c++)
      if (i < p->columns[c].n) point.value[c] = p->columns[c].value[i];
    if (point.time_ms == HL_NO_TIME)
      hl_reading_drop(in, "no start or no recording rate", hl_xml_line(xml));
    else
      hl_xml_check(
          xml, hl_activity_add_point(in->activity, &point, hl_xml_error(xml)));
  }
}

static void end_exercise(hl_xml *xml, void *state) {
  add_points(xml, state);
  hl_draft_end(xml, state);
}

/* Lists that are complete are kept when the file ends early. */
static void finish(hl_xml *xml, void *state) {
  polar *p = state;
  if (p->draft.is_open) add_points(xml, p);
  hl_draft_finish(xml, state);
}

/* "00:48:49", "00:05:50.700" or, of some, "02:09:.100" */
static double duration_of(const hl_xml *xml) {
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  return hl_draft_duration(text, length);
}

static void on_duration(hl_xml *xml, void *state) {
  ((polar *)state)->draft.total.duration_s = duration_of(xml);
}

static void on_lap_duration(hl_xml *xml, void *state) {
  ((polar *)state)->draft.lap.duration_s = duration_of(xml);
}

/* Laps follow one another; their points are found by time. */
static void end_lap(hl_xml *xml, void *state) {
  polar *p = state;
  p->draft.lap_time.ms = hl_draft_after(&p->draft.start, p->lap_at_s);
  if (p->draft.lap.duration_s > 0) p->lap_at_s += p->draft.lap.duration_s;
  hl_draft_end_lap(xml, state);
}

#define EXERCISE "polar-exercise-data//exercise"
#define RESULT EXERCISE "/result"
#define SAMPLE RESULT "/samples/sample"
#define LAP RESULT "/laps/lap"

static const hl_xml_path paths[] = {
    HL_HOOK(SAMPLE "/type", HL_XML_TEXT, on_type),
    HL_HOOK(SAMPLE "/values", HL_XML_START, begin_values),
    HL_HOOK(SAMPLE "/values", HL_XML_PIECES, on_values),
    HL_HOOK(SAMPLE "/values", HL_XML_END, end_values),

    HL_HOOK(LAP, HL_XML_START, hl_draft_begin_lap),
    HL_HOOK(LAP "/duration", HL_XML_TEXT, on_lap_duration),
    HL_VALUE(LAP "/distance", HL_XML_DOUBLE, polar, draft.lap.distance_m, 1),
    HL_VALUE(LAP "/heart-rate/average", HL_XML_FLOAT, polar, draft.lap.mean_bpm,
             1),
    HL_VALUE(LAP "/heart-rate/maximum", HL_XML_FLOAT, polar, draft.lap.max_bpm,
             1),
    HL_HOOK(LAP, HL_XML_END, end_lap),

    HL_HOOK(EXERCISE, HL_XML_START, begin_exercise),
    HL_HOOK(EXERCISE "/time", HL_XML_TEXT, hl_draft_start),
    HL_HOOK(EXERCISE "/sport", HL_XML_TEXT, hl_draft_sport),
    HL_HOOK(EXERCISE "/name", HL_XML_TEXT, hl_draft_title),
    HL_HOOK(EXERCISE "/note", HL_XML_TEXT, hl_draft_notes),
    HL_HOOK(RESULT "/duration", HL_XML_TEXT, on_duration),
    HL_HOOK(RESULT "/speed/type", HL_XML_TEXT, hl_draft_sport),
    HL_VALUE(RESULT "/distance", HL_XML_DOUBLE, polar, draft.total.distance_m,
             1),
    HL_VALUE(RESULT "/recording-rate", HL_XML_DOUBLE, polar, rate_s, 1),
    HL_VALUE(RESULT "/heart-rate/average", HL_XML_FLOAT, polar,
             draft.total.mean_bpm, 1),
    HL_VALUE(RESULT "/heart-rate/maximum", HL_XML_FLOAT, polar,
             draft.total.max_bpm, 1),
    HL_HOOK(EXERCISE, HL_XML_END, end_exercise),
};

static const hl_xml_format format = {
    .path = paths,
    .path_n = sizeof paths / sizeof *paths,
    .state_size = sizeof(polar),
    .finish = finish,
};

const hl_format_reader hl_read_polar = {
    .about = {"polar", ".xml", "Polar personal trainer XML"},
    .root = "polar-exercise-data",
    .xml = &format,
};
