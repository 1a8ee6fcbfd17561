/* SPDX-License-Identifier: MIT
**
** heavylegs report and heavylegs verdict: what the runner says of a run, and of
** what was found in it. A report is judged at once, so that its answer is on
** the screen.
*/
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "doors/cli.h"

/* ---- report ---- */

/* "4" as a number member; HL_MISUSED for what is no whole number. */
static int add_score(hl_cli *cli, hl_text *json, const char *option,
                     const char *typed) {
  int64_t value;

  if (typed == NULL) return HL_DONE;
  if (!hl_parse_int(typed, strlen(typed), &value))
    return hl_cli_misuse(cli, "--%s takes a whole number, not \"%s\"", option,
                         typed);
  hl_json_int(json, option, value);
  return HL_DONE;
}

static int write_report(hl_cli *cli, hl_text *json) {
  int rc;

  hl_json_open(json, NULL, '{');
  hl_cli_add_legs(cli, json);
  rc = add_score(cli, json, "legs", cli->legs);
  if (rc == HL_DONE) rc = add_score(cli, json, "rpe", cli->rpe);
  if (rc == HL_DONE) rc = add_score(cli, json, "feel", cli->feel);
  if (cli->words != NULL) hl_json_text(json, "words", cli->words);
  if (cli->confirm) hl_json_bool(json, "confirm", true);
  if (rc == HL_DONE && json->length == 1)
    return hl_cli_misuse(cli, "say something: --heavy, --legs, --rpe, "
                              "--feel, --runs, --words or --confirm");
  hl_json_close(json, '}');
  return rc;
}

static int send_report(hl_cli *cli, sqlite3_int64 run, const char *json,
                       hl_text *answer) {
  hl_text id = {0};
  const char *bind[2] = {NULL, json};
  bool ok;

  hl_text_int(&id, run);
  bind[0] = hl_text_cstr(&id);
  ok = hl_cli_ask(cli, answer,
                  "SELECT heavylegs_report(CAST(?1 AS INTEGER), ?2)", 2, bind);
  hl_text_free(&id);
  return ok ? HL_DONE : HL_FAILED;
}

/* What stands for the run now: the lines of each finding's text. */
static int print_standing(hl_cli *cli, sqlite3_int64 run) {
  static const char *const lines =
      "SELECT text FROM heavylegs_annotations WHERE run = CAST(?1 AS INTEGER)"
      " ORDER BY basis = 'data only'";
  static const char *const nothing =
      "SELECT 'Noted; no pattern stands for this run.' WHERE NOT EXISTS"
      " (SELECT 1 FROM heavylegs_annotations WHERE run = CAST(?1 AS INTEGER))";
  hl_text id = {0};
  bool ok;

  hl_text_int(&id, run);
  ok = hl_cli_print_lines(cli, lines, hl_text_cstr(&id)) &&
       hl_cli_print_lines(cli, nothing, hl_text_cstr(&id));
  hl_text_free(&id);
  return ok ? HL_DONE : HL_FAILED;
}

int hl_cli_report(hl_cli *cli) {
  hl_text json = {0}, answer = {0}, judged = {0};
  sqlite3_int64 run;
  int rc = write_report(cli, &json);

  if (rc == HL_DONE) rc = hl_cli_find_run(cli, cli->arguments.item[0], &run);
  if (rc == HL_DONE) rc = send_report(cli, run, hl_text_cstr(&json), &answer);
  if (rc == HL_DONE) rc = hl_cli_judge(cli, &judged);
  if (rc == HL_DONE && cli->json)
    printf("{\"report\":%s,\"annotate\":%s}\n", hl_text_cstr(&answer),
           hl_text_cstr(&judged));
  else if (rc == HL_DONE)
    rc = print_standing(cli, run);
  hl_text_free(&json);
  hl_text_free(&answer);
  hl_text_free(&judged);
  return rc;
}

/* ---- verdict ---- */

/* The rule of the only finding; where there are several, they are listed. */
static int find_rule(hl_cli *cli, const char *run, hl_text *rule) {
  const char *bind[1] = {run};
  sqlite3_stmt *stmt =
      hl_cli_query(cli,
                   "SELECT rule, title FROM heavylegs_finding"
                   " WHERE run_id = CAST(?1 AS INTEGER)"
                   " AND until_batch IS NULL ORDER BY rule, slot",
                   1, bind);
  hl_text several = {0};
  bool failed = false;
  int n = 0;

  while (hl_cli_row(cli, stmt, &failed)) {
    const char *id = (const char *)sqlite3_column_text(stmt, 0);
    if (n++ == 0) hl_text_add(rule, id);
    hl_text_format(&several, "\n  --rule %s   %s", id,
                   (const char *)sqlite3_column_text(stmt, 1));
  }
  if (!failed && n == 0)
    hl_cli_fail(cli, "nothing was found in this run, so there is nothing to "
                     "agree or disagree with");
  if (n > 1)
    hl_cli_fail(cli, "several findings stand; choose one with%s",
                hl_text_cstr(&several));
  hl_text_free(&several);
  return failed || n != 1 ? HL_FAILED : HL_DONE;
}

static int say_verdict(hl_cli *cli, const char *const *bind, bool json) {
  hl_text answer = {0}, title = {0};
  bool ok = hl_cli_ask(cli, &answer,
                       "SELECT heavylegs_verdict(CAST(?1 AS INTEGER), ?2, ?3)",
                       3, bind);

  if (ok && json)
    hl_cli_print_raw(hl_text_cstr(&answer));
  else if (ok)
    ok = hl_cli_ask(cli, &title,
                    "SELECT title FROM heavylegs_annotations"
                    " WHERE run = CAST(?1 AS INTEGER) AND rule = ?2",
                    2, bind);
  if (ok && !json)
    printf("Noted: you %s with \"%s\".\n", bind[2], hl_text_cstr(&title));
  hl_text_free(&answer);
  hl_text_free(&title);
  return ok ? HL_DONE : HL_FAILED;
}

int hl_cli_verdict(hl_cli *cli) {
  const char *bind[3] = {NULL, NULL, cli->arguments.item[1]};
  hl_text id = {0}, rule = {0};
  sqlite3_int64 run;
  int rc;

  if (strcmp(bind[2], "agree") != 0 && strcmp(bind[2], "disagree") != 0)
    return hl_cli_misuse(cli, "a verdict is agree or disagree, not \"%s\"",
                         bind[2]);
  rc = hl_cli_find_run(cli, cli->arguments.item[0], &run);
  if (rc != HL_DONE) return rc;
  hl_text_int(&id, run);
  bind[0] = hl_text_cstr(&id);
  if (cli->rule != NULL)
    hl_text_add(&rule, cli->rule);
  else
    rc = find_rule(cli, bind[0], &rule);
  bind[1] = hl_text_cstr(&rule);
  if (rc == HL_DONE) rc = say_verdict(cli, bind, cli->json);
  hl_text_free(&id);
  hl_text_free(&rule);
  return rc;
}
