/* SPDX-License-Identifier: MIT
**
** Where a writing command was called from, and whether it may write there.
**
** SQLite does not tell a function which statement calls it, and a savepoint
** inside an open INSERT or UPDATE fails. What it does offer is exact all the
** same: the open statements of the connection, whether each one writes, and
** through EXPLAIN the program of each. The calling statement is the one whose
** program holds our function; a loop around it means a FROM clause.
**
** Measured with SQLite 3.40.1; opcode names in use: Function, PureFunc, Next,
** Prev, VNext, SorterNext, Goto, Init, VUpdate, Yield.
** Thread class: db thread.
*/
#ifndef HL_DOORS_CALLING_H
#define HL_DOORS_CALLING_H

#include <sqlite3ext.h>

#include "base/status.h"

/* HL_E_USAGE with the form to type when `function` was not called as
** `SELECT function(...)`: from a statement that writes, while another one
** writes, or once per row of a FROM clause. */
hl_status hl_calling_select(sqlite3 *db, const char *function, hl_error *err);

/* HL_E_USAGE when the INSERT that runs now would keep half of a failed
** command: inside a transaction SQLite undoes a failed statement as a whole
** only when its rows come from a SELECT. */
hl_status hl_calling_insert(sqlite3 *db, const char *table, hl_error *err);

#endif
