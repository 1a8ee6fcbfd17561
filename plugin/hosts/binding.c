/* SPDX-License-Identifier: MIT
**
** See binding.h: a table of paths into an hl_binding.
*/
#include "hosts/binding.h"

#include <string.h>

#include "read/xml.h"

typedef struct state {
  hl_binding host;
} state;

static void refuse(hl_xml *xml, const char *why) {
  hl_xml_check(xml, hl_fail_at(hl_xml_error(xml), HL_E_INPUT, hl_xml_line(xml),
                               "%s", why));
}

/* The text of the element or attribute, in the arena; a text that was cut would
** be another statement. */
static const char *keep(hl_xml *xml) {
  hl_bindings *bindings = hl_xml_document(xml);
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  if (length >= HL_MAX_TEXT) {
    refuse(xml, "a text of 4,096 bytes or more");
    return "";
  }
  size_t blank = strspn(text, " \t\r\n");
  while (length > blank && strchr(" \t\r\n", text[length - 1]))
    length--;
  const char *copy =
      hl_arena_text(bindings->arena, text + blank, length - blank);
  if (!copy) hl_xml_check(xml, hl_nomem(hl_xml_error(xml)));
  return copy ? copy : "";
}

/* One more of a list that has room for `most`. */
static bool add(hl_xml *xml, size_t *n, size_t most) {
  if (*n < most) {
    ++*n;
    return true;
  }
  refuse(xml, "too many elements of one kind in a host");
  return false;
}

static void begin_host(hl_xml *xml, void *data) {
  state *s = data;
  hl_bindings *bindings = hl_xml_document(xml);
  s->host = (hl_binding){.file = bindings->list[bindings->n].file,
                         .line = hl_xml_line(xml),
                         .visible = ""};
}

#define TAKE(function, target)                                                 \
  static void function(hl_xml *xml, void *data) {                              \
    hl_binding *h = &((state *)data)->host;                                    \
    h->target = keep(xml);                                                     \
  }

TAKE(on_id, id)
TAKE(on_name, name)
TAKE(on_visible, visible)
TAKE(on_probe, probe)
TAKE(on_min, min)
TAKE(on_max, max)
TAKE(on_activities, activities)
TAKE(on_field_table, field.name)
TAKE(on_field_column, field.columns)
TAKE(on_field_key, field_key)
TAKE(on_table_name, table[h->table_n - 1].name)
TAKE(on_table_columns, table[h->table_n - 1].columns)
TAKE(on_source, samples[h->samples_n - 1].source)
TAKE(on_samples, samples[h->samples_n - 1].text)
TAKE(on_step_name, step[h->step_n - 1].name)
TAKE(on_step_writes, step[h->step_n - 1].writes)
TAKE(on_step_label, step[h->step_n - 1].label)

/* Where a list is full the parse ends, and no later hook is called. */
static void begin_table(hl_xml *xml, void *data) {
  add(xml, &((state *)data)->host.table_n, HL_BINDING_TABLES);
}

static void begin_samples(hl_xml *xml, void *data) {
  add(xml, &((state *)data)->host.samples_n, HL_BINDING_SAMPLES);
}

static void begin_step(hl_xml *xml, void *data) {
  add(xml, &((state *)data)->host.step_n, HL_BINDING_STEPS);
}

static void add_statement(hl_xml *xml, hl_binding_statements *list) {
  if (add(xml, &list->n, HL_BINDING_STATEMENTS))
    list->sql[list->n - 1] = keep(xml);
}

static void on_do(hl_xml *xml, void *data) {
  hl_binding *h = &((state *)data)->host;
  add_statement(xml, &h->step[h->step_n - 1].doing);
}

static void on_undo(hl_xml *xml, void *data) {
  hl_binding *h = &((state *)data)->host;
  add_statement(xml, &h->step[h->step_n - 1].undoing);
}

static bool is_word(const char *text) {
  return text && *text &&
         strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(text);
}

static const char *fault_of_step(const hl_binding_step *step) {
  if (!is_word(step->name)) return "a step needs a name";
  if (!step->writes || !step->label) return "a step needs writes and label";
  if (!step->doing.n || !step->undoing.n) return "a step needs do and undo";
  return NULL;
}

/* What is missing in a host; NULL: nothing. */
static const char *fault_of(const hl_binding *h) {
  const hl_binding_table *f = &h->field;
  const char *fault = NULL;
  if (!is_word(h->id) || !h->name) return "a host needs an id and a name";
  if (!h->table_n) return "detect needs a table";
  for (size_t i = 0; i < h->table_n; i++)
    if (!h->table[i].name) return "a table needs a name";
  if (!h->activities) return "a host needs activities";
  for (size_t i = 0; i < h->samples_n; i++) {
    const hl_binding_samples *s = &h->samples[i];
    if (!s->source || !s->text ||
        (strcmp(s->source, "sql") != 0 && strcmp(s->source, "file") != 0))
      return "samples need source=\"sql\" or \"file\" and a text";
  }
  if ((f->name || f->columns || h->field_key) &&
      !(f->name && f->columns && h->field_key))
    return "a field needs table, column and key";
  if (h->step_n && !h->field_key) return "steps need a field";
  for (size_t i = 0; i < h->step_n && !fault; i++)
    fault = fault_of_step(&h->step[i]);
  return fault;
}

static bool make_room(hl_bindings *b) {
  if (b->n + 1 < b->room) return true;
  size_t room = b->room ? 2 * b->room : 16;
  void *grown =
      hl_arena_grow(b->arena, b->list, b->room, room, sizeof *b->list);
  if (!grown) return false;
  b->list = grown;
  b->room = room;
  return true;
}

static void end_host(hl_xml *xml, void *data) {
  state *s = data;
  hl_bindings *b = hl_xml_document(xml);
  const char *fault = fault_of(&s->host);
  if (fault) {
    refuse(xml, fault);
    return;
  }
  b->list[b->n++] = s->host;
  if (make_room(b))
    b->list[b->n].file = s->host.file;
  else
    hl_xml_check(xml, hl_nomem(hl_xml_error(xml)));
}

#define HOST "//host"
#define STEP HOST "/annotate/step"
#define ROW(path, kind, hook)                                                  \
  { path, kind, 0, 0, hook }

static const hl_xml_path paths[] = {
    ROW(HOST, HL_XML_START, begin_host),
    ROW(HOST "@id", HL_XML_TEXT, on_id),
    ROW(HOST "@name", HL_XML_TEXT, on_name),
    ROW(HOST "@visible", HL_XML_TEXT, on_visible),
    ROW(HOST "/detect/table", HL_XML_START, begin_table),
    ROW(HOST "/detect/table@name", HL_XML_TEXT, on_table_name),
    ROW(HOST "/detect/table@columns", HL_XML_TEXT, on_table_columns),
    ROW(HOST "/detect/probe", HL_XML_TEXT, on_probe),
    ROW(HOST "/detect/probe@min", HL_XML_TEXT, on_min),
    ROW(HOST "/detect/probe@max", HL_XML_TEXT, on_max),
    ROW(HOST "/activities", HL_XML_TEXT, on_activities),
    ROW(HOST "/samples", HL_XML_START, begin_samples),
    ROW(HOST "/samples@source", HL_XML_TEXT, on_source),
    ROW(HOST "/samples", HL_XML_TEXT, on_samples),
    ROW(HOST "/annotate/field@table", HL_XML_TEXT, on_field_table),
    ROW(HOST "/annotate/field@column", HL_XML_TEXT, on_field_column),
    ROW(HOST "/annotate/field@key", HL_XML_TEXT, on_field_key),
    ROW(STEP, HL_XML_START, begin_step),
    ROW(STEP "@name", HL_XML_TEXT, on_step_name),
    ROW(STEP "@writes", HL_XML_TEXT, on_step_writes),
    ROW(STEP "@label", HL_XML_TEXT, on_step_label),
    ROW(STEP "/do", HL_XML_TEXT, on_do),
    ROW(STEP "/undo", HL_XML_TEXT, on_undo),
    ROW(HOST, HL_XML_END, end_host),
};

static const hl_xml_format format = {
    .path = paths,
    .path_n = sizeof paths / sizeof *paths,
    .state_size = sizeof(state),
};

hl_status hl_bindings_read(hl_bindings *bindings, const char *bytes,
                           size_t length, const char *file, hl_error *err) {
  hl_content content = {bytes, length, file};
  size_t had = bindings->n;
  if (!make_room(bindings)) return hl_nomem(err);
  bindings->list[had].file = file;
  hl_status status = hl_xml_read_document(&format, bindings, &content, err);
  if (status) bindings->n = had;
  return status;
}
