/* SPDX-License-Identifier: MIT
**
** What a test file is given: legs.test, simulated athletes and their runs,
** checks and properties. Everything that counts comes from the simulator and
** is printed as simulated.
*/
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "base/number.h"
#include "rules/arbiter.h"
#include "rules/ask.h"
#include "rules/bench_test.h"

enum {
  MOST_RUNS = 5000
};

static const char key_cases = 0; /* registry: list of functions */

/* ---- judging ---- */

/* Make the rules see this athlete, as it stands after the runs added. */
static void begin_rules(lua_State *L, hl_bench_athlete *a) {
  hl_bench *bench = hl_bench_of(L);
  if (bench->judging != a->sim) {
    hl_rules_begin(bench->rules);
    bench->judging = a->sim;
  }
  if (!a->has_arbiter) hl_arbiter_init(&a->arbiter, bench->rules->budget);
  a->has_arbiter = true;
  *bench->rules->arbiter = a->arbiter;
}

static hl_status judge_run(hl_bench *bench, hl_bench_athlete *a,
                           const hl_sim_run *run, hl_arena *arena,
                           hl_error *err) {
  hl_case c;
  hl_status status = hl_sim_case(a->sim, run, &c, err);
  if (status) return status;
  return hl_rules_judge(bench->rules, &c, arena, bench->judged, err);
}

/* All rules about one run. [-0, +0, v] */
static const hl_judgement *judge(lua_State *L, hl_bench_athlete *a,
                                 const hl_sim_run *run) {
  hl_bench *bench = hl_bench_of(L);
  hl_error err = {0};
  begin_rules(L, a);
  if (judge_run(bench, a, run, &bench->arena, &err)) hl_bench_raise(L, &err);
  return &bench->judged[bench->rule];
}

/* [-0, +1, m] {status =, reason =, pattern =, basis =, title =, text =, ...,
** rules = {id = status}} */
static void push_judgement(lua_State *L, const hl_judgement *j) {
  const hl_bench *bench = hl_bench_of(L);
  lua_newtable(L);
  hl_set_text(L, "status", hl_verdict_kind_name(j->kind));
  hl_set_text(L, "reason", j->reason);
  hl_set_text(L, "traceback", j->kind == HL_RULE_ERROR ? j->text : NULL);
  hl_set_number(L, "score", j->score);
  hl_set_number(L, "z", j->z);
  hl_set_number(L, "rarity", j->rarity);
  if (j->finding) {
    hl_pattern p = j->finding->pattern;
    hl_set_text(L, "pattern", p == HL_NO_PATTERN ? "none" : hl_pattern_name(p));
    hl_set_text(L, "basis", j->finding->basis);
    hl_set_text(L, "title", j->finding->title);
    hl_set_text(L, "text", j->finding->text);
    hl_set_text(L, "evidence", j->finding->evidence_json);
    hl_set_text(L, "causes", j->finding->causes_json);
    hl_set_text(L, "not_recorded", j->finding->not_recorded_json);
    hl_set_text(L, "advice", j->finding->advice_json);
  }
  lua_newtable(L);
  for (size_t i = 0; i < hl_rules_count(bench->rules); i++)
    hl_set_text(L, bench->judged[i].rule_id,
                hl_verdict_kind_name(bench->judged[i].kind));
  lua_setfield(L, -2, "rules");
}

/* t.eval(run): what the tested rule says */
static int test_eval(lua_State *L) {
  const hl_bench_run *handle = luaL_checkudata(L, 1, "simulated run");
  hl_sandbox_charge(L, HL_BENCH_RUN_WORK);
  push_judgement(L, judge(L, handle->athlete, handle->run));
  return 1;
}

/* The pattern that stands for the run that was judged last. */
static hl_pattern standing(const hl_bench *bench) {
  for (size_t i = 0; i < hl_rules_count(bench->rules); i++) {
    const hl_judgement *j = &bench->judged[i];
    if (j->kind == HL_FOUND && j->finding->pattern != HL_NO_PATTERN)
      return j->finding->pattern;
  }
  return HL_NO_PATTERN;
}

/* athlete:add(run): it is judged and taken into the history */
static int athlete_add(lua_State *L) {
  hl_bench_athlete *a = hl_bench_check_athlete(L, 1);
  hl_bench_run *handle = luaL_checkudata(L, 2, "simulated run");
  if (handle->athlete != a) return luaL_error(L, "another athlete's run");
  size_t i = 0;
  while (i < a->n && a->run[i] != handle->run)
    i++;
  if (i == a->n) return luaL_error(L, "this run was added already");
  judge(L, a, handle->run);
  a->arbiter = *hl_bench_of(L)->rules->arbiter;
  hl_error err = {0};
  hl_pattern found = standing(hl_bench_of(L));
  if (hl_sim_learn(a->sim, handle->run, found, &err))
    return hl_bench_raise(L, &err);
  a->run[i] = a->run[--a->n];
  push_judgement(L, &hl_bench_of(L)->judged[hl_bench_of(L)->rule]);
  return 1;
}

/* ---- properties ---- */

static bool is_found(const hl_judgement *j) {
  return j->kind == HL_FOUND;
}

static void say(hl_bench *bench, const char *what, double value,
                const char *unit, int n) {
  hl_text *out = &bench->result->text;
  hl_text_format(out, "#   simulated: %s ", what);
  hl_text_fixed(out, value, 2);
  hl_text_format(out, " %s (n = %d)\n", unit, n);
}

static int read_runs(lua_State *L, int index) {
  lua_Integer n = luaL_checkinteger(L, index);
  luaL_argcheck(L, n >= 1 && n <= MOST_RUNS, index, "1 to 5000 runs");
  hl_sandbox_charge(L, (size_t)n * HL_BENCH_RUN_WORK);
  return (int)n;
}

/* t.null_runs(athlete, n): findings per 100 ordinary runs, which are learnt */
static int test_null_runs(lua_State *L) {
  hl_bench *bench = hl_bench_of(L);
  hl_bench_athlete *a = hl_bench_check_athlete(L, 1);
  int n = read_runs(L, 2), found = 0;
  hl_sim_wish wish = hl_sim_plain();
  hl_arena arena = {0};
  hl_error err = {0};
  begin_rules(L, a);
  for (int i = 0; i < n && !err.status; i++) {
    hl_sim_run *run = hl_sim_next(a->sim, &wish, &err);
    if (run && !judge_run(bench, a, run, &arena, &err))
      found += is_found(&bench->judged[bench->rule]);
    if (run && hl_sim_learn(a->sim, run, standing(bench), &err))
      hl_sim_run_free(run);
    hl_arena_reset(&arena);
  }
  hl_arena_free(&arena);
  a->arbiter = *bench->rules->arbiter;
  if (err.status) return hl_bench_raise(L, &err);
  double rate = 100.0 * found / n;
  say(bench, "findings", rate, "per 100 ordinary runs", n);
  lua_pushnumber(L, rate);
  return 1;
}

/* t.power(athlete, inject, n): share of runs with that loss in which the rule
** finds something; each alone, the history untouched */
static int test_power(lua_State *L) {
  hl_bench *bench = hl_bench_of(L);
  hl_bench_athlete *a = hl_bench_check_athlete(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  int n = read_runs(L, 3), found = 0;
  hl_sim_wish wish = hl_sim_plain();
  lua_settop(L, 2);
  lua_newtable(L);
  lua_pushvalue(L, 2);
  lua_setfield(L, 3, "inject");
  hl_bench_read_loss(L, 3, &wish.loss);
  begin_rules(L, a);
  hl_arena arena = {0};
  hl_error err = {0};
  for (int i = 0; i < n && !err.status; i++) {
    hl_sim_run *run = hl_sim_next(a->sim, &wish, &err);
    if (run && !judge_run(bench, a, run, &arena, &err))
      found += is_found(&bench->judged[bench->rule]);
    hl_sim_run_free(run);
    hl_arena_reset(&arena);
    *bench->rules->arbiter = a->arbiter;
  }
  hl_arena_free(&arena);
  if (err.status) return hl_bench_raise(L, &err);
  say(bench, "found in", (double)found / n, "of runs with that loss", n);
  lua_pushnumber(L, (double)found / n);
  return 1;
}

/* ---- cases ---- */

/* t.case(name, function) and t.property(name, function) */
static int test_case(lua_State *L) {
  hl_bench *bench = hl_bench_of(L);
  const char *name = luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  if (bench->cases == HL_BENCH_CASES)
    return luaL_error(L, "more than %d cases", HL_BENCH_CASES);
  const char *kept = hl_arena_text(&bench->arena, name, strlen(name));
  if (!kept) return hl_sandbox_no_memory(L);
  bench->names[bench->cases++] = kept;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &key_cases);
  lua_pushvalue(L, 2);
  lua_rawseti(L, -2, bench->cases);
  return 0;
}

void hl_bench_run_case(lua_State *L, const hl_bench *bench) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &key_cases);
  lua_rawgeti(L, -1, bench->running + 1);
  lua_call(L, 0, 0);
}

/* t.note(text): a line of the output */
static int test_note(lua_State *L) {
  size_t n;
  const char *text = luaL_checklstring(L, 1, &n);
  hl_sandbox_charge(L, n);
  hl_text_format(&hl_bench_of(L)->result->text, "#   %s\n", text);
  return 0;
}

/* ---- legs.test ---- */

const hl_library hl_test_library[] = {
    {"athlete", hl_bench_new_athlete,
     "{seed=, runs=, minutes=, easy_bpm=, easy_kmh=, day_sd=, noise_bpm=, "
     "every_days=, hour=, temperature_c=}",
     "a simulated runner with a history; athlete:run{minutes=, inject={from=, "
     "to=, hr_pct= or pace_pct=}, drop={column, ...}, report=, diary=, "
     "hours_after=, temperature_c=, cadence_spm=} makes the next run, "
     "athlete:add(run) "
     "judges it and takes it into the history"},
    {"eval", test_eval, "(run)",
     "what the tested rule says: status, reason, pattern, basis, title, text, "
     "evidence, causes, not_recorded, advice (JSON), score, z, rarity, rules"},
    {"case", test_case, "(name, function)", "one test"},
    {"property", test_case, "(name, function)", "one test that counts"},
    {"note", test_note, "(text)", "a line of the output"},
    {"null_runs", test_null_runs, "(athlete, n)",
     "findings per 100 ordinary runs, simulated"},
    {"power", test_power, "(athlete, inject, n)",
     "share of runs with that loss in which the rule finds something, "
     "simulated"},
    {NULL, NULL, NULL, NULL},
};

/* Which rule of the set came from this file, or has this stock id? */
static bool find_rule(hl_bench *bench, const char *file) {
  for (size_t i = 0; i < hl_rules_count(bench->rules); i++) {
    const hl_rule *rule = &bench->rules->rule[i];
    bool is_it =
        rule->is_stock ? !strcmp(rule->id, file) : !strcmp(rule->file, file);
    if (!is_it) continue;
    bench->rule = i;
    return true;
  }
  return false;
}

/* The second argument of legs.test as the JSON of settings; "" without. */
static const char *read_options(lua_State *L, hl_bench *bench) {
  hl_text *out = &bench->scratch;
  hl_text_clear(out);
  if (lua_isnoneornil(L, 2)) return "";
  luaL_checktype(L, 2, LUA_TTABLE);
  hl_json_open(out, NULL, '{');
  lua_pushnil(L);
  while (lua_next(L, 2)) {
    if (lua_type(L, -2) != LUA_TSTRING)
      luaL_error(L, "options are written name = value");
    const char *name = lua_tostring(L, -2);
    switch (lua_type(L, -1)) {
    case LUA_TNUMBER: hl_json_double(out, name, lua_tonumber(L, -1)); break;
    case LUA_TBOOLEAN: hl_json_bool(out, name, lua_toboolean(L, -1)); break;
    default: hl_json_text(out, name, luaL_checkstring(L, -1)); break;
    }
    lua_pop(L, 1);
  }
  hl_json_close(out, '}');
  return hl_text_cstr(out);
}

static void load_rules(lua_State *L, hl_bench *bench, const char *json) {
  const char *const folders[] = {bench->folder};
  hl_rules_options options = {
      .folders = folders, .folder_n = 1, .options_json = json};
  hl_error err = {0};
  hl_rules_free(bench->rules);
  bench->rules = NULL;
  bench->judging = NULL;
  if (hl_rules_load(&options, &bench->rules, &err)) hl_bench_raise(L, &err);
  size_t n = hl_rules_count(bench->rules);
  bench->judged = hl_arena_alloc(&bench->arena, n, sizeof *bench->judged);
  if (!bench->judged) hl_sandbox_no_memory(L);
}

/* legs.test(file or stock id [, options]): the rule that is tested */
static int legs_test(lua_State *L) {
  hl_bench *bench = hl_bench_of(L);
  const char *file = luaL_checkstring(L, 1);
  if (strchr(file, '/'))
    return luaL_error(L, "the rule lies in the folder of its test");
  load_rules(L, bench, NULL);
  if (!find_rule(bench, file))
    return luaL_error(L, "there is no rule file '%s' beside the test", file);
  const hl_rule *rule = &bench->rules->rule[bench->rule];
  const char *own = read_options(L, bench);
  if (*own) {
    const char *all = lua_pushfstring(L, "{\"%s\":%s}", rule->id, own);
    load_rules(L, bench, all);
    find_rule(bench, file);
    rule = &bench->rules->rule[bench->rule];
  }
  if (rule->error) return luaL_error(L, "%s", rule->error);
  lua_newtable(L);
  hl_sandbox_set(L, hl_test_library);
  hl_sandbox_set(L, hl_check_library);
  hl_sandbox_freeze(L);
  return 1;
}

/* [-0, +0, m] */
static void make_type(lua_State *L, const char *name,
                      const hl_library *methods) {
  luaL_newmetatable(L, name);
  lua_newtable(L);
  hl_sandbox_set(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

void hl_bench_open(lua_State *L) {
  static const hl_library athlete[] = {{"run", hl_bench_new_run, NULL, NULL},
                                       {"add", athlete_add, NULL, NULL},
                                       {NULL, NULL, NULL, NULL}};
  static const hl_library none[] = {{NULL, NULL, NULL, NULL}};
  make_type(L, "athlete", athlete);
  make_type(L, "simulated run", none);
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &key_cases);
  lua_newtable(L);
  lua_pushcfunction(L, legs_test);
  lua_setfield(L, -2, "test");
  hl_sandbox_freeze(L);
  hl_sandbox_global(L, "legs");
}
