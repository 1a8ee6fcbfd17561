/* SPDX-License-Identifier: MIT
**
** See settings.h.
*/
#include "rules/settings.h"

#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "base/file.h"
#include "base/json_scan.h"
#include "base/number.h"
#include "rules/judge.h"

/* Where values come from while they are given to rules. */
typedef struct source {
  hl_rules *set;
  const char *name; /* as errors and `rules options` show it */
  const char *bytes, *athlete;
  size_t length;
  bool no_memory;
  bool is_strict; /* a rule that is not there is a mistake */
} source;

/* A value in the form that hl_rule_set_option takes. */
static void set_one(source *from, const char *id, const char *option,
                    const char *value) {
  hl_rule *rule = NULL;
  for (size_t i = 0; i < from->set->n; i++)
    if (!strcmp(from->set->rule[i].id, id)) rule = &from->set->rule[i];
  hl_arena *arena = &from->set->arena;
  hl_error why = {0};
  hl_error_where(&why, from->name);
  hl_status status = HL_OK;
  if (rule && !rule->error) {
    hl_setting setting = {option, value, from->name};
    status = hl_rule_set_option(rule, &setting, arena, &why);
    if (status && status != HL_E_NOMEM)
      status = hl_rule_fail(rule, &why, arena, NULL);
  } else if (!rule && from->is_strict) {
    hl_fail(&why, HL_E_RULE, "there is no rule '%s' to set options of", id);
    status = hl_rules_add_broken(from->set, from->name, &why, NULL);
  }
  if (status) from->no_memory = true;
}

/* ---- local.d/options.lua ---- */

/* [-0, +0, v] The value at the top as text, in `buffer`. */
static const char *value_text(lua_State *L, char buffer[64]) {
  switch (lua_type(L, -1)) {
  case LUA_TBOOLEAN: return lua_toboolean(L, -1) ? "true" : "false";
  case LUA_TSTRING: return lua_tostring(L, -1);
  case LUA_TNUMBER:
    hl_print_double(buffer, 64, lua_tonumber(L, -1));
    return buffer;
  default: luaL_error(L, "an option cannot be a %s", luaL_typename(L, -1));
  }
  return "";
}

/* [-0, +1, v] The next key of pairs order: sorted, so that what happens with
** a name given twice does not depend on the hash order. The table is at `t`,
** the last key at the top. */
static bool next_key(lua_State *L, int t) {
  const char *last = lua_isnil(L, -1) ? NULL : lua_tostring(L, -1);
  const char *best = NULL;
  lua_pushnil(L);
  while (lua_next(L, t)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "options are written [\"rule.id\"] = {option = value}");
    const char *key = lua_tostring(L, -1);
    bool later = !last || strcmp(key, last) > 0;
    if (later && (!best || strcmp(key, best) < 0)) best = key;
  }
  if (best) lua_pushstring(L, best);
  return best != NULL;
}

/* The options of one rule; the table is at the top. */
static void set_options(lua_State *L, source *from, const char *id) {
  int t = lua_gettop(L);
  char buffer[64];
  for (lua_pushnil(L); next_key(L, t); lua_remove(L, -2)) {
    lua_pushvalue(L, -1);
    lua_rawget(L, t);
    set_one(from, id, lua_tostring(L, -2), value_text(L, buffer));
    lua_pop(L, 1);
  }
  lua_settop(L, t);
}

/* [-0, +0, v] {["rule.id"] = {option = value}} at the top. */
static void set_rules(lua_State *L, source *from) {
  int t = lua_gettop(L);
  for (lua_pushnil(L); next_key(L, t); lua_remove(L, -2)) {
    const char *id = lua_tostring(L, -1);
    if (!strcmp(id, "athletes")) continue;
    lua_pushvalue(L, -1);
    lua_rawget(L, t);
    if (!lua_istable(L, -1))
      luaL_error(L, "['%s'] must be a table of options", id);
    set_options(L, from, id);
    lua_pop(L, 1);
  }
  lua_settop(L, t);
}

static int read_body(lua_State *L) {
  source *from = lua_touserdata(L, 1);
  hl_sandbox_compile(L, from->bytes, from->length, hl_base_name(from->name));
  lua_call(L, 0, 1);
  if (!lua_istable(L, -1))
    return luaL_error(L, "a file of options returns a table");
  set_rules(L, from);
  if (lua_getfield(L, -1, "athletes") == LUA_TTABLE &&
      lua_getfield(L, -1, from->athlete) == LUA_TTABLE)
    set_rules(L, from);
  return 0;
}

static hl_status read_file(source *from, hl_error *err) {
  hl_sandbox *box = hl_sandbox_new();
  if (!box) return hl_nomem(err);
  hl_error why = {0};
  hl_status status = hl_sandbox_call(box, read_body, from, &why);
  hl_sandbox_free(box);
  if (status == HL_E_NOMEM || from->no_memory) return hl_nomem(err);
  return status ? hl_rules_add_broken(from->set, from->name, &why, err) : HL_OK;
}

static hl_status apply_folder(hl_rules *set, const char *folder,
                              const char *athlete, hl_error *err) {
  hl_text path = {0};
  hl_text_format(&path, "%s/local.d/options.lua", folder);
  hl_status status = hl_text_status(&path);
  char *bytes = NULL;
  size_t length = 0;
  hl_error why = {0};
  if (status || !hl_path_exists(hl_text_cstr(&path))) goto done;
  status = hl_file_load(hl_text_cstr(&path), HL_SANDBOX_SOURCE, &bytes, &length,
                        &why);
  if (status && status != HL_E_NOMEM) {
    status = hl_rules_add_broken(set, hl_text_cstr(&path), &why, err);
  } else if (!status) {
    source from = {.set = set,
                   .name = hl_text_cstr(&path),
                   .bytes = bytes,
                   .length = length,
                   .athlete = athlete,
                   .is_strict = true};
    status = read_file(&from, err);
  }
done:
  free(bytes);
  hl_text_free(&path);
  return status == HL_E_NOMEM ? hl_nomem(err) : status;
}

/* ---- the settings of the database ---- */

/* A value of JSON as text: "x", 1.5, true, false. */
static void scan_value(hl_scan *scan, hl_text *value) {
  hl_text_clear(value);
  if (hl_scan_peek(scan) == '"') {
    hl_scan_text(scan, value);
    return;
  }
  const char *from = scan->at;
  hl_scan_skip(scan);
  if (!scan->status) hl_text_add_n(value, from, (size_t)(scan->at - from));
}

static void scan_rule(hl_scan *scan, source *from, const char *id) {
  hl_text option = {0}, value = {0};
  hl_scan_need(scan, '{', "'{' before the options of a rule");
  if (hl_scan_take(scan, '}')) return;
  do {
    hl_text_clear(&option);
    hl_scan_text(scan, &option);
    hl_scan_need(scan, ':', "':'");
    scan_value(scan, &value);
    if (scan->status) break;
    set_one(from, id, hl_text_cstr(&option), hl_text_cstr(&value));
  } while (hl_scan_take(scan, ','));
  hl_scan_need(scan, '}', "'}'");
  hl_text_free(&option);
  hl_text_free(&value);
}

static hl_status apply_json(hl_rules *set, const char *json, hl_error *err) {
  hl_error why = {0};
  hl_scan scan = {0};
  hl_text id = {0};
  source from = {.set = set, .name = "setting options"};
  hl_scan_begin(&scan, json, strlen(json), &why);
  hl_scan_need(&scan, '{', "'{' before rule ids");
  if (!hl_scan_take(&scan, '}')) {
    do {
      hl_text_clear(&id);
      hl_scan_text(&scan, &id);
      hl_scan_need(&scan, ':', "':'");
      if (scan.status) break;
      scan_rule(&scan, &from, hl_text_cstr(&id));
    } while (hl_scan_take(&scan, ','));
    hl_scan_need(&scan, '}', "'}'");
  }
  bool failed = id.failed || from.no_memory || scan.status == HL_E_NOMEM;
  hl_text_free(&id);
  if (failed) return hl_nomem(err);
  if (!scan.status) return HL_OK;
  hl_fail(&why, HL_E_RULE, "the JSON ends too early");
  return hl_rules_add_broken(set, from.name, &why, err);
}

hl_status hl_settings_apply(hl_rules *set, const hl_rules_options *options,
                            hl_error *err) {
  const char *athlete = options->athlete ? options->athlete : "";
  hl_status status = HL_OK;
  for (size_t i = 0; i < options->folder_n && !status; i++)
    status = apply_folder(set, options->folders[i], athlete, err);
  if (!status && options->options_json && *options->options_json)
    status = apply_json(set, options->options_json, err);
  return status;
}
