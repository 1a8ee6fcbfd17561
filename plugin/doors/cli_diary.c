/* SPDX-License-Identifier: MIT
**
** heavylegs diary add|import|list: sleep, mood and the like, day by day.
*/
#include <stdio.h>
#include <string.h>

#include "doors/cli.h"

/* The members that are fields of a day, named as the options are. */
void hl_cli_add_day(const hl_cli *cli, hl_text *json) {
  const struct {
    const char *name, *value;
  } said[] = {
      {"sleep", cli->day.sleep},
      {"sleep_quality", cli->day.sleep_quality},
      {"rhr", cli->day.rhr},
      {"hrv", cli->day.hrv},
      {"weight", cli->day.weight},
      {"stress", cli->day.stress},
      {"mood", cli->day.mood},
      {"motivation", cli->day.motivation},
      {"soreness", cli->day.soreness},
      {"fatigue", cli->day.fatigue},
      {"meal", cli->day.meal},
      {"ill", cli->day.ill},
      {"travel", cli->day.travel},
      {"note", cli->day.note},
  };
  size_t i;

  for (i = 0; i < sizeof said / sizeof said[0]; i++)
    if (said[i].value != NULL) hl_json_text(json, said[i].name, said[i].value);
}

void hl_cli_add_legs(const hl_cli *cli, hl_text *json) {
  if (cli->heavy != NULL) hl_json_text(json, "heavy", cli->heavy);
  if (cli->eased || cli->not_eased) hl_json_bool(json, "eased", cli->eased);
  if (cli->runs != NULL) hl_json_text(json, "runs", cli->runs);
}

/* The local day of this machine: only the door looks at the clock. */
bool hl_cli_add_today(hl_cli *cli, hl_text *json) {
  hl_text day = {0};
  bool ok = hl_cli_ask(cli, &day, "SELECT date('now', 'localtime')", 0, NULL);

  if (ok) hl_json_text(json, "day", hl_text_cstr(&day));
  hl_text_free(&day);
  return ok;
}

bool hl_cli_add_now(hl_cli *cli, hl_text *json) {
  sqlite3_int64 ms = 0;
  bool ok = hl_cli_count(
      cli, &ms, "SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000");

  if (ok) hl_json_int(json, "said_ms", ms);
  return ok;
}

bool hl_cli_send(hl_cli *cli, const char *sql, hl_text *json, hl_text *answer) {
  const char *bind[1];

  if (hl_text_status(json) != HL_OK) {
    hl_cli_fail(cli, "out of memory");
    return false;
  }
  bind[0] = hl_text_cstr(json);
  return hl_cli_ask(cli, answer, sql, 1, bind);
}

/* Send what was said and print the answer with `sql`, one text column over ?1,
** or as it is. */
static int tell(hl_cli *cli, hl_text *json, const char *sql) {
  hl_text answer = {0};
  bool ok;

  hl_json_close(json, '}');
  ok = hl_cli_send(cli, "SELECT heavylegs_diary(?1)", json, &answer);
  if (ok && cli->json)
    hl_cli_print_raw(hl_text_cstr(&answer));
  else if (ok)
    ok = hl_cli_print_lines(cli, sql, hl_text_cstr(&answer));
  hl_text_free(&answer);
  return ok ? HL_DONE : HL_FAILED;
}

static int add(hl_cli *cli, hl_text *json) {
  if (cli->arguments.n > 2)
    return hl_cli_misuse(cli, "diary add takes one day at most");
  if (cli->arguments.n == 2)
    hl_json_text(json, "day", cli->arguments.item[1]);
  else if (!hl_cli_add_today(cli, json))
    return HL_FAILED;
  hl_cli_add_day(cli, json);
  hl_cli_add_legs(cli, json);
  return tell(cli, json,
              "SELECT iif(json_extract(?1, '$.changed'), 'Noted for ',"
              " 'Nothing new for ') || json_extract(?1, '$.day') || '.'");
}

static int import(hl_cli *cli, hl_text *json) {
  if (cli->arguments.n != 2)
    return hl_cli_misuse(cli, "usage: heavylegs diary import FILE.csv");
  hl_json_text(json, "path", cli->arguments.item[1]);
  return tell(cli, json,
              "SELECT 'Days read: ' || json_extract(?1, '$.days') ||"
              " '; new or changed: ' || json_extract(?1, '$.changed') || '.'"
              " UNION ALL SELECT 'Column passed over: ' || value"
              " FROM json_each(?1, '$.ignored')");
}

static int list(hl_cli *cli, hl_text *json) {
  if (cli->arguments.n > 1)
    return hl_cli_misuse(cli, "diary list takes no more");
  return tell(cli, json,
              "SELECT json_extract(d.value, '$.day') ||"
              " (SELECT group_concat('  ' || key || ' ' || value, '')"
              "   FROM json_each(d.value) WHERE key <> 'day')"
              " FROM json_each(?1, '$.days') AS d UNION ALL"
              " SELECT 'The diary is empty: `heavylegs diary add --sleep 7`.'"
              " WHERE json_array_length(?1, '$.days') = 0");
}

int hl_cli_diary(hl_cli *cli) {
  const char *task = cli->arguments.n ? cli->arguments.item[0] : "list";
  hl_text json = {0};
  int rc;

  hl_json_open(&json, NULL, '{');
  if (cli->athlete != NULL) hl_json_text(&json, "athlete", cli->athlete);
  if (strcmp(task, "add") == 0)
    rc = add(cli, &json);
  else if (strcmp(task, "import") == 0)
    rc = import(cli, &json);
  else if (strcmp(task, "list") == 0)
    rc = list(cli, &json);
  else
    rc = hl_cli_misuse(cli, "the diary knows add, import and list, not \"%s\"",
                       task);
  hl_text_free(&json);
  return rc;
}
