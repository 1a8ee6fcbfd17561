/* SPDX-License-Identifier: MIT
**
** heavylegs annotate and heavylegs import: files in, findings out.
**
** All paths of one call are one command of the engine: they are taken whole or
** not at all. Files that cannot be read are named and stop nothing; only when
** not one of them could be read has the command failed.
*/
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "doors/cli.h"

/* {"path":[...], "athlete":..., "rules":[...], "threads":n} as far as typed. */
static void write_request(const hl_cli *cli, const hl_list *paths,
                          hl_text *json) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  int64_t threads = cores > 1 ? cores : 1;
  int i;

  hl_json_open(json, NULL, '{');
  if (paths != NULL && paths->n > 0) {
    hl_json_open(json, "path", '[');
    for (i = 0; i < paths->n; i++)
      hl_json_text(json, NULL, paths->item[i]);
    hl_json_close(json, ']');
    if (cli->threads != NULL) /* what is no number the engine refuses */
      hl_json_text(json, "threads", cli->threads);
    else
      hl_json_int(json, "threads", threads);
  }
  if (cli->athlete != NULL) hl_json_text(json, "athlete", cli->athlete);
  hl_cli_add_rules(cli, json);
  if (cli->when_closed) hl_json_bool(json, "when_closed", true);
  if (cli->formulas) hl_json_bool(json, "formulas", true);
  hl_json_close(json, '}');
}

static int send(hl_cli *cli, const char *sql, const hl_list *paths,
                hl_text *answer) {
  hl_text request = {0};
  const char *bind[1];
  bool ok;

  write_request(cli, paths, &request);
  bind[0] = hl_text_cstr(&request);
  ok = hl_cli_ask(cli, answer, sql, 1, bind);
  hl_cli_wipe_progress(cli);
  hl_text_free(&request);
  return ok ? HL_DONE : HL_FAILED;
}

int hl_cli_judge(hl_cli *cli, hl_text *answer) {
  return send(cli, "SELECT heavylegs_annotate(?1)", NULL, answer);
}

/* ---- what came of it ---- */

/* Lines that say what went wrong go to stderr as they are. */
static bool print_problems(hl_cli *cli, const char *sql, const char *answer) {
  sqlite3_stmt *stmt = hl_cli_query(cli, sql, 1, &answer);
  bool failed = false;

  fflush(stdout);
  while (hl_cli_row(cli, stmt, &failed))
    if (sqlite3_column_type(stmt, 0) != SQLITE_NULL)
      fprintf(stderr, "%s\n", sqlite3_column_text(stmt, 0));
  return !failed;
}

bool hl_cli_print_lines(hl_cli *cli, const char *sql, const char *answer) {
  sqlite3_stmt *stmt = hl_cli_query(cli, sql, 1, &answer);
  bool failed = false;

  while (hl_cli_row(cli, stmt, &failed))
    if (sqlite3_column_type(stmt, 0) != SQLITE_NULL)
      hl_cli_print_wrapped((const char *)sqlite3_column_text(stmt, 0));
  return !failed;
}

/* ?1 is what an import answered. */
static const char *const refused =
    "SELECT 'refused  ' || json_extract(value, '$.path') || ': '"
    " || ifnull('line ' || nullif(json_extract(value, '$.line'), 0) || ': ',"
    "           '')"
    " || json_extract(value, '$.message')"
    " FROM json_each(?1, '$.failures') WHERE key < 10"
    " UNION ALL SELECT 'and ' || (json_array_length(?1, '$.failures') - 10)"
    " || ' more; `heavylegs check` names them all'"
    " WHERE json_array_length(?1, '$.failures') > 10";
static const char *const counted =
    "WITH part(key, words) AS (VALUES ('changed', 'changed'),"
    " ('same', 'known'), ('duplicates', 'second recordings'),"
    " ('not_runs', 'other activities'), ('failed', 'refused')),"
    " number AS (SELECT json_extract(?1, '$.' || key) AS n, words FROM part)"
    "SELECT CASE json_extract(?1, '$.files') WHEN 1 THEN '1 file: '"
    " ELSE json_extract(?1, '$.files') || ' files: ' END"
    " || json_extract(?1, '$.new') || ' new runs'"
    " || ifnull((SELECT group_concat(', ' || n || ' ' || words, '')"
    "    FROM number WHERE n > 0), '')";
static const char *const judged =
    "SELECT CASE WHEN json_extract(?1, '$.judged') > 0"
    " THEN json_extract(?1, '$.judged') || ' of '"
    "   || json_extract(?1, '$.runs') || ' runs judged: '"
    " ELSE 'nothing to judge anew: ' END"
    " || CASE WHEN json_extract(?1, '$.opened') > 0"
    "    THEN json_extract(?1, '$.opened') || ' new, ' ELSE '' END"
    " || CASE WHEN json_extract(?1, '$.closed') > 0"
    "    THEN json_extract(?1, '$.closed') || ' closed, ' ELSE '' END"
    " || CASE json_extract(?1, '$.standing') WHEN 1"
    "    THEN '1 annotation stands'"
    "    ELSE json_extract(?1, '$.standing') || ' annotations stand' END";
static const char *const host_counted =
    "WITH g(written, failed, others) AS (SELECT"
    " json_extract(?1, '$.goldencheetah.written'),"
    " json_extract(?1, '$.goldencheetah.failed'),"
    " json_extract(?1, '$.goldencheetah.others'))"
    "SELECT 'GoldenCheetah: ' || written || ' activities written'"
    " || ifnull(', ' || nullif(failed, 0) || ' left alone', '')"
    " || ifnull(', ' || nullif(others, 0)"
    "    || ' that are no .json have no place for it', '')"
    " FROM g WHERE written + failed + others > 0";
static const char *const host_problems =
    "SELECT 'left     ' || json_extract(value, '$.path') || ': '"
    " || ifnull('line ' || json_extract(value, '$.line') || ': ', '')"
    " || json_extract(value, '$.message')"
    " FROM json_each(?1, '$.goldencheetah.failures')"
    " UNION ALL SELECT json_extract(?1, '$.goldencheetah.remark')";
static const char *const host =
    "SELECT CASE json_extract(?1, '$.host.written') WHEN 0 THEN"
    "  'nothing to write into ' || json_extract(?1, '$.host.name')"
    " ELSE json_extract(?1, '$.host.written') || ' written into '"
    "  || json_extract(?1, '$.host.name') || '; seen '"
    "  || json_extract(?1, '$.host.visible') END"
    " UNION ALL SELECT json_extract(?1, '$.host.name') || ': '"
    "  || json_extract(?1, '$.host.problem')"
    " UNION ALL SELECT nullif(json_extract(?1, '$.host.no_room'), 0)"
    "  || ' not written: your own words fill the field'"
    " UNION ALL SELECT nullif(json_extract(?1, '$.host.no_field'), 0)"
    "  || ' not written: there is no text field any more, or something that'"
    "  || ' is no text is in it'";
static const char *const left_out =
    "SELECT json_extract(?1, '$.left_out') || ' left out: they share their day"
    " with another activity' WHERE json_extract(?1, '$.left_out') > 0"
    " UNION ALL SELECT 'everything is in the files' WHERE"
    " json_array_length(?1, '$.formulas') + json_extract(?1, '$.left_out') = 0"
    " UNION ALL SELECT 'no folder of GoldenCheetah was named'"
    " WHERE json_type(?1, '$.formulas') IS NULL";
static const char *const rule_errors =
    "SELECT 'rule     ' || json_extract(value, '$.rule') || ': '"
    " || json_extract(value, '$.message') FROM json_each(?1, '$.rule_errors')";
static const char *const remarks =
    "SELECT value FROM json_each(?1, '$.remarks')";

/* Was everything refused? */
static int judge_import(hl_cli *cli, const char *answer) {
  const char *bind[1] = {answer};
  hl_text useless = {0};
  bool ok = hl_cli_ask(cli, &useless,
                       "SELECT json_extract(?1, '$.failed') > 0"
                       " AND json_extract(?1, '$.new') = 0"
                       " AND json_extract(?1, '$.changed') = 0"
                       " AND json_extract(?1, '$.same') = 0"
                       " AND json_extract(?1, '$.duplicates') = 0",
                       1, bind);
  bool failed = !ok || strcmp(hl_text_cstr(&useless), "1") == 0;

  hl_text_free(&useless);
  return failed ? HL_FAILED : HL_DONE;
}

static bool has_news(hl_cli *cli, const char *answer) {
  hl_text news = {0};
  bool yes = hl_cli_ask(cli, &news,
                        "SELECT json_extract(?1, '$.new') > 0"
                        " OR json_extract(?1, '$.changed') > 0",
                        1, &answer) &&
             strcmp(hl_text_cstr(&news), "1") == 0;

  hl_text_free(&news);
  return yes;
}

static int print_import(hl_cli *cli, const char *answer) {
  if (!print_problems(cli, refused, answer) ||
      !hl_cli_print_lines(cli, counted, answer))
    return HL_FAILED;
  if (!cli->quiet && has_news(cli, answer) && !hl_cli_print_coverage(cli))
    return HL_FAILED;
  return judge_import(cli, answer);
}

int hl_cli_import(hl_cli *cli) {
  hl_text answer = {0};
  int rc = send(cli, "SELECT heavylegs_import(?1)", &cli->arguments, &answer);

  if (rc == HL_DONE && cli->json) {
    hl_cli_print_raw(hl_text_cstr(&answer));
    rc = judge_import(cli, hl_text_cstr(&answer));
  } else if (rc == HL_DONE) {
    rc = print_import(cli, hl_text_cstr(&answer));
  }
  hl_text_free(&answer);
  return rc;
}

/* Nothing but the lines on stdout, so that they can be passed on. */
static int print_formulas(hl_cli *cli, const char *answer) {
  sqlite3_stmt *stmt = hl_cli_query(
      cli, "SELECT value FROM json_each(?1, '$.formulas')", 1, &answer);
  bool failed = false;

  while (hl_cli_row(cli, stmt, &failed))
    puts((const char *)sqlite3_column_text(stmt, 0));
  failed = !print_problems(cli, left_out, answer) || failed;
  return failed ? HL_FAILED : HL_DONE;
}

/* What to type next, for the same database. */
static void print_next(const hl_cli *cli) {
  const char *db = strcmp(cli->db_path, HL_CLI_DB) ? cli->db_path : "";
  const char *option = db[0] ? " --db " : "";

  printf("`heavylegs list --found%s%s` shows them, `heavylegs explain RUN%s%s` "
         "why\n",
         option, db, option, db);
}

static int print_annotate(hl_cli *cli, const char *answer, const char *import) {
  int rc = import[0] ? print_import(cli, import) : HL_DONE;

  if (!hl_cli_print_lines(cli, judged, answer) ||
      !hl_cli_print_lines(cli, host, answer) ||
      !print_problems(cli, rule_errors, answer) ||
      !hl_cli_print_lines(cli, remarks, answer) ||
      !hl_cli_print_lines(cli, host_counted, answer) ||
      !print_problems(cli, host_problems, answer))
    return HL_FAILED;
  if (!cli->quiet && rc == HL_DONE) print_next(cli);
  return rc;
}

int hl_cli_annotate_paths(hl_cli *cli) {
  hl_text answer = {0}, import = {0};
  const char *bind[1];
  int rc = send(cli, "SELECT heavylegs_annotate(?1)", &cli->arguments, &answer);

  bind[0] = hl_text_cstr(&answer);
  if (rc == HL_DONE &&
      !hl_cli_ask(cli, &import, "SELECT json_extract(?1, '$.import')", 1, bind))
    rc = HL_FAILED;
  if (rc == HL_DONE && cli->json) {
    hl_cli_print_raw(bind[0]);
    if (import.length > 0) rc = judge_import(cli, hl_text_cstr(&import));
  } else if (rc == HL_DONE && cli->formulas) {
    rc = print_formulas(cli, bind[0]);
  } else if (rc == HL_DONE) {
    rc = print_annotate(cli, bind[0], hl_text_cstr(&import));
  }
  hl_text_free(&answer);
  hl_text_free(&import);
  return rc;
}

int hl_cli_annotate(hl_cli *cli) {
  return cli->squad ? hl_cli_annotate_squad(cli) : hl_cli_annotate_paths(cli);
}
