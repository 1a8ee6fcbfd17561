/* SPDX-License-Identifier: MIT
**
** A few rows of values in memory, filled cell after cell in column order.
**
** The error is sticky: after an allocation fails every call does nothing and
** rows->failed says so at the end. Texts are copied. One owner, one thread.
**
**     hl_rows_text(&rows, "a.tcx");
**     hl_rows_int(&rows, 3);           next cell of the same row
*/
#ifndef HL_DOORS_ROWS_H
#define HL_DOORS_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3ext.h>

#include "base/arena.h"

typedef enum hl_cell_kind {
  HL_CELL_NULL = 0,
  HL_CELL_INT,
  HL_CELL_REAL,
  HL_CELL_TEXT
} hl_cell_kind;

typedef struct hl_cell {
  hl_cell_kind kind;
  union {
    int64_t integer;
    double real;
    const char *text;
  } is;
} hl_cell;

typedef struct hl_rows { /* all zero is valid and empty */
  hl_arena arena;
  hl_cell *cell;
  size_t n, capacity;
  bool failed;
} hl_rows;

void hl_rows_null(hl_rows *rows);
void hl_rows_int(hl_rows *rows, int64_t value);
void hl_rows_real(hl_rows *rows, double value);      /* NaN becomes NULL */
void hl_rows_text(hl_rows *rows, const char *value); /* NULL becomes NULL */
void hl_rows_instant(hl_rows *rows, int64_t ms);     /* ISO 8601 text, UTC */

/* Hand cell `i` to SQLite. */
void hl_rows_result(const hl_rows *rows, size_t i, sqlite3_context *context);

void hl_rows_clear(hl_rows *rows); /* empty, keeps some memory */
void hl_rows_free(hl_rows *rows);

#endif
