/* SPDX-License-Identifier: MIT
**
** What the runner said: names of the answers, and what follows from them
** without inference. Tags are read in tags.c.
*/
#include "activity/report.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

enum {
  LEGS_HEAVY = 4
}; /* of 1 light .. 5 very heavy */

void hl_day_clear(hl_day *day) {
  *day = (hl_day){
      .sleep_h = NAN, .resting_bpm = NAN, .hrv_ms = NAN, .weight_kg = NAN};
}

bool hl_report_says_something(const hl_report *report) {
  return report->heavy != HL_HEAVY_UNSAID || report->eased != HL_UNSAID ||
         report->legs > 0 || report->rpe > 0 || report->feel > 0;
}

bool hl_report_is_heavy(const hl_report *report) {
  if (report->heavy != HL_HEAVY_UNSAID) return report->heavy > HL_HEAVY_NO;
  return report->legs >= LEGS_HEAVY;
}

const char *hl_heavy_name(hl_heavy heavy) {
  switch (heavy) {
  case HL_HEAVY_UNSAID: return NULL;
  case HL_HEAVY_NO: return "no";
  case HL_HEAVY_START: return "start";
  case HL_HEAVY_MID: return "mid";
  case HL_HEAVY_LATE: return "late";
  case HL_HEAVY_ALL: return "all";
  }
  return NULL;
}

hl_heavy hl_heavy_from_name(const char *name) {
  for (int h = HL_HEAVY_NO; h <= HL_HEAVY_ALL; h++)
    if (hl_same_word(name, hl_heavy_name((hl_heavy)h))) return (hl_heavy)h;
  static const struct {
    const char *name;
    hl_heavy heavy;
  } also[] = {
      {"midway", HL_HEAVY_MID}, {"entire", HL_HEAVY_ALL},
      {"nein", HL_HEAVY_NO},    {"anfang", HL_HEAVY_START},
      {"mitte", HL_HEAVY_MID},  {"ende", HL_HEAVY_LATE},
      {"immer", HL_HEAVY_ALL},
  };
  for (size_t i = 0; i < sizeof also / sizeof also[0]; i++)
    if (hl_same_word(name, also[i].name)) return also[i].heavy;
  return HL_HEAVY_UNSAID;
}

const char *hl_yes_name(hl_yes yes) {
  switch (yes) {
  case HL_UNSAID: return NULL;
  case HL_NO: return "no";
  case HL_YES: return "yes";
  }
  return NULL;
}

const char *hl_meal_name(hl_meal meal) {
  switch (meal) {
  case HL_MEAL_UNSAID: return NULL;
  case HL_MEAL_OK: return "ok";
  case HL_MEAL_LATE: return "late";
  case HL_MEAL_NONE: return "none";
  }
  return NULL;
}

hl_meal hl_meal_from_name(const char *name) {
  for (int m = HL_MEAL_OK; m <= HL_MEAL_NONE; m++)
    if (hl_same_word(name, hl_meal_name((hl_meal)m))) return (hl_meal)m;
  return HL_MEAL_UNSAID;
}
