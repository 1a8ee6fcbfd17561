/* SPDX-License-Identifier: MIT
**
** The command line as a child with a time limit: see door.h.
**
** The child gets an environment of its own: not what made the host load us, nor
** what makes a bundled host find its own libraries.
*/
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "doors/goldencheetah/door.h"

enum {
  GRACE_MS = 2000,
  NAP_MS = 2
};

extern char **environ;

static long now_ms(void) {
  struct timespec now;

  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long)(now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

/* ---- starting ---- */

static bool is_kept(const char *variable) {
  static const char *const left_out[] = {
      "QT_PLUGIN_PATH=", "QT_QPA_GENERIC_PLUGINS=", "LD_PRELOAD=",
      "LD_LIBRARY_PATH=", "HEAVYLEGS_DOOR_PID="};
  size_t i;

  for (i = 0; i < sizeof left_out / sizeof left_out[0]; i++)
    if (strncmp(variable, left_out[i], strlen(left_out[i])) == 0) return false;
  return true;
}

/* The array is to be freed, its texts are not. */
static char **make_environment(char *door_pid) {
  size_t n = 0, i;
  char **made;

  while (environ[n] != NULL)
    n++;
  made = malloc((n + 2) * sizeof *made);
  if (made == NULL) return NULL;
  for (i = n = 0; environ[i] != NULL; i++)
    if (is_kept(environ[i])) made[n++] = environ[i];
  made[n++] = door_pid;
  made[n] = NULL;
  return made;
}

/* Signals as a new process has them, whatever the host made of them. */
static int settle_signals(posix_spawnattr_t *attributes) {
  sigset_t all, none;
  int error;

  sigfillset(&all);
  sigemptyset(&none);
  error = posix_spawnattr_setsigdefault(attributes, &all);
  if (error == 0) error = posix_spawnattr_setsigmask(attributes, &none);
  if (error == 0)
    error = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF |
                                                     POSIX_SPAWN_SETSIGMASK);
  return error;
}

static int spawn(const hl_door_child *child, int out, char **environment,
                 pid_t *pid) {
  static char annotate[] = "annotate", quiet[] = "--quiet", end[] = "--";
  char *const argv[] = {child->program, annotate, quiet, end,
                        child->folder,  NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int error = posix_spawn_file_actions_init(&actions);

  if (error != 0) return error;
  error = posix_spawnattr_init(&attributes);
  if (error == 0) {
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 2);
    error = settle_signals(&attributes);
    if (error == 0)
      error = posix_spawn(pid, child->program, &actions, &attributes, argv,
                          environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

/* Its stderr, to be read, and its id; 0 or an errno. */
static int start(const hl_door_child *child, int *in, pid_t *pid) {
  char door_pid[64];
  char **environment;
  int ends[2], error;

  snprintf(door_pid, sizeof door_pid, "HEAVYLEGS_DOOR_PID=%ld", (long)getpid());
  environment = make_environment(door_pid);
  if (environment == NULL) return ENOMEM;
  error = pipe(ends) == 0 ? 0 : errno;
  if (error == 0) {
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    error = spawn(child, ends[1], environment, pid);
    close(ends[1]);
    *in = ends[0];
    if (error != 0) close(ends[0]);
  }
  free(environment);
  return error;
}

/* ---- waiting ---- */

/* The first line of what it says; the rest is read, so that it does not wait
** for us. True at the end. */
static bool listen(hl_door_child *child, int in, size_t *n) {
  char piece[512];
  ssize_t got = read(in, piece, sizeof piece);
  ssize_t i;

  if (got < 0) return errno != EINTR;
  for (i = 0; i < got; i++)
    if (*n + 1 < sizeof child->said && (*n == 0 || child->said[*n - 1] != '\n'))
      child->said[(*n)++] = piece[i];
  return got == 0;
}

/* Until it closes its stderr, or `until_ms`. */
static void listen_until(hl_door_child *child, int in, long until_ms) {
  struct pollfd wait = {.fd = in, .events = POLLIN};
  size_t n = 0;
  long left_ms;

  while ((left_ms = until_ms - now_ms()) > 0) {
    int ready = poll(&wait, 1, (int)left_ms);
    if (ready > 0 && listen(child, in, &n)) break;
    if (ready < 0 && errno != EINTR) break;
  }
  if (n > 0 && child->said[n - 1] == '\n') n--;
  child->said[n] = '\0';
}

/* Has it ended, at the latest at `until_ms`? A host that wants to hear of no
** child leaves us without its status: taken for success. */
static bool has_ended(pid_t pid, long until_ms, int *status) {
  const struct timespec nap = {.tv_nsec = NAP_MS * 1000000L};
  pid_t got;

  while ((got = waitpid(pid, status, WNOHANG)) == 0) {
    if (now_ms() >= until_ms) return false;
    nanosleep(&nap, NULL);
  }
  if (got < 0) *status = 0;
  return true;
}

static void stop(pid_t pid) {
  int status;

  kill(pid, SIGTERM);
  if (has_ended(pid, now_ms() + GRACE_MS, &status)) return;
  kill(pid, SIGKILL);
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    continue;
}

void hl_door_run(hl_door_child *child) {
  long until_ms = now_ms() + 1000L * child->limit_s;
  int in = -1, status = 0;
  pid_t pid = 0;

  child->said[0] = '\0';
  child->end = HL_DOOR_NOT_RUN;
  child->number = start(child, &in, &pid);
  if (child->number != 0) return;
  listen_until(child, in, until_ms);
  if (!has_ended(pid, until_ms, &status)) {
    stop(pid);
    child->end = HL_DOOR_LATE;
  } else if (WIFSIGNALED(status)) {
    child->end = HL_DOOR_CRASHED;
    child->number = WTERMSIG(status);
  } else {
    child->number = WEXITSTATUS(status);
    child->end = child->number == 0 ? HL_DOOR_DONE : HL_DOOR_FAILED;
  }
  close(in);
}
