/* SPDX-License-Identifier: MIT
**
** The virtual-table methods shared by all table-valued functions. See table.h.
*/
#include "doors/table.h"

#include <string.h>

SQLITE_EXTENSION_INIT3

typedef struct registration { /* what a module carries */
  hl_door *door;
  const hl_table *table;
  sqlite3_module module; /* `methods`, and xUpdate where rows may be added */
} registration;

typedef struct hl_vtab {
  sqlite3_vtab base; /* must be first */
  const registration *what;
} hl_vtab;

static int fail(sqlite3_vtab *vtab, const hl_error *err) {
  sqlite3_free(vtab->zErrMsg);
  vtab->zErrMsg = hl_door_message(err);
  return hl_door_code(err->status);
}

static int connect(sqlite3 *db, void *aux, int argc, const char *const *argv,
                   sqlite3_vtab **out, char **message) {
  const registration *what = aux;
  char *ddl = sqlite3_mprintf("CREATE TABLE x(%s)", what->table->columns);
  hl_vtab *vtab;
  int rc;

  (void)argc;
  (void)argv;
  (void)message;
  if (ddl == NULL) return SQLITE_NOMEM;
  rc = sqlite3_declare_vtab(db, ddl);
  sqlite3_free(ddl);
  if (rc != SQLITE_OK) return rc;
  sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
  vtab = sqlite3_malloc64(sizeof *vtab);
  if (vtab == NULL) return SQLITE_NOMEM;
  memset(vtab, 0, sizeof *vtab);
  vtab->what = what;
  *out = &vtab->base;
  return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *vtab) {
  sqlite3_free(vtab);
  return SQLITE_OK;
}

/* idxNum is the set of arguments that are given, in order. An argument whose
** value is not available yet makes the plan impossible, not the call wrong. */
static int best_index(sqlite3_vtab *vtab, sqlite3_index_info *info) {
  const hl_table *table = ((hl_vtab *)vtab)->what->table;
  int place[HL_TABLE_ARGUMENTS] = {-1, -1};
  int waiting = 0, given = 0, i;

  for (i = 0; i < info->nConstraint; i++) {
    int argument = info->aConstraint[i].iColumn - table->width;
    if (argument < 0 || argument >= HL_TABLE_ARGUMENTS ||
        info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
      continue;
    if (info->aConstraint[i].usable)
      place[argument] = i;
    else
      waiting |= 1 << argument;
  }
  for (i = 0; i < table->argument_n; i++) {
    if (place[i] < 0 && (waiting & 1 << i)) return SQLITE_CONSTRAINT;
    if (place[i] < 0) continue;
    info->idxNum |= 1 << i;
    info->aConstraintUsage[place[i]].argvIndex = ++given;
    info->aConstraintUsage[place[i]].omit = 1;
  }
  info->estimatedCost = given >= table->needed_n ? 1000.0 : 1e12;
  info->estimatedRows = 1000;
  return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *vtab, sqlite3_vtab_cursor **out) {
  const registration *what = ((hl_vtab *)vtab)->what;
  hl_cursor *cursor = sqlite3_malloc64(sizeof *cursor);

  if (cursor == NULL) return SQLITE_NOMEM;
  memset(cursor, 0, sizeof *cursor);
  cursor->table = what->table;
  cursor->door = what->door;
  *out = &cursor->base;
  return SQLITE_OK;
}

static void empty_cursor(hl_cursor *cursor) {
  if (cursor->table->close != NULL) cursor->table->close(cursor);
  cursor->state = NULL;
  hl_rows_clear(&cursor->rows);
  cursor->row = cursor->row_n = 0;
  cursor->before = 0;
  cursor->done = false;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
  hl_cursor *cursor = (hl_cursor *)base;

  empty_cursor(cursor);
  hl_rows_free(&cursor->rows);
  sqlite3_free(cursor);
  return SQLITE_OK;
}

/* Fetch batches until there is a row to stand on, or no more. */
static int settle(hl_cursor *cursor) {
  hl_error err = {0};

  while (cursor->row >= cursor->row_n && !cursor->done) {
    cursor->before += (sqlite3_int64)cursor->row_n;
    cursor->row = cursor->row_n = 0;
    hl_rows_clear(&cursor->rows);
    if (cursor->table->more(cursor, &err) != HL_OK)
      return fail(cursor->base.pVtab, &err);
    if (cursor->rows.failed) return SQLITE_NOMEM;
    if (cursor->table->column == NULL)
      cursor->row_n = cursor->rows.n / (size_t)cursor->table->width;
  }
  return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *base) {
  hl_cursor *cursor = (hl_cursor *)base;

  cursor->row++;
  return settle(cursor);
}

static int filter(sqlite3_vtab_cursor *base, int given, const char *unused,
                  int argc, sqlite3_value **argv) {
  hl_cursor *cursor = (hl_cursor *)base;
  const hl_table *table = cursor->table;
  sqlite3_value *argument[HL_TABLE_ARGUMENTS] = {NULL, NULL};
  hl_error err = {0};
  int i, at = 0;

  (void)unused;
  empty_cursor(cursor);
  for (i = 0; i < table->argument_n && at < argc; i++) {
    if (!(given & 1 << i)) continue;
    argument[i] = argv[at++];
    if (sqlite3_value_type(argument[i]) == SQLITE_NULL) cursor->done = true;
  }
  for (i = 0; i < table->needed_n; i++) {
    if (argument[i] == NULL)
      hl_fail(&err, HL_E_USAGE, "%s needs %s", table->name, table->needs);
  }
  if (cursor->done) return SQLITE_OK;
  if (err.status == HL_OK) table->open(cursor, argument, &err);
  if (err.status != HL_OK) return fail(base->pVtab, &err);
  return settle(cursor);
}

static int is_at_end(sqlite3_vtab_cursor *base) {
  const hl_cursor *cursor = (const hl_cursor *)base;

  return cursor->row >= cursor->row_n;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
  const hl_cursor *cursor = (const hl_cursor *)base;
  size_t width = (size_t)cursor->table->width;

  if (i >= cursor->table->width)
    sqlite3_result_null(context); /* an argument: known to who gave it */
  else if (cursor->table->column != NULL)
    cursor->table->column(cursor, context, i);
  else
    hl_rows_result(&cursor->rows, cursor->row * width + (size_t)i, context);
  return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *base, sqlite3_int64 *id) {
  const hl_cursor *cursor = (const hl_cursor *)base;

  *id = cursor->before + (sqlite3_int64)cursor->row + 1;
  return SQLITE_OK;
}

/* argc 1 is DELETE, argv[0] not NULL is UPDATE; an INSERT has its columns from
** argv[2] on. */
static int update(sqlite3_vtab *base, int argc, sqlite3_value **argv,
                  sqlite3_int64 *id) {
  const registration *what = ((hl_vtab *)base)->what;
  hl_error err = {0};

  if (argc == 1 || sqlite3_value_type(argv[0]) != SQLITE_NULL)
    hl_fail(&err, HL_E_USAGE,
            "%s takes INSERT; its rows cannot be changed or deleted",
            what->table->name);
  else
    what->table->insert(what->door, argv + 2, &err);
  *id = 0;
  return err.status == HL_OK ? SQLITE_OK : fail(base, &err);
}

static const sqlite3_module methods = {
    .iVersion = 0,
    .xConnect = connect, /* no xCreate: eponymous only */
    .xBestIndex = best_index,
    .xDisconnect = disconnect,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = next_row,
    .xEof = is_at_end,
    .xColumn = column,
    .xRowid = row_id,
};

static void release(void *pointer) {
  registration *what = pointer;

  hl_door_release(what->door);
  sqlite3_free(what);
}

hl_status hl_table_register(hl_door *door, const hl_table *table,
                            hl_error *err) {
  registration *what = sqlite3_malloc64(sizeof *what);

  if (what == NULL) return hl_nomem(err);
  what->door = door;
  what->table = table;
  what->module = methods;
  if (table->insert != NULL) what->module.xUpdate = update;
  door->uses++; /* released by SQLite, also when registering fails */
  if (sqlite3_create_module_v2(door->db, table->name, &what->module, what,
                               release) != SQLITE_OK)
    return hl_fail(err, HL_E_HOST, "cannot register %s: %s", table->name,
                   sqlite3_errmsg(door->db));
  return HL_OK;
}

hl_status hl_door_add_tables(hl_door *door, hl_error *err) {
  static const hl_table *const tables[] = {
      &hl_table_activities, &hl_table_laps,    &hl_table_samples,
      &hl_table_check,      &hl_table_rules,   &hl_table_hosts,
      &hl_table_explain,    &hl_table_command,
  };
  size_t i;

  for (i = 0; i < sizeof tables / sizeof tables[0]; i++)
    if (hl_table_register(door, tables[i], err) != HL_OK) return err->status;
  return HL_OK;
}
