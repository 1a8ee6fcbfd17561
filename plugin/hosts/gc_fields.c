/* SPDX-License-Identifier: MIT
**
** See gc_fields.h.
*/
#include "hosts/gc_fields.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "store/epochs.h"

enum {
  EFFORT,
  LEGS,
  NOTES,
  STATUS
};

const char *const hl_gc_field_names[HL_GC_FIELDS] = {HL_GC_EFFORT, HL_GC_FOUND,
                                                     HL_GC_NOTES, HL_GC_STATUS};

void hl_gc_fields_clear(hl_gc_fields *fields) {
  *fields = (hl_gc_fields){.mark_n = 0};
  for (size_t i = 0; i < HL_GC_FIELDS; i++)
    fields->tag[i].key = hl_gc_field_names[i];
}

hl_gc_patch hl_gc_fields_patch(const hl_gc_fields *fields) {
  return (hl_gc_patch){.tag = fields->tag,
                       .tag_n = HL_GC_FIELDS,
                       .prefix = HL_GC_PREFIX,
                       .mark = fields->mark,
                       .mark_n = fields->mark_n};
}

hl_status hl_gc_fields_hash(const hl_gc_fields *fields, char text[HL_HASH_TEXT],
                            hl_error *err) {
  hl_hasher *hasher = hl_hasher_new();
  if (!hasher) return hl_nomem(err);
  for (size_t i = 0; i < HL_GC_FIELDS; i++) {
    const char *value = fields->tag[i].value;
    hl_hasher_add(hasher, value ? value : "", value ? strlen(value) + 1 : 1);
  }
  for (size_t i = 0; i < fields->mark_n; i++) {
    const hl_gc_mark *mark = &fields->mark[i];
    hl_hasher_add(hasher, mark->name, strlen(mark->name) + 1);
    hl_hasher_add_int(hasher, mark->start_s);
    hl_hasher_add_int(hasher, mark->stop_s);
  }
  hl_hash_print(hl_hasher_end(hasher), text);
  return HL_OK;
}

/* ---- from the tables ----------------------------------------------------- */

typedef struct found {
  hl_store *store;
  hl_arena *arena;
  hl_gc_fields *fields;
  hl_text legs, notes;
  hl_epochs epochs;
  bool has_epochs, tried_epochs;
  const hl_gc_run *run;
} found;

/* Seconds since the start at which so much moving time had passed. */
static int64_t wall_of(const found *f, double moving_s) {
  const float *moving = f->epochs.column[HL_COL_MOVING_MIN];
  const float *wall = f->epochs.column[HL_COL_WALL_S];
  double half_s = HL_EPOCH_S / 2.0, last_s = moving_s;
  for (size_t i = 0; f->has_epochs && i < f->epochs.n; i++) {
    last_s = (double)wall[i] + half_s;
    if ((double)moving[i] * 60 + half_s > moving_s)
      return (int64_t)fmax(0, floor((double)wall[i] - half_s + 0.5));
  }
  return (int64_t)floor(last_s + 0.5);
}

static void add_mark(found *f, const char *pattern, double from_s,
                     double to_s) {
  hl_gc_fields *fields = f->fields;
  hl_text name = {0};
  if (!(to_s > from_s) || fields->mark_n == HL_GC_MARKS) return;
  if (!f->tried_epochs)
    f->has_epochs =
        hl_store_get_epochs(f->store, f->run->id, f->arena, &f->epochs);
  f->tried_epochs = true;
  hl_text_format(&name, HL_GC_PREFIX "%s", pattern);
  for (size_t i = 0; i < name.length; i++)
    if (name.bytes[i] == '_') name.bytes[i] = ' ';
  hl_gc_mark *mark = &fields->mark[fields->mark_n++];
  mark->name = hl_arena_text(f->arena, hl_text_cstr(&name), name.length);
  mark->start_s = wall_of(f, from_s);
  mark->stop_s = wall_of(f, to_s);
  if (!mark->name || hl_text_status(&name)) hl_store_stop(f->store, HL_E_NOMEM);
  hl_text_free(&name);
}

static void keep(found *f, int field, const char *text, size_t length) {
  if (length == 0) return;
  f->fields->tag[field].value = hl_arena_text(f->arena, text, length);
  f->fields->says_something = true;
  if (!f->fields->tag[field].value) hl_store_stop(f->store, HL_E_NOMEM);
}

/* GoldenCheetah takes 0 for "nothing": so do we. */
static void read_effort(found *f) {
  hl_query *query = hl_query_of(
      f->store, "SELECT effort_bpm FROM main.heavylegs_run WHERE id = :run "
                "AND effort_bpm IS NOT NULL");
  hl_bind_int(query, ":run", f->run->id);
  if (hl_query_row(query)) {
    char text[32];
    size_t n = hl_print_fixed(text, sizeof text, hl_column_double(query), 1);
    if (strspn(text, "-0.") < n) keep(f, EFFORT, text, n);
  }
  hl_query_end(query);
}

static void read_findings(found *f) {
  hl_query *query = hl_query_of(
      f->store,
      "SELECT rtrim(substr(text, 1, instr(text || char(10), char(10)) - 1), "
      "'.'), text, pattern, from_s, to_s "
      "FROM main.heavylegs_finding WHERE athlete = :athlete "
      "AND run_id = :run AND until_batch IS NULL "
      "ORDER BY basis = 'data only', rule, slot");
  hl_bind_text(query, ":athlete", f->run->athlete);
  hl_bind_int(query, ":run", f->run->id);
  while (hl_query_row(query)) {
    const char *first = hl_column_text(query, f->arena); /* title (basis) */
    const char *text = hl_column_text(query, f->arena);
    const char *pattern = hl_column_text(query, f->arena);
    double from_s = hl_column_double(query), to_s = hl_column_double(query);
    hl_text_format(&f->legs, "%s%s", f->legs.length ? "; " : "", first);
    hl_text_format(&f->notes, "%s%s", f->notes.length ? "\n\n" : "", text);
    if (!isnan(from_s) && !isnan(to_s)) add_mark(f, pattern, from_s, to_s);
  }
}

/* Only where no rule could look. */
static void read_status(found *f) {
  hl_query *query = hl_query_of(
      f->store, "SELECT why FROM main.heavylegs_unseen WHERE run = :run "
                "AND why IS NOT NULL");
  hl_bind_int(query, ":run", f->run->id);
  if (hl_query_row(query)) {
    const char *text = hl_column_text(query, f->arena);
    keep(f, STATUS, text, strlen(text));
  }
  hl_query_end(query);
}

void hl_gc_fields_read(hl_store *store, const hl_gc_run *run, hl_arena *arena,
                       hl_gc_fields *fields) {
  found f = {.store = store, .arena = arena, .fields = fields, .run = run};
  hl_gc_fields_clear(fields);
  read_effort(&f);
  read_findings(&f);
  keep(&f, LEGS, hl_text_cstr(&f.legs), f.legs.length);
  keep(&f, NOTES, hl_text_cstr(&f.notes), f.notes.length);
  if (!f.legs.length && run->is_recent) read_status(&f);
  if (hl_text_status(&f.legs) || hl_text_status(&f.notes))
    hl_store_stop(store, HL_E_NOMEM);
  hl_text_free(&f.legs);
  hl_text_free(&f.notes);
}
