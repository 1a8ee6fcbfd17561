/* SPDX-License-Identifier: MIT
**
** Scalar SQL functions: how they are registered, and those that only compute.
** Those that write are in writers.c.
**
**     SELECT heavylegs_version();
**     UPDATE records SET comments = heavylegs_merge(comments, 'heavy-legs', ?);
**
**     SELECT heavylegs_define('metadata.xml', ?);   GoldenCheetah's settings
**     SELECT heavylegs_undefine('metadata.xml', ?); with our fields, without
**     SELECT heavylegs_is_open('/home/ann/.goldencheetah/Ann');
**
** All but the last are innocuous and deterministic: views, triggers and indexes
** may use them. The last asks which programs run, and is for direct use only.
** Thread class: db thread.
*/
#include "doors/functions.h"

#include "hosts/gc_define.h"
#include "hosts/gc_folder.h"
#include "hosts/merge.h"

SQLITE_EXTENSION_INIT3

enum {
  HL_PURE = SQLITE_UTF8 | SQLITE_INNOCUOUS | SQLITE_DETERMINISTIC
};

/* Of a text or a blob; never NULL. */
static const char *bytes_of(sqlite3_value *value, size_t *length) {
  const char *bytes = sqlite3_value_blob(value);

  *length = (size_t)sqlite3_value_bytes(value);
  return bytes ? bytes : "";
}

static const char *text_of(sqlite3_value *value) {
  return (const char *)sqlite3_value_text(value); /* NULL for SQL NULL */
}

void hl_function_answer(sqlite3_context *context, const hl_text *out) {
  if (hl_text_status(out) != HL_OK)
    sqlite3_result_error_nomem(context);
  else
    sqlite3_result_text64(context, hl_text_cstr(out), out->length,
                          SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void version(sqlite3_context *context, int n, sqlite3_value **value) {
  (void)n;
  (void)value;
  sqlite3_result_text(context, HL_VERSION, -1, SQLITE_STATIC);
}

/* heavylegs_merge(old, tag, text) */
static void merge(sqlite3_context *context, int n, sqlite3_value **value) {
  hl_text out = {0};
  hl_error err = {0};
  hl_merge_change change;

  (void)n;
  change.old = text_of(value[0]);
  change.old_length = (size_t)sqlite3_value_bytes(value[0]);
  change.tag = text_of(value[1]);
  change.text = text_of(value[2]);
  change.text_length = (size_t)sqlite3_value_bytes(value[2]);
  if (hl_merge(&change, &out, &err) != HL_OK)
    hl_door_fail(context, &err);
  else if (change.is_null)
    sqlite3_result_null(context);
  else
    hl_function_answer(context, &out);
  hl_text_free(&out);
}

/* heavylegs_define(file, old), heavylegs_undefine(file, old) */
static void define(sqlite3_context *context, sqlite3_value **value,
                   hl_status change(const hl_gc_settings *, hl_text *,
                                    hl_error *)) {
  hl_text out = {0};
  hl_error err = {0};
  hl_gc_settings old = {.file = text_of(value[0])};

  if (old.file == NULL) old.file = "";
  old.text = sqlite3_value_type(value[1]) == SQLITE_NULL
                 ? NULL
                 : bytes_of(value[1], &old.length);
  if (change(&old, &out, &err) != HL_OK)
    hl_door_fail(context, &err);
  else
    hl_function_answer(context, &out);
  hl_text_free(&out);
}

static void put_in(sqlite3_context *context, int n, sqlite3_value **value) {
  (void)n;
  define(context, value, hl_gc_define);
}

static void take_out(sqlite3_context *context, int n, sqlite3_value **value) {
  (void)n;
  define(context, value, hl_gc_undefine);
}

/* heavylegs_is_open(folder): 1 where a running GoldenCheetah may have the
** athlete's folder open, else 0. */
static void is_open(sqlite3_context *context, int n, sqlite3_value **value) {
  const char *folder = text_of(value[0]);

  (void)n;
  sqlite3_result_int(context, folder != NULL && hl_gc_is_open(folder));
}

hl_status hl_functions_register(hl_door *door, const hl_function *f, size_t n,
                                hl_error *err) {
  for (; n > 0; n--, f++) {
    door->uses++; /* SQLite releases it even when registering fails */
    if (sqlite3_create_function_v2(door->db, f->name, f->arity, f->flags, door,
                                   f->call, NULL, NULL,
                                   hl_door_release) != SQLITE_OK)
      return hl_fail(err, HL_E_HOST, "cannot register %s(): %s", f->name,
                     sqlite3_errmsg(door->db));
  }
  return HL_OK;
}

hl_status hl_door_add_functions(hl_door *door, hl_error *err) {
  static const hl_function functions[] = {
      {"heavylegs_version", 0, HL_PURE, version},
      {"heavylegs_merge", 3, HL_PURE, merge},
      {"heavylegs_define", 2, HL_PURE, put_in},
      {"heavylegs_undefine", 2, HL_PURE, take_out},
      {"heavylegs_is_open", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, is_open},
  };

  return hl_functions_register(door, functions,
                               sizeof functions / sizeof functions[0], err);
}
