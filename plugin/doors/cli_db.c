/* SPDX-License-Identifier: MIT
**
** Opens the database, loads heavylegs.so into it, and runs SQL.
**
** A database that does not exist is made only by commands that fill it, with
** mode 0600 since what is in it is nobody else's business; if the command then
** wrote nothing, the empty file goes again. heavylegs.so is looked for beside
** the program, then in the library folder that the build was told.
*/
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/number.h"
#include "doors/cli.h"

enum {
  BUSY_MS = 5000
};

static void complain(hl_cli *cli, const char *format, va_list args)
    HL_PRINTF(2, 0);

static void complain(hl_cli *cli, const char *format, va_list args) {
  hl_cli_wipe_progress(cli);
  fflush(stdout);
  fputs("heavylegs: ", stderr);
  vfprintf(stderr, format, args);
  fputc('\n', stderr);
}

int hl_cli_fail(hl_cli *cli, const char *format, ...) {
  va_list args;

  va_start(args, format);
  complain(cli, format, args);
  va_end(args);
  return HL_FAILED;
}

int hl_cli_misuse(hl_cli *cli, const char *format, ...) {
  va_list args;

  va_start(args, format);
  complain(cli, format, args);
  va_end(args);
  if (cli->command != NULL)
    fprintf(stderr, "`heavylegs %s --help` shows how it is called\n",
            cli->command->name);
  else
    fputs("`heavylegs --help` lists commands and options\n", stderr);
  return HL_MISUSED;
}

/* ---- the library ---- */

void hl_cli_beside(const char *name, char *path, size_t size) {
  ssize_t n = readlink("/proc/self/exe", path, size - 1);
  char *slash;

  path[n > 0 ? n : 0] = '\0';
  slash = strrchr(path, '/');
  if (slash == NULL || (size_t)(slash - path) + 2 + strlen(name) > size)
    path[0] = '\0';
  else
    memcpy(slash + 1, name, strlen(name) + 1);
}

static bool find_library(hl_cli *cli) {
  static const char *const installed = HL_LIBDIR "/heavylegs.so";

  hl_cli_beside("heavylegs.so", cli->so_path, sizeof cli->so_path);
  if (cli->so_path[0] != '\0' && hl_path_exists(cli->so_path)) return true;
  if (hl_path_exists(installed) && strlen(installed) < sizeof cli->so_path) {
    memcpy(cli->so_path, installed, strlen(installed) + 1);
    return true;
  }
  hl_cli_fail(cli, "heavylegs.so is neither beside this program nor %s",
              installed);
  return false;
}

static bool load_library(hl_cli *cli) {
  char *message = NULL;
  int rc;

  if (!find_library(cli)) return false;
  sqlite3_db_config(cli->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  rc = sqlite3_load_extension(cli->db, cli->so_path, NULL, &message);
  sqlite3_db_config(cli->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  if (rc != SQLITE_OK)
    hl_cli_fail(cli, "%s: %s", cli->so_path, message ? message : "not loaded");
  sqlite3_free(message);
  return rc == SQLITE_OK;
}

/* ---- the database ---- */

static bool create_file(hl_cli *cli) {
  int fd = open(cli->db_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0 && errno == EEXIST) return true; /* another was quicker */
  if (fd < 0) {
    hl_cli_fail(cli, "cannot create %s: %s", cli->db_path, strerror(errno));
    return false;
  }
  close(fd);
  cli->created = true;
  return true;
}

static bool find_file(hl_cli *cli, hl_cli_db want) {
  if (hl_path_is_folder(cli->db_path)) {
    hl_cli_fail(cli, "%s is a folder; --db takes a database file",
                cli->db_path);
    return false;
  }
  if (hl_path_exists(cli->db_path)) return true;
  if (want == HL_CLI_WRITE) return create_file(cli);
  hl_cli_fail(cli,
              "there is no %s here; `heavylegs annotate FOLDER` makes one, "
              "--db FILE names another",
              cli->db_path);
  return false;
}

/* Does this file begin as every SQLite database does? */
static bool is_database(const char *path) {
  static const char magic[] = "SQLite format 3";
  char head[sizeof magic] = "";
  hl_file *file = NULL;
  size_t got = 0;

  if (hl_file_open(&file, path, NULL) != HL_OK) return false;
  hl_file_read(file, head, sizeof head, &got, NULL);
  hl_file_close(file);
  return got == sizeof magic && memcmp(head, magic, sizeof magic) == 0;
}

/* `heavylegs annotate FILE.db`: the host's database itself, not a file to be
** read into one. */
static void take_database(hl_cli *cli) {
  static const char *const commands[] = {"annotate", "import", "hosts"};
  size_t i;

  if (cli->db_path != NULL || cli->arguments.n != 1) return;
  if (!is_database(cli->arguments.item[0])) return;
  for (i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    if (strcmp(cli->command->name, commands[i]) != 0) continue;
    cli->db_path = cli->arguments.item[0];
    cli->arguments.n = 0;
    return;
  }
}

/* An athlete's folder of GoldenCheetah keeps its database inside. */
static bool take_athlete_folder(hl_cli *cli, const char *path) {
  static const char *const parts[] = {"activities", "config"};
  size_t i;

  for (i = 0; i < 2; i++) {
    hl_text_clear(&cli->folder_db);
    hl_text_format(&cli->folder_db, "%s/%s", path, parts[i]);
    if (!hl_path_is_folder(hl_text_cstr(&cli->folder_db))) return false;
  }
  hl_text_clear(&cli->folder_db);
  hl_text_format(&cli->folder_db, "%s/" HL_CLI_DB, path);
  cli->db_path = hl_text_cstr(&cli->folder_db);
  return true;
}

/* --db FILE or an athlete's folder; else the folder that is to be read, where
** it is one; else the file here. */
static void settle_path(hl_cli *cli) {
  bool reads = cli->command != NULL && (cli->command->run == hl_cli_annotate ||
                                        cli->command->run == hl_cli_import);

  if (cli->db_path != NULL) {
    take_athlete_folder(cli, cli->db_path);
  } else if (!reads || cli->arguments.n != 1 ||
             !take_athlete_folder(cli, cli->arguments.item[0])) {
    cli->db_path = HL_CLI_DB;
  }
}

static void complain_of_sql(hl_cli *cli) {
  int code = sqlite3_errcode(cli->db);
  const char *kept = strchr(sqlite3_errmsg(cli->db), ';');

  if ((code & 0xff) == SQLITE_INTERRUPT)
    hl_cli_fail(cli, "stopped%s", kept ? kept : "; nothing of it was kept");
  else if ((code & 0xff) == SQLITE_BUSY)
    hl_cli_fail(cli,
                "%s is in use by another program; nothing was changed, try "
                "again when it is free",
                cli->db_path);
  else if ((code & 0xff) == SQLITE_NOTADB)
    hl_cli_fail(cli, "%s is not an SQLite database", cli->db_path);
  else
    hl_cli_fail(cli, "%s", sqlite3_errmsg(cli->db));
}

/* The engine brings tables of an older heavylegs forward before a command, but
** much of what is printed is read from tables directly: so one command first.
** Should it fail, the command that was typed says so; a database that somebody
** holds is not waited for twice. */
static bool bring_forward(hl_cli *cli) {
  int rc = sqlite3_exec(cli->db, "SELECT heavylegs_config()", NULL, NULL, NULL);
  bool held = (rc & 0xff) == SQLITE_BUSY;

  if (held) complain_of_sql(cli);
  return !held;
}

bool hl_cli_connect(hl_cli *cli, const char *path) {
  if (sqlite3_open_v2(path, &cli->db,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                      NULL) != SQLITE_OK) {
    hl_cli_fail(cli, "cannot open %s: %s", path, sqlite3_errmsg(cli->db));
    return false;
  }
  sqlite3_extended_result_codes(cli->db, 1);
  sqlite3_busy_timeout(cli->db, BUSY_MS);
  if (!load_library(cli)) return false;
  hl_cli_watch(cli);
  return cli->is_memory || bring_forward(cli);
}

bool hl_cli_open(hl_cli *cli) {
  hl_cli_db want = cli->command ? cli->command->db : HL_CLI_MEMORY;
  bool opens_itself =
      cli->command != NULL && cli->db_path == NULL &&
      ((cli->command->run == hl_cli_annotate && cli->squad) ||
       (cli->command->run == hl_cli_squad && cli->arguments.n > 0));

  if (opens_itself) want = HL_CLI_MEMORY; /* a database each */
  if (cli->command != NULL && !opens_itself) take_database(cli);
  if (!opens_itself) settle_path(cli);
  cli->is_memory = want == HL_CLI_MEMORY ||
                   (want == HL_CLI_MAYBE && !hl_path_exists(cli->db_path));
  if (!cli->is_memory && !find_file(cli, want)) return false;
  return hl_cli_connect(cli, cli->is_memory ? ":memory:" : cli->db_path);
}

void hl_cli_close(hl_cli *cli) {
  struct stat st;

  hl_cli_wipe_progress(cli);
  hl_cli_unwatch();
  sqlite3_close(cli->db);
  cli->db = NULL;
  if (cli->created && stat(cli->db_path, &st) == 0 && st.st_size == 0)
    unlink(cli->db_path);
  hl_text_free(&cli->words_json);
  hl_text_free(&cli->folder_db);
}

/* ---- SQL ---- */

sqlite3_stmt *hl_cli_query(hl_cli *cli, const char *sql, int n,
                           const char *const *bind) {
  sqlite3_stmt *stmt = NULL;
  int i;

  if (sqlite3_prepare_v2(cli->db, sql, -1, &stmt, NULL) != SQLITE_OK) {
    complain_of_sql(cli);
    return NULL;
  }
  for (i = 0; i < n; i++)
    sqlite3_bind_text(stmt, i + 1, bind[i], -1, SQLITE_TRANSIENT);
  return stmt;
}

bool hl_cli_row(hl_cli *cli, sqlite3_stmt *stmt, bool *failed) {
  int rc = stmt ? sqlite3_step(stmt) : SQLITE_ERROR;

  if (rc == SQLITE_ROW) return true;
  if (rc != SQLITE_DONE) {
    if (stmt != NULL) complain_of_sql(cli);
    *failed = true;
  }
  sqlite3_finalize(stmt);
  return false;
}

bool hl_cli_ask(hl_cli *cli, hl_text *out, const char *sql, int n,
                const char *const *bind) {
  sqlite3_stmt *stmt = hl_cli_query(cli, sql, n, bind);
  bool failed = false;

  while (hl_cli_row(cli, stmt, &failed)) {
    const char *text = (const char *)sqlite3_column_text(stmt, 0);
    if (out->length == 0) hl_text_add(out, text ? text : "");
  }
  return !failed && hl_text_status(out) == HL_OK;
}

bool hl_cli_count(hl_cli *cli, sqlite3_int64 *count, const char *sql) {
  hl_text text = {0};
  int64_t value = 0;
  bool ok = hl_cli_ask(cli, &text, sql, 0, NULL);

  if (ok) hl_parse_int(text.bytes, text.length, &value);
  *count = value;
  hl_text_free(&text);
  return ok;
}

bool hl_cli_has_tables(hl_cli *cli) {
  sqlite3_int64 n = 0;

  return hl_cli_count(cli, &n,
                      "SELECT count(*) FROM main.sqlite_master "
                      "WHERE type = 'table' AND name = 'heavylegs_run'") &&
         n > 0;
}

double hl_cli_unit_m(hl_cli *cli) {
  hl_text units = {0};
  bool imperial;

  hl_cli_ask(cli, &units,
             "SELECT value FROM heavylegs_setting WHERE key = 'units'"
             " ORDER BY athlete LIMIT 1",
             0, NULL);
  imperial = strcmp(hl_text_cstr(&units), "imperial") == 0;
  hl_text_free(&units);
  return imperial ? 1609.344 : 1000.0;
}
