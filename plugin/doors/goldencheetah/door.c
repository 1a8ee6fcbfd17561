/* SPDX-License-Identifier: MIT
**
** See door.h.
*/
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "doors/goldencheetah/door.h"

enum {
  LIMIT_S = 10, /* where the athlete's mark names none */
  LONGEST_S = 600
};

#define OURSELVES "heavylegs: "
#define MARK "config/heavylegs.ini"

void hl_door_say(const char *format, ...) {
  char line[500] = OURSELVES;
  size_t n = strlen(line);
  va_list args;

  va_start(args, format);
  vsnprintf(line + n, sizeof line - n - 1, format, args);
  va_end(args);
  n = strlen(line);
  line[n++] = '\n';
  if (write(STDERR_FILENO, line, n) < 0) return; /* nobody listens */
}

/* Started as GoldenCheetah, whatever folder it lies in? */
static bool is_host(void) {
  static const char name[] = "GoldenCheetah";
  char path[HL_DOOR_PATH];
  ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
  const char *slash;

  if (n <= 0) return false;
  path[n] = '\0';
  slash = strrchr(path, '/');
  return slash != NULL && strncmp(slash + 1, name, sizeof name - 1) == 0;
}

/* 1 to 600; false: the athlete has no mark. */
static bool read_limit(const char *folder, int *limit_s) {
  char path[HL_DOOR_PATH], value[HL_DOOR_PATH];
  int number = 0;
  size_t i;

  if (snprintf(path, sizeof path, "%s/" MARK, folder) >= (int)sizeof path ||
      access(path, R_OK) != 0)
    return false;
  *limit_s = LIMIT_S;
  if (!hl_door_setting(path, "General", "limit_s", value)) return true;
  for (i = 0; i < 3 && value[i] >= '0' && value[i] <= '9'; i++)
    number = 10 * number + (value[i] - '0');
  if (number >= 1 && number <= LONGEST_S && value[i] == '\0') *limit_s = number;
  return true;
}

static void tell(const hl_door_child *child) {
  const char *slash = strrchr(child->folder, '/');
  const char *name = slash ? slash + 1 : child->folder;
  const char *said = child->said;

  if (strncmp(said, OURSELVES, strlen(OURSELVES)) == 0)
    said += strlen(OURSELVES);

  switch (child->end) {
  case HL_DOOR_LATE:
    hl_door_say("%s was not done within %d s; run once by hand: "
                "heavylegs annotate %s",
                name, child->limit_s, child->folder);
    break;
  case HL_DOOR_NOT_RUN:
    hl_door_say("cannot run %s (errno %d)", child->program, child->number);
    break;
  case HL_DOOR_CRASHED:
    hl_door_say("%s: ended by signal %d; the next start goes on", name,
                child->number);
    break;
  case HL_DOOR_FAILED:
    hl_door_say("%s: %s", name, said[0] ? said : "failed");
    break;
  case HL_DOOR_DONE:
    if (said[0]) hl_door_say("%s: %s", name, said);
    break;
  }
}

void hl_door_open(void) {
  static hl_door_athletes athletes; /* too large for a thread's stack */
  static char installed[] = HL_BINDIR "/heavylegs";
  char *program = getenv("HEAVYLEGS_COMMAND");
  size_t i;

  if (!is_host()) return;
  if (program == NULL || program[0] != '/') program = installed;
  hl_door_find(&athletes);
  for (i = 0; i < athletes.n; i++) {
    hl_door_child child = {.program = program, .folder = athletes.folder[i]};
    if (!read_limit(child.folder, &child.limit_s)) continue;
    hl_door_run(&child);
    tell(&child);
  }
}
