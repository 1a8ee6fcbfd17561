/* SPDX-License-Identifier: MIT
**
** FIT files as files: chained, not activities, damaged, broken off.
*/
#include "hl_test.h"

#include "fit_bytes.h"

/* ---- files -------------------------------------------------------------- */

static void reads_chained_files_as_parts(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_put_run(&f, 0);
  fit_put_run(&f, 5000);
  read_case r = fit_read(&f);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 2);
  assert_int_equal(r.part[1].start_ms, T0_MS + 5000000);
  read_done(&r);
}

static void keeps_the_data_of_a_file_with_a_wrong_checksum(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_put_run(&f, 0);
  f.byte[f.n - 1] ^= 0x55;
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 3);
  assert_false(r.part[0].is_truncated);
  assert_int_equal(r.part[0].dropped, 0);
  assert_string_equal(r.part[0].dropped_reason, "the checksum is wrong");
  read_done(&r);
}

static void reads_a_file_whose_size_was_never_written(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_put_run(&f, 0);
  fit_little(&f, 4, 4, 0);
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 3);
  assert_non_null(r.part[0].dropped_reason);
  read_done(&r);
}

static void refuses_what_is_no_activity_by_name(void **state) {
  (void)state;
  static const struct {
    int type;
    const char *wanted;
  } cases[] = {{HL_FIT_TYPE_COURSE, "course"},
               {32, "not an activity"},
               {HL_FIT_TYPE_ACTIVITY, "without records"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    fit_bytes f = {0};
    fit_begin(&f);
    fit_put_file_id(&f, cases[i].type, 1, 1);
    if (cases[i].type != HL_FIT_TYPE_ACTIVITY) {
      fit_define_record(&f);
      fit_put_record(&f, 0, 140);
    }
    fit_end(&f);
    read_case r = fit_read(&f);
    assert_int_equal(r.status, HL_E_INPUT);
    assert_non_null(strstr(r.err.text, "no activity"));
    assert_non_null(strstr(r.err.text, cases[i].wanted));
  }
}

static void refuses_more_sessions_than_the_limit(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define_record(&f);
  fit_put_record(&f, 0, 140);
  for (int i = 0; i < 33; i++)
    fit_put_session(&f, i, 1, 0);
  fit_end(&f);
  read_case r = fit_read(&f);
  assert_int_equal(r.status, HL_E_LIMIT);
}

/* ---- damage ------------------------------------------------------------- */

static void keeps_complete_records_wherever_the_file_ends(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_put_run(&f, 0);
  for (size_t n = 0; n < f.n; n++) {
    uint8_t *cut = malloc(n + 1); /* its own block: overruns are found */
    assert_non_null(cut);
    memcpy(cut, f.byte, n);
    read_case r = read_memory("run.fit", cut, n);
    free(cut);
    if (r.status) {
      assert_int_equal(r.status, HL_E_INPUT);
      assert_true(r.err.text[0] != 0);
      assert_int_equal(r.parts, 0);
      continue;
    }
    assert_int_equal(r.parts, 1);
    assert_true(r.part[0].is_truncated);
    assert_true(r.part[0].n >= 1 && r.part[0].n <= 3);
    for (size_t i = 0; i < r.part[0].n; i++)
      assert_near(value_of(&r.part[0], HL_HEART_RATE, i), 140 + (double)i);
    read_done(&r);
  }
}

static void survives_every_single_wrong_byte(void **state) {
  (void)state;
  fit_bytes whole = {0};
  fit_put_run(&whole, 0);
  static const uint8_t flips[] = {0x01, 0x40, 0x80, 0xff};
  for (size_t at = 0; at < whole.n; at++) {
    for (size_t i = 0; i < sizeof flips; i++) {
      fit_bytes f = whole;
      f.byte[at] ^= flips[i];
      read_case r = fit_read(&f);
      assert_true(r.status == HL_OK || r.err.text[0] != 0);
      read_done(&r);
    }
  }
}

static void ends_at_a_message_that_cannot_be(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define_record(&f);
  fit_put_record(&f, 0, 140);
  fit_data(&f, 9); /* never defined */
  fit_put_record(&f, 1, 141);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 1);
  assert_true(r.part[0].is_truncated);
  assert_string_equal(r.part[0].dropped_reason, "data without a definition");
  read_done(&r);
}

static void ends_at_a_definition_larger_than_the_file(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define_record(&f);
  fit_put_record(&f, 0, 140);
  fit_put(&f, 1, 0x40 | 0x20 | 5);
  fit_put(&f, 2, 0);
  fit_put(&f, 2, HL_FIT_RECORD);
  fit_put(&f, 1, 255); /* 255 fields, of which one is there */
  fit_put(&f, 3, 0x86ff03);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 1);
  assert_true(r.part[0].is_truncated);
  read_done(&r);
}

static void takes_a_field_of_another_size_than_its_type(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  /* heart rate said to be 4 bytes in 2; power as an array of two */
  fit_define(&f, RECORD, HL_FIT_RECORD,
             FIELDS(253, 4, U32, 3, 2, U32, 7, 4, U16));
  fit_data(&f, RECORD);
  fit_put(&f, 4, T0);
  fit_put(&f, 2, 140);
  fit_put(&f, 2, 250);
  fit_put(&f, 2, 999);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_null(r.part[0].channel[HL_HEART_RATE]);
  assert_near(value_of(&r.part[0], HL_POWER, 0), 250);
  read_done(&r);
}

static void takes_no_number_of_eight_bytes(void **state) {
  (void)state;
  enum {
    U64 = 0x8f
  };
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define(&f, RECORD, HL_FIT_RECORD, FIELDS(253, 8, U64, 3, 1, U8));
  fit_data(&f, RECORD); /* a time of which ms would not fit */
  fit_put(&f, 8, INT64_MAX / 2);
  fit_put(&f, 1, 140);
  fit_define_record(&f);
  fit_put_record(&f, 0, 141);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 1);
  assert_int_equal(r.part[0].dropped, 1);
  read_done(&r);
}

static void reads_messages_of_no_size_in_linear_time(void **state) {
  (void)state;
  fit_bytes f = {0};
  fit_begin(&f);
  fit_define_record(&f);
  fit_put_record(&f, 0, 140);
  fit_define(&f, OTHER, 4711, 0, NULL);
  while (f.n < FIT_BYTES - 10)
    fit_data(&f, OTHER);
  fit_end(&f);
  read_case r = fit_read_one(&f);
  assert_int_equal(r.part[0].n, 1);
  read_done(&r);
}

HL_TEST_MAIN(cmocka_unit_test(reads_chained_files_as_parts),
             cmocka_unit_test(keeps_the_data_of_a_file_with_a_wrong_checksum),
             cmocka_unit_test(reads_a_file_whose_size_was_never_written),
             cmocka_unit_test(refuses_what_is_no_activity_by_name),
             cmocka_unit_test(refuses_more_sessions_than_the_limit),
             cmocka_unit_test(keeps_complete_records_wherever_the_file_ends),
             cmocka_unit_test(survives_every_single_wrong_byte),
             cmocka_unit_test(ends_at_a_message_that_cannot_be),
             cmocka_unit_test(ends_at_a_definition_larger_than_the_file),
             cmocka_unit_test(takes_a_field_of_another_size_than_its_type),
             cmocka_unit_test(takes_no_number_of_eight_bytes),
             cmocka_unit_test(reads_messages_of_no_size_in_linear_time))
