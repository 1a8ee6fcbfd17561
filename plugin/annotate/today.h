/* SPDX-License-Identifier: MIT
**
** One heavy day without any recording: from four answers to a pattern and one
** small thing to do, by the coach's decisions (methods.md 1.4). A pure
** function; the wording is that of lua/texts/, by id. And what becomes of the
** answers: they are kept with the day, and are the report of the day's run as
** soon as there is one.
*/
#ifndef HL_ANNOTATE_TODAY_H
#define HL_ANNOTATE_TODAY_H

#include "activity/report.h"
#include "store/db.h"

enum {
  HL_TODAY_RUNS = 3, /* "several consecutive sessions" (T9) */
  HL_TODAY_CAUSES = 6
};

typedef struct hl_today {
  const char *pattern; /* of design.md 6: "start" ... "multi_day", "none" */
  const char *title, *advice;         /* ids of texts */
  const char *cause[HL_TODAY_CAUSES]; /* ids, NULL behind the last */
  bool is_occasional;                 /* D1: up to two heavy runs */
  bool is_sore;                       /* D12: another thing than heaviness */
  bool looks_again;                   /* T3: in a week */
  bool professional;                  /* K8: persistent, with unusual fatigue */
} hl_today;

/* From heavy, eased, heavy_runs, sleep, mood, food ... of a day. [any thread]
*/
void hl_today_decide(const hl_day *day, hl_today *today);

/* Give what was said of each day's legs to the run it speaks of: the last one
** of that local day that had begun when it was said. It is that run's report
** from the source "today". Returns how many reports are new or other than
** before. [db thread] */
int64_t hl_today_settle(hl_store *store, const char *athlete);

#endif
