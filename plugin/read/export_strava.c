/* SPDX-License-Identifier: MIT
**
** Strava's activities.csv, see export_strava.h.
**
** The headers come in the language of the account and some twice (Distance,
** Elapsed Time), and columns were added over the years, so columns are not
** found by name: the file column is the one whose values begin with
** "activities/", and name, type and description are columns 2, 3 and 4 in every
** version since 2018. Perceived exertion is found by its name in the languages
** known, or by its place in the layout of 2021 and later (31 columns behind the
** file). Rows without a file (entered by hand) are passed over.
*/
#include "read/export_strava.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/text.h"
#include "read/csv.h"

enum {
  NAME = 2,
  TYPE = 3,
  DESCRIPTION = 4,
  FILE_LATE = 12, /* the file's column since 2021, and then: */
  PRIVATE_NOTE = 10,
  EXERTION = 43,
  COLUMNS_LATE = 60, /* fewer columns: an older layout */
  COLUMN_LIMIT = 400
};

typedef struct entry {
  const char *file;                             /* base name without ".gz" */
  const char *name, *type, *description, *note; /* "" where empty */
  int rpe;
} entry;

struct hl_export {
  hl_arena arena;
  entry *entry; /* by file */
  size_t entry_n, capacity;
  bool is_english;
};

/* One row, and what the header said. */
typedef struct table {
  hl_csv csv;
  hl_text *field;
  size_t field_n;
  size_t file, exertion; /* columns; COLUMN_LIMIT: none */
  bool is_late;          /* the layout with a private note */
  bool has_failed;       /* out of memory */
} table;

static const char *cell(const table *t, size_t column) {
  return column < t->field_n ? hl_text_cstr(&t->field[column]) : "";
}

static bool next_row(table *t) {
  if (!hl_csv_row(&t->csv)) return false;
  t->field_n = 0;
  while (t->field_n < COLUMN_LIMIT &&
         hl_csv_field(&t->csv, &t->field[t->field_n])) {
    if (hl_text_status(&t->field[t->field_n])) t->has_failed = true;
    t->field_n++;
  }
  return true;
}

static bool starts_with(const char *text, const char *start) {
  return strncmp(text, start, strlen(start)) == 0;
}

static bool is_exertion(const char *header) {
  static const char *const names[] = {
      "Perceived Exertion", "Gefühlte Anstrengung",   "Effort perçu",
      "Esfuerzo percibido", "Sforzo percepito",       "Esforço percebido",
      "Ervaren inspanning", "Waargenomen inspanning",
  };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(header, names[i]) == 0) return true;
  return false;
}

static void take_header(hl_export *export, table *t) {
  t->exertion = COLUMN_LIMIT;
  for (size_t i = t->field_n; i > 0; i--)
    if (is_exertion(cell(t, i - 1))) t->exertion = i - 1;
  if (t->exertion == COLUMN_LIMIT && t->field_n >= COLUMNS_LATE)
    t->exertion = EXERTION;
  export->is_english = hl_same_word(cell(t, TYPE), "Activity Type") ||
                       hl_same_word(cell(t, TYPE), "type");
}

/* The column of the files, from the first row that has one. */
static void find_file(table *t) {
  for (size_t i = 0; i < t->field_n && t->file == COLUMN_LIMIT; i++)
    if (starts_with(cell(t, i), "activities/")) t->file = i;
  t->is_late = t->file == FILE_LATE;
  if (!t->is_late && t->exertion == EXERTION) t->exertion = COLUMN_LIMIT;
}

/* Length of a file's name without ".gz". */
static size_t bare_length(const char *name) {
  size_t length = strlen(name);
  return hl_ends_with(name, ".gz") ? length - 3 : length;
}

static int exertion_of(const char *text) {
  double value;
  if (!hl_parse_double(text, strlen(text), &value)) return 0;
  return value >= 1 && value <= 10 ? (int)(value + 0.5) : 0;
}

static const char *keep(hl_export *export, const char *text, bool *lost) {
  const char *copy = hl_arena_text(&export->arena, text, strlen(text));
  if (!copy) *lost = true;
  return copy;
}

static entry *new_entry(hl_export *export) {
  entry *list = hl_arena_more(&export->arena, export->entry, export->entry_n,
                              &export->capacity, sizeof *list);
  if (!list) return NULL;
  export->entry = list;
  return &list[export->entry_n++];
}

static hl_status take_row(hl_export *export, table *t, hl_error *err) {
  if (t->file == COLUMN_LIMIT) find_file(t);
  const char *path = cell(t, t->file), *file = hl_base_name(path);
  if (!starts_with(path, "activities/") || !*file) return HL_OK;
  bool lost = false;
  entry *e = new_entry(export);
  if (!e) return hl_nomem(err);
  e->file = hl_arena_text(&export->arena, file, bare_length(file));
  e->name = keep(export, cell(t, NAME), &lost);
  e->type = keep(export, cell(t, TYPE), &lost);
  e->description = keep(export, cell(t, DESCRIPTION), &lost);
  e->note = keep(export, t->is_late ? cell(t, PRIVATE_NOTE) : "", &lost);
  e->rpe = exertion_of(cell(t, t->exertion));
  return lost || !e->file ? hl_nomem(err) : HL_OK;
}

static int by_file(const void *a, const void *b) {
  return strcmp(((const entry *)a)->file, ((const entry *)b)->file);
}

static hl_status take_rows(hl_export *export, table *t, hl_error *err) {
  hl_status status = HL_OK;
  if (next_row(t)) take_header(export, t);
  while (!status && next_row(t))
    status = take_row(export, t, err);
  if (!status && t->has_failed) status = hl_nomem(err);
  if (!status && export->entry_n == 0)
    status = hl_fail(err, HL_E_INPUT,
                     "expected a column of files below \"activities/\"");
  if (!status)
    qsort(export->entry, export->entry_n, sizeof *export->entry, by_file);
  return status;
}

hl_status hl_export_parse(hl_export **export, const char *bytes, size_t length,
                          hl_error *err) {
  hl_export *made = calloc(1, sizeof *made);
  table t = {.field = calloc(COLUMN_LIMIT, sizeof *t.field)};
  hl_status status = made && t.field ? HL_OK : hl_nomem(err);
  t.file = COLUMN_LIMIT;
  hl_csv_begin(&t.csv, bytes, length);
  if (!status) status = take_rows(made, &t, err);
  for (size_t i = 0; t.field && i < COLUMN_LIMIT; i++)
    hl_text_free(&t.field[i]);
  free(t.field);
  if (status)
    hl_export_free(made);
  else
    *export = made;
  return status;
}

void hl_export_free(hl_export *export) {
  if (export) hl_arena_free(&export->arena);
  free(export);
}

/* ---- over an activity --------------------------------------------------- */

static const entry *find(const hl_export *export, const char *path) {
  const char *file = hl_base_name(path);
  size_t length = bare_length(file), low = 0, high = export->entry_n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const char *other = export->entry[middle].file;
    int order = strncmp(file, other, length);
    if (order == 0 && other[length]) order = -1;
    if (order == 0) return &export->entry[middle];
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

/* What the runner made of it on Strava counts more than what the device was set
** to. A word in a language we do not know decides nothing. */
static void apply_sport(const hl_export *export, const char *type,
                        hl_activity *activity) {
  if (!type[0]) return;
  hl_sport sport = hl_sport_from_name(type);
  if (sport == HL_SPORT_UNKNOWN) return;
  if (sport == HL_SPORT_OTHER && !export->is_english) return;
  activity->sport = sport;
  activity->sport_guessed = false;
  activity->sport_reason = "activities.csv";
  activity->sport_name = hl_activity_text(activity, type, strlen(type));
}

static void apply_words(const entry *e, hl_activity *activity) {
  hl_text words = {0};
  hl_text_add(&words, e->description);
  if (e->description[0] && e->note[0]) hl_text_add(&words, "\n");
  hl_text_add(&words, e->note);
  if (words.length > 0)
    activity->notes = hl_activity_text(activity, words.bytes, words.length);
  if (hl_text_status(&words)) activity->text_lost = true;
  hl_text_free(&words);
  if (e->name[0])
    activity->title = hl_activity_text(activity, e->name, strlen(e->name));
}

void hl_export_apply(const hl_export *export, const char *path,
                     hl_activity *activity) {
  const entry *e = find(export, path);
  if (!e) return;
  apply_sport(export, e->type, activity);
  apply_words(e, activity);
  if (e->rpe && !activity->report.rpe) {
    activity->report.rpe = e->rpe;
    activity->report.source = "file";
    activity->report.confirmed = true;
  }
}
