/* SPDX-License-Identifier: MIT
**
** Errors: the first one wins, and its text can always be stored.
*/
#include "hl_test.h"

#include "base/status.h"
#include "base/text.h"

static void the_first_error_stands(void **state) {
  (void)state;
  hl_error err = {0};
  assert_int_equal(hl_fail_at(&err, HL_E_INPUT, 12, "no %s in %d", "time", 3),
                   HL_E_INPUT);
  assert_int_equal(hl_nomem(&err), HL_E_INPUT);
  assert_int_equal(err.status, HL_E_INPUT);
  assert_int_equal(err.line, 12);
  assert_string_equal(err.text, "no time in 3");
}

static void an_error_without_a_place_still_has_a_status(void **state) {
  (void)state;
  assert_int_equal(hl_fail(NULL, HL_E_LIMIT, "too long"), HL_E_LIMIT);
  assert_int_equal(hl_nomem(NULL), HL_E_NOMEM);
  hl_error_where(NULL, "x");
}

static void the_input_is_named_once_by_its_base_name(void **state) {
  (void)state;
  hl_error err = {0};
  hl_error_where(&err, "/home/anna/runs/morning.tcx");
  hl_error_where(&err, "other.tcx");
  assert_string_equal(err.where, "morning.tcx");
}

/* U+00E9 takes two bytes, U+1F3C3 four: whatever the cut, text stays UTF-8. */
static void long_texts_are_cut_on_a_character(void **state) {
  (void)state;
  char name[600];
  for (size_t lead = 0; lead < 8; lead++) {
    memset(name, 'x', lead);
    for (size_t at = lead; at + 6 < sizeof name; at += 6)
      memcpy(name + at, "\xC3\xA9\xF0\x9F\x8F\x83", 7);
    hl_error err = {0};
    hl_fail(&err, HL_E_INPUT, "%s", name);
    hl_error_where(&err, name);
    size_t length = strlen(err.text);
    assert_true(hl_utf8_valid(err.text, length));
    assert_true(length < sizeof err.text && length + 4 >= sizeof err.text);
    assert_true(hl_utf8_valid(err.where, strlen(err.where)));
    assert_true(strlen(err.where) + 4 >= sizeof err.where);
  }
}

static void every_status_has_its_own_word(void **state) {
  (void)state;
  for (int a = HL_OK; a <= HL_E_INTERNAL; a++)
    for (int b = HL_OK; b < a; b++)
      assert_string_not_equal(hl_status_name((hl_status)a),
                              hl_status_name((hl_status)b));
  assert_string_equal(hl_status_name(HL_OK), "ok");
  assert_string_equal(hl_status_name(HL_E_LIMIT), "limit");
}

HL_TEST_MAIN(cmocka_unit_test(the_first_error_stands),
             cmocka_unit_test(an_error_without_a_place_still_has_a_status),
             cmocka_unit_test(the_input_is_named_once_by_its_base_name),
             cmocka_unit_test(long_texts_are_cut_on_a_character),
             cmocka_unit_test(every_status_has_its_own_word))
