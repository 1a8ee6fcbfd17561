/* SPDX-License-Identifier: MIT
**
** The coach's workbench: new, test, lint, doc, options, pack and unpack, and
** the simulated runner that tests are made of.
*/
#include "hl_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "model/history.h"
#include "rules/lua_scan.h"
#include "rules/simulate.h"
#include "rules/workbench.h"

static char folder[64];

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, "/tmp/hl_bench_XXXXXX");
  return mkdtemp(folder) ? 0 : -1;
}

static hl_status collect(void *ctx, const char *path, hl_error *err) {
  (void)err;
  hl_text_format(ctx, "%s\n", path);
  return HL_OK;
}

static int drop_folder(void **state) {
  (void)state;
  static const char *const folders[] = {"texts", "local.d", "made/deep", "made",
                                        "clear", "heavy",   ""};
  hl_text files = {0};
  hl_walk(folder, collect, NULL, &files, NULL);
  for (char *at = files.bytes; at && *at;) {
    char *end = strchr(at, '\n');
    *end = 0;
    unlink(at);
    at = end + 1;
  }
  hl_text_free(&files);
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
    rmdir(path);
  }
  return 0;
}

static const char *path_of(const char *name) {
  static char path[160];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void write_file(const char *name, const char *content) {
  char path[256];
  snprintf(path, sizeof path, "%s", path_of(name));
  char *slash = strrchr(path, '/');
  *slash = 0;
  mkdir(path, 0700);
  *slash = '/';
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(content, file);
  fclose(file);
}

static void assert_has(const hl_text *text, const char *part) {
  if (!strstr(hl_text_cstr(text), part))
    fail_msg("does not say '%s':\n%s", part, hl_text_cstr(text));
}

static const char rule_start[] =
    "local R = legs.rule { api = 1, id = 'test.a', version = '1', title = 'T',"
    " pattern = 'start', author = 'A', licence = 'CC0-1.0', requires = "
    "{'score.start'}, options = { least = { type = 'number', min = 0, max = 9,"
    " default = 1.3, help = 'h' } } }\n"
    "function R.evaluate(run, past, opt)\n"
    "  local s = run:score('start')\n"
    "  if s.score <= opt.least then return nil end\n"
    "  return legs.finding { statistic = s, threshold = opt.least }"
    ":evidence('e', s, 'x')\nend\nreturn R\n";

/* ---- test ---- */

static void try_out(const char *name, hl_bench_result *result) {
  hl_error err = {0};
  assert_int_equal(hl_bench_test(path_of(name), result, &err), HL_OK);
}

static void cases_pass_and_fail(void **state) {
  (void)state;
  write_file("a.lua", rule_start);
  write_file("a_test.lua",
             "local t = legs.test 'a.lua'\n"
             "local r = t.athlete { seed = 4, runs = 50 }\n"
             "t.case('finds', function() t.pattern(t.eval(r:run { inject = "
             "{ from = 0, to = 12, hr_pct = 15 } }), 'start') end)\n"
             "t.case('is clear', function() t.none(t.eval(r:run())) end)\n"
             "t.case('is wrong', function() t.found(t.eval(r:run())) end)\n"
             "t.case('breaks', function() local x = nil + 1 end)\n"
             "t.case('hangs', function() while true do end end)\n");
  hl_bench_result result;
  try_out("", &result);
  assert_int_equal(result.done, 5);
  assert_int_equal(result.failed, 3);
  assert_has(&result.text, "ok 1 - a_test.lua: finds\n");
  assert_has(&result.text, "ok 2 - a_test.lua: is clear\n");
  assert_has(&result.text, "not ok 3 - a_test.lua: is wrong\n"
                           "#   a_test.lua:5: status is clear, expected found");
  assert_has(&result.text, "not ok 4 - a_test.lua: breaks\n#   a_test.lua:6:");
  assert_has(&result.text, "over the limit of 1000000 steps");
  assert_has(&result.text, "\n1..5\n");
  hl_text_free(&result.text);
}

static void a_rule_file_names_its_test(void **state) {
  (void)state;
  write_file("a.lua", rule_start);
  hl_bench_result result;
  hl_error err = {0};
  assert_int_equal(hl_bench_test(path_of("a.lua"), &result, &err), HL_E_USAGE);
  assert_non_null(strstr(err.text, "a_test.lua is not there"));
  memset(&err, 0, sizeof err);
  assert_int_equal(hl_bench_test(path_of(""), &result, &err), HL_E_USAGE);
  assert_non_null(strstr(err.text, "no *_test.lua"));
  memset(&err, 0, sizeof err);
  assert_int_equal(hl_bench_test("/nowhere", &result, &err), HL_E_USAGE);
  write_file("a_test.lua", "local t = legs.test 'a.lua'\n"
                           "t.case('x', function() end)");
  try_out("a.lua", &result);
  assert_int_equal(result.done, 1);
  hl_text_free(&result.text);
}

/* Test files that do not come to their cases, and what is said. */
static const char *const broken_tests[][2] = {
    {"syntax error", "not ok 1 - a_test.lua: the test file loads"},
    {"t.case()", "'t' is not part of what a rule may use"},
    {"local x = 1", "begins with legs.test"},
    {"legs.test 'none.lua'", "there is no rule file 'none.lua'"},
    {"legs.test '../a.lua'", "lies in the folder of its test"},
    {"legs.test('a.lua', { least = 99 })", "a number from 0 to 9, not '99'"},
    {"legs.test('a.lua', { most = 1 })", "has no option 'most'"},
    {"legs.test 'a.lua'.athlete { age = 5 }", "an athlete has no field 'age'"},
    {"legs.test 'a.lua'.athlete { runs = 1e6 }", "runs: 0 to 500"},
    {"legs.test 'a.lua'.athlete { minutes = 1e6 }", "minutes: 5 to 300"},
    {"legs.test 'a.lua'.athlete{}:run { inject = { from = 1 } }", "up to 30"},
    {"legs.test 'a.lua'.athlete{}:run { drop = { 'x' } }", "no column 'x'"},
    {"legs.test 'a.lua'.athlete{}:run { report = { heavy = 'x' } }",
     "heavy: no, start, mid, late or all"},
    {"local t = legs.test 'a.lua' t.eval(5)", "simulated run expected"},
    {"local t = legs.test 'a.lua' t.null_runs(t.athlete{}, 1e6)",
     "1 to 5000 runs"},
    {"local t = legs.test 'a.lua' t.power(t.athlete{}, {hr_pct = 5}, 0)",
     "1 to 5000 runs"},
    {"local t = legs.test 'a.lua' local a, b = t.athlete{}, t.athlete{} "
     "a:add(b:run())",
     "another athlete's run"},
    {"local t = legs.test 'a.lua' local a = t.athlete{} local r = a:run() "
     "a:add(r) a:add(r)",
     "was added already"},
    {"os.exit(1)", "'os' is not part"},
};

static void broken_tests_say_why(void **state) {
  (void)state;
  write_file("a.lua", rule_start);
  for (size_t i = 0; i < sizeof broken_tests / sizeof broken_tests[0]; i++) {
    write_file("a_test.lua", broken_tests[i][0]);
    hl_bench_result result;
    try_out("a_test.lua", &result);
    assert_int_equal(result.failed, 1);
    assert_has(&result.text, broken_tests[i][1]);
    hl_text_free(&result.text);
  }
}

static void a_test_sees_reports_diary_and_history(void **state) {
  (void)state;
  write_file(
      "a.lua",
      "local R = legs.rule { api = 1, id = 'test.a', version = '1', title = "
      "'T', pattern = 'none', uses = { 'diary.mood' } }\n"
      "function R.evaluate(run, past)\n"
      "  if past.runs ~= 5 then return legs.abstain('early') end\n"
      "  assert(run.report.heavy == 'late' and run.report.words == 'dead')\n"
      "  assert(run.diary.sleep_h == 5 and run.diary.ill == true)\n"
      "  assert(run.temperature_c == 30 and run:has('temperature_c'))\n"
      "  assert(not run:has('cadence_spm')) assert(math.round(run.minutes) == "
      "60)\n"
      "  assert(past.load.hours_since_last < 13)\n"
      "  assert(past:last(1)[1].report.legs == 2)\n"
      "  assert(past:diary(5)[1].days_ago == 0)\n"
      "  return legs.finding { reported = true }\nend\nreturn R");
  write_file(
      "a_test.lua",
      "local t = legs.test 'a.lua'\n"
      "local r = t.athlete { runs = 4, minutes = 40 }\n"
      "t.case('all', function()\n"
      "  t.abstains(r:add(r:run { report = { legs = 2 } }), 'early')\n"
      "  local out = t.eval(r:run { minutes = 60, hours_after = 12, "
      "temperature_c = 30, drop = { 'cadence_spm' }, diary = { sleep_h = 5, "
      "ill = true }, report = { heavy = 'late', words = 'dead' } })\n"
      "  t.found(out) t.basis(out, 'reported') t.not_seen(out, 'diary.mood')\n"
      "  assert(out.rules['stock.report'] == 'found')\n"
      "end)");
  hl_bench_result result;
  try_out("", &result);
  if (result.failed) fail_msg("%s", hl_text_cstr(&result.text));
  hl_text_free(&result.text);
}

static void properties_are_labelled_simulated(void **state) {
  (void)state;
  write_file("a.lua", rule_start);
  write_file("a_test.lua",
             "local t = legs.test('a.lua', { least = 1.5 })\n"
             "local r = t.athlete { seed = 2 }\n"
             "t.property('quiet', function() t.at_most(5, 'per 100 runs', "
             "t.null_runs(r, 200)) end)\n"
             "t.property('sharp', function() t.at_least(0.6, t.power(r, "
             "{ to = 12, hr_pct = 12 }, 50)) end)\n"
             "t.property('too sharp', function() t.at_least(1.01, t.power(r, "
             "{ to = 12, hr_pct = 12 }, 5)) end)\n");
  hl_bench_result result;
  try_out("", &result);
  assert_int_equal(result.failed, 1);
  assert_has(&result.text, "#   simulated: findings ");
  assert_has(&result.text, "per 100 ordinary runs (n = 200)");
  assert_has(&result.text, "of runs with that loss (n = 50)");
  assert_has(&result.text, "not ok 3 - a_test.lua: too sharp");
  hl_text_free(&result.text);
}

static void testing_twice_gives_the_same_bytes(void **state) {
  (void)state;
  hl_bench_result a, b;
  hl_error err = {0};
  assert_int_equal(hl_bench_test("lua/examples/squad", &a, &err), HL_OK);
  assert_int_equal(hl_bench_test("lua/examples/squad", &b, &err), HL_OK);
  assert_string_equal(hl_text_cstr(&a.text), hl_text_cstr(&b.text));
  if (a.failed) fail_msg("%s", hl_text_cstr(&a.text));
  hl_text_free(&a.text);
  hl_text_free(&b.text);
}

/* ---- lint ---- */

static const char *const remarks[][2] = {
    {"local x = = 1", "a.lua:1: unexpected symbol"},
    {"-- a diagnosis in a comment is no wording\nlocal s = 'it may treat'",
     "a.lua:2: says 'treat'"},
    {"count = 1", "a.lua:1: sets 'count', which is no local variable"},
    {"function helper() end", "sets 'helper', which is no local variable"},
    {"local x\nx = 1\ny = x", "a.lua:3: sets 'y'"},
    {"return legs.rule { api = 1, id = 'test.a', version = '1', title = 'T', "
     "pattern = 'none', evaluate = function(run, past, opt) return "
     "legs.finding {} end }",
     "finds something without evidence"},
    {"return legs.rule { api = 1, id = 'test.a', version = '1', title = 'T', "
     "pattern = 'none', evaluate = function() end }",
     "has no author"},
    {"return legs.rule { api = 1, id = 'test.a', version = '1', title = 'T', "
     "pattern = 'none', causes = {'cold'}, evaluate = function() end }",
     "cause 'cold' is declared and never named"},
    {"return legs.rule { api = 1, id = 'test.a', version = '1', title = 'T', "
     "pattern = 'none', options = { a = { type = 'boolean', default = true, "
     "help = 'h' } }, evaluate = function(_, _, opt) return opt.b end }",
     "option 'a' is declared and never read"},
    {"return legs.rule { api = 1, id = 'test.a', version = '1', title = 'T', "
     "pattern = 'none', evaluate = function(_, _, opt) return opt.b end }",
     "reads option 'b', which is not declared"},
    {"return legs.rule { api = 1, id = 'test.a', version = '1', title = 'T', "
     "pattern = 'none', evaluate = function() end }",
     "has no test: a_test.lua is not there"},
};

static void lint_remarks(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof remarks / sizeof remarks[0]; i++) {
    write_file("a.lua", remarks[i][0]);
    hl_bench_result result;
    hl_error err = {0};
    assert_int_equal(hl_bench_lint(folder, &result, &err), HL_OK);
    assert_true(result.failed > 0);
    assert_has(&result.text, remarks[i][1]);
    hl_text_free(&result.text);
  }
}

static void lint_is_content_with_the_examples(void **state) {
  (void)state;
  static const char *const paths[] = {"lua/examples/squad",
                                      "lua/examples/squad/heat.lua"};
  for (int i = 0; i < 2; i++) {
    hl_bench_result result;
    hl_error err = {0};
    assert_int_equal(hl_bench_lint(paths[i], &result, &err), HL_OK);
    if (result.failed) fail_msg("%s", hl_text_cstr(&result.text));
    assert_int_equal(result.done, 2 - i);
    hl_text_free(&result.text);
  }
}

static void lint_reads_a_folders_texts(void **state) {
  (void)state;
  write_file("a.lua", rule_start);
  write_file("a_test.lua", "");
  write_file("texts/en.lua", "return { ['cause.x'] = 'a deficiency' }");
  hl_bench_result result;
  hl_error err = {0};
  assert_int_equal(hl_bench_lint(folder, &result, &err), HL_OK);
  assert_int_equal(result.failed, 1);
  assert_has(&result.text, "text cause.x says 'deficien*'");
  hl_text_free(&result.text);
}

static void source_is_scanned_as_lua_reads_it(void **state) {
  (void)state;
  static const char source[] = "a --[[ x ]] = [==[ b\n]] ]==] .. 'c\\'d' -- e\n"
                               "f1 ~= 0x1.8 \"g\"";
  static const char *const tokens[] = {"a",  "=",  " b\n]] ", "..", "c\\'d",
                                       "f1", "~=", "0x1.8",   "g"};
  static const int lines[] = {1, 1, 1, 2, 2, 3, 3, 3, 3};
  hl_lua_scan scan = hl_lua_scan_of(source, strlen(source));
  for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
    hl_token t = hl_lua_next(&scan);
    char got[32] = "";
    memcpy(got, t.at, t.length);
    assert_string_equal(got, tokens[i]);
    assert_int_equal(t.line, lines[i]);
  }
  assert_int_equal(hl_lua_next(&scan).type, HL_TOKEN_END);
  static const char *const open[] = {"'abc", "[[abc", "--[[abc", "\"a\\", "["};
  for (size_t i = 0; i < sizeof open / sizeof open[0]; i++) {
    scan = hl_lua_scan_of(open[i], strlen(open[i]));
    for (int n = 0; n < 5; n++)
      hl_lua_next(&scan);
    assert_int_equal(hl_lua_next(&scan).type, HL_TOKEN_END);
  }
}

/* ---- new ---- */

static void a_new_rule_passes_its_test_and_lint(void **state) {
  (void)state;
  hl_bench_result result;
  hl_error err = {0};
  char deep[256];
  snprintf(deep, sizeof deep, "%s", path_of("made/deep"));
  assert_int_equal(hl_bench_new(deep, "first_rule", &result, &err), HL_OK);
  assert_has(&result.text, "made/deep/first_rule.lua\n");
  assert_has(&result.text, "made/deep/first_rule_test.lua\n");
  hl_text_free(&result.text);
  try_out("made/deep", &result);
  if (result.failed) fail_msg("%s", hl_text_cstr(&result.text));
  hl_text_free(&result.text);
  assert_int_equal(hl_bench_lint(deep, &result, &err), HL_OK);
  if (result.failed) fail_msg("%s", hl_text_cstr(&result.text));
  hl_text_free(&result.text);
  assert_int_equal(hl_bench_new(deep, "first_rule", &result, &err), HL_E_USAGE);
  assert_non_null(strstr(err.text, "is there already"));
}

static void odd_names_are_refused(void **state) {
  (void)state;
  static const char *const names[] = {"", "A", "a b", "../a", "1a", "a.lua"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    hl_bench_result result;
    hl_error err = {0};
    assert_int_equal(hl_bench_new(folder, names[i], &result, &err), HL_E_USAGE);
    assert_non_null(strstr(err.text, "cannot be a name"));
  }
}

/* ---- doc, options ---- */

static void the_reference_has_every_part(void **state) {
  (void)state;
  static const char *const parts[] = {
      "# The rule API, version 1",
      "`explains`: ",
      "`run.<column>`: ",
      "`legs.finding{",
      "`run.minutes` (number) [min]: ",
      "`run:contrast{from=, to=, against={from, to}}` [bpm]: ",
      "`past:reports(n)`: ",
      "`load.monotony` ",
      "`statistic.detectable` ",
      "`finding:not_seen(name, ...)`: ",
      "`pairs(t)`: ",
      "`string.find(s, text [, from])`: ",
      "`t.power(athlete, inject, n)`: ",
      "* 1000000 steps",
  };
  hl_text doc = {0};
  assert_int_equal(hl_bench_doc(&doc), HL_OK);
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
    assert_has(&doc, parts[i]);
  assert_null(strstr(hl_text_cstr(&doc), "latitude"));
  hl_text_free(&doc);
}

static void options_are_listed_with_who_set_them(void **state) {
  (void)state;
  write_file("a.lua", rule_start);
  write_file("local.d/options.lua",
             "return { ['test.a'] = { least = 2.5 }, ['stock.entire'] = "
             "{ enabled = false } }");
  const char *const folders[] = {folder};
  hl_rules_options options = {.folders = folders, .folder_n = 1};
  hl_rules *rules = NULL;
  hl_error err = {0};
  assert_int_equal(hl_rules_load(&options, &rules, &err), HL_OK);
  hl_text list = {0};
  hl_bench_options(rules, &list);
  assert_has(&list, "test.a\n  least = 2.5   (default 1.3, 0 to 9)\n"
                    "      set by ");
  assert_has(&list, "/local.d/options.lua\n      h\n");
  assert_has(&list, "stock.entire   (switched off)\n");
  hl_text_free(&list);
  hl_rules_free(rules);
}

/* ---- pack, unpack ---- */

static void what_is_packed_can_be_unpacked_once(void **state) {
  (void)state;
  hl_text pack = {0};
  hl_error err = {0};
  assert_int_equal(hl_bench_pack("lua/examples/squad", &pack, &err), HL_OK);
  write_file("squad.legs", hl_text_cstr(&pack));
  char to[256], from[256];
  snprintf(to, sizeof to, "%s", path_of("made"));
  snprintf(from, sizeof from, "%s", path_of("squad.legs"));
  hl_bench_result result;
  assert_int_equal(hl_bench_unpack(from, to, &result, &err), HL_OK);
  assert_int_equal(result.done, 6);
  hl_text_free(&result.text);
  hl_text again = {0};
  assert_int_equal(hl_bench_pack(to, &again, &err), HL_OK);
  assert_string_equal(hl_text_cstr(&pack), hl_text_cstr(&again));
  assert_int_equal(hl_bench_unpack(from, to, &result, &err), HL_E_USAGE);
  assert_non_null(strstr(err.text, "is there already"));
  hl_text_free(&pack);
  hl_text_free(&again);
  static const char *const left[] = {"made/texts", "made/local.d"};
  for (int i = 0; i < 2; i++) {
    char path[300];
    snprintf(path, sizeof path, "%s/%s.lua", path_of(left[i]),
             i ? "options" : "en");
    unlink(path);
    rmdir(path_of(left[i]));
  }
}

static void one_rule_is_packed_with_its_test_and_texts(void **state) {
  (void)state;
  hl_text pack = {0};
  hl_error err = {0};
  assert_int_equal(hl_bench_pack("lua/examples/squad/heat.lua", &pack, &err),
                   HL_OK);
  assert_has(&pack, " heat.lua\n");
  assert_has(&pack, " heat_test.lua\n");
  assert_has(&pack, " texts/en.lua\n");
  assert_null(strstr(hl_text_cstr(&pack), "long_fade_test"));
  assert_null(strstr(hl_text_cstr(&pack), "local.d"));
  hl_text_free(&pack);
  assert_int_equal(hl_bench_pack("/nowhere", &pack, &err), HL_E_USAGE);
}

#define HASH "3d4efbf3a2ad4b9c1c0d4f2a1b0c9d8e"

static void a_wrong_pack_writes_nothing(void **state) {
  (void)state;
  hl_text whole = {0};
  hl_error err = {0};
  write_file("a.lua", "return 1");
  assert_int_equal(hl_bench_pack(folder, &whole, &err), HL_OK);
  char changed[256], cut[256], evil[256];
  snprintf(changed, sizeof changed, "%s", hl_text_cstr(&whole));
  *strstr(changed, "return 1") = 'R';
  snprintf(cut, sizeof cut, "%s", hl_text_cstr(&whole));
  cut[strlen(cut) - 4] = 0;
  snprintf(evil, sizeof evil, "%s", hl_text_cstr(&whole));
  memcpy(strstr(evil, "a.lua"), "/.lua", 5);
  const char *const wrong[][2] = {
      {"", "not a pack"},
      {"something else", "not a pack"},
      {"heavylegs pack 1\nfile x", "not a whole pack"},
      {"heavylegs pack 1\nfile 99999999 " HASH " a.lua\nx\n",
       "not a whole pack"},
      {"heavylegs pack 1\nfile -1 " HASH " a.lua\nx\n", "not a whole pack"},
      {changed, "'a.lua' was changed since it was packed"},
      {cut, "not a whole pack"},
      {evil, "'/.lua' is no file of a rule folder"},
  };
  hl_text_free(&whole);
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    char from[256];
    write_file("p.legs", wrong[i][0]);
    snprintf(from, sizeof from, "%s", path_of("p.legs"));
    hl_bench_result result;
    memset(&err, 0, sizeof err);
    assert_true(hl_bench_unpack(from, path_of("made"), &result, &err) != 0);
    if (!strstr(err.text, wrong[i][1])) fail_msg("%s", err.text);
    assert_false(hl_path_exists(path_of("made")));
  }
}

/* ---- the simulated runner ---- */

static void simulated_runs_are_usable_and_ordinary(void **state) {
  (void)state;
  hl_sim_settings settings = hl_sim_defaults();
  hl_sim *sim = NULL;
  hl_error err = {0};
  hl_rules_options options = {0};
  hl_rules *rules = NULL;
  hl_arena arena = {0};
  hl_judgement out[16];
  assert_int_equal(hl_rules_load(&options, &rules, &err), HL_OK);
  assert_int_equal(hl_sim_new(&settings, &sim, &err), HL_OK);
  hl_sim_wish wish = hl_sim_plain();
  int found = 0;
  for (int i = 0; i < 200; i++) {
    hl_sim_run *run = hl_sim_next(sim, &wish, &err);
    assert_non_null(run);
    hl_case c;
    assert_int_equal(hl_sim_case(sim, run, &c, &err), HL_OK);
    assert_int_equal(hl_rules_judge(rules, &c, &arena, out, &err), HL_OK);
    for (size_t r = 0; r < hl_rules_count(rules); r++) {
      assert_int_not_equal(out[r].kind, HL_RULE_ERROR);
      if (strcmp(out[r].rule_id, "stock.start") == 0)
        assert_int_not_equal(out[r].kind, HL_ABSTAINED);
      found += out[r].kind == HL_FOUND;
    }
    assert_int_equal(hl_sim_learn(sim, run, HL_NO_PATTERN, &err), HL_OK);
    hl_arena_reset(&arena);
  }
  assert_in_range(found, 0, 10); /* budget 2 per 100, governed */
  hl_sim_free(sim);
  hl_rules_free(rules);
  hl_arena_free(&arena);
}

#define T(test) cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)

HL_TEST_MAIN(
    T(cases_pass_and_fail), T(a_rule_file_names_its_test),
    T(broken_tests_say_why), T(a_test_sees_reports_diary_and_history),
    T(properties_are_labelled_simulated), T(testing_twice_gives_the_same_bytes),
    T(lint_remarks), T(lint_is_content_with_the_examples),
    T(lint_reads_a_folders_texts), T(source_is_scanned_as_lua_reads_it),
    T(a_new_rule_passes_its_test_and_lint), T(odd_names_are_refused),
    T(the_reference_has_every_part), T(options_are_listed_with_who_set_them),
    T(what_is_packed_can_be_unpacked_once),
    T(one_rule_is_packed_with_its_test_and_texts),
    T(a_wrong_pack_writes_nothing), T(simulated_runs_are_usable_and_ordinary))
