/* SPDX-License-Identifier: MIT
**
** A coach's folder, a rule set loaded from it, and one run judged by it: what
** the tests of rules are made of. Not every test uses all of it.
*/
#ifndef TESTS_RULES_SET_H
#define TESTS_RULES_SET_H

#include "hl_test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "rules_case.h"

/* ---- a coach's folder and a rule set ---- */

static char folder[64];
static hl_rules *rules;
static hl_arena arena;
static hl_judgement out[64];
static made_case made;

static inline void write_file(const char *name, const char *content) {
  char path[160];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  char *slash = strrchr(path, '/');
  *slash = 0;
  mkdir(path, 0700);
  *slash = '/';
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(content, file);
  fclose(file);
}

static inline int set_up(void **state) {
  (void)state;
  strcpy(folder, "/tmp/hl_rules_XXXXXX");
  make_case(&made);
  return mkdtemp(folder) ? 0 : -1;
}

static inline int tear_down(void **state) {
  (void)state;
  static const char *const names[] = {
      "a.lua",        "b.lua", "a_test.lua",          "deep/c.lua", "deep",
      "texts/en.lua", "texts", "local.d/options.lua", "local.d",    ""};
  hl_rules_free(rules);
  rules = NULL;
  hl_arena_free(&arena);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    remove(path);
  }
  return 0;
}

static inline void load_with(const char *options_json, const char *athlete) {
  const char *const folders[] = {folder};
  hl_rules_options options = {.folders = folders,
                              .folder_n = 1,
                              .athlete = athlete,
                              .options_json = options_json};
  hl_error err = {0};
  hl_rules_free(rules);
  rules = NULL;
  hl_status status = hl_rules_load(&options, &rules, &err);
  if (status) print_error("%s:%d: %s\n", err.where, (int)err.line, err.text);
  assert_int_equal(status, HL_OK);
  assert_true(hl_rules_count(rules) < 64);
}

static inline void load(void) {
  load_with(NULL, NULL);
}

static inline void judge(void) {
  hl_error err = {0};
  assert_int_equal(hl_rules_judge(rules, &made.c, &arena, out, &err), HL_OK);
}

static inline size_t at(const char *id) {
  for (size_t i = 0; i < hl_rules_count(rules); i++) {
    hl_rule_info info;
    hl_rules_info(rules, i, &info);
    if (!strcmp(info.id, id)) return i;
  }
  fail_msg("there is no rule %s", id);
  return 0;
}

static inline const hl_judgement *of(const char *id) {
  return &out[at(id)];
}

static inline hl_rule_info info_of(const char *id) {
  hl_rule_info info;
  hl_rules_info(rules, at(id), &info);
  return info;
}

static inline const char *error_of(const char *id) {
  const char *error = info_of(id).error;
  return error ? error : "";
}

static inline void assert_has(const char *text, const char *part) {
  if (!text || !strstr(text, part))
    fail_msg("'%s' does not say '%s'", text ? text : "(nothing)", part);
}

/* A rule around a body of evaluate; `more` are further fields. */
static inline void write_rule(const char *file, const char *id,
                              const char *more, const char *body) {
  char source[8192];
  snprintf(source, sizeof source,
           "local R = legs.rule { api = 1, id = '%s', version = '1',\n"
           "  title = 'Test', pattern = 'none', %s }\n"
           "function R.evaluate(run, past, opt)\n%s\nend\nreturn R\n",
           id, more, body);
  write_file(file, source);
}

/* Load a rule with this body, judge the case, give its judgement. */
static inline const hl_judgement *ask(const char *body) {
  write_rule("a.lua", "test.a", "causes = {'stiffness'}", body);
  load();
  judge();
  return of("test.a");
}

/* The body must hold for the case: anything but clear fails. */
static inline void holds(const char *body) {
  const hl_judgement *j = ask(body);
  if (j->kind != HL_CLEAR)
    fail_msg("%s: %s\n%s", hl_verdict_kind_name(j->kind), j->reason, body);
}

#endif
