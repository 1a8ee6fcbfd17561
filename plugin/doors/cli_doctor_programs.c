/* SPDX-License-Identifier: MIT
**
** heavylegs doctor: which programs of this machine can show annotations, and
** whether `heavylegs install` has made us known to them.
*/
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doors/cli_install.h"

typedef struct program {
  const char *command, *name;
  const char *target; /* of `heavylegs install`; NULL: nothing to install */
} program;

static const program programs[] = {
    {"goldencheetah", "GoldenCheetah", "goldencheetah"},
    {"GoldenCheetah", "GoldenCheetah", "goldencheetah"},
    {"pytrainer", "pyTrainer", "pytrainer"},
    {"sqlitebrowser", "DB Browser for SQLite", "dbbrowser"},
    {"sqlite3", "the sqlite3 shell", NULL},
};

/* The first executable of that name in PATH, at the end of `path`. */
static bool find_command(const char *command, hl_text *path) {
  const char *at = getenv("PATH");

  while (at != NULL && *at != '\0') {
    size_t n = strcspn(at, ":");

    hl_text_clear(path);
    hl_text_add_n(path, at, n);
    hl_text_format(path, "/%s", command);
    if (n > 0 && access(hl_text_cstr(path), X_OK) == 0) return true;
    at += n + (at[n] == ':');
  }
  return false;
}

static bool is_installed(hl_install *in, const char *target) {
  sqlite3_stmt *stmt = NULL;
  bool found = false;

  if (in->journal == NULL) return false;
  if (sqlite3_prepare_v2(in->journal,
                         "SELECT 1 FROM installed WHERE target = ?1 LIMIT 1",
                         -1, &stmt, NULL) == SQLITE_OK) {
    sqlite3_bind_text(stmt, 1, target, -1, SQLITE_STATIC);
    found = sqlite3_step(stmt) == SQLITE_ROW;
  }
  sqlite3_finalize(stmt);
  return found;
}

static void describe(hl_install *in, const program *p, const char *path,
                     hl_text *line) {
  hl_text_format(line, "%s (%s)", p->name, path);
  if (p->target == NULL)
    hl_text_format(line, ": `.load %.*s` there",
                   (int)(strlen(in->cli->so_path) - strlen(".so")),
                   in->cli->so_path);
  else if (is_installed(in, p->target))
    hl_text_add(line, ": knows heavylegs");
  else
    hl_text_format(line, ": `heavylegs install %s` makes heavylegs known to it",
                   p->target);
}

void hl_cli_say_programs(hl_cli *cli, hl_cli_sayer *say, void *ctx) {
  hl_install in = {.cli = cli, .place = ""};
  hl_text path = {0}, line = {0};
  const char *last = "";
  size_t i;

  hl_install_journal_open(&in, false);
  for (i = 0; i < sizeof programs / sizeof programs[0]; i++) {
    if (strcmp(programs[i].name, last) == 0) continue;
    if (!find_command(programs[i].command, &path)) continue;
    hl_text_clear(&line);
    describe(&in, &programs[i], hl_text_cstr(&path), &line);
    say(ctx, hl_text_cstr(&line));
    last = programs[i].name;
  }
  sqlite3_close(in.journal);
  hl_text_free(&path);
  hl_text_free(&line);
}
