/* SPDX-License-Identifier: MIT
**
** Settings: of one athlete, or of all ('').
*/
#ifndef HL_STORE_SETTING_H
#define HL_STORE_SETTING_H

#include "store/db.h"

typedef struct hl_setting_row {
  const char *athlete, *key;
  const char *value;   /* NULL: take the setting away */
  int64_t uid;         /* who set it; -1: does not matter */
  const char *machine; /* on which machine; NULL: does not matter */
} hl_setting_row;

/* The athlete's own value, else everybody's, else NULL. `row` (may be NULL)
** gets who set it. */
const char *hl_setting_get(hl_store *store, const char *athlete,
                           const char *key, hl_arena *arena,
                           hl_setting_row *row);
/* Returns whether anything was written. */
bool hl_setting_put(hl_store *store, const hl_setting_row *row);

#endif
