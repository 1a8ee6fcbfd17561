/* SPDX-License-Identifier: MIT
**
** What the runner said: of runs (heavylegs_report), of days (heavylegs_day).
**
** The same run may be spoken of in several places; each keeps its own row and
** the rows are laid over each other when they are read: command, then what
** was said of the day ("today"), then a host's field, then tags, then the
** file's own fields, then words found in a note. A field that an earlier one
** left unsaid is taken from a later one; but unconfirmed words of a note add
** nothing to legs of which something was said.
**
** A host's wellness comes in through one call, hl_day_put(), a day at a time:
**
**     hl_day day;
**     hl_day_clear(&day);
**     day.day = hl_local_day(...);  // or a calendar day as the host has it
**     day.source = "gc:measures";   // "<host>:<table or file>"; not one of
**                                   // command, tag, note, file...
**     day.sleep_h = ...             // units and scales: activity/report.h
**     hl_day_put(store, (hl_about){athlete, 0}, &day);
**
** What the host no longer has: the same call with a day that says nothing
** takes the row away; hl_day_of_source() lists what came from there.
*/
#ifndef HL_STORE_REPORT_H
#define HL_STORE_REPORT_H

#include "activity/report.h"
#include "store/db.h"

/* Of whose run is spoken. run_id 0: of all, or of the diary itself. */
typedef struct hl_about {
  const char *athlete;
  int64_t run_id;
} hl_about;

/* Have report->source say this of the run; a report that says nothing takes
** the row away. Equal to what is there: nothing is written. Returns whether
** something was. */
bool hl_report_put(hl_store *store, hl_about about, const hl_report *report);

/* The laid-over report of every run that has one, or of one run, ascending by
** run. Texts live in `arena`. */
typedef hl_status hl_report_visit(void *ctx, int64_t run_id,
                                  const hl_report *report);
void hl_report_each(hl_store *store, hl_about about, hl_arena *arena,
                    hl_report_visit *visit, void *ctx);

/* What one source says; a report that says nothing where it does not. */
hl_report hl_report_get(hl_store *store, hl_about about, const char *source,
                        hl_arena *arena);

/* Lay `under` below `report`: take from it what is unsaid. */
void hl_report_fill(hl_report *report, const hl_report *under);

/* The same for days. run_id: the run whose notes carried the tags, or 0. A
** run speaks of one day per source: an earlier row for another day goes. */
bool hl_day_put(hl_store *store, hl_about about, const hl_day *day);
/* Laid over, ascending by day; an array in `arena`. */
hl_day *hl_day_all(hl_store *store, const char *athlete, hl_arena *arena,
                   size_t *count);
/* What one source says with this run. */
hl_day hl_day_get(hl_store *store, hl_about about, const char *source,
                  hl_arena *arena);
/* Every day of the diary itself (run_id 0) that this source speaks of. */
hl_day *hl_day_of_source(hl_store *store, const char *athlete,
                         const char *source, hl_arena *arena, size_t *count);
bool hl_day_says_something(const hl_day *day);
/* The same day, and the same said of it; who said it does not count. */
bool hl_day_same(const hl_day *a, const hl_day *b);
void hl_day_fill(hl_day *day, const hl_day *under);

#endif
