/* SPDX-License-Identifier: MIT
**
** The same run recorded twice: watch and phone, device upload and export.
**
** Start within 2 s and duration within 1 % of each other make two recordings
** one run, and a third that is like either of them belongs to it too. The best
** one is judged: a run before what is none, usable before not, then more of it
** with heart rate, then the longer one, then the hash of the samples; the
** others are marked. A pure function of the recordings: the order in which
** they came does not matter.
*/
#ifndef HL_ANNOTATE_DUPLICATE_H
#define HL_ANNOTATE_DUPLICATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/db.h"

enum {
  HL_DUPLICATE_START_MS = 2000
};

typedef struct hl_recording {
  int64_t id, start_ms;
  double duration_s; /* NaN: not known, then it is like no other */
  bool is_run, is_usable;
  double coverage; /* share with heart rate; NaN: none */
  const char *content_hash;
  int64_t duplicate_of; /* out: 0, or the one that stands for it */
} hl_recording;

/* `list` is in the order of start. */
void hl_duplicates_find(hl_recording *list, size_t n);

/* Settle it for an athlete's runs and write what differs. */
void hl_duplicates_settle(hl_store *store, const char *athlete);

#endif
