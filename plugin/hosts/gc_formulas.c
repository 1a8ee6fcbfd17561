/* SPDX-License-Identifier: MIT
**
** See gc_formulas.h.
*/
#include "hosts/gc_formulas.h"

#include <string.h>

#include "base/text.h"

enum {
  DATE_LENGTH = 10
};

/* The first ten letters of a file's name are its local date: 2026_05_05. */
static bool date_of(const char *path, char date[DATE_LENGTH + 1]) {
  const char *name = hl_base_name(path);
  if (strlen(name) < DATE_LENGTH) return false;
  memcpy(date, name, DATE_LENGTH);
  date[DATE_LENGTH] = '\0';
  for (int i = 0; i < DATE_LENGTH; i++)
    if (date[i] == '_') date[i] = '/';
  return true;
}

/* Also of those that could not be read: GoldenCheetah may list them. */
static bool is_alone(hl_store *store, const char *path) {
  size_t length = (size_t)(hl_base_name(path) - path) + DATE_LENGTH;
  hl_query *query = hl_query_of(
      store, "SELECT count(DISTINCT name) FROM main.heavylegs_source WHERE "
             "host = '' AND substr(name, 1, :n) = substr(:path, 1, :n)");
  hl_bind_int(query, ":n", (int64_t)length);
  hl_bind_text(query, ":path", path);
  bool alone = hl_query_row(query) && hl_column_int(query) == 1;
  hl_query_end(query);
  return alone;
}

/* Names with _ for blanks; texts in one line, without what would end them. */
static void add_name(hl_text *line, const char *name) {
  for (const char *c = name; *c; c++)
    hl_text_add_n(line, *c == ' ' ? "_" : c, 1);
}

static void add_text(hl_text *line, const char *text) {
  hl_text_add(line, "\"");
  for (const char *c = text; *c; c++) {
    bool is_blank = (unsigned char)*c <= ' ';
    if (is_blank && c[1] && (unsigned char)c[1] <= ' ') continue;
    hl_text_add_n(line,
                  is_blank     ? " "
                  : *c == '"'  ? "'"
                  : *c == '\\' ? "/"
                               : c,
                  1);
  }
  hl_text_add(line, "\"");
}

static void add_line(hl_gc_formulas *formulas, const hl_gc_tag *tag,
                     const char *date) {
  hl_text line = {0};
  bool is_number = !strcmp(tag->key, HL_GC_EFFORT);
  hl_text_add(&line, tag->value ? "set(" : "unset(");
  add_name(&line, tag->key);
  hl_text_add(&line, ", ");
  if (tag->value && is_number)
    hl_text_add(&line, tag->value);
  else if (tag->value)
    add_text(&line, tag->value);
  if (tag->value) hl_text_add(&line, ", ");
  hl_text_format(&line, "Date = \"%s\")", date);
  hl_json_text(&formulas->lines, NULL, hl_text_cstr(&line));
  if (hl_text_status(&line)) formulas->lines.failed = true;
  hl_text_free(&line);
}

/* The same for a program: by file, so days with several are told as well. */
static void add_tags(const hl_gc_file *file, const hl_gc_wish *wish,
                     hl_text *files) {
  hl_text one = {0};
  hl_json_open(&one, NULL, '{');
  hl_json_text(&one, "file", hl_base_name(file->path));
  hl_json_open(&one, "tags", '{');
  for (size_t i = 0; i < HL_GC_FIELDS; i++)
    hl_json_text(&one, wish->fields.tag[i].key, wish->fields.tag[i].value);
  hl_json_close(&one, '}');
  hl_json_close(&one, '}');
  if (hl_text_status(&one)) files->failed = true;
  hl_json_raw(files, NULL, hl_text_cstr(&one));
  hl_text_free(&one);
}

static void add_file(hl_store *store, const hl_gc_file *file,
                     const hl_gc_wish *wish, hl_gc_formulas *formulas) {
  char date[DATE_LENGTH + 1];
  if (!wish->is_needed || wish->is_said) return;
  add_tags(file, wish, &formulas->files);
  if (!date_of(file->path, date) || !is_alone(store, file->path)) {
    formulas->left_out++;
    return;
  }
  for (size_t i = 0; i < HL_GC_FIELDS; i++)
    if (wish->fields.tag[i].value || wish->old.id)
      add_line(formulas, &wish->fields.tag[i], date);
}

hl_status hl_gc_formulas_read(hl_store *store, const hl_gc_place *place,
                              hl_gc_formulas *formulas, hl_error *err) {
  hl_arena all = {0}, some = {0};
  size_t n;
  hl_gc_file *file = hl_gc_files(store, place, &all, &n);
  hl_status status = hl_store_status(store, err);
  for (size_t i = 0; i < n && !status; i++) {
    hl_gc_wish wish;
    status = hl_gc_wish_read(store, &file[i], &some, &wish, err);
    if (!status) add_file(store, &file[i], &wish, formulas);
    hl_arena_reset(&some);
  }
  hl_arena_free(&all);
  hl_arena_free(&some);
  if (!status) status = hl_store_status(store, err);
  if (hl_text_status(&formulas->files)) formulas->lines.failed = true;
  if (!status && hl_text_status(&formulas->lines)) status = hl_nomem(err);
  return status;
}
