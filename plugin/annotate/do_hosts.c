/* SPDX-License-Identifier: MIT
**
** The command `hosts`: which hosts are known, and what this database is. See
** hosts/host.h.
*/
#include "annotate/task.h"
#include "hosts/host.h"

static void list_one(hl_text *out, const hl_host *host) {
  const hl_binding *b = &host->binding;
  hl_json_open(out, NULL, '{');
  hl_json_text(out, "id", b->id);
  hl_json_text(out, "name", b->name);
  hl_json_bool(out, "detected", host->is_detected);
  hl_json_text(out, "version", host->version);
  hl_json_bool(out, "reads", host->can_read);
  hl_json_bool(out, "writes", host->can_write);
  hl_json_text(out, "visible", b->visible[0] ? b->visible : NULL);
  hl_json_text(out, "problem", host->problem);
  hl_json_text(out, "file", b->file);
  hl_json_close(out, '}');
}

hl_status hl_do_hosts(hl_task *task, hl_error *err) {
  hl_hosts hosts;
  const hl_host *host;
  hl_status status = hl_hosts_open(&hosts, &task->arena, err);
  if (!status)
    status = hl_hosts_detect(&hosts, hl_store_db(task->store), &host, err);
  if (status) return status;
  hl_json_open(task->out, NULL, '{');
  hl_json_open(task->out, "hosts", '[');
  for (size_t i = 0; i < hosts.n; i++)
    list_one(task->out, &hosts.list[i]);
  hl_json_close(task->out, ']');
  hl_json_close(task->out, '}');
  return HL_OK;
}
