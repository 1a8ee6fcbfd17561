/* SPDX-License-Identifier: MIT
**
** What a rule file says of itself: legs.rule{...} and its checks. Every error
** names the file and the line of the call, the field, and what is expected.
*/
#include <string.h>

#include <lauxlib.h>

#include "rules/ask.h"

enum {
  MAX_ID = 64,
  MAX_TITLE = 120,
  MAX_HELP = 200,
  MAX_LIST = 64
};

/* What legs.rule knows. `evaluate` may be set later. */
const hl_rule_field hl_rule_fields[] = {
    {"api", "1: the version that the file is written for"},
    {"id", "stable name, like squad.long_runs; the part before the dot is "
           "yours, stock is taken"},
    {"version", "of the rule, such as 1.0.0"},
    {"title", "one line"},
    {"pattern", "start, midway, entire, multi_day, worsening, or none"},
    {"causes", "ids that findings may name; each has a text cause.<id>"},
    {"author", "who wrote it"},
    {"licence", "under which it may be passed on"},
    {"requires", "what a run has to have; see below"},
    {"uses", "what the rule looks at where it is there; see below"},
    {"explains", "ids of rules whose finding gives way to this rule's"},
    {"options", "what can be set without touching the file; see below"},
    {"evaluate", "the function; may also be set afterwards"},
    {NULL, NULL},
};
const hl_rule_field hl_option_fields[] = {
    {"type", "number, integer, boolean or choice"},
    {"default", "its value when nobody sets it"},
    {"min", "smallest number that is taken"},
    {"max", "largest number that is taken"},
    {"unit", "as it is shown"},
    {"help", "what it does; needed"},
    {"choices", "list of texts, for choice"},
    {NULL, NULL},
};

static bool is_one_of(const hl_rule_field *list, const char *name) {
  for (; list->name; list++)
    if (!strcmp(list->name, name)) return true;
  return false;
}

/* [-0, +0, v] A typing error would otherwise be ignored in silence. `t` is an
** absolute index. */
static void refuse_unknown(lua_State *L, int t, const hl_rule_field *known,
                           const char *of) {
  lua_pushnil(L);
  while (lua_next(L, t)) {
    if (lua_type(L, -2) != LUA_TSTRING)
      luaL_error(L, "%s: fields have names, here is a %s", of,
                 luaL_typename(L, -2));
    if (!is_one_of(known, lua_tostring(L, -2)))
      luaL_error(L, "%s has no field '%s'", of, lua_tostring(L, -2));
    lua_pop(L, 1);
  }
}

/* [-0, +0, v] A text of 1 to `most` bytes; `otherwise` NULL: it must be there.
** A copy in the arena. */
static const char *read_text(lua_State *L, int t, const char *field,
                             size_t most, const char *otherwise) {
  int type = lua_getfield(L, t, field);
  if (type == LUA_TNIL && otherwise) {
    lua_pop(L, 1);
    return otherwise;
  }
  if (type != LUA_TSTRING)
    luaL_error(L, "'%s' must be a text, it is %s", field,
               type == LUA_TNIL ? "missing" : luaL_typename(L, -1));
  size_t n;
  const char *text = lua_tolstring(L, -1, &n);
  if (n == 0 || n > most || !hl_utf8_valid(text, n) || strpbrk(text, "\r\n"))
    luaL_error(L, "'%s' must be one line of 1 to %d bytes of UTF-8", field,
               (int)most);
  text = hl_ask_text(L, text);
  lua_pop(L, 1);
  return text;
}

/* [-0, +0, v] A list of texts; none is fine. */
static hl_names read_names(lua_State *L, int t, const char *field) {
  hl_names names = {0};
  int type = lua_getfield(L, t, field);
  if (type == LUA_TNIL) {
    lua_pop(L, 1);
    return names;
  }
  if (type != LUA_TTABLE)
    luaL_error(L, "'%s' must be a list of texts, it is a %s", field,
               luaL_typename(L, -1));
  hl_sandbox_melt(L, -1); /* it may come from a library */
  lua_replace(L, -2);
  size_t n = lua_rawlen(L, -1);
  if (n > MAX_LIST)
    luaL_error(L, "'%s' has more than %d items", field, MAX_LIST);
  names.item = hl_ask_alloc(L, n, sizeof *names.item);
  for (; names.n < n; names.n++) {
    if (lua_rawgeti(L, -1, (lua_Integer)names.n + 1) != LUA_TSTRING)
      luaL_error(L, "'%s' must be a list of texts, item %d is a %s", field,
                 (int)names.n + 1, luaL_typename(L, -1));
    names.item[names.n] = hl_ask_text(L, lua_tostring(L, -1));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return names;
}

static void check_id(lua_State *L, const hl_rule *rule) {
  const char *id = rule->id;
  size_t n = strlen(id);
  const char *dot = strchr(id, '.');
  if (strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_.") != n || !dot ||
      dot == id || !dot[1])
    luaL_error(L,
               "id '%s' must be like 'squad.long_runs': a-z, 0-9, _ and a "
               "dot",
               id);
  bool is_stock_id = !strncmp(id, "stock.", 6);
  if (is_stock_id != rule->is_stock)
    luaL_error(L, "ids that begin with 'stock.' belong to the stock rules");
}

static hl_pattern read_pattern(lua_State *L, int t) {
  const char *name = read_text(L, t, "pattern", MAX_ID, NULL);
  hl_pattern pattern = hl_pattern_from_name(name);
  if (pattern == HL_NO_PATTERN && strcmp(name, "none") != 0)
    luaL_error(L,
               "pattern '%s' is none of start, midway, entire, multi_day, "
               "worsening, none",
               name);
  return pattern;
}

static void check_causes(lua_State *L, const hl_names *causes) {
  const hl_texts *texts = hl_ask_of(L)->set->texts;
  for (size_t i = 0; i < causes->n; i++)
    if (!hl_texts_find_in(texts, "cause", causes->item[i]))
      luaL_error(L, "cause '%s' has no text 'cause.%s'", causes->item[i],
                 causes->item[i]);
}

static void check_needs(lua_State *L, const char *field,
                        const hl_names *needs) {
  for (size_t i = 0; i < needs->n; i++)
    if (!hl_need_is_known(needs->item[i]))
      luaL_error(L,
                 "'%s' names '%s', which no run has: see heavylegs rules "
                 "doc",
                 field, needs->item[i]);
}

/* ---- options ---- */

static hl_option_type read_type(lua_State *L, int t, const char *option) {
  static const char *const names[] = {"number", "integer", "boolean", "choice"};
  lua_getfield(L, t, "type");
  const char *type = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
  for (int i = 0; i < 4; i++) {
    if (strcmp(type, names[i]) != 0) continue;
    lua_pop(L, 1);
    return (hl_option_type)i;
  }
  luaL_error(L, "option '%s': type must be number, integer, boolean or choice",
             option);
  return HL_OPTION_NUMBER;
}

static double read_number(lua_State *L, int t, const char *option,
                          const char *field) {
  if (lua_getfield(L, t, field) != LUA_TNUMBER)
    luaL_error(L, "option '%s': '%s' must be a number", option, field);
  double value = lua_tonumber(L, -1);
  lua_pop(L, 1);
  return value;
}

static void read_range(lua_State *L, int t, hl_option *o) {
  o->min = read_number(L, t, o->name, "min");
  o->max = read_number(L, t, o->name, "max");
  o->standard.number = read_number(L, t, o->name, "default");
  double x = o->standard.number;
  if (!(o->min <= x && x <= o->max))
    luaL_error(L, "option '%s': default must lie from min to max", o->name);
  if (o->type == HL_OPTION_INTEGER && x != (double)(int64_t)x)
    luaL_error(L, "option '%s': default must be a whole number", o->name);
}

static void read_choices(lua_State *L, int t, hl_option *o) {
  o->choices = read_names(L, t, "choices");
  if (o->choices.n < 2)
    luaL_error(L, "option '%s': choices must be a list of two or more",
               o->name);
  const char *standard = read_text(L, t, "default", MAX_ID, NULL);
  for (size_t i = 0; i < o->choices.n; i++)
    if (!strcmp(o->choices.item[i], standard))
      o->standard.text = o->choices.item[i];
  if (!o->standard.text)
    luaL_error(L, "option '%s': default '%s' is not among its choices", o->name,
               standard);
}

/* The option's table is at the absolute index `t`. */
static void read_option(lua_State *L, int t, hl_option *o) {
  refuse_unknown(L, t, hl_option_fields, "an option");
  o->type = read_type(L, t, o->name);
  o->unit = read_text(L, t, "unit", MAX_ID, "");
  lua_getfield(L, t, "help");
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "option '%s' needs 'help': say what it does", o->name);
  lua_pop(L, 1);
  o->help = read_text(L, t, "help", MAX_HELP, NULL);
  switch (o->type) {
  case HL_OPTION_NUMBER:
  case HL_OPTION_INTEGER: read_range(L, t, o); break;
  case HL_OPTION_CHOICE: read_choices(L, t, o); break;
  case HL_OPTION_BOOLEAN:
    if (lua_getfield(L, t, "default") != LUA_TBOOLEAN)
      luaL_error(L, "option '%s': default must be true or false", o->name);
    o->standard.number = lua_toboolean(L, -1);
    lua_pop(L, 1);
    break;
  }
  o->value = o->standard;
}

/* In the order of their names, so that nothing depends on the hash order. */
static void sort_options(hl_rule *rule) {
  for (size_t i = 1; i < rule->option_n; i++) {
    hl_option o = rule->option[i];
    size_t k = i;
    for (; k > 0 && strcmp(rule->option[k - 1].name, o.name) > 0; k--)
      rule->option[k] = rule->option[k - 1];
    rule->option[k] = o;
  }
}

static void read_options(lua_State *L, int t, hl_rule *rule) {
  int type = lua_getfield(L, t, "options");
  if (type == LUA_TNIL) {
    lua_pop(L, 1);
    return;
  }
  if (type != LUA_TTABLE) luaL_error(L, "'options' must be a table of options");
  int options = lua_gettop(L);
  rule->option = hl_ask_alloc(L, MAX_LIST, sizeof *rule->option);
  lua_pushnil(L);
  while (lua_next(L, options)) {
    if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TTABLE)
      luaL_error(L, "options are written name = {type = ..., help = ...}");
    if (rule->option_n == MAX_LIST)
      luaL_error(L, "more than %d options", MAX_LIST);
    hl_option *o = &rule->option[rule->option_n++];
    o->name = hl_ask_text(L, lua_tostring(L, -2));
    if (!strcmp(o->name, "enabled"))
      luaL_error(L, "every rule has the option 'enabled' already");
    read_option(L, lua_gettop(L), o);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  sort_options(rule);
}

/* ---- legs.rule ---- */

static void check_api(lua_State *L, int t) {
  if (lua_getfield(L, t, "api") != LUA_TNUMBER || !lua_isinteger(L, -1))
    luaL_error(L,
               "'api' must say which rule API the file is written for: "
               "api = %d",
               HL_RULE_API);
  if (lua_tointeger(L, -1) != HL_RULE_API)
    luaL_error(L, "written for rule API %d, this heavylegs has %d",
               (int)lua_tointeger(L, -1), HL_RULE_API);
  lua_pop(L, 1);
}

static void read_rule(lua_State *L, hl_rule *rule) {
  refuse_unknown(L, 1, hl_rule_fields, "a rule");
  check_api(L, 1);
  rule->id = read_text(L, 1, "id", MAX_ID, NULL);
  check_id(L, rule);
  rule->version = read_text(L, 1, "version", MAX_ID, NULL);
  rule->title = read_text(L, 1, "title", MAX_TITLE, NULL);
  rule->author = read_text(L, 1, "author", MAX_TITLE, "");
  rule->licence = read_text(L, 1, "licence", MAX_ID, "");
  rule->pattern = read_pattern(L, 1);
  rule->causes = read_names(L, 1, "causes");
  check_causes(L, &rule->causes);
  rule->requires = read_names(L, 1, "requires");
  check_needs(L, "requires", &rule->requires);
  rule->uses = read_names(L, 1, "uses");
  check_needs(L, "uses", &rule->uses);
  rule->explains = read_names(L, 1, "explains");
  read_options(L, 1, rule);
}

int hl_rule_declare(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  hl_ask *ask = hl_ask_of(L);
  if (!ask->is_loading) return 1;
  if (ask->declared) return luaL_error(L, "one file declares one rule");
  ask->declared = lua_topointer(L, 1);
  read_rule(L, ask->rule);
  return 1;
}
