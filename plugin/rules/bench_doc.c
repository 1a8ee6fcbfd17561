/* SPDX-License-Identifier: MIT
**
** The reference of the rule API as Markdown, made from the declarations that
** the API itself is made from, and the listing of options.
*/
#include <string.h>

#include "base/number.h"
#include "rules/ask.h"
#include "rules/bench_test.h"

/* ---- the reference ---- */

static void heading(hl_text *out, const char *name, const char *help) {
  hl_text_format(out, "\n## %s\n\n%s\n\n", name, help);
}

/* "`run:mean{of=, from=, to=}`" or "`run.minutes`" with kind, unit, help. */
static void add_field(hl_text *out, const char *of, const hl_field *f,
                      char joint) {
  char mark[2] = {f->call ? joint : '.', 0};
  hl_text_format(out, "* `%s%s%s%s`", of, mark, f->name,
                 f->call ? f->kind : "");
  if (!f->call) hl_text_format(out, " (%s)", f->kind);
  if (*f->unit) hl_text_format(out, " [%s]", f->unit);
  hl_text_format(out, ": %s\n", f->help);
}

static void add_object(hl_text *out, const hl_object *object, char joint) {
  heading(out, object->name, object->help);
  for (const hl_field *f = object->field; f->name; f++)
    add_field(out, object->name, f, joint);
}

static void add_library(hl_text *out, const char *prefix,
                        const hl_library *list) {
  for (; list->name; list++)
    hl_text_format(out, "* `%s%s%s`%s%s\n", prefix, list->name, list->arguments,
                   *list->help ? ": " : "", list->help);
}

static void add_rule_fields(hl_text *out) {
  heading(out, "A rule file",
          "Lua 5.4, text, at most 64 KiB. It returns what `legs.rule{...}` "
          "gave it and sets `evaluate`:");
  hl_text_add(
      out,
      "    local R = legs.rule { api = 1, id = \"squad.x\", ... }\n"
      "    function R.evaluate(run, past, opt) ... end\n"
      "    return R\n\n"
      "`evaluate` returns nothing (clear), `legs.abstain(...)` or "
      "`legs.finding{...}`. The file is\nrun anew for every activity: nothing "
      "is remembered from one to the next.\n\n");
  for (const hl_rule_field *f = hl_rule_fields; f->name; f++)
    hl_text_format(out, "* `%s`: %s\n", f->name, f->help);
  hl_text_add(out, "\nAn option is `name = { ... }` with\n\n");
  for (const hl_rule_field *f = hl_option_fields; f->name; f++)
    hl_text_format(out, "* `%s`: %s\n", f->name, f->help);
  hl_text_add(out, "\nEvery rule also has the option `enabled`.\n");
}

static void add_needs(hl_text *out) {
  heading(out, "requires and uses",
          "Without what `requires` names, the engine abstains before the rule "
          "runs and says why.\nWhat `uses` names and a run does not have is "
          "named as not recorded in its findings.");
  for (size_t i = 0; hl_need_at(i).name; i++)
    hl_text_format(out, "* `%s`: %s\n", hl_need_at(i).name, hl_need_at(i).help);
}

static void add_limits(hl_text *out) {
  heading(out, "Limits",
          "Of one call. A rule that passes one is an error for every run until "
          "its file changes.");
  hl_text_format(
      out,
      "* %d steps: one per Lua instruction, more for allocation and "
      "for what is done in C, and\n  more while there is a text over "
      "256 bytes\n* %d MiB of memory\n* %d bytes in one text\n* %d "
      "arguments of one call\n* %d calls inside each other\n",
      HL_SANDBOX_WORK, HL_SANDBOX_MEMORY / 1048576, HL_SANDBOX_TEXT,
      HL_SANDBOX_ARGUMENTS, HL_SANDBOX_DEPTH);
}

hl_status hl_bench_doc(hl_text *out) {
  hl_text_format(out,
                 "# The rule API, version %d\n\nWritten by `heavylegs rules "
                 "doc` from the declarations in the engine.\n",
                 HL_RULE_API);
  add_rule_fields(out);
  add_needs(out);
  add_object(out, &hl_legs_object, '.');
  add_object(out, &hl_run_object, ':');
  add_object(out, &hl_past_object, ':');
  hl_text_add(out, "\nFigures of `past.load`; nil where there is too little to "
                   "say:\n\n");
  for (const hl_field *f = hl_load_fields; f->name; f++)
    add_field(out, "load", f, '.');
  add_object(out, &hl_statistic_object, ':');
  add_object(out, &hl_finding_object, ':');
  heading(out, "What Lua has here", "Everything else of Lua is left out.");
  add_library(out, "", hl_base_library);
  add_library(out, "math.", hl_math_library);
  hl_text_add(out, "* `math.huge`, `math.pi`, `math.maxinteger`, "
                   "`math.mininteger`\n");
  add_library(out, "string.", hl_string_library);
  add_library(out, "table.", hl_table_library);
  heading(out, "Tests",
          "`NAME_test.lua` beside `NAME.lua`, run by `heavylegs rules test`. "
          "`local t = legs.test(\"NAME.lua\"\n[, options])` loads the rules of "
          "the folder beside the stock rules. Athletes are simulated.");
  add_library(out, "t.", hl_test_library);
  add_library(out, "t.", hl_check_library);
  add_limits(out);
  return hl_text_status(out);
}

/* ---- options ---- */

static void add_value(hl_text *out, const hl_option *o,
                      const hl_option_value *value) {
  char number[32];
  switch (o->type) {
  case HL_OPTION_BOOLEAN:
    hl_text_add(out, value->number != 0 ? "true" : "false");
    break;
  case HL_OPTION_CHOICE: hl_text_add(out, value->text); break;
  case HL_OPTION_NUMBER:
  case HL_OPTION_INTEGER:
    hl_print_double(number, sizeof number, value->number);
    hl_text_add(out, number);
    break;
  }
}

static void add_range(hl_text *out, const hl_option *o) {
  hl_option_value low = {.number = o->min}, high = {.number = o->max};
  switch (o->type) {
  case HL_OPTION_BOOLEAN: hl_text_add(out, "true or false"); break;
  case HL_OPTION_CHOICE:
    for (size_t i = 0; i < o->choices.n; i++)
      hl_text_format(out, "%s%s", i ? ", " : "", o->choices.item[i]);
    break;
  case HL_OPTION_NUMBER:
  case HL_OPTION_INTEGER:
    add_value(out, o, &low);
    hl_text_add(out, " to ");
    add_value(out, o, &high);
    break;
  }
}

static void add_option(hl_text *out, const hl_option *o) {
  hl_text_format(out, "  %s = ", o->name);
  add_value(out, o, &o->value);
  if (*o->unit) hl_text_format(out, " %s", o->unit);
  hl_text_add(out, "   (default ");
  add_value(out, o, &o->standard);
  hl_text_add(out, ", ");
  add_range(out, o);
  hl_text_add(out, ")\n");
  if (o->set_by) hl_text_format(out, "      set by %s\n", o->set_by);
  hl_text_format(out, "      %s\n", o->help);
}

void hl_bench_options(const hl_rules *rules, hl_text *out) {
  for (size_t i = 0; i < rules->n; i++) {
    const hl_rule *rule = &rules->rule[i];
    hl_text_format(out, "%s%s\n", rule->id,
                   rule->is_enabled ? "" : "   (switched off)");
    if (rule->error) hl_text_format(out, "  error: %s\n", rule->error);
    for (size_t k = 0; k < rule->option_n; k++)
      add_option(out, &rule->option[k]);
    hl_text_add(out, "\n");
  }
}
