/* SPDX-License-Identifier: MIT
**
** The daily values of a Garmin export.
*/
#include "hl_test.h"

#include "read_case.h"

#include "base/calendar.h"
#include "read/folder.h"

enum {
  MOST_DAYS = 8
};

typedef struct garmin_case {
  hl_day day[MOST_DAYS];
  int days;
  hl_status status;
  hl_error err;
} garmin_case;

static hl_status no_activity(void *ctx, hl_activity *activity, int part,
                             hl_error *err) {
  (void)ctx, (void)activity, (void)part, (void)err;
  fail();
  return HL_OK;
}

static hl_status note_day(void *ctx, const hl_day *day, hl_error *err) {
  garmin_case *c = ctx;
  (void)err;
  assert_true(c->days < MOST_DAYS);
  c->day[c->days++] = *day;
  return HL_OK;
}

static garmin_case read_table(const char *text, size_t length) {
  garmin_case c = {0};
  hl_read_sink sink = {.take = no_activity, .take_day = note_day, .ctx = &c};
  hl_content content = {text, length, "UDSFile_1.json"};
  hl_reader *reader = hl_reader_new();
  assert_non_null(reader);
  c.status = hl_read_bytes(reader, &content, &sink, &c.err);
  hl_reader_free(reader);
  return c;
}

static int32_t may(int day) {
  return hl_day_from_date((hl_date){2024, 5, day});
}

static void reads_resting_heart_rate(void **state) {
  static const char text[] =
      "[ {\"userProfilePK\":1,\"calendarDate\":\"2024-05-01\","
      "\"restingHeartRate\":48,\"allDayStress\":{\"a\":[{\"b\":1}]}},\n"
      "{\"calendarDate\":\"2024-05-02\",\"restingHeartRate\":null},\n"
      "{\"calendarDate\":{\"date\":\"May 3\"},\"restingHeartRate\":50},\n"
      "{\"restingHeartRate\":49.5,\"calendarDate\":\"2024-05-04\"}]";
  (void)state;
  garmin_case c = read_table(text, sizeof text - 1);
  assert_int_equal(c.status, HL_OK);
  assert_int_equal(c.days, 2);
  assert_int_equal(c.day[0].day, may(1));
  assert_near(c.day[0].resting_bpm, 48);
  assert_true(isnan(c.day[0].sleep_h));
  assert_string_equal(c.day[0].source, "file:garmin-daily");
  assert_int_equal(c.day[1].day, may(4));
  assert_near(c.day[1].resting_bpm, 49.5);
}

static void adds_up_the_phases_of_sleep(void **state) {
  static const char text[] =
      "[{\"sleepStartTimestampGMT\":\"2024-04-30T21:00:00.0\","
      "\"calendarDate\":\"2024-05-01\",\"deepSleepSeconds\":3600,"
      "\"lightSleepSeconds\":14400,\"remSleepSeconds\":5400,"
      "\"awakeSleepSeconds\":600,\"sleepScores\":{\"overallScore\":80}},"
      "{\"calendarDate\":\"2024-05-02\",\"deepSleepSeconds\":null},"
      "{\"calendarDate\":\"2024-05-03\",\"lightSleepSeconds\":900000}]";
  (void)state;
  garmin_case c = read_table(text, sizeof text - 1);
  assert_int_equal(c.status, HL_OK);
  assert_int_equal(c.days, 1);
  assert_near(c.day[0].sleep_h, 6.5);
  assert_string_equal(c.day[0].source, "file:garmin-sleep");
}

static void finds_heart_rate_variability_among_metrics(void **state) {
  static const char text[] =
      "[{\"calendarDate\":\"2024-05-01\",\"metrics\":["
      "{\"type\":\"HR\",\"value\":50.0},"
      "{\"value\":61.0,\"type\":\"HRV\",\"status\":\"IN_RANGE\"},"
      "{\"type\":\"SPO2\",\"value\":96}]},"
      "{\"calendarDate\":\"2024-05-02\",\"metrics\":[]}]";
  (void)state;
  garmin_case c = read_table(text, sizeof text - 1);
  assert_int_equal(c.status, HL_OK);
  assert_int_equal(c.days, 1);
  assert_near(c.day[0].hrv_ms, 61);
  assert_string_equal(c.day[0].source, "file:garmin-health");
}

static void names_its_sources_among_those_of_days(void **state) {
  static const char *const wanted[] = {
      "file:garmin-daily", "file:garmin-health", "file:garmin-sleep",
      "file:apple-health"};
  (void)state;
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    bool found = false;
    for (size_t k = 0; hl_day_sources[k]; k++)
      found = found || strcmp(hl_day_sources[k], wanted[i]) == 0;
    assert_true(found);
  }
}

static void refuses_a_table_without_values_or_sense(void **state) {
  static const char *const bad[] = {
      "[{\"calendarDate\":\"2024-05-01\",\"steps\":4}]",
      "[{\"calendarDate\":\"2024-05-01\",\"restingHeartRate\":}]",
      "[{\"calendarDate\":\"2024-05-01\" \"restingHeartRate\":4}]",
      "[{\"calendarDate\":\"2024-13-01\",\"restingHeartRate\":4}]",
  };
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    garmin_case c = read_table(bad[i], strlen(bad[i]));
    assert_int_equal(c.status, HL_E_INPUT);
    assert_true(c.err.text[0] != 0);
    assert_int_equal(c.days, 0);
  }
}

static void keeps_the_days_before_a_file_breaks_off(void **state) {
  static const char text[] =
      "[{\"calendarDate\":\"2024-05-01\",\"restingHeartRate\":48},"
      "{\"calendarDate\":\"2024-05-02\",\"restingHeartRate\":49}]";
  (void)state;
  for (size_t n = 0; n < sizeof text - 1; n++) {
    garmin_case c = read_table(text, n);
    if (c.status) {
      assert_int_equal(c.status, HL_E_INPUT);
      assert_true(c.err.text[0] != 0);
      assert_int_equal(c.days, 0);
    } else {
      assert_true(c.days >= 1);
      assert_near(c.day[0].resting_bpm, 48);
    }
  }
}

static void knows_its_tables_by_their_names(void **state) {
  (void)state;
  assert_false(hl_folder_is_part("DI_CONNECT/a/UDSFile_2024.json"));
  assert_false(hl_folder_is_part("x/DI_CONNECT/w/2024_1_sleepData.json"));
  assert_false(hl_folder_is_part("DI_CONNECT/w/1_healthStatusData.json"));
  assert_true(hl_folder_is_part("DI_CONNECT/w/TrainingReadinessDTO_1.json"));
  assert_false(hl_folder_is_part("DI_CONNECT/u/UploadedFiles_1.zip"));
  assert_false(hl_folder_is_part("athlete/activities/2024_05_01.json"));
}

HL_TEST_MAIN(cmocka_unit_test(reads_resting_heart_rate),
             cmocka_unit_test(adds_up_the_phases_of_sleep),
             cmocka_unit_test(finds_heart_rate_variability_among_metrics),
             cmocka_unit_test(names_its_sources_among_those_of_days),
             cmocka_unit_test(refuses_a_table_without_values_or_sense),
             cmocka_unit_test(keeps_the_days_before_a_file_breaks_off),
             cmocka_unit_test(knows_its_tables_by_their_names))
