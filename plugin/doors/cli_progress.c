/* SPDX-License-Identifier: MIT
**
** How far the work is, Ctrl-C and SIGTERM.
**
** The engine calls heavylegs_progress(json) about ten times a second when the
** application has registered such a function. On a terminal one line of stderr
** is drawn over and over, with rate and time left; elsewhere a plain line is
** written every ten seconds; with --json every call becomes a line of JSON on
** stderr. What is over within moments says nothing there. Ctrl-C and SIGTERM
** interrupt the running statement, which then undoes itself; a second one ends
** the program at once.
*/
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "doors/cli.h"

enum {
  BAR = 30,
  LINE_MS = 10000, /* between plain lines */
  EVENTS_MS = 500, /* before the first event */
  RATE_MS = 1000   /* of a phase before its rate is told */
};

/* A signal handler has no other way to know what to interrupt, nor to say that
** it was called. */
static sqlite3 *volatile busy_db;
static volatile sig_atomic_t stopped;

static void on_interrupt(int number) {
  stopped = number;
  if (busy_db != NULL) sqlite3_interrupt(busy_db);
}

static int64_t now_ms(void) {
  struct timespec now = {0};

  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* "120 of 3000, 210 a second, 14 s left" */
static void add_counts(hl_text *line, const hl_cli_progress *p) {
  int64_t took_ms = p->now_ms - p->phase_ms, left_s;

  hl_text_format(line, "%lld of %lld", (long long)p->done, (long long)p->total);
  if (took_ms < RATE_MS || p->done <= 0 || p->done > p->total) return;
  left_s = took_ms * (p->total - p->done) / p->done / 1000;
  hl_text_format(line, ", %lld a second, ",
                 (long long)(p->done * 1000 / took_ms));
  if (left_s < 120)
    hl_text_format(line, "%lld s left", (long long)left_s);
  else
    hl_text_format(line, "%lld min left", (long long)(left_s / 60));
}

static void draw(hl_cli *cli) {
  const hl_cli_progress *p = &cli->progress;
  char bar[BAR + 1];
  int full = (int)(BAR * p->done / p->total);
  hl_text line = {0};

  memset(bar, '.', BAR);
  memset(bar, '#', (size_t)(full < 0 ? 0 : full > BAR ? BAR : full));
  bar[BAR] = '\0';
  add_counts(&line, p);
  fprintf(stderr, "\r\033[K%-8s [%s] %s", p->phase, bar, hl_text_cstr(&line));
  fflush(stderr);
  hl_text_free(&line);
  cli->drawn = true;
}

static void write_line(hl_cli *cli) {
  hl_cli_progress *p = &cli->progress;
  hl_text line = {0};

  if (p->now_ms - p->told_ms < LINE_MS) return;
  p->told_ms = p->now_ms;
  add_counts(&line, p);
  fprintf(stderr, "%s %s\n", p->phase, hl_text_cstr(&line));
  hl_text_free(&line);
}

static bool take_json(hl_cli *cli, sqlite3_value *json) {
  hl_cli_progress *p = &cli->progress;
  sqlite3_stmt *stmt = NULL;
  bool ok = false;

  if (sqlite3_prepare_v2(cli->db,
                         "SELECT json_extract(?1, '$.phase'),"
                         " json_extract(?1, '$.done'),"
                         " json_extract(?1, '$.total')",
                         -1, &stmt, NULL) == SQLITE_OK) {
    sqlite3_bind_value(stmt, 1, json);
    ok = sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 2) > 0;
  }
  if (ok) {
    const char *phase = (const char *)sqlite3_column_text(stmt, 0);
    if (strcmp(p->phase, phase) != 0) p->phase_ms = p->now_ms;
    snprintf(p->phase, sizeof p->phase, "%s", phase);
    p->done = sqlite3_column_int64(stmt, 1);
    p->total = sqlite3_column_int64(stmt, 2);
  }
  sqlite3_finalize(stmt);
  return ok;
}

static void progress(sqlite3_context *context, int n, sqlite3_value **value) {
  hl_cli *cli = sqlite3_user_data(context);
  hl_cli_progress *p = &cli->progress;
  const char *json = (const char *)sqlite3_value_text(value[0]);

  (void)n;
  if (!cli->waits && !cli->quiet && json && strstr(json, "\"wait\"")) {
    fputs("waiting until GoldenCheetah is closed; Ctrl-C gives up\n", stderr);
    cli->waits = true;
  }
  if (cli->quiet || json == NULL) return;
  p->now_ms = now_ms();
  if (p->start_ms == 0) p->start_ms = p->told_ms = p->now_ms;
  if (cli->json && p->now_ms - p->start_ms >= EVENTS_MS)
    fprintf(stderr, "%s\n", json);
  if (cli->json || !take_json(cli, value[0])) return;
  if (cli->draws)
    draw(cli);
  else
    write_line(cli);
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

bool hl_cli_stopped(void) {
  return stopped != 0;
}
