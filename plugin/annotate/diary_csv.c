/* SPDX-License-Identifier: MIT
**
** See diary_csv.h.
*/
#include "annotate/diary_csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/file.h"
#include "read/csv.h"

enum {
  MOST_BYTES = 4 * 1024 * 1024,
  MOST_COLUMNS = 64
};

typedef struct column {
  const char *name;          /* as written */
  const hl_day_field *field; /* NULL: the date, or nothing of ours */
  bool is_date;
} column;

typedef struct loading {
  hl_arena *arena;
  hl_diary_csv *diary;
  hl_csv csv;
  const char *counted; /* lines are counted up to here */
  int64_t line;
  hl_text cell;
  column column[MOST_COLUMNS];
  size_t columns;
  size_t room;
} loading;

/* Lines up to where the row that was begun begins. */
static void count_lines(loading *l) {
  for (; l->counted < l->csv.at; l->counted++)
    if (*l->counted == '\n') l->line++;
}

static bool next_row(loading *l) {
  bool any = hl_csv_row(&l->csv);
  count_lines(l);
  return any;
}

/* The next cell, without blanks around it; NULL behind the last. */
static const char *next_cell(loading *l) {
  if (!hl_csv_field(&l->csv, &l->cell)) return NULL;
  const char *text = hl_text_cstr(&l->cell);
  size_t n = l->cell.length, from = strspn(text, " ");
  while (n > from && text[n - 1] == ' ')
    l->cell.bytes[--n] = '\0';
  return text + from;
}

static const char *keep(loading *l, const char *text, hl_error *err) {
  const char *kept = hl_arena_text(l->arena, text, strlen(text));
  if (!kept) hl_nomem(err);
  return kept;
}

static hl_status ignore(loading *l, const char *name, hl_error *err) {
  hl_diary_csv *d = l->diary;
  if (!d->ignored)
    d->ignored = hl_arena_alloc(l->arena, MOST_COLUMNS, sizeof *d->ignored);
  if (!d->ignored) return hl_nomem(err);
  d->ignored[d->ignored_n++] = name;
  return HL_OK;
}

static hl_status add_column(loading *l, const char *name, hl_error *err) {
  if (l->columns == MOST_COLUMNS)
    return hl_fail_at(err, HL_E_LIMIT, l->line, "more than %d columns",
                      (int)MOST_COLUMNS);
  column *c = &l->column[l->columns++];
  *c = (column){.name = keep(l, name, err)};
  if (!c->name) return HL_E_NOMEM;
  c->is_date = hl_same_word(name, "date") || hl_same_word(name, "day");
  if (!c->is_date) c->field = hl_day_field_find(name);
  return c->is_date || c->field ? HL_OK : ignore(l, c->name, err);
}

static hl_status read_header(loading *l, hl_error *err) {
  hl_status status = HL_OK;
  const char *name;
  size_t dates = 0, fields = 0;
  if (!next_row(l)) return hl_fail_at(err, HL_E_INPUT, 1, "the file is empty");
  while (!status && (name = next_cell(l)) != NULL)
    status = add_column(l, name, err);
  for (size_t i = 0; i < l->columns; i++) {
    dates += l->column[i].is_date;
    fields += l->column[i].field != NULL;
  }
  if (!status && (dates != 1 || fields == 0))
    status = hl_fail_at(err, HL_E_INPUT, l->line,
                        "the first line must name one column date, and "
                        "columns such as sleep_h, mood or note");
  return status;
}

static hl_status take_date(loading *l, const char *text, hl_day *day,
                           hl_error *err) {
  if (hl_parse_day(text, strlen(text), &day->day)) return HL_OK;
  return hl_fail_at(err, HL_E_INPUT, l->line,
                    "column date: \"%.40s\" is no day such as 2025-06-01",
                    text);
}

static hl_status take_cell(loading *l, const column *c, const char *text,
                           hl_day *day, hl_error *err) {
  if (!hl_utf8_valid(text, strlen(text)))
    return hl_fail_at(err, HL_E_INPUT, l->line, "column %.40s is not UTF-8",
                      c->name);
  if (c->is_date) return take_date(l, text, day, err);
  if (!c->field || !*text) return HL_OK;
  const char *value = c->field->kind == HL_DAY_NOTE ? keep(l, text, err) : text;
  if (!value) return HL_E_NOMEM;
  if (hl_day_field_set(c->field, day, value)) return HL_OK;
  return hl_fail_at(err, HL_E_INPUT, l->line,
                    "column %.40s: \"%.40s\" is not %s", c->name, text,
                    c->field->form);
}

static hl_status add_row(loading *l, const hl_diary_row *row, hl_error *err) {
  hl_diary_csv *d = l->diary;
  hl_diary_row *rows =
      hl_arena_more(l->arena, d->row, d->n, &l->room, sizeof *rows);
  if (!rows) return hl_nomem(err);
  d->row = rows;
  rows[d->n++] = *row;
  return HL_OK;
}

static hl_status read_row(loading *l, hl_error *err) {
  hl_diary_row row = {.line = l->line};
  hl_status status = HL_OK;
  const char *text;
  size_t i = 0;
  bool dated = false;
  hl_day_clear(&row.day);
  while (!status && (text = next_cell(l)) != NULL) {
    if (i == l->columns)
      return hl_fail_at(err, HL_E_INPUT, l->line,
                        "more cells than the first line has columns");
    dated |= l->column[i].is_date;
    status = take_cell(l, &l->column[i++], text, &row.day, err);
  }
  if (!status && !dated)
    status = hl_fail_at(err, HL_E_INPUT, l->line, "column date is missing");
  return status ? status : add_row(l, &row, err);
}

static int by_day(const void *left, const void *right) {
  const hl_diary_row *a = left, *b = right;
  if (a->day.day != b->day.day) return a->day.day < b->day.day ? -1 : 1;
  return (a->line > b->line) - (a->line < b->line);
}

static hl_status sort_rows(hl_diary_csv *d, hl_error *err) {
  if (d->n) qsort(d->row, d->n, sizeof *d->row, by_day);
  for (size_t i = 1; i < d->n; i++)
    if (d->row[i].day.day == d->row[i - 1].day.day)
      return hl_fail_at(err, HL_E_INPUT, d->row[i].line,
                        "column date: line %lld has told of this day already",
                        (long long)d->row[i - 1].line);
  return HL_OK;
}

hl_status hl_diary_csv_load(const char *path, hl_arena *arena,
                            hl_diary_csv *diary, hl_error *err) {
  char *bytes = NULL;
  size_t length = 0;
  *diary = (hl_diary_csv){0};
  loading l = {.arena = arena, .diary = diary, .line = 1};
  hl_status status = hl_file_load(path, MOST_BYTES, &bytes, &length, err);
  if (status) return status;
  hl_csv_begin(&l.csv, bytes, length);
  l.counted = bytes;
  status = read_header(&l, err);
  while (!status && next_row(&l))
    status = read_row(&l, err);
  if (!status && hl_text_status(&l.cell)) status = hl_nomem(err);
  if (!status) status = sort_rows(diary, err);
  if (status) hl_error_where(err, path);
  hl_text_free(&l.cell);
  free(bytes);
  return status;
}
