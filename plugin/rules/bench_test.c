/* SPDX-License-Identifier: MIT
**
** Run test files in the sandbox and print TAP: `heavylegs rules test`. Every
** case has a call, and so the limits, of its own.
*/
#include "rules/bench_test.h"

#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>

#include "base/file.h"

static int open_body(lua_State *L) {
  hl_bench *bench = hl_sandbox_context(L);
  hl_bench_open(L);
  hl_sandbox_compile(L, bench->bytes, bench->length, bench->file);
  lua_call(L, 0, 0);
  if (!bench->rules)
    return luaL_error(L, "%s:1: a test begins with legs.test \"rule.lua\"",
                      bench->file);
  return 0;
}

static int case_body(lua_State *L) {
  const hl_bench *bench = hl_sandbox_context(L);
  hl_bench_run_case(L, bench);
  return 0;
}

/* Lines of a message as TAP comments. */
static void add_comment(hl_text *out, const char *text) {
  while (*text) {
    size_t n = strcspn(text, "\n");
    hl_text_add(out, "#   ");
    hl_text_add_n(out, text, n);
    hl_text_add(out, "\n");
    text += n + (text[n] == '\n');
  }
}

static void add_result(hl_bench *bench, const char *name, const hl_error *why) {
  hl_bench_result *r = bench->result;
  r->done++;
  if (why->status) r->failed++;
  hl_text_format(&r->text, "%s %d - %s: %s\n", why->status ? "not ok" : "ok",
                 r->done, bench->file, name);
  if (!why->status) return;
  hl_text line = {0};
  if (why->where[0])
    hl_text_format(&line, "%s:%lld: ", why->where, (long long)why->line);
  hl_text_add(&line, why->text);
  add_comment(&r->text, hl_text_cstr(&line));
  hl_text_free(&line);
}

static hl_status run_cases(hl_bench *bench, hl_sandbox *box) {
  for (int i = 0; i < bench->cases; i++) {
    hl_error why = {0};
    bench->running = i;
    if (hl_sandbox_call(box, case_body, bench, &why) == HL_E_NOMEM)
      return HL_E_NOMEM;
    add_result(bench, bench->names[i], &why);
  }
  return HL_OK;
}

static hl_status run_bytes(hl_bench *bench, hl_error *err) {
  hl_sandbox *box = hl_sandbox_new();
  if (!box) return hl_nomem(err);
  hl_error why = {0};
  hl_status status = hl_sandbox_call(box, open_body, bench, &why);
  if (!status) {
    status = run_cases(bench, box);
  } else if (status != HL_E_NOMEM) {
    add_result(bench, "the test file loads", &why);
    status = HL_OK;
  }
  hl_sandbox_free(box);
  return status == HL_E_NOMEM ? hl_nomem(err) : HL_OK;
}

/* The path without its last component; "." where it has none. */
static char *folder_of(const char *path, hl_arena *arena) {
  size_t n = (size_t)(hl_base_name(path) - path);
  while (n > 1 && path[n - 1] == '/')
    n--;
  return n ? hl_arena_text(arena, path, n) : hl_arena_text(arena, ".", 1);
}

static hl_status run_file(const char *path, hl_bench_result *result,
                          hl_error *err) {
  hl_bench *bench = calloc(1, sizeof *bench);
  if (!bench) return hl_nomem(err);
  char *bytes = NULL;
  bench->result = result;
  bench->file = hl_base_name(path);
  bench->folder = folder_of(path, &bench->arena);
  hl_error why = {0};
  hl_status status = bench->folder ? HL_OK : hl_nomem(err);
  if (!status)
    status =
        hl_file_load(path, HL_SANDBOX_SOURCE, &bytes, &bench->length, &why);
  bench->bytes = bytes;
  if (!status) {
    status = run_bytes(bench, err);
  } else if (why.status && status != HL_E_NOMEM) {
    add_result(bench, "the test file can be read", &why);
    status = HL_OK;
  }
  hl_bench_free(bench);
  free(bench);
  free(bytes);
  return status;
}

/* ---- which files ---- */

static hl_status visit(void *ctx, const char *path, hl_error *err) {
  if (!hl_ends_with(path, "_test.lua")) return HL_OK;
  return run_file(path, ctx, err);
}

/* "rule.lua" has its test in "rule_test.lua". */
static hl_status run_beside(const char *path, hl_bench_result *result,
                            hl_error *err) {
  hl_text test = {0};
  hl_text_add_n(&test, path, strlen(path) - 4);
  hl_text_add(&test, "_test.lua");
  hl_status status = hl_text_status(&test);
  if (!status && !hl_path_exists(hl_text_cstr(&test))) {
    status = hl_fail(err, HL_E_USAGE, "%s has no test: %s is not there",
                     hl_base_name(path), hl_base_name(hl_text_cstr(&test)));
  } else if (!status) {
    status = run_file(hl_text_cstr(&test), result, err);
  }
  hl_text_free(&test);
  return status;
}

hl_status hl_bench_test(const char *path, hl_bench_result *result,
                        hl_error *err) {
  *result = (hl_bench_result){0};
  hl_status status;
  if (hl_path_is_folder(path)) {
    status = hl_walk(path, visit, NULL, result, err);
  } else if (hl_ends_with(path, "_test.lua")) {
    status = run_file(path, result, err);
  } else if (hl_ends_with(path, ".lua")) {
    status = run_beside(path, result, err);
  } else {
    status = hl_fail(err, HL_E_USAGE,
                     "'%s' is neither a folder nor a .lua file", path);
  }
  if (status == HL_E_NOMEM) hl_nomem(err);
  if (!status && !result->done)
    status = hl_fail(err, HL_E_USAGE, "there is no *_test.lua in '%s'", path);
  if (status) return status;
  hl_text_format(&result->text, "1..%d\n", result->done);
  return hl_text_status(&result->text) ? hl_nomem(err) : HL_OK;
}
