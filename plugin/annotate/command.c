/* SPDX-License-Identifier: MIT
**
** See command.h: which commands there are, what they take, and the frame that
** each of them runs in. The commands themselves have one file each.
*/
#include "annotate/command.h"

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include <stdlib.h>
#include <string.h>

#include "annotate/kept.h"
#include "annotate/task.h"
#include "annotate/today.h"
#include "store/schema.h"

struct hl_engine {
  struct sqlite3 *db;
};

static const struct known {
  const char *name;
  hl_args_form form;
  hl_task_do *run;
} commands[] = {
    {"import", {"path", "athlete path threads"}, hl_do_import},
    {"annotate",
     {"path", "athlete path threads rules when_closed formulas"},
     hl_do_annotate},
    {"retract", {"batch", "athlete batch"}, hl_do_retract},
    {"report",
     {NULL, "athlete run heavy eased legs rpe feel runs words confirm"},
     hl_do_report},
    {"diary",
     {NULL, "athlete path day sleep_h sleep sleep_quality rhr_bpm rhr hrv_ms "
            "hrv weight_kg weight stress mood motivation soreness fatigue meal "
            "ill travel heavy eased heavy_runs runs note"},
     hl_do_diary},
    {"today",
     {NULL, "athlete day said_ms heavy eased heavy_runs runs sleep_h sleep "
            "sleep_quality rhr_bpm "
            "rhr hrv_ms hrv weight_kg weight stress mood motivation soreness "
            "fatigue meal ill travel note"},
     hl_do_today},
    {"verdict", {NULL, "athlete run rule slot verdict words"}, hl_do_verdict},
    {"config", {"key", "athlete key value"}, hl_do_config},
    {"explain", {"run", "athlete run rules"}, hl_do_explain},
    {"page", {"run", "athlete kind run year page data rules"}, hl_do_page},
    {"rules", {"rules", "athlete rules"}, hl_do_rules},
    {"texts", {"prefix", "athlete prefix rules"}, hl_do_texts},
    {"workbench",
     {"task", "athlete task path name to rules rule inject percent by clear "
              "heavy"},
     hl_do_workbench},
    {"hosts", {NULL, ""}, hl_do_hosts},
    {"forget", {NULL, "athlete"}, hl_do_forget},
    {"purge", {NULL, ""}, hl_do_purge},
};

enum {
  COMMANDS = sizeof commands / sizeof commands[0]
};

const char *const hl_command_names[] = {
    "import",  "annotate",  "retract", "report", "diary", "today",
    "verdict", "config",    "explain", "page",   "rules", "texts",
    "hosts",   "workbench", "forget",  "purge",  NULL};
_Static_assert(sizeof hl_command_names / sizeof hl_command_names[0] ==
                   COMMANDS + 1,
               "every command has its name");

hl_engine *hl_engine_new(struct sqlite3 *db) {
  hl_engine *engine = calloc(1, sizeof *engine);
  if (engine) engine->db = db;
  return engine;
}

void hl_engine_free(hl_engine *engine) {
  free(engine);
}

static const struct known *find(const char *name) {
  for (size_t i = 0; name && i < COMMANDS; i++)
    if (!strcmp(commands[i].name, name)) return &commands[i];
  return NULL;
}

static hl_status unknown(const char *name, hl_error *err) {
  hl_text names = {0};
  for (size_t i = 0; i < COMMANDS; i++)
    hl_text_format(&names, "%s%s", i ? ", " : "", commands[i].name);
  hl_fail(err, HL_E_USAGE, "no command \"%.40s\"; there are: %s",
          name ? name : "", hl_text_cstr(&names));
  hl_text_free(&names);
  return HL_E_USAGE;
}

static hl_status take_athlete(hl_task *task, hl_error *err) {
  const hl_arg *arg = hl_args_find(&task->args, "athlete");
  task->athlete = "";
  if (arg->type == HL_ARG_ABSENT || arg->type == HL_ARG_NULL) return HL_OK;
  if (arg->type != HL_ARG_TEXT)
    return hl_fail(err, HL_E_USAGE, "\"athlete\" must be a text");
  task->athlete = arg->text;
  task->names_athlete = true;
  return HL_OK;
}

static void settle_days(hl_task *task) {
  size_t n = 0;
  const char **athletes = hl_run_athletes(task->store, &task->arena, &n);
  for (size_t i = 0; i < n; i++)
    hl_today_settle(task->store, athletes[i]);
}

/* No table can change within a SELECT of the host, nor in a read-only file. */
static bool may_migrate(const hl_task *task) {
  return task->via != HL_VIA_TABLE &&
         sqlite3_db_readonly(hl_store_db(task->store), "main") == 0;
}

/* Tables of an older heavylegs are brought forward before anything is read
** from them. */
static hl_status open_tables(hl_task *task, hl_error *err) {
  if (hl_txn_wait(task->store)) return hl_store_status(task->store, err);
  int version = hl_schema_version(task->store);
  hl_status status = hl_store_status(task->store, err);
  task->has_tables = version > 0;
  if (status || !version || version == HL_SCHEMA_VERSION) return status;
  if (!may_migrate(task))
    return hl_fail(err, HL_E_USAGE,
                   "the tables of heavylegs in this database are of an older "
                   "version: run SELECT heavylegs_annotate() or the heavylegs "
                   "command once, where the file can be written");
  hl_txn txn;
  status = hl_task_begin(task, &txn, err);
  if (status) return status;
  settle_days(task);
  return hl_task_end(task, &txn, HL_OK, err);
}

static hl_status run(hl_task *task, const struct known *known,
                     const char *argument, hl_error *err) {
  hl_status status = open_tables(task, err);
  task->args.arena = &task->arena;
  if (!status)
    status =
        hl_args_parse(&task->args, task->store, &known->form, argument, err);
  if (!status) status = take_athlete(task, err);
  if (!status) status = known->run(task, err);
  if (!status && hl_text_status(task->out)) status = hl_nomem(err);
  return status;
}

hl_status hl_command_run(hl_engine *engine, const hl_command *command,
                         hl_text *out, hl_error *err) {
  hl_error own = {0};
  if (!err) err = &own;
  const struct known *known = find(command->name);
  if (!known) return unknown(command->name, err);
  hl_task task = {.via = command->via, .out = out};
  task.store = hl_store_open(engine->db);
  if (!task.store) return hl_nomem(err);
  hl_progress_open(&task.progress, engine->db);
  hl_status status = run(&task, known, command->argument, err);
  hl_progress_close(&task.progress);
  hl_store_close(task.store);
  hl_arena_free(&task.arena);
  return status;
}

/* ---- what the commands share ----------------------------------------- */

hl_status hl_task_begin(hl_task *task, hl_txn *txn, hl_error *err) {
  bool inside = task->via == HL_VIA_INSERT;
  if (hl_txn_begin(txn, task->store, HL_TXN_WRITE, inside))
    return hl_store_status(task->store, err);
  if (hl_schema_ensure(task->store, !inside)) return hl_txn_end(txn, err);
  if (!task->has_tables) hl_txn_renew(txn);
  task->has_tables = true;
  return HL_OK;
}

hl_status hl_task_end(hl_task *task, hl_txn *txn, hl_status status,
                      hl_error *err) {
  if (!status && hl_text_status(task->out)) status = hl_nomem(err);
  if (status) hl_store_stop(task->store, status);
  hl_status ended = hl_txn_end(txn, err);
  if (!status && !ended) hl_kept_update(task);
  return status ? status : ended;
}

hl_status hl_task_settle_athlete(hl_task *task, hl_error *err) {
  size_t n = 0;
  hl_text all = {0};
  if (task->names_athlete || !task->has_tables) return HL_OK;
  const char **names = hl_run_athletes(task->store, &task->arena, &n);
  if (hl_store_failed(task->store)) return hl_store_status(task->store, err);
  if (n == 0 || !*names[0]) return HL_OK; /* sorted: "" is the first */
  task->athlete = names[0];
  if (n == 1) return HL_OK;
  for (size_t i = 0; i < n && i < 8; i++)
    hl_text_format(&all, "%s%s", i ? ", " : "", names[i]);
  hl_status status = hl_fail(err, HL_E_USAGE, "which athlete? There are: %s%s",
                             hl_text_cstr(&all), n > 8 ? " ..." : "");
  hl_text_free(&all);
  return status;
}

/* NULL: any. */
static const char *named_athlete(const hl_task *task) {
  return task->names_athlete ? task->athlete : NULL;
}

static int64_t run_of_path(hl_task *task, const char *path) {
  char *real = realpath(path, NULL);
  hl_query *query =
      hl_query_of(task->store, "SELECT run_id FROM main.heavylegs_source "
                               "WHERE name = :name "
                               "AND (:athlete IS NULL OR athlete = :athlete) "
                               "AND run_id IS NOT NULL ORDER BY part LIMIT 1");
  hl_bind_text(query, ":athlete", named_athlete(task));
  hl_bind_text(query, ":name", real ? real : path);
  int64_t id = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  free(real);
  return id;
}

static int64_t last_run(hl_task *task) {
  hl_query *query =
      hl_query_of(task->store, "SELECT id FROM main.heavylegs_run "
                               "WHERE (:athlete IS NULL OR athlete = :athlete) "
                               "AND is_run "
                               "AND duplicate_of IS NULL "
                               "ORDER BY start_ms DESC, content_hash LIMIT 1");
  hl_bind_text(query, ":athlete", named_athlete(task));
  int64_t id = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  return id;
}

static int64_t named_run(hl_task *task, const char *name) {
  int64_t id = 0;
  hl_error not_a_number = {0};
  if (!strcmp(name, "last")) return last_run(task);
  if (!hl_args_int(&task->args, "run", INT64_MAX, &id, &not_a_number))
    return id;
  return run_of_path(task, name);
}

hl_status hl_task_find_run(hl_task *task, hl_run_row *run, hl_error *err) {
  const char *name = hl_args_text(&task->args, "run");
  if (!name)
    return hl_fail(err, HL_E_USAGE,
                   "which run? Name its number, \"last\" or its file");
  if (!task->has_tables)
    return hl_fail(err, HL_E_USAGE, "there are no runs yet: import some");
  hl_run_get(task->store, named_run(task, name), &task->arena, run);
  if (run->duplicate_of)
    hl_run_get(task->store, run->duplicate_of, &task->arena, run);
  if (hl_store_status(task->store, err)) return hl_store_status(task->store, 0);
  if (!run->id) return hl_fail(err, HL_E_USAGE, "no run \"%.100s\"", name);
  if (task->names_athlete && strcmp(run->athlete, task->athlete) != 0)
    return hl_fail(err, HL_E_USAGE, "run %s is not one of \"%.60s\"", name,
                   task->athlete);
  return HL_OK;
}
