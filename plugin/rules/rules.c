/* SPDX-License-Identifier: MIT
**
** The rule set: judge a run with every rule, then let the arbiter decide. How
** a set is loaded is in ruleset.c.
*/
#include "rules/rules.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "rules/arbiter.h"
#include "rules/judge.h"

size_t hl_rules_count(const hl_rules *rules) {
  return rules->n;
}

const char *hl_rules_hash(const hl_rules *rules) {
  return rules->hash;
}

bool hl_rules_overran(const hl_rules *rules) {
  return rules->overran;
}

void hl_rules_begin(hl_rules *rules) {
  hl_learners_free(&rules->learners);
  rules->overran = false;
  hl_windows_forget(rules->windows);
  hl_arbiter_init(rules->arbiter, rules->budget);
}

const void *hl_rules_remember(const hl_rules *rules, hl_arena *arena,
                              size_t *length) {
  unsigned char *bytes = hl_arena_alloc(arena, HL_ARBITER_BYTES, 1);
  *length = 0;
  if (bytes && !rules->overran)
    *length = hl_arbiter_pack(rules->arbiter, bytes);
  return bytes;
}

int64_t hl_rules_episode_ms(const hl_rules *rules, size_t i) {
  return rules->arbiter->episode[i].open ? rules->arbiter->episode[i].since_ms
                                         : 0;
}

bool hl_rules_resume(hl_rules *rules, const void *bytes, size_t length) {
  return hl_arbiter_unpack(rules->arbiter, bytes, length, rules->n);
}

/* ---- arbitration ---- */

/* Positions of what a draft explains, in the set. */
static hl_status find_explained(const hl_rules *rules, const hl_draft *draft,
                                hl_arena *arena, hl_proposal *p,
                                hl_error *err) {
  if (!draft->explains.n) return HL_OK;
  size_t *at = hl_arena_alloc(arena, draft->explains.n, sizeof *at);
  if (!at) return hl_nomem(err);
  p->explains = at;
  for (size_t k = 0; k < draft->explains.n; k++)
    for (size_t i = 0; i < rules->n; i++)
      if (!strcmp(rules->rule[i].id, draft->explains.item[k]))
        at[p->explains_n++] = i;
  return HL_OK;
}

static double change_bpm(const hl_draft *draft) {
  const hl_comparison *s = draft ? draft->statistic : NULL;
  return s && !strcmp(s->unit, "bpm") ? s->residual : NAN;
}

static hl_status propose(const hl_ask *ask, const hl_judgement *j,
                         hl_proposal *p, hl_error *err) {
  const hl_draft *draft = j->kind == HL_FOUND ? ask->draft : NULL;
  *p = (hl_proposal){
      .pattern = draft ? draft->pattern : ask->rule->pattern,
      .is_stock = ask->rule->is_stock,
      .looked = j->kind == HL_FOUND || j->kind == HL_CLEAR,
      .found = draft != NULL,
      .holds = draft && hl_assessment_holds(ask),
      .solicited = draft && draft->is_reported,
      .follows_up = draft && draft->follows_up,
      .score = j->score,
      .threshold = draft ? draft->threshold : NAN,
      .change_bpm = change_bpm(draft),
  };
  if (draft && !draft->statistic) p->score = NAN;
  return draft ? find_explained(ask->set, draft, ask->arena, p, err) : HL_OK;
}

static const char *suppressed_by(const hl_rules *rules, const hl_proposal *p) {
  switch (p->loss) {
  case HL_LOSS_BUDGET: return "budget";
  case HL_LOSS_DIP: return "sensor_dip";
  case HL_LOSS_NONE:
  case HL_LOSS_EXPLAINED:
  case HL_LOSS_EPISODE:
  case HL_LOSS_OTHER: break;
  }
  return rules->rule[p->by].id;
}

/* "goes on: day 4 of what was found before, 3 runs"; NULL: not so, or out of
** memory, and then `explain` says less. */
static const char *goes_on(const hl_rules *rules, size_t i, int64_t start_ms,
                           hl_arena *arena) {
  const hl_proposal *p = &rules->proposal[i];
  const hl_episode *e = &rules->arbiter->episode[i];
  const char *pattern = hl_texts_find(rules->texts, "reason.episode_open");
  if (p->loss != HL_LOSS_EPISODE || p->by != i || !pattern) return NULL;
  int64_t days = (start_ms - e->since_ms) / HL_MS_PER_S / HL_S_PER_DAY;
  hl_text_value v[] = {{.name = "day", .number = (double)days + 1},
                       {.name = "runs", .number = e->runs}};
  hl_text text = {0};
  hl_error err = {0};
  const char *told = NULL;
  if (!hl_text_fill(&text, pattern, v, 2, &err) && !text.failed)
    told = hl_arena_text(arena, hl_text_cstr(&text), text.length);
  hl_text_free(&text);
  return told;
}

static void settle(const hl_rules *rules, int64_t start_ms, hl_arena *arena,
                   hl_judgement *out) {
  for (size_t i = 0; i < rules->n; i++) {
    const hl_proposal *p = &rules->proposal[i];
    if (out[i].finding) out[i].finding->episode_ms = p->episode_ms;
    if (out[i].kind != HL_FOUND || p->stands) continue;
    out[i].kind = HL_SUPPRESSED;
    out[i].reason = suppressed_by(rules, p);
    out[i].text = goes_on(rules, i, start_ms, arena);
  }
}

/* method.md: a run counts when it was usable and enough was learnt. */
static bool is_judged(const hl_case *c) {
  return c->run.facts && c->run.facts->reason == HL_REASON_NONE &&
         c->learnt >= HL_HISTORY_NEEDED;
}

hl_status hl_rules_judge(hl_rules *rules, const hl_case *c, hl_arena *arena,
                         hl_judgement *out, hl_error *err) {
  hl_status status = HL_OK;
  for (size_t i = 0; i < rules->n && !status; i++) {
    hl_ask ask = {
        .set = rules,
        .rule = &rules->rule[i],
        .arena = arena,
        .number = ++rules->number,
        .c = c,
        .judged = out,
    };
    status = hl_judge_rule(&ask, &out[i], err);
    if (!status) status = propose(&ask, &out[i], &rules->proposal[i], err);
  }
  if (status) return status;
  hl_arbiter_decide(rules->arbiter, c->run.start_ms, is_judged(c),
                    rules->proposal, rules->n);
  settle(rules, c->run.start_ms, arena, out);
  return HL_OK;
}

hl_status hl_rules_try(hl_rules *rules, const hl_case *c, hl_arena *arena,
                       hl_judgement *out, hl_error *err) {
  hl_arbiter before = *rules->arbiter;
  hl_status status = hl_rules_judge(rules, c, arena, out, err);
  *rules->arbiter = before;
  return status;
}
