/* SPDX-License-Identifier: MIT
**
** What a rule can require (else the engine abstains for it, with the reason)
** or use (else the engine says that it was not recorded). Names are those of
** the API: run.heart_rate_bpm, run.usable, run.report, score.start, past.runs,
** diary.sleep_h, report.rpe, rule.stock.start.
*/
#include <math.h>
#include <string.h>

#include "rules/ask.h"

/* A name after its "family." */
static const char *after(const char *name, const char *family) {
  size_t n = strlen(family);
  return !strncmp(name, family, n) && name[n] == '.' ? name + n + 1 : NULL;
}

/* ---- the run ---- */

static hl_reason need_usable(const hl_ask *ask) {
  const hl_facts *facts = ask->c->run.facts;
  return facts ? facts->reason : HL_REASON_NO_EPOCHS;
}

static hl_reason need_report(const hl_ask *ask) {
  const hl_report *report = ask->c->run.report;
  return report && hl_report_says_something(report) ? HL_REASON_NONE
                                                    : HL_REASON_NO_REPORT;
}

static hl_reason need_heavy(const hl_ask *ask) {
  const hl_report *report = ask->c->run.report;
  return report && report->confirmed && hl_report_is_heavy(report)
             ? HL_REASON_NONE
             : HL_REASON_NO_REPORT;
}

static hl_reason need_epochs(const hl_ask *ask) {
  return ask->c->epochs && ask->c->epochs->n ? HL_REASON_NONE
                                             : HL_REASON_NO_EPOCHS;
}

static hl_reason need_running(const hl_ask *ask) {
  return ask->c->run.is_run ? HL_REASON_NONE : HL_REASON_NOT_A_RUN;
}

static hl_reason need_hour(const hl_ask *ask) {
  return ask->c->offset_known ? HL_REASON_NONE : HL_REASON_RULE;
}

static hl_reason need_column(const hl_ask *ask, hl_column column) {
  hl_reason reason = need_epochs(ask);
  if (reason) return reason;
  if (ask->c->epochs->column[column]) return HL_REASON_NONE;
  return column == HL_COL_HEART_RATE_BPM ? HL_REASON_NO_HEART_RATE
                                         : HL_REASON_RULE;
}

static const struct {
  const char *name;
  hl_reason (*check)(const hl_ask *ask);
} run_needs[] = {
    {"running", need_running}, {"usable", need_usable},
    {"report", need_report},   {"heavy_report", need_heavy},
    {"epochs", need_epochs},   {"hour", need_hour},
};
enum {
  RUN_NEEDS = sizeof run_needs / sizeof run_needs[0]
};

static int find_run_need(const char *name) {
  for (int i = 0; i < RUN_NEEDS; i++)
    if (!strcmp(run_needs[i].name, name)) return i;
  return -1;
}

/* ---- the diary and the report ---- */

static bool has_number(float x) {
  return !isnan(x);
}

/* Is it in the diary of this day? -1: no such field. */
static int in_diary(const hl_day *d, const char *name) {
  hl_day none;
  if (!d) {
    hl_day_clear(&none);
    d = &none;
  }
  const struct {
    const char *name;
    bool there;
  } fields[] = {
      {"sleep_h", has_number(d->sleep_h)},
      {"resting_bpm", has_number(d->resting_bpm)},
      {"hrv_ms", has_number(d->hrv_ms)},
      {"weight_kg", has_number(d->weight_kg)},
      {"sleep_quality", d->sleep_quality > 0},
      {"stress", d->stress > 0},
      {"mood", d->mood > 0},
      {"motivation", d->motivation > 0},
      {"soreness", d->soreness > 0},
      {"fatigue", d->fatigue > 0},
      {"meal", d->meal != HL_MEAL_UNSAID},
      {"ill", d->ill != HL_UNSAID},
      {"travel", d->travel != HL_UNSAID},
  };
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    if (!strcmp(fields[i].name, name)) return fields[i].there;
  return -1;
}

static int in_report(const hl_report *report, const char *name) {
  static const hl_report none;
  const hl_report *r = report ? report : &none;
  const struct {
    const char *name;
    bool there;
  } fields[] = {
      {"heavy", r->heavy != HL_HEAVY_UNSAID},
      {"eased", r->eased != HL_UNSAID},
      {"legs", r->legs > 0},
      {"rpe", r->rpe > 0},
      {"feel", r->feel > 0},
      {"words", r->words != NULL},
  };
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    if (!strcmp(fields[i].name, name)) return fields[i].there;
  return -1;
}

/* ---- the reference ---- */

hl_need hl_need_at(size_t i) {
  static const hl_need families[] = {
      {"run.<column>", "heart_rate_bpm, speed_mps, grade, gas_mps, "
                       "cadence_spm, step_length_m, power_w, contact_ms, "
                       "oscillation_mm or temperature_c was recorded"},
      {"run.running", "it is a run"},
      {"run.usable", "steady and clean enough to be compared"},
      {"run.report", "the runner said something of it"},
      {"run.heavy_report", "the runner said the legs were heavy"},
      {"run.epochs", "speed was recorded"},
      {"run.hour", "the local time is known"},
      {"score.<pattern>", "the engine's statistic of that pattern"},
      {"report.<field>", "heavy, eased, legs, rpe, feel, words"},
      {"diary.<field>", "of this day: sleep_h, sleep_quality, resting_bpm, "
                        "hrv_ms, weight_kg, stress, mood, motivation, "
                        "soreness, fatigue, meal, ill, travel"},
      {"past.runs", "there is an earlier activity"},
      {"past.load", "the same, for load and rhythm"},
      {"rule.<id>", "in `uses`: that rule is asked before this one"},
      {NULL, NULL},
  };
  return families[i];
}

/* ---- all of them ---- */

bool hl_need_is_known(const char *name) {
  const char *rest;
  if ((rest = after(name, "run")))
    return find_run_need(rest) >= 0 ||
           hl_column_from_name(rest) != HL_COLUMN_COUNT;
  if ((rest = after(name, "score")))
    return hl_pattern_from_name(rest) != HL_NO_PATTERN;
  if ((rest = after(name, "diary"))) return in_diary(NULL, rest) >= 0;
  if ((rest = after(name, "report"))) return in_report(NULL, rest) >= 0;
  if ((rest = after(name, "rule"))) return *rest != 0;
  return !strcmp(name, "past.runs") || !strcmp(name, "past.load");
}

static hl_reason check_run(const hl_ask *ask, const char *name) {
  int i = find_run_need(name);
  if (i >= 0) return run_needs[i].check(ask);
  return need_column(ask, hl_column_from_name(name));
}

static hl_reason check_score(const hl_ask *ask, const char *name) {
  hl_pattern pattern = hl_pattern_from_name(name);
  if (pattern == HL_NO_PATTERN) return HL_REASON_RULE;
  if (ask->c->scores) return ask->c->scores->of[pattern].reason;
  return need_usable(ask) ? need_usable(ask) : HL_REASON_HISTORY;
}

hl_reason hl_need_check(const hl_ask *ask, const char *name) {
  const char *rest;
  if ((rest = after(name, "run"))) return check_run(ask, rest);
  if ((rest = after(name, "score"))) return check_score(ask, rest);
  if ((rest = after(name, "diary")))
    return in_diary(ask->c->day, rest) > 0 ? HL_REASON_NONE : HL_REASON_RULE;
  if ((rest = after(name, "report")))
    return in_report(ask->c->run.report, rest) > 0 ? HL_REASON_NONE
                                                   : HL_REASON_NO_REPORT;
  if (!strncmp(name, "past.", 5))
    return ask->c->past_n > 0 ? HL_REASON_NONE : HL_REASON_HISTORY;
  return HL_REASON_NONE;
}
