/* SPDX-License-Identifier: MIT
**
** heavylegs hosts: the programs whose databases are known, and which of them
** this database belongs to.
*/
#include <stdio.h>

#include "doors/cli.h"

static const char *const for_programs =
    "SELECT id, name, is_detected, version, reads, writes, visible, problem,"
    " file FROM heavylegs_hosts";
static const char *const for_people =
    "SELECT name, iif(is_detected, 'this one', ''), version,"
    " CASE WHEN writes THEN 'read and written' WHEN reads THEN 'read only'"
    "      WHEN is_detected THEN 'not read' END,"
    " visible, name || ': ' || problem FROM heavylegs_hosts";

enum {
  COLUMNS = 5,
  COL_PROBLEM = 5
};

static int print_people(hl_cli *cli, sqlite3_stmt *stmt) {
  static const char *const titles[] = {"host", "detected", "version",
                                       "annotations are", "and seen"};
  hl_grid *grid = hl_grid_new(titles, "lllll");
  hl_text problems = {0};
  bool failed = false;
  int i;

  while (hl_cli_row(cli, stmt, &failed)) {
    for (i = 0; i < COLUMNS; i++)
      hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, i));
    if (sqlite3_column_type(stmt, COL_PROBLEM) != SQLITE_NULL)
      hl_text_format(&problems, "\n%s\n",
                     (const char *)sqlite3_column_text(stmt, COL_PROBLEM));
  }
  hl_grid_print(grid);
  fputs(hl_text_cstr(&problems), stdout);
  hl_text_free(&problems);
  return failed ? HL_FAILED : HL_DONE;
}

int hl_cli_hosts(hl_cli *cli) {
  sqlite3_stmt *stmt =
      hl_cli_query(cli, cli->json ? for_programs : for_people, 0, NULL);

  return cli->json ? hl_cli_print_json(cli, stmt) : print_people(cli, stmt);
}
