/* SPDX-License-Identifier: MIT
**
** The door into GoldenCheetah: generic/libheavylegs.so.
**
** A Qt generic plugin in C that needs nothing but libc. With
**
**     QT_PLUGIN_PATH=FOLDER QT_QPA_GENERIC_PLUGINS=heavylegs GoldenCheetah
**
** an unmodified GoldenCheetah loads FOLDER/generic/libheavylegs.so while it
** starts, before it has read any activity, and asks it for a plugin: that is
** when the door runs `heavylegs annotate` on the athletes that are about to be
** opened, each at most for the seconds of its config/heavylegs.ini, and then
** says that it has no plugin to give. Everything that could go wrong goes wrong
** in the child. What fails is one line on stderr.
**
** Nothing happens in a process that is no GoldenCheetah, such as the programs
** that it starts in turn, nor for an athlete that `heavylegs install` has not
** marked.
**
** Qt documents generic plugins, GoldenCheetah does not know of this use.
**
** HEAVYLEGS_COMMAND, an absolute path, is the program that is run; without it
** the one that was installed beside the door.
**
** Thread class: the host's main thread, once, while it starts.
*/
#ifndef HL_DOORS_GOLDENCHEETAH_DOOR_H
#define HL_DOORS_GOLDENCHEETAH_DOOR_H

#include <stdbool.h>
#include <stddef.h>

enum {
  HL_DOOR_PATH = 4096,
  HL_DOOR_ATHLETES = 8 /* most that are opened at a start */
};

/* ---- door.c ---- */

/* Annotates whoever is about to be opened. */
void hl_door_open(void);
/* "heavylegs: ..." and a newline to stderr, at most 500 bytes. */
void hl_door_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- door_athlete.c ---- */

typedef struct hl_door_athletes {
  char folder[HL_DOOR_ATHLETES][HL_DOOR_PATH];
  size_t n;
} hl_door_athletes;

/* Whom this GoldenCheetah will open, by its arguments or its settings, as far
** as their folders exist. */
void hl_door_find(hl_door_athletes *athletes);

/* ---- door_settings.c: files of QSettings ---- */

/* The value of a key, still quoted and escaped, into `value`; false: there is
** none. Keys before the first [section] are those of "General". */
bool hl_door_setting(const char *path, const char *section, const char *key,
                     char value[HL_DOOR_PATH]);
/* The next text of a list, from *at on, as UTF-8; false at the end. A value
** that is no list is a list of one. */
bool hl_door_setting_text(const char **at, char text[HL_DOOR_PATH]);

/* ---- door_child.c ---- */

typedef enum hl_door_end {
  HL_DOOR_DONE,    /* exit code 0 */
  HL_DOOR_FAILED,  /* another: number */
  HL_DOOR_CRASHED, /* a signal: number */
  HL_DOOR_LATE,    /* stopped at the limit */
  HL_DOOR_NOT_RUN, /* errno: number */
} hl_door_end;

typedef struct hl_door_child {
  char *program, *folder; /* in; not written to */
  int limit_s;
  hl_door_end end; /* out */
  int number;
  char said[400]; /* the first line that it wrote to stderr */
} hl_door_child;

/* `PROGRAM annotate --quiet -- FOLDER`, waited for. At the limit it gets
** SIGTERM, two seconds later SIGKILL. */
void hl_door_run(hl_door_child *child);

#endif
