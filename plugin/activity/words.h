/* SPDX-License-Identifier: MIT
**
** Legs words in what the runner wrote: "legs felt heavy the first mile",
** "keine schweren Beine". English and German, by small tables (words.c).
**
**     hl_words words;
**     if (hl_words_read(activity->notes, &words)) ... quote is words.from ...
**
** It only reads what is said of the runner's own legs on this run, and prefers
** to miss: the result is a question to the runner ("from your note?"), never a
** report until it is confirmed. Soreness and being tired in general are other
** things and are left alone. Negation within the clause turns a statement
** round; wishes, conditions, other days and other people's legs are passed
** over. A time is taken only where it stands in the same clause, or in one
** that holds nothing else.
**
** Limits: the first 8192 bytes; 64 words of a sentence; linear. Bytes that are
** not UTF-8 separate words.
** [any thread]
*/
#ifndef HL_ACTIVITY_WORDS_H
#define HL_ACTIVITY_WORDS_H

#include "activity/report.h"

enum {
  HL_WORDS_QUOTE = 160 /* bytes of a quote at most */
};

typedef struct hl_words {
  hl_heavy heavy; /* "no"; a time where one is said; else unsaid with legs 4 */
  hl_yes eased;   /* yes: heavy first, and then said to have come round */
  int legs;       /* 4: heavy, as the bare tag #heavy; 0 otherwise */
  size_t from, length; /* the sentence in the text, to be quoted */
} hl_words;

/* False, with everything unsaid, where the text says nothing of the legs. Of
** several statements the first one of heaviness counts. */
bool hl_words_read(const char *text, hl_words *words);

#endif
