/* SPDX-License-Identifier: MIT
**
** Where results wait until they are written: a private temporary database with
** the tables of schema.sql, held by SQLite in memory as long as it is small
** and in an unnamed file otherwise.
**
** It lets a command compute everything before it takes the host's lock or
** writes its first row, in bounded memory, whatever order the results come
** in. What is in it dies with the command.
*/
#ifndef HL_ANNOTATE_SPOOL_H
#define HL_ANNOTATE_SPOOL_H

#include "store/db.h"

typedef struct hl_spool {
  struct sqlite3 *db;
  hl_store *store; /* as any other; its errors are its own */
} hl_spool;

hl_status hl_spool_open(hl_spool *spool, hl_error *err);
void hl_spool_close(hl_spool *spool);

/* Judgements of one athlete are taken out again, for another try. */
hl_status hl_spool_forget(hl_spool *spool, const char *athlete, hl_error *err);
/* Everything is. */
hl_status hl_spool_clear(hl_spool *spool, hl_error *err);

#endif
