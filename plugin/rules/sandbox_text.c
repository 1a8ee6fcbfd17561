/* SPDX-License-Identifier: MIT
**
** The sandbox's `string` (len, sub, upper, lower, byte, find) and `fmt`.
** find() is plain: patterns run for seconds in C where no hook looks.
** upper() and lower() know ASCII only. fmt() is format() without the locale.
*/
#include <string.h>

#include <lauxlib.h>

#include "base/number.h"
#include "rules/sandbox_private.h"

static const char *text(lua_State *L, int index, size_t *length) {
  luaL_checktype(L, index, LUA_TSTRING);
  return lua_tolstring(L, index, length);
}

/* Lua's positions: from 1, or back from the end, kept within 0 .. n + 1. */
static size_t position(lua_State *L, int index, lua_Integer otherwise,
                       size_t n) {
  lua_Integer i = luaL_optinteger(L, index, otherwise);
  if (i < 0) i = (lua_Integer)n + i + 1;
  if (i < 0) return 0;
  return (size_t)i > n ? n + 1 : (size_t)i;
}

static int string_len(lua_State *L) {
  size_t n;
  text(L, 1, &n);
  lua_pushinteger(L, (lua_Integer)n);
  return 1;
}

/* sub(s, from [, to]) */
static int string_sub(lua_State *L) {
  size_t n;
  const char *s = text(L, 1, &n);
  size_t from = position(L, 2, 1, n), to = position(L, 3, -1, n);
  if (from < 1) from = 1;
  if (to > n) to = n;
  hl_sandbox_charge(L, n / 16);
  lua_pushlstring(L, s + from - 1, from <= to ? to - from + 1 : 0);
  return 1;
}

/* byte(s [, i]): one byte as a number, or nothing */
static int string_byte(lua_State *L) {
  size_t n;
  const char *s = text(L, 1, &n);
  size_t i = position(L, 2, 1, n);
  if (i < 1 || i > n) return 0;
  lua_pushinteger(L, (unsigned char)s[i - 1]);
  return 1;
}

/* [-0, +1, v] `first` .. `first` + 25 become letters of the other case. */
static int change_case(lua_State *L, char first, int shift) {
  size_t n;
  const char *s = text(L, 1, &n);
  hl_sandbox_charge(L, n / 4);
  luaL_Buffer buffer;
  char *out = luaL_buffinitsize(L, &buffer, n);
  for (size_t i = 0; i < n; i++)
    out[i] = s[i] >= first && s[i] <= first + 25 ? (char)(s[i] + shift) : s[i];
  luaL_pushresultsize(&buffer, n);
  return 1;
}

static int string_upper(lua_State *L) {
  return change_case(L, 'a', 'A' - 'a');
}

static int string_lower(lua_State *L) {
  return change_case(L, 'A', 'a' - 'A');
}

/* find(s, plain text [, from]): first and last position, or nil */
static int string_find(lua_State *L) {
  size_t n, m;
  const char *s = text(L, 1, &n), *what = text(L, 2, &m);
  size_t from = position(L, 3, 1, n);
  if (from < 1) from = 1;
  /* The worst case looks at every byte of `what` at every position. */
  hl_sandbox_charge(L, 1 + n * (m + 1) / 64);
  for (size_t i = from - 1; i + m <= n; i++) {
    if (memcmp(s + i, what, m) != 0) continue;
    lua_pushinteger(L, (lua_Integer)i + 1);
    lua_pushinteger(L, (lua_Integer)i + (lua_Integer)m);
    return 2;
  }
  lua_pushnil(L);
  return 1;
}

/* ---- fmt ---- */

/* One conversion: "%+5.1f" has sign, width 5, 1 decimal, kind 'f'. */
typedef struct conversion {
  bool sign;
  int width, decimals;
  char kind;
} conversion;

/* Read what follows a '%'; returns behind it. [-0, +0, v] */
static const char *read_conversion(lua_State *L, const char *at,
                                   conversion *c) {
  *c = (conversion){.decimals = -1};
  if (*at == '+') {
    c->sign = true;
    at++;
  }
  while (*at >= '0' && *at <= '9' && c->width < 100)
    c->width = 10 * c->width + (*at++ - '0');
  if (*at == '.' && at[1] >= '0' && at[1] <= '9') {
    c->decimals = at[1] - '0';
    at += 2;
  }
  c->kind = *at;
  if (c->width > 40 || !*at || !strchr("dfs%", *at))
    luaL_error(L, "fmt knows %%d, %%s, %%%% and %%.1f, with '+' and a width");
  return at + 1;
}

static void add_padded(luaL_Buffer *buffer, const conversion *c,
                       const char *bytes, size_t n) {
  for (size_t i = n; i < (size_t)c->width; i++)
    luaL_addchar(buffer, ' ');
  luaL_addlstring(buffer, bytes, n);
}

static void add_number(lua_State *L, luaL_Buffer *buffer, const conversion *c,
                       int index) {
  char digits[64];
  luaL_checktype(L, index, LUA_TNUMBER);
  double x = lua_tonumber(L, index);
  int decimals = c->kind == 'd' ? 0 : c->decimals < 0 ? 6 : c->decimals;
  size_t at = 0;
  /* Not "+-0" nor "+null". */
  if (c->sign && x == x && x >= 0) digits[at++] = '+';
  size_t n = at + hl_print_fixed(digits + at, sizeof digits - at, x, decimals);
  add_padded(buffer, c, digits, n < sizeof digits ? n : sizeof digits - 1);
}

static void add_text(lua_State *L, luaL_Buffer *buffer, const conversion *c,
                     int index) {
  size_t n;
  if (lua_type(L, index) != LUA_TNUMBER) luaL_checktype(L, index, LUA_TSTRING);
  const char *bytes = lua_tolstring(L, index, &n);
  add_padded(buffer, c, bytes, n);
}

/* fmt(format, ...): %d whole number, %.1f decimals, %s text or number, %%;
** '+' writes the sign, a width up to 40 pads with blanks on the left */
int hl_sandbox_fmt(lua_State *L) {
  size_t n;
  const char *format = text(L, 1, &n);
  hl_sandbox_charge(L, 4 + n / 4);
  int given = lua_gettop(L), argument = 1; /* before the buffer's own slot */
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (const char *at = format; *at;) {
    if (*at != '%') {
      luaL_addchar(&buffer, *at++);
      continue;
    }
    conversion c;
    at = read_conversion(L, at + 1, &c);
    if (c.kind != '%' && ++argument > given)
      return luaL_error(L, "fmt has %d values, its text asks for more",
                        given - 1);
    if (c.kind == '%') {
      luaL_addchar(&buffer, '%');
    } else if (c.kind == 's') {
      add_text(L, &buffer, &c, argument);
    } else {
      add_number(L, &buffer, &c, argument);
    }
    if (luaL_bufflen(&buffer) > HL_SANDBOX_TEXT)
      return luaL_error(L, "more than %d bytes", HL_SANDBOX_TEXT);
  }
  luaL_pushresult(&buffer);
  return 1;
}

/* [-0, +0, m] s:upper() and the like: the library behind every text, with the
** library's table out of reach. */
static void open_methods(lua_State *L) {
  lua_pushstring(L, "");
  lua_newtable(L); /* string "" meta */
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

const hl_library hl_string_library[] = {
    {"byte", string_byte, "(s [, i])", "one byte as a number"},
    {"find", string_find, "(s, text [, from])",
     "first and last position, or nil; plain text, no patterns"},
    {"len", string_len, "(s)", "bytes"},
    {"lower", string_lower, "(s)", "ASCII letters in lower case"},
    {"sub", string_sub, "(s, from [, to])", "a part; below 0 from the end"},
    {"upper", string_upper, "(s)", "ASCII letters in upper case"},
    {NULL, NULL, NULL, NULL},
};

void hl_sandbox_open_text(lua_State *L) {
  lua_newtable(L);
  hl_sandbox_set(L, hl_string_library);
  hl_sandbox_freeze(L);
  open_methods(L);
  lua_setfield(L, -2, "string");
}
