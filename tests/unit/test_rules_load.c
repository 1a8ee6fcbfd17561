/* SPDX-License-Identifier: MIT
**
** Rule files: how they load and fail, order and explanations, options.
*/
#include "rules_set.h"

/* How many rules travel inside the plugin. */
static size_t stock_rules(void) {
  hl_rules *stock;
  hl_rules_options none = {0};
  hl_error err = {0};
  assert_int_equal(hl_rules_load(&none, &stock, &err), HL_OK);
  size_t n = hl_rules_count(stock);
  hl_rules_free(stock);
  return n;
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
  assert_int_equal(hl_rules_count(rules), stock_rules());
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
    assert_int_equal(hl_rules_count(rules), stock_rules() + 1);
    hl_rule_info info;
    for (size_t k = 0; k < hl_rules_count(rules); k++) {
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

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

HL_TEST_MAIN(T(stock_rules_load), T(a_coachs_rule_is_picked_up),
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
             T(a_wrong_file_of_options_is_told), T(a_rule_can_be_switched_off))
