/* SPDX-License-Identifier: MIT
**
** What the files in an athlete's folder of GoldenCheetah have in common.
*/
#ifndef HL_READ_GC_WORDS_H
#define HL_READ_GC_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/activity.h"

/* Tags that the athlete fills in on the tab "Heavy Legs", read back. The
** fields that are written there are in hosts/gc_fields.h. */
#define HL_GC_LEGS "Legs"            /* 1 light .. 5 very heavy */
#define HL_GC_WHEN "Heavy When"      /* no, start, mid, late, all */
#define HL_GC_VERDICT "Legs Verdict" /* agree, disagree */

/* "2026/05/06 07:00:00 UTC" to ms UTC; false and *ms untouched for others. */
bool hl_gc_parse_start(const char *text, int64_t *ms);

/* A file's name "2026_05_06_09_00_00.json" is the local time of its start: the
** activity's offset where the two are whole minutes apart. */
void hl_gc_settle_offset(hl_activity *activity, const char *path);

/* A tag of the activity: Sport, Device, Notes, Keywords, Workout Title, Weight,
** RPE, Feel and the fields above; others say nothing. GoldenCheetah writes 0
** and blanks for what was never filled in. Feel is 25, 50, 75, 100 as watches
** write it, or 1 to 5 by hand; its 0 cannot be told from nothing. */
void hl_gc_take_tag(hl_activity *activity, const char *key, const char *value);

/* Intervals "Lap 3" and "3" are the device's laps; others are not. */
bool hl_gc_is_lap_name(const char *name);

#endif
