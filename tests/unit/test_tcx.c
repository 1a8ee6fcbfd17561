/* SPDX-License-Identifier: MIT
**
** What a TCX file means. Each test is one dialect or one oddity of real files.
*/
#include "hl_test.h"

#include "read_case.h"

#define HEAD                                                                   \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                               \
  "<TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/"          \
  "TrainingCenterDatabase/v2\">\n"
#define OPEN HEAD "<Activities><Activity Sport=\"Running\">\n"
#define LAP "<Lap StartTime=\"2024-05-01T06:00:00Z\">"
#define CLOSE "</Activity></Activities></TrainingCenterDatabase>\n"
#define POINT(time, inside)                                                    \
  "<Trackpoint><Time>" time "</Time>" inside "</Trackpoint>\n"
#define AT(second, inside) POINT("2024-05-01T06:00:" second "Z", inside)
#define HR(bpm) "<HeartRateBpm><Value>" bpm "</Value></HeartRateBpm>"
#define EXT(inside) "<Extensions>" inside "</Extensions>"
#define ONE_LAP(points) OPEN LAP "<Track>" points "</Track></Lap>" CLOSE

enum {
  START_MS_S = 1714543200
}; /* 2024-05-01T06:00:00Z */

static read_case read_ok(const char *text) {
  read_case r = read_text("run.tcx", text);
  if (r.status) print_error("line %d: %s\n", (int)r.err.line, r.err.text);
  assert_int_equal(r.status, HL_OK);
  return r;
}

static void reads_a_point_with_all_channels(void **state) {
  (void)state;
  read_case r = read_ok(ONE_LAP(AT(
      "00", "<Position><LatitudeDegrees>48.137154</LatitudeDegrees>"
            "<LongitudeDegrees>11.576124</LongitudeDegrees></Position>"
            "<AltitudeMeters>519.5</AltitudeMeters>"
            "<DistanceMeters>0.0</DistanceMeters>" HR("121")
                EXT("<TPX xmlns=\"http://www.garmin.com/xmlschemas/"
                    "ActivityExtension/v2\"><Speed>2.5</Speed>"
                    "<RunCadence>84</RunCadence><Watts>250</Watts></TPX>"))));
  const hl_activity *a = &r.part[0];
  assert_int_equal(r.parts, 1);
  assert_string_equal(a->format, "tcx");
  assert_int_equal(a->n, 1);
  assert_int_equal(a->time_ms[0], START_MS_S * 1000LL);
  assert_near(a->latitude_deg[0], 48.137154);
  assert_near(a->longitude_deg[0], 11.576124);
  assert_near(value_of(a, HL_ALTITUDE, 0), 519.5);
  assert_near(value_of(a, HL_DISTANCE, 0), 0);
  assert_near(value_of(a, HL_HEART_RATE, 0), 121);
  assert_near(value_of(a, HL_SPEED, 0), 2.5);
  assert_near(value_of(a, HL_CADENCE, 0), 168); /* both legs */
  assert_near(value_of(a, HL_POWER, 0), 250);
  assert_int_equal(a->sport, HL_SPORT_RUN);
  assert_int_equal(a->offset_source, HL_OFFSET_NONE); /* Z says nothing */
  read_done(&r);
}

static void finds_extensions_whatever_their_prefix(void **state) {
  (void)state;
  static const char *const extensions[] = {
      EXT("<ns3:TPX xmlns:ns3=\"u\"><ns3:Speed>3</ns3:Speed></ns3:TPX>"),
      EXT("<x:TPX><x:Speed>3</x:Speed></x:TPX>"), /* prefix not bound */
      EXT("<TPX><Speed>3</Speed></TPX>"),
      EXT("<Speed>3</Speed>"),
  };
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
    char text[2000];
    snprintf(text, sizeof text,
             OPEN LAP "<Track><Trackpoint><Time>2024-05-01T06:00:00Z</Time>%s"
                      "</Trackpoint></Track></Lap>" CLOSE,
             extensions[i]);
    read_case r = read_ok(text);
    assert_near(value_of(&r.part[0], HL_SPEED, 0), 3);
    read_done(&r);
  }
}

static void reads_tags_with_a_prefix_on_everything(void **state) {
  (void)state;
  read_case r =
      read_ok("<t:TrainingCenterDatabase xmlns:t=\"u\"><t:Activities>"
              "<t:Activity Sport=\"Running\"><t:Lap><t:Track><t:Trackpoint>"
              "<t:Time>2024-05-01T06:00:00Z</t:Time><t:HeartRateBpm><t:Value>99"
              "</t:Value></t:HeartRateBpm></t:Trackpoint></t:Track></t:Lap>"
              "</t:Activity></t:Activities></t:TrainingCenterDatabase>");
  assert_near(value_of(&r.part[0], HL_HEART_RATE, 0), 99);
  read_done(&r);
}

static void takes_the_older_cadence_element_too(void **state) {
  (void)state;
  read_case r = read_ok(ONE_LAP(AT("00", "<Cadence>80</Cadence>") AT(
      "01", "<Cadence>80</Cadence>" EXT("<RunCadence>85</RunCadence>"))));
  assert_near(value_of(&r.part[0], HL_CADENCE, 0), 160);
  assert_near(value_of(&r.part[0], HL_CADENCE, 1), 170);
  read_done(&r);
}

static void leaves_cadence_that_counts_both_legs(void **state) {
  (void)state;
  read_case r =
      read_ok(ONE_LAP(AT("00", EXT("<RunCadence>82</RunCadence>"))
                          AT("01", EXT("<RunCadence>164</RunCadence>"))
                              AT("02", EXT("<RunCadence>166</RunCadence>"))));
  assert_near(value_of(&r.part[0], HL_CADENCE, 0), 82);
  assert_near(value_of(&r.part[0], HL_CADENCE, 1), 164);
  read_done(&r);
}

static void takes_zero_heart_rate_as_missing(void **state) {
  (void)state;
  read_case r = read_ok(ONE_LAP(AT("00", HR("120")) AT("01", HR("0"))));
  assert_int_equal(r.part[0].n, 2);
  assert_true(isnan(value_of(&r.part[0], HL_HEART_RATE, 1)));
  read_done(&r);
}

static void takes_unreadable_values_as_missing(void **state) {
  (void)state;
  static const char *const values[] = {"",     "12,5", "NaN",   "inf",
                                       "-INF", "0x1",  "1e999", "12 13"};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    char text[2000];
    snprintf(text, sizeof text,
             OPEN LAP "<Track><Trackpoint><Time>2024-05-01T06:00:00Z</Time>"
                      "<AltitudeMeters>%s</AltitudeMeters>" HR(
                          "120") "</Trackpoint></Track></Lap>" CLOSE,
             values[i]);
    read_case r = read_ok(text);
    assert_int_equal(r.part[0].n, 1);
    assert_null(r.part[0].channel[HL_ALTITUDE]);
    read_done(&r);
  }
}

static void keeps_fractions_of_a_second_and_offsets(void **state) {
  (void)state;
  read_case r = read_ok(ONE_LAP(POINT("2024-05-01T08:00:00.661+02:00", HR("99"))
                                    AT("01.250", HR("99"))));
  assert_int_equal(r.part[0].time_ms[0], START_MS_S * 1000LL + 661);
  assert_int_equal(r.part[0].time_ms[1], START_MS_S * 1000LL + 1250);
  assert_int_equal(r.part[0].utc_offset_s, 7200);
  assert_int_equal(r.part[0].offset_source, HL_OFFSET_FILE);
  read_done(&r);
}

static void keeps_duplicate_and_backward_times_as_they_are(void **state) {
  (void)state;
  read_case r = read_ok(
      ONE_LAP(AT("05", HR("99")) AT("05", HR("98")) AT("02", HR("97"))));
  assert_int_equal(r.part[0].n, 3);
  assert_int_equal(r.part[0].time_ms[2] - r.part[0].time_ms[1], -3000);
  read_done(&r);
}

static void drops_and_counts_points_without_a_time(void **state) {
  (void)state;
  read_case r = read_ok(ONE_LAP(AT("00", HR("99")) "<Trackpoint>" HR(
      "98") "</T"
            "rackpoint>\n" POINT("yesterday", HR("97"))));
  assert_int_equal(r.part[0].n, 1);
  assert_int_equal(r.part[0].dropped, 2);
  assert_string_equal(r.part[0].dropped_reason, "no readable time");
  assert_int_equal(r.part[0].dropped_line, 5);
  read_done(&r);
}

static void takes_a_point_with_only_its_time_as_a_pause(void **state) {
  (void)state;
  read_case r = read_ok(
      ONE_LAP(AT("00", "") AT("01", HR("99")) AT("02", "") AT("30", HR("90"))));
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->n, 2);
  assert_int_equal(a->segment_n, 2);
  assert_int_equal(a->segment[1], 1);
  assert_int_equal(a->dropped, 0);
  read_done(&r);
}

static void takes_tracks_within_a_lap_as_segments(void **state) {
  (void)state;
  read_case r =
      read_ok(OPEN LAP "<Track>" AT("00", HR("99")) "</Track><Track>" AT(
          "20", HR("99")) "</Track></Lap>" LAP
                          "<Track>" AT("30", HR("99")) "</Track></Lap>" CLOSE);
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->segment_n, 2); /* the next lap is no pause */
  assert_int_equal(a->segment[1], 1);
  assert_int_equal(a->lap_n, 2);
  assert_int_equal(a->lap[1].first, 2);
  assert_int_equal(a->lap[1].count, 1);
  read_done(&r);
}

static void reads_laps_with_the_device_totals(void **state) {
  (void)state;
  read_case r = read_ok(
      OPEN LAP
      "<TotalTimeSeconds>300.5</TotalTimeSeconds>"
      "<DistanceMeters>1000</DistanceMeters>"
      "<AverageHeartRateBpm><Value>141</Value></AverageHeartRateBpm>"
      "<MaximumHeartRateBpm><Value>155</Value></MaximumHeartRateBpm>"
      "<Intensity>Resting</Intensity><TriggerMethod>Manual</TriggerMethod>"
      "<Track>" AT("00",
                   HR("99")) "</Track><Notes>easy</Notes></Lap>"
                             "<Lap><Intensity>Active</Intensity></Lap>" CLOSE);
  const hl_lap *lap = r.part[0].lap;
  assert_int_equal(r.part[0].lap_n, 1); /* nothing is known of the other */
  assert_int_equal(lap->start_ms, START_MS_S * 1000LL);
  assert_near(lap->duration_s, 300.5);
  assert_near(lap->distance_m, 1000);
  assert_near(lap->mean_bpm, 141);
  assert_near(lap->max_bpm, 155);
  assert_true(lap->is_rest);
  assert_string_equal(lap->trigger, "Manual");
  assert_string_equal(lap->notes, "easy");
  read_done(&r);
}

static void reads_an_activity_of_laps_alone(void **state) {
  (void)state;
  read_case r =
      read_ok(OPEN "<Id>2024-05-01T06:00:00Z</Id><Lap>"
                   "<TotalTimeSeconds>1800</TotalTimeSeconds></Lap>" CLOSE);
  assert_int_equal(r.part[0].n, 0);
  assert_int_equal(r.part[0].lap_n, 1);
  assert_int_equal(r.part[0].start_ms, START_MS_S * 1000LL);
  assert_true(isnan(r.part[0].lap[0].distance_m));
  read_done(&r);
}

static void reads_the_words_about_an_activity(void **state) {
  (void)state;
  read_case r = read_ok(
      HEAD
      "<Activities><Activity "
      "Sport=\"Running\"><Id>2024-05-01T06:00:00Z</Id>" LAP "<Track>" AT(
          "00",
          HR("99")) "</Track></Lap>"
                    "<Notes> Beine wie Blei &amp; m\xc3\xbc"
                    "de </Notes>"
                    "<Training VirtualPartner=\"false\"><Plan Type=\"Workout\">"
                    "<Name>Tempo</Name></Plan></Training>"
                    "<Creator><Name>Forerunner 945</Name></Creator>" CLOSE);
  assert_string_equal(r.part[0].notes, "Beine wie Blei & m\xc3\xbc"
                                       "de");
  assert_string_equal(r.part[0].device, "Forerunner 945");
  assert_string_equal(r.part[0].title, "Tempo");
  assert_string_equal(r.part[0].file_id, "2024-05-01T06:00:00Z");
  assert_string_equal(r.part[0].sport_name, "Running");
  read_done(&r);
}

static void reads_several_activities_and_multisport(void **state) {
  (void)state;
#define WITH(sport)                                                            \
  "<Activity Sport=\"" sport "\">" LAP                                         \
  "<Track>" AT("00", HR("99")) "</Track></Lap></Activity>"
  read_case r = read_ok(HEAD "<Activities>" WITH(
      "Running") "<MultiSportSession><Id>2024-05-01T06:00:00Z</"
                 "Id><FirstSport>" WITH("Biking") "</"
                                                  "FirstSport><NextSport><"
                                                  "Transition>" LAP "</Lap>"
                                                  "</Transition>" WITH(
                                                      "Running") "</"
                                                                 "NextSport></"
                                                                 "MultiSportSes"
                                                                 "sion>"
                                                                 "</"
                                                                 "Activities></"
                                                                 "TrainingCente"
                                                                 "rDatabase>");
  assert_int_equal(r.parts, 3);
  assert_int_equal(r.part[0].sport, HL_SPORT_RUN);
  assert_int_equal(r.part[1].sport, HL_SPORT_OTHER);
  assert_int_equal(r.part[2].sport, HL_SPORT_RUN);
  assert_int_equal(r.part[2].n, 1);
  read_done(&r);
}

static void a_treadmill_is_indoors(void **state) {
  (void)state;
  static const char *const sports[] = {"Treadmill Running", "Indoor run",
                                       "Laufband"};
  for (size_t i = 0; i < 3; i++) {
    char text[900];
    snprintf(text, sizeof text,
             HEAD "<Activities><Activity Sport=\"%s\">" LAP
                  "<Track>%s</Track></Lap>" CLOSE,
             sports[i], AT("00", HR("99")));
    read_case r = read_ok(text);
    assert_true(r.part[0].is_indoor);
    assert_int_equal(r.part[0].sport, HL_SPORT_RUN);
    read_done(&r);
  }
}

static void says_that_a_course_is_no_activity(void **state) {
  (void)state;
  read_case r = read_text(
      "c.tcx",
      HEAD "<Courses><Course><Name>x</Name><Track>" AT(
          "00",
          HR("99")) "</Track></Course></Courses></TrainingCenterDatabase>");
  assert_int_equal(r.status, HL_E_INPUT);
  assert_string_equal(r.err.text,
                      "no activity: a course, which is a planned route");
  assert_string_equal(r.err.where, "c.tcx");
}

static void keeps_complete_points_of_a_truncated_file(void **state) {
  (void)state;
  read_case r = read_ok(OPEN LAP "<Track>" AT("00", HR("99"))
                            AT("01", HR("98")) "<Trackpoint><Time>2024-05-0");
  assert_int_equal(r.part[0].n, 2);
  assert_int_equal(r.part[0].lap_n, 1);
  assert_int_equal(r.part[0].lap[0].count, 2);
  assert_true(r.part[0].is_truncated);
  read_done(&r);
}

static void never_crashes_wherever_the_file_ends(void **state) {
  (void)state;
  static const char text[] = OPEN LAP "<Track>" AT("00", HR("99"))
      AT("01", HR("98")) "</Track></Lap>"
                         "<Notes>&lt;ok&gt;</Notes>" CLOSE;
  size_t most = 0;
  for (size_t length = 0; length < sizeof text; length++) {
    read_case r = read_memory("t.tcx", text, length);
    assert_true(r.status == HL_OK || r.status == HL_E_INPUT);
    assert_true(r.status || r.part[0].n >= most); /* never fewer points */
    if (!r.status) most = r.part[0].n;
    read_done(&r);
  }
  assert_int_equal(most, 2);
}

HL_TEST_MAIN(cmocka_unit_test(reads_a_point_with_all_channels),
             cmocka_unit_test(finds_extensions_whatever_their_prefix),
             cmocka_unit_test(reads_tags_with_a_prefix_on_everything),
             cmocka_unit_test(takes_the_older_cadence_element_too),
             cmocka_unit_test(leaves_cadence_that_counts_both_legs),
             cmocka_unit_test(takes_zero_heart_rate_as_missing),
             cmocka_unit_test(takes_unreadable_values_as_missing),
             cmocka_unit_test(keeps_fractions_of_a_second_and_offsets),
             cmocka_unit_test(keeps_duplicate_and_backward_times_as_they_are),
             cmocka_unit_test(drops_and_counts_points_without_a_time),
             cmocka_unit_test(takes_a_point_with_only_its_time_as_a_pause),
             cmocka_unit_test(takes_tracks_within_a_lap_as_segments),
             cmocka_unit_test(reads_laps_with_the_device_totals),
             cmocka_unit_test(reads_an_activity_of_laps_alone),
             cmocka_unit_test(reads_the_words_about_an_activity),
             cmocka_unit_test(reads_several_activities_and_multisport),
             cmocka_unit_test(a_treadmill_is_indoors),
             cmocka_unit_test(says_that_a_course_is_no_activity),
             cmocka_unit_test(keeps_complete_points_of_a_truncated_file),
             cmocka_unit_test(never_crashes_wherever_the_file_ends))
