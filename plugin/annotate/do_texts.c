/* SPDX-License-Identifier: MIT
**
** The command `texts`: wording by id in the runner's language, for doors that
** speak to the runner themselves.
*/
#include <string.h>

#include "annotate/rulebook.h"

hl_status hl_do_texts(hl_task *task, hl_error *err) {
  const char *prefix = hl_args_text(&task->args, "prefix");
  const char *id, *text;
  hl_texts *texts = NULL;
  hl_status status = hl_rulebook_texts(task, task->athlete, &texts, err);
  if (status) return status;
  size_t n = prefix ? strlen(prefix) : 0;
  hl_json_open(task->out, NULL, '{');
  for (size_t i = 0; hl_texts_each(texts, i, &id, &text); i++)
    if (n == 0 || !strncmp(id, prefix, n)) hl_json_text(task->out, id, text);
  hl_json_close(task->out, '}');
  hl_texts_free(texts);
  return HL_OK;
}
