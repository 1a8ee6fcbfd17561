/* SPDX-License-Identifier: MIT
**
** heavylegs_finding. See judgement.h.
*/
#include "store/judgement.h"

#include "store/field.h"

static const char *or_text(const char *text, const char *otherwise) {
  return text ? text : otherwise;
}

#define FINDING_FIELDS                                                         \
  "athlete, run_id, rule, slot, pattern, basis, title, text, from_s, to_s, "   \
  "is_rated, rarity, score, z, n, value_bpm, detectable_bpm, evidence, "       \
  "causes, not_recorded, advice, is_unsolicited, episode_ms, rule_version, "   \
  "rule_hash"

static void bind_numbers(hl_query *query, const hl_finding *f) {
  hl_bind_double(query, ":from_s", f->from_s);
  hl_bind_double(query, ":to_s", f->to_s);
  hl_bind_int(query, ":is_rated", f->rated);
  hl_bind_double(query, ":rarity", f->rarity);
  hl_bind_double(query, ":score", f->score);
  hl_bind_double(query, ":z", f->z);
  hl_bind_int(query, ":n", f->n);
  hl_bind_double(query, ":value_bpm", f->value_bpm);
  hl_bind_double(query, ":detectable_bpm", f->detectable_bpm);
  hl_bind_int(query, ":is_unsolicited", f->unsolicited);
  hl_bind_int(query, ":episode_ms", f->episode_ms);
}

void hl_finding_open(hl_store *store, const hl_judged_run *run,
                     const hl_judgement *j) {
  const hl_finding *f = j->finding;
  hl_query *query = hl_query_of(
      store,
      "INSERT INTO main.heavylegs_finding (" FINDING_FIELDS ", since_batch) "
      "VALUES (:athlete, :run_id, :rule, :slot, :pattern, :basis, :title, "
      ":text, :from_s, :to_s, :is_rated, :rarity, :score, :z, :n, :value_bpm, "
      ":detectable_bpm, :evidence, :causes, :not_recorded, :advice, "
      ":is_unsolicited, nullif(:episode_ms, 0), :rule_version, :rule_hash, "
      ":batch)");
  hl_bind_text(query, ":athlete", run->athlete);
  hl_bind_int(query, ":run_id", run->run_id);
  hl_bind_text(query, ":rule", j->rule_id);
  hl_bind_text(query, ":slot", or_text(f->slot, ""));
  hl_bind_text(query, ":pattern", hl_pattern_name(f->pattern));
  hl_bind_text(query, ":basis", f->basis);
  hl_bind_text(query, ":title", f->title);
  hl_bind_text(query, ":text", or_text(f->text, ""));
  bind_numbers(query, f);
  hl_bind_text(query, ":evidence", or_text(f->evidence_json, "[]"));
  hl_bind_text(query, ":causes", or_text(f->causes_json, "[]"));
  hl_bind_text(query, ":not_recorded", or_text(f->not_recorded_json, "[]"));
  hl_bind_text(query, ":advice", or_text(f->advice_json, "[]"));
  hl_bind_text(query, ":rule_version", j->rule_version);
  hl_bind_text(query, ":rule_hash", j->rule_hash);
  hl_bind_int(query, ":batch", run->batch);
  hl_query_run(query);
}

void hl_finding_close(hl_store *store, int64_t id, int64_t batch) {
  hl_query *query = hl_query_of(
      store, "UPDATE main.heavylegs_finding SET until_batch = :batch "
             "WHERE id = :id AND until_batch IS NULL");
  hl_bind_int(query, ":id", id);
  hl_bind_int(query, ":batch", batch);
  hl_query_run(query);
}

int64_t hl_finding_count(hl_store *store, const char *athlete) {
  hl_query *query =
      hl_query_of(store, "SELECT count(*) FROM main.heavylegs_finding "
                         "WHERE athlete = :athlete AND until_batch IS NULL");
  hl_bind_text(query, ":athlete", athlete);
  int64_t count = hl_query_row(query) ? hl_column_int(query) : 0;
  hl_query_end(query);
  return count;
}

static void read_finding(hl_query *query, hl_arena *arena,
                         hl_stored_judgement *stored, hl_finding *f) {
  hl_judgement *j = &stored->judgement;
  stored->finding_id = hl_column_int(query);
  stored->athlete = hl_column_text(query, arena);
  stored->run_id = hl_column_int(query);
  j->rule_id = hl_column_text(query, arena);
  f->slot = hl_column_text(query, arena);
  f->pattern = hl_pattern_from_name(hl_column_text(query, arena));
  f->basis = hl_column_text(query, arena);
  f->title = hl_column_text(query, arena);
  f->text = hl_column_text(query, arena);
  f->from_s = hl_column_double(query);
  f->to_s = hl_column_double(query);
  f->rated = hl_column_int(query) != 0;
  f->rarity = hl_column_double(query);
  f->score = hl_column_double(query);
  f->z = hl_column_double(query);
  f->n = (int)hl_column_int(query);
  f->value_bpm = hl_column_double(query);
  f->detectable_bpm = hl_column_double(query);
  f->evidence_json = hl_column_text(query, arena);
  f->causes_json = hl_column_text(query, arena);
  f->not_recorded_json = hl_column_text(query, arena);
  f->advice_json = hl_column_text(query, arena);
  f->unsolicited = hl_column_int(query) != 0;
  f->episode_ms = hl_column_int(query);
  stored->episode_ms = f->episode_ms;
  j->rule_version = hl_column_text(query, arena);
  j->rule_hash = hl_column_text(query, arena);
  j->kind = HL_FOUND;
  j->finding = f;
}

#define FINDING_SELECT                                                         \
  "SELECT id, " FINDING_FIELDS " FROM main.heavylegs_finding "                 \
  "WHERE until_batch IS NULL "

void hl_finding_each(hl_store *store, const hl_judged_run *run, hl_arena *arena,
                     hl_judgement_visit *visit, void *ctx) {
  hl_query *query;
  if (run->run_id) {
    query = hl_query_of(store, FINDING_SELECT
                        "AND athlete = :athlete AND run_id = :run_id "
                        "ORDER BY basis = 'data only', rule, slot");
    hl_bind_text(query, ":athlete", run->athlete);
    hl_bind_int(query, ":run_id", run->run_id);
  } else {
    query = hl_query_of(store, FINDING_SELECT "ORDER BY id");
  }
  while (hl_query_row(query)) {
    hl_stored_judgement stored = {0};
    hl_finding *finding = hl_arena_alloc(arena, 1, sizeof *finding);
    hl_status status = HL_E_NOMEM;
    if (finding) {
      read_finding(query, arena, &stored, finding);
      status = hl_store_status(store, NULL);
      if (!status) status = visit(ctx, &stored);
    }
    if (status) {
      hl_store_stop(store, status);
      break;
    }
  }
  hl_query_end(query);
}

static bool same_json(const char *a, const char *b) {
  return hl_same_text(or_text(a, "[]"), or_text(b, "[]"));
}

bool hl_finding_same(const hl_finding *a, const hl_finding *b) {
  return a->pattern == b->pattern && a->rated == b->rated && a->n == b->n &&
         a->unsolicited == b->unsolicited && a->episode_ms == b->episode_ms &&
         hl_same_text(or_text(a->slot, ""), or_text(b->slot, "")) &&
         hl_same_text(a->basis, b->basis) && hl_same_text(a->title, b->title) &&
         hl_same_text(or_text(a->text, ""), or_text(b->text, "")) &&
         hl_same_double(a->from_s, b->from_s) &&
         hl_same_double(a->to_s, b->to_s) &&
         hl_same_double(a->rarity, b->rarity) &&
         hl_same_double(a->score, b->score) && hl_same_double(a->z, b->z) &&
         hl_same_double(a->value_bpm, b->value_bpm) &&
         hl_same_double(a->detectable_bpm, b->detectable_bpm) &&
         same_json(a->evidence_json, b->evidence_json) &&
         same_json(a->causes_json, b->causes_json) &&
         same_json(a->not_recorded_json, b->not_recorded_json) &&
         same_json(a->advice_json, b->advice_json);
}
