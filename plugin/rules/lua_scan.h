/* SPDX-License-Identifier: MIT
**
** Lua source as tokens, for looking a rule file over without running it.
** Comments and white space are stepped over. Whatever is wrong with the source
** is the compiler's to say; here it only ends the scan.
*/
#ifndef HL_RULES_LUA_SCAN_H
#define HL_RULES_LUA_SCAN_H

#include <stdbool.h>
#include <stddef.h>

typedef enum hl_token_type {
  HL_TOKEN_END = 0,
  HL_TOKEN_NAME, /* names and words of the language */
  HL_TOKEN_TEXT, /* between the quotes, escapes as written */
  HL_TOKEN_NUMBER,
  HL_TOKEN_SIGN, /* one byte; two for == ~= <= >= // :: .. */
} hl_token_type;

typedef struct hl_token {
  hl_token_type type;
  const char *at;
  size_t length;
  int line;
} hl_token;

typedef struct hl_lua_scan {
  const char *at, *end;
  int line;
} hl_lua_scan;

hl_lua_scan hl_lua_scan_of(const char *source, size_t length);
hl_token hl_lua_next(hl_lua_scan *scan);
bool hl_token_is(const hl_token *token, const char *text);

#endif
