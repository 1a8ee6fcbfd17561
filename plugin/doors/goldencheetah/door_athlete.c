/* SPDX-License-Identifier: MIT
**
** Which athletes a starting GoldenCheetah will open: see door.h.
**
**     GoldenCheetah [[directory] athlete]
**
** Without an athlete it opens those that were open last, as its own settings
** say. Its library is the directory; else what the settings name; else, where
** they exist, Library/GoldenCheetah in the current folder and in the home
** folder; else ~/.goldencheetah. As observed with GoldenCheetah 3.5.
*/
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doors/goldencheetah/door.h"

enum {
  ARGUMENT_BYTES = 16384
};

static bool is_folder(const char *path) {
  struct stat st;

  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* False where it does not fit: then there is no such folder for us. */
static bool join(char path[HL_DOOR_PATH], const char *folder,
                 const char *name) {
  size_t n = strlen(folder), m = strlen(name);

  if (n + m + 2 > HL_DOOR_PATH) return false;
  memcpy(path, folder, n + 1);
  path[n] = '/';
  memcpy(path + n + 1, name, m + 1);
  return true;
}

static void add(hl_door_athletes *athletes, const char *library,
                const char *name) {
  if (athletes->n < HL_DOOR_ATHLETES && name[0] != '\0' &&
      join(athletes->folder[athletes->n], library, name) &&
      is_folder(athletes->folder[athletes->n]))
    athletes->n++;
}

/* ---- arguments ---- */

typedef struct words {
  char bytes[ARGUMENT_BYTES];
  const char *word[2]; /* that are no switches */
  size_t n;            /* all of them */
  bool has_window;     /* not --server, --help, --version ... */
} words;

static bool is_any(const char *word, const char *const *list) {
  for (; *list != NULL; list++)
    if (strcmp(word, *list) == 0) return true;
  return false;
}

static void sort_words(words *w, const char *end) {
  static const char *const windowless[] = {"--server", "--help", "--usage",
                                           "--version", NULL};
  static const char *const with_value[] = {
      "--debug-file", "--debug-rules", "--debug-format", "-platform", "-style",
      "-stylesheet",  "-display",      "-geometry",      "-session",  NULL};
  const char *p = w->bytes + strlen(w->bytes) + 1; /* behind our own name */

  for (; p < end; p += strlen(p) + 1) {
    if (is_any(p, windowless)) w->has_window = false;
    if (is_any(p, with_value)) {
      p += strlen(p) + 1;
      if (p >= end) break;
    } else if (p[0] != '-' && p[0] != '\0') {
      if (w->n < 2) w->word[w->n] = p;
      w->n++;
    }
  }
}

/* The words live in *w, which has room for a long command line. */
static void read_words(words *w) {
  int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
  ssize_t n = fd < 0 ? 0 : read(fd, w->bytes, sizeof w->bytes - 1);

  if (fd >= 0) close(fd);
  w->bytes[n > 0 ? n : 0] = '\0';
  w->has_window = n > 0;
  w->n = 0;
  if (n > 0) sort_words(w, w->bytes + n);
}

/* ---- settings ---- */

static void find_settings(char path[HL_DOOR_PATH]) {
  const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
  static const char *const name = "goldencheetah.org/GoldenCheetah.ini";
  char below[HL_DOOR_PATH];

  path[0] = '\0';
  if (config != NULL && config[0] == '/')
    join(path, config, name);
  else if (home != NULL && join(below, home, ".config"))
    join(path, below, name);
}

static void find_library(const char *settings, char path[HL_DOOR_PATH]) {
  const char *home = getenv("HOME");
  char value[HL_DOOR_PATH];
  const char *at = value;

  if (hl_door_setting(settings, "General", "homedirectory", value) &&
      hl_door_setting_text(&at, path) && is_folder(path))
    return;
  memcpy(path, "Library/GoldenCheetah", sizeof "Library/GoldenCheetah");
  if (is_folder(path)) return;
  if (home == NULL) home = "";
  if (join(path, home, "Library/GoldenCheetah") && is_folder(path)) return;
  join(path, home, ".goldencheetah");
}

static void add_last_opened(hl_door_athletes *athletes, const char *settings,
                            const char *library) {
  char value[HL_DOOR_PATH], name[HL_DOOR_PATH];
  const char *at = value;

  if (!hl_door_setting(settings, "mainwindow", "lastOpened", value)) return;
  while (hl_door_setting_text(&at, name))
    add(athletes, library, name);
}

void hl_door_find(hl_door_athletes *athletes) {
  char settings[HL_DOOR_PATH], library[HL_DOOR_PATH];
  static words typed; /* too large for a thread's stack */

  athletes->n = 0;
  read_words(&typed);
  if (!typed.has_window) return;
  find_settings(settings);
  find_library(settings, library);
  if (typed.n == 0)
    add_last_opened(athletes, settings, library);
  else if (typed.n == 1)
    add(athletes, library, typed.word[0]);
  else if (typed.n == 2)
    add(athletes, is_folder(typed.word[0]) ? typed.word[0] : library,
        typed.word[1]);
}
