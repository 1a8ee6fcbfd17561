/* SPDX-License-Identifier: MIT
**
** The numbers of one run's page: what `explain` says, and the run minute by
** minute beside the runner's own band.
*/
#include <math.h>

#include "activity/day.h"
#include "annotate/explain.h"
#include "annotate/page.h"
#include "store/epochs.h"

enum {
  POINTS = 240
};

static void write_point(const hl_trace_point *p, hl_text *out) {
  hl_json_open(out, NULL, '{');
  hl_json_double(out, "minute", p->moving_min);
  hl_json_double(out, "bpm", p->bpm);
  hl_json_double(out, "low_bpm", p->band.low_bpm);
  hl_json_double(out, "usual_bpm", p->band.usual_bpm);
  hl_json_double(out, "high_bpm", p->band.high_bpm);
  hl_json_double(out, "speed_mps", p->speed_mps);
  hl_json_double(out, "gas_mps", p->gas_mps);
  hl_json_double(out, "grade", p->grade);
  hl_json_bool(out, "clean", p->clean);
  hl_json_close(out, '}');
}

static hl_usual *learn_usual(const hl_season *season, int64_t start_ms) {
  hl_usual *usual = hl_usual_new();
  for (size_t i = 0; i < season->n && usual; i++) {
    const hl_season_run *run = &season->run[i];
    if (run->start_ms >= start_ms) break;
    if (run->is_run && run->facts && !run->duplicate_of)
      hl_usual_learn(usual, run->facts);
  }
  return usual;
}

static hl_status write_minutes(hl_paging *page, const hl_gathering *g,
                               hl_error *err) {
  hl_store *store = page->task->store;
  hl_arena arena = {0};
  hl_epochs epochs = {0};
  hl_trace_point point[POINTS];
  hl_usual *usual = learn_usual(&g->season, g->e.run.start_ms);
  if (!usual) return hl_nomem(err);
  size_t n = 0;
  if (hl_store_get_epochs(store, g->e.run.id, &arena, &epochs) && epochs.n)
    n = hl_usual_trace(usual, &epochs, POINTS, point);
  int most = 0;
  hl_json_open(&page->data, "minutes", '[');
  for (size_t i = 0; i < n; i++) {
    write_point(&point[i], &page->data);
    if (point[i].band.n > most) most = point[i].band.n;
  }
  hl_json_close(&page->data, ']');
  hl_json_int(&page->data, "band_runs", most);
  hl_usual_free(usual);
  hl_arena_free(&arena);
  return hl_store_status(store, err);
}

static void write_effort(const hl_explanation *e, hl_text *out) {
  hl_effort effort;
  if (!e->facts) return;
  hl_effort_of(&e->scores, &effort);
  hl_json_open(out, "effort", '{');
  hl_json_double(out, "bpm", effort.bpm);
  hl_json_double(out, "range_bpm", effort.range_bpm);
  hl_json_int(out, "n", effort.n);
  hl_json_text(out, "reason",
               effort.reason ? hl_reason_name(effort.reason) : NULL);
  hl_json_close(out, '}');
}

static void write_diary(const hl_day *day, hl_text *out) {
  hl_text value = {0};
  hl_json_open(out, "diary", '{');
  for (const hl_day_field *f = hl_day_fields; day && f->name; f++) {
    if (!hl_day_field_said(f, day)) continue;
    hl_text_clear(&value);
    hl_day_field_print(f, day, &value);
    hl_json_text(out, f->name, hl_text_cstr(&value));
  }
  hl_json_close(out, '}');
  if (value.failed) out->failed = true;
  hl_text_free(&value);
}

static bool has_later(const hl_season *season, int64_t start_ms) {
  return season->n && season->run[season->n - 1].start_ms > start_ms;
}

hl_status hl_page_run(hl_paging *page, hl_error *err) {
  hl_gathering g;
  hl_status status = hl_gathering_open(&g, page->task, err);
  if (!status) {
    hl_text *out = &page->data;
    hl_page_begin(page, &g.book, g.e.run.athlete);
    hl_explain_json(&g.e, out);
    hl_json_text(out, "notes", g.e.run.notes);
    write_effort(&g.e, out);
    write_diary(g.e.day, out);
    hl_json_bool(out, "later", has_later(&g.season, g.e.run.start_ms));
    status = write_minutes(page, &g, err);
  }
  if (!status) status = hl_page_finish(page, &g.book, err);
  hl_gathering_close(&g);
  return status;
}
