/* SPDX-License-Identifier: MIT
**
** What was read and what of it can be judged: the table that ends an import,
** and `heavylegs list --coverage`.
**
** People see the newest years and the commonest devices, the rest in one line
** each, so that it stays on one screen; programs get the rows of the view
** heavylegs_coverage.
*/
#include "doors/cli.h"

static const char *const for_programs =
    "SELECT * FROM heavylegs_coverage WHERE ?1 IS NULL OR athlete = ?1"
    " ORDER BY athlete, year, device, outcome";

/* ?1 athlete or NULL. `part` 1: years, 2: devices; `rank` orders them. */
static const char *const for_people =
    "WITH c AS (SELECT * FROM heavylegs_coverage"
    "  WHERE year IS NOT NULL AND (?1 IS NULL OR athlete = ?1)),"
    " late AS (SELECT DISTINCT year FROM c ORDER BY year DESC LIMIT 8),"
    " many AS (SELECT ifnull(device, '') AS device, sum(n) AS total FROM c"
    "  GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5),"
    " named AS (SELECT 1 AS part, ifnull(late.year, 0) AS rank,"
    "   ifnull(late.year, 'earlier') AS name, outcome, n"
    "   FROM c LEFT JOIN late ON late.year = c.year"
    "  UNION ALL SELECT 2, ifnull(-total, 1),"
    "   CASE many.device WHEN '' THEN '(not said)'"
    "    ELSE ifnull(substr(many.device, 1, 24), 'other devices') END,"
    "   outcome, n"
    "   FROM c LEFT JOIN many ON many.device = ifnull(c.device, '')),"
    " summed AS (SELECT part, rank, name, outcome, sum(n) AS n FROM named"
    "  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 5 DESC, 4)"
    "SELECT part, name, sum(n),"
    " sum(iif(outcome = 'usable', n, 0)),"
    " sum(iif(outcome = 'second_recording', n, 0)),"
    " sum(iif(outcome = 'not_a_run', n, 0)),"
    " group_concat(CASE WHEN outcome NOT IN"
    "  ('usable', 'second_recording', 'not_a_run')"
    "  THEN n || ' ' || replace(outcome, '_', ' ') END, ', ')"
    " FROM summed GROUP BY part, rank, name ORDER BY part, rank, name";

enum {
  COL_PART,
  COL_NAME,
  COL_LAST = 6
};

static hl_grid *new_grid(const char *name) {
  const char *const titles[] = {name,     "read",  "usable",
                                "second", "other", "not usable because"};
  return hl_grid_new(titles, "lrrrrl");
}

static void add_row(hl_grid *grid, sqlite3_stmt *stmt) {
  int i;

  for (i = COL_NAME; i <= COL_LAST; i++)
    hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, i));
}

static bool print_for_people(hl_cli *cli) {
  sqlite3_stmt *stmt = hl_cli_query(cli, for_people, 1, &cli->athlete);
  hl_grid *years = new_grid("year"), *devices = new_grid("device");
  bool failed = false;

  while (hl_cli_row(cli, stmt, &failed))
    add_row(sqlite3_column_int(stmt, COL_PART) == 1 ? years : devices, stmt);
  hl_grid_print(years);
  hl_grid_print(devices);
  return !failed;
}

bool hl_cli_print_coverage(hl_cli *cli) {
  if (!cli->json) return print_for_people(cli);
  return hl_cli_print_json(
             cli, hl_cli_query(cli, for_programs, 1, &cli->athlete)) == HL_DONE;
}
