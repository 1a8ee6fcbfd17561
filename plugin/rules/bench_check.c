/* SPDX-License-Identifier: MIT
**
** The checks that a test file makes of what a rule said.
*/
#include <string.h>

#include <lauxlib.h>

#include "base/number.h"
#include "rules/bench_test.h"

/* [-0, +1, v] Text field of a result. */
static const char *field_of(lua_State *L, int index, const char *name) {
  luaL_checktype(L, index, LUA_TTABLE);
  lua_getfield(L, index, name);
  const char *text = lua_tostring(L, -1);
  return text ? text : "nothing";
}

static int expect(lua_State *L, const char *field, const char *wanted) {
  const char *got = field_of(L, 1, field);
  if (!strcmp(got, wanted)) return 0;
  const char *why = field_of(L, 1, "reason");
  return luaL_error(L, "%s is %s, expected %s (%s)", field, got, wanted, why);
}

static int test_pattern(lua_State *L) {
  expect(L, "status", "found");
  return expect(L, "pattern", luaL_checkstring(L, 2));
}

static int test_found(lua_State *L) {
  return expect(L, "status", "found");
}

static int test_none(lua_State *L) {
  return expect(L, "status", "clear");
}

static int test_abstains(lua_State *L) {
  expect(L, "status", "abstained");
  return lua_isnoneornil(L, 2) ? 0
                               : expect(L, "reason", luaL_checkstring(L, 2));
}

static int test_suppressed(lua_State *L) {
  expect(L, "status", "suppressed");
  return lua_isnoneornil(L, 2) ? 0
                               : expect(L, "reason", luaL_checkstring(L, 2));
}

static int test_basis(lua_State *L) {
  return expect(L, "basis", luaL_checkstring(L, 2));
}

/* Is `"name":"value"` in the JSON of a field? */
static int expect_member(lua_State *L, const char *field, const char *member) {
  const char *value = luaL_checkstring(L, 2);
  const char *json = field_of(L, 1, field);
  const char *wanted = lua_pushfstring(L, "%s\"%s\"", member, value);
  if (strstr(json, wanted)) return 0;
  return luaL_error(L, "no %s '%s' in %s", field, value, json);
}

static int test_has_evidence(lua_State *L) {
  return expect_member(L, "evidence", "\"key\":");
}

static int test_not_seen(lua_State *L) {
  return expect_member(L, "not_recorded", "");
}

static int test_advises(lua_State *L) {
  return expect_member(L, "advice", "");
}

static int test_has_cause(lua_State *L) {
  const char *id = luaL_checkstring(L, 2);
  const char *reading = luaL_optstring(L, 3, "supports");
  const char *json = field_of(L, 1, "causes");
  const char *wanted =
      lua_pushfstring(L, "\"id\":\"%s\",\"reading\":\"%s\"", id, reading);
  if (strstr(json, wanted)) return 0;
  return luaL_error(L, "no cause '%s' that %s in %s", id, reading, json);
}

static int test_says(lua_State *L) {
  const char *text = field_of(L, 1, "text");
  if (strstr(text, luaL_checkstring(L, 2))) return 0;
  return luaL_error(L, "the text does not say '%s': %s", lua_tostring(L, 2),
                    text);
}

/* Two decimals, without the C library's floating-point formats. */
static const char *push_decimal(lua_State *L, double value) {
  char text[40];
  hl_print_fixed(text, sizeof text, value, 2);
  return lua_pushstring(L, text);
}

static int test_at_most(lua_State *L) {
  double limit = luaL_checknumber(L, 1), value = luaL_checknumber(L, 3);
  const char *unit = luaL_checkstring(L, 2);
  if (value <= limit) return 0;
  return luaL_error(L, "%s is more than %s %s", push_decimal(L, value),
                    push_decimal(L, limit), unit);
}

static int test_at_least(lua_State *L) {
  double limit = luaL_checknumber(L, 1), value = luaL_checknumber(L, 2);
  if (value >= limit) return 0;
  return luaL_error(L, "%s is less than %s", push_decimal(L, value),
                    push_decimal(L, limit));
}

const hl_library hl_check_library[] = {
    {"pattern", test_pattern, "(out, pattern)", "found, with that pattern"},
    {"found", test_found, "(out)", "found"},
    {"none", test_none, "(out)", "nothing to say: clear"},
    {"abstains", test_abstains, "(out [, reason])", "could not look"},
    {"suppressed", test_suppressed, "(out [, by])",
     "found, but something stands before it"},
    {"basis", test_basis, "(out, basis)", "such as \"reported, data agree\""},
    {"has_evidence", test_has_evidence, "(out, key)", ""},
    {"has_cause", test_has_cause, "(out, id [, reading])",
     "reading is supports when left out"},
    {"not_seen", test_not_seen, "(out, name)", "named as not recorded"},
    {"advises", test_advises, "(out, id)", ""},
    {"says", test_says, "(out, text)", "the annotation has this in it"},
    {"at_most", test_at_most, "(limit, unit, value)", ""},
    {"at_least", test_at_least, "(limit, value)", ""},
    {NULL, NULL, NULL, NULL},
};
