/* SPDX-License-Identifier: MIT
**
** Out of memory within whole commands: the answer is the same as with memory,
** or HL_E_NOMEM with the database as it was before, and nothing leaks.
**
** Every allocation would be tens of thousands of runs, so a stride that shares
** no factor with much walks through them; HL_FAULT_STEPS says how many.
*/
#include "engine_db.h"
#include "failmalloc.h"

#include <libxml/xmlerror.h>

enum {
  STEPS = 200
};

typedef struct stage {
  const char *command;
  const char *argument; /* NULL: the folder */
  const char *before;   /* commands that were done before: "import" or NULL */
} stage;

static const char folder_argument[] = "folder";

static const stage stages[] = {
    {"import", folder_argument, NULL},
    {"annotate", folder_argument, NULL},
    {"annotate", NULL, "import"},
    {"report", "{\"run\":\"last\",\"heavy\":\"all\",\"words\":\"lead\"}",
     "annotate"},
    {"diary", "{\"day\":\"2025-06-01\",\"note\":\"rain\"}", "import"},
    {"diary", NULL, "import"},
    {"today", "{\"day\":\"2025-06-01\",\"heavy\":\"all\"}", "import"},
    {"explain", "last", "annotate"},
    {"page", "last", "annotate"},
    {"page", "{\"kind\":\"squad\"}", "annotate"},
    {"retract", NULL, "annotate"},
    {"config", "{\"key\":\"timezone\",\"value\":\"Asia/Tokyo\"}", "annotate"},
    {"rules", NULL, NULL},
    {"purge", NULL, "annotate"},
};

static char folder[32];

static char *dump(sqlite3 *db) {
  static const char sql[] =
      "SELECT group_concat(sql, '') || ifnull((SELECT count(*) FROM "
      "pragma_page_count), '') FROM sqlite_master";
  char *text = calloc(1, 8192);
  test_db_text(db, sql, text, 8192);
  return text;
}

static long long rows(sqlite3 *db, const char *table) {
  char sql[160];
  snprintf(sql, sizeof sql,
           "SELECT count(*) FROM sqlite_master "
           "WHERE name = '%s'",
           table);
  if (!test_db_int(db, sql)) return -1;
  snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
  return test_db_int(db, sql);
}

/* A fingerprint of all that a command may change. */
static void fingerprint(sqlite3 *db, char *text, size_t size) {
  char *schema = dump(db);
  snprintf(text, size, "%zu tables, %lld %lld %lld %lld %lld %lld",
           strlen(schema), rows(db, "heavylegs_run"),
           rows(db, "heavylegs_status"), rows(db, "heavylegs_batch"),
           rows(db, "heavylegs_report"), rows(db, "heavylegs_setting"),
           rows(db, "heavylegs_finding WHERE until_batch IS NULL"));
  free(schema);
}

static hl_status run(sqlite3 *db, const char *name, const char *argument,
                     hl_text *out, hl_error *err) {
  hl_engine *engine = hl_engine_new(db);
  if (!engine) return hl_nomem(err);
  hl_command command = {HL_VIA_SELECT, name, argument};
  if (argument == folder_argument) command.argument = folder;
  hl_status status = hl_command_run(engine, &command, out, err);
  hl_engine_free(engine);
  xmlResetLastError();
  return status;
}

static sqlite3 *prepared(const stage *s) {
  sqlite3 *db = test_db_open(NULL);
  hl_text out = {0};
  hl_error err = {0};
  if (s->before && run(db, s->before, folder_argument, &out, &err))
    fail_msg("%s: %s", s->before, err.text);
  hl_text_free(&out);
  return db;
}

/* One try with the n-th allocation failing; false when there is none. */
static bool try_at(const stage *s, long n, bool forever, const char *whole) {
  sqlite3 *db = prepared(s);
  char before[160], after[160];
  hl_text out = {0};
  hl_error err = {0};
  fingerprint(db, before, sizeof before);
  hl_failmalloc_arm(n, forever);
  hl_status status = run(db, s->command, s->argument, &out, &err);
  bool reached = hl_failmalloc_disarm() > 0;
  /* Without any memory SQLite cannot even undo; then the answer says so. */
  if (forever && !sqlite3_get_autocommit(db) &&
      strstr(err.text, "ROLLBACK ends it"))
    test_db_exec(db, "ROLLBACK");
  fingerprint(db, after, sizeof after);
  if (status && status != HL_E_NOMEM)
    fail_msg("%s, allocation %ld%s: %s", s->command, n,
             forever ? " and on" : "", err.text);
  if (status && strcmp(before, after) != 0)
    fail_msg("%s, allocation %ld: left %s of %s", s->command, n, after, before);
  if (!status && whole && strcmp(hl_text_cstr(&out), whole) != 0)
    fail_msg("%s, allocation %ld: %s instead of %s", s->command, n,
             hl_text_cstr(&out), whole);
  assert_true(sqlite3_get_autocommit(db));
  hl_text_free(&out);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
  return reached;
}

static char *whole_answer(const stage *s, long *allocations) {
  sqlite3 *db = prepared(s);
  hl_text out = {0};
  hl_error err = {0};
  if (run(db, s->command, s->argument, &out, &err))
    fail_msg("%s: %s", s->command, err.text);
  sqlite3_close(db);
  long most = 1;
  while (try_at(s, most, false, NULL))
    most *= 2;
  *allocations = most;
  return out.bytes;
}

static void fail_stage(const stage *s, long steps) {
  long allocations;
  char *whole = whole_answer(s, &allocations);
  long stride = allocations / steps + 1;
  if (stride > 1) stride |= 1;
  long live = hl_failmalloc_live();
  long n = 1;
  for (bool reached = true; reached; n += stride)
    reached = try_at(s, n, false, whole) && try_at(s, n, true, whole);
  live = hl_failmalloc_live() - live;
  if (live > 0) fail_msg("%s: %ld pieces leaked", s->command, live);
  free(whole);
}

static void every_command(void **state) {
  const char *wanted = getenv("HL_FAULT_STEPS");
  long steps = wanted ? strtol(wanted, NULL, 10) : STEPS;
  (void)state;
  made_folder(folder);
  setenv("XDG_CONFIG_HOME", folder, 1);
  made_run one = {.start_ms = 1700000000000,
                  .minutes = 26,
                  .notes = "#heavy=start #sleep=6"};
  made_run two = {.start_ms = 1700086400000, .minutes = 6};
  made_tcx(folder, "1.tcx", &one);
  made_tcx(folder, "2.tcx", &two);
  for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++)
    fail_stage(&stages[i], steps / (long)(sizeof stages / sizeof stages[0]));
  made_folder_remove(folder);
}

HL_TEST_MAIN(cmocka_unit_test(every_command))
