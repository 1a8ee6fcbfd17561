/* SPDX-License-Identifier: MIT
**
** Weeks: a rise is seen, chance is not, also where neighbours are alike.
*/
#include "near.h"

#include "made_facts.h"
#include "made_noise.h"
#include "model/trend.h"

/* Runs two days apart: cost = noise of `sd`, alike by `rho`, plus `rise` over
** the last 28 days. */
static hl_trend_figures after(noise *n, int runs, double sd, double rho,
                              double rise) {
  hl_trend *t = hl_trend_new();
  hl_trend_figures f;
  assert_non_null(t);
  for (int k = 0; k < runs; k++) {
    hl_facts facts = made_facts(k, 2 * k);
    double part = fmax(0, k - (runs - 14)) / 13.0;
    facts.entire.value_bpm = 150 + sd * alike(n, rho) + rise * part;
    hl_trend_look(t, &facts, &f);
    hl_trend_learn(t, &facts);
  }
  hl_trend_free(t);
  return f;
}

static void steady_runner_is_stable(void **state) {
  (void)state;
  noise n = {1, 0};
  hl_trend_figures f = after(&n, 60, 0.5, 0, 0);
  assert_int_equal(f.reason, HL_REASON_NONE);
  assert_int_equal(f.direction, HL_DIRECTION_STABLE);
  assert_int_equal(f.n, 14);
  assert_near(f.change_bpm, 0, 1);
  assert_true(f.low_bpm <= f.change_bpm && f.change_bpm <= f.high_bpm);
}

static void rise_is_seen_with_its_size(void **state) {
  (void)state;
  noise n = {2, 0};
  hl_trend_figures f = after(&n, 60, 2, 0, 15);
  assert_int_equal(f.direction, HL_DIRECTION_RISING);
  assert_near(f.change_bpm, 15, 6);
  assert_true(f.p < 0.05);
  assert_true(f.low_bpm < f.change_bpm && f.change_bpm < f.high_bpm);
  assert_int_equal(after(&n, 60, 2, 0, -15).direction, HL_DIRECTION_FALLING);
}

static void noisy_runner_cannot_be_told(void **state) {
  (void)state;
  noise n = {3, 0};
  assert_int_equal(after(&n, 60, 6, 0, 0).direction, HL_DIRECTION_UNKNOWN);
}

/* Of 400 runners without a trend, whose neighbouring runs are alike by 0.3, not
** many more than promised may seem to have one. */
static void likeness_makes_no_trend(void **state) {
  (void)state;
  noise n = {4, 0};
  int at5 = 0;
  for (int i = 0; i < 400; i++)
    at5 += after(&n, 40, 4, 0.3, 0).p < 0.05;
  assert_true(at5 <= 20); /* uncorrected more than 40 */
}

static void few_runs_are_sparse(void **state) {
  (void)state;
  noise n = {5, 0};
  hl_trend_figures f = after(&n, 6, 2, 0, 0);
  assert_int_equal(f.reason, HL_REASON_SPARSE);
  assert_int_equal(f.direction, HL_DIRECTION_UNKNOWN);
  assert_true(isnan(f.p) && isnan(f.sum_high));
}

/* Sums seldom reach 4 by chance, and soon after a lasting shift. */
static void running_sum_finds_a_lasting_shift(void **state) {
  (void)state;
  noise n = {6, 0};
  int alarms = 0, runs = 0, delay = 0;
  for (int i = 0; i < 40; i++) {
    hl_trend *t = hl_trend_new();
    hl_trend_figures f;
    int k = 0, found = 0;
    for (; k < 140 && !found; k++) {
      hl_facts facts = made_facts(k, 2 * k);
      facts.entire.value_bpm = 150 + 3 * alike(&n, 0.3) + (k >= 100 ? 8 : 0);
      hl_trend_look(t, &facts, &f);
      hl_trend_learn(t, &facts);
      assert_int_equal(f.shift == HL_DIRECTION_RISING,
                       f.sum_high > HL_SUM_ALARM && f.sum_high >= f.sum_low);
      if (!(f.sum_high > HL_SUM_ALARM)) continue;
      found = k >= 100;
      alarms += k < 100;
    }
    assert_true(found);
    delay += k - 100;
    runs += 100;
    hl_trend_free(t);
  }
  assert_true(alarms * 100 < 2 * runs);
  assert_true(delay < 40 * 8);
}

static void rest_day_response_needs_three_pairs(void **state) {
  (void)state;
  hl_trend *t = hl_trend_new();
  hl_trend_figures f;
  for (int k = 0; k < 12; k++) {
    /* three days running, then one of rest; the run after it costs 5 less */
    hl_facts facts = made_facts(k, k + k / 3);
    facts.entire.value_bpm = k % 3 ? 150 : 145;
    hl_trend_look(t, &facts, &f);
    if (k == 3) assert_true(isnan(f.rest_bpm));
    hl_trend_learn(t, &facts);
  }
  assert_int_equal(f.rest_pairs, 3);
  assert_near(f.rest_bpm, -5, 1e-6);
  assert_near(f.rest_low_bpm, -5, 1e-6);
  assert_true(isnan(f.rest_now_bpm)); /* no rest before this one */
  hl_facts next = made_facts(12, 16);
  next.entire.value_bpm = 144;
  hl_trend_look(t, &next, &f);
  assert_near(f.rest_now_bpm, -6, 1e-6);
  hl_trend_free(t);
}

/* Three responses of -2, -5 and -8: mean -5, 90 % within 2.920 * 3 / sqrt 3. */
static void rest_day_response_has_an_interval(void **state) {
  (void)state;
  static const double after_rest[] = {0, -2, -5, -8};
  hl_trend *t = hl_trend_new();
  hl_trend_figures f;
  for (int k = 0; k < 12; k++) {
    hl_facts facts = made_facts(k, k + k / 3);
    facts.entire.value_bpm = 150 + (k % 3 ? 0 : after_rest[k / 3]);
    hl_trend_learn(t, &facts);
  }
  hl_facts next = made_facts(12, 16);
  hl_trend_look(t, &next, &f);
  assert_near(f.rest_bpm, -5, 1e-6);
  assert_near(f.rest_high_bpm, -5 + 5.057, 0.05);
  assert_near(f.rest_low_bpm, -5 - 5.057, 0.05);
  hl_trend_free(t);
}

static void unusable_run_has_its_reason(void **state) {
  (void)state;
  hl_trend *t = hl_trend_new();
  hl_facts facts = made_facts(0, 0);
  hl_trend_figures f;
  facts.reason = HL_REASON_SHORT;
  hl_trend_look(t, &facts, &f);
  assert_int_equal(f.reason, HL_REASON_SHORT);
  hl_trend_free(t);
}

HL_TEST_MAIN(cmocka_unit_test(steady_runner_is_stable),
             cmocka_unit_test(rise_is_seen_with_its_size),
             cmocka_unit_test(noisy_runner_cannot_be_told),
             cmocka_unit_test(likeness_makes_no_trend),
             cmocka_unit_test(few_runs_are_sparse),
             cmocka_unit_test(running_sum_finds_a_lasting_shift),
             cmocka_unit_test(rest_day_response_needs_three_pairs),
             cmocka_unit_test(rest_day_response_has_an_interval),
             cmocka_unit_test(unusable_run_has_its_reason))
