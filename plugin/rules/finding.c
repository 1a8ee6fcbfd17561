/* SPDX-License-Identifier: MIT
**
** `finding`: what a rule may say, checked where it says it, so that an error
** names the line. A finding lives in the arena; scripts hold a handle.
*/
#include <math.h>
#include <stddef.h>
#include <string.h>

#include <lauxlib.h>

#include "base/text.h"
#include "rules/arbiter.h"
#include "rules/ask.h"

enum {
  MAX_TEXT = 400,
  MAX_EVIDENCE = 12,
  MAX_WORDS = 16,
  MAX_SLOT = 32
};

typedef struct handle {
  uint64_t number;
  hl_draft *draft;
} handle;

hl_draft *hl_finding_check(lua_State *L, int index) {
  handle *h = hl_object_check(L, index, &hl_finding_object);
  return h->draft;
}

/* [-0, +0, v] One line of reviewed length without the words that no rule may
** use; a copy in the arena. */
static const char *check_line(lua_State *L, int index, const char *what) {
  size_t n;
  luaL_checktype(L, index, LUA_TSTRING);
  const char *text = lua_tolstring(L, index, &n);
  if (n == 0 || n > MAX_TEXT || strpbrk(text, "\r\n") ||
      !hl_utf8_valid(text, n))
    luaL_error(L, "%s must be one line of 1 to %d bytes of UTF-8", what,
               MAX_TEXT);
  const char *banned = hl_banned_word(text);
  if (banned)
    luaL_error(L, "%s says '%s': patterns, not diagnoses", what, banned);
  return hl_ask_text(L, text);
}

/* [-0, +0, v] Append to a list of words; twice is once. */
static void add_word(lua_State *L, hl_word **list, const char *text) {
  int n = 0;
  for (; *list; list = &(*list)->next, n++)
    if (!strcmp((*list)->text, text)) return;
  if (n >= MAX_WORDS) luaL_error(L, "more than %d of them", MAX_WORDS);
  *list = hl_ask_alloc(L, 1, sizeof **list);
  (*list)->text = hl_ask_text(L, text);
}

/* ---- legs.finding{...} ---- */

static hl_pattern read_pattern(lua_State *L, const hl_rule *rule) {
  hl_pattern pattern = rule->pattern;
  if (lua_getfield(L, 1, "pattern") != LUA_TNIL) {
    const char *name = luaL_checkstring(L, -1);
    pattern = hl_pattern_from_name(name);
    if (pattern == HL_NO_PATTERN && strcmp(name, "none") != 0)
      luaL_error(L, "'%s' is no pattern", name);
  }
  lua_pop(L, 1);
  return pattern;
}

static void read_statistic(lua_State *L, hl_draft *d) {
  if (lua_getfield(L, 1, "statistic") != LUA_TNIL) {
    hl_comparison *copy = hl_ask_alloc(L, 1, sizeof *copy);
    *copy = *hl_statistic_check(L, -1);
    if (isnan(copy->z))
      luaL_error(L, "this statistic has no comparison (%s)",
                 hl_reason_name(copy->reason));
    d->statistic = copy;
    d->threshold = copy->threshold;
    d->from_min = copy->from_min;
    d->to_min = copy->to_min;
  }
  lua_pop(L, 1);
}

/* [-0, +0, v] A number field, or what it was. */
static void read_number(lua_State *L, const char *name, double *value) {
  if (lua_getfield(L, 1, name) != LUA_TNIL) {
    luaL_checktype(L, -1, LUA_TNUMBER);
    *value = lua_tonumber(L, -1);
  }
  lua_pop(L, 1);
}

static const char *read_line(lua_State *L, const char *name, size_t most) {
  const char *text = NULL;
  if (lua_getfield(L, 1, name) != LUA_TNIL)
    text = check_line(L, lua_gettop(L), name);
  lua_pop(L, 1);
  if (text && strlen(text) > most) luaL_error(L, "'%s' is too long", name);
  return text;
}

/* Findings may explain less than the rule declared, not more. */
static void read_explains(lua_State *L, const hl_rule *rule, hl_draft *d) {
  d->explains = rule->explains;
  if (lua_getfield(L, 1, "explains") != LUA_TNIL) {
    luaL_checktype(L, -1, LUA_TTABLE);
    size_t n = lua_rawlen(L, -1);
    d->explains.n = 0;
    d->explains.item = hl_ask_alloc(L, n, sizeof *d->explains.item);
    for (size_t i = 0; i < n; i++) {
      lua_rawgeti(L, -1, (lua_Integer)i + 1);
      const char *id = luaL_checkstring(L, -1);
      size_t k = 0;
      while (k < rule->explains.n && strcmp(rule->explains.item[k], id) != 0)
        k++;
      if (k == rule->explains.n)
        luaL_error(L, "the rule does not declare that it explains '%s'", id);
      d->explains.item[d->explains.n++] = rule->explains.item[k];
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
}

/* Nobody may speak for the runner, and an alarm has to pass its threshold. */
static void check_basis(lua_State *L, const hl_ask *ask, const hl_draft *d) {
  const hl_report *report = ask->c->run.report;
  if (d->is_reported &&
      !(report && report->confirmed && hl_report_is_heavy(report)))
    luaL_error(L, "reported = true, but the runner did not report heavy legs");
  if (!d->is_reported && d->title && hl_says_heavy(d->title))
    luaL_error(L, "the title speaks of heavy legs, which nobody reported");
  if (!d->statistic || d->follows_up) return;
  if (isnan(d->threshold))
    luaL_error(L, "say which 'threshold' the score had to pass");
  if (!d->is_reported && !(d->statistic->score > d->threshold))
    luaL_error(L, "the score does not pass the threshold");
}

/* A follow-up is no alarm, so it has to belong to an episode that is open. */
static void read_follow_up(lua_State *L, const hl_ask *ask, hl_draft *d) {
  lua_getfield(L, 1, "follow_up");
  d->follows_up = lua_toboolean(L, -1);
  lua_pop(L, 1);
  size_t i = (size_t)(ask->rule - ask->set->rule);
  if (d->follows_up &&
      !hl_arbiter_episode(ask->set->arbiter, i, ask->c->run.start_ms))
    luaL_error(L, "follow_up = true, but no episode of this rule is open");
}

int hl_finding_new(lua_State *L) {
  static const char *const known[] = {
      "pattern",  "statistic", "threshold", "reported",  "slot", "title",
      "from_min", "to_min",    "explains",  "follow_up", NULL};
  lua_settop(L, 1);
  const hl_ask *ask = hl_ask_of(L);
  if (!ask->c) return luaL_error(L, "findings are made within evaluate");
  hl_refuse_unknown(L, 1, known, "a finding");
  hl_draft *d = hl_ask_alloc(L, 1, sizeof *d);
  d->threshold = d->from_min = d->to_min = NAN;
  d->pattern = read_pattern(L, ask->rule);
  read_statistic(L, d);
  read_number(L, "threshold", &d->threshold);
  read_number(L, "from_min", &d->from_min);
  read_number(L, "to_min", &d->to_min);
  lua_getfield(L, 1, "reported");
  d->is_reported = lua_toboolean(L, -1);
  lua_pop(L, 1);
  read_follow_up(L, ask, d);
  d->slot = read_line(L, "slot", MAX_SLOT);
  d->title = read_line(L, "title", MAX_TEXT);
  read_explains(L, ask->rule, d);
  check_basis(L, ask, d);
  handle *h = hl_object_push(L, &hl_finding_object, sizeof *h);
  h->draft = d;
  return 1;
}

/* ---- methods ---- */

/* evidence(key, statistic or number or nil, text [, unit]) */
static int finding_evidence(lua_State *L) {
  hl_draft *d = hl_finding_check(L, 1);
  hl_evidence *e = hl_ask_alloc(L, 1, sizeof *e);
  const char *key = luaL_checkstring(L, 2);
  luaL_argcheck(L, strlen(key) <= MAX_SLOT, 2, "a short key");
  e->key = hl_ask_text(L, key);
  e->value = e->usual = e->z = NAN;
  e->unit = hl_ask_text(L, luaL_optstring(L, 5, ""));
  if (lua_type(L, 3) == LUA_TNUMBER) {
    e->value = lua_tonumber(L, 3);
  } else if (!lua_isnil(L, 3)) {
    const hl_comparison *s = hl_statistic_check(L, 3);
    e->value = s->value;
    e->usual = s->usual;
    e->z = s->z;
    e->n = s->n;
    e->unit = hl_ask_text(L, s->unit);
  }
  e->text = check_line(L, 4, "evidence");
  hl_evidence **last = &d->evidence;
  int n = 0;
  for (; *last; last = &(*last)->next)
    n++;
  if (n >= MAX_EVIDENCE)
    return luaL_error(L, "more than %d pieces of evidence", MAX_EVIDENCE);
  *last = e;
  lua_settop(L, 1);
  return 1;
}

/* cause(id, "supports" | "against" | "not_recorded" | "not_measurable"
** [, why]) */
static int finding_cause(lua_State *L) {
  static const char *const readings[] = {"supports", "against", "not_recorded",
                                         "not_measurable", NULL};
  hl_draft *d = hl_finding_check(L, 1);
  const hl_ask *ask = hl_ask_of(L);
  const char *id = luaL_checkstring(L, 2);
  size_t i = 0;
  while (i < ask->rule->causes.n && strcmp(ask->rule->causes.item[i], id) != 0)
    i++;
  if (i == ask->rule->causes.n)
    return luaL_error(L, "cause '%s' is not in the rule's `causes`", id);
  hl_cause *cause = hl_ask_alloc(L, 1, sizeof *cause);
  cause->id = ask->rule->causes.item[i];
  cause->reading = (hl_reading)luaL_checkoption(L, 3, NULL, readings);
  if (!lua_isnoneornil(L, 4)) cause->why = check_line(L, 4, "cause");
  hl_cause **last = &d->cause;
  for (; *last; last = &(*last)->next)
    if (!strcmp((*last)->id, id))
      return luaL_error(L, "cause '%s' is given twice", id);
  *last = cause;
  lua_settop(L, 1);
  return 1;
}

/* [-0, +0, v] Each argument must have a text `prefix.<name>`. */
static void add_words(lua_State *L, hl_word **list, const char *prefix) {
  const hl_texts *texts = hl_ask_of(L)->set->texts;
  for (int i = 2; i <= lua_gettop(L); i++) {
    const char *name = luaL_checkstring(L, i);
    if (!hl_texts_find_in(texts, prefix, name))
      luaL_error(L, "there is no text '%s.%s'", prefix, name);
    add_word(L, list, name);
  }
}

static int finding_not_seen(lua_State *L) {
  add_words(L, &hl_finding_check(L, 1)->not_seen, "thing");
  lua_settop(L, 1);
  return 1;
}

static int finding_advice(lua_State *L) {
  add_words(L, &hl_finding_check(L, 1)->advice, "advice");
  lua_settop(L, 1);
  return 1;
}

static const hl_field fields[] = {
    {"evidence", "(key, statistic or number or nil, text [, unit])", "",
     "one comparison in words; the first three are shown to the runner", NULL,
     finding_evidence, 0},
    {"cause", "(id, reading [, why])", "",
     "reading is supports, against, not_recorded or not_measurable; the id is "
     "in the rule's `causes` and has a text cause.<id>",
     NULL, finding_cause, 0},
    {"not_seen", "(name, ...)", "",
     "what would have mattered and was not recorded, texts thing.<name>; what "
     "`uses` names is added by the engine",
     NULL, finding_not_seen, 0},
    {"advice", "(id, ...)", "", "one small thing to do, texts advice.<id>",
     NULL, finding_advice, 0},
    {NULL, NULL, NULL, NULL, NULL, NULL, 0},
};

const hl_object hl_finding_object = {
    "finding",
    "What legs.finding{...} gives. Every method gives the finding back, so "
    "calls can be chained.",
    fields,
};
