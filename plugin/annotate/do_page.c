/* SPDX-License-Identifier: MIT
**
** The command `page`: a run, a season or a squad to look at. Reads only. What
** is counted is in page_run.c, page_season.c and page_squad.c, how it looks in
** lua/page/.
*/
#include <string.h>

#include "annotate/page.h"
#include "base/file.h"
#include "rules/page.h"

static const struct {
  const char *name;
  hl_status (*write)(hl_paging *page, hl_error *err);
} kinds[] = {
    {"run", hl_page_run}, {"season", hl_page_season}, {"squad", hl_page_squad}};

enum {
  KINDS = sizeof kinds / sizeof kinds[0]
};

void hl_page_begin(hl_paging *page, const hl_rulebook *book,
                   const char *athlete) {
  hl_text *out = &page->data;
  hl_json_open(out, NULL, '{');
  hl_json_text(out, "kind", page->kind);
  hl_json_text(out, "version", HL_VERSION);
  hl_json_text(out, "athlete", athlete);
  hl_json_bool(out, "imperial", book->imperial);
}

/* Templates of one's own: the folder that was named, else the user's. */
static hl_status find_templates(hl_task *task, const char **folder,
                                hl_error *err) {
  *folder = hl_args_text(&task->args, "page");
  if (!*folder) {
    hl_status status = hl_own_folder("page", &task->arena, folder, err);
    if (!status && *folder && !hl_path_is_folder(*folder)) *folder = NULL;
    return status;
  }
  if (hl_path_is_folder(*folder)) return HL_OK;
  return hl_fail(err, HL_E_USAGE, "no folder of page templates: %.150s",
                 *folder);
}

static hl_status answer_html(hl_paging *page, const hl_rulebook *book,
                             hl_error *err) {
  const char *folder;
  hl_text html = {0};
  hl_status status = find_templates(page->task, &folder, err);
  hl_page_way way = {.kind = page->kind,
                     .language = book->language,
                     .text_folder = book->folder,
                     .text_folder_n = book->folder_n,
                     .folder = &folder,
                     .folder_n = folder ? 1 : 0};
  if (!status)
    status = hl_page_render(&way, hl_text_cstr(&page->data), &html, err);
  if (!status) {
    hl_json_open(page->task->out, NULL, '{');
    hl_json_text(page->task->out, "kind", page->kind);
    hl_json_int(page->task->out, "bytes", (int64_t)html.length);
    hl_json_text(page->task->out, "html", hl_text_cstr(&html));
    hl_json_close(page->task->out, '}');
  }
  hl_text_free(&html);
  return status;
}

hl_status hl_page_finish(hl_paging *page, const hl_rulebook *book,
                         hl_error *err) {
  hl_json_close(&page->data, '}');
  hl_status status = hl_store_status(page->task->store, err);
  if (!status && hl_text_status(&page->data)) status = hl_nomem(err);
  if (status) return status;
  if (!page->wants_data) return answer_html(page, book, err);
  hl_text_add_n(page->task->out, page->data.bytes, page->data.length);
  return HL_OK;
}

/* A run where one is named, else the season. */
static const char *kind_of(const hl_args *args) {
  const char *kind = hl_args_text(args, "kind");
  if (kind) return kind;
  return hl_args_text(args, "run") ? "run" : "season";
}

hl_status hl_do_page(hl_task *task, hl_error *err) {
  const hl_arg *data = hl_args_find(&task->args, "data");
  hl_paging page = {.task = task,
                    .kind = kind_of(&task->args),
                    .wants_data = data->type == HL_ARG_BOOL && data->integer};
  int i = 0;
  while (i < KINDS && strcmp(kinds[i].name, page.kind) != 0)
    i++;
  if (i == KINDS)
    return hl_fail(err, HL_E_USAGE,
                   "a page is of a \"run\", a \"season\" or a \"squad\", not "
                   "\"%.40s\"",
                   page.kind);
  if (!task->has_tables)
    return hl_fail(err, HL_E_USAGE, "there are no runs yet: import some");
  hl_status status = kinds[i].write(&page, err);
  hl_text_free(&page.data);
  return status;
}
