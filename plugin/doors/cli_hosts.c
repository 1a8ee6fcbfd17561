/* SPDX-License-Identifier: MIT
**
** heavylegs hosts: the programs whose databases are known, and which of them
** this database belongs to.
*/
#include <stdio.h>

#include "doors/cli.h"

static const char *const for_programs =
    "SELECT id, name, is_detected, version, reads, writes, visible, problem,"
    " file, reads_from, writes_to, is_rebuilt FROM heavylegs_hosts";
static const char *const all =
    "SELECT name, iif(is_detected, 'this one', ''), reads_from, writes_to,"
    " file FROM heavylegs_hosts";
/* Of what was detected, and of files that do not load. */
static const char *const details =
    "SELECT char(10) || name || iif(is_detected, ifnull(', version ' || "
    "version,"
    " ''), ': ' || problem)"
    " || iif(is_detected, char(10) || '  read     ' || iif(reads, reads_from,"
    " 'no') || char(10) || '  written  ' || iif(writes, writes_to, 'no')"
    " || ifnull(char(10) || '  seen     ' || iif(writes, visible, NULL), '')"
    " || iif(is_rebuilt, char(10) || '  rebuilt  at times by its program: run"
    " annotate again then; what you said'"
    " || char(10) || '           is kept beside it in heavylegs-kept.db', '')"
    " || ifnull(char(10) || '  note     ' || problem, ''), '')"
    " FROM heavylegs_hosts WHERE is_detected OR problem IS NOT NULL";

enum {
  COLUMNS = 5
};

static bool print_details(hl_cli *cli) {
  sqlite3_stmt *stmt = hl_cli_query(cli, details, 0, NULL);
  bool failed = false, any = false;

  while (hl_cli_row(cli, stmt, &failed)) {
    puts((const char *)sqlite3_column_text(stmt, 0));
    any = true;
  }
  if (!any && !failed && !cli->is_memory)
    puts("\nThis database is none of theirs; heavylegs-hosts(7) tells how to "
         "add one.");
  return !failed;
}

static int print_people(hl_cli *cli, sqlite3_stmt *stmt) {
  static const char *const titles[] = {"host", "detected", "reads", "writes",
                                       "told in"};
  hl_grid *grid = hl_grid_new(titles, "lllll");
  bool failed = false;
  int i;

  while (hl_cli_row(cli, stmt, &failed))
    for (i = 0; i < COLUMNS; i++)
      hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, i));
  hl_grid_print(grid);
  return !failed && print_details(cli) ? HL_DONE : HL_FAILED;
}

int hl_cli_hosts(hl_cli *cli) {
  sqlite3_stmt *stmt =
      hl_cli_query(cli, cli->json ? for_programs : all, 0, NULL);

  return cli->json ? hl_cli_print_json(cli, stmt) : print_people(cli, stmt);
}
