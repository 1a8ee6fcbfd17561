/* SPDX-License-Identifier: MIT
**
** What a GPX file means: the dialects of its tools.
*/
#include "hl_test.h"

#include "read_case.h"

#define GPX(inside) "<gpx creator=\"tests\">" inside "</gpx>"
#define TRK(inside) "<trk><trkseg>" inside "</trkseg></trk>"
#define PT(second, inside)                                                     \
  "<trkpt lat=\"45\" lon=\"-30\"><time>2024-05-01T06:00:" second               \
  "Z</time>" inside "</trkpt>"
#define EXT(inside) "<extensions>" inside "</extensions>"

static read_case read_ok(const char *text) {
  read_case r = read_text("run.gpx", text);
  if (r.status) print_error("line %d: %s\n", (int)r.err.line, r.err.text);
  assert_int_equal(r.status, HL_OK);
  return r;
}

/* The one point of `text` has `value` in channel `c`. */
static void has_value(const char *text, hl_channel c, double value) {
  read_case r = read_ok(text);
  if (!r.part[0].channel[c]) fail_msg("no %s in %s", hl_channel_name(c), text);
  assert_near(value_of(&r.part[0], c, 0), value);
  read_done(&r);
}

static void refuses(const char *text, const char *why) {
  read_case r = read_text("run.gpx", text);
  assert_int_equal(r.status, HL_E_INPUT);
  assert_string_equal(r.err.text, why);
}

static void heart_rate_has_many_names(void **state) {
  (void)state;
  static const char *const extensions[] = {
      EXT("<gpxtpx:TrackPointExtension xmlns:gpxtpx=\"v1\"><gpxtpx:hr>99"
          "</gpxtpx:hr></gpxtpx:TrackPointExtension>"),
      EXT("<ns3:TrackPointExtension><ns3:hr>99</ns3:hr>"
          "</ns3:TrackPointExtension>"), /* prefix not bound */
      EXT("<gpxdata:hr>99</gpxdata:hr>"),
      EXT("<hr>99</hr>"),
      EXT("<heartrate>99</heartrate>"),
      EXT("<HeartRate>99</HeartRate>"),
      "<hr>99</hr>",
  };
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
    char text[600];
    snprintf(text, sizeof text,
             "<gpx><trk><trkseg><trkpt lat=\"45\" lon=\"-30\"><time>"
             "2024-05-01T06:00:00Z</time>%s</trkpt></trkseg></trk></gpx>",
             extensions[i]);
    has_value(text, HL_HEART_RATE, 99);
  }
}

static void other_channels_have_theirs(void **state) {
  (void)state;
  has_value(GPX(TRK(PT("00", EXT("<x><cad>80</cad></x>")))), HL_CADENCE, 160);
  has_value(GPX(TRK(PT("00", EXT("<cadence>80</cadence>")))), HL_CADENCE, 160);
  has_value(GPX(TRK(PT("00", EXT("<power>250</power>")))), HL_POWER, 250);
  has_value(GPX(TRK(PT("00", EXT("<PowerInWatts>250</PowerInWatts>")))),
            HL_POWER, 250);
  has_value(GPX(TRK(PT("00", EXT("<x><atemp>12</atemp></x>")))), HL_TEMPERATURE,
            12);
  has_value(GPX(TRK(PT("00", EXT("<temp>-3.5</temp>")))), HL_TEMPERATURE, -3.5);
  has_value(GPX(TRK(PT("00", EXT("<speed>2.5</speed>")))), HL_SPEED, 2.5);
  has_value(GPX(TRK(PT("00", "<speed>2.5</speed>"))), HL_SPEED, 2.5);
  has_value(GPX(TRK(PT("00", EXT("<distance>7</distance>")))), HL_DISTANCE, 7);
  has_value(GPX(TRK(PT("00", "<ele>519.5</ele>"))), HL_ALTITUDE, 519.5);
}

static void cadence_that_counts_steps_stays(void **state) {
  (void)state;
  has_value(GPX(TRK(PT("00", EXT("<cad>164</cad>")))), HL_CADENCE, 164);
}

static void distance_comes_from_positions_where_there_is_none(void **state) {
  (void)state;
  read_case r = read_ok(
      "<gpx><trk><trkseg>"
      "<trkpt lat=\"45\" lon=\"7\"><time>2024-05-01T06:00:00Z</time></trkpt>"
      "<trkpt lat=\"45.001\" lon=\"7\"><time>2024-05-01T06:00:30Z</time>"
      "</trkpt></trkseg><trkseg>"
      "<trkpt lat=\"46\" lon=\"7\"><time>2024-05-01T07:00:00Z</time></trkpt>"
      "<trkpt lat=\"46\" lon=\"7.001\"><time>2024-05-01T07:00:30Z</time>"
      "</trkpt></trkseg></trk></gpx>");
  const hl_activity *a = &r.part[0];
  assert_true(a->distance_computed);
  assert_int_equal(a->segment_n, 2);
  assert_int_equal(a->segment[1], 2);
  /* 0.001 degrees: 111.195 m north, cos(46) of it east; nothing in the pause */
  assert_true(fabs(value_of(a, HL_DISTANCE, 1) - 111.195) < 0.01);
  assert_true(fabs(value_of(a, HL_DISTANCE, 2) - 111.195) < 0.01);
  assert_true(fabs(value_of(a, HL_DISTANCE, 3) - 188.437) < 0.01);
  read_done(&r);
}

static void every_track_is_an_activity(void **state) {
  (void)state;
  read_case r =
      read_ok(GPX("<trk><name>one</name><type>running</type><trkseg>" PT(
          "00", "") "</trkseg></trk><trk><type>cycling</type><trkseg>" PT("10",
                                                                          "")
                      PT("11", "") "</trkseg></trk>"));
  assert_int_equal(r.parts, 2);
  assert_string_equal(r.part[0].title, "one");
  assert_int_equal(r.part[0].sport, HL_SPORT_RUN);
  assert_int_equal(r.part[1].n, 2);
  assert_int_equal(r.part[1].sport, HL_SPORT_OTHER);
  read_done(&r);
}

static void strava_writes_the_type_as_a_number(void **state) {
  (void)state;
  static const struct {
    const char *type;
    hl_sport sport;
  } types[] = {{"9", HL_SPORT_RUN}, {"1", HL_SPORT_OTHER}};
  for (size_t i = 0; i < 2; i++) {
    char text[400];
    snprintf(text, sizeof text,
             "<gpx creator=\"StravaGPX Android\"><trk><type>%s</type><trkseg>"
             "%s</trkseg></trk></gpx>",
             types[i].type, PT("00", ""));
    read_case r = read_ok(text);
    assert_int_equal(r.part[0].sport, types[i].sport);
    read_done(&r);
  }
}

static void routes_are_no_activities(void **state) {
  (void)state;
  refuses(GPX("<trk><trkseg><trkpt lat=\"45\" lon=\"7\"/></trkseg></trk>"),
          "no activity: a track without times, as of a route");
  refuses(GPX("<rte><rtept lat=\"45\" lon=\"7\"/></rte>"),
          "no activity: a route");
  refuses(GPX("<wpt lat=\"45\" lon=\"7\"/>"), "no activity: way points");
  refuses(GPX("<metadata/>"), "no activity: nothing recorded in it");
}

static void points_without_a_time_are_dropped_and_counted(void **state) {
  (void)state;
  read_case r = read_ok(GPX(TRK("<trkpt lat=\"45\" lon=\"7\"/>" PT("00", ""))));
  assert_int_equal(r.part[0].n, 1);
  assert_int_equal(r.part[0].dropped, 1);
  read_done(&r);
}

static void laps_of_cluetrust_stand_behind_the_track(void **state) {
  (void)state;
  read_case r =
      read_ok(GPX(TRK(PT("00", "") PT("10", "") PT("20", "") PT("30", "")) EXT(
          "<gpxdata:lap><gpxdata:startTime>2024-05-01T06:00:00Z"
          "</gpxdata:startTime><gpxdata:elapsedTime>0:00:19.50"
          "</gpxdata:elapsedTime><gpxdata:distance>60</gpxdata:distance>"
          "<gpxdata:summary><AverageHeartRateBpm kind=\"avg\">120"
          "</AverageHeartRateBpm></gpxdata:summary></gpxdata:lap>"
          "<gpxdata:lap><gpxdata:startTime>2024-05-01T06:00:20Z"
          "</gpxdata:startTime><gpxdata:elapsedTime>10"
          "</gpxdata:elapsedTime></gpxdata:lap>"
          "<gpxdata:lap><gpxdata:elapsedTime>0</gpxdata:elapsedTime>"
          "</gpxdata:lap>")));
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->lap_n, 2); /* Movescount adds empty ones */
  assert_near(a->lap[0].duration_s, 19.5);
  assert_near(a->lap[0].distance_m, 60);
  assert_near(a->lap[0].mean_bpm, 120);
  assert_int_equal(a->lap[0].count, 2);
  assert_int_equal(a->lap[1].first, 2);
  assert_int_equal(a->lap[1].count, 2);
  read_done(&r);
}

static void spoq_keeps_heart_rate_apart_and_speed_in_kmh(void **state) {
  (void)state;
  read_case r = read_ok("<gpx creator=\"a-rival SpoQ PC Software\">" EXT(
      "<st:activity><st:heartRateTrack>"
      "<st:heartRate time=\"2024-05-01T06:00:00Z\" bpm=\"103\"/>"
      "<st:heartRate time=\"2024-05-01T06:00:02Z\" bpm=\"107\"/>"
      "</st:heartRateTrack></st:activity>")
                            TRK(PT("00", "<speed>10.8</speed>") PT("01", "")
                                    PT("02", "")) "</gpx>");
  const hl_activity *a = &r.part[0];
  assert_near(value_of(a, HL_HEART_RATE, 0), 103);
  assert_true(isnan(value_of(a, HL_HEART_RATE, 1)));
  assert_near(value_of(a, HL_HEART_RATE, 2), 107);
  assert_near(value_of(a, HL_SPEED, 0), 3);
  read_done(&r);
}

static void other_encodings_and_offsets_are_read(void **state) {
  (void)state;
  read_case r = read_ok(
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><gpx><trk><name>K\xf6ln"
      "</name><trkseg><trkpt lat=\"45\" lon=\"7\"><time>"
      "2024-05-01T08:00:00+02:00</time></trkpt></trkseg></trk></gpx>");
  assert_string_equal(r.part[0].title, "K\xc3\xb6ln");
  assert_int_equal(r.part[0].utc_offset_s, 7200);
  assert_int_equal(r.part[0].start_ms, 1714543200000LL);
  read_done(&r);
}

HL_TEST_MAIN(
    cmocka_unit_test(heart_rate_has_many_names),
    cmocka_unit_test(other_channels_have_theirs),
    cmocka_unit_test(cadence_that_counts_steps_stays),
    cmocka_unit_test(distance_comes_from_positions_where_there_is_none),
    cmocka_unit_test(every_track_is_an_activity),
    cmocka_unit_test(strava_writes_the_type_as_a_number),
    cmocka_unit_test(routes_are_no_activities),
    cmocka_unit_test(points_without_a_time_are_dropped_and_counted),
    cmocka_unit_test(laps_of_cluetrust_stand_behind_the_track),
    cmocka_unit_test(spoq_keeps_heart_rate_apart_and_speed_in_kmh),
    cmocka_unit_test(other_encodings_and_offsets_are_read))
