/* SPDX-License-Identifier: MIT
**
** Wording by id, so that rules carry no sentences and every language says the
** same: lua/texts/en.lua, then the language asked for over it, then the
** coach's own texts/<language>.lua. A text file is Lua that returns a table of
** texts.
**
**     hl_texts *texts;
**     hl_texts_load("de", folders, folder_n, &texts, &err);
**     const char *t = hl_texts_find(texts, "cause.stiffness");
*/
#ifndef HL_RULES_TEXTS_H
#define HL_RULES_TEXTS_H

#include <stddef.h>

#include "base/status.h"
#include "base/text.h"

typedef struct hl_texts hl_texts;

/* English must be there, other languages need not be complete. A coach's text
** file that is wrong is left out: hl_texts_flaw(). HL_E_NOMEM, HL_E_INTERNAL
** (own texts broken). */
hl_status hl_texts_load(const char *language, const char *const *folders,
                        size_t folder_n, hl_texts **texts, hl_error *err);
/* What was wrong with the first such file; status HL_OK: nothing. */
const hl_error *hl_texts_flaw(const hl_texts *texts);
void hl_texts_free(hl_texts *texts);

/* NULL when there is none. */
const char *hl_texts_find(const hl_texts *texts, const char *id);
/* "prefix.name" */
const char *hl_texts_find_in(const hl_texts *texts, const char *prefix,
                             const char *name);
/* All of them in order of id; ends with false. */
bool hl_texts_each(const hl_texts *texts, size_t i, const char **id,
                   const char **text);
const char *hl_texts_hash(const hl_texts *texts);

/* Values for the {places} of a text. */
typedef struct hl_text_value {
  const char *name;
  const char *text; /* NULL: number */
  double number;
} hl_text_value;

/* Append `pattern` with its places filled: {name} a text, or a number with no
** decimals when it is whole and one otherwise; {name:+1} with sign and one
** decimal. HL_E_RULE names the place that has no value. */
hl_status hl_text_fill(hl_text *out, const char *pattern,
                       const hl_text_value *value, size_t n, hl_error *err);

/* A word that methods.md 5 rules out ("diagnose", "injury risk" ...), or NULL.
** Whole words, ASCII case folded; German words where they differ. */
const char *hl_banned_word(const char *text);

/* Does it speak of heavy legs? Only the runner can. */
bool hl_says_heavy(const char *text);

#endif
