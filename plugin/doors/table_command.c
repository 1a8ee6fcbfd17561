/* SPDX-License-Identifier: MIT
**
** The same commands as rows of a table, for hosts that undo what a SELECT
** wrote (DB Browser for SQLite wraps each query in a savepoint and rolls it
** back):
**
**     INSERT INTO heavylegs(command, argument) SELECT 'annotate', NULL;
**     INSERT INTO heavylegs(command, argument) SELECT 'import', 'season/';
**     SELECT command, argument, what, answer FROM heavylegs;
**
** Reading it lists the commands, what each takes, and the last answer given on
** this connection. The rows come from a SELECT so that SQLite undoes the whole
** statement when a command fails; VALUES does the same in autocommit only and
** is refused inside a transaction (calling.h). Rows cannot be changed or
** deleted. DIRECTONLY: no trigger in somebody's file can start a command.
** Thread class: db thread.
*/
#include <string.h>

#include "base/text.h"
#include "doors/calling.h"
#include "doors/door.h"

SQLITE_EXTENSION_INIT3

typedef struct command {
  const char *name, *argument, *what;
} command;

static const command commands[] = {
    {"import", "path or {\"path\":[...], \"athlete\":...}",
     "read files or folders into this database"},
    {"annotate", "NULL or {\"path\":..., \"athlete\":..., \"rules\":[...]}",
     "judge what is new or changed and write the annotations"},
    {"report",
     "{\"run\":..., \"heavy\":\"start\", \"eased\":true, \"legs\":4, "
     "\"rpe\":6, \"words\":...}",
     "say how the legs felt"},
    {"verdict", "{\"run\":..., \"rule\":..., \"verdict\":\"agree\"}",
     "agree or disagree with a finding"},
    {"retract", "NULL or a batch",
     "take annotations back and restore what was there"},
    {"config", "{\"key\":..., \"value\":...}", "change a setting"},
    {"forget", "{\"athlete\":...}", "remove every row of one athlete"},
    {"purge", "only as SELECT heavylegs_purge()",
     "retract everything and drop our tables"},
};

enum {
  COMMAND_N = sizeof commands / sizeof commands[0]
};
enum {
  COL_COMMAND,
  COL_ARGUMENT,
  COL_WHAT,
  COL_ANSWER
};

typedef struct command_vtab {
  sqlite3_vtab base; /* must be first */
  hl_door *door;
  char *answer[COMMAND_N]; /* from sqlite3_malloc, NULL: none yet */
} command_vtab;

typedef struct command_cursor {
  sqlite3_vtab_cursor base; /* must be first */
  int row;
} command_cursor;

static int connect(sqlite3 *db, void *aux, int argc, const char *const *argv,
                   sqlite3_vtab **out, char **message) {
  command_vtab *vtab;
  int rc = sqlite3_declare_vtab(
      db,
      "CREATE TABLE x(command TEXT, argument TEXT, what TEXT, answer TEXT)");

  (void)argc;
  (void)argv;
  (void)message;
  if (rc != SQLITE_OK) return rc;
  sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
  vtab = sqlite3_malloc64(sizeof *vtab);
  if (vtab == NULL) return SQLITE_NOMEM;
  memset(vtab, 0, sizeof *vtab);
  vtab->door = aux;
  *out = &vtab->base;
  return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *base) {
  command_vtab *vtab = (command_vtab *)base;
  int i;

  for (i = 0; i < COMMAND_N; i++)
    sqlite3_free(vtab->answer[i]);
  sqlite3_free(vtab);
  return SQLITE_OK;
}

static int best_index(sqlite3_vtab *vtab, sqlite3_index_info *info) {
  (void)vtab;
  info->estimatedCost = COMMAND_N;
  info->estimatedRows = COMMAND_N;
  return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *vtab, sqlite3_vtab_cursor **out) {
  command_cursor *cursor = sqlite3_malloc64(sizeof *cursor);

  (void)vtab;
  if (cursor == NULL) return SQLITE_NOMEM;
  memset(cursor, 0, sizeof *cursor);
  *out = &cursor->base;
  return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor) {
  sqlite3_free(cursor);
  return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *cursor, int number, const char *text,
                  int argc, sqlite3_value **argv) {
  (void)number;
  (void)text;
  (void)argc;
  (void)argv;
  ((command_cursor *)cursor)->row = 0;
  return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *cursor) {
  ((command_cursor *)cursor)->row++;
  return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *cursor) {
  return ((const command_cursor *)cursor)->row >= COMMAND_N;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
  int row = ((const command_cursor *)base)->row;
  const command_vtab *vtab = (const command_vtab *)base->pVtab;
  const char *text[] = {commands[row].name, commands[row].argument,
                        commands[row].what, vtab->answer[row]};

  sqlite3_result_text(context, text[i], -1, SQLITE_TRANSIENT);
  return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id) {
  *id = ((const command_cursor *)cursor)->row + 1;
  return SQLITE_OK;
}

/* Index of a command; HL_E_USAGE with the list when there is no such one. */
static hl_status find(const char *name, int *index, hl_error *err) {
  hl_text names = {0};
  int i;

  for (i = 0; i < COMMAND_N; i++) {
    if (name != NULL && hl_same_word(name, commands[i].name)) {
      *index = i;
      return HL_OK;
    }
    hl_text_format(&names, i ? ", %s" : "%s", commands[i].name);
  }
  hl_fail(err, HL_E_USAGE, "there is no command \"%s\"; commands are %s",
          name ? name : "", hl_text_cstr(&names));
  hl_text_free(&names);
  return err->status;
}

static void keep_answer(command_vtab *vtab, int index, const hl_text *out) {
  sqlite3_free(vtab->answer[index]);
  vtab->answer[index] = sqlite3_mprintf("%s", hl_text_cstr(out));
}

static hl_status run(command_vtab *vtab, sqlite3_value **value, hl_error *err) {
  const char *name = (const char *)sqlite3_value_text(value[COL_COMMAND]);
  const char *argument = (const char *)sqlite3_value_text(value[COL_ARGUMENT]);
  hl_command c = {HL_VIA_INSERT, name, argument};
  hl_text out = {0};
  int index = 0;

  if (find(name, &index, err) != HL_OK) return err->status;
  c.name = commands[index].name; /* however it was written */
  if (hl_calling_insert(vtab->door->db, "heavylegs", err) != HL_OK)
    return err->status;
  if (hl_command_run(vtab->door->engine, &c, &out, err) == HL_OK)
    keep_answer(vtab, index, &out);
  hl_text_free(&out);
  return err->status;
}

/* argc 1: DELETE; argv[0] not NULL: UPDATE; else INSERT with the columns from
** argv[2] on. */
static int update(sqlite3_vtab *base, int argc, sqlite3_value **argv,
                  sqlite3_int64 *id) {
  command_vtab *vtab = (command_vtab *)base;
  hl_error err = {0};

  if (argc == 1 || sqlite3_value_type(argv[0]) != SQLITE_NULL)
    hl_fail(&err, HL_E_USAGE,
            "heavylegs takes INSERT INTO heavylegs(command, argument) SELECT "
            "...; its rows cannot be changed or deleted");
  else
    run(vtab, argv + 2, &err);
  if (err.status == HL_OK) {
    *id = 0;
    return SQLITE_OK;
  }
  sqlite3_free(base->zErrMsg);
  base->zErrMsg = hl_door_message(&err);
  return hl_door_code(err.status);
}

static const sqlite3_module module = {
    .iVersion = 0,
    .xConnect = connect,
    .xBestIndex = best_index,
    .xDisconnect = disconnect,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = next_row,
    .xEof = is_at_end,
    .xColumn = column,
    .xRowid = row_id,
    .xUpdate = update,
};

hl_status hl_door_add_command_table(hl_door *door, hl_error *err) {
  door->uses++;
  if (sqlite3_create_module_v2(door->db, "heavylegs", &module, door,
                               hl_door_release) != SQLITE_OK)
    return hl_fail(err, HL_E_HOST, "cannot register heavylegs: %s",
                   sqlite3_errmsg(door->db));
  return HL_OK;
}
