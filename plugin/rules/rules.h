/* SPDX-License-Identifier: MIT
**
** Rules in Lua: load them, ask them about one run, get checked answers.
**
** A rule set is loaded once per athlete and command: the stock rules embedded
** in the plugin, then every coach folder. hl_rules_judge() asks every rule
** about one run in dependency order and gives exactly one judgement per rule.
** Rules propose, the arbiter (arbiter.h) decides what stands.
**
**     hl_rules_load(&options, &rules, &err);
**     do {
**       hl_rules_begin(rules);
**       for each run of the athlete in start order:
**         hl_rules_judge(rules, &case, &arena, judgements, &err);
**     } while (hl_rules_overran(rules));
**     hl_rules_free(rules);
**
** Thread class: one hl_rules, one thread. Never calls the database.
*/
#ifndef HL_RULES_RULES_H
#define HL_RULES_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/report.h"
#include "base/arena.h"
#include "base/status.h"
#include "model/history.h"
#include "model/load.h"
#include "signal/epochs.h"

/* The API that rule files are written against: `api = 1`. */
enum {
  HL_RULE_API = 1
};

/* One earlier run as a rule may see it, oldest first in hl_case.past. */
typedef struct hl_past_run {
  int64_t run_id;
  int64_t start_ms;
  int32_t utc_offset_s;
  bool offset_known;                       /* else utc_offset_s says nothing */
  bool is_run;                             /* else it counts as load only */
  double duration_s, moving_s, distance_m; /* NaN: not known */
  const hl_facts *facts;                   /* NULL: never measured */
  const hl_report *report;                 /* NULL: nothing said */
  const hl_athlete *athlete; /* that holds on its day; NULL: the rule set's */
  /* What came of it; NaN: not judged. */
  double effort_bpm; /* hl_effort_of() */
  double heart_z;    /* hl_score_heart_z() of the whole run */
  hl_pattern found;  /* what stands for it; HL_NO_PATTERN: nothing */
} hl_past_run;

/* One run to be judged, and all that a rule may ask about it. Borrowed: valid
** during the call only. Never latitude or longitude. */
typedef struct hl_case {
  hl_past_run run;         /* the run itself; nothing came of it yet */
  const hl_scores *scores; /* of the run; NULL: not judged */
  const hl_epochs *epochs; /* NULL: not kept */
  const hl_day *day;       /* the diary of its local day; NULL: none */
  const hl_past_run *past; /* all that started earlier, oldest first */
  size_t past_n;
  int learnt;         /* usable runs among them: hl_history_count() */
  bool offset_known;  /* else local hours are unknown */
  const hl_day *days; /* diary up to this day, ascending */
  size_t days_n;
  /* The epochs of past[i], for windows; NULL when not kept. `ctx` below. */
  const hl_epochs *(*past_epochs)(void *ctx, size_t i);
  void *ctx;
} hl_case;

typedef enum hl_verdict_kind {
  HL_CLEAR = 0,
  HL_FOUND,
  HL_SUPPRESSED, /* found, but another finding or the budget stands before it */
  HL_ABSTAINED,
  HL_RULE_ERROR,
} hl_verdict_kind;

const char *hl_verdict_kind_name(hl_verdict_kind kind); /* "clear" ... */

typedef struct hl_finding {
  hl_pattern pattern;
  const char *slot;    /* stable key within run and rule; "" by default */
  const char *basis;   /* "reported", "reported, data agree", "reported, data
                       ** do not show it", "data only" */
  const char *title;   /* one line, as the runner reads it */
  const char *text;    /* the annotation, at most five lines */
  double from_s, to_s; /* of the run's moving time; NaN: whole run */
  bool rated;          /* rarity, z, n come from an engine statistic */
  double rarity, z, score, value_bpm, detectable_bpm; /* NaN: unrated */
  int n;
  const char *evidence_json;     /* [{key,value,unit,usual,z,n,text}] */
  const char *causes_json;       /* [{id,reading,why}] */
  const char *not_recorded_json; /* ["sleep", ...] */
  const char *advice_json;       /* ["start_slower", ...] ids */
  bool unsolicited;              /* counts against the budget */
  int64_t episode_ms; /* start of the run that opened its episode (own start
                      ** for the opener); 0: no episode */
} hl_finding;

/* Strings of a judgement live in the rule set (ids) or in the arena. */
typedef struct hl_judgement {
  const char *rule_id, *rule_version, *rule_hash;
  hl_verdict_kind kind;
  const char *reason; /* abstained: a hl_reason_name or the rule's own word;
                      ** suppressed: the rule id that stands before it,
                      ** "sensor_dip", "budget"; error: message with file and
                      ** line; NULL otherwise */
  const char *text;   /* one sentence for `explain`; error: traceback; NULL */
  double score, z, rarity; /* of the statistic looked at; NaN: none */
  int n;
  double detectable_bpm; /* of a finding: smallest change these data could
                         ** show; NaN elsewhere (hl_score_detectable_bpm()) */
  hl_finding *finding;   /* kind FOUND or SUPPRESSED; else NULL */
} hl_judgement;

typedef struct hl_rules hl_rules;

typedef struct hl_rules_options {
  const char *const *folders; /* coach folders, in order; one that is missing
                              ** or cannot be read is a rule with an error */
  size_t folder_n;
  const char *athlete;        /* for local.d/options.lua; NULL: "" */
  const hl_athlete *settings; /* maximum and resting heart rate; NULL: not
                              ** known */
  const char *language;       /* texts: "en", "de"; NULL: "en" */
  double budget;              /* unsolicited findings per 100 runs; 0: 2 */
  bool imperial;
  const char *options_json; /* {"rule.id":{"option":value}}; NULL: none.
                              ** Every rule has the option "enabled". Stands
                              ** before the folders' local.d/options.lua */
} hl_rules_options;

/* Loads everything it can. A rule file that does not load is kept as a rule
** with an error and gives HL_RULE_ERROR for every run; it stops nothing else.
** HL_E_NOMEM, HL_E_INTERNAL (stock rules broken) only. */
hl_status hl_rules_load(const hl_rules_options *options, hl_rules **rules,
                        hl_error *err);
void hl_rules_free(hl_rules *rules);

size_t hl_rules_count(const hl_rules *rules);

typedef struct hl_rule_info {
  const char *id, *version, *title, *author, *licence; /* "" : not known */
  const char *hash; /* of file, options and the texts in force */
  const char *path; /* "stock" or the coach's file */
  hl_pattern pattern;
  const char *requires_json, *uses_json, *explains_json; /* arrays */
  const char
      *options_json; /* {"name":{type,value,default,min,max,unit,help}} */
  const char *error; /* "file:line: what"; NULL: loaded */
  bool is_stock, is_enabled; /* switched off: every run abstains, "off" */
  bool has_overrun;          /* went over its budget; error for every run */
} hl_rule_info;

void hl_rules_info(const hl_rules *rules, size_t i, hl_rule_info *info);
/* Hash over all rules, their options and the engine version: the key that
** tells whether stored judgements are stale. */
const char *hl_rules_hash(const hl_rules *rules);

/* Judge one run: `out` has room for hl_rules_count() judgements, filled in rule
** order, already arbitrated. Runs must come in start order and from the first
** one on, since the arbiter remembers open episodes and the budget;
** hl_rules_begin() forgets them before the first run, hl_rules_resume() takes
** up what was remembered. Texts live in `arena`. HL_E_NOMEM only. */
void hl_rules_begin(hl_rules *rules);
hl_status hl_rules_judge(hl_rules *rules, const hl_case *c, hl_arena *arena,
                         hl_judgement *out, hl_error *err);

/* What is remembered behind the last run judged, for hl_rules_resume() of the
** same rules (equal hl_rules_hash()) in another process. The bytes live in
** `arena`; NULL without memory. Length 0: nothing can be resumed, because a
** rule went over its budget and is an error from the first run on. */
const void *hl_rules_remember(const hl_rules *rules, hl_arena *arena,
                              size_t *length);
/* Start of the run that opened the episode of rule `i`, which is open behind
** the last run judged; 0: none is. */
int64_t hl_rules_episode_ms(const hl_rules *rules, size_t i);
/* After hl_rules_begin(): go on behind that run. False, and nothing taken up,
** for bytes that hl_rules_remember() would not have given. */
bool hl_rules_resume(hl_rules *rules, const void *bytes, size_t length);

/* The same for a run that is only supposed: nothing is remembered of it. */
hl_status hl_rules_try(hl_rules *rules, const hl_case *c, hl_arena *arena,
                       hl_judgement *out, hl_error *err);

/* Did a rule go over its instruction or memory budget since hl_rules_begin()?
** It then is an error for every run, those already judged included: begin
** again. True at most once per rule, so the loop above ends. */
bool hl_rules_overran(const hl_rules *rules);

/* Refuses (HL_E_USAGE, one sentence) where the lua_* symbols that this process
** bound are not those of Lua 5.4, for instance LuaJIT's: calling them would
** crash. To be asked before any other function of this room. [any thread] */
hl_status hl_lua_guard(hl_error *err);

#endif
