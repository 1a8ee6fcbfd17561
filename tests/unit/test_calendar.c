/* SPDX-License-Identifier: MIT
**
** Dates and times in and out. The C library's gmtime_r and timegm are the
** judges here and used nowhere else.
*/
#define _DEFAULT_SOURCE /* timegm */
#include "hl_test.h"

#include <time.h>

#include "base/calendar.h"

static hl_instant read_time(const char *text) {
  hl_instant instant = {.ms = -1};
  if (!hl_parse_datetime(text, strlen(text), &instant))
    fail_msg("refused: %s", text);
  return instant;
}

static void expect_same_instant(const char *text, const char *wanted) {
  char printed[32];
  hl_print_datetime(printed, sizeof printed, read_time(text).ms);
  assert_string_equal(printed, wanted);
}

static void the_common_spellings_are_read(void **state) {
  (void)state;
  expect_same_instant("2024-06-04T16:39:40Z", "2024-06-04T16:39:40Z");
  expect_same_instant("2024-06-04T16:39:40.123Z", "2024-06-04T16:39:40.123Z");
  expect_same_instant("2024-06-04T16:39:40,5Z", "2024-06-04T16:39:40.500Z");
  expect_same_instant("2024-06-04T16:39:40.1239999Z",
                      "2024-06-04T16:39:40.123Z");
  expect_same_instant("2024-06-04 16:39:40", "2024-06-04T16:39:40Z");
  expect_same_instant("2024-06-04T16:39", "2024-06-04T16:39:00Z");
  expect_same_instant("2024-06-04T16:39Z", "2024-06-04T16:39:00Z");
  expect_same_instant("2024-06-04T16:39:40+02:00", "2024-06-04T14:39:40Z");
  expect_same_instant("2024-06-04T16:39:40+0200", "2024-06-04T14:39:40Z");
  expect_same_instant("2024-06-04 16:39:40 -0930", "2024-06-05T02:09:40Z");
  expect_same_instant("2024-06-04T16:39:40+02", "2024-06-04T14:39:40Z");
  expect_same_instant(" \t\r\n2024-06-04T16:39:40Z \n", "2024-06-04T16:39:40Z");
  expect_same_instant("2024-02-28T24:00:00Z", "2024-02-29T00:00:00Z");
  expect_same_instant("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
  expect_same_instant("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z");
  expect_same_instant("2199-12-31T23:59:59.999Z", "2199-12-31T23:59:59.999Z");
}

static void the_zone_is_kept_beside_the_instant(void **state) {
  (void)state;
  assert_false(read_time("2024-06-04T16:39:40").has_zone);
  assert_true(read_time("2024-06-04T16:39:40Z").has_zone);
  assert_int_equal(read_time("2024-06-04T16:39:40Z").offset_s, 0);
  assert_int_equal(read_time("2024-06-04T16:39:40+05:45").offset_s, 20700);
  assert_int_equal(read_time("2024-06-04T16:39:40-03").offset_s, -10800);
}

static void what_is_no_time_is_refused(void **state) {
  (void)state;
  const char *const texts[] = {"",
                               "2024-06-04",
                               "2024-06-04T",
                               "2024-06-04T16",
                               "2024-06-04T16:",
                               "2024-06-04T16:39:",
                               "2024-06-04T16:39:40.",
                               "2024-06-04T16:39:40.Z",
                               "2024-06-04T16:39:40ZZ",
                               "2024-06-04T16:39:40+",
                               "2024-06-04T16:39:40+2",
                               "2024-06-04T16:39:40+02:",
                               "2024-06-04T16:39:40+02:60",
                               "2024-06-04T16:39:40+14:01",
                               "2024-06-04T16:39:40+02:00x",
                               "2024-06-04T25:00:00Z",
                               "2024-06-04T24:00:01Z",
                               "2024-06-04T16:60:00Z",
                               "2024-06-04T16:39:61Z",
                               "2024-13-01T00:00:00Z",
                               "2024-00-01T00:00:00Z",
                               "2024-06-31T00:00:00Z",
                               "2023-02-29T00:00:00Z",
                               "1900-02-29T00:00:00Z",
                               "2024-06-00T00:00:00Z",
                               "1899-12-31T23:59:59Z",
                               "2200-01-01T00:00:00Z",
                               "24-06-04T16:39:40Z",
                               "2024/06/04T16:39:40Z",
                               "2024-6-4T16:39:40Z",
                               "-2024-06-04T16:39:40Z",
                               "2024-06-04T16:39:40 Z",
                               "2024-06-04t16:39:40Z",
                               "2024-06-04T 6:39:40Z",
                               "2024-06-04T16:39:4"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    hl_instant instant = {.ms = 42};
    if (hl_parse_datetime(texts[i], strlen(texts[i]), &instant))
      fail_msg("accepted: %s", texts[i]);
    assert_int_equal(instant.ms, 42);
  }
}

static void a_text_ends_where_its_length_says(void **state) {
  (void)state;
  const char text[] = "2024-06-04T16:39:40.123Z";
  hl_instant instant;
  for (size_t length = 0; length < sizeof text; length++) {
    char *copy = malloc(length + 1); /* so that reading beyond is noticed */
    memcpy(copy, text, length);
    bool whole = length == 16 || length == 19 || length >= 21;
    assert_int_equal(hl_parse_datetime(copy, length, &instant), whole);
    free(copy);
  }
}

static void every_day_agrees_with_the_c_library(void **state) {
  (void)state;
  for (int32_t day = -25567; day < 84006; day++) { /* 1900 to 2199 */
    time_t t = (time_t)day * HL_S_PER_DAY;
    struct tm tm;
    gmtime_r(&t, &tm);
    hl_date date = hl_date_from_day(day);
    assert_int_equal(date.year, tm.tm_year + 1900);
    assert_int_equal(date.month, tm.tm_mon + 1);
    assert_int_equal(date.day, tm.tm_mday);
    assert_int_equal(hl_day_from_date(date), day);
    assert_int_equal(hl_weekday(day), (tm.tm_wday + 6) % 7);
  }
}

static void times_agree_with_the_c_library(void **state) {
  (void)state;
  for (int64_t s = -2208988800; s < 7258118400; s += 86399 * 7) {
    char text[40], wanted[40];
    time_t t = (time_t)s;
    struct tm tm;
    gmtime_r(&t, &tm);
    strftime(wanted, sizeof wanted, "%Y-%m-%dT%H:%M:%SZ", &tm);
    assert_int_equal(hl_print_datetime(text, sizeof text, s * 1000), 20);
    assert_string_equal(text, wanted);
    assert_true(read_time(text).ms == s * 1000);
  }
}

static void local_days_and_seconds_follow_the_offset(void **state) {
  (void)state;
  int64_t ms = read_time("1969-12-31T23:30:00.500Z").ms;
  assert_int_equal(hl_local_day(ms, 0), -1);
  assert_int_equal(hl_local_second(ms, 0), 84600);
  assert_int_equal(hl_local_day(ms, 3600), 0);
  assert_int_equal(hl_local_second(ms, 3600), 1800);
  assert_int_equal(hl_local_day(ms, -23 * 3600 - 1801), -2);
}

static void days_are_read_alone_or_out_of_a_time(void **state) {
  (void)state;
  int32_t day = 7;
  assert_true(hl_parse_day(" 2024-06-04\n", 12, &day));
  assert_int_equal(day, hl_day_from_date((hl_date){2024, 6, 4}));
  assert_true(hl_parse_day("2024-06-04T23:30:00-02:00", 25, &day));
  assert_int_equal(day, hl_day_from_date((hl_date){2024, 6, 4}));
  day = 7;
  assert_false(hl_parse_day("2024-06-04x", 11, &day));
  assert_false(hl_parse_day("2024-06", 7, &day));
  assert_false(hl_parse_day("today", 5, &day));
  assert_int_equal(day, 7);
}

/* Rows of a database may hold anything. */
static void times_beyond_all_calendars_still_print(void **state) {
  (void)state;
  char text[32];
  assert_int_equal(hl_print_datetime(text, sizeof text, INT64_MAX), 24);
  assert_memory_equal(text, "9999-12-31T", 11);
  assert_int_equal(hl_print_datetime(text, sizeof text, INT64_MIN), 24);
  assert_memory_equal(text, "0000-03-01T", 11);
  assert_int_equal(hl_print_day(text, sizeof text, INT32_MAX), 10);
  assert_string_equal(text, "9999-12-31");
  assert_int_equal(hl_weekday(INT32_MIN) + hl_weekday(INT32_MAX), 1 + 4);
}

static void printing_fits_or_writes_nothing(void **state) {
  (void)state;
  char text[17] = "xxxx";
  int64_t ms = read_time("2024-06-04T16:39:40Z").ms;
  assert_int_equal(hl_print_datetime(text, sizeof text, ms), 0);
  assert_string_equal(text, "");
  assert_int_equal(hl_print_local(text, sizeof text, ms, 7200), 16);
  assert_string_equal(text, "2024-06-04 18:39");
  assert_int_equal(hl_print_day(text, 11, hl_local_day(ms, 0)), 10);
  assert_string_equal(text, "2024-06-04");
  assert_int_equal(hl_print_day(text, 0, 0), 0);
}

HL_TEST_MAIN(cmocka_unit_test(the_common_spellings_are_read),
             cmocka_unit_test(the_zone_is_kept_beside_the_instant),
             cmocka_unit_test(what_is_no_time_is_refused),
             cmocka_unit_test(a_text_ends_where_its_length_says),
             cmocka_unit_test(every_day_agrees_with_the_c_library),
             cmocka_unit_test(times_agree_with_the_c_library),
             cmocka_unit_test(local_days_and_seconds_follow_the_offset),
             cmocka_unit_test(days_are_read_alone_or_out_of_a_time),
             cmocka_unit_test(times_beyond_all_calendars_still_print),
             cmocka_unit_test(printing_fits_or_writes_nothing))
