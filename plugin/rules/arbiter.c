/* SPDX-License-Identifier: MIT
**
** See arbiter.h. Each step strikes proposals from the list by giving them a
** loss; what is left at the end stands.
*/
#include "rules/arbiter.h"

#include <math.h>
#include <string.h>

/* A run is quiet for an episode below this LLR (method.md A2.8). */
static const double quiet_llr = 0.3;
/* What each finding above the budget adds to every threshold (A2.8). */
static const double governor_step_llr = 0.3;

/* For scores with several angles (history.h). Begun from the values at which
** each pattern alarms as often as method.md's v2 at its own thresholds, on
** runners a and b and on simulated seasons, then start raised, multi_day
** and, for budget 2, worsening lowered by hand so that all together keep to
** the budget on a and b. `make
** measure` prints what they give; no other runner has been looked at. */
static const double threshold_llr[HL_PATTERN_COUNT][2] = {
    [HL_START] = {1.33, 1.10},     [HL_MIDWAY] = {2.00, 1.10},
    [HL_ENTIRE] = {2.72, 2.12},    [HL_MULTI_DAY] = {1.90, 1.10},
    [HL_WORSENING] = {1.25, 0.95},
};

double hl_threshold(hl_pattern pattern, double budget) {
  if (pattern < 0 || pattern >= HL_PATTERN_COUNT) return INFINITY;
  const double *at = threshold_llr[pattern];
  if (budget <= 2) return at[0];
  if (budget >= 5) return at[1];
  return at[0] + (at[1] - at[0]) * (budget - 2) / 3;
}

void hl_arbiter_init(hl_arbiter *arbiter, double budget) {
  memset(arbiter, 0, sizeof *arbiter);
  arbiter->budget = budget > 0.1 ? budget : 0.1;
}

/* One group (stock or coach) of one run's proposals. */
typedef struct hearing {
  hl_arbiter *arbiter;
  hl_governor *governor;
  hl_proposal *list;
  size_t n;
  bool is_stock;
  double up; /* the governor's raise */
} hearing;

static bool is_episode(hl_pattern pattern) {
  return pattern == HL_MULTI_DAY || pattern == HL_WORSENING;
}

static bool mine(const hearing *r, size_t i) {
  return r->list[i].is_stock == r->is_stock;
}

/* Still in the race, in this group. */
static bool alive(const hearing *r, size_t i) {
  return mine(r, i) && r->list[i].found && !r->list[i].loss;
}

static bool alarm(const hearing *r, size_t i) {
  return alive(r, i) && !r->list[i].solicited;
}

static double weight(const hl_proposal *p) {
  return isnan(p->score) ? -INFINITY : p->score;
}

static void lose(hl_proposal *p, hl_loss loss, size_t by) {
  if (p->holds) return;
  p->loss = loss;
  p->by = by;
}

/* Explaining proposals come later in the list than what they explain, so one
** pass from the end sees every explainer before its target. */
static void explain(hl_proposal *list, size_t n) {
  for (size_t j = n; j-- > 0;) {
    if (!list[j].found || list[j].loss) continue;
    for (size_t k = 0; k < list[j].explains_n; k++) {
      size_t i = list[j].explains[k];
      if (i < j && list[i].found && !list[i].loss)
        lose(&list[i], HL_LOSS_EXPLAINED, j);
    }
  }
}

static void govern(hearing *r) {
  double above = r->governor->count - r->arbiter->budget;
  r->up = above > 0 ? governor_step_llr * above : 0;
  for (size_t i = 0; i < r->n; i++) {
    const hl_proposal *p = &r->list[i];
    if (!alarm(r, i)) continue;
    bool passes =
        isnan(p->score) ? r->up <= 0 : p->score > p->threshold + r->up;
    if (!passes) lose(&r->list[i], HL_LOSS_BUDGET, i);
  }
}

static bool any_alarm(const hearing *r, hl_pattern pattern) {
  for (size_t i = 0; i < r->n; i++)
    if (alarm(r, i) && r->list[i].pattern == pattern) return true;
  return false;
}

static void drop_dip(hearing *r) {
  if (!any_alarm(r, HL_START) || !any_alarm(r, HL_MIDWAY)) return;
  for (size_t i = 0; i < r->n; i++) {
    hl_pattern pattern = r->list[i].pattern;
    if (alarm(r, i) && (pattern == HL_START || pattern == HL_MIDWAY))
      lose(&r->list[i], HL_LOSS_DIP, i);
  }
}

/* Close what has been quiet; an open episode does not speak again. */
static void follow_episodes(hearing *r) {
  for (size_t i = 0; i < r->n; i++) {
    hl_proposal *p = &r->list[i];
    if (!mine(r, i) || !is_episode(p->pattern)) continue;
    if (isnan(p->score) && !p->looked) continue;
    bool quiet = isnan(p->score) ? !p->found : p->score < quiet_llr;
    int *run = &r->arbiter->episode[i].quiet;
    *run = quiet ? *run + 1 : 0;
    if (*run >= HL_QUIET_RUNS) r->arbiter->episode[i].open = false;
    if (alarm(r, i) && r->arbiter->episode[i].open) lose(p, HL_LOSS_EPISODE, i);
  }
}

/* Of several episodes found, the largest score (a rated one before an unrated
** one); the later one when equal. */
static void keep_likeliest_episode(hearing *r, size_t *winner) {
  for (size_t i = 0; i < r->n; i++) {
    if (!alarm(r, i) || !is_episode(r->list[i].pattern)) continue;
    if (*winner == r->n) {
      *winner = i;
    } else if (weight(&r->list[i]) < weight(&r->list[*winner])) {
      lose(&r->list[i], HL_LOSS_EPISODE, *winner);
    } else {
      lose(&r->list[*winner], HL_LOSS_EPISODE, i);
      *winner = i;
    }
  }
}

/* A run that belongs to an episode is no finding of its own. */
static void silence_entire(hearing *r) {
  size_t by = r->n;
  keep_likeliest_episode(r, &by);
  for (size_t i = 0; i < r->n && by == r->n; i++)
    if (mine(r, i) && r->arbiter->episode[i].open) by = i;
  if (by == r->n) return;
  for (size_t i = 0; i < r->n; i++)
    if (alarm(r, i) && r->list[i].pattern == HL_ENTIRE)
      lose(&r->list[i], HL_LOSS_EPISODE, by);
}

/* Does a lead over b? What was asked for first, then the margin, then the
** pattern's place in HL_PATTERNS. */
static bool leads(const hearing *r, const hl_proposal *a,
                  const hl_proposal *b) {
  if (a->solicited != b->solicited) return a->solicited;
  double of_a = isnan(a->score) ? 0 : a->score - a->threshold - r->up;
  double of_b = isnan(b->score) ? 0 : b->score - b->threshold - r->up;
  if (of_a > of_b) return true;
  return !(of_a < of_b) && a->pattern < b->pattern;
}

static void keep_one(hearing *r) {
  size_t best = r->n;
  for (size_t i = 0; i < r->n; i++) {
    if (!alive(r, i) || r->list[i].pattern == HL_NO_PATTERN) continue;
    if (best == r->n || leads(r, &r->list[i], &r->list[best])) best = i;
  }
  for (size_t i = 0; i < r->n; i++)
    if (i != best && alive(r, i) && r->list[i].pattern != HL_NO_PATTERN)
      lose(&r->list[i], HL_LOSS_OTHER, best);
}

static void open_episode(hearing *r, size_t i, int64_t start_ms) {
  if (!is_episode(r->list[i].pattern)) return;
  r->arbiter->episode[i].quiet = 0;
  if (r->arbiter->episode[i].open) return;
  r->arbiter->episode[i].open = true;
  r->arbiter->episode[i].since_ms = start_ms;
}

static void remember(hl_governor *governor, bool found) {
  bool *slot = &governor->found[governor->at];
  governor->count += (int)found - (int)*slot;
  *slot = found;
  governor->at = (governor->at + 1) % HL_GOVERNOR_RUNS;
}

static void decide_group(hearing *r, int64_t start_ms, bool judged) {
  govern(r);
  drop_dip(r);
  follow_episodes(r);
  silence_entire(r);
  keep_one(r);
  bool unsolicited = false;
  for (size_t i = 0; i < r->n; i++) {
    if (!mine(r, i)) continue;
    hl_proposal *p = &r->list[i];
    p->stands = alive(r, i);
    unsolicited = unsolicited || alarm(r, i);
    if (p->stands) open_episode(r, i, start_ms);
    bool open = r->arbiter->episode[i].open;
    p->episode_ms = open ? r->arbiter->episode[i].since_ms : 0;
  }
  if (judged || unsolicited) remember(r->governor, unsolicited);
}

void hl_arbiter_decide(hl_arbiter *arbiter, int64_t start_ms, bool judged,
                       hl_proposal *proposal, size_t n) {
  if (n > HL_ARBITER_MAX) n = HL_ARBITER_MAX;
  for (size_t i = 0; i < n; i++) {
    proposal[i].stands = false;
    proposal[i].loss = HL_LOSS_NONE;
    proposal[i].by = i;
    proposal[i].episode_ms = 0;
  }
  explain(proposal, n);
  for (int group = 0; group < 2; group++) {
    hearing r = {.arbiter = arbiter,
                 .governor = &arbiter->governor[group],
                 .list = proposal,
                 .n = n,
                 .is_stock = group == 1};
    decide_group(&r, start_ms, judged);
  }
}
