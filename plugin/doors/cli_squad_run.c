/* SPDX-License-Identifier: MIT
**
** heavylegs annotate --squad FOLDER...: each folder is one athlete.
**
** Without --db every athlete has a heavylegs.db of their own in the folder, and
** athletes are annotated side by side, each by a process like the one that
** `heavylegs annotate FOLDER --db FOLDER/heavylegs.db` is: nothing is shared
** between them. With --db all go into one database, one after the other, since
** a database has one writer; an athlete is named as the folder is.
*/
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "doors/cli.h"

extern char **environ;

typedef struct athlete {
  const char *folder;
  pid_t pid;   /* 0: not begun, or over */
  FILE *said;  /* all that it printed */
  bool failed; /* to begin */
  bool told_to_stop;
  int rc;
} athlete;

/* ---- one database ---- */

static int annotate_into_one(hl_cli *cli) {
  hl_list all = cli->arguments;
  int rc = HL_DONE, i;

  for (i = 0; i < all.n && !hl_cli_stopped(); i++) {
    hl_text name = {0};
    cli->arguments = (hl_list){all.item + i, 1};
    if (!hl_cli_squad_name(all.item[i], &name)) {
      rc = hl_cli_fail(cli, "no folder %s", all.item[i]);
    } else {
      cli->athlete = hl_text_cstr(&name);
      if (!cli->json) printf("== %s ==\n", cli->athlete);
      if (hl_cli_annotate_paths(cli) != HL_DONE) rc = HL_FAILED;
      fflush(stdout);
    }
    cli->athlete = NULL;
    hl_text_free(&name);
  }
  cli->arguments = all;
  return i < all.n ? HL_FAILED : rc;
}

/* ---- a database each ---- */

enum {
  WORDS = 14 /* of a child's command line, but for rules */
};

/* The child's words; NULL without memory. Both are to be freed. */
static const char **words_for(const hl_cli *cli, const athlete *a,
                              hl_text *db) {
  const char **word = calloc(WORDS + 2 * (size_t)cli->rules.n, sizeof *word);
  int n = 0, i;

  hl_cli_squad_db(a->folder, db);
  if (word == NULL || hl_text_status(db) != HL_OK) return word;
  word[n++] = "heavylegs";
  word[n++] = "annotate";
  word[n++] = "--db";
  word[n++] = hl_text_cstr(db);
  word[n++] = "--threads";
  word[n++] = cli->threads != NULL ? cli->threads : "1";
  if (cli->json) word[n++] = "--json";
  if (cli->quiet) word[n++] = "--quiet";
  if (cli->when_closed) word[n++] = "--when-closed";
  if (cli->formulas) word[n++] = "--formulas";
  for (i = 0; i < cli->rules.n; i++) {
    word[n++] = "--rules";
    word[n++] = cli->rules.item[i];
  }
  word[n++] = "--";
  word[n++] = a->folder;
  return word;
}

/* This program again, what it prints kept apart; events pass by. */
static int spawn(const hl_cli *cli, athlete *a, const char **word) {
  posix_spawn_file_actions_t files;
  int rc = posix_spawn_file_actions_init(&files);

  if (rc != 0) return rc;
  rc = posix_spawn_file_actions_adddup2(&files, fileno(a->said), STDOUT_FILENO);
  if (rc == 0 && !cli->json)
    rc = posix_spawn_file_actions_adddup2(&files, fileno(a->said),
                                          STDERR_FILENO);
  if (rc == 0)
    rc = posix_spawn(&a->pid, "/proc/self/exe", &files, NULL,
                     (char *const *)(uintptr_t)word, environ);
  posix_spawn_file_actions_destroy(&files);
  return rc;
}

static bool begin(hl_cli *cli, athlete *a) {
  hl_text db = {0};
  const char **word = words_for(cli, a, &db);
  bool ok = false;

  a->rc = HL_FAILED;
  a->said = tmpfile();
  if (word != NULL && word[0] != NULL && a->said != NULL)
    ok = spawn(cli, a, word) == 0;
  a->failed = !ok;
  if (!ok) a->pid = 0;
  free(word);
  hl_text_free(&db);
  return ok;
}

static void tell(hl_cli *cli, athlete *a) {
  char part[4096];
  size_t got;
  hl_text name = {0};

  hl_cli_squad_name(a->folder, &name);
  if (!cli->json) printf("== %s ==\n", hl_text_cstr(&name));
  if (a->said == NULL || a->failed)
    hl_cli_fail(cli, "%s: no process could be made", a->folder);
  if (a->said != NULL) {
    rewind(a->said);
    while ((got = fread(part, 1, sizeof part, a->said)) > 0)
      fwrite(part, 1, got, stdout);
    fclose(a->said);
  }
  fflush(stdout);
  hl_text_free(&name);
}

/* One child ends, or all are to stop. */
static void wait_for_one(athlete *list, int n) {
  int status = 0, i;
  pid_t pid;

  do
    pid = waitpid(-1, &status, 0);
  while (pid < 0 && errno == EINTR && !hl_cli_stopped());
  for (i = 0; i < n; i++) {
    if (list[i].pid != pid || pid <= 0) continue;
    list[i].pid = 0;
    list[i].rc = WIFEXITED(status) ? WEXITSTATUS(status) : HL_FAILED;
  }
}

/* How many are at work; once it was stopped they are told so. */
static int count_running(athlete *list, int n) {
  int running = 0, i;

  for (i = 0; i < n; i++) {
    running += list[i].pid != 0;
    if (list[i].pid == 0 || list[i].told_to_stop || !hl_cli_stopped()) continue;
    list[i].told_to_stop = true;
    kill(list[i].pid, SIGTERM);
  }
  return running;
}

/* Told in the order in which they were named, as soon as they are over. */
static int annotate_apart(hl_cli *cli, athlete *list, int most) {
  int n = cli->arguments.n, begun = 0, running, told = 0, rc = HL_DONE;

  while (told < n && (told < begun || !hl_cli_stopped())) {
    running = count_running(list, begun);
    while (begun < n && running < most && !hl_cli_stopped())
      running += begin(cli, &list[begun++]);
    if (running > 0) wait_for_one(list, begun);
    for (; told < begun && list[told].pid == 0; told++) {
      tell(cli, &list[told]);
      if (list[told].rc != HL_DONE) rc = HL_FAILED;
    }
  }
  return told < n ? HL_FAILED : rc;
}

int hl_cli_annotate_squad(hl_cli *cli) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  int n = cli->arguments.n, rc, i;
  athlete *list;

  if (n == 0)
    return hl_cli_misuse(cli, "--squad takes the folders of its athletes");
  if (cli->athlete != NULL)
    return hl_cli_misuse(cli, "with --squad a folder's name is the athlete's");
  if (cli->db_path != NULL) return annotate_into_one(cli);
  list = calloc((size_t)n, sizeof *list);
  if (list == NULL) return hl_cli_fail(cli, "out of memory");
  for (i = 0; i < n; i++)
    list[i].folder = cli->arguments.item[i];
  rc = annotate_apart(cli, list, cores > 1 ? (int)cores : 1);
  free(list);
  return rc;
}
