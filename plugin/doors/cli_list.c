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

/* ?1 athlete or NULL, ?2 how many, ?3 1: only with a finding */
static const char *const list_rows =
    "WITH chosen AS ("
    "  SELECT r.*,"
    "    (SELECT group_concat(pattern, ', ') FROM"
    "      (SELECT DISTINCT pattern FROM heavylegs_finding"
    "        WHERE run_id = r.id AND until_batch IS NULL ORDER BY pattern))"
    "      AS pattern,"
    "    (SELECT basis FROM heavylegs_finding WHERE run_id = r.id"
    "      AND until_batch IS NULL ORDER BY rule, slot LIMIT 1) AS basis,"
    "    (SELECT title FROM heavylegs_finding WHERE run_id = r.id"
    "      AND until_batch IS NULL ORDER BY rule, slot LIMIT 1) AS title,"
    "    (SELECT heavy FROM heavylegs_report WHERE run_id = r.id"
    "      AND heavy IS NOT NULL ORDER BY confirmed DESC, source LIMIT 1)"
    "      AS said,"
    "    (SELECT count(*) FROM heavylegs_status WHERE run_id = r.id"
    "      AND status = 'clear') AS clear,"
    "    (SELECT reason FROM heavylegs_status WHERE run_id = r.id"
    "      AND status = 'abstained' AND reason <> 'no_report'"
    "      ORDER BY reason = 'history' DESC, rule LIMIT 1) AS abstained,"
    "    (SELECT max(n) FROM heavylegs_status WHERE run_id = r.id) AS n"
    "  FROM heavylegs_run AS r"
    "  WHERE duplicate_of IS NULL AND (?1 IS NULL OR athlete = ?1)"
    "  ORDER BY start_ms DESC)"
    "SELECT * FROM (SELECT id AS run,"
    "  substr(datetime(start_ms / 1000 + ifnull(utc_offset_s, 0),"
    "         'unixepoch'), 1, 16) AS started,"
    "  distance_m, duration_s, moving_s, is_run, said, pattern, basis, title,"
    "  athlete, CASE WHEN pattern IS NOT NULL THEN 'found'"
    "       WHEN NOT is_run THEN 'not_a_run'"
    "       WHEN judged_key IS NULL THEN 'not_judged'"
    "       WHEN reason <> '' THEN reason"
    "       WHEN clear > 0 THEN 'clear'"
    "       ELSE ifnull(abstained, 'not_judged') END AS status, n"
    "  FROM chosen WHERE ?3 = '0' OR pattern IS NOT NULL"
    "  LIMIT CAST(?2 AS INTEGER)) ORDER BY started, run";

enum {
  COL_RUN,
  COL_STARTED,
  COL_DISTANCE,
  COL_DURATION,
  COL_MOVING,
  COL_IS_RUN,
  COL_SAID,
  COL_PATTERN,
  COL_BASIS,
  COL_TITLE,
  COL_ATHLETE,
  COL_STATUS,
  COL_N
};

/* Typed reasons as a runner reads them; one that is new stays as it is. */
static const char *in_words(const char *reason) {
  static const char *const words[][2] = {
      {"not_a_run", "not a run"},
      {"not_judged", "not judged yet"},
      {"no_speed", "neither distance nor speed recorded"},
      {"no_heart_rate", "no heart rate; tell how it felt"},
      {"short", "under 25 min"},
      {"long", "over 6 hours"},
      {"heart_rate_coverage", "heart rate has gaps"},
      {"quality", "noisy recording"},
      {"not_steady", "not a steady run"},
      {"window", "too little in the window"},
      {"history", "still learning what is usual"},
      {"too_few_runs_lately", "too few runs lately"},
      {"faster_than_usual", "faster than usual"},
      {"no_report", "nothing reported"},
  };
  size_t i;

  for (i = 0; i < sizeof words / sizeof words[0]; i++)
    if (strcmp(reason, words[i][0]) == 0) return words[i][1];
  return reason;
}

static void add_found(hl_grid *grid, sqlite3_stmt *stmt) {
  const char *status = (const char *)sqlite3_column_text(stmt, COL_STATUS);
  hl_text text = {0};

  if (strcmp(status, "found") == 0)
    hl_text_format(&text, "%s: %s (%s)",
                   (const char *)sqlite3_column_text(stmt, COL_PATTERN),
                   (const char *)sqlite3_column_text(stmt, COL_TITLE),
                   (const char *)sqlite3_column_text(stmt, COL_BASIS));
  else if (strcmp(status, "clear") == 0)
    hl_text_add(&text, "-");
  else
    hl_text_format(&text, "(%s)", in_words(status));
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
  hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, COL_SAID));
  if (is->has_athletes)
    hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, COL_ATHLETE));
  add_found(grid, stmt);
}

static hl_grid *new_grid(const shape *is) {
  const char *titles[7] = {"run", "started", "km", "min", "said"};

  if (is->unit_m > 1000) titles[2] = "mi";
  titles[is->has_athletes ? 6 : 5] = "found";
  if (is->has_athletes) titles[5] = "athlete";
  return hl_grid_new(titles, is->has_athletes ? "rlrrlll" : "rlrrll");
}

static int print_people(hl_cli *cli, sqlite3_stmt *stmt, const shape *is) {
  hl_grid *grid = new_grid(is);
  bool failed = false;
  size_t shown;

  while (hl_cli_row(cli, stmt, &failed))
    add_row(grid, stmt, is);
  shown = hl_grid_rows(grid);
  hl_grid_print(grid);
  if (failed) return HL_FAILED;
  if (!cli->quiet && shown > 0)
    puts("`heavylegs explain RUN` tells more; \"-\": judged, nothing unusual");
  return HL_DONE;
}

int hl_cli_list(hl_cli *cli) {
  const char *bind[3] = {cli->athlete, "40", cli->found ? "1" : "0"};
  int64_t last;
  sqlite3_stmt *stmt;
  shape is = {false, 1000};

  if (cli->last != NULL) {
    if (!hl_parse_int(cli->last, strlen(cli->last), &last) || last < 1)
      return hl_cli_misuse(cli, "--last takes a number of runs, not \"%s\"",
                           cli->last);
    bind[1] = cli->last;
  }
  if (cli->all) bind[1] = "-1";
  if (!hl_cli_has_tables(cli))
    return hl_cli_fail(cli,
                       "%s holds no runs yet; `heavylegs annotate FOLDER` "
                       "reads some",
                       cli->db_path);
  if (!cli->json && !look_at_database(cli, &is)) return HL_FAILED;
  stmt = hl_cli_query(cli, list_rows, 3, bind);
  return cli->json ? hl_cli_print_json(cli, stmt)
                   : print_people(cli, stmt, &is);
}
