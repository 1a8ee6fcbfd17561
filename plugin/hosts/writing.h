/* SPDX-License-Identifier: MIT
**
** One activity's field and labels in a SQLite host, read and written inside
** the caller's transaction. What is written, and what stood there before, is
** decided and journalled by annotate/hosting_write.c.
**
** Thread class: db thread.
*/
#ifndef HL_HOSTS_WRITING_H
#define HL_HOSTS_WRITING_H

#include "base/text.h"
#include "hosts/binding.h"

struct sqlite3;

typedef struct hl_host_field {
  bool is_there; /* one row has the key, and NULL or text in the column */
  bool is_null;
  const char *text; /* in `arena`; "" where NULL */
  size_t length;
} hl_host_field;

typedef struct hl_host_cell { /* where it is */
  const hl_binding *binding;
  struct sqlite3 *db;
  const char *id;
} hl_host_cell;

hl_status hl_host_field_get(const hl_host_cell *cell, hl_arena *arena,
                            hl_host_field *field, hl_error *err);
hl_status hl_host_field_put(const hl_host_cell *cell,
                            const hl_host_field *field, hl_error *err);

/* AUTOINCREMENT counters of the tables that a step inserts into, as a text that
** is equal as long as they are; "" where there are none. */
hl_status hl_host_counters(const hl_binding_step *step, struct sqlite3 *db,
                           hl_text *out, hl_error *err);
/* Set them back to such a text, those that no row is above. */
hl_status hl_host_counters_restore(const hl_binding_step *step,
                                   struct sqlite3 *db, const char *had,
                                   hl_error *err);

/* Do the step for the activity: did its last statement change a row? */
hl_status hl_host_step_do(const hl_binding_step *step, struct sqlite3 *db,
                          const char *id, bool *changed, hl_error *err);
hl_status hl_host_step_undo(const hl_binding_step *step, struct sqlite3 *db,
                            const char *id, hl_error *err);

#endif
