/* SPDX-License-Identifier: MIT
**
** Windows that rules ask for: the value of this run, the same window in the
** past, and typed refusals.
*/
#include "near.h"

#include "made_run.h"
#include "model/window.h"

enum {
  PAST = 70,
  DAY_MS = 86400000
};

/* Seventy steady runs a day apart, and one to ask about. */
typedef struct fixture {
  hl_arena arena;
  hl_epochs epochs[PAST + 1];
  hl_facts facts[PAST + 1];
  size_t n;
  int fetched;
  hl_windows *windows;
} fixture;

static const hl_facts *facts_of(void *ctx, size_t i) {
  return &((fixture *)ctx)->facts[i];
}

static const hl_epochs *epochs_of(void *ctx, size_t i) {
  fixture *f = ctx;
  f->fetched++;
  return &f->epochs[i];
}

static void build(fixture *f, size_t i, hl_activity *a) {
  hl_error err = {0};
  assert_int_equal(
      hl_epochs_build(a, &f->arena, &f->arena, &f->epochs[i], &err), HL_OK);
  assert_int_equal(
      hl_facts_from_epochs(&f->epochs[i], &f->arena, &f->facts[i], &err),
      HL_OK);
  hl_arena_free(&a->arena);
}

static hl_activity run_of_day(size_t i) {
  return made_run_at(2700, (unsigned)i, 1700000000000 + (int64_t)i * DAY_MS);
}

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  if (!f) return 1;
  f->n = PAST;
  for (size_t i = 0; i <= PAST; i++) {
    hl_activity a = run_of_day(i);
    build(f, i, &a);
  }
  f->windows = hl_windows_new();
  *state = f;
  return f->windows == NULL;
}

static int tear_down(void **state) {
  fixture *f = *state;
  hl_windows_free(f->windows);
  hl_arena_free(&f->arena);
  free(f);
  return 0;
}

static hl_status ask_of(fixture *f, size_t run, hl_question q, hl_answer *a) {
  hl_window_case c = {&f->facts[run], &f->epochs[run], f->n, f,
                      facts_of,       epochs_of};
  hl_error err = {0};
  return hl_windows_ask(f->windows, &q, &c, a, &err);
}

static hl_answer ask(fixture *f, hl_question q) {
  hl_answer a;
  assert_int_equal(ask_of(f, PAST, q, &a), HL_OK);
  return a;
}

static void ordinary_run_lies_among_its_past(void **state) {
  hl_answer a = ask(*state, hl_question_contrast(3, 12, 15, 40));
  assert_int_equal(a.reason, HL_REASON_NONE);
  assert_int_equal(a.n, 60);
  assert_true(fabs(a.z) < 3);
  assert_near(a.value - a.usual, a.residual, 1e-3);
  assert_near(a.z, a.residual / a.scale, 1e-3);
  assert_int_equal(a.quality, HL_QUALITY_GOOD);
  assert_near(a.detectable, 2.33 * a.scale, 1e-3);
}

static void heavier_start_stands_out(void **state) {
  fixture *f = *state;
  hl_activity a = run_of_day(PAST);
  for (size_t i = 0; i < 720; i++)
    a.channel[HL_HEART_RATE][i] += 12;
  build(f, PAST, &a);
  hl_answer found = ask(f, hl_question_contrast(3, 12, 15, 40));
  assert_true(found.z > 2.33);
  assert_true(found.llr > 1);
  assert_near(found.rarity_high, 1 / 61.0, 1e-6);
  assert_near(found.rarity_low, 1, 1e-6);
}

static void edges_follow_the_length_of_the_run(void **state) {
  hl_question q = hl_question_cost(0, 0);
  q.to = (hl_edge){1, -10};
  q.from = (hl_edge){0.5, 0};
  hl_answer a = ask(*state, q);
  assert_int_equal(a.reason, HL_REASON_NONE);
  assert_near(a.from_min, 22.46, 0.01);
  assert_near(a.to_min, 34.92, 0.01);
}

static void past_is_fetched_once(void **state) {
  fixture *f = *state;
  ask(f, hl_question_cost(6, 40));
  assert_int_equal(f->fetched, 60);
  ask(f, hl_question_cost(6, 40));
  ask(f, hl_question_mean(HL_COL_CADENCE_SPM, 6, 40));
  assert_int_equal(f->fetched, 60);
}

/* Remembering must not change an answer. */
static void memory_changes_no_answer(void **state) {
  fixture *f = *state;
  hl_question q = hl_question_contrast(5, 15, 20, 40);
  for (size_t run = 30; run <= PAST; run++) {
    hl_answer warm, cold;
    f->n = run;
    assert_int_equal(ask_of(f, run, q, &warm), HL_OK);
    hl_windows *kept = f->windows;
    f->windows = hl_windows_new();
    assert_int_equal(ask_of(f, run, q, &cold), HL_OK);
    hl_windows_free(f->windows);
    f->windows = kept;
    assert_near(warm.z, cold.z, 0);
    assert_near(warm.rarity_high, cold.rarity_high, 0);
    assert_int_equal(warm.n, cold.n);
  }
}

static void later_runs_are_never_looked_at(void **state) {
  fixture *f = *state;
  hl_answer a;
  assert_int_equal(ask_of(f, 30, hl_question_cost(6, 40), &a), HL_OK);
  assert_int_equal(a.n, 30);
}

static void few_past_values_abstain(void **state) {
  fixture *f = *state;
  f->n = 12;
  hl_answer a = ask(f, hl_question_cost(6, 40));
  assert_int_equal(a.reason, HL_REASON_HISTORY);
  assert_int_equal(a.n, 12);
  assert_int_equal(a.needed, 20);
  assert_true(isfinite(a.value));
  assert_true(isnan(a.z));
}

static void runs_that_are_not_usable_do_not_count(void **state) {
  fixture *f = *state;
  for (size_t i = 0; i < PAST; i += 2)
    f->facts[i].reason = HL_REASON_NOT_STEADY;
  assert_int_equal(ask(f, hl_question_cost(6, 40)).n, 35);
}

static void window_outside_the_run_abstains(void **state) {
  hl_answer a = ask(*state, hl_question_cost(60, 90));
  assert_int_equal(a.reason, HL_REASON_WINDOW);
  assert_int_equal(a.quality, HL_QUALITY_NONE);
  a = ask(*state, hl_question_cost(30, 20));
  assert_int_equal(a.reason, HL_REASON_WINDOW);
}

static void without_heart_rate_pace_can_still_be_asked(void **state) {
  fixture *f = *state;
  hl_activity a = run_of_day(PAST);
  a.channel[HL_HEART_RATE] = NULL;
  build(f, PAST, &a);
  assert_int_equal(ask(f, hl_question_cost(6, 40)).reason,
                   HL_REASON_NO_HEART_RATE);
  hl_answer pace = ask(f, hl_question_mean(HL_COL_SPEED_MPS, 6, 40));
  assert_int_equal(pace.reason, HL_REASON_NONE);
  assert_near(pace.value, 3, 0.02);
}

static void slope_sees_a_drift(void **state) {
  fixture *f = *state;
  hl_activity a = run_of_day(PAST);
  hl_question q = hl_question_cost(10, 45);
  q.measure = HL_MEASURE_SLOPE;
  hl_answer plain = ask(f, q);
  for (size_t i = 0; i < a.n; i++)
    a.channel[HL_HEART_RATE][i] += (float)i / 600 * 4;
  build(f, PAST, &a);
  hl_answer drift = ask(f, q);
  assert_near(drift.value - plain.value, 4, 0.05);
  assert_true(drift.z > plain.z);
}

static void onset_finds_the_minute(void **state) {
  fixture *f = *state;
  hl_activity a = run_of_day(PAST);
  for (size_t i = 1500; i < a.n; i++)
    a.channel[HL_HEART_RATE][i] += 10;
  build(f, PAST, &a);
  hl_question q = hl_question_cost(6, 45);
  q.measure = HL_MEASURE_ONSET;
  hl_answer step = ask(f, q);
  assert_int_equal(step.reason, HL_REASON_NONE);
  assert_near(step.at_min, 25, 1.5);
  assert_near(step.value, 10, 3);
  assert_true(step.z > 2);
}

static void share_counts_minutes(void **state) {
  hl_question q = hl_question_mean(HL_COL_HEART_RATE_BPM, 10, 45);
  q.measure = HL_MEASURE_SHARE;
  q.low = 0;
  q.high = 250;
  assert_near(ask(*state, q).value, 1, 0);
  q.high = 100;
  assert_near(ask(*state, q).value, 0, 0);
}

static void impossible_questions_are_refused(void **state) {
  hl_answer a;
  hl_question q = hl_question_cost(0, (double)NAN);
  assert_int_equal(ask_of(*state, PAST, q, &a), HL_E_USAGE);
  q = hl_question_mean(HL_COLUMN_COUNT, 0, 10);
  assert_int_equal(ask_of(*state, PAST, q, &a), HL_E_USAGE);
  q = hl_question_mean(HL_COL_GRADE, 0, 10);
  q.measure = HL_MEASURE_SHARE;
  assert_int_equal(ask_of(*state, PAST, q, &a), HL_E_USAGE);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

HL_TEST_MAIN(FRESH(ordinary_run_lies_among_its_past),
             FRESH(heavier_start_stands_out),
             FRESH(edges_follow_the_length_of_the_run),
             FRESH(past_is_fetched_once), FRESH(memory_changes_no_answer),
             FRESH(later_runs_are_never_looked_at),
             FRESH(few_past_values_abstain),
             FRESH(runs_that_are_not_usable_do_not_count),
             FRESH(window_outside_the_run_abstains),
             FRESH(without_heart_rate_pace_can_still_be_asked),
             FRESH(slope_sees_a_drift), FRESH(onset_finds_the_minute),
             FRESH(share_counts_minutes),
             FRESH(impossible_questions_are_refused))
