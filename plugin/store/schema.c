/* SPDX-License-Identifier: MIT
**
** See schema.h. A database of an older version is brought forward by every
** step of `migrations` above its own version, in order, in one transaction.
*/
#include "store/schema.h"

#include "base/embed.h"
#include "base/number.h"
#include "base/text.h"

#include <string.h>

/* Steps from version 1 on are added here, each with `to` one higher than the
** last; schema.sql always holds the newest form. */
static const hl_migration migrations[] = {
    /* Every run is judged once more, for its effort. */
    {2, false,
     "ALTER TABLE main.heavylegs_run ADD COLUMN effort_bpm REAL "
     "CHECK (typeof(effort_bpm) IN ('real', 'null'));"
     "UPDATE main.heavylegs_run SET judged_key = NULL;"
     "CREATE TABLE main.heavylegs_heart ("
     "athlete TEXT NOT NULL CHECK (typeof(athlete) = 'text'), "
     "day INTEGER NOT NULL CHECK (typeof(day) = 'integer'), "
     "source TEXT NOT NULL CHECK (typeof(source) = 'text'), "
     "max_bpm REAL CHECK (typeof(max_bpm) IN ('real', 'null')), "
     "resting_bpm REAL CHECK (typeof(resting_bpm) IN ('real', 'null')), "
     "threshold_bpm REAL CHECK (typeof(threshold_bpm) IN ('real', 'null')), "
     "PRIMARY KEY (athlete, day, source)) WITHOUT ROWID"},
    /* What `today` said of a day without a run was kept as a tag in its note.
     */
    {3, false,
     "ALTER TABLE main.heavylegs_report ADD COLUMN heavy_runs INTEGER "
     "CHECK (heavy_runs IS NULL OR heavy_runs BETWEEN 1 AND 99);"
     "ALTER TABLE main.heavylegs_day ADD COLUMN heavy TEXT CHECK (heavy IS "
     "NULL OR heavy IN ('no', 'start', 'mid', 'late', 'all'));"
     "ALTER TABLE main.heavylegs_day ADD COLUMN eased INTEGER "
     "CHECK (eased IS NULL OR eased IN (0, 1));"
     "ALTER TABLE main.heavylegs_day ADD COLUMN heavy_runs INTEGER "
     "CHECK (heavy_runs IS NULL OR heavy_runs BETWEEN 1 AND 99);"
     "ALTER TABLE main.heavylegs_day ADD COLUMN said_ms INTEGER "
     "CHECK (typeof(said_ms) IN ('integer', 'null'));"
     "UPDATE main.heavylegs_day SET heavy = substr(note, 8), note = NULL "
     "WHERE source = 'command' AND note IN ('#heavy=no', '#heavy=start', "
     "'#heavy=mid', '#heavy=late', '#heavy=all')"},
    {4, false,
     "CREATE TABLE main.heavylegs_memory ("
     "run_id INTEGER PRIMARY KEY, "
     "key TEXT NOT NULL CHECK (typeof(key) = 'text'), "
     "found TEXT CHECK (typeof(found) IN ('text', 'null')), "
     "heart_z REAL CHECK (typeof(heart_z) IN ('real', 'null')), "
     "arbiter BLOB NOT NULL CHECK (typeof(arbiter) = 'blob'))"},
    /* Every run is judged once more, for what was open. */
    {5, false,
     "ALTER TABLE main.heavylegs_memory ADD COLUMN open TEXT "
     "CHECK (typeof(open) IN ('text', 'null'));"
     "DELETE FROM main.heavylegs_memory"},
    {6, false,
     "CREATE VIEW main.heavylegs_unseen AS SELECT r.id AS run, (SELECT "
     "ifnull(s.text, s.reason) FROM heavylegs_status AS s WHERE "
     "s.athlete = r.athlete AND s.run_id = r.id AND s.status = "
     "'abstained' ORDER BY s.reason = 'no_report', s.rule <> "
     "'stock.start', s.rule LIMIT 1) AS why FROM heavylegs_run AS r "
     "WHERE r.is_run AND r.duplicate_of IS NULL AND r.judged_key IS NOT "
     "NULL AND NOT EXISTS (SELECT 1 FROM heavylegs_status AS s WHERE "
     "s.athlete = r.athlete AND s.run_id = r.id AND (s.status = 'found' "
     "OR s.status = 'clear' AND (s.n > 0 OR s.rule NOT LIKE 'stock.%')))"},
};
enum {
  MIGRATION_COUNT = sizeof migrations / sizeof migrations[0]
};
_Static_assert(MIGRATION_COUNT == HL_SCHEMA_VERSION - 1, "one for each");

static bool has_meta(hl_store *store) {
  hl_query *query = hl_query_of(store, "SELECT 1 FROM main.sqlite_master "
                                       "WHERE type = 'table' "
                                       "AND name = 'heavylegs_meta'");
  bool found = hl_query_row(query);
  hl_query_end(query);
  return found;
}

static int stored_version(hl_store *store) {
  hl_arena arena = {0};
  hl_query *query = hl_query_of(store, "SELECT value FROM main.heavylegs_meta "
                                       "WHERE key = 'schema_version'");
  const char *text = hl_query_row(query) ? hl_column_text(query, &arena) : NULL;
  int64_t version = 0;
  bool good = text && hl_parse_int(text, strlen(text), &version) &&
              version > 0 && version < 1000000;
  hl_query_end(query);
  hl_arena_free(&arena);
  if (!good)
    hl_store_fail(store, HL_E_HOST,
                  "heavylegs_meta does not say which version its tables have; "
                  "is it a table of another program?");
  return good ? (int)version : 0;
}

int hl_schema_version(hl_store *store) {
  if (!has_meta(store)) return 0;
  int version = stored_version(store);
  if (version > HL_SCHEMA_VERSION)
    hl_store_fail(store, HL_E_HOST,
                  "this database was written by a newer heavylegs: its tables "
                  "are newer than this version knows, please update");
  return version;
}

static void write_version(hl_store *store, int version) {
  hl_query *query =
      hl_query_of(store, "INSERT INTO main.heavylegs_meta (key, value) "
                         "VALUES ('schema_version', :version) "
                         "ON CONFLICT (key) DO UPDATE SET value = :version");
  hl_text text = {0};
  hl_text_int(&text, version);
  hl_bind_text(query, ":version", hl_text_cstr(&text));
  hl_query_run(query);
  if (hl_text_status(&text)) hl_store_stop(store, HL_E_NOMEM);
  hl_text_free(&text);
}

hl_status hl_schema_migrate(hl_store *store, int from, bool may_drop,
                            const hl_migration *list, size_t count) {
  int version = from;
  for (size_t i = 0; i < count && !hl_store_failed(store); i++) {
    if (list[i].to <= version) continue;
    if (list[i].drops && !may_drop) {
      hl_store_fail(store, HL_E_USAGE,
                    "the tables must first be brought to a newer form, which "
                    "an INSERT cannot do: run SELECT heavylegs_annotate() or "
                    "the heavylegs command once");
      break;
    }
    hl_store_exec(store, list[i].sql);
    version = list[i].to;
  }
  if (version != from) write_version(store, version);
  return hl_store_status(store, NULL);
}

static void create(hl_store *store) {
  const hl_embedded *schema = hl_embedded_find("plugin/store/schema.sql");
  if (!schema) {
    hl_store_fail(store, HL_E_INTERNAL, "schema.sql is not in the plugin");
    return;
  }
  hl_store_exec(store, schema->bytes);
  write_version(store, HL_SCHEMA_VERSION);
}

hl_status hl_schema_ensure(hl_store *store, bool may_drop) {
  int version = hl_schema_version(store);
  if (hl_store_failed(store)) return hl_store_status(store, NULL);
  if (!version)
    create(store);
  else if (version < HL_SCHEMA_VERSION)
    hl_schema_migrate(store, version, may_drop, migrations, MIGRATION_COUNT);
  return hl_store_status(store, NULL);
}

/* Ours and only ours: a table heavylegs_mine that a user made is not. Views
** go first: a view over dropped tables would break the host's ALTER TABLE. */
hl_status hl_schema_drop(hl_store *store) {
  hl_store_exec(store, "DROP VIEW IF EXISTS main.heavylegs_annotations;"
                       "DROP VIEW IF EXISTS main.heavylegs_episode;"
                       "DROP VIEW IF EXISTS main.heavylegs_coverage;"
                       "DROP VIEW IF EXISTS main.heavylegs_unseen;"
                       "DROP TABLE IF EXISTS main.heavylegs_write;"
                       "DROP TABLE IF EXISTS main.heavylegs_setting;"
                       "DROP TABLE IF EXISTS main.heavylegs_verdict;"
                       "DROP TABLE IF EXISTS main.heavylegs_batch;"
                       "DROP TABLE IF EXISTS main.heavylegs_finding;"
                       "DROP TABLE IF EXISTS main.heavylegs_memory;"
                       "DROP TABLE IF EXISTS main.heavylegs_status;"
                       "DROP TABLE IF EXISTS main.heavylegs_heart;"
                       "DROP TABLE IF EXISTS main.heavylegs_day;"
                       "DROP TABLE IF EXISTS main.heavylegs_report;"
                       "DROP TABLE IF EXISTS main.heavylegs_facts;"
                       "DROP TABLE IF EXISTS main.heavylegs_epochs;"
                       "DROP TABLE IF EXISTS main.heavylegs_source;"
                       "DROP TABLE IF EXISTS main.heavylegs_run;"
                       "DROP TABLE IF EXISTS main.heavylegs_meta;");
  return hl_store_status(store, NULL);
}
