/* SPDX-License-Identifier: MIT
**
** See link.h.
*/
#include "hosts/link.h"

#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "base/file.h"

enum {
  PATIENCE_MS = 5000 /* with who is writing an attached database */
};

hl_status hl_host_fail(sqlite3 *db, int code, hl_error *err) {
  switch (code & 0xff) {
  case SQLITE_NOMEM: return hl_nomem(err);
  case SQLITE_INTERRUPT: return hl_fail(err, HL_E_CANCEL, "cancelled");
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return hl_fail(err, HL_E_HOST,
                   "another program is writing the database; nothing was "
                   "changed, try again when it is done (%s)",
                   sqlite3_errmsg(db));
  default:
    return hl_fail(err, HL_E_HOST, "the host's database: %s",
                   sqlite3_errmsg(db));
  }
}

hl_status hl_host_add_folder(sqlite3 *db, hl_text *path, hl_error *err) {
  const char *file = sqlite3_db_filename(db, "main");
  if (!file || !*file)
    return hl_fail(err, HL_E_INPUT, "the database has no folder of its own");
  size_t before_name = (size_t)(hl_base_name(file) - file);
  if (before_name > 1)
    hl_text_add_n(path, file, before_name - 1);
  else
    hl_text_add(path, before_name ? "" : ".");
  return hl_text_status(path) ? hl_nomem(err) : HL_OK;
}

hl_status hl_host_has_columns(sqlite3 *db, const char *schema,
                              const hl_binding_table *table, bool *has,
                              hl_error *err) {
  static const char sql[] =
      "WITH RECURSIVE wanted(word, rest) AS (SELECT NULL, trim(?2) UNION ALL "
      "SELECT substr(rest, 1, instr(rest || ' ', ' ') - 1), "
      "ltrim(substr(rest, instr(rest || ' ', ' '))) FROM wanted "
      "WHERE rest <> '') "
      "SELECT (SELECT count(*) FROM pragma_table_info(?1, ?3)) > 0 "
      "AND NOT EXISTS (SELECT 1 FROM wanted WHERE word IS NOT NULL "
      "AND lower(word) NOT IN (SELECT lower(name) "
      "FROM pragma_table_info(?1, ?3)))";
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
  *has = false;
  if (code == SQLITE_OK) {
    const char *columns = table->columns ? table->columns : "";
    sqlite3_bind_text(stmt, 1, table->name, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 2, columns, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 3, schema, -1, SQLITE_STATIC);
    if (sqlite3_step(stmt) == SQLITE_ROW)
      *has = sqlite3_column_int(stmt, 0) != 0;
    code = sqlite3_reset(stmt);
  }
  sqlite3_finalize(stmt);
  return code == SQLITE_OK ? HL_OK : hl_host_fail(db, code, err);
}

/* ---- attached databases ----------------------------------------------- */

/* A path as a URI that only reads: what a URI gives a meaning to, as %XX. */
static void add_uri(hl_text *uri, const char *path) {
  static const char hex[] = "0123456789abcdef";
  hl_text_add(uri, "file:");
  for (; *path; path++) {
    unsigned char c = (unsigned char)*path;
    char coded[] = {'%', hex[c >> 4], hex[c & 15]};
    if (strchr("%?#", c) || c < ' ')
      hl_text_add_n(uri, coded, sizeof coded);
    else
      hl_text_add_n(uri, path, 1);
  }
  hl_text_add(uri, "?mode=ro");
}

static hl_status open_own(hl_host_link *link, hl_error *err) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI |
              SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(":memory:", &link->attached, flags, NULL) != SQLITE_OK)
    return hl_nomem(err);
  sqlite3_busy_timeout(link->attached, PATIENCE_MS);
  sqlite3_db_config(link->attached, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return HL_OK;
}

/* Opens the file and looks into it: a wrong one is known now. */
static int try_attach(hl_host_link *link, const char *name, const char *uri) {
  char *sql = sqlite3_mprintf("ATTACH %Q AS \"%w\"; "
                              "SELECT count(*) FROM \"%w\".sqlite_master",
                              uri, name, name);
  int code =
      sql ? sqlite3_exec(link->attached, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
  sqlite3_free(sql);
  return code;
}

/* `path`: where it should be. */
static hl_status attach(hl_host_link *link, size_t at, const char *path,
                        hl_error *err) {
  const hl_binding_attach *a = &link->binding->attach[at];
  hl_status status = HL_OK;
  hl_text uri = {0};
  if (!hl_path_exists(path)) {
    if (a->is_optional) return HL_OK;
    return hl_fail(err, HL_E_HOST, "%.150s is not there", path);
  }
  if (!link->attached) status = open_own(link, err);
  add_uri(&uri, path);
  if (!status && hl_text_status(&uri)) status = hl_nomem(err);
  int code = status ? SQLITE_OK : try_attach(link, a->name, uri.bytes);
  if (code == SQLITE_NOMEM)
    status = hl_nomem(err);
  else if (code != SQLITE_OK)
    status = hl_fail(err, HL_E_HOST, "%.150s cannot be read: %s", path,
                     sqlite3_errmsg(link->attached));
  link->has[at] = !status;
  hl_text_free(&uri);
  return status;
}

static hl_status attach_one(hl_host_link *link, size_t at, hl_error *err) {
  static const char dbdir[] = "{dbdir}";
  const char *file = link->binding->attach[at].file;
  hl_text path = {0};
  hl_status status = HL_OK;
  if (!strncmp(file, dbdir, sizeof dbdir - 1)) {
    status = hl_host_add_folder(link->db, &path, err);
    file += sizeof dbdir - 1;
  }
  hl_text_add(&path, file);
  if (!status && hl_text_status(&path)) status = hl_nomem(err);
  if (!status) status = attach(link, at, path.bytes, err);
  hl_text_free(&path);
  return status;
}

hl_status hl_host_link_open(hl_host_link *link, hl_error *err) {
  hl_status status = HL_OK;
  for (size_t i = 0; i < link->binding->attach_n && !status; i++) {
    hl_error why = {0};
    status = attach_one(link, i, &why);
    /* A database that lives in memory has none beside it. */
    if (status == HL_E_INPUT && link->binding->attach[i].is_optional)
      status = HL_OK;
    if (status && err && !err->status) *err = why;
  }
  return status;
}

void hl_host_link_close(hl_host_link *link) {
  for (size_t i = 0; i < HL_BINDING_PARAMS; i++)
    sqlite3_value_free(link->value[i]);
  sqlite3_close(link->attached);
  if (link->named_zone) hl_zone_close(link->named_zone);
  *link = (hl_host_link){.binding = link->binding, .db = link->db};
}

/* ---- statements ------------------------------------------------------- */

sqlite3 *hl_host_db_of(const hl_host_link *link,
                       const hl_binding_query *query) {
  return query->in ? link->attached : link->db;
}

static bool is_attached(const hl_host_link *link, const char *name) {
  for (size_t i = 0; i < link->binding->attach_n; i++)
    if (!strcmp(link->binding->attach[i].name, name)) return link->has[i];
  return false;
}

/* One word of `needs`: "table" or "table.column". */
static bool meets_word(const hl_host_link *link, const hl_binding_query *query,
                       const char *word, size_t length) {
  char name[128];
  bool has = false;
  if (!hl_text_fit(name, sizeof name, word, length)) return false;
  char *dot = strchr(name, '.');
  if (dot) *dot = '\0';
  hl_binding_table table = {name, dot ? dot + 1 : NULL};
  const char *schema = query->in ? query->in : "main";
  hl_error none = {0};
  return !hl_host_has_columns(hl_host_db_of(link, query), schema, &table, &has,
                              &none) &&
         has;
}

bool hl_host_meets(const hl_host_link *link, const hl_binding_query *query) {
  if (query->in && !is_attached(link, query->in)) return false;
  for (const char *at = query->needs ? query->needs : ""; *at;) {
    size_t n = strcspn(at, " \t\r\n");
    if (n && !meets_word(link, query, at, n)) return false;
    at += n + strspn(at + n, " \t\r\n");
  }
  return true;
}

const hl_binding_query *hl_host_choose(const hl_host_link *link,
                                       const hl_binding_queries *list) {
  for (size_t i = 0; i < list->n; i++)
    if (hl_host_meets(link, &list->item[i])) return &list->item[i];
  return NULL;
}

static void bind_params(const hl_host_link *link, sqlite3_stmt *stmt) {
  for (size_t i = 0; i < link->binding->param_n; i++) {
    char *name = sqlite3_mprintf(":%s", link->binding->param[i].name);
    int at = name ? sqlite3_bind_parameter_index(stmt, name) : 0;
    if (at && link->value[i]) sqlite3_bind_value(stmt, at, link->value[i]);
    sqlite3_free(name);
  }
}

hl_status hl_host_prepare(const hl_host_link *link,
                          const hl_binding_query *query, const char *id,
                          sqlite3_stmt **stmt, hl_error *err) {
  sqlite3 *db = hl_host_db_of(link, query);
  *stmt = NULL;
  int code = sqlite3_prepare_v2(db, query->text, -1, stmt, NULL);
  if (code != SQLITE_OK) return hl_host_fail(db, code, err);
  bind_params(link, *stmt);
  int at = id ? sqlite3_bind_parameter_index(*stmt, ":id") : 0;
  if (at) sqlite3_bind_text(*stmt, at, id, -1, SQLITE_STATIC);
  return HL_OK;
}

/* The fallback with the type that a literal would have. */
static sqlite3_value *fallback_of(const hl_host_link *link, const char *text) {
  sqlite3_stmt *stmt = NULL;
  sqlite3_value *value = NULL;
  if (sqlite3_prepare_v2(link->db,
                         "SELECT CASE WHEN ?1 + 0 = ?1 THEN ?1 + 0 "
                         "ELSE ?1 END",
                         -1, &stmt, NULL) == SQLITE_OK) {
    sqlite3_bind_text(stmt, 1, text, -1, SQLITE_STATIC);
    if (sqlite3_step(stmt) == SQLITE_ROW)
      value = sqlite3_value_dup(sqlite3_column_value(stmt, 0));
  }
  sqlite3_finalize(stmt);
  return value;
}

static hl_status ask(hl_host_link *link, size_t at, hl_error *err) {
  const hl_binding_param *param = &link->binding->param[at];
  sqlite3_stmt *stmt = NULL;
  hl_status status = hl_host_prepare(link, &param->query, NULL, &stmt, err);
  if (status) return status;
  int code = sqlite3_step(stmt);
  if (code == SQLITE_ROW && sqlite3_column_type(stmt, 0) != SQLITE_NULL) {
    link->value[at] = sqlite3_value_dup(sqlite3_column_value(stmt, 0));
    if (!link->value[at]) status = hl_nomem(err);
  } else if (code != SQLITE_ROW && code != SQLITE_DONE) {
    status = hl_host_fail(hl_host_db_of(link, &param->query), code, err);
  }
  sqlite3_finalize(stmt);
  return status;
}

hl_status hl_host_ask_params(hl_host_link *link, hl_error *err) {
  const hl_binding *b = link->binding;
  hl_status status = HL_OK;
  for (size_t i = 0; i < b->param_n && !status; i++) {
    if (hl_host_meets(link, &b->param[i].query)) status = ask(link, i, err);
    if (!status && !link->value[i] && b->param[i].fallback) {
      link->value[i] = fallback_of(link, b->param[i].fallback);
      if (!link->value[i]) status = hl_nomem(err);
    }
  }
  return status;
}
