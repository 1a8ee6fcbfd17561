/* SPDX-License-Identifier: MIT
**
** See day.h.
*/
#include "activity/day.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

enum {
  LONGEST = 32
};

#define NUMBER(name, alias, member, least, most, form)                         \
  {                                                                            \
    name, alias, HL_DAY_NUMBER, offsetof(hl_day, member), least, most, NULL,   \
        form                                                                   \
  }
#define SCORE(name, bare)                                                      \
  {                                                                            \
#name, #name, HL_DAY_SCORE, offsetof(hl_day, name), 1, 5, bare,            \
        "a whole number from 1 to 5"                                           \
  }
#define YES(name)                                                              \
  { #name, #name, HL_DAY_YES, offsetof(hl_day, name), 0, 0, "yes", "yes or no" }

const hl_day_field hl_day_fields[] = {
    NUMBER("sleep_h", "sleep", sleep_h, 0, 24, "hours from 0 to 24"),
    SCORE(sleep_quality, NULL),
    NUMBER("rhr_bpm", "rhr", resting_bpm, 20, 150, "bpm from 20 to 150"),
    NUMBER("hrv_ms", "hrv", hrv_ms, 1, 400, "milliseconds from 1 to 400"),
    NUMBER("weight_kg", "weight", weight_kg, 20, 300, "kg from 20 to 300"),
    SCORE(stress, "4"),
    SCORE(mood, NULL),
    SCORE(motivation, NULL),
    SCORE(soreness, "4"),
    SCORE(fatigue, "4"),
    {"meal", "meal", HL_DAY_MEAL, offsetof(hl_day, meal), 0, 0, NULL,
     "ok, late or none"},
    YES(ill),
    YES(travel),
    {"heavy", "heavy", HL_DAY_HEAVY, offsetof(hl_day, heavy), 0, 0, NULL,
     "no, start, mid, late or all"},
    YES(eased),
    {"heavy_runs", "runs", HL_DAY_SCORE, offsetof(hl_day, heavy_runs), 1,
     HL_HEAVY_RUNS, NULL, "a whole number from 1 to 99"},
    {"note", "note", HL_DAY_NOTE, offsetof(hl_day, note), 0, 0, NULL, "a text"},
    {NULL, NULL, HL_DAY_NOTE, 0, 0, 0, NULL, NULL},
};

const hl_day_field *hl_day_field_find(const char *name) {
  for (const hl_day_field *f = hl_day_fields; f->name; f++)
    if (hl_same_word(name, f->name) || hl_same_word(name, f->alias)) return f;
  return NULL;
}

static void *at(const hl_day_field *field, hl_day *day) {
  return (char *)day + field->offset;
}

bool hl_day_field_said(const hl_day_field *field, const hl_day *day) {
  const void *value = (const char *)day + field->offset;
  switch (field->kind) {
  case HL_DAY_NUMBER: return !isnan(*(const float *)value);
  case HL_DAY_SCORE: return *(const int *)value != 0;
  case HL_DAY_YES: return *(const hl_yes *)value != HL_UNSAID;
  case HL_DAY_MEAL: return *(const hl_meal *)value != HL_MEAL_UNSAID;
  case HL_DAY_HEAVY: return *(const hl_heavy *)value != HL_HEAVY_UNSAID;
  case HL_DAY_NOTE: return *(const char *const *)value != NULL;
  }
  return false;
}

void hl_day_field_unsay(const hl_day_field *field, hl_day *day) {
  switch (field->kind) {
  case HL_DAY_NUMBER: *(float *)at(field, day) = NAN; break;
  case HL_DAY_SCORE: *(int *)at(field, day) = 0; break;
  case HL_DAY_YES: *(hl_yes *)at(field, day) = HL_UNSAID; break;
  case HL_DAY_MEAL: *(hl_meal *)at(field, day) = HL_MEAL_UNSAID; break;
  case HL_DAY_HEAVY: *(hl_heavy *)at(field, day) = HL_HEAVY_UNSAID; break;
  case HL_DAY_NOTE: *(const char **)at(field, day) = NULL; break;
  }
}

/* "6.5", and "6,5" because people write it. */
static bool set_number(const hl_day_field *field, float *number,
                       const char *value) {
  char text[LONGEST];
  double parsed;
  size_t n = strlen(value);
  if (n >= LONGEST) return false;
  memcpy(text, value, n + 1);
  char *comma = strchr(text, ',');
  if (comma) *comma = '.';
  if (!hl_parse_double(text, n, &parsed)) return false;
  if (!(parsed >= field->least && parsed <= field->most)) return false;
  *number = (float)parsed;
  return true;
}

static bool set_score(const hl_day_field *field, int *score,
                      const char *value) {
  int64_t parsed = 0;
  bool unusual = field->offset == offsetof(hl_day, fatigue) &&
                 hl_same_word(value, "unusual");
  if (unusual) parsed = 5;
  if (!unusual && !hl_parse_int(value, strlen(value), &parsed)) return false;
  if ((double)parsed < field->least || (double)parsed > field->most)
    return false;
  *score = (int)parsed;
  return true;
}

static bool set_yes(hl_yes *yes, const char *value) {
  static const char *const words[][2] = {
      {"no", "yes"}, {"0", "1"}, {"false", "true"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    for (int v = 0; v < 2; v++)
      if (hl_same_word(value, words[i][v])) {
        *yes = v ? HL_YES : HL_NO;
        return true;
      }
  return false;
}

static bool set_meal(hl_meal *meal, const char *value) {
  hl_meal said = hl_meal_from_name(value);
  if (said == HL_MEAL_UNSAID) return false;
  *meal = said;
  return true;
}

static bool set_heavy(hl_heavy *heavy, const char *value) {
  hl_heavy said = hl_heavy_from_name(value);
  if (said == HL_HEAVY_UNSAID) return false;
  *heavy = said;
  return true;
}

bool hl_day_field_set(const hl_day_field *field, hl_day *day,
                      const char *value) {
  switch (field->kind) {
  case HL_DAY_NUMBER: return set_number(field, at(field, day), value);
  case HL_DAY_SCORE: return set_score(field, at(field, day), value);
  case HL_DAY_YES: return set_yes(at(field, day), value);
  case HL_DAY_MEAL: return set_meal(at(field, day), value);
  case HL_DAY_HEAVY: return set_heavy(at(field, day), value);
  case HL_DAY_NOTE: *(const char **)at(field, day) = value; return true;
  }
  return false;
}

void hl_day_field_print(const hl_day_field *field, const hl_day *day,
                        hl_text *out) {
  const void *value = (const char *)day + field->offset;
  char number[LONGEST];
  if (!hl_day_field_said(field, day)) return;
  switch (field->kind) {
  case HL_DAY_NUMBER:
    hl_print_fixed(number, sizeof number, (double)*(const float *)value, 1);
    hl_text_add(out, number);
    break;
  case HL_DAY_SCORE: hl_text_int(out, *(const int *)value); break;
  case HL_DAY_YES: hl_text_add(out, hl_yes_name(*(const hl_yes *)value)); break;
  case HL_DAY_MEAL:
    hl_text_add(out, hl_meal_name(*(const hl_meal *)value));
    break;
  case HL_DAY_HEAVY:
    hl_text_add(out, hl_heavy_name(*(const hl_heavy *)value));
    break;
  case HL_DAY_NOTE: hl_text_add(out, *(const char *const *)value); break;
  }
}
