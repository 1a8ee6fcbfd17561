/* SPDX-License-Identifier: MIT
**
** Numbers to text, and hl_round(); see number.h.
**
** Both printers work on the exact value of the double, so the digits are the
** same under every locale, C library and compiler.
*/
#include "base/number.h"

#include <math.h>
#include <string.h>

#include "base/big.h"
#include "base/text.h"

enum {
  MANTISSA_BITS = 52,
  LONGEST = 32, /* "-1.2345678901234567e-308" and NUL, with room */
};

/* |value| = m * 2^e exactly */
static uint64_t split(double value, int *e) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  int biased = (int)(bits >> MANTISSA_BITS & 0x7FF);
  uint64_t m = bits & (((uint64_t)1 << MANTISSA_BITS) - 1);
  if (biased > 0) m |= (uint64_t)1 << MANTISSA_BITS;
  *e = (biased > 0 ? biased : 1) - 1075;
  return m;
}

/* Decimal digits of `value`, at least `width` of them; returns the end. */
static char *put_digits(char *p, uint64_t value, int width) {
  char reversed[20];
  int n = 0;
  for (; value || n < width; value /= 10)
    reversed[n++] = (char)('0' + value % 10);
  while (n > 0)
    *p++ = reversed[--n];
  return p;
}

/* m * factor / 2^shift, rounded half to even; m < 2^53, factor <= 10^9,
** shift > 32. */
static uint64_t scale(uint64_t m, uint32_t factor, int shift) {
  uint64_t low = (m & UINT32_MAX) * factor;
  uint64_t high = (m >> 32) * factor + (low >> 32); /* below 2^52 */
  low &= UINT32_MAX;
  if (shift > 84) return 0; /* the product is below 2^83: under a half */
  bool more = false;
  for (; shift > 32; shift -= 32) { /* drop a word, remember what it held */
    more |= low != 0;
    low = high & UINT32_MAX;
    high >>= 32;
  }
  uint64_t whole = high << (32 - shift) | low >> shift;
  uint64_t rest = low & (((uint64_t)1 << shift) - 1);
  uint64_t half = (uint64_t)1 << (shift - 1);
  if (rest > half || (rest == half && (more || (whole & 1)))) whole++;
  return whole;
}

size_t hl_print_fixed(char *buffer, size_t size, double value, int decimals) {
  if (!isfinite(value)) return hl_text_fit(buffer, size, "null", 4);
  if (fabs(value) >= 1e15) return hl_print_double(buffer, size, value);
  if (decimals < 0) decimals = 0;
  if (decimals > 9) decimals = 9;
  uint32_t power = 1;
  for (int i = 0; i < decimals; i++)
    power *= 10;

  double whole_part = floor(fabs(value));
  uint64_t whole = (uint64_t)whole_part;
  int e;
  uint64_t m =
      split(fabs(value) - whole_part, &e); /* the difference is exact */
  uint64_t part = scale(m, power, -e);     /* e < 0: it is below one */
  if (decimals == 0) { /* even is decided by the whole part */
    part = 0;
    double rest = fabs(value) - whole_part;
    if (rest > 0.5 || (rest >= 0.5 && (whole & 1))) whole++;
  } else if (part == power) {
    part = 0;
    whole++;
  }
  char text[LONGEST];
  char *p = text;
  if (value < 0 && (whole || part)) *p++ = '-';
  p = put_digits(p, whole, 1);
  if (decimals > 0) {
    *p++ = '.';
    p = put_digits(p, part, decimals);
  }
  return hl_text_fit(buffer, size, text, (size_t)(p - text));
}

static uint64_t pow10_u64(int exponent) {
  uint64_t power = 1;
  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* m * 2^e / 10^exponent rounded half to even; the result must fit. */
static uint64_t divide(uint64_t m, int e, int exponent) {
  hl_big num, den;
  hl_big_set(&num, m);
  hl_big_set(&den, 1);
  hl_big_mul_pow10(exponent > 0 ? &den : &num,
                   exponent > 0 ? exponent : -exponent);
  hl_big_shift_left(e > 0 ? &num : &den, e > 0 ? e : -e);
  uint64_t q = hl_big_divide(&num, &den);
  hl_big_shift_left(&num, 1); /* remainder against one half */
  int rest = hl_big_compare(&num, &den);
  return q + (rest > 0 || (rest == 0 && (q & 1)));
}

/* digits * 10^exponent as text, plain where that is short: 0.001, 48.137,
** 1e21. `digits` has no zero at its end. */
static size_t put_decimal(char *text, bool negative, uint64_t digits,
                          int exponent) {
  char run[20];
  int n = (int)(put_digits(run, digits, 1) - run);
  int point = n + exponent; /* digits before the point */
  char *p = text;
  if (negative) *p++ = '-';
  bool plain = point > -5 && point <= 17;
  int before = plain ? point : 1;
  if (before <= 0) *p++ = '0';
  for (int i = 0; i < before; i++)
    *p++ = i < n ? run[i] : '0';
  if (before < n) *p++ = '.';
  for (int i = before; i < 0; i++)
    *p++ = '0';
  for (int i = before > 0 ? before : 0; i < n; i++)
    *p++ = run[i];
  if (!plain) {
    *p++ = 'e';
    if (point - 1 < 0) *p++ = '-';
    p = put_digits(p, (uint64_t)(point > 0 ? point - 1 : 1 - point), 1);
  }
  return (size_t)(p - text);
}

/* floor(log10(m * 2^e)) or one less; m != 0. log10(2) is 0.30103 less 4e-9, and
** no power of two in range comes that near to a power of ten. */
static int magnitude(uint64_t m, int e) {
  int bits = e - 1;
  for (; m; m >>= 1)
    bits++;
  return (int)floor(bits * 0.30103);
}

/* The first that reads back: 15 digits always do for a normal number if any
** shorter text does (then zeros end them); a subnormal one starts at one. The
** digit string above is tried too: below a power of two the gap is narrower. */
static size_t print_shortest(char *text, double value) {
  int e;
  uint64_t m = split(value, &e);
  bool normal = m >> MANTISSA_BITS;
  for (int precision = normal ? 15 : 1; precision <= 17; precision++) {
    int exponent = magnitude(m, e) - precision + 1;
    uint64_t nearest = divide(m, e, exponent);
    if (nearest >= pow10_u64(precision)) nearest = divide(m, e, ++exponent);
    for (uint64_t digits = nearest; digits <= nearest + 1; digits++) {
      uint64_t d = digits;
      int de = exponent;
      double back;
      int back_e;
      for (; d % 10 == 0; d /= 10)
        de++;
      size_t length = put_decimal(text, signbit(value), d, de);
      if (hl_parse_double(text, length, &back) && split(back, &back_e) == m &&
          back_e == e)
        return length;
    }
  }
  return 0; /* not reached: 17 digits always read back */
}

size_t hl_print_double(char *buffer, size_t size, double value) {
  char text[LONGEST];
  if (!isfinite(value)) return hl_text_fit(buffer, size, "null", 4);
  if (fpclassify(value) == FP_ZERO)
    return signbit(value) ? hl_text_fit(buffer, size, "-0", 2)
                          : hl_text_fit(buffer, size, "0", 1);
  return hl_text_fit(buffer, size, text, print_shortest(text, value));
}

/* Scaling by a power of ten that is itself a double, so that one rounding
** happens on the way in and one on the way out, the same on every machine. */
double hl_round(double value) {
  static const double POW10[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
                                 1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13,
                                 1e14, 1e15, 1e16, 1e17, 1e18, 1e19};
  double size = fabs(value);
  if (!(size < 1e15)) return value; /* also NaN and infinities */
  if (size < 1e-12) return 0;
  int decimals = 6;
  while (decimals > 0 && size >= POW10[7 - decimals])
    decimals--;
  while (size * POW10[decimals] < 1e6)
    decimals++;
  return nearbyint(value * POW10[decimals]) / POW10[decimals];
}
