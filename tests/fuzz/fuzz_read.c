/* SPDX-License-Identifier: MIT
**
** libFuzzer: any bytes to activities. Whatever comes is read or refused with a
** reason; what is handed over keeps the promises of activity.h. The reader goes
** by content; a Strava export's table has none that would tell, so bytes that
** begin like one are taken as one.
**
**     make fuzz
*/
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "read/export_strava.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void need(bool holds) {
  if (!holds) abort();
}

static void check_text(const char *text) {
  if (!text) return;
  need(strlen(text) > 0 && strlen(text) <= HL_MAX_TEXT);
  need(hl_utf8_valid(text, strlen(text)));
}

static void check_laps(const hl_activity *a) {
  need(a->lap_n <= HL_MAX_LAPS);
  for (size_t i = 0; i < a->lap_n; i++) {
    need(a->lap[i].first <= a->n && a->lap[i].count <= a->n - a->lap[i].first);
    check_text(a->lap[i].notes);
    check_text(a->lap[i].trigger);
  }
  for (size_t i = 0; i < a->segment_n; i++)
    need(i == 0 ? a->segment[0] == 0
                : a->segment[i] > a->segment[i - 1] && a->segment[i] < a->n);
}

static hl_status take(void *ctx, hl_activity *a, int part, hl_error *err) {
  (void)ctx, (void)err;
  need(part >= 0 && a->n <= HL_MAX_POINTS && (a->n > 0 || a->lap_n > 0));
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    for (size_t i = 0; a->channel[c] && i < a->n; i++)
      need(!isinf(a->channel[c][i]));
  for (size_t i = 0; a->latitude_deg && i < a->n; i++)
    need(!(fabs(a->latitude_deg[i]) > 90));
  check_laps(a);
  check_text(a->title);
  check_text(a->notes);
  check_text(a->device);
  check_text(a->sport_name);
  return HL_OK;
}

static hl_status take_day(void *ctx, const hl_day *day, hl_error *err) {
  (void)ctx, (void)err;
  check_text(day->note);
  return HL_OK;
}

static bool is_strava_table(const uint8_t *bytes, size_t length) {
  static const char begins[] = "Activity ID,";
  size_t n = sizeof begins - 1;
  return length >= n && !memcmp(bytes, begins, n);
}

static void read_strava_table(const uint8_t *bytes, size_t length) {
  hl_export *export = NULL;
  hl_activity activity;
  hl_error err = {0};
  hl_status status =
      hl_export_parse(&export, (const char *)bytes, length, &err);
  need(status == err.status && (status == HL_OK) == (export != NULL));
  hl_activity_init(&activity, "gpx");
  if (export) hl_export_apply(export, "activities/1.gpx.gz", &activity);
  check_text(activity.title);
  check_text(activity.notes);
  check_text(activity.sport_name);
  hl_activity_free(&activity);
  hl_export_free(export);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  if (is_strava_table(bytes, length)) {
    read_strava_table(bytes, length);
    return 0;
  }
  static const char *const names[] = {"run", "run.tcx", "run.gpx", "run.xml"};
  hl_read_sink sink = {.take = take, .take_day = take_day};
  hl_error err = {0};
  hl_content content = {bytes, length, names[length % 4]};
  hl_reader *reader = hl_reader_new();
  need(reader != NULL);
  hl_status status = hl_read_bytes(reader, &content, &sink, &err);
  need(status == err.status && (status == HL_OK) == (err.text[0] == '\0'));
  hl_reader_free(reader);
  return 0;
}
