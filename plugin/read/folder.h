/* SPDX-License-Identifier: MIT
**
** Files that lie together: what an export's own table says of the files beside
** it, and which files are part of another and must not be read by themselves.
**
**     hl_folder *folder = hl_folder_new();
**     for each path of hl_walk():
**       if (hl_folder_is_part(path) || !hl_read_knows_name(path)) continue;
**       hl_folder_enter(folder, path, &err)
**       hl_read_path(...): in its take, before anything else:
**         hl_folder_apply(folder, path, part, activity)
**     hl_folder_free(folder);
**
** Inside a zip all this happens by itself. [one hl_folder, one thread]
*/
#ifndef HL_READ_FOLDER_H
#define HL_READ_FOLDER_H

#include <stdbool.h>

#include "activity/activity.h"
#include "base/status.h"

typedef struct hl_folder hl_folder;

hl_folder *hl_folder_new(void); /* NULL when out of memory */
void hl_folder_free(hl_folder *folder);

/* Is this a part of something else: the route of an Apple Health workout, the
** second form of that export, a table of a Garmin export that holds no days?
** Goes by the path alone. */
bool hl_folder_is_part(const char *path);

/* Look for the table of an export (Strava's activities.csv) beside the file or
** one folder above. Kept until the folder changes. HL_E_INPUT when there is one
** that cannot be read: the files are readable all the same. */
hl_status hl_folder_enter(hl_folder *folder, const char *path, hl_error *err);

/* Lay what the table says of the file over an activity read from it. Only part
** 0: the table speaks of whole files. In an athlete's folder of GoldenCheetah
** the file's name gives the local time. */
hl_status hl_folder_apply(const hl_folder *folder, const char *path, int part,
                          hl_activity *activity, hl_error *err);

#endif
