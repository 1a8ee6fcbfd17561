/* SPDX-License-Identifier: MIT
**
** Scalar SQL functions as tables of constants.
** Thread class: db thread.
*/
#ifndef HL_DOORS_FUNCTIONS_H
#define HL_DOORS_FUNCTIONS_H

#include <stddef.h>

#include "base/text.h"
#include "doors/door.h"

typedef struct hl_function {
  const char *name;
  int arity;
  int flags; /* SQLITE_UTF8 | ... */
  void (*call)(sqlite3_context *, int, sqlite3_value **);
} hl_function;

/* The hl_door is each function's user data. `err` names what failed. */
hl_status hl_functions_register(hl_door *door, const hl_function *f, size_t n,
                                hl_error *err);

/* The text as the function's result. */
void hl_function_answer(sqlite3_context *context, const hl_text *out);

#endif
