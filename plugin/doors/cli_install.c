/* SPDX-License-Identifier: MIT
**
** heavylegs install and heavylegs uninstall: the targets, the plan on the
** screen, and the order of things. See cli_install.h.
*/
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doors/cli_install.h"

static const hl_install_target *const targets[] = {
    &hl_install_goldencheetah,
    &hl_install_pytrainer,
    &hl_install_dbbrowser,
};

enum {
  TARGETS = sizeof targets / sizeof targets[0]
};

/* ---- what targets ask for ---- */

const char *hl_install_argument(const hl_install *in, int i) {
  const hl_list *typed = &in->cli->arguments;

  return i + 1 < typed->n ? typed->item[i + 1] : NULL;
}

int hl_install_real_path(hl_install *in, const char *path, hl_text *real) {
  char *found = realpath(path, NULL);

  if (found == NULL) return hl_cli_fail(in->cli, "there is no %s", path);
  hl_text_add(real, found);
  free(found);
  return HL_DONE;
}

int hl_install_home(hl_install *in, const char *xdg, const char *below,
                    hl_text *path) {
  const char *folder = xdg ? getenv(xdg) : NULL;
  const struct passwd *user;

  if (folder != NULL && folder[0] == '/') {
    hl_text_add(path, folder);
    return HL_DONE;
  }
  folder = getenv("HOME");
  if (folder == NULL || folder[0] != '/') {
    user = getpwuid(getuid());
    folder = user ? user->pw_dir : NULL;
  }
  if (folder == NULL) return hl_cli_fail(in->cli, "you have no home folder");
  hl_text_format(path, "%s/%s", folder, below);
  return HL_DONE;
}

int hl_install_run(hl_install *in, const char *command, const char *path) {
  hl_cli sub = {.json = in->cli->json, .quiet = in->cli->quiet};
  const hl_cli_command *c = hl_cli_commands;
  int rc;

  while (strcmp(c->name, command) != 0)
    c++;
  sub.command = c;
  if (c->run == hl_cli_annotate)
    sub.arguments = (hl_list){&path, 1};
  else
    sub.db_path = path;
  rc = hl_cli_open(&sub) ? c->run(&sub) : HL_FAILED;
  hl_cli_close(&sub);
  return rc;
}

int hl_install_folder(hl_install *in, int i, const char *below, hl_text *real) {
  const char *typed = hl_install_argument(in, i);
  hl_text path = {0};
  int rc = HL_DONE;

  if (typed != NULL)
    hl_text_add(&path, typed);
  else
    rc = hl_install_home(in, NULL, below, &path);
  if (rc == HL_DONE) rc = hl_install_real_path(in, hl_text_cstr(&path), real);
  hl_text_free(&path);
  return rc;
}

const char *hl_install_next(const hl_install *in, size_t *i,
                            const char *suffix) {
  size_t tail = strlen(suffix);

  while (*i < in->n) {
    const hl_text *path = &in->file[(*i)++].path;
    if (path->length >= tail &&
        strcmp(path->bytes + path->length - tail, suffix) == 0)
      return path->bytes;
  }
  return NULL;
}

/* ---- what is printed ---- */

static const char *does(const hl_install_file *file, bool back) {
  if (back) return file->is_new ? "remove" : "restore";
  if (file->before_hash[0] == '\0') return "create";
  return strcmp(file->before_hash, file->after_hash) ? "change" : "share";
}

static void print_json(const hl_install *in, bool back, bool done) {
  hl_text json = {0};
  size_t i;

  hl_json_open(&json, NULL, '{');
  hl_json_text(&json, "target", in->target->name);
  hl_json_text(&json, "place", in->place);
  hl_json_bool(&json, "done", done);
  hl_json_open(&json, "files", '[');
  for (i = 0; i < in->n; i++) {
    hl_json_open(&json, NULL, '{');
    hl_json_text(&json, "path", hl_text_cstr(&in->file[i].path));
    hl_json_text(&json, "does", does(&in->file[i], back));
    hl_json_text(&json, "what", hl_text_cstr(&in->file[i].what));
    hl_json_close(&json, '}');
  }
  hl_json_close(&json, ']');
  hl_json_close(&json, '}');
  hl_cli_print_raw(hl_text_cstr(&json));
  hl_text_free(&json);
}

static void print_plan(const hl_install *in, bool back) {
  size_t i;

  if (in->cli->json) return;
  for (i = 0; i < in->n; i++)
    printf("%-8s %s\n         %s\n", does(&in->file[i], back),
           hl_text_cstr(&in->file[i].path), hl_text_cstr(&in->file[i].what));
  if (in->cli->dry_run && in->n > 0) puts("Nothing was written: --dry-run.");
  fflush(stdout);
}

/* ---- the two commands ---- */

static int install(hl_install *in) {
  int rc = in->target->plan(in);
  bool writes = !in->cli->dry_run, changes = in->n > 0;

  if (rc != HL_DONE) return rc;
  print_plan(in, false);
  if (writes) rc = hl_install_write(in);
  if (in->cli->json) print_json(in, false, writes && rc == HL_DONE);
  if (!writes || rc != HL_DONE) return rc;
  if (!in->cli->json && changes)
    printf("Installed; `heavylegs uninstall %s%s%s` undoes it.\n",
           in->target->name, in->place[0] ? " " : "", in->place);
  else if (!in->cli->json)
    printf("%s: everything is as it should be already.\n", in->target->name);
  if (in->target->apply == NULL) return HL_DONE;
  rc = hl_install_journal_load(in);
  return rc == HL_DONE ? in->target->apply(in) : rc;
}

static int uninstall(hl_install *in) {
  int rc = hl_install_journal_load(in);

  if (rc != HL_DONE) return rc;
  print_plan(in, true);
  if (!in->cli->dry_run && in->n > 0) {
    if (in->target->undo != NULL) rc = in->target->undo(in);
    if (rc == HL_DONE) rc = hl_install_take_back(in);
  }
  if (in->cli->json)
    print_json(in, true, rc == HL_DONE && !in->cli->dry_run);
  else if (in->n == 0)
    printf("%s%s%s: nothing of heavylegs is installed.\n", in->target->name,
           in->place[0] ? " " : "", in->place);
  else if (rc == HL_DONE && !in->cli->dry_run)
    puts("Uninstalled.");
  return rc;
}

static const hl_install_target *find_target(const char *name) {
  size_t i;

  for (i = 0; i < TARGETS; i++)
    if (hl_same_word(targets[i]->name, name)) return targets[i];
  return NULL;
}

static int list_targets(hl_cli *cli) {
  static const char *const titles[] = {"target", "arguments", "what it does"};
  hl_grid *grid = hl_grid_new(titles, "lll");
  size_t i;

  (void)cli;
  for (i = 0; i < TARGETS; i++) {
    hl_grid_add(grid, targets[i]->name);
    hl_grid_add(grid, targets[i]->arguments);
    hl_grid_add(grid, targets[i]->what);
  }
  hl_grid_print(grid);
  return HL_DONE;
}

static int run(hl_cli *cli, bool create, int (*command)(hl_install *in)) {
  hl_install in = {.cli = cli, .place = ""};
  hl_text place = {0};
  int rc;

  if (cli->arguments.n == 0) return list_targets(cli);
  in.target = find_target(cli->arguments.item[0]);
  if (in.target == NULL)
    return hl_cli_misuse(cli, "there is no target \"%s\"",
                         cli->arguments.item[0]);
  rc = in.target->locate ? in.target->locate(&in, &place) : HL_DONE;
  in.place = hl_text_cstr(&place);
  if (rc == HL_DONE) rc = hl_install_journal_open(&in, create && !cli->dry_run);
  if (rc == HL_DONE) rc = command(&in);
  hl_install_clear(&in);
  sqlite3_close(in.journal);
  hl_text_free(&place);
  return rc;
}

int hl_cli_install(hl_cli *cli) {
  return run(cli, true, install);
}

int hl_cli_uninstall(hl_cli *cli) {
  return run(cli, false, uninstall);
}
