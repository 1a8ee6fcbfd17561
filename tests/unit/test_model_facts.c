/* SPDX-License-Identifier: MIT
**
** Facts: every reason a run is not usable has its name, and a change put into
** a run comes out in the statistic that stands for it.
*/
#include "near.h"

#include "made_run.h"
#include "model/facts.h"

static hl_facts facts_of(hl_activity *a) {
  hl_arena arena = {0};
  hl_epochs e;
  hl_facts f;
  hl_error err = {0};
  assert_int_equal(hl_epochs_build(a, &arena, &arena, &e, &err), HL_OK);
  assert_int_equal(hl_facts_from_epochs(&e, &arena, &f, &err), HL_OK);
  hl_arena_free(&arena);
  hl_arena_free(&a->arena);
  return f;
}

static void steady_hour_is_usable(void **state) {
  (void)state;
  hl_activity a = made_run(3600, 1, 1);
  hl_facts f = facts_of(&a);
  assert_string_equal(hl_reason_name(f.reason), "");
  assert_int_equal(f.quality, HL_QUALITY_GOOD);
  assert_true(f.start.has && f.midway.has && f.entire.has);
  assert_near(f.moving_min, 59.9167, 1e-3);
  assert_near(f.mean_speed_mps, 3, 0.01);
  assert_near(f.entire.speed_kmh, 10.8, 0.1);
  assert_near(f.cadence_spm, 170, 2);
  assert_near(f.step_length_m, 3 * 60 / 170.0, 0.02);
  assert_int_equal(f.row_n, 29);
}

static void heart_minutes_add_up(void **state) {
  (void)state;
  hl_activity a = made_run(3600, 1, 1);
  hl_facts f = facts_of(&a);
  double sum = 0;
  for (int i = 0; i < HL_PULSE_BINS; i++)
    sum += (double)f.pulse_min[i];
  assert_near(sum, 60, 0.01);
  assert_true(f.pulse_min[(140 - HL_PULSE_LOW_BPM) / HL_PULSE_BIN_BPM] > 10);
}

static hl_reason reason_of(hl_activity *a) {
  return facts_of(a).reason;
}

static void short_run(void **state) {
  (void)state;
  hl_activity a = made_run(14 * 60, 1, 1);
  assert_int_equal(reason_of(&a), HL_REASON_SHORT);
}

static void very_long_run(void **state) {
  (void)state;
  hl_activity a = made_run(7 * 3600, 5, 1);
  assert_int_equal(reason_of(&a), HL_REASON_LONG);
}

static void no_heart_rate(void **state) {
  (void)state;
  hl_activity a = made_run(3600, 1, 1);
  a.channel[HL_HEART_RATE] = NULL;
  hl_facts f = facts_of(&a);
  assert_int_equal(f.reason, HL_REASON_NO_HEART_RATE);
  assert_int_equal(f.quality, HL_QUALITY_NONE);
  assert_true(isnan(f.mean_bpm));
  assert_near(f.mean_speed_mps, 3, 0.01);
}

static void no_speed(void **state) {
  (void)state;
  hl_activity a = made_run(3600, 1, 1);
  a.channel[HL_DISTANCE] = a.channel[HL_SPEED] = NULL;
  assert_int_equal(reason_of(&a), HL_REASON_NO_EPOCHS);
}

static void half_the_heart_rate(void **state) {
  (void)state;
  hl_activity a = made_run(3600, 1, 1);
  for (size_t i = 1800; i < a.n; i++)
    a.channel[HL_HEART_RATE][i] = NAN;
  assert_int_equal(reason_of(&a), HL_REASON_COVERAGE);
}

static void heart_rate_on_the_cadence(void **state) {
  (void)state;
  hl_activity a = made_run(3600, 1, 1);
  for (size_t i = 600; i < 3000; i++)
    a.channel[HL_HEART_RATE][i] = a.channel[HL_CADENCE][i];
  hl_facts f = facts_of(&a);
  assert_int_equal(f.reason, HL_REASON_QUALITY);
  assert_int_equal(f.quality, HL_QUALITY_POOR);
}

static void intervals_are_not_steady(void **state) {
  (void)state;
  hl_activity a = made_run(3600, 1, 1);
  double metres = 0;
  for (size_t i = 0; i < a.n; i++) {
    metres += (i / 180) % 2 ? 4.2 : 2.4;
    a.channel[HL_DISTANCE][i] = (float)metres;
  }
  assert_int_equal(reason_of(&a), HL_REASON_NOT_STEADY);
}

/* 10 bpm more in the first twelve minutes. */
static void heavy_start_shows_at_the_start(void **state) {
  (void)state;
  hl_activity plain = made_run(3600, 1, 1), heavy = made_run(3600, 1, 1);
  for (size_t i = 0; i < 720; i++)
    heavy.channel[HL_HEART_RATE][i] += 10;
  hl_facts a = facts_of(&plain), b = facts_of(&heavy);
  assert_near(b.start.value_bpm - a.start.value_bpm, 10, 0.2);
  assert_near(b.midway.value_bpm - a.midway.value_bpm, 0, 0.9);
}

static void heavy_second_half_shows_midway(void **state) {
  (void)state;
  hl_activity plain = made_run(3600, 1, 1), heavy = made_run(3600, 1, 1);
  for (size_t i = 1980; i < heavy.n; i++)
    heavy.channel[HL_HEART_RATE][i] += 10;
  hl_facts a = facts_of(&plain), b = facts_of(&heavy);
  assert_near(b.midway.value_bpm - a.midway.value_bpm, 10, 0.3);
}

/* A tenth slower at the same heart rate costs what 8 bpm per km/h say. */
static void slower_at_the_same_heart_rate_shows_in_entire(void **state) {
  (void)state;
  hl_activity plain = made_run(3600, 1, 1), slow = made_run(3600, 1, 1);
  for (size_t i = 0; i < slow.n; i++)
    slow.channel[HL_DISTANCE][i] *= 0.9f;
  hl_facts a = facts_of(&plain), b = facts_of(&slow);
  assert_near(b.entire.value_bpm - a.entire.value_bpm, 8 * 1.08, 0.05);
}

static void blob_round_trip_is_exact(void **state) {
  (void)state;
  hl_activity a = made_run(3600, 1, 1);
  hl_facts f = facts_of(&a), back;
  unsigned char one[HL_FACTS_BYTES], two[HL_FACTS_BYTES];
  hl_error err = {0};
  size_t n = hl_facts_pack(&f, one);
  assert_true(n <= HL_FACTS_BYTES);
  assert_int_equal(hl_facts_unpack(one, n, &back, &err), HL_OK);
  assert_int_equal(hl_facts_pack(&back, two), n);
  assert_memory_equal(one, two, n);
  assert_int_equal(back.row_n, f.row_n);
  assert_true(back.start.value_bpm == f.start.value_bpm);
}

static void cut_or_foreign_blobs_are_refused(void **state) {
  (void)state;
  hl_activity a = made_run(3600, 1, 1);
  hl_facts f = facts_of(&a), back;
  unsigned char bytes[HL_FACTS_BYTES];
  size_t n = hl_facts_pack(&f, bytes);
  for (size_t i = 0; i < n; i++) {
    hl_error err = {0};
    assert_int_equal(hl_facts_unpack(bytes, i, &back, &err), HL_E_INPUT);
  }
  bytes[0] ^= 0x40;
  hl_error err = {0};
  assert_int_equal(hl_facts_unpack(bytes, n, &back, &err), HL_E_INPUT);
}

/* A quarter of an hour at 3 m/s, then a faster minute in every three. */
static hl_activity workout(double easy_s) {
  hl_activity a = made_run(3000, 1, 1);
  double metres = 0;
  for (size_t i = 0; i < a.n; i++) {
    a.channel[HL_DISTANCE][i] = (float)metres;
    metres += (double)i >= easy_s && i / 60 % 3 == 0 ? 4.6 : 3;
  }
  return a;
}

static void workout_has_an_even_opening(void **state) {
  (void)state;
  hl_activity a = workout(900), early = workout(480);
  hl_facts f = facts_of(&a);
  assert_int_equal(f.reason, HL_REASON_NOT_STEADY);
  assert_true(f.opening_min >= 13 && f.opening_min <= 15);
  assert_true(isnan(facts_of(&early).opening_min));
  hl_activity steady = made_run(3000, 1, 1);
  assert_true(isnan(facts_of(&steady).opening_min));
}

/* A tempo block passes for steady as a whole; its parts are not alike. */
static void tempo_block_is_not_even(void **state) {
  (void)state;
  hl_activity a = made_run(2700, 1, 1), steady = made_run(2700, 1, 1);
  double metres = 0;
  for (size_t i = 0; i < a.n; i++) {
    a.channel[HL_DISTANCE][i] = (float)metres;
    metres += i >= 900 && i < 1600 ? 3.6 : 3;
  }
  hl_facts f = facts_of(&a);
  assert_int_equal(f.reason, HL_REASON_NONE);
  assert_near(f.fastest_part, 1.2, 0.03);
  assert_false(hl_facts_is_even(&f));
  f = facts_of(&steady);
  assert_true(f.fastest_part < 1.05 && hl_facts_is_even(&f));
}

static void late_sensor_spoils_the_start_only(void **state) {
  (void)state;
  hl_activity a = made_run(3600, 1, 1);
  for (size_t i = 0; i < 600; i++)
    a.channel[HL_HEART_RATE][i] += 45;
  hl_facts f = facts_of(&a);
  assert_near(f.late_min, 10, 0.4);
  assert_near(f.astray_share, 10 / 60.0, 0.02);
  assert_int_equal(f.reason, HL_REASON_NONE);
  assert_int_equal(f.quality, HL_QUALITY_FAIR);
  assert_false(f.start.has);
  assert_true(f.midway.has && f.entire.has);
  assert_int_equal(f.midway.quality, HL_QUALITY_GOOD);
}

static void reason_names_lead_back(void **state) {
  (void)state;
  for (int r = 0; r < HL_REASON_COUNT; r++)
    assert_int_equal(hl_reason_from_name(hl_reason_name((hl_reason)r)), r);
}

HL_TEST_MAIN(cmocka_unit_test(steady_hour_is_usable),
             cmocka_unit_test(heart_minutes_add_up),
             cmocka_unit_test(short_run), cmocka_unit_test(very_long_run),
             cmocka_unit_test(no_heart_rate), cmocka_unit_test(no_speed),
             cmocka_unit_test(half_the_heart_rate),
             cmocka_unit_test(heart_rate_on_the_cadence),
             cmocka_unit_test(intervals_are_not_steady),
             cmocka_unit_test(heavy_start_shows_at_the_start),
             cmocka_unit_test(heavy_second_half_shows_midway),
             cmocka_unit_test(slower_at_the_same_heart_rate_shows_in_entire),
             cmocka_unit_test(workout_has_an_even_opening),
             cmocka_unit_test(tempo_block_is_not_even),
             cmocka_unit_test(late_sensor_spoils_the_start_only),
             cmocka_unit_test(blob_round_trip_is_exact),
             cmocka_unit_test(cut_or_foreign_blobs_are_refused),
             cmocka_unit_test(reason_names_lead_back))
