/* SPDX-License-Identifier: MIT
**
** The days that a host keeps: sleep, resting heart rate, weight and the like.
**
** Thread class: db thread.
*/
#ifndef HL_HOSTS_WELLNESS_H
#define HL_HOSTS_WELLNESS_H

#include "activity/report.h"
#include "hosts/link.h"

typedef struct hl_host_days {
  hl_day *list; /* ascending by day, each day once; in the arena */
  size_t n;
  bool is_told; /* a statement was there to be asked: what is not in the list
                ** the host does not say (any more) */
} hl_host_days;

/* Columns: `day`, and the fields of activity/day.h by their names; a value out
** of its range is not recorded. Of several rows of one day the first that says
** something counts, statement by statement. HL_E_HOST, HL_E_NOMEM. */
hl_status hl_host_wellness(const hl_host_link *link, hl_arena *arena,
                           hl_host_days *days, hl_error *err);

#endif
