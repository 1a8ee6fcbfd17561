/* SPDX-License-Identifier: MIT
**
** A host that misbehaves on purpose, for tests/sql/loading.t:
**
**     host old SO           an SQLite 3.34 with nothing in it but its version
**     host second SO        a second SQLite library in the same process
**     host twice SO         the same connection loads twice
**     host luajit SO        LuaJIT's symbols were there first
**     host cycle SO N SQL   open, load, run SQL, close, N times; prints by how
**                           many kB the process grew after the first tenth
**
** Prints what the plugin or SQLite said; exit code 3 where this machine lacks
** what the test needs.
*/
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The header's macros would send every call through the fake table. */
#define SQLITE_CORE 1
#include <sqlite3ext.h>

typedef int entry_point(sqlite3 *, char **, const sqlite3_api_routines *);

static int old_number(void) {
  return 3034001;
}

static const char *old_name(void) {
  return "3.34.1";
}

/* ISO C has no cast from an object pointer to a function pointer. */
static entry_point *find_entry(const char *so) {
  void *library = dlopen(so, RTLD_NOW | RTLD_GLOBAL);
  void *symbol = library ? dlsym(library, "sqlite3_heavylegs_init") : NULL;
  entry_point *entry;

  memcpy(&entry, &symbol, sizeof entry);
  if (entry == NULL) fprintf(stderr, "%s\n", dlerror());
  return entry;
}

/* Everything the plugin should not touch is NULL here. */
static int with_table(const char *so, int (*number)(void)) {
  static sqlite3_api_routines api;
  entry_point *entry = find_entry(so);
  char *message = NULL;
  int rc;

  if (entry == NULL) return 1;
  api.libversion_number = number;
  api.libversion = old_name;
  api.mprintf = sqlite3_mprintf;
  rc = entry(NULL, &message, &api);
  printf("%d %s\n", rc, message ? message : "");
  sqlite3_free(message);
  return 0;
}

static int load(sqlite3 *db, const char *so) {
  char *message = NULL;
  int rc = sqlite3_load_extension(db, so, NULL, &message);

  if (rc != SQLITE_OK) printf("%s\n", message ? message : "no message");
  sqlite3_free(message);
  return rc;
}

static sqlite3 *open_memory(void) {
  sqlite3 *db = NULL;

  if (sqlite3_open(":memory:", &db) != SQLITE_OK) exit(1);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  return db;
}

static int second(const char *so) {
  sqlite3 *db = open_memory();

  if (load(db, so) != SQLITE_OK) return 1;
  sqlite3_close(db);
  return with_table(so, sqlite3_libversion_number);
}

static int print_cell(void *unused, int n, char **cell, char **name) {
  (void)unused;
  (void)n;
  (void)name;
  printf("%s\n", cell[0] ? cell[0] : "NULL");
  return 0;
}

static int twice(const char *so) {
  sqlite3 *db = open_memory();
  int rc = load(db, so) != SQLITE_OK || load(db, so) != SQLITE_OK ||
           sqlite3_exec(db, "SELECT heavylegs_merge('a', 't', NULL)",
                        print_cell, NULL, NULL) != SQLITE_OK;

  return rc || sqlite3_close(db) != SQLITE_OK;
}

static int luajit(const char *so) {
  sqlite3 *db;

  if (dlopen("libluajit-5.1.so.2", RTLD_NOW | RTLD_GLOBAL) == NULL) return 3;
  db = open_memory();
  if (load(db, so) == SQLITE_OK) printf("loaded\n");
  return sqlite3_close(db) != SQLITE_OK;
}

static long resident_kb(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");

  if (file == NULL || fscanf(file, "%*d %ld", &pages) != 1) exit(3);
  fclose(file);
  return pages * 4;
}

static int cycle(const char *so, int n, const char *sql) {
  long before = 0;
  int i;

  for (i = 0; i < n; i++) {
    sqlite3 *db = open_memory();
    char *message = NULL;
    if (i == n / 10) before = resident_kb();
    if (load(db, so) != SQLITE_OK) return 1;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
      printf("%s\n", message);
      return 1;
    }
    if (sqlite3_close(db) != SQLITE_OK) {
      printf("statements were left open\n");
      return 1;
    }
  }
  printf("%ld\n", resident_kb() - before);
  return 0;
}

int main(int argc, char **argv) {
  const char *mode = argc > 2 ? argv[1] : "";

  if (strcmp(mode, "old") == 0) return with_table(argv[2], old_number);
  if (strcmp(mode, "second") == 0) return second(argv[2]);
  if (strcmp(mode, "twice") == 0) return twice(argv[2]);
  if (strcmp(mode, "luajit") == 0) return luajit(argv[2]);
  if (strcmp(mode, "cycle") == 0 && argc == 5)
    return cycle(argv[2], atoi(argv[3]), argv[4]);
  fprintf(stderr, "host old|second|twice|luajit SO, host cycle SO N SQL\n");
  return 2;
}
