/* SPDX-License-Identifier: MIT
**
** What the SQLite door's files share: one hl_door per connection, the names it
** registers, and the way an error of ours becomes an error of SQLite's.
**
** Included by: extension.c, functions.c, writers.c, table*.c.
** Thread class of everything here: db thread.
*/
#ifndef HL_DOORS_DOOR_H
#define HL_DOORS_DOOR_H

#include <sqlite3ext.h>

#include "annotate/command.h"
#include "base/status.h"

/* Lives as long as the last of its functions and modules; SQLite drops those
** one by one when the connection closes. */
enum {
  HL_DOOR_COMMANDS = 11 /* that the INSERT form knows */
};

typedef struct hl_door {
  sqlite3 *db;
  hl_engine *engine;
  char *answer[HL_DOOR_COMMANDS]; /* the last one of each, or NULL */
  int uses;                       /* functions and modules that still hold it */
} hl_door;

/* The destructor that SQLite calls for each function and module. */
void hl_door_release(void *door);

/* Register; on failure `err` names what could not be registered. */
hl_status hl_door_add_functions(hl_door *door, hl_error *err);
hl_status hl_door_add_writers(hl_door *door, hl_error *err);
hl_status hl_door_add_tables(hl_door *door, hl_error *err);

/* "season/a.tcx: line 12: expected ..." from sqlite3_malloc; NULL when out of
** memory. The caller frees it with sqlite3_free. */
char *hl_door_message(const hl_error *err);
/* SQLITE_NOMEM, SQLITE_INTERRUPT or SQLITE_ERROR. */
int hl_door_code(hl_status status);
/* Make `err` the result of a scalar function. */
void hl_door_fail(sqlite3_context *context, const hl_error *err);

#endif
