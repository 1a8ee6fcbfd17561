/* SPDX-License-Identifier: MIT
**
** What a rule may ask and say, and what happens when it goes wrong.
*/
#include "rules_set.h"

#include "rules/ask.h"

/* ---- what evaluate may return ---- */

static void answers_become_judgements(void **state) {
  (void)state;
  const hl_judgement *j = ask("return legs.abstain('too_short', 'Short.')");
  assert_int_equal(j->kind, HL_ABSTAINED);
  assert_string_equal(j->reason, "too_short");
  assert_string_equal(j->text, "Short.");
  assert_int_equal(ask("legs.abstain('no') return nil")->kind, HL_CLEAR);
  j = ask("return 5");
  assert_int_equal(j->kind, HL_RULE_ERROR);
  assert_has(j->reason, "a.lua:1: evaluate returned a number");
  assert_has(ask("return {}")->reason, "returned a table");
  assert_has(ask("return run")->reason, "returned a userdata");
}

static void an_error_has_rule_line_and_traceback(void **state) {
  (void)state;
  const hl_judgement *j = ask("local x = nil\nreturn x.y");
  assert_int_equal(j->kind, HL_RULE_ERROR);
  assert_has(j->reason, "a.lua:5: attempt to index a nil value (local 'x')");
  assert_has(j->text, "a.lua:5: in ");
  assert_int_equal(of("stock.start")->kind, HL_CLEAR);
  judge();
  assert_int_equal(of("test.a")->kind, HL_RULE_ERROR);
  assert_null(info_of("test.a").error);
}

static void an_overrun_is_an_error_for_every_run(void **state) {
  (void)state;
  write_rule("a.lua", "test.a", "",
             "if run.laps == 0 and past.runs > 40 then while true do end end");
  load();
  judge();
  assert_int_equal(of("test.a")->kind, HL_CLEAR);
  assert_false(hl_rules_overran(rules));
  made.past[0] = made.past[1];
  hl_past_run more[CASE_PAST + 1];
  memcpy(more, made.past, sizeof made.past);
  more[CASE_PAST] = made.past[CASE_PAST - 1];
  made.c.past = more;
  made.c.past_n = CASE_PAST + 1;
  judge();
  assert_int_equal(of("test.a")->kind, HL_RULE_ERROR);
  assert_has(of("test.a")->reason, "steps");
  assert_true(hl_rules_overran(rules));
  assert_true(info_of("test.a").has_overrun);
  /* The second pass: the first run, too. */
  hl_rules_begin(rules);
  made.c.past = made.past;
  made.c.past_n = CASE_PAST;
  judge();
  assert_int_equal(of("test.a")->kind, HL_RULE_ERROR);
  assert_false(hl_rules_overran(rules));
}

static void nothing_is_remembered_from_run_to_run(void **state) {
  (void)state;
  write_file("a.lua",
             "local n, list = 0, {}\n"
             "local R = legs.rule { api = 1, id = 'test.a', version = '1', "
             "title = 'T', pattern = 'none' }\n"
             "function R.evaluate(run)\n"
             "  n = n + 1 list[#list + 1] = run R.seen = true\n"
             "  assert(n == 1 and #list == 1)\n"
             "end\nreturn R");
  load();
  for (int i = 0; i < 3; i++) {
    judge();
    assert_int_equal(of("test.a")->kind, HL_CLEAR);
  }
}

/* Bodies, and what the error of the judgement must say. */
static const char *const misuse[][2] = {
    {"return run.latitude", "'run' has no field 'latitude'"},
    {"return run.longitude", "has no field 'longitude'"},
    {"run.minutes = 5", "attempt to index a run value"},
    {"return past.future", "'past' has no field 'future'"},
    {"run.mean()", "run expected, got no value"},
    {"run.mean(past)", "run expected, got past"},
    {"run:mean { from = 1 }", "'of' must name what is meant"},
    {"run:mean { of = 'latitude' }", "'latitude' is none"},
    {"run:residual { from = 'now' }", "'now' is no edge of a window"},
    {"run:residual { from = '200%' }", "not a share from 0% to 100%"},
    {"run:contrast { from = 1, to = 2 }", "'against' must be"},
    {"run:score('none')", "not a pattern with a score"},
    {"run:has('altitude')", "nothing that a run can have"},
    {"past:last(0)", "from 1 to 100 runs"},
    {"past:within(4000)", "up to 366 days"},
    {"past:diary(99)", "from 1 to 60 days"},
    {"legs.finding { colour = 'red' }", "a finding has no field 'colour'"},
    {"legs.finding { pattern = 'often' }", "'often' is no pattern"},
    {"legs.finding { reported = true }", "did not report heavy legs"},
    {"legs.finding { title = 'Heavy legs' }", "which nobody reported"},
    {"legs.finding { statistic = 5 }", "statistic expected, got number"},
    {"legs.finding { statistic = { z = 9, score = 9 } }",
     "statistic expected, got table"},
    {"legs.finding { statistic = run:score('start') }",
     "the score does not pass the threshold"},
    {"legs.finding { title = 'an injury risk of 9' }", "says 'injury risk*'"},
    {"legs.finding { title = 'a\\nb' }", "must be one line"},
    {"legs.finding { explains = { 'stock.start' } }",
     "does not declare that it explains"},
    {"legs.finding {}:evidence('k', nil, 'you must rest')", "says 'must'"},
    {"legs.finding {}:evidence('k', {}, 'x')", "statistic expected"},
    {"legs.finding {}:evidence('k', 1)", "string expected"},
    {"legs.finding {}:cause('heat', 'supports')", "is not in the rule's"},
    {"legs.finding {}:cause('stiffness', 'proves')", "invalid option 'proves'"},
    {"legs.finding {}:cause('stiffness', 'against')"
     ":cause('stiffness', 'supports')",
     "is given twice"},
    {"legs.finding {}:not_seen('shoes')", "there is no text 'thing.shoes'"},
    {"legs.finding {}:advice('run_less')", "there is no text 'advice.run"},
    {"local f = legs.finding {} for i = 1, 13 do f:evidence('k', i, 'x') end",
     "more than 12 pieces of evidence"},
    {"legs.abstain('Two words')", "a reason is one word"},
    {"legs.abstain('x', 'a diagnosis')", "says 'diagnos*'"},
    {"legs.text('no.such.text')", "there is no text 'no.such.text'"},
    {"legs.text('evidence.start', {bpm = 1})", "no value for {from"},
    {"legs.text('line.title', {title = {}})", "value 'title' is a table"},
    {"legs.rule = nil", "'rule' cannot be set"},
    {"legs.api = 2", "'api' cannot be set"},
};

static void misuse_is_named(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof misuse / sizeof misuse[0]; i++) {
    const hl_judgement *j = ask(misuse[i][0]);
    if (j->kind != HL_RULE_ERROR)
      fail_msg("%s: %s", misuse[i][0], hl_verdict_kind_name(j->kind));
    assert_has(j->reason, misuse[i][1]);
    assert_has(j->reason, "a.lua:4: ");
  }
}

/* ---- what a rule may ask ---- */

static void the_run_answers(void **state) {
  (void)state;
  made.facts.temperature_c = 21;
  made.day.sleep_h = 6.5f;
  made.day.ill = HL_NO;
  made.c.day = &made.day;
  made_report(&made, HL_HEAVY_LATE);
  made.report.eased = HL_NO;
  made.report.words = "dead legs";
  holds("assert(run.minutes == 50 and run.duration_min == 50)\n"
        "assert(run.distance_km == 9 and run.hour == 18)\n"
        "assert(run.is_run and run.usable and run.unusable_why == nil)\n"
        "assert(run.quality == 'good' and run.coverage == 1)\n"
        "assert(run.mean_bpm == 145 and run.cadence_spm == nil)\n"
        "assert(run.temperature_c == 21 and run.learnt == 40)\n"
        "assert(run.weekday >= 1 and run.weekday <= 7)\n"
        "assert(run.laps == 0 and run.warm_up == nil)\n"
        "local r = run.report\n"
        "assert(r.heavy == 'late' and r.is_heavy and r.eased == false)\n"
        "assert(r.legs == nil and r.words == 'dead legs' and r.confirmed)\n"
        "local d = run.diary\n"
        "assert(d.sleep_h == 6.5 and d.ill == false and d.mood == nil)\n"
        "assert(run:has('heart_rate_bpm') == false)");
}

static void unknown_things_are_nil(void **state) {
  (void)state;
  made.c.run.facts = NULL;
  made.c.scores = NULL;
  made.c.offset_known = false;
  made.c.run.moving_s = NAN;
  made.c.past_n = 0;
  holds("assert(run.minutes == nil and run.hour == nil)\n"
        "assert(run.report == nil and run.diary == nil)\n"
        "assert(not run.usable and run.unusable_why == 'no_speed')\n"
        "assert(run.quality == 'none' and run.mean_bpm == nil)\n"
        "local s, why = run:score('start')\n"
        "assert(s == nil and why == 'history')\n"
        "s, why = run:residual { from = 5 }\n"
        "assert(s == nil and why == 'no_speed')\n"
        "assert(past.runs == 0 and #past:last(5) == 0)\n"
        "assert(past.load.hours_since_last == nil)\n"
        "assert(past:episode('stock.multi_day') == nil)");
}

static void a_statistic_has_its_context(void **state) {
  (void)state;
  holds("local s = run:score('start')\n"
        "assert(s.value == 12 and s.usual == 3 and s.change == 9)\n"
        "assert(s.z == 2 and s.score == -0.5 and s.n == 60)\n"
        "assert(s.one_in == 61 and s.unit == 'bpm' and s.reason == nil)\n"
        "assert(s.threshold == 1.4 and s.needed == 20)\n"
        "assert(s.detectable > 1 and s.detectable < 30)\n"
        "assert(s.from_min == 3 and s.to_min == 12 and s.at_min == nil)");
}

static void the_past_answers(void **state) {
  (void)state;
  made.past_report[39] = (hl_report){.heavy = HL_HEAVY_NO, .confirmed = true};
  made.past[39].report = &made.past_report[39];
  made.past_report[30] = (hl_report){.legs = 5, .confirmed = true};
  made.past[30].report = &made.past_report[30];
  made.past[38].is_run = false;
  made.past[37].found = HL_START;
  holds("assert(past.runs == 39)\n"
        "local last = past:last(3)\n"
        "assert(#last == 3 and last[1].days_ago == 2)\n"
        "assert(last[1].hours_ago == 48 and last[1].report.heavy == 'no')\n"
        "assert(last[2].days_ago == 6 and last[2].found == 'start')\n"
        "assert(last[2].report == nil and last[2].usable)\n"
        "assert(last[2].minutes == 50 and last[2].change == 9)\n"
        "assert(#past:within(7) == 2 and #past:within(7, true) == 3)\n"
        "local said = past:reports(9)\n"
        "assert(#said == 2 and said[2].report.legs == 5)\n"
        "assert(said[2].report.is_heavy and not said[1].report.is_heavy)\n"
        "local load = past.load\n"
        "assert(load.hours_since_last > 47 and load.hours_since_last <= 48)\n"
        "assert(load.runs_7 == 2, load.runs_7)\n"
        "assert(load.rest_days_7 == 5, load.rest_days_7)");
}

static void the_diary_answers(void **state) {
  (void)state;
  hl_day days[3];
  for (int i = 0; i < 3; i++) {
    hl_day_clear(&days[i]);
    days[i].day = 20000 - 4 + 2 * i;
    days[i].sleep_h = 5.0f + (float)i;
  }
  made.c.days = days;
  made.c.days_n = 3;
  holds("local d = past:diary(4)\n"
        "assert(#d == 2 and d[1].days_ago == 0 and d[1].sleep_h == 7)\n"
        "assert(d[2].days_ago == 2 and d[2].sleep_h == 6)\n"
        "assert(#past:diary(5) == 3)");
}

static void the_rest_of_the_model_answers(void **state) {
  (void)state;
  made_report(&made, HL_HEAVY_ALL);
  made.report.rpe = 8;
  holds("local t = past.trend\n"
        "assert(t.direction and t.rest_pairs >= 0 and t.n >= 0)\n"
        "assert(t.reason == nil or t.change_bpm == nil)\n"
        "local j = run.joint\n"
        "assert(j.reading ~= nil and j.dissociation == nil)\n"
        "local e = run.expected\n"
        "assert(e == nil or e.sd_bpm > 0)\n"
        "local s, why = run:matched('cadence')\n"
        "assert(s == nil and why == 'window', why)\n"
        "s = run:matched('rpe')\n"
        "assert(s == nil or (s.value == 8 and s.unit == 'of 10'))\n"
        "assert(not pcall(run.matched, run, 'shoes'))");
}

/* ---- handles that outlive their call ---- */

static const char key_kept = 0;

static int keep_handle(lua_State *L) {
  hl_api_open(L);
  hl_object_push(L, &hl_run_object, sizeof(uint64_t));
  lua_rawsetp(L, LUA_REGISTRYINDEX, &key_kept);
  return 0;
}

static int use_handle(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &key_kept);
  lua_getfield(L, -1, "minutes");
  return 0;
}

static void libraries_are_shared_and_read_only(void **state) {
  (void)state;
  holds("local c = legs.lib('causes')\n"
        "assert(c == legs.lib('causes') and #c.of.start > 3)\n"
        "assert(c.options(c.of.start).hard_h.default == 48)\n"
        "assert(not pcall(function() c.of.start[1] = 'x' end))\n"
        "assert(not pcall(function() c.add = nil end))");
  static const char *const none[] = {"new_rule", "nowhere", "../rules/start",
                                     ""};
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
    char body[80];
    snprintf(body, sizeof body, "legs.lib('%s')", none[i]);
    const hl_judgement *j = ask(body);
    assert_int_equal(j->kind, HL_RULE_ERROR);
    assert_has(j->reason, "there is no library");
  }
  /* What a library gives can be declared as it is. */
  write_rule(
      "a.lua", "test.a", "causes = legs.lib('causes').of.midway",
      "local f = legs.finding{}\n"
      "legs.lib('causes').add(f, 'midway', run, past,\n"
      "  { early_pace = 1, long_min = 90, warm_c = 24, short_gap_h = 24,\n"
      "    hard_h = 48, quick_start = 1, short_sleep_h = 6,\n"
      "    less_sleep_h = 1, ill_days = 14 }) return f");
  load();
  judge();
  assert_string_equal(error_of("test.a"), "");
  assert_int_equal(of("test.a")->kind, HL_FOUND);
  assert_has(of("test.a")->finding->causes_json, "\"id\":\"pacing\"");
}

static void a_kept_run_has_expired(void **state) {
  (void)state;
  load();
  hl_sandbox *box = hl_sandbox_new();
  hl_ask first = {.set = rules, .number = 1, .c = &made.c};
  hl_ask second = {.set = rules, .number = 2, .c = &made.c};
  hl_error err = {0};
  assert_int_equal(hl_sandbox_call(box, keep_handle, &first, &err), HL_OK);
  assert_int_equal(hl_sandbox_call(box, use_handle, &first, &err), HL_OK);
  assert_int_equal(hl_sandbox_call(box, use_handle, &second, &err), HL_E_RULE);
  assert_has(err.text, "this run has expired");
  hl_sandbox_free(box);
}

/* ---- requires ---- */

static void unmet_needs_abstain_before_any_code_runs(void **state) {
  (void)state;
  static const char *const needs[][3] = {
      {"run.heart_rate_bpm", "no_speed", "neither distance nor speed"},
      {"run.report", "no_report", "nothing was reported"},
      {"run.heavy_report", "no_report", "nothing was reported"},
      {"diary.sleep_h", "not_recorded", "sleep"},
      {"score.start", "history", "learning: 7 of 20 steady runs"},
  };
  made.scores.of[HL_START] = (hl_score){.reason = HL_REASON_HISTORY};
  made.c.learnt = 7;
  for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++) {
    char requires[96];
    snprintf(requires, sizeof requires, "requires = {'%s'}", needs[i][0]);
    write_rule("a.lua", "test.a", requires, "error('ran')");
    load();
    judge();
    assert_int_equal(of("test.a")->kind, HL_ABSTAINED);
    assert_string_equal(of("test.a")->reason, needs[i][1]);
    assert_has(of("test.a")->text, needs[i][2]);
  }
}

/* ---- findings ---- */

static int lines(const char *text) {
  int n = 1;
  for (; *text; text++)
    n += *text == '\n';
  return n;
}

static void a_full_finding_has_five_lines(void **state) {
  (void)state;
  write_rule("a.lua", "test.a",
             "causes = {'stiffness', 'cold'}, uses = {'diary.sleep_h', "
             "'report.rpe', 'run.power_w', 'score.start'}",
             "local s = run:score('entire')\n"
             "local f = legs.finding { statistic = s, threshold = 1, "
             "pattern = 'entire', slot = 'x' }\n"
             "f:evidence('a', s, 'heart rate up')"
             ":evidence('b', 3.25, 'three', 'km'):evidence('c', nil, 'c')"
             ":evidence('d', nil, 'not shown')\n"
             "f:cause('stiffness', 'supports', 'since 9')"
             ":cause('cold', 'against')\n"
             "f:not_seen('diary.sleep_h', 'diary.mood')"
             ":advice('easy_day', 'look_again')\n"
             "return f");
  made.scores.of[HL_ENTIRE] = made_score(2);
  load();
  judge();
  const hl_finding *f = of("test.a")->finding;
  assert_non_null(f);
  assert_string_equal(
      f->text,
      "Test (data only).\n"
      "Heart rate up; three; c.\n"
      "Most consistent with: stiffness (since 9). Little speaks for: cold "
      "weather.\n"
      "Not recorded: sleep, mood, effort, power.\n"
      "If you like: make the next run a truly easy one. Look again on "
      "2024-10-11 and 2024-10-18.");
  assert_int_equal(lines(f->text), 5);
  assert_string_equal(f->slot, "x");
  assert_string_equal(f->basis, "data only");
  assert_true(f->rated && f->unsolicited);
  assert_true(f->score == 2 && f->z == 2 && f->n == 60);
  assert_true(f->value_bpm == 9 && f->from_s == 180 && f->to_s == 720);
  assert_string_equal(f->causes_json,
                      "[{\"id\":\"stiffness\",\"reading\":\"supports\","
                      "\"why\":\"since 9\"},{\"id\":\"cold\",\"reading\":"
                      "\"against\"}]");
  assert_string_equal(f->not_recorded_json,
                      "[\"diary.sleep_h\",\"diary.mood\",\"report.rpe\","
                      "\"run.power_w\"]");
  assert_string_equal(f->advice_json, "[\"easy_day\",\"look_again\"]");
  assert_has(f->evidence_json, "{\"key\":\"b\",\"value\":3.25,\"unit\":\"km\"");
}

static void an_unrated_finding_is_shown_so(void **state) {
  (void)state;
  const hl_judgement *j = ask("return legs.finding {}");
  assert_int_equal(j->kind, HL_FOUND);
  assert_false(j->finding->rated);
  assert_true(isnan(j->finding->z) && isnan(j->finding->rarity));
  assert_string_equal(j->finding->text, "Test (data only).");
  assert_true(isnan(j->finding->from_s));
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

HL_TEST_MAIN(T(answers_become_judgements),
             T(an_error_has_rule_line_and_traceback),
             T(an_overrun_is_an_error_for_every_run),
             T(nothing_is_remembered_from_run_to_run), T(misuse_is_named),
             T(the_run_answers), T(unknown_things_are_nil),
             T(a_statistic_has_its_context), T(the_past_answers),
             T(the_diary_answers), T(the_rest_of_the_model_answers),
             T(libraries_are_shared_and_read_only), T(a_kept_run_has_expired),
             T(unmet_needs_abstain_before_any_code_runs),
             T(a_full_finding_has_five_lines),
             T(an_unrated_finding_is_shown_so))
