/* SPDX-License-Identifier: MIT
**
** See lua_scan.h.
*/
#include "rules/lua_scan.h"

#include <string.h>

hl_lua_scan hl_lua_scan_of(const char *source, size_t length) {
  return (hl_lua_scan){source, source + length, 1};
}

bool hl_token_is(const hl_token *token, const char *text) {
  return token->type != HL_TOKEN_TEXT && strlen(text) == token->length &&
         memcmp(token->at, text, token->length) == 0;
}

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char peek(const hl_lua_scan *s, size_t ahead) {
  return (size_t)(s->end - s->at) > ahead ? s->at[ahead] : 0;
}

static void step(hl_lua_scan *s, size_t n) {
  for (; n > 0 && s->at < s->end; n--)
    s->line += *s->at++ == '\n';
}

/* "[[" or "[==[" begins here: how many '=', or -1. */
static int long_bracket(const hl_lua_scan *s) {
  size_t n = 1;
  if (peek(s, 0) != '[') return -1;
  while (peek(s, n) == '=')
    n++;
  return peek(s, n) == '[' ? (int)n - 1 : -1;
}

/* Step over a long bracket of this level; the token is its content. */
static hl_token take_long(hl_lua_scan *s, int level) {
  step(s, (size_t)level + 2);
  hl_token t = {HL_TOKEN_TEXT, s->at, 0, s->line};
  for (; s->at < s->end; step(s, 1)) {
    if (*s->at != ']') continue;
    size_t n = 1;
    while (peek(s, n) == '=')
      n++;
    if ((int)n - 1 != level || peek(s, n) != ']') continue;
    t.length = (size_t)(s->at - t.at);
    step(s, n + 1);
    return t;
  }
  t.length = (size_t)(s->at - t.at);
  return t;
}

static void skip_blanks(hl_lua_scan *s) {
  for (;;) {
    while (s->at < s->end && strchr(" \t\r\n\v\f", *s->at) && *s->at)
      step(s, 1);
    if (peek(s, 0) != '-' || peek(s, 1) != '-') return;
    step(s, 2);
    int level = long_bracket(s);
    if (level >= 0) {
      take_long(s, level);
    } else {
      while (s->at < s->end && *s->at != '\n')
        step(s, 1);
    }
  }
}

static hl_token take_quoted(hl_lua_scan *s) {
  char quote = *s->at;
  step(s, 1);
  hl_token t = {HL_TOKEN_TEXT, s->at, 0, s->line};
  while (s->at < s->end && *s->at != quote && *s->at != '\n')
    step(s, *s->at == '\\' ? 2 : 1);
  t.length = (size_t)(s->at - t.at);
  step(s, 1);
  return t;
}

static hl_token take_sign(hl_lua_scan *s) {
  static const char *const pairs[] = {"==", "~=", "<=", ">=", "//",
                                      "::", "..", "<<", ">>"};
  hl_token t = {HL_TOKEN_SIGN, s->at, 1, s->line};
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    if (peek(s, 0) == pairs[i][0] && peek(s, 1) == pairs[i][1]) t.length = 2;
  step(s, t.length);
  return t;
}

hl_token hl_lua_next(hl_lua_scan *s) {
  skip_blanks(s);
  hl_token t = {HL_TOKEN_END, s->at, 0, s->line};
  if (s->at == s->end) return t;
  char c = *s->at;
  if (c == '"' || c == '\'') return take_quoted(s);
  if (long_bracket(s) >= 0) return take_long(s, long_bracket(s));
  if (!is_letter(c) && !is_digit(c)) return take_sign(s);
  t.type = is_letter(c) ? HL_TOKEN_NAME : HL_TOKEN_NUMBER;
  while (is_letter(peek(s, 0)) || is_digit(peek(s, 0)) ||
         (t.type == HL_TOKEN_NUMBER && peek(s, 0) == '.'))
    step(s, 1);
  t.length = (size_t)(s->at - t.at);
  return t;
}
