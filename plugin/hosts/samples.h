/* SPDX-License-Identifier: MIT
**
** Points and laps of one activity out of a host's tables. What columns the
** statements may have says heavylegs-hosts(7).
**
** Thread class: db thread.
*/
#ifndef HL_HOSTS_SAMPLES_H
#define HL_HOSTS_SAMPLES_H

#include "hosts/activities.h"

/* Add the points that the statement gives for the activity. */
hl_status hl_host_samples(const hl_host_link *link,
                          const hl_binding_query *query,
                          const hl_host_activity *activity, hl_activity *out,
                          hl_error *err);

/* Add the host's laps, if it has any, and settle which points are whose. More
** than HL_MAX_LAPS are none of use: the rest is left out. */
hl_status hl_host_laps(const hl_host_link *link,
                       const hl_host_activity *activity, hl_activity *out,
                       hl_error *err);

#endif
