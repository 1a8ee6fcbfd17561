/* SPDX-License-Identifier: MIT
**
** The row buffer of the table-valued functions. See rows.h.
*/
#include "doors/rows.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"

SQLITE_EXTENSION_INIT3

static void add(hl_rows *rows, hl_cell cell) {
  if (rows->failed) return;
  hl_cell *list = hl_arena_more(&rows->arena, rows->cell, rows->n,
                                &rows->capacity, sizeof *list);
  if (list == NULL) {
    rows->failed = true;
    return;
  }
  rows->cell = list;
  list[rows->n++] = cell;
}

void hl_rows_null(hl_rows *rows) {
  hl_cell cell = {HL_CELL_NULL, {0}};
  add(rows, cell);
}

void hl_rows_int(hl_rows *rows, int64_t value) {
  hl_cell cell = {HL_CELL_INT, {.integer = value}};
  add(rows, cell);
}

void hl_rows_real(hl_rows *rows, double value) {
  hl_cell cell = {HL_CELL_REAL, {.real = value}};
  if (isnan(value))
    hl_rows_null(rows);
  else
    add(rows, cell);
}

void hl_rows_text(hl_rows *rows, const char *value) {
  hl_cell cell = {HL_CELL_TEXT, {.text = NULL}};

  if (value == NULL) {
    hl_rows_null(rows);
    return;
  }
  cell.is.text = hl_arena_text(&rows->arena, value, strlen(value));
  if (cell.is.text == NULL)
    rows->failed = true;
  else
    add(rows, cell);
}

void hl_rows_instant(hl_rows *rows, int64_t ms) {
  char text[40];

  hl_print_datetime(text, sizeof text, ms);
  hl_rows_text(rows, text);
}

void hl_rows_result(const hl_rows *rows, size_t i, sqlite3_context *context) {
  const hl_cell *cell = i < rows->n ? &rows->cell[i] : NULL;

  switch (cell ? cell->kind : HL_CELL_NULL) {
  case HL_CELL_NULL: sqlite3_result_null(context); break;
  case HL_CELL_INT: sqlite3_result_int64(context, cell->is.integer); break;
  case HL_CELL_REAL: sqlite3_result_double(context, cell->is.real); break;
  case HL_CELL_TEXT:
    sqlite3_result_text(context, cell->is.text, -1, SQLITE_TRANSIENT);
    break;
  }
}

void hl_rows_clear(hl_rows *rows) {
  hl_arena_reset(&rows->arena);
  rows->cell = NULL;
  rows->n = rows->capacity = 0;
  rows->failed = false;
}

void hl_rows_free(hl_rows *rows) {
  hl_arena_free(&rows->arena);
  memset(rows, 0, sizeof *rows);
}
