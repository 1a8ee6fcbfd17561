/* SPDX-License-Identifier: MIT
**
** heavylegs list: one line per run, the newest last.
**
** The column `found` says what stands, or in brackets why nothing could be
** judged; a bare "-" is a run that was judged and showed nothing unusual.
*/
#include <stdio.h>
#include <string.h>

#include "base/embed.h"
#include "base/number.h"
#include "doors/cli.h"

enum {
  ROWS_AROUND = 4 /* the prompt, the titles and the closing line */
};

enum {
  COL_RUN,
  COL_ATHLETE,
  COL_STARTED,
  COL_DISTANCE,
  COL_DURATION,
  COL_MOVING,
  COL_IS_RUN,
  COL_SAID,
  COL_NOTE,
  COL_PATTERN,
  COL_STATUS,
  COL_WHY,
  COL_SAID_WORDS,
  COL_NOTE_WORDS
};

/* What was read in a note and waits to be confirmed stands first. */
static void add_found(hl_grid *grid, sqlite3_stmt *stmt) {
  const char *status = (const char *)sqlite3_column_text(stmt, COL_STATUS);
  const char *why = (const char *)sqlite3_column_text(stmt, COL_WHY);
  const char *note = (const char *)sqlite3_column_text(stmt, COL_NOTE_WORDS);
  hl_text text = {0};

  if (note != NULL) hl_text_format(&text, "%s ", note);
  if (strcmp(status, "found") == 0)
    hl_text_add(&text, why);
  else if (strcmp(status, "clear") == 0)
    hl_text_add(&text, "-");
  else
    hl_text_format(&text, "(%s)", why ? why : status);
  hl_grid_add(grid, hl_text_cstr(&text));
  hl_text_free(&text);
}

static void add_amount(hl_grid *grid, sqlite3_stmt *stmt, int i, double unit,
                       int decimals) {
  char text[32] = "";

  if (sqlite3_column_type(stmt, i) != SQLITE_NULL)
    hl_print_fixed(text, sizeof text, sqlite3_column_double(stmt, i) / unit,
                   decimals);
  hl_grid_add(grid, text);
}

typedef struct shape { /* what the table for people looks like */
  bool has_athletes;   /* more than one: a column says whose run it is */
  double unit_m;
} shape;

static bool look_at_database(hl_cli *cli, shape *is) {
  sqlite3_int64 athletes = 0;

  is->unit_m = hl_cli_unit_m(cli);
  if (!hl_cli_count(cli, &athletes,
                    "SELECT count(DISTINCT athlete) FROM heavylegs_run"))
    return false;
  is->has_athletes = athletes > 1 && cli->athlete == NULL;
  return true;
}

static void add_row(hl_grid *grid, sqlite3_stmt *stmt, const shape *is) {
  hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, COL_RUN));
  hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, COL_STARTED));
  add_amount(grid, stmt, COL_DISTANCE, is->unit_m, 1);
  add_amount(grid, stmt, COL_DURATION, 60, 0);
  hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, COL_SAID_WORDS));
  if (is->has_athletes)
    hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, COL_ATHLETE));
  add_found(grid, stmt);
}

/* The titles of the columns, in the runner's language. */
static hl_grid *new_grid(hl_cli *cli, const shape *is) {
  static const char *const ids[] = {
      "list.run",  "list.started", "list.km",   "list.minutes",
      "list.said", "list.athlete", "list.found"};
  hl_text title[7] = {{0}};
  const char *titles[7] = {0};
  hl_grid *grid;
  int n = 0, i;

  for (i = 0; i < 7; i++) {
    const char *id = ids[i];
    if (i == 2 && is->unit_m > 1000) id = "list.miles";
    if (i == 5 && !is->has_athletes) continue;
    hl_cli_word(cli, id, &title[n]);
    titles[n] = hl_text_cstr(&title[n]);
    n++;
  }
  grid = hl_grid_new(titles, is->has_athletes ? "rlrrlll" : "rlrrll");
  for (i = 0; i < n; i++)
    hl_text_free(&title[i]);
  return grid;
}

static void puts_word(hl_cli *cli, const char *id) {
  hl_text text = {0};

  if (hl_cli_word(cli, id, &text)) puts(hl_text_cstr(&text));
  hl_text_free(&text);
}

static int print_people(hl_cli *cli, sqlite3_stmt *stmt, const shape *is) {
  hl_grid *grid = new_grid(cli, is);
  bool failed = false;
  size_t shown;

  while (hl_cli_row(cli, stmt, &failed))
    add_row(grid, stmt, is);
  shown = hl_grid_rows(grid);
  hl_grid_print(grid);
  if (failed) return HL_FAILED;
  if (shown == 0)
    puts_word(cli, "list.none");
  else if (!cli->quiet)
    puts_word(cli, "list.more");
  return HL_DONE;
}

/* How many runs: as typed, all of them for a program, a screen for people. */
static int how_many(hl_cli *cli, hl_text *number) {
  int64_t last = hl_cli_screen_rows() - ROWS_AROUND;

  if (cli->last != NULL &&
      (!hl_parse_int(cli->last, strlen(cli->last), &last) || last < 1))
    return hl_cli_misuse(cli, "--last takes a number of runs, not \"%s\"",
                         cli->last);
  if (cli->all || (cli->json && cli->last == NULL)) last = -1;
  hl_text_int(number, last);
  return HL_DONE;
}

static int print_list(hl_cli *cli, const char *many) {
  const char *bind[5] = {cli->athlete, many, cli->found ? "1" : "0", NULL,
                         cli->duplicates ? "1" : "0"};
  shape is = {false, 1000};
  sqlite3_stmt *stmt;

  if (!hl_cli_load_words(cli, "list.")) return HL_FAILED;
  if (!cli->json && !look_at_database(cli, &is)) return HL_FAILED;
  bind[3] = hl_text_cstr(&cli->words_json);
  stmt = hl_cli_query(cli, hl_embedded_find("plugin/doors/list.sql")->bytes, 5,
                      bind);
  return cli->json ? hl_cli_print_json(cli, stmt)
                   : print_people(cli, stmt, &is);
}

int hl_cli_list(hl_cli *cli) {
  hl_text many = {0};
  int rc = how_many(cli, &many);

  if (rc == HL_DONE && !hl_cli_has_tables(cli))
    rc = hl_cli_fail(cli,
                     "%s holds no runs yet; `heavylegs annotate FOLDER` "
                     "reads some",
                     cli->db_path);
  if (rc == HL_DONE && cli->coverage)
    rc = hl_cli_print_coverage(cli) ? HL_DONE : HL_FAILED;
  else if (rc == HL_DONE)
    rc = print_list(cli, hl_text_cstr(&many));
  hl_text_free(&many);
  return rc;
}
