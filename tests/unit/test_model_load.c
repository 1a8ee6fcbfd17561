/* SPDX-License-Identifier: MIT
**
** Load and rhythm: published formulas on a run worked out by hand, and days
** that are counted as a runner counts them.
*/
#include "near.h"

#include "made_facts.h"
#include "model/load.h"

enum {
  DAY_MS = 86400000
};
#define DAY0 ((int64_t)1700006400000) /* a midnight, UTC */

static const hl_athlete athlete = {190, 50, false};

/* An hour at 147.5 bpm, 10 km, at noon of a day. */
typedef struct outing {
  hl_facts facts;
  hl_report report;
  hl_session session;
} outing;

static void make(outing *o, double day) {
  memset(o, 0, sizeof *o);
  o->facts = made_facts(1, 0);
  o->facts.pulse_min[(147 - HL_PULSE_LOW_BPM) / HL_PULSE_BIN_BPM] = 60;
  o->session =
      (hl_session){.start_ms = DAY0 + (int64_t)(day * DAY_MS) + 12 * 3600000,
                   .is_run = true,
                   .duration_s = 3600,
                   .moving_s = 3600,
                   .distance_m = 10000,
                   .facts = &o->facts};
}

static void add(hl_load *l, outing *o) {
  hl_error err = {0};
  assert_int_equal(hl_load_add(l, &o->session, &err), HL_OK);
}

static void trimp_of_a_steady_hour(void **state) {
  (void)state;
  hl_load *l = hl_load_new(&athlete);
  hl_figures f;
  outing o;
  make(&o, 0);
  o.report.rpe = 4;
  o.session.report = &o.report;
  hl_load_look(l, &o.session, &f);
  double r = (147.5 - 50) / 140;
  assert_near(f.banister, 60 * r * 0.64 * exp(1.92 * r), 0.01);
  assert_near(f.edwards, 60 * 3, 1e-6); /* 147.5 is 78 % of 190 */
  assert_near(f.session_rpe, 240, 1e-9);
  assert_false(f.max_assumed);
  hl_load_free(l);
}

/* A host's settings change: what was counted before stays as it was. */
static void heart_rates_hold_from_a_day_on(void **state) {
  (void)state;
  static const hl_athlete later = {180, 45, false};
  hl_load *l = hl_load_new(&athlete);
  hl_figures f;
  outing o;
  make(&o, 0);
  add(l, &o);
  make(&o, 1);
  o.session.athlete = &later;
  hl_load_look(l, &o.session, &f);
  double r = (147.5 - 45) / 135;
  assert_near(f.banister, 60 * r * 0.64 * exp(1.92 * r), 0.01);
  o.session.athlete = NULL;
  hl_load_look(l, &o.session, &f); /* looking alone changed nothing */
  r = (147.5 - 50) / 140;
  assert_near(f.banister, 60 * r * 0.64 * exp(1.92 * r), 0.01);
  hl_load_free(l);
}

static void womens_constants_differ(void **state) {
  (void)state;
  hl_athlete woman = {190, 50, true};
  hl_load *l = hl_load_new(&woman);
  hl_figures f;
  outing o;
  make(&o, 0);
  hl_load_look(l, &o.session, &f);
  double r = (147.5 - 50) / 140;
  assert_near(f.banister, 60 * r * 0.86 * exp(1.67 * r), 0.01);
  hl_load_free(l);
}

static void unknown_athlete_is_said_to_be_assumed(void **state) {
  (void)state;
  hl_athlete unknown = {(double)NAN, (double)NAN, false};
  hl_load *l = hl_load_new(&unknown);
  hl_figures f;
  outing o;
  make(&o, 0);
  hl_load_look(l, &o.session, &f);
  assert_true(f.max_assumed && f.rest_assumed);
  assert_true(isfinite(f.banister));
  hl_load_free(l);
}

/* Every day the same for 60 days. */
static hl_load *daily(int days) {
  hl_load *l = hl_load_new(&athlete);
  for (int d = 0; d < days; d++) {
    outing o;
    make(&o, d);
    add(l, &o);
  }
  return l;
}

static void the_same_every_day(void **state) {
  (void)state;
  hl_load *l = daily(90);
  hl_figures f;
  outing o;
  make(&o, 90);
  hl_load_look(l, &o.session, &f);
  assert_near(f.acute_7, f.banister, 0.01);
  assert_near(f.chronic_42, f.banister, 0.01);
  assert_near(f.balance, 0, 0.01);
  assert_near(f.monotony, 10, 0);
  assert_near(f.strain, 70 * f.banister, 0.1);
  assert_near(f.monotony_p90, 10, 0);
  assert_int_equal(f.run_streak_days, 90);
  assert_int_equal(f.rest_days_28, 0);
  assert_int_equal(f.runs_7, 7);
  assert_near(f.usual_runs_7, 7, 0);
  assert_near(f.spike, 1, 1e-9);
  assert_near(f.hours_since_last, 23, 1e-4);
  assert_near(f.estimated_share, 0, 0);
  hl_load_free(l);
}

static void too_little_history_says_nothing(void **state) {
  (void)state;
  hl_load *l = daily(5);
  hl_figures f;
  outing o;
  make(&o, 5);
  hl_load_look(l, &o.session, &f);
  assert_true(isnan(f.acute_7) && isnan(f.chronic_42) && isnan(f.monotony));
  assert_true(isnan(f.usual_runs_7) && isnan(f.monotony_p90));
  assert_int_equal(f.rest_days_7, -1);
  hl_load_free(l);
}

/* Two days on, one off: monotony by hand. */
static void rest_days_lower_monotony(void **state) {
  (void)state;
  hl_load *l = hl_load_new(&athlete);
  hl_figures f;
  outing o;
  for (int d = 0; d < 21; d++) {
    make(&o, d);
    if (d % 3 != 2) add(l, &o);
  }
  make(&o, 21);
  hl_load_look(l, &o.session, &f);
  /* days 14 to 20: 14 off, 17 off, 20 off; so 4 of 7 run */
  double mean = 4 / 7.0, sd = sqrt(mean - mean * mean);
  assert_near(f.monotony, mean / sd, 1e-5);
  assert_int_equal(f.rest_days_7, 3);
  assert_int_equal(f.run_streak_days, 0);
  hl_load_free(l);
}

static void long_run_is_a_spike(void **state) {
  (void)state;
  hl_load *l = daily(40);
  hl_figures f;
  outing o;
  make(&o, 40);
  o.session.distance_m = 16000;
  hl_load_look(l, &o.session, &f);
  assert_near(f.spike, 1.6, 1e-9);
  hl_load_free(l);
}

static void load_without_heart_rate_is_estimated(void **state) {
  (void)state;
  hl_load *l = daily(30);
  hl_figures f;
  outing o;
  bool estimated;
  double last, counted = hl_load_last(l, &estimated);
  assert_false(estimated);
  for (int d = 30; d < 34; d++) {
    make(&o, d);
    o.session.facts = NULL;
    o.session.is_run = false;
    add(l, &o);
    last = hl_load_last(l, &estimated);
    assert_true(estimated);
    assert_near(last, counted, 1e-3);
  }
  make(&o, 34);
  hl_load_look(l, &o.session, &f);
  assert_near(f.estimated_share, 4 / 28.0, 1e-3);
  assert_int_equal(f.run_streak_days, 0);
  assert_int_equal(f.rest_days_7, 4);
  hl_load_free(l);
}

static void hard_run_starts_the_clock(void **state) {
  (void)state;
  hl_load *l = daily(3);
  hl_figures f;
  outing o;
  make(&o, 3);
  memset(o.facts.pulse_min, 0, sizeof o.facts.pulse_min);
  o.facts.pulse_min[(175 - HL_PULSE_LOW_BPM) / HL_PULSE_BIN_BPM] = 60;
  add(l, &o);
  make(&o, 5);
  hl_load_look(l, &o.session, &f);
  assert_near(f.hours_since_hard, 47, 1e-4);
  hl_load_free(l);
}

static void grey_runs_are_counted(void **state) {
  (void)state;
  hl_load *l = daily(10);
  hl_figures f;
  outing o;
  for (int d = 10; d < 14; d++) {
    make(&o, d);
    memset(o.facts.pulse_min, 0, sizeof o.facts.pulse_min);
    o.facts.pulse_min[(162 - HL_PULSE_LOW_BPM) / HL_PULSE_BIN_BPM] = 60;
    add(l, &o);
  }
  make(&o, 14);
  hl_load_look(l, &o.session, &f);
  assert_int_equal(f.grey_streak, 4);
  assert_near(f.grey_share_14, 4 / 14.0, 1e-3);
  hl_load_free(l);
}

static void looking_changes_nothing(void **state) {
  (void)state;
  hl_load *l = daily(50);
  hl_figures a, b;
  outing near, far;
  make(&near, 50);
  make(&far, 400);
  hl_load_look(l, &near.session, &a);
  hl_load_look(l, &far.session, &b);
  hl_load_look(l, &near.session, &b);
  assert_memory_equal(&a, &b, sizeof a);
  hl_load_free(l);
}

static void older_activity_is_refused(void **state) {
  (void)state;
  hl_load *l = daily(5);
  hl_error err = {0};
  outing o;
  make(&o, 2);
  assert_int_equal(hl_load_add(l, &o.session, &err), HL_E_USAGE);
  hl_load_free(l);
}

HL_TEST_MAIN(cmocka_unit_test(trimp_of_a_steady_hour),
             cmocka_unit_test(heart_rates_hold_from_a_day_on),
             cmocka_unit_test(womens_constants_differ),
             cmocka_unit_test(unknown_athlete_is_said_to_be_assumed),
             cmocka_unit_test(the_same_every_day),
             cmocka_unit_test(too_little_history_says_nothing),
             cmocka_unit_test(rest_days_lower_monotony),
             cmocka_unit_test(long_run_is_a_spike),
             cmocka_unit_test(load_without_heart_rate_is_estimated),
             cmocka_unit_test(hard_run_starts_the_clock),
             cmocka_unit_test(grey_runs_are_counted),
             cmocka_unit_test(looking_changes_nothing),
             cmocka_unit_test(older_activity_is_refused))
