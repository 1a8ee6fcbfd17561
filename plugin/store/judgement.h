/* SPDX-License-Identifier: MIT
**
** How every rule stands to every run (heavylegs_status, one row each) and what
** was found (heavylegs_finding: append-only, opened and closed by batches).
** Which rows differ from what was judged is decided in annotate/compare.h.
**
** Rows are read and written as hl_judgement and hl_finding of rules/rules.h;
** NaN and NULL text are NULL in the tables. Texts read live in `arena`.
*/
#ifndef HL_STORE_JUDGEMENT_H
#define HL_STORE_JUDGEMENT_H

#include "rules/rules.h"
#include "store/db.h"

/* The run that is spoken of, and the batch that speaks. */
typedef struct hl_judged_run {
  const char *athlete;
  int64_t run_id;
  int64_t batch;
} hl_judged_run;

/* Set, or change, how a rule stands to the run. */
void hl_status_put(hl_store *store, const hl_judged_run *run,
                   const hl_judgement *judgement);
/* rule NULL: of every rule, the run is not judged any more. */
void hl_status_delete(hl_store *store, const hl_judged_run *run,
                      const char *rule);

/* Open judgement->finding; it must not stand already. */
void hl_finding_open(hl_store *store, const hl_judged_run *run,
                     const hl_judgement *judgement);
void hl_finding_close(hl_store *store, int64_t id, int64_t batch);

/* Rows of one run (run->run_id) or of all runs (0), in the order of run and
** rule for statuses, and of opening for findings. Only findings that stand. */
typedef struct hl_stored_judgement {
  const char *athlete;
  int64_t run_id;
  int64_t finding_id;     /* of the finding */
  int64_t episode_ms;     /* 0: none */
  hl_judgement judgement; /* of a finding: rule, version, hash and finding */
} hl_stored_judgement;

/* As it was read, into another database. */
void hl_status_put_stored(hl_store *store, const hl_stored_judgement *stored);

typedef hl_status hl_judgement_visit(void *ctx,
                                     const hl_stored_judgement *stored);
void hl_status_each(hl_store *store, const hl_judged_run *run, hl_arena *arena,
                    hl_judgement_visit *visit, void *ctx);
void hl_finding_each(hl_store *store, const hl_judged_run *run, hl_arena *arena,
                     hl_judgement_visit *visit, void *ctx);

/* Would the row be the same? Provenance (version, hash) counts for a status
** and not for a finding: who found it stays who found it first. */
bool hl_status_same(const hl_stored_judgement *stored, const hl_judgement *b);
bool hl_finding_same(const hl_finding *a, const hl_finding *b);

int64_t hl_judgement_episode_ms(const hl_judgement *judgement);
/* How many findings of the athlete stand. */
int64_t hl_finding_count(hl_store *store, const char *athlete);

hl_verdict_kind hl_verdict_kind_from_name(const char *name);

#endif
