/* SPDX-License-Identifier: MIT
**
** The journal of `heavylegs install`: see cli_install.h.
**
** One row for each file: committed as planned before the file is touched, as
** written afterwards. A file may have rows of several targets or places (a
** starter that two libraries share); only when the last of them goes does the
** file go back.
*/
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "doors/cli_install.h"

static const char *const schema =
    "CREATE TABLE IF NOT EXISTS installed("
    " id INTEGER PRIMARY KEY, target TEXT NOT NULL, place TEXT NOT NULL,"
    " path TEXT NOT NULL, what TEXT NOT NULL, note TEXT,"
    " before BLOB," /* NULL: there was no file */
    " before_hash TEXT NOT NULL, after_hash TEXT NOT NULL,"
    " folders INTEGER NOT NULL,"
    " state TEXT NOT NULL CHECK (state IN ('planned', 'written')))";

#define COLUMNS                                                                \
  "id, path, what, note, before, before_hash, after_hash, folders "

enum {
  COLUMN_OWN = 8 /* behind COLUMNS */
};

static int fail(hl_install *in) {
  return hl_cli_fail(in->cli, "the journal of installations: %s",
                     sqlite3_errmsg(in->journal));
}

/* NULL, said, where it is refused. Binds the texts from ?1 on. */
static sqlite3_stmt *query(hl_install *in, const char *sql, int n,
                           const char *const *bind) {
  sqlite3_stmt *stmt = NULL;
  int i;

  if (sqlite3_prepare_v2(in->journal, sql, -1, &stmt, NULL) != SQLITE_OK) {
    fail(in);
    return NULL;
  }
  for (i = 0; i < n; i++)
    sqlite3_bind_text(stmt, i + 1, bind[i], -1, SQLITE_TRANSIENT);
  return stmt;
}

/* Runs to the end and finalizes. */
static int run(hl_install *in, sqlite3_stmt *stmt) {
  int code;

  if (stmt == NULL) return HL_FAILED;
  while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
    continue;
  if (code != SQLITE_DONE) fail(in);
  sqlite3_finalize(stmt);
  return code == SQLITE_DONE ? HL_DONE : HL_FAILED;
}

/* ---- rows ---- */

static void column(sqlite3_stmt *stmt, int i, hl_text *text) {
  const void *bytes = sqlite3_column_blob(stmt, i);
  size_t length = (size_t)sqlite3_column_bytes(stmt, i);

  hl_text_clear(text);
  if (bytes != NULL) hl_text_add_n(text, bytes, length);
}

static int read_row(hl_install *in, sqlite3_stmt *stmt, hl_install_file *file) {
  int i = 0;

  file->id = sqlite3_column_int64(stmt, i++);
  column(stmt, i++, &file->path);
  column(stmt, i++, &file->what);
  file->has_note = sqlite3_column_type(stmt, i) != SQLITE_NULL;
  column(stmt, i++, &file->note);
  file->is_new = sqlite3_column_type(stmt, i) == SQLITE_NULL;
  column(stmt, i++, &file->before);
  hl_text_fit(file->before_hash, sizeof file->before_hash,
              (const char *)sqlite3_column_text(stmt, i),
              (size_t)sqlite3_column_bytes(stmt, i));
  i++;
  hl_text_fit(file->after_hash, sizeof file->after_hash,
              (const char *)sqlite3_column_text(stmt, i),
              (size_t)sqlite3_column_bytes(stmt, i));
  i++;
  file->folders = sqlite3_column_int(stmt, i);
  if (hl_text_status(&file->path) || hl_text_status(&file->before) ||
      hl_text_status(&file->note) || hl_text_status(&file->what))
    return hl_cli_fail(in->cli, "out of memory");
  return HL_DONE;
}

int hl_install_journal_load(hl_install *in) {
  const char *bind[] = {in->target->name, in->place};
  sqlite3_stmt *stmt;
  int rc = HL_DONE, code;

  hl_install_clear(in);
  if (in->journal == NULL) return HL_DONE;
  stmt = query(in,
               "SELECT " COLUMNS "FROM installed"
               " WHERE target = ?1 AND place = ?2 ORDER BY id DESC",
               2, bind);
  if (stmt == NULL) return HL_FAILED;
  while (rc == HL_DONE && (code = sqlite3_step(stmt)) != SQLITE_DONE) {
    if (code != SQLITE_ROW) {
      rc = fail(in);
    } else {
      hl_install_file *file = hl_install_add(in);
      rc = file ? read_row(in, stmt, file) : HL_FAILED;
    }
  }
  sqlite3_finalize(stmt);
  return rc;
}

int hl_install_journal_find(hl_install *in, const char *path,
                            hl_install_file *row) {
  sqlite3_stmt *stmt;
  int rc = HL_DONE, code;

  row->id = 0;
  if (in->journal == NULL) return HL_DONE;
  stmt = query(in,
               "SELECT " COLUMNS ", target = ?2 AND place = ?3 AS own"
               " FROM installed WHERE path = ?1 ORDER BY own DESC, id DESC"
               " LIMIT 1",
               3, (const char *[]){path, in->target->name, in->place});
  if (stmt == NULL) return HL_FAILED;
  code = sqlite3_step(stmt);
  if (code == SQLITE_ROW) {
    rc = read_row(in, stmt, row);
    row->is_own = sqlite3_column_int(stmt, COLUMN_OWN) != 0;
  } else if (code != SQLITE_DONE) {
    rc = fail(in);
  }
  sqlite3_finalize(stmt);
  return rc;
}

int hl_install_journal_plan(hl_install *in, hl_install_file *file) {
  const char *bind[] = {in->target->name,
                        in->place,
                        hl_text_cstr(&file->path),
                        hl_text_cstr(&file->what),
                        file->has_note ? hl_text_cstr(&file->note) : NULL,
                        file->before_hash,
                        file->after_hash};
  sqlite3_stmt *stmt =
      query(in,
            "INSERT INTO installed(target, place, path, what, note,"
            " before_hash, after_hash, before, folders, state)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'planned')",
            7, bind);
  int rc;

  if (stmt == NULL) return HL_FAILED;
  if (!file->is_new)
    sqlite3_bind_blob64(stmt, 8, hl_text_cstr(&file->before),
                        file->before.length, SQLITE_STATIC);
  sqlite3_bind_int(stmt, 9, file->folders);
  rc = run(in, stmt);
  file->id = sqlite3_last_insert_rowid(in->journal);
  return rc;
}

/* A statement over the row's id. */
static int change(hl_install *in, const char *sql, int64_t id) {
  sqlite3_stmt *stmt = query(in, sql, 0, NULL);

  if (stmt != NULL) sqlite3_bind_int64(stmt, 1, id);
  return run(in, stmt);
}

int hl_install_journal_done(hl_install *in, const hl_install_file *file) {
  int rc = change(in, "UPDATE installed SET state = 'written' WHERE id = ?1",
                  file->id);

  if (rc != HL_DONE) return rc;
  return change(in,
                "DELETE FROM installed WHERE id < ?1 AND (target, place, path)"
                " = (SELECT target, place, path FROM installed WHERE id = ?1)",
                file->id);
}

int hl_install_journal_drop(hl_install *in, const hl_install_file *file) {
  return change(in, "DELETE FROM installed WHERE id = ?1", file->id);
}

int hl_install_journal_shared(hl_install *in, const hl_install_file *file,
                              bool *shared) {
  sqlite3_stmt *stmt =
      query(in, "SELECT 1 FROM installed WHERE path = ?1 AND id <> ?2", 1,
            (const char *[]){hl_text_cstr(&file->path)});

  if (stmt == NULL) return HL_FAILED;
  sqlite3_bind_int64(stmt, 2, file->id);
  *shared = sqlite3_step(stmt) == SQLITE_ROW;
  return run(in, stmt);
}

/* ---- opening ---- */

/* Planned, and nothing says that it was done: was it? */
static int settle(hl_install *in, hl_install_file *file) {
  hl_text now = {0};
  char hash[HL_INSTALL_HASH];
  bool there;
  int rc = hl_install_read(in, hl_text_cstr(&file->path), &now, &there);

  hl_install_hash(there ? &now : NULL, hash);
  if (rc == HL_DONE)
    rc = strcmp(hash, file->before_hash) == 0
             ? hl_install_journal_drop(in, file)
             : hl_install_journal_done(in, file);
  hl_text_free(&now);
  return rc;
}

static int settle_planned(hl_install *in) {
  for (;;) {
    hl_install_file file = {.id = 0};
    sqlite3_stmt *stmt = query(
        in, "SELECT " COLUMNS "FROM installed WHERE state = 'planned' LIMIT 1",
        0, NULL);
    int rc = stmt ? HL_DONE : HL_FAILED;

    if (stmt != NULL && sqlite3_step(stmt) == SQLITE_ROW)
      rc = read_row(in, stmt, &file);
    sqlite3_finalize(stmt);
    if (rc == HL_DONE && file.id != 0) rc = settle(in, &file);
    hl_install_file_free(&file);
    if (rc != HL_DONE || file.id == 0) return rc;
  }
}

static int open_file(hl_install *in, const char *path) {
  mode_t old = umask(077); /* what stood in settings is nobody else's */
  int code = sqlite3_open_v2(path, &in->journal,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

  umask(old);
  if (code == SQLITE_OK) {
    sqlite3_busy_timeout(in->journal, 5000);
    code = sqlite3_exec(in->journal, schema, NULL, NULL, NULL);
  }
  return code == SQLITE_OK ? settle_planned(in) : fail(in);
}

int hl_install_journal_open(hl_install *in, bool create) {
  hl_text path = {0};
  int made = 0;
  int rc = hl_install_home(in, "XDG_STATE_HOME", ".local/state", &path);

  hl_text_add(&path, "/heavylegs/installed.db");
  if (rc == HL_DONE && hl_text_status(&path))
    rc = hl_cli_fail(in->cli, "out of memory");
  if (rc == HL_DONE && create)
    rc = hl_install_make_folders(in, path.bytes, &made);
  if (rc == HL_DONE && (create || hl_path_exists(path.bytes)))
    rc = open_file(in, path.bytes);
  hl_text_free(&path);
  return rc;
}
