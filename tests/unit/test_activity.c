/* SPDX-License-Identifier: MIT
**
** Building an activity: what is recorded, what is not, and where laps lie.
*/
#include "hl_test.h"

#include <math.h>

#include "activity/activity.h"

static hl_point point_at(int64_t time_ms) {
  hl_point point;
  hl_point_clear(&point);
  point.time_ms = time_ms;
  return point;
}

static void add_points(hl_activity *a, int64_t from_ms, int64_t to_ms) {
  for (int64_t t = from_ms; t < to_ms; t += 1000) {
    hl_point point = point_at(t);
    assert_int_equal(hl_activity_add_point(a, &point, NULL), HL_OK);
  }
}

static void add_lap(hl_activity *a, int64_t start_ms) {
  hl_lap lap = {.start_ms = start_ms};
  assert_int_equal(hl_activity_add_lap(a, &lap, NULL), HL_OK);
}

static void a_channel_exists_from_its_first_value_on(void **state) {
  (void)state;
  hl_activity a;
  hl_activity_init(&a, "tcx");
  add_points(&a, 0, 3000000); /* grows the arrays */
  assert_null(a.channel[HL_HEART_RATE]);
  hl_point point = point_at(3000000);
  point.value[HL_HEART_RATE] = 141;
  assert_int_equal(hl_activity_add_point(&a, &point, NULL), HL_OK);
  add_points(&a, 3001000, 9000000);
  assert_int_equal(hl_activity_finish(&a, NULL), HL_OK);
  assert_int_equal(a.n, 9000);
  assert_non_null(a.channel[HL_HEART_RATE]);
  assert_true(isnan(a.channel[HL_HEART_RATE][0]));
  assert_true(isnan(a.channel[HL_HEART_RATE][2999]));
  assert_int_equal((int)a.channel[HL_HEART_RATE][3000], 141);
  assert_true(isnan(a.channel[HL_HEART_RATE][8999]));
  assert_int_equal(a.time_ms[8999], 8999000);
  assert_null(a.channel[HL_POWER]);
  assert_null(a.latitude_deg);
  hl_activity_free(&a);
}

static void absurd_values_are_not_recorded(void **state) {
  (void)state;
  hl_activity a;
  hl_activity_init(&a, "tcx");
  hl_point point = point_at(0);
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    point.value[c] = -1e9F;
  point.value[HL_HEART_RATE] = 0; /* a strap that lost contact */
  point.value[HL_SPEED] = (float)INFINITY;
  point.latitude_deg = 91;
  point.longitude_deg = 10;
  assert_int_equal(hl_activity_add_point(&a, &point, NULL), HL_OK);
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    assert_null(a.channel[c]);
  assert_null(a.latitude_deg);
  point.value[HL_CADENCE] = 0; /* standing still is a value */
  point.latitude_deg = -33.5;
  assert_int_equal(hl_activity_add_point(&a, &point, NULL), HL_OK);
  assert_true(isnan(a.channel[HL_CADENCE][0]));
  assert_true(a.channel[HL_CADENCE][1] < 1);
  assert_true(isnan(a.latitude_deg[0]) && isnan(a.longitude_deg[0]));
  assert_true(a.latitude_deg[1] < -33 && a.longitude_deg[1] > 9);
  hl_activity_free(&a);
}

static void laps_without_a_range_get_one_by_time(void **state) {
  (void)state;
  hl_activity a;
  hl_activity_init(&a, "fit");
  add_points(&a, 5000, 65000);
  add_lap(&a, 5000);
  add_lap(&a, 25000);
  add_lap(&a, 25000); /* of no length */
  add_lap(&a, 60000);
  add_lap(&a, 99000); /* after the end */
  assert_int_equal(hl_activity_finish(&a, NULL), HL_OK);
  assert_int_equal(a.lap[0].first, 0);
  assert_int_equal(a.lap[0].count, 20);
  assert_int_equal(a.lap[1].count, 0);
  assert_int_equal(a.lap[2].first, 20);
  assert_int_equal(a.lap[2].count, 35);
  assert_int_equal(a.lap[3].count, 5);
  assert_int_equal(a.lap[4].count, 0);
  assert_int_equal(a.start_ms, 5000);
  hl_activity_free(&a);
}

static void a_lap_range_of_the_reader_is_kept_within_bounds(void **state) {
  (void)state;
  hl_activity a;
  hl_activity_init(&a, "tcx");
  add_points(&a, 0, 10000);
  hl_lap lap = {.start_ms = 0, .first = 2, .count = 3};
  assert_int_equal(hl_activity_add_lap(&a, &lap, NULL), HL_OK);
  lap.first = 8;
  lap.count = SIZE_MAX;
  assert_int_equal(hl_activity_add_lap(&a, &lap, NULL), HL_OK);
  assert_int_equal(hl_activity_finish(&a, NULL), HL_OK);
  assert_int_equal(a.lap[0].first, 2);
  assert_int_equal(a.lap[0].count, 3);
  assert_int_equal(a.lap[1].count, 2);
  hl_activity_free(&a);
}

static void empty_tracks_leave_no_segment(void **state) {
  (void)state;
  hl_activity a;
  hl_activity_init(&a, "tcx");
  hl_activity_begin_segment(&a, NULL);
  hl_activity_begin_segment(&a, NULL);
  add_points(&a, 0, 3000);
  hl_activity_begin_segment(&a, NULL);
  hl_activity_begin_segment(&a, NULL);
  add_points(&a, 60000, 62000);
  hl_activity_begin_segment(&a, NULL);
  assert_int_equal(hl_activity_finish(&a, NULL), HL_OK);
  assert_int_equal(a.segment_n, 2);
  assert_int_equal(a.segment[0], 0);
  assert_int_equal(a.segment[1], 3);
  hl_activity_free(&a);
}

static void limits_are_told_and_hold(void **state) {
  (void)state;
  hl_activity a;
  hl_error err = {0};
  hl_activity_init(&a, "tcx");
  hl_lap lap = {0};
  for (int i = 0; i < HL_MAX_LAPS; i++)
    assert_int_equal(hl_activity_add_lap(&a, &lap, &err), HL_OK);
  assert_int_equal(hl_activity_add_lap(&a, &lap, &err), HL_E_LIMIT);
  assert_string_equal(err.text, "more than 10000 laps in one activity");
  assert_int_equal(a.lap_n, HL_MAX_LAPS);
  hl_activity_free(&a);
}

static void texts_are_trimmed_mended_and_cut_on_a_character(void **state) {
  (void)state;
  hl_activity a;
  hl_activity_init(&a, "tcx");
  assert_null(hl_activity_text(&a, " \n\t", 3));
  assert_null(hl_activity_text(&a, "", 0));
  assert_string_equal(hl_activity_text(&a, " hi you\n", 8), "hi you");
  assert_string_equal(hl_activity_text(&a,
                                       "a\xFF"
                                       "b",
                                       3),
                      "a\xEF\xBF\xBD"
                      "b");
  char longer[HL_MAX_TEXT + 10];
  memset(longer, 'x', sizeof longer);
  memcpy(longer + HL_MAX_TEXT - 1, "\xC3\xA9", 2); /* straddles the limit */
  const char *cut = hl_activity_text(&a, longer, sizeof longer);
  assert_int_equal(strlen(cut), HL_MAX_TEXT - 1);
  hl_activity_free(&a);
}

static void a_reset_activity_remembers_nothing(void **state) {
  (void)state;
  hl_activity a;
  hl_activity_init(&a, "tcx");
  hl_point point = point_at(1000);
  point.value[HL_POWER] = 250;
  hl_activity_add_point(&a, &point, NULL);
  add_lap(&a, 0);
  a.is_truncated = true;
  hl_activity_reset(&a, "gpx");
  assert_int_equal(a.n + a.lap_n + a.segment_n, 0);
  assert_null(a.channel[HL_POWER]);
  assert_false(a.is_truncated);
  assert_string_equal(a.format, "gpx");
  add_points(&a, 0, 2000);
  assert_null(a.channel[HL_POWER]);
  hl_activity_free(&a);
}

static void duration_and_distance_come_from_the_points(void **state) {
  (void)state;
  hl_activity a;
  hl_activity_init(&a, "tcx");
  assert_true(isnan(hl_activity_distance_m(&a)));
  assert_true(hl_activity_duration_s(&a) < 0.5);
  for (int i = 0; i < 3; i++) {
    hl_point point = point_at(1000 * i * i);
    if (i < 2) point.value[HL_DISTANCE] = (float)(100 * i);
    hl_activity_add_point(&a, &point, NULL);
  }
  assert_int_equal((int)hl_activity_distance_m(&a), 100);
  assert_int_equal((int)hl_activity_duration_s(&a), 4);
  hl_activity_free(&a);
}

static void names_of_running_are_known(void **state) {
  (void)state;
  const char *const runs[] = {"Running",
                              "running",
                              "RUN",
                              "trail_run",
                              "TrailRun",
                              "treadmill",
                              "Treadmill Running",
                              "street running",
                              "jogging",
                              "VirtualRun",
                              "HKWorkoutActivityTypeRunning",
                              "Other/Run"};
  const char *const others[] = {
      "Biking", "Swimming", "Walking", "brunch", "cross-country skiing",
      "Rund",   "Ultimate"};
  const char *const nothing[] = {"", "Other", "generic", "9", " - ", "other 1"};
  for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
    assert_int_equal(hl_sport_from_name(runs[i]), HL_SPORT_RUN);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_int_equal(hl_sport_from_name(others[i]), HL_SPORT_OTHER);
  for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
    assert_int_equal(hl_sport_from_name(nothing[i]), HL_SPORT_UNKNOWN);
  assert_int_equal(hl_sport_from_name(NULL), HL_SPORT_UNKNOWN);
}

static void channels_have_names_and_units(void **state) {
  (void)state;
  assert_string_equal(hl_channel_name(HL_DISTANCE), "distance_m");
  assert_string_equal(hl_channel_name(HL_BALANCE), "contact_balance_pct");
  assert_string_equal(hl_channel_unit(HL_HEART_RATE), "bpm");
  assert_string_equal(hl_offset_source_name(HL_OFFSET_FILE), "file");
}

HL_TEST_MAIN(cmocka_unit_test(a_channel_exists_from_its_first_value_on),
             cmocka_unit_test(absurd_values_are_not_recorded),
             cmocka_unit_test(laps_without_a_range_get_one_by_time),
             cmocka_unit_test(a_lap_range_of_the_reader_is_kept_within_bounds),
             cmocka_unit_test(empty_tracks_leave_no_segment),
             cmocka_unit_test(limits_are_told_and_hold),
             cmocka_unit_test(texts_are_trimmed_mended_and_cut_on_a_character),
             cmocka_unit_test(a_reset_activity_remembers_nothing),
             cmocka_unit_test(duration_and_distance_come_from_the_points),
             cmocka_unit_test(names_of_running_are_known),
             cmocka_unit_test(channels_have_names_and_units))
