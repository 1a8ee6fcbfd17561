/* SPDX-License-Identifier: MIT
**
** What one call of a rule may reach, and what it said. Private to rules/.
**
** An hl_ask is the context of the sandbox while a rule file loads or while
** its evaluate() runs. The objects that scripts hold (run, past, finding) do
** not point at it: they carry its number, and a number that is not the current
** one is "expired".
*/
#ifndef HL_RULES_ASK_H
#define HL_RULES_ASK_H

#include "model/load.h"
#include "model/predict.h"
#include "model/trend.h"
#include "model/window.h"
#include "model/witness.h"
#include "rules/rule.h"
#include "rules/texts.h"

/* A finding as the script builds it, all in the arena. */
typedef struct hl_evidence {
  const char *key, *unit, *text;
  double value, usual, z; /* NaN: none */
  int n;
  struct hl_evidence *next;
} hl_evidence;

typedef enum hl_reading { /* of a cause */
  HL_SUPPORTS,
  HL_AGAINST,
  HL_NOT_RECORDED,
  HL_NOT_MEASURABLE, /* no recording or diary can show it */
} hl_reading;

typedef struct hl_cause {
  const char *id, *why; /* why NULL: not said */
  hl_reading reading;
  struct hl_cause *next;
} hl_cause;

typedef struct hl_word { /* in a list */
  const char *text;
  struct hl_word *next;
} hl_word;

/* The engine's statistic that a finding, or silence, rests on. NaN: none. */
typedef struct hl_comparison {
  uint64_t number; /* of the ask that it belongs to */
  const char *unit;
  hl_reason reason; /* why there is no comparison; NONE: there is one */
  double value, usual, residual, z;
  double score, threshold; /* LLR where there is one, else z; and what an
                           ** unsolicited finding of it has to pass */
  double rarity, rarity_low, z_low, at_min, at_usual_min;
  hl_quality quality;       /* of the window; NONE: of no window */
  double detectable;        /* of a window; of a score it is searched for when
                         ** somebody asks: hl_comparison_detectable() */
  const hl_score *score_of; /* NULL: of a window */
  double from_min, to_min;  /* the window */
  int n, needed, at_n;
} hl_comparison;

typedef struct hl_draft {
  hl_pattern pattern;
  const char *slot, *title;
  bool is_reported; /* solicited: speaks of what the runner reported */
  bool follows_up;  /* on the rule's own open episode */
  const hl_comparison *statistic; /* NULL: unrated */
  double threshold;               /* that its score had to pass */
  double from_min, to_min;        /* NaN: whole run */
  hl_evidence *evidence;
  hl_cause *cause;
  hl_word *not_seen, *advice;
  hl_names explains; /* ids; n 0 with is_explaining: those of the rule */
} hl_draft;

struct hl_ask {
  struct hl_rules *set;
  hl_rule *rule;
  hl_arena *arena; /* of the set while loading, of the caller while judging */
  bool is_loading;
  const void *declared; /* identity of the table given to legs.rule */
  uint64_t number;
  const hl_case *c;
  const hl_judgement *judged; /* of the rules before this one */
  const hl_figures *figures;  /* NULL until a rule asks */
  hl_figures figures_room;
  bool has_testimony; /* other witnesses were asked already */
  hl_testimony testimony;
  /* What it said. */
  const char *abstain_reason, *abstain_text;
  hl_draft *draft;             /* what evaluate returned; NULL: nothing */
  const hl_comparison *looked; /* the first statistic it asked for; or NULL */
};

/* What the model knows of the past beside the five scores. Each is made when a
** rule first asks for it and then takes in the runs it has not met: the past
** only grows. NULL: nobody asked yet. */
typedef struct hl_learners {
  hl_load *load;
  hl_trend *trend;
  hl_witness *witness;
  hl_predict *predict;
  size_t load_met, trend_met, witness_met, predict_met;
} hl_learners;

/* A library as compiled for the first rule that asked for it. */
typedef struct hl_compiled {
  const char *path, *code;
  size_t length;
  struct hl_compiled *next;
} hl_compiled;

/* What all rules of a set share. */
struct hl_rules {
  hl_arena arena;
  hl_compiled *library;
  hl_texts *texts;
  hl_rule *rule;
  size_t n, capacity;
  double budget;
  bool is_imperial;
  hl_athlete athlete;
  char hash[HL_HASH_TEXT];
  uint64_t number; /* of the last ask */
  bool overran;    /* since hl_rules_begin() */
  hl_learners learners;
  hl_windows *windows;
  struct hl_arbiter *arbiter;
  struct hl_proposal *proposal;
};

/* [-0, +0, v] The ask of the call that runs. */
hl_ask *hl_ask_of(lua_State *L);

/* Copies in the arena; raise when out of memory. [-0, +0, v] */
const char *hl_ask_text(lua_State *L, const char *text);
void *hl_ask_alloc(lua_State *L, size_t count, size_t size);

/* [-0, +1, m] The number, or nil for NaN. */
int hl_push_number(lua_State *L, double value);
/* [-0, +1, m] The text, or nil for NULL. */
int hl_push_text(lua_State *L, const char *text);

/* [-0, +0, m] Fields of the table at the top, left out where not known. */
void hl_set_number(lua_State *L, const char *name, double value);
void hl_set_score(lua_State *L, const char *name, int value); /* 0: unsaid */
void hl_set_text(lua_State *L, const char *name, const char *value);
void hl_set_yes(lua_State *L, const char *name, hl_yes value);

/* [-0, +0, v] The table at the absolute index `t` may have these fields only
** (NULL ends the list), so that a typing error is not passed over. */
void hl_refuse_unknown(lua_State *L, int t, const char *const *known,
                       const char *what);

/* [-0, +1, m] What the runner said; nil for NULL or nothing said. */
int hl_push_report(lua_State *L, const hl_report *report);
/* [-0, +1, m] A day of the diary with `days_ago`; nil for NULL. */
int hl_push_day(lua_State *L, const hl_day *day, int days_ago);
/* Local day of the run's start; UTC's where the offset is not known. */
int32_t hl_ask_day(const hl_ask *ask);

/* ---- fields of objects (field.c) ---- */

/* One thing that may be asked of an object, and its line in the reference:
** `heavylegs rules doc` is made from these declarations. */
typedef struct hl_field {
  const char *name;
  const char *kind; /* "number", "text", "yes/no", "table", "statistic";
                    ** of a method its arguments: "{from=, to=}" */
  const char *unit; /* "" : none */
  const char *help;
  /* [-0, +1, v] The object is at index 1. NULL: a method. */
  int (*get)(lua_State *L, const hl_ask *ask, const struct hl_field *field);
  lua_CFunction call; /* of a method */
  size_t at;          /* offset in a struct, for getters that share code */
} hl_field;

/* An object type: all its fields, ended by a NULL name. */
typedef struct hl_object {
  const char *name; /* "run" */
  const char *help;
  const hl_field *field;
} hl_object;

/* [-0, +0, m] Make the type known to this state. */
void hl_object_open(lua_State *L, const hl_object *object);
/* [-0, +1, m] A new object of the type: `size` bytes that begin with the number
** of the ask (a plain uint64_t handle: run and past). */
void *hl_object_push(lua_State *L, const hl_object *object, size_t size);
/* [-0, +0, v] The object at `index`; raises for another type and for one that
** has outlived its call ("expired"). */
void *hl_object_check(lua_State *L, int index, const hl_object *object);

extern const hl_field hl_load_fields[]; /* of past.load */
extern const hl_object hl_run_object, hl_past_object, hl_finding_object,
    hl_statistic_object, hl_legs_object, hl_abstention_object;

/* [-0, +0, m] Everything of the API: the global `legs` and the types. */
void hl_api_open(lua_State *L);

/* ---- what no rule may switch off (assess.c) ---- */

/* Does this run's report, with those before it and the diary, make a
** professional's assessment worth naming? */
bool hl_assessment_is_due(const hl_ask *ask);
/* The same for the one rule that then is asked and stands in any case. */
bool hl_assessment_holds(const hl_ask *ask);

/* ---- what rules share (library.c) ---- */

/* [-0, +1, v] legs.lib(name) */
int hl_library_get(lua_State *L);
/* All libraries: a rule that uses one is stale when they change. */
void hl_library_hash(hl_hasher *hasher);

/* ---- the rest of the model (bind_model.c) ---- */

void hl_learners_free(hl_learners *learners);
/* [-0, +0, v] Load and rhythm up to the run. */
void hl_ask_load(lua_State *L, hl_figures *figures);
/* Getters and a method of run and past. */
int hl_get_trend(lua_State *L, const hl_ask *ask, const hl_field *field);
int hl_get_expected(lua_State *L, const hl_ask *ask, const hl_field *field);
int hl_get_joint(lua_State *L, const hl_ask *ask, const hl_field *field);
int hl_get_movement(lua_State *L, const hl_ask *ask, const hl_field *field);
int hl_run_matched(lua_State *L);

/* ---- statistics (bind_statistic.c) ---- */

/* [-0, +1, m] The engine's score of one of the five patterns, or nil and the
** reason. */
int hl_statistic_of_score(lua_State *L, hl_pattern pattern);
/* [-0, +1 or 2, v] A value beside the same at this speed and length. */
int hl_statistic_of_match(lua_State *L, const hl_match *match,
                          const char *unit);
/* [-0, +1 or 2, v] The answer to a question about a window, or nil and the
** reason. */
int hl_statistic_of_window(lua_State *L, const hl_question *question,
                           const char *unit);
/* Smallest change that could have been shown, in `unit`; NaN: none. */
double hl_comparison_detectable(const hl_comparison *comparison);
/* [-0, +0, v] The statistic at `index`, raises for anything else. */
const hl_comparison *hl_statistic_check(lua_State *L, int index);

/* ---- findings (finding.c, compose.c) ---- */

int hl_finding_new(lua_State *L);
/* [-0, +0, v] The draft of the finding at `index`. */
hl_draft *hl_finding_check(lua_State *L, int index);
/* The draft as it is stored and shown. NULL when out of memory; a text that
** cannot be filled is HL_E_RULE in `err`. */
hl_finding *hl_compose(const hl_ask *ask, const hl_draft *draft, hl_error *err);

/* ---- needs (needs.c) ---- */

/* All families of names, for the reference; name NULL behind the last. */
typedef struct hl_need {
  const char *name, *help;
} hl_need;
hl_need hl_need_at(size_t i);

/* Is this a name that `requires` or `uses` may have? */
bool hl_need_is_known(const char *name);
/* HL_REASON_NONE when the run has it. */
hl_reason hl_need_check(const hl_ask *ask, const char *name);

#endif
