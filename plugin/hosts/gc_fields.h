/* SPDX-License-Identifier: MIT
**
** What GoldenCheetah shows of a run: the fields and intervals of ours, from
** what stands in the tables.
**
**   Heavy Legs          what was found, and on what basis
**   Effort vs Usual     of every judged run: bpm over or under the runner's own
**                       usual at that pace, one decimal, for a curve
**   Heavy Legs Notes    the annotation, several lines
**   Heavy Legs Status   of the last 30 runs: why one could not be judged
**
** and the interval "Heavy legs: start" where a finding has a window. There is
** no field where there is nothing to say: GoldenCheetah's own blank and 0 in a
** configured field mean the same. The tags that the athlete fills in are named
** in read/gc_words.h.
*/
#ifndef HL_HOSTS_GC_FIELDS_H
#define HL_HOSTS_GC_FIELDS_H

#include "base/hash.h"
#include "hosts/gc_patch.h"
#include "read/gc_words.h"
#include "store/db.h"

#define HL_GC_EFFORT "Effort vs Usual"
#define HL_GC_FOUND "Heavy Legs"
#define HL_GC_NOTES "Heavy Legs Notes"
#define HL_GC_STATUS "Heavy Legs Status"
#define HL_GC_PREFIX "Heavy legs: " /* of intervals */

enum {
  HL_GC_FIELDS = 4,
  HL_GC_STATUS_RUNS = 30,
  HL_GC_MARKS = 16 /* most of one run */
};

/* Ascending, as hl_gc_patch wants them. */
extern const char *const hl_gc_field_names[HL_GC_FIELDS];

typedef struct hl_gc_fields {
  hl_gc_tag tag[HL_GC_FIELDS];
  hl_gc_mark mark[HL_GC_MARKS];
  size_t mark_n;
  bool says_something;
} hl_gc_fields;

/* Nothing of ours. */
void hl_gc_fields_clear(hl_gc_fields *fields);
/* A run that is told of; is it one of the last HL_GC_STATUS_RUNS? */
typedef struct hl_gc_run {
  const char *athlete;
  int64_t id;
  bool is_recent;
} hl_gc_run;

/* Texts live in `arena`; what fails sticks to the store. */
void hl_gc_fields_read(hl_store *store, const hl_gc_run *run, hl_arena *arena,
                       hl_gc_fields *fields);
hl_gc_patch hl_gc_fields_patch(const hl_gc_fields *fields);
/* Two that hash alike say the same. */
hl_status hl_gc_fields_hash(const hl_gc_fields *fields, char text[HL_HASH_TEXT],
                            hl_error *err);

#endif
