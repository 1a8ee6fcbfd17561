/* SPDX-License-Identifier: MIT
**
** The entry point that SQLite looks for when it loads heavylegs.so:
**
**     sqlite> .load ./heavylegs
**     sqlite> SELECT heavylegs_version();
**
** Refuses to load, with one sentence and nothing registered, when
**   - the SQLite is older than 3.35 (its function table is shorter than the
**     one we call through; asked before anything late in it is touched),
**   - another SQLite library in the same process has loaded us already: an
**     extension has one pointer to its host's functions, and mixing two
**     libraries crashes both,
**   - the process's Lua functions are not Lua 5.4's (LuaJIT was there first),
**   - another version of heavylegs serves this connection already.
** Loading the same version twice into one connection does nothing.
**
** SQLITE_OK_LOAD_PERMANENTLY keeps the library mapped: libxml2 leaves
** thread-local data behind that must not outlive our code.
*/
#include <stdlib.h>
#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include "doors/door.h"
#include "rules/rules.h"

enum {
  HL_OLDEST_SQLITE = 3035000
};

#if defined(__GNUC__)
#define HL_EXPORT __attribute__((visibility("default")))
#else
#define HL_EXPORT
#endif

HL_EXPORT int sqlite3_heavylegs_init(sqlite3 *db, char **message,
                                     const sqlite3_api_routines *api);

/* Called through `api` itself: the shared pointer is set only for a host that
** we accept. Both members are among the oldest of the table. */
static int refuse_host(char **message, const sqlite3_api_routines *api) {
  if (api->libversion_number() < HL_OLDEST_SQLITE) {
    *message = api->mprintf("heavylegs needs SQLite 3.35 or newer; this host "
                            "brings %s",
                            api->libversion());
    return SQLITE_ERROR;
  }
  if (sqlite3_api != NULL && sqlite3_api != api) {
    *message = api->mprintf(
        "heavylegs already serves another SQLite library in this process; "
        "one process can load it from one SQLite only");
    return SQLITE_ERROR;
  }
  return SQLITE_OK;
}

/* The one text that `sql` gives, from sqlite3_malloc; NULL for none. */
static char *ask(sqlite3 *db, const char *sql) {
  sqlite3_stmt *stmt = NULL;
  char *text = NULL;

  if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
      sqlite3_step(stmt) == SQLITE_ROW)
    text = sqlite3_mprintf("%s", sqlite3_column_text(stmt, 0));
  sqlite3_finalize(stmt);
  return text;
}

/* *loaded: this connection has our functions already. The list is asked first,
** since calling a function that is not there would be an error in the host's
** log. */
static int find_loaded(sqlite3 *db, char **message, int *loaded) {
  char *name = ask(db, "SELECT name FROM pragma_function_list"
                       " WHERE name = 'heavylegs_version'");
  char *version = name ? ask(db, "SELECT heavylegs_version()") : NULL;
  int rc = SQLITE_OK;

  *loaded = name != NULL;
  if (*loaded && (version == NULL || strcmp(version, HL_VERSION) != 0)) {
    *message = sqlite3_mprintf("heavylegs %s is loaded on this connection "
                               "already; this file is %s",
                               version ? version : "?", HL_VERSION);
    rc = SQLITE_ERROR;
  }
  sqlite3_free(name);
  sqlite3_free(version);
  return rc;
}

void hl_door_release(void *pointer) {
  hl_door *door = pointer;
  int i;

  if (--door->uses > 0) return;
  for (i = 0; i < HL_DOOR_COMMANDS; i++)
    sqlite3_free(door->answer[i]);
  if (door->engine != NULL) hl_engine_free(door->engine);
  sqlite3_free(door);
}

static hl_door *door_new(sqlite3 *db) {
  hl_door *door = sqlite3_malloc64(sizeof *door);

  if (door == NULL) return NULL;
  memset(door, 0, sizeof *door);
  door->db = db;
  door->uses = 1; /* the entry point's own, until all is registered */
  door->engine = hl_engine_new(db);
  if (door->engine == NULL) {
    hl_door_release(door);
    return NULL;
  }
  return door;
}

char *hl_door_message(const hl_error *err) {
  const char *colon = err->where[0] ? ": " : "";

  if (err->line > 0)
    return sqlite3_mprintf("%s%sline %lld: %s", err->where, colon,
                           (long long)err->line, err->text);
  return sqlite3_mprintf("%s%s%s", err->where, colon, err->text);
}

int hl_door_code(hl_status status) {
  switch (status) {
  case HL_OK: return SQLITE_OK;
  case HL_E_NOMEM: return SQLITE_NOMEM;
  case HL_E_CANCEL: return SQLITE_INTERRUPT;
  default: return SQLITE_ERROR;
  }
}

void hl_door_fail(sqlite3_context *context, const hl_error *err) {
  char *message = hl_door_message(err);

  if (message == NULL || err->status == HL_E_NOMEM) {
    sqlite3_result_error_nomem(context);
  } else {
    sqlite3_result_error(context, message, -1);
    if (err->status == HL_E_CANCEL)
      sqlite3_result_error_code(context, SQLITE_INTERRUPT);
  }
  sqlite3_free(message);
}

static int register_all(sqlite3 *db, char **message) {
  hl_error err = {0};
  hl_door *door = hl_lua_guard(&err) == HL_OK ? door_new(db) : NULL;

  if (door == NULL) hl_nomem(&err); /* unless the guard spoke */
  if (err.status == HL_OK && hl_door_add_functions(door, &err) == HL_OK &&
      hl_door_add_writers(door, &err) == HL_OK)
    hl_door_add_tables(door, &err);
  if (door != NULL) hl_door_release(door);
  if (err.status == HL_OK) return SQLITE_OK_LOAD_PERMANENTLY;
  *message = hl_door_message(&err);
  return hl_door_code(err.status);
}

int sqlite3_heavylegs_init(sqlite3 *db, char **message,
                           const sqlite3_api_routines *api) {
  int loaded;
  int rc = refuse_host(message, api);

  if (rc != SQLITE_OK) return rc;
  SQLITE_EXTENSION_INIT2(api);
  rc = find_loaded(db, message, &loaded);
  if (rc != SQLITE_OK) return rc;
  if (loaded) return SQLITE_OK_LOAD_PERMANENTLY;
  return register_all(db, message);
}
