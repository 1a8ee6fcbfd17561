/* SPDX-License-Identifier: MIT
**
** Text to numbers; see number.h.
**
** hl_parse_double takes the first of three ways that is exact for the text:
**   1. up to 2^53 and 10^22 both parts are doubles and one IEEE operation
**      rounds correctly (W. D. Clinger, PLDI 1990);
**   2. up to 19 digits and 27 decimals (what devices write when they print
**      a float32 with all its digits): w / 5^k by one 128 by 64 bit division,
**      whose remainder tells how to round;
**   3. anything else by whole-number division in big.h.
*/
#include "base/number.h"

#include <float.h>
#include <string.h>

#include "base/big.h"

static const double POW10[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
static const uint64_t POW5[] = {1U,
                                5U,
                                25U,
                                125U,
                                625U,
                                3125U,
                                15625U,
                                78125U,
                                390625U,
                                1953125U,
                                9765625U,
                                48828125U,
                                244140625U,
                                1220703125U,
                                6103515625ULL,
                                30517578125ULL,
                                152587890625ULL,
                                762939453125ULL,
                                3814697265625ULL,
                                19073486328125ULL,
                                95367431640625ULL,
                                476837158203125ULL,
                                2384185791015625ULL,
                                11920928955078125ULL,
                                59604644775390625ULL,
                                298023223876953125ULL,
                                1490116119384765625ULL,
                                7450580596923828125ULL};
enum {
  POW10_LAST = 22,
  POW5_LAST = 27,      /* 5^27 < 2^63 */
  DIGITS_IN_U64 = 19,  /* 10^19 < 2^64 */
  DIGITS_KEPT = 768,   /* no halfway case between doubles has more than 767 */
  EXPONENT_CAP = 99999 /* beyond every double whatever digits stand before */
};

/* A decimal number as read: 0.d1d2d3... is not normalised, only located. */
typedef struct decimal {
  const char *digits, *end; /* the digits, perhaps with one '.' among them */
  uint64_t w;               /* value of the digits when there are at most 19 */
  int significant;          /* digits from the first that is not zero */
  int exponent;             /* value = digits as a whole number * 10^exponent */
  bool negative;
} decimal;

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static unsigned digit_of(char c) {
  return (unsigned)(unsigned char)c - '0';
}

static void trim(const char **text, const char **end) {
  while (*text < *end && is_space(**text))
    (*text)++;
  while (*text < *end && is_space((*end)[-1]))
    (*end)--;
}

/* "e-12" up to `end`; false when it is not an exponent. */
static bool scan_exponent(const char *p, const char *end, int *exponent) {
  bool negative = false;
  int value = 0;
  p++; /* 'e' or 'E' */
  if (p < end && (*p == '+' || *p == '-')) negative = *p++ == '-';
  if (p == end) return false;
  for (; p < end; p++) {
    unsigned digit = digit_of(*p);
    if (digit > 9) return false;
    if (value < EXPONENT_CAP) value = value * 10 + (int)digit;
  }
  *exponent = negative ? -value : value;
  return true;
}

/* Digits from `p` on, added to *w, which may wrap; returns where they end. */
static const char *scan_run(const char *p, const char *end, uint64_t *w) {
  uint64_t value = *w;
  for (; p < end; p++) {
    unsigned digit = digit_of(*p);
    if (digit > 9) break;
    value = value * 10 + digit;
  }
  *w = value;
  return p;
}

/* Digits with at most one point; returns where they end, NULL: none. */
static const char *scan_digits(const char *p, const char *end, decimal *d) {
  const char *start = p;
  int decimals = 0, digits;
  d->w = 0;
  p = scan_run(p, end, &d->w);
  digits = (int)(p - start);
  if (p < end && *p == '.') {
    const char *point = p;
    p = scan_run(p + 1, end, &d->w);
    decimals = (int)(p - point - 1);
    digits += decimals;
  }
  d->digits = start;
  d->end = p;
  d->exponent = -decimals;
  d->significant = digits;
  for (; start < p && (*start == '0' || *start == '.'); start++)
    d->significant -= *start == '0';
  return digits ? p : NULL;
}

static bool scan_decimal(const char *p, const char *end, decimal *d) {
  d->negative = false;
  if (end - p > INT32_MAX / 2) return false;
  if (p < end && (*p == '-' || *p == '+')) d->negative = *p++ == '-';
  p = scan_digits(p, end, d);
  if (!p) return false;
  if (p == end) return true;
  int exponent;
  if ((*p != 'e' && *p != 'E') || !scan_exponent(p, end, &exponent))
    return false;
  d->exponent += exponent;
  return true;
}

/* (q + something below one if `more`) * 2^exponent to the nearest double, ties
** to even; q has its top bit set. False on overflow. */
static bool round_binary(uint64_t q, bool more, int exponent, double *value) {
  int lead = exponent + 63; /* of the highest bit */
  int keep = lead >= -1022 ? 53 : 53 - (-1022 - lead);
  if (lead > 1023) return false;
  uint64_t bits = 0;
  if (keep >= 0) {
    int drop = 64 - keep; /* 11..64 */
    uint64_t kept = drop == 64 ? 0 : q >> drop;
    uint64_t half = (uint64_t)1 << (drop - 1);
    uint64_t rest = drop == 64 ? q : q & (2 * half - 1);
    if (rest > half || (rest == half && (more || (kept & 1)))) kept++;
    /* `kept` carries the implicit bit, so adding it to the exponent less one
    ** is right for normal numbers, subnormal ones and a carry of rounding. */
    uint64_t biased = lead >= -1022 ? (uint64_t)(lead + 1022) << 52 : 0;
    bits = biased + kept;
  }
  if (bits >= (uint64_t)0x7FF << 52) return false;
  memcpy(value, &bits, sizeof bits);
  return true;
}

/* Bits of x != 0, by the exponent of the nearest double, which may lie one
** above. */
static int bit_length(uint64_t x) {
  double nearest = (double)x;
  uint64_t bits;
  memcpy(&bits, &nearest, sizeof bits);
  int top = (int)(bits >> 52) - 1023;
  return top > 63 || x >> top == 0 ? top : top + 1;
}

/* high:low / d by two steps of 32 bits (Knuth 4.3.1 D), where high < d and d
** has its top bit set; whether a remainder is left goes to *more. */
static uint64_t divide_wide(uint64_t high, uint64_t low, uint64_t d,
                            bool *more) {
  uint64_t d_high = d >> 32, d_low = d & UINT32_MAX;
  uint64_t quotient = 0;
  for (int step = 0; step < 2; step++) {
    uint64_t next = low >> 32;
    uint64_t digit = high / d_high, r = high % d_high;
    while (digit > UINT32_MAX || digit * d_low > (r << 32 | next)) {
      digit--;
      r += d_high;
      if (r > UINT32_MAX) break;
    }
    high = (high << 32 | next) - digit * d; /* wraps to the true remainder */
    low <<= 32;
    quotient = quotient << 32 | digit;
  }
  *more = high != 0;
  return quotient;
}

/* w / 10^k for w != 0 and 0 <= k <= 27: never out of range. */
static bool divide_pow10(uint64_t w, int k, double *value) {
  uint64_t d = POW5[k];
  int w_shift = 64 - bit_length(w);
  int d_shift = 63 - (k * 152170 >> 16); /* 5^k has k * log2(5) bits, rounded
                                         ** up; exact for k <= 27 */
  w <<= w_shift;
  d <<= d_shift;     /* now 1/2 < w/d < 2 */
  int half = w >= d; /* then w/2 is divided, to keep the quotient in 64 bits */
  bool more;
  uint64_t q = half ? divide_wide(w >> 1, w << 63, d, &more)
                    : divide_wide(w, 0, d, &more);
  return round_binary(q, more, half - 64 + d_shift - w_shift - k, value);
}

/* All digits that can matter into `num`; returns the exponent that belongs to
** them. Digits beyond are told by a final 1 if any of them was not zero. */
static int load_digits(const decimal *d, hl_big *num) {
  int kept = 0;
  bool more = false;
  hl_big_set(num, 0);
  for (const char *p = d->digits; p < d->end; p++) {
    if (*p == '.') continue;
    unsigned digit = digit_of(*p);
    if (kept == 0 && digit == 0) continue;
    if (kept < DIGITS_KEPT) {
      hl_big_mul_add(num, 10, digit);
      kept++;
    } else if (digit != 0) {
      more = true;
    }
  }
  if (!more) return d->exponent + d->significant - kept;
  hl_big_mul_add(num, 10, 1);
  return d->exponent + d->significant - kept - 1;
}

static bool divide_exactly(const decimal *d, double *value) {
  hl_big num, den;
  int below = d->exponent + d->significant; /* value < 10^below */
  if (below > DBL_MAX_10_EXP + 1) return false;
  if (below < -330) { /* the smallest double is 4.9e-324 */
    *value = 0;
    return true;
  }
  int exponent = load_digits(d, &num);
  hl_big_set(&den, 1);
  hl_big_mul_pow10(exponent < 0 ? &den : &num,
                   exponent < 0 ? -exponent : exponent);

  int shift = 63 - (hl_big_bits(&num) - hl_big_bits(&den));
  hl_big_shift_left(shift > 0 ? &num : &den, shift > 0 ? shift : -shift);
  uint64_t q = hl_big_divide(&num, &den); /* 63 or 64 bits */
  int low = 64 - bit_length(q);
  return round_binary(q << low, num.n > 0, -shift - low, value);
}

static bool to_double(const decimal *d, double *value) {
  bool fits = d->significant <= DIGITS_IN_U64;
  int e = d->exponent;
  if (d->significant == 0) {
    *value = 0;
    return true;
  }
  if (fits && d->w <= (uint64_t)1 << 53 && e >= -POW10_LAST &&
      e <= POW10_LAST && FLT_EVAL_METHOD == 0) {
    double w = (double)d->w;
    *value = e < 0 ? w / POW10[-e] : w * POW10[e];
    return true;
  }
  if (fits && e <= 0 && e >= -POW5_LAST) return divide_pow10(d->w, -e, value);
  return divide_exactly(d, value);
}

bool hl_parse_double(const char *text, size_t length, double *value) {
  const char *end = text + length;
  decimal d;
  double magnitude;
  trim(&text, &end);
  if (!scan_decimal(text, end, &d) || !to_double(&d, &magnitude)) return false;
  *value = d.negative ? -magnitude : magnitude;
  return true;
}

bool hl_parse_int(const char *text, size_t length, int64_t *value) {
  const char *end = text + length;
  bool negative = false;
  uint64_t magnitude = 0;
  trim(&text, &end);
  if (text < end && (*text == '+' || *text == '-')) negative = *text++ == '-';
  uint64_t limit = negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX;
  if (text == end) return false;
  for (; text < end; text++) {
    unsigned digit = digit_of(*text);
    if (digit > 9 || magnitude > (limit - digit) / 10) return false;
    magnitude = magnitude * 10 + digit;
  }
  if (magnitude > INT64_MAX)
    *value = INT64_MIN;
  else
    *value = negative ? -(int64_t)magnitude : (int64_t)magnitude;
  return true;
}
