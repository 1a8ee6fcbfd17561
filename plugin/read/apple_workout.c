/* SPDX-License-Identifier: MIT
**
** One running workout of Apple Health: its samples and the points of its route
** laid together by time, see apple_health.h.
**
** Of each kind of sample only one source is taken, because a phone, a watch and
** apps record the same steps and beats side by side: the workout's own if it
** has any, else the one with most. Steps and distance come as amounts of
** intervals: steps become a cadence at the interval's end, distances add up.
*/
#include "read/apple_health.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "base/zone.h"

typedef struct building {
  hl_reading *in;
  const hl_apple_workout *workout;
  const hl_apple_sample *sample;
  size_t n, at;
  int chosen[HL_APPLE_KINDS]; /* source of each kind; -1: none */
  const hl_activity *route;   /* NULL: none */
  size_t route_at;
  double distance_m;
  size_t resumed_at;
} building;

static void choose_sources(building *b) {
  size_t count[HL_APPLE_SOURCES];
  for (int kind = 0; kind < HL_APPLE_KINDS; kind++) {
    memset(count, 0, sizeof count);
    for (size_t i = 0; i < b->n; i++)
      if (b->sample[i].kind == kind) count[b->sample[i].source]++;
    int best = count[b->workout->source] > 0 ? b->workout->source : -1;
    for (int i = 0; i < HL_APPLE_SOURCES && count[b->workout->source] == 0; i++)
      if (count[i] > (best < 0 ? 0 : count[best])) best = i;
    b->chosen[kind] = best;
  }
}

static void lay_sample(building *b, const hl_apple_sample *sample,
                       hl_point *point) {
  static const struct {
    hl_channel channel;
    float scale;
  } to[HL_APPLE_KINDS] = {
      [HL_APPLE_HEART_RATE] = {HL_HEART_RATE, 1},
      [HL_APPLE_SPEED] = {HL_SPEED, 1},
      [HL_APPLE_POWER] = {HL_POWER, 1},
      [HL_APPLE_CONTACT] = {HL_CONTACT, 1},
      [HL_APPLE_RISE] = {HL_OSCILLATION, 1000},
      [HL_APPLE_STEP] = {HL_STEP_LENGTH, 1000},
      [HL_APPLE_STEPS] = {HL_CADENCE, 1},
  };
  if (b->chosen[sample->kind] != sample->source) return;
  if (sample->kind == HL_APPLE_DISTANCE) {
    b->distance_m += (double)sample->value;
    point->value[HL_DISTANCE] = (float)b->distance_m;
  } else {
    point->value[to[sample->kind].channel] =
        sample->value * to[sample->kind].scale;
  }
}

static void lay_route_point(const hl_activity *route, size_t i,
                            hl_point *point) {
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    if (route->channel[c] && isnan(point->value[c]))
      point->value[c] = route->channel[c][i];
  if (route->latitude_deg) {
    point->latitude_deg = route->latitude_deg[i];
    point->longitude_deg = route->longitude_deg[i];
  }
}

static bool is_chosen(const building *b, const hl_apple_sample *sample) {
  return b->chosen[sample->kind] == sample->source;
}

/* The next point: everything recorded at the next time. False at the end. */
static bool next_point(building *b, hl_point *point) {
  int64_t sample_ms = INT64_MAX, route_ms = INT64_MAX;
  while (b->at < b->n && !is_chosen(b, &b->sample[b->at]))
    b->at++;
  if (b->at < b->n) sample_ms = b->sample[b->at].ms;
  if (b->route && b->route_at < b->route->n)
    route_ms = b->route->time_ms[b->route_at];
  if (sample_ms == INT64_MAX && route_ms == INT64_MAX) return false;
  hl_point_clear(point);
  point->time_ms = sample_ms < route_ms ? sample_ms : route_ms;
  for (; b->at < b->n && b->sample[b->at].ms == point->time_ms; b->at++)
    lay_sample(b, &b->sample[b->at], point);
  if (route_ms == point->time_ms)
    lay_route_point(b->route, b->route_at++, point);
  return true;
}

static hl_status add_points(building *b, hl_error *err) {
  hl_point point;
  hl_status status = HL_OK;
  hl_activity *activity = b->in->activity;
  const hl_apple_workout *w = b->workout;
  for (size_t i = 0; !status && next_point(b, &point); i++) {
    bool resumed = false;
    for (; b->resumed_at < w->resumed_n &&
           w->resumed_ms[b->resumed_at] <= point.time_ms;
         b->resumed_at++)
      resumed = true;
    if (resumed && activity->n > 0)
      status = hl_activity_begin_segment(activity, err);
    if (!status) status = hl_activity_add_point(activity, &point, err);
  }
  return status;
}

/* ---- the route's own file ----------------------------------------------- */

/* The activity is moved out of the reading, which gets an empty one. */
static hl_status keep_route(void *ctx, hl_activity *activity, int part,
                            hl_error *err) {
  hl_activity *route = ctx;
  (void)err;
  if (part > 0) return HL_OK;
  *route = *activity;
  hl_activity_init(activity, route->format);
  return HL_OK;
}

/* Where the route lies: "/workout-routes/route_1.gpx", as seen from the folder
** of the export. */
static hl_status open_route(hl_reading *in, const char *route,
                            hl_source **source, hl_error *err) {
  const char *own = in->archive ? in->name : in->path;
  hl_text path = {0};
  hl_member member;
  hl_status status = HL_OK;
  while (*route == '/' || *route == '.')
    route++;
  if (own) hl_text_add_n(&path, own, (size_t)(hl_base_name(own) - own));
  hl_text_add(&path, route);
  if (hl_text_status(&path))
    status = hl_nomem(err);
  else if (!own || strstr(route, ".."))
    status = hl_fail(err, HL_E_INPUT, "no folder to look for the route in");
  else if (!in->archive)
    status = hl_source_file(source, path.bytes, err);
  else
    status = hl_archive_find(in->archive, path.bytes, &member, err);
  if (!status && in->archive)
    status = hl_archive_member(in->archive, &member, source, err);
  hl_text_free(&path);
  return status;
}

/* HL_OK also when there is none: a run without its route is still a run, and
** dropped_reason says what is missing. */
static hl_status read_route(hl_reading *in, const char *name,
                            hl_activity *route, hl_error *err) {
  hl_activity scratch;
  hl_source *source = NULL;
  hl_error why = {0};
  const hl_read_sink sink = {.take = keep_route, .ctx = route};
  hl_activity_init(&scratch, "");
  hl_reading inner = *in;
  inner.activity = &scratch;
  inner.sink = &sink;
  inner.part = 0;
  hl_status status = open_route(in, name, &source, &why);
  if (!status) status = hl_reading_nested(&inner, source, name, &why);
  hl_activity_free(&scratch);
  if (status == HL_E_INPUT || status == HL_E_LIMIT) {
    in->activity->dropped_reason = "the route's file cannot be read";
    return HL_OK;
  }
  if (status && err && !err->status) *err = why;
  return status;
}

/* ---- around the points -------------------------------------------------- */

/* "<<HKDevice: 0x1>, name:Apple Watch, ..., hardware:Watch6,2, software:8.5>"
** to "Apple Watch Watch6,2"; a value ends at a comma with a blank behind. */
static void add_device_part(hl_text *text, const char *device,
                            const char *key) {
  const char *at = strstr(device, key);
  if (!at) return;
  at += strlen(key);
  const char *end = strstr(at, ", ");
  size_t length = end ? (size_t)(end - at) : strcspn(at, ">");
  if (text->length > 0) hl_text_add(text, " ");
  hl_text_add_n(text, at, length);
}

static hl_status describe(hl_activity *activity, const hl_apple_workout *w,
                          hl_error *err) {
  hl_text device = {0};
  if (w->device) {
    add_device_part(&device, w->device, "name:");
    add_device_part(&device, w->device, "hardware:");
    activity->device =
        hl_activity_text(activity, hl_text_cstr(&device), device.length);
  }
  hl_status status = hl_text_status(&device) ? hl_nomem(err) : HL_OK;
  hl_text_free(&device);
  activity->sport_name = hl_activity_text(activity, w->type, strlen(w->type));
  activity->sport = HL_SPORT_RUN;
  activity->is_indoor = w->is_indoor;
  activity->start_ms = w->start_ms;
  activity->utc_offset_s = w->offset_s;
  activity->offset_source = w->offset_source;
  return status;
}

/* The zone where the run was; the dates of an export are all in the zone where
** the export was made. */
static hl_status settle_zone(hl_activity *activity, const hl_apple_workout *w,
                             hl_error *err) {
  hl_zone *zone = NULL;
  hl_status status = w->zone ? hl_zone_open(w->zone, &zone, NULL) : HL_OK;
  if (status == HL_E_NOMEM) return hl_nomem(err);
  if (!zone) return HL_OK; /* a name that is not known here */
  activity->utc_offset_s = hl_zone_offset_s(zone, w->start_ms);
  activity->offset_source = HL_OFFSET_FILE;
  hl_zone_close(zone);
  return HL_OK;
}

/* The workout's totals, so that one without samples is not nothing. */
static hl_status add_lap(hl_activity *activity, const hl_apple_workout *w,
                         hl_error *err) {
  hl_lap lap = {.start_ms = w->start_ms,
                .duration_s = w->duration_s,
                .distance_m = w->distance_m};
  lap.mean_bpm = lap.max_bpm = NAN;
  return hl_activity_add_lap(activity, &lap, err);
}

hl_status hl_apple_build(hl_reading *in, const hl_apple_workout *workout,
                         const hl_apple_found *found, hl_error *err) {
  building b = {
      .in = in, .workout = workout, .sample = found->sample, .n = found->n};
  hl_activity route;
  hl_status status = HL_OK;
  hl_activity_init(&route, "");
  choose_sources(&b);
  if (workout->route) status = read_route(in, workout->route, &route, err);
  if (route.n > 0) b.route = &route;
  if (!status) status = add_points(&b, err);
  if (!status) status = add_lap(in->activity, workout, err);
  if (!status) status = describe(in->activity, workout, err);
  if (!status) status = settle_zone(in->activity, workout, err);
  if (found->lost > 0) {
    in->activity->dropped += found->lost;
    in->activity->dropped_reason = "more samples than one workout may have";
  }
  hl_activity_free(&route);
  return status;
}
