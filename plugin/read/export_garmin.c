/* SPDX-License-Identifier: MIT
**
** Daily values in a Garmin export, three kinds of JSON table:
**   UDSFile_... .json           restingHeartRate
**   ..._sleepData.json          deep, light and REM seconds; the date is that
**                               of waking
**   ..._healthStatusData.json   metrics of type HRV
** Each is a list of objects with a calendarDate. They hold a hundred things
** more, which are passed over; fields that are null or 0 were not measured.
** The activities of such an export are FIT files in archives (zip.c).
*/
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json_scan.h"
#include "base/text.h"
#include "read/formats.h"

typedef struct garmin {
  hl_reading *in;
  hl_scan scan;
  hl_text key, value;
  hl_day day;
  double slept_s;
  bool has_date;
  bool is_hrv;   /* the metric's type */
  double metric; /* its value */
  size_t given;
} garmin;

/* The number that comes next; 0 for null and anything else. */
static double number(garmin *g) {
  char next = hl_scan_peek(&g->scan);
  if (next == '-' || (next >= '0' && next <= '9'))
    return hl_scan_number(&g->scan);
  hl_scan_skip(&g->scan);
  return 0;
}

static void take_date(garmin *g) {
  if (hl_scan_peek(&g->scan) != '"') {
    hl_scan_skip(&g->scan);
    return;
  }
  hl_scan_text(&g->scan, &g->value);
  g->has_date =
      hl_parse_day(hl_text_cstr(&g->value), g->value.length, &g->day.day);
}

/* One after the other: `member` for each member of the object that is next. */
static void each_member(garmin *g, void (*member)(garmin *g)) {
  hl_scan_need(&g->scan, '{', "'{'");
  if (hl_scan_take(&g->scan, '}')) return;
  do {
    hl_scan_text(&g->scan, &g->key);
    hl_scan_need(&g->scan, ':', "':'");
    if (!g->scan.status) member(g);
  } while (hl_scan_take(&g->scan, ','));
  hl_scan_need(&g->scan, '}', "',' or '}'");
}

static void each_item(garmin *g, void (*item)(garmin *g)) {
  hl_scan_need(&g->scan, '[', "'['");
  if (hl_scan_take(&g->scan, ']')) return;
  do
    item(g);
  while (!g->scan.status && hl_scan_take(&g->scan, ','));
  hl_scan_need(&g->scan, ']', "',' or ']'");
}

static void take_metric_member(garmin *g) {
  const char *key = hl_text_cstr(&g->key);
  if (strcmp(key, "type") == 0 && hl_scan_peek(&g->scan) == '"') {
    hl_scan_text(&g->scan, &g->value);
    g->is_hrv = strcmp(hl_text_cstr(&g->value), "HRV") == 0;
  } else if (strcmp(key, "value") == 0) {
    g->metric = number(g);
  } else {
    hl_scan_skip(&g->scan);
  }
}

static void take_metric(garmin *g) {
  g->is_hrv = false;
  g->metric = 0;
  each_member(g, take_metric_member);
  if (g->is_hrv && g->metric > 0) g->day.hrv_ms = (float)g->metric;
}

static void take_member(garmin *g) {
  const char *key = hl_text_cstr(&g->key);
  if (strcmp(key, "calendarDate") == 0) {
    take_date(g);
  } else if (strcmp(key, "restingHeartRate") == 0) {
    double bpm = number(g);
    if (bpm > 0) g->day.resting_bpm = (float)bpm;
  } else if (strcmp(key, "deepSleepSeconds") == 0 ||
             strcmp(key, "lightSleepSeconds") == 0 ||
             strcmp(key, "remSleepSeconds") == 0) {
    g->slept_s += number(g);
  } else if (strcmp(key, "metrics") == 0 && hl_scan_peek(&g->scan) == '[') {
    each_item(g, take_metric);
  } else {
    hl_scan_skip(&g->scan);
  }
}

/* What kinds of table tell is apart: each has a source of its own, so that two
** files that speak of one day do not take each other's place. */
static const char *source_of(const hl_day *day) {
  if (!isnan(day->sleep_h)) return "file:garmin-sleep";
  return isnan(day->hrv_ms) ? "file:garmin-daily" : "file:garmin-health";
}

static void take_day(garmin *g) {
  const hl_read_sink *sink = g->in->sink;
  hl_day_clear(&g->day);
  g->slept_s = 0;
  g->has_date = false;
  each_member(g, take_member);
  if (g->scan.status || !g->has_date) return;
  if (g->slept_s > 0 && g->slept_s < HL_S_PER_DAY)
    g->day.sleep_h = (float)(g->slept_s / 3600);
  if (isnan(g->day.sleep_h) && isnan(g->day.hrv_ms) &&
      isnan(g->day.resting_bpm))
    return;
  g->day.source = source_of(&g->day);
  g->given++;
  if (sink->take_day)
    hl_scan_check(&g->scan, sink->take_day(sink->ctx, &g->day, g->scan.err));
}

static hl_status read_days(hl_reading *in, const char *bytes, size_t length,
                           hl_error *err) {
  garmin g = {.in = in};
  hl_scan_begin(&g.scan, bytes, length, err);
  each_item(&g, take_day);
  hl_text_free(&g.key);
  hl_text_free(&g.value);
  /* What stood before a file breaks off has been given. */
  if (g.scan.status && !(g.scan.is_truncated && g.given > 0))
    return g.scan.is_truncated ? hl_fail(err, HL_E_INPUT, "the file ends early")
                               : g.scan.status;
  if (g.given == 0)
    return hl_fail(err, HL_E_INPUT,
                   "no activity: a table of days without any that we use");
  return HL_OK;
}

static hl_status read_garmin(hl_reading *in, hl_source *source, hl_error *err) {
  char *bytes = NULL;
  size_t length = 0;
  hl_status status =
      hl_source_load(source, HL_READ_SIZE_LIMIT, &bytes, &length, err);
  if (!status) status = read_days(in, bytes, length, err);
  free(bytes);
  return status;
}

/* A list of objects in whose beginning a calendarDate stands. */
static bool sniff_garmin(const unsigned char *head, size_t length) {
  static const char date[] = "\"calendarDate\"";
  hl_scan scan;
  hl_scan_begin(&scan, (const char *)head, length, NULL);
  if (!hl_scan_take(&scan, '[') || hl_scan_peek(&scan) != '{') return false;
  for (const char *at = scan.at; scan.end - at >= (long)sizeof date; at++)
    if (memcmp(at, date, sizeof date - 1) == 0) return true;
  return false;
}

const hl_format_reader hl_read_garmin_days = {
    .about = {"garmin-days", ".json", "Garmin Connect daily values"},
    .sniff = sniff_garmin,
    .read_source = read_garmin,
};
