/* SPDX-License-Identifier: MIT
**
** What was judged against what stands: only the difference goes into the
** spool.
**
** An error closes nothing: what a rule found before keeps standing until the
** rule can speak again. A rule that is no longer there takes its status and
** its finding with it.
*/
#ifndef HL_ANNOTATE_COMPARE_H
#define HL_ANNOTATE_COMPARE_H

#include "annotate/spool.h"
#include "rules/rules.h"
#include "store/judgement.h"

typedef struct hl_judged {
  const char *athlete;
  int64_t run_id;
  bool was_judged; /* else nothing of it stands */
  const hl_judgement *judgement;
  size_t n;
} hl_judged;

typedef struct hl_difference {
  int64_t statuses, opened, closed; /* counted up */
} hl_difference;

/* `scratch` may be reset afterwards. */
hl_status hl_compare(hl_store *store, const hl_judged *judged, hl_spool *spool,
                     hl_arena *scratch, hl_difference *difference);

#endif
