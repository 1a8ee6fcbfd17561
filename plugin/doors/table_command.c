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
#include "doors/calling.h"
#include "doors/table.h"

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
    {"diary", "{\"day\":..., \"sleep\":6.5, ...} or {\"path\":file.csv}",
     "say how a day was: sleep, mood, food, illness ..."},
    {"today",
     "{\"day\":..., \"heavy\":\"start\", \"runs\":3, \"sleep\":6, ...}",
     "a pattern and one action from what is said of a day"},
    {"verdict", "{\"run\":..., \"rule\":..., \"verdict\":\"agree\"}",
     "agree or disagree with a finding"},
    {"retract", "NULL or a batch",
     "take annotations back and restore what was there"},
    {"config", "{\"key\":..., \"value\":...}", "change a setting"},
    {"workbench", "test or {\"task\":\"test\", \"path\":...}",
     "make, test, look over and replay rules of your own"},
    {"forget", "{\"athlete\":...}", "remove every row of one athlete"},
    {"purge", "only as SELECT heavylegs_purge()",
     "retract everything and drop our tables"},
};

enum {
  COMMAND_N = sizeof commands / sizeof commands[0]
};
_Static_assert((int)COMMAND_N <= (int)HL_DOOR_COMMANDS,
               "each has room for its answer");

static hl_status open_commands(hl_cursor *cursor, sqlite3_value **argument,
                               hl_error *err) {
  hl_rows *rows = &cursor->rows;
  size_t i;

  (void)argument;
  for (i = 0; i < COMMAND_N; i++) {
    hl_rows_text(rows, commands[i].name);
    hl_rows_text(rows, commands[i].argument);
    hl_rows_text(rows, commands[i].what);
    hl_rows_text(rows, cursor->door->answer[i]);
  }
  cursor->row_n = COMMAND_N;
  cursor->done = true;
  return rows->failed ? hl_nomem(err) : HL_OK;
}

/* Index of a command; HL_E_USAGE with the list when there is no such one. */
static hl_status find(const char *name, size_t *index, hl_error *err) {
  hl_text names = {0};
  size_t i;

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

static hl_status insert(hl_door *door, sqlite3_value **column, hl_error *err) {
  const char *name = (const char *)sqlite3_value_text(column[0]);
  hl_command c = {HL_VIA_INSERT, NULL,
                  (const char *)sqlite3_value_text(column[1])};
  hl_text out = {0};
  size_t index = 0;

  if (find(name, &index, err) != HL_OK ||
      hl_calling_insert(door->db, "heavylegs", err) != HL_OK)
    return err->status;
  c.name = commands[index].name; /* however it was written */
  if (hl_command_run(door->engine, &c, &out, err) == HL_OK) {
    sqlite3_free(door->answer[index]);
    door->answer[index] = sqlite3_mprintf("%s", hl_text_cstr(&out));
  }
  hl_text_free(&out);
  return err->status;
}

const hl_table hl_table_command = {
    .name = "heavylegs",
    .columns = "command TEXT, argument TEXT, what TEXT, answer TEXT",
    .width = 4,
    .open = open_commands,
    .insert = insert,
};
