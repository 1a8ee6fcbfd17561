/* SPDX-License-Identifier: MIT
**
** When a professional's assessment is worth naming (K8, D16, S12): legs
** that the runner keeps reporting as heavy, and unusual fatigue beside them.
** The engine sees to it, not a rule: neither options nor a coach's rules may
** switch it off. From what the runner said alone; data never lead here.
*/
#include <string.h>

#include "base/calendar.h"
#include "rules/ask.h"

enum {
  ROW = 3,        /* heavy runs in a row: "several consecutive sessions", T9 */
  GAP_DAYS = 7,   /* between two reports that ends a row */
  SPAN_DAYS = 28, /* looked back over */
  LONG_DAYS = 14, /* from the first heavy run on: it lasts */
  UNUSUAL = 5,    /* fatigue, as the runner ticks it */
  HIGH = 4,       /* fatigue that counts when it stays */
  HIGH_DAYS = 5   /* how many such days of LONG_DAYS */
};

static bool speaks_of_legs(const hl_report *r) {
  return r && r->confirmed && (r->heavy != HL_HEAVY_UNSAID || r->legs > 0);
}

static int32_t days_between(const hl_past_run *earlier,
                            const hl_past_run *later) {
  return hl_local_day(later->start_ms, later->utc_offset_s) -
         hl_local_day(earlier->start_ms, earlier->utc_offset_s);
}

/* The next one before past[*i] whose report speaks of the legs; NULL: none. */
static const hl_past_run *reported_before(const hl_case *c, size_t *i) {
  while (*i > 0)
    if (speaks_of_legs(c->past[--*i].report)) return &c->past[*i];
  return NULL;
}

/* How many heavy runs in a row, as reported or as the runner counts them. */
static int heavy_in_a_row(const hl_case *c) {
  const hl_past_run *run = &c->run;
  size_t i = c->past_n;
  for (int row = 1;; row++) {
    if (run->report->heavy_runs) return row - 1 + run->report->heavy_runs;
    const hl_past_run *older = reported_before(c, &i);
    if (!older || !hl_report_is_heavy(older->report) ||
        days_between(older, run) > GAP_DAYS)
      return row;
    run = older;
  }
}

/* Three or more in four weeks, at least every other one that was reported on,
** the first of them two weeks ago or longer. */
static bool has_lasted(const hl_case *c) {
  int heavy = 1, n = 1, first = 0;
  size_t i = c->past_n;
  const hl_past_run *run;
  while ((run = reported_before(c, &i)) != NULL) {
    int days = days_between(run, &c->run);
    if (days > SPAN_DAYS) break;
    n++;
    if (!hl_report_is_heavy(run->report)) continue;
    heavy++;
    first = days;
  }
  return heavy >= ROW && 2 * heavy >= n && first >= LONG_DAYS;
}

static bool is_unusually_tired(const hl_case *c, int32_t today) {
  int high = 0;
  for (size_t i = c->days_n; i-- > 0;) {
    const hl_day *day = &c->days[i];
    if (day->day <= today - LONG_DAYS) break;
    if (day->fatigue >= UNUSUAL && day->day > today - GAP_DAYS) return true;
    high += day->fatigue >= HIGH;
  }
  return high >= HIGH_DAYS;
}

bool hl_assessment_is_due(const hl_ask *ask) {
  const hl_case *c = ask->c;
  const hl_report *report = c->run.report;
  if (!report || !report->confirmed || !hl_report_is_heavy(report))
    return false;
  if (!is_unusually_tired(c, hl_ask_day(ask))) return false;
  return heavy_in_a_row(c) >= ROW || has_lasted(c);
}

/* The rule that carries the sentence whatever else is switched off. */
bool hl_assessment_holds(const hl_ask *ask) {
  return ask->rule->is_stock && !strcmp(ask->rule->id, "stock.report") &&
         hl_assessment_is_due(ask);
}
