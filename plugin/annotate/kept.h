/* SPDX-License-Identifier: MIT
**
** A second copy of what cannot be computed again, for hosts that make their
** database anew at times (rebuilt="yes" of a binding): what the runner said by
** command of runs and days, verdicts, settings. It lies beside the host's
** database as heavylegs-kept.db, mode 0600, and is taken up by the first
** import into a database that has none of our tables. Findings need no copy:
** the same recordings give the same ones.
**
** Thread class: db thread.
*/
#ifndef HL_ANNOTATE_KEPT_H
#define HL_ANNOTATE_KEPT_H

#include "annotate/task.h"

/* Bring the copy to what the database holds now, or take it away where our
** tables are gone. Only for such hosts, and only when all is committed: in a
** transaction of the host it waits for the next command. What fails is not the
** command's failure: the copy stays as it was. */
void hl_kept_update(hl_task *task);

/* The setting `timezone` of the copy, in the task's arena, where the database
** has no tables of ours yet: the host's times are read by it. NULL: none. */
const char *hl_kept_timezone(hl_task *task);

/* Take the copy up, in the caller's transaction, once the runs are there.
** HL_E_HOST where it is there but cannot be read. */
hl_status hl_kept_restore(hl_task *task, hl_error *err);

#endif
