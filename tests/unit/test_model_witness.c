/* SPDX-License-Identifier: MIT
**
** Other witnesses: values at matched speed, ratings against own ratings, and
** heart and feeling read together.
*/
#include "near.h"

#include "made_facts.h"
#include "made_noise.h"
#include "model/witness.h"

typedef struct outing {
  hl_facts facts;
  hl_report report;
} outing;

/* A runner whose cadence rises 3 steps per km/h and who rates 4 or so. */
static outing outing_of(noise *n, int k) {
  outing o = {.facts = made_facts(k, 2 * k)};
  double kmh = 11 + normal(n);
  o.facts.mean_speed_mps = o.facts.mean_gas_mps = kmh / 3.6;
  o.facts.cadence_spm = 172 + 3 * (kmh - 11) + normal(n);
  o.facts.step_length_m = kmh / 3.6 * 60 / o.facts.cadence_spm;
  o.facts.moving_min = 50 + 8 * normal(n);
  o.report.rpe = (int)round(4 + 0.8 * (kmh - 11) + 0.5 * normal(n));
  o.report.legs = uniform(n) < 0.7 ? 2 : 3;
  return o;
}

static hl_witness *taught(noise *n, int runs) {
  hl_witness *w = hl_witness_new();
  assert_non_null(w);
  for (int k = 0; k < runs; k++) {
    outing o = outing_of(n, k);
    hl_witness_learn(w, &o.facts, &o.report, 0);
  }
  return w;
}

/* The same, the heart wandering as it does from run to run. */
static hl_witness *taught_with_heart(noise *n, int runs) {
  hl_witness *w = hl_witness_new();
  assert_non_null(w);
  for (int k = 0; k < runs; k++) {
    outing o = outing_of(n, k);
    hl_witness_learn(w, &o.facts, &o.report, normal(n));
  }
  return w;
}

static hl_testimony ask(const hl_witness *w, const outing *o, double heart) {
  hl_testimony t;
  hl_witness_look(w, &o->facts, &o->report, heart, &t);
  return t;
}

static void cadence_is_matched_to_speed(void **state) {
  (void)state;
  noise n = {1, 0};
  hl_witness *w = taught(&n, 60);
  outing o = outing_of(&n, 60);
  for (double kmh = 9; kmh < 14; kmh++) {
    o.facts.mean_gas_mps = kmh / 3.6;
    o.facts.cadence_spm = 172 + 3 * (kmh - 11);
    assert_near(ask(w, &o, 0).cadence.residual, 0, 1.2);
  }
  o.facts.cadence_spm -= 8;
  hl_testimony t = ask(w, &o, 0);
  assert_true(t.cadence.z < -3);
  assert_near(t.cadence.rarity_low, 1 / 61.0, 1e-6);
  assert_near(t.cadence.detectable, 2.33 * t.cadence.scale, 1e-3);
  hl_witness_free(w);
}

static void few_runs_and_few_ratings_abstain(void **state) {
  (void)state;
  noise n = {2, 0};
  hl_witness *w = taught(&n, 14);
  outing o = outing_of(&n, 14);
  hl_testimony t = ask(w, &o, 0);
  assert_int_equal(t.cadence.reason, HL_REASON_HISTORY);
  assert_int_equal(t.cadence.needed, 20);
  assert_int_equal(t.rpe.reason, HL_REASON_HISTORY);
  assert_int_equal(t.rpe.n, 14);
  assert_int_equal(t.rpe.needed, 15);
  assert_int_equal(t.joint, HL_JOINT_UNFELT);
  hl_witness_free(w);
}

static void ratings_are_held_against_own_ratings(void **state) {
  (void)state;
  noise n = {3, 0};
  hl_witness *w = taught(&n, 60);
  outing o = outing_of(&n, 60);
  o.facts.mean_gas_mps = 11 / 3.6;
  o.report.rpe = 8;
  o.report.legs = 0;
  hl_testimony t = ask(w, &o, 0);
  assert_true(t.rpe.z > 2.5);
  assert_int_equal(t.legs.reason, HL_REASON_WINDOW);
  assert_near(t.feel_z, t.rpe.z, 0);
  /* the same rating three km/h faster is no surprise */
  o.facts.mean_gas_mps = 15 / 3.6;
  assert_true(ask(w, &o, 0).rpe.z < 1.5);
  hl_witness_free(w);
}

static void heart_and_feeling_are_read_together(void **state) {
  (void)state;
  noise n = {4, 0};
  hl_witness *w = taught(&n, 60);
  outing heavy = outing_of(&n, 60), plain = heavy, silent = heavy;
  heavy.report.legs = 5;
  plain.report = (hl_report){.legs = 2};
  silent.report = (hl_report){0};
  assert_int_equal(ask(w, &heavy, 2).joint, HL_JOINT_GENERAL);
  assert_int_equal(ask(w, &heavy, 0).joint, HL_JOINT_LEGS);
  assert_int_equal(ask(w, &heavy, -2).joint, HL_JOINT_LOW_HEART);
  assert_true(ask(w, &heavy, -2).dissociation > 3);
  assert_int_equal(ask(w, &heavy, (double)NAN).joint, HL_JOINT_UNSEEN);
  assert_int_equal(ask(w, &plain, 2).joint, HL_JOINT_HEART);
  assert_int_equal(ask(w, &plain, -2).joint, HL_JOINT_EASY);
  assert_int_equal(ask(w, &plain, 0).joint, HL_JOINT_ORDINARY);
  assert_int_equal(ask(w, &silent, 2).joint, HL_JOINT_UNFELT);
  assert_int_equal(ask(w, &silent, (double)NAN).joint, HL_JOINT_NONE);
  hl_witness_free(w);
}

/* How far apart feeling and heart usually lie says whether this is rare. */
static void apart_has_a_scale_of_its_own(void **state) {
  (void)state;
  noise n = {6, 0};
  int called = 0, ratings = 0;
  for (int i = 0; i < 20; i++) {
    hl_witness *w = taught_with_heart(&n, 60);
    for (int k = 0; k < 40; k++, ratings++) {
      outing o = outing_of(&n, 60 + k);
      called += ask(w, &o, normal(&n)).is_apart;
    }
    outing heavy = outing_of(&n, 100);
    heavy.report = (hl_report){.legs = 5, .rpe = 9};
    hl_testimony t = ask(w, &heavy, -2);
    assert_int_equal(t.joint, HL_JOINT_LOW_HEART);
    assert_int_equal(t.apart.n, 45);
    assert_true(t.is_apart && t.apart.z > 2);
    assert_near(t.apart.value, t.dissociation, 0);
    assert_false(ask(w, &heavy, 3).is_apart); /* the heart says so as well */
    hl_witness_free(w);
  }
  assert_true(called * 100 <= 3 * ratings);
}

HL_TEST_MAIN(cmocka_unit_test(apart_has_a_scale_of_its_own),
             cmocka_unit_test(cadence_is_matched_to_speed),
             cmocka_unit_test(few_runs_and_few_ratings_abstain),
             cmocka_unit_test(ratings_are_held_against_own_ratings),
             cmocka_unit_test(heart_and_feeling_are_read_together))
