/* SPDX-License-Identifier: MIT
**
** Every annotation that the stock rules produce, in both languages, for what a
** runner may say beside what the data may show and the diary hold: held against
** the wording rules. And that a coach's texts cannot slip past them.
*/
#include "rules_set.h"

#include "rules/texts.h"

static hl_day days[30];

static void load_language(const char *language) {
  const char *const folders[] = {folder};
  hl_rules_options options = {
      .folders = folders, .folder_n = 1, .language = language};
  hl_error err = {0};
  hl_rules_free(rules);
  rules = NULL;
  if (hl_rules_load(&options, &rules, &err)) fail_msg("%s", err.text);
}

/* Diaries: none, one where all is well, one where all weighs. */
static void fill_diary(int kind) {
  for (int i = 0; i < 30; i++) {
    hl_day *d = &days[i];
    hl_day_clear(d);
    d->day = made.day.day - 29 + i;
    d->sleep_h = kind == 1 ? 8 : 5;
    d->mood = d->motivation = kind == 1 ? 4 : 1;
    d->stress = d->soreness = kind == 1 ? 1 : 5;
    d->fatigue = kind == 1 ? 1 : 5;
    d->meal = kind == 1 ? HL_MEAL_OK : HL_MEAL_NONE;
    d->travel = kind == 1 ? HL_NO : HL_YES;
  }
  made.c.days = kind ? days : NULL;
  made.c.days_n = kind ? 30 : 0;
  made.c.day = kind ? &days[29] : NULL;
}

/* Reports before: none, heavy ones in a row, getting more often. */
static void fill_reports(int kind) {
  for (int back = 1; kind && back <= 9; back++) {
    hl_report *r = &made.past_report[CASE_PAST - back];
    bool heavy = kind == 1 || back % 4 < 4 - (back + 2) / 3;
    *r = (hl_report){.heavy = heavy ? HL_HEAVY_MID : HL_HEAVY_NO,
                     .source = "command",
                     .confirmed = true};
    made.past[CASE_PAST - back].report = r;
  }
}

static void fill_scores(int kind) {
  static const double llr[] = {-0.5, 0.7, 4};
  for (int p = 0; p < HL_PATTERN_COUNT; p++)
    made.scores.of[p] = made_score(llr[kind]);
  if (kind == 2) made.scores.of[HL_START] = made_score(-0.5);
}

/* "harder than usual", and no share of a chance. */
static void check(const hl_finding *f) {
  const char *banned = hl_banned_word(f->text);
  int lines = 1;
  for (const char *at = f->text; *at; at++)
    lines += *at == '\n';
  if (banned || lines > 5) fail_msg("%s: %s", banned ? banned : "", f->text);
  bool asks = strstr(f->text, "heavylegs report") != NULL;
  if (!strcmp(f->basis, "data only") && hl_says_heavy(f->title))
    fail_msg("nobody said so: %s", f->text);
  if (asks && strcmp(f->basis, "data only") != 0)
    fail_msg("asked although it was said: %s", f->text);
  if (strstr(f->text, "{") || strstr(f->text, "nan"))
    fail_msg("not filled: %s", f->text);
}

static int check_all(void) {
  int n = 0;
  judge();
  for (size_t i = 0; i < hl_rules_count(rules); i++) {
    if (out[i].kind == HL_RULE_ERROR)
      fail_msg("%s: %s", out[i].rule_id, out[i].reason);
    if (!out[i].finding) continue;
    check(out[i].finding);
    n++;
  }
  return n;
}

static int check_case(int heavy, int scores, int diary, int reports) {
  make_case(&made);
  if (heavy >= 0) made_report(&made, (hl_heavy)heavy);
  made.report.legs = heavy == HL_HEAVY_UNSAID ? 4 : 0;
  made.report.eased = diary == 1 ? HL_YES : HL_UNSAID;
  made.report.rpe = diary ? 8 : 0;
  fill_scores(scores);
  fill_diary(diary);
  fill_reports(reports);
  hl_rules_begin(rules);
  int n = check_all();
  made.c.scores = NULL; /* and without heart rate */
  made.c.run.facts = NULL;
  hl_rules_begin(rules);
  return n + check_all();
}

static void every_annotation_keeps_to_the_wording_rules(void **state) {
  (void)state;
  static const char *const languages[] = {"en", "de"};
  for (int l = 0; l < 2; l++) {
    int n = 0;
    load_language(languages[l]);
    for (int heavy = -1; heavy <= HL_HEAVY_ALL; heavy++)
      for (int scores = 0; scores < 3; scores++)
        for (int diary = 0; diary < 3; diary++)
          for (int reports = 0; reports < 3; reports++)
            n += check_case(heavy, scores, diary, reports);
    if (n < 300) fail_msg("only %d annotations were seen", n);
  }
}

static void a_coachs_texts_do_not_slip_past(void **state) {
  (void)state;
  static const char *const wrong[][2] = {
      {"return { ['cause.load'] = 'a disease' }", "disease"},
      {"return { ['cause.load'] = 'one\\ntwo\\nthree' }", "more than 5 lines"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    make_case(&made);
    write_file("texts/en.lua", wrong[i][0]);
    write_rule("a.lua", "test.a", "causes = {'load'}",
               "return legs.finding {}:cause('load', 'supports')"
               ":evidence('a', nil, 'a'):advice('go_on')"
               ":not_seen('weather')");
    load();
    judge();
    assert_int_equal(of("test.a")->kind, HL_RULE_ERROR);
    assert_has(of("test.a")->reason, wrong[i][1]);
  }
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

HL_TEST_MAIN(T(every_annotation_keeps_to_the_wording_rules),
             T(a_coachs_texts_do_not_slip_past))
