/* SPDX-License-Identifier: MIT
**
** Load one rule file; its options and their values. See rule.h.
*/
#include "rules/rule.h"

#include <string.h>

#include <lauxlib.h>

#include "base/number.h"
#include "base/text.h"
#include "rules/ask.h"
#include "rules/judge.h"

/* Registry keys: their addresses count. */
static const char key_chunk = 0;    /* the compiled file */
static const char key_options = 0;  /* the options in force, read-only */
static const char key_evaluate = 0; /* of a stock rule: the function itself */

hl_status hl_rule_fail(hl_rule *rule, const hl_error *why, hl_arena *arena,
                       hl_error *err) {
  hl_text text = {0};
  hl_text_add(&text, why->where[0] ? why->where : rule->file);
  if (why->line > 0) {
    hl_text_add(&text, ":");
    hl_text_int(&text, why->line);
  }
  hl_text_add(&text, ": ");
  hl_text_add(&text, why->text);
  rule->error = hl_arena_text(arena, hl_text_cstr(&text), text.length);
  bool failed = text.failed || !rule->error;
  hl_text_free(&text);
  return failed ? hl_nomem(err) : HL_OK;
}

/* ---- loading ---- */

/* [-0, +1, v] Run the compiled file: the table that it returns. */
static void run_chunk(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &key_chunk);
  hl_sandbox_refresh(L);
  lua_call(L, 0, 1);
}

static int load_body(lua_State *L) {
  hl_ask *ask = hl_ask_of(L);
  const hl_rule *rule = ask->rule;
  hl_api_open(L);
  hl_sandbox_compile(L, rule->source, rule->source_length, rule->file);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &key_chunk);
  run_chunk(L);
  if (!ask->declared || lua_topointer(L, -1) != ask->declared)
    return luaL_error(L, "%s:1: a rule file returns what legs.rule{...} gave",
                      rule->file);
  if (lua_getfield(L, -1, "evaluate") != LUA_TFUNCTION)
    return luaL_error(L, "%s:1: the rule has no function 'evaluate'",
                      rule->file);
  if (rule->is_stock) lua_rawsetp(L, LUA_REGISTRYINDEX, &key_evaluate);
  return 0;
}

hl_status hl_rule_load(hl_rules *set, hl_rule *rule, hl_arena *arena,
                       hl_error *err) {
  hl_error why = {0};
  rule->is_enabled = true;
  rule->id = rule->version = rule->title = rule->author = rule->licence = "";
  rule->pattern = HL_NO_PATTERN;
  hl_ask ask = {.set = set, .rule = rule, .arena = arena, .is_loading = true};
  rule->box = hl_sandbox_new();
  if (!rule->box) return hl_nomem(err);
  hl_status status = hl_sandbox_call(rule->box, load_body, &ask, &why);
  if (!status) return HL_OK;
  hl_rule_free(rule);
  if (status == HL_E_NOMEM) return hl_nomem(err);
  /* What was read before the error may be incomplete. */
  rule->requires = rule->uses = rule->explains = rule->causes = (hl_names){0};
  rule->option_n = 0;
  if (!*rule->id) rule->id = hl_rule_guess_id(rule, arena);
  return rule->id ? hl_rule_fail(rule, &why, arena, err) : hl_nomem(err);
}

void hl_rule_free(hl_rule *rule) {
  hl_sandbox_free(rule->box);
  rule->box = NULL;
}

/* A coach's file is run anew, so that nothing is kept in it; a stock file keeps
** nothing, as whoever changes one must see to, and need not be. */
void hl_rule_push(lua_State *L) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &key_evaluate) == LUA_TNIL) {
    run_chunk(L);
    lua_getfield(L, -1, "evaluate");
    lua_replace(L, -3);
    lua_pop(L, 1);
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, &key_options);
}

/* ---- the id of a file that does not load ---- */

static const char *skip_blanks(const char *at, const char *end) {
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  return at;
}

/* What stands in quotes behind `id =`, or NULL. */
static const char *quoted(const char *at, const char *end, size_t *n) {
  at = skip_blanks(at, end);
  if (at == end || *at++ != '=') return NULL;
  at = skip_blanks(at, end);
  if (at == end || (*at != '"' && *at != '\'')) return NULL;
  const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
  if (!close) return NULL;
  *n = (size_t)(close - at - 1);
  return at + 1;
}

const char *hl_rule_guess_id(const hl_rule *rule, hl_arena *arena) {
  const char *end = rule->source + rule->source_length;
  for (const char *at = rule->source; at + 4 < end; at++) {
    bool starts_word = at == rule->source || strchr(" \t\n{,;", at[-1]);
    if (!starts_word || memcmp(at, "id", 2) != 0) continue;
    size_t n = 0;
    const char *id = quoted(at + 2, end, &n);
    if (id && n > 0 && n <= 64 && hl_utf8_valid(id, n))
      return hl_arena_text(arena, id, n);
  }
  hl_text name = {0};
  hl_text_format(&name, "file:%s", rule->file);
  const char *id = name.failed
                       ? NULL
                       : hl_arena_text(arena, hl_text_cstr(&name), name.length);
  hl_text_free(&name);
  return id;
}

/* ---- options ---- */

const char *hl_option_type_name(hl_option_type type) {
  switch (type) {
  case HL_OPTION_NUMBER: return "number";
  case HL_OPTION_INTEGER: return "integer";
  case HL_OPTION_BOOLEAN: return "boolean";
  case HL_OPTION_CHOICE: return "choice";
  }
  return "";
}

const hl_option *hl_rule_option(const hl_rule *rule, const char *name) {
  for (size_t i = 0; i < rule->option_n; i++)
    if (!strcmp(rule->option[i].name, name)) return &rule->option[i];
  return NULL;
}

static bool read_truth(const char *text, bool *truth) {
  *truth = !strcmp(text, "true");
  return *truth || !strcmp(text, "false");
}

static hl_status set_number(hl_option *o, const char *text, hl_error *err) {
  double x;
  char min[32], max[32];
  hl_print_double(min, sizeof min, o->min);
  hl_print_double(max, sizeof max, o->max);
  bool is_number = hl_parse_double(text, strlen(text), &x);
  if (is_number && o->type == HL_OPTION_INTEGER)
    is_number = x == (double)(int64_t)x;
  if (!is_number || !(o->min <= x && x <= o->max))
    return hl_fail(err, HL_E_RULE,
                   "option '%s' must be a%s number from %s to %s, not '%s'",
                   o->name, o->type == HL_OPTION_INTEGER ? " whole" : "", min,
                   max, text);
  o->value.number = x;
  return HL_OK;
}

static hl_status set_choice(hl_option *o, const char *text, hl_error *err) {
  for (size_t i = 0; i < o->choices.n; i++) {
    if (strcmp(o->choices.item[i], text) != 0) continue;
    o->value.text = o->choices.item[i];
    return HL_OK;
  }
  return hl_fail(err, HL_E_RULE, "option '%s' has no choice '%s'", o->name,
                 text);
}

static hl_status set_truth(const char *name, const char *text, bool *truth,
                           hl_error *err) {
  if (read_truth(text, truth)) return HL_OK;
  return hl_fail(err, HL_E_RULE, "option '%s' must be true or false, not '%s'",
                 name, text);
}

hl_status hl_rule_set_option(hl_rule *rule, const hl_setting *setting,
                             hl_arena *arena, hl_error *err) {
  const char *name = setting->option, *value = setting->value;
  if (!strcmp(name, "enabled"))
    return set_truth(name, value, &rule->is_enabled, err);
  hl_option *o = NULL;
  for (size_t i = 0; i < rule->option_n; i++)
    if (!strcmp(rule->option[i].name, name)) o = &rule->option[i];
  if (!o)
    return hl_fail(err, HL_E_RULE, "rule %s has no option '%s'", rule->id,
                   name);
  hl_status status = HL_OK;
  bool truth = false;
  switch (o->type) {
  case HL_OPTION_NUMBER:
  case HL_OPTION_INTEGER: status = set_number(o, value, err); break;
  case HL_OPTION_CHOICE: status = set_choice(o, value, err); break;
  case HL_OPTION_BOOLEAN:
    status = set_truth(name, value, &truth, err);
    if (!status) o->value.number = truth;
    break;
  }
  if (status) return status;
  o->set_by = hl_arena_text(arena, setting->set_by, strlen(setting->set_by));
  return o->set_by ? HL_OK : hl_nomem(err);
}

void hl_rule_push_options(lua_State *L, const hl_rule *rule) {
  lua_newtable(L);
  for (size_t i = 0; i < rule->option_n; i++) {
    const hl_option *o = &rule->option[i];
    switch (o->type) {
    case HL_OPTION_NUMBER: lua_pushnumber(L, o->value.number); break;
    case HL_OPTION_INTEGER:
      lua_pushinteger(L, (lua_Integer)o->value.number);
      break;
    case HL_OPTION_BOOLEAN: lua_pushboolean(L, o->value.number != 0); break;
    case HL_OPTION_CHOICE: lua_pushstring(L, o->value.text); break;
    }
    lua_setfield(L, -2, o->name);
  }
  hl_sandbox_freeze(L);
}

static int settle_body(lua_State *L) {
  hl_rule_push_options(L, hl_ask_of(L)->rule);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &key_options);
  return 0;
}

static void add_value(hl_hasher *hasher, const hl_option *o) {
  char number[32];
  const char *text = o->value.text;
  if (o->type != HL_OPTION_CHOICE) {
    hl_print_double(number, sizeof number, o->value.number);
    text = number;
  }
  hl_hasher_add(hasher, o->name, strlen(o->name) + 1);
  hl_hasher_add(hasher, text, strlen(text) + 1);
}

hl_status hl_rule_settle(hl_rules *set, hl_rule *rule, hl_error *err) {
  hl_status status = hl_rule_describe(rule, &set->arena, err);
  if (status) return status;
  hl_hasher *hasher = hl_hasher_new();
  if (!hasher) return hl_nomem(err);
  hl_hasher_add(hasher, HL_VERSION, sizeof HL_VERSION);
  hl_hasher_add(hasher, rule->source, rule->source_length);
  hl_hasher_add_int(hasher, rule->is_enabled + 2 * set->is_imperial);
  hl_hasher_add_int(hasher, (int64_t)(set->budget * 1000));
  for (size_t i = 0; i < rule->option_n; i++)
    add_value(hasher, &rule->option[i]);
  if (rule->has_library) hl_library_hash(hasher);
  const char *texts = hl_texts_hash(set->texts);
  hl_hasher_add(hasher, texts, strlen(texts));
  hl_hash_print(hl_hasher_end(hasher), rule->hash);
  if (!rule->box) return HL_OK;
  hl_ask ask = {.set = set, .rule = rule};
  return hl_sandbox_call(rule->box, settle_body, &ask, err);
}
