/* SPDX-License-Identifier: MIT
**
** A host's database and those beside it, as the statements of its binding see
** them for one command.
**
**     hl_host_link link = {.binding = binding, .db = db, .zone = zone};
**     hl_host_link_open(&link, &err);
**     if (hl_host_meets(&link, query))
**       hl_host_prepare(&link, query, &stmt, &err);
**     hl_host_link_close(&link);
**
** Attached databases are opened read-only on a connection of our own, so that
** the host's connection shows nothing of them and cannot lock itself out; a
** statement reads either the host's database or the attached ones.
**
** Thread class: db thread.
*/
#ifndef HL_HOSTS_LINK_H
#define HL_HOSTS_LINK_H

#include "base/text.h"
#include "base/zone.h"
#include "hosts/binding.h"

struct sqlite3;
struct sqlite3_stmt;
struct sqlite3_value;

typedef struct hl_host_link {
  const hl_binding *binding;
  struct sqlite3 *db;  /* the caller's */
  const hl_zone *zone; /* of times without one; NULL: UTC */
  bool zone_is_set;    /* by the user: another one means reading anew */

  struct sqlite3 *attached; /* ours; NULL: nothing is attached */
  bool has[HL_BINDING_ATTACHED];
  struct sqlite3_value *value[HL_BINDING_PARAMS];
  char zone_name[64]; /* of the last activity that named one */
  hl_zone *named_zone;
} hl_host_link;

/* HL_E_HOST names a database that is not there though it is needed, or cannot
** be opened. Parameters are not asked for yet. To be closed whatever it
** returns. */
hl_status hl_host_link_open(hl_host_link *link, hl_error *err);
/* Ask for the parameters; HL_E_HOST with the database's words. */
hl_status hl_host_ask_params(hl_host_link *link, hl_error *err);
void hl_host_link_close(hl_host_link *link);

/* Are the database, tables and columns there that the statement needs? */
bool hl_host_meets(const hl_host_link *link, const hl_binding_query *query);
/* The first of the list that does, or NULL. */
const hl_binding_query *hl_host_choose(const hl_host_link *link,
                                       const hl_binding_queries *list);

/* Which connection it runs on. */
struct sqlite3 *hl_host_db_of(const hl_host_link *link,
                              const hl_binding_query *query);
/* Ready to be stepped, with the parameters and :id (NULL: none) bound. */
hl_status hl_host_prepare(const hl_host_link *link,
                          const hl_binding_query *query, const char *id,
                          struct sqlite3_stmt **stmt, hl_error *err);

/* The table of main, or of an attached database, has all these columns. */
hl_status hl_host_has_columns(struct sqlite3 *db, const char *schema,
                              const hl_binding_table *table, bool *has,
                              hl_error *err);

/* Add the folder of a database's file; HL_E_INPUT where it has no file. */
hl_status hl_host_add_folder(struct sqlite3 *db, hl_text *path, hl_error *err);

/* What SQLite said, as HL_E_NOMEM, HL_E_CANCEL or HL_E_HOST. */
hl_status hl_host_fail(struct sqlite3 *db, int code, hl_error *err);

#endif
