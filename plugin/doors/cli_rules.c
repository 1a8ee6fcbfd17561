/* SPDX-License-Identifier: MIT
**
** heavylegs rules: which rules judge, and which of them do not load. What a
** coach does with rules besides is in cli_bench.c.
*/
#include <stdio.h>
#include <string.h>

#include "doors/cli.h"

static const char *const for_programs =
    "SELECT id, version, title, pattern, author, licence, path, is_stock,"
    " is_enabled, requires AS json_requires, uses AS json_uses,"
    " explains AS json_explains, options AS json_options, hash, error FROM "
    "heavylegs_rules(?1)";
static const char *const for_people =
    "SELECT id, version, pattern,"
    " CASE WHEN error IS NOT NULL THEN 'does not load'"
    "      WHEN NOT is_enabled THEN 'off' ELSE 'on' END,"
    " iif(is_stock, '', path), title, error FROM heavylegs_rules(?1)";

enum {
  COLUMNS = 6,
  COL_ERROR = 6
};

static int print_people(hl_cli *cli, sqlite3_stmt *stmt) {
  static const char *const titles[] = {"rule",  "version", "pattern",
                                       "state", "file",    "title"};
  hl_grid *grid = hl_grid_new(titles, "llllll");
  hl_text errors = {0};
  bool failed = false;
  int i;

  while (hl_cli_row(cli, stmt, &failed)) {
    for (i = 0; i < COLUMNS; i++)
      hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, i));
    if (sqlite3_column_type(stmt, COL_ERROR) != SQLITE_NULL)
      hl_text_format(&errors, "\n%s\n  %s\n",
                     (const char *)sqlite3_column_text(stmt, 4),
                     (const char *)sqlite3_column_text(stmt, COL_ERROR));
  }
  hl_grid_print(grid);
  fputs(hl_text_cstr(&errors), stdout);
  hl_text_free(&errors);
  return failed ? HL_FAILED : HL_DONE;
}

void hl_cli_add_rules(const hl_cli *cli, hl_text *json) {
  int i;

  if (cli->rules.n == 0) return;
  hl_json_open(json, "rules", '[');
  for (i = 0; i < cli->rules.n; i++)
    hl_json_text(json, NULL, cli->rules.item[i]);
  hl_json_close(json, ']');
}

const char *hl_cli_rule_folders(const hl_cli *cli, hl_text *json) {
  hl_json_open(json, NULL, '{');
  hl_cli_add_rules(cli, json);
  hl_json_close(json, '}');
  return hl_text_cstr(json);
}

/* The command explain under the name that coaches look for. */
static int explain(hl_cli *cli) {
  if (cli->arguments.n != 2)
    return hl_cli_misuse(cli, "usage: heavylegs rules explain RUN");
  if (cli->is_memory)
    return hl_cli_fail(cli, "there is no database here: heavylegs annotate "
                            "makes one, --db names one");
  cli->arguments.item[0] = cli->arguments.item[1];
  cli->arguments.n = 1;
  return hl_cli_explain(cli);
}

int hl_cli_rules(hl_cli *cli) {
  hl_text json = {0};
  const char *bind[1];
  sqlite3_stmt *stmt;
  int rc;

  if (cli->arguments.n > 0 && hl_cli_is_bench(cli->arguments.item[0]))
    return hl_cli_bench(cli);
  if (cli->arguments.n > 0 && strcmp(cli->arguments.item[0], "explain") == 0)
    return explain(cli);
  if (cli->arguments.n > 0 &&
      (strcmp(cli->arguments.item[0], "list") != 0 || cli->arguments.n > 1))
    return hl_cli_misuse(cli,
                         "rules does list, new, test, lint, doc, options, "
                         "replay, explain, pack, unpack and corpus, not \"%s\"",
                         cli->arguments.item[cli->arguments.n - 1]);
  bind[0] = hl_cli_rule_folders(cli, &json);
  stmt = hl_cli_query(cli, cli->json ? for_programs : for_people, 1, bind);
  rc = cli->json ? hl_cli_print_json(cli, stmt) : print_people(cli, stmt);
  hl_text_free(&json);
  return rc;
}
