/* SPDX-License-Identifier: MIT
**
** The whole record of a run's findings, piece by piece: see explain.h.
*/
#include "annotate/explain.h"

enum {
  MOST_PARTS = 512 /* of one run */
};

static const char *text_of(hl_gathering *g, hl_query *query) {
  return hl_column_text_or_null(query, &g->task->arena);
}

static void gather_finding(hl_gathering *g, size_t i) {
  hl_explanation *e = &g->e;
  const hl_finding *f = e->finding[i].judgement.finding;
  hl_query *query = hl_query_of(
      g->task->store,
      "SELECT 'evidence', json_extract(value, '$.text'), NULL "
      "FROM json_each(:evidence) UNION ALL "
      "SELECT json_extract(value, '$.reading'), json_extract(value, '$.id'), "
      "json_extract(value, '$.why') FROM json_each(:causes)");
  hl_bind_text(query, ":evidence", f->evidence_json);
  hl_bind_text(query, ":causes", f->causes_json);
  while (e->part_n < MOST_PARTS && hl_query_row(query)) {
    hl_explain_part *part = &e->part[e->part_n++];
    part->finding = i;
    part->kind = text_of(g, query);
    part->text = text_of(g, query);
    part->why = text_of(g, query);
  }
  hl_query_end(query);
}

hl_status hl_explain_gather_parts(hl_gathering *g, hl_error *err) {
  hl_explanation *e = &g->e;
  if (!e->finding_n) return HL_OK;
  e->part = hl_arena_alloc(&g->task->arena, MOST_PARTS, sizeof *e->part);
  if (!e->part) return hl_nomem(err);
  for (size_t i = 0; i < e->finding_n; i++)
    gather_finding(g, i);
  return hl_store_status(g->task->store, err);
}
