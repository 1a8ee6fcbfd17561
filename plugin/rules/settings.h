/* SPDX-License-Identifier: MIT
**
** Values of options: local.d/options.lua of every folder, for everybody and
** for one athlete, then the settings of the database (options_json).
**
**     return {
**       ["stock.start"] = { margin = 0.3 },
**       ["squad.heat"] = { enabled = false },
**       athletes = { ["Anna"] = { ["stock.start"] = { margin = 0 } } },
**     }
**
** A value that is wrong, or meant for an option or rule that is not there,
** makes an error of the rule it names; nothing is guessed.
*/
#ifndef HL_RULES_SETTINGS_H
#define HL_RULES_SETTINGS_H

#include "rules/ask.h"

/* HL_E_NOMEM only. */
hl_status hl_settings_apply(hl_rules *set, const hl_rules_options *options,
                            hl_error *err);

#endif
