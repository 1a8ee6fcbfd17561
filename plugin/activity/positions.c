/* SPDX-License-Identifier: MIT
**
** Distance from positions, for recordings that have no distance of their own;
** see activity.h.
*/
#include "activity/activity.h"

#include <math.h>

static const double earth_m = 6371008.8, radian_per_degree = 0.017453292519943;

static double way_m(const hl_activity *a, size_t from, size_t to) {
  double lat1 = a->latitude_deg[from] * radian_per_degree;
  double lat2 = a->latitude_deg[to] * radian_per_degree;
  double north = sin((lat2 - lat1) / 2);
  double east = sin((a->longitude_deg[to] - a->longitude_deg[from]) *
                    radian_per_degree / 2);
  double h = north * north + cos(lat1) * cos(lat2) * east * east;
  return 2 * earth_m * asin(sqrt(h < 1 ? h : 1));
}

hl_status hl_activity_distance_from_positions(hl_activity *activity,
                                              hl_error *err) {
  hl_activity *a = activity;
  if (a->channel[HL_DISTANCE] || !a->latitude_deg) return HL_OK;
  float *distance = hl_arena_alloc(&a->arena, a->n, sizeof *distance);
  if (!distance) return hl_nomem(err);
  double total = 0;
  size_t last = a->n, segment = 1;
  for (size_t i = 0; i < a->n; i++) {
    distance[i] = NAN;
    if (segment < a->segment_n && a->segment[segment] == i) {
      segment++;
      last = a->n;
    }
    if (isnan(a->latitude_deg[i])) continue;
    if (last < a->n) total += way_m(a, last, i);
    distance[i] = (float)total;
    last = i;
  }
  a->channel[HL_DISTANCE] = distance;
  a->distance_computed = true;
  return HL_OK;
}
