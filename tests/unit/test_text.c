/* SPDX-License-Identifier: MIT
**
** The string builder, the JSON writer, UTF-8 and word tools.
*/
#include "hl_test.h"

#include <math.h>

#include "base/text.h"

static void text_grows_by_pieces(void **state) {
  (void)state;
  hl_text t = {0};
  assert_string_equal(hl_text_cstr(&t), "");
  hl_text_add(&t, "HR +");
  hl_text_fixed(&t, 9.4, 1);
  hl_text_add_n(&t, " bpm!!!", 4);
  hl_text_format(&t, ", %d of %lld %s %zu%%", 7, 20LL, "runs", (size_t)3);
  hl_text_int(&t, INT64_MIN);
  assert_string_equal(hl_text_cstr(&t),
                      "HR +9.4 bpm, 7 of 20 runs 3%-9223372036854775808");
  assert_int_equal(t.length, strlen(t.bytes));
  assert_int_equal(hl_text_status(&t), HL_OK);
  hl_text_clear(&t);
  assert_string_equal(hl_text_cstr(&t), "");
  for (int i = 0; i < 10000; i++)
    hl_text_add(&t, "heavy ");
  assert_int_equal(t.length, 60000);
  hl_text_free(&t);
  assert_null(t.bytes);
}

static void a_failure_sticks(void **state) {
  (void)state;
  hl_text t = {0};
  hl_text_add(&t, "kept");
  hl_text_add_n(&t, "x", SIZE_MAX - 2);
  hl_text_add(&t, " lost");
  assert_int_equal(hl_text_status(&t), HL_E_NOMEM);
  assert_string_equal(hl_text_cstr(&t), "kept");
  hl_text_free(&t);
}

static void json_commas_are_placed(void **state) {
  (void)state;
  hl_text t = {0};
  hl_json_open(&t, NULL, '{');
  hl_json_int(&t, "runs", 3);
  hl_json_open(&t, "list", '[');
  hl_json_text(&t, NULL, "a");
  hl_json_open(&t, NULL, '{');
  hl_json_close(&t, '}');
  hl_json_open(&t, NULL, '[');
  hl_json_close(&t, ']');
  hl_json_null(&t, NULL);
  hl_json_close(&t, ']');
  hl_json_fixed(&t, "z", -2.25, 1);
  hl_json_double(&t, "d", 0.1);
  hl_json_double(&t, "none", (double)NAN);
  hl_json_bool(&t, "yes", true);
  hl_json_bool(&t, "no", false);
  hl_json_raw(&t, "raw", "{\"a\":1}");
  hl_json_text(&t, "absent", NULL);
  hl_json_close(&t, '}');
  assert_string_equal(hl_text_cstr(&t),
                      "{\"runs\":3,\"list\":[\"a\",{},[],null],\"z\":-2.2,"
                      "\"d\":0.1,\"none\":null,\"yes\":true,\"no\":false,"
                      "\"raw\":{\"a\":1},\"absent\":null}");
  hl_text_free(&t);
}

static void json_text_is_escaped_and_mended(void **state) {
  (void)state;
  hl_text t = {0};
  hl_json_text(&t, "k\"",
               "q\" b\\ n\n r\r t\t \x01\x1F \x7F h\xC3\xA9 "
               "\xFF \xC3( \xED\xA0\x80 \xF0\x9F\x8F\x83");
  assert_string_equal(
      hl_text_cstr(&t),
      "\"k\\\"\":\"q\\\" b\\\\ n\\n r\\r t\\t \\u0001\\u001f \x7F h\xC3\xA9 "
      "\xEF\xBF\xBD \xEF\xBF\xBD( \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD "
      "\xF0\x9F\x8F\x83\"");
  assert_true(hl_utf8_valid(t.bytes, t.length));
  hl_text_free(&t);
}

static bool valid(const char *text) {
  return hl_utf8_valid(text, strlen(text));
}

static void utf8_is_judged_strictly(void **state) {
  (void)state;
  assert_true(valid(""));
  assert_true(valid("plain h\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x8F\x83"));
  assert_true(valid("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF"));
  assert_false(valid("\x80"));
  assert_false(valid("\xC0\x80"));         /* overlong */
  assert_false(valid("\xC1\xBF"));         /* overlong */
  assert_false(valid("\xE0\x9F\xBF"));     /* overlong */
  assert_false(valid("\xF0\x8F\xBF\xBF")); /* overlong */
  assert_false(valid("\xED\xA0\x80"));     /* surrogate */
  assert_false(valid("\xF4\x90\x80\x80")); /* beyond Unicode */
  assert_false(valid("\xF5\x80\x80\x80"));
  assert_false(valid("\xC3"));
  assert_false(valid("\xE2\x82"));
  assert_false(valid("\xE2\x28\xA1"));
  assert_false(valid("\xF0\x9F\x8F"));
  assert_false(hl_utf8_valid("a\0b", 3));
}

static void words_ignore_ascii_case_only(void **state) {
  (void)state;
  assert_true(hl_same_word("Running", "rUNNING"));
  assert_true(hl_same_word("", ""));
  assert_false(hl_same_word("run", "runs"));
  assert_false(hl_same_word("\xC3\x84", "\xC3\xA4"));
  assert_false(hl_same_word("[", "{"));
  assert_true(hl_ends_with("Morning.TCX.gz", ".tcx.GZ"));
  assert_false(hl_ends_with("gz", ".gz"));
  assert_true(hl_ends_with("x", ""));
}

static void base_names_point_into_the_path(void **state) {
  (void)state;
  const char *path = "/a/b/c.tcx";
  assert_ptr_equal(hl_base_name(path), path + 5);
  assert_string_equal(hl_base_name("c.tcx"), "c.tcx");
  assert_string_equal(hl_base_name("a/"), "");
}

HL_TEST_MAIN(cmocka_unit_test(text_grows_by_pieces),
             cmocka_unit_test(a_failure_sticks),
             cmocka_unit_test(json_commas_are_placed),
             cmocka_unit_test(json_text_is_escaped_and_mended),
             cmocka_unit_test(utf8_is_judged_strictly),
             cmocka_unit_test(words_ignore_ascii_case_only),
             cmocka_unit_test(base_names_point_into_the_path))
