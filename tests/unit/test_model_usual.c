/* SPDX-License-Identifier: MIT
**
** What is usual for a runner: the band minute by minute, and the effort of a
** whole run beside it.
*/
#include "near.h"

#include "made_athlete.h"
#include "model/usual.h"

static const athlete who = {7, 30, 9, 11};

static void facts_and_epochs(int k, double extra_bpm, hl_arena *arena,
                             hl_facts *facts, hl_epochs *epochs) {
  hl_arena scratch = {0};
  hl_activity a =
      athlete_run(&who, k, 1700000000000 + (int64_t)k * 86400000, extra_bpm);
  assert_int_equal(hl_epochs_build(&a, arena, &scratch, epochs, NULL), HL_OK);
  assert_int_equal(hl_facts_from_epochs(epochs, &scratch, facts, NULL), HL_OK);
  hl_arena_free(&scratch);
  hl_activity_free(&a);
}

static hl_usual *taught(int runs) {
  hl_usual *usual = hl_usual_new();
  hl_arena arena = {0};
  assert_non_null(usual);
  for (int k = 0; k < runs; k++) {
    hl_facts facts;
    hl_epochs epochs;
    facts_and_epochs(k, 0, &arena, &facts, &epochs);
    hl_usual_learn(usual, &facts);
  }
  hl_arena_free(&arena);
  return usual;
}

static void no_band_without_twenty_runs(void **state) {
  (void)state;
  hl_band band;
  hl_usual *usual = taught(19);
  hl_usual_at(usual, 20, 11, &band);
  assert_int_equal(band.n, 19);
  assert_true(isnan(band.low_bpm) && isnan(band.usual_bpm));
  hl_usual_free(usual);
  usual = taught(20);
  hl_usual_at(usual, 20, 11, &band);
  assert_int_equal(band.n, 20);
  assert_true(band.low_bpm < band.usual_bpm && band.usual_bpm < band.high_bpm);
  hl_usual_free(usual);
}

static void the_band_follows_the_pace(void **state) {
  (void)state;
  hl_usual *usual = taught(40);
  hl_band slow, fast;
  hl_usual_at(usual, 20, 10, &slow);
  hl_usual_at(usual, 20, 12, &fast);
  assert_near(fast.usual_bpm - slow.usual_bpm, 16, 1e-3);
  assert_near(slow.usual_bpm, 30 + 9 * 10, 8);
  hl_usual_free(usual);
}

/* Nobody ran for three hours, so nobody can say what is usual there. */
static void no_band_where_nobody_ran(void **state) {
  (void)state;
  hl_usual *usual = taught(40);
  hl_band band;
  hl_usual_at(usual, 180, 11, &band);
  assert_int_equal(band.n, 0);
  assert_true(isnan(band.high_bpm));
  hl_usual_free(usual);
}

/* Share of the points with a band whose heart rate lies above it. */
static double share_above(const hl_usual *usual, double extra_bpm) {
  hl_arena arena = {0};
  hl_facts facts;
  hl_epochs epochs;
  hl_trace_point point[100];
  facts_and_epochs(50, extra_bpm, &arena, &facts, &epochs);
  size_t n = hl_usual_trace(usual, &epochs, 100, point), with = 0, above = 0;
  assert_in_range(n, 50, 100);
  for (size_t i = 0; i < n; i++) {
    assert_true(i == 0 || point[i].moving_min > point[i - 1].moving_min);
    if (!isfinite(point[i].band.high_bpm)) continue;
    with++;
    above += point[i].bpm > point[i].band.high_bpm;
  }
  assert_true(with > n * 8 / 10);
  hl_arena_free(&arena);
  return (double)above / (double)with;
}

static void an_ordinary_run_lies_within_its_band(void **state) {
  (void)state;
  hl_usual *usual = taught(45);
  assert_true(share_above(usual, 0) < 0.4);
  assert_true(share_above(usual, 15) > 0.9);
  hl_usual_free(usual);
}

static void effort_is_the_residual_of_the_whole_run(void **state) {
  (void)state;
  hl_scores scores = {0};
  hl_effort effort;
  scores.of[HL_ENTIRE] =
      (hl_score){.n = 44, .residual_bpm = 6.5, .scale_bpm = 5};
  hl_effort_of(&scores, &effort);
  assert_int_equal(effort.n, 44);
  assert_near(effort.bpm, 6.5, 1e-9);
  assert_near(effort.range_bpm, 6.408, 1e-9);
  scores.of[HL_ENTIRE].reason = HL_REASON_FASTER;
  hl_effort_of(&scores, &effort);
  assert_int_equal(effort.reason, HL_REASON_FASTER);
  assert_true(isnan(effort.bpm) && isnan(effort.range_bpm));
}

HL_TEST_MAIN(cmocka_unit_test(no_band_without_twenty_runs),
             cmocka_unit_test(the_band_follows_the_pace),
             cmocka_unit_test(no_band_where_nobody_ran),
             cmocka_unit_test(an_ordinary_run_lies_within_its_band),
             cmocka_unit_test(effort_is_the_residual_of_the_whole_run))
