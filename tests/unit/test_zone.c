/* SPDX-License-Identifier: MIT
**
** Time zones: our reading of tzdata against the C library's, in the table and
** beyond it, and files that are none.
*/
#define _DEFAULT_SOURCE /* tm_gmtoff */
#include "hl_test.h"

#include <time.h>

#include "base/calendar.h"
#include "base/zone.h"
#include "base/zone_rule.h"

static int64_t ms_of(const char *text) {
  hl_instant instant = {0};
  assert_true(hl_parse_datetime(text, strlen(text), &instant));
  return instant.ms;
}

static int hours_in(const char *name, const char *text) {
  hl_zone *zone;
  hl_error err = {0};
  if (hl_zone_open(name, &zone, &err)) fail_msg("%s: %s", name, err.text);
  int32_t offset_s = hl_zone_offset_s(zone, ms_of(text));
  hl_zone_close(zone);
  return offset_s / 3600;
}

static void summer_time_begins_and_ends_on_the_second(void **state) {
  (void)state;
  assert_int_equal(hours_in("Europe/Berlin", "2024-03-31T00:59:59.999Z"), 1);
  assert_int_equal(hours_in("Europe/Berlin", "2024-03-31T01:00:00Z"), 2);
  assert_int_equal(hours_in("Europe/Berlin", "2024-10-27T00:59:59Z"), 2);
  assert_int_equal(hours_in("Europe/Berlin", "2024-10-27T01:00:00Z"), 1);
  assert_int_equal(hours_in("Australia/Sydney", "2024-01-01T00:00:00Z"), 11);
  assert_int_equal(hours_in("Australia/Sydney", "2024-07-01T00:00:00Z"), 10);
  assert_int_equal(hours_in("Etc/UTC", "2024-07-01T00:00:00Z"), 0);
}

static void the_footer_rules_beyond_the_table(void **state) {
  (void)state;
  assert_int_equal(hours_in("Europe/Berlin", "2150-07-01T00:00:00Z"), 2);
  assert_int_equal(hours_in("Europe/Berlin", "2150-12-01T00:00:00Z"), 1);
  assert_int_equal(hours_in("America/New_York", "2100-07-01T00:00:00Z"), -4);
  assert_int_equal(hours_in("Australia/Sydney", "2100-12-31T23:59:59Z"), 11);
  assert_int_equal(hours_in("Asia/Tokyo", "2190-06-01T00:00:00Z"), 9);
}

static const char *utc_of(const char *name, const char *clock) {
  static char text[32];
  hl_zone *zone;
  assert_int_equal(hl_zone_open(name, &zone, NULL), HL_OK);
  hl_print_datetime(text, sizeof text, hl_zone_utc_ms(zone, ms_of(clock)));
  hl_zone_close(zone);
  return text;
}

static void a_clock_on_the_wall_is_an_instant(void **state) {
  (void)state;
  const char *berlin = "Europe/Berlin";
  assert_string_equal(utc_of(berlin, "2024-06-01T08:00:00"),
                      "2024-06-01T06:00:00Z");
  assert_string_equal(utc_of(berlin, "2024-12-01T08:00:00"),
                      "2024-12-01T07:00:00Z");
  assert_string_equal(utc_of("America/New_York", "2024-07-04T23:30:00"),
                      "2024-07-05T03:30:00Z");
  assert_string_equal(utc_of("Asia/Kathmandu", "1985-12-31T12:00:00"),
                      "1985-12-31T06:30:00Z");
  /* An hour that came twice: the first. One that was left out: as if. */
  assert_string_equal(utc_of(berlin, "2024-10-27T02:30:00"),
                      "2024-10-27T00:30:00Z");
  assert_string_equal(utc_of(berlin, "2024-10-27T03:00:00"),
                      "2024-10-27T02:00:00Z");
  assert_string_equal(utc_of(berlin, "2024-03-31T02:30:00"),
                      "2024-03-31T01:30:00Z");
  assert_string_equal(utc_of(berlin, "2024-03-31T01:59:59"),
                      "2024-03-31T00:59:59Z");
}

static void zones_agree_with_the_c_library(void **state) {
  (void)state;
  const char *const names[] = {
      "Europe/Berlin",     "Europe/Dublin",       "America/New_York",
      "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu",
      "Africa/Casablanca", "America/Nuuk",        "Pacific/Apia",
      "Asia/Gaza",         "Antarctica/Troll",    "America/St_Johns"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    hl_zone *zone;
    assert_int_equal(hl_zone_open(names[i], &zone, NULL), HL_OK);
    setenv("TZ", names[i], 1);
    tzset();
    for (int64_t s = -2208988800; s < 7258118400; s += 86400 * 3 + 12345) {
      time_t t = (time_t)s;
      struct tm tm;
      localtime_r(&t, &tm);
      if (hl_zone_offset_s(zone, s * 1000) != tm.tm_gmtoff)
        fail_msg("%s at %lld", names[i], (long long)s);
    }
    hl_zone_close(zone);
  }
}

static void the_systems_own_zone_opens_where_there_is_one(void **state) {
  (void)state;
  hl_zone *zone;
  hl_error err = {0};
  hl_status status = hl_zone_open(NULL, &zone, &err);
  if (status)
    assert_int_equal(status, HL_E_INPUT);
  else
    assert_true(hl_zone_offset_s(zone, 0) >= -14 * 3600);
  assert_int_equal(zone == NULL, status != HL_OK);
  hl_zone_close(zone);
}

static void names_cannot_leave_the_folder_of_zones(void **state) {
  (void)state;
  const char *const names[] = {"",
                               "/etc/passwd",
                               "../../../etc/passwd",
                               "Europe/../Berlin",
                               "Europe/Berlin\n",
                               "a b"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    hl_zone *zone;
    hl_error err = {0};
    assert_int_equal(hl_zone_open(names[i], &zone, &err), HL_E_USAGE);
    assert_null(zone);
  }
  hl_zone *zone;
  hl_error err = {0};
  assert_int_equal(hl_zone_open("Europe/Atlantis", &zone, &err), HL_E_INPUT);
  assert_int_equal(hl_zone_open("Europe", &zone, NULL), HL_E_INPUT);
  assert_int_equal(hl_zone_open("zone.tab", &zone, NULL), HL_E_USAGE);
  assert_int_equal(hl_zone_open("tzdata", &zone, NULL), HL_E_INPUT);
}

static int rule_hours(const char *text, const char *at) {
  hl_zone_rule rule;
  if (!hl_zone_rule_parse(text, strlen(text), &rule)) return -99;
  return hl_zone_rule_offset_s(&rule, ms_of(at) / 1000) / 3600;
}

static void rules_of_every_kind_are_understood(void **state) {
  (void)state;
  assert_int_equal(rule_hours("<+05>-5", "2024-07-01T00:00:00Z"), 5);
  assert_int_equal(rule_hours("EST5EDT,J60/0,N", "2024-07-01T00:00:00Z"), -99);
  /* J60 is 1 March in leap years too; day 59 counted from 0 is 29 February */
  const char *julian = "AAA0BBB,J60/0,J365/24";
  assert_int_equal(rule_hours(julian, "2024-02-29T23:00:00Z"), 0);
  assert_int_equal(rule_hours(julian, "2024-03-01T00:00:00Z"), 1);
  const char *zero_based = "AAA0BBB,59/0,J365/24";
  assert_int_equal(rule_hours(zero_based, "2024-02-28T23:59:59Z"), 0);
  assert_int_equal(rule_hours(zero_based, "2024-02-29T00:00:00Z"), 1);
  /* summer time all year round (RFC 8536 3.3.1) */
  const char *always = "EST5EDT,0/0,J365/25";
  assert_int_equal(rule_hours(always, "2024-01-01T05:00:00Z"), -4);
  assert_int_equal(rule_hours(always, "2024-12-31T23:59:59Z"), -4);
  /* a summer time of its own size, a change at a negative time */
  assert_int_equal(
      rule_hours("<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", "2024-07-01T00:00:00Z"),
      2);
  assert_int_equal(
      rule_hours("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T00:59:59Z"),
      -2);
  assert_int_equal(
      rule_hours("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T01:00:00Z"),
      -1);
}

static void texts_that_are_no_rule_are_refused(void **state) {
  (void)state;
  const char *const texts[] = {"",
                               "CE",
                               "CET",
                               "CET-",
                               "CET-168",
                               "CET-1CEST",
                               "CET-1CEST,M3.5.0",
                               "CET-1CEST,M13.5.0,M10.5.0",
                               "CET-1CEST,M3.6.0,M10.5.0",
                               "CET-1CEST,M3.5.7,M10.5.0",
                               "CET-1CEST,J0,J1",
                               "CET-1CEST,366,1",
                               "CET-1CEST,M3.5.0,M10.5.0/",
                               "CET-1x",
                               "<+01-1",
                               "CET-1:60",
                               "CET-1CEST,M3.5.0,M10.5.0/3 "};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    hl_zone_rule rule;
    if (hl_zone_rule_parse(texts[i], strlen(texts[i]), &rule))
      fail_msg("accepted: %s", texts[i]);
  }
}

/* A file of one transition at 1000 s from +1 h to +2 h, and no rule. */
static const char SMALL[] =
    "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
    "\0\0\0\0\0\0UTC\0"
    "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0\4"
    "\0\0\0\0\0\0\3\xE8"
    "\1"
    "\0\0\x0E\x10\0\0\0\0\x1C\x20\1\0"
    "AAA\0"
    "\n\n";

static void an_offset_without_a_rule_holds_on(void **state) {
  (void)state;
  hl_zone *zone;
  hl_error err = {0};
  assert_int_equal(hl_zone_parse(SMALL, sizeof SMALL - 1, &zone, &err), HL_OK);
  assert_int_equal(hl_zone_offset_s(zone, INT64_MIN), 3600);
  assert_int_equal(hl_zone_offset_s(zone, 999999), 3600);
  assert_int_equal(hl_zone_offset_s(zone, 1000000), 7200);
  assert_int_equal(hl_zone_offset_s(zone, INT64_MAX), 7200);
  hl_zone_close(zone);
}

static void damaged_files_are_refused(void **state) {
  (void)state;
  hl_zone *zone;
  for (size_t length = 0; length + 1 < sizeof SMALL; length++) {
    char *cut = malloc(length + 1); /* so that reading beyond is noticed */
    memcpy(cut, SMALL, length);
    assert_int_equal(hl_zone_parse(cut, length, &zone, NULL), HL_E_INPUT);
    free(cut);
  }
  /* Every byte in turn set to 0xFF: refused or read, never beyond the end. */
  for (size_t at = 0; at + 1 < sizeof SMALL; at++) {
    char *bent = malloc(sizeof SMALL - 1);
    memcpy(bent, SMALL, sizeof SMALL - 1);
    bent[at] = (char)0xFF;
    if (hl_zone_parse(bent, sizeof SMALL - 1, &zone, NULL) == HL_OK) {
      int32_t offset_s = hl_zone_offset_s(zone, 5000000);
      assert_true(offset_s > -26 * 3600 && offset_s < 26 * 3600);
    }
    hl_zone_close(zone);
    free(bent);
  }
}

HL_TEST_MAIN(cmocka_unit_test(summer_time_begins_and_ends_on_the_second),
             cmocka_unit_test(the_footer_rules_beyond_the_table),
             cmocka_unit_test(a_clock_on_the_wall_is_an_instant),
             cmocka_unit_test(zones_agree_with_the_c_library),
             cmocka_unit_test(the_systems_own_zone_opens_where_there_is_one),
             cmocka_unit_test(names_cannot_leave_the_folder_of_zones),
             cmocka_unit_test(rules_of_every_kind_are_understood),
             cmocka_unit_test(texts_that_are_no_rule_are_refused),
             cmocka_unit_test(an_offset_without_a_rule_holds_on),
             cmocka_unit_test(damaged_files_are_refused))
