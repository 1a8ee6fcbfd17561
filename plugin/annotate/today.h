/* SPDX-License-Identifier: MIT
**
** One heavy day without any recording: from four answers to a pattern and one
** small thing to do, by the coach's decisions (methods.md 1.4). A pure
** function; the wording is that of lua/texts/, by id.
*/
#ifndef HL_ANNOTATE_TODAY_H
#define HL_ANNOTATE_TODAY_H

#include "activity/report.h"

enum {
  HL_TODAY_RUNS = 3, /* "several consecutive sessions" (T9) */
  HL_TODAY_CAUSES = 6
};

typedef struct hl_today_said {
  hl_heavy heavy;
  hl_yes eased;
  int runs;          /* heavy in a row, this one counted; 0: not said */
  const hl_day *day; /* sleep, mood, food, illness, soreness */
} hl_today_said;

typedef struct hl_today {
  const char *pattern; /* of design.md 6: "start" ... "multi_day", "none" */
  const char *title, *advice;         /* ids of texts */
  const char *cause[HL_TODAY_CAUSES]; /* ids, NULL behind the last */
  bool is_occasional;                 /* D1: up to two heavy runs */
  bool is_sore;                       /* D12: another thing than heaviness */
  bool looks_again;                   /* T3: in a week */
  bool professional;                  /* K8: persistent, with unusual fatigue */
} hl_today;

/* [any thread] */
void hl_today_decide(const hl_today_said *said, hl_today *today);

#endif
