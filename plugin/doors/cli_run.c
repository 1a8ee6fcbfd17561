/* SPDX-License-Identifier: MIT
**
** Which run is meant: its number in `list`, a date or the beginning of a local
** time (2025-06-01, "2025-06-01 18"), a file name, or "last".
*/
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "doors/cli.h"

#define LOCAL_TIME                                                             \
  "datetime(r.start_ms / 1000 + ifnull(r.utc_offset_s, 0), 'unixepoch')"

/* ?1 what was typed, ?2 the athlete or NULL. A name matches as the whole path
** or behind its last slash. */
static const char *const by_id =
    "SELECT id FROM heavylegs_run WHERE id = CAST(?1 AS INTEGER)"
    " AND (?2 IS NULL OR athlete = ?2)";
static const char *const by_time =
    "SELECT id FROM heavylegs_run AS r WHERE duplicate_of IS NULL"
    " AND (?2 IS NULL OR athlete = ?2)"
    " AND substr(" LOCAL_TIME ", 1, length(?1)) = replace(?1, 'T', ' ')"
    " ORDER BY start_ms";
static const char *const by_name =
    "SELECT DISTINCT r.id FROM heavylegs_source AS s"
    " JOIN heavylegs_run AS r ON r.id = s.run_id"
    " WHERE (?2 IS NULL OR r.athlete = ?2)"
    " AND (s.name = ?1 OR substr(s.name, -length(?1) - 1) = '/' || ?1)"
    " ORDER BY r.start_ms";
static const char *const the_last =
    "SELECT id FROM heavylegs_run WHERE is_run AND duplicate_of IS NULL"
    " AND (?2 IS NULL OR athlete = ?2)"
    " ORDER BY start_ms DESC LIMIT 1";

enum {
  CANDIDATES = 20
};

static bool is_number(const char *text) {
  return *text && text[strspn(text, "0123456789")] == '\0';
}

static bool is_time(const char *text) {
  return strlen(text) >= 7 && strspn(text, "0123456789") == 4 &&
         text[4] == '-' && text[strspn(text, "0123456789-T: ")] == '\0';
}

static const char *way_to_find(const char *typed) {
  if (strcmp(typed, "last") == 0) return the_last;
  if (is_number(typed)) return by_id;
  if (is_time(typed)) return by_time;
  return by_name;
}

bool hl_cli_describe_run(hl_cli *cli, sqlite3_int64 id, hl_text *out) {
  hl_text number = {0};
  bool is_mile = hl_cli_unit_m(cli) > 1000;
  const char *bind[3] = {NULL, is_mile ? "1609.344" : "1000",
                         is_mile ? "mi" : "km"};
  bool ok;

  hl_text_int(&number, id);
  bind[0] = hl_text_cstr(&number);
  ok = hl_cli_ask(cli, out,
                  "SELECT substr(" LOCAL_TIME ", 1, 16)"
                  " || CASE WHEN distance_m IS NULL THEN ''"
                  "    ELSE printf('  %.1f ', distance_m / ?2) || ?3 END"
                  " || CASE WHEN duration_s IS NULL THEN ''"
                  "    ELSE printf('  %d min', round(duration_s / 60)) END"
                  " || ifnull('  ' || title, '')"
                  " || ifnull((SELECT '  ' || min(name) FROM heavylegs_source"
                  "            WHERE run_id = r.id), '')"
                  " FROM heavylegs_run AS r WHERE id = CAST(?1 AS INTEGER)",
                  3, bind);
  hl_text_free(&number);
  return ok;
}

static void print_candidate(hl_cli *cli, sqlite3_int64 id) {
  hl_text line = {0};

  if (hl_cli_describe_run(cli, id, &line))
    fprintf(stderr, "  %lld  %s\n", (long long)id, hl_text_cstr(&line));
  hl_text_free(&line);
}

static int complain(hl_cli *cli, const char *typed, const sqlite3_int64 *found,
                    int n) {
  int i;

  if (n == 0)
    return hl_cli_fail(cli,
                       "there is no run \"%s\" in %s; `heavylegs list` shows "
                       "what is there",
                       typed, cli->db_path);
  hl_cli_fail(cli, "\"%s\" may be one of these; give the number", typed);
  for (i = 0; i < n && i < CANDIDATES; i++)
    print_candidate(cli, found[i]);
  if (n > CANDIDATES) fprintf(stderr, "  and %d more\n", n - CANDIDATES);
  return HL_FAILED;
}

int hl_cli_find_run(hl_cli *cli, const char *typed, sqlite3_int64 *id) {
  const char *bind[2] = {typed, cli->athlete};
  sqlite3_int64 found[CANDIDATES];
  sqlite3_stmt *stmt;
  bool failed = false;
  int n = 0;

  if (!hl_cli_has_tables(cli))
    return hl_cli_fail(cli,
                       "%s holds no runs yet; `heavylegs annotate FOLDER` "
                       "reads some",
                       cli->db_path);
  stmt = hl_cli_query(cli, way_to_find(typed), 2, bind);
  while (hl_cli_row(cli, stmt, &failed)) {
    if (n < CANDIDATES) found[n] = sqlite3_column_int64(stmt, 0);
    n++;
  }
  if (failed) return HL_FAILED;
  if (n != 1) return complain(cli, typed, found, n);
  *id = found[0];
  return HL_DONE;
}
