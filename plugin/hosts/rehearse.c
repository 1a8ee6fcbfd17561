/* SPDX-License-Identifier: MIT
**
** A binding's statements tried where they can do no harm. See host.h.
*/
#include "hosts/host.h"

#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "base/text.h"

typedef struct rehearsal {
  sqlite3 *copy;
  const char *writes; /* what may be written; NULL: nothing */
  const char *denied; /* the first thing that was not allowed */
} rehearsal;

/* Is `table`, or "table.column", one of the words? */
static bool is_listed(const char *words, const char *table,
                      const char *column) {
  char *name = column ? sqlite3_mprintf("%s.%s", table, column)
                      : sqlite3_mprintf("%s", table);
  size_t length = name ? strlen(name) : 0;
  bool listed = false;
  for (const char *at = words; at && *at && name && !listed;) {
    size_t n = strcspn(at, " ");
    listed = n == length && sqlite3_strnicmp(at, name, (int)n) == 0;
    at += n + strspn(at + n, " ");
  }
  sqlite3_free(name);
  return listed;
}

static bool is_ours(const char *table) {
  return sqlite3_strnicmp(table, "heavylegs", 9) == 0 ||
         sqlite3_strnicmp(table, "sqlite_", 7) == 0;
}

static int deny(rehearsal *r, const char *what) {
  if (!r->denied) r->denied = what;
  return SQLITE_DENY;
}

static int allow(void *ctx, int action, const char *first, const char *second,
                 const char *schema, const char *trigger) {
  rehearsal *r = ctx;
  (void)schema, (void)trigger;
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_READ:
  case SQLITE_RECURSIVE: return SQLITE_OK;
  case SQLITE_FUNCTION:
    return sqlite3_stricmp(second, "load_extension") == 0
               ? deny(r, "load_extension() is not allowed")
               : SQLITE_OK;
  case SQLITE_INSERT:
  case SQLITE_DELETE:
    return !is_ours(first) && is_listed(r->writes, first, NULL)
               ? SQLITE_OK
               : deny(r, "it writes to a table that it does not declare");
  case SQLITE_UPDATE:
    return !is_ours(first) && is_listed(r->writes, first, second)
               ? SQLITE_OK
               : deny(r, "it changes a column that it does not declare");
  default: return deny(r, "only SELECT, INSERT, UPDATE and DELETE are allowed");
  }
}

/* Tables and views, empty. What cannot be made is missing, and a statement that
** needs it is refused. */
static hl_status copy_schema(sqlite3 *db, sqlite3 *copy, hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2(
      db,
      "SELECT sql FROM main.sqlite_master WHERE type IN ('table', 'view', "
      "'index') AND sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
      "AND name NOT LIKE 'heavylegs%' AND sql NOT LIKE 'CREATE VIRTUAL%' "
      "ORDER BY type = 'view', type = 'index'",
      -1, &stmt, NULL);
  while (code == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
    sqlite3_exec(copy, (const char *)sqlite3_column_text(stmt, 0), NULL, NULL,
                 NULL);
  if (code == SQLITE_OK) code = sqlite3_reset(stmt);
  if (code != SQLITE_OK)
    hl_fail(err, HL_E_HOST, "the schema cannot be read: %s",
            sqlite3_errmsg(db));
  sqlite3_finalize(stmt);
  return code == SQLITE_OK ? HL_OK : err->status;
}

static hl_status refuse(const rehearsal *r, const char *sql, const char *why,
                        hl_error *err) {
  const char *reason = r->denied ? r->denied : why;
  return hl_fail(err, HL_E_INPUT, "statement refused (%s): %.80s", reason, sql);
}

/* One statement, and nothing behind it. */
static hl_status try(rehearsal *r, const char *sql, hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  const char *tail = "";
  hl_status status = HL_OK;
  r->denied = NULL;
  int code = sqlite3_prepare_v2(r->copy, sql, -1, &stmt, &tail);
  if (code == SQLITE_NOMEM)
    status = hl_nomem(err);
  else if (code != SQLITE_OK)
    status = refuse(r, sql, sqlite3_errmsg(r->copy), err);
  else if (!stmt || tail[strspn(tail, " \t\r\n;")])
    status = refuse(r, sql, "one statement is expected", err);
  else if (!r->writes && !sqlite3_stmt_readonly(stmt))
    status = refuse(r, sql, "it must only read", err);
  sqlite3_finalize(stmt);
  return status;
}

static hl_status try_reading(rehearsal *r, const hl_binding *b, hl_error *err) {
  hl_status status = b->probe ? try(r, b->probe, err) : HL_OK;
  if (!status) status = try(r, b->activities, err);
  for (size_t i = 0; i < b->samples_n && !status; i++)
    if (!strcmp(b->samples[i].source, "sql"))
      status = try(r, b->samples[i].text, err);
  return status;
}

static hl_status try_all(rehearsal *r, const hl_binding_statements *list,
                         hl_error *err) {
  hl_status status = HL_OK;
  for (size_t i = 0; i < list->n && !status; i++)
    status = try(r, list->sql[i], err);
  return status;
}

/* The field is written by a statement of ours: is the column there? */
static hl_status try_field(rehearsal *r, const hl_binding *b, hl_error *err) {
  char *sql = sqlite3_mprintf("UPDATE \"%w\" SET \"%w\" = ? WHERE \"%w\" = ?",
                              b->field.name, b->field.columns, b->field_key);
  char *writes = sqlite3_mprintf("%s.%s", b->field.name, b->field.columns);
  r->writes = writes;
  hl_status status = sql && writes ? try(r, sql, err) : hl_nomem(err);
  sqlite3_free(sql);
  sqlite3_free(writes);
  return status;
}

static hl_status try_writing(rehearsal *r, const hl_binding *b, hl_error *err) {
  hl_status status = b->field_key ? try_field(r, b, err) : HL_OK;
  for (size_t i = 0; i < b->step_n && !status; i++) {
    r->writes = b->step[i].writes;
    status = try_all(r, &b->step[i].doing, err);
    if (!status) status = try_all(r, &b->step[i].undoing, err);
  }
  return status;
}

hl_status hl_host_rehearse(const hl_binding *binding, sqlite3 *db, bool *writes,
                           hl_error *err) {
  rehearsal r = {0};
  *writes = false;
  hl_status status = HL_OK;
  if (sqlite3_open_v2(":memory:", &r.copy,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                          SQLITE_OPEN_NOMUTEX,
                      NULL) != SQLITE_OK)
    status = hl_nomem(err);
  if (!status) status = copy_schema(db, r.copy, err);
  if (!status) sqlite3_set_authorizer(r.copy, allow, &r);
  if (!status) status = try_reading(&r, binding, err);
  if (!status) {
    *writes = true;
    status = try_writing(&r, binding, err);
  }
  sqlite3_close(r.copy);
  return status;
}
