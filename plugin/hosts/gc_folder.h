/* SPDX-License-Identifier: MIT
**
** An athlete's folder of GoldenCheetah: activities/ with the recordings beside
** config/. What is in planned/, imports/ and the others is not read.
*/
#ifndef HL_HOSTS_GC_FOLDER_H
#define HL_HOSTS_GC_FOLDER_H

#include <stdbool.h>

#include "base/file.h"
#include "base/text.h"

#define HL_GC_ACTIVITIES "/activities"
#define HL_GC_PROGRAM "GoldenCheetah" /* its process */

/* Whose runs, and where: an absolute path. */
typedef struct hl_gc_place {
  const char *athlete, *folder;
} hl_gc_place;

bool hl_gc_is_folder(const char *path);
/* The first athlete's folder right below, to the end of `athlete`; false where
** there is none: then it is no library. */
bool hl_gc_is_library(const char *path, hl_text *athlete);
/* The folder that "FOLDER/activities/name" lies in, to the end of `folder`. */
void hl_gc_folder_of(const char *file, hl_text *folder);

/* Away with files that a killed process left unfinished in activities/. */
void hl_gc_sweep(const char *folder);

/* Does a running GoldenCheetah of this user have the athlete open? It keeps
** what it has read and writes it back over ours. It says in its settings that
** it is open (safeexit=false), also after a crash; so a process of that name
** must be there too. The one that is just starting, and whose door runs us
** before any activity is read, does not count: the door gives its process id in
** HEAVYLEGS_DOOR_PID, which is believed if it is our parent's. */
bool hl_gc_is_open(const char *folder);

/* GoldenCheetah takes a file for unchanged unless its time, in whole seconds,
** is after the time of its own record: see to that. HL_E_HOST on failure. */
hl_status hl_gc_settle_time(const char *folder, const char *file,
                            hl_error *err);

#endif
