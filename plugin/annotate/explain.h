/* SPDX-License-Identifier: MIT
**
** One run explained: every rule, how it stands, and every number that rests on
** the run. Gathered once, then written as JSON (explain_json.c) and as lines
** that a runner reads (explain_text.c).
*/
#ifndef HL_ANNOTATE_EXPLAIN_H
#define HL_ANNOTATE_EXPLAIN_H

#include "annotate/rulebook.h"
#include "annotate/season.h"
#include "store/judgement.h"

/* One piece of a finding's record: evidence in words, or a cause. */
typedef struct hl_explain_part {
  size_t finding;
  const char *kind; /* "evidence", or the reading of a cause: "supports" ... */
  const char *text; /* of evidence; of a cause its id */
  const char *why;  /* of a cause; NULL: none */
} hl_explain_part;

typedef struct hl_explanation {
  hl_run_row run;
  const char *source; /* where it was read from; NULL: not known any more */
  const hl_report *report; /* NULL: nothing said */
  const hl_day *day;       /* NULL: no diary */
  const hl_facts *facts;   /* NULL: never measured */
  int learnt;              /* usable runs before it */
  hl_scores scores;        /* of a run with facts */
  /* By pattern, half of the time seen; NaN: cannot be told. */
  double detectable_bpm[HL_PATTERN_COUNT];
  double detectable_loss[HL_PATTERN_COUNT]; /* share of efficiency */
  double threshold[HL_PATTERN_COUNT];
  bool is_stale; /* something changed since it was judged */
  hl_stored_judgement *status;
  size_t status_n;
  hl_stored_judgement *finding;
  size_t finding_n;
  const char **verdict;  /* of each finding; NULL: none */
  hl_explain_part *part; /* of the findings, in their order */
  size_t part_n;
  int heavy, reported; /* of the last ten runs whose report speaks of the legs,
                       ** this one counted; 0: it does not */
} hl_explanation;

/* What an explanation is gathered with, for those who need more of it (a page).
** close() also after a failure. */
typedef struct hl_gathering {
  hl_task *task;
  hl_rulebook book;
  hl_season season;
  hl_explanation e;
} hl_gathering;

hl_status hl_gathering_open(hl_gathering *gathering, hl_task *task,
                            hl_error *err);
void hl_gathering_close(hl_gathering *gathering);

/* What the findings hold beyond their five lines; into `part`. */
hl_status hl_explain_gather_parts(hl_gathering *gathering, hl_error *err);

/* Members of an open object. */
void hl_explain_json(const hl_explanation *e, hl_text *out);
/* The lines, as a JSON array. */
hl_status hl_explain_lines(const hl_explanation *e, const hl_rulebook *book,
                           hl_text *out, hl_error *err);

#endif
