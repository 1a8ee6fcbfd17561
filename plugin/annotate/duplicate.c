/* SPDX-License-Identifier: MIT
**
** See duplicate.h. Groups are found by joining trees; a group spans few
** recordings, so that walking up a tree is short.
*/
#include "annotate/duplicate.h"

#include <math.h>
#include <string.h>

#define DURATION_SHARE 0.01

static bool is_same_run(const hl_recording *a, const hl_recording *b) {
  double longer = fmax(a->duration_s, b->duration_s);
  return fabs(a->duration_s - b->duration_s) <= DURATION_SHARE * longer;
}

/* Is `a` to be judged rather than `b`? */
static bool is_better(const hl_recording *a, const hl_recording *b) {
  double covered_a = isnan(a->coverage) ? 0 : a->coverage;
  double covered_b = isnan(b->coverage) ? 0 : b->coverage;
  if (a->is_run != b->is_run) return a->is_run;
  if (a->is_usable != b->is_usable) return a->is_usable;
  if (covered_a < covered_b || covered_a > covered_b)
    return covered_a > covered_b;
  if (a->duration_s < b->duration_s || a->duration_s > b->duration_s)
    return a->duration_s > b->duration_s;
  return strcmp(a->content_hash, b->content_hash) < 0;
}

/* duplicate_of holds, while groups are found, the position plus 1 of the one
** that `i` was joined to; 0: it stands for its group. */
static size_t leader(const hl_recording *list, size_t i) {
  while (list[i].duplicate_of)
    i = (size_t)list[i].duplicate_of - 1;
  return i;
}

static void join(hl_recording *list, size_t i, size_t j) {
  size_t a = leader(list, i), b = leader(list, j);
  if (a == b) return;
  if (is_better(&list[a], &list[b]))
    list[b].duplicate_of = (int64_t)a + 1;
  else
    list[a].duplicate_of = (int64_t)b + 1;
}

void hl_duplicates_find(hl_recording *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    list[i].duplicate_of = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1;
         j < n && list[j].start_ms - list[i].start_ms <= HL_DUPLICATE_START_MS;
         j++)
      if (is_same_run(&list[i], &list[j])) join(list, i, j);
  /* Every chain is made one step long, then positions become ids. */
  for (size_t i = 0; i < n; i++)
    if (list[i].duplicate_of)
      list[i].duplicate_of = (int64_t)leader(list, i) + 1;
  for (size_t i = 0; i < n; i++)
    if (list[i].duplicate_of)
      list[i].duplicate_of = list[list[i].duplicate_of - 1].id;
}
