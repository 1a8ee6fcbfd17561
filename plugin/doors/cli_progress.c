/* SPDX-License-Identifier: MIT
**
** A progress bar, Ctrl-C and SIGTERM.
**
** The engine calls heavylegs_progress(json) about ten times a second when the
** application has registered such a function; here it draws one line on
** stderr, if that is a terminal. Ctrl-C and SIGTERM interrupt the running
** statement, which then undoes itself; a second one ends the program at once.
*/
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "doors/cli.h"

enum {
  BAR = 30
};

/* A signal handler has no other way to know what to interrupt. */
static sqlite3 *volatile busy_db;

static void on_interrupt(int number) {
  (void)number;
  if (busy_db != NULL) sqlite3_interrupt(busy_db);
}

static void draw(hl_cli *cli, const char *phase, int done, int total) {
  char bar[BAR + 1];
  int full = total > 0 ? (int)((long long)BAR * done / total) : 0;

  memset(bar, '.', BAR);
  memset(bar, '#', (size_t)(full < 0 ? 0 : full > BAR ? BAR : full));
  bar[BAR] = '\0';
  fprintf(stderr, "\r\033[K%-8s [%s] %d of %d", phase, bar, done, total);
  fflush(stderr);
  cli->drawn = true;
}

static void progress(sqlite3_context *context, int n, sqlite3_value **value) {
  hl_cli *cli = sqlite3_user_data(context);
  sqlite3_stmt *stmt = NULL;

  const char *json = (const char *)sqlite3_value_text(value[0]);

  (void)n;
  if (!cli->waits && !cli->quiet && json && strstr(json, "\"wait\"")) {
    fputs("waiting until GoldenCheetah is closed; Ctrl-C gives up\n", stderr);
    cli->waits = true;
  }
  if (!cli->draws) return;
  if (sqlite3_prepare_v2(cli->db,
                         "SELECT json_extract(?1, '$.phase'),"
                         " json_extract(?1, '$.done'),"
                         " json_extract(?1, '$.total')",
                         -1, &stmt, NULL) == SQLITE_OK) {
    sqlite3_bind_value(stmt, 1, value[0]);
    if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 2) > 0)
      draw(cli, (const char *)sqlite3_column_text(stmt, 0),
           sqlite3_column_int(stmt, 1), sqlite3_column_int(stmt, 2));
  }
  sqlite3_finalize(stmt);
}

void hl_cli_wipe_progress(hl_cli *cli) {
  if (!cli->drawn) return;
  fputs("\r\033[K", stderr);
  fflush(stderr);
  cli->drawn = false;
}

void hl_cli_watch(hl_cli *cli) {
  struct sigaction action;

  cli->draws = !cli->quiet && !cli->json && isatty(STDERR_FILENO);
  sqlite3_create_function(cli->db, "heavylegs_progress", 1,
                          SQLITE_UTF8 | SQLITE_DIRECTONLY, cli, progress, NULL,
                          NULL);
  busy_db = cli->db;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_interrupt;
  action.sa_flags = (int)SA_RESETHAND; /* the second one is the system's */
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

void hl_cli_unwatch(void) {
  busy_db = NULL;
}
