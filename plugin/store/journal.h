/* SPDX-License-Identifier: MIT
**
** The journal of what we changed in a host: every field or file, what was in
** it before, exactly, and how to undo it. A row is committed before the change
** is made; at every start the rows that are only planned are held against the
** host by hash to see which side of the change it is on.
*/
#ifndef HL_STORE_JOURNAL_H
#define HL_STORE_JOURNAL_H

#include "store/db.h"

typedef struct hl_write_row {
  int64_t id;
  const char *athlete;
  int64_t run_id, batch;
  const char *host;   /* "pytrainer", "goldencheetah" ... */
  const char *target; /* "records.comments#12", or a file's path */
  const void *before; /* bytes as they were; NULL: the field was NULL */
  size_t before_length;
  bool before_is_text; /* a text field, else bytes of a file or a blob */
  const char *before_hash, *after_hash;
  const char *inverse; /* what undoes it, in the host's terms; NULL: restore */
  const char *state;   /* "planned" "written" "restored" "cut" "lost" */
} hl_write_row;

int64_t hl_write_put(hl_store *store, const hl_write_row *row);
void hl_write_set_inverse(hl_store *store, int64_t id, const char *inverse);
void hl_write_set_state(hl_store *store, int64_t id, const char *state);
/* The change was made and seen to be: `inverse` is kept, of the bytes from
** before only where `keeps_before`. Earlier rows of the same target go. */
void hl_write_done(hl_store *store, const hl_write_row *row, bool keeps_before);
void hl_write_delete(hl_store *store, int64_t id);
/* The newest row with the host, the state and the target of `like`; id 0 when
** there is none. */
hl_write_row hl_write_get(hl_store *store, const hl_write_row *like,
                          hl_arena *arena);
/* Rows with the host and the state of `like`, oldest first; texts live in
** `arena`. */
typedef hl_status hl_write_visit(void *ctx, const hl_write_row *row);
void hl_write_each(hl_store *store, const hl_write_row *like, hl_arena *arena,
                   hl_write_visit *visit, void *ctx);

#endif
