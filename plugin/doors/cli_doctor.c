/* SPDX-License-Identifier: MIT
**
** heavylegs doctor: what is here, what is missing, and the one next step.
**
** Every line is one statement that gives its words, none or several; a new line
** is a new row in the table below. Ends with exit code 1 when something stands
** in the way of judging: a rule that does not load.
*/
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "doors/cli.h"

enum {
  LABEL = 13
};

typedef struct line {
  const char *label;
  bool needs_tables;
  const char *sql; /* one text column; no rows: nothing to say */
} line;

#define RUNS "heavylegs_run WHERE is_run AND duplicate_of IS NULL"
#define COUNTED(n, one, many)                                                  \
  "iif((" n ") = 1, '1 " one "', (" n ") || ' " many "')"

static const line lines[] = {
    {"rules", false,
     "SELECT " COUNTED(
         "count(*)", "rule",
         "rules") " || iif(sum(NOT is_stock),"
                  " ', ' || sum(NOT is_stock) || ' of them your own', '')"
                  " || iif(sum(NOT is_enabled), ', ' || sum(NOT is_enabled) || "
                  "' off', '')"
                  " FROM heavylegs_rules(?1)"},
    {"not loaded", false,
     "SELECT ifnull(path, id) || ': ' || error FROM heavylegs_rules(?1)"
     " WHERE error IS NOT NULL"},
    {"looked at", true, /* how many runs each rule could look at, why not */
     "WITH s AS (SELECT s.rule, s.status, s.reason, s.text, r.start_ms"
     "  FROM heavylegs_status AS s JOIN heavylegs_run AS r ON r.id = s.run_id"
     "  WHERE r.is_run AND r.duplicate_of IS NULL),"
     " why AS (SELECT rule, count(*) AS n, max(start_ms), /* the newest text */"
     "  ifnull(text, reason) || ' (' || count(*) || ')' AS words"
     "  FROM s WHERE status = 'abstained' GROUP BY rule, reason)"
     " SELECT rule || ': ' || sum(status IN ('found', 'clear', 'suppressed'))"
     "  || ' of ' || count(*) || ' runs' || ifnull('; most often missing: ' ||"
     "  (SELECT words FROM why WHERE why.rule = s.rule"
     "    ORDER BY n DESC, words LIMIT 1), '')"
     " FROM s GROUP BY rule ORDER BY rule"},
    {"unasked", true, /* what the data alone may say */
     "SELECT 'about ' || ifnull((SELECT value FROM heavylegs_setting"
     "  WHERE key = 'budget' AND athlete = ''), '2') || ' in 100 judged runs"
     " are called unusual by chance (setting budget); here ' ||"
     " (SELECT count(*) FROM heavylegs_finding"
     "  WHERE until_batch IS NULL AND is_unsolicited) || ' in ' || count(*)"
     " FROM " RUNS " AND reason = '' AND judged_key IS NOT NULL"
     " HAVING count(*) > 0"},
    {"files", true,
     "SELECT " COUNTED("count(DISTINCT name)", "file",
                       "files") " || ifnull(nullif(', ' || sum(status = "
                                "'truncated') || ' cut short',"
                                "   ', 0 cut short'), '')"
                                " || ifnull(nullif(', ' || sum(status = "
                                "'failed') || ' refused',"
                                "   ', 0 refused'), '')"
                                " FROM heavylegs_source HAVING count(*) > 0"},
    {"refused", true,
     "SELECT name || ': ' || ifnull('line ' || line || ': ', '')"
     " || ifnull(message, '') FROM heavylegs_source WHERE status = 'failed'"
     " ORDER BY name LIMIT 5"},
    {"runs", true,
     "SELECT " COUNTED(
         "count(*)", "run",
         "runs") " || ', '"
                 " || date(min(start_ms) / 1000, 'unixepoch') || ' to '"
                 " || date(max(start_ms) / 1000, 'unixepoch')"
                 " FROM " RUNS " HAVING count(*) > 0"},
    {"also here", true,
     "SELECT sum(NOT is_run) || ' other activities (load only), '"
     " || sum(duplicate_of IS NOT NULL) || ' second recordings'"
     " FROM heavylegs_run"
     " HAVING sum(NOT is_run) + sum(duplicate_of IS NOT NULL) > 0"},
    {"judged", true,
     "SELECT sum(judged_key IS NOT NULL) || ' of ' || count(*) || ' runs, '"
     " || sum(reason = '') || ' of them with a recording that can be used'"
     " FROM " RUNS " HAVING count(*) > 0"},
    {"not usable", true,
     "SELECT group_concat(n || ' ' || why, '; ') FROM (SELECT count(*) AS n,"
     " (SELECT ifnull(text, reason) FROM heavylegs_status AS s"
     "  WHERE s.athlete = r.athlete AND s.run_id = r.id"
     "  AND s.reason = r.reason LIMIT 1) AS why"
     " FROM heavylegs_run AS r WHERE is_run AND duplicate_of IS NULL"
     " AND reason <> '' GROUP BY reason ORDER BY n DESC)"
     " HAVING count(why) > 0"},
    {"found", true,
     "SELECT group_concat(n || ' ' || pattern || ' (' || basis || ')', ', ')"
     " FROM (SELECT pattern, basis, count(*) AS n FROM heavylegs_finding"
     "  WHERE until_batch IS NULL GROUP BY pattern, basis ORDER BY n DESC)"
     " HAVING count(*) > 0"},
    {"you said", true,
     "SELECT " COUNTED(
         "count(DISTINCT run_id)", "run",
         "runs") " || ' reported' FROM heavylegs_report HAVING count(*) > 0"},
    {"diary", true,
     "SELECT " COUNTED("count(DISTINCT day)", "day",
                       "days") " FROM heavylegs_day HAVING count(*) > 0"},
    {"local time", true,
     "SELECT CASE offset_source WHEN 'none' THEN 'unknown for '"
     " WHEN 'system' THEN 'taken from this machine for ' END"
     " || " COUNTED(
         "count(*)", "run",
         "runs") " || '; `heavylegs config timezone Europe/Berlin` settles it'"
                 " FROM " RUNS " AND offset_source IN ('none', 'system')"
                 " GROUP BY offset_source"},
    {"missing", true,
     "SELECT 'heart rate in ' || count(*) || ' runs: without it only what you"
     " report can be judged' FROM " RUNS " AND reason = 'no_heart_rate'"
     " HAVING count(*) > 0"},
    {"not recorded", true,
     "SELECT group_concat(what || ' (' || n || ')', ', ') FROM ("
     " SELECT j.value AS what, count(*) AS n FROM heavylegs_annotations AS a,"
     "  json_each(a.not_recorded) AS j GROUP BY j.value ORDER BY n DESC, what)"
     " HAVING count(*) > 0"},
};

/* What to do next, most urgent first; the first that has a row counts. */
static const line steps[] = {
    {"next", false,
     "SELECT 'mend or remove ' || ifnull(path, id)"
     " FROM heavylegs_rules(?1) WHERE error IS NOT NULL LIMIT 1"},
    {"next", true,
     "SELECT '`heavylegs annotate FOLDER` with a folder of your runs'"
     " WHERE NOT EXISTS (SELECT 1 FROM " RUNS ")"},
    {"next", true,
     "SELECT '`heavylegs annotate` judges the runs that are new'"
     " WHERE EXISTS (SELECT 1 FROM " RUNS " AND judged_key IS NULL)"},
    {"next", true,
     "SELECT 'after the next run say how your legs felt: `heavylegs report"
     " last --heavy no` (or start, mid, late, all)'"
     " WHERE NOT EXISTS (SELECT 1 FROM heavylegs_report)"},
    {"next", true,
     "SELECT 'runs of 15 minutes and more with heart rate teach what is usual;"
     " ' || count(*) || ' of 20 so far' FROM " RUNS " AND reason = ''"
     " HAVING count(*) < 20"},
    {"next", true,
     "SELECT '`heavylegs explain ' || run || '` shows the newest finding;"
     " then `heavylegs verdict ' || run || ' agree` or disagree'"
     " FROM heavylegs_annotations WHERE verdict IS NULL"
     " ORDER BY started DESC LIMIT 1"},
    {"next", true, "SELECT 'nothing; run, and say how it felt'"},
    {"next", false,
     "SELECT '`heavylegs annotate FOLDER` with a folder of your runs'"},
};

static void say(hl_cli *cli, hl_text *json, const char *label,
                const char *words) {
  hl_text whole = {0};

  if (cli->json) {
    hl_json_open(json, NULL, '{');
    hl_json_text(json, "about", label);
    hl_json_text(json, "text", words);
    hl_json_close(json, '}');
    return;
  }
  hl_text_format(&whole, "%-*s%s", LABEL, label, words);
  hl_cli_print_hanging(hl_text_cstr(&whole), LABEL);
  hl_text_free(&whole);
}

typedef struct visit {
  hl_text json;
  bool tables;         /* are ours there? */
  const char *folders; /* of rules, as JSON: ?1 of every statement */
} visit;

/* -1 on an error, else how many rows it had. */
static int say_rows(hl_cli *cli, visit *v, const line *l) {
  sqlite3_stmt *stmt;
  bool failed = false;
  int n = 0;

  if (l->needs_tables && !v->tables) return 0;
  stmt = hl_cli_query(cli, l->sql, 1, &v->folders);
  while (hl_cli_row(cli, stmt, &failed)) {
    const char *words = (const char *)sqlite3_column_text(stmt, 0);
    if (words == NULL) continue;
    say(cli, &v->json, n && !cli->json ? "" : l->label, words);
    n++;
  }
  return failed ? -1 : n;
}

static void say_versions(hl_cli *cli, hl_text *json) {
  hl_text text = {0};

  hl_text_format(&text, "%s, SQLite %s", HL_VERSION, sqlite3_libversion());
  say(cli, json, "heavylegs", hl_text_cstr(&text));
  say(cli, json, "plugin", cli->so_path);
  hl_text_free(&text);
}

/* What is looked for in the user's own folder, there or not. */
static void say_folders(hl_cli *cli, hl_text *json) {
  static const struct {
    const char *name, *what;
  } own[] = {
      {"rules", "own rules"}, {"hosts", "own hosts"}, {"page", "own pages"}};
  hl_text path = {0};
  size_t i;

  for (i = 0; i < sizeof own / sizeof own[0]; i++) {
    hl_text_clear(&path);
    if (hl_config_folder(own[i].name, &path) != HL_OK || path.length == 0)
      continue;
    if (!hl_path_is_folder(hl_text_cstr(&path)))
      hl_text_add(&path, ": not there");
    say(cli, json, own[i].what, hl_text_cstr(&path));
  }
  hl_text_free(&path);
}

/* One row of programs; the label stands at the first. */
typedef struct programs {
  hl_cli *cli;
  hl_text *json;
  int n;
} programs;

static void say_program(void *ctx, const char *words) {
  programs *p = ctx;

  say(p->cli, p->json, p->n++ > 0 && !p->cli->json ? "" : "programs", words);
}

static void say_database(hl_cli *cli, hl_text *json, bool tables) {
  hl_text text = {0};

  if (cli->is_memory)
    hl_text_format(&text, "there is no %s yet", cli->db_path);
  else
    hl_text_format(&text, "%s%s", cli->db_path,
                   tables ? "" : ", nothing of heavylegs in it yet");
  say(cli, json, "database", hl_text_cstr(&text));
  hl_text_free(&text);
}

/* False when a statement failed; the first step that has a row counts. */
static bool examine(hl_cli *cli, visit *v) {
  size_t i;
  int n = 0;

  for (i = 0; i < sizeof lines / sizeof lines[0] && n >= 0; i++)
    n = say_rows(cli, v, &lines[i]);
  if (n >= 0) n = 0;
  for (i = 0; i < sizeof steps / sizeof steps[0] && n == 0; i++)
    n = say_rows(cli, v, &steps[i]);
  return n >= 0;
}

static int count_broken(hl_cli *cli, const visit *v) {
  hl_text broken = {0};
  bool ok = hl_cli_ask(cli, &broken,
                       "SELECT count(*) FROM heavylegs_rules(?1)"
                       " WHERE error IS NOT NULL",
                       1, &v->folders);
  bool none = strcmp(hl_text_cstr(&broken), "0") == 0;

  hl_text_free(&broken);
  return ok && none ? HL_DONE : HL_FAILED;
}

int hl_cli_doctor(hl_cli *cli) {
  hl_text folders = {0};
  visit v = {{0}, hl_cli_has_tables(cli), hl_cli_rule_folders(cli, &folders)};
  programs here = {cli, &v.json, 0};
  int rc;

  hl_json_open(&v.json, NULL, '[');
  say_versions(cli, &v.json);
  say_database(cli, &v.json, v.tables);
  say_folders(cli, &v.json);
  hl_cli_say_programs(cli, say_program, &here);
  rc = examine(cli, &v) ? count_broken(cli, &v) : HL_FAILED;
  hl_json_close(&v.json, ']');
  if (cli->json) hl_cli_print_raw(hl_text_cstr(&v.json));
  hl_text_free(&v.json);
  hl_text_free(&folders);
  return rc;
}
