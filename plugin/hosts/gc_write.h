/* SPDX-License-Identifier: MIT
**
** Fields and intervals into the activities of an athlete's folder, and out of
** them again.
**
** Each changed file goes through the journal: its row is committed with the
** bytes from before, then the file is replaced whole, read again, and the row
** is settled; the bytes are kept no longer unless they could not be had back
** by taking our fields away. What a crash left planned is held against the
** file's hash at the next call. Files in forms other than .json, and those
** that GoldenCheetah would not read whole, are left alone and counted.
**
** While GoldenCheetah has the athlete open nothing is written. Needs a
** connection without an open transaction, for a journal that can be undone by
** a host's ROLLBACK is none: hl_gc_can_write().
**
** Thread class: db thread.
*/
#ifndef HL_HOSTS_GC_WRITE_H
#define HL_HOSTS_GC_WRITE_H

#include "base/text.h"
#include "hosts/gc_folder.h"
#include "store/db.h"

enum {
  HL_GC_FAILURES = 20 /* most that are named */
};

typedef struct hl_gc_written {
  int64_t written; /* files */
  int64_t others;  /* runs with something to say in files not to be written */
  int64_t failed;  /* left alone, each with a reason */
  int64_t restored, cut; /* of a retract: to the byte, or our fields only */
  hl_text failures;      /* {"path","message"}, with commas */
  const char *remark;    /* why nothing was done; NULL: it was */
} hl_gc_written;

/* Count it, and name it in the answer. */
void hl_gc_failed(hl_gc_written *result, const char *path, const hl_error *err);

bool hl_gc_can_write(hl_store *store);

/* What stands of the athlete's runs into the files of the folder. HL_E_NOMEM
** and HL_E_HOST of the database; a file that cannot be written is counted. */
hl_status hl_gc_write(hl_store *store, const hl_gc_place *place,
                      hl_gc_written *result, hl_error *err);

/* Every file that the journal knows back to what it was: to the byte where
** nobody else changed it since, else without our fields and intervals. athlete
** NULL: of all. HL_E_USAGE while GoldenCheetah has the athlete open. */
hl_status hl_gc_retract(hl_store *store, const char *athlete,
                        hl_gc_written *result, hl_error *err);

/* As a member of an open JSON object, nothing where there is nothing to tell;
** frees. */
void hl_gc_written_answer(hl_gc_written *result, hl_text *out);

#endif
