/* SPDX-License-Identifier: MIT
**
** What a Strava export says of its files: activities.csv, by file name. The
** files themselves are what was uploaded and often know neither the sport as
** the runner corrected it nor a word of what the runner wrote.
**
** [any thread once it is built]
*/
#ifndef HL_READ_EXPORT_STRAVA_H
#define HL_READ_EXPORT_STRAVA_H

#include <stddef.h>

#include "activity/activity.h"
#include "base/status.h"

typedef struct hl_export hl_export;

/* From the bytes of an activities.csv. HL_E_INPUT when no column holds names of
** files below "activities/". */
hl_status hl_export_parse(hl_export **export, const char *bytes, size_t length,
                          hl_error *err);
void hl_export_free(hl_export *export); /* NULL is fine */

/* Lay what it says of the file at `path` (only its base name counts, ".gz" or
** not) over an activity read from it: sport, title, description and private
** note, perceived exertion. Does nothing for a file it does not know. */
void hl_export_apply(const hl_export *export, const char *path,
                     hl_activity *activity);

#endif
