/* SPDX-License-Identifier: MIT
**
** See recall.h. A ring: the oldest one loaded makes room.
*/
#include "annotate/recall.h"

#include <stdlib.h>

#include "store/epochs.h"

enum {
  KEPT = 128
};

typedef struct kept {
  int64_t run_id; /* 0: nothing yet */
  bool has;
  hl_epochs epochs;
  hl_arena arena;
} kept;

struct hl_recall {
  hl_store *store;
  size_t next;
  kept ring[KEPT];
};

hl_recall *hl_recall_new(hl_store *store) {
  hl_recall *recall = calloc(1, sizeof *recall);
  if (recall) recall->store = store;
  return recall;
}

void hl_recall_free(hl_recall *recall) {
  for (size_t i = 0; recall && i < KEPT; i++)
    hl_arena_free(&recall->ring[i].arena);
  free(recall);
}

/* The newest ones are asked for most. */
static const kept *find(const hl_recall *recall, int64_t run_id) {
  for (size_t back = 1; back <= KEPT; back++) {
    const kept *k = &recall->ring[(recall->next + KEPT - back) % KEPT];
    if (k->run_id == run_id) return k;
  }
  return NULL;
}

const hl_epochs *hl_recall_epochs(hl_recall *recall, int64_t run_id) {
  const kept *known = find(recall, run_id);
  if (known) return known->has ? &known->epochs : NULL;
  kept *k = &recall->ring[recall->next];
  recall->next = (recall->next + 1) % KEPT;
  hl_arena_reset(&k->arena);
  k->run_id = run_id;
  k->has = hl_store_get_epochs(recall->store, run_id, &k->arena, &k->epochs);
  return k->has ? &k->epochs : NULL;
}
