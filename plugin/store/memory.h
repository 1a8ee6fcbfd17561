/* SPDX-License-Identifier: MIT
**
** What judging remembers behind a run: heavylegs_memory in schema.sql.
*/
#ifndef HL_STORE_MEMORY_H
#define HL_STORE_MEMORY_H

#include "store/db.h"

typedef struct hl_memory {
  int64_t run_id;
  const char *key;     /* the judged_key that it belongs to */
  const char *found;   /* pattern that stands for the run; NULL: none */
  double heart_z;      /* of the whole run; NaN: not judged */
  const void *arbiter; /* hl_rules_remember() */
  size_t length;
  const char *open; /* open episodes as JSON; NULL: none */
} hl_memory;

void hl_memory_put(hl_store *store, const hl_memory *memory);
/* False, and nothing filled in, where there is none. */
bool hl_memory_get(hl_store *store, int64_t run_id, hl_arena *arena,
                   hl_memory *memory);
/* Every row of one database into another. */
void hl_memory_copy(hl_store *from, hl_store *to);

#endif
