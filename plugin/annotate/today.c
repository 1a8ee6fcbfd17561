/* SPDX-License-Identifier: MIT
**
** See today.h.
*/
#include "annotate/today.h"

enum {
  HIGH = 4, /* of 5, from which a score counts as high */
  LOW = 2,
  UNUSUAL = 5
};

#define SHORT_SLEEP_H 6.0f /* as stock.report's option short_sleep_h */

static bool is_low(int score) {
  return score > 0 && score <= LOW;
}

static bool slept_badly(const hl_day *day) {
  return day->sleep_h < SHORT_SLEEP_H || is_low(day->sleep_quality);
}

/* P6 counts what weighs beside the legs: sleep, mood, motivation, stress. */
static int strain(const hl_day *day) {
  return slept_badly(day) + is_low(day->mood) + is_low(day->motivation) +
         (day->stress >= HIGH);
}

static bool ate_badly(const hl_day *day) {
  return day->meal == HL_MEAL_LATE || day->meal == HL_MEAL_NONE;
}

static void name_causes(const hl_day *day, hl_today *today) {
  int n = 0;
  if (day->ill == HL_YES) today->cause[n++] = "cause.illness";
  if (ate_badly(day)) today->cause[n++] = "cause.fuel_timing";
  if (slept_badly(day)) today->cause[n++] = "cause.poor_sleep";
  if (day->stress >= HIGH) today->cause[n++] = "cause.life_stress";
  if (day->travel == HL_YES) today->cause[n++] = "cause.travel";
  today->cause[n] = NULL;
}

/* D7: the order of the tests is the order of the run. */
static void name_pattern(const hl_day *day, hl_today *today) {
  switch (day->heavy) {
  case HL_HEAVY_UNSAID:
  case HL_HEAVY_NO:
    today->pattern = "none";
    today->title = "today.not_heavy";
    return;
  case HL_HEAVY_START:
    today->pattern = "start";
    today->title = day->eased == HL_YES ? "heavy.start_eased" : "heavy.start";
    return;
  case HL_HEAVY_MID:
    today->pattern = "midway";
    today->title = "heavy.midway";
    return;
  case HL_HEAVY_LATE:
    today->pattern = "midway";
    today->title = "heavy.late";
    return;
  case HL_HEAVY_ALL:
    today->pattern = "entire";
    today->title = "heavy.entire";
    return;
  }
}

/* One run: D9 eased, D19 the start, D18 fuel, D10 midway, D4 the whole run. */
static const char *advice_for_run(const hl_day *day) {
  bool mid = day->heavy == HL_HEAVY_MID || day->heavy == HL_HEAVY_LATE;
  if (day->eased == HL_YES) return "advice.keep_easy_as_planned";
  if (day->heavy == HL_HEAVY_START) return "advice.start_slower";
  if (mid && ate_badly(day)) return "advice.plan_fuel";
  return mid ? "advice.ease_or_shorten" : "advice.easy_day";
}

void hl_today_decide(const hl_day *day, hl_today *today) {
  *today = (hl_today){.is_sore = day->soreness >= HIGH};
  name_pattern(day, today);
  if (day->heavy <= HL_HEAVY_NO) {
    today->advice = "today.as_planned";
    return;
  }
  bool lasts = day->heavy_runs >= HL_TODAY_RUNS;
  name_causes(day, today);
  today->is_occasional = !lasts;
  today->looks_again = lasts;
  today->professional = lasts && day->fatigue == UNUSUAL;
  today->advice = advice_for_run(day);
  if (lasts) {
    today->pattern = "multi_day";
    today->title = "heavy.multi_day";
    today->advice = strain(day) >= 2 ? "today.change_load"     /* D11, P6 */
                                     : "advice.one_run_fewer"; /* D3, D4 */
  }
  if (day->ill == HL_YES) today->advice = "advice.wait"; /* D15, P8 */
}
