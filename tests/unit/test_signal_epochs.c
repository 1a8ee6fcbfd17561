/* SPDX-License-Identifier: MIT
**
** Cleaning and epochs: what devices do wrong is flagged, what is right passes.
*/
#include "near.h"

#include "made_run.h"
#include "signal/epochs.h"

typedef struct run {
  hl_activity activity;
  hl_arena arena, scratch;
  hl_epochs epochs;
} run;

static void build(run *r) {
  hl_error err = {0};
  assert_int_equal(
      hl_epochs_build(&r->activity, &r->arena, &r->scratch, &r->epochs, &err),
      HL_OK);
}

static void end(run *r) {
  hl_arena_free(&r->activity.arena);
  hl_arena_free(&r->arena);
  hl_arena_free(&r->scratch);
}

static size_t count(const hl_epochs *e, unsigned flag) {
  size_t n = 0;
  for (size_t i = 0; i < e->n; i++)
    n += (e->flag[i] & flag) != 0;
  return n;
}

static void steady_run_is_clean(void **state) {
  (void)state;
  run r = {.activity = made_run(3600, 1, 1)};
  build(&r);
  assert_int_equal(r.epochs.n, 360);
  assert_int_equal(count(&r.epochs, HL_EPOCH_CLEAN), 360);
  assert_near(r.epochs.column[HL_COL_MOVING_MIN][359], 59.9167, 1e-3);
  assert_near(r.epochs.column[HL_COL_WALL_S][0], 5, 0);
  assert_near(r.epochs.column[HL_COL_SPEED_MPS][100], 3, 0.1);
  assert_near(r.epochs.column[HL_COL_STEP_LENGTH_M][100],
              r.epochs.column[HL_COL_SPEED_MPS][100] * 60 /
                  r.epochs.column[HL_COL_CADENCE_SPM][100],
              1e-6);
  assert_near(r.epochs.distance_m, 10800, 10);
  assert_null(r.epochs.column[HL_COL_POWER_W]);
  end(&r);
}

static void too_short_gives_no_epochs(void **state) {
  (void)state;
  run r = {.activity = made_run(299, 1, 1)};
  build(&r);
  assert_int_equal(r.epochs.n, 0);
  end(&r);
}

static void neither_distance_nor_speed_gives_no_epochs(void **state) {
  (void)state;
  run r = {.activity = made_run(1200, 1, 1)};
  r.activity.channel[HL_DISTANCE] = NULL;
  r.activity.channel[HL_SPEED] = NULL;
  build(&r);
  assert_int_equal(r.epochs.n, 0);
  end(&r);
}

static void speed_field_stands_in_for_distance(void **state) {
  (void)state;
  run r = {.activity = made_run(1200, 1, 1)};
  r.activity.channel[HL_DISTANCE] = NULL;
  build(&r);
  assert_int_equal(r.epochs.n, 120);
  assert_near(r.epochs.distance_m, 3600, 1);
  end(&r);
}

/* Nothing recorded for 100 s: standing, and a minute after it not clean. */
static void pause_does_not_move(void **state) {
  (void)state;
  run r = {.activity = made_run(2400, 1, 1)};
  for (size_t i = 1200; i < r.activity.n; i++)
    r.activity.time_ms[i] += 100000;
  build(&r);
  assert_int_equal(r.epochs.n, 250);
  assert_int_equal(count(&r.epochs, HL_EPOCH_PAUSED), 10);
  assert_true(r.epochs.flag[119] & HL_EPOCH_SETTLING);
  assert_true(r.epochs.flag[130] & HL_EPOCH_SETTLING);
  assert_true(r.epochs.flag[135] & HL_EPOCH_SETTLING);
  assert_true(r.epochs.flag[136] & HL_EPOCH_CLEAN);
  assert_near(r.epochs.column[HL_COL_MOVING_MIN][249], 39.9167, 1e-3);
  end(&r);
}

static void walk_is_marked_but_moves(void **state) {
  (void)state;
  run r = {.activity = made_run(2400, 1, 1)};
  for (size_t i = 0; i < r.activity.n; i++) {
    double t = (double)i;
    double walked = fmin(fmax(t - 1000, 0), 100);
    r.activity.channel[HL_DISTANCE][i] = (float)(3 * t - 1.8 * walked);
  }
  build(&r);
  assert_int_equal(count(&r.epochs, HL_EPOCH_WALK), 10);
  assert_int_equal(count(&r.epochs, HL_EPOCH_PAUSED), 0);
  assert_int_equal(count(&r.epochs, HL_EPOCH_CLEAN), 240 - 10 - 3);
  end(&r);
}

static void jump_is_taken_out_of_the_distance(void **state) {
  (void)state;
  run r = {.activity = made_run(2400, 1, 1)};
  for (size_t i = 1000; i < r.activity.n; i++)
    r.activity.channel[HL_DISTANCE][i] += 5000;
  build(&r);
  assert_near(r.epochs.distance_m, 7200, 10);
  assert_true(count(&r.epochs, HL_EPOCH_JUMP) >= 1);
  end(&r);
}

static void distance_that_runs_backwards_is_held(void **state) {
  (void)state;
  run r = {.activity = made_run(2400, 1, 1)};
  r.activity.channel[HL_DISTANCE][1000] = 0;
  build(&r);
  assert_near(r.epochs.distance_m, 7200, 10);
  for (size_t i = 0; i < r.epochs.n; i++)
    assert_true(r.epochs.column[HL_COL_SPEED_MPS][i] >= 0);
  end(&r);
}

static void heart_rate_on_the_cadence_is_locked(void **state) {
  (void)state;
  run r = {.activity = made_run(2400, 1, 1)};
  for (size_t i = 600; i < 900; i++)
    r.activity.channel[HL_HEART_RATE][i] = r.activity.channel[HL_CADENCE][i];
  build(&r);
  assert_true(count(&r.epochs, HL_EPOCH_LOCK) >= 28);
  for (size_t i = 0; i < r.epochs.n; i++)
    if (r.epochs.flag[i] & HL_EPOCH_LOCK)
      assert_false(r.epochs.flag[i] & HL_EPOCH_CLEAN);
  end(&r);
}

static void constant_heart_rate_is_flat(void **state) {
  (void)state;
  run r = {.activity = made_run(2400, 1, 1)};
  for (size_t i = 600; i < 900; i++)
    r.activity.channel[HL_HEART_RATE][i] = 133;
  build(&r);
  assert_true(count(&r.epochs, HL_EPOCH_FLAT) >= 28);
  end(&r);
}

static void leaping_heart_rate_is_dropped(void **state) {
  (void)state;
  run r = {.activity = made_run(2400, 1, 1)};
  for (size_t i = 600; i < 660; i++)
    r.activity.channel[HL_HEART_RATE][i] = i % 2 ? 60 : 190;
  build(&r);
  for (size_t i = 61; i < 65; i++)
    assert_true(r.epochs.flag[i] & HL_EPOCH_NO_HR);
  assert_true(r.epochs.flag[59] & HL_EPOCH_CLEAN);
  end(&r);
}

/* Heart rate `shift` too high (or too low) until `until_s`, then true. */
static void begin_wrong(run *r, size_t until_s, float shift, double ease_s) {
  r->activity = made_run(3600, 1, 1);
  for (size_t i = 0; i < r->activity.n; i++) {
    double left = 1 - fmax(0, (double)i - (double)until_s) / ease_s;
    r->activity.channel[HL_HEART_RATE][i] += shift * (float)fmax(0, left);
  }
  build(r);
}

static void late_sensor_is_flagged(void **state) {
  (void)state;
  static const float shifts[] = {45, 19, -26};
  for (size_t k = 0; k < 3; k++) {
    run r = {0};
    begin_wrong(&r, 420, shifts[k], 20);
    size_t late = count(&r.epochs, HL_EPOCH_ASTRAY);
    assert_true(late >= 38 && late <= 46);
    for (size_t i = 0; i < r.epochs.n; i++)
      assert_int_equal((r.epochs.flag[i] & HL_EPOCH_ASTRAY) != 0, i < late);
    assert_int_equal(count(&r.epochs, HL_EPOCH_CLEAN), 360 - late);
    end(&r);
  }
}

/* Legs that are heavy for twelve minutes ease over minutes, not in one leap. */
static void heavy_start_is_no_late_sensor(void **state) {
  (void)state;
  run r = {0};
  begin_wrong(&r, 720, 16, 180);
  assert_int_equal(count(&r.epochs, HL_EPOCH_ASTRAY), 0);
  end(&r);
  begin_wrong(&r, 420, 9, 20); /* a small leap is no artefact for certain */
  assert_int_equal(count(&r.epochs, HL_EPOCH_ASTRAY), 0);
  end(&r);
}

/* The pulse lost from minute 25 to 35: what lies between the leaps is not used;
** heavy legs from there on, at once 13 bpm, are no leap. */
static void lost_pulse_is_flagged(void **state) {
  (void)state;
  run r = {.activity = made_run(3600, 1, 1)};
  for (size_t i = 1500; i < 2100; i++)
    r.activity.channel[HL_HEART_RATE][i] -= 30;
  build(&r);
  size_t astray = count(&r.epochs, HL_EPOCH_ASTRAY);
  assert_true(astray >= 56 && astray <= 64);
  for (size_t i = 0; i < r.epochs.n; i++)
    if (r.epochs.flag[i] & HL_EPOCH_ASTRAY) assert_in_range(i, 148, 212);
  end(&r);
  r = (run){.activity = made_run(3600, 1, 1)};
  for (size_t i = 1500; i < r.activity.n; i++)
    r.activity.channel[HL_HEART_RATE][i] += 13;
  build(&r);
  assert_int_equal(count(&r.epochs, HL_EPOCH_ASTRAY), 0);
  end(&r);
}

/* A leap after a long stop: the part before the stop agrees with the end, so
** the one between stop and leap is astray though the end is no longer. */
static void stop_parts_a_run(void **state) {
  (void)state;
  run r = {.activity = made_run(3600, 1, 1)};
  for (size_t i = 1500; i < r.activity.n; i++)
    r.activity.time_ms[i] += 300000;
  for (size_t i = 1500; i < 2300; i++)
    r.activity.channel[HL_HEART_RATE][i] -= 26;
  build(&r);
  for (size_t i = 0; i < r.epochs.n; i++)
    if (r.epochs.flag[i] & HL_EPOCH_ASTRAY) assert_in_range(i, 180, 264);
  assert_true(count(&r.epochs, HL_EPOCH_ASTRAY) > 60);
  end(&r);
}

/* Slowing down is no leap of the sensor: the speed explains it. */
static void slowing_down_is_no_late_sensor(void **state) {
  (void)state;
  run r = {.activity = made_run(3600, 1, 1)};
  double metres = 0;
  for (size_t i = 0; i < r.activity.n; i++) {
    double ease = exp(-fmax(0, (double)i - 400) / 60);
    r.activity.channel[HL_DISTANCE][i] = (float)metres;
    r.activity.channel[HL_HEART_RATE][i] += (float)(25 * ease);
    metres += i < 400 ? 4.0 : 3.1;
  }
  build(&r);
  assert_int_equal(count(&r.epochs, HL_EPOCH_ASTRAY), 0);
  end(&r);
}

static void late_flags_survive_the_block(void **state) {
  (void)state;
  run r = {0};
  hl_epochs again;
  hl_error err = {0};
  void *bytes;
  size_t length;
  begin_wrong(&r, 420, 28, 20);
  assert_int_equal(hl_epochs_pack(&r.epochs, &r.arena, &bytes, &length, &err),
                   HL_OK);
  assert_int_equal(hl_epochs_unpack(bytes, length, &r.arena, &again, &err),
                   HL_OK);
  assert_memory_equal(r.epochs.flag, again.flag,
                      r.epochs.n * sizeof *again.flag);
  end(&r);
}

static void one_leg_is_doubled(void **state) {
  (void)state;
  run r = {.activity = made_run(1200, 1, 1)};
  for (size_t i = 0; i < r.activity.n; i++)
    r.activity.channel[HL_CADENCE][i] = 85;
  build(&r);
  assert_near(r.epochs.column[HL_COL_CADENCE_SPM][50], 170, 0);
  end(&r);
}

/* A point every 5 s says the same as one every second. */
static void smart_recording_gives_the_same_epochs(void **state) {
  (void)state;
  run dense = {.activity = made_run(2400, 1, 3)};
  run thin = {.activity = made_run(2400, 5, 3)};
  build(&dense);
  build(&thin);
  assert_int_equal(dense.epochs.n, thin.epochs.n);
  for (size_t i = 0; i < thin.epochs.n; i++) {
    assert_int_equal(dense.epochs.flag[i], thin.epochs.flag[i]);
    assert_near(dense.epochs.column[HL_COL_HEART_RATE_BPM][i],
                thin.epochs.column[HL_COL_HEART_RATE_BPM][i], 1);
  }
  end(&dense);
  end(&thin);
}

static void points_out_of_order_are_put_in_order(void **state) {
  (void)state;
  run plain = {.activity = made_run(1200, 1, 3)};
  run mixed = {.activity = made_run(1200, 1, 3)};
  hl_activity *a = &mixed.activity;
  for (size_t i = 0, j = a->n - 1; i < j; i++, j--) {
    int64_t ms = a->time_ms[i];
    a->time_ms[i] = a->time_ms[j];
    a->time_ms[j] = ms;
    for (int c = 0; c < HL_CHANNEL_COUNT; c++) {
      if (!a->channel[c]) continue;
      float v = a->channel[c][i];
      a->channel[c][i] = a->channel[c][j];
      a->channel[c][j] = v;
    }
  }
  build(&plain);
  build(&mixed);
  assert_int_equal(plain.epochs.n, mixed.epochs.n);
  assert_int_equal(plain.epochs.start_ms, mixed.epochs.start_ms);
  assert_memory_equal(plain.epochs.column[HL_COL_GAS_MPS],
                      mixed.epochs.column[HL_COL_GAS_MPS],
                      plain.epochs.n * sizeof(float));
  end(&plain);
  end(&mixed);
}

/* The watch set its clock after the first points: they lie years back. */
static void clock_set_while_running_keeps_the_run(void **state) {
  (void)state;
  run r = {.activity = made_run(1800, 1, 1)};
  for (size_t i = 0; i < 30; i++)
    r.activity.time_ms[i] -= (int64_t)1000 * 86400 * 3000;
  build(&r);
  assert_int_equal(r.epochs.n, 177);
  end(&r);
}

static void altitude_offset_changes_nothing(void **state) {
  (void)state;
  run low = {.activity = made_run(1800, 1, 1)};
  run high = {.activity = made_run(1800, 1, 1)};
  for (size_t i = 0; i < low.activity.n; i++) {
    float hill = (float)(20 * sin((double)i / 150));
    low.activity.channel[HL_ALTITUDE][i] = 100 + hill;
    high.activity.channel[HL_ALTITUDE][i] = 1100 + hill;
  }
  build(&low);
  build(&high);
  for (size_t i = 0; i < low.epochs.n; i++)
    assert_near(low.epochs.column[HL_COL_GAS_MPS][i],
                high.epochs.column[HL_COL_GAS_MPS][i], 1e-4);
  end(&low);
  end(&high);
}

static void uphill_counts_as_faster(void **state) {
  (void)state;
  run r = {.activity = made_run(1800, 1, 1)};
  for (size_t i = 0; i < r.activity.n; i++)
    r.activity.channel[HL_ALTITUDE][i] = (float)i * 3 * 0.05f;
  build(&r);
  assert_near(r.epochs.column[HL_COL_GRADE][90], 0.05, 0.002);
  assert_near(r.epochs.column[HL_COL_GAS_MPS][90] /
                  r.epochs.column[HL_COL_SPEED_MPS][90],
              1 + 0.5 * 0.3014, 0.01);
  end(&r);
}

/* Minetti 2002, the vectors of methods.md M1. */
static void minetti_vectors(void **state) {
  (void)state;
  assert_near(hl_minetti_ratio(0), 1, 0);
  assert_near(hl_minetti_ratio(-0.10), 0.5977, 5e-5);
  assert_near(hl_minetti_ratio(0.05), 1.3014, 5e-5);
  assert_near(hl_minetti_ratio(0.10), 1.6578, 5e-5);
  assert_near(hl_minetti_ratio(-0.181), 1.7813 / 3.6, 5e-5);
  assert_true(hl_minetti_ratio(-0.17) > hl_minetti_ratio(-0.181));
  assert_true(hl_minetti_ratio(-0.19) > hl_minetti_ratio(-0.181));
  assert_near(hl_minetti_ratio(0.5), hl_minetti_ratio(0.3), 0);
}

static void column_names_lead_back(void **state) {
  (void)state;
  for (int c = 0; c < HL_COLUMN_COUNT; c++)
    assert_int_equal(hl_column_from_name(hl_column_name((hl_column)c)), c);
  assert_int_equal(hl_column_from_name("latitude"), HL_COLUMN_COUNT);
}

HL_TEST_MAIN(cmocka_unit_test(steady_run_is_clean),
             cmocka_unit_test(late_sensor_is_flagged),
             cmocka_unit_test(heavy_start_is_no_late_sensor),
             cmocka_unit_test(slowing_down_is_no_late_sensor),
             cmocka_unit_test(lost_pulse_is_flagged),
             cmocka_unit_test(stop_parts_a_run),
             cmocka_unit_test(late_flags_survive_the_block),
             cmocka_unit_test(too_short_gives_no_epochs),
             cmocka_unit_test(neither_distance_nor_speed_gives_no_epochs),
             cmocka_unit_test(speed_field_stands_in_for_distance),
             cmocka_unit_test(pause_does_not_move),
             cmocka_unit_test(walk_is_marked_but_moves),
             cmocka_unit_test(jump_is_taken_out_of_the_distance),
             cmocka_unit_test(distance_that_runs_backwards_is_held),
             cmocka_unit_test(heart_rate_on_the_cadence_is_locked),
             cmocka_unit_test(constant_heart_rate_is_flat),
             cmocka_unit_test(leaping_heart_rate_is_dropped),
             cmocka_unit_test(one_leg_is_doubled),
             cmocka_unit_test(smart_recording_gives_the_same_epochs),
             cmocka_unit_test(points_out_of_order_are_put_in_order),
             cmocka_unit_test(clock_set_while_running_keeps_the_run),
             cmocka_unit_test(altitude_offset_changes_nothing),
             cmocka_unit_test(uphill_counts_as_faster),
             cmocka_unit_test(minetti_vectors),
             cmocka_unit_test(column_names_lead_back))
