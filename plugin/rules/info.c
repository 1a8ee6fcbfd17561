/* SPDX-License-Identifier: MIT
**
** What a rule set says about itself: for listings, forms and the manual.
*/
#include <string.h>

#include "base/text.h"
#include "rules/ask.h"

static void add_names(hl_text *out, const hl_names *names) {
  hl_json_open(out, NULL, '[');
  for (size_t i = 0; i < names->n; i++)
    hl_json_text(out, NULL, names->item[i]);
  hl_json_close(out, ']');
}

static void add_value(hl_text *out, const char *key, const hl_option *o,
                      const hl_option_value *value) {
  switch (o->type) {
  case HL_OPTION_NUMBER: hl_json_double(out, key, value->number); break;
  case HL_OPTION_INTEGER: hl_json_int(out, key, (int64_t)value->number); break;
  case HL_OPTION_BOOLEAN: hl_json_bool(out, key, value->number != 0); break;
  case HL_OPTION_CHOICE: hl_json_text(out, key, value->text); break;
  }
}

static void add_option(hl_text *out, const hl_option *o) {
  hl_json_open(out, o->name, '{');
  hl_json_text(out, "type", hl_option_type_name(o->type));
  add_value(out, "value", o, &o->value);
  add_value(out, "default", o, &o->standard);
  if (o->type == HL_OPTION_NUMBER || o->type == HL_OPTION_INTEGER) {
    hl_json_double(out, "min", o->min);
    hl_json_double(out, "max", o->max);
  }
  if (o->type == HL_OPTION_CHOICE) {
    hl_text choices = {0};
    add_names(&choices, &o->choices);
    hl_json_raw(out, "choices", hl_text_cstr(&choices));
    hl_text_free(&choices);
  }
  if (*o->unit) hl_json_text(out, "unit", o->unit);
  hl_json_text(out, "help", o->help);
  if (o->set_by) hl_json_text(out, "set_by", o->set_by);
  hl_json_close(out, '}');
}

/* The scratch as kept text, and the scratch empty. */
static const char *finish(hl_arena *arena, hl_text *scratch) {
  const char *text =
      hl_arena_text(arena, hl_text_cstr(scratch), scratch->length);
  bool failed = hl_text_status(scratch) != HL_OK;
  hl_text_free(scratch);
  *scratch = (hl_text){0};
  return failed ? NULL : text;
}

hl_status hl_rule_describe(hl_rule *rule, hl_arena *arena, hl_error *err) {
  hl_text out = {0};
  add_names(&out, &rule->requires);
  rule->requires_json = finish(arena, &out);
  add_names(&out, &rule->uses);
  rule->uses_json = finish(arena, &out);
  add_names(&out, &rule->explains);
  rule->explains_json = finish(arena, &out);
  hl_json_open(&out, NULL, '{');
  for (size_t i = 0; i < rule->option_n; i++)
    add_option(&out, &rule->option[i]);
  hl_json_close(&out, '}');
  rule->options_json = finish(arena, &out);
  bool complete = rule->requires_json && rule->uses_json &&
                  rule->explains_json && rule->options_json;
  return complete ? HL_OK : hl_nomem(err);
}

void hl_rules_info(const hl_rules *rules, size_t i, hl_rule_info *info) {
  const hl_rule *rule = &rules->rule[i];
  *info = (hl_rule_info){
      .id = rule->id,
      .version = rule->version,
      .title = rule->title,
      .author = rule->author,
      .licence = rule->licence,
      .hash = rule->hash,
      .path = rule->path,
      .pattern = rule->pattern,
      .requires_json = rule->requires_json,
      .uses_json = rule->uses_json,
      .explains_json = rule->explains_json,
      .options_json = rule->options_json,
      .error = rule->error,
      .is_stock = rule->is_stock,
      .is_enabled = rule->is_enabled,
      .has_overrun = rule->has_overrun,
  };
}
