/* SPDX-License-Identifier: MIT
**
** The past and its scores. The reference values of the likelihood ratio come
** from the numpy prototype the method was measured with.
*/
#include "near.h"

#include "made_facts.h"
#include "model/history.h"
#include "model/score.h"

/* `n` runs, two days apart. */
static hl_history *past_of(int n) {
  hl_history *h = hl_history_new();
  hl_error err = {0};
  assert_non_null(h);
  for (int k = 0; k < n; k++) {
    hl_facts f = made_facts(k, 2 * k);
    assert_int_equal(hl_history_learn(h, &f, &err), HL_OK);
  }
  return h;
}

static void likelihood_ratio_is_the_prototypes(void **state) {
  (void)state;
  assert_near(hl_llr(0, 4, 90, 3), -1.6506257491394252, 1e-12);
  /* there the effort in the window is 90, so 82 without the residual of 8 */
  assert_near(hl_llr(8, 4, 82, 3), 1.188504272183177, 1e-12);
  assert_near(hl_llr(8, 4, 82, 20), 1.4230480813255286, 1e-12);
  assert_near(hl_llr(60, 4, 30, 3), 0.2523490020760928, 1e-12);
  assert_near(hl_llr(-6, 5.5, 20, 3), -0.6669046907287316, 1e-12);
}

static void learning_says_how_far_it_is(void **state) {
  (void)state;
  hl_history *h = past_of(7);
  hl_facts f = made_facts(7, 14);
  hl_scores s;
  hl_history_score(h, &f, &s);
  assert_int_equal(hl_history_count(h), 7);
  assert_int_equal(s.of[HL_START].reason, HL_REASON_HISTORY);
  assert_int_equal(s.of[HL_START].n, 7);
  assert_int_equal(s.of[HL_START].needed, 20);
  assert_true(isnan(s.of[HL_START].llr));
  hl_history_free(h);
}

static void twenty_runs_are_enough_for_a_start(void **state) {
  (void)state;
  hl_history *h = past_of(20);
  hl_facts f = made_facts(20, 40);
  hl_scores s;
  hl_history_score(h, &f, &s);
  assert_int_equal(s.of[HL_START].reason, HL_REASON_NONE);
  assert_int_equal(s.of[HL_MIDWAY].reason, HL_REASON_NONE);
  assert_int_equal(s.of[HL_MULTI_DAY].reason, HL_REASON_HISTORY);
  hl_history_free(h);
}

static void unusable_run_has_its_own_reason_everywhere(void **state) {
  (void)state;
  hl_history *h = past_of(60);
  hl_facts f = made_facts(60, 120);
  hl_scores s;
  hl_error err = {0};
  f.reason = HL_REASON_NOT_STEADY;
  hl_history_score(h, &f, &s);
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    assert_int_equal(s.of[p].reason, HL_REASON_NOT_STEADY);
  assert_int_equal(hl_history_learn(h, &f, &err), HL_OK);
  assert_int_equal(hl_history_count(h), 60);
  hl_history_free(h);
}

static void heavy_start_scores_high_and_is_rare(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_facts f = made_facts(80, 160);
  hl_scores s;
  f.start.value_bpm = 12;
  hl_history_score(h, &f, &s);
  assert_true(s.of[HL_START].llr > 2);
  assert_true(s.of[HL_START].z > 3);
  assert_near(s.of[HL_START].rarity, 1.0 / 61, 1e-6);
  assert_true(s.of[HL_MIDWAY].llr < 1);
  hl_history_free(h);
}

/* A residual that no loss explains is a sensor: it scores lower again. */
static void beyond_any_loss_scores_lower(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_facts f = made_facts(80, 160);
  hl_scores some, absurd;
  f.start.value_bpm = 12;
  hl_history_score(h, &f, &some);
  f.start.value_bpm = 70;
  f.start.effort_bpm += 58;
  hl_history_score(h, &f, &absurd);
  assert_true(absurd.of[HL_START].llr < some.of[HL_START].llr);
  hl_history_free(h);
}

static void speed_difference_widens_the_scale(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_facts f = made_facts(80, 160);
  hl_scores usual, odd;
  hl_history_score(h, &f, &usual);
  f.start.speed_kmh += 4;
  hl_history_score(h, &f, &odd);
  assert_near(odd.of[HL_START].scale_bpm / usual.of[HL_START].scale_bpm,
              hypot(1, 0.3 * 4), 1e-5);
  hl_history_free(h);
}

static void race_is_not_read_as_heavy(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_facts f = made_facts(80, 160);
  hl_scores s;
  f.entire.speed_kmh = 15;
  hl_history_score(h, &f, &s);
  assert_int_equal(s.of[HL_ENTIRE].reason, HL_REASON_FASTER);
  assert_int_equal(s.of[HL_MULTI_DAY].reason, HL_REASON_NONE);
  hl_history_free(h);
}

static void five_costly_runs_are_several_days(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_scores s;
  for (int k = 80; k < 85; k++) {
    hl_facts f = made_facts(k, 2 * k);
    hl_error err = {0};
    f.entire.value_bpm += 12;
    f.entire.effort_bpm += 12;
    hl_history_score(h, &f, &s);
    hl_history_learn(h, &f, &err);
  }
  assert_true(s.of[HL_MULTI_DAY].llr > 2);
  hl_history_free(h);
}

static void four_week_rise_is_worsening(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_scores s;
  for (int k = 80; k < 95; k++) {
    hl_facts f = made_facts(k, 2 * k);
    hl_error err = {0};
    double rise = 14.0 * (k - 80) / 14;
    f.entire.value_bpm += rise;
    f.entire.effort_bpm += rise;
    hl_history_score(h, &f, &s);
    hl_history_learn(h, &f, &err);
  }
  assert_true(s.of[HL_WORSENING].llr > 1);
  hl_history_free(h);
}

static void few_runs_lately_make_no_trend(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_facts f = made_facts(80, 160 + 60);
  hl_scores s;
  hl_history_score(h, &f, &s);
  assert_int_equal(s.of[HL_WORSENING].reason, HL_REASON_SPARSE);
  hl_history_free(h);
}

static void older_run_is_refused(void **state) {
  (void)state;
  hl_history *h = past_of(10);
  hl_facts f = made_facts(3, 3);
  hl_error err = {0};
  assert_int_equal(hl_history_learn(h, &f, &err), HL_E_USAGE);
  assert_int_equal(hl_history_count(h), 10);
  hl_history_free(h);
}

static void scoring_leaves_the_past_alone(void **state) {
  (void)state;
  hl_history *h = past_of(60), *copy = hl_history_copy(h);
  hl_facts f = made_facts(60, 120);
  hl_scores one, two;
  hl_history_score(h, &f, &one);
  hl_history_score(h, &f, &two);
  assert_memory_equal(&one, &two, sizeof one);
  hl_history_score(copy, &f, &two);
  assert_memory_equal(&one, &two, sizeof one);
  hl_history_free(h);
  hl_history_free(copy);
}

/* A run that costs just so much more scores just the threshold. */
static void detectable_change_reaches_the_threshold(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_facts f = made_facts(80, 160);
  hl_scores s;
  hl_history_score(h, &f, &s);
  for (int p = 0; p < HL_PATTERN_COUNT; p++) {
    const hl_score *score = &s.of[p];
    double d = hl_score_detectable_bpm(score, 1.3);
    double base = score->effort_bpm - fmax(score->residual_bpm, 0);
    assert_true(d > score->scale_bpm);
    assert_near(hl_score_detectable_loss(score, 1.3), d / (base + d), 1e-5);
    assert_true(isnan(hl_score_detectable_bpm(score, 1000)));
  }
  double d = hl_score_detectable_bpm(&s.of[HL_ENTIRE], 1.3);
  f.entire.effort_bpm += d - s.of[HL_ENTIRE].residual_bpm;
  f.entire.value_bpm += d - s.of[HL_ENTIRE].residual_bpm;
  hl_history_score(h, &f, &s);
  assert_near(s.of[HL_ENTIRE].llr, 1.3, 0.02);
  hl_history_free(h);
}

/* A start run slower at its usual heart rate: the plane sees it, the cost at 8
** bpm per km/h sees it too, with the day's level taken off or not, and all
** together are the score. */
static void start_is_looked_at_from_three_angles(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_facts f = made_facts(80, 160);
  hl_scores s;
  f.start.speed_kmh -= 1.6;
  f.start.value_bpm = -2 + 8 * 1.6;
  hl_history_score(h, &f, &s);
  const hl_score *start = &s.of[HL_START];
  assert_int_equal(start->angle_n, 3);
  assert_true(start->angle[0].speed_scale_kmh == 0);
  assert_true(start->angle[1].speed_scale_kmh > 0);
  assert_near(start->angle[1].speed_residual_kmh, -1.6, 0.1);
  assert_true(start->angle[2].speed_scale_kmh == 0);
  assert_true(start->angle[1].llr > start->angle[0].llr);
  double sum = 0;
  for (int i = 0; i < 3; i++)
    sum += exp(start->angle[i].llr) / 3;
  assert_near(start->llr, log(sum), 1e-4);
  assert_near(start->residual_bpm, start->angle[0].residual_bpm, 0);
  hl_history_free(h);
}

/* A workout's parts are not held against each other, nor learnt from. */
static void workout_is_judged_as_a_whole(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_facts f = made_facts(80, 160);
  hl_scores s;
  f.fastest_part = 1.2;
  f.midway.value_bpm += 40;
  hl_history_score(h, &f, &s);
  assert_int_equal(s.of[HL_START].reason, HL_REASON_NOT_STEADY);
  assert_int_equal(s.of[HL_MIDWAY].reason, HL_REASON_NOT_STEADY);
  assert_int_equal(s.of[HL_ENTIRE].reason, HL_REASON_NONE);
  hl_history_free(h);
}

/* Where the sensor was astray the reason says so. */
static void astray_sensor_is_the_reason(void **state) {
  (void)state;
  hl_history *h = past_of(80);
  hl_facts f = made_facts(80, 160);
  hl_scores s;
  f.start.has = f.midway.has = false;
  hl_history_score(h, &f, &s);
  assert_int_equal(s.of[HL_START].reason, HL_REASON_WINDOW);
  assert_int_equal(s.of[HL_MIDWAY].reason, HL_REASON_WINDOW);
  f.late_min = 9;
  f.astray_share = 0.3;
  hl_history_score(h, &f, &s);
  assert_int_equal(s.of[HL_START].reason, HL_REASON_LATE);
  assert_int_equal(s.of[HL_MIDWAY].reason, HL_REASON_LATE);
  hl_history_free(h);
}

static void pattern_names_lead_back(void **state) {
  (void)state;
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    assert_int_equal(hl_pattern_from_name(hl_pattern_name((hl_pattern)p)), p);
  assert_int_equal(hl_pattern_from_name("none"), HL_NO_PATTERN);
}

HL_TEST_MAIN(cmocka_unit_test(workout_is_judged_as_a_whole),
             cmocka_unit_test(astray_sensor_is_the_reason),
             cmocka_unit_test(likelihood_ratio_is_the_prototypes),
             cmocka_unit_test(learning_says_how_far_it_is),
             cmocka_unit_test(twenty_runs_are_enough_for_a_start),
             cmocka_unit_test(unusable_run_has_its_own_reason_everywhere),
             cmocka_unit_test(heavy_start_scores_high_and_is_rare),
             cmocka_unit_test(beyond_any_loss_scores_lower),
             cmocka_unit_test(speed_difference_widens_the_scale),
             cmocka_unit_test(race_is_not_read_as_heavy),
             cmocka_unit_test(five_costly_runs_are_several_days),
             cmocka_unit_test(four_week_rise_is_worsening),
             cmocka_unit_test(few_runs_lately_make_no_trend),
             cmocka_unit_test(older_run_is_refused),
             cmocka_unit_test(scoring_leaves_the_past_alone),
             cmocka_unit_test(detectable_change_reaches_the_threshold),
             cmocka_unit_test(start_is_looked_at_from_three_angles),
             cmocka_unit_test(pattern_names_lead_back))
