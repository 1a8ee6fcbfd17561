/* SPDX-License-Identifier: MIT
**
** GoldenCheetah activities: what they mean, and where GoldenCheetah itself
** would stop reading.
*/
#include "hl_test.h"

#include "read_case.h"

#include "read/gc_json.h"

#define START "\"STARTTIME\":\"2026\\/05\\/06 07:00:00 UTC \""
#define RIDE(inside) "{\"RIDE\":{" START "," inside "}}"
#define SAMPLES(inside) "\"SAMPLES\":[" inside "]"
#define ONE SAMPLES("{\"SECS\":0,\"HR\":140}")
#define TAGS(inside) "\"TAGS\":{" inside "}"

#define START_MS INT64_C(1778050800000) /* 2026-05-06T07:00:00Z */

static const char NATIVE[] =
    "\xef\xbb\xbf{\n\t\"RIDE\":{\n\t\t" START ",\n"
    "\t\t\"RECINTSECS\":1,\n"
    "\t\t\"DEVICETYPE\":\"Made up 3 \",\n"
    "\t\t\"IDENTIFIER\":\"abc \",\n"
    "\t\t\"OVERRIDES\":[\n"
    "\t\t\t{ \"skiba_bike_score\":{ \"value\":\"10\" }}\n\t\t],\n"
    "\t\t\"TAGS\":{\n"
    "\t\t\t\"Heavy When\":\"late \",\n"
    "\t\t\t\"Keywords\":\"hills #soreness=4 \",\n"
    "\t\t\t\"Legs\":\"4 \",\n"
    "\t\t\t\"Legs Verdict\":\"disagree \",\n"
    "\t\t\t\"Notes\":\"one \\\"two\\\"\\nth\\u00fcee \\/ \\\\ \",\n"
    "\t\t\t\"RPE\":\"6.5 \",\n"
    "\t\t\t\"Feel\":\"25 \",\n"
    "\t\t\t\"Sport\":\"Run \",\n"
    "\t\t\t\"Weight\":\"61.5 \"\n"
    "\t\t},\n"
    "\t\t\"INTERVALS\":[\n"
    "\t\t\t{ \"NAME\":\"Lap 1 \", \"START\": 0, \"STOP\": 2 },\n"
    "\t\t\t{ \"NAME\":\"Heavy legs: end \", \"START\": 1, \"STOP\": 3, "
    "\"COLOR\":\"#ff5500\", \"PTEST\":\"false\" },\n"
    "\t\t\t{ \"NAME\":\"2 \", \"START\": 2, \"STOP\": 3 }\n"
    "\t\t],\n"
    "\t\t\"SAMPLES\":[\n"
    "\t\t\t{ \"SECS\":0, \"KM\":0, \"WATTS\":250, \"KPH\":10.8, \"HR\":134, "
    "\"ALT\":50, \"LAT\":48.1371541, \"LON\":-11.5761242, \"SLOPE\":0, "
    "\"TEMP\":12, \"RCAD\":84, \"RVERT\":8.7, \"RCON\":241 },\n"
    "\t\t\t{ \"SECS\":1.003, \"KM\":0.00313986, \"KPH\":11.3035, \"HR\":0, "
    "\"LAT\":0, \"LON\":0, \"RCAD\":85, \"RVERT\":0, \"RCON\":0 },\n"
    "\t\t\t{ \"SECS\":2, \"KM\":6.28e-03, \"HR\":136 }\n"
    "\t\t],\n"
    "\t\t\"XDATA\":[\n\t\t{\n\t\t\t\"NAME\" : \"SWIM\",\n"
    "\t\t\t\"VALUES\" : [ \"a\", \"b\" ],\n"
    "\t\t\t\"SAMPLES\" : [\n"
    "\t\t\t\t{ \"SECS\":10, \"KM\":0.03, \"VALUES\":[ 1.5, 80 ] }\n"
    "\t\t\t]\n\t\t}\n\t\t]\n\t}\n}\n";

static read_case read_gc(const char *text) {
  return read_text("2026_05_06_09_00_00.json", text);
}

static read_case read_one(const char *text) {
  read_case r = read_gc(text);
  if (r.status) print_error("line %d: %s\n", (int)r.err.line, r.err.text);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 1);
  return r;
}

static void reads_what_goldencheetah_writes(void **state) {
  (void)state;
  read_case r = read_one(NATIVE);
  const hl_activity *a = &r.part[0];
  assert_string_equal(a->format, "gcjson");
  assert_int_equal(a->n, 3);
  assert_int_equal(a->start_ms, START_MS);
  assert_int_equal(a->time_ms[1], START_MS + 1003);
  assert_near(value_of(a, HL_DISTANCE, 1), 3.13986);
  assert_near(value_of(a, HL_DISTANCE, 2), 6.28);
  assert_near(value_of(a, HL_SPEED, 0), 3);
  assert_near(value_of(a, HL_HEART_RATE, 0), 134);
  assert_near(value_of(a, HL_CADENCE, 0), 168); /* both legs */
  assert_near(value_of(a, HL_OSCILLATION, 0), 87);
  assert_near(value_of(a, HL_CONTACT, 0), 241);
  assert_near(value_of(a, HL_POWER, 0), 250);
  assert_near(value_of(a, HL_TEMPERATURE, 0), 12);
  assert_near(a->latitude_deg[0], 48.1371541);
  assert_near(a->longitude_deg[0], -11.5761242);
  assert_string_equal(a->device, "Made up 3");
  assert_string_equal(a->file_id, "abc");
  assert_string_equal(a->notes, "one \"two\"\nth\xc3\xbc"
                                "ee / \\");
  assert_int_equal(a->sport, HL_SPORT_RUN);
  read_done(&r);
}

static void takes_zero_for_missing_where_it_cannot_be(void **state) {
  (void)state;
  read_case r = read_one(NATIVE);
  const hl_activity *a = &r.part[0];
  assert_true(isnan(value_of(a, HL_HEART_RATE, 1)));
  assert_true(isnan(value_of(a, HL_OSCILLATION, 1)));
  assert_true(isnan(value_of(a, HL_CONTACT, 1)));
  assert_true(isnan(a->latitude_deg[1]));
  read_done(&r);
}

static void takes_the_offset_from_the_name_of_the_file(void **state) {
  (void)state;
  static const struct {
    const char *name;
    int32_t offset_s;
    hl_offset_source source;
  } cases[] = {
      {"a/2026_05_06_09_00_00.json", 7200, HL_OFFSET_HOST},
      {"2026_05_06_02_30_00.json", -16200, HL_OFFSET_HOST},
      {"2026_05_06_07_00_00.json", 0, HL_OFFSET_HOST},
      {"2026_05_08_07_00_00.json", 0, HL_OFFSET_NONE},
      {"2026_05_06_07_00_01.json", 0, HL_OFFSET_NONE},
      {"run.json", 0, HL_OFFSET_NONE},
      {"2026_13_06_09_00_00.json", 0, HL_OFFSET_NONE},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    read_case r = read_text(cases[i].name, RIDE(ONE));
    assert_int_equal(r.status, HL_OK);
    assert_int_equal(r.part[0].offset_source, cases[i].source);
    assert_int_equal(r.part[0].utc_offset_s, cases[i].offset_s);
    read_done(&r);
  }
}

static void takes_the_runner_s_fields_as_report(void **state) {
  (void)state;
  read_case r = read_one(NATIVE);
  const hl_report *report = &r.part[0].report;
  assert_int_equal(report->heavy, HL_HEAVY_LATE);
  assert_int_equal(report->legs, 4);
  assert_int_equal(report->rpe, 7);
  assert_int_equal(report->feel, 2);
  assert_int_equal(report->agrees, HL_NO);
  assert_string_equal(report->source, "file");
  assert_string_equal(r.part[0].keywords, "hills #soreness=4");
  assert_near(r.part[0].weight_kg, 61.5);
  read_done(&r);
}

static void takes_zeros_and_blanks_in_fields_for_unsaid(void **state) {
  (void)state;
  read_case r = read_one(
      RIDE(TAGS("\"RPE\":\"0 \",\"Feel\":\"0 \",\"Legs\":\" \",\"Heavy When\":"
                "\"x \",\"Notes\":\" \"") "," ONE));
  const hl_report *report = &r.part[0].report;
  assert_int_equal(report->rpe, 0);
  assert_int_equal(report->feel, 0);
  assert_int_equal(report->legs, 0);
  assert_int_equal(report->heavy, HL_HEAVY_UNSAID);
  assert_null(report->source);
  assert_null(r.part[0].notes);
  read_done(&r);
}

static void takes_device_laps_but_no_other_intervals(void **state) {
  (void)state;
  read_case r = read_one(NATIVE);
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->lap_n, 2);
  assert_int_equal(a->lap[0].start_ms, START_MS);
  assert_near(a->lap[0].duration_s, 2);
  assert_int_equal(a->lap[0].count, 2);
  assert_int_equal(a->lap[1].first, 2);
  read_done(&r);
}

static void doubles_cadence_of_a_run_and_leaves_that_of_a_ride(void **state) {
  (void)state;
  static const char *const sports[] = {"Run ", "Bike "};
  for (int i = 0; i < 2; i++) {
    char text[500];
    snprintf(
        text, sizeof text,
        RIDE(SAMPLES("{\"SECS\":0,\"CAD\":85}") "," TAGS("\"Sport\":\"%s\"")),
        sports[i]);
    read_case r = read_one(text);
    assert_near(value_of(&r.part[0], HL_CADENCE, 0), i ? 85 : 170);
    read_done(&r);
  }
}

static void reads_latin_1_where_the_bytes_are_no_utf_8(void **state) {
  (void)state;
  read_case r = read_one(RIDE(TAGS("\"Notes\":\"m\xfc"
                                   "de \"") "," ONE));
  assert_string_equal(r.part[0].notes, "m\xc3\xbc"
                                       "de");
  read_done(&r);
}

/* ---- the grammar -------------------------------------------------------- */

static hl_gc_outline outline_of(const char *text) {
  hl_gc_outline outline;
  hl_error err = {0};
  const hl_gc_sink nothing = {0};
  hl_status status = hl_gc_parse(text, strlen(text), &nothing, &outline, &err);
  if (status) print_error("%s\nline %d: %s\n", text, (int)err.line, err.text);
  assert_int_equal(status, HL_OK);
  return outline;
}

static void knows_what_goldencheetah_would_not_read(void **state) {
  (void)state;
  static const char *const strict[] = {
      NATIVE,
      RIDE(ONE),
      "{\"RIDE\":{" ONE "," START "}}",
      RIDE(TAGS("\"A\":\"\"") "," ONE),
      RIDE(TAGS("\"A\":\"HR \"") "," ONE),
      RIDE(SAMPLES("{\"SECS\":1,\"RUNPWR\":250,\"NOTE\":\"x\"}")),
      RIDE(SAMPLES("{\"SECS\":1,\"NM\":1.5e2,\"SLOPE\":-0.0,\"TEMP\":1e-05}")),
      RIDE("\"INTERVALS\":[{\"NAME\":\"x \",\"START\":1.5,\"STOP\":2,"
           "\"PTEST\":\"false\"}]," ONE),
  };
  static const char *const loose[] = {
      RIDE(TAGS("\"Score\":7.4") "," ONE),
      RIDE(TAGS("\"Score\":{\"a\":\"b\"}") "," ONE),
      RIDE(TAGS("\"HR\":\"x \"") "," ONE),
      RIDE(TAGS("\"A\":\"HR\"") "," ONE),
      RIDE(TAGS("\"A\":\"fade\\\\\"") "," ONE),
      RIDE("\"MINE\":\"x \"," ONE),
      RIDE("\"INTERVALS\":[]," ONE),
      RIDE("\"TAGS\":{}," ONE),
      RIDE("\"INTERVALS\":[{\"START\":1,\"STOP\":2,\"NAME\":\"x \"}]," ONE),
      RIDE("\"INTERVALS\":[{\"NAME\":\"x \",\"START\":1,\"STOP\":2,"
           "\"NOTE\":\"y \"}]," ONE),
      RIDE(SAMPLES("{\"SECS\":1,\"HR\":null}")),
      RIDE(SAMPLES("{\"SECS\":1,\"FLAG\":true}")),
      RIDE(SAMPLES("{\"SECS\":1,\"WATTS\":1e6}")),
      RIDE(SAMPLES("{\"SECS\":1,\"WATTS\":1.5E2}")),
      RIDE(SAMPLES("{\"SECS\":.5}")),
      "{\"RIDE\":{" START "," ONE "},\"OTHER\":{\"a\":[1,2]}}",
  };
  for (size_t i = 0; i < sizeof strict / sizeof *strict; i++) {
    hl_gc_outline outline = outline_of(strict[i]);
    if (outline.loose_what) print_error("%s\n", strict[i]);
    assert_null(outline.loose_what);
  }
  for (size_t i = 0; i < sizeof loose / sizeof *loose; i++) {
    hl_gc_outline outline = outline_of(loose[i]);
    if (!outline.loose_what) print_error("%s\n", loose[i]);
    assert_non_null(outline.loose_what);
    assert_int_equal(outline.loose_line, 1);
  }
}

static void says_where_the_sections_lie(void **state) {
  (void)state;
  hl_gc_outline outline = outline_of(NATIVE);
  assert_int_equal(outline.sample_n, 3);
  assert_int_equal(outline.tag_n, 9);
  assert_int_equal(outline.interval_n, 3);
  assert_int_equal(NATIVE[outline.tags.begin], '{');
  assert_int_equal(NATIVE[outline.tags.end - 1], '}');
  assert_memory_equal(NATIVE + outline.tags.end, ",\n\t\t\"INTERVALS\"", 15);
  assert_int_equal(NATIVE[outline.intervals.begin], '[');
  assert_memory_equal(NATIVE + outline.intervals.end, ",\n\t\t\"SAMPLES\"", 13);
  assert_int_equal(NATIVE[outline.ride.begin], '{');
  assert_memory_equal(NATIVE + outline.ride.end, "\n}\n", 3);
}

static hl_status note_tag(void *ctx, const char *key, const char *value,
                          hl_gc_range whole, hl_error *err) {
  (void)err;
  (void)value;
  if (strcmp(key, "Legs") == 0) *(hl_gc_range *)ctx = whole;
  return HL_OK;
}

static void gives_every_tag_with_its_bytes(void **state) {
  (void)state;
  hl_gc_outline outline;
  hl_gc_range legs = {0};
  const hl_gc_sink sink = {.ctx = &legs, .tag = note_tag};
  assert_int_equal(
      hl_gc_parse(NATIVE, sizeof NATIVE - 1, &sink, &outline, NULL), HL_OK);
  assert_int_equal(legs.end - legs.begin, strlen("\"Legs\":\"4 \""));
  assert_memory_equal(NATIVE + legs.begin, "\"Legs\":\"4 \"", 11);
}

/* ---- damage ------------------------------------------------------------- */

static void refuses_what_is_not_json_with_its_line(void **state) {
  (void)state;
  static const char *const bad[] = {
      "{\"RIDE\":{\n\n?}}",
      "{\"RIDE\":{" START "\n\n;}}",
      RIDE("\n\n" SAMPLES("{\"SECS\":x}")),
      RIDE("\n\n" SAMPLES("{\"SECS\":0,}")),
      RIDE("\n\n" SAMPLES("{\"SECS\":1,5}")),
      RIDE("\n\n" SAMPLES("{\"SECS\":0x10}")),
      RIDE("\n\n" TAGS("\"a\":\"\\q\"") "," ONE),
      RIDE("\n\n" TAGS("\"a\":\"\\u12g4\"") "," ONE),
      RIDE("\n\n"
           "// hello\n" ONE),
      RIDE(ONE) "\n\nx",
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    read_case r = read_gc(bad[i]);
    if (r.status != HL_E_INPUT) print_error("%s\n", bad[i]);
    assert_int_equal(r.status, HL_E_INPUT);
    assert_int_equal(r.err.line, 3);
    assert_non_null(strstr(r.err.text, "expected"));
    read_done(&r);
  }
}

static void refuses_an_activity_without_a_start(void **state) {
  (void)state;
  static const struct {
    const char *text, *wanted;
  } bad[] = {
      {"{\"RIDE\":{" ONE "}}", "STARTTIME"},
      {"{\"RIDE\":{\"STARTTIME\":\"yesterday \"," ONE "}}", "STARTTIME"},
      {RIDE(TAGS("\"A\":\"b \"")), "no activity"},
      {"{\"RIDE\":{}}", "no activity"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    read_case r = read_gc(bad[i].text);
    assert_int_equal(r.status, HL_E_INPUT);
    assert_non_null(strstr(r.err.text, bad[i].wanted));
  }
}

static void refuses_absurd_nesting_at_its_limit(void **state) {
  (void)state;
  char text[400] = "{\"RIDE\":{" START ",\"XDATA\":";
  for (int i = 0; i < 100; i++)
    strcat(text, "[");
  read_case r = read_gc(text);
  assert_int_equal(r.status, HL_E_LIMIT);
}

static void keeps_complete_samples_wherever_the_file_ends(void **state) {
  (void)state;
  size_t ride_end = outline_of(NATIVE).ride.end;
  for (size_t n = 0; n < sizeof NATIVE - 1; n++) {
    char *cut = malloc(n + 1);
    assert_non_null(cut);
    memcpy(cut, NATIVE, n);
    read_case r = read_memory("2026_05_06_09_00_00.json", cut, n);
    free(cut);
    if (r.status) {
      assert_int_equal(r.status, HL_E_INPUT);
      assert_true(r.err.text[0] != 0);
      continue;
    }
    assert_int_equal(r.parts, 1);
    const hl_activity *a = &r.part[0];
    assert_int_equal(a->is_truncated, n < ride_end);
    assert_true(a->n <= 3);
    if (a->n > 0) assert_int_equal(a->time_ms[0], START_MS);
    read_done(&r);
  }
}

static void keeps_points_in_file_order_whatever_their_time(void **state) {
  (void)state;
  read_case r = read_one(
      RIDE(SAMPLES("{\"SECS\":5,\"HR\":140},{\"SECS\":5,\"HR\":141},"
                   "{\"SECS\":2,\"HR\":142},{\"HR\":143},"
                   "{\"SECS\":-7,\"HR\":144},{\"SECS\":1e300,\"HR\":145}")));
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->n, 3);
  assert_int_equal(a->dropped, 3);
  assert_string_equal(a->dropped_reason, "a sample without a time");
  assert_int_equal(a->time_ms[2], START_MS + 2000);
  read_done(&r);
}

static void cuts_a_text_of_megabytes(void **state) {
  (void)state;
  enum {
    MANY = 3000000
  };
  static const char head[] = "{\"RIDE\":{" START ",\"TAGS\":{\"Notes\":\"";
  static const char tail[] = "\"}," ONE "}}";
  char *text = malloc(MANY + sizeof head + sizeof tail);
  assert_non_null(text);
  memcpy(text, head, sizeof head - 1);
  memset(text + sizeof head - 1, 'x', MANY);
  memcpy(text + sizeof head - 1 + MANY, tail, sizeof tail);
  read_case r = read_one(text);
  assert_int_equal(strlen(r.part[0].notes), HL_MAX_TEXT);
  free(text);
  read_done(&r);
}

HL_TEST_MAIN(
    cmocka_unit_test(reads_what_goldencheetah_writes),
    cmocka_unit_test(takes_zero_for_missing_where_it_cannot_be),
    cmocka_unit_test(takes_the_offset_from_the_name_of_the_file),
    cmocka_unit_test(takes_the_runner_s_fields_as_report),
    cmocka_unit_test(takes_zeros_and_blanks_in_fields_for_unsaid),
    cmocka_unit_test(takes_device_laps_but_no_other_intervals),
    cmocka_unit_test(doubles_cadence_of_a_run_and_leaves_that_of_a_ride),
    cmocka_unit_test(reads_latin_1_where_the_bytes_are_no_utf_8),
    cmocka_unit_test(knows_what_goldencheetah_would_not_read),
    cmocka_unit_test(says_where_the_sections_lie),
    cmocka_unit_test(gives_every_tag_with_its_bytes),
    cmocka_unit_test(refuses_what_is_not_json_with_its_line),
    cmocka_unit_test(refuses_an_activity_without_a_start),
    cmocka_unit_test(refuses_absurd_nesting_at_its_limit),
    cmocka_unit_test(keeps_complete_samples_wherever_the_file_ends),
    cmocka_unit_test(keeps_points_in_file_order_whatever_their_time),
    cmocka_unit_test(cuts_a_text_of_megabytes))
