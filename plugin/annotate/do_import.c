/* SPDX-License-Identifier: MIT
**
** The command `import`: see command.h and import.h.
*/
#include "annotate/hosting.h"
#include "annotate/task.h"

static hl_status write(hl_task *task, hl_txn *txn, hl_import *import,
                       hl_error *err) {
  hl_status status = hl_hosting_write(task, import, err);
  if (!status) hl_import_summary(import, task->out, NULL);
  return hl_task_end(task, txn, status, err);
}

hl_status hl_do_import(hl_task *task, hl_error *err) {
  hl_import import = {0};
  const hl_host *host = NULL;
  hl_status status = HL_OK;
  if (hl_args_find(&task->args, "path")->type == HL_ARG_ABSENT)
    status = hl_hosting_find(task, &host, err);
  if (!status)
    status = host ? hl_hosting_import(task, host, &import, err)
                  : hl_import_start(task, &import, err);
  if (!status && hl_import_has_news(&import)) {
    hl_txn txn;
    status = hl_task_begin(task, &txn, err);
    if (!status) status = write(task, &txn, &import, err);
  } else if (!status) {
    hl_import_summary(&import, task->out, NULL);
  }
  if (status) hl_import_tell_kept(&import, err);
  hl_import_close(&import);
  return status;
}
