/* SPDX-License-Identifier: MIT
**
** Looks at the program of the statement that calls us. See calling.h.
*/
#include "doors/calling.h"

#include <stdbool.h>
#include <string.h>

SQLITE_EXTENSION_INIT3

typedef struct program { /* what matters of one statement's opcodes */
  int setup;             /* where Init jumps to: the tail that only prepares */
  int calls_at;          /* address of our function; -1: it is not in there */
  bool in_loop;          /* an opcode behind it jumps back to before it */
  bool inserts_us;       /* VUpdate */
  bool from_select;      /* Yield: the rows come from a coroutine */
} program;

static bool is_any(const char *word, const char *const *words) {
  for (; *words != NULL; words++)
    if (strcmp(word, *words) == 0) return true;
  return false;
}

/* P4 of a call is "name(arity)". */
static bool names_function(const char *p4, const char *function) {
  size_t n = strlen(function);

  return p4 != NULL && sqlite3_strnicmp(p4, function, (int)n) == 0 &&
         p4[n] == '(';
}

static void look_at(program *seen, sqlite3_stmt *explain,
                    const char *function) {
  static const char *const calls[] = {"Function", "PureFunc", NULL};
  static const char *const jumps[] = {"Next",       "Prev", "VNext",
                                      "SorterNext", "Goto", NULL};
  int at = sqlite3_column_int(explain, 0);
  const char *opcode = (const char *)sqlite3_column_text(explain, 1);
  int target = sqlite3_column_int(explain, 3);
  const char *p4 = (const char *)sqlite3_column_text(explain, 5);

  if (opcode == NULL) return;
  if (strcmp(opcode, "Init") == 0) seen->setup = target;
  if (strcmp(opcode, "VUpdate") == 0) seen->inserts_us = true;
  if (strcmp(opcode, "Yield") == 0) seen->from_select = true;
  if (is_any(opcode, calls) && names_function(p4, function))
    seen->calls_at = at;
  if (is_any(opcode, jumps) && seen->calls_at >= 0 && at < seen->setup &&
      target <= seen->calls_at)
    seen->in_loop = true;
}

/* False when the program could not be read: a statement prepared by a very
** old interface keeps no text. */
static bool read_program(sqlite3 *db, sqlite3_stmt *stmt, const char *function,
                         program *seen) {
  const char *text = sqlite3_sql(stmt);
  char *sql = text ? sqlite3_mprintf("EXPLAIN %s", text) : NULL;
  sqlite3_stmt *explain = NULL;
  bool done = false;

  memset(seen, 0, sizeof *seen);
  seen->calls_at = -1;
  if (sql != NULL &&
      sqlite3_prepare_v2(db, sql, -1, &explain, NULL) == SQLITE_OK) {
    while (sqlite3_step(explain) == SQLITE_ROW)
      look_at(seen, explain, function);
    done = true;
  }
  sqlite3_finalize(explain);
  sqlite3_free(sql);
  return done;
}

hl_status hl_calling_select(sqlite3 *db, const char *function, hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  program seen;

  while ((stmt = sqlite3_next_stmt(db, stmt)) != NULL) {
    if (!sqlite3_stmt_busy(stmt)) continue;
    if (!sqlite3_stmt_readonly(stmt))
      return hl_fail(err, HL_E_USAGE,
                     "%s writes on its own and cannot run while another "
                     "statement of this connection is writing; call it alone "
                     "as SELECT %s(...)",
                     function, function);
    if (read_program(db, stmt, function, &seen) && seen.in_loop)
      return hl_fail(err, HL_E_USAGE,
                     "%s runs once, not once per row; call it without FROM as "
                     "SELECT %s(...)",
                     function, function);
  }
  return HL_OK;
}

hl_status hl_calling_insert(sqlite3 *db, const char *table, hl_error *err) {
  sqlite3_stmt *stmt = NULL;
  program seen;

  if (sqlite3_get_autocommit(db)) return HL_OK; /* undone as a whole */
  while ((stmt = sqlite3_next_stmt(db, stmt)) != NULL) {
    if (!sqlite3_stmt_busy(stmt) || sqlite3_stmt_readonly(stmt)) continue;
    if (read_program(db, stmt, table, &seen) && seen.inserts_us &&
        !seen.from_select)
      return hl_fail(err, HL_E_USAGE,
                     "inside a transaction write it as INSERT INTO "
                     "%s(command, argument) SELECT ...; with VALUES a failure "
                     "could not be undone",
                     table);
  }
  return HL_OK;
}
