/* SPDX-License-Identifier: MIT
**
** `past`: what a rule may ask about everything before the run, and the tables
** that reports and diary days become.
*/
#include <math.h>
#include <stddef.h>
#include <string.h>

#include <lauxlib.h>

#include "base/calendar.h"
#include "rules/arbiter.h"
#include "rules/ask.h"

enum {
  MAX_RUNS = 100,
  MAX_DAYS = 60,
  RUN_WORK = 50
};

/* ---- reports and days ---- */

int hl_push_report(lua_State *L, const hl_report *report) {
  if (!report || !hl_report_says_something(report)) {
    lua_pushnil(L);
    return 1;
  }
  lua_newtable(L);
  hl_set_text(L, "heavy", hl_heavy_name(report->heavy));
  hl_set_yes(L, "eased", report->eased);
  hl_set_score(L, "legs", report->legs);
  hl_set_score(L, "rpe", report->rpe);
  hl_set_score(L, "feel", report->feel);
  hl_set_score(L, "heavy_runs", report->heavy_runs);
  hl_set_text(L, "words", report->words);
  hl_set_text(L, "source", report->source);
  lua_pushboolean(L, report->confirmed);
  lua_setfield(L, -2, "confirmed");
  lua_pushboolean(L, report->confirmed && hl_report_is_heavy(report));
  lua_setfield(L, -2, "is_heavy");
  return 1;
}

int hl_push_day(lua_State *L, const hl_day *day, int days_ago) {
  if (!day) {
    lua_pushnil(L);
    return 1;
  }
  lua_newtable(L);
  lua_pushinteger(L, days_ago);
  lua_setfield(L, -2, "days_ago");
  hl_set_number(L, "sleep_h", (double)day->sleep_h);
  hl_set_number(L, "resting_bpm", (double)day->resting_bpm);
  hl_set_number(L, "hrv_ms", (double)day->hrv_ms);
  hl_set_number(L, "weight_kg", (double)day->weight_kg);
  hl_set_score(L, "sleep_quality", day->sleep_quality);
  hl_set_score(L, "stress", day->stress);
  hl_set_score(L, "mood", day->mood);
  hl_set_score(L, "motivation", day->motivation);
  hl_set_score(L, "soreness", day->soreness);
  hl_set_score(L, "fatigue", day->fatigue);
  hl_set_text(L, "meal", hl_meal_name(day->meal));
  hl_set_yes(L, "ill", day->ill);
  hl_set_yes(L, "travel", day->travel);
  hl_set_text(L, "note", day->note);
  return 1;
}

/* ---- earlier runs ---- */

static const char *pattern_or_null(hl_pattern pattern) {
  return pattern == HL_NO_PATTERN ? NULL : hl_pattern_name(pattern);
}

/* [-0, +1, m] */
static void push_past_run(lua_State *L, const hl_ask *ask, size_t i) {
  const hl_past_run *run = &ask->c->past[i];
  double ago_s = (double)(ask->c->run.start_ms - run->start_ms) / 1000;
  int32_t day = hl_local_day(run->start_ms, run->utc_offset_s);
  lua_newtable(L);
  hl_set_number(L, "hours_ago", ago_s / 3600);
  lua_pushinteger(L, hl_ask_day(ask) - day);
  lua_setfield(L, -2, "days_ago");
  lua_pushboolean(L, run->is_run);
  lua_setfield(L, -2, "is_run");
  hl_set_number(L, "duration_min", run->duration_s / 60);
  hl_set_number(L, "minutes", run->moving_s / 60);
  hl_set_number(L, "distance_km", run->distance_m / 1000);
  if (run->offset_known) hl_set_number(L, "zone_h", run->utc_offset_s / 3600.0);
  hl_set_text(L, "found", pattern_or_null(run->found));
  if (run->facts) {
    hl_set_number(L, "mean_bpm", run->facts->mean_bpm);
    hl_set_number(L, "mean_gas_mps", run->facts->mean_gas_mps);
    lua_pushboolean(L, run->facts->reason == HL_REASON_NONE);
    lua_setfield(L, -2, "usable");
  }
  hl_set_number(L, "change", run->effort_bpm);
  hl_push_report(L, run->report);
  lua_setfield(L, -2, "report");
}

/* [-0, +1, v] Newest first: at most `most` runs of the last `days` days. Other
** sports only when asked for. */
static int push_runs(lua_State *L, int most, double days, bool all_sports) {
  const hl_ask *ask = hl_ask_of(L);
  lua_newtable(L);
  int n = 0;
  for (size_t i = ask->c->past_n; i-- > 0 && n < most;) {
    const hl_past_run *run = &ask->c->past[i];
    double ago_s = (double)(ask->c->run.start_ms - run->start_ms) / 1000;
    if (ago_s > days * HL_S_PER_DAY) break;
    hl_sandbox_charge(L, RUN_WORK);
    if (!run->is_run && !all_sports) continue;
    push_past_run(L, ask, i);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

static int past_last(lua_State *L) {
  hl_object_check(L, 1, &hl_past_object);
  lua_Integer n = luaL_checkinteger(L, 2);
  luaL_argcheck(L, n >= 1 && n <= MAX_RUNS, 2, "from 1 to 100 runs");
  return push_runs(L, (int)n, HUGE_VAL, false);
}

static int past_within(lua_State *L) {
  hl_object_check(L, 1, &hl_past_object);
  double days = luaL_checknumber(L, 2);
  luaL_argcheck(L, days > 0 && days <= 366, 2, "up to 366 days");
  return push_runs(L, MAX_RUNS, days, lua_toboolean(L, 3));
}

static int past_reports(lua_State *L) {
  hl_object_check(L, 1, &hl_past_object);
  lua_Integer most = luaL_checkinteger(L, 2), n = 0;
  luaL_argcheck(L, most >= 1 && most <= MAX_RUNS, 2, "from 1 to 100 runs");
  const hl_ask *ask = hl_ask_of(L);
  hl_sandbox_charge(L, ask->c->past_n / 16);
  lua_newtable(L);
  for (size_t i = ask->c->past_n; i-- > 0 && n < most;) {
    const hl_past_run *run = &ask->c->past[i];
    if (!run->report || !hl_report_says_something(run->report)) continue;
    hl_sandbox_charge(L, RUN_WORK);
    push_past_run(L, ask, i);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

static int past_diary(lua_State *L) {
  hl_object_check(L, 1, &hl_past_object);
  lua_Integer days = luaL_checkinteger(L, 2);
  luaL_argcheck(L, days >= 1 && days <= MAX_DAYS, 2, "from 1 to 60 days");
  const hl_ask *ask = hl_ask_of(L);
  int32_t today = hl_ask_day(ask);
  lua_newtable(L);
  lua_Integer n = 0;
  for (size_t i = ask->c->days_n; i-- > 0;) {
    const hl_day *day = &ask->c->days[i];
    if (day->day > today) continue;
    if (today - day->day >= days) break;
    hl_sandbox_charge(L, RUN_WORK);
    hl_push_day(L, day, today - day->day);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

/* ---- episodes ---- */

static int past_episode(lua_State *L) {
  hl_object_check(L, 1, &hl_past_object);
  const char *id = luaL_checkstring(L, 2);
  const hl_ask *ask = hl_ask_of(L);
  int64_t now_ms = ask->c->run.start_ms;
  size_t i = 0;
  while (i < ask->set->n && strcmp(ask->set->rule[i].id, id) != 0)
    i++;
  const hl_episode *e =
      i < ask->set->n ? hl_arbiter_episode(ask->set->arbiter, i, now_ms) : NULL;
  if (!e) return hl_push_text(L, NULL);
  lua_newtable(L);
  hl_set_number(L, "days_ago",
                (double)(now_ms - e->since_ms) / 1000 / HL_S_PER_DAY);
  hl_set_number(L, "runs", e->runs);
  hl_set_number(L, "quiet", e->quiet);
  hl_set_number(L, "quiet_needed", HL_QUIET_RUNS);
  hl_set_number(L, "quiet_below", HL_QUIET_LLR);
  hl_set_number(L, "told_days", e->told_days);
  hl_set_number(L, "change", e->change_bpm);
  return 1;
}

/* ---- load ---- */

/* X(name, unit, help): figures of model/load.h that are numbers. */
#define LOAD_NUMBERS(X)                                                        \
  X(banister, "TRIMP", "of this activity")                                     \
  X(edwards, "points", "of this activity")                                     \
  X(session_rpe, "CR10 min", "of this activity: rating times minutes")         \
  X(acute_7, "TRIMP", "weighted mean of 7 days before it")                     \
  X(chronic_28, "TRIMP", "weighted mean of 28 days before it")                 \
  X(chronic_42, "TRIMP", "weighted mean of 42 days before it")                 \
  X(balance, "TRIMP", "yesterday's chronic_42 minus acute_7")                  \
  X(monotony, "", "mean over spread of seven days, at most 10")                \
  X(monotony_p90, "", "own 90 % point of a year")                              \
  X(strain, "TRIMP", "week's load times monotony")                             \
  X(estimated_share, "share", "of 28 days' load without heart rate")           \
  X(hours_since_last, "h", "since the last activity")                          \
  X(hours_since_hard, "h", "since the last hard one")                          \
  X(hours_since_longest, "h", "since the longest of late")                     \
  X(usual_runs_7, "runs", "own median of eight weeks")                         \
  X(distance_7_m, "m", "run in the seven days before")                         \
  X(usual_distance_7_m, "m", "own median of eight weeks")                      \
  X(spike, "", "distance over the longest run of 30 days")                     \
  X(gap_days, "days", "since the last run")                                    \
  X(grey_share_14, "share", "of 14 days at 80 to 88 % of maximum heart rate")

#define LOAD_COUNTS(X)                                                         \
  X(run_streak_days, "days", "in a row with a run, up to the day before")      \
  X(rest_days_7, "days", "without a run, of 7")                                \
  X(rest_days_14, "days", "without a run, of 14")                              \
  X(rest_days_28, "days", "without a run, of 28")                              \
  X(runs_7, "runs", "in the seven days before")                                \
  X(grey_streak, "runs", "in a row whose median lies at 80 to 88 %")

static const hl_figures *figures(lua_State *L) {
  hl_ask *ask = hl_ask_of(L);
  if (ask->figures) return ask->figures;
  hl_sandbox_charge(L, 1000);
  hl_ask_load(L, &ask->figures_room);
  ask->figures = &ask->figures_room;
  return ask->figures;
}

static void set_count(lua_State *L, const char *name, int value) {
  if (value >= 0) hl_set_number(L, name, value);
}

static int get_load(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)ask;
  (void)field;
  const hl_figures *f = figures(L);
  lua_newtable(L);
#define SET_NUMBER(name, unit, help) hl_set_number(L, #name, f->name);
#define SET_COUNT(name, unit, help) set_count(L, #name, f->name);
  LOAD_NUMBERS(SET_NUMBER)
  LOAD_COUNTS(SET_COUNT)
#undef SET_NUMBER
#undef SET_COUNT
  return 1;
}

static int get_runs(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  lua_Integer n = 0;
  for (size_t i = 0; i < ask->c->past_n; i++)
    n += ask->c->past[i].is_run;
  lua_pushinteger(L, n);
  return 1;
}

static const hl_field fields[] = {
    {"runs", "number", "runs", "before this one", get_runs, NULL, 0},
    {"load", "table", "", "training load and rhythm; see the list below",
     get_load, NULL, 0},
    {"trend", "table", "",
     "what four weeks show, this run included: n, change_bpm, low_bpm, "
     "high_bpm (heart rate at pace per 28 days, with its 90 % interval), "
     "change_share, low_share, high_share (the same as share of efficiency), "
     "p, direction (stable only where the whole interval lies within 3 %, "
     "else rising, falling or unknown), sum_high, sum_low, since_high, "
     "since_low (running sums of prewhitened cost, in own scales, and for how "
     "many usable runs they have been above nought), shift (rising or falling "
     "where a sum is over its alarm of 4; nil: no lasting shift was seen), "
     "rest_pairs, rest_bpm, rest_low_bpm, rest_high_bpm (first run after a "
     "rest day against the two before: mean of the last twenty, with its 90 % "
     "interval), rest_now_bpm (this run's own; nil unless it is the first "
     "after a rest day), reason",
     hl_get_trend, NULL, 0},
    {"last", "(n)", "",
     "up to n earlier runs, newest first: hours_ago, days_ago, duration_min, "
     "minutes, distance_km, zone_h, mean_bpm, mean_gas_mps, usable, change "
     "(bpm of the whole run against the usual), found (pattern), report",
     NULL, past_last, 0},
    {"within", "(days [, all sports])", "",
     "the same for the last days; other sports when asked for", NULL,
     past_within, 0},
    {"reports", "(n)", "",
     "up to n earlier runs that the runner reported on, newest first, as "
     "last() gives them",
     NULL, past_reports, 0},
    {"diary", "(days)", "",
     "diary entries of the last days, newest first, with days_ago (0 is this "
     "day)",
     NULL, past_diary, 0},
    {"episode", "(rule id)", "",
     "a rule's open episode before this run: days_ago of the run that opened "
     "it, its change in bpm, runs looked at since, quiet ones in a row, "
     "quiet_needed to end it, quiet_below (score of a quiet run), told_days "
     "(when it was last followed up); nil: none is open",
     NULL, past_episode, 0},
    {NULL, NULL, NULL, NULL, NULL, NULL, 0},
};

const hl_object hl_past_object = {
    "past",
    "Everything that started before the run. Later runs do not exist.",
    fields,
};

#define DOC(name, unit, help) {#name, "number", unit, help, NULL, NULL, 0},
const hl_field hl_load_fields[] = {
    LOAD_NUMBERS(DOC) LOAD_COUNTS(DOC){NULL, NULL, NULL, NULL, NULL, NULL, 0},
};
