/* SPDX-License-Identifier: MIT
**
** Fields in metadata.xml: ours, and those that GoldenCheetah 3.5 has while
** there is no such file. See gc_define.h.
**
** Texts stand in double quotes inside their elements. The order is that of the
** tab: what the athlete fills in comes first.
*/
#include <string.h>

#include "hosts/gc_define.h"
#include "read/xml.h"

enum { /* GoldenCheetah's numbers of types */
  LINE = 0,
  LINES = 1,
  WORD = 2, /* completed from the values; a list in Trends */
  WHOLE = 3,
  NUMBER = 4,
  DATE = 5,
  TIME = 6
};

typedef struct field {
  const char *tab, *name, *values; /* as in XML */
  int type;
  int is_in_calendar;
} field;

#define TAB "Heavy Legs"

static const field ours[] = {
    {TAB, "Legs", "", WHOLE, 0}, /* 1 light ... 5 very heavy; 0: not said */
    {TAB, "Heavy When", "no,start,mid,late,all", WORD, 0},
    {TAB, "Legs Verdict", "agree,disagree", WORD, 0},
    {TAB, "Heavy Legs", "", LINE, 1},
    {TAB, "Effort vs Usual", "", NUMBER, 0},
    {TAB, "Heavy Legs Status", "", LINE, 0},
    {TAB, "Heavy Legs Notes", "", LINES, 0},
};

static const char *const names[] = {"Legs",
                                    "Heavy When",
                                    "Legs Verdict",
                                    "Heavy Legs",
                                    "Effort vs Usual",
                                    "Heavy Legs Status",
                                    "Heavy Legs Notes",
                                    NULL};
_Static_assert(sizeof names / sizeof names[0] ==
                   sizeof ours / sizeof ours[0] + 1,
               "every field has its name");

static const field built_in[] = {
    {"Workout", "Start Date", "", DATE, 0},
    {"Workout", "Start Time", "", TIME, 0},
    {"Workout", "Workout Code", "", WORD, 1},
    {"", "Workout Title", "", LINE, 1},
    {"Workout", "Sport", "Bike,Run,Swim", WORD, 1},
    {"Workout", "SubSport", "", WORD, 1},
    {"Workout", "Weight", "", NUMBER, 0},
    {"Workout", "RPE", "", NUMBER, 0},
    {"Workout", "Keywords", "", LINE, 0},
    {"Workout", "Route", "", LINE, 0},
    {"Workout", "Objective", "", LINES, 0},
    {"Notes", "Notes", "", LINES, 1},
    {"Workout", "Pool Length", "", NUMBER, 0},
    {"Device", "Device", "", WORD, 0},
    {"Device", "Recording Interval", "", NUMBER, 0},
    {"Device", "Device Info", "", LINES, 0},
    {"Metric", "Duration", "", NUMBER, 0},
    {"Metric", "Time Moving", "", NUMBER, 0},
    {"Metric", "Distance", "", NUMBER, 0},
    {"Metric", "Work", "", NUMBER, 0},
    {"Metric", "Elevation Gain", "", NUMBER, 0},
    {"Metric", "Average Speed", "", NUMBER, 0},
    {"Metric", "Average Power", "", NUMBER, 0},
    {"Metric", "Average Heart Rate", "", NUMBER, 0},
    {"Metric", "Average Cadence", "", NUMBER, 0},
    {"Metric", "Aerobic TISS", "", NUMBER, 0},
    {"Metric", "Anaerobic TISS", "", NUMBER, 0},
    {"Metric", "BikeStress", "", NUMBER, 0},
    {"Metric", "BikeScore&amp;#8482;", "", NUMBER, 0},
    {"Metric", "GOVSS", "", NUMBER, 0},
    {"Metric", "SwimScore", "", NUMBER, 0},
    {"Metric", "xPower", "", NUMBER, 0},
    {"Metric", "Daniels Points", "", NUMBER, 0},
    {"Metric", "Daniels EqP", "", NUMBER, 0},
    {"Metric", "CP", "", NUMBER, 0},
    {"Metric", "VO2max detected", "", NUMBER, 0},
    {"Metric", "Aerobic Training Effect", "", NUMBER, 0},
    {"Metric", "Anaerobic Training Effect", "", NUMBER, 0},
    {"Metric", "Recovery Time", "", NUMBER, 0},
    {"Metric", "Performance Condition", "", NUMBER, 0},
    {"Metric", "LTHR detected", "", NUMBER, 0},
    {"Metric", "LTS detected", "", NUMBER, 0},
    {"", "Calendar Text", "", LINES, 0},
    {"", "Data", "", WORD, 0},
};

/* Activities are coloured by these words in Workout Code. */
static const struct keyword {
  const char *name;
  int red, green, blue;
} keywords[] = {
    {"Reverse", 70, 70, 70},
    {"Hills", 85, 170, 0},
    {"FTP", 170, 170, 0},
    {"Race", 0, 0, 255},
};

static void add_field(hl_text *out, const field *f) {
  hl_text_format(out,
                 "\t\t<field>\n"
                 "\t\t\t<fieldtab>\"%s\"</fieldtab>\n"
                 "\t\t\t<fieldname>\"%s\"</fieldname>\n"
                 "\t\t\t<fieldtype>%d</fieldtype>\n"
                 "\t\t\t<fieldvalues>\"%s\"</fieldvalues>\n"
                 "\t\t\t<fielddiary>%d</fielddiary>\n"
                 "\t\t</field>\n",
                 f->tab, f->name, f->type, f->values, f->is_in_calendar);
}

static void add(hl_text *out, size_t i) {
  add_field(out, &ours[i]);
}

static void begin(hl_text *out) {
  hl_text_add(out, "<metadata>\n<colorfield>\"Workout Code\"</colorfield>\n"
                   "\t<keywords>\n");
  for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
    const struct keyword *k = &keywords[i];
    hl_text_format(out,
                   "\t\t<keyword>\n\t\t\t<keywordname>\"%s\"</keywordname>\n"
                   "\t\t\t<keywordcolor red=\"%d\" green=\"%d\" blue=\"%d\">"
                   "</keywordcolor>\n\t\t</keyword>\n",
                   k->name, k->red, k->green, k->blue);
  }
  hl_text_add(out, "\t</keywords>\n\t<fields>\n");
  for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++)
    add_field(out, &built_in[i]);
}

/* ---- reading ------------------------------------------------------------- */

typedef struct reading {
  hl_gc_definitions *list;
  hl_arena *arena;
} reading;

static void on_field(hl_xml *xml, void *state) {
  const reading *r = hl_xml_document(xml);
  (void)state;
  if (r->list->n == HL_GC_DEFINITIONS)
    hl_xml_check(xml, hl_fail(hl_xml_error(xml), HL_E_LIMIT,
                              "more than %d fields", HL_GC_DEFINITIONS));
  else
    r->list->item[r->list->n++] = (hl_gc_definition){.name = "", .tab = ""};
}

/* The text between its quotes. */
static void keep(hl_xml *xml, const char **to) {
  const reading *r = hl_xml_document(xml);
  size_t n;
  const char *text = hl_xml_text(xml, &n);
  while (n > 0 && strchr(" \t\r\n", text[0]))
    text++, n--;
  while (n > 0 && strchr(" \t\r\n", text[n - 1]))
    n--;
  if (n > 1 && text[0] == '"' && text[n - 1] == '"') text++, n -= 2;
  *to = hl_arena_text(r->arena, text, n);
  if (!*to) hl_xml_check(xml, hl_nomem(hl_xml_error(xml)));
}

static hl_gc_definition *last(hl_xml *xml) {
  hl_gc_definitions *list = ((const reading *)hl_xml_document(xml))->list;
  return &list->item[list->n - 1];
}

static void on_name(hl_xml *xml, void *state) {
  (void)state;
  keep(xml, &last(xml)->name);
}

static void on_tab(hl_xml *xml, void *state) {
  (void)state;
  keep(xml, &last(xml)->tab);
}

static hl_status read_fields(const hl_gc_settings *old, hl_gc_definitions *list,
                             hl_arena *arena, hl_error *err) {
  static const hl_xml_path path[] = {
      {"metadata/fields/field", HL_XML_START, 0, 0, on_field},
      {"metadata/fields/field/fieldname", HL_XML_TEXT, 0, 0, on_name},
      {"metadata/fields/field/fieldtab", HL_XML_TEXT, 0, 0, on_tab},
  };
  static const hl_xml_format format = {
      .path = path, .path_n = sizeof path / sizeof path[0], .state_size = 1};
  reading r = {list, arena};
  hl_content content = {old->text, old->length, old->file};
  return hl_xml_read_document(&format, &r, &content, err);
}

static bool is_ours(const hl_gc_definition *d) {
  bool known = false;
  for (size_t i = 0; names[i]; i++)
    known = known || !strcmp(names[i], d->name);
  return known && !strcmp(d->tab, TAB);
}

const hl_gc_kind hl_gc_kind_fields = {
    .file = "metadata.xml",
    .root = "metadata",
    .list = "fields",
    .item = "field",
    .read = read_fields,
    .is_ours = is_ours,
    .names = names,
    .add = add,
    .begin = begin,
    .end = "\t</fields>\n\t<defaults>\n\t</defaults>\n</metadata>\n",
};
