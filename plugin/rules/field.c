/* SPDX-License-Identifier: MIT
**
** Objects that scripts hold, and small pushes. An object is a userdata that
** begins with the number of the ask it belongs to; indexing it looks its
** field up in the type's declaration (hl_field).
*/
#include <math.h>
#include <string.h>

#include <lauxlib.h>

#include "rules/ask.h"

hl_ask *hl_ask_of(lua_State *L) {
  return hl_sandbox_context(L);
}

void *hl_ask_alloc(lua_State *L, size_t count, size_t size) {
  void *p = hl_arena_alloc(hl_ask_of(L)->arena, count, size);
  if (!p) hl_sandbox_no_memory(L);
  return p;
}

const char *hl_ask_text(lua_State *L, const char *text) {
  if (!text) return NULL;
  char *copy = hl_arena_text(hl_ask_of(L)->arena, text, strlen(text));
  if (!copy) hl_sandbox_no_memory(L);
  return copy;
}

int hl_push_number(lua_State *L, double value) {
  if (isnan(value)) {
    lua_pushnil(L);
  } else {
    lua_pushnumber(L, value);
  }
  return 1;
}

int hl_push_text(lua_State *L, const char *text) {
  if (text) {
    lua_pushstring(L, text);
  } else {
    lua_pushnil(L);
  }
  return 1;
}

void hl_set_number(lua_State *L, const char *name, double value) {
  if (isnan(value)) return;
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

void hl_set_score(lua_State *L, const char *name, int value) {
  if (value == 0) return;
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
}

void hl_set_text(lua_State *L, const char *name, const char *value) {
  if (!value) return;
  lua_pushstring(L, value);
  lua_setfield(L, -2, name);
}

void hl_set_yes(lua_State *L, const char *name, hl_yes value) {
  if (value == HL_UNSAID) return;
  lua_pushboolean(L, value == HL_YES);
  lua_setfield(L, -2, name);
}

void hl_refuse_unknown(lua_State *L, int t, const char *const *known,
                       const char *what) {
  luaL_checktype(L, t, LUA_TTABLE);
  lua_pushnil(L);
  while (lua_next(L, t)) {
    lua_pop(L, 1);
    const char *name =
        lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?";
    int i = 0;
    while (known[i] && strcmp(known[i], name) != 0)
      i++;
    if (!known[i]) luaL_error(L, "%s has no field '%s'", what, name);
  }
}

/* ---- objects ---- */

/* index(object, name): upvalue 1 maps names to fields, 2 is the type. */
static int index_object(lua_State *L) {
  const hl_object *object = lua_touserdata(L, lua_upvalueindex(2));
  hl_object_check(L, 1, object);
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  lua_rawget(L, lua_upvalueindex(1));
  const hl_field *field = lua_touserdata(L, -1);
  if (!field)
    return luaL_error(L, "'%s' has no field '%s'", object->name,
                      lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?");
  if (field->get) return field->get(L, hl_ask_of(L), field);
  lua_pushcfunction(L, field->call);
  return 1;
}

void hl_object_open(lua_State *L, const hl_object *object) {
  luaL_newmetatable(L, object->name);
  lua_newtable(L); /* meta fields */
  for (const hl_field *f = object->field; f->name; f++) {
    lua_pushlightuserdata(L, (void *)(uintptr_t)f);
    lua_setfield(L, -2, f->name);
  }
  lua_pushlightuserdata(L, (void *)(uintptr_t)object);
  lua_pushcclosure(L, index_object, 2); /* meta index */
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

void *hl_object_push(lua_State *L, const hl_object *object, size_t size) {
  uint64_t *handle = lua_newuserdatauv(L, size, 0);
  memset(handle, 0, size);
  *handle = hl_ask_of(L)->number;
  luaL_setmetatable(L, object->name);
  return handle;
}

void *hl_object_check(lua_State *L, int index, const hl_object *object) {
  uint64_t *handle = luaL_checkudata(L, index, object->name);
  if (*handle != hl_ask_of(L)->number)
    luaL_error(L, "this %s has expired: it was of another activity",
               object->name);
  return handle;
}
