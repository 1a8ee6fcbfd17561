/* SPDX-License-Identifier: MIT
**
** See gc_words.h.
*/
#include "read/gc_words.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "base/number.h"
#include "base/text.h"

bool hl_gc_parse_start(const char *text, int64_t *ms) {
  char iso[20];
  hl_instant instant;
  if (strlen(text) < 19) return false;
  memcpy(iso, text, 19);
  for (size_t i = 0; i < 19; i++)
    if (iso[i] == '/') iso[i] = '-';
  if (!hl_parse_datetime(iso, 19, &instant)) return false;
  *ms = instant.ms;
  return true;
}

bool hl_gc_is_lap_name(const char *name) {
  int64_t number;
  if (strncmp(name, "Lap ", 4) == 0) name += 4;
  return hl_parse_int(name, strlen(name), &number);
}

/* The local time in a name "2026_05_06_09_00_00.json", as if it were UTC. */
static bool parse_name(const char *path, int64_t *ms) {
  const char *name = hl_base_name(path);
  char iso[19];
  hl_instant instant;
  if (strlen(name) < sizeof iso) return false;
  memcpy(iso, name, sizeof iso);
  for (size_t i = 0; i < sizeof iso; i++) {
    if (iso[i] != '_') continue;
    iso[i] = i < 8 ? '-' : i == 10 ? 'T' : ':';
  }
  if (!hl_parse_datetime(iso, sizeof iso, &instant) || instant.has_zone)
    return false;
  *ms = instant.ms;
  return true;
}

void hl_gc_settle_offset(hl_activity *activity, const char *path) {
  enum {
    FAR_S = 14 * 3600,
    MINUTE_S = 60
  };
  int64_t local_ms;
  if (!parse_name(path, &local_ms)) return;
  int64_t start_ms = activity->start_ms - activity->start_ms % HL_MS_PER_S;
  int64_t offset_s = (local_ms - start_ms) / HL_MS_PER_S;
  if (offset_s > FAR_S || offset_s < -FAR_S || offset_s % MINUTE_S) return;
  activity->utc_offset_s = (int32_t)offset_s;
  activity->offset_source = HL_OFFSET_HOST;
}

/* ---- tags --------------------------------------------------------------- */

/* A whole number in a range, 0 when it is none. GoldenCheetah fills number
** fields that were never set with "0". */
static int score(const char *text, double least, double most) {
  double value;
  if (!hl_parse_double(text, strlen(text), &value)) return 0;
  if (!(value >= least && value <= most)) return 0;
  return (int)floor(value + 0.5);
}

/* Feel is 25, 50, 75, 100 as watches write it, or 1..5 by hand. */
static int feel_score(const char *text) {
  int value = score(text, 1, 100);
  return value > 5 ? (value + 12) / 25 + 1 : value;
}

static void take_report_tag(hl_report *report, const char *key,
                            const char *value) {
  if (strcmp(key, "RPE") == 0)
    report->rpe = score(value, 0.5, 10);
  else if (strcmp(key, "Feel") == 0)
    report->feel = feel_score(value);
  else if (strcmp(key, HL_GC_LEGS) == 0)
    report->legs = score(value, 1, 5);
  else if (strcmp(key, HL_GC_WHEN) == 0)
    report->heavy = hl_heavy_from_name(value);
  else if (strcmp(key, HL_GC_VERDICT) == 0)
    report->agrees = hl_same_word(value, "agree")      ? HL_YES
                     : hl_same_word(value, "disagree") ? HL_NO
                                                       : HL_UNSAID;
}

void hl_gc_take_tag(hl_activity *activity, const char *key, const char *value) {
  const struct {
    const char *key, **to;
  } texts[] = {
      {"Sport", &activity->sport_name},  {"Device", &activity->device},
      {"Notes", &activity->notes},       {"Workout Title", &activity->title},
      {"Keywords", &activity->keywords},
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    if (strcmp(key, texts[i].key) == 0 && value[0])
      *texts[i].to = hl_activity_text(activity, value, strlen(value));
  hl_report *report = &activity->report;
  take_report_tag(report, key, value);
  if (hl_report_says_something(report)) {
    report->source = "file";
    report->confirmed = true;
  }
  double weight_kg;
  if (strcmp(key, "Weight") == 0 &&
      hl_parse_double(value, strlen(value), &weight_kg))
    activity->weight_kg = (float)weight_kg;
}
