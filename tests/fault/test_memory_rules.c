/* SPDX-License-Identifier: MIT
**
** Out of memory while rules load, judge and are tested: the answer is the same
** as with memory, or HL_E_NOMEM, and nothing leaks. Lua asks twice before it
** gives up, so one failure alone may go unnoticed.
*/
#include "hl_test.h"

#include "failmalloc.h"
#include "rules/workbench.h"
#include "rules_case.h"

static const char *const folders[] = {"lua/examples/squad"};
static hl_rules *loaded;
static made_case made;

/* What was done, as text, or NULL when out of memory. */
typedef char *work(hl_error *err);

static char *load(hl_error *err) {
  hl_rules_options options = {.folders = folders,
                              .folder_n = 1,
                              .athlete = "Anna",
                              .options_json =
                                  "{\"stock.start\":{\"margin\":1}}"};
  hl_rules *rules = NULL;
  if (hl_rules_load(&options, &rules, err)) return NULL;
  hl_text text = {0};
  hl_text_add(&text, hl_rules_hash(rules));
  for (size_t i = 0; i < hl_rules_count(rules); i++) {
    hl_rule_info info;
    hl_rules_info(rules, i, &info);
    hl_text_format(&text, "\n%s %s", info.id, info.error ? info.error : "");
  }
  hl_rules_free(rules);
  if (text.failed) hl_nomem(err);
  if (!text.failed) return text.bytes;
  hl_text_free(&text);
  return NULL;
}

static char *judge(hl_error *err) {
  hl_arena arena = {0};
  hl_judgement out[16];
  hl_text text = {0};
  hl_rules_begin(loaded);
  hl_status status = hl_rules_judge(loaded, &made.c, &arena, out, err);
  for (size_t i = 0; i < hl_rules_count(loaded) && !status; i++)
    hl_text_format(&text, "%s %s %s\n", out[i].rule_id,
                   hl_verdict_kind_name(out[i].kind),
                   out[i].finding ? out[i].finding->text : "");
  hl_arena_free(&arena);
  if (!status && text.failed) hl_nomem(err);
  if (!status && !text.failed) return text.bytes;
  hl_text_free(&text);
  return NULL;
}

static char *test(hl_error *err) {
  hl_bench_result result;
  if (!hl_bench_test("lua/examples/squad/heat_test.lua", &result, err))
    return result.text.bytes;
  hl_text_free(&result.text);
  return NULL;
}

/* False when there was no n-th allocation. */
static bool try_at(work *what, long n, bool forever, const char *whole) {
  long before = hl_failmalloc_live();
  hl_error err = {0};
  hl_failmalloc_arm(n, forever);
  char *text = what(&err);
  bool reached = hl_failmalloc_disarm() > 0;
  if (!text && err.status != HL_E_NOMEM)
    fail_msg("allocation %ld%s: status %d %s", n, forever ? " and on" : "",
             err.status, err.text);
  if (text && strcmp(text, whole) != 0)
    fail_msg("allocation %ld%s: %s", n, forever ? " and on" : "", text);
  free(text);
  assert_int_equal(hl_failmalloc_live(), before);
  return reached;
}

/* Thousands of allocations: a stride walks through them. */
static void fail_each(work *what, long steps) {
  hl_error err = {0};
  free(what(&err)); /* libraries set themselves up */
  char *whole = what(&err);
  assert_non_null(whole);
  long most = 1;
  while (try_at(what, most, false, whole))
    most *= 2;
  long stride = most / steps + 1;
  for (int forever = 0; forever < 2; forever++)
    for (long n = 1; n < most; n += stride)
      try_at(what, n, forever, whole);
  free(whole);
}

static void loading(void **state) {
  (void)state;
  fail_each(load, 150);
}

/* The sandboxes keep what Lua has allocated, so what lives is not compared:
** a rule set of its own each time would be loading again. */
static void judging(void **state) {
  (void)state;
  hl_error err = {0};
  char *whole;
  hl_rules_options options = {.folders = folders, .folder_n = 1};
  make_case(&made);
  made.scores.of[HL_START] = made_score(9);
  made_report(&made, HL_HEAVY_MID);
  assert_int_equal(hl_rules_load(&options, &loaded, &err), HL_OK);
  whole = judge(&err);
  assert_non_null(whole);
  for (int forever = 0; forever < 2; forever++) {
    for (long n = 1;; n++) {
      hl_failmalloc_arm(n, forever);
      memset(&err, 0, sizeof err);
      char *text = judge(&err);
      bool reached = hl_failmalloc_disarm() > 0;
      if (!text) assert_int_equal(err.status, HL_E_NOMEM);
      if (text) assert_string_equal(text, whole);
      free(text);
      if (!reached) break;
    }
  }
  free(whole);
  hl_rules_free(loaded);
}

static void testing(void **state) {
  (void)state;
  fail_each(test, 20);
}

HL_TEST_MAIN(cmocka_unit_test(loading), cmocka_unit_test(judging),
             cmocka_unit_test(testing))
