/* SPDX-License-Identifier: MIT
**
** Polar's HRM files.
*/
#include "hl_test.h"

#include "read_case.h"

#define PARAMS(mode, interval, length)                                         \
  "[Params]\r\nVersion=106\r\nSMode=" mode "\r\nDate=20240501\r\n"             \
  "StartTime=8:00:00.5\r\nLength=" length "\r\nInterval=" interval "\r\n\r\n"
#define NOTE "[Note]\r\nwooden legs\r\n\r\n"
#define LAPS                                                                   \
  "[IntTimes]\r\n00:00:10.0\t113\t87\t154\t190\r\n0\t0\t0\t0\t0\t285\r\n"      \
  "0\t0\t0\t0\t0\r\n0\t0\t0\t0\t0\t0\r\n0\t0\t0\t0\t0\t0\r\n"                  \
  "00:00:20.0\t113\t87\t154\t190\r\n\r\n"
#define ROWS                                                                   \
  "[HRData]\r\n131\t108\t84\t285\r\n132\t109\t85\t286\r\n133\t0\t0\t286\r\n"   \
  "134\t110\t84\t287\r\n"
#define WHOLE PARAMS("111000100", "5", "00:00:20.1") NOTE LAPS ROWS

#define START_MS INT64_C(1714550400500) /* local time as if it were UTC */

static read_case read_ok(const char *text) {
  read_case r = read_text("24050101.hrm", text);
  if (r.status) print_error("%s\n", r.err.text);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 1);
  return r;
}

static void reads_the_columns_that_its_mode_names(void **state) {
  (void)state;
  read_case r = read_ok(WHOLE);
  const hl_activity *a = &r.part[0];
  assert_string_equal(a->format, "hrm");
  assert_int_equal(a->n, 4);
  assert_int_equal(a->time_ms[0], START_MS);
  assert_int_equal(a->time_ms[3], START_MS + 15000);
  assert_near(value_of(a, HL_HEART_RATE, 0), 131);
  assert_near(value_of(a, HL_SPEED, 0), 3);
  assert_near(value_of(a, HL_CADENCE, 0), 168); /* both legs */
  assert_near(value_of(a, HL_ALTITUDE, 0), 285);
  assert_null(a->channel[HL_POWER]);
  assert_int_equal(a->offset_source, HL_OFFSET_FILE);
  assert_string_equal(a->notes, "wooden legs");
  assert_false(a->is_truncated);
  assert_int_equal(a->lap_n, 2);
  assert_near(a->lap[1].duration_s, 10);
  assert_int_equal(a->lap[0].count, 2);
  assert_int_equal(a->lap[1].first, 2);
  read_done(&r);
}

static void reads_heart_rate_alone_and_miles(void **state) {
  (void)state;
  read_case r =
      read_ok(PARAMS("000000000", "1", "00:00:02") "[HRData]\n140\n0\n");
  assert_int_equal(r.part[0].n, 2);
  assert_null(r.part[0].channel[HL_SPEED]);
  assert_true(isnan(value_of(&r.part[0], HL_HEART_RATE, 1)));
  read_done(&r);
  r = read_ok(PARAMS("101000010", "1", "00:00:01") "[HRData]\n140\t60\t100\n");
  assert_near(value_of(&r.part[0], HL_SPEED, 0), 2.68224);
  assert_near(value_of(&r.part[0], HL_ALTITUDE, 0), 30.48);
  read_done(&r);
}

static void refuses_what_has_no_time(void **state) {
  (void)state;
  static const char *const bad[] = {
      PARAMS("0", "238", "00:02:13.3") "[HRData]\n755\n555\n", /* R-R */
      PARAMS("0", "0", "00:02:13.3") "[HRData]\n75\n",
      PARAMS("0", "x", "00:02:13.3") "[HRData]\n75\n",
      "[Params]\nInterval=5\n[HRData]\n75\n",
      "[Params]\nInterval=5\nDate=20241301\nStartTime=8:0:0\n[HRData]\n75\n",
      "[Params]\nInterval=5\nDate=20240501\nStartTime=25:0:0\n[HRData]\n75\n",
      PARAMS("0", "5", "00:02:13.3"),
      PARAMS("0", "5", "00:02:13.3") "[HRData]\n",
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    read_case r = read_text("x.hrm", bad[i]);
    assert_int_equal(r.status, HL_E_INPUT);
    assert_true(r.err.text[0] != 0);
  }
}

static void drops_and_counts_rows_that_are_none(void **state) {
  (void)state;
  read_case r = read_ok(PARAMS("0", "5", "00:00:15") "[HRData]\n140\nx\n141\n");
  assert_int_equal(r.part[0].n, 2);
  assert_int_equal(r.part[0].dropped, 1);
  assert_int_equal(r.part[0].time_ms[1], START_MS + 10000);
  read_done(&r);
}

static void keeps_complete_rows_wherever_the_file_ends(void **state) {
  (void)state;
  for (size_t n = 0; n < sizeof WHOLE - 1; n++) {
    read_case r = read_memory("24050101.hrm", WHOLE, n);
    if (r.status) {
      assert_int_equal(r.status, HL_E_INPUT);
      assert_true(r.err.text[0] != 0);
      continue;
    }
    const hl_activity *a = &r.part[0];
    assert_true(a->n >= 1);
    for (size_t i = 0; i < a->n && i < 2; i++)
      assert_near(value_of(a, HL_HEART_RATE, i), 131 + (double)i);
    assert_int_equal(a->is_truncated, a->n < 3);
    read_done(&r);
  }
}

HL_TEST_MAIN(cmocka_unit_test(reads_the_columns_that_its_mode_names),
             cmocka_unit_test(reads_heart_rate_alone_and_miles),
             cmocka_unit_test(refuses_what_has_no_time),
             cmocka_unit_test(drops_and_counts_rows_that_are_none),
             cmocka_unit_test(keeps_complete_rows_wherever_the_file_ends))
