/* SPDX-License-Identifier: MIT
**
** The sandbox's `table`: insert, remove, sort, concat, unpack. Each pays for
** what it moves, works on the script's own tables only and never past
** MAX_ITEMS. There is no move, and pack is `{...}`.
*/
#include <string.h>

#include <lauxlib.h>

#include "rules/sandbox_private.h"

enum {
  MAX_ITEMS = 100000
};

void hl_sandbox_check_own(lua_State *L, int index) {
  luaL_checktype(L, index, LUA_TTABLE);
  if (luaL_getmetafield(L, index, "__real") != LUA_TNIL)
    luaL_argerror(L, index, "this table is read-only");
}

static lua_Integer own_length(lua_State *L) {
  hl_sandbox_check_own(L, 1);
  lua_Unsigned n = lua_rawlen(L, 1);
  if (n > MAX_ITEMS) luaL_argerror(L, 1, "more than 100000 items");
  return (lua_Integer)n;
}

/* insert(t, [position,] value) */
static int table_insert(lua_State *L) {
  lua_Integer n = own_length(L), at = n + 1;
  int top = lua_gettop(L);
  if (top < 2 || top > 3) return luaL_error(L, "wrong number of arguments");
  if (top == 3) {
    at = luaL_checkinteger(L, 2);
    luaL_argcheck(L, at >= 1 && at <= n + 1, 2, "position out of bounds");
  }
  hl_sandbox_charge(L, (size_t)(n + 1 - at) + 1);
  for (lua_Integer i = n; i >= at; i--) {
    lua_rawgeti(L, 1, i);
    lua_rawseti(L, 1, i + 1);
  }
  lua_rawseti(L, 1, at);
  return 0;
}

/* remove(t [, position]): the value taken out */
static int table_remove(lua_State *L) {
  lua_Integer n = own_length(L);
  lua_Integer at = lua_isnone(L, 2) ? n : luaL_checkinteger(L, 2);
  if (n == 0 && lua_isnone(L, 2)) return 0;
  luaL_argcheck(L, at >= 1 && at <= n, 2, "position out of bounds");
  hl_sandbox_charge(L, (size_t)(n - at) + 1);
  lua_rawgeti(L, 1, at);
  for (lua_Integer i = at; i < n; i++) {
    lua_rawgeti(L, 1, i + 1);
    lua_rawseti(L, 1, i);
  }
  lua_pushnil(L);
  lua_rawseti(L, 1, n);
  return 1;
}

/* concat(t [, separator]): numbers and text joined, up to the text limit */
static int table_concat(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t gap_length = 0;
  const char *gap = luaL_optlstring(L, 2, "", &gap_length);
  hl_sandbox_melt(L, 1);
  lua_replace(L, 1);
  lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
  size_t total = 0;
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, 1, i);
    if (!lua_isnumber(L, -1) && lua_type(L, -1) != LUA_TSTRING)
      return luaL_error(L, "item %d is a %s", (int)i, luaL_typename(L, -1));
    total += lua_rawlen(L, -1) + gap_length;
    hl_sandbox_charge(L, 1 + (lua_rawlen(L, -1) + gap_length) / 16);
    if (total > HL_SANDBOX_TEXT + gap_length)
      return luaL_error(L, "more than %d bytes", HL_SANDBOX_TEXT);
    luaL_addvalue(&buffer);
    if (i < n) luaL_addlstring(&buffer, gap, gap_length);
  }
  luaL_pushresult(&buffer);
  return 1;
}

/* unpack(t [, from [, to]]): at most HL_SANDBOX_ARGUMENTS values */
static int table_unpack(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_Integer from = luaL_optinteger(L, 2, 1);
  lua_Integer to = luaL_opt(L, luaL_checkinteger, 3, luaL_len(L, 1));
  if (from > to) return 0;
  lua_Unsigned n = (lua_Unsigned)to - (lua_Unsigned)from;
  if (n >= HL_SANDBOX_ARGUMENTS || !lua_checkstack(L, (int)n + 1))
    return luaL_error(L, "more than %d values", HL_SANDBOX_ARGUMENTS);
  hl_sandbox_charge(L, (size_t)n + 1);
  for (lua_Integer i = from; i < to; i++)
    lua_geti(L, 1, i);
  lua_geti(L, 1, to);
  return (int)n + 1;
}

/* ---- sort ---- */

/* What one comparison of a sort needs. Indices are of the stack. */
typedef struct sorter {
  lua_State *L;
  int list, spare, less;
} sorter;

/* Is the value at the top before the one below it? [-0, +0, v] */
static bool top_is_before(const sorter *s) {
  lua_State *L = s->L;
  int a = lua_gettop(L) - 1, b = a + 1;
  hl_sandbox_charge(L, 4);
  if (!s->less) return hl_sandbox_less(L, b, a);
  lua_pushvalue(L, s->less);
  lua_pushvalue(L, b);
  lua_pushvalue(L, a);
  lua_call(L, 2, 1);
  bool before = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return before;
}

/* Merge list[a..b) and list[b..c) into spare[a..c). */
static void merge(const sorter *s, lua_Integer a, lua_Integer b,
                  lua_Integer c) {
  lua_State *L = s->L;
  lua_Integer i = a, j = b;
  for (lua_Integer k = a; k < c; k++) {
    bool right = i >= b;
    if (!right && j < c) {
      lua_rawgeti(L, s->list, i);
      lua_rawgeti(L, s->list, j);
      right = top_is_before(s);
      lua_pop(L, 2);
    }
    lua_rawgeti(L, s->list, right ? j++ : i++);
    lua_rawseti(L, s->spare, k);
  }
}

void hl_sandbox_sort(lua_State *L, int index, int less) {
  lua_Integer n = (lua_Integer)lua_rawlen(L, index);
  int top = lua_gettop(L);
  lua_createtable(L, n < 1024 ? (int)n : 1024, 0);
  sorter s = {L, index, top + 1, less};
  for (lua_Integer width = 1; width < n; width *= 2) {
    for (lua_Integer a = 1; a <= n; a += 2 * width) {
      lua_Integer b = a + width <= n ? a + width : n + 1;
      lua_Integer c = b + width <= n ? b + width : n + 1;
      merge(&s, a, b, c);
    }
    for (lua_Integer i = 1; i <= n; i++) {
      lua_rawgeti(L, s.spare, i);
      lua_rawseti(L, s.list, i);
    }
  }
  lua_settop(L, top);
}

/* sort(t [, less]): stable; numbers, text and booleans without `less` */
static int table_sort(lua_State *L) {
  lua_Integer n = own_length(L);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  hl_sandbox_charge(L, (size_t)n);
  hl_sandbox_sort(L, 1, lua_isnoneornil(L, 2) ? 0 : 2);
  return 0;
}

const hl_library hl_table_library[] = {
    {"concat", table_concat, "(t [, separator])",
     "numbers and text joined, up to 8 KiB"},
    {"insert", table_insert, "(t, [position,] value)", "puts a value in"},
    {"remove", table_remove, "(t [, position])",
     "takes a value out and gives it"},
    {"sort", table_sort, "(t [, less])", "in place, stable"},
    {"unpack", table_unpack, "(t [, from [, to]])", "up to 250 values"},
    {NULL, NULL, NULL, NULL},
};

void hl_sandbox_open_table(lua_State *L) {
  lua_newtable(L);
  hl_sandbox_set(L, hl_table_library);
  hl_sandbox_freeze(L);
  lua_setfield(L, -2, "table");
}
