/* SPDX-License-Identifier: MIT
**
** The logs of training programs: PWX, FITLOG, Suunto, Polar, GoldenCheetah XML
** and Sigma. What samples/formats does not show: their oddities.
*/
#include "hl_test.h"

#include "read_case.h"

enum {
  START_S = 1714543200
}; /* 2024-05-01T06:00:00Z */

static read_case read_ok(const char *text) {
  read_case r = read_text("run", text);
  if (r.status) print_error("line %d: %s\n", (int)r.err.line, r.err.text);
  assert_int_equal(r.status, HL_OK);
  return r;
}

/* ---- PWX ----------------------------------------------------------------- */
#define PWX(inside)                                                            \
  "<pwx><workout><sportType>Run</sportType><time>2024-05-01T06:00:00</"        \
  "time>" inside "</workout></pwx>"
#define SAMPLE(at, inside)                                                     \
  "<sample><timeoffset>" at "</timeoffset>" inside "</sample>"

static void pwx_times_are_local_and_events_end_pauses(void **state) {
  (void)state;
  read_case r = read_ok(PWX(
      "<event><timeoffset>0</timeoffset><type>Starting</type></event>" SAMPLE(
          "1.5",
          "<hr>99</hr>") "<event><timeoffset>2</timeoffset><type>"
                         "Stopping</type></event><event><timeoffset>90"
                         "</timeoffset><type>Starting</type></event>" SAMPLE(
                             "91", "<hr>98</hr>") SAMPLE("x", "<hr>97</hr>")));
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->n, 2);
  assert_int_equal(a->dropped, 1);
  assert_int_equal(a->time_ms[0], START_S * 1000LL + 1500);
  assert_int_equal(a->segment_n, 2);
  assert_int_equal(a->segment[1], 1);
  assert_int_equal(a->offset_source, HL_OFFSET_FILE);
  assert_int_equal(a->utc_offset_s, 0);
  read_done(&r);
}

static void a_summary_alone_is_one_lap(void **state) {
  (void)state;
  read_case r =
      read_ok(PWX("<summarydata><duration>1800</duration><dist>5000</dist>"
                  "<hr max=\"170\" avg=\"150\"/></summarydata>"));
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->n, 0);
  assert_int_equal(a->lap_n, 1);
  assert_near(a->lap[0].duration_s, 1800);
  assert_near(a->lap[0].distance_m, 5000);
  assert_near(a->lap[0].mean_bpm, 150);
  assert_int_equal(a->start_ms, START_S * 1000LL);
  read_done(&r);
}

/* ---- FITLOG -------------------------------------------------------------- */
#define FITLOG(inside)                                                         \
  "<FitnessWorkbook><AthleteLog>" inside "</AthleteLog></FitnessWorkbook>"
#define LOG_RUN(category, inside)                                              \
  "<Activity StartTime=\"2024-05-01T05:59:00Z\"><Category Name=\"" category    \
  "\"/><Track StartTime=\"2024-05-01T08:00:00.41+02:00\"><pt tm=\"0\" "        \
  "hr=\"90\"/><pt tm=\"10\" hr=\"91\"/><pt tm=\"40\" "                         \
  "hr=\"92\"/></Track>" inside "</Activity>"

static void fitlog_pauses_stand_behind_the_points(void **state) {
  (void)state;
  read_case r = read_ok(FITLOG(LOG_RUN(
      "Running", "<TrackClock><Pause StartTime=\"2024-05-01T06:00:12Z\" "
                 "EndTime=\"2024-05-01T06:00:38Z\"/></TrackClock>")));
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->time_ms[0], START_S * 1000LL + 410);
  assert_int_equal(a->segment_n, 2);
  assert_int_equal(a->segment[1], 2);
  assert_int_equal(a->utc_offset_s, 7200);
  read_done(&r);
}

static void fitlog_categories_are_the_athletes_own(void **state) {
  (void)state;
  read_case r = read_ok(
      FITLOG(LOG_RUN("My Friends Activities", "") LOG_RUN("Running", "")));
  assert_int_equal(r.parts, 2);
  assert_int_equal(r.part[0].sport, HL_SPORT_UNKNOWN);
  assert_int_equal(r.part[1].sport, HL_SPORT_RUN);
  read_done(&r);
}

/* ---- Suunto -------------------------------------------------------------- */
#define SML(header, samples, behind)                                           \
  "<sml><DeviceLog><Header>" header "</Header><Samples>" samples               \
  "</Samples>" behind "</DeviceLog></sml>"
#define AT(seconds, inside)                                                    \
  "<Sample><Time>" seconds "</Time>" inside "</Sample>"
#define DATE "<DateTime>2024-05-01T08:00:00</DateTime>"
#define UTC "<UTC>2024-05-01T06:00:01Z</UTC>"

static void suunto_time_counts_from_a_start_that_samples_tell(void **state) {
  (void)state;
  read_case r = read_ok(
      SML(DATE, AT("1", "<HR>2</HR>" UTC) AT("2.5", "<HR>2.5</HR>"), ""));
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->time_ms[0], START_S * 1000LL + 1000);
  assert_int_equal(a->time_ms[1], START_S * 1000LL + 2500);
  assert_int_equal(a->utc_offset_s, 7200);
  assert_near(value_of(a, HL_HEART_RATE, 1), 150);
  read_done(&r);
}

static void suunto_without_utc_has_local_time_only(void **state) {
  (void)state;
  read_case r = read_ok(SML(DATE, AT("1", "<HR>2</HR>"), ""));
  assert_int_equal(r.part[0].time_ms[0], START_S * 1000LL + 7201000);
  assert_int_equal(r.part[0].offset_source, HL_OFFSET_FILE);
  assert_int_equal(r.part[0].utc_offset_s, 0);
  read_done(&r);
}

static void suunto_units_are_made_ours(void **state) {
  (void)state;
  read_case r = read_ok(
      SML(DATE,
          AT("1", "<Latitude>0.7853981634</Latitude><Longitude>-0.5235987756"
                  "</Longitude>") AT("2", "<Cadence>1.4</Cadence>"
                                          "<Temperature>285.15</Temperature>")
              AT("9", "<Cadence>1.4</Cadence><Temperature>12</Temperature>"),
          ""));
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->n, 2); /* the position lies on the next sample */
  assert_near(a->latitude_deg[0], 45);
  assert_near(a->longitude_deg[0], -30);
  assert_true(isnan(a->latitude_deg[1]));
  assert_near(value_of(a, HL_CADENCE, 0), 168);
  assert_near(value_of(a, HL_TEMPERATURE, 0), 12);
  assert_near(value_of(a, HL_TEMPERATURE, 1), 12);
  read_done(&r);
}

static void suunto_intervals_give_heart_rate_where_there_is_none(void **state) {
  (void)state;
#define STEP(at) AT(at, "<Speed>3</Speed>")
  read_case r = read_ok(SML(DATE, STEP("1") STEP("2") STEP("3") STEP("60"),
                            "<R-R><Data>500 500 400 600\n 1000</Data></R-R>"));
  const hl_activity *a = &r.part[0];
  assert_near(value_of(a, HL_HEART_RATE, 0), 120);
  assert_near(value_of(a, HL_HEART_RATE, 1), 120);
  assert_near(value_of(a, HL_HEART_RATE, 2), 60);
  assert_true(isnan(value_of(a, HL_HEART_RATE, 3)));
  read_done(&r);
  r = read_ok(SML(DATE, AT("1", "<HR>2</HR>"), "<R-R><Data>500</Data></R-R>"));
  assert_near(value_of(&r.part[0], HL_HEART_RATE, 0), 120); /* as measured */
  read_done(&r);
}

static void suunto_sport_is_a_number_with_a_translated_name(void **state) {
  (void)state;
  static const struct {
    const char *header;
    hl_sport sport;
  } cases[] = {
      {"<ActivityType>3</ActivityType><Activity>Laufen</Activity>",
       HL_SPORT_RUN},
      {"<ActivityType>82</ActivityType><Activity>Polku</Activity>",
       HL_SPORT_RUN},
      {"<ActivityType>93</ActivityType><Activity>Crosstrainer</Activity>",
       HL_SPORT_OTHER},
      {"<Activity>Trail Running</Activity>", HL_SPORT_RUN},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[600];
    snprintf(text, sizeof text,
             "<sml><DeviceLog><Header>" DATE
             "%s</Header><Samples><Sample><Time>1</Time><HR>2</HR></Sample>"
             "</Samples></DeviceLog></sml>",
             cases[i].header);
    read_case r = read_ok(text);
    assert_int_equal(r.part[0].sport, cases[i].sport);
    read_done(&r);
  }
}

static void suunto_pauses_are_events(void **state) {
  (void)state;
#define PAUSE(state_)                                                          \
  "<Events><Pause><State>" state_ "</State></Pause></Events>"
  read_case r = read_ok(SML(DATE,
                            AT("0", PAUSE("False")) STEP("1") STEP("2")
                                AT("3", PAUSE("True")) AT("50", PAUSE("False"))
                                    STEP("51"),
                            ""));
  assert_int_equal(r.part[0].n, 3);
  assert_int_equal(r.part[0].segment_n, 2);
  assert_int_equal(r.part[0].segment[1], 2);
  read_done(&r);
}

/* ---- Polar --------------------------------------------------------------- */
#define POLAR(inside)                                                          \
  "<polar-exercise-data><calendar-items><exercise><time>2024-05-01 06:00:00.0" \
  "</time><result>" inside "</result></exercise></calendar-items>"             \
  "</polar-exercise-data>"
#define LIST(type, values)                                                     \
  "<sample><type>" type "</type><values>" values "</values></sample>"

static void polar_lists_may_have_holes_and_a_comma_too_many(void **state) {
  (void)state;
  read_case r =
      read_ok(POLAR("<recording-rate>5</recording-rate><samples>" LIST(
          "HEARTRATE", "100,,102,") LIST("SPEED", "10.8,x,7.2,3.6")
                        LIST("RR", "500,600,700,800,900,1000") "</samples>"));
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->n, 4);
  assert_int_equal(a->time_ms[3], START_S * 1000LL + 15000);
  assert_true(isnan(value_of(a, HL_HEART_RATE, 1)));
  assert_near(value_of(a, HL_HEART_RATE, 2), 102);
  assert_true(isnan(value_of(a, HL_HEART_RATE, 3)));
  assert_near(value_of(a, HL_SPEED, 0), 3);
  assert_true(isnan(value_of(a, HL_SPEED, 1)));
  assert_near(value_of(a, HL_SPEED, 3), 1);
  read_done(&r);
}

static void polar_laps_follow_one_another(void **state) {
  (void)state;
  read_case r = read_ok(POLAR(
      "<duration>00:00:04.5</duration><recording-rate>1</recording-rate><laps>"
      "<lap><duration>00:00:02</duration></lap>"
      "<lap><duration>00:00:.9</duration><distance>7</distance></lap></laps>"
      "<samples>" LIST("HEARTRATE", "1,2,3,4") "</samples>"));
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->lap_n, 2);
  assert_int_equal(a->lap[0].count, 2);
  assert_int_equal(a->lap[1].start_ms, START_S * 1000LL + 2000);
  assert_near(a->lap[1].duration_s, 0.9);
  assert_true(isnan(a->lap[0].distance_m));
  read_done(&r);
}

static void polar_without_a_rate_drops_its_points(void **state) {
  (void)state;
  read_case r = read_ok(POLAR("<duration>00:48:49</duration><samples>" LIST(
      "HEARTRATE", "1,2") "</samples>"));
  assert_int_equal(r.part[0].n, 0);
  assert_int_equal(r.part[0].dropped, 2);
  assert_near(r.part[0].lap[0].duration_s, 2929);
  read_done(&r);
}

/* ---- GoldenCheetah ------------------------------------------------------- */
static void gc_start_and_laps_come_from_attributes(void **state) {
  (void)state;
  read_case r =
      read_ok("<!DOCTYPE GoldenCheetah><ride><attributes>"
              "<attribute value='2024/05/01 06:00:00 UTC' key='Start time'/>"
              "<attribute key='Sport' value='Run'/></attributes><intervals>"
              "<interval name='Peak 5s (900 watts)' start='0' stop='5'/>"
              "<interval name='3' start='1' stop='3'/></intervals><samples>"
              "<sample secs='0' km='0' kph='10.8' lat='0' lon='0'/>"
              "<sample secs='1.5' km='0.0045'/></samples></ride>");
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->time_ms[1], START_S * 1000LL + 1500);
  assert_near(value_of(a, HL_DISTANCE, 1), 4.5);
  assert_near(value_of(a, HL_SPEED, 0), 3);
  assert_null(a->latitude_deg);
  assert_int_equal(a->lap_n, 1);
  assert_int_equal(a->lap[0].start_ms, START_S * 1000LL + 1000);
  read_done(&r);
}

/* ---- Sigma --------------------------------------------------------------- */
static void sigma_of_2010_counts_wheel_turns_at_a_rate(void **state) {
  (void)state;
#define TURNS(turns, kmh, inside)                                              \
  "<Eintrag>" inside "<RPLAbs>" turns "</RPLAbs><Speed>" kmh                   \
  "</Speed><Puls>100</Puls></Eintrag>"
  read_case r = read_ok(
      "<Log><Information><RadGroesse>2000</RadGroesse><StartZeit>06:00:00"
      "</StartZeit><SamplingRate>5</SamplingRate><StartDatum>01.05.24"
      "</StartDatum></Information><LogEintraege>" TURNS("0", "0",
                                                        "<Pause zeit="
                                                        "\"\"/>")
          TURNS("5", "7.2", "") TURNS(
              "5", "7.2", "<Pause zeit=\"30\"/>") "</LogEintraege></Log>");
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->time_ms[0], START_S * 1000LL);
  assert_int_equal(a->time_ms[1], START_S * 1000LL + 5000);
  assert_int_equal(a->time_ms[2], START_S * 1000LL + 40000);
  assert_near(value_of(a, HL_DISTANCE, 2), 20);
  assert_near(value_of(a, HL_SPEED, 1), 2);
  assert_int_equal(a->segment_n, 2);
  read_done(&r);
}

static void sigma_of_2012_counts_steps_or_sums(void **state) {
  (void)state;
  static const char *const times[] = {"<RideTime>5</RideTime>",
                                      "<TimeAbsolute>10</TimeAbsolute>"};
  for (size_t i = 0; i < 2; i++) {
    char text[900];
    snprintf(
        text, sizeof text,
        "<Log revision=\"210\"><GeneralInformation><StartDate>Wed May 1 "
        "08:00:00 GMT+0200 2024</StartDate></GeneralInformation><LogEntries>"
        "<LogEntry><RideTime>5</RideTime><Distance>10</Distance></LogEntry>"
        "<LogEntry>%s<Distance>12</Distance><PauseTime>0</PauseTime>"
        "</LogEntry></LogEntries></Log>",
        times[i]);
    read_case r = read_ok(text);
    const hl_activity *a = &r.part[0];
    assert_int_equal(a->time_ms[1], START_S * 1000LL + 10000);
    assert_near(value_of(a, HL_DISTANCE, 1), 22);
    assert_int_equal(a->utc_offset_s, 7200);
    read_done(&r);
  }
}

static void sigma_pauses_are_added_to_training_time(void **state) {
  (void)state;
#define ENTRY(at, way)                                                         \
  "<Entry trainingTimeAbsolute=\"" at "\" distanceAbsolute=\"" way "\"/>"
  read_case r = read_ok(
      "<Activity><GeneralInformation><startDate>Wed May 1 08:00:00 GMT+0200 "
      "2024</startDate></GeneralInformation><Entries>" ENTRY("0", "0")
          ENTRY("1000", "30") ENTRY(
              "2000",
              "60") "</Entries><Markers>"
                    "<Marker type=\"p\" timeAbsolute=\"1500\" "
                    "duration=\"6000\"/>"
                    "<Marker type=\"l\" time=\"1000\" timeAbsolute=\"1000\"/>"
                    "<Marker type=\"l\" time=\"1000\" timeAbsolute=\"2000\"/>"
                    "</Markers></Activity>");
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->time_ms[1], START_S * 1000LL + 10000);
  assert_int_equal(a->time_ms[2], START_S * 1000LL + 80000);
  assert_int_equal(a->segment_n, 2);
  assert_int_equal(a->segment[1], 2);
  assert_int_equal(a->lap[1].start_ms, START_S * 1000LL + 10000);
  assert_int_equal(a->lap[1].count, 2);
  read_done(&r);
}

HL_TEST_MAIN(
    cmocka_unit_test(pwx_times_are_local_and_events_end_pauses),
    cmocka_unit_test(a_summary_alone_is_one_lap),
    cmocka_unit_test(fitlog_pauses_stand_behind_the_points),
    cmocka_unit_test(fitlog_categories_are_the_athletes_own),
    cmocka_unit_test(suunto_time_counts_from_a_start_that_samples_tell),
    cmocka_unit_test(suunto_without_utc_has_local_time_only),
    cmocka_unit_test(suunto_units_are_made_ours),
    cmocka_unit_test(suunto_intervals_give_heart_rate_where_there_is_none),
    cmocka_unit_test(suunto_sport_is_a_number_with_a_translated_name),
    cmocka_unit_test(suunto_pauses_are_events),
    cmocka_unit_test(polar_lists_may_have_holes_and_a_comma_too_many),
    cmocka_unit_test(polar_laps_follow_one_another),
    cmocka_unit_test(polar_without_a_rate_drops_its_points),
    cmocka_unit_test(gc_start_and_laps_come_from_attributes),
    cmocka_unit_test(sigma_of_2010_counts_wheel_turns_at_a_rate),
    cmocka_unit_test(sigma_of_2012_counts_steps_or_sums),
    cmocka_unit_test(sigma_pauses_are_added_to_training_time))
