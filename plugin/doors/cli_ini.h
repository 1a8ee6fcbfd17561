/* SPDX-License-Identifier: MIT
**
** One value in the text of an .ini file as Qt writes it: [section], then lines
** of key=value. All other bytes stay as they are.
**
** Included by: cli_install_dbbrowser.c.
*/
#ifndef HL_DOORS_CLI_INI_H
#define HL_DOORS_CLI_INI_H

#include <stdbool.h>

#include "base/text.h"

/* The value as it stands there, quotes and all, to the end of `value`; false
** where there is none. A section or key that comes twice: the first. */
bool hl_ini_get(const hl_text *ini, const char *section, const char *key,
                hl_text *value);

/* `ini` with that value to the end of `out`; the key and its section are made
** where they are missing. NULL: without the key. */
void hl_ini_put(const hl_text *ini, const char *section, const char *key,
                const char *value, hl_text *out);

#endif
