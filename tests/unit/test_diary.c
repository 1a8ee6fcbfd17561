/* SPDX-License-Identifier: MIT
**
** The diary: a value means the same wherever it is said, nothing is lost by
** saying more, and a file is taken whole or not at all.
*/
#include "engine_db.h"

static char csv_path[64];

static const char *csv(engine_db *e, const char *text) {
  static char argument[128];
  made_text(e->folder, "days.csv", text);
  snprintf(csv_path, sizeof csv_path, "%s/days.csv", e->folder);
  snprintf(argument, sizeof argument, "{\"path\":\"%s\"}", csv_path);
  return argument;
}

static long long day_value(engine_db *e, const char *expression) {
  char sql[256];
  snprintf(sql, sizeof sql, "SELECT %s FROM heavylegs_day", expression);
  return test_db_int(e->db, sql);
}

static void a_day_is_said_and_said_again(void **state) {
  engine_db *e = *state;
  const char *day = "{\"day\":\"2025-06-01\",\"sleep\":6.5,\"mood\":\"2\","
                    "\"ill\":true,\"note\":\"late\"}";
  must_run(e, "diary", day);
  assert_int_equal(answer_int(e, "$.changed"), 1);
  long long changes = sqlite3_total_changes(e->db);
  must_run(e, "diary", day);
  assert_int_equal(answer_int(e, "$.changed"), 0);
  assert_int_equal(sqlite3_total_changes(e->db), changes);
  assert_int_equal(day_value(e, "day = 20240 AND sleep_h = 6.5 AND mood = 2 "
                                "AND ill = 1 AND note = 'late' AND "
                                "source = 'command' AND run_id = 0"),
                   1);
}

static void saying_more_keeps_the_rest_and_null_takes_back(void **state) {
  engine_db *e = *state;
  must_run(e, "diary", "{\"day\":\"2025-06-01\",\"sleep_h\":6.5,\"mood\":2}");
  must_run(e, "diary", "{\"day\":\"2025-06-01\",\"fatigue\":\"unusual\"}");
  must_run(e, "diary", "{\"day\":\"2025-06-01\",\"mood\":null}");
  assert_int_equal(
      day_value(e, "sleep_h = 6.5 AND fatigue = 5 AND mood IS NULL"), 1);
  must_run(e, "diary",
           "{\"day\":\"2025-06-01\",\"sleep\":null,\"fatigue\":null}");
  assert_int_equal(day_value(e, "count(*)"), 0);
}

static void what_is_no_value_is_refused_by_name(void **state) {
  engine_db *e = *state;
  static const char *const wrong[][2] = {
      {"{\"sleep\":7}", "\"day\" must be a day"},
      {"{\"day\":\"June\",\"sleep\":7}", "\"day\" must be a day"},
      {"{\"day\":\"2025-06-01\"}", "nothing is said"},
      {"{\"day\":\"2025-06-01\",\"sleep\":25}", "hours from 0 to 24"},
      {"{\"day\":\"2025-06-01\",\"mood\":2.5}", "\"mood\" must be a whole"},
      {"{\"day\":\"2025-06-01\",\"ill\":\"maybe\"}", "yes or no"},
      {"{\"day\":\"2025-06-01\",\"note\":[\"a\"]}", "\"note\" must be a text"},
      {"{\"day\":\"2025-06-01\",\"sleeep\":7}", "sleeep"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assert_int_equal(try_run(e, "diary", wrong[i][0]), HL_E_USAGE);
    if (!strstr(e->err.text, wrong[i][1]))
      fail_msg("%s: %s", wrong[i][0], e->err.text);
  }
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM sqlite_master"), 0);
}

static void a_file_is_read_as_spreadsheets_write_it(void **state) {
  engine_db *e = *state;
  const char *file =
      csv(e, "\xEF\xBB\xBF"
             "Date;Sleep;mood;note;steps\r\n"
             "2025-06-02;6,5;2;\"long; drive\r\nand \"\"heat\"\"\";9\r\n"
             "\r\n"
             "2025-06-01;;5;;\r\n");
  must_run(e, "diary", file);
  assert_int_equal(answer_int(e, "$.days"), 2);
  assert_int_equal(answer_int(e, "$.changed"), 2);
  assert_int_equal(
      test_db_int(e->db, "SELECT sleep_h = 6.5 AND mood = 2 AND note = 'long; "
                         "drive' || char(13) || char(10) || 'and \"heat\"' "
                         "FROM heavylegs_day WHERE day = 20241"),
      1);
  assert_non_null(strstr(hl_text_cstr(&e->out), "[\"steps\"]"));
  must_run(e, "diary", file);
  assert_int_equal(answer_int(e, "$.changed"), 0);
}

static void files_complete_each_other_and_what_was_typed_wins(void **state) {
  engine_db *e = *state;
  must_run(e, "diary", csv(e, "date,sleep_h,mood\n2025-06-01,6,1\n"));
  must_run(e, "diary", csv(e, "day,hrv_ms,mood\n2025-06-01,55,\n"));
  must_run(e, "diary", "{\"day\":\"2025-06-01\",\"sleep\":8}");
  must_run(e, "diary", NULL);
  assert_int_equal(answer_int(e, "$.days[0].sleep_h"), 8);
  assert_int_equal(answer_int(e, "$.days[0].hrv_ms"), 55);
  assert_int_equal(answer_int(e, "$.days[0].mood"), 1);
}

static void a_wrong_file_names_line_and_column_and_changes_nothing(void **s) {
  engine_db *e = *s;
  static const struct {
    const char *text, *says;
    int line;
  } wrong[] = {
      {"", "empty", 1},
      {"sleep_h\n6\n", "one column date", 1},
      {"date\n2025-06-01\n", "one column date", 1},
      {"date,mood\n2025-06-01,2\n2025-06-02,9\n", "column mood: \"9\"", 3},
      {"date,note,mood\n2025-06-01,\"a\nb\",2\nx,,1\n", "column date: \"x\"",
       4},
      {"date,mood\n2025-06-01,2\n2025-06-01,3\n", "line 2 has told", 3},
      {"mood,date\n2\n", "column date is missing", 2},
      {"date,mood\n2025-06-01,2,3\n", "more cells", 2},
      {"date,note\n2025-06-01,\xFF\n", "column note is not UTF-8", 2},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assert_int_equal(try_run(e, "diary", csv(e, wrong[i].text)), HL_E_INPUT);
    if (!strstr(e->err.text, wrong[i].says) || e->err.line != wrong[i].line)
      fail_msg("%s:%lld: %s", wrong[i].text, (long long)e->err.line,
               e->err.text);
    assert_string_equal(e->err.where, "days.csv");
  }
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM sqlite_master"), 0);
}

static void athletes_have_their_own_diary(void **state) {
  engine_db *e = *state;
  must_run(e, "diary",
           "{\"athlete\":\"ann\",\"day\":\"2025-06-01\",\"sleep\":7}");
  must_run(e, "diary", NULL);
  assert_string_equal(hl_text_cstr(&e->out), "{\"days\":[]}");
  must_run(e, "diary", "{\"athlete\":\"ann\"}");
  assert_int_equal(answer_int(e, "$.days[0].sleep_h"), 7);
}

#define CASE(f)                                                                \
  cmocka_unit_test_setup_teardown(f, engine_db_set_up, engine_db_tear_down)

HL_TEST_MAIN(CASE(a_day_is_said_and_said_again),
             CASE(saying_more_keeps_the_rest_and_null_takes_back),
             CASE(what_is_no_value_is_refused_by_name),
             CASE(a_file_is_read_as_spreadsheets_write_it),
             CASE(files_complete_each_other_and_what_was_typed_wins),
             CASE(a_wrong_file_names_line_and_column_and_changes_nothing),
             CASE(athletes_have_their_own_diary))
