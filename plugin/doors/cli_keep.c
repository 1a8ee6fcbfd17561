/* SPDX-License-Identifier: MIT
**
** heavylegs retract, forget, purge and config: taking back, and settings.
*/
#include <stdio.h>
#include <string.h>

#include "doors/cli.h"

/* Run a writer; its summary is printed as JSON or as `said`. */
static int run(hl_cli *cli, const char *sql, int n, const char *const *bind,
               const char *said) {
  hl_text answer = {0};
  bool ok = hl_cli_ask(cli, &answer, sql, n, bind);

  if (ok && cli->json)
    hl_cli_print_raw(hl_text_cstr(&answer));
  else if (ok)
    ok = hl_cli_print_lines(cli, said, hl_text_cstr(&answer));
  hl_text_free(&answer);
  return ok ? HL_DONE : HL_FAILED;
}

static int nothing_here(hl_cli *cli) {
  if (cli->json)
    hl_cli_print_raw("{}");
  else
    printf("%s holds nothing of heavylegs.\n", cli->db_path);
  return HL_DONE;
}

/* {"athlete":..., "batch":...} as far as typed. */
static void write_request(const hl_cli *cli, hl_text *json) {
  hl_json_open(json, NULL, '{');
  if (cli->athlete != NULL) hl_json_text(json, "athlete", cli->athlete);
  if (cli->arguments.n > 0) hl_json_text(json, "batch", cli->arguments.item[0]);
  hl_json_close(json, '}');
}

int hl_cli_retract(hl_cli *cli) {
  hl_text json = {0};
  const char *bind[1];
  int rc;

  if (!hl_cli_has_tables(cli)) return nothing_here(cli);
  write_request(cli, &json);
  bind[0] = hl_text_cstr(&json);
  rc = run(cli, "SELECT heavylegs_retract(?1)", 1, bind,
           "SELECT CASE json_extract(?1, '$.closed') WHEN 1"
           "    THEN '1 annotation'"
           "    ELSE json_extract(?1, '$.closed') || ' annotations' END"
           " || ' taken back'"
           " || CASE WHEN json_extract(?1, '$.reopened') > 0 THEN ', '"
           "    || json_extract(?1, '$.reopened') || ' stand again'"
           "    ELSE '' END"
           " || ifnull('; GoldenCheetah: '"
           "    || json_extract(?1, '$.goldencheetah.restored')"
           "    || ' activities as they were, '"
           "    || json_extract(?1, '$.goldencheetah.cut')"
           "    || ' without our fields, '"
           "    || json_extract(?1, '$.goldencheetah.failed')"
           "    || ' left alone', '')");
  hl_text_free(&json);
  return rc;
}

int hl_cli_forget(hl_cli *cli) {
  if (cli->athlete == NULL)
    return hl_cli_misuse(cli, "say who is to be forgotten: --athlete NAME");
  if (!hl_cli_has_tables(cli)) return nothing_here(cli);
  return run(cli, "SELECT heavylegs_forget(?1)", 1, &cli->athlete,
             "SELECT json_extract(?1, '$.runs') || ' runs forgotten, and all"
             " that was said and found of them'");
}

int hl_cli_purge(hl_cli *cli) {
  if (!hl_cli_has_tables(cli)) return nothing_here(cli);
  return run(cli, "SELECT heavylegs_purge()", 0, NULL,
             "SELECT 'Everything of heavylegs is gone from this database'");
}

static int list_settings(hl_cli *cli) {
  static const char *const titles[] = {"setting", "value", "athlete"};
  static const char *const rows =
      "SELECT key, value, athlete FROM heavylegs_setting ORDER BY key, athlete";
  sqlite3_stmt *stmt;
  hl_grid *grid;
  bool failed = false;
  int i;

  if (!hl_cli_has_tables(cli)) return nothing_here(cli);
  stmt = hl_cli_query(cli, rows, 0, NULL);
  if (cli->json) return hl_cli_print_json(cli, stmt);
  grid = hl_grid_new(titles, "lll");
  while (hl_cli_row(cli, stmt, &failed))
    for (i = 0; i < 3; i++)
      hl_grid_add(grid, (const char *)sqlite3_column_text(stmt, i));
  if (hl_grid_rows(grid) == 0)
    hl_cli_print_wrapped("Nothing is set. There are timezone, rules, language, "
                         "units, budget and options.");
  hl_grid_print(grid);
  return failed ? HL_FAILED : HL_DONE;
}

static int config_of_athlete(hl_cli *cli, const char *said) {
  hl_text request = {0};
  const char *bind[1];
  int rc;

  hl_json_open(&request, NULL, '{');
  hl_json_text(&request, "athlete", cli->athlete);
  hl_json_text(&request, "key", cli->arguments.item[0]);
  if (cli->arguments.n > 1)
    hl_json_text(&request, "value", cli->arguments.item[1]);
  hl_json_close(&request, '}');
  bind[0] = hl_text_cstr(&request);
  rc = run(cli, "SELECT heavylegs_config(?1)", 1, bind, said);
  hl_text_free(&request);
  return rc;
}

int hl_cli_config(hl_cli *cli) {
  static const char *const said =
      "SELECT json_extract(?1, '$.key') || ' = '"
      " || ifnull(json_extract(?1, '$.value'), '(not set)')";

  if (cli->arguments.n == 0) return list_settings(cli);
  if (cli->athlete != NULL) return config_of_athlete(cli, said);
  return run(cli,
             cli->arguments.n == 1 ? "SELECT heavylegs_config(?1)"
                                   : "SELECT heavylegs_config(?1, ?2)",
             cli->arguments.n, cli->arguments.item, said);
}
