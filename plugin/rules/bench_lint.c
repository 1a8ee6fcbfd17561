/* SPDX-License-Identifier: MIT
**
** Look rule files over: `heavylegs rules lint`. What a run would not show, or
** only once in a hundred runs.
*/
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "rules/ask.h"
#include "rules/lua_scan.h"
#include "rules/workbench.h"

enum {
  MAX_LOCALS = 512,
  MAX_WORD = 400
};

typedef struct lint {
  hl_bench_result *result;
  const hl_rule *rule;
} lint;

/* One line; `what` has a place {name}. */
static void remark(lint *l, int line, const char *what, const char *name) {
  hl_text *out = &l->result->text;
  hl_text_value value = {.name = "name", .text = name};
  l->result->failed++;
  hl_text_format(out, "%s:%d: ", l->rule->file, line);
  hl_text_fill(out, what, &value, 1, NULL);
  hl_text_add(out, "\n");
}

static hl_lua_scan scan_of(const lint *l) {
  return hl_lua_scan_of(l->rule->source, l->rule->source_length);
}

/* ---- wording ---- */

static void check_wording(lint *l) {
  hl_lua_scan scan = scan_of(l);
  hl_token t;
  while ((t = hl_lua_next(&scan)).type != HL_TOKEN_END) {
    char text[MAX_WORD + 1];
    if (t.type != HL_TOKEN_TEXT || t.length > MAX_WORD) continue;
    memcpy(text, t.at, t.length);
    text[t.length] = 0;
    const char *banned = hl_banned_word(text);
    if (banned)
      remark(l, t.line, "says '{name}': patterns, not diagnoses", banned);
  }
}

/* ---- options ---- */

/* How often `opt.<name>` is read; the line of the last time. */
static int option_reads(const lint *l, const char *name, int *line) {
  hl_lua_scan scan = scan_of(l);
  hl_token before = {0}, dot = {0}, t;
  int n = 0;
  while ((t = hl_lua_next(&scan)).type != HL_TOKEN_END) {
    bool is_read = hl_token_is(&before, "opt") && hl_token_is(&dot, ".");
    if (is_read && hl_token_is(&t, name)) {
      n++;
      *line = t.line;
    }
    before = dot;
    dot = t;
  }
  return n;
}

/* Every `opt.<name>` that is read must be declared. */
static void check_undeclared(lint *l) {
  hl_lua_scan scan = scan_of(l);
  hl_token before = {0}, dot = {0}, t;
  while ((t = hl_lua_next(&scan)).type != HL_TOKEN_END) {
    bool is_read = hl_token_is(&before, "opt") && hl_token_is(&dot, ".");
    char name[64] = "";
    if (is_read && t.length < sizeof name) memcpy(name, t.at, t.length);
    if (*name && !hl_rule_option(l->rule, name))
      remark(l, t.line, "reads option '{name}', which is not declared", name);
    before = dot;
    dot = t;
  }
}

static void check_options(lint *l) {
  int line = 1;
  for (size_t i = 0; i < l->rule->option_n; i++)
    if (!option_reads(l, l->rule->option[i].name, &line))
      remark(l, 1, "option '{name}' is declared and never read",
             l->rule->option[i].name);
  check_undeclared(l);
}

/* ---- what a finding needs ---- */

/* How often a text or name stands in the source. */
static int times(const lint *l, hl_token_type type, const char *text) {
  hl_lua_scan scan = scan_of(l);
  hl_token t;
  int n = 0;
  while ((t = hl_lua_next(&scan)).type != HL_TOKEN_END)
    n += t.type == type && t.length == strlen(text) &&
         memcmp(t.at, text, t.length) == 0;
  return n;
}

static void check_findings(lint *l) {
  const hl_names *causes = &l->rule->causes;
  if (times(l, HL_TOKEN_NAME, "finding") &&
      !times(l, HL_TOKEN_NAME, "evidence"))
    remark(l, 1, "finds something without {name}", "evidence");
  for (size_t i = 0; i < causes->n; i++)
    if (times(l, HL_TOKEN_TEXT, causes->item[i]) < 2)
      remark(l, 1, "cause '{name}' is declared and never named",
             causes->item[i]);
  if (!*l->rule->author) remark(l, 1, "has no {name}", "author");
  if (!*l->rule->licence) remark(l, 1, "has no {name}", "licence");
}

/* ---- globals ---- */

typedef struct locals {
  hl_token name[MAX_LOCALS];
  size_t n;
} locals;

static bool is_local(const locals *list, const hl_token *t) {
  for (size_t i = 0; i < list->n; i++)
    if (list->name[i].length == t->length &&
        memcmp(list->name[i].at, t->at, t->length) == 0)
      return true;
  return false;
}

static void add_local(locals *list, const hl_token *t) {
  if (list->n < MAX_LOCALS && t->type == HL_TOKEN_NAME)
    list->name[list->n++] = *t;
}

/* Every name after `local`, in the brackets of a function, after `for`. Names
** count for the whole file: this finds the forgotten `local`, not shadows. */
static void find_locals(const lint *l, locals *list) {
  hl_lua_scan scan = scan_of(l);
  hl_token t = hl_lua_next(&scan);
  while (t.type != HL_TOKEN_END) {
    bool opens = hl_token_is(&t, "local") || hl_token_is(&t, "for");
    bool is_function = hl_token_is(&t, "function");
    t = hl_lua_next(&scan);
    if (opens && hl_token_is(&t, "function")) { /* local function f */
      t = hl_lua_next(&scan);
      add_local(list, &t);
      is_function = true;
      opens = false;
    }
    if (is_function)
      while (t.type != HL_TOKEN_END && !hl_token_is(&t, "("))
        t = hl_lua_next(&scan);
    while ((opens || is_function) && t.type != HL_TOKEN_END &&
           !hl_token_is(&t, "=") && !hl_token_is(&t, "in") &&
           !hl_token_is(&t, ")")) {
      bool listed = t.type == HL_TOKEN_NAME || hl_token_is(&t, ",") ||
                    hl_token_is(&t, "(") || hl_token_is(&t, "<") ||
                    hl_token_is(&t, ">");
      if (!listed) break;
      add_local(list, &t);
      t = hl_lua_next(&scan);
    }
  }
}

/* NAME = outside of tables, and function NAME(, with NAME no local. */
static void check_globals(lint *l) {
  static const char what[] = "sets '{name}', which is no local variable";
  locals list = {.n = 0};
  find_locals(l, &list);
  hl_lua_scan scan = scan_of(l);
  hl_token two = {0}, one = {0}, t;
  int braces = 0;
  while ((t = hl_lua_next(&scan)).type != HL_TOKEN_END) {
    char name[64] = "";
    braces += hl_token_is(&t, "{") - hl_token_is(&t, "}");
    bool sets = braces == 0 && hl_token_is(&t, "=") &&
                one.type == HL_TOKEN_NAME && !hl_token_is(&two, ".");
    bool defines = hl_token_is(&t, "(") && one.type == HL_TOKEN_NAME &&
                   hl_token_is(&two, "function");
    if ((sets || defines) && !is_local(&list, &one) &&
        one.length < sizeof name) {
      memcpy(name, one.at, one.length);
      remark(l, one.line, what, name);
    }
    two = one;
    one = t;
  }
}

/* ---- a rule, a folder ---- */

static void check_test(lint *l) {
  hl_text path = {0};
  hl_text_add_n(&path, l->rule->path, strlen(l->rule->path) - 4);
  hl_text_add(&path, "_test.lua");
  if (!hl_path_exists(hl_text_cstr(&path)))
    remark(l, 1, "has no test: {name} is not there",
           hl_base_name(hl_text_cstr(&path)));
  hl_text_free(&path);
}

static void lint_rule(const hl_rule *rule, hl_bench_result *result) {
  lint l = {result, rule};
  result->done++;
  if (rule->error) {
    result->failed++;
    hl_text_format(&result->text, "%s\n", rule->error);
  }
  check_wording(&l);
  check_globals(&l);
  if (rule->error) return; /* the rest needs what the rule says of itself */
  check_options(&l);
  check_findings(&l);
  check_test(&l);
}

/* Own wording of the folder, in the language that the set has. */
static void lint_texts(const hl_rules *set, hl_bench_result *result) {
  const char *id, *text;
  for (size_t i = 0; hl_texts_each(set->texts, i, &id, &text); i++) {
    const char *banned = hl_banned_word(text);
    if (!banned) continue;
    result->failed++;
    hl_text_format(&result->text,
                   "text %s says '%s': patterns, not "
                   "diagnoses\n",
                   id, banned);
  }
}

/* The folder of a file as the rule set knows it; `path` itself for a folder. */
static char *folder_of(const char *path) {
  if (hl_path_is_folder(path)) return strdup(path);
  size_t n = (size_t)(hl_base_name(path) - path);
  while (n > 1 && path[n - 1] == '/')
    n--;
  return n ? strndup(path, n) : strdup(".");
}

hl_status hl_bench_lint(const char *path, hl_bench_result *result,
                        hl_error *err) {
  *result = (hl_bench_result){0};
  if (!hl_path_exists(path))
    return hl_fail(err, HL_E_USAGE, "there is no '%s'", path);
  char *folder = folder_of(path);
  if (!folder) return hl_nomem(err);
  const char *const folders[] = {folder};
  hl_rules_options options = {.folders = folders, .folder_n = 1};
  hl_rules *set = NULL;
  hl_status status = hl_rules_load(&options, &set, err);
  bool is_file = !hl_path_is_folder(path);
  for (size_t i = 0; !status && i < set->n; i++) {
    const hl_rule *rule = &set->rule[i];
    bool is_asked = !is_file || !strcmp(rule->file, hl_base_name(path));
    if (!rule->is_stock && is_asked) lint_rule(rule, result);
  }
  if (!status) lint_texts(set, result);
  if (!status && !result->done)
    status = hl_fail(err, HL_E_USAGE, "there is no rule in '%s'", path);
  hl_rules_free(set);
  free(folder);
  if (!status && !result->failed)
    hl_text_format(&result->text, "%d rule%s, no remarks\n", result->done,
                   result->done == 1 ? "" : "s");
  return status                          ? status
         : hl_text_status(&result->text) ? hl_nomem(err)
                                         : HL_OK;
}
