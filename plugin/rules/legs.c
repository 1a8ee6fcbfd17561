/* SPDX-License-Identifier: MIT
**
** `legs`: what a rule file is given to declare itself, to answer, and to word
** things by id.
*/
#include <math.h>
#include <string.h>

#include <lauxlib.h>

#include "base/number.h"
#include "base/text.h"
#include "rules/arbiter.h"
#include "rules/ask.h"
#include "rules/judge.h"

enum {
  MAX_VALUES = 24,
  MAX_REASON = 40,
  MAX_TEXT = 400
};

/* legs.abstain(reason [, text]): could not look, and why */
static int legs_abstain(lua_State *L) {
  hl_ask *ask = hl_ask_of(L);
  size_t n;
  const char *reason = luaL_checklstring(L, 1, &n);
  if (n == 0 || n > MAX_REASON ||
      strspn(reason, "abcdefghijklmnopqrstuvwxyz0123456789_") != n)
    return luaL_error(L, "a reason is one word such as 'too_short'");
  const char *text = luaL_optlstring(L, 2, NULL, &n);
  if (text && (n > MAX_TEXT || !hl_utf8_valid(text, n)))
    return luaL_error(L, "the text is longer than %d bytes", MAX_TEXT);
  if (text && hl_banned_word(text))
    return luaL_error(L, "the text says '%s': patterns, not diagnoses",
                      hl_banned_word(text));
  ask->abstain_reason = hl_ask_text(L, reason);
  ask->abstain_text = hl_ask_text(L, text);
  hl_object_push(L, &hl_abstention_object, sizeof(uint64_t));
  return 1;
}

/* [-0, +0, v] The values of the table at index 2, as hl_text_fill takes them;
** copies are in the arena. */
static size_t read_values(lua_State *L, hl_text_value *value) {
  size_t n = 0;
  if (lua_isnoneornil(L, 2)) return 0;
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_pushnil(L);
  while (lua_next(L, 2)) {
    if (n == MAX_VALUES) luaL_error(L, "more than %d values", MAX_VALUES);
    if (lua_type(L, -2) != LUA_TSTRING) luaL_error(L, "values have names");
    hl_text_value *v = &value[n++];
    *v = (hl_text_value){.name = hl_ask_text(L, lua_tostring(L, -2))};
    if (lua_type(L, -1) == LUA_TNUMBER) {
      v->number = lua_tonumber(L, -1);
    } else if (lua_type(L, -1) == LUA_TSTRING) {
      v->text = hl_ask_text(L, lua_tostring(L, -1));
    } else {
      luaL_error(L, "value '%s' is a %s", v->name, luaL_typename(L, -1));
    }
    lua_pop(L, 1);
  }
  return n;
}

/* legs.text(id [, values]) */
static int legs_text(lua_State *L) {
  const hl_ask *ask = hl_ask_of(L);
  const char *id = luaL_checkstring(L, 1);
  lua_settop(L, 2);
  const char *pattern = hl_texts_find(ask->set->texts, id);
  if (!pattern) return luaL_error(L, "there is no text '%s'", id);
  hl_text_value value[MAX_VALUES];
  size_t n = read_values(L, value);
  hl_sandbox_charge(L, 10 + strlen(pattern) / 4);
  /* Nothing raises while the builder owns memory. */
  hl_text out = {0};
  hl_error why = {0};
  hl_text_fill(&out, pattern, value, n, &why);
  const char *text =
      out.failed ? NULL
                 : hl_arena_text(ask->arena, hl_text_cstr(&out), out.length);
  hl_text_free(&out);
  if (why.status) return luaL_error(L, "%s", why.text);
  if (!text) return hl_sandbox_no_memory(L);
  lua_pushstring(L, text);
  return 1;
}

/* legs.pace(m/s): "5:30 /km" or "8:51 /mi" */
static int legs_pace(lua_State *L) {
  bool imperial = hl_ask_of(L)->set->is_imperial;
  luaL_checktype(L, 1, LUA_TNUMBER);
  double mps = lua_tonumber(L, 1);
  if (!(mps >= 0.2 && mps < 20)) {
    lua_pushstring(L, "-");
    return 1;
  }
  int s = (int)round((imperial ? 1609.344 : 1000) / mps);
  lua_pushfstring(L, "%d:%s%d %s", s / 60, s % 60 < 10 ? "0" : "", s % 60,
                  imperial ? "/mi" : "/km");
  return 1;
}

/* legs.distance(km): "12.3 km" or "7.6 mi" */
static int legs_distance(lua_State *L) {
  bool imperial = hl_ask_of(L)->set->is_imperial;
  luaL_checktype(L, 1, LUA_TNUMBER);
  char number[40];
  double km = lua_tonumber(L, 1);
  hl_print_fixed(number, sizeof number, imperial ? km / 1.609344 : km, 1);
  lua_pushfstring(L, "%s %s", number, imperial ? "mi" : "km");
  return 1;
}

static int get_api(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)ask;
  (void)field;
  lua_pushinteger(L, HL_RULE_API);
  return 1;
}

static int get_explain(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)ask;
  (void)field;
  lua_pushnumber(L, HL_EXPLAIN_LLR);
  return 1;
}

static int get_budget(lua_State *L, const hl_ask *ask, const hl_field *field) {
  (void)field;
  lua_pushnumber(L, ask->set->budget);
  return 1;
}

static const hl_field fields[] = {
    {"rule", "{api=, id=, ...}", "",
     "declares the rule of this file; returns "
     "it",
     NULL, hl_rule_declare, 0},
    {"finding", "{statistic=, threshold=, reported=, ...}", "",
     "what was found. pattern: other than the rule's; statistic: what it "
     "rests on; threshold: what its score had to pass; reported: it speaks of "
     "what the runner reported; follow_up: it speaks of the rule's own open "
     "episode and is no alarm; slot, title, from_min, to_min; explains: fewer "
     "than the rule declares",
     NULL, hl_finding_new, 0},
    {"abstain", "(reason [, text])", "",
     "could not look: the reason is one word, such as too_short", NULL,
     legs_abstain, 0},
    {"text", "(id [, values])", "",
     "reviewed wording by id, with its {places} filled", NULL, legs_text, 0},
    {"lib", "(name)", "",
     "what several rules share: a library of lua/lib, read-only", NULL,
     hl_library_get, 0},
    {"pace", "(m/s)", "", "\"5:30 /km\", or per mile where set so", NULL,
     legs_pace, 0},
    {"distance", "(km)", "", "\"12.3 km\", or miles where set so", NULL,
     legs_distance, 0},
    {"api", "number", "", "the API of this heavylegs", get_api, NULL, 0},
    {"explain_llr", "number", "",
     "score from which data agree with a report of heavy legs", get_explain,
     NULL, 0},
    {"budget", "number", "per 100 runs",
     "unsolicited findings that are "
     "allowed",
     get_budget, NULL, 0},
    {NULL, NULL, NULL, NULL, NULL, NULL, 0},
};

const hl_object hl_legs_object = {
    "legs",
    "What every rule file is given.",
    fields,
};

static const hl_field no_fields[] = {{NULL, NULL, NULL, NULL, NULL, NULL, 0}};
const hl_object hl_abstention_object = {
    "abstention",
    "What legs.abstain gives: to be returned.",
    no_fields,
};

/* [-0, +0, m] `legs` is a read-only table: its fields do not depend on the
** activity, so no handle is needed. */
static void open_legs(lua_State *L) {
  const hl_ask *ask = hl_ask_of(L);
  lua_newtable(L);
  for (const hl_field *f = fields; f->name; f++) {
    if (f->call) {
      lua_pushcfunction(L, f->call);
    } else {
      f->get(L, ask, f);
    }
    lua_setfield(L, -2, f->name);
  }
  hl_sandbox_freeze(L);
  hl_sandbox_global(L, "legs");
}

void hl_api_open(lua_State *L) {
  hl_object_open(L, &hl_run_object);
  hl_object_open(L, &hl_past_object);
  hl_object_open(L, &hl_statistic_object);
  hl_object_open(L, &hl_finding_object);
  hl_object_open(L, &hl_abstention_object);
  open_legs(L);
}
