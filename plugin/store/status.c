/* SPDX-License-Identifier: MIT
**
** heavylegs_status. See judgement.h; findings are in finding.c.
*/
#include "store/judgement.h"

#include <string.h>

#include "store/field.h"

hl_verdict_kind hl_verdict_kind_from_name(const char *name) {
  for (int i = HL_CLEAR; i <= HL_RULE_ERROR; i++)
    if (name && !strcmp(name, hl_verdict_kind_name((hl_verdict_kind)i)))
      return (hl_verdict_kind)i;
  return HL_RULE_ERROR;
}

int64_t hl_judgement_episode_ms(const hl_judgement *judgement) {
  return judgement->finding ? judgement->finding->episode_ms : 0;
}

void hl_status_put_stored(hl_store *store, const hl_stored_judgement *stored) {
  const hl_judgement *j = &stored->judgement;
  hl_query *query = hl_query_of(
      store,
      "INSERT OR REPLACE INTO main.heavylegs_status (athlete, run_id, rule, "
      "status, reason, text, score, z, rarity, n, detectable_bpm, episode_ms, "
      "rule_version, rule_hash) VALUES (:athlete, :run_id, :rule, :status, "
      ":reason, :text, :score, :z, :rarity, :n, :detectable_bpm, "
      "nullif(:episode_ms, 0), :rule_version, :rule_hash)");
  hl_bind_text(query, ":athlete", stored->athlete);
  hl_bind_int(query, ":run_id", stored->run_id);
  hl_bind_text(query, ":rule", j->rule_id);
  hl_bind_text(query, ":status", hl_verdict_kind_name(j->kind));
  hl_bind_text(query, ":reason", j->reason);
  hl_bind_text(query, ":text", j->text);
  hl_bind_double(query, ":score", j->score);
  hl_bind_double(query, ":z", j->z);
  hl_bind_double(query, ":rarity", j->rarity);
  hl_bind_int(query, ":n", j->n);
  hl_bind_double(query, ":detectable_bpm", j->detectable_bpm);
  hl_bind_int(query, ":episode_ms", stored->episode_ms);
  hl_bind_text(query, ":rule_version", j->rule_version);
  hl_bind_text(query, ":rule_hash", j->rule_hash);
  hl_query_run(query);
}

void hl_status_put(hl_store *store, const hl_judged_run *run,
                   const hl_judgement *judgement) {
  hl_stored_judgement stored = {.athlete = run->athlete,
                                .run_id = run->run_id,
                                .episode_ms =
                                    hl_judgement_episode_ms(judgement),
                                .judgement = *judgement};
  hl_status_put_stored(store, &stored);
}

void hl_status_delete(hl_store *store, const hl_judged_run *run,
                      const char *rule) {
  hl_query *query = hl_query_of(
      store, "DELETE FROM main.heavylegs_status WHERE athlete = :athlete "
             "AND run_id = :run_id AND (:rule IS NULL OR rule = :rule)");
  hl_bind_text(query, ":athlete", run->athlete);
  hl_bind_int(query, ":run_id", run->run_id);
  hl_bind_text(query, ":rule", rule);
  hl_query_run(query);
}

static void read_status(hl_query *query, hl_arena *arena,
                        hl_stored_judgement *stored) {
  hl_judgement *j = &stored->judgement;
  stored->athlete = hl_column_text(query, arena);
  stored->run_id = hl_column_int(query);
  j->rule_id = hl_column_text(query, arena);
  j->kind = hl_verdict_kind_from_name(hl_column_text(query, arena));
  j->reason = hl_column_text_or_null(query, arena);
  j->text = hl_column_text_or_null(query, arena);
  j->score = hl_column_double(query);
  j->z = hl_column_double(query);
  j->rarity = hl_column_double(query);
  j->n = (int)hl_column_int(query);
  j->detectable_bpm = hl_column_double(query);
  stored->episode_ms = hl_column_int(query);
  j->rule_version = hl_column_text(query, arena);
  j->rule_hash = hl_column_text(query, arena);
}

#define STATUS_COLUMNS                                                         \
  "SELECT athlete, run_id, rule, status, reason, text, score, z, rarity, n, "  \
  "detectable_bpm, episode_ms, rule_version, rule_hash FROM "                  \
  "main.heavylegs_status "

void hl_status_each(hl_store *store, const hl_judged_run *run, hl_arena *arena,
                    hl_judgement_visit *visit, void *ctx) {
  hl_query *query;
  if (run->run_id) {
    query = hl_query_of(store, STATUS_COLUMNS
                        "WHERE athlete = :athlete AND run_id = :run_id "
                        "ORDER BY rule");
    hl_bind_text(query, ":athlete", run->athlete);
    hl_bind_int(query, ":run_id", run->run_id);
  } else {
    query = hl_query_of(store, STATUS_COLUMNS "ORDER BY athlete, run_id, rule");
  }
  while (hl_query_row(query)) {
    hl_stored_judgement stored = {0};
    read_status(query, arena, &stored);
    hl_status status = hl_store_status(store, NULL);
    if (!status) status = visit(ctx, &stored);
    if (status) {
      hl_store_stop(store, status);
      break;
    }
  }
  hl_query_end(query);
}

bool hl_status_same(const hl_stored_judgement *stored, const hl_judgement *b) {
  const hl_judgement *a = &stored->judgement;
  return a->kind == b->kind && a->n == b->n &&
         stored->episode_ms == hl_judgement_episode_ms(b) &&
         hl_same_text(a->rule_id, b->rule_id) &&
         hl_same_text(a->reason, b->reason) && hl_same_text(a->text, b->text) &&
         hl_same_double(a->score, b->score) && hl_same_double(a->z, b->z) &&
         hl_same_double(a->rarity, b->rarity) &&
         hl_same_double(a->detectable_bpm, b->detectable_bpm) &&
         hl_same_text(a->rule_version, b->rule_version) &&
         hl_same_text(a->rule_hash, b->rule_hash);
}
