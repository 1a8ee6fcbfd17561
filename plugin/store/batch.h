/* SPDX-License-Identifier: MIT
**
** Batches: who changed what stands, when, and taking it back.
*/
#ifndef HL_STORE_BATCH_H
#define HL_STORE_BATCH_H

#include "store/db.h"

typedef struct hl_batch_row {
  int64_t id;
  const char *athlete;
  const char *command; /* "annotate", "retract" */
  int64_t retracts;    /* of a retract: the batch taken back; 0: all */
  const char *engine;  /* version */
  const char *rules_hash;
  int64_t judged, opened, closed;
} hl_batch_row;

/* Write the row and return its id. The time is the database's clock: it is
** provenance only, nothing is ever decided by it. */
int64_t hl_batch_put(hl_store *store, const hl_batch_row *batch);
/* id 0 when there is no such batch. */
void hl_batch_get(hl_store *store, int64_t id, hl_arena *arena,
                  hl_batch_row *batch);
/* Close every open finding of the athlete. Returns how many. */
int64_t hl_batch_close_all(hl_store *store, const char *athlete,
                           int64_t by_batch);
/* Take one batch back: what it opened and still stands is closed, what it
** closed stands again unless something newer stands in its place. */
typedef struct hl_batch_undone {
  int64_t closed, reopened;
} hl_batch_undone;
hl_batch_undone hl_batch_undo(hl_store *store, int64_t id, int64_t by_batch);
/* The figures of a batch that are known only afterwards. */
void hl_batch_count(hl_store *store, int64_t id, int64_t opened,
                    int64_t closed);

#endif
