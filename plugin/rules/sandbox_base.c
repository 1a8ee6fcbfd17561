/* SPDX-License-Identifier: MIT
**
** Base functions of the sandbox: assert, error, ipairs, next, pairs, pcall,
** select, tonumber, tostring, type. They differ from Lua's own where those
** would depend on addresses, on the locale or on hash order, or could hold
** back a limit. Stack effects in brackets.
*/
#include <string.h>

#include <lauxlib.h>

#include "rules/sandbox_private.h"

void hl_sandbox_set(lua_State *L, const hl_library *list) {
  for (; list->name; list++) {
    lua_pushcfunction(L, list->function);
    lua_setfield(L, -2, list->name);
  }
}

/* assert(v [, message]): v and what follows [-0, +n, v] */
static int base_assert(lua_State *L) {
  if (lua_toboolean(L, 1)) return lua_gettop(L);
  luaL_checkany(L, 1);
  if (lua_isnoneornil(L, 2)) return luaL_error(L, "assertion failed");
  lua_settop(L, 2);
  return lua_error(L);
}

/* error(message [, level]) with the position of level 1 (the default) or 2 */
static int base_error(lua_State *L) {
  int level = lua_isinteger(L, 2) ? (int)lua_tointeger(L, 2) : 1;
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TSTRING && level > 0 && level < 20) {
    luaL_where(L, level);
    lua_insert(L, 1);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

/* pcall(f, ...): true and results, or false and the error. A call that passed
** a limit ends all the same. [-n, +m, v] */
static int base_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  hl_sandbox_charge(L, 10);
  int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
  if (status == LUA_ERRMEM) hl_sandbox_give_up(L);
  if (status && hl_sandbox_is_over(L)) return lua_error(L);
  lua_pushboolean(L, status == LUA_OK);
  lua_insert(L, 1);
  return lua_gettop(L);
}

/* select(n, ...) or select("#", ...) */
static int base_select(lua_State *L) {
  int n = lua_gettop(L);
  hl_sandbox_charge(L, (size_t)n);
  if (lua_type(L, 1) == LUA_TSTRING && !strcmp(lua_tostring(L, 1), "#")) {
    lua_pushinteger(L, n - 1);
    return 1;
  }
  lua_Integer i = luaL_checkinteger(L, 1);
  if (i < 0) i = n + i;
  luaL_argcheck(L, i >= 1, 1, "index out of range");
  return i > n ? 0 : n - (int)i;
}

/* tonumber(v): v itself, or what a decimal text says; no base [-0, +1, v] */
static int base_tonumber(lua_State *L) {
  luaL_checkany(L, 1);
  if (!lua_isnone(L, 2)) return luaL_error(L, "tonumber has no base here");
  if (lua_type(L, 1) == LUA_TNUMBER) {
    lua_settop(L, 1);
    return 1;
  }
  size_t length = 0;
  const char *text =
      lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
  bool is_number = text && length < 64 && lua_stringtonumber(L, text);
  if (!is_number || strlen(text) != length) lua_pushnil(L);
  return 1;
}

/* tostring(v): what a value says of itself; no address, no locale */
static int base_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  switch (lua_type(L, 1)) {
  case LUA_TNUMBER:
    lua_settop(L, 1);
    lua_tolstring(L, 1, NULL); /* under the C locale */
    return 1;
  case LUA_TSTRING: lua_settop(L, 1); return 1;
  case LUA_TBOOLEAN:
    lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false");
    return 1;
  default: lua_pushstring(L, luaL_typename(L, 1)); return 1;
  }
}

static int base_type(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushstring(L, luaL_typename(L, 1));
  return 1;
}

/* ---- order ---- */

static int rank(lua_State *L, int index) {
  switch (lua_type(L, index)) {
  case LUA_TNUMBER: return 1;
  case LUA_TSTRING: return 2;
  case LUA_TBOOLEAN: return 3;
  default:
    return luaL_error(L, "cannot sort by a %s: only by numbers, text, booleans",
                      luaL_typename(L, index));
  }
}

bool hl_sandbox_less(lua_State *L, int a, int b) {
  int of_a = rank(L, a), of_b = rank(L, b);
  if (of_a != of_b) return of_a < of_b;
  if (of_a == 1) return lua_compare(L, a, b, LUA_OPLT);
  if (of_a == 3) return !lua_toboolean(L, a) && lua_toboolean(L, b);
  size_t na, nb;
  const char *ta = lua_tolstring(L, a, &na), *tb = lua_tolstring(L, b, &nb);
  size_t shorter = na < nb ? na : nb;
  hl_sandbox_charge(L, shorter / 32);
  int order = memcmp(ta, tb, shorter);
  return order ? order < 0 : na < nb;
}

/* next(t [, key]): the smallest key above `key` and its value; nil at the end.
** Every step looks at the whole table: pairs is the loop to use. */
static int base_next(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  hl_sandbox_melt(L, 1);
  lua_replace(L, 1); /* t after */
  lua_pushnil(L);    /* t after best */
  lua_pushnil(L);    /* t after best key */
  while (lua_next(L, 1)) {
    lua_pop(L, 1); /* t after best key */
    hl_sandbox_charge(L, 2);
    bool later = lua_isnil(L, 2) || hl_sandbox_less(L, 2, 4);
    if (later && (lua_isnil(L, 3) || hl_sandbox_less(L, 4, 3))) {
      lua_pushvalue(L, 4);
      lua_replace(L, 3);
    }
  }
  lua_settop(L, 3); /* t after best */
  if (lua_isnil(L, 3)) return 1;
  lua_pushvalue(L, 3);
  lua_rawget(L, 1);
  return 2;
}

/* [-0, +1, v] The keys of the table at index 1, in order. */
static void push_sorted_keys(lua_State *L) {
  lua_newtable(L);
  lua_Integer n = 0;
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    rank(L, -1);
    hl_sandbox_charge(L, 2);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, ++n);
  }
}

/* The iterator of pairs: upvalues are the table, the keys and the position.
** Keys whose value has gone since are passed over. The table is no state of
** the loop, so what lies behind a read-only view stays out of reach. */
static int next_pair(lua_State *L) {
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(3));
  for (;;) {
    lua_settop(L, 0);
    hl_sandbox_charge(L, 1);
    if (lua_rawgeti(L, lua_upvalueindex(2), ++i) == LUA_TNIL) return 1;
    lua_pushvalue(L, 1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) break; /* key value */
  }
  lua_pushinteger(L, i);
  lua_replace(L, lua_upvalueindex(3));
  return 2;
}

/* pairs(t): in the order of the keys: numbers, text, booleans */
static int base_pairs(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  hl_sandbox_melt(L, 1);
  lua_replace(L, 1);
  push_sorted_keys(L); /* t keys */
  hl_sandbox_sort(L, 2, 0);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_pair, 3);
  return 1;
}

static int next_index(lua_State *L) {
  lua_Integer i = luaL_checkinteger(L, 2) + 1;
  hl_sandbox_charge(L, 1);
  lua_pushinteger(L, i);
  return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

/* ipairs(t): 1, 2, ... up to the first nil */
static int base_ipairs(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_pushcfunction(L, next_index);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

const hl_library hl_base_library[] = {
    {"assert", base_assert, "(v [, message])",
     "v, or an error when it is false or nil"},
    {"error", base_error, "(message [, level])",
     "ends the call; the message gets file and line"},
    {"fmt", hl_sandbox_fmt, "(format, ...)",
     "text with %d, %s, %.1f, %%; a + writes the sign, a width pads; the same "
     "in every locale"},
    {"ipairs", base_ipairs, "(t)", "1, 2, ... up to the first nil"},
    {"next", base_next, "(t [, key])",
     "the next key in order and its value; nil at the end"},
    {"pairs", base_pairs, "(t)", "all keys in order: numbers, text, booleans"},
    {"pcall", base_pcall, "(f, ...)",
     "true and results, or false and the error; a limit ends the rule all the "
     "same"},
    {"select", base_select, "(n, ...)",
     "arguments from n on; \"#\" counts them"},
    {"tonumber", base_tonumber, "(v)", "a number, or nil"},
    {"tostring", base_tostring, "(v)",
     "text without addresses, the same in every locale"},
    {"type", base_type, "(v)", "the type as text"},
    {NULL, NULL, NULL, NULL},
};

void hl_sandbox_open_base(lua_State *L) {
  hl_sandbox_set(L, hl_base_library);
}
