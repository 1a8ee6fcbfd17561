/* SPDX-License-Identifier: MIT
**
** The runner's maximum, resting and threshold heart rate from a day on, as the
** settings of a host give them. The newest that begins at or before a run's day
** holds for it; runs before the first one take the first.
*/
#ifndef HL_STORE_HEART_H
#define HL_STORE_HEART_H

#include "store/db.h"

typedef struct hl_heart {
  int32_t day; /* local, from which on it holds */
  double max_bpm, resting_bpm, threshold_bpm; /* NaN: not given */
} hl_heart;

/* Whose, and who says so. */
typedef struct hl_heart_of {
  const char *athlete, *source;
} hl_heart_of;

/* All of the athlete, ascending by day; an array in `arena`. source NULL: of
** every source. */
hl_heart *hl_heart_all(hl_store *store, const hl_heart_of *of, hl_arena *arena,
                       size_t *count);
bool hl_heart_same(const hl_heart *a, const hl_heart *b);
/* Have the source say this and nothing else; `list` ascends by day. */
void hl_heart_replace(hl_store *store, const hl_heart_of *of,
                      const hl_heart *list, size_t n);

#endif
