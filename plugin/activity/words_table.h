/* SPDX-License-Identifier: MIT
**
** The vocabulary of words.c: what kinds a word is of, and phrases that say
** when. Words are folded: lower case, umlauts as ae oe ue ss.
**
** Included by: words.c and words_table.c only.
*/
#ifndef HL_ACTIVITY_WORDS_TABLE_H
#define HL_ACTIVITY_WORDS_TABLE_H

#include "activity/report.h"

typedef enum hl_word_kind {
  HL_WORD_LEGS = 1 << 0,    /* legs, calves, Beine */
  HL_WORD_HEAVY = 1 << 1,   /* of legs, and of a runner who felt so */
  HL_WORD_SPENT = 1 << 2,   /* the same only of legs: "tired" is general */
  HL_WORD_LIGHT = 1 << 3,   /* the opposite, only of legs */
  HL_WORD_FEEL = 1 << 4,    /* felt */
  HL_WORD_NOT = 1 << 5,     /* turns round what follows */
  HL_WORD_FILLER = 1 << 6,  /* may stand between the legs and what they are */
  HL_WORD_MYSELF = 1 << 7,  /* may stand before "felt": nobody else is meant */
  HL_WORD_VOID = 1 << 8,    /* a wish or condition: nothing is said of now */
  HL_WORD_AFTER = 1 << 9,   /* "after yesterday" speaks of today */
  HL_WORD_DAY = 1 << 10,    /* another day */
  HL_WORD_OTHERS = 1 << 11, /* other people's legs */
  HL_WORD_BREAK = 1 << 12,  /* begins a clause */
  HL_WORD_UNIT = 1 << 13,   /* what "first" and "last" count */
  HL_WORD_NUMBER = 1 << 14,
  HL_WORD_EASED = 1 << 15,
  HL_WORD_THING = 1 << 16, /* behind "legs": no legs (day, speed) */
  HL_WORD_OPEN = 1 << 17, /* may follow what was felt, or stand beside a time */
} hl_word_kind;

/* The kinds of a folded word, 0: none. */
int hl_word_kinds(const char *folded);

typedef struct hl_word_time {
  hl_heavy when;
  const char *phrase; /* words; '#' numbers, '@' a unit */
} hl_word_time;

/* `when` HL_HEAVY_UNSAID ends it. */
extern const hl_word_time hl_word_times[];

/* What legs may be said to be in several words; '!' is any negation. NULL ends
** it. */
extern const char *const hl_word_idioms[];

#endif
