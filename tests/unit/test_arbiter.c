/* SPDX-License-Identifier: MIT
**
** The arbiter against recorded runs of the prototype's Decider, and what the
** prototype does not have: reports, coach rules, explanations, budgets.
*/
#include "hl_test.h"

#include <math.h>

#include "rules/arbiter.h"

#include "decider_cases.h"

enum {
  STOCK = HL_PATTERN_COUNT
};

/* The generator of tests/rules/record_decider.py. */
static double unit(uint32_t *state) {
  *state = 1664525u * *state + 1013904223u;
  return (double)(*state >> 16) / 65536.0;
}

/* What the prototype's Decider was recorded with (method.md A2.8). */
static double recorded_threshold(size_t pattern, double budget) {
  static const double at2[] = {1.30, 1.94, 2.72, 2.69, 1.76};
  static const double at5[] = {1.05, 1.06, 2.12, 1.70, 0.95};
  return budget < 5 ? at2[pattern] : at5[pattern];
}

/* One stock proposal per pattern, as the stock rules make them. */
static void propose(hl_proposal *list, const double *score, double budget) {
  memset(list, 0, STOCK * sizeof *list);
  for (size_t i = 0; i < STOCK; i++) {
    list[i].pattern = (hl_pattern)i;
    list[i].is_stock = true;
    list[i].looked = !isnan(score[i]);
    list[i].score = score[i];
    list[i].threshold = recorded_threshold(i, budget);
    list[i].found = score[i] > list[i].threshold;
  }
}

static char said(const hl_proposal *list) {
  char letter = '.';
  for (size_t i = 0; i < STOCK; i++)
    if (list[i].stands) letter = "smedw"[i];
  return letter;
}

static void reproduces_the_prototype(void **state) {
  (void)state;
  size_t n = sizeof decider_cases / sizeof decider_cases[0];
  for (size_t k = 0; k < n; k++) {
    uint32_t seed = decider_cases[k].seed;
    hl_arbiter arbiter;
    hl_arbiter_init(&arbiter, decider_cases[k].budget);
    char got[512] = "";
    size_t runs = strlen(decider_cases[k].said);
    for (size_t run = 0; run < runs; run++) {
      double score[STOCK];
      for (size_t i = 0; i < STOCK; i++) {
        bool missing = unit(&seed) < 0.125;
        double value = unit(&seed) * (4 + decider_cases[k].heat) - 2;
        score[i] = missing ? NAN : value;
      }
      hl_proposal list[STOCK];
      propose(list, score, decider_cases[k].budget);
      hl_arbiter_decide(&arbiter, 1 + (int64_t)run, true, list, STOCK);
      got[run] = said(list);
    }
    assert_string_equal(got, decider_cases[k].said);
  }
}

static const double none[STOCK] = {-1, -1, -1, -1, -1};

static void decide(hl_arbiter *a, hl_proposal *list, size_t n) {
  hl_arbiter_decide(a, 1000, true, list, n);
}

static void start_and_midway_together_are_a_sensor_dip(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  hl_proposal list[STOCK];
  propose(list, (double[]){3, 3, -1, -1, -1}, 2);
  decide(&a, list, STOCK);
  assert_int_equal(list[HL_START].loss, HL_LOSS_DIP);
  assert_int_equal(list[HL_MIDWAY].loss, HL_LOSS_DIP);
  assert_int_equal(said(list), '.');
}

static void an_episode_speaks_once_and_closes_after_two_quiet(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 5);
  hl_proposal list[STOCK];
  propose(list, (double[]){-1, -1, -1, 4, -1}, 5);
  hl_arbiter_decide(&a, 10, true, list, STOCK);
  assert_true(list[HL_MULTI_DAY].stands);
  assert_int_equal(list[HL_MULTI_DAY].episode_ms, 10);

  propose(list, (double[]){-1, -1, 4, 4, -1}, 5);
  hl_arbiter_decide(&a, 20, true, list, STOCK);
  assert_int_equal(list[HL_MULTI_DAY].loss, HL_LOSS_EPISODE);
  assert_int_equal(list[HL_MULTI_DAY].episode_ms, 10);
  assert_int_equal(list[HL_ENTIRE].loss, HL_LOSS_EPISODE);
  assert_int_equal(list[HL_ENTIRE].by, HL_MULTI_DAY);

  for (int i = 0; i < 2; i++) {
    propose(list, none, 5);
    hl_arbiter_decide(&a, 30 + i, true, list, STOCK);
    assert_int_equal(list[HL_MULTI_DAY].episode_ms, i ? 0 : 10);
  }
  propose(list, (double[]){-1, -1, -1, 4, -1}, 5);
  hl_arbiter_decide(&a, 40, true, list, STOCK);
  assert_int_equal(list[HL_MULTI_DAY].episode_ms, 40);
}

/* A rule on several days with this score, then what the runner reported. */
static void decide_beside(hl_arbiter *a, int64_t day, double score,
                          hl_pattern reported, hl_proposal list[2]) {
  list[0] = (hl_proposal){.pattern = HL_MULTI_DAY,
                          .is_stock = true,
                          .looked = true,
                          .found = score > 2,
                          .score = score,
                          .threshold = 2,
                          .change_bpm = 7.00049};
  list[1] = (hl_proposal){.pattern = reported,
                          .is_stock = true,
                          .looked = reported != HL_NO_PATTERN,
                          .found = reported != HL_NO_PATTERN,
                          .solicited = true,
                          .score = NAN};
  hl_arbiter_decide(a, day * 86400000, true, list, 2);
}

static void an_episode_opens_beside_a_report(void **state) {
  (void)state;
  hl_arbiter a;
  hl_proposal list[2];
  hl_arbiter_init(&a, 2);
  decide_beside(&a, 1, 4, HL_START, list);
  assert_true(list[0].stands && list[1].stands);
  assert_int_equal(list[0].episode_ms, 86400000);
  /* What the runner reported of several days speaks for the data, too. */
  hl_arbiter_init(&a, 2);
  decide_beside(&a, 1, 4, HL_WORSENING, list);
  assert_false(list[0].stands);
  assert_true(list[1].stands);
  assert_int_equal(list[0].loss, HL_LOSS_OTHER);
  assert_int_equal(list[0].episode_ms, 86400000);
  decide_beside(&a, 3, 4, HL_NO_PATTERN, list);
  assert_int_equal(list[0].loss, HL_LOSS_EPISODE);
}

static void an_open_episode_is_followed_up(void **state) {
  (void)state;
  hl_arbiter a;
  hl_proposal list[2];
  hl_arbiter_init(&a, 0.1);
  decide_beside(&a, 1, 4, HL_NO_PATTERN, list);
  const hl_episode *e = hl_arbiter_episode(&a, 0, 8 * 86400000);
  assert_true(e && e->runs == 1 && e->told_days == 0);
  assert_true(fabs(e->change_bpm - 7) < 1e-9);
  for (int quiet = 0; quiet < 2; quiet++) {
    list[0] = (hl_proposal){.pattern = HL_MULTI_DAY,
                            .is_stock = true,
                            .looked = true,
                            .found = true,
                            .follows_up = true,
                            .score = 0.1,
                            .threshold = 2};
    hl_arbiter_decide(&a, (8 + quiet) * 86400000, true, list, 1);
    assert_true(list[0].stands); /* over the budget, and no alarm */
    assert_int_equal(list[0].episode_ms, 86400000);
  }
  assert_int_equal(a.governor[1].count, 1);
  assert_int_equal(a.episode[0].told_days, 8);
  assert_null(hl_arbiter_episode(&a, 0, 9 * 86400000)); /* that ended it */
  hl_arbiter_decide(&a, 10 * 86400000, true, list, 1);
  assert_false(list[0].stands);
}

static void an_episode_lapses(void **state) {
  (void)state;
  hl_arbiter a;
  hl_proposal list[2];
  hl_arbiter_init(&a, 5);
  decide_beside(&a, 1, 4, HL_NO_PATTERN, list);
  assert_non_null(hl_arbiter_episode(&a, 0, INT64_C(86400000) * 29));
  assert_null(hl_arbiter_episode(&a, 0, INT64_C(86400000) * 30));
  decide_beside(&a, 30, 4, HL_NO_PATTERN, list);
  assert_true(list[0].stands);
  assert_true(list[0].episode_ms == INT64_C(86400000) * 30);
}

static void the_governor_raises_the_bar_above_the_budget(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  hl_proposal list[STOCK];
  /* 1.7 passes 1.30 and 1.30 + 0.3, but not 1.30 + 0.6. */
  char got[8] = "";
  for (int run = 0; run < 6; run++) {
    propose(list, (double[]){1.7, -1, -1, -1, -1}, 2);
    decide(&a, list, STOCK);
    got[run] = said(list);
  }
  assert_string_equal(got, "ssss..");
  assert_int_equal(list[HL_START].loss, HL_LOSS_BUDGET);
}

static void the_budget_comes_back_after_a_hundred_runs(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  hl_proposal list[STOCK];
  for (int run = 0; run < 5; run++) {
    propose(list, (double[]){1.7, -1, -1, -1, -1}, 2);
    decide(&a, list, STOCK);
  }
  assert_int_equal(said(list), '.');
  for (int run = 0; run < HL_GOVERNOR_RUNS; run++) {
    propose(list, none, 2);
    decide(&a, list, STOCK);
  }
  propose(list, (double[]){1.7, -1, -1, -1, -1}, 2);
  decide(&a, list, STOCK);
  assert_int_equal(said(list), 's');
}

static void runs_that_were_not_judged_do_not_count(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  hl_proposal list[STOCK];
  for (int run = 0; run < 300; run++) {
    propose(list, none, 2);
    hl_arbiter_decide(&a, run, false, list, STOCK);
  }
  assert_int_equal(a.governor[1].at, 0);
}

/* A sixth proposal beside the five stock ones. */
static hl_proposal other(bool is_stock, hl_pattern pattern, double score) {
  return (hl_proposal){.pattern = pattern,
                       .is_stock = is_stock,
                       .looked = true,
                       .found = true,
                       .score = score,
                       .threshold = 1};
}

static void a_report_leads_and_is_not_governed(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  hl_proposal list[STOCK + 1];
  for (int run = 0; run < 20; run++) {
    propose(list, (double[]){9, -1, -1, -1, -1}, 2);
    list[STOCK] = other(true, HL_MIDWAY, NAN);
    list[STOCK].solicited = true;
    decide(&a, list, STOCK + 1);
    assert_true(list[STOCK].stands);
    assert_int_equal(list[HL_START].loss, HL_LOSS_OTHER);
    assert_int_equal(list[HL_START].by, STOCK);
  }
  assert_int_equal(a.governor[1].count, 0);
}

static void a_coach_rule_changes_no_stock_verdict(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  hl_proposal list[STOCK + 1];
  propose(list, (double[]){1.5, -1, -1, -1, -1}, 2);
  list[STOCK] = other(false, HL_MIDWAY, 9);
  decide(&a, list, STOCK + 1);
  assert_true(list[HL_START].stands);
  assert_true(list[STOCK].stands);
  assert_int_equal(a.governor[0].count, 1);
  assert_int_equal(a.governor[1].count, 1);
}

static void what_is_explained_does_not_stand_or_count(void **state) {
  (void)state;
  static const size_t target[] = {HL_ENTIRE};
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  hl_proposal list[STOCK + 1];
  propose(list, (double[]){-1, -1, 9, -1, -1}, 2);
  list[STOCK] = other(false, HL_NO_PATTERN, NAN);
  list[STOCK].explains = target;
  list[STOCK].explains_n = 1;
  decide(&a, list, STOCK + 1);
  assert_int_equal(list[HL_ENTIRE].loss, HL_LOSS_EXPLAINED);
  assert_int_equal(list[HL_ENTIRE].by, STOCK);
  assert_true(list[STOCK].stands);
  assert_int_equal(a.governor[1].count, 0);
}

static void an_explanation_that_is_explained_explains_nothing(void **state) {
  (void)state;
  static const size_t target[] = {HL_ENTIRE}, heat[] = {STOCK};
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  hl_proposal list[STOCK + 2];
  propose(list, (double[]){-1, -1, 9, -1, -1}, 2);
  list[STOCK] = other(false, HL_NO_PATTERN, NAN);
  list[STOCK].explains = target;
  list[STOCK].explains_n = 1;
  list[STOCK + 1] = other(false, HL_NO_PATTERN, NAN);
  list[STOCK + 1].explains = heat;
  list[STOCK + 1].explains_n = 1;
  decide(&a, list, STOCK + 2);
  assert_true(list[HL_ENTIRE].stands);
  assert_int_equal(list[STOCK].loss, HL_LOSS_EXPLAINED);
}

static void an_unrated_alarm_is_governed_too(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  int stood = 0;
  for (int run = 0; run < 90; run++) {
    hl_proposal p = other(false, HL_NO_PATTERN, NAN);
    decide(&a, &p, 1);
    stood += p.stands;
  }
  assert_int_equal(stood, 3);
}

static void an_episode_without_score_closes_when_clear_twice(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 5);
  hl_proposal p = other(false, HL_MULTI_DAY, NAN);
  hl_arbiter_decide(&a, 7, true, &p, 1);
  assert_int_equal(p.episode_ms, 7);
  p.found = false;
  for (int i = 0; i < 3; i++) { /* abstained: neither quiet nor not */
    p.looked = false;
    hl_arbiter_decide(&a, 8, true, &p, 1);
    assert_int_equal(p.episode_ms, 7);
  }
  p.looked = true;
  hl_arbiter_decide(&a, 9, true, &p, 1);
  assert_int_equal(p.episode_ms, 7);
  hl_arbiter_decide(&a, 10, true, &p, 1);
  assert_int_equal(p.episode_ms, 0);
}

static void heavy_reports_keep_their_episode_open(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  for (int64_t day = 1; day <= 4; day++) {
    hl_proposal p = other(true, HL_MULTI_DAY, -1); /* the data show nothing */
    p.solicited = true;
    hl_arbiter_decide(&a, day * 86400000, true, &p, 1);
    assert_true(p.stands);
    assert_int_equal(p.episode_ms, 86400000);
  }
}

static void a_copy_of_the_arbiter_is_its_state(void **state) {
  (void)state;
  hl_arbiter a;
  hl_arbiter_init(&a, 2);
  hl_proposal list[STOCK];
  for (int run = 0; run < 4; run++) {
    propose(list, (double[]){1.7, -1, -1, -1, -1}, 2);
    decide(&a, list, STOCK);
  }
  hl_arbiter saved = a;
  for (int round = 0; round < 2; round++) {
    propose(list, (double[]){1.7, -1, -1, -1, -1}, 2);
    decide(&saved, list, STOCK);
    assert_int_equal(said(list), '.');
    saved = a;
  }
}

/* As measured for the engine's own scores (tests/measure). */
static void thresholds_lie_between_the_budgets(void **state) {
  (void)state;
  assert_true(hl_threshold(HL_START, 2) == 1.40);
  assert_true(hl_threshold(HL_WORSENING, 5) == 0.70);
  assert_true(hl_threshold(HL_ENTIRE, 1) == hl_threshold(HL_ENTIRE, 2));
  assert_true(hl_threshold(HL_MULTI_DAY, 9) == hl_threshold(HL_MULTI_DAY, 5));
  assert_true(fabs(hl_threshold(HL_MIDWAY, 3.5) - 1.50) < 1e-12);
  assert_true(isinf(hl_threshold(HL_NO_PATTERN, 2)));
}

/* ---- as bytes ------------------------------------------------------------ */

/* Packed and unpacked at every step, it decides as if nothing had happened. */
static void goes_on_from_bytes(void **state) {
  (void)state;
  hl_arbiter kept, again;
  unsigned char bytes[HL_ARBITER_BYTES];
  hl_arbiter_init(&kept, 2);
  for (int run = 0; run < 400; run++) {
    hl_proposal a[2], b[2];
    for (int i = 0; i < 2; i++) {
      bool found = (run * 7 + i * 3) % 11 < 2;
      a[i] = (hl_proposal){.pattern = i ? HL_WORSENING : HL_START,
                           .is_stock = true,
                           .looked = true,
                           .found = found,
                           .score = found ? 4 + run % 3 : (run % 5) * 0.2,
                           .threshold = 1};
      b[i] = a[i];
    }
    size_t length = hl_arbiter_pack(&kept, bytes);
    hl_arbiter_init(&again, 2);
    assert_true(hl_arbiter_unpack(&again, bytes, length, 2));
    hl_arbiter_decide(&kept, run, true, a, 2);
    hl_arbiter_decide(&again, run, true, b, 2);
    for (int i = 0; i < 2; i++) {
      assert_int_equal(a[i].stands, b[i].stands);
      assert_int_equal(a[i].loss, b[i].loss);
      assert_int_equal(a[i].episode_ms, b[i].episode_ms);
    }
  }
}

static void refuses_other_bytes(void **state) {
  (void)state;
  hl_arbiter arbiter, before;
  unsigned char bytes[HL_ARBITER_BYTES];
  hl_arbiter_init(&arbiter, 2);
  arbiter.episode[3].open = true;
  arbiter.episode[3].since_ms = 77;
  arbiter.episode[3].runs = 4;
  arbiter.episode[3].told_days = 14;
  arbiter.episode[3].looked_ms = 99;
  arbiter.episode[3].change_bpm = -6.125;
  size_t length = hl_arbiter_pack(&arbiter, bytes);
  before = arbiter;
  assert_false(hl_arbiter_unpack(&arbiter, NULL, 0, 9));
  for (size_t n = 0; n < length; n++)
    assert_false(hl_arbiter_unpack(&arbiter, bytes, n, 9));
  assert_false(hl_arbiter_unpack(&arbiter, bytes, length, 3)); /* fewer rules */
  size_t places[] = {0, 1, length - 26, length - 25}; /* version ... quiet */
  for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
    unsigned char was = bytes[places[i]];
    bytes[places[i]] = 200;
    assert_false(hl_arbiter_unpack(&arbiter, bytes, length, 9));
    bytes[places[i]] = was;
  }
  assert_memory_equal(&arbiter, &before, sizeof before);
  hl_arbiter_init(&arbiter, 2);
  assert_true(hl_arbiter_unpack(&arbiter, bytes, length, 9));
  assert_memory_equal(&arbiter, &before, sizeof before);
}

HL_TEST_MAIN(
    cmocka_unit_test(reproduces_the_prototype),
    cmocka_unit_test(start_and_midway_together_are_a_sensor_dip),
    cmocka_unit_test(an_episode_speaks_once_and_closes_after_two_quiet),
    cmocka_unit_test(an_episode_opens_beside_a_report),
    cmocka_unit_test(an_open_episode_is_followed_up),
    cmocka_unit_test(an_episode_lapses),
    cmocka_unit_test(the_governor_raises_the_bar_above_the_budget),
    cmocka_unit_test(the_budget_comes_back_after_a_hundred_runs),
    cmocka_unit_test(runs_that_were_not_judged_do_not_count),
    cmocka_unit_test(a_report_leads_and_is_not_governed),
    cmocka_unit_test(a_coach_rule_changes_no_stock_verdict),
    cmocka_unit_test(what_is_explained_does_not_stand_or_count),
    cmocka_unit_test(an_explanation_that_is_explained_explains_nothing),
    cmocka_unit_test(an_unrated_alarm_is_governed_too),
    cmocka_unit_test(an_episode_without_score_closes_when_clear_twice),
    cmocka_unit_test(heavy_reports_keep_their_episode_open),
    cmocka_unit_test(a_copy_of_the_arbiter_is_its_state),
    cmocka_unit_test(thresholds_lie_between_the_budgets),
    cmocka_unit_test(goes_on_from_bytes), cmocka_unit_test(refuses_other_bytes))
