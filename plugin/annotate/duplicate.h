/* SPDX-License-Identifier: MIT
**
** The same run recorded twice: watch and phone, device upload and export, TCX
** and GPX, once whole and once in parts.
**
** Nobody runs two runs at a time: recordings whose times overlap by four fifths
** of the shorter one, or that start within 2 s of each other and differ in
** duration by at most 1 %, are of the same run. What is no run is the same as a
** run only where both last about as long: a day's log that a run lies in is
** another activity. The best recording is judged: a run before what is none,
** usable before not, then most minutes with heart rate, then the longer one,
** then the hash of the samples; the others are marked. Parts that are better
** than the whole, because it has no heart rate, each stand. A pure function of
** the recordings: the order in which they came does not matter.
**
** Limits: parts of a run of which there is no whole recording are runs of
** their own, and so is a copy whose clock was wrong by more than that; two runs
** recorded by a watch that had lost its date may be taken for one.
*/
#ifndef HL_ANNOTATE_DUPLICATE_H
#define HL_ANNOTATE_DUPLICATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/db.h"

typedef struct hl_recording {
  int64_t id, start_ms;
  double duration_s; /* NaN: not known, then it is like no other */
  bool is_run, is_usable;
  double coverage; /* share with heart rate; NaN: none */
  const char *content_hash;
  int64_t marked;       /* duplicate_of as stored; not looked at */
  int64_t duplicate_of; /* out: 0, or the one that stands for it */
} hl_recording;

/* Have two recordings any time in common? */
bool hl_recordings_meet(const hl_recording *a, const hl_recording *b);
bool hl_recording_ends_before(const hl_recording *a, const hl_recording *b);

/* `list` is in the order of start, then hash, and is so afterwards. */
void hl_duplicates_find(hl_recording *list, size_t n);

/* Settle it for an athlete's runs and write what differs. */
void hl_duplicates_settle(hl_store *store, const char *athlete);

#endif
