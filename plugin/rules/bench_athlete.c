/* SPDX-License-Identifier: MIT
**
** Simulated athletes and their runs, as test files make them: the tables that
** describe them, checked field by field.
*/
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "rules/ask.h"
#include "rules/bench_test.h"

enum {
  MOST_HISTORY = 500
};

hl_bench *hl_bench_of(lua_State *L) {
  return hl_sandbox_context(L);
}

int hl_bench_raise(lua_State *L, const hl_error *err) {
  if (err->status == HL_E_NOMEM) return hl_sandbox_no_memory(L);
  return luaL_error(L, "%s", err->text);
}

void hl_bench_free(hl_bench *bench) {
  for (hl_bench_athlete *a = bench->athletes; a; a = a->next) {
    for (size_t i = 0; i < a->n; i++)
      hl_sim_run_free(a->run[i]);
    free(a->run);
    hl_sim_free(a->sim);
  }
  hl_rules_free(bench->rules);
  hl_text_free(&bench->scratch);
  hl_arena_free(&bench->arena);
}

/* ---- reading tables ---- */

/* [-0, +0, v] Field of the table at `t`, or what stands for it. */
static double number_field(lua_State *L, int t, const char *name,
                           double otherwise) {
  double value = otherwise;
  if (lua_getfield(L, t, name) != LUA_TNIL) {
    if (lua_type(L, -1) != LUA_TNUMBER)
      luaL_error(L, "'%s' must be a number", name);
    value = lua_tonumber(L, -1);
  }
  lua_pop(L, 1);
  return value;
}

static hl_yes yes_field(lua_State *L, int t, const char *name) {
  hl_yes value = HL_UNSAID;
  if (lua_getfield(L, t, name) != LUA_TNIL)
    value = lua_toboolean(L, -1) ? HL_YES : HL_NO;
  lua_pop(L, 1);
  return value;
}

static int score_field(lua_State *L, int t, const char *name) {
  return (int)number_field(L, t, name, 0);
}

/* ---- athletes ---- */

hl_bench_athlete *hl_bench_check_athlete(lua_State *L, int index) {
  return *(hl_bench_athlete **)luaL_checkudata(L, index, "athlete");
}

static hl_sim_settings read_settings(lua_State *L) {
  static const char *const known[] = {"seed",          "runs",       "easy_bpm",
                                      "easy_kmh",      "minutes",    "day_sd",
                                      "noise_bpm",     "every_days", "hour",
                                      "temperature_c", NULL};
  hl_sim_settings s = hl_sim_defaults();
  if (lua_isnoneornil(L, 1)) return s;
  hl_refuse_unknown(L, 1, known, "an athlete");
  s.seed = number_field(L, 1, "seed", s.seed);
  s.runs = (int)number_field(L, 1, "runs", s.runs);
  s.easy_bpm = number_field(L, 1, "easy_bpm", s.easy_bpm);
  s.easy_kmh = number_field(L, 1, "easy_kmh", s.easy_kmh);
  s.minutes = number_field(L, 1, "minutes", s.minutes);
  s.day_sd_bpm = number_field(L, 1, "day_sd", s.day_sd_bpm);
  s.noise_bpm = number_field(L, 1, "noise_bpm", s.noise_bpm);
  s.every_days = number_field(L, 1, "every_days", s.every_days);
  s.hour = number_field(L, 1, "hour", s.hour);
  s.temperature_c = number_field(L, 1, "temperature_c", s.temperature_c);
  luaL_argcheck(L, s.runs >= 0 && s.runs <= MOST_HISTORY, 1, "runs: 0 to 500");
  luaL_argcheck(L, s.minutes >= 5 && s.minutes <= 300, 1, "minutes: 5 to 300");
  luaL_argcheck(L, s.easy_kmh >= 5 && s.easy_kmh <= 20, 1, "easy_kmh: 5 to 20");
  luaL_argcheck(L, s.easy_bpm >= 80 && s.easy_bpm <= 190, 1,
                "easy_bpm: 80 to 190");
  luaL_argcheck(L, s.every_days >= 0.1 && s.every_days <= 60, 1,
                "every_days: 0.1 to 60");
  return s;
}

/* t.athlete{seed=, runs=, ...} */
int hl_bench_new_athlete(lua_State *L) {
  hl_bench *bench = hl_bench_of(L);
  hl_sim_settings settings = read_settings(L);
  hl_sandbox_charge(L, (size_t)settings.runs * HL_BENCH_RUN_WORK);
  hl_bench_athlete *a = hl_arena_alloc(&bench->arena, 1, sizeof *a);
  if (!a) return hl_sandbox_no_memory(L);
  hl_error err = {0};
  a->next = bench->athletes;
  bench->athletes = a;
  if (hl_sim_new(&settings, &a->sim, &err)) return hl_bench_raise(L, &err);
  hl_bench_athlete **handle = lua_newuserdatauv(L, sizeof(void *), 0);
  *handle = a;
  luaL_setmetatable(L, "athlete");
  return 1;
}

/* ---- runs ---- */

void hl_bench_read_loss(lua_State *L, int t, hl_loss_wish *loss) {
  static const char *const known[] = {"from", "to", "hr_pct", "pace_pct", NULL};
  if (lua_getfield(L, t, "inject") != LUA_TNIL) {
    int of = lua_gettop(L);
    hl_refuse_unknown(L, of, known, "inject");
    loss->from_min = number_field(L, of, "from", 0);
    loss->to_min = number_field(L, of, "to", (double)NAN);
    double by_pulse = number_field(L, of, "hr_pct", 0);
    double by_pace = number_field(L, of, "pace_pct", 0);
    loss->by_pace = by_pace != 0;
    loss->percent = loss->by_pace ? by_pace : by_pulse;
    if (!(loss->percent != 0 && fabs(loss->percent) <= 30))
      luaL_error(L, "inject: hr_pct or pace_pct, up to 30; below 0 a gain");
  }
  lua_pop(L, 1);
}

static void read_drop(lua_State *L, int t, hl_sim_wish *wish) {
  if (lua_getfield(L, t, "drop") != LUA_TNIL) {
    luaL_checktype(L, -1, LUA_TTABLE);
    size_t n = lua_rawlen(L, -1);
    for (size_t i = 1; i <= n; i++) {
      lua_rawgeti(L, -1, (lua_Integer)i);
      hl_column column = hl_column_from_name(luaL_checkstring(L, -1));
      if (column < HL_COLUMN_COUNT) {
        wish->drop[column] = true;
      } else {
        luaL_error(L, "drop: no column '%s'", lua_tostring(L, -1));
      }
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
}

/* [-0, +1, v] The words stay on the stack for as long as they are used. */
static bool read_report(lua_State *L, int t, hl_report *report) {
  static const char *const known[] = {"heavy", "eased", "legs",      "rpe",
                                      "feel",  "words", "confirmed", NULL};
  if (lua_getfield(L, t, "report") == LUA_TNIL) return false;
  int of = lua_gettop(L);
  hl_refuse_unknown(L, of, known, "a report");
  *report = (hl_report){.confirmed = yes_field(L, of, "confirmed") != HL_NO};
  report->eased = yes_field(L, of, "eased");
  report->legs = score_field(L, of, "legs");
  report->rpe = score_field(L, of, "rpe");
  report->feel = score_field(L, of, "feel");
  if (lua_getfield(L, of, "heavy") != LUA_TNIL) {
    report->heavy = hl_heavy_from_name(luaL_checkstring(L, -1));
    if (report->heavy == HL_HEAVY_UNSAID)
      luaL_error(L, "heavy: no, start, mid, late or all");
  }
  lua_pop(L, 1);
  lua_getfield(L, of, "words");
  report->words = lua_isnil(L, -1) ? NULL : luaL_checkstring(L, -1);
  return true;
}

static bool read_day(lua_State *L, int t, hl_day *day) {
  static const char *const known[] = {
      "sleep_h", "sleep_quality", "resting_bpm", "hrv_ms",   "weight_kg",
      "stress",  "mood",          "motivation",  "soreness", "fatigue",
      "meal",    "ill",           "travel",      NULL};
  if (lua_getfield(L, t, "diary") == LUA_TNIL) {
    lua_pop(L, 1);
    return false;
  }
  int of = lua_gettop(L);
  hl_refuse_unknown(L, of, known, "a diary entry");
  hl_day_clear(day);
  day->sleep_h = (float)number_field(L, of, "sleep_h", (double)NAN);
  day->resting_bpm = (float)number_field(L, of, "resting_bpm", (double)NAN);
  day->hrv_ms = (float)number_field(L, of, "hrv_ms", (double)NAN);
  day->weight_kg = (float)number_field(L, of, "weight_kg", (double)NAN);
  day->sleep_quality = score_field(L, of, "sleep_quality");
  day->stress = score_field(L, of, "stress");
  day->mood = score_field(L, of, "mood");
  day->motivation = score_field(L, of, "motivation");
  day->soreness = score_field(L, of, "soreness");
  day->fatigue = score_field(L, of, "fatigue");
  day->ill = yes_field(L, of, "ill");
  day->travel = yes_field(L, of, "travel");
  if (lua_getfield(L, of, "meal") != LUA_TNIL)
    day->meal = hl_meal_from_name(luaL_checkstring(L, -1));
  lua_pop(L, 2);
  return true;
}

/* Room first: what is made afterwards cannot be lost. */
static void make_room(lua_State *L, hl_bench_athlete *a) {
  if (a->n < a->capacity) return;
  size_t more = a->capacity ? 2 * a->capacity : 16;
  hl_sim_run **run = realloc(a->run, more * sizeof(hl_sim_run *));
  if (!run) hl_sandbox_no_memory(L);
  a->run = run;
  a->capacity = more;
}

/* athlete:run{minutes=, inject=, drop=, report=, diary=, hours_after=,
** temperature_c=, cadence_spm=} */
int hl_bench_new_run(lua_State *L) {
  static const char *const known[] = {
      "minutes",     "inject",        "drop",        "report", "diary",
      "hours_after", "temperature_c", "cadence_spm", NULL};
  hl_bench_athlete *a = hl_bench_check_athlete(L, 1);
  hl_sim_wish wish = hl_sim_plain();
  hl_report report;
  hl_day day;
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) {
    hl_refuse_unknown(L, 2, known, "a run");
    wish.minutes = number_field(L, 2, "minutes", wish.minutes);
    wish.hours_after = number_field(L, 2, "hours_after", wish.hours_after);
    wish.temperature_c = number_field(L, 2, "temperature_c", (double)NAN);
    wish.cadence_spm = number_field(L, 2, "cadence_spm", (double)NAN);
    hl_bench_read_loss(L, 2, &wish.loss);
    read_drop(L, 2, &wish);
    if (read_day(L, 2, &day)) wish.day = &day;
    if (read_report(L, 2, &report)) wish.report = &report;
  }
  luaL_argcheck(
      L, isnan(wish.minutes) || (wish.minutes >= 5 && wish.minutes <= 300), 2,
      "minutes: 5 to 300");
  hl_sandbox_charge(L, HL_BENCH_RUN_WORK);
  make_room(L, a);
  hl_bench_run *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  luaL_setmetatable(L, "simulated run");
  hl_error err = {0};
  *handle = (hl_bench_run){a, hl_sim_next(a->sim, &wish, &err)};
  if (!handle->run) return hl_bench_raise(L, &err);
  a->run[a->n++] = handle->run;
  return 1;
}
