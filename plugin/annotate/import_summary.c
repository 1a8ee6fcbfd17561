/* SPDX-License-Identifier: MIT
**
** What an import answers: what it did, what was refused, and what all that
** stands is worth. See import.h and command.h.
*/
#include <stdlib.h>
#include <string.h>

#include "annotate/duplicate.h"
#include "annotate/import.h"

/* Threads meet failures in any order; the runner sees them in one. */
static int by_name(const void *left, const void *right) {
  const hl_source_row *a = left, *b = right;
  int order = strcmp(a->name ? a->name : "", b->name ? b->name : "");
  return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void list_failures(hl_import *im, hl_text *out) {
  if (im->failure_n)
    qsort(im->failure, im->failure_n, sizeof *im->failure, by_name);
  hl_json_open(out, "failures", '[');
  for (size_t i = 0; i < im->failure_n; i++) {
    const hl_source_row *row = &im->failure[i];
    hl_json_open(out, NULL, '{');
    hl_json_text(out, "path", row->name);
    if (row->line) hl_json_int(out, "line", row->line);
    hl_json_text(out, "message", row->message);
    hl_json_close(out, '}');
  }
  hl_json_close(out, ']');
}

static void list_coverage(hl_import *im, hl_text *out) {
  hl_arena arena = {0};
  hl_query *query = hl_query_of(
      im->store, "SELECT year, device, outcome, n FROM main.heavylegs_coverage "
                 "WHERE athlete = :athlete ORDER BY year, device, outcome");
  hl_bind_text(query, ":athlete", im->athlete);
  hl_json_open(out, "coverage", '[');
  while (hl_query_row(query)) {
    int64_t year = hl_column_int(query);
    const char *device = hl_column_text(query, &arena);
    hl_json_open(out, NULL, '{');
    if (year) hl_json_int(out, "year", year);
    if (device) hl_json_text(out, "device", device);
    hl_json_text(out, "outcome", hl_column_text(query, &arena));
    hl_json_int(out, "n", hl_column_int(query));
    hl_json_close(out, '}');
    hl_arena_reset(&arena);
  }
  hl_json_close(out, ']');
  hl_query_end(query);
  hl_arena_free(&arena);
}

void hl_import_summary(hl_import *im, hl_text *out, const char *key) {
  const hl_import_counts *count = &im->count;
  hl_json_open(out, key, '{');
  hl_json_int(out, "files", count->files);
  hl_json_int(out, "read", count->read);
  hl_json_int(out, "new", count->fresh);
  hl_json_int(out, "changed", count->changed);
  hl_json_int(out, "same", count->same);
  hl_json_int(out, "duplicates",
              im->has_tables ? hl_run_duplicates(im->store, im->athlete) : 0);
  hl_json_int(out, "not_runs", count->not_runs);
  hl_json_int(out, "days", count->days);
  hl_json_int(out, "failed", count->failed);
  list_failures(im, out);
  if (im->has_tables) list_coverage(im, out);
  hl_json_close(out, '}');
}
