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
  const hl_host_link *link;
  sqlite3 *copy;      /* of the host's schema, empty */
  sqlite3 *on;        /* where it is tried: the copy, or the attached ones */
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

/* A name that nobody would bind is a slip of the pen: it would be NULL. */
static bool knows_params(const rehearsal *r, sqlite3_stmt *stmt) {
  const hl_binding *b = r->link->binding;
  for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
    const char *name = sqlite3_bind_parameter_name(stmt, i);
    bool known =
        !name ? r->writes != NULL
              : !strcmp(name, ":id") || (r->writes && !strcmp(name, ":label"));
    for (size_t k = 0; name && k < b->param_n && !known; k++)
      known = name[0] == ':' && !strcmp(name + 1, b->param[k].name);
    if (!known) return false;
  }
  return true;
}

/* One statement, and nothing behind it. */
static hl_status try(rehearsal *r, const char *sql, hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  const char *tail = "";
  hl_status status = HL_OK;
  r->denied = NULL;
  sqlite3_set_authorizer(r->on, allow, r);
  int code = sqlite3_prepare_v2(r->on, sql, -1, &stmt, &tail);
  sqlite3_set_authorizer(r->on, NULL, NULL);
  if (code == SQLITE_NOMEM)
    status = hl_nomem(err);
  else if (code != SQLITE_OK)
    status = refuse(r, sql, sqlite3_errmsg(r->on), err);
  else if (!stmt || tail[strspn(tail, " \t\r\n;")])
    status = refuse(r, sql, "one statement is expected", err);
  else if (!r->writes && !sqlite3_stmt_readonly(stmt))
    status = refuse(r, sql, "it must only read", err);
  else if (!knows_params(r, stmt))
    status = refuse(r, sql, "it has a parameter that is not declared", err);
  sqlite3_finalize(stmt);
  return status;
}

static hl_status try_query(rehearsal *r, const hl_binding_query *query,
                           hl_error *err) {
  if (!hl_host_meets(r->link, query)) return HL_OK;
  r->on = query->in ? r->link->attached : r->copy;
  hl_status status = try(r, query->text, err);
  r->on = r->copy;
  return status;
}

static hl_status try_queries(rehearsal *r, const hl_binding_queries *list,
                             hl_error *err) {
  hl_status status = HL_OK;
  for (size_t i = 0; i < list->n && !status; i++) {
    const char *source = list->item[i].source;
    if (!source || !strcmp(source, "sql") || !strcmp(source, "blob"))
      status = try_query(r, &list->item[i], err);
  }
  return status;
}

static hl_status try_reading(rehearsal *r, hl_error *err) {
  const hl_binding *b = r->link->binding;
  hl_status status = b->probe ? try(r, b->probe, err) : HL_OK;
  for (size_t i = 0; i < b->param_n && !status; i++)
    status = try_query(r, &b->param[i].query, err);
  if (!status) status = try_queries(r, &b->activities, err);
  if (!status) status = try_queries(r, &b->samples, err);
  if (!status) status = try_queries(r, &b->laps, err);
  return status ? status : try_queries(r, &b->wellness, err);
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

hl_status hl_host_rehearse(const hl_host_link *link, bool *writes,
                           hl_error *err) {
  rehearsal r = {.link = link};
  *writes = false;
  hl_status status = HL_OK;
  if (sqlite3_open_v2(":memory:", &r.copy,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                          SQLITE_OPEN_NOMUTEX,
                      NULL) != SQLITE_OK)
    status = hl_nomem(err);
  r.on = r.copy;
  if (!status) status = copy_schema(link->db, r.copy, err);
  if (!status) status = try_reading(&r, err);
  if (!status) {
    *writes = true;
    status = try_writing(&r, link->binding, err);
  }
  sqlite3_close(r.copy);
  return status;
}
