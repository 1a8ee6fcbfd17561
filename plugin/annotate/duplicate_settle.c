/* SPDX-License-Identifier: MIT
**
** Duplicates in the database: see duplicate.h.
*/
#include <math.h>

#include "annotate/duplicate.h"
#include "store/epochs.h"
#include "store/run.h"

typedef struct gathered {
  hl_arena *arena;
  hl_recording *list;
  int64_t *marked; /* duplicate_of as stored */
  size_t n, room;
} gathered;

static bool make_room(gathered *g) {
  size_t room = g->room ? g->room * 2 : 256;
  hl_recording *list =
      hl_arena_grow(g->arena, g->list, g->n, room, sizeof *list);
  int64_t *marked =
      hl_arena_grow(g->arena, g->marked, g->n, room, sizeof *marked);
  if (!list || !marked) return false;
  g->list = list;
  g->marked = marked;
  g->room = room;
  return true;
}

static hl_status gather(void *ctx, const hl_run_row *run) {
  gathered *g = ctx;
  if (g->n == g->room && !make_room(g)) return HL_E_NOMEM;
  g->marked[g->n] = run->duplicate_of;
  g->list[g->n++] = (hl_recording){.id = run->id,
                                   .start_ms = run->start_ms,
                                   .duration_s = run->duration_s,
                                   .is_run = run->is_run,
                                   .is_usable = run->reason[0] == '\0',
                                   .coverage = NAN,
                                   .content_hash = run->content_hash};
  return HL_OK;
}

/* Facts are only looked up for those few that start together. */
static void cover(hl_store *store, gathered *g) {
  for (size_t i = 0; i < g->n; i++) {
    int64_t start = g->list[i].start_ms;
    bool near_last =
        i > 0 && start - g->list[i - 1].start_ms <= HL_DUPLICATE_START_MS;
    bool near_next = i + 1 < g->n &&
                     g->list[i + 1].start_ms - start <= HL_DUPLICATE_START_MS;
    hl_facts facts;
    if ((near_last || near_next) &&
        hl_store_get_facts(store, g->list[i].id, &facts))
      g->list[i].coverage = facts.coverage;
  }
}

void hl_duplicates_settle(hl_store *store, const char *athlete) {
  hl_arena arena = {0};
  gathered g = {.arena = &arena};
  hl_run_each(store, athlete, &arena, gather, &g);
  cover(store, &g);
  if (!hl_store_failed(store)) hl_duplicates_find(g.list, g.n);
  for (size_t i = 0; i < g.n && !hl_store_failed(store); i++)
    if (g.list[i].duplicate_of != g.marked[i])
      hl_run_set_duplicate(store, g.list[i].id, g.list[i].duplicate_of);
  hl_arena_free(&arena);
}
