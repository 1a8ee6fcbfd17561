/* SPDX-License-Identifier: MIT
**
** Apple Health exports: what becomes of records, workouts and routes.
*/
#include <sys/stat.h>
#include <unistd.h>

#include "hl_test.h"

#include "read_case.h"
#include "zip_bytes.h"

#include "base/calendar.h"
#include "base/text.h"
#include "read/apple_health.h"

#define DOCTYPE                                                                \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n"       \
  "<!-- HealthKit Export Version: 12 -->\n"                                    \
  "<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n"                  \
  "<!ATTLIST VisionPrescription\n  type CDATA #REQUIRED\n"                     \
  "<!ATTLIST Prism\n  distance CDATA #IMPLIED\n>\n]>\n"
#define OPEN "<HealthData locale=\"en_US\">\n"
#define CLOSE "</HealthData>\n"
#define QUANTITY(type, source, unit, from, to, value)                          \
  " <Record type=\"HKQuantityTypeIdentifier" type "\" sourceName=\"" source    \
  "\" unit=\"" unit "\" creationDate=\"2024-05-01 09:00:00 +0200\" "           \
  "startDate=\"2024-05-01 " from " +0200\" endDate=\"2024-05-01 " to           \
  " +0200\" value=\"" value "\"/>\n"
#define AT(type, unit, time, value)                                            \
  QUANTITY(type, "My Watch", unit, time, time, value)
#define SLEEP(what, from, to)                                                  \
  " <Record type=\"HKCategoryTypeIdentifierSleepAnalysis\" sourceName=\"W\" "  \
  "startDate=\"" from " +0200\" endDate=\"" to " +0200\" "                     \
  "value=\"HKCategoryValueSleepAnalysis" what "\"/>\n"
/* 08:00 to 08:10 local time. */
#define WORKOUT(inside)                                                        \
  " <Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" "            \
  "duration=\"9.5\" durationUnit=\"min\" totalDistance=\"1.25\" "              \
  "totalDistanceUnit=\"mi\" sourceName=\"My Watch\" "                          \
  "device=\"&lt;&lt;HKDevice: 0x28&gt;, name:Apple Watch, manufacturer:Apple " \
  "Inc., model:Watch, hardware:Watch6,2, software:8.5&gt;\" "                  \
  "startDate=\"2024-05-01 08:00:00 +0200\" "                                   \
  "endDate=\"2024-05-01 08:10:00 +0200\">\n" inside " </Workout>\n"

#define START_MS INT64_C(1714543200000) /* 2024-05-01T06:00:00Z */

typedef struct apple_case {
  read_case read; /* must be first */
  hl_day day[64];
  int days;
} apple_case;

static hl_status note_day(void *ctx, const hl_day *day, hl_error *err) {
  apple_case *c = ctx;
  (void)err;
  assert_true(c->days < 64);
  c->day[c->days++] = *day;
  return HL_OK;
}

static void read_apple(apple_case *c, const char *text, size_t length) {
  memset(c, 0, sizeof *c);
  hl_read_sink sink = {.take = read_case_take, .take_day = note_day, .ctx = c};
  hl_content content = {text, length, "export.xml"};
  hl_reader *reader = hl_reader_new();
  assert_non_null(reader);
  c->read.status = hl_read_bytes(reader, &content, &sink, &c->read.err);
  hl_reader_free(reader);
}

static apple_case *read_ok(const char *text) {
  static apple_case c;
  read_apple(&c, text, strlen(text));
  if (c.read.status)
    print_error("line %d: %s\n", (int)c.read.err.line, c.read.err.text);
  assert_int_equal(c.read.status, HL_OK);
  return &c;
}

/* Index of the point at a second after the start. */
static size_t at_second(const hl_activity *a, int second) {
  for (size_t i = 0; i < a->n; i++)
    if (a->time_ms[i] == START_MS + second * 1000) return i;
  fail_msg("no point at %d s", second);
  return 0;
}

/* ---- samples of a workout ----------------------------------------------- */

static void gives_a_workout_the_samples_of_its_time(void **state) {
  (void)state;
  apple_case *c = read_ok(
      DOCTYPE OPEN AT("HeartRate", "count/min", "07:59:59",
                      "99") AT("HeartRate", "count/min", "08:00:05", "131")
          AT("HeartRate", "count/min", "08:10:04",
             "150") AT("HeartRate", "count/min", "08:10:30",
                       "98") AT("RunningSpeed", "km/hr", "08:00:05", "10.8")
              AT("RunningPower", "W", "08:00:05", "251")
                  AT("RunningGroundContactTime", "ms", "08:00:05", "241")
                      AT("RunningVerticalOscillation", "cm", "08:00:05", "8.7")
                          AT("RunningStrideLength", "m", "08:00:05", "1.02")
                              WORKOUT("") CLOSE);
  assert_int_equal(c->read.parts, 1);
  const hl_activity *a = &c->read.part[0];
  assert_string_equal(a->format, "apple-health");
  assert_int_equal(a->sport, HL_SPORT_RUN);
  assert_int_equal(a->n, 2);
  size_t i = at_second(a, 5);
  assert_near(value_of(a, HL_HEART_RATE, i), 131);
  assert_near(value_of(a, HL_SPEED, i), 3);
  assert_near(value_of(a, HL_POWER, i), 251);
  assert_near(value_of(a, HL_CONTACT, i), 241);
  assert_near(value_of(a, HL_OSCILLATION, i), 87);
  assert_near(value_of(a, HL_STEP_LENGTH, i) / 1000, 1.02);
  assert_near(value_of(a, HL_HEART_RATE, at_second(a, 604)), 150);
  assert_string_equal(a->device, "Apple Watch Watch6,2");
  assert_int_equal(a->utc_offset_s, 7200);
  assert_int_equal(a->offset_source, HL_OFFSET_FILE);
  assert_int_equal(a->lap_n, 1);
  assert_near(a->lap[0].duration_s, 570);
  assert_near(a->lap[0].distance_m / 1000, 2.01168);
  read_done(&c->read);
}

static void adds_up_distance_and_makes_a_cadence_of_steps(void **state) {
  (void)state;
  apple_case *c =
      read_ok(OPEN QUANTITY("DistanceWalkingRunning", "My Watch", "km",
                            "08:00:00", "08:01:00", "0.16")
                  QUANTITY("DistanceWalkingRunning", "My Watch", "m",
                           "08:01:00", "08:02:00", "170")
                      QUANTITY("DistanceWalkingRunning", "My Phone", "km",
                               "08:00:00", "08:02:00", "5")
                          QUANTITY("StepCount", "My Watch", "count", "08:00:30",
                                   "08:01:00", "85") WORKOUT("") CLOSE);
  const hl_activity *a = &c->read.part[0];
  assert_int_equal(a->n, 2);
  assert_near(value_of(a, HL_DISTANCE, at_second(a, 60)), 160);
  assert_near(value_of(a, HL_DISTANCE, at_second(a, 120)), 330);
  assert_near(value_of(a, HL_CADENCE, at_second(a, 60)), 170);
  read_done(&c->read);
}

static void takes_the_source_with_most_where_the_workout_s_has_none(
    void **state) {
  (void)state;
  apple_case *c = read_ok(
      OPEN QUANTITY("HeartRate", "Strap", "count/min", "08:00:01", "08:00:01",
                    "140") QUANTITY("HeartRate", "Strap", "count/min",
                                    "08:00:02", "08:00:02", "141")
          QUANTITY("HeartRate", "App", "count/min", "08:00:01", "08:00:01",
                   "77") WORKOUT("") CLOSE);
  const hl_activity *a = &c->read.part[0];
  assert_int_equal(a->n, 2);
  assert_near(value_of(a, HL_HEART_RATE, 0), 140);
  read_done(&c->read);
}

static void reads_pauses_place_and_totals_of_a_workout(void **state) {
  (void)state;
  apple_case *c = read_ok(
      OPEN AT("HeartRate", "count/min", "08:01:00",
              "131") AT("HeartRate", "count/min", "08:05:00", "132")
          WORKOUT("<MetadataEntry key=\"HKIndoorWorkout\" value=\"1\"/>\n"
                  "<MetadataEntry key=\"HKTimeZone\" value=\"Asia/Kolkata\"/>\n"
                  "<WorkoutEvent type=\"HKWorkoutEventTypePause\" "
                  "date=\"2024-05-01 08:02:00 +0200\"/>\n"
                  "<WorkoutEvent type=\"HKWorkoutEventTypeResume\" "
                  "date=\"2024-05-01 08:04:00 +0200\"/>\n"
                  "<WorkoutStatistics "
                  "type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" "
                  "sum=\"3.5\" unit=\"km\"/>\n") CLOSE);
  const hl_activity *a = &c->read.part[0];
  assert_true(a->is_indoor);
  assert_int_equal(a->utc_offset_s, 19800);
  assert_int_equal(a->segment_n, 2);
  assert_int_equal(a->segment[1], 1);
  assert_near(a->lap[0].distance_m, 3500);
  read_done(&c->read);
}

static void keeps_a_workout_without_samples(void **state) {
  (void)state;
  apple_case *c = read_ok(OPEN WORKOUT("") CLOSE);
  assert_int_equal(c->read.parts, 1);
  assert_int_equal(c->read.part[0].n, 0);
  assert_int_equal(c->read.part[0].start_ms, START_MS);
  read_done(&c->read);
}

static void passes_over_other_workouts(void **state) {
  (void)state;
  apple_case c;
  static const char text[] =
      OPEN "<Workout workoutActivityType=\"HKWorkoutActivityTypeYoga\" "
           "startDate=\"2024-05-01 08:00:00 +0200\" "
           "endDate=\"2024-05-01 08:10:00 +0200\"/>" CLOSE;
  read_apple(&c, text, sizeof text - 1);
  assert_int_equal(c.read.status, HL_E_INPUT);
  assert_non_null(strstr(c.read.err.text, "no activity"));
}

static void gives_overlapping_workouts_the_same_samples(void **state) {
  (void)state;
  apple_case *c = read_ok(OPEN AT("HeartRate", "count/min", "08:00:05", "131")
                              WORKOUT("") WORKOUT("") CLOSE);
  assert_int_equal(c->read.parts, 2);
  assert_int_equal(c->read.part[0].n, 1);
  assert_int_equal(c->read.part[1].n, 1);
  read_done(&c->read);
}

/* ---- days --------------------------------------------------------------- */

static void gives_daily_values_by_local_day(void **state) {
  (void)state;
  apple_case *c =
      read_ok(OPEN AT("RestingHeartRate", "count/min", "00:10:00", "48")
                  AT("RestingHeartRate", "count/min", "23:50:00", "50")
                      AT("HeartRateVariabilitySDNN", "ms", "03:00:00", "61.5")
                          AT("BodyMass", "lb", "07:00:00", "154.324") CLOSE);
  assert_int_equal(c->days, 1);
  assert_int_equal(c->day[0].day, hl_day_from_date((hl_date){2024, 5, 1}));
  assert_near(c->day[0].resting_bpm, 49);
  assert_near(c->day[0].hrv_ms, 61.5);
  assert_near(c->day[0].weight_kg / 100, 0.70000);
  assert_true(isnan(c->day[0].sleep_h));
  assert_string_equal(c->day[0].source, "file:apple-health");
}

static void counts_sleep_once_and_for_the_day_of_waking(void **state) {
  (void)state;
  apple_case *c = read_ok(
      OPEN SLEEP("InBed", "2024-04-30 22:00:00", "2024-05-01 08:00:00")
          SLEEP("AsleepCore", "2024-04-30 23:00:00", "2024-05-01 02:00:00")
              SLEEP("AsleepREM", "2024-05-01 02:00:00", "2024-05-01 03:00:00")
                  SLEEP("Awake", "2024-05-01 03:00:00", "2024-05-01 03:30:00")
                      SLEEP("Asleep", "2024-05-01 01:00:00",
                            "2024-05-01 05:30:00") /* an app's, overlapping */
      SLEEP("AsleepDeep", "2024-05-01 19:00:00", "2024-05-01 20:00:00") CLOSE);
  assert_int_equal(c->days, 2);
  assert_int_equal(c->day[0].day, hl_day_from_date((hl_date){2024, 5, 1}));
  assert_near(c->day[0].sleep_h, 6.5);
  assert_near(c->day[1].sleep_h, 1);
  assert_int_equal(c->day[1].day, c->day[0].day + 1);
}

static void ignores_values_that_cannot_be(void **state) {
  (void)state;
  apple_case c;
  static const char text[] =
      OPEN AT("RestingHeartRate", "count/min", "00:10:00",
              "nan") AT("RestingHeartRate", "furlongs", "00:10:00", "50")
          AT("RestingHeartRate", "count/min", "00:10:00",
             "-4") AT("BodyMass", "kg", "00:10:00", "")
              SLEEP("Asleep", "2024-05-01 05:00:00", "2024-05-01 04:00:00")
                  SLEEP("Asleep", "2024-05-01 05:00:00", "2024-05-04 04:00:00")
                      CLOSE;
  read_apple(&c, text, sizeof text - 1);
  assert_int_equal(c.read.status, HL_E_INPUT);
  assert_int_equal(c.days, 0);
}

/* ---- the bytes ---------------------------------------------------------- */

static void reads_what_apple_writes_beside_xml(void **state) {
  (void)state;
  apple_case *c = read_ok(
      DOCTYPE OPEN QUANTITY("HeartRate", "My\x0bWatch", "count/min", "08:00:01",
                            "08:00:01", "140") WORKOUT("") CLOSE);
  assert_int_equal(c->read.part[0].n, 1);
  read_done(&c->read);
}

static void says_the_line_of_an_error_behind_the_doctype(void **state) {
  (void)state;
  apple_case c;
  static const char text[] = DOCTYPE OPEN "<Record\n<\n" CLOSE;
  read_apple(&c, text, sizeof text - 1);
  assert_int_equal(c.read.status, HL_E_INPUT);
  assert_true(c.read.err.line >= 13 && c.read.err.line <= 14);
}

static void declares_no_entity_however_it_is_written(void **state) {
  (void)state;
  apple_case c;
  static const char text[] =
      "<!DOCTYPE HealthData [<!ENTITY x \"HKWorkoutActivityTypeRunning\">]>"
      "<HealthData><Workout workoutActivityType=\"&x;\" "
      "startDate=\"2024-05-01 08:00:00 +0200\" "
      "endDate=\"2024-05-01 08:10:00 +0200\"/></HealthData>";
  read_apple(&c, text, sizeof text - 1);
  assert_int_equal(c.read.status, HL_E_INPUT);
  assert_int_equal(c.read.parts, 0);
}

static void keeps_what_came_before_the_end_of_a_broken_file(void **state) {
  (void)state;
  static const char text[] =
      DOCTYPE OPEN AT("RestingHeartRate", "count/min", "00:10:00", "48")
          AT("HeartRate", "count/min", "08:00:05", "131") WORKOUT("")
              AT("BodyMass", "kg", "07:00:00", "70") CLOSE;
  size_t whole = sizeof text - 2; /* the last byte is a newline */
  int days_alone = 0;
  for (size_t n = 0; n < whole; n++) {
    apple_case c;
    char *cut = malloc(n + 1);
    assert_non_null(cut);
    memcpy(cut, text, n);
    read_apple(&c, cut, n);
    free(cut);
    if (c.read.status) {
      assert_int_equal(c.read.status, HL_E_INPUT);
      assert_true(c.read.err.text[0] != 0);
      assert_int_equal(c.read.parts, 0);
    } else {
      assert_int_equal(c.read.parts, 1); /* or it would be silent */
      assert_true(c.read.part[0].is_truncated);
    }
    if (c.read.parts || strstr(c.read.err.text, "daily values were read")) {
      assert_int_equal(c.days, 1);
      assert_near(c.day[0].resting_bpm, 48);
      days_alone += c.read.parts == 0;
    }
    read_done(&c.read);
  }
  assert_true(days_alone > 100);
}

/* ---- routes ------------------------------------------------------------- */

/* Any activity file will do for a route; two points, one at a sample's time. */
#define ROUTE                                                                  \
  "<TrainingCenterDatabase><Activities><Activity Sport=\"Running\">"           \
  "<Lap><Track>" TRACKPOINT("04") TRACKPOINT(                                  \
      "05") "</Track></Lap></Activity></Activities></TrainingCenterDatabase>"
#define TRACKPOINT(second)                                                     \
  "<Trackpoint><Time>2024-05-01T06:00:" second "Z</Time><Position>"            \
  "<LatitudeDegrees>45.5</LatitudeDegrees>"                                    \
  "<LongitudeDegrees>-30.5</LongitudeDegrees></Position>"                      \
  "<AltitudeMeters>12</AltitudeMeters></Trackpoint>"
#define WITH_ROUTE                                                             \
  OPEN AT("HeartRate", "count/min", "08:00:05", "131")                         \
      WORKOUT("<WorkoutRoute sourceName=\"W\"><FileReference "                 \
              "path=\"/workout-routes/route_1.gpx\"/></WorkoutRoute>") CLOSE

static void check_with_route(const hl_activity *a) {
  assert_int_equal(a->n, 2);
  assert_null(a->dropped_reason);
  assert_near(a->latitude_deg[0], 45.5);
  assert_near(value_of(a, HL_ALTITUDE, 0), 12);
  assert_true(isnan(value_of(a, HL_HEART_RATE, 0)));
  assert_near(a->longitude_deg[1], -30.5); /* one point of both */
  assert_near(value_of(a, HL_HEART_RATE, 1), 131);
}

static void lays_route_and_samples_together_in_an_archive(void **state) {
  (void)state;
  zip_bytes z = {0};
  zip_text(&z, "apple_health_export/workout-routes/route_1.gpx", ROUTE);
  zip_text(&z, "apple_health_export/export.xml", WITH_ROUTE);
  zip_text(&z, "apple_health_export/export_cda.xml", "<ClinicalDocument/>");
  zip_end(&z);
  read_case r = read_memory("export.zip", z.byte, z.n);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 1);
  check_with_route(&r.part[0]);
  read_done(&r);
  zip_free(&z);
}

static void write_file(const char *folder, const char *name, const char *text) {
  char path[300];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void lays_route_and_samples_together_in_a_folder(void **state) {
  (void)state;
  char root[] = "/tmp/heavylegs-apple-XXXXXX", path[200];
  assert_non_null(mkdtemp(root));
  snprintf(path, sizeof path, "%s/workout-routes", root);
  assert_int_equal(mkdir(path, 0700), 0);
  write_file(path, "route_1.gpx", ROUTE);
  write_file(root, "export.xml", WITH_ROUTE);
  snprintf(path, sizeof path, "%s/export.xml", root);
  read_case r = read_file_at(path);
  assert_int_equal(r.status, HL_OK);
  check_with_route(&r.part[0]);
  read_done(&r);
  snprintf(path, sizeof path, "rm -r '%s'", root);
  assert_int_equal(system(path), 0);
}

static void keeps_a_run_whose_route_is_missing_and_says_so(void **state) {
  (void)state;
  apple_case *c = read_ok(WITH_ROUTE); /* bytes: there is nothing beside them */
  assert_int_equal(c->read.part[0].n, 1);
  assert_non_null(strstr(c->read.part[0].dropped_reason, "route"));
  read_done(&c->read);
}

static void looks_for_routes_only_below_the_export(void **state) {
  (void)state;
  apple_case *c = read_ok(
      OPEN WORKOUT("<WorkoutRoute><FileReference "
                   "path=\"/../../../../etc/passwd\"/></WorkoutRoute>") CLOSE);
  assert_int_equal(c->read.part[0].n, 0);
  assert_non_null(c->read.part[0].dropped_reason);
  read_done(&c->read);
}

/* ---- many --------------------------------------------------------------- */

typedef struct tally {
  size_t spans, samples, lost;
  int64_t last_ms;
} tally;

static hl_status count_span(void *ctx, const hl_apple_found *found,
                            hl_error *err) {
  tally *t = ctx;
  (void)err;
  assert_int_equal(found->span, t->spans);
  t->spans++;
  t->samples += found->n;
  t->lost += found->lost;
  for (size_t i = 1; i < found->n; i++)
    assert_true(found->sample[i].ms >= found->sample[i - 1].ms);
  return HL_OK;
}

/* `many` samples a second apart, in spans of `length` seconds. */
static tally tally_spans(int64_t many, int64_t length) {
  tally t = {0};
  hl_apple_samples *samples = hl_apple_samples_new();
  assert_non_null(samples);
  for (int64_t i = 0; i < many; i++) {
    hl_apple_sample s = {.ms = (many - 1 - i) * 1000, .value = 1};
    assert_int_equal(hl_apple_samples_add(samples, &s, NULL), HL_OK);
  }
  size_t n = (size_t)(many / length);
  hl_apple_span *span = calloc(n, sizeof *span);
  for (size_t i = 0; i < n; i++) {
    span[i].from_ms = (int64_t)i * length * 1000;
    span[i].to_ms = span[i].from_ms + length * 1000 - 1;
  }
  hl_error err = {0};
  const hl_apple_wanted wanted = {span, n, count_span, &t};
  assert_int_equal(hl_apple_samples_each(samples, &wanted, &err), HL_OK);
  free(span);
  hl_apple_samples_free(samples);
  return t;
}

static void gives_every_span_its_samples_however_many_there_are(void **state) {
  (void)state;
  tally t = tally_spans(1000, 100);
  assert_int_equal(t.spans, 10);
  assert_int_equal(t.samples, 1000);
  t = tally_spans(2000000, 1000); /* four times what is held at once */
  assert_int_equal(t.spans, 2000);
  assert_int_equal(t.samples, 2000000);
  assert_int_equal(t.lost, 0);
}

static void says_how_many_a_single_span_lost(void **state) {
  (void)state;
  tally t = tally_spans(1200000, 600000);
  assert_int_equal(t.spans, 2);
  assert_int_equal(t.samples, 2 * HL_APPLE_HELD);
  assert_int_equal(t.lost, 1200000 - 2 * HL_APPLE_HELD);
}

HL_TEST_MAIN(
    cmocka_unit_test(gives_a_workout_the_samples_of_its_time),
    cmocka_unit_test(adds_up_distance_and_makes_a_cadence_of_steps),
    cmocka_unit_test(takes_the_source_with_most_where_the_workout_s_has_none),
    cmocka_unit_test(reads_pauses_place_and_totals_of_a_workout),
    cmocka_unit_test(keeps_a_workout_without_samples),
    cmocka_unit_test(passes_over_other_workouts),
    cmocka_unit_test(gives_overlapping_workouts_the_same_samples),
    cmocka_unit_test(gives_daily_values_by_local_day),
    cmocka_unit_test(counts_sleep_once_and_for_the_day_of_waking),
    cmocka_unit_test(ignores_values_that_cannot_be),
    cmocka_unit_test(reads_what_apple_writes_beside_xml),
    cmocka_unit_test(says_the_line_of_an_error_behind_the_doctype),
    cmocka_unit_test(declares_no_entity_however_it_is_written),
    cmocka_unit_test(keeps_what_came_before_the_end_of_a_broken_file),
    cmocka_unit_test(lays_route_and_samples_together_in_an_archive),
    cmocka_unit_test(lays_route_and_samples_together_in_a_folder),
    cmocka_unit_test(keeps_a_run_whose_route_is_missing_and_says_so),
    cmocka_unit_test(looks_for_routes_only_below_the_export),
    cmocka_unit_test(gives_every_span_its_samples_however_many_there_are),
    cmocka_unit_test(says_how_many_a_single_span_lost))
