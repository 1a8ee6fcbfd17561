/* SPDX-License-Identifier: MIT
**
** The command `diary`: list the days, say something of one, or take them from
** a CSV file. What was said before by the same way stays, field by field, so
** doing the same twice changes nothing.
*/
#include <stdlib.h>
#include <string.h>

#include "annotate/diary.h"
#include "annotate/diary_csv.h"
#include "annotate/today.h"
#include "base/calendar.h"

static const char csv_source[] = "file:csv";

/* What one source says of a day; nothing where it does not. */
static hl_day day_of(const hl_day *days, size_t n, int32_t day,
                     const char *source) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (days[middle].day < day)
      low = middle + 1;
    else
      high = middle;
  }
  hl_day found;
  hl_day_clear(&found);
  if (low < n && days[low].day == day) found = days[low];
  found.day = day;
  found.source = source;
  return found;
}

/* ---- one day --------------------------------------------------------- */

hl_status hl_diary_take_day(const hl_args *args, int32_t *day, hl_error *err) {
  const char *text = hl_args_text(args, "day");
  if (text && hl_parse_day(text, strlen(text), day)) return HL_OK;
  return hl_fail(err, HL_E_USAGE, "\"day\" must be a day such as 2025-06-01");
}

hl_status hl_diary_take_fields(const hl_args *args, hl_day *day, int *said,
                               hl_error *err) {
  *said = 0;
  for (size_t i = 0; i < args->n; i++) {
    const hl_arg *arg = &args->arg[i];
    const hl_day_field *field = hl_day_field_find(arg->key);
    if (!field) continue;
    ++*said;
    bool plain = arg->type != HL_ARG_LIST && arg->type != HL_ARG_OBJECT;
    if (arg->type == HL_ARG_NULL)
      hl_day_field_unsay(field, day);
    else if (!plain || !hl_day_field_set(field, day, arg->text))
      return hl_fail(err, HL_E_USAGE, "\"%s\" must be %s", arg->key,
                     field->form);
  }
  return HL_OK;
}

hl_status hl_diary_get(hl_task *task, int32_t day, hl_day *found,
                       hl_error *err) {
  size_t n = 0;
  hl_day *days = NULL;
  if (task->has_tables)
    days = hl_day_of_source(task->store, task->athlete, "command", &task->arena,
                            &n);
  *found = day_of(days, n, day, "command");
  return hl_store_status(task->store, err);
}

static hl_status add(hl_task *task, hl_error *err) {
  hl_day day;
  int32_t number = 0;
  int said = 0;
  hl_txn txn;
  hl_status status = hl_diary_take_day(&task->args, &number, err);
  if (!status) status = hl_diary_get(task, number, &day, err);
  if (!status) status = hl_diary_take_fields(&task->args, &day, &said, err);
  if (!status && !said)
    status = hl_fail(err, HL_E_USAGE,
                     "nothing is said of the day: give sleep, mood, note ...");
  if (!status) status = hl_task_begin(task, &txn, err);
  if (status) return status;
  hl_about about = {task->athlete, 0};
  bool changed = hl_day_put(task->store, about, &day);
  hl_today_settle(task->store, task->athlete);
  char text[16];
  hl_print_day(text, sizeof text, number);
  hl_json_open(task->out, NULL, '{');
  hl_json_text(task->out, "day", text);
  hl_json_bool(task->out, "changed", changed);
  hl_json_close(task->out, '}');
  return hl_task_end(task, &txn, HL_OK, err);
}

/* ---- a file ---------------------------------------------------------- */

static void answer_import(hl_task *task, const hl_diary_csv *csv,
                          int64_t changed) {
  hl_json_open(task->out, NULL, '{');
  hl_json_int(task->out, "days", (int64_t)csv->n);
  hl_json_int(task->out, "changed", changed);
  hl_json_open(task->out, "ignored", '[');
  for (size_t i = 0; i < csv->ignored_n; i++)
    hl_json_text(task->out, NULL, csv->ignored[i]);
  hl_json_close(task->out, ']');
  hl_json_close(task->out, '}');
}

static hl_status import(hl_task *task, const char *path, hl_error *err) {
  hl_diary_csv csv;
  hl_txn txn;
  hl_status status = hl_diary_csv_load(path, &task->arena, &csv, err);
  if (!status) status = hl_task_begin(task, &txn, err);
  if (status) return status;
  hl_about about = {task->athlete, 0};
  size_t n;
  int64_t changed = 0;
  hl_day *had = hl_day_of_source(task->store, task->athlete, csv_source,
                                 &task->arena, &n);
  for (size_t i = 0; i < csv.n && !hl_store_failed(task->store); i++) {
    hl_day day = csv.row[i].day;
    hl_day before = day_of(had, n, day.day, csv_source);
    hl_day_fill(&day, &before);
    day.source = csv_source;
    changed += hl_day_put(task->store, about, &day);
  }
  hl_today_settle(task->store, task->athlete);
  answer_import(task, &csv, changed);
  return hl_task_end(task, &txn, HL_OK, err);
}

/* ---- the list -------------------------------------------------------- */

static void list_day(hl_task *task, const hl_day *day) {
  char text[16];
  hl_text value = {0};
  hl_print_day(text, sizeof text, day->day);
  hl_json_open(task->out, NULL, '{');
  hl_json_text(task->out, "day", text);
  for (const hl_day_field *f = hl_day_fields; f->name; f++) {
    if (!hl_day_field_said(f, day)) continue;
    hl_text_clear(&value);
    hl_day_field_print(f, day, &value);
    bool number = f->kind == HL_DAY_NUMBER || f->kind == HL_DAY_SCORE;
    if (number)
      hl_json_raw(task->out, f->name, hl_text_cstr(&value));
    else
      hl_json_text(task->out, f->name, hl_text_cstr(&value));
  }
  hl_json_close(task->out, '}');
  if (hl_text_status(&value)) task->out->failed = true;
  hl_text_free(&value);
}

static hl_status list(hl_task *task, hl_error *err) {
  size_t n = 0;
  hl_day *days = NULL;
  if (task->has_tables)
    days = hl_day_all(task->store, task->athlete, &task->arena, &n);
  hl_json_open(task->out, NULL, '{');
  hl_json_open(task->out, "days", '[');
  for (size_t i = 0; i < n; i++)
    list_day(task, &days[i]);
  hl_json_close(task->out, ']');
  hl_json_close(task->out, '}');
  return hl_store_status(task->store, err);
}

hl_status hl_do_diary(hl_task *task, hl_error *err) {
  const char *path = hl_args_text(&task->args, "path");
  if (path && task->args.n > 1u + task->names_athlete)
    return hl_fail(err, HL_E_USAGE,
                   "a file's days come with their own values: give \"path\" "
                   "alone");
  hl_status status = hl_task_settle_athlete(task, err);
  if (status) return status;
  if (path) return import(task, path, err);
  bool asks = task->args.n == (size_t)task->names_athlete;
  return asks ? list(task, err) : add(task, err);
}
