/* SPDX-License-Identifier: MIT
**
** See gc_folders.h.
*/
#include "annotate/gc_folders.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hosts/gc_formulas.h"
#include "hosts/gc_write.h"

enum {
  WAIT_MS = 250
};

static bool is_asked(const hl_task *task, const char *key) {
  const hl_arg *arg = hl_args_find(&task->args, key);
  return arg->type == HL_ARG_BOOL && arg->integer;
}

/* The absolute paths of those that are folders of GoldenCheetah. */
static hl_status list_folders(hl_task *task, const char ***folder, size_t *n,
                              hl_error *err) {
  const char *const *paths;
  size_t count;
  *n = 0;
  hl_status status = hl_args_list(&task->args, "path", &paths, &count, err);
  if (status) return status;
  *folder = hl_arena_alloc(&task->arena, count, sizeof **folder);
  if (!*folder) return hl_nomem(err);
  for (size_t i = 0; i < count; i++) {
    char *real = realpath(paths[i], NULL);
    if (real && hl_gc_is_folder(real)) {
      const char *copy = hl_arena_text(&task->arena, real, strlen(real));
      if (copy) (*folder)[(*n)++] = copy;
      if (!copy) status = hl_nomem(err);
    }
    free(real);
  }
  return status;
}

/* ---- waiting ------------------------------------------------------------- */

static bool any_is_open(const char *const *folder, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (hl_gc_is_open(folder[i])) return true;
  return false;
}

hl_status hl_gc_folders_wait(hl_task *task, hl_error *err) {
  static const struct timespec pause = {.tv_nsec = WAIT_MS * 1000000L};
  const char **folder;
  size_t n;
  if (!is_asked(task, "when_closed")) return HL_OK;
  if (task->via != HL_VIA_SELECT || !hl_gc_can_write(task->store))
    return hl_fail(err, HL_E_USAGE,
                   "\"when_closed\" cannot wait inside a transaction");
  hl_status status = list_folders(task, &folder, &n, err);
  for (int64_t pauses = 0; !status && any_is_open(folder, n); pauses++) {
    status = hl_progress_step(&task->progress, "wait", pauses * WAIT_MS / 1000,
                              0, err);
    if (!status) nanosleep(&pause, NULL);
  }
  return status;
}

/* ---- telling ------------------------------------------------------------- */

static void write_folders(hl_task *task, const char *const *folder, size_t n) {
  hl_gc_written written = {0};
  for (size_t i = 0; i < n; i++) {
    hl_error why = {0};
    hl_gc_place place = {task->athlete, folder[i]};
    if (hl_gc_write(task->store, &place, &written, &why))
      hl_gc_failed(&written, folder[i], &why);
  }
  hl_gc_written_answer(&written, task->out);
}

static void tell_formulas(hl_task *task, const char *const *folder, size_t n) {
  hl_gc_formulas formulas = {0};
  hl_text list = {0};
  for (size_t i = 0; i < n; i++) {
    hl_error why = {0};
    hl_gc_place place = {task->athlete, folder[i]};
    if (hl_gc_formulas_read(task->store, &place, &formulas, &why))
      task->out->failed = true;
  }
  hl_text_format(&list, "[%s]", hl_text_cstr(&formulas.lines));
  hl_json_raw(task->out, "formulas", hl_text_cstr(&list));
  hl_text_clear(&list);
  hl_text_format(&list, "[%s]", hl_text_cstr(&formulas.files));
  hl_json_raw(task->out, "tags", hl_text_cstr(&list));
  hl_json_int(task->out, "left_out", formulas.left_out);
  if (hl_text_status(&list)) task->out->failed = true;
  hl_text_free(&list);
  hl_text_free(&formulas.lines);
  hl_text_free(&formulas.files);
}

void hl_gc_folders_tell(hl_task *task) {
  const char **folder;
  size_t n;
  if (!task->has_tables || list_folders(task, &folder, &n, NULL) || !n) return;
  if (is_asked(task, "formulas"))
    tell_formulas(task, folder, n);
  else
    write_folders(task, folder, n);
}
