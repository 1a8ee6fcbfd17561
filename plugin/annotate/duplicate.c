/* SPDX-License-Identifier: MIT
**
** See duplicate.h. Recordings that share time make groups, which are small; in
** each the best ones are taken first, and what is like one of those that stand
** already is marked.
*/
#include "annotate/duplicate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define START_S 2.0
#define DURATION_SHARE 0.01
#define OVERLAP_SHARE 0.8
#define OTHER_SHARE 1.25 /* what is no run may be longer than a run by this */

static double start_s(const hl_recording *r) {
  return (double)r->start_ms / 1000;
}

static double end_s(const hl_recording *r) {
  return start_s(r) + (isnan(r->duration_s) ? 0 : r->duration_s);
}

bool hl_recordings_meet(const hl_recording *a, const hl_recording *b) {
  const hl_recording *first = start_s(a) <= start_s(b) ? a : b;
  const hl_recording *then = first == a ? b : a;
  return start_s(then) <= fmax(end_s(first), start_s(first) + START_S);
}

bool hl_recording_ends_before(const hl_recording *a, const hl_recording *b) {
  return end_s(a) < end_s(b);
}

static bool is_same_run(const hl_recording *a, const hl_recording *b) {
  double longer = fmax(a->duration_s, b->duration_s);
  double shorter = fmin(a->duration_s, b->duration_s);
  double common = fmin(end_s(a), end_s(b)) - fmax(start_s(a), start_s(b));
  if (isnan(a->duration_s) || isnan(b->duration_s)) return false;
  if (a->is_run != b->is_run && longer > OTHER_SHARE * shorter) return false;
  if (shorter > 0 && common >= OVERLAP_SHARE * shorter) return true;
  return fabs(start_s(a) - start_s(b)) <= START_S &&
         longer - shorter <= DURATION_SHARE * longer;
}

static double covered_s(const hl_recording *r) {
  return isnan(r->coverage) || isnan(r->duration_s)
             ? 0
             : r->coverage * r->duration_s;
}

/* Negative: `a` is to be judged rather than `b`. */
static int by_worth(const void *left, const void *right) {
  const hl_recording *a = left, *b = right;
  double more = covered_s(b) - covered_s(a);
  if (a->is_run != b->is_run) return a->is_run ? -1 : 1;
  if (a->is_usable != b->is_usable) return a->is_usable ? -1 : 1;
  if (more < 0 || more > 0) return more < 0 ? -1 : 1;
  more = end_s(b) - start_s(b) - (end_s(a) - start_s(a));
  if (more < 0 || more > 0) return more < 0 ? -1 : 1;
  int order = strcmp(a->content_hash, b->content_hash);
  return order ? order : (a->id > b->id) - (a->id < b->id);
}

static int by_start(const void *left, const void *right) {
  const hl_recording *a = left, *b = right;
  if (a->start_ms != b->start_ms) return a->start_ms < b->start_ms ? -1 : 1;
  int order = strcmp(a->content_hash, b->content_hash);
  return order ? order : (a->id > b->id) - (a->id < b->id);
}

static void settle_group(hl_recording *list, size_t n) {
  qsort(list, n, sizeof *list, by_worth);
  for (size_t i = 1; i < n; i++)
    for (size_t k = 0; k < i && !list[i].duplicate_of; k++)
      if (!list[k].duplicate_of && is_same_run(&list[k], &list[i]))
        list[i].duplicate_of = list[k].id;
  qsort(list, n, sizeof *list, by_start);
}

void hl_duplicates_find(hl_recording *list, size_t n) {
  size_t first = 0;
  for (size_t i = 0; i < n; i++)
    list[i].duplicate_of = 0;
  while (first < n) {
    size_t next = first + 1;
    const hl_recording *last = &list[first]; /* to end */
    for (; next < n && hl_recordings_meet(last, &list[next]); next++)
      if (hl_recording_ends_before(last, &list[next])) last = &list[next];
    if (next > first + 1) settle_group(&list[first], next - first);
    first = next;
  }
}
