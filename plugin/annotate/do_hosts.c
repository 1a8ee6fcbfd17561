/* SPDX-License-Identifier: MIT
**
** The command `hosts`: which hosts are known, and what this database is. See
** hosts/host.h.
*/
#include "annotate/task.h"
#include "hosts/host.h"

/* "activities, samples (original, file), laps, wellness" */
static void add_parts(hl_text *text, const hl_binding *b) {
  hl_text_add(text, "activities");
  for (size_t i = 0; i < b->samples.n; i++)
    hl_text_format(text, "%s%s", i ? ", " : ", samples (",
                   b->samples.item[i].source);
  if (b->samples.n) hl_text_add(text, ")");
  if (b->laps.n) hl_text_add(text, ", laps");
  if (b->wellness.n) hl_text_add(text, ", wellness");
  for (size_t i = 0; i < b->attach_n; i++)
    hl_text_format(text, "%s%s", i ? ", " : "; beside it ",
                   hl_base_name(b->attach[i].file));
}

/* "records.comments, label \"heavy legs\"" */
static void add_fields(hl_text *text, const hl_binding *b) {
  if (!b->field_key) return;
  hl_text_format(text, "%s.%s", b->field.name, b->field.columns);
  if (b->field_limit)
    hl_text_format(text, " (at most %s characters)", b->field_limit);
  for (size_t i = 0; i < b->step_n; i++)
    hl_text_format(text, ", label \"%s\"", b->step[i].label);
}

static void list_text(hl_text *out, const char *key, const hl_binding *b,
                      void add(hl_text *text, const hl_binding *b)) {
  hl_text text = {0};
  if (b->activities.n) add(&text, b);
  hl_json_text(out, key, text.length ? hl_text_cstr(&text) : NULL);
  if (hl_text_status(&text)) out->failed = true;
  hl_text_free(&text);
}

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
  list_text(out, "reads_from", b, add_parts);
  list_text(out, "writes_to", b, add_fields);
  hl_json_bool(out, "rebuilt", b->is_rebuilt);
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
