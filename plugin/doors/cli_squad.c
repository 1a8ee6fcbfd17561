/* SPDX-License-Identifier: MIT
**
** heavylegs squad: who is open with what, and since when.
**
** Of one database with many athletes (--db), or of the heavylegs.db in each of
** the folders that are named, one athlete each. A line is an episode that was
** open behind the athlete's last run, or what was found or reported of single
** runs in the days before it. Notes and diary are left out but for athletes who
** set `share` themselves.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "doors/cli.h"

/* ?1 days looked at; ?2 the athlete's name where a database has but one. */
static const char *const squad_rows =
    "WITH last AS ("
    " SELECT athlete, max(start_ms) AS last_ms, utc_offset_s AS offset_s,"
    "  id, judged_key, max(start_ms) - ?1 * 86400000 AS from_ms,"
    "  count(*) AS n FROM heavylegs_run"
    "  WHERE is_run AND duplicate_of IS NULL GROUP BY athlete),"
    " lately AS (SELECT r.* FROM heavylegs_run AS r JOIN last AS l"
    "  ON l.athlete = r.athlete AND r.start_ms > l.from_ms"
    "  WHERE r.is_run AND r.duplicate_of IS NULL),"
    " episode AS (SELECT l.athlete, json_extract(e.value, '$.rule') AS rule,"
    "  json_extract(e.value, '$.since_ms') AS since_ms"
    "  FROM last AS l JOIN heavylegs_memory AS m"
    "   ON m.run_id = l.id AND m.key = l.judged_key,"
    "  json_each(m.open) AS e),"
    " told AS ("
    "  SELECT e.athlete, f.pattern, 'episode' AS kind, e.since_ms,"
    "   (SELECT count(*) FROM heavylegs_run AS r WHERE r.athlete = e.athlete"
    "     AND r.is_run AND r.duplicate_of IS NULL"
    "     AND r.start_ms >= e.since_ms) AS runs, f.basis"
    "   FROM episode AS e JOIN heavylegs_finding AS f"
    "    ON f.athlete = e.athlete AND f.rule = e.rule"
    "    AND f.episode_ms = e.since_ms AND f.until_batch IS NULL"
    "   GROUP BY e.athlete, e.rule"
    "  UNION ALL"
    "  SELECT r.athlete, f.pattern, 'runs', min(r.start_ms),"
    "   count(DISTINCT f.run_id), group_concat(DISTINCT f.basis)"
    "   FROM lately AS r JOIN heavylegs_finding AS f"
    "    ON f.run_id = r.id AND f.until_batch IS NULL"
    "   WHERE f.pattern IN ('start', 'midway', 'entire')"
    "   GROUP BY r.athlete, f.pattern)"
    "SELECT ifnull(nullif(l.athlete, ''), ?2) AS athlete, t.pattern, t.kind,"
    " date(t.since_ms / 1000 + ifnull(l.offset_s, 0), 'unixepoch') AS since,"
    " t.runs, t.basis,"
    " date(l.last_ms / 1000 + ifnull(l.offset_s, 0), 'unixepoch') AS last_run,"
    " l.n AS runs_in_all,"
    " CASE WHEN s.value IN ('words', 'all') THEN (SELECT p.words"
    "   FROM lately AS r JOIN heavylegs_report AS p ON p.run_id = r.id"
    "   WHERE r.athlete = l.athlete AND p.words IS NOT NULL"
    "   ORDER BY r.start_ms DESC LIMIT 1) END AS words,"
    " CASE WHEN s.value IN ('diary', 'all') THEN (SELECT"
    "   date(d.day * 86400, 'unixepoch')"
    "   || ifnull(': slept ' || d.sleep_h || ' h', '')"
    "   || ifnull(': mood ' || d.mood, '')"
    "   || ifnull(': soreness ' || d.soreness, '')"
    "   || ifnull(': fatigue ' || d.fatigue, '')"
    "   || iif(d.ill, ': ill', '') || ifnull(': ' || d.note, '')"
    "   FROM heavylegs_day AS d WHERE d.athlete = l.athlete"
    "    AND d.day * 86400000 > l.from_ms"
    "   ORDER BY d.day DESC LIMIT 1) END AS diary"
    " FROM last AS l LEFT JOIN told AS t ON t.athlete = l.athlete"
    " LEFT JOIN heavylegs_setting AS s"
    "  ON s.athlete = l.athlete AND s.key = 'share'"
    " ORDER BY 1, t.since_ms, t.pattern";

enum {
  COL_ATHLETE,
  COL_PATTERN,
  COL_KIND,
  COL_SINCE,
  COL_RUNS,
  COL_BASIS,
  COL_LAST,
  COL_RUNS_IN_ALL,
  COL_WORDS,
  COL_DIARY,
  COLUMNS
};

#define DAYS "14"

/* Where the lines go; one of the three. */
typedef struct summary {
  hl_cli *cli;
  hl_grid *grid;
  hl_text *json;
  int lines;
} summary;

static const char *text_of(sqlite3_stmt *stmt, int i) {
  const char *text = (const char *)sqlite3_column_text(stmt, i);
  return text ? text : "";
}

/* ---- for programs ---- */

/* RFC 4180: quoted where it has to be, a quote doubled. A first character that
** a spreadsheet would take for a formula is kept away from it by an apostrophe
** before it. */
static void print_csv_cell(const char *text) {
  bool quoted = text[strcspn(text, ",\"\r\n")] != '\0';

  if (quoted) putchar('"');
  if (*text != '\0' && strchr("=+-@\t\r", *text) != NULL) putchar('\'');
  for (; *text; text++) {
    if (*text == '"') putchar('"');
    putchar(*text);
  }
  if (quoted) putchar('"');
}

static void print_csv_row(sqlite3_stmt *stmt, bool titles) {
  int i;

  for (i = 0; i < COLUMNS; i++) {
    if (i > 0) putchar(',');
    print_csv_cell(titles ? sqlite3_column_name(stmt, i) : text_of(stmt, i));
  }
  fputs("\r\n", stdout);
}

/* ---- for people ---- */

static hl_grid *new_grid(void) {
  static const char *const titles[] = {"athlete", "open with", "since",
                                       "runs",    "last run",  "basis"};
  return hl_grid_new(titles, "lllrll");
}

static void add_people(hl_grid *grid, sqlite3_stmt *stmt) {
  hl_text what = {0}, basis = {0};
  bool open = sqlite3_column_type(stmt, COL_PATTERN) != SQLITE_NULL;
  const char *words = text_of(stmt, COL_WORDS);
  const char *diary = text_of(stmt, COL_DIARY);

  hl_text_add(&what, open ? text_of(stmt, COL_PATTERN) : "-");
  hl_text_add(&basis, text_of(stmt, COL_BASIS));
  if (*words) hl_text_format(&basis, " \"%s\"", words);
  if (*diary) hl_text_format(&basis, " [%s]", diary);
  hl_grid_add(grid, text_of(stmt, COL_ATHLETE));
  hl_grid_add(grid, hl_text_cstr(&what));
  hl_grid_add(grid, text_of(stmt, COL_SINCE));
  hl_grid_add(grid, text_of(stmt, COL_RUNS));
  hl_grid_add(grid, text_of(stmt, COL_LAST));
  hl_grid_add(grid, hl_text_cstr(&basis));
  hl_text_free(&what);
  hl_text_free(&basis);
}

/* ---- one database ---- */

static bool add_rows(summary *s, const char *name) {
  const char *bind[2] = {DAYS, name};
  sqlite3_stmt *stmt;
  bool failed = false;

  if (!hl_cli_has_tables(s->cli)) {
    hl_cli_fail(s->cli,
                "%s: no runs were read yet; `heavylegs annotate "
                "--squad` reads them",
                name);
    return false;
  }
  stmt = hl_cli_query(s->cli, squad_rows, 2, bind);
  while (hl_cli_row(s->cli, stmt, &failed)) {
    if (s->json != NULL)
      hl_cli_add_json_row(s->json, stmt);
    else if (s->grid != NULL)
      add_people(s->grid, stmt);
    else {
      if (s->lines == 0) print_csv_row(stmt, true);
      print_csv_row(stmt, false);
    }
    s->lines++;
  }
  return !failed;
}

bool hl_cli_squad_name(const char *folder, hl_text *name) {
  char *real = hl_path_is_folder(folder) ? realpath(folder, NULL) : NULL;

  if (real != NULL) hl_text_add(name, strrchr(real, '/') + 1);
  free(real);
  return name->length > 0 && hl_text_status(name) == HL_OK;
}

void hl_cli_squad_db(const char *folder, hl_text *path) {
  size_t n = strlen(folder);

  while (n > 1 && folder[n - 1] == '/')
    n--;
  hl_text_format(path, "%.*s/" HL_CLI_DB, (int)n, folder);
}

static bool add_database(summary *s, const char *path, const char *name) {
  if (hl_path_exists(path))
    return hl_cli_connect(s->cli, path) && add_rows(s, name);
  hl_cli_fail(s->cli, "there is no %s; `heavylegs annotate --squad` makes it",
              path);
  return false;
}

/* In place of the database in memory, for as long as it takes. */
static bool add_folder(summary *s, const char *folder) {
  hl_cli *cli = s->cli, own = *cli;
  hl_text path = {0}, name = {0};
  bool ok = hl_cli_squad_name(folder, &name);

  hl_cli_squad_db(folder, &path);
  cli->db = NULL;
  cli->is_memory = false;
  cli->db_path = hl_text_cstr(&path);
  if (ok)
    ok = add_database(s, cli->db_path, hl_text_cstr(&name));
  else
    hl_cli_fail(cli, "no folder %s", folder);
  hl_cli_unwatch();
  sqlite3_close(cli->db);
  *cli = own;
  hl_text_free(&path);
  hl_text_free(&name);
  return ok;
}

static bool add_all(summary *s) {
  hl_cli *cli = s->cli;
  bool ok = true;
  int i;

  if (cli->arguments.n == 0) return add_rows(s, cli->db_path);
  for (i = 0; i < cli->arguments.n; i++)
    ok = add_folder(s, cli->arguments.item[i]) && ok;
  return ok;
}

int hl_cli_squad(hl_cli *cli) {
  hl_text json = {0};
  summary s = {.cli = cli};
  bool ok;

  if (cli->json) {
    s.json = &json;
    hl_json_open(&json, NULL, '[');
  } else if (!cli->csv) {
    s.grid = new_grid();
  }
  ok = add_all(&s);
  if (cli->json) {
    hl_json_close(&json, ']');
    ok = ok && hl_text_status(&json) == HL_OK;
    hl_cli_print_raw(hl_text_cstr(&json));
  } else if (s.grid != NULL) {
    hl_grid_print(s.grid);
    if (s.lines > 0 && !cli->quiet)
      puts("of single runs: the " DAYS " days up to the athlete's last run");
  }
  hl_text_free(&json);
  return ok ? HL_DONE : HL_FAILED;
}
