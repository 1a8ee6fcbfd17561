/* SPDX-License-Identifier: MIT
**
** heavylegs explain: everything known about one run. The words are the
** engine's own ("lines" of heavylegs_explain), the same for every host.
*/
#include <stdio.h>

#include "doors/cli.h"

int hl_cli_explain(hl_cli *cli) {
  hl_text id = {0}, answer = {0};
  const char *bind[1];
  sqlite3_int64 run;
  bool ok;
  int rc = hl_cli_find_run(cli, cli->arguments.item[0], &run);

  if (rc != HL_DONE) return rc;
  hl_text_int(&id, run);
  bind[0] = hl_text_cstr(&id);
  ok = hl_cli_ask(cli, &answer, "SELECT heavylegs_explain(?1)", 1, bind);
  if (ok && cli->json)
    hl_cli_print_raw(hl_text_cstr(&answer));
  else if (ok)
    ok = hl_cli_print_lines(cli, "SELECT value FROM json_each(?1, '$.lines')",
                            hl_text_cstr(&answer));
  hl_text_free(&id);
  hl_text_free(&answer);
  return ok ? HL_DONE : HL_FAILED;
}
