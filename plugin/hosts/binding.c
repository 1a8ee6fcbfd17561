/* SPDX-License-Identifier: MIT
**
** See binding.h: a table of paths into an hl_binding.
*/
#include "hosts/binding.h"

#include <string.h>

#include "base/number.h"
#include "base/text.h"
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

static void refuse_word(hl_xml *xml, const char *attribute,
                        const char *expected) {
  hl_xml_check(xml, hl_fail_at(hl_xml_error(xml), HL_E_INPUT, hl_xml_line(xml),
                               "%s must be %s", attribute, expected));
}

/* An attribute that is one of two words: is it the first? */
static bool choose(hl_xml *xml, const char *attribute, const char *yes,
                   const char *no) {
  hl_text expected = {0};
  const char *word = keep(xml);
  if (strcmp(word, yes) != 0 && strcmp(word, no) != 0) {
    hl_text_format(&expected, "\"%s\" or \"%s\"", yes, no);
    refuse_word(xml, attribute, hl_text_cstr(&expected));
    hl_text_free(&expected);
  }
  return !strcmp(word, yes);
}

#define TAKE(function, target)                                                 \
  static void function(hl_xml *xml, void *data) {                              \
    hl_binding *h = &((state *)data)->host;                                    \
    h->target = keep(xml);                                                     \
  }
#define CHOOSE(function, target, attribute, yes, no)                           \
  static void function(hl_xml *xml, void *data) {                              \
    hl_binding *h = &((state *)data)->host;                                    \
    h->target = choose(xml, attribute, yes, no);                               \
  }
/* Where a list is full the parse ends, and no later hook is called. */
#define BEGIN(function, count, most)                                           \
  static void function(hl_xml *xml, void *data) {                              \
    add(xml, &((state *)data)->host.count, most);                              \
  }
/* A kind of statements: its start, its text and its attributes, each of the
** last one of the list. */
#define BEGIN_OF(function, list)                                               \
  static void function(hl_xml *xml, void *data) {                              \
    hl_binding *h = &((state *)data)->host;                                    \
    add(xml, &h->list.n, HL_BINDING_QUERIES);                                  \
  }
#define TAKE_OF(function, list, member)                                        \
  static void function(hl_xml *xml, void *data) {                              \
    hl_binding *h = &((state *)data)->host;                                    \
    h->list.item[h->list.n - 1].member = keep(xml);                            \
  }
#define LOCAL_OF(function, list)                                               \
  static void function(hl_xml *xml, void *data) {                              \
    hl_binding *h = &((state *)data)->host;                                    \
    h->list.item[h->list.n - 1].is_local =                                     \
        choose(xml, "time", "local", "utc");                                   \
  }
#define QUERIES(kind)                                                          \
  BEGIN_OF(begin_##kind, kind)                                                 \
  TAKE_OF(on_##kind, kind, text)                                               \
  TAKE_OF(on_##kind##_in, kind, in)                                            \
  TAKE_OF(on_##kind##_needs, kind, needs)                                      \
  LOCAL_OF(on_##kind##_time, kind)

TAKE(on_id, id)
TAKE(on_name, name)
TAKE(on_visible, visible)
CHOOSE(on_rebuilt, is_rebuilt, "rebuilt", "yes", "no")
BEGIN(begin_table, table_n, HL_BINDING_TABLES)
TAKE(on_table_name, table[h->table_n - 1].name)
TAKE(on_table_columns, table[h->table_n - 1].columns)
TAKE(on_probe, probe)
TAKE(on_min, min)
TAKE(on_max, max)
BEGIN(begin_attach, attach_n, HL_BINDING_ATTACHED)
TAKE(on_attach_name, attach[h->attach_n - 1].name)
TAKE(on_attach_file, attach[h->attach_n - 1].file)
CHOOSE(on_attach_optional, attach[h->attach_n - 1].is_optional, "optional",
       "yes", "no")
BEGIN(begin_param, param_n, HL_BINDING_PARAMS)
TAKE(on_param_name, param[h->param_n - 1].name)
TAKE(on_param_in, param[h->param_n - 1].query.in)
TAKE(on_param_needs, param[h->param_n - 1].query.needs)
TAKE(on_param_default, param[h->param_n - 1].fallback)
TAKE(on_param, param[h->param_n - 1].query.text)
QUERIES(activities)
QUERIES(samples)
QUERIES(laps)
QUERIES(wellness)
TAKE(on_source, samples.item[h->samples.n - 1].source)
TAKE(on_field_table, field.name)
TAKE(on_field_column, field.columns)
TAKE(on_field_key, field_key)
TAKE(on_field_limit, field_limit)
BEGIN(begin_step, step_n, HL_BINDING_STEPS)
TAKE(on_step_name, step[h->step_n - 1].name)
TAKE(on_step_writes, step[h->step_n - 1].writes)
TAKE(on_step_label, step[h->step_n - 1].label)

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

/* A name that SQL takes as it is, and none that we give a meaning to. */
static bool is_name(const char *text) {
  static const char *const taken[] = {"id", "label", "main", "temp"};
  if (!is_word(text) || strchr(text, '-')) return false;
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
    if (!strcmp(text, taken[i])) return false;
  return true;
}

static bool is_attached(const hl_binding *h, const char *name) {
  for (size_t i = 0; i < h->attach_n; i++)
    if (h->attach[i].name && !strcmp(h->attach[i].name, name)) return true;
  return false;
}

static const char *fault_of_step(const hl_binding_step *step) {
  if (!is_word(step->name)) return "a step needs a name";
  if (!step->writes || !step->label) return "a step needs writes and label";
  if (!step->doing.n || !step->undoing.n) return "a step needs do and undo";
  return NULL;
}

static const char *fault_of_query(const hl_binding *h,
                                  const hl_binding_query *query) {
  if (!query->text || !*query->text) return "a statement is missing";
  if (query->in && !is_attached(h, query->in))
    return "in=\"...\" names no attached database";
  return NULL;
}

static const char *fault_of_queries(const hl_binding *h,
                                    const hl_binding_queries *list) {
  const char *fault = NULL;
  for (size_t i = 0; i < list->n && !fault; i++)
    fault = fault_of_query(h, &list->item[i]);
  return fault;
}

static const char *fault_of_samples(const hl_binding *h) {
  static const char *const sources[] = {"sql", "blob", "file"};
  const char *fault = NULL;
  for (size_t i = 0; i < h->samples.n && !fault; i++) {
    const hl_binding_query *s = &h->samples.item[i];
    size_t k = 0;
    if (s->source && !strcmp(s->source, "original")) continue;
    while (k < 3 && (!s->source || strcmp(s->source, sources[k]) != 0))
      k++;
    fault = k == 3 ? "samples need source=\"sql\", \"file\", \"blob\" or "
                     "\"original\""
                   : fault_of_query(h, s);
  }
  return fault;
}

static const char *fault_of_siblings(const hl_binding *h) {
  const char *fault = NULL;
  for (size_t i = 0; i < h->attach_n; i++)
    if (!is_name(h->attach[i].name) || !h->attach[i].file)
      return "attach needs a name and a file";
  for (size_t i = 0; i < h->param_n && !fault; i++) {
    if (!is_name(h->param[i].name)) return "a param needs a name of its own";
    fault = fault_of_query(h, &h->param[i].query);
  }
  return fault;
}

static const char *fault_of_annotate(const hl_binding *h) {
  const hl_binding_table *f = &h->field;
  const char *fault = NULL;
  int64_t limit;
  if ((f->name || f->columns || h->field_key) &&
      !(f->name && f->columns && h->field_key))
    return "a field needs table, column and key";
  if (h->field_limit &&
      (!hl_parse_int(h->field_limit, strlen(h->field_limit), &limit) ||
       limit < 1))
    return "the limit of a field is a number of characters";
  if (h->step_n && !h->field_key) return "steps need a field";
  for (size_t i = 0; i < h->step_n && !fault; i++)
    fault = fault_of_step(&h->step[i]);
  return fault;
}

/* What is missing in a host; NULL: nothing. */
static const char *fault_of(const hl_binding *h) {
  if (!is_word(h->id) || !h->name) return "a host needs an id and a name";
  if (!h->table_n) return "detect needs a table";
  for (size_t i = 0; i < h->table_n; i++)
    if (!h->table[i].name) return "a table needs a name";
  if (!h->activities.n) return "a host needs activities";
  const char *fault = fault_of_siblings(h);
  if (!fault) fault = fault_of_queries(h, &h->activities);
  if (!fault) fault = fault_of_samples(h);
  if (!fault) fault = fault_of_queries(h, &h->laps);
  if (!fault) fault = fault_of_queries(h, &h->wellness);
  return fault ? fault : fault_of_annotate(h);
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
#define FIELD HOST "/annotate/field"
#define STEP HOST "/annotate/step"
#define ROW(path, kind, hook)                                                  \
  { path, kind, 0, 0, hook }
#define QUERY_ROWS(kind)                                                       \
  ROW(HOST "/" #kind, HL_XML_START, begin_##kind),                             \
      ROW(HOST "/" #kind "@in", HL_XML_TEXT, on_##kind##_in),                  \
      ROW(HOST "/" #kind "@needs", HL_XML_TEXT, on_##kind##_needs),            \
      ROW(HOST "/" #kind "@time", HL_XML_TEXT, on_##kind##_time),              \
      ROW(HOST "/" #kind, HL_XML_TEXT, on_##kind)

static const hl_xml_path paths[] = {
    ROW(HOST, HL_XML_START, begin_host),
    ROW(HOST "@id", HL_XML_TEXT, on_id),
    ROW(HOST "@name", HL_XML_TEXT, on_name),
    ROW(HOST "@visible", HL_XML_TEXT, on_visible),
    ROW(HOST "@rebuilt", HL_XML_TEXT, on_rebuilt),
    ROW(HOST "/detect/table", HL_XML_START, begin_table),
    ROW(HOST "/detect/table@name", HL_XML_TEXT, on_table_name),
    ROW(HOST "/detect/table@columns", HL_XML_TEXT, on_table_columns),
    ROW(HOST "/detect/probe", HL_XML_TEXT, on_probe),
    ROW(HOST "/detect/probe@min", HL_XML_TEXT, on_min),
    ROW(HOST "/detect/probe@max", HL_XML_TEXT, on_max),
    ROW(HOST "/attach", HL_XML_START, begin_attach),
    ROW(HOST "/attach@name", HL_XML_TEXT, on_attach_name),
    ROW(HOST "/attach@file", HL_XML_TEXT, on_attach_file),
    ROW(HOST "/attach@optional", HL_XML_TEXT, on_attach_optional),
    ROW(HOST "/param", HL_XML_START, begin_param),
    ROW(HOST "/param@name", HL_XML_TEXT, on_param_name),
    ROW(HOST "/param@in", HL_XML_TEXT, on_param_in),
    ROW(HOST "/param@needs", HL_XML_TEXT, on_param_needs),
    ROW(HOST "/param@default", HL_XML_TEXT, on_param_default),
    ROW(HOST "/param", HL_XML_TEXT, on_param),
    QUERY_ROWS(activities),
    QUERY_ROWS(samples),
    ROW(HOST "/samples@source", HL_XML_TEXT, on_source),
    QUERY_ROWS(laps),
    QUERY_ROWS(wellness),
    ROW(FIELD "@table", HL_XML_TEXT, on_field_table),
    ROW(FIELD "@column", HL_XML_TEXT, on_field_column),
    ROW(FIELD "@key", HL_XML_TEXT, on_field_key),
    ROW(FIELD "@limit", HL_XML_TEXT, on_field_limit),
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
    .is_strict = true,
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
