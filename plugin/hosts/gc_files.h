/* SPDX-License-Identifier: MIT
**
** The activities of an athlete's folder that are in the tables, and what each
** is to say: for those who write it and those who only tell it.
*/
#ifndef HL_HOSTS_GC_FILES_H
#define HL_HOSTS_GC_FILES_H

#include "base/file.h"
#include "hosts/gc_fields.h"
#include "hosts/gc_journal.h"

typedef struct hl_gc_file {
  const char *path;
  hl_gc_run run;
  const char *key;     /* under which the run stands judged, and is_recent */
  bool is_json;        /* the only form that can hold tags */
  hl_file_stamp stamp; /* as it was read */
  bool is_settled;     /* nothing was judged or changed since it was written */
} hl_gc_file;

/* Ascending by path, an array in `arena`; what fails sticks to the store. */
hl_gc_file *hl_gc_files(hl_store *store, const hl_gc_place *place,
                        hl_arena *arena, size_t *count);

/* What one of them is to say, beside what was written there. */
typedef struct hl_gc_wish {
  hl_gc_fields fields;
  char hash[HL_HASH_TEXT];
  hl_write_row old;    /* id 0: nothing of ours was written */
  hl_gc_memory memory; /* of it */
  bool is_needed;      /* something is to be said, or to be taken away */
  bool is_said;        /* what was written says the same */
} hl_gc_wish;

hl_status hl_gc_wish_read(hl_store *store, const hl_gc_file *file,
                          hl_arena *arena, hl_gc_wish *wish, hl_error *err);

#endif
