/* SPDX-License-Identifier: MIT
**
** The epochs of earlier runs, for rules that ask for windows of them: loaded
** when asked for, and the last 128 kept, which bounds the memory whatever the
** length of the history. What was given stays valid until 128 others were
** asked for. NULL: the run has none.
*/
#ifndef HL_ANNOTATE_RECALL_H
#define HL_ANNOTATE_RECALL_H

#include "signal/epochs.h"
#include "store/db.h"

typedef struct hl_recall hl_recall;

hl_recall *hl_recall_new(hl_store *store); /* NULL when out of memory */
void hl_recall_free(hl_recall *recall);
const hl_epochs *hl_recall_epochs(hl_recall *recall, int64_t run_id);

#endif
