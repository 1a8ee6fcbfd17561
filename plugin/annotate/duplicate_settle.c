/* SPDX-License-Identifier: MIT
**
** Duplicates in the database: see duplicate.h.
*/
#include <math.h>

#include "annotate/duplicate.h"
#include "store/epochs.h"
#include "store/run.h"

typedef struct gathered {
  hl_arena arena;
  hl_recording *list;
  size_t n, room;
} gathered;

static hl_recording *add_recording(gathered *g) {
  hl_recording *list =
      hl_arena_more(&g->arena, g->list, g->n, &g->room, sizeof *list);
  if (!list) return NULL;
  g->list = list;
  return &list[g->n++];
}

static const char all_recordings[] =
    "SELECT id, start_ms, duration_s, is_run, reason = '', content_hash, "
    "duplicate_of FROM main.heavylegs_run WHERE athlete = :athlete "
    "ORDER BY start_ms, content_hash";

static void gather(hl_store *store, const char *athlete, gathered *g) {
  hl_query *query = hl_query_of(store, all_recordings);
  hl_bind_text(query, ":athlete", athlete);
  while (hl_query_row(query)) {
    hl_recording *r = add_recording(g);
    if (!r) {
      hl_store_stop(store, HL_E_NOMEM);
      break;
    }
    *r = (hl_recording){.id = hl_column_int(query), .coverage = (double)NAN};
    r->start_ms = hl_run_sane_ms(hl_column_int(query));
    r->duration_s = hl_column_double(query);
    r->is_run = hl_column_int(query) != 0;
    r->is_usable = hl_column_int(query) != 0;
    r->content_hash = hl_column_text(query, &g->arena);
    r->marked = hl_column_int(query);
  }
  hl_query_end(query);
}

/* Facts are only looked up for those few that share time with a neighbour. */
static void cover(hl_store *store, gathered *g) {
  size_t reach = 0; /* of those so far, the one that ends last */
  for (size_t i = 1; i < g->n; i++) {
    hl_recording *pair[] = {&g->list[reach], &g->list[i]};
    bool meets = hl_recordings_meet(pair[0], pair[1]);
    for (int k = 0; k < 2 && meets; k++) {
      hl_facts facts;
      if (isnan(pair[k]->coverage) &&
          hl_store_get_facts(store, pair[k]->id, &facts))
        pair[k]->coverage = facts.coverage;
    }
    if (!meets || !hl_recording_ends_before(pair[1], pair[0])) reach = i;
  }
}

void hl_duplicates_settle(hl_store *store, const char *athlete) {
  gathered g = {.n = 0};
  gather(store, athlete, &g);
  cover(store, &g);
  if (!hl_store_failed(store)) hl_duplicates_find(g.list, g.n);
  for (size_t i = 0; i < g.n && !hl_store_failed(store); i++)
    if (g.list[i].duplicate_of != g.list[i].marked)
      hl_run_set_duplicate(store, g.list[i].id, g.list[i].duplicate_of);
  hl_arena_free(&g.arena);
}
