/* SPDX-License-Identifier: MIT
**
** What the runner said, and the tags that say it.
*/
#include "hl_test.h"

#include <math.h>

#include "activity/report.h"

typedef struct said {
  hl_report report;
  hl_day day;
  int ignored;
  bool any;
} said;

static said from(const char *text) {
  said s = {0};
  hl_day_clear(&s.day);
  s.any = hl_report_from_tags(text, &s.report, &s.day, &s.ignored);
  return s;
}

static int ignored_in(const char *text) {
  said s = from(text);
  assert_false(s.any);
  assert_null(s.report.source);
  return s.ignored;
}

static void every_time_of_heaviness_has_a_tag(void **state) {
  (void)state;
  assert_int_equal(from("#heavy=no").report.heavy, HL_HEAVY_NO);
  assert_int_equal(from("#heavy=start").report.heavy, HL_HEAVY_START);
  assert_int_equal(from("#heavy=mid").report.heavy, HL_HEAVY_MID);
  assert_int_equal(from("#heavy=midway").report.heavy, HL_HEAVY_MID);
  assert_int_equal(from("#heavy=late").report.heavy, HL_HEAVY_LATE);
  assert_int_equal(from("#Heavy=ALL").report.heavy, HL_HEAVY_ALL);
  assert_int_equal(from("#heavy=entire").report.heavy, HL_HEAVY_ALL);
}

static void tags_of_a_run_and_its_day_are_read_from_a_note(void **state) {
  (void)state;
  said s = from("Tough one (#heavy=start, #legs=4). #rpe=7; #feel=2 #eased\n"
                "slept badly #sleep=6.5. #motivation=2 #mood=3 #stress=5 "
                "#meal=late #soreness #ill #travel=no #fatigue=unusual "
                "#rhr=52 #hrv=41,5 #weight=61.2 #sleep_quality=1!");
  assert_true(s.any);
  assert_int_equal(s.ignored, 0);
  assert_int_equal(s.report.heavy, HL_HEAVY_START);
  assert_int_equal(s.report.legs, 4);
  assert_int_equal(s.report.rpe, 7);
  assert_int_equal(s.report.feel, 2);
  assert_int_equal(s.report.eased, HL_YES);
  assert_string_equal(s.report.source, "tag");
  assert_true(s.report.confirmed);
  assert_float_equal(s.day.sleep_h, 6.5, 0);
  assert_float_equal(s.day.resting_bpm, 52, 0);
  assert_float_equal(s.day.hrv_ms, 41.5, 0);
  assert_float_equal(s.day.weight_kg, 61.2, 0.0001);
  assert_int_equal(s.day.sleep_quality, 1);
  assert_int_equal(s.day.motivation, 2);
  assert_int_equal(s.day.mood, 3);
  assert_int_equal(s.day.stress, 5);
  assert_int_equal(s.day.meal, HL_MEAL_LATE);
  assert_int_equal(s.day.soreness, 4);
  assert_int_equal(s.day.ill, HL_YES);
  assert_int_equal(s.day.travel, HL_NO);
  assert_int_equal(s.day.fatigue, 5);
  assert_string_equal(s.day.source, "tag");
}

static void bare_heavy_says_heavy_legs_without_a_time(void **state) {
  (void)state;
  said s = from("#heavy");
  assert_int_equal(s.report.heavy, HL_HEAVY_UNSAID);
  assert_int_equal(s.report.legs, 4);
  assert_true(hl_report_is_heavy(&s.report));
}

static void what_is_not_understood_is_counted_and_left_alone(void **state) {
  (void)state;
  assert_int_equal(ignored_in("#legs=6 #legs=0 #rpe=11 #rpe #mood"), 5);
  assert_int_equal(ignored_in("#heavy=maybe #sleep=6:30 #sleep=25"), 3);
  assert_int_equal(ignored_in("#run #5k #heavylegs #meal #ill=perhaps"), 5);
  assert_int_equal(ignored_in("#legs=4.5 #legs=-3 #legs=99999999999999999"), 3);
  assert_int_equal(
      ignored_in("#heavy=startstartstartstartstartstartstartstart"), 1);
}

static void a_number_sign_within_a_word_is_no_tag(void **state) {
  (void)state;
  assert_int_equal(ignored_in("see page#heavy=start, C# and # alone ##"), 0);
  assert_int_equal(from("##heavy=start").report.heavy, HL_HEAVY_START);
  assert_int_equal(from("#ill#travel").day.travel, HL_YES);
}

static void what_was_said_before_stands(void **state) {
  (void)state;
  hl_report report = {.legs = 2, .source = "command", .confirmed = true};
  int ignored = -1;
  assert_true(
      hl_report_from_tags("#legs=5 #rpe=3 #rpe=9", &report, NULL, &ignored));
  assert_int_equal(report.legs, 2);
  assert_int_equal(report.rpe, 3);
  assert_string_equal(report.source, "command");
  assert_int_equal(ignored, 0);
}

static void tags_of_the_other_kind_count_as_not_taken(void **state) {
  (void)state;
  hl_day day;
  hl_day_clear(&day);
  assert_true(hl_report_from_tags("#legs=5 #ill", NULL, &day, NULL));
  assert_int_equal(day.ill, HL_YES);
  hl_report report = {0};
  assert_false(hl_report_from_tags("#ill", &report, NULL, NULL));
  assert_false(hl_report_says_something(&report));
}

static void a_clear_day_says_nothing(void **state) {
  (void)state;
  hl_day day;
  hl_day_clear(&day);
  assert_true(isnan(day.sleep_h) && isnan(day.resting_bpm));
  assert_true(isnan(day.hrv_ms) && isnan(day.weight_kg));
  assert_int_equal(day.ill, HL_UNSAID);
  assert_int_equal(day.meal, HL_MEAL_UNSAID);
}

static void heavy_is_a_time_or_legs_of_four_and_more(void **state) {
  (void)state;
  assert_false(hl_report_is_heavy(&(hl_report){.heavy = HL_HEAVY_NO}));
  assert_true(hl_report_is_heavy(&(hl_report){.heavy = HL_HEAVY_LATE}));
  assert_false(hl_report_is_heavy(&(hl_report){.legs = 3, .rpe = 9}));
  assert_true(hl_report_is_heavy(&(hl_report){.legs = 4}));
  assert_true(hl_report_says_something(&(hl_report){.heavy = HL_HEAVY_NO}));
  assert_false(hl_report_says_something(&(hl_report){.words = "nice"}));
}

static void names_go_both_ways(void **state) {
  (void)state;
  for (int h = HL_HEAVY_NO; h <= HL_HEAVY_ALL; h++)
    assert_int_equal(hl_heavy_from_name(hl_heavy_name((hl_heavy)h)), h);
  for (int m = HL_MEAL_OK; m <= HL_MEAL_NONE; m++)
    assert_int_equal(hl_meal_from_name(hl_meal_name((hl_meal)m)), m);
  assert_null(hl_heavy_name(HL_HEAVY_UNSAID));
  assert_null(hl_yes_name(HL_UNSAID));
  assert_string_equal(hl_yes_name(HL_YES), "yes");
  assert_int_equal(hl_heavy_from_name("often"), HL_HEAVY_UNSAID);
}

HL_TEST_MAIN(cmocka_unit_test(every_time_of_heaviness_has_a_tag),
             cmocka_unit_test(tags_of_a_run_and_its_day_are_read_from_a_note),
             cmocka_unit_test(bare_heavy_says_heavy_legs_without_a_time),
             cmocka_unit_test(what_is_not_understood_is_counted_and_left_alone),
             cmocka_unit_test(a_number_sign_within_a_word_is_no_tag),
             cmocka_unit_test(what_was_said_before_stands),
             cmocka_unit_test(tags_of_the_other_kind_count_as_not_taken),
             cmocka_unit_test(a_clear_day_says_nothing),
             cmocka_unit_test(heavy_is_a_time_or_legs_of_four_and_more),
             cmocka_unit_test(names_go_both_ways))
