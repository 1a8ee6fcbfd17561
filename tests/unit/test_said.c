/* SPDX-License-Identifier: MIT
**
** What reports alone lead to: every pattern and decision, with no heart rate,
** no scores and no recording but the fact that there was a run.
*/
#include "rules_set.h"

static hl_day days[CASE_PAST];

/* A runner whose watch records nothing but the run, every second day. */
static void plain_runner(void) {
  make_case(&made);
  made.c.run.facts = NULL;
  made.c.scores = NULL;
  made.c.run.effort_bpm = made.c.run.heart_z = NAN;
  made.c.learnt = 0;
  for (int i = 0; i < CASE_PAST; i++) {
    made.past[i].facts = NULL;
    made.past[i].effort_bpm = made.past[i].heart_z = NAN;
  }
}

/* What was said of a run before: 1 is the last one. */
static hl_report *said_before(int back, hl_heavy heavy) {
  hl_report *r = &made.past_report[CASE_PAST - back];
  *r = (hl_report){.heavy = heavy, .source = "command", .confirmed = true};
  made.past[CASE_PAST - back].report = r;
  return r;
}

/* The diary, one entry for each of the last `n` days, this one the last. */
static hl_day *diary_of(int n) {
  for (int i = 0; i < n; i++) {
    hl_day_clear(&days[i]);
    days[i].day = made.day.day - n + 1 + i;
  }
  made.c.days = days;
  made.c.days_n = (size_t)n;
  made.c.day = &days[n - 1];
  return &days[n - 1];
}

static const hl_finding *found(void) {
  load();
  judge();
  const hl_judgement *j = of("stock.report");
  if (j->kind != HL_FOUND)
    fail_msg("%s: %s", hl_verdict_kind_name(j->kind), j->reason);
  return j->finding;
}

static void is_advised(const hl_finding *f, const char *advice) {
  char first[64];
  snprintf(first, sizeof first, "[\"%s\"", advice);
  if (strncmp(f->advice_json, first, strlen(first)) != 0)
    fail_msg("%s instead of %s", f->advice_json, advice);
}

/* ---- one run: P1, P2, P2c, P3 ---- */

static void the_time_names_the_pattern_and_the_action(void **state) {
  (void)state;
  static const struct {
    hl_heavy heavy;
    hl_yes eased;
    hl_pattern pattern;
    const char *title, *advice;
  } said[] = {
      {HL_HEAVY_START, HL_UNSAID, HL_START, "Heavy legs at the start",
       "start_slower"}, /* P1, D19 */
      {HL_HEAVY_START, HL_YES, HL_START, "Heavy legs at the start, then easing",
       "keep_easy_as_planned"}, /* D9 */
      {HL_HEAVY_MID, HL_UNSAID, HL_MIDWAY, "Heavy legs midway",
       "ease_or_shorten"}, /* P2, D10 */
      {HL_HEAVY_LATE, HL_UNSAID, HL_MIDWAY, "Heavy legs late in the run",
       "ease_or_shorten"},
      {HL_HEAVY_ALL, HL_UNSAID, HL_ENTIRE, "Heavy legs from start to finish",
       "easy_day"}, /* P3, D4 */
  };
  for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
    plain_runner();
    made_report(&made, said[i].heavy);
    made.report.eased = said[i].eased;
    const hl_finding *f = found();
    assert_int_equal(f->pattern, said[i].pattern);
    assert_string_equal(f->title, said[i].title);
    assert_string_equal(f->basis, "reported");
    is_advised(f, said[i].advice);
    assert_has(f->text, "he first run that you reported on");
    assert_has(f->text, "eart rate could not be looked at");
    assert_false(f->rated);
  }
}

/* P2c, D18: a long run, whose fuel may have run low. */
static void late_in_a_long_run_plans_fuel(void **state) {
  (void)state;
  plain_runner();
  made_report(&made, HL_HEAVY_LATE);
  made.c.run.moving_s = 100 * 60;
  is_advised(found(), "plan_fuel");
}

static void legs_alone_are_heavy_without_a_time(void **state) {
  (void)state;
  plain_runner();
  made_report(&made, HL_HEAVY_UNSAID);
  made.report.legs = 4;
  assert_int_equal(found()->pattern, HL_NO_PATTERN);
  is_advised(found(), "go_on");
}

/* The share of the last ten runs, in the words of the annotation. */
static void the_share_stands_in_every_reported_run(void **state) {
  (void)state;
  plain_runner();
  for (int back = 1; back <= 12; back++)
    said_before(back, back % 4 == 1 ? HL_HEAVY_START : HL_HEAVY_NO);
  made_report(&made, HL_HEAVY_ALL);
  assert_has(found()->text, "eavy in 4 of your last 10 runs with a report");
  assert_has(found()->evidence_json, "\"key\":\"share\",\"value\":0.4");
  said_before(1, HL_HEAVY_UNSAID)->rpe = 8; /* of the legs nothing was said */
  assert_has(found()->text, "eavy in 3 of your last 10 runs with a report");
}

/* P13, D1, D20, K13 */
static void one_heavy_run_of_many_is_normal(void **state) {
  (void)state;
  plain_runner();
  for (int back = 1; back <= 6; back++)
    said_before(back, HL_HEAVY_NO);
  made_report(&made, HL_HEAVY_ALL);
  is_advised(found(), "go_on");
  said_before(5, HL_HEAVY_ALL);
  is_advised(found(), "easy_day");
}

/* "no" from one source, legs 4 from another. */
static void no_stands_against_any_number_of_legs(void **state) {
  (void)state;
  plain_runner();
  made_report(&made, HL_HEAVY_NO);
  made.report.legs = 5;
  load();
  judge();
  assert_int_equal(of("stock.report")->kind, HL_CLEAR);
}

/* Effort alone does not speak of the legs, nor do words not confirmed. */
static void what_does_not_speak_of_the_legs_is_no_report_of_them(void **state) {
  (void)state;
  plain_runner();
  made_report(&made, HL_HEAVY_UNSAID);
  made.report.rpe = 9;
  load();
  judge();
  assert_int_equal(of("stock.report")->kind, HL_ABSTAINED);
  assert_string_equal(of("stock.report")->reason, "no_report");
}

/* ---- several runs: P4, P6, P8, P7 ---- */

static void three_in_a_row_are_several_days(void **state) {
  (void)state;
  plain_runner();
  said_before(1, HL_HEAVY_MID);
  made_report(&made, HL_HEAVY_START);
  assert_int_equal(found()->pattern, HL_START);
  said_before(2, HL_HEAVY_ALL);
  const hl_finding *f = found();
  assert_int_equal(f->pattern, HL_MULTI_DAY);
  assert_string_equal(f->title, "Heavy legs over several days");
  assert_has(f->text, "eavy in 3 runs in a row, this time at the start");
  assert_has(f->text, "mood and motivation were not recorded");
  is_advised(f, "one_run_fewer");                   /* D3, D4 */
  assert_has(f->text, "2024-10-11 and 2024-10-18"); /* T3: days 7 and 14 */
}

static void a_run_that_was_not_heavy_ends_the_row(void **state) {
  (void)state;
  plain_runner();
  said_before(1, HL_HEAVY_MID);
  said_before(2, HL_HEAVY_NO);
  said_before(3, HL_HEAVY_MID);
  made_report(&made, HL_HEAVY_START);
  assert_int_equal(found()->pattern, HL_START);
}

static void so_does_a_long_silence(void **state) {
  (void)state;
  plain_runner();
  said_before(1, HL_HEAVY_MID);
  said_before(6, HL_HEAVY_MID); /* ten days before that */
  made_report(&made, HL_HEAVY_START);
  assert_int_equal(found()->pattern, HL_START);
}

/* `heavylegs today` asks for the number. */
static void a_runner_who_counts_is_believed(void **state) {
  (void)state;
  plain_runner();
  made_report(&made, HL_HEAVY_START);
  made.report.heavy_runs = 3;
  assert_int_equal(found()->pattern, HL_MULTI_DAY);
  assert_has(found()->text, "3 runs in a row by your own count");
  made.report.heavy_runs = 0;
  said_before(1, HL_HEAVY_ALL)->heavy_runs = 2;
  assert_has(found()->text, "eavy in 3 runs in a row");
}

/* P6, D11 */
static void strain_beside_the_legs_changes_the_load(void **state) {
  (void)state;
  plain_runner();
  said_before(1, HL_HEAVY_ALL);
  said_before(2, HL_HEAVY_ALL);
  made_report(&made, HL_HEAVY_ALL);
  diary_of(3)->sleep_h = 5.5f;
  is_advised(found(), "one_run_fewer");
  assert_has(found()->evidence_json, "\"key\":\"strain\",\"value\":1");
  days[1].mood = 2;
  is_advised(found(), "change_load");
  assert_has(found()->text, "2 of sleep, mood, motivation and stress weigh");
  assert_has(found()->text, "steadier sleep");
}

/* P8, D15, T6 */
static void after_an_illness_nothing_is_read_into_it(void **state) {
  (void)state;
  plain_runner();
  said_before(1, HL_HEAVY_ALL);
  said_before(2, HL_HEAVY_ALL);
  made_report(&made, HL_HEAVY_ALL);
  diary_of(10);
  days[0].ill = HL_YES;
  const hl_finding *f = found();
  assert_int_equal(f->pattern, HL_ENTIRE);
  assert_has(f->text, "you noted an illness 9 days before");
  is_advised(f, "wait");
}

/* P7, D17, T5, T12: it lasts though all else is as usual. */
static void heavy_without_a_change_of_load_looks_at_movement(void **state) {
  (void)state;
  plain_runner();
  for (int back = 1; back <= 8; back++)
    said_before(back, HL_HEAVY_ALL);
  made_report(&made, HL_HEAVY_ALL);
  hl_day *today = diary_of(5);
  today->sleep_h = 8;
  today->mood = 4;
  is_advised(found(), "look_at_movement");
  assert_has(found()->text, "2024-10-25 and 2024-11-01"); /* days 21 and 28 */
  today->soreness = 5;
  is_advised(found(), "one_run_fewer");
}

/* P12, D12, K11 */
static void soreness_is_kept_apart(void **state) {
  (void)state;
  plain_runner();
  made_report(&made, HL_HEAVY_START);
  diary_of(1)->soreness = 4;
  assert_has(found()->evidence_json, "another thing than heaviness");
}

/* P1b, C9 */
static void food_is_named_only_from_the_diary(void **state) {
  (void)state;
  plain_runner();
  made_report(&made, HL_HEAVY_START);
  assert_has(found()->text, "Not recorded: sleep, food");
  assert_null(strstr(found()->text, "when you ate"));
  diary_of(1)->meal = HL_MEAL_NONE;
  assert_has(found()->text, "Most consistent with: when you ate");
  made_report(&made, HL_HEAVY_MID);
  is_advised(found(), "plan_fuel"); /* D18 */
}

/* ---- week to week: P5 ---- */

/* Reports of the three weeks before the last days, the oldest first: runs lie
** two days apart, so three or four to a week. */
static void weeks(const char *heavy) {
  int n = (int)strlen(heavy);
  for (int back = 1; back <= n; back++)
    said_before(back, heavy[n - back] == 'h' ? HL_HEAVY_MID : HL_HEAVY_NO);
}

static void a_share_that_rises_week_by_week_is_worsening(void **state) {
  (void)state;
  plain_runner();
  weeks("...h..h.h");
  made_report(&made, HL_HEAVY_MID);
  const hl_finding *f = found();
  assert_int_equal(f->pattern, HL_WORSENING);
  assert_string_equal(f->title, "Legs heavier from week to week");
  assert_has(f->text, "week by week");
  is_advised(f, "one_run_fewer");
  weeks("h..h..h.h"); /* the oldest week was no better */
  assert_int_not_equal(found()->pattern, HL_WORSENING);
}

static void legs_scores_may_show_it_as_well(void **state) {
  (void)state;
  plain_runner();
  static const int legs[] = {2, 2, 2, 3, 3, 3, 3, 4, 3};
  for (int back = 1; back <= 9; back++) {
    said_before(back, HL_HEAVY_UNSAID)->legs = legs[9 - back];
  }
  made_report(&made, HL_HEAVY_UNSAID);
  made.report.legs = 4;
  assert_int_equal(found()->pattern, HL_WORSENING);
}

/* ---- rest days: P10, P11, D6, T11 ---- */

static void what_rest_days_did_is_told_from_three_times_on(void **state) {
  (void)state;
  plain_runner();
  weeks("h.h.h.hh");
  made_report(&made, HL_HEAVY_ALL);
  assert_has(found()->evidence_json, "no longer heavy 3 of 4 times");
  plain_runner();
  weeks("hhhhhhhh");
  made_report(&made, HL_HEAVY_ALL);
  assert_has(found()->evidence_json, "helped 0 of 7 times");
}

/* ---- K8: a professional's assessment ---- */

static const char sentence[] = "worth discussing with a doctor";

/* Three heavy runs in a row, and unusual fatigue ticked on the last day. */
static void lasting_and_unusually_tired(void) {
  plain_runner();
  said_before(1, HL_HEAVY_ALL);
  said_before(2, HL_HEAVY_MID);
  made_report(&made, HL_HEAVY_ALL);
  diary_of(20)->fatigue = 5;
}

static void it_is_named_ahead_of_all_advice(void **state) {
  (void)state;
  lasting_and_unusually_tired();
  assert_has(found()->text, sentence);
  is_advised(found(), "professional");
  days[19].fatigue = 4;
  assert_null(strstr(found()->text, sentence));
  for (int i = 10; i < 15; i++) /* high on many days is unusual as well, */
    days[i].fatigue = 4;
  assert_has(found()->text, sentence);
  said_before(1, HL_HEAVY_NO); /* but not beside legs that come and go */
  assert_null(strstr(found()->text, sentence));
}

static void it_needs_no_row_where_it_has_lasted(void **state) {
  (void)state;
  plain_runner();
  made_report(&made, HL_HEAVY_START);
  said_before(1, HL_HEAVY_NO);
  said_before(4, HL_HEAVY_ALL);
  said_before(8, HL_HEAVY_ALL); /* sixteen days before */
  diary_of(3)->fatigue = 5;
  assert_has(found()->text, sentence);
  said_before(8, HL_HEAVY_NO);
  said_before(6, HL_HEAVY_ALL); /* twelve */
  assert_null(strstr(found()->text, sentence));
}

static void an_illness_or_an_option_does_not_switch_it_off(void **state) {
  (void)state;
  lasting_and_unusually_tired();
  days[19].ill = HL_YES;
  assert_has(found()->text, sentence);
  load_with("{\"stock.report\":{\"enabled\":false,\"row\":10}}", NULL);
  judge();
  assert_int_equal(of("stock.report")->kind, HL_FOUND);
  assert_has(of("stock.report")->finding->text, sentence);
  days[19].fatigue = 0;
  judge();
  assert_int_equal(of("stock.report")->kind, HL_ABSTAINED);
}

static void no_rule_of_a_coach_stands_before_it(void **state) {
  (void)state;
  lasting_and_unusually_tired();
  write_rule("a.lua", "test.a",
             "requires = {'run.report'}, explains = {'stock.report'}",
             "return legs.finding { reported = true }");
  load();
  judge();
  assert_int_equal(of("test.a")->kind, HL_FOUND);
  assert_has(of("test.a")->finding->text, sentence);
  assert_int_equal(of("stock.report")->kind, HL_FOUND);
  days[19].fatigue = 0;
  judge();
  assert_int_equal(of("stock.report")->kind, HL_SUPPRESSED);
}

static void no_text_of_a_coach_rewords_it(void **state) {
  (void)state;
  lasting_and_unusually_tired();
  write_file("texts/en.lua", "return { ['advice.professional'] = 'rest' }");
  assert_has(found()->text, sentence);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

HL_TEST_MAIN(
    T(the_time_names_the_pattern_and_the_action),
    T(late_in_a_long_run_plans_fuel), T(legs_alone_are_heavy_without_a_time),
    T(the_share_stands_in_every_reported_run),
    T(one_heavy_run_of_many_is_normal), T(no_stands_against_any_number_of_legs),
    T(what_does_not_speak_of_the_legs_is_no_report_of_them),
    T(three_in_a_row_are_several_days),
    T(a_run_that_was_not_heavy_ends_the_row), T(so_does_a_long_silence),
    T(a_runner_who_counts_is_believed),
    T(strain_beside_the_legs_changes_the_load),
    T(after_an_illness_nothing_is_read_into_it),
    T(heavy_without_a_change_of_load_looks_at_movement),
    T(soreness_is_kept_apart), T(food_is_named_only_from_the_diary),
    T(a_share_that_rises_week_by_week_is_worsening),
    T(legs_scores_may_show_it_as_well),
    T(what_rest_days_did_is_told_from_three_times_on),
    T(it_is_named_ahead_of_all_advice), T(it_needs_no_row_where_it_has_lasted),
    T(an_illness_or_an_option_does_not_switch_it_off),
    T(no_rule_of_a_coach_stands_before_it), T(no_text_of_a_coach_rewords_it))
