/* SPDX-License-Identifier: MIT
**
** See rulebook.h.
*/
#include "annotate/rulebook.h"

#include <stdlib.h>
#include <string.h>

#include "annotate/origin.h"
#include "base/file.h"
#include "base/number.h"

typedef struct opening {
  hl_task *task;
  const char *athlete;
  hl_rulebook *book;
} opening;

static const char *setting(opening *o, const char *key, hl_setting_row *row) {
  if (!o->task->has_tables) return NULL;
  return hl_setting_get(o->task->store, o->athlete, key, &o->task->arena, row);
}

static hl_status add_folder(opening *o, const char *folder, hl_error *err) {
  if (o->book->folder_n == HL_RULEBOOK_FOLDERS)
    return hl_fail(err, HL_E_LIMIT, "more than %d folders of rules",
                   HL_RULEBOOK_FOLDERS);
  o->book->folder[o->book->folder_n++] = folder;
  return HL_OK;
}

static hl_status add_named(opening *o, const char *const *folders, size_t n,
                           hl_error *err) {
  hl_status status = HL_OK;
  for (size_t i = 0; i < n && !status; i++) {
    if (!hl_path_is_folder(folders[i]))
      return hl_fail(err, HL_E_USAGE, "no folder of rules: %.150s", folders[i]);
    status = add_folder(o, folders[i], err);
  }
  return status;
}

/* A path that came along in a database counts only where it was set. */
static hl_status add_stored(opening *o, hl_error *err) {
  hl_setting_row row, here = {0};
  const char *folder = setting(o, "rules", &row);
  if (!folder) return HL_OK;
  hl_status status = hl_origin_here(&o->task->arena, &here, err);
  if (status) return status;
  if (hl_origin_is(&row, &here)) return add_folder(o, folder, err);
  o->book->remark =
      "The folder of rules named in this database was set by somebody else or "
      "on another machine, so it is not used; set it again to use it here.";
  return HL_OK;
}

hl_status hl_own_folder(const char *name, hl_arena *arena, const char **folder,
                        hl_error *err) {
  hl_text path = {0};
  bool failed = hl_config_folder(name, &path) != HL_OK;
  *folder = path.length ? hl_arena_text(arena, hl_text_cstr(&path), path.length)
                        : NULL;
  if (path.length && !*folder) failed = true;
  hl_text_free(&path);
  return failed ? hl_nomem(err) : HL_OK;
}

/* Is the folder in the list, under whatever name? Its rules would be there
** twice. */
static bool is_listed(const hl_rulebook *book, const char *folder) {
  char *real = realpath(folder, NULL);
  bool listed = false;
  for (size_t i = 0; i < book->folder_n && real && !listed; i++) {
    char *other = realpath(book->folder[i], NULL);
    listed = other && !strcmp(real, other);
    free(other);
  }
  free(real);
  return listed;
}

static hl_status add_own(opening *o, hl_error *err) {
  const char *own;
  hl_status status = hl_own_folder("rules", &o->task->arena, &own, err);
  if (status || !own || !hl_path_is_folder(own) || is_listed(o->book, own))
    return status;
  return add_folder(o, own, err);
}

static hl_status load(opening *o, hl_error *err) {
  hl_rulebook *book = o->book;
  const char *units = setting(o, "units", NULL);
  const char *budget = setting(o, "budget", NULL);
  book->language = setting(o, "language", NULL);
  book->imperial = units && !strcmp(units, "imperial");
  book->budget = 2;
  if (budget) hl_parse_double(budget, strlen(budget), &book->budget);
  hl_rules_options options = {.folders = book->folder,
                              .folder_n = book->folder_n,
                              .athlete = o->athlete,
                              .language = book->language,
                              .budget = book->budget,
                              .imperial = book->imperial,
                              .options_json = setting(o, "options", NULL)};
  if (hl_store_failed(o->task->store))
    return hl_store_status(o->task->store, err);
  return hl_rules_load(&options, &book->rules, err);
}

static hl_status find_folders(opening *o, hl_error *err) {
  const char *const *named;
  size_t n;
  *o->book = (hl_rulebook){0};
  hl_status status = hl_args_list(&o->task->args, "rules", &named, &n, err);
  if (!status) status = n ? add_named(o, named, n, err) : add_stored(o, err);
  return status ? status : add_own(o, err);
}

hl_status hl_rulebook_open(hl_task *task, const char *athlete,
                           hl_rulebook *book, hl_error *err) {
  opening o = {.task = task, .athlete = athlete, .book = book};
  hl_status status = find_folders(&o, err);
  return status ? status : load(&o, err);
}

hl_status hl_rulebook_texts(hl_task *task, const char *athlete,
                            hl_texts **texts, hl_error *err) {
  hl_rulebook book = {0};
  opening o = {.task = task, .athlete = athlete, .book = &book};
  hl_status status = find_folders(&o, err);
  const char *language = status ? NULL : setting(&o, "language", NULL);
  if (!status) status = hl_store_status(task->store, err);
  return status
             ? status
             : hl_texts_load(language, book.folder, book.folder_n, texts, err);
}

void hl_rulebook_close(hl_rulebook *book) {
  hl_rules_free(book->rules);
  *book = (hl_rulebook){0};
}
