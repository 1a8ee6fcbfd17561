/* SPDX-License-Identifier: MIT
**
** The words for how a rule can stand to a run: stored, shown and tested.
*/
#include "rules/rules.h"

const char *hl_verdict_kind_name(hl_verdict_kind kind) {
  switch (kind) {
  case HL_CLEAR: return "clear";
  case HL_FOUND: return "found";
  case HL_SUPPRESSED: return "suppressed";
  case HL_ABSTAINED: return "abstained";
  case HL_RULE_ERROR: return "error";
  }
  return "error";
}
