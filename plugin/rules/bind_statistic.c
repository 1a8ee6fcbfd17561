/* SPDX-License-Identifier: MIT
**
** Statistics as rules see them: the engine's scores of the five patterns and
** the answers about windows. Rules cannot make one, so no rule can invent
** rarity or size.
*/
#include <math.h>
#include <stddef.h>

#include <lauxlib.h>

#include "base/number.h"
#include "rules/arbiter.h"
#include "rules/ask.h"

const hl_comparison *hl_statistic_check(lua_State *L, int index) {
  return hl_object_check(L, index, &hl_statistic_object);
}

/* ---- fields ---- */

static int get_double(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)ask;
  const char *s = (const char *)hl_statistic_check(L, 1);
  return hl_push_number(L, *(const double *)(const void *)(s + field->at));
}

static int get_int(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)ask;
  const char *s = (const char *)hl_statistic_check(L, 1);
  lua_pushinteger(L, *(const int *)(const void *)(s + field->at));
  return 1;
}

static int get_unit(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)ask;
  (void)field;
  return hl_push_text(L, hl_statistic_check(L, 1)->unit);
}

static int get_one_in(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)ask;
  (void)field;
  return hl_push_number(L, round(1 / hl_statistic_check(L, 1)->rarity));
}

double hl_comparison_detectable(const hl_comparison *s) {
  if (!s->score_of) return hl_round(s->detectable);
  return hl_round(hl_score_detectable_bpm(s->score_of, s->threshold));
}

static int get_detectable(lua_State *L, const hl_ask *ask,
                          const hl_field *field) {
  (void)ask;
  (void)field;
  return hl_push_number(L, hl_comparison_detectable(hl_statistic_check(L, 1)));
}

static int get_reason(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)ask;
  (void)field;
  hl_reason reason = hl_statistic_check(L, 1)->reason;
  return hl_push_text(L, reason ? hl_reason_name(reason) : NULL);
}

static int get_quality(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)ask;
  (void)field;
  hl_quality quality = hl_statistic_check(L, 1)->quality;
  return hl_push_text(L, quality ? hl_quality_name(quality) : NULL);
}

#define DOUBLE(member) get_double, NULL, offsetof(hl_comparison, member)
#define INT(member) get_int, NULL, offsetof(hl_comparison, member)

static const hl_field fields[] = {
    {"value", "number", "", "what was measured, in `unit`", DOUBLE(value)},
    {"usual", "number", "", "the same in the runner's own past", DOUBLE(usual)},
    {"change", "number", "", "value minus usual", DOUBLE(residual)},
    {"unit", "text", "", "of value, usual, change and detectable", get_unit,
     NULL, 0},
    {"z", "number", "", "change in units of ordinary variation", DOUBLE(z)},
    {"score", "number", "",
     "log likelihood ratio of heaviness against ordinary variation; z where a "
     "window has none",
     DOUBLE(score)},
    {"threshold", "number", "",
     "score that an unsolicited finding has to pass, from the budget; nil for "
     "windows, where the rule says what is enough",
     DOUBLE(threshold)},
    {"rarity", "number", "share",
     "of the runner's own runs, how many were this high", DOUBLE(rarity)},
    {"rarity_low", "number", "share",
     "of the runner's own runs, how many were this low", DOUBLE(rarity_low)},
    {"z_low", "number", "",
     "change in units of the lower tail's own variation: of scores, for "
     "heart rates that are lower than usual",
     DOUBLE(z_low)},
    {"quality", "text", "",
     "of the window: good, or fair where under 85 % of it can be used",
     get_quality, NULL, 0},
    {"one_in", "number", "runs", "rarity as `about 1 in`", get_one_in, NULL, 0},
    {"detectable", "number", "",
     "smallest change that these data could have shown", get_detectable, NULL,
     0},
    {"n", "number", "runs", "past values compared with", INT(n)},
    {"needed", "number", "runs", "how many there must be", INT(needed)},
    {"reason", "text", "", "why there is no z; nil when there is", get_reason,
     NULL, 0},
    {"from_min", "number", "min", "window in moving minutes", DOUBLE(from_min)},
    {"to_min", "number", "min", "window in moving minutes", DOUBLE(to_min)},
    {"at_min", "number", "min", "of onset: when the step was", DOUBLE(at_min)},
    {"at_usual_min", "number", "min",
     "of onset: when it was in past runs at least three quarters as long, "
     "their "
     "median",
     DOUBLE(at_usual_min)},
    {"at_n", "number", "runs", "of onset: how many of those there are",
     INT(at_n)},
    {NULL, NULL, NULL, NULL, NULL, NULL, 0},
};

const hl_object hl_statistic_object = {
    "statistic",
    "What the engine measured and how it compares with the runner's own past. "
    "Given by run:score() and the window calls; nil and a reason where there "
    "is none.",
    fields,
};

/* ---- making them ---- */

/* [-0, +1, m] and remember what the rule looked at first. */
static void push(lua_State *L, const hl_comparison *s) {
  hl_ask *ask = hl_ask_of(L);
  hl_comparison *to = hl_object_push(L, &hl_statistic_object, sizeof *to);
  uint64_t number = to->number;
  *to = *s;
  to->number = number;
  if (ask->looked) return;
  hl_comparison *copy = hl_ask_alloc(L, 1, sizeof *copy);
  *copy = *to;
  ask->looked = copy;
}

static int push_reason(lua_State *L, hl_reason reason) {
  lua_pushnil(L);
  lua_pushstring(L, hl_reason_name(reason));
  return 2;
}

int hl_statistic_of_score(lua_State *L, hl_pattern pattern) {
  const hl_ask *ask = hl_ask_of(L);
  const hl_scores *scores = ask->c->scores;
  if (!scores) return push_reason(L, HL_REASON_HISTORY);
  const hl_score *of = &scores->of[pattern];
  if (of->reason) return push_reason(L, of->reason);
  double threshold = hl_threshold(pattern, ask->set->budget);
  hl_comparison s = {
      .unit = "bpm",
      .value = of->value_bpm,
      .usual = of->usual_bpm,
      .residual = of->residual_bpm,
      .z = of->z,
      .score = of->llr,
      .threshold = threshold,
      .rarity = of->rarity,
      .rarity_low = of->rarity_low,
      .z_low = of->z_low,
      .quality = of->quality,
      .detectable = NAN,
      .score_of = of,
      .at_min = NAN,
      .at_usual_min = NAN,
      .from_min = of->from_min,
      .to_min = of->to_min,
      .n = of->n,
      .needed = HL_HISTORY_NEEDED,
  };
  push(L, &s);
  return 1;
}

static const hl_facts *past_facts(void *ctx, size_t i) {
  const hl_case *c = ctx;
  return c->past[i].facts;
}

static const hl_epochs *past_epochs(void *ctx, size_t i) {
  const hl_case *c = ctx;
  return c->past_epochs ? c->past_epochs(c->ctx, i) : NULL;
}

/* What one look at the past costs a rule: 60 windows in the worst case. */
enum {
  WINDOW_WORK = 2000
};

int hl_statistic_of_window(lua_State *L, const hl_question *question,
                           const char *unit) {
  hl_ask *ask = hl_ask_of(L);
  hl_sandbox_charge(L, WINDOW_WORK);
  hl_window_case c = {ask->c->run.facts,         ask->c->epochs, ask->c->past_n,
                      (void *)(uintptr_t)ask->c, past_facts,     past_epochs};
  hl_answer a;
  hl_error why = {0};
  if (hl_windows_ask(ask->set->windows, question, &c, &a, &why))
    return why.status == HL_E_NOMEM ? hl_sandbox_no_memory(L)
                                    : luaL_error(L, "%s", why.text);
  if (isnan(a.value)) return push_reason(L, a.reason);
  hl_comparison s = {
      .unit = unit,
      .reason = a.reason,
      .value = a.value,
      .usual = a.usual,
      .residual = a.residual,
      .z = a.z,
      .score = isnan(a.llr) ? a.z : a.llr,
      .threshold = NAN,
      .rarity = a.rarity_high,
      .rarity_low = a.rarity_low,
      .z_low = NAN,
      .quality = a.quality,
      .detectable = a.detectable,
      .at_min = a.at_min,
      .at_usual_min = a.at_usual_min,
      .at_n = a.at_n,
      .from_min = a.from_min,
      .to_min = a.to_min,
      .n = a.n,
      .needed = a.needed,
  };
  push(L, &s);
  return 1;
}

int hl_statistic_of_match(lua_State *L, const hl_match *m, const char *unit) {
  if (isnan(m->value)) return push_reason(L, m->reason);
  hl_comparison s = {
      .unit = unit,
      .reason = m->reason,
      .value = m->value,
      .usual = m->usual,
      .residual = m->residual,
      .z = m->z,
      .score = m->z,
      .threshold = NAN,
      .rarity = m->rarity_high,
      .rarity_low = m->rarity_low,
      .z_low = NAN,
      .detectable = m->detectable,
      .at_min = NAN,
      .at_usual_min = NAN,
      .from_min = NAN,
      .to_min = NAN,
      .n = m->n,
      .needed = m->needed,
  };
  push(L, &s);
  return 1;
}
