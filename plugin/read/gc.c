/* SPDX-License-Identifier: MIT
**
** GoldenCheetah's older XML activities (.gc): attributes by key, tags by name,
** intervals, samples that count in seconds from "Start time", which is UTC.
** Speed is km/h, distance km, cadence of one leg, temperature degrees C; a
** position of 0, 0 is a missing one. Intervals named "Lap 3" or "3" are the
** device's laps.
*/
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "read/draft.h"
#include "read/formats.h"
#include "read/gc_words.h"

enum {
  KEY_TEXT = 32
};

typedef struct gc {
  hl_draft draft; /* must be first */
  char key[KEY_TEXT];
  const char *value;
  const char *name; /* of an interval */
  double start_s, stop_s;
} gc;

static void on_key(hl_xml *xml, void *state) {
  gc *g = state;
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  if (length >= KEY_TEXT) length = 0; /* none of ours */
  memcpy(g->key, text, length);
  g->key[length] = '\0';
}

static void begin_attribute(hl_xml *xml, void *state) {
  gc *g = state;
  (void)xml;
  g->key[0] = '\0';
  g->value = NULL;
}

static void on_value(hl_xml *xml, void *state) {
  ((gc *)state)->value = hl_xml_keep(xml);
}

static void end_attribute(hl_xml *xml, void *state) {
  gc *g = state;
  hl_activity *activity = hl_xml_reading(xml)->activity;
  if (!g->value) return;
  if (!strcmp(g->key, "Start time")) {
    if (!hl_gc_parse_start(g->value, &g->draft.start.ms))
      g->draft.start.ms = HL_NO_TIME;
    else
      activity->start_ms = g->draft.start.ms;
  } else if (!strcmp(g->key, "Device type")) {
    activity->device = g->value;
  } else {
    hl_gc_take_tag(activity, g->key, g->value);
    if (activity->sport_name)
      activity->sport = hl_sport_from_name(activity->sport_name);
  }
}

static void begin_interval(hl_xml *xml, void *state) {
  gc *g = state;
  hl_draft_begin_lap(xml, state);
  g->name = NULL;
  g->start_s = g->stop_s = NAN;
}

static void on_name(hl_xml *xml, void *state) {
  ((gc *)state)->name = hl_xml_keep(xml);
}

static void end_interval(hl_xml *xml, void *state) {
  gc *g = state;
  g->draft.in_lap = false;
  g->draft.lap_time.ms = hl_draft_after(&g->draft.start, g->start_s);
  g->draft.lap.duration_s = g->stop_s - g->start_s;
  g->draft.lap.first = hl_xml_reading(xml)->activity->n;
  if (g->name && hl_gc_is_lap_name(g->name) && g->draft.lap.duration_s > 0 &&
      g->draft.lap_time.ms != HL_NO_TIME)
    hl_draft_end_lap(xml, state);
}

static void end_sample(hl_xml *xml, void *state) {
  hl_point *point = &((gc *)state)->draft.point;
  if (point->latitude_deg == 0 && point->longitude_deg == 0)
    point->latitude_deg = point->longitude_deg = NAN;
  hl_draft_end_point(xml, state);
}

#define ATTRIBUTE "ride/attributes/attribute"
#define TAG "ride/tags/tag"
#define INTERVAL "ride/intervals/interval"
#define SAMPLE "ride/samples/sample"

static const hl_xml_path paths[] = {
    HL_HOOK(SAMPLE, HL_XML_START, hl_draft_begin_point),
    HL_VALUE(SAMPLE "@secs", HL_XML_DOUBLE, gc, draft.elapsed_s, 1),
    HL_CHANNEL(SAMPLE "@hr", gc, HL_HEART_RATE, 1),
    HL_CHANNEL(SAMPLE "@cad", gc, HL_CADENCE, 1),
    HL_CHANNEL(SAMPLE "@watts", gc, HL_POWER, 1),
    HL_CHANNEL(SAMPLE "@kph", gc, HL_SPEED, 1 / 3.6),
    HL_CHANNEL(SAMPLE "@km", gc, HL_DISTANCE, 1000),
    HL_CHANNEL(SAMPLE "@alt", gc, HL_ALTITUDE, 1),
    HL_CHANNEL(SAMPLE "@temp", gc, HL_TEMPERATURE, 1),
    HL_LATITUDE(SAMPLE "@lat", gc, 1),
    HL_LONGITUDE(SAMPLE "@lon", gc, 1),
    HL_HOOK(SAMPLE, HL_XML_END, end_sample),

    HL_HOOK(ATTRIBUTE, HL_XML_START, begin_attribute),
    HL_HOOK(ATTRIBUTE "@key", HL_XML_TEXT, on_key),
    HL_HOOK(ATTRIBUTE "@value", HL_XML_TEXT, on_value),
    HL_HOOK(ATTRIBUTE, HL_XML_END, end_attribute),

    HL_HOOK(TAG, HL_XML_START, begin_attribute),
    HL_HOOK(TAG "@name", HL_XML_TEXT, on_key),
    HL_HOOK(TAG "@value", HL_XML_TEXT, on_value),
    HL_HOOK(TAG, HL_XML_END, end_attribute),

    HL_HOOK(INTERVAL, HL_XML_START, begin_interval),
    HL_HOOK(INTERVAL "@name", HL_XML_TEXT, on_name),
    HL_VALUE(INTERVAL "@start", HL_XML_DOUBLE, gc, start_s, 1),
    HL_VALUE(INTERVAL "@stop", HL_XML_DOUBLE, gc, stop_s, 1),
    HL_HOOK(INTERVAL, HL_XML_END, end_interval),

    HL_HOOK("ride", HL_XML_START, hl_draft_begin),
    HL_HOOK("ride", HL_XML_END, hl_draft_end),
};

static const hl_xml_format format = {
    .path = paths,
    .path_n = sizeof paths / sizeof *paths,
    .state_size = sizeof(gc),
    .finish = hl_draft_finish,
};

const hl_format_reader hl_read_gc = {
    .about = {"gc", ".gc", "GoldenCheetah XML"},
    .root = "ride",
    .xml = &format,
};
