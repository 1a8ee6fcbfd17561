/* SPDX-License-Identifier: MIT
**
** The command `rules`: the rules in force, the broken ones included.
*/
#include "annotate/rulebook.h"

static void describe(const hl_rule_info *info, hl_text *out) {
  hl_json_open(out, NULL, '{');
  hl_json_text(out, "id", info->id);
  hl_json_text(out, "version", info->version);
  hl_json_text(out, "title", info->title);
  hl_json_text(out, "pattern", hl_pattern_name(info->pattern));
  hl_json_text(out, "author", info->author);
  hl_json_text(out, "licence", info->licence);
  hl_json_text(out, "path", info->path);
  hl_json_text(out, "hash", info->hash);
  hl_json_bool(out, "stock", info->is_stock);
  hl_json_bool(out, "enabled", info->is_enabled);
  hl_json_text(out, "error", info->error);
  hl_json_raw(out, "requires", info->requires_json);
  hl_json_raw(out, "uses", info->uses_json);
  hl_json_raw(out, "explains", info->explains_json);
  hl_json_raw(out, "options", info->options_json);
  hl_json_close(out, '}');
}

hl_status hl_do_rules(hl_task *task, hl_error *err) {
  hl_rulebook book;
  hl_status status = hl_rulebook_open(task, task->athlete, &book, err);
  if (!status) {
    hl_json_open(task->out, NULL, '{');
    hl_json_open(task->out, "rules", '[');
    for (size_t i = 0; i < hl_rules_count(book.rules); i++) {
      hl_rule_info info;
      hl_rules_info(book.rules, i, &info);
      describe(&info, task->out);
    }
    hl_json_close(task->out, ']');
    hl_json_text(task->out, "remark", book.remark);
    hl_json_close(task->out, '}');
  }
  hl_rulebook_close(&book);
  return status;
}
