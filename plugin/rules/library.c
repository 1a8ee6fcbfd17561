/* SPDX-License-Identifier: MIT
**
** legs.lib("causes"): what several rules share, Lua files of lua/lib that
** travel inside the plugin. A library is compiled once for a set of rules, and
** run once for each rule file that asks for it, in that rule's own sandbox; it
** is read-only all the way down, so nothing can be kept in it from one activity
** to the next.
*/
#include <stdio.h>
#include <string.h>

#include <lauxlib.h>

#include "base/embed.h"
#include "base/text.h"
#include "rules/ask.h"

enum {
  MAX_NAME = 24,
  MAX_DEPTH = 6
};

static const char folder[] = "lua/lib/";
static const char key_libraries = 0; /* registry: name to library */

/* The templates of `rules new` lie beside the libraries. */
static bool is_library(const char *path) {
  return !strncmp(path, folder, sizeof folder - 1) &&
         strncmp(path + sizeof folder - 1, "new_rule", 8) != 0;
}

void hl_library_hash(hl_hasher *hasher) {
  for (const hl_embedded *f = hl_embedded_files; f->path; f++)
    if (is_library(f->path)) hl_hasher_add(hasher, f->bytes, f->length);
}

/* [-1, +1, v] The table at the top and all tables in it become read-only. */
static void freeze_all(lua_State *L, int depth) {
  if (depth > MAX_DEPTH) luaL_error(L, "tables within tables without end");
  luaL_checkstack(L, 8, NULL);
  lua_pushnil(L);
  while (lua_next(L, -2)) { /* table key value */
    if (lua_type(L, -1) == LUA_TTABLE) {
      freeze_all(L, depth + 1);
      lua_pushvalue(L, -2);
      lua_insert(L, -2); /* table key key value */
      lua_rawset(L, -4);
    } else {
      lua_pop(L, 1);
    }
  }
  hl_sandbox_freeze(L);
}

static int take(lua_State *L, const void *bytes, size_t length, void *code) {
  (void)L;
  hl_text_add_n(code, bytes, length);
  return hl_text_status(code) != HL_OK;
}

/* [-0, +0, -] The function at the top, for the rules that ask next. Where there
** is no memory for it they compile it again. */
static void remember(lua_State *L, hl_rules *set, const char *path) {
  hl_text code = {0};
  hl_compiled *library = hl_arena_alloc(&set->arena, 1, sizeof *library);
  if (library && lua_dump(L, take, &code, 0) == 0) {
    *library = (hl_compiled){path, NULL, code.length, set->library};
    library->code = hl_arena_text(&set->arena, code.bytes, code.length);
    if (library->code) set->library = library;
  }
  hl_text_free(&code);
}

/* [-0, +1, v] */
static void load(lua_State *L, const hl_embedded *file) {
  hl_rules *set = hl_ask_of(L)->set;
  const char *name = file->path + sizeof folder - 1;
  const hl_compiled *library = set->library;
  while (library && library->path != file->path)
    library = library->next;
  if (library) {
    hl_sandbox_undump(L, library->code, library->length, file->length, name);
  } else {
    hl_sandbox_compile(L, file->bytes, file->length, name);
    remember(L, set, file->path);
  }
}

/* [-0, +1, v] Load and run the file of that library. */
static void open_library(lua_State *L, const char *name) {
  char path[sizeof folder + MAX_NAME + 8];
  size_t n = strlen(name);
  if (n == 0 || n > MAX_NAME ||
      strspn(name, "abcdefghijklmnopqrstuvwxyz_") != n)
    luaL_error(L, "there is no library '%s'", name);
  snprintf(path, sizeof path, "%s%s.lua", folder, name);
  const hl_embedded *file = is_library(path) ? hl_embedded_find(path) : NULL;
  if (!file) {
    luaL_error(L, "there is no library '%s'", name);
    return;
  }
  load(L, file);
  lua_call(L, 0, 1);
  luaL_checktype(L, -1, LUA_TTABLE);
  freeze_all(L, 0);
}

int hl_library_get(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  hl_ask *ask = hl_ask_of(L);
  lua_settop(L, 1);
  if (ask->is_loading) ask->rule->has_library = true;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &key_libraries) == LUA_TNIL) {
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_libraries);
    lua_replace(L, 2);
  } /* name libraries */
  if (lua_getfield(L, 2, name) != LUA_TNIL) return 1;
  open_library(L, name);
  lua_pushvalue(L, -1);
  lua_setfield(L, 2, name);
  return 1;
}
