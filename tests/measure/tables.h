/* SPDX-License-Identifier: MIT
**
** Smaller tables of measure: smallest changes, what a short history can say,
** the lower tail. Programs of tests/measure only.
*/
#ifndef MEASURE_TABLES_H
#define MEASURE_TABLES_H

#include "runs.h"

/* Medians over judged runs of the smallest change and loss at each budget. */
void print_detectable(const runs *all);
/* With 5, 20, 40 and 60 usable runs: share of usable runs judged, and the
** smallest change at 5 per 100. */
void print_short_history(const runs *all);
/* How often the lower tail is reached by ordinary runs, and by runs whose heart
** rate is 3, 5 or 8 per cent of effort lower throughout. */
void print_lower_tail(const runs *all);

#endif
