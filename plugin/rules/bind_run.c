/* SPDX-License-Identifier: MIT
**
** `run`: what a rule may ask about the activity it judges. Never a position.
*/
#include <math.h>
#include <stddef.h>
#include <string.h>

#include <lauxlib.h>

#include "base/calendar.h"
#include "rules/ask.h"

/* ---- fields ---- */

static int get_fact(lua_State *L, const hl_ask *ask, const hl_field *field) {
  const char *facts = (const char *)ask->c->run.facts;
  if (!facts) return hl_push_number(L, NAN);
  return hl_push_number(L, *(const double *)(const void *)(facts + field->at));
}

static int get_minutes(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  const hl_facts *facts = ask->c->run.facts;
  double min = facts ? facts->moving_min : ask->c->run.moving_s / 60;
  return hl_push_number(L, min);
}

static int get_duration(lua_State *L, const hl_ask *ask,
                        const hl_field *field) {
  (void)field;
  return hl_push_number(L, ask->c->run.duration_s / 60);
}

static int get_distance(lua_State *L, const hl_ask *ask,
                        const hl_field *field) {
  (void)field;
  return hl_push_number(L, ask->c->run.distance_m / 1000);
}

static int get_hour(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  const hl_past_run *run = &ask->c->run;
  if (!ask->c->offset_known) return hl_push_number(L, NAN);
  int32_t s = hl_local_second(run->start_ms, run->utc_offset_s);
  return hl_push_number(L, s / 3600.0);
}

static int get_zone(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  const hl_case *c = ask->c;
  double zone_h = c->run.utc_offset_s / 3600.0;
  return hl_push_number(L, c->offset_known ? zone_h : (double)NAN);
}

int32_t hl_ask_day(const hl_ask *ask) {
  const hl_past_run *run = &ask->c->run;
  return hl_local_day(run->start_ms,
                      ask->c->offset_known ? run->utc_offset_s : 0);
}

static int get_weekday(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  lua_pushinteger(L, hl_weekday(hl_ask_day(ask)) + 1);
  return 1;
}

static int get_is_run(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  lua_pushboolean(L, ask->c->run.is_run);
  return 1;
}

static int get_usable(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  const hl_facts *facts = ask->c->run.facts;
  lua_pushboolean(L, facts && facts->reason == HL_REASON_NONE);
  return 1;
}

static int get_unusable(lua_State *L, const hl_ask *ask,
                        const hl_field *field) {
  (void)field;
  const hl_facts *facts = ask->c->run.facts;
  hl_reason reason = facts ? facts->reason : HL_REASON_NO_EPOCHS;
  return hl_push_text(L, reason ? hl_reason_name(reason) : NULL);
}

static int get_quality(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  const hl_facts *facts = ask->c->run.facts;
  return hl_push_text(
      L, hl_quality_name(facts ? facts->quality : HL_QUALITY_NONE));
}

static int get_laps(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  lua_pushinteger(L, ask->c->epochs ? ask->c->epochs->lap_n : 0);
  return 1;
}

static int get_learnt(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  lua_pushinteger(L, ask->c->learnt);
  return 1;
}

static int get_report(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  return hl_push_report(L, ask->c->run.report);
}

static int get_diary(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  return hl_push_day(L, ask->c->day, 0);
}

/* Until when an optical sensor had not found the pulse; nil: it had. */
static int get_late(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  const hl_facts *facts = ask->c->run.facts;
  return hl_push_number(L, facts && facts->late_min > 0 ? facts->late_min
                                                        : (double)NAN);
}

/* {from=, to=} as the window calls take it. */
static int get_opening(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  const hl_facts *facts = ask->c->run.facts;
  if (!facts || isnan(facts->opening_min)) return hl_push_text(L, NULL);
  lua_newtable(L);
  hl_set_number(L, "from", 3);
  hl_set_number(L, "to", facts->opening_min);
  return 1;
}

/* ---- warm-up ---- */

/* Mean grade-adjusted speed of moving epochs in [from, to) min; NaN: none. */
static double mean_speed(const hl_epochs *e, double from, double to) {
  const float *speed = e->column[HL_COL_GAS_MPS];
  const float *minute = e->column[HL_COL_MOVING_MIN];
  double sum = 0;
  size_t n = 0;
  for (size_t i = 0; speed && minute && i < e->n; i++) {
    if (e->flag[i] & HL_EPOCH_PAUSED || isnan(speed[i])) continue;
    if (minute[i] < (float)from || minute[i] >= (float)to) continue;
    sum += (double)speed[i];
    n++;
  }
  return n ? sum / (double)n : NAN;
}

/* Moving minute from which on a whole minute is run at 95 % of `main_mps`. */
static double settled_min(const hl_epochs *e, double main_mps, int last) {
  for (int min = 0; min < last; min++)
    if (mean_speed(e, min, min + 1) >= 0.95 * main_mps) return min;
  return NAN;
}

/* M21 of methods.md: the first ten minutes against the rest of the run. */
static int get_warm_up(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  const hl_facts *facts = ask->c->run.facts;
  const hl_epochs *e = ask->c->epochs;
  if (!e || !facts || facts->moving_min < 20) {
    lua_pushnil(L);
    return 1;
  }
  hl_sandbox_charge(L, e->n);
  double main_mps = mean_speed(e, 10, facts->moving_min);
  lua_newtable(L);
  hl_set_number(L, "ratio", mean_speed(e, 0, 10) / main_mps);
  hl_set_number(L, "settled_min", settled_min(e, main_mps, 20));
  return 1;
}

/* ---- windows ---- */

/* [-0, +0, v] An edge: minutes; below 0 from the end; "40%" of the run;
** "end". */
static hl_edge read_edge(lua_State *L, int index) {
  if (lua_type(L, index) == LUA_TNUMBER) {
    double min = lua_tonumber(L, index);
    return (hl_edge){.share = min < 0 ? 1 : 0, .minutes = min};
  }
  size_t n;
  const char *text = luaL_checklstring(L, index, &n);
  if (!strcmp(text, "end")) return (hl_edge){.share = 1};
  if (n < 2 || n > 8 || text[n - 1] != '%')
    luaL_error(L, "'%s' is no edge of a window: minutes, \"40%%\" or \"end\"",
               text);
  lua_pushlstring(L, text, n - 1);
  int is_number;
  double share = lua_tonumberx(L, -1, &is_number) / 100;
  if (!is_number || !(share >= 0 && share <= 1))
    luaL_error(L, "'%s' is not a share from 0%% to 100%%", text);
  lua_pop(L, 1);
  return (hl_edge){.share = share};
}

/* [-0, +0, v] Field of the argument table, or what stands for it. */
static hl_edge edge_field(lua_State *L, const char *name, hl_edge otherwise) {
  hl_edge edge = otherwise;
  if (lua_getfield(L, 2, name) != LUA_TNIL) edge = read_edge(L, -1);
  lua_pop(L, 1);
  return edge;
}

/* [-0, +0, v] {from=, to=}: minute 2 and the end by default, since nothing is
** judged in the first two minutes (T1, D8). */
static hl_question read_window(lua_State *L, hl_measure measure) {
  hl_object_check(L, 1, &hl_run_object);
  if (lua_isnoneornil(L, 2)) {
    lua_settop(L, 1);
    lua_newtable(L);
  }
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  hl_question q = {.measure = measure};
  q.from = edge_field(L, "from", (hl_edge){.minutes = 2});
  q.to = edge_field(L, "to", (hl_edge){.share = 1});
  return q;
}

/* [-0, +0, v] {of="cadence_spm"} */
static hl_column read_column(lua_State *L) {
  lua_getfield(L, 2, "of");
  const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
  hl_column column = hl_column_from_name(name);
  if (column == HL_COLUMN_COUNT)
    luaL_error(L,
               "'of' must name what is meant, such as \"heart_rate_bpm\"; "
               "'%s' is none",
               name);
  lua_pop(L, 1);
  return column;
}

static int run_mean(lua_State *L) {
  hl_question q = read_window(L, HL_MEASURE_MEAN);
  q.column = read_column(L);
  return hl_statistic_of_window(L, &q, hl_column_unit(q.column));
}

static int run_residual(lua_State *L) {
  hl_question q = read_window(L, HL_MEASURE_COST);
  return hl_statistic_of_window(L, &q, "bpm");
}

static int run_contrast(lua_State *L) {
  hl_question q = read_window(L, HL_MEASURE_CONTRAST);
  if (lua_getfield(L, 2, "against") != LUA_TTABLE)
    return luaL_error(L, "'against' must be {from, to}");
  lua_rawgeti(L, -1, 1);
  q.against_from = read_edge(L, -1);
  lua_rawgeti(L, -2, 2);
  q.against_to = read_edge(L, -1);
  return hl_statistic_of_window(L, &q, "bpm");
}

static int run_slope(lua_State *L) {
  hl_question q = read_window(L, HL_MEASURE_SLOPE);
  return hl_statistic_of_window(L, &q, "bpm per 10 min");
}

static int run_onset(lua_State *L) {
  hl_question q = read_window(L, HL_MEASURE_ONSET);
  return hl_statistic_of_window(L, &q, "bpm");
}

static int run_share(lua_State *L) {
  hl_question q = read_window(L, HL_MEASURE_SHARE);
  q.column = read_column(L);
  lua_getfield(L, 2, "low");
  q.low = luaL_optnumber(L, -1, -HUGE_VAL);
  lua_getfield(L, 2, "high");
  q.high = luaL_optnumber(L, -1, HUGE_VAL);
  return hl_statistic_of_window(L, &q, "share");
}

/* ---- the other methods ---- */

static int run_score(lua_State *L) {
  hl_object_check(L, 1, &hl_run_object);
  const char *name = luaL_checkstring(L, 2);
  hl_pattern pattern = hl_pattern_from_name(name);
  if (pattern == HL_NO_PATTERN)
    return luaL_error(L, "'%s' is not a pattern with a score", name);
  return hl_statistic_of_score(L, pattern);
}

static int run_has(lua_State *L) {
  hl_object_check(L, 1, &hl_run_object);
  const char *name = luaL_checkstring(L, 2);
  hl_column column = hl_column_from_name(name);
  if (column == HL_COLUMN_COUNT)
    return luaL_error(L, "'%s' is nothing that a run can have", name);
  const hl_epochs *e = hl_ask_of(L)->c->epochs;
  lua_pushboolean(L, e && e->column[column]);
  return 1;
}

static int run_said(lua_State *L) {
  hl_object_check(L, 1, &hl_run_object);
  const char *id = luaL_checkstring(L, 2);
  const hl_ask *ask = hl_ask_of(L);
  size_t before = (size_t)(ask->rule - ask->set->rule);
  for (size_t i = 0; i < before; i++) {
    const hl_judgement *j = &ask->judged[i];
    if (strcmp(j->rule_id, id) != 0) continue;
    lua_newtable(L);
    hl_set_text(L, "status", hl_verdict_kind_name(j->kind));
    hl_set_text(L, "reason", j->reason);
    hl_set_number(L, "score", j->score);
    hl_set_number(L, "z", j->z);
    return 1;
  }
  lua_pushnil(L);
  return 1;
}

#define FACT(member) get_fact, NULL, offsetof(hl_facts, member)
#define GET(function) function, NULL, 0
#define CALL(function) NULL, function, 0

static const hl_field fields[] = {
    {"minutes", "number", "min", "moving time", GET(get_minutes)},
    {"duration_min", "number", "min", "from first to last point",
     GET(get_duration)},
    {"distance_km", "number", "km", "distance", GET(get_distance)},
    {"hour", "number", "h", "local start, 18.5 is half past six; nil: unknown",
     GET(get_hour)},
    {"weekday", "number", "", "1 Monday to 7 Sunday", GET(get_weekday)},
    {"is_run", "yes/no", "", "false: another sport", GET(get_is_run)},
    {"usable", "yes/no", "", "steady and clean enough to be compared",
     GET(get_usable)},
    {"unusable_why", "text", "", "the typed reason; nil when usable",
     GET(get_unusable)},
    {"quality", "text", "", "none, poor, fair, good", GET(get_quality)},
    {"coverage", "number", "share", "of moving time with heart rate",
     FACT(coverage)},
    {"clean_share", "number", "share", "of moving time that is clean",
     FACT(clean_share)},
    {"lock_share", "number", "share",
     "of moving time where heart rate follows cadence (optical sensor)",
     FACT(lock_share)},
    {"late_min", "number", "min",
     "until then an optical sensor had not found the pulse; nil: it had",
     GET(get_late)},
    {"astray_share", "number", "share",
     "of moving time in which the heart rate had leapt to another level: an "
     "optical sensor",
     FACT(astray_share)},
    {"fastest_part", "number", "",
     "speed of the fastest five minutes over the median five; over 1.15 start "
     "and midway are not judged, as after a tempo block",
     FACT(fastest_part)},
    {"opening", "table", "",
     "from, to: minutes of the even part that a workout opens with, to be "
     "given to the window calls, as run:residual(run.opening); nil: a steady "
     "run, or under nine minutes of it",
     GET(get_opening)},
    {"speed_cv", "number", "", "unsteadiness of pace after minute 8",
     FACT(speed_cv)},
    {"mean_bpm", "number", "bpm", "heart rate after minute 2", FACT(mean_bpm)},
    {"mean_speed_mps", "number", "m/s", "speed after minute 2",
     FACT(mean_speed_mps)},
    {"mean_gas_mps", "number", "m/s", "grade-adjusted speed after minute 2",
     FACT(mean_gas_mps)},
    {"cadence_spm", "number", "steps/min", "both legs", FACT(cadence_spm)},
    {"step_length_m", "number", "m", "speed over cadence", FACT(step_length_m)},
    {"temperature_c", "number", "deg C", "as the device felt it",
     FACT(temperature_c)},
    {"ascent_m", "number", "m", "climbed", FACT(ascent_m)},
    {"laps", "number", "", "how many the device recorded", GET(get_laps)},
    {"learnt", "number", "runs", "earlier runs that can be compared with",
     GET(get_learnt)},
    {"report", "table", "",
     "what the runner said: heavy (no, start, mid, late, all), is_heavy, "
     "eased, legs 1-5, rpe 1-10, feel 1-5, heavy_runs in a row as the runner "
     "counts them, words, source, confirmed; nil: nothing",
     GET(get_report)},
    {"diary", "table", "",
     "of this day: sleep_h, sleep_quality, resting_bpm, hrv_ms, weight_kg, "
     "stress, mood, motivation, soreness, fatigue, meal, ill, travel, note; "
     "nil: no entry",
     GET(get_diary)},
    {"warm_up", "table", "",
     "ratio: speed of the first 10 min over the rest; settled_min: when the "
     "main pace was reached; nil under 20 min",
     GET(get_warm_up)},
    {"expected", "table", "",
     "the heart rate to be expected of this runner at this speed, today: bpm, "
     "sd_bpm, change_bpm, z, n; nil: cannot be said",
     GET(hl_get_expected)},
    {"joint", "table", "",
     "heart and feeling read together: reading (none, unfelt, unseen, "
     "ordinary, general, legs, low_heart, heart, easy), feel_z, heart_z, "
     "dissociation (feel_z - heart_z), apart_z, apart_one_in (the same beside "
     "the runner's own past ratings, from 15 on), is_apart (reading legs or "
     "low_heart, and further apart than 1 to 2 of 100 ordinary rated runs)",
     GET(hl_get_joint)},
    {"movement", "table", "",
     "cadence and step length at this speed over the runs of four weeks: n, "
     "cadence_z, step_z (mean; nil under 5 runs or two weeks)",
     GET(hl_get_movement)},
    {"zone_h", "number", "h", "local time minus UTC; nil: unknown",
     GET(get_zone)},
    {"score", "(pattern)", "",
     "the engine's statistic of start, midway, entire, multi_day or worsening",
     CALL(run_score)},
    {"mean", "{of=, from=, to=}", "",
     "mean of what was recorded: speed_mps, grade, gas_mps, heart_rate_bpm, "
     "cadence_spm, step_length_m, power_w, contact_ms, oscillation_mm, "
     "temperature_c",
     CALL(run_mean)},
    {"residual", "{from=, to=}", "bpm",
     "heart rate at this pace and grade beyond the usual of the same window",
     CALL(run_residual)},
    {"contrast", "{from=, to=, against={from, to}}", "bpm",
     "heart rate at pace of one window minus that of another",
     CALL(run_contrast)},
    {"slope", "{from=, to=}", "bpm per 10 min",
     "rise of heart rate at pace over the window", CALL(run_slope)},
    {"onset", "{from=, to=}", "bpm",
     "largest lasting step of heart rate at pace; at_min says when",
     CALL(run_onset)},
    {"share", "{of=, low=, high=, from=, to=}", "share",
     "of the window's time in which a column lies from low to below high",
     CALL(run_share)},
    {"matched", "(what)", "",
     "cadence, step_length, rpe or legs beside the runner's own at this speed "
     "and length; or apart, how far feeling lies above the heart, beside the "
     "runner's own",
     CALL(hl_run_matched)},
    {"has", "(column)", "", "was it recorded?", CALL(run_has)},
    {"said", "(rule id)", "",
     "status, reason, score, z of a rule asked before this one: name it in "
     "`explains` or `uses` as rule.<id>",
     CALL(run_said)},
    {NULL, NULL, NULL, NULL, NULL, NULL, 0},
};

const hl_object hl_run_object = {
    "run",
    "The activity that is judged. Windows are in moving minutes: a number, "
    "below 0 from the end, \"40%\" of the run, or \"end\"; from minute 2 to "
    "the end when left out.",
    fields,
};
