/* SPDX-License-Identifier: MIT
**
** Expected heart rate: learns a runner's own law, and widens where it must.
*/
#include "near.h"

#include "made_facts.h"
#include "model/predict.h"

/* A runner whose law is known: 148 + 7 (v - 12) + 1 per 10 min of drift. */
static hl_facts run_at(int k, double day, double kmh) {
  hl_facts f = made_facts(k, day);
  f.row_n = 20;
  for (int r = 0; r < 20; r++) {
    double t = 3 + 2 * r, v = kmh + 0.4 * sin(r + k);
    double h = 148 + 7 * (v - 12) + fmax(0, t - 10) / 10 - 8 * exp(-t / 5);
    f.row[r] = (hl_row){(float)t, (float)v, (float)(h + made_noise(k, 1))};
  }
  return f;
}

static hl_predict *taught(int n) {
  hl_predict *p = hl_predict_new();
  assert_non_null(p);
  for (int k = 0; k < n; k++) {
    hl_facts f = run_at(k, 2 * k, 11 + 1.5 * sin(1.7 * k));
    hl_predict_learn(p, &f);
  }
  return p;
}

static void first_run_is_predicted_widely(void **state) {
  (void)state;
  hl_predict *p = taught(0);
  hl_facts f = run_at(0, 0, 12);
  hl_expected e;
  hl_predict_look(p, &f, &e);
  assert_true(e.has);
  assert_int_equal(e.n, 0);
  assert_true(e.sd_bpm > 15);
  hl_predict_free(p);
}

static void learns_the_runners_own_law(void **state) {
  (void)state;
  hl_predict *p = taught(60);
  hl_expected e;
  for (double kmh = 9.5; kmh < 13; kmh += 1) {
    hl_facts f = run_at(61, 122, kmh);
    hl_predict_look(p, &f, &e);
    assert_near(e.residual_bpm, 0, 3);
    assert_true(e.sd_bpm < 7);
  }
  hl_facts f = run_at(61, 122, 12);
  double drift = hl_predict_bpm(p, &f, 40, 12) - hl_predict_bpm(p, &f, 20, 12);
  assert_near(drift, 2, 0.7);
  hl_predict_free(p);
}

static void a_costly_run_stands_out_and_teaches_little(void **state) {
  (void)state;
  hl_predict *p = taught(60);
  hl_facts odd = run_at(60, 120, 11), next = run_at(61, 122, 11);
  hl_expected e;
  for (int r = 0; r < odd.row_n; r++)
    odd.row[r].heart_rate_bpm += 30;
  hl_predict_look(p, &odd, &e);
  assert_true(e.z > 3);
  hl_predict_learn(p, &odd);
  hl_predict_look(p, &next, &e);
  assert_near(e.residual_bpm, 0, 5);
  hl_predict_free(p);
}

static double width(const hl_predict *p, hl_facts f) {
  hl_expected e;
  hl_predict_look(p, &f, &e);
  return e.sd_bpm;
}

static void lay_off_and_new_device_widen(void **state) {
  (void)state;
  hl_predict *p = taught(60);
  hl_facts soon = run_at(60, 119, 11), late = run_at(60, 165, 11);
  hl_facts other = soon;
  other.device = 7;
  assert_true(width(p, late) > width(p, soon) + 0.1);
  assert_true(width(p, other) > width(p, soon) + 0.5);
  hl_predict_free(p);
}

static void unusable_runs_teach_nothing(void **state) {
  (void)state;
  hl_predict *p = taught(30);
  hl_facts f = run_at(30, 60, 11);
  double before = hl_predict_bpm(p, &f, 20, 11);
  f.reason = HL_REASON_NOT_STEADY;
  hl_predict_learn(p, &f);
  assert_near(hl_predict_bpm(p, &f, 20, 11), before, 0);
  f.row_n = 0;
  hl_expected e;
  hl_predict_look(p, &f, &e);
  assert_false(e.has);
  hl_predict_free(p);
}

HL_TEST_MAIN(cmocka_unit_test(first_run_is_predicted_widely),
             cmocka_unit_test(learns_the_runners_own_law),
             cmocka_unit_test(a_costly_run_stands_out_and_teaches_little),
             cmocka_unit_test(lay_off_and_new_device_widen),
             cmocka_unit_test(unusable_runs_teach_nothing))
