/* SPDX-License-Identifier: MIT
**
** heavylegs list: one line per run, the newest last.
**
** The column `found` says what stands, or in brackets why nothing could be
** judged; a bare "-" is a run that was judged and showed nothing unusual.
*/
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "doors/cli.h"

enum {
  ROWS_AROUND = 4 /* the prompt, the titles and the closing line */
};

#define OF_RUN "athlete = r.athlete AND run_id = r.id"
#define STANDS OF_RUN " AND until_batch IS NULL"

/* Wording, ?4, by id. */
#define WORDS(id) "json_extract(?4, '$.\"list." id "\"')"

/* ?1 athlete or NULL, ?2 how many, ?3 1: only with a finding, ?4 the wording,
** ?5 1: second recordings too.
** `status` is a word for programs, `why` a sentence of the rules' for people:
** of a finding its first line, which is title and basis. */
static const char *const list_rows =
    "WITH shown AS ("
    " SELECT r.*,"
    "  (SELECT group_concat(pattern, ', ') FROM (SELECT "
    "DISTINCT pattern"
    "    FROM heavylegs_finding WHERE " STANDS " ORDER BY pattern)) AS pattern,"
    "  (SELECT heavy FROM heavylegs_report WHERE " OF_RUN
    "    AND heavy IS NOT NULL AND confirmed ORDER BY source "
    "LIMIT 1)"
    "    AS said,"
    "  (SELECT words FROM heavylegs_report WHERE " OF_RUN
    "    AND NOT confirmed AND NOT EXISTS (SELECT 1 FROM "
    "heavylegs_report"
    "     WHERE " OF_RUN " AND confirmed"
    "      AND (heavy IS NOT NULL OR legs IS NOT NULL)) LIMIT "
    "1) AS note,"
    "  EXISTS (SELECT 1 FROM heavylegs_status WHERE " OF_RUN
    "    AND status = 'clear' AND (n > 0 OR rule NOT LIKE 'stock.%')) AS looked"
    " FROM heavylegs_run AS r"
    " WHERE (duplicate_of IS NULL OR ?5 = '1')"
    " AND (?1 IS NULL OR athlete = ?1)"
    "  AND (?3 = '0' OR pattern IS NOT NULL)"
    " ORDER BY start_ms DESC, id DESC LIMIT CAST(?2 AS "
    "INTEGER))"
    "SELECT id AS run, athlete,"
    " substr(datetime(start_ms / 1000 + ifnull(utc_offset_s, "
    "0),"
    "  'unixepoch'), 1, 16) AS started,"
    " distance_m, duration_s, moving_s, is_run, said, note, "
    "pattern,"
    " CASE WHEN duplicate_of IS NOT NULL THEN 'duplicate'"
    "      WHEN pattern IS NOT NULL THEN 'found'"
    "      WHEN NOT is_run THEN 'not_a_run'"
    "      WHEN judged_key IS NULL THEN 'not_judged'"
    "      WHEN looked THEN 'clear' ELSE 'could_not_look' END "
    "AS status,"
    " CASE WHEN duplicate_of IS NOT NULL THEN"
    "       replace(" WORDS(
        "duplicate") ", '{run}', duplicate_of)"
                     "      WHEN pattern IS NOT NULL THEN"
                     "       (SELECT rtrim(substr(text, 1, instr(text || "
                     "char(10), char(10)) - 1),"
                     "         '.') FROM heavylegs_finding"
                     "         WHERE " STANDS " ORDER BY rule, slot LIMIT 1)"
                     "      WHEN NOT is_run THEN " WORDS(
                         "not_a_run") "      WHEN judged_key IS NULL "
                                      "THEN " WORDS(
                                          "not_judged") "      WHEN "
                                                        "NOT looked "
                                                        "THEN"
                                                        "       "
                                                        "(SELECT "
                                                        "ifnull(text, "
                                                        "reason) FROM "
                                                        "heavylegs_"
                                                        "status"
                                                        "         "
                                                        "WHERE " OF_RUN
                                                        " AND status "
                                                        "= 'abstained'"
                                                        "         "
                                                        "ORDER BY "
                                                        "reason = "
                                                        "'no_report', "
                                                        "rule <> "
                                                        "'stock.start'"
                                                        ", rule"
                                                        "         "
                                                        "LIMIT 1) END "
                                                        "AS why,"
                                                        " json_"
                                                        "extract(?4, "
                                                        "'$.\"list."
                                                        "said.' || "
                                                        "said || "
                                                        "'\"') AS "
                                                        "said_words,"
                                                        " replace"
                                                        "(" WORDS("note") ","
                                                                          " "
                                                                          "'"
                                                                          "{"
                                                                          "w"
                                                                          "o"
                                                                          "r"
                                                                          "d"
                                                                          "s"
                                                                          "}"
                                                                          "'"
                                                                          ","
                                                                          " "
                                                                          "n"
                                                                          "o"
                                                                          "t"
                                                                          "e"
                                                                          ")"
                                                                          " "
                                                                          "A"
                                                                          "S"
                                                                          " "
                                                                          "n"
                                                                          "o"
                                                                          "t"
                                                                          "e"
                                                                          "_"
                                                                          "w"
                                                                          "o"
                                                                          "r"
                                                                          "d"
                                                                          "s"
                                                                          " "
                                                                          "F"
                                                                          "R"
                                                                          "O"
                                                                          "M"
                                                                          " "
                                                                          "s"
                                                                          "h"
                                                                          "o"
                                                                          "w"
                                                                          "n"
                                                                          " "
                                                                          "A"
                                                                          "S"
                                                                          " "
                                                                          "r"
                                                                          " "
                                                                          "O"
                                                                          "R"
                                                                          "D"
                                                                          "E"
                                                                          "R"
                                                                          " "
                                                                          "B"
                                                                          "Y"
                                                                          " "
                                                                          "s"
                                                                          "t"
                                                                          "a"
                                                                          "r"
                                                                          "t"
                                                                          "_"
                                                                          "m"
                                                                          "s"
                                                                          ","
                                                                          " "
                                                                          "i"
                                                                          "d";

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
  stmt = hl_cli_query(cli, list_rows, 5, bind);
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
