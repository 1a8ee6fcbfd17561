/* SPDX-License-Identifier: MIT
**
** A metric in usermetrics.xml: the field "Effort vs Usual" as a number that
** GoldenCheetah averages over days and weeks. See gc_define.h.
**
** It must not bear the field's name: GoldenCheetah would take what the athlete
** enters in the field for a correction of the metric. Runs without the field,
** where it reads 0, do not count.
*/
#include <string.h>

#include "hosts/gc_define.h"
#include "read/xml.h"

#define SYMBOL "Heavy_Legs_Effort"

static const char *const names[] = {SYMBOL, NULL};

static void add(hl_text *out, size_t i) {
  (void)i;
  hl_text_add(
      out,
      "\t<usermetric symbol=\"" SYMBOL "\" name=\"Heavy Legs Effort\""
      " description=\"Heart rate against your own usual at the same pace,"
      " mean of the runs that say something\""
      " unitsMetric=\"bpm\" unitsImperial=\"bpm\" aggzero=\"0\" istime=\"0\""
      " precision=\"1\" type=\"1\" conversion=\"1\" conversionSum=\"0\""
      " fingerprint=\"\" >\n"
      "{ relevant { Effort_vs_Usual &lt;&gt; 0; }"
      " value { Effort_vs_Usual; } count { 1; } }\n"
      "\t</usermetric>\n");
}

static void begin(hl_text *out) {
  hl_text_add(out, "<usermetrics version=\"1\">\n");
}

typedef struct reading {
  hl_gc_definitions *list;
  hl_arena *arena;
} reading;

static void on_metric(hl_xml *xml, void *state) {
  const reading *r = hl_xml_document(xml);
  (void)state;
  if (r->list->n == HL_GC_DEFINITIONS)
    hl_xml_check(xml, hl_fail(hl_xml_error(xml), HL_E_LIMIT,
                              "more than %d metrics", HL_GC_DEFINITIONS));
  else
    r->list->item[r->list->n++] = (hl_gc_definition){.name = "", .tab = ""};
}

static void on_symbol(hl_xml *xml, void *state) {
  const reading *r = hl_xml_document(xml);
  size_t n;
  const char *text = hl_xml_text(xml, &n);
  const char *name = hl_arena_text(r->arena, text, n);
  (void)state;
  if (!name) hl_xml_check(xml, hl_nomem(hl_xml_error(xml)));
  if (name) r->list->item[r->list->n - 1].name = name;
}

static hl_status read_metrics(const hl_gc_settings *old,
                              hl_gc_definitions *list, hl_arena *arena,
                              hl_error *err) {
  static const hl_xml_path path[] = {
      {"usermetrics/usermetric", HL_XML_START, 0, 0, on_metric},
      {"usermetrics/usermetric@symbol", HL_XML_TEXT, 0, 0, on_symbol},
  };
  static const hl_xml_format format = {
      .path = path, .path_n = sizeof path / sizeof path[0], .state_size = 1};
  reading r = {list, arena};
  hl_content content = {old->text, old->length, old->file};
  return hl_xml_read_document(&format, &r, &content, err);
}

static bool is_ours(const hl_gc_definition *d) {
  return !strcmp(d->name, SYMBOL);
}

const hl_gc_kind hl_gc_kind_metrics = {
    .file = "usermetrics.xml",
    .root = "usermetrics",
    .list = "usermetrics",
    .item = "usermetric",
    .read = read_metrics,
    .is_ours = is_ours,
    .names = names,
    .add = add,
    .begin = begin,
    .end = "</usermetrics>\n",
};
