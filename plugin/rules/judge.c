/* SPDX-License-Identifier: MIT
**
** One rule asked about one run. Whatever happens in the rule becomes its
** judgement; only running out of memory is more than that.
*/
#include "rules/judge.h"

#include <math.h>
#include <string.h>

#include <lauxlib.h>

#include "base/number.h"

/* A name in `uses` that is recorded for runs or days, not computed by us. */
static bool is_recorded_kind(const char *name) {
  return !strncmp(name, "diary.", 6) || !strncmp(name, "report.", 7) ||
         !strncmp(name, "run.", 4);
}

/* What `uses` names and this run does not have, ahead of what the rule itself
** said: a rule cannot forget to say so. */
static bool add_not_seen(const hl_ask *ask, hl_draft *d) {
  const hl_names *uses = &ask->rule->uses;
  hl_word **last = &d->not_seen;
  for (; *last; last = &(*last)->next) {
  }
  for (size_t i = 0; i < uses->n; i++) {
    const char *name = uses->item[i];
    if (!is_recorded_kind(name) || !hl_need_check(ask, name)) continue;
    if (!hl_texts_find_in(ask->set->texts, "thing", name)) continue;
    hl_word *w = d->not_seen;
    while (w && strcmp(w->text, name) != 0)
      w = w->next;
    if (w) continue;
    *last = hl_arena_alloc(ask->arena, 1, sizeof **last);
    if (!*last) return false;
    (*last)->text = name;
    last = &(*last)->next;
  }
  return true;
}

static int evaluate_body(lua_State *L) {
  hl_ask *ask = hl_ask_of(L);
  hl_rule_push(L); /* evaluate options */
  hl_object_push(L, &hl_run_object, sizeof(uint64_t));
  hl_object_push(L, &hl_past_object, sizeof(uint64_t));
  lua_rotate(L, -3, -1); /* evaluate run past options */
  lua_call(L, 3, 1);
  if (lua_isnil(L, -1)) {
    ask->abstain_reason = NULL;
    return 0;
  }
  if (luaL_testudata(L, -1, hl_abstention_object.name)) return 0;
  ask->abstain_reason = NULL;
  if (!luaL_testudata(L, -1, hl_finding_object.name))
    return luaL_error(L,
                      "%s:1: evaluate returned a %s: nothing, a finding or "
                      "an abstention is expected",
                      ask->rule->file, luaL_typename(L, -1));
  ask->draft = hl_finding_check(L, -1);
  return 0;
}

/* ---- the judgement ---- */

static const char *copy(hl_arena *arena, const char *text) {
  return hl_arena_text(arena, text, strlen(text));
}

static void rate(hl_judgement *out, const hl_comparison *s) {
  out->score = out->z = out->rarity = out->detectable_bpm = NAN;
  out->n = 0;
  if (!s) return;
  out->score = hl_round(s->score);
  out->z = hl_round(s->z);
  out->rarity = hl_round(s->rarity);
  out->n = s->n;
}

/* "file:line: message" and the traceback. */
static hl_status judge_error(const hl_ask *ask, const hl_error *why,
                             hl_judgement *out, hl_error *err) {
  hl_rule told = {.file = ask->rule->file};
  hl_status status = hl_rule_fail(&told, why, ask->arena, err);
  out->kind = HL_RULE_ERROR;
  out->reason = told.error;
  out->text = copy(ask->arena, hl_sandbox_traceback(ask->rule->box));
  return status ? status : out->text ? HL_OK : hl_nomem(err);
}

static hl_status judge_known_error(const hl_ask *ask, const char *error,
                                   hl_judgement *out, hl_error *err) {
  out->kind = HL_RULE_ERROR;
  out->reason = copy(ask->arena, error);
  return out->reason ? HL_OK : hl_nomem(err);
}

/* Abstain; the sentence is the text "reason.<reason>" unless there is one. */
static hl_status judge_abstained(const hl_ask *ask, const char *reason,
                                 const char *text, hl_judgement *out,
                                 hl_error *err) {
  out->kind = HL_ABSTAINED;
  if (!text) text = hl_texts_find_in(ask->set->texts, "reason", reason);
  out->reason = copy(ask->arena, reason);
  out->text = text ? copy(ask->arena, text) : NULL;
  return out->reason && (!text || out->text) ? HL_OK : hl_nomem(err);
}

/* The score that a need "score.start" asks for, if it counted its past. */
static const hl_score *counted_score(const hl_ask *ask, const char *need) {
  static const char prefix[] = "score.";
  size_t n = sizeof prefix - 1;
  if (strncmp(need, prefix, n) != 0 || !ask->c->scores) return NULL;
  hl_pattern p = hl_pattern_from_name(need + n);
  const hl_score *s = p == HL_NO_PATTERN ? NULL : &ask->c->scores->of[p];
  return s && s->needed > 0 ? s : NULL;
}

/* The text of an id with its places filled; NULL where it cannot be. */
static const char *fill_text(const hl_ask *ask, const char *id,
                             const hl_text_value *v, size_t n) {
  const char *pattern = hl_texts_find(ask->set->texts, id);
  const char *told = NULL;
  hl_text text = {0};
  hl_error why = {0};
  if (pattern && !hl_text_fill(&text, pattern, v, n, &why) && !text.failed)
    told = hl_arena_text(ask->arena, hl_text_cstr(&text), text.length);
  hl_text_free(&text);
  return told;
}

/* "learning: 7 of 20 steady runs": how far, while there is too little past. */
static hl_status judge_history(const hl_ask *ask, const char *need,
                               hl_judgement *out, hl_error *err) {
  const hl_score *s = counted_score(ask, need);
  hl_text_value v[] = {
      {.name = "n", .number = s ? s->n : ask->c->learnt},
      {.name = "needed", .number = s ? s->needed : HL_HISTORY_NEEDED}};
  return judge_abstained(ask, hl_reason_name(HL_REASON_HISTORY),
                         fill_text(ask, "reason.history", v, 2), out, err);
}

/* "not recorded: temperature" */
static hl_status judge_not_recorded(const hl_ask *ask, const char *need,
                                    hl_judgement *out, hl_error *err) {
  const char *thing = hl_texts_find_in(ask->set->texts, "thing", need);
  hl_text_value v = {.name = "thing", .text = thing ? thing : need};
  const char *text = fill_text(ask, "reason.not_recorded", &v, 1);
  return judge_abstained(ask, "not_recorded", text ? text : v.text, out, err);
}

/* The first thing in `requires` that the run does not have, or NULL. */
static const char *unmet_need(const hl_ask *ask, hl_reason *reason) {
  const hl_names *requires = &ask->rule->requires;
  for (size_t i = 0; i < requires->n; i++) {
    *reason = hl_need_check(ask, requires->item[i]);
    if (*reason) return requires->item[i];
  }
  return NULL;
}

static hl_status judge_unmet(const hl_ask *ask, hl_reason reason,
                             const char *need, hl_judgement *out,
                             hl_error *err) {
  if (reason == HL_REASON_HISTORY) return judge_history(ask, need, out, err);
  if (reason != HL_REASON_RULE)
    return judge_abstained(ask, hl_reason_name(reason), NULL, out, err);
  return judge_not_recorded(ask, need, out, err);
}

/* Ahead of all other advice, in whatever speaks of the report. */
static bool add_assessment(const hl_ask *ask, hl_draft *d) {
  if (!d->is_reported || !hl_assessment_is_due(ask)) return true;
  hl_word *first = hl_arena_alloc(ask->arena, 1, sizeof *first);
  if (!first) return false;
  *first = (hl_word){.text = "professional", .next = d->advice};
  d->advice = first;
  return true;
}

static hl_status judge_found(hl_ask *ask, hl_judgement *out, hl_error *err) {
  if (!add_not_seen(ask, ask->draft) || !add_assessment(ask, ask->draft))
    return hl_nomem(err);
  hl_error why = {0};
  out->finding = hl_compose(ask, ask->draft, &why);
  if (!out->finding) {
    if (why.status == HL_E_NOMEM) return hl_nomem(err);
    return judge_error(ask, &why, out, err);
  }
  out->kind = HL_FOUND;
  rate(out, ask->draft->statistic ? ask->draft->statistic : ask->looked);
  out->detectable_bpm = out->finding->detectable_bpm;
  return HL_OK;
}

/* Ask it. A rule that goes over a limit is an error from now on. */
static hl_status ask_rule(hl_ask *ask, hl_judgement *out, hl_error *err) {
  hl_error why = {0};
  hl_status status = hl_sandbox_call(ask->rule->box, evaluate_body, ask, &why);
  rate(out, ask->looked);
  if (status == HL_E_NOMEM) return hl_nomem(err);
  if (status == HL_E_LIMIT) {
    ask->rule->has_overrun = ask->set->overran = true;
    hl_status kept = hl_rule_fail(ask->rule, &why, &ask->set->arena, err);
    if (kept) return kept;
  }
  if (status) return judge_error(ask, &why, out, err);
  if (ask->draft) return judge_found(ask, out, err);
  if (ask->abstain_reason)
    return judge_abstained(ask, ask->abstain_reason, ask->abstain_text, out,
                           err);
  return HL_OK;
}

hl_status hl_judge_rule(hl_ask *ask, hl_judgement *out, hl_error *err) {
  const hl_rule *rule = ask->rule;
  *out = (hl_judgement){.rule_id = rule->id,
                        .rule_version = rule->version,
                        .rule_hash = rule->hash};
  rate(out, NULL);
  if (rule->error) return judge_known_error(ask, rule->error, out, err);
  if (!rule->is_enabled && !hl_assessment_holds(ask))
    return judge_abstained(ask, "off", NULL, out, err);
  hl_reason reason = HL_REASON_NONE;
  const char *need = unmet_need(ask, &reason);
  if (need) return judge_unmet(ask, reason, need, out, err);
  return ask_rule(ask, out, err);
}
