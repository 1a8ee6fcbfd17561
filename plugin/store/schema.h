/* SPDX-License-Identifier: MIT
**
** Are our tables there, and of which version; making, migrating and dropping
** them. The tables themselves: schema.sql.
**
** History: 1, the first; 2, effort_bpm of a run and heavylegs_heart;
** 3, what is said of a day's legs, and heavy runs in a row;
** 4, heavylegs_memory; 5, its column open; 6, heavylegs_unseen.
*/
#ifndef HL_STORE_SCHEMA_H
#define HL_STORE_SCHEMA_H

#include "store/db.h"

enum {
  HL_SCHEMA_VERSION = 6
};

/* 0: none of our tables are there. Otherwise the version found. Fails with
** HL_E_HOST when heavylegs_meta is there but says nothing usable, and for a
** version newer than HL_SCHEMA_VERSION. */
int hl_schema_version(hl_store *store);

/* Have the tables there at HL_SCHEMA_VERSION: create or migrate. Inside the
** caller's transaction. `may_drop` false: a migration that drops a table is
** refused, because SQLite cannot do it inside another statement. */
hl_status hl_schema_ensure(hl_store *store, bool may_drop);

/* Drop every table and view of ours. */
hl_status hl_schema_drop(hl_store *store);

/* One step of the way from an older version, and the list of them: `to` is
** ascending. Public for the test that walks a list of its own. */
typedef struct hl_migration {
  int to;
  bool drops;
  const char *sql;
} hl_migration;

hl_status hl_schema_migrate(hl_store *store, int from, bool may_drop,
                            const hl_migration *list, size_t count);

#endif
