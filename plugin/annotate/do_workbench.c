/* SPDX-License-Identifier: MIT
**
** The command `workbench`: what a coach does with rules beside judging. The
** work is in rules/workbench.h, replay.c and corpus.c.
*/
#include <stdlib.h>
#include <string.h>

#include "annotate/corpus.h"
#include "annotate/replay.h"
#include "base/file.h"
#include "base/number.h"

typedef hl_status bench_do(hl_task *task, hl_bench_result *result,
                           hl_error *err);

/* The argument, which must be there. */
static hl_status need(hl_task *task, const char *key, const char **value,
                      hl_error *err) {
  *value = hl_args_text(&task->args, key);
  return *value ? HL_OK : hl_fail(err, HL_E_USAGE, "\"%s\" is missing", key);
}

/* The folder that was named, or the coach's own. */
static hl_status folder_of(hl_task *task, const char *key, const char **folder,
                           hl_error *err) {
  *folder = hl_args_text(&task->args, key);
  if (*folder) return HL_OK;
  hl_status status = hl_own_folder("rules", &task->arena, folder, err);
  if (!status && !*folder)
    status = hl_fail(err, HL_E_USAGE, "which folder? Name one");
  return status;
}

static hl_status do_new(hl_task *task, hl_bench_result *result, hl_error *err) {
  const char *name, *folder;
  hl_status status = need(task, "name", &name, err);
  if (!status) status = folder_of(task, "path", &folder, err);
  return status ? status : hl_bench_new(folder, name, result, err);
}

static hl_status do_test(hl_task *task, hl_bench_result *result,
                         hl_error *err) {
  const char *path;
  hl_status status = folder_of(task, "path", &path, err);
  return status ? status : hl_bench_test(path, result, err);
}

static hl_status do_lint(hl_task *task, hl_bench_result *result,
                         hl_error *err) {
  const char *path;
  hl_status status = folder_of(task, "path", &path, err);
  return status ? status : hl_bench_lint(path, result, err);
}

static hl_status do_doc(hl_task *task, hl_bench_result *result, hl_error *err) {
  (void)task;
  return hl_bench_doc(&result->text) ? hl_nomem(err) : HL_OK;
}

static hl_status do_options(hl_task *task, hl_bench_result *result,
                            hl_error *err) {
  hl_rulebook book;
  hl_status status = hl_rulebook_open(task, task->athlete, &book, err);
  if (!status) hl_bench_options(book.rules, &result->text);
  hl_rulebook_close(&book);
  return status;
}

static hl_status do_pack(hl_task *task, hl_bench_result *result,
                         hl_error *err) {
  const char *path, *to = hl_args_text(&task->args, "to");
  hl_status status = folder_of(task, "path", &path, err);
  if (!status && to && hl_path_exists(to))
    status = hl_fail(err, HL_E_USAGE, "'%s' is there already", to);
  if (!status) status = hl_bench_pack(path, &result->text, err);
  if (status || !to) return status;
  status = hl_file_replace(to, result->text.bytes, result->text.length, err);
  hl_text_clear(&result->text);
  hl_text_format(&result->text, "%s\n", to);
  return status;
}

static hl_status do_unpack(hl_task *task, hl_bench_result *result,
                           hl_error *err) {
  const char *pack, *folder;
  hl_status status = need(task, "path", &pack, err);
  if (!status) status = folder_of(task, "to", &folder, err);
  return status ? status : hl_bench_unpack(pack, folder, result, err);
}

static hl_status do_corpus(hl_task *task, hl_bench_result *result,
                           hl_error *err) {
  hl_corpus_folders folders;
  hl_rulebook book = {0};
  hl_status status = need(task, "clear", &folders.clear, err);
  if (!status) status = need(task, "heavy", &folders.heavy, err);
  if (!status) status = hl_rulebook_open(task, task->athlete, &book, err);
  if (!status) status = hl_corpus(&folders, book.rules, result, err);
  hl_rulebook_close(&book);
  return status;
}

/* "start", "8", "pace": what replay injects. */
static hl_status read_loss(hl_task *task, hl_replay_loss *loss, hl_error *err) {
  const char *pattern = hl_args_text(&task->args, "inject");
  const char *percent = hl_args_text(&task->args, "percent");
  const char *by = hl_args_text(&task->args, "by");
  *loss = (hl_replay_loss){.pattern = HL_NO_PATTERN, .percent = 8};
  if (!pattern) return HL_OK;
  loss->pattern = hl_pattern_from_name(pattern);
  if (loss->pattern > HL_ENTIRE)
    return hl_fail(err, HL_E_USAGE,
                   "a loss is put at the \"start\", \"midway\" or into the "
                   "\"entire\" run");
  if (percent && (!hl_parse_double(percent, strlen(percent), &loss->percent) ||
                  !(loss->percent > 0 && loss->percent <= 30)))
    return hl_fail(err, HL_E_USAGE, "\"percent\" is more than 0, at most 30");
  loss->by_pace = by && !strcmp(by, "pace");
  if (by && !loss->by_pace && strcmp(by, "heart_rate") != 0)
    return hl_fail(err, HL_E_USAGE, "\"by\" is \"heart_rate\" or \"pace\"");
  return HL_OK;
}

static hl_status do_replay(hl_task *task, hl_bench_result *result,
                           hl_error *err) {
  hl_replay_loss loss;
  hl_status status = read_loss(task, &loss, err);
  if (!status && !task->has_tables)
    status = hl_fail(err, HL_E_USAGE, "there are no runs yet: import some");
  if (!status) status = hl_task_settle_athlete(task, err);
  if (status) return status;
  return hl_replay(task, hl_args_text(&task->args, "rule"), &loss, result, err);
}

static const struct {
  const char *name;
  bench_do *run;
} tasks[] = {
    {"new", do_new},       {"test", do_test},       {"lint", do_lint},
    {"doc", do_doc},       {"options", do_options}, {"pack", do_pack},
    {"unpack", do_unpack}, {"replay", do_replay},   {"corpus", do_corpus},
};
enum {
  TASKS = sizeof tasks / sizeof tasks[0]
};

hl_status hl_do_workbench(hl_task *task, hl_error *err) {
  const char *name = hl_args_text(&task->args, "task");
  int i = 0;
  while (name && i < TASKS && strcmp(tasks[i].name, name) != 0)
    i++;
  if (!name || i == TASKS)
    return hl_fail(err, HL_E_USAGE,
                   "workbench does new, test, lint, doc, options, pack, "
                   "unpack, replay and corpus, not \"%.40s\"",
                   name ? name : "");
  hl_bench_result result = {0};
  hl_status status = tasks[i].run(task, &result, err);
  if (!status && hl_text_status(&result.text)) status = hl_nomem(err);
  if (!status) {
    hl_json_open(task->out, NULL, '{');
    hl_json_text(task->out, "text", hl_text_cstr(&result.text));
    hl_json_int(task->out, "done", result.done);
    hl_json_int(task->out, "failed", result.failed);
    hl_json_close(task->out, '}');
  }
  hl_text_free(&result.text);
  return status;
}
