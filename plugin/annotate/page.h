/* SPDX-License-Identifier: MIT
**
** The numbers behind a page, as one JSON document, read from our tables alone.
** The template that turns them into HTML is lua/page/ (rules/page.h).
**
** Every document:
**   {"kind":"run|season|squad", "version":"0.1.0", "imperial":bool,
**    "athlete":text, ...}
**
** run: the members of `explain` (command.h), and
**   "minutes":[{"minute","bpm","low_bpm","usual_bpm","high_bpm","speed_mps",
**               "gas_mps","grade","clean":bool}]   at most 240, moving time
**   "band_runs":n           earlier runs behind the band, 60 at most
**   "effort":{"bpm","range_bpm","n","reason"}
**   "diary":{field:text...}, "notes":text
**   "later":bool            there are runs after this one
**
** season: "from_day", "to_day" (days since 1970-01-01, Monday to Sunday),
**   "runs":[mark...], "weeks":[{"day","date","runs","distance_m","load",
**   "estimated"}], "episodes":[episode...], "days":[{"day","date","sleep_h",
**   "rhr_bpm"}], "last_ten":[mark...], "counts":{"reported","found","clear",
**   "not_judged"}
**
** squad: "to_day", "athletes":[{"athlete","last":mark,"recent":[mark...],
**   "runs_28","last_ten":[mark...],"open":[episode...],"latest":mark}]
**   recent: of 28 days; latest: the newest run with something reported or found
**
** mark: {"id","day","date","time","title","distance_m","moving_s","state":
**   "reported|found|clear|not_judged","reason","pattern","basis","finding",
**   "said_heavy":bool,"said":bool,"effort_bpm","range_bpm"}
** episode: {"rule","title","from_day","from","to_day","to","runs","open"}
*/
#ifndef HL_ANNOTATE_PAGE_H
#define HL_ANNOTATE_PAGE_H

#include "annotate/rulebook.h"
#include "annotate/season.h"
#include "model/usual.h"

/* One run of a season as its mark shows it. */
typedef struct hl_mark {
  const hl_season_run *run;
  const char *state, *reason;
  const char *pattern, *basis, *finding; /* NULL: nothing stands */
  hl_effort effort;
} hl_mark;

/* One athlete's runs (no other activities, no second recordings) as marks, in
** the order of their starts. Everything lives in the task's arena. */
typedef struct hl_marks {
  hl_task *task;
  hl_season season;
  hl_mark *mark;
  size_t n;
} hl_marks;

hl_status hl_marks_load(hl_marks *marks, hl_task *task, const char *athlete,
                        hl_error *err);
/* A member of an array. */
void hl_mark_write(hl_task *task, const hl_mark *mark, hl_text *out);
/* "name":[mark...] of the marks from `from` to before `to`. */
void hl_marks_write(const hl_marks *marks, const char *name, size_t from,
                    size_t to, hl_text *out);
/* The first mark of the last ten. */
size_t hl_marks_last_ten(const hl_marks *marks);
/* "name":[episode...] that touch the days; `only_open`: only those still open
** after the athlete's last run. */
void hl_marks_write_episodes(const hl_marks *marks, const char *name,
                             const int32_t days[2], bool only_open,
                             hl_text *out);
int32_t hl_mark_day(const hl_mark *mark);
/* "key":"2024-06-04" */
void hl_page_add_date(hl_text *out, const char *key, int32_t day);

/* A page being made. Each writer opens the rulebook it needs and hands the
** document to hl_page_finish(), which answers with it or with the HTML. */
typedef struct hl_paging {
  hl_task *task;
  const char *kind;
  bool wants_data; /* the document itself is asked for */
  hl_text data;
} hl_paging;

void hl_page_begin(hl_paging *page, const hl_rulebook *book,
                   const char *athlete);
hl_status hl_page_finish(hl_paging *page, const hl_rulebook *book,
                         hl_error *err);

hl_status hl_page_run(hl_paging *page, hl_error *err);
hl_status hl_page_season(hl_paging *page, hl_error *err);
hl_status hl_page_squad(hl_paging *page, hl_error *err);

#endif
