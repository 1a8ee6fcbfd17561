/* SPDX-License-Identifier: MIT
**
** The n-th read, write, sync or deletion of a database file fails, once or from
** then on, or the disk is full: the command says so, the file is sound and
** stands as before or as after, and the command done again ends as it should.
**
** A VFS around SQLite's own counts and fails; temporary files go through it
** too. Some n are passed over, see HL_FAULT_STEPS in test_memory_commands.c.
*/
#include "engine_db.h"

#include <unistd.h>

enum {
  STEPS = 200
};

/* ---- the VFS ------------------------------------------------------------- */

typedef struct hl_fault {
  long left;    /* calls until the one that fails; 0: none does */
  int code;     /* SQLITE_IOERR, or SQLITE_FULL for writes only */
  bool forever; /* every call after it too */
  bool failed;
} hl_fault;

static hl_fault fault;

typedef struct shim_file {
  sqlite3_file base;
  sqlite3_file *real;
} shim_file;

static bool fails(bool writes) {
  if (!fault.left || (fault.code == SQLITE_FULL && !writes)) return false;
  if (fault.left > 1) {
    fault.left--;
    return false;
  }
  if (!fault.forever) fault.left = 0;
  return fault.failed = true;
}

static sqlite3_file *real_of(sqlite3_file *file) {
  return ((shim_file *)file)->real;
}

static int shim_close(sqlite3_file *file) {
  return real_of(file)->pMethods->xClose(real_of(file));
}

static int shim_read(sqlite3_file *file, void *to, int n, sqlite3_int64 at) {
  if (fails(false)) return SQLITE_IOERR_READ;
  return real_of(file)->pMethods->xRead(real_of(file), to, n, at);
}

static int shim_write(sqlite3_file *file, const void *from, int n,
                      sqlite3_int64 at) {
  if (fails(true))
    return fault.code == SQLITE_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  return real_of(file)->pMethods->xWrite(real_of(file), from, n, at);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size) {
  if (fails(false)) return SQLITE_IOERR_TRUNCATE;
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int shim_sync(sqlite3_file *file, int flags) {
  if (fails(false)) return SQLITE_IOERR_FSYNC;
  return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int shim_lock(sqlite3_file *file, int level) {
  return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int shim_unlock(sqlite3_file *file, int level) {
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int shim_reserved(sqlite3_file *file, int *is) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), is);
}

static int shim_control(sqlite3_file *file, int what, void *value) {
  return real_of(file)->pMethods->xFileControl(real_of(file), what, value);
}

static int shim_sector(sqlite3_file *file) {
  return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int shim_device(sqlite3_file *file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_reserved,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_device,
};

static sqlite3_vfs *below;

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file,
                     int flags, int *out) {
  shim_file *shim = (shim_file *)file;
  (void)vfs;
  shim->base.pMethods = NULL;
  shim->real = (sqlite3_file *)(shim + 1);
  int code = below->xOpen(below, name, shim->real, flags, out);
  if (shim->real->pMethods) shim->base.pMethods = &methods;
  return code;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync_folder) {
  (void)vfs;
  if (fails(false)) return SQLITE_IOERR_DELETE;
  return below->xDelete(below, name, sync_folder);
}

static void shim_register(void) {
  static sqlite3_vfs shim;
  if (below) return;
  below = sqlite3_vfs_find(NULL);
  shim = *below;
  shim.zName = "fault";
  shim.szOsFile += (int)sizeof(shim_file);
  shim.xOpen = shim_open;
  shim.xDelete = shim_delete;
  sqlite3_vfs_register(&shim, 1);
}

/* ---- commands ------------------------------------------------------------ */

static char folder[32], start_path[64], now_path[64];

/* `plan`: what fails while it runs; what came of it is in `fault`. */
static hl_status run_with(const hl_fault *plan, const char *path,
                          const char *command, const char *argument,
                          hl_error *err) {
  sqlite3 *db = test_db_open(path);
  hl_engine *engine = hl_engine_new(db);
  hl_text out = {0};
  hl_command c = {HL_VIA_SELECT, command, argument};
  fault = *plan;
  hl_status status = hl_command_run(engine, &c, &out, err);
  hl_text_free(&out);
  hl_engine_free(engine);
  sqlite3_close(db);
  fault.left = 0;
  return status;
}

static hl_status run(const char *path, const char *command,
                     const char *argument, hl_error *err) {
  static const hl_fault nothing;
  return run_with(&nothing, path, command, argument, err);
}

/* What stands, as numbers: "" without tables. */
static void stands(const char *path, char *text, size_t size) {
  static const char sql[] =
      "SELECT (SELECT count(*) FROM heavylegs_status) || '|' || "
      "ifnull((SELECT group_concat(rule || run_id || since_batch) FROM "
      "heavylegs_finding WHERE until_batch IS NULL), '') || '|' || "
      "(SELECT count(*) FROM heavylegs_batch) || '|' || "
      "(SELECT count(*) FROM heavylegs_run)";
  sqlite3 *db = test_db_open(path);
  char sound[64];
  text[0] = '\0';
  test_db_text(db, "PRAGMA integrity_check", sound, sizeof sound);
  assert_string_equal(sound, "ok");
  if (test_db_int(db, "SELECT count(*) FROM sqlite_master"))
    test_db_text(db, sql, text, size);
  sqlite3_close(db);
}

static void copy_start(void) {
  char command[512];
  snprintf(command, sizeof command,
           "rm -f %s-journal; if [ -f %s ]; then cp %s %s; else rm -f %s; fi",
           now_path, start_path, start_path, now_path, now_path);
  assert_int_equal(system(command), 0);
}

typedef struct stage {
  const char *command;
  const char *argument; /* NULL: the folder */
  const char *before;   /* that was done before; NULL: nothing */
} stage;

static const stage stages[] = {
    {"annotate", NULL, NULL},
    {"annotate", NULL, "import"},
    {"retract", "", "annotate"},
};

static const char *argument_of(const stage *s) {
  return s->argument ? *s->argument ? s->argument : NULL : folder;
}

/* False when the command did not come to the n-th call. */
static bool try_at(const stage *s, const hl_fault *plan, const char *before,
                   const char *after) {
  char now[512];
  hl_error err = {0};
  long n = plan->left;
  copy_start();
  hl_status status = run_with(plan, now_path, s->command, argument_of(s), &err);
  bool reached = fault.failed;
  stands(now_path, now, sizeof now);
  if (strcmp(now, status ? before : after) != 0 && strcmp(now, after) != 0)
    fail_msg("%s, call %ld: %s left %s", s->command, n, err.text, now);
  if (status && status != HL_E_HOST)
    fail_msg("%s, call %ld: status %d, %s", s->command, n, status, err.text);
  if (status && plan->code == SQLITE_FULL && !strstr(err.text, "no room left"))
    fail_msg("%s, call %ld: said %s", s->command, n, err.text);
  err = (hl_error){0};
  if (run(now_path, s->command, argument_of(s), &err))
    fail_msg("%s again: %s", s->command, err.text);
  return reached;
}

static void fail_stage(const stage *s, int code, bool forever) {
  const char *wanted = getenv("HL_FAULT_STEPS");
  long steps = wanted ? strtol(wanted, NULL, 10) : STEPS;
  hl_fault plan = {.left = 1, .code = code, .forever = forever};
  char before[512], after[512];
  hl_error err = {0};
  unlink(start_path);
  if (s->before && run(start_path, s->before, folder, &err))
    fail_msg("%s: %s", s->before, err.text);
  copy_start();
  stands(now_path, before, sizeof before);
  if (run(now_path, s->command, argument_of(s), &err)) fail_msg("%s", err.text);
  stands(now_path, after, sizeof after);
  while (try_at(s, &plan, before, after))
    plan.left *= 2;
  long stride = plan.left * 9 / steps + 1; /* three stages, three ways */
  plan.left = 1;
  for (bool reached = true; reached; plan.left += stride)
    reached = try_at(s, &plan, before, after);
}

static void every_call_may_fail(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
    fail_stage(&stages[i], SQLITE_IOERR, false);
    fail_stage(&stages[i], SQLITE_IOERR, true);
    fail_stage(&stages[i], SQLITE_FULL, true);
  }
}

/* ---- other programs ------------------------------------------------------ */

static void a_locked_database_is_left_alone(void **state) {
  (void)state;
  hl_error err = {0};
  unlink(now_path);
  if (run(now_path, "import", folder, &err)) fail_msg("%s", err.text);
  sqlite3 *other = test_db_open(now_path);
  test_db_exec(other, "BEGIN IMMEDIATE");
  assert_int_equal(run(now_path, "annotate", NULL, &err), HL_E_HOST);
  assert_non_null(strstr(err.text, "in use by another program"));
  test_db_exec(other, "ROLLBACK");
  assert_int_equal(test_db_int(other, "SELECT count(*) FROM heavylegs_status"),
                   0);
  sqlite3_close(other);
}

/* Asked by the engine between finding the files and reading them. */
static void write_on(sqlite3_context *context, int n, sqlite3_value **value) {
  bool *done = sqlite3_user_data(context);
  made_run longer = {.start_ms = 1700000000000, .minutes = 40};
  (void)n;
  if (*done || !strstr((const char *)sqlite3_value_text(value[0]), "\"read\""))
    return;
  *done = true;
  made_tcx(folder, "1.tcx", &longer);
}

static void a_file_that_is_written_meanwhile_is_read_again(void **state) {
  (void)state;
  bool done = false;
  hl_text out = {0};
  hl_error err = {0};
  unlink(now_path);
  sqlite3 *db = test_db_open(now_path);
  sqlite3_create_function(db, "heavylegs_progress", 1, SQLITE_UTF8, &done,
                          write_on, NULL, NULL);
  hl_engine *engine = hl_engine_new(db);
  hl_command c = {HL_VIA_SELECT, "import", folder};
  assert_int_equal(hl_command_run(engine, &c, &out, &err), HL_OK);
  assert_true(done);
  hl_text_clear(&out);
  out.comma = false;
  assert_int_equal(hl_command_run(engine, &c, &out, &err), HL_OK);
  assert_non_null(strstr(hl_text_cstr(&out), "\"read\":1,"));
  assert_int_equal(test_db_int(db, "SELECT count(*) FROM heavylegs_run"), 2);
  hl_text_free(&out);
  hl_engine_free(engine);
  sqlite3_close(db);
}

static int set_up(void **state) {
  (void)state;
  made_folder(folder);
  setenv("XDG_CONFIG_HOME", folder, 1);
  snprintf(start_path, sizeof start_path, "%s/start.db", folder);
  snprintf(now_path, sizeof now_path, "%s/now.db", folder);
  made_run one = {
      .start_ms = 1700000000000, .minutes = 26, .notes = "#heavy=start"};
  made_run two = {.start_ms = 1700086400000, .minutes = 16};
  made_tcx(folder, "1.tcx", &one);
  made_tcx(folder, "2.tcx", &two);
  shim_register();
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  made_folder_remove(folder);
  return 0;
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
HL_TEST_MAIN(CASE(every_call_may_fail), CASE(a_locked_database_is_left_alone),
             CASE(a_file_that_is_written_meanwhile_is_read_again))
