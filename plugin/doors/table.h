/* SPDX-License-Identifier: MIT
**
** Table-valued functions with little ceremony.
**
** A table is one constant hl_table: its name, its columns as SQL, how many
** arguments it takes, and functions that open it on those arguments and hand
** over rows batch by batch. Everything SQLite wants to know about virtual
** tables is in table.c, once.
**
**     SELECT * FROM heavylegs_check('season/');
**
** Arguments are hidden columns behind the visible ones. An argument that is
** SQL NULL gives no rows, so that a join over a column with gaps works.
** All are DIRECTONLY: they read files, so no view or trigger in a file that
** somebody sent may call them.
** Thread class: db thread.
*/
#ifndef HL_DOORS_TABLE_H
#define HL_DOORS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "doors/door.h"
#include "doors/rows.h"

enum {
  HL_TABLE_ARGUMENTS = 2
};

typedef struct hl_cursor hl_cursor;

typedef struct hl_table {
  const char *name;
  const char *columns; /* "part INTEGER, ... , source HIDDEN" */
  int width;           /* visible columns */
  int argument_n;      /* hidden ones behind them, at most 2 */
  int needed_n;        /* arguments that must be given */
  const char *needs;   /* what to say when they are not */

  /* Begin. argument[i] NULL: not given; it may be kept no longer than the
  ** call. */
  hl_status (*open)(hl_cursor *cursor, sqlite3_value **argument, hl_error *err);
  /* Hand over the next batch: fill cursor->rows, or set row_n where column()
  ** is the table's own; set cursor->done with the last one. A batch may be
  ** empty. */
  hl_status (*more)(hl_cursor *cursor, hl_error *err);
  /* The value of a column in row cursor->row; NULL: taken from rows. */
  void (*column)(const hl_cursor *cursor, sqlite3_context *context, int i);
  void (*close)(hl_cursor *cursor); /* frees cursor->state, may be NULL */
  /* A row was inserted: the values of all columns, hidden ones too. NULL: the
  ** table is read-only. */
  hl_status (*insert)(hl_door *door, sqlite3_value **column, hl_error *err);
} hl_table;

struct hl_cursor {
  sqlite3_vtab_cursor base; /* must be first */
  const hl_table *table;
  hl_door *door;
  hl_rows rows;
  size_t row, row_n;    /* of this batch; row_n is set from rows when 0 */
  sqlite3_int64 before; /* rows of earlier batches, for the rowid */
  bool done;
  void *state; /* the table's own */
};

hl_status hl_table_register(hl_door *door, const hl_table *table,
                            hl_error *err);

/* The tables, one file each (table_read.c, table_check.c ...). */
extern const hl_table hl_table_activities, hl_table_laps, hl_table_samples;
extern const hl_table hl_table_check;
extern const hl_table hl_table_rules, hl_table_hosts, hl_table_explain;
extern const hl_table hl_table_command;

#endif
