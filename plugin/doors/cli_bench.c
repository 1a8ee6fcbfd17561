/* SPDX-License-Identifier: MIT
**
** heavylegs rules new|test|lint|doc|options|replay|pack|unpack|corpus: a
** coach's workbench. The work is done by heavylegs_workbench().
*/
#include <stdio.h>
#include <string.h>

#include "doors/cli.h"

/* What the words behind the task mean; NULL: there may be none. */
typedef struct bench_task {
  const char *name, *first, *second;
  bool may_fail; /* what failed decides the exit code */
} bench_task;

static const bench_task tasks[] = {
    {"new", "name", "path", false}, {"test", "path", NULL, true},
    {"lint", "path", NULL, true},   {"doc", NULL, NULL, false},
    {"options", NULL, NULL, false}, {"replay", "rule", NULL, false},
    {"pack", "path", "to", false},  {"unpack", "path", "to", false},
    {"corpus", NULL, NULL, false},  {NULL, NULL, NULL, false},
};

static const bench_task *find_task(const char *name) {
  const bench_task *t;

  for (t = tasks; t->name != NULL; t++)
    if (strcmp(t->name, name) == 0) return t;
  return NULL;
}

bool hl_cli_is_bench(const char *name) {
  return find_task(name) != NULL;
}

static void add(hl_text *json, const char *key, const char *value) {
  if (value != NULL) hl_json_text(json, key, value);
}

static const char *write_options(const hl_cli *cli, const bench_task *t,
                                 hl_text *json) {
  const hl_list *words = &cli->arguments;

  hl_json_open(json, NULL, '{');
  if (words->n > 1) add(json, t->first, words->item[1]);
  if (words->n > 2) add(json, t->second, words->item[2]);
  add(json, "athlete", cli->athlete);
  add(json, "inject", cli->inject);
  add(json, "percent", cli->percent);
  add(json, "by", cli->by);
  add(json, "clear", cli->clear);
  add(json, "heavy", cli->heavy);
  hl_cli_add_rules(cli, json);
  hl_json_close(json, '}');
  return hl_text_cstr(json);
}

/* The answer's text, as it is; false where SQLite refused. */
static bool print_text(hl_cli *cli, const char *answer) {
  hl_text text = {0};
  bool ok =
      hl_cli_ask(cli, &text, "SELECT json_extract(?1, '$.text')", 1, &answer);

  if (ok) fputs(hl_text_cstr(&text), stdout);
  hl_text_free(&text);
  return ok;
}

static bool has_failed(hl_cli *cli, const char *answer) {
  hl_text failed = {0};
  bool ok = hl_cli_ask(cli, &failed, "SELECT json_extract(?1, '$.failed')", 1,
                       &answer);
  bool none = strcmp(hl_text_cstr(&failed), "0") == 0;

  hl_text_free(&failed);
  return !ok || !none;
}

int hl_cli_bench(hl_cli *cli) {
  const bench_task *t = find_task(cli->arguments.item[0]);
  int most = 1 + (t->first != NULL) + (t->second != NULL);
  hl_text options = {0}, answer = {0};
  const char *bind[2];
  bool ok;
  int rc;

  if (cli->arguments.n > most)
    return hl_cli_misuse(cli, "rules %s takes no \"%s\"", t->name,
                         cli->arguments.item[most]);
  bind[0] = t->name;
  bind[1] = write_options(cli, t, &options);
  ok = hl_cli_ask(cli, &answer, "SELECT heavylegs_workbench(?1, ?2)", 2, bind);
  hl_cli_wipe_progress(cli);
  rc = ok ? HL_DONE : HL_FAILED;
  if (ok && cli->json) hl_cli_print_raw(hl_text_cstr(&answer));
  if (ok && !cli->json && !print_text(cli, hl_text_cstr(&answer)))
    rc = HL_FAILED;
  if (ok && t->may_fail && has_failed(cli, hl_text_cstr(&answer)))
    rc = HL_FAILED;
  hl_text_free(&options);
  hl_text_free(&answer);
  return rc;
}
