/* SPDX-License-Identifier: MIT
**
** heavylegs page: a run, a season or a squad as one HTML file. The page is
** made by heavylegs_page(); here it only gets its name.
*/
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "doors/cli.h"

/* The argument of heavylegs_page(); `run` NULL: not of a run. */
static void write_options(const hl_cli *cli, const char *kind, const char *run,
                          hl_text *json) {
  const char *year =
      cli->season && cli->arguments.n > 0 ? cli->arguments.item[0] : NULL;

  hl_json_open(json, NULL, '{');
  hl_json_text(json, "kind", kind);
  if (run != NULL) hl_json_text(json, "run", run);
  if (year != NULL) hl_json_text(json, "year", year);
  if (cli->athlete != NULL) hl_json_text(json, "athlete", cli->athlete);
  if (cli->page != NULL) hl_json_text(json, "page", cli->page);
  if (cli->json) hl_json_bool(json, "data", true);
  hl_cli_add_rules(cli, json);
  hl_json_close(json, '}');
}

/* heavylegs-season.html where no name was given. */
static int save(hl_cli *cli, const char *kind, const char *run,
                const hl_text *html) {
  hl_text name = {0};
  hl_error err = {0};
  int rc = HL_DONE;

  if (cli->output != NULL)
    hl_text_add(&name, cli->output);
  else
    hl_text_format(&name, "heavylegs-%s%s%s.html", kind, run != NULL ? "-" : "",
                   run != NULL ? run : "");
  if (strcmp(hl_text_cstr(&name), "-") == 0) {
    fwrite(hl_text_cstr(html), 1, html->length, stdout);
  } else if (hl_file_replace(hl_text_cstr(&name), hl_text_cstr(html),
                             html->length, &err) != HL_OK) {
    rc = hl_cli_fail(cli, "cannot write '%s': %s", hl_text_cstr(&name),
                     err.text);
  } else if (!cli->quiet) {
    printf("%s: open it in a browser\n", hl_text_cstr(&name));
  }
  hl_text_free(&name);
  return rc;
}

static int make(hl_cli *cli, const char *kind, const char *run) {
  hl_text json = {0}, answer = {0}, html = {0};
  const char *bind[1];
  bool ok;
  int rc = HL_FAILED;

  write_options(cli, kind, run, &json);
  ok = hl_cli_send(cli, "SELECT heavylegs_page(?1)", &json, &answer);
  bind[0] = hl_text_cstr(&answer);
  if (ok && cli->json) {
    hl_cli_print_raw(bind[0]);
    rc = HL_DONE;
  } else if (ok && hl_cli_ask(cli, &html, "SELECT json_extract(?1, '$.html')",
                              1, bind)) {
    rc = save(cli, kind, run, &html);
  }
  hl_text_free(&json);
  hl_text_free(&answer);
  hl_text_free(&html);
  return rc;
}

int hl_cli_page(hl_cli *cli) {
  bool of_run = !cli->season && !cli->squad && cli->arguments.n > 0;
  hl_text id = {0};
  sqlite3_int64 run;
  int rc;

  if (cli->season && cli->squad)
    return hl_cli_misuse(cli, "--season or --squad, not both");
  if (cli->squad && cli->arguments.n > 0)
    return hl_cli_misuse(cli, "--squad takes no run");
  if (!of_run) return make(cli, cli->squad ? "squad" : "season", NULL);
  rc = hl_cli_find_run(cli, cli->arguments.item[0], &run);
  if (rc != HL_DONE) return rc;
  hl_text_int(&id, run);
  rc = make(cli, "run", hl_text_cstr(&id));
  hl_text_free(&id);
  return rc;
}
