/* SPDX-License-Identifier: MIT
**
** The folders of GoldenCheetah that an annotate was given: waiting until they
** are closed, and writing into them, or telling what to write, once everything
** is judged and committed.
**
** Thread class: db thread.
*/
#ifndef HL_ANNOTATE_GC_FOLDERS_H
#define HL_ANNOTATE_GC_FOLDERS_H

#include "annotate/task.h"

/* With "when_closed": until no GoldenCheetah has any of the folders open.
** Nothing is locked meanwhile. HL_E_CANCEL; HL_E_USAGE where a transaction is
** open. */
hl_status hl_gc_folders_wait(hl_task *task, hl_error *err);

/* Into the files, or with "formulas" into the answer only. What was judged
** stands, whatever becomes of files: failures are in the answer. */
void hl_gc_folders_tell(hl_task *task);

#endif
