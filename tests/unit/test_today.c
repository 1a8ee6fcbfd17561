/* SPDX-License-Identifier: MIT
**
** One day without a recording: each decision has its answer, nothing more is
** done than said, and it is kept where it belongs.
*/
#include "engine_db.h"

#include "annotate/today.h"

static hl_day plain_day(void) {
  hl_day day;
  hl_day_clear(&day);
  return day;
}

static hl_today decided(hl_heavy heavy, int runs, const hl_day *day) {
  hl_day said = *day;
  hl_today today;
  said.heavy = heavy;
  said.heavy_runs = runs;
  hl_today_decide(&said, &today);
  return today;
}

static void is_advised(hl_heavy heavy, int runs, const char *pattern,
                       const char *advice) {
  hl_day day = plain_day();
  hl_today today = decided(heavy, runs, &day);
  assert_string_equal(today.pattern, pattern);
  assert_string_equal(today.advice, advice);
}

static void the_time_names_the_pattern_and_one_action(void **state) {
  (void)state;
  is_advised(HL_HEAVY_NO, 0, "none", "today.as_planned");
  is_advised(HL_HEAVY_START, 1, "start", "advice.start_slower");
  is_advised(HL_HEAVY_MID, 2, "midway", "advice.ease_or_shorten");
  is_advised(HL_HEAVY_LATE, 0, "midway", "advice.ease_or_shorten");
  is_advised(HL_HEAVY_ALL, 1, "entire", "advice.easy_day");
  is_advised(HL_HEAVY_ALL, 3, "multi_day", "advice.one_run_fewer");
}

static void what_eased_goes_on_as_planned(void **state) {
  (void)state;
  hl_day day = plain_day();
  day.eased = HL_YES;
  hl_today today = decided(HL_HEAVY_START, 1, &day);
  assert_string_equal(today.title, "heavy.start_eased");
  assert_string_equal(today.advice, "advice.keep_easy_as_planned");
  assert_true(today.is_occasional);
}

static void several_runs_with_strain_change_the_load(void **state) {
  (void)state;
  hl_day day = plain_day();
  day.sleep_h = 5.5f;
  assert_string_equal(decided(HL_HEAVY_ALL, 3, &day).advice,
                      "advice.one_run_fewer");
  day.mood = 2;
  assert_string_equal(decided(HL_HEAVY_ALL, 2, &day).advice, "advice.easy_day");
  hl_today today = decided(HL_HEAVY_ALL, 3, &day);
  assert_string_equal(today.advice, "today.change_load");
  assert_true(today.looks_again);
  assert_false(today.professional || today.is_occasional);
}

static void illness_food_and_soreness_have_their_own_answers(void **state) {
  (void)state;
  hl_day day = plain_day();
  day.meal = HL_MEAL_NONE;
  day.soreness = 4;
  hl_today today = decided(HL_HEAVY_LATE, 1, &day);
  assert_string_equal(today.advice, "advice.plan_fuel");
  assert_string_equal(today.cause[0], "cause.fuel_timing");
  assert_null(today.cause[1]);
  assert_true(today.is_sore);
  day.ill = HL_YES;
  assert_string_equal(decided(HL_HEAVY_ALL, 4, &day).advice, "advice.wait");
}

static void lasting_with_unusual_fatigue_names_a_professional(void **state) {
  (void)state;
  hl_day day = plain_day();
  day.fatigue = 5;
  assert_true(decided(HL_HEAVY_ALL, 3, &day).professional);
  day.ill = HL_YES; /* whatever else is said */
  assert_true(decided(HL_HEAVY_START, 3, &day).professional);
  assert_false(decided(HL_HEAVY_ALL, 2, &day).professional);
  day.fatigue = 4;
  assert_false(decided(HL_HEAVY_ALL, 3, &day).professional);
}

static void it_is_kept_in_the_diary_without_any_run(void **state) {
  engine_db *e = *state;
  const char *said = "{\"day\":\"2025-06-01\",\"heavy\":\"start\",\"runs\":3,"
                     "\"sleep\":6,\"mood\":2}";
  must_run(e, "today", said);
  const char *out = hl_text_cstr(&e->out);
  assert_non_null(strstr(out, "\"run\":null,\"pattern\":\"multi_day\""));
  assert_non_null(strstr(out, "Heavy legs over several days (reported)."));
  assert_non_null(strstr(out, "Not recorded: food, illness, soreness."));
  assert_non_null(strstr(out, "Look again on 2025-06-08."));
  must_run(e, "today", said);
  assert_int_equal(answer_int(e, "$.changed"), 0);
  assert_int_equal(
      test_db_int(e->db, "SELECT sleep_h = 6 AND mood = 2 AND "
                         "heavy = 'start' AND heavy_runs = 3 AND note IS NULL "
                         "FROM heavylegs_day"),
      1);
}

static void it_becomes_the_report_of_the_days_run(void **state) {
  engine_db *e = *state;
  made_run run = {.start_ms = 1700000000000, .minutes = 30};
  made_tcx(e->folder, "1.tcx", &run);
  must_run(e, "config", "{\"key\":\"timezone\",\"value\":\"Etc/UTC\"}");
  must_import(e);
  must_run(e, "today", "{\"day\":\"2023-11-13\",\"heavy\":\"all\"}");
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_report"),
                   0);
  must_run(e, "today",
           "{\"day\":\"2023-11-14\",\"heavy\":\"start\",\"eased\":true}");
  assert_int_equal(answer_int(e, "$.run"), 1);
  assert_int_equal(test_db_int(e->db, "SELECT heavy = 'start' AND eased AND "
                                      "confirmed AND source = 'today' "
                                      "FROM heavylegs_report"),
                   1);
  must_run(e, "annotate", NULL);
  assert_int_equal(answer_int(e, "$.standing"), 1);
}

/* ---- said before the run was imported ---- */

static const int64_t noon_ms = 1700049600000; /* 2023-11-15 12:00 UTC */
enum {
  HOUR_MS = 3600000
};

static void add_run(engine_db *e, const char *name, int64_t start_ms) {
  made_run run = {.start_ms = start_ms, .minutes = 30};
  made_tcx(e->folder, name, &run);
  must_import(e);
}

/* Whose report it is: minutes from noon to the start of its run. */
static int64_t reported_min(engine_db *e) {
  return test_db_int(
      e->db, "SELECT ifnull(min((r.start_ms - 1700049600000) / 60000), 9999) "
             "FROM heavylegs_report AS p JOIN heavylegs_run AS r "
             "ON r.id = p.run_id WHERE p.heavy = 'late' AND p.source = 'today' "
             "AND p.heavy_runs = 2 AND NOT p.eased AND p.confirmed");
}

static void say_late(engine_db *e, int64_t said_ms) {
  char json[200];
  snprintf(json, sizeof json,
           "{\"day\":\"2023-11-15\",\"heavy\":\"late\",\"eased\":false,"
           "\"runs\":2,\"said_ms\":%lld}",
           (long long)said_ms);
  must_run(e, "today", json);
}

static void it_waits_for_the_run_that_it_speaks_of(void **state) {
  engine_db *e = *state;
  must_run(e, "config", "{\"key\":\"timezone\",\"value\":\"Etc/UTC\"}");
  say_late(e, noon_ms);
  assert_int_equal(reported_min(e), 9999);
  add_run(e, "evening.tcx", noon_ms + 6 * HOUR_MS);
  assert_int_equal(reported_min(e), 360); /* there is no other */
  add_run(e, "early.tcx", noon_ms - 6 * HOUR_MS);
  assert_int_equal(reported_min(e), -360); /* what had begun by then */
  add_run(e, "morning.tcx", noon_ms - 3 * HOUR_MS);
  assert_int_equal(reported_min(e), -180); /* and of that the last */
  add_run(e, "next.tcx", noon_ms + 30 * HOUR_MS);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_report"),
                   1);
  must_run(e, "annotate", NULL);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_finding "
                                      "WHERE title LIKE 'Heavy legs late%'"),
                   1);
}

static void without_a_time_it_is_the_last_run_of_the_day(void **state) {
  engine_db *e = *state;
  must_run(e, "config", "{\"key\":\"timezone\",\"value\":\"Etc/UTC\"}");
  say_late(e, 0);
  add_run(e, "evening.tcx", noon_ms + 6 * HOUR_MS);
  add_run(e, "early.tcx", noon_ms - 6 * HOUR_MS);
  assert_int_equal(reported_min(e), 360);
}

static void what_is_taken_back_leaves_the_run_too(void **state) {
  engine_db *e = *state;
  must_run(e, "config", "{\"key\":\"timezone\",\"value\":\"Etc/UTC\"}");
  say_late(e, noon_ms);
  add_run(e, "early.tcx", noon_ms - 6 * HOUR_MS);
  must_run(e, "diary",
           "{\"day\":\"2023-11-15\",\"heavy\":null,"
           "\"eased\":null,\"heavy_runs\":null}");
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_report"),
                   0);
}

static void what_is_said_of_the_run_itself_stands_above(void **state) {
  engine_db *e = *state;
  must_run(e, "config", "{\"key\":\"timezone\",\"value\":\"Etc/UTC\"}");
  add_run(e, "early.tcx", noon_ms - 6 * HOUR_MS);
  say_late(e, noon_ms);
  must_run(e, "report", "{\"run\":1,\"heavy\":\"no\"}");
  must_run(e, "annotate", NULL);
  assert_int_equal(answer_int(e, "$.standing"), 0);
}

/* As heavylegs wrote it before a day could speak of legs. */
static void what_an_older_version_kept_is_brought_forward(void **state) {
  engine_db *e = *state;
  must_run(e, "config", "{\"key\":\"timezone\",\"value\":\"Etc/UTC\"}");
  add_run(e, "early.tcx", noon_ms - 6 * HOUR_MS);
  must_run(e, "diary", "{\"day\":\"2023-11-15\",\"note\":\"#heavy=mid\"}");
  must_run(e, "diary", "{\"day\":\"2023-11-16\",\"note\":\"#heavy legs\"}");
  test_db_exec(e->db, AS_VERSION_2);
  must_run(e, "explain", "1");
  must_run(e, "diary", NULL);
  assert_non_null(strstr(hl_text_cstr(&e->out), "\"heavy\":\"mid\""));
  assert_int_equal(test_db_int(e->db, "SELECT heavy = 'mid' "
                                      "FROM heavylegs_report"),
                   1);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM heavylegs_day "
                                      "WHERE note = '#heavy legs'"),
                   1);
}

static void what_cannot_be_said_is_refused(void **state) {
  engine_db *e = *state;
  static const char *const wrong[] = {
      "{\"day\":\"2025-06-01\"}",
      "{\"day\":\"2025-06-01\",\"heavy\":\"often\"}",
      "{\"heavy\":\"all\"}",
      "{\"day\":\"2025-06-01\",\"heavy\":\"all\",\"runs\":0}",
      "{\"day\":\"2025-06-01\",\"heavy\":\"all\",\"eased\":\"often\"}",
      "{\"day\":\"2025-06-01\",\"heavy\":\"all\",\"mood\":6}",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    if (try_run(e, "today", wrong[i]) != HL_E_USAGE) fail_msg("%s", wrong[i]);
  assert_int_equal(test_db_int(e->db, "SELECT count(*) FROM sqlite_master"), 0);
}

#define CASE(f)                                                                \
  cmocka_unit_test_setup_teardown(f, engine_db_set_up, engine_db_tear_down)

HL_TEST_MAIN(
    cmocka_unit_test(the_time_names_the_pattern_and_one_action),
    cmocka_unit_test(what_eased_goes_on_as_planned),
    cmocka_unit_test(several_runs_with_strain_change_the_load),
    cmocka_unit_test(illness_food_and_soreness_have_their_own_answers),
    cmocka_unit_test(lasting_with_unusual_fatigue_names_a_professional),
    CASE(it_is_kept_in_the_diary_without_any_run),
    CASE(it_becomes_the_report_of_the_days_run),
    CASE(it_waits_for_the_run_that_it_speaks_of),
    CASE(without_a_time_it_is_the_last_run_of_the_day),
    CASE(what_is_taken_back_leaves_the_run_too),
    CASE(what_is_said_of_the_run_itself_stands_above),
    CASE(what_an_older_version_kept_is_brought_forward),
    CASE(what_cannot_be_said_is_refused))
