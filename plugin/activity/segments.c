/* SPDX-License-Identifier: MIT
**
** Tracks of an activity whose pauses are told after its points; see
** activity.h.
*/
#include "activity/activity.h"

#include <string.h>

/* The first point at or after `time_ms`. */
static size_t find_point(const hl_activity *a, int64_t time_ms) {
  size_t low = 0, high = a->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (a->time_ms[middle] < time_ms)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

hl_status hl_activity_segment_at(hl_activity *activity, int64_t time_ms,
                                 hl_error *err) {
  hl_activity *a = activity;
  size_t first = find_point(a, time_ms);
  if (first == 0 || first == a->n || a->segment_n == 0) return HL_OK;
  if (a->segment_n >= HL_MAX_LAPS)
    return hl_fail(err, HL_E_LIMIT, "more than %d pauses in one activity",
                   HL_MAX_LAPS);
  size_t at = a->segment_n;
  while (a->segment[at - 1] > first)
    at--;
  if (a->segment[at - 1] == first) return HL_OK;
  hl_status status = hl_activity_begin_segment(a, err); /* makes room */
  if (status) return status;
  memmove(a->segment + at + 1, a->segment + at,
          (a->segment_n - 1 - at) * sizeof *a->segment);
  a->segment[at] = first;
  return HL_OK;
}
