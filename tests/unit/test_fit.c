/* SPDX-License-Identifier: MIT
**
** What a FIT file means.
*/
#include "hl_test.h"

#include "fit_bytes.h"

static void put_event(fit_bytes *f, int type) {
  fit_define(f, EVENT, HL_FIT_EVENT, FIELDS(0, 1, ENUM, 1, 1, ENUM));
  fit_data(f, EVENT);
  fit_put(f, 1, HL_FIT_EVENT_TIMER);
  fit_put(f, 1, type);
}

/* ---- values ------------------------------------------------------------- */

static void put_full_record(fit_bytes *f) {
  fit_define(f, RECORD, HL_FIT_RECORD,
             FIELDS(253, 4, U32, 0, 4, S32, 1, 4, S32, 2, 2, U16, 3, 1, U8, 4,
                    1, U8, 5, 4, U32, 6, 2, U16, 7, 2, U16, 13, 1, S8, 39, 2,
                    U16, 41, 2, U16, 53, 1, U8, 84, 2, U16, 85, 2, U16));
  fit_data(f, RECORD);
  fit_put(f, 4, T0);
  fit_put(f, 4, 536870912);  /* 45 degrees */
  fit_put(f, 4, -357913941); /* -30 degrees */
  fit_put(f, 2, 3097);       /* 119.4 m */
  fit_put(f, 1, 151);
  fit_put(f, 1, 84);
  fit_put(f, 4, 123456);
  fit_put(f, 2, 2857);
  fit_put(f, 2, 276);
  fit_put(f, 1, -4);
  fit_put(f, 2, 873);
  fit_put(f, 2, 2415);
  fit_put(f, 1, 64);
  fit_put(f, 2, 4972);
  fit_put(f, 2, 11302);
}

static void check_full_record(const hl_activity *a) {
  assert_int_equal(a->n, 1);
  assert_int_equal(a->time_ms[0], T0_MS);
  assert_near(a->latitude_deg[0], 45);
  assert_near(a->longitude_deg[0], -30);
  assert_near(value_of(a, HL_ALTITUDE, 0), 119.4);
  assert_near(value_of(a, HL_HEART_RATE, 0), 151);
  assert_near(value_of(a, HL_CADENCE, 0), 169); /* (84 + 64/128) * 2 */
  assert_near(value_of(a, HL_DISTANCE, 0) / 1000, 1.23456);
  assert_near(value_of(a, HL_SPEED, 0), 2.857);
  assert_near(value_of(a, HL_POWER, 0), 276);
  assert_near(value_of(a, HL_TEMPERATURE, 0), -4);
  assert_near(value_of(a, HL_OSCILLATION, 0), 87.3);
  assert_near(value_of(a, HL_CONTACT, 0), 241.5);
  assert_near(value_of(a, HL_BALANCE, 0), 49.72);
  assert_near(value_of(a, HL_STEP_LENGTH, 0) / 1000, 1.1302);
}

static void reads_every_channel_in_both_byte_orders(void **state) {
  (void)state;
  for (int big = 0; big < 2; big++) {
    fit_bytes f = {.big_endian = big};
    fit_begin(&f);
    fit_put_file_id(&f, HL_FIT_TYPE_ACTIVITY, 1, 3113);
    put_full_record(&f);
    fit_put_session(&f, 0, HL_FIT_SPORT_RUNNING, 0);
    fit_end(&f);
    read_case r = fit_read_one(&f);
    check_full_record(&r.part[0]);
    assert_string_equal(r.part[0].format, "fit");
    assert_string_equal(r.part[0].device, "Garmin Forerunner 945");
    assert_string_equal(r.part[0].file_id, "3999000001-1081746000");
    assert_null(r.part[0].dropped_reason);
    read_done(&r);
  }
}

static void leaves_invalid_values_unrecorded(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define(&f, RECORD, HL_FIT_RECORD,
             FIELDS(253, 4, U32, 0, 4, S32, 1, 4, S32, 2, 2, U16, 3, 1, U8, 4,
                    1, U8, 5, 4, U32, 6, 2, U16, 13, 1, S8, 73, 4, U32));
  fit_data(&f, RECORD);
  fit_put(&f, 4, T0);
  fit_put(&f, 4, 0x7fffffff);
  fit_put(&f, 4, 0x7fffffff);
  fit_put(&f, 2, 0xffff);
  fit_put(&f, 1, 0xff);
  fit_put(&f, 1, 0xff);
  fit_put(&f, 4, 0xffffffff);
  fit_put(&f, 2, 0xffff);
  fit_put(&f, 1, 0x7f);
  fit_put(&f, 4, 0xffffffff);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 1);
  for (int c = 0; c < HL_CHANNEL_COUNT; c++)
    assert_null(r.part[0].channel[c]);
  assert_null(r.part[0].latitude_deg);
  read_done(&r);
}

static void prefers_enhanced_fields_where_they_are_recorded(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define(&f, RECORD, HL_FIT_RECORD,
             FIELDS(253, 4, U32, 73, 4, U32, 6, 2, U16, 2, 2, U16, 78, 4, U32));
  for (int i = 0; i < 2; i++) {
    fit_data(&f, RECORD);
    fit_put(&f, 4, T0 + i);
    fit_put(&f, 4, i ? 0xffffffff : 3210);
    fit_put(&f, 2, 3000);
    fit_put(&f, 2, 3000);
    fit_put(&f, 4, i ? 0xffffffff : 3001);
  }
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_near(value_of(&r.part[0], HL_SPEED, 0), 3.21);
  assert_near(value_of(&r.part[0], HL_SPEED, 1), 3);
  assert_near(value_of(&r.part[0], HL_ALTITUDE, 0), 100.2);
  assert_near(value_of(&r.part[0], HL_ALTITUDE, 1), 100);
  read_done(&r);
}

static void counts_time_on_from_compressed_headers(void **state) {
  (void)state;
  fit_bytes f = {0};
  int64_t last = T0 & ~(int64_t)31; /* offset 0 of a 32 s period */
  fit_begin(&f);
  fit_define_record(&f);
  fit_put_record(&f, last - T0, 140);
  fit_define(&f, 2, HL_FIT_RECORD, FIELDS(3, 1, U8));
  static const int offset[] = {1, 1, 30, 2, 1}; /* 2: over the edge; 1: again */
  for (int i = 0; i < 5; i++) {
    fit_put(&f, 1, 0x80 | 2 << 5 | offset[i]);
    fit_put(&f, 1, 141 + i);
  }
  fit_end(&f);
  read_case r = fit_read_one(&f);
  static const int wanted[] = {0, 1, 1, 30, 34, 65};
  assert_int_equal(r.part[0].n, 6);
  for (int i = 0; i < 6; i++) {
    int64_t second = r.part[0].time_ms[i] / 1000 - HL_FIT_EPOCH_S;
    assert_int_equal(second - last, wanted[i]);
  }
  read_done(&r);
}

static void unpacks_speed_and_distance_of_old_watches(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define(&f, RECORD, HL_FIT_RECORD, FIELDS(253, 4, U32, 8, 3, BYTES));
  static const int m16[] = {16, 4000, 4080, 80}; /* the last one rolled over */
  for (int i = 0; i < 4; i++) {
    int packed = 275 | m16[i] << 12;
    fit_data(&f, RECORD);
    fit_put(&f, 4, T0 + i);
    fit_put(&f, 3, packed);
  }
  fit_data(&f, RECORD);
  fit_put(&f, 4, T0 + 4);
  fit_put(&f, 3, 0xffffff);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_near(value_of(&r.part[0], HL_SPEED, 0), 2.75);
  assert_near(value_of(&r.part[0], HL_DISTANCE, 0), 1);
  assert_near(value_of(&r.part[0], HL_DISTANCE, 2), 255);
  assert_near(value_of(&r.part[0], HL_DISTANCE, 3), 261);
  assert_true(isnan(value_of(&r.part[0], HL_DISTANCE, 4)));
  read_done(&r);
}

static void steps_over_developer_fields(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_put(&f, 1, 0x40 | 0x20 | RECORD);
  fit_put(&f, 2, 0);
  fit_put(&f, 2, HL_FIT_RECORD);
  fit_put(&f, 1, 2);
  static const int fields[] = {253, 4, U32, 3, 1, U8};
  for (int i = 0; i < 6; i++)
    fit_put(&f, 1, fields[i]);
  fit_put(&f, 1, 2); /* developer fields: number, size, developer */
  static const int developer[] = {0, 5, 0, 1, 2, 0};
  for (int i = 0; i < 6; i++)
    fit_put(&f, 1, developer[i]);
  for (int i = 0; i < 3; i++) {
    fit_put_record(&f, i, 150 + i);
    fit_text(&f, 7, "devdev");
  }
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 3);
  assert_near(value_of(&r.part[0], HL_HEART_RATE, 2), 152);
  read_done(&r);
}

/* ---- around the points -------------------------------------------------- */

static void begins_a_segment_after_a_pause(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define_record(&f);
  put_event(&f, HL_FIT_EVENT_START);
  fit_put_record(&f, 0, 140);
  put_event(&f, HL_FIT_EVENT_START); /* no pause: it was running */
  fit_put_record(&f, 1, 141);
  put_event(&f, HL_FIT_EVENT_STOP_ALL);
  put_event(&f, HL_FIT_EVENT_START);
  fit_put_record(&f, 90, 120);
  put_event(&f, HL_FIT_EVENT_STOP);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 3);
  assert_int_equal(r.part[0].segment_n, 2);
  assert_int_equal(r.part[0].segment[1], 2);
  read_done(&r);
}

static void put_lap(fit_bytes *f, int64_t second, int seconds, int intensity) {
  fit_define(f, LAP, HL_FIT_LAP,
             FIELDS(2, 4, U32, 7, 4, U32, 8, 4, U32, 9, 4, U32, 15, 1, U8, 16,
                    1, U8, 23, 1, ENUM, 24, 1, ENUM));
  fit_data(f, LAP);
  fit_put(f, 4, T0 + second);
  fit_put(f, 4, seconds * 1000 + 500);
  fit_put(f, 4, seconds * 1000);
  fit_put(f, 4, 40000);
  fit_put(f, 1, 145);
  fit_put(f, 1, 0xff);
  fit_put(f, 1, intensity);
  fit_put(f, 1, 2);
}

static void reads_laps_with_the_device_s_totals(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define_record(&f);
  for (int i = 0; i < 10; i++)
    fit_put_record(&f, i, 140 + i);
  put_lap(&f, 0, 4, 0);
  put_lap(&f, 4, 6, HL_FIT_INTENSITY_REST);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  const hl_activity *a = &r.part[0];
  assert_int_equal(a->lap_n, 2);
  assert_int_equal(a->lap[0].start_ms, T0_MS);
  assert_near(a->lap[0].duration_s, 4); /* the timer's, without pauses */
  assert_near(a->lap[0].distance_m, 400);
  assert_near(a->lap[0].mean_bpm, 145);
  assert_true(isnan(a->lap[0].max_bpm));
  assert_string_equal(a->lap[0].trigger, "distance");
  assert_false(a->lap[0].is_rest);
  assert_true(a->lap[1].is_rest);
  assert_int_equal(a->lap[0].count, 4);
  assert_int_equal(a->lap[1].first, 4);
  assert_int_equal(a->lap[1].count, 6);
  read_done(&r);
}

static void makes_one_activity_of_each_session(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define(&f, RECORD, HL_FIT_RECORD, FIELDS(253, 4, U32, 4, 1, U8));
  for (int i = 0; i < 30; i++)
    fit_put_record(&f, i, 80);
  fit_put_session(&f, 20, HL_FIT_SPORT_RUNNING, HL_FIT_SUB_TRAIL);
  fit_put_session(&f, 0, 2, 0); /* written out of order: cycling came first */
  fit_put_session(&f, 15, 3, 0);
  fit_end(&f);
  read_case r = fit_read(&f);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 3);
  assert_int_equal(r.part[0].n, 15);
  assert_int_equal(r.part[1].n, 5);
  assert_int_equal(r.part[2].n, 10);
  assert_int_equal(r.part[0].sport, HL_SPORT_OTHER);
  assert_int_equal(r.part[2].sport, HL_SPORT_RUN);
  assert_string_equal(r.part[0].sport_name, "cycling");
  assert_string_equal(r.part[2].sport_name, "running trail");
  assert_near(value_of(&r.part[0], HL_CADENCE, 0), 80); /* of the cranks */
  assert_near(value_of(&r.part[2], HL_CADENCE, 0), 160);
  read_done(&r);
}

static void knows_what_is_a_run_and_what_is_indoors(void **state) {
  (void)state;
  static const struct {
    int sport, sub_sport;
    hl_sport wanted;
    bool indoor;
  } cases[] = {
      {1, 0, HL_SPORT_RUN, false},     {1, 1, HL_SPORT_RUN, true},
      {1, 45, HL_SPORT_RUN, true},     {1, 58, HL_SPORT_RUN, true},
      {4, 1, HL_SPORT_RUN, true},      {4, 15, HL_SPORT_OTHER, false},
      {0, 0, HL_SPORT_UNKNOWN, false}, {0, 3, HL_SPORT_RUN, false},
      {11, 27, HL_SPORT_OTHER, true},  {255, 255, HL_SPORT_UNKNOWN, false},
      {17, 0, HL_SPORT_OTHER, false},  {0, 18, HL_SPORT_OTHER, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    fit_bytes f = {0};
    fit_begin(&f);
    fit_define_record(&f);
    fit_put_record(&f, 0, 140);
    fit_put_session(&f, 0, cases[i].sport, cases[i].sub_sport);
    fit_end(&f);
    read_case r = fit_read_one(&f);
    assert_int_equal(r.part[0].sport, cases[i].wanted);
    assert_int_equal(r.part[0].is_indoor, cases[i].indoor);
    assert_false(r.part[0].sport_guessed);
    read_done(&r);
  }
}

static void takes_feel_and_effort_as_the_runner_s_report(void **state) {
  (void)state;
  static const int cases[][4] = {
      /* feel, rpe as written; as reported */
      {0, 10, 1, 1},  {25, 40, 2, 4}, {50, 65, 3, 7},   {75, 100, 4, 10},
      {100, 5, 5, 1}, {255, 0, 0, 0}, {255, 255, 0, 0}, {101, 101, 0, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    fit_bytes f = {0};
    fit_begin(&f);
    fit_define_record(&f);
    fit_put_record(&f, 0, 140);
    fit_put_session(&f, 0, HL_FIT_SPORT_RUNNING, 0);
    f.byte[f.n - 2] = (uint8_t)cases[i][0];
    f.byte[f.n - 1] = (uint8_t)cases[i][1];
    fit_end(&f);
    read_case r = fit_read_one(&f);
    const hl_report *report = &r.part[0].report;
    assert_int_equal(report->feel, cases[i][2]);
    assert_int_equal(report->rpe, cases[i][3]);
    if (cases[i][2] || cases[i][3])
      assert_string_equal(report->source, "file");
    else
      assert_null(report->source);
    read_done(&r);
  }
}

static void takes_the_offset_from_the_device_s_local_time(void **state) {
  (void)state;
  static const struct {
    int64_t local; /* less UTC, s */
    int32_t offset_s;
    hl_offset_source source;
  } cases[] = {
      {7200, 7200, HL_OFFSET_FILE},     {-12600, -12600, HL_OFFSET_FILE},
      {7187, 7200, HL_OFFSET_FILE},     {20700, 20700, HL_OFFSET_FILE},
      {7500, 0, HL_OFFSET_NONE},        {60 * 3600, 0, HL_OFFSET_NONE},
      {-35999, -36000, HL_OFFSET_FILE}, {0, 0, HL_OFFSET_FILE},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    fit_bytes f = {0};
    fit_begin(&f);
    fit_define_record(&f);
    fit_put_record(&f, 0, 140);
    fit_define(&f, ACTIVITY, HL_FIT_ACTIVITY, FIELDS(253, 4, U32, 5, 4, U32));
    fit_data(&f, ACTIVITY);
    fit_put(&f, 4, T0 + 100);
    fit_put(&f, 4, T0 + 100 + cases[i].local);
    fit_end(&f);
    read_case r = fit_read_one(&f);
    assert_int_equal(r.part[0].offset_source, cases[i].source);
    assert_int_equal(r.part[0].utc_offset_s, cases[i].offset_s);
    read_done(&r);
  }
}

static void names_a_device_by_its_own_name_or_its_numbers(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_put_file_id(&f, HL_FIT_TYPE_ACTIVITY, 294, 12);
  fit_define(&f, OTHER, HL_FIT_DEVICE_INFO, FIELDS(0, 1, U8, 27, 12, STRING));
  fit_data(&f, OTHER); /* a sensor, not the watch */
  fit_put(&f, 1, 1);
  fit_text(&f, 12, "Belt");
  fit_data(&f, OTHER);
  fit_put(&f, 1, 0);
  fit_text(&f, 12, "PACE 3");
  fit_define_record(&f);
  fit_put_record(&f, 0, 140);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_string_equal(r.part[0].device, "COROS PACE 3");
  read_done(&r);

  fit_bytes g = {0};
  fit_begin(&g);
  fit_put_file_id(&g, HL_FIT_TYPE_ACTIVITY, 9999, 7);
  fit_define_record(&g);
  fit_put_record(&g, 0, 140);
  fit_end(&g);
  r = fit_read_one(&g);
  assert_string_equal(r.part[0].device, "FIT manufacturer 9999 product 7");
  read_done(&r);
}

/* ---- times -------------------------------------------------------------- */

static void keeps_points_in_file_order_whatever_their_time(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define_record(&f);
  static const int second[] = {0, 1, 1, 5, 3, -2000, 6};
  for (int i = 0; i < 7; i++)
    fit_put_record(&f, second[i], 140 + i);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 7);
  for (int i = 0; i < 7; i++) {
    assert_int_equal(r.part[0].time_ms[i], T0_MS + 1000LL * second[i]);
    assert_near(value_of(&r.part[0], HL_HEART_RATE, (size_t)i), 140 + i);
  }
  read_done(&r);
}

static void drops_and_counts_records_without_a_date(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define_record(&f);
  fit_put_record(&f, -T0 + 77, 140); /* seconds since power-on */
  fit_put_record(&f, 0, 141);
  fit_put_record(&f, -T0 + (int64_t)0xffffffff, 142); /* "not recorded" */
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 1);
  assert_int_equal(r.part[0].dropped, 2);
  assert_string_equal(r.part[0].dropped_reason, "a record without a date");
  read_done(&r);
}

HL_TEST_MAIN(cmocka_unit_test(reads_every_channel_in_both_byte_orders),
             cmocka_unit_test(leaves_invalid_values_unrecorded),
             cmocka_unit_test(prefers_enhanced_fields_where_they_are_recorded),
             cmocka_unit_test(counts_time_on_from_compressed_headers),
             cmocka_unit_test(unpacks_speed_and_distance_of_old_watches),
             cmocka_unit_test(steps_over_developer_fields),
             cmocka_unit_test(begins_a_segment_after_a_pause),
             cmocka_unit_test(reads_laps_with_the_device_s_totals),
             cmocka_unit_test(makes_one_activity_of_each_session),
             cmocka_unit_test(knows_what_is_a_run_and_what_is_indoors),
             cmocka_unit_test(takes_feel_and_effort_as_the_runner_s_report),
             cmocka_unit_test(takes_the_offset_from_the_device_s_local_time),
             cmocka_unit_test(names_a_device_by_its_own_name_or_its_numbers),
             cmocka_unit_test(keeps_points_in_file_order_whatever_their_time),
             cmocka_unit_test(drops_and_counts_records_without_a_date))
