/* SPDX-License-Identifier: MIT
**
** Schoolbook arithmetic for big.h. A result that would not fit is cut at the
** top; the callers bound their operands so that it never happens.
*/
#include "base/big.h"

void hl_big_set(hl_big *big, uint64_t value) {
  big->n = 0;
  for (; value; value >>= 32)
    big->word[big->n++] = (uint32_t)value;
}

void hl_big_mul_add(hl_big *big, uint32_t factor, uint32_t addend) {
  uint64_t carry = addend;
  for (size_t i = 0; i < big->n; i++) {
    carry += (uint64_t)big->word[i] * factor;
    big->word[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry && big->n < HL_BIG_WORDS) big->word[big->n++] = (uint32_t)carry;
}

void hl_big_mul_pow10(hl_big *big, int exponent) {
  for (; exponent >= 9; exponent -= 9)
    hl_big_mul_add(big, 1000000000, 0);
  for (; exponent > 0; exponent--)
    hl_big_mul_add(big, 10, 0);
}

void hl_big_shift_left(hl_big *big, int bits) {
  size_t words = (size_t)bits / 32;
  if (big->n == 0) return;
  hl_big_mul_add(big, (uint32_t)1 << (bits % 32), 0);
  if (words == 0 || words + big->n > HL_BIG_WORDS) return;
  for (size_t i = big->n; i-- > 0;)
    big->word[i + words] = big->word[i];
  for (size_t i = 0; i < words; i++)
    big->word[i] = 0;
  big->n += words;
}

int hl_big_bits(const hl_big *big) {
  if (big->n == 0) return 0;
  int bits = (int)(big->n - 1) * 32;
  for (uint32_t top = big->word[big->n - 1]; top; top >>= 1)
    bits++;
  return bits;
}

int hl_big_compare(const hl_big *a, const hl_big *b) {
  if (a->n != b->n) return a->n < b->n ? -1 : 1;
  for (size_t i = a->n; i-- > 0;)
    if (a->word[i] != b->word[i]) return a->word[i] < b->word[i] ? -1 : 1;
  return 0;
}

/* a -= b where a >= b */
static void subtract(hl_big *a, const hl_big *b) {
  uint64_t borrow = 0;
  for (size_t i = 0; i < a->n; i++) {
    uint64_t take = borrow + (i < b->n ? b->word[i] : 0);
    uint64_t left = (uint64_t)a->word[i] - take;
    a->word[i] = (uint32_t)left;
    borrow = left >> 63;
  }
  while (a->n > 0 && a->word[a->n - 1] == 0)
    a->n--;
}

static void shift_right_once(hl_big *big) {
  for (size_t i = 0; i < big->n; i++) {
    uint32_t above = i + 1 < big->n ? big->word[i + 1] << 31 : 0;
    big->word[i] = big->word[i] >> 1 | above;
  }
  if (big->n > 0 && big->word[big->n - 1] == 0) big->n--;
}

/* One quotient bit at a time, from the first that can be set. */
uint64_t hl_big_divide(hl_big *num, const hl_big *den) {
  int shift = hl_big_bits(num) - hl_big_bits(den);
  hl_big part = *den;
  uint64_t quotient = 0;
  if (shift < 0) return 0;
  hl_big_shift_left(&part, shift);
  for (; shift >= 0; shift--) {
    quotient <<= 1;
    if (hl_big_compare(num, &part) >= 0) {
      subtract(num, &part);
      quotient |= 1;
    }
    shift_right_once(&part);
  }
  return quotient;
}
