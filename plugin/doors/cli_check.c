/* SPDX-License-Identifier: MIT
**
** heavylegs check: can these files be read, and what is in them?
*/
#include <stdio.h>
#include <string.h>

#include "doors/cli.h"

typedef struct checked {
  long long activities, truncated, refused;
  hl_grid *grid; /* for people */
  hl_text json;  /* for programs */
} checked;

/* ?1 is a JSON array of the paths. */
static const char *const for_programs =
    "SELECT c.* FROM json_each(?1) AS p, heavylegs_check(p.value) AS c";
static const char *const for_people =
    "SELECT c.file, c.part, c.status,"
    " CASE WHEN status IN ('refused', 'skipped')"
    "      THEN iif(line IS NULL, '', 'line ' || line || ': ') || message"
    "      ELSE ifnull(format, '') || ifnull(', ' || nullif(sport, ''), '')"
    "        || ifnull(', ' || replace(substr(start, 1, 16), 'T', ' '), '')"
    "        || ifnull(', ' || points || ' points', '')"
    "        || iif(distance_m > 0,"
    "               printf(', %.1f km', distance_m / 1000), '')"
    "        || iif(duration_s > 0,"
    "               printf(', %d min', round(duration_s / 60)), '')"
    "        || iif(dropped > 0, printf(', %d points dropped (%s%s)', dropped,"
    "               iif(dropped_line > 0, 'line ' || dropped_line || ': ', ''),"
    "               dropped_reason), ifnull(', ' || dropped_reason, ''))"
    "        || ifnull(', ' || message, '') END AS what,"
    " status = 'ok' AND dropped_reason IS NULL AND file <> p.value AS is_quiet"
    " FROM json_each(?1) AS p, heavylegs_check(p.value) AS c";

enum {
  COL_FILE,
  COL_STATUS = 2,
  COL_WHAT,
  COL_QUIET
};

static const char *text_in(sqlite3_stmt *stmt, int i) {
  return (const char *)sqlite3_column_text(stmt, i);
}

static void count(checked *c, const char *status) {
  if (strcmp(status, "refused") == 0 || strcmp(status, "skipped") == 0)
    c->refused++;
  else
    c->activities++;
  if (strcmp(status, "truncated") == 0) c->truncated++;
}

static bool check_all(hl_cli *cli, checked *c, const char *paths) {
  sqlite3_stmt *stmt =
      hl_cli_query(cli, cli->json ? for_programs : for_people, 1, &paths);
  bool failed = false;

  while (hl_cli_row(cli, stmt, &failed)) {
    count(c, text_in(stmt, COL_STATUS));
    if (cli->json) {
      hl_cli_add_json_row(&c->json, stmt);
    } else if (cli->all || !sqlite3_column_int(stmt, COL_QUIET)) {
      hl_grid_add(c->grid, text_in(stmt, COL_FILE));
      hl_grid_add(c->grid, text_in(stmt, COL_STATUS));
      hl_grid_add(c->grid, text_in(stmt, COL_WHAT));
    }
  }
  return !failed;
}

static void print(hl_cli *cli, checked *c) {
  if (cli->json) {
    hl_json_close(&c->json, ']');
    hl_cli_print_raw(hl_text_cstr(&c->json));
    return;
  }
  hl_grid_print(c->grid);
  printf("%lld activities can be read, %lld of them cut short; "
         "%lld files refused\n",
         c->activities, c->truncated, c->refused);
}

int hl_cli_check(hl_cli *cli) {
  static const char *const titles[] = {"file", "status", "what"};
  checked c = {0, 0, 0, NULL, {0}};
  hl_text paths = {0};
  bool ok;
  int i;

  hl_json_open(&paths, NULL, '[');
  for (i = 0; i < cli->arguments.n; i++)
    hl_json_text(&paths, NULL, cli->arguments.item[i]);
  hl_json_close(&paths, ']');
  hl_json_open(&c.json, NULL, '[');
  c.grid = hl_grid_new(titles, "lll");
  ok = check_all(cli, &c, hl_text_cstr(&paths));
  if (ok) print(cli, &c);
  hl_text_free(&paths);
  hl_text_free(&c.json);
  return ok && c.refused == 0 ? HL_DONE : HL_FAILED;
}
