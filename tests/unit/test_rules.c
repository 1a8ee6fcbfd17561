/* SPDX-License-Identifier: MIT
**
** Rule files: how they load and fail, what they may ask and say, options, and
** what the stock rules say of runs made by hand.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"
#include "rules_case.h"

/* ---- a coach's folder and a rule set ---- */

static char folder[64];
static hl_rules *rules;
static hl_arena arena;
static hl_judgement out[64];
static made_case made;

static void write_file(const char *name, const char *content) {
  char path[160];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  char *slash = strrchr(path, '/');
  *slash = 0;
  mkdir(path, 0700);
  *slash = '/';
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(content, file);
  fclose(file);
}

static int set_up(void **state) {
  (void)state;
  strcpy(folder, "/tmp/hl_rules_XXXXXX");
  make_case(&made);
  return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  static const char *const names[] = {
      "a.lua",        "b.lua", "a_test.lua",          "deep/c.lua", "deep",
      "texts/en.lua", "texts", "local.d/options.lua", "local.d",    ""};
  hl_rules_free(rules);
  rules = NULL;
  hl_arena_free(&arena);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    remove(path);
  }
  return 0;
}

static void load_with(const char *options_json, const char *athlete) {
  const char *const folders[] = {folder};
  hl_rules_options options = {.folders = folders,
                              .folder_n = 1,
                              .athlete = athlete,
                              .options_json = options_json};
  hl_error err = {0};
  hl_rules_free(rules);
  rules = NULL;
  hl_status status = hl_rules_load(&options, &rules, &err);
  if (status) print_error("%s:%d: %s\n", err.where, (int)err.line, err.text);
  assert_int_equal(status, HL_OK);
  assert_true(hl_rules_count(rules) < 64);
}

static void load(void) {
  load_with(NULL, NULL);
}

static void judge(void) {
  hl_error err = {0};
  assert_int_equal(hl_rules_judge(rules, &made.c, &arena, out, &err), HL_OK);
}

static size_t at(const char *id) {
  for (size_t i = 0; i < hl_rules_count(rules); i++) {
    hl_rule_info info;
    hl_rules_info(rules, i, &info);
    if (!strcmp(info.id, id)) return i;
  }
  fail_msg("there is no rule %s", id);
  return 0;
}

static const hl_judgement *of(const char *id) {
  return &out[at(id)];
}

static hl_rule_info info_of(const char *id) {
  hl_rule_info info;
  hl_rules_info(rules, at(id), &info);
  return info;
}

static const char *error_of(const char *id) {
  const char *error = info_of(id).error;
  return error ? error : "";
}

static void assert_has(const char *text, const char *part) {
  if (!text || !strstr(text, part))
    fail_msg("'%s' does not say '%s'", text ? text : "(nothing)", part);
}

/* A rule around a body of evaluate; `more` are further fields. */
static void write_rule(const char *file, const char *id, const char *more,
                       const char *body) {
  char source[8192];
  snprintf(source, sizeof source,
           "local R = legs.rule { api = 1, id = '%s', version = '1',\n"
           "  title = 'Test', pattern = 'none', %s }\n"
           "function R.evaluate(run, past, opt)\n%s\nend\nreturn R\n",
           id, more, body);
  write_file(file, source);
}

/* Load a rule with this body, judge the case, give its judgement. */
static const hl_judgement *ask(const char *body) {
  write_rule("a.lua", "test.a", "causes = {'stiffness'}", body);
  load();
  judge();
  return of("test.a");
}

/* The body must hold for the case: anything but clear fails. */
static void holds(const char *body) {
  const hl_judgement *j = ask(body);
  if (j->kind != HL_CLEAR)
    fail_msg("%s: %s\n%s", hl_verdict_kind_name(j->kind), j->reason, body);
}

/* ---- loading ---- */

static void stock_rules_load(void **state) {
  (void)state;
  static const char *const ids[] = {"stock.start",     "stock.midway",
                                    "stock.entire",    "stock.multi_day",
                                    "stock.worsening", "stock.report"};
  load();
  for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
    hl_rule_info info = info_of(ids[i]);
    assert_true(info.is_stock && info.is_enabled);
    assert_null(info.error);
    assert_string_equal(info.path, "stock");
    assert_int_equal(strlen(info.hash), 32);
    assert_has(info.options_json, "\"help\":");
  }
}

static void a_coachs_rule_is_picked_up(void **state) {
  (void)state;
  write_rule("a.lua", "test.a", "author = 'A', licence = 'CC0-1.0'", "");
  load();
  hl_rule_info info = info_of("test.a");
  assert_false(info.is_stock);
  assert_string_equal(info.author, "A");
  assert_has(info.path, "/a.lua");
  judge();
  assert_int_equal(of("test.a")->kind, HL_CLEAR);
}

static void tests_and_deeper_folders_are_not_rules(void **state) {
  (void)state;
  write_rule("a_test.lua", "test.a", "", "");
  write_rule("deep/c.lua", "test.c", "", "");
  load();
  assert_int_equal(hl_rules_count(rules), 6);
}

static void a_missing_folder_is_a_rule_with_an_error(void **state) {
  (void)state;
  const char *const folders[] = {"/nowhere/at/all"};
  hl_rules_options options = {.folders = folders, .folder_n = 1};
  hl_error err = {0};
  assert_int_equal(hl_rules_load(&options, &rules, &err), HL_OK);
  assert_has(error_of("file:all"), "there is no folder");
}

/* Source, and what its error must say. */
static const char *const broken[][2] = {
    {"return", "a.lua:1: a rule file returns what legs.rule"},
    {"return 5", "a.lua:1: a rule file returns"},
    {"return {}", "a.lua:1: a rule file returns"},
    {"syntax error", "a.lua:1: "},
    {"\n\nlocal x = = 1", "a.lua:3: unexpected symbol"},
    {"error('boom')", "a.lua:1: boom"},
    {"os.exit()", "a.lua:1: 'os' is not part of what a rule may use"},
    {"while true do end", "over the limit of 1000000 steps"},
    {"return legs.rule {}", "a.lua:1: 'api' must say"},
    {"return legs.rule { api = 2 }", "written for rule API 2"},
    {"return legs.rule { api = 1 }", "'id' must be a text, it is missing"},
    {"return legs.rule { api = 1, id = 'Bad Id' }", "id 'Bad Id' must be"},
    {"return legs.rule { api = 1, id = 'nodot' }", "id 'nodot' must be"},
    {"return legs.rule { api = 1, id = 'stock.mine' }", "belong to the stock"},
    {"\nreturn legs.rule { api = 1, id = 'test.a', version = 2 }",
     "a.lua:2: 'version' must be a text, it is number"},
    {"return legs.rule { api = 1, id = 'test.a', version = '1' }",
     "'title' must be a text"},
    {"return legs.rule { api = 1, id = 'test.a', version = '1', "
     "title = 'a\\nb' }",
     "'title' must be one line"},
    {"return legs.rule { api = 1, id = 'test.a', titel = 'x' }",
     "a rule has no field 'titel'"},
    {"return legs.rule { api = 1, 5 }", "fields have names"},
    {"return legs.rule { api = 1, id = 'test.a', version = '1', title = 'x', "
     "pattern = 'sometimes' }",
     "pattern 'sometimes' is none of"},
    {"legs.rule { api = 1, id = 'test.a', version = '1', title = 'x', "
     "pattern = 'none' } return { evaluate = error }",
     "returns what legs.rule"},
    {"return legs.rule { api = 1, id = 'test.a', version = '1', title = 'x', "
     "pattern = 'none' }",
     "has no function 'evaluate'"},
};

static void what_is_wrong_with_a_file_is_named(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
    write_file("a.lua", broken[i][0]);
    load();
    assert_int_equal(hl_rules_count(rules), 7);
    hl_rule_info info;
    for (size_t k = 0; k < 7; k++) {
      hl_rules_info(rules, k, &info);
      if (info.error) break;
    }
    assert_has(info.error, broken[i][1]);
    judge();
    for (size_t k = 0; k < 7; k++)
      if (!strcmp(out[k].rule_id, info.id))
        assert_int_equal(out[k].kind, HL_RULE_ERROR);
  }
}

/* A field of legs.rule, and what its error must say. */
static const char *const bad_fields[][2] = {
    {"causes = 'stiffness'", "'causes' must be a list of texts"},
    {"causes = {1}", "item 1 is a number"},
    {"causes = {'low_iron'}", "has no text 'cause.low_iron'"},
    {"requires = {'run.latitude'}", "names 'run.latitude', which no run has"},
    {"requires = {'score.none'}", "which no run has"},
    {"uses = {'diary.shoe_size'}", "which no run has"},
    {"uses = {'nonsense'}", "which no run has"},
    {"options = 5", "'options' must be a table"},
    {"options = {5}", "options are written"},
    {"options = {enabled = {}}", "option 'enabled' already"},
    {"options = {a = {}}", "type must be number, integer"},
    {"options = {a = {type = 'number', help = 'h'}}", "'min' must be a"},
    {"options = {a = {type = 'number', min = 1, max = 2, default = 1}}",
     "needs 'help'"},
    {"options = {a = {type = 'number', min = 1, max = 2, default = 3, "
     "help = 'h'}}",
     "default must lie from min to max"},
    {"options = {a = {type = 'integer', min = 1, max = 2, default = 1.5, "
     "help = 'h'}}",
     "must be a whole number"},
    {"options = {a = {type = 'choice', choices = {'x'}, default = 'x', "
     "help = 'h'}}",
     "two or more"},
    {"options = {a = {type = 'choice', choices = {'x', 'y'}, default = 'z', "
     "help = 'h'}}",
     "is not among its choices"},
    {"options = {a = {type = 'boolean', default = 1, help = 'h'}}",
     "must be true or false"},
    {"options = {a = {type = 'boolean', default = true, helf = 'h'}}",
     "an option has no field 'helf'"},
};

static void what_is_wrong_with_a_field_is_named(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof bad_fields / sizeof bad_fields[0]; i++) {
    write_rule("a.lua", "test.a", bad_fields[i][0], "");
    load();
    assert_has(error_of("test.a"), bad_fields[i][1]);
    assert_has(error_of("test.a"), "a.lua:1: ");
  }
}

static void a_broken_file_keeps_its_id(void **state) {
  (void)state;
  write_file("a.lua", "local R = legs.rule {\n  id = \"squad.heat\",\n  = }");
  load();
  assert_has(error_of("squad.heat"), "a.lua:3: ");
  write_file("a.lua", "this is nothing");
  load();
  assert_has(error_of("file:a.lua"), "a.lua:1: ");
}

static void the_second_rule_of_an_id_is_the_error(void **state) {
  (void)state;
  write_rule("a.lua", "test.a", "", "");
  write_rule("b.lua", "test.a", "", "");
  load();
  assert_null(info_of("test.a").error);
  char second[128];
  snprintf(second, sizeof second, "test.a (%s/b.lua)", folder);
  assert_has(error_of(second), "the id 'test.a' is taken by");
  judge();
  assert_int_equal(of("test.a")->kind, HL_CLEAR);
  assert_int_equal(of(second)->kind, HL_RULE_ERROR);
}

/* ---- order and explanations ---- */

static void what_is_explained_is_asked_first(void **state) {
  (void)state;
  write_rule("a.lua", "test.a", "explains = {'test.b', 'not.there'}",
             "assert(run:said('test.b').status == 'found')\n"
             "assert(run:said('test.a') == nil)\n"
             "return legs.finding {}");
  write_rule("b.lua", "test.b", "", "return legs.finding {}");
  load();
  assert_true(at("test.b") < at("test.a"));
  judge();
  assert_int_equal(of("test.a")->kind, HL_FOUND);
  assert_int_equal(of("test.b")->kind, HL_SUPPRESSED);
  assert_string_equal(of("test.b")->reason, "test.a");
}

static void rules_in_a_circle_are_errors(void **state) {
  (void)state;
  write_rule("a.lua", "test.a", "explains = {'test.b'}", "");
  write_rule("b.lua", "test.b", "uses = {'rule.test.a'}", "");
  load();
  assert_has(error_of("test.a"), "in a circle");
  assert_has(error_of("test.b"), "in a circle");
  judge();
  assert_int_equal(of("stock.start")->kind, HL_CLEAR);
}

static void a_coach_can_explain_a_stock_finding(void **state) {
  (void)state;
  write_rule("a.lua", "test.a", "explains = {'stock.entire'}",
             "local said = run:said('stock.entire')\n"
             "if said.status ~= 'found' then return nil end\n"
             "assert(said.score == 9 and said.z == 2)\n"
             "return legs.finding { title = 'Explained by heat' }");
  made.scores.of[HL_ENTIRE] = made_score(9);
  load();
  judge();
  assert_int_equal(of("stock.entire")->kind, HL_SUPPRESSED);
  assert_string_equal(of("stock.entire")->reason, "test.a");
  assert_string_equal(of("test.a")->finding->title, "Explained by heat");
  assert_false(of("test.a")->finding->rated);
}

/* ---- options ---- */

static const char options[] =
    "options = { size = {type = 'number', min = 1, max = 5, default = 2, "
    "help = 'h'}, count = {type = 'integer', min = 1, max = 9, default = 3, "
    "help = 'h'}, on = {type = 'boolean', default = false, help = 'h'}, "
    "kind = {type = 'choice', choices = {'x', 'y'}, default = 'x', "
    "help = 'h'} }";

static void options_have_their_defaults_and_are_read_only(void **state) {
  (void)state;
  write_rule("a.lua", "test.a", options,
             "assert(opt.size == 2 and math.tointeger(opt.count) == 3)\n"
             "assert(opt.on == false and opt.kind == 'x')\n"
             "assert(not pcall(function() opt.size = 9 end))\n"
             "assert(opt.size == 2)");
  load();
  judge();
  assert_string_equal(of("test.a")->reason ? of("test.a")->reason : "", "");
}

static void options_are_set_by_file_and_by_setting(void **state) {
  (void)state;
  write_rule("a.lua", "test.a", options,
             "return legs.abstain(fmt('s%d_c%d_%s_%s', 10 * opt.size, "
             "opt.count, tostring(opt.on), opt.kind))");
  write_file("local.d/options.lua",
             "return { ['test.a'] = { size = 3.5, kind = 'y' },\n"
             "  athletes = { Anna = { ['test.a'] = { size = 4 } } } }");
  load();
  judge();
  assert_string_equal(of("test.a")->reason, "s35_c3_false_y");
  char hash[64];
  snprintf(hash, sizeof hash, "%s", hl_rules_hash(rules));
  load_with(NULL, "Anna");
  judge();
  assert_string_equal(of("test.a")->reason, "s40_c3_false_y");
  assert_string_not_equal(hash, hl_rules_hash(rules));
  load_with("{\"test.a\":{\"count\":9,\"on\":true,\"kind\":\"x\"}}", "Bob");
  judge();
  assert_string_equal(of("test.a")->reason, "s35_c9_true_x");
  assert_has(info_of("test.a").options_json, "\"value\":9");
}

static void a_wrong_value_is_an_error_of_its_rule(void **state) {
  (void)state;
  static const char *const wrong[][2] = {
      {"{\"test.a\":{\"size\":6}}", "a number from 1 to 5, not '6'"},
      {"{\"test.a\":{\"size\":\"big\"}}", "not 'big'"},
      {"{\"test.a\":{\"count\":1.5}}", "a whole number from 1 to 9"},
      {"{\"test.a\":{\"on\":\"maybe\"}}", "must be true or false"},
      {"{\"test.a\":{\"kind\":\"z\"}}", "has no choice 'z'"},
      {"{\"test.a\":{\"none\":1}}", "has no option 'none'"},
      {"{\"test.a\":{\"enabled\":3}}", "must be true or false"},
  };
  write_rule("a.lua", "test.a", options, "");
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    load_with(wrong[i][0], NULL);
    assert_has(error_of("test.a"), wrong[i][1]);
    assert_has(error_of("test.a"), "setting options");
  }
  load_with("{\"other.rule\":{\"x\":1}}", NULL);
  assert_string_equal(error_of("test.a"), "");
  load_with("{\"test.a\":", NULL);
  assert_has(error_of("file:setting options"), "the JSON ends too early");
}

static void a_wrong_file_of_options_is_told(void **state) {
  (void)state;
  write_rule("a.lua", "test.a", options, "");
  write_file("local.d/options.lua", "return 5");
  load();
  assert_has(error_of("file:options.lua"), "returns a table");
  write_file("local.d/options.lua", "return { ['no.rule'] = { x = 1 } }");
  load();
  assert_has(error_of("file:options.lua"), "there is no rule 'no.rule'");
  write_file("local.d/options.lua", "return { ['test.a'] = { size = {} } }");
  load();
  assert_has(error_of("file:options.lua"), "cannot be a table");
}

static void a_rule_can_be_switched_off(void **state) {
  (void)state;
  made.scores.of[HL_START] = made_score(9);
  load_with("{\"stock.start\":{\"enabled\":false}}", NULL);
  judge();
  assert_int_equal(of("stock.start")->kind, HL_ABSTAINED);
  assert_string_equal(of("stock.start")->reason, "off");
  assert_false(info_of("stock.start").is_enabled);
}

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
  hl_error err = {0};
  assert_int_equal(hl_rules_begin(rules, &err), HL_OK);
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
  made.c.run.scores = NULL;
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
        "assert(s.threshold == 1.33 and s.needed == 20)\n"
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
      "Harder than usual from start to finish (data only).\n"
      "Heart rate up; three; c.\n"
      "Most consistent with: stiffness (since 9). Speaks against: cold "
      "weather.\n"
      "Not recorded: sleep, mood, effort, power.\n"
      "If you like: make the next run a truly easy one. Look again in a week.");
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

/* ---- the stock rules ---- */

static void ordinary_runs_are_clear(void **state) {
  (void)state;
  load();
  judge();
  for (size_t i = 0; i < hl_rules_count(rules); i++) {
    if (!strcmp(out[i].rule_id, "stock.report")) continue;
    assert_int_equal(out[i].kind, HL_CLEAR);
    assert_true(out[i].score == -0.5 && out[i].n == 60);
  }
  assert_true(of("stock.start")->detectable_bpm > 0);
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
    made.c.run.scores = NULL;
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
    assert_has(f->text, "the first run that you reported on" + 1);
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

int main(void) {
  const struct CMUnitTest tests[] = {
      T(stock_rules_load),
      T(a_coachs_rule_is_picked_up),
      T(tests_and_deeper_folders_are_not_rules),
      T(a_missing_folder_is_a_rule_with_an_error),
      T(what_is_wrong_with_a_file_is_named),
      T(what_is_wrong_with_a_field_is_named),
      T(a_broken_file_keeps_its_id),
      T(the_second_rule_of_an_id_is_the_error),
      T(what_is_explained_is_asked_first),
      T(rules_in_a_circle_are_errors),
      T(a_coach_can_explain_a_stock_finding),
      T(options_have_their_defaults_and_are_read_only),
      T(options_are_set_by_file_and_by_setting),
      T(a_wrong_value_is_an_error_of_its_rule),
      T(a_wrong_file_of_options_is_told),
      T(a_rule_can_be_switched_off),
      T(answers_become_judgements),
      T(an_error_has_rule_line_and_traceback),
      T(an_overrun_is_an_error_for_every_run),
      T(nothing_is_remembered_from_run_to_run),
      T(misuse_is_named),
      T(the_run_answers),
      T(unknown_things_are_nil),
      T(a_statistic_has_its_context),
      T(the_past_answers),
      T(the_diary_answers),
      T(unmet_needs_abstain_before_any_code_runs),
      T(a_full_finding_has_five_lines),
      T(an_unrated_finding_is_shown_so),
      T(ordinary_runs_are_clear),
      T(each_pattern_is_found_alone),
      T(start_and_midway_together_are_suppressed),
      T(a_report_that_the_data_support),
      T(a_report_that_the_data_do_not_show),
      T(a_report_without_any_data),
      T(heavy_without_a_time_takes_it_from_the_data),
      T(a_report_stands_before_what_data_alone_say),
      T(words_alone_are_no_report_until_confirmed),
      T(good_legs_are_said_beside_unusual_data),
      T(a_larger_budget_lowers_the_thresholds),
      T(the_hash_knows_every_change),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
