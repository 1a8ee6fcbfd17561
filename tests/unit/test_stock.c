/* SPDX-License-Identifier: MIT
**
** What the stock rules say of runs made by hand.
*/
#include "rules_set.h"

/* ---- the stock rules ---- */

static void ordinary_runs_are_clear(void **state) {
  (void)state;
  load();
  judge();
  for (size_t i = 0; i < hl_rules_count(rules); i++) {
    assert_true(out[i].kind == HL_CLEAR || out[i].kind == HL_ABSTAINED);
    hl_pattern p = hl_pattern_from_name(out[i].rule_id + strlen("stock."));
    if (p == HL_NO_PATTERN) continue;
    assert_int_equal(out[i].kind, HL_CLEAR);
    assert_true(out[i].score == -0.5 && out[i].n == 60);
  }
  assert_true(isnan(of("stock.start")->detectable_bpm));
  assert_int_equal(of("stock.report")->kind, HL_ABSTAINED);
}

static void each_pattern_is_found_alone(void **state) {
  (void)state;
  for (int p = 0; p < HL_PATTERN_COUNT; p++) {
    make_case(&made);
    made.scores.of[p] = made_score(3);
    load();
    judge();
    for (size_t i = 0; i < hl_rules_count(rules); i++) {
      bool is_it = !strncmp(out[i].rule_id, "stock.", 6) &&
                   !strcmp(out[i].rule_id + 6, hl_pattern_name((hl_pattern)p));
      assert_int_equal(out[i].kind == HL_FOUND, is_it);
      if (!is_it) continue;
      assert_int_equal(out[i].finding->pattern, p);
      assert_has(out[i].finding->title, "arder");
      assert_null(strstr(out[i].finding->text, "eavy legs"));
      assert_string_equal(out[i].finding->basis, "data only");
      bool is_episode = p == HL_MULTI_DAY || p == HL_WORSENING;
      assert_int_equal(out[i].finding->episode_ms != 0, is_episode);
    }
  }
}

static void start_and_midway_together_are_suppressed(void **state) {
  (void)state;
  made.scores.of[HL_START] = made.scores.of[HL_MIDWAY] = made_score(3);
  load();
  judge();
  assert_int_equal(of("stock.start")->kind, HL_SUPPRESSED);
  assert_string_equal(of("stock.start")->reason, "sensor_dip");
  assert_non_null(of("stock.start")->finding);
}

static void a_report_that_the_data_support(void **state) {
  (void)state;
  made_report(&made, HL_HEAVY_START);
  made.scores.of[HL_START] = made_score(0.6); /* over the explain threshold */
  load();
  judge();
  const hl_finding *f = of("stock.report")->finding;
  assert_int_equal(of("stock.report")->kind, HL_FOUND);
  assert_int_equal(f->pattern, HL_START);
  assert_string_equal(f->basis, "reported, data agree");
  assert_string_equal(f->title, "Heavy legs at the start");
  assert_false(f->unsolicited);
  assert_has(f->text, "about 1 in 61");
}

static void a_report_that_the_data_do_not_show(void **state) {
  (void)state;
  made_report(&made, HL_HEAVY_ALL);
  made.scores.of[HL_ENTIRE] = made_score(0.4);
  load();
  judge();
  const hl_finding *f = of("stock.report")->finding;
  assert_int_equal(f->pattern, HL_ENTIRE);
  assert_string_equal(f->basis, "reported, data do not show it");
  assert_has(f->text, "no clear change");
}

static void a_report_without_any_data(void **state) {
  (void)state;
  static const struct {
    hl_heavy heavy;
    hl_pattern pattern;
    const char *title;
  } said[] = {{HL_HEAVY_START, HL_START, "Heavy legs at the start"},
              {HL_HEAVY_MID, HL_MIDWAY, "Heavy legs midway"},
              {HL_HEAVY_LATE, HL_MIDWAY, "Heavy legs late in the run"},
              {HL_HEAVY_ALL, HL_ENTIRE, "Heavy legs from start to finish"}};
  for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
    make_case(&made);
    made_report(&made, said[i].heavy);
    made.c.run.facts = NULL;
    made.c.scores = NULL;
    made.c.past_n = 0;
    made.c.learnt = 0;
    load();
    judge();
    const hl_finding *f = of("stock.report")->finding;
    assert_non_null(f);
    assert_int_equal(f->pattern, said[i].pattern);
    assert_string_equal(f->basis, "reported");
    assert_string_equal(f->title, said[i].title);
    assert_false(f->rated);
    assert_has(f->text, "he first run that you reported on");
  }
}

static void heavy_without_a_time_takes_it_from_the_data(void **state) {
  (void)state;
  made_report(&made, HL_HEAVY_UNSAID);
  made.report.legs = 5;
  load();
  judge();
  assert_int_equal(of("stock.report")->finding->pattern, HL_NO_PATTERN);
  assert_string_equal(of("stock.report")->finding->title,
                      "Heavy legs, without saying when");
  made.scores.of[HL_MIDWAY] = made_score(0.9);
  judge();
  assert_int_equal(of("stock.report")->finding->pattern, HL_MIDWAY);
  assert_string_equal(of("stock.report")->finding->basis,
                      "reported, data agree");
}

static void a_report_stands_before_what_data_alone_say(void **state) {
  (void)state;
  made_report(&made, HL_HEAVY_MID);
  made.scores.of[HL_START] = made_score(9);
  load();
  judge();
  assert_int_equal(of("stock.report")->kind, HL_FOUND);
  assert_int_equal(of("stock.report")->finding->pattern, HL_MIDWAY);
  assert_int_equal(of("stock.start")->kind, HL_SUPPRESSED);
  assert_string_equal(of("stock.start")->reason, "stock.report");
}

static void words_alone_are_no_report_until_confirmed(void **state) {
  (void)state;
  made_report(&made, HL_HEAVY_START);
  made.report.confirmed = false;
  load();
  judge();
  assert_int_equal(of("stock.report")->kind, HL_ABSTAINED);
}

static void good_legs_are_said_beside_unusual_data(void **state) {
  (void)state;
  made_report(&made, HL_HEAVY_NO);
  made.scores.of[HL_ENTIRE] = made_score(9);
  load();
  judge();
  assert_int_equal(of("stock.entire")->kind, HL_FOUND);
  assert_has(of("stock.entire")->finding->text,
             "you reported that your legs were not heavy");
}

static void a_larger_budget_lowers_the_thresholds(void **state) {
  (void)state;
  made.scores.of[HL_MIDWAY] = made_score(1.5);
  load();
  judge();
  assert_int_equal(of("stock.midway")->kind, HL_CLEAR);
  hl_rules_free(rules);
  hl_rules_options wide = {.budget = 5};
  hl_error err = {0};
  assert_int_equal(hl_rules_load(&wide, &rules, &err), HL_OK);
  judge();
  assert_int_equal(of("stock.midway")->kind, HL_FOUND);
}

static void the_hash_knows_every_change(void **state) {
  (void)state;
  char hash[4][64];
  write_rule("a.lua", "test.a", "", "");
  load();
  snprintf(hash[0], 64, "%s", hl_rules_hash(rules));
  load();
  assert_string_equal(hash[0], hl_rules_hash(rules));
  write_rule("a.lua", "test.a", "", "-- changed");
  load();
  snprintf(hash[1], 64, "%s", hl_rules_hash(rules));
  load_with("{\"stock.start\":{\"margin\":0.5}}", NULL);
  snprintf(hash[2], 64, "%s", hl_rules_hash(rules));
  write_file("texts/en.lua", "return { ['cause.x'] = 'x' }");
  load();
  snprintf(hash[3], 64, "%s", hl_rules_hash(rules));
  for (int i = 0; i < 4; i++)
    for (int k = 0; k < i; k++)
      assert_string_not_equal(hash[i], hash[k]);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

HL_TEST_MAIN(T(ordinary_runs_are_clear), T(each_pattern_is_found_alone),
             T(start_and_midway_together_are_suppressed),
             T(a_report_that_the_data_support),
             T(a_report_that_the_data_do_not_show),
             T(a_report_without_any_data),
             T(heavy_without_a_time_takes_it_from_the_data),
             T(a_report_stands_before_what_data_alone_say),
             T(words_alone_are_no_report_until_confirmed),
             T(good_legs_are_said_beside_unusual_data),
             T(a_larger_budget_lowers_the_thresholds),
             T(the_hash_knows_every_change))
