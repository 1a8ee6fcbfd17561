/* SPDX-License-Identifier: MIT
**
** A case built by hand for the rule tests: one steady run of 50 minutes with
** scores that a test sets, and a past of ordinary runs.
*/
#ifndef TESTS_RULES_CASE_H
#define TESTS_RULES_CASE_H

#include <math.h>
#include <string.h>

#include "rules/rules.h"

enum {
  CASE_PAST = 40
};

typedef struct made_case {
  hl_case c;
  hl_facts facts;
  hl_scores scores;
  hl_report report;
  hl_day day;
  hl_past_run past[CASE_PAST];
  hl_report past_report[CASE_PAST];
} made_case;

/* A judged score with `llr`; z 2, 9 bpm over a usual 3 of 60 runs. */
static inline hl_score made_score(double llr) {
  return (hl_score){.n = 60,
                    .value_bpm = 12,
                    .usual_bpm = 3,
                    .residual_bpm = 9,
                    .scale_bpm = 4.5,
                    .z = 2,
                    .llr = llr,
                    .rarity = 1.0 / 61,
                    .effort_bpm = 90,
                    .nu = 3,
                    .from_min = 3,
                    .to_min = 12};
}

static inline void made_facts(hl_facts *f, int64_t start_ms) {
  *f = (hl_facts){.start_ms = start_ms,
                  .utc_offset_s = 7200,
                  .offset_known = true,
                  .quality = HL_QUALITY_GOOD,
                  .moving_min = 50,
                  .duration_s = 3000,
                  .distance_m = 9000,
                  .coverage = 1,
                  .clean_share = 1,
                  .speed_cv = 0.05,
                  .mean_bpm = 145,
                  .mean_speed_mps = 3,
                  .mean_gas_mps = 3,
                  .cadence_spm = NAN,
                  .step_length_m = NAN,
                  .temperature_c = NAN,
                  .ascent_m = NAN};
}

/* Nothing unusual: every score -0.5. Forty runs, one every second day. */
static inline void make_case(made_case *m) {
  const int64_t day_ms = 86400000;
  memset(m, 0, sizeof *m);
  int64_t start_ms = 20000 * day_ms + 16 * 3600000;
  made_facts(&m->facts, start_ms);
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    m->scores.of[p] = made_score(-0.5);
  hl_day_clear(&m->day);
  m->day.day = 20000;
  m->c.run = (hl_past_run){.run_id = 1000,
                           .start_ms = start_ms,
                           .utc_offset_s = 7200,
                           .is_run = true,
                           .duration_s = 3000,
                           .moving_s = 3000,
                           .distance_m = 9000,
                           .facts = &m->facts,
                           .effort_bpm = m->scores.of[HL_ENTIRE].residual_bpm,
                           .heart_z = m->scores.of[HL_ENTIRE].z,
                           .found = HL_NO_PATTERN};
  for (int i = 0; i < CASE_PAST; i++) {
    m->past[i] = m->c.run;
    m->past[i].run_id = i + 1;
    m->past[i].start_ms = start_ms - 2 * (CASE_PAST - i) * day_ms;
  }
  m->c.scores = &m->scores;
  m->c.past = m->past;
  m->c.past_n = CASE_PAST;
  m->c.learnt = CASE_PAST;
  m->c.offset_known = true;
}

/* The runner reports; the rest of the report is as the test fills it. */
static inline void made_report(made_case *m, hl_heavy heavy) {
  m->report.heavy = heavy;
  m->report.source = "command";
  m->report.confirmed = true;
  m->c.run.report = &m->report;
}

#endif
