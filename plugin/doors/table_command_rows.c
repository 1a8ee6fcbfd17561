/* SPDX-License-Identifier: MIT
**
** What a reading command answers, as rows.
**
**     SELECT id, title, error FROM heavylegs_rules;
**     SELECT id FROM heavylegs_rules('{"rules":["my-rules"]}');
**     SELECT name, version, writes FROM heavylegs_hosts WHERE is_detected;
**     SELECT section, item, name, value FROM heavylegs_explain(17);
**
** The command gives one JSON object; SQLite's own JSON functions, which every
** host since 3.38 brings and most older ones too, cut it into rows.
** heavylegs_explain keeps the order of the object: members of an object in it
** have a section, members of an array's n-th object an item as well.
** Thread class: db thread.
*/
#include "doors/table.h"

SQLITE_EXTENSION_INIT3

/* Rows of a statement over ?1, as they are. */
static void copy_rows(hl_cursor *cursor, sqlite3_stmt *stmt) {
  hl_rows *rows = &cursor->rows;
  int i;

  while (sqlite3_step(stmt) == SQLITE_ROW) {
    for (i = 0; i < cursor->table->width; i++) {
      switch (sqlite3_column_type(stmt, i)) {
      case SQLITE_NULL: hl_rows_null(rows); break;
      case SQLITE_INTEGER:
        hl_rows_int(rows, sqlite3_column_int64(stmt, i));
        break;
      case SQLITE_FLOAT:
        hl_rows_real(rows, sqlite3_column_double(stmt, i));
        break;
      default:
        hl_rows_text(rows, (const char *)sqlite3_column_text(stmt, i));
        break;
      }
    }
  }
}

static hl_status cut(hl_cursor *cursor, const char *json, const char *sql,
                     hl_error *err) {
  sqlite3 *db = cursor->door->db;
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK) {
    sqlite3_bind_text(stmt, 1, json, -1, SQLITE_STATIC);
    copy_rows(cursor, stmt);
  }
  if (rc == SQLITE_OK) rc = sqlite3_reset(stmt);
  if (rc != SQLITE_OK)
    hl_fail(err, HL_E_HOST, "%s: %s", cursor->table->name, sqlite3_errmsg(db));
  sqlite3_finalize(stmt);
  cursor->row_n = cursor->rows.n / (size_t)cursor->table->width;
  cursor->done = true;
  return err->status;
}

static hl_status run(hl_cursor *cursor, const char *command,
                     sqlite3_value *argument, const char *sql, hl_error *err) {
  const char *text =
      argument ? (const char *)sqlite3_value_text(argument) : NULL;
  hl_command c = {HL_VIA_TABLE, command, text};
  hl_text json = {0};

  if (hl_command_run(cursor->door->engine, &c, &json, err) == HL_OK)
    cut(cursor, hl_text_cstr(&json), sql, err);
  hl_text_free(&json);
  return err->status;
}

/* ---- heavylegs_rules ---- */

static const char *const rule_rows =
    "SELECT json_extract(value, '$.id'), json_extract(value, '$.version'),"
    " json_extract(value, '$.title'), json_extract(value, '$.pattern'),"
    " json_extract(value, '$.author'), json_extract(value, '$.licence'),"
    " json_extract(value, '$.path'), json_extract(value, '$.stock'),"
    " json_extract(value, '$.enabled'), json_extract(value, '$.requires'),"
    " json_extract(value, '$.uses'), json_extract(value, '$.explains'),"
    " json_extract(value, '$.options'),"
    " json_extract(value, '$.hash'), json_extract(value, '$.error')"
    " FROM json_each(?1, '$.rules')";

static hl_status open_rules(hl_cursor *cursor, sqlite3_value **argument,
                            hl_error *err) {
  return run(cursor, "rules", argument[0], rule_rows, err);
}

const hl_table hl_table_rules = {
    .name = "heavylegs_rules",
    .columns = "id TEXT, version TEXT, title TEXT, pattern TEXT, author TEXT,"
               " licence TEXT, path TEXT, is_stock INTEGER,"
               " is_enabled INTEGER, requires TEXT, uses TEXT, explains TEXT, "
               "options TEXT,"
               " hash TEXT, error TEXT, json HIDDEN",
    .width = 15,
    .argument_n = 1,
    .open = open_rules,
};

/* ---- heavylegs_hosts ---- */

static const char *const host_rows =
    "SELECT json_extract(value, '$.id'), json_extract(value, '$.name'),"
    " json_extract(value, '$.detected'), json_extract(value, '$.version'),"
    " json_extract(value, '$.reads'), json_extract(value, '$.writes'),"
    " json_extract(value, '$.visible'), json_extract(value, '$.problem'),"
    " json_extract(value, '$.file'), json_extract(value, '$.reads_from'),"
    " json_extract(value, '$.writes_to'), json_extract(value, '$.rebuilt')"
    " FROM json_each(?1, '$.hosts')";

static hl_status open_hosts(hl_cursor *cursor, sqlite3_value **argument,
                            hl_error *err) {
  (void)argument;
  return run(cursor, "hosts", NULL, host_rows, err);
}

const hl_table hl_table_hosts = {
    .name = "heavylegs_hosts",
    .columns = "id TEXT, name TEXT, is_detected INTEGER, version TEXT,"
               " reads INTEGER, writes INTEGER, visible TEXT, problem TEXT,"
               " file TEXT, reads_from TEXT, writes_to TEXT,"
               " is_rebuilt INTEGER",
    .width = 12,
    .open = open_hosts,
};

/* ---- heavylegs_explain ---- */

#define OBJECT_OR_EMPTY(row)                                                   \
  "CASE " row ".type WHEN 'object' THEN " row ".value ELSE '{}' END"

static const char *const explain_rows =
    "WITH top AS (SELECT * FROM json_each(?1)),"
    " element AS (SELECT top.id AS at, top.key AS section, e.* FROM top,"
    "  json_each(CASE top.type WHEN 'array' THEN top.value ELSE '[]' END) AS e)"
    "SELECT section, item, name, value FROM ("
    " SELECT id AS at, NULL AS section, NULL AS item, key AS name, value"
    "  FROM top WHERE type NOT IN ('object', 'array')"
    " UNION ALL"
    " SELECT top.id, top.key, NULL, m.key, m.value"
    "  FROM top, json_each(" OBJECT_OR_EMPTY(
        "top") ") AS m"
               " UNION ALL"
               " SELECT at, section, element.key + 1, m.key, m.value"
               "  FROM element, json_each(" OBJECT_OR_EMPTY(
                   "element") ") AS m"
                              " UNION ALL"
                              " SELECT at, section, key + 1, NULL, value"
                              "  FROM element WHERE type <> 'object'"
                              ") ORDER BY at, item";

static hl_status open_explain(hl_cursor *cursor, sqlite3_value **argument,
                              hl_error *err) {
  return run(cursor, "explain", argument[0], explain_rows, err);
}

const hl_table hl_table_explain = {
    .name = "heavylegs_explain",
    .columns = "section TEXT, item INTEGER, name TEXT, value, run HIDDEN",
    .width = 4,
    .argument_n = 1,
    .needed_n = 1,
    .needs = "a run, as in heavylegs_explain(17)",
    .open = open_explain,
};
