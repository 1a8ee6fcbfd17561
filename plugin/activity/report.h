/* SPDX-License-Identifier: MIT
**
** What the runner said: of one run (hl_report) and of one day (hl_day).
**
** Heaviness is felt, so this leads and the recording supports or questions it.
** Every field has an explicit "not said" value; nothing is inferred here.
*/
#ifndef HL_ACTIVITY_REPORT_H
#define HL_ACTIVITY_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef enum hl_heavy { /* when the legs were heavy */
  HL_HEAVY_UNSAID = 0,
  HL_HEAVY_NO,
  HL_HEAVY_START,
  HL_HEAVY_MID,
  HL_HEAVY_LATE,
  HL_HEAVY_ALL,
} hl_heavy;

typedef enum hl_yes { /* three answers, never two */
  HL_UNSAID = 0,
  HL_NO,
  HL_YES,
} hl_yes;

enum {
  HL_HEAVY_RUNS = 99 /* most in a row */
};

/* Scores are whole numbers; 0 is "not said". */
typedef struct hl_report {
  hl_heavy heavy;
  hl_yes eased;       /* it came round during the run */
  int legs;           /* 1 light .. 5 very heavy */
  int rpe;            /* 1 .. 10, Borg CR10 */
  int feel;           /* 1 very weak .. 5 very strong, as Garmin's and GC's */
  int heavy_runs;     /* heavy in a row, this one counted, as the runner says */
  hl_yes agrees;      /* with what was found, where a host asks for it */
  const char *words;  /* the runner's own text, NULL: none */
  const char *source; /* "command", "today", "tag", "note", "file", a host's
                      ** field; NULL */
  bool confirmed;     /* false: derived from free text, not yet confirmed */
} hl_report;

typedef enum hl_meal {
  HL_MEAL_UNSAID = 0,
  HL_MEAL_OK,
  HL_MEAL_LATE,
  HL_MEAL_NONE,
} hl_meal;

typedef struct hl_day {
  int32_t day;   /* local, days since 1970-01-01 */
  float sleep_h; /* NaN: not recorded, also below */
  float resting_bpm, hrv_ms, weight_kg;
  int sleep_quality;    /* 1 bad .. 5 good; 0 not said */
  int stress;           /* 1 low .. 5 high */
  int mood, motivation; /* 1 low .. 5 high */
  int soreness;         /* 1 none .. 5 very sore */
  int fatigue;          /* 1 none .. 5 unusual */
  hl_meal meal;         /* before the run */
  hl_yes ill, travel;
  /* Said of the day's legs: it becomes the report of the day's run. */
  hl_heavy heavy;
  hl_yes eased;
  int heavy_runs;  /* as in a report */
  int64_t said_ms; /* when; 0: not known */
  const char *note, *source;
} hl_day;

void hl_day_clear(hl_day *day); /* everything "not recorded" */

/* Did the runner say anything about the legs or the effort? */
bool hl_report_says_something(const hl_report *report);
/* Did the runner say the legs were heavy: a time, or legs 4 or 5? "no" stands
** against any number of legs, wherever the two were said. */
bool hl_report_is_heavy(const hl_report *report);

const char *hl_heavy_name(hl_heavy heavy); /* "no" "start" ... NULL if unsaid */
/* "no", "start", "mid" or "midway", "late", "all" or "entire", and in German
** "nein", "anfang", "mitte", "ende", "immer"; anything else: unsaid. */
hl_heavy hl_heavy_from_name(const char *name);
const char *hl_yes_name(hl_yes yes);
const char *hl_meal_name(hl_meal meal);
hl_meal hl_meal_from_name(const char *name);

/* Tags in any note or title: "#heavy=start #legs=4 #rpe=6 #sleep=6.5 #ill".
** Known tags fill `report` and `day` (either may be NULL) where they still are
** unsaid, with source "tag"; unknown tags and bad values are left alone and
** counted in *ignored (may be NULL). Returns true when any tag was taken. Text
** is not modified.
**
**     #heavy=no|start|mid|late|all   #eased[=yes|no]
**     #legs #stress #soreness #fatigue   =1..5 or bare, which says 4
**     #heavy bare: legs 4, no time said   #fatigue=unusual: 5
**     #heavy_runs=3: the third heavy run in a row
**     #rpe=1..10   #feel #mood #motivation #sleep_quality   =1..5
**     #sleep=6.5 (hours)   #rhr=48   #hrv=62   #weight=61.5
**     #meal=ok|late|none   #ill #travel   [=yes|no]                          */
bool hl_report_from_tags(const char *text, hl_report *report, hl_day *day,
                         int *ignored);

#endif
