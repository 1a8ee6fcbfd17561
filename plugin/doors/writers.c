/* SPDX-License-Identifier: MIT
**
** The scalar SQL functions that write. Each packs its arguments into the one
** argument of hl_command_run() and gives back its JSON summary.
**
**     SELECT heavylegs_import('season/');
**     SELECT heavylegs_annotate();
**     SELECT heavylegs_report(17, '{"heavy":"start","legs":4}');
**
** Arguments and answers of each command are written in annotate/command.h; what
** fails is an SQL error that names file and line, and has changed nothing.
** They may be called at the top level only, as SELECT f() without FROM, and
** refuse elsewhere (calling.h).
** Thread class: db thread.
*/
#include <string.h>

#include "base/text.h"
#include "doors/calling.h"
#include "doors/functions.h"

SQLITE_EXTENSION_INIT3

static const char *text_of(sqlite3_value *value) {
  return (const char *)sqlite3_value_text(value); /* NULL for SQL NULL */
}

/* One command through the engine; its JSON becomes the function's result. */
static void answer_command(sqlite3_context *context, const char *command,
                           const char *argument, hl_error *err) {
  hl_door *door = sqlite3_user_data(context);
  hl_command c = {HL_VIA_SELECT, command, argument};
  hl_text out = {0};

  if (err->status == HL_OK) hl_command_run(door->engine, &c, &out, err);
  if (err->status != HL_OK)
    hl_door_fail(context, err);
  else
    hl_function_answer(context, &out);
  hl_text_free(&out);
}

/* The same for a command that writes: not from just anywhere. */
static void run(sqlite3_context *context, const char *command,
                const char *argument) {
  hl_door *door = sqlite3_user_data(context);
  char function[64] = "heavylegs_";
  hl_error err = {0};

  strncat(function, command, sizeof function - strlen(function) - 1);
  hl_calling_select(door->db, function, &err);
  answer_command(context, command, argument, &err);
}

/* A member of the kind that the SQL value is. */
static void add_value(hl_text *json, const char *key, sqlite3_value *value) {
  switch (sqlite3_value_type(value)) {
  case SQLITE_INTEGER:
    hl_json_int(json, key, sqlite3_value_int64(value));
    break;
  case SQLITE_FLOAT:
    hl_json_double(json, key, sqlite3_value_double(value));
    break;
  case SQLITE_NULL: hl_json_null(json, key); break;
  default: hl_json_text(json, key, text_of(value)); break;
  }
}

/* The members of a caller's JSON object join the ones written so far. Whether
** it is JSON at all is for the command to say, which reads the whole. */
static void add_members(hl_text *json, const char *object) {
  const char *p = object + strspn(object, " \t\r\n");

  if (*p == '{') p++;
  p += strspn(p, " \t\r\n");
  hl_text_add(json, *p == '}' ? "" : ",");
  hl_text_add(json, p);
}

/* {"key": value, <members of options>}, or the value alone where there are no
** options. */
static void run_with_options(sqlite3_context *context, const char *command,
                             const char *key, int n, sqlite3_value **value) {
  hl_text json = {0};

  hl_json_open(&json, NULL, '{');
  add_value(&json, key, value[0]);
  if (n > 1 && text_of(value[1]) != NULL)
    add_members(&json, text_of(value[1]));
  else
    hl_json_close(&json, '}');
  if (hl_text_status(&json) == HL_OK)
    run(context, command, hl_text_cstr(&json));
  else
    sqlite3_result_error_nomem(context);
  hl_text_free(&json);
}

/* heavylegs_import(path [, json]); alone, the path may be JSON of several */
static void import(sqlite3_context *context, int n, sqlite3_value **value) {
  if (n == 1)
    run(context, "import", text_of(value[0]));
  else
    run_with_options(context, "import", "path", n, value);
}

/* heavylegs_annotate([json]) */
static void annotate(sqlite3_context *context, int n, sqlite3_value **value) {
  run(context, "annotate", n > 0 ? text_of(value[0]) : NULL);
}

/* heavylegs_retract([batch]) */
static void retract(sqlite3_context *context, int n, sqlite3_value **value) {
  run(context, "retract", n > 0 ? text_of(value[0]) : NULL);
}

/* heavylegs_report(run, json) */
static void report(sqlite3_context *context, int n, sqlite3_value **value) {
  run_with_options(context, "report", "run", n, value);
}

/* heavylegs_diary([json]) */
static void diary(sqlite3_context *context, int n, sqlite3_value **value) {
  run(context, "diary", n > 0 ? text_of(value[0]) : NULL);
}

/* heavylegs_today(json) */
static void today(sqlite3_context *context, int n, sqlite3_value **value) {
  (void)n;
  run(context, "today", text_of(value[0]));
}

/* heavylegs_verdict(run, rule, verdict) */
static void verdict(sqlite3_context *context, int n, sqlite3_value **value) {
  hl_text json = {0};

  (void)n;
  hl_json_open(&json, NULL, '{');
  add_value(&json, "run", value[0]);
  add_value(&json, "rule", value[1]);
  add_value(&json, "verdict", value[2]);
  hl_json_close(&json, '}');
  if (hl_text_status(&json) == HL_OK)
    run(context, "verdict", hl_text_cstr(&json));
  else
    sqlite3_result_error_nomem(context);
  hl_text_free(&json);
}

/* heavylegs_config([key [, value]]), with an athlete heavylegs_config(json) */
static void config(sqlite3_context *context, int n, sqlite3_value **value) {
  hl_text json = {0};

  const char *first = n > 0 ? (const char *)sqlite3_value_text(value[0]) : NULL;
  if (n == 0 || (n == 1 && first != NULL && first[0] == '{')) {
    run(context, "config", first);
    return;
  }
  hl_json_open(&json, NULL, '{');
  add_value(&json, "key", value[0]);
  if (n > 1) add_value(&json, "value", value[1]);
  hl_json_close(&json, '}');
  if (hl_text_status(&json) == HL_OK)
    run(context, "config", hl_text_cstr(&json));
  else
    sqlite3_result_error_nomem(context);
  hl_text_free(&json);
}

/* heavylegs_workbench(task [, json]) */
static void workbench(sqlite3_context *context, int n, sqlite3_value **value) {
  run_with_options(context, "workbench", "task", n, value);
}

/* heavylegs_forget(athlete) */
static void forget(sqlite3_context *context, int n, sqlite3_value **value) {
  run_with_options(context, "forget", "athlete", n, value);
}

/* heavylegs_purge() */
static void purge(sqlite3_context *context, int n, sqlite3_value **value) {
  (void)n;
  (void)value;
  run(context, "purge", NULL);
}

/* heavylegs_explain(run): reads; the same as rows is a table of that name */
static void explain(sqlite3_context *context, int n, sqlite3_value **value) {
  hl_error err = {0};

  (void)n;
  answer_command(context, "explain", text_of(value[0]), &err);
}

/* heavylegs_texts([json]): reads */
static void texts(sqlite3_context *context, int n, sqlite3_value **value) {
  hl_error err = {0};

  answer_command(context, "texts", n > 0 ? text_of(value[0]) : NULL, &err);
}

/* heavylegs_page([json]): reads; a plain argument names a run */
static void page(sqlite3_context *context, int n, sqlite3_value **value) {
  hl_error err = {0};

  answer_command(context, "page", n > 0 ? text_of(value[0]) : NULL, &err);
}

hl_status hl_door_add_writers(hl_door *door, hl_error *err) {
  enum {
    WRITES = SQLITE_UTF8 | SQLITE_DIRECTONLY
  };
  static const hl_function writers[] = {
      {"heavylegs_import", 1, WRITES, import},
      {"heavylegs_import", 2, WRITES, import},
      {"heavylegs_annotate", 0, WRITES, annotate},
      {"heavylegs_annotate", 1, WRITES, annotate},
      {"heavylegs_retract", 0, WRITES, retract},
      {"heavylegs_retract", 1, WRITES, retract},
      {"heavylegs_report", 2, WRITES, report},
      {"heavylegs_diary", 0, WRITES, diary},
      {"heavylegs_diary", 1, WRITES, diary},
      {"heavylegs_today", 1, WRITES, today},
      {"heavylegs_verdict", 3, WRITES, verdict},
      {"heavylegs_config", 0, WRITES, config},
      {"heavylegs_config", 1, WRITES, config},
      {"heavylegs_config", 2, WRITES, config},
      {"heavylegs_explain", 1, WRITES, explain},
      {"heavylegs_texts", 0, WRITES, texts},
      {"heavylegs_texts", 1, WRITES, texts},
      {"heavylegs_page", 0, WRITES, page},
      {"heavylegs_page", 1, WRITES, page},
      {"heavylegs_workbench", 1, WRITES, workbench},
      {"heavylegs_workbench", 2, WRITES, workbench},
      {"heavylegs_forget", 1, WRITES, forget},
      {"heavylegs_purge", 0, WRITES, purge},
  };

  return hl_functions_register(door, writers,
                               sizeof writers / sizeof writers[0], err);
}
