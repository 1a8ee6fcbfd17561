/* SPDX-License-Identifier: MIT
**
** One rule, one run: between the rule set (rules.c) and a rule's sandbox.
** Private to rules/.
*/
#ifndef HL_RULES_JUDGE_H
#define HL_RULES_JUDGE_H

#include "rules/ask.h"

/* [-0, +2, v] The rule's evaluate, fresh, and its options. */
void hl_rule_push(lua_State *L);

/* After the options have their values: hand them to the sandbox, make the
** hash. HL_E_NOMEM. */
hl_status hl_rule_settle(hl_rules *set, hl_rule *rule, hl_error *err);

/* Ask the rule of `ask` about its run; `out` is its judgement, not yet
** arbitrated, and ask->draft what it proposes. What goes wrong in a rule is its
** judgement. HL_E_NOMEM only. */
hl_status hl_judge_rule(hl_ask *ask, hl_judgement *out, hl_error *err);

/* A rule that is nothing but an error: a file, folder or settings file that
** cannot be read. HL_E_NOMEM. */
hl_status hl_rules_add_broken(hl_rules *set, const char *path,
                              const hl_error *why, hl_error *err);

#endif
