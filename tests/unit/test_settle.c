/* SPDX-License-Identifier: MIT
**
** What is settled when an activity is whole: steps of both legs, the sport
** that nobody wrote, distance from positions, pauses told behind the points.
*/
#include "hl_test.h"

#include <math.h>

#include "read/settle.h"

typedef struct built { /* an activity at a steady pace */
  double mps, cadence;
  int seconds;
} built;

static void build(hl_activity *a, built b) {
  hl_error err = {0};
  hl_activity_init(a, "made");
  for (int i = 0; i < b.seconds; i++) {
    hl_point point;
    hl_point_clear(&point);
    point.time_ms = i * 1000LL;
    point.value[HL_DISTANCE] = (float)(i * b.mps);
    if (b.cadence > 0) point.value[HL_CADENCE] = (float)b.cadence;
    assert_int_equal(hl_activity_add_point(a, &point, &err), HL_OK);
  }
  assert_int_equal(hl_activity_finish(a, &err), HL_OK);
}

static hl_sport guess(built b, const char *written) {
  hl_activity a;
  build(&a, b);
  a.sport_name = written;
  hl_settle_sport(&a);
  hl_sport sport = a.sport;
  assert_int_equal(a.sport_guessed, sport != HL_SPORT_UNKNOWN);
  assert_int_equal(a.sport_reason != NULL, a.sport_guessed);
  hl_activity_free(&a);
  return sport;
}

static void sport_is_guessed_from_speed_and_cadence(void **state) {
  (void)state;
  assert_int_equal(guess((built){3, 0, 600}, NULL), HL_SPORT_RUN);
  assert_int_equal(guess((built){3, 172, 600}, NULL), HL_SPORT_RUN);
  assert_int_equal(guess((built){1.7, 172, 600}, NULL), HL_SPORT_RUN);
  assert_int_equal(guess((built){1.4, 0, 600}, NULL), HL_SPORT_OTHER);
  assert_int_equal(guess((built){1.4, 110, 600}, NULL), HL_SPORT_OTHER);
  assert_int_equal(guess((built){3, 100, 600}, NULL), HL_SPORT_OTHER);
  assert_int_equal(guess((built){7.5, 0, 600}, NULL), HL_SPORT_OTHER);
  assert_int_equal(guess((built){3, 0, 30}, NULL), HL_SPORT_UNKNOWN);
  assert_int_equal(guess((built){0.1, 0, 600}, NULL), HL_SPORT_UNKNOWN);
}

static void sport_called_other_needs_a_running_cadence(void **state) {
  (void)state;
  assert_int_equal(guess((built){3, 0, 600}, "Other"), HL_SPORT_UNKNOWN);
  assert_int_equal(guess((built){3, 170, 600}, "Other"), HL_SPORT_RUN);
  assert_int_equal(guess((built){7, 170, 600}, "Other"), HL_SPORT_UNKNOWN);
}

static void the_reason_of_a_guess_tells_its_figures(void **state) {
  (void)state;
  hl_activity a;
  build(&a, (built){3.05, 172, 600});
  hl_settle_sport(&a);
  assert_string_equal(a.sport_reason, "middle speed 3.1 m/s, 95 % below 3.1 "
                                      "m/s, 172 steps a minute");
  hl_activity_free(&a);
}

static double settled_cadence(double written) {
  hl_activity a;
  build(&a, (built){3, written, 100});
  hl_settle_cadence(&a);
  double cadence = (double)a.channel[HL_CADENCE][50];
  hl_activity_free(&a);
  return cadence;
}

static void cadence_of_one_leg_is_doubled(void **state) {
  (void)state;
  assert_true(settled_cadence(86) == 172);
  assert_true(settled_cadence(120) == 240);
  assert_true(settled_cadence(121) == 121);
  assert_true(settled_cadence(172) == 172);
}

static void pauses_told_late_split_the_points(void **state) {
  (void)state;
  static const int64_t at_s[] = {50, 20, 50, 0, 1000, 70};
  static const size_t wanted[] = {0, 20, 50, 70};
  hl_activity a;
  hl_error err = {0};
  build(&a, (built){3, 0, 100});
  for (size_t i = 0; i < sizeof at_s / sizeof *at_s; i++)
    assert_int_equal(hl_activity_segment_at(&a, at_s[i] * 1000 - 500, &err),
                     HL_OK);
  assert_int_equal(a.segment_n, 4);
  assert_memory_equal(a.segment, wanted, sizeof wanted);
  hl_activity_free(&a);
}

static void distance_needs_positions_and_none_of_its_own(void **state) {
  (void)state;
  hl_activity a;
  hl_error err = {0};
  build(&a, (built){3, 0, 10});
  assert_int_equal(hl_activity_distance_from_positions(&a, &err), HL_OK);
  assert_false(a.distance_computed);
  assert_true(a.channel[HL_DISTANCE][9] == 27);
  hl_activity_free(&a);
}

static void distance_leaps_over_points_without_a_position(void **state) {
  (void)state;
  static const double latitude[] = {45, (double)NAN, 45.001};
  hl_activity a;
  hl_error err = {0};
  hl_activity_init(&a, "made");
  for (int i = 0; i < 3; i++) {
    hl_point point;
    hl_point_clear(&point);
    point.time_ms = i;
    point.latitude_deg = latitude[i];
    point.longitude_deg = 179.9999;
    assert_int_equal(hl_activity_add_point(&a, &point, &err), HL_OK);
  }
  assert_int_equal(hl_activity_distance_from_positions(&a, &err), HL_OK);
  const float *distance = a.channel[HL_DISTANCE];
  assert_true(distance[0] == 0);
  assert_true(isnan(distance[1]));
  assert_true(fabs((double)distance[2] - 111.195) < 0.01);
  hl_activity_free(&a);
}

HL_TEST_MAIN(cmocka_unit_test(sport_is_guessed_from_speed_and_cadence),
             cmocka_unit_test(sport_called_other_needs_a_running_cadence),
             cmocka_unit_test(the_reason_of_a_guess_tells_its_figures),
             cmocka_unit_test(cadence_of_one_leg_is_doubled),
             cmocka_unit_test(pauses_told_late_split_the_points),
             cmocka_unit_test(distance_needs_positions_and_none_of_its_own),
             cmocka_unit_test(distance_leaps_over_points_without_a_position))
