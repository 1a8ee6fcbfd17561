/* SPDX-License-Identifier: MIT
**
** The command `import`: see command.h and import.h.
*/
#include "annotate/import.h"
#include "annotate/task.h"

hl_status hl_do_import(hl_task *task, hl_error *err) {
  hl_import import;
  hl_status status = hl_import_start(task, &import, err);
  if (!status && hl_import_has_news(&import)) {
    hl_txn txn;
    status = hl_task_begin(task, &txn, err);
    if (!status)
      status = hl_task_end(task, &txn, hl_import_write(&import, err), err);
  }
  if (!status) hl_import_summary(&import, task->out, NULL);
  hl_import_close(&import);
  return status;
}
