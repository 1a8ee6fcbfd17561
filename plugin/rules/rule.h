/* SPDX-License-Identifier: MIT
**
** One rule file, loaded: what it says of itself, its options, its sandbox.
**
** A file returns what legs.rule{...} gave it (rule_meta.c checks that table).
** The compiled file is kept and run anew for every activity, so that a rule
** cannot remember anything from one activity to the next.
*/
#ifndef HL_RULES_RULE_H
#define HL_RULES_RULE_H

#include "base/arena.h"
#include "base/hash.h"
#include "rules/rules.h"
#include "rules/sandbox.h"

typedef struct hl_names { /* a list of names, in file order */
  const char **item;
  size_t n;
} hl_names;

typedef enum hl_option_type {
  HL_OPTION_NUMBER,
  HL_OPTION_INTEGER,
  HL_OPTION_BOOLEAN,
  HL_OPTION_CHOICE,
} hl_option_type;

typedef struct hl_option_value {
  double number;    /* NUMBER, INTEGER; 0 or 1 of BOOLEAN */
  const char *text; /* CHOICE */
} hl_option_value;

typedef struct hl_option {
  const char *name, *unit, *help; /* unit "" : none */
  hl_option_type type;
  double min, max;  /* NUMBER, INTEGER */
  hl_names choices; /* CHOICE */
  hl_option_value standard, value;
  const char *set_by; /* file or setting that set it; NULL: its default */
} hl_option;

typedef struct hl_rule {
  const char *id, *version, *title, *author, *licence;
  const char *path; /* "stock", or the file as the coach named it */
  const char *file; /* base name, as errors show it */
  const char *source;
  size_t source_length;
  hl_pattern pattern;
  hl_names requires, uses, explains, causes;
  hl_option *option;
  size_t option_n;
  bool is_stock, is_enabled, has_overrun;
  bool has_library;  /* it asked for a file of lua/lib */
  const char *error; /* "file:line: what"; NULL: loaded */
  const char *requires_json, *uses_json, *explains_json, *options_json;
  char hash[HL_HASH_TEXT];
  hl_sandbox *box; /* NULL with an error */
} hl_rule;

/* Everything a rule may ask while one call runs: the context of its sandbox. */
typedef struct hl_ask hl_ask;

/* Compile, run once, check. Fills `rule` from `rule->source`; what is wrong
** becomes rule->error. HL_E_NOMEM only. */
hl_status hl_rule_load(struct hl_rules *set, hl_rule *rule, hl_arena *arena,
                       hl_error *err);
void hl_rule_free(hl_rule *rule);

/* Fields of a rule and of an option, ended by a NULL name. */
typedef struct hl_rule_field {
  const char *name, *help;
} hl_rule_field;
extern const hl_rule_field hl_rule_fields[], hl_option_fields[];

/* [-0, +1, v] legs.rule: check the table at index 1 and, while loading, keep
** it. */
int hl_rule_declare(lua_State *L);

/* The id that a file means to have, read from its text without running it, so
** that the earlier findings of a broken file are still known as its own.
** "file:<name>" when there is none. */
const char *hl_rule_guess_id(const hl_rule *rule, hl_arena *arena);

/* A value for an option, in text form ("12.5", "true", "fast"). */
typedef struct hl_setting {
  const char *option, *value;
  const char *set_by; /* as `rules options` shows it */
} hl_setting;

/* HL_E_RULE says what would be right. `enabled` is an option of every rule. */
hl_status hl_rule_set_option(hl_rule *rule, const hl_setting *setting,
                             hl_arena *arena, hl_error *err);
/* NULL when there is none of that name. */
const hl_option *hl_rule_option(const hl_rule *rule, const char *name);
const char *hl_option_type_name(hl_option_type type);

/* [-0, +1, m] The options in force as a read-only table. */
void hl_rule_push_options(lua_State *L, const hl_rule *rule);

/* Fill the *_json members: lists and options in force. HL_E_NOMEM. */
hl_status hl_rule_describe(hl_rule *rule, hl_arena *arena, hl_error *err);

/* Mark the rule as one with an error. The text is copied. */
hl_status hl_rule_fail(hl_rule *rule, const hl_error *why, hl_arena *arena,
                       hl_error *err);

#endif
