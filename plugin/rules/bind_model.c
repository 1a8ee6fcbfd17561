/* SPDX-License-Identifier: MIT
**
** What else the model knows, for rules that ask: load, the trend of weeks, the
** expected heart rate, and other witnesses. Each learner is made at the first
** question and catches up with the past then.
*/
#include <math.h>
#include <string.h>

#include <lauxlib.h>

#include "rules/ask.h"

void hl_learners_free(hl_learners *l) {
  hl_load_free(l->load);
  hl_trend_free(l->trend);
  hl_witness_free(l->witness);
  hl_predict_free(l->predict);
  *l = (hl_learners){0};
}

/* The next run of the past that a learner has not met, or NULL. */
static const hl_past_run *next_past(const hl_ask *ask, size_t *met) {
  return *met < ask->c->past_n ? &ask->c->past[(*met)++] : NULL;
}

/* ---- load ---- */

static hl_session session_of(const hl_past_run *run) {
  return (hl_session){
      .start_ms = run->start_ms,
      .utc_offset_s = run->utc_offset_s,
      .is_run = run->is_run,
      .duration_s = run->duration_s,
      .moving_s = run->moving_s,
      .distance_m = run->distance_m,
      .facts = run->facts,
      .report = run->report,
      .athlete = run->athlete,
  };
}

void hl_ask_load(lua_State *L, hl_figures *figures) {
  const hl_ask *ask = hl_ask_of(L);
  hl_learners *l = &ask->set->learners;
  if (!l->load) l->load = hl_load_new(&ask->set->athlete);
  if (!l->load) hl_sandbox_no_memory(L);
  const hl_past_run *run;
  hl_error err = {0};
  while ((run = next_past(ask, &l->load_met))) {
    hl_session session = session_of(run);
    hl_load_add(l->load, &session, &err);
  }
  if (err.status == HL_E_NOMEM) hl_sandbox_no_memory(L);
  hl_session session = session_of(&ask->c->run);
  hl_load_look(l->load, &session, figures);
}

/* ---- trend ---- */

static const hl_trend *learnt_trend(lua_State *L, const hl_ask *ask) {
  hl_learners *l = &ask->set->learners;
  if (!l->trend) l->trend = hl_trend_new();
  if (!l->trend) hl_sandbox_no_memory(L);
  const hl_past_run *run;
  while ((run = next_past(ask, &l->trend_met)))
    if (run->is_run && run->facts) hl_trend_learn(l->trend, run->facts);
  return l->trend;
}

static void set_count(lua_State *L, const char *name, int value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
}

int hl_get_trend(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  const hl_trend *trend = learnt_trend(L, ask);
  hl_trend_figures f;
  if (!ask->c->run.facts) return hl_push_text(L, NULL);
  hl_sandbox_charge(L, 2000);
  hl_trend_look(trend, ask->c->run.facts, &f);
  lua_newtable(L);
  hl_set_text(L, "reason", f.reason ? hl_reason_name(f.reason) : NULL);
  hl_set_text(L, "direction", hl_direction_name(f.direction));
  hl_set_number(L, "change_bpm", f.change_bpm);
  hl_set_number(L, "low_bpm", f.low_bpm);
  hl_set_number(L, "high_bpm", f.high_bpm);
  hl_set_number(L, "change_share", f.change_loss);
  hl_set_number(L, "low_share", f.low_loss);
  hl_set_number(L, "high_share", f.high_loss);
  hl_set_number(L, "p", f.p);
  hl_set_number(L, "sum_high", f.sum_high);
  hl_set_number(L, "sum_low", f.sum_low);
  hl_set_number(L, "rest_bpm", f.rest_bpm);
  hl_set_number(L, "rest_low_bpm", f.rest_low_bpm);
  hl_set_number(L, "rest_high_bpm", f.rest_high_bpm);
  hl_set_number(L, "rest_now_bpm", f.rest_now_bpm);
  if (f.shift) hl_set_text(L, "shift", hl_direction_name(f.shift));
  set_count(L, "n", f.n);
  set_count(L, "since_high", f.since_high);
  set_count(L, "since_low", f.since_low);
  set_count(L, "rest_pairs", f.rest_pairs);
  return 1;
}

/* ---- expected heart rate ---- */

int hl_get_expected(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  hl_learners *l = &ask->set->learners;
  hl_expected e = {.has = false};
  if (!l->predict) l->predict = hl_predict_new();
  if (!l->predict) return hl_sandbox_no_memory(L);
  const hl_past_run *run;
  while ((run = next_past(ask, &l->predict_met)))
    if (run->is_run && run->facts) hl_predict_learn(l->predict, run->facts);
  hl_sandbox_charge(L, 1000);
  if (ask->c->run.facts) hl_predict_look(l->predict, ask->c->run.facts, &e);
  if (!e.has) return hl_push_text(L, NULL);
  lua_newtable(L);
  hl_set_number(L, "bpm", e.bpm);
  hl_set_number(L, "sd_bpm", e.sd_bpm);
  hl_set_number(L, "change_bpm", e.residual_bpm);
  hl_set_number(L, "z", e.z);
  set_count(L, "n", e.n);
  return 1;
}

/* ---- other witnesses ---- */

/* False where nothing was measured. Looked at once in a call. [-0, +0, v] */
static bool testify(lua_State *L, const hl_ask *ask, hl_testimony *testimony) {
  if (ask->has_testimony) {
    *testimony = ask->testimony;
    return true;
  }
  hl_learners *l = &ask->set->learners;
  const hl_past_run *run;
  if (!l->witness) l->witness = hl_witness_new();
  if (!l->witness) hl_sandbox_no_memory(L);
  while ((run = next_past(ask, &l->witness_met)))
    if (run->is_run && run->facts)
      hl_witness_learn(l->witness, run->facts, run->report, run->heart_z);
  const hl_case *c = ask->c;
  if (!c->run.facts) return false;
  double heart_z =
      c->scores ? hl_score_heart_z(&c->scores->of[HL_ENTIRE]) : (double)NAN;
  hl_sandbox_charge(L, 1000);
  hl_witness_look(l->witness, c->run.facts, c->run.report, heart_z, testimony);
  hl_ask_of(L)->testimony = *testimony;
  hl_ask_of(L)->has_testimony = true;
  return true;
}

int hl_get_joint(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  hl_testimony t;
  if (!testify(L, ask, &t)) return hl_push_text(L, NULL);
  lua_newtable(L);
  hl_set_text(L, "reading", hl_joint_name(t.joint));
  hl_set_number(L, "feel_z", t.feel_z);
  hl_set_number(L, "heart_z", t.heart_z);
  hl_set_number(L, "dissociation", t.dissociation);
  hl_set_number(L, "apart_z", t.apart.z);
  hl_set_number(L, "apart_one_in", round(1 / t.apart.rarity_high));
  lua_pushboolean(L, t.is_apart);
  lua_setfield(L, -2, "is_apart");
  return 1;
}

int hl_get_movement(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  hl_testimony t;
  if (!testify(L, ask, &t)) return hl_push_text(L, NULL);
  lua_newtable(L);
  set_count(L, "n", t.movement.n);
  hl_set_number(L, "cadence_z", t.movement.cadence_z);
  hl_set_number(L, "step_z", t.movement.step_z);
  return 1;
}

int hl_run_matched(lua_State *L) {
  static const char *const names[] = {"cadence", "step_length", "rpe",
                                      "legs",    "apart",       NULL};
  static const char *const units[] = {"steps/min", "m", "of 10", "of 5", "z"};
  hl_object_check(L, 1, &hl_run_object);
  int what = luaL_checkoption(L, 2, NULL, names);
  hl_testimony t;
  if (!testify(L, hl_ask_of(L), &t)) {
    lua_pushnil(L);
    lua_pushstring(L, hl_reason_name(HL_REASON_NO_EPOCHS));
    return 2;
  }
  const hl_match *of[] = {&t.cadence, &t.step_length, &t.rpe, &t.legs,
                          &t.apart};
  return hl_statistic_of_match(L, of[what], units[what]);
}
