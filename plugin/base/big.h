/* SPDX-License-Identifier: MIT
**
** Whole numbers of up to 5,120 bits: just enough arithmetic to turn decimal
** text into the nearest double and back without an error in the last bit.
** Used by number_parse.c and number_print.c only.
**
** The largest value needed is 768 decimal digits times 10^324 (a halfway case
** of the smallest doubles), 3,628 bits; with the scaling shift below 3,800.
*/
#ifndef HL_BASE_BIG_H
#define HL_BASE_BIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  HL_BIG_WORDS = 160
};

typedef struct hl_big {
  size_t n;                    /* words in use; word[n-1] != 0; 0: zero */
  uint32_t word[HL_BIG_WORDS]; /* least significant first */
} hl_big;

void hl_big_set(hl_big *big, uint64_t value);
/* big = big * factor + addend */
void hl_big_mul_add(hl_big *big, uint32_t factor, uint32_t addend);
void hl_big_mul_pow10(hl_big *big, int exponent);
void hl_big_shift_left(hl_big *big, int bits);
int hl_big_bits(const hl_big *big); /* position of the highest bit, 1 based */
/* Negative, zero, positive as a < b, a == b, a > b. */
int hl_big_compare(const hl_big *a, const hl_big *b);

/* num / den where the quotient is below 2^64 and den is not zero; the
** remainder is left in num. */
uint64_t hl_big_divide(hl_big *num, const hl_big *den);

#endif
