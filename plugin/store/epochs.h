/* SPDX-License-Identifier: MIT
**
** What is kept of a recording: its epochs, and the facts drawn from them.
** Both are blocks with a version of their own; a block of another version is
** not an error but "not there", so that it is made again.
*/
#ifndef HL_STORE_EPOCHS_H
#define HL_STORE_EPOCHS_H

#include "model/facts.h"
#include "signal/epochs.h"
#include "store/db.h"

/* Block as hl_epochs_pack() gave it. NULL bytes: the run has no epochs. What is
** there already is not written again; returns whether anything was. */
bool hl_store_put_epochs(hl_store *store, int64_t run_id, const void *bytes,
                         size_t length);
bool hl_store_put_facts(hl_store *store, int64_t run_id, const hl_facts *facts);
/* The block itself, to hand it on; NULL when there is none of this version. */
const void *hl_store_get_epochs_block(hl_store *store, int64_t run_id,
                                      hl_arena *arena, size_t *length);

/* False when there are none, or only such of another version or damaged. */
bool hl_store_get_epochs(hl_store *store, int64_t run_id, hl_arena *arena,
                         hl_epochs *epochs);
bool hl_store_get_facts(hl_store *store, int64_t run_id, hl_facts *facts);

#endif
