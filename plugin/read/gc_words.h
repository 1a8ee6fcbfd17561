/* SPDX-License-Identifier: MIT
**
** What the two file forms of GoldenCheetah (.json, .gc) have in common.
*/
#ifndef HL_READ_GC_WORDS_H
#define HL_READ_GC_WORDS_H

#include <stdbool.h>
#include <stdint.h>

/* Tags that the athlete fills in on the tab "Heavy Legs", read back. The
** fields that are written there are in hosts/gc_fields.h. */
#define HL_GC_LEGS "Legs"            /* 1 light .. 5 very heavy */
#define HL_GC_WHEN "Heavy When"      /* no, start, mid, late, all */
#define HL_GC_VERDICT "Legs Verdict" /* agree, disagree */

/* "2026/05/06 07:00:00 UTC" to ms UTC; false and *ms untouched for others. */
bool hl_gc_parse_start(const char *text, int64_t *ms);

/* Intervals "Lap 3" and "3" are the device's laps; others are not. */
bool hl_gc_is_lap_name(const char *name);

#endif
