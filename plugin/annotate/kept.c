/* SPDX-License-Identifier: MIT
**
** See kept.h.
*/
#include "annotate/kept.h"

#include <fcntl.h>
#include <unistd.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "base/file.h"
#include "hosts/host.h"
#include "hosts/rows.h"

#define SAID                                                                   \
  "source NOT IN ('host', 'tag', 'file', 'note') AND source NOT LIKE 'file:%'"

/* One table: its name in the copy and with us, and what of it is kept. Columns
** are those that the table has. A report hangs on a run, whose number is
** another one after a rebuild: its start stands for it. */
static const struct table {
  const char *name, *ours, *select;
} tables[] = {
    {"report", "heavylegs_report",
     "SELECT t.*, (SELECT start_ms FROM main.heavylegs_run AS r "
     "WHERE r.id = t.run_id) AS start_ms "
     "FROM main.heavylegs_report AS t WHERE " SAID},
    {"day", "heavylegs_day",
     "SELECT * FROM main.heavylegs_day WHERE run_id = 0 AND " SAID},
    {"verdict", "heavylegs_verdict", "SELECT * FROM main.heavylegs_verdict"},
    {"setting", "heavylegs_setting", "SELECT * FROM main.heavylegs_setting"},
};
enum {
  TABLES = sizeof tables / sizeof *tables
};

static hl_status path_of(hl_task *task, hl_text *path, hl_error *err) {
  hl_status status = hl_host_add_folder(hl_store_db(task->store), path, err);
  hl_text_add(path, "/heavylegs-kept.db");
  return !status && hl_text_status(path) ? hl_nomem(err) : status;
}

/* Every row of `out` into the statement `insert` of the other connection. */
static int copy_rows(sqlite3_stmt *out, sqlite3 *to, const char *insert) {
  sqlite3_stmt *in = NULL;
  int code = sqlite3_prepare_v2(to, insert, -1, &in, NULL);
  while (code == SQLITE_OK && (code = sqlite3_step(out)) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(out); i++)
      sqlite3_bind_value(in, i + 1, sqlite3_column_value(out, i));
    code = sqlite3_step(in) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
    sqlite3_reset(in);
  }
  sqlite3_finalize(in);
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int run_and_free(sqlite3 *db, char *sql) {
  int code = sql ? sqlite3_exec(db, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
  sqlite3_free(sql);
  return code;
}

/* "a, b, c" and "?1, ?2, ?3" of the columns of a statement. */
static void list_columns(sqlite3_stmt *stmt, hl_text *names, hl_text *values) {
  for (int i = 0; i < sqlite3_column_count(stmt); i++) {
    hl_text_format(names, "%s\"%s\"", i ? ", " : "",
                   sqlite3_column_name(stmt, i));
    hl_text_format(values, "%s?%d", i ? ", " : "", i + 1);
  }
}

/* The copy's table, made anew. */
static int keep_table(sqlite3 *db, sqlite3 *kept, const struct table *t) {
  hl_text names = {0}, values = {0};
  sqlite3_stmt *out = NULL;
  int code = sqlite3_prepare_v2(db, t->select, -1, &out, NULL);
  if (code == SQLITE_OK) list_columns(out, &names, &values);
  char *insert = sqlite3_mprintf("INSERT INTO %s VALUES (%s)", t->name,
                                 hl_text_cstr(&values));
  if (code == SQLITE_OK)
    code = run_and_free(
        kept, sqlite3_mprintf("DROP TABLE IF EXISTS %s; CREATE TABLE %s (%s)",
                              t->name, t->name, hl_text_cstr(&names)));
  if (!insert || hl_text_status(&names) || hl_text_status(&values))
    code = SQLITE_NOMEM;
  if (code == SQLITE_OK) code = copy_rows(out, kept, insert);
  sqlite3_finalize(out);
  sqlite3_free(insert);
  hl_text_free(&names);
  hl_text_free(&values);
  return code;
}

static int keep_all(sqlite3 *db, sqlite3 *kept) {
  int code = sqlite3_exec(kept, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  for (size_t i = 0; i < TABLES && code == SQLITE_OK; i++)
    code = keep_table(db, kept, &tables[i]);
  return code == SQLITE_OK ? sqlite3_exec(kept, "COMMIT", NULL, NULL, NULL)
                           : code;
}

/* Where the run of a report is looked up by its start, with the columns'
** numbers in the copy. */
static void list_values(sqlite3_stmt *kept, hl_text *names, hl_text *values) {
  int athlete = hl_row_find(kept, "athlete") + 1;
  int start = hl_row_find(kept, "start_ms") + 1;
  for (int i = 0; i < sqlite3_column_count(kept); i++) {
    const char *name = sqlite3_column_name(kept, i);
    if (i + 1 == start) continue;
    hl_text_format(names, "%s\"%s\"", names->length ? ", " : "", name);
    hl_text_add(values, values->length ? ", " : "");
    if (start && hl_same_word(name, "run_id"))
      hl_text_format(values,
                     "(SELECT id FROM main.heavylegs_run WHERE athlete = ?%d "
                     "AND start_ms = ?%d LIMIT 1)",
                     athlete, start);
    else
      hl_text_format(values, "?%d", i + 1);
  }
}

/* Rows that are there already stay, and so do those of runs that are gone. */
static int take_table(sqlite3 *kept, sqlite3 *db, const struct table *t) {
  hl_text names = {0}, values = {0};
  sqlite3_stmt *out = NULL;
  char *select = sqlite3_mprintf("SELECT * FROM %s", t->name);
  int code =
      select ? sqlite3_prepare_v2(kept, select, -1, &out, NULL) : SQLITE_NOMEM;
  if (code == SQLITE_OK) list_values(out, &names, &values);
  char *insert =
      sqlite3_mprintf("INSERT OR IGNORE INTO main.%s (%s) VALUES (%s)", t->ours,
                      hl_text_cstr(&names), hl_text_cstr(&values));
  if (!insert || hl_text_status(&names) || hl_text_status(&values))
    code = SQLITE_NOMEM;
  if (code == SQLITE_OK) code = copy_rows(out, db, insert);
  sqlite3_finalize(out);
  sqlite3_free(select);
  sqlite3_free(insert);
  hl_text_free(&names);
  hl_text_free(&values);
  return code;
}

static bool has_words(sqlite3 *db) {
  bool has = false;
  for (size_t i = 0; i < TABLES && !has; i++) {
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db, tables[i].select, -1, &stmt, NULL) == SQLITE_OK)
      has = sqlite3_step(stmt) == SQLITE_ROW;
    sqlite3_finalize(stmt);
  }
  return has;
}

static void write_copy(hl_task *task, const char *path) {
  sqlite3 *db = hl_store_db(task->store), *kept = NULL;
  bool exists = hl_path_exists(path);
  if (!exists && !has_words(db)) return;
  if (!exists) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return;
    close(fd);
  }
  if (sqlite3_open_v2(path, &kept, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                      NULL) == SQLITE_OK)
    keep_all(db, kept);
  sqlite3_close(kept);
}

/* Is this database of a host that makes it anew? Asked once of a command. */
static bool is_rebuilt(hl_task *task) {
  hl_arena arena = {0};
  hl_hosts hosts;
  hl_error none = {0};
  bool rebuilt = false;
  if (task->is_rebuilt == HL_UNSAID) {
    if (!hl_hosts_open(&hosts, &arena, &none))
      hl_hosts_is_rebuilt(&hosts, hl_store_db(task->store), &rebuilt, &none);
    task->is_rebuilt = rebuilt ? HL_YES : HL_NO;
    hl_arena_free(&arena);
  }
  return task->is_rebuilt == HL_YES;
}

void hl_kept_update(hl_task *task) {
  sqlite3 *db = hl_store_db(task->store);
  hl_text path = {0};
  hl_error none = {0};
  if (task->via == HL_VIA_INSERT || !sqlite3_get_autocommit(db)) return;
  if (hl_store_failed(task->store) || !is_rebuilt(task)) return;
  if (!path_of(task, &path, &none)) {
    if (task->has_tables)
      write_copy(task, path.bytes);
    else
      unlink(path.bytes);
  }
  hl_text_free(&path);
}

/* The copy, open for reading; NULL where there is none that can be. */
static sqlite3 *open_copy(hl_task *task, hl_text *path, bool *exists) {
  sqlite3 *kept = NULL;
  hl_error none = {0};
  *exists = false;
  if (!is_rebuilt(task) || path_of(task, path, &none)) return NULL;
  *exists = hl_path_exists(path->bytes);
  if (*exists && sqlite3_open_v2(path->bytes, &kept,
                                 SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
                                 NULL) == SQLITE_OK)
    return kept;
  sqlite3_close(kept);
  return NULL;
}

const char *hl_kept_timezone(hl_task *task) {
  hl_text path = {0};
  bool exists;
  const char *name = NULL;
  sqlite3_stmt *stmt = NULL;
  if (task->has_tables) return NULL;
  sqlite3 *kept = open_copy(task, &path, &exists);
  if (kept && sqlite3_prepare_v2(kept,
                                 "SELECT value FROM setting "
                                 "WHERE key = 'timezone' "
                                 "AND athlete IN (?1, '') "
                                 "ORDER BY athlete = ?1 DESC LIMIT 1",
                                 -1, &stmt, NULL) == SQLITE_OK) {
    sqlite3_bind_text(stmt, 1, task->athlete, -1, SQLITE_STATIC);
    if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0))
      name = hl_arena_text(&task->arena,
                           (const char *)sqlite3_column_text(stmt, 0),
                           (size_t)sqlite3_column_bytes(stmt, 0));
  }
  sqlite3_finalize(stmt);
  sqlite3_close(kept);
  hl_text_free(&path);
  return name;
}

hl_status hl_kept_restore(hl_task *task, hl_error *err) {
  hl_text path = {0};
  bool exists;
  hl_status status = HL_OK;
  sqlite3 *kept = open_copy(task, &path, &exists);
  int code = kept ? SQLITE_OK : SQLITE_ERROR;
  for (size_t i = 0; i < TABLES && code == SQLITE_OK; i++)
    code = take_table(kept, hl_store_db(task->store), &tables[i]);
  if (exists && code != SQLITE_OK)
    status = hl_fail(err, HL_E_HOST,
                     "%.100s, which keeps what was said before the database "
                     "was made anew, cannot be read: move it away to go on "
                     "without",
                     path.bytes);
  sqlite3_close(kept);
  hl_text_free(&path);
  return status;
}
