/* SPDX-License-Identifier: MIT
**
** The sandbox's `math`: abs, ceil, exp, floor, log, max, min, round, sqrt,
** tointeger, huge, pi, maxinteger, mininteger. Numbers only: a text is not
** taken for one. No random. exp and log may differ in their last digit between
** C libraries; whatever a rule returns is rounded to six digits anyway.
*/
#include <math.h>

#include <lauxlib.h>

#include "rules/sandbox_private.h"

static lua_Number number(lua_State *L, int index) {
  luaL_checktype(L, index, LUA_TNUMBER);
  return lua_tonumber(L, index);
}

/* [-0, +1, -] An integer where the value is one that fits. */
static int push_whole(lua_State *L, lua_Number x) {
  lua_Integer i;
  if (lua_numbertointeger(x, &i)) {
    lua_pushinteger(L, i);
  } else {
    lua_pushnumber(L, x);
  }
  return 1;
}

static int math_abs(lua_State *L) {
  lua_Number x = number(L, 1);
  if (!lua_isinteger(L, 1)) {
    lua_pushnumber(L, fabs(x));
    return 1;
  }
  lua_Integer i = lua_tointeger(L, 1);
  lua_pushinteger(L, i < 0 ? (lua_Integer)(0 - (lua_Unsigned)i) : i);
  return 1;
}

static int math_ceil(lua_State *L) {
  lua_Number x = number(L, 1);
  lua_settop(L, 1);
  return lua_isinteger(L, 1) ? 1 : push_whole(L, ceil(x));
}

static int math_floor(lua_State *L) {
  lua_Number x = number(L, 1);
  lua_settop(L, 1);
  return lua_isinteger(L, 1) ? 1 : push_whole(L, floor(x));
}

/* round(x): to the nearest whole number, halves away from zero */
static int math_round(lua_State *L) {
  lua_Number x = number(L, 1);
  lua_settop(L, 1);
  return lua_isinteger(L, 1) ? 1 : push_whole(L, round(x));
}

static int math_exp(lua_State *L) {
  lua_pushnumber(L, exp(number(L, 1)));
  return 1;
}

static int math_log(lua_State *L) {
  lua_pushnumber(L, log(number(L, 1)));
  return 1;
}

static int math_sqrt(lua_State *L) {
  lua_pushnumber(L, sqrt(number(L, 1)));
  return 1;
}

/* [-0, +1, v] The argument before (or, `largest`, after) all others. */
static int extreme(lua_State *L, bool largest) {
  int n = lua_gettop(L), best = 1;
  hl_sandbox_charge(L, (size_t)n);
  number(L, 1);
  for (int i = 2; i <= n; i++) {
    number(L, i);
    int a = largest ? best : i, b = largest ? i : best;
    if (lua_compare(L, a, b, LUA_OPLT)) best = i;
  }
  lua_pushvalue(L, best);
  return 1;
}

static int math_max(lua_State *L) {
  return extreme(L, true);
}

static int math_min(lua_State *L) {
  return extreme(L, false);
}

/* tointeger(x): the integer that x equals, or nil */
static int math_tointeger(lua_State *L) {
  int is_integer = 0;
  number(L, 1);
  lua_Integer i = lua_tointegerx(L, 1, &is_integer);
  if (is_integer) {
    lua_pushinteger(L, i);
  } else {
    lua_pushnil(L);
  }
  return 1;
}

const hl_library hl_math_library[] = {
    {"abs", math_abs, "(x)", "without sign"},
    {"ceil", math_ceil, "(x)", "whole number at or above"},
    {"exp", math_exp, "(x)", "e to the power of x"},
    {"floor", math_floor, "(x)", "whole number at or below"},
    {"log", math_log, "(x)", "natural logarithm"},
    {"max", math_max, "(x, ...)", "the largest"},
    {"min", math_min, "(x, ...)", "the smallest"},
    {"round", math_round, "(x)", "nearest whole number, halves away from zero"},
    {"sqrt", math_sqrt, "(x)", "square root"},
    {"tointeger", math_tointeger, "(x)", "the integer that x equals, or nil"},
    {NULL, NULL, NULL, NULL},
};

void hl_sandbox_open_math(lua_State *L) {
  lua_newtable(L);
  hl_sandbox_set(L, hl_math_library);
  lua_pushnumber(L, HUGE_VAL);
  lua_setfield(L, -2, "huge");
  lua_pushnumber(L, 3.141592653589793);
  lua_setfield(L, -2, "pi");
  lua_pushinteger(L, LUA_MAXINTEGER);
  lua_setfield(L, -2, "maxinteger");
  lua_pushinteger(L, LUA_MININTEGER);
  lua_setfield(L, -2, "mininteger");
  hl_sandbox_freeze(L);
  lua_setfield(L, -2, "math");
}
