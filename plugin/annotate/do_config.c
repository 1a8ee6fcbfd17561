/* SPDX-License-Identifier: MIT
**
** The command `config`: settings, each checked before it is stored.
**
**   timezone  IANA name, for runs whose file does not say its local time
**   rules     folder of a coach's rules; counts only for this user here
**   language  of texts: "en", "de" ...
**   units     "metric" or "imperial"
**   budget    unsolicited findings per 100 runs, 0.1 to 20
**   share     what a squad's summary may hold of what the athlete says: "none",
**             "words" of reports, "diary" or "all"
**   options   {"rule.id":{"option":value}} as JSON
*/
#include <stdlib.h>
#include <string.h>

#include "annotate/clock.h"
#include "annotate/origin.h"
#include "annotate/task.h"
#include "annotate/today.h"
#include "base/calendar.h"
#include "base/file.h"
#include "base/number.h"
#include "store/report.h"
#include "store/setting.h"

typedef hl_status check(hl_task *task, hl_setting_row *row, hl_error *err);

static hl_status check_timezone(hl_task *task, hl_setting_row *row,
                                hl_error *err) {
  (void)task;
  hl_zone *zone = NULL;
  hl_status status = hl_zone_open(row->value, &zone, err);
  if (!status) hl_zone_close(zone);
  return status;
}

static hl_status check_rules(hl_task *task, hl_setting_row *row,
                             hl_error *err) {
  char *real = realpath(row->value, NULL);
  hl_status status = HL_OK;
  if (!real || !hl_path_is_folder(real))
    status = hl_fail(err, HL_E_USAGE, "no folder of rules: %.150s", row->value);
  else
    row->value = hl_arena_text(&task->arena, real, strlen(real));
  if (!status && !row->value) status = hl_nomem(err);
  free(real);
  if (!status) status = hl_origin_here(&task->arena, row, err);
  if (!status && !row->machine)
    status = hl_fail(err, HL_E_USAGE,
                     "this machine has no id, so a folder of rules cannot be "
                     "remembered for it: give it with every command");
  return status;
}

static hl_status check_language(hl_task *task, hl_setting_row *row,
                                hl_error *err) {
  (void)task;
  size_t n = strlen(row->value);
  bool good = n >= 2 && n <= 8;
  for (size_t i = 0; i < n && good; i++)
    good = (row->value[i] >= 'a' && row->value[i] <= 'z') ||
           (i > 1 && row->value[i] == '_');
  return good ? HL_OK
              : hl_fail(err, HL_E_USAGE,
                        "\"language\" must be a code such as en or de");
}

static hl_status check_units(hl_task *task, hl_setting_row *row,
                             hl_error *err) {
  (void)task;
  if (!strcmp(row->value, "metric") || !strcmp(row->value, "imperial"))
    return HL_OK;
  return hl_fail(err, HL_E_USAGE, "\"units\" must be metric or imperial");
}

static hl_status check_share(hl_task *task, hl_setting_row *row,
                             hl_error *err) {
  static const char *const values[] = {"none", "words", "diary", "all"};
  (void)task;
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    if (!strcmp(row->value, values[i])) return HL_OK;
  return hl_fail(err, HL_E_USAGE,
                 "\"share\" must be none, words, diary or all");
}

static hl_status check_budget(hl_task *task, hl_setting_row *row,
                              hl_error *err) {
  (void)task;
  double budget = 0;
  if (hl_parse_double(row->value, strlen(row->value), &budget) &&
      budget >= 0.1 && budget <= 20)
    return HL_OK;
  return hl_fail(err, HL_E_USAGE, "\"budget\" must be from 0.1 to 20");
}

static hl_status check_options(hl_task *task, hl_setting_row *row,
                               hl_error *err) {
  hl_query *query =
      hl_query_of(task->store, "SELECT CASE WHEN json_valid(:json) "
                               "THEN json_type(:json) = 'object' END");
  hl_bind_text(query, ":json", row->value);
  bool good = hl_query_row(query) && hl_column_int(query) == 1;
  hl_query_end(query);
  return good ? HL_OK
              : hl_fail(err, HL_E_USAGE,
                        "\"options\" must be {\"rule.id\":{\"option\":value}}");
}

static const struct {
  const char *key;
  check *check;
} settings[] = {
    {"timezone", check_timezone}, {"rules", check_rules},
    {"language", check_language}, {"units", check_units},
    {"budget", check_budget},     {"options", check_options},
    {"share", check_share},
};

enum {
  SETTINGS = sizeof settings / sizeof settings[0]
};

static check *find_check(const char *key) {
  for (size_t i = 0; i < SETTINGS; i++)
    if (!strcmp(settings[i].key, key)) return settings[i].check;
  return NULL;
}

/* ---- timezone changes the local time of runs ------------------------- */

typedef struct moving {
  hl_task *task;
  const hl_local_clock *clock;
  hl_run_row *run; /* those whose offset changes */
  size_t n, room;
} moving;

static hl_status collect(void *ctx, const hl_run_row *run) {
  moving *m = ctx;
  hl_run_row now = *run;
  if (!hl_local_clock_settle(m->clock, &now)) return HL_OK;
  hl_run_row *list =
      hl_arena_more(&m->task->arena, m->run, m->n, &m->room, sizeof now);
  if (!list) return HL_E_NOMEM;
  m->run = list;
  list[m->n++] = now;
  return HL_OK;
}

static void move_run(hl_task *task, const hl_run_row *run) {
  hl_store *store = task->store;
  bool known = run->offset_source != HL_OFFSET_NONE;
  hl_run_set_offset(store, run->id, run->utc_offset_s, run->offset_source);
  hl_about about = {run->athlete, run->id};
  hl_day day = hl_day_get(store, about, "tag", &task->arena);
  if (!hl_day_says_something(&day)) return;
  day.day = hl_local_day(run->start_ms, known ? run->utc_offset_s : 0);
  hl_day_put(store, about, &day);
}

static hl_status move_runs(hl_task *task, const char *athlete, hl_error *err) {
  hl_local_clock clock;
  hl_status status =
      hl_local_clock_open(&clock, task->store, true, athlete, err);
  moving m = {.task = task, .clock = &clock};
  if (!status) hl_run_each(task->store, athlete, &task->arena, collect, &m);
  for (size_t i = 0; i < m.n; i++)
    move_run(task, &m.run[i]);
  hl_today_settle(task->store, athlete);
  hl_local_clock_close(&clock);
  return status ? status : hl_store_status(task->store, err);
}

static hl_status settle_offsets(hl_task *task, hl_error *err) {
  size_t n = 1;
  const char **athletes = &task->athlete;
  hl_status status = HL_OK;
  if (!task->names_athlete)
    athletes = hl_run_athletes(task->store, &task->arena, &n);
  for (size_t i = 0; i < n && !status; i++)
    status = move_runs(task, athletes[i], err);
  return status;
}

/* ---- the command ----------------------------------------------------- */

static void answer(hl_task *task, const hl_setting_row *row, bool changed) {
  hl_json_open(task->out, NULL, '{');
  hl_json_text(task->out, "key", row->key);
  hl_json_text(task->out, "value", row->value);
  hl_json_bool(task->out, "changed", changed);
  hl_json_close(task->out, '}');
}

static hl_status set(hl_task *task, hl_setting_row *row, hl_error *err) {
  hl_txn txn;
  hl_status status = hl_task_begin(task, &txn, err);
  if (status) return status;
  bool changed = hl_setting_put(task->store, row);
  if (changed && !strcmp(row->key, "timezone"))
    status = settle_offsets(task, err);
  answer(task, row, changed);
  return hl_task_end(task, &txn, status, err);
}

static hl_status list(hl_task *task, hl_error *err) {
  hl_json_open(task->out, NULL, '{');
  hl_json_open(task->out, "settings", '{');
  for (size_t i = 0; i < SETTINGS && task->has_tables; i++) {
    const char *value = hl_setting_get(task->store, task->athlete,
                                       settings[i].key, &task->arena, NULL);
    if (value) hl_json_text(task->out, settings[i].key, value);
  }
  hl_json_close(task->out, '}');
  hl_json_close(task->out, '}');
  return hl_store_status(task->store, err);
}

static hl_status get(hl_task *task, hl_setting_row *row, hl_error *err) {
  if (task->has_tables)
    row->value = hl_setting_get(task->store, task->athlete, row->key,
                                &task->arena, NULL);
  answer(task, row, false);
  return hl_store_status(task->store, err);
}

hl_status hl_do_config(hl_task *task, hl_error *err) {
  const hl_arg *value = hl_args_find(&task->args, "value");
  hl_setting_row row = {.athlete = task->athlete,
                        .key = hl_args_text(&task->args, "key"),
                        .value = hl_args_text(&task->args, "value"),
                        .uid = -1};
  if (!row.key && value->type == HL_ARG_ABSENT) return list(task, err);
  check *good = row.key ? find_check(row.key) : NULL;
  if (!good)
    return hl_fail(err, HL_E_USAGE,
                   "no setting \"%.40s\"; there are timezone, rules, language, "
                   "units, budget, share and options",
                   row.key ? row.key : "");
  if (value->type == HL_ARG_ABSENT) return get(task, &row, err);
  hl_status status = row.value ? good(task, &row, err) : HL_OK;
  return status ? status : set(task, &row, err);
}
