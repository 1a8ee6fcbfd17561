/* SPDX-License-Identifier: MIT
**
** What GoldenCheetah keeps of an athlete beside the activities: measures of a
** day, and heart rates from a date on.
*/
#include "hl_test.h"

#include <math.h>

#include "activity/day.h"
#include "base/calendar.h"
#include "hosts/gc_athlete.h"

static int32_t day_of(void *ctx, int64_t ms) {
  (void)ctx;
  return hl_local_day(ms, 0);
}

static const hl_gc_calendar utc = {.day_of = day_of};

typedef struct fixture {
  hl_arena arena;
  hl_gc_athlete athlete;
  hl_error err;
} fixture;

static hl_status measures(fixture *f, const char *text) {
  f->athlete.arena = &f->arena;
  return hl_gc_measures_read(text, strlen(text), &utc, &f->athlete, &f->err);
}

static hl_status zones(fixture *f, const char *text) {
  f->athlete.arena = &f->arena;
  return hl_gc_zones_read(text, strlen(text), &f->athlete, &f->err);
}

static void is_float(float got, double expected) {
  if (!(fabs((double)got - expected) < 1e-4))
    fail_msg("%g, not %g", (double)got, expected);
}

static void reads_hrv_weight_and_wellness(void **state) {
  (void)state;
  fixture f = {0};
  assert_int_equal(
      measures(&f, "\xef\xbb\xbf{\"version\":1,\"other\":[{}],\"measures\":["
                   "{\"when\":86400,\"hr\":52,\"rmssd\":55.5,\"avnn\":900,"
                   "\"comment\":\"bad night\",\"source\":1,"
                   "\"originalsource\":\"x\"},"
                   "{\"when\":172800,\"hr\":0,\"rmssd\":0,\"comment\":\"\"},"
                   "{\"when\":172800,\"weightkg\":61.25,\"sleep\":7,"
                   "\"soreness\":4}]}"),
      HL_OK);
  assert_int_equal(f.athlete.measure_n, 3);
  const hl_day *first = &f.athlete.measure[0].day;
  assert_int_equal(first->day, 1);
  is_float(first->resting_bpm, 52);
  is_float(first->hrv_ms, 55.5);
  assert_string_equal(first->note, "bad night");
  assert_true(isnan(f.athlete.measure[1].day.resting_bpm)); /* 0: not said */
  is_float(f.athlete.measure[2].day.weight_kg, 61.25);
  is_float(f.athlete.measure[2].day.sleep_h, 7);
  assert_int_equal(f.athlete.measure[2].day.soreness, 4);
  hl_arena_free(&f.arena);
}

static void takes_no_field_that_is_on_another_scale(void **state) {
  (void)state;
  fixture f = {0};
  assert_int_equal(measures(&f, "{\"measures\":[{\"when\":1,\"soreness\":3,"
                                "\"mood\":5},{\"when\":2,\"soreness\":9}]}"),
                   HL_OK);
  assert_int_equal(f.athlete.measure[0].day.soreness, 0);
  assert_int_equal(f.athlete.measure[0].day.mood, 5);
  hl_arena_free(&f.arena);
}

static void takes_a_broken_file_not_at_all(void **state) {
  (void)state;
  static const char *const broken[] = {
      "{\"measures\":[{\"when\":1,\"hr\":50},",
      "{\"measures\":[{\"when\":1,\"hr\":50} {", "[]", "", "{\"measures\":7}"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    fixture f = {0};
    assert_int_equal(measures(&f, broken[i]), HL_E_INPUT);
    assert_int_equal(f.athlete.measure_n, 0);
    assert_true(f.err.text[0]);
    hl_arena_free(&f.arena);
  }
}

static void is_heart(const hl_heart *heart, const char *day, double max_bpm,
                     double resting_bpm) {
  char text[16];
  hl_print_day(text, sizeof text, heart->day);
  assert_string_equal(text, day);
  assert_true(isnan(max_bpm) ? isnan(heart->max_bpm)
                             : heart->max_bpm == max_bpm);
  assert_true(heart->resting_bpm == resting_bpm);
}

static void reads_the_ranges_of_heart_rate_zones(void **state) {
  (void)state;
  fixture f = {0};
  assert_int_equal(
      zones(&f, "DEFAULTS:\r\nZ1,Recovery,0%,0.9\r\n\r\n"
                "2025/01/01: LT=168, RestHr=48, MaxHr=191, AeT=150\r\n"
                "Z1,Recovery,0,115\r\n"
                "2024/6/5: LT=165 RestHr = 50, maxhr= 400 # too high\n"
                "# 2023/01/01: LT=100, RestHr=40, MaxHr=180\n"
                "from BEGIN until 2024/06/05: LT=160, RestHr=52, MaxHr=188\n"
                "2026/13/01: LT=168, RestHr=48, MaxHr=191\n"
                "2026/01/01: LT=0, RestHr=0, MaxHr=0"),
      HL_OK);
  assert_int_equal(f.athlete.heart_n, 3);
  is_heart(&f.athlete.heart[0], "1970-01-01", 188, 52);
  is_heart(&f.athlete.heart[1], "2024-06-05", (double)NAN, 50);
  is_heart(&f.athlete.heart[2], "2025-01-01", 191, 48);
  assert_true(f.athlete.heart[2].threshold_bpm == 168);
  hl_arena_free(&f.arena);
}

HL_TEST_MAIN(cmocka_unit_test(reads_hrv_weight_and_wellness),
             cmocka_unit_test(takes_no_field_that_is_on_another_scale),
             cmocka_unit_test(takes_a_broken_file_not_at_all),
             cmocka_unit_test(reads_the_ranges_of_heart_rate_zones))
