/* SPDX-License-Identifier: MIT
**
** See compare.h.
*/
#include "annotate/compare.h"

#include <string.h>

#include "store/field.h"

/* What stands for the run, marked off as it is met again. */
typedef struct standing {
  hl_stored_judgement *list;
  bool *met;
  size_t n, room;
  hl_arena *arena;
} standing;

typedef struct comparing {
  const hl_judged *judged;
  hl_judged_run run;
  hl_store *spool;
  standing status, finding;
  hl_difference *difference;
} comparing;

static hl_status remember(void *ctx, const hl_stored_judgement *stored) {
  standing *s = ctx;
  if (s->n == s->room) {
    size_t room = s->room ? s->room * 2 : 16;
    void *list = hl_arena_grow(s->arena, s->list, s->n, room, sizeof *s->list);
    void *met = hl_arena_grow(s->arena, s->met, s->n, room, sizeof *s->met);
    if (!list || !met) return HL_E_NOMEM;
    s->list = list;
    s->met = met;
    s->room = room;
  }
  s->list[s->n++] = *stored;
  return HL_OK;
}

static void compare_status(comparing *c, const hl_judgement *j) {
  for (size_t i = 0; i < c->status.n; i++) {
    const hl_stored_judgement *had = &c->status.list[i];
    if (!hl_same_text(had->judgement.rule_id, j->rule_id)) continue;
    c->status.met[i] = true;
    if (hl_status_same(had, j)) return;
  }
  hl_status_put(c->spool, &c->run, j);
  c->difference->statuses++;
}

static void compare_finding(comparing *c, const hl_judgement *j) {
  bool found = j->kind == HL_FOUND && j->finding;
  bool stands = false;
  for (size_t i = 0; i < c->finding.n; i++) {
    const hl_stored_judgement *had = &c->finding.list[i];
    if (!hl_same_text(had->judgement.rule_id, j->rule_id)) continue;
    bool same = found && hl_finding_same(had->judgement.finding, j->finding);
    if (same || j->kind == HL_RULE_ERROR) c->finding.met[i] = true;
    stands = stands || same;
  }
  if (!found || stands) return;
  hl_finding_open(c->spool, &c->run, j);
  c->difference->opened++;
}

static void close_finding(comparing *c, int64_t id) {
  hl_query *query =
      hl_query_of(c->spool, "INSERT INTO main.closed (athlete, finding_id) "
                            "VALUES (:athlete, :id)");
  hl_bind_text(query, ":athlete", c->run.athlete);
  hl_bind_int(query, ":id", id);
  hl_query_run(query);
  c->difference->closed++;
}

static void drop_status(comparing *c, const char *rule) {
  hl_query *query =
      hl_query_of(c->spool, "INSERT INTO main.gone (athlete, run_id, rule) "
                            "VALUES (:athlete, :run_id, :rule)");
  hl_bind_text(query, ":athlete", c->run.athlete);
  hl_bind_int(query, ":run_id", c->run.run_id);
  hl_bind_text(query, ":rule", rule);
  hl_query_run(query);
  c->difference->statuses++;
}

static void clear_the_rest(comparing *c) {
  for (size_t i = 0; i < c->status.n; i++)
    if (!c->status.met[i]) drop_status(c, c->status.list[i].judgement.rule_id);
  for (size_t i = 0; i < c->finding.n; i++)
    if (!c->finding.met[i]) close_finding(c, c->finding.list[i].finding_id);
}

hl_status hl_compare(hl_store *store, const hl_judged *judged, hl_spool *spool,
                     hl_arena *scratch, hl_difference *difference) {
  comparing c = {.judged = judged,
                 .run = {judged->athlete, judged->run_id, 0},
                 .spool = spool->store,
                 .status = {.arena = scratch},
                 .finding = {.arena = scratch},
                 .difference = difference};
  if (judged->was_judged) {
    hl_status_each(store, &c.run, scratch, remember, &c.status);
    hl_finding_each(store, &c.run, scratch, remember, &c.finding);
  }
  for (size_t i = 0; i < judged->n; i++) {
    compare_status(&c, &judged->judgement[i]);
    compare_finding(&c, &judged->judgement[i]);
  }
  clear_the_rest(&c);
  hl_status status = hl_store_status(store, NULL);
  return status ? status : hl_store_status(spool->store, NULL);
}
