/* SPDX-License-Identifier: MIT
**
** Numbers in and out: exact, the same under every locale. strtod appears here
** as the judge, under a C locale object of its own, and nowhere else.
*/
#define _GNU_SOURCE /* strtod_l */
#include "hl_test.h"

#include <float.h>
#include <math.h>

#include "base/number.h"

static locale_t c_locale;

static double judge(const char *text) {
  if (!c_locale) c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  return strtod_l(text, NULL, c_locale);
}

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static void expect_same_as_strtod(const char *text) {
  double got = -1;
  if (!hl_parse_double(text, strlen(text), &got)) fail_msg("refused: %s", text);
  if (bits_of(got) != bits_of(judge(text)))
    fail_msg("%s gave %a, not %a", text, got, judge(text));
}

static void refuse(const char *text) {
  double value = 42;
  if (hl_parse_double(text, strlen(text), &value))
    fail_msg("accepted: %s", text);
  assert_true(bits_of(value) == bits_of(42.0));
}

/* A small generator of our own: the same numbers on every machine. */
static uint64_t next_random(uint64_t *seed) {
  uint64_t x = *seed += 0x9E3779B97F4A7C15u;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return x ^ x >> 31;
}

static void plain_numbers_are_exact(void **state) {
  (void)state;
  const char *const texts[] = {
      "0",
      "-0",
      "1",
      "-1",
      "+5",
      "48.137",
      "0.1",
      ".5",
      "5.",
      "1e22",
      "1e23",
      "9007199254740993",
      "9007199254740992",
      "123456789012345678",
      "1234567890123456789",
      "18446744073709551615",
      "12345678901234567890123",
      "1.7976931348623157e308",
      "1e308",
      "2.2250738585072014e-308",
      "00000000000000000000000001.5",
      "0.000000000000000000000000001",
      "3.4028234663852886e+38",
      "48.13743698969483375549316406250",
      "6.27099990844726562",
      "0e999999",
      "0.0e-99999999",
      "1e-400",
      "1.00000000000000000000000000000000000000000000000000000000000000001"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    expect_same_as_strtod(texts[i]);
}

static void hard_cases_round_to_nearest_even(void **state) {
  (void)state;
  const char *const texts[] = {
      /* exactly halfway, and a hair above and below */
      "9007199254740993.0", "9007199254740993.00000000000000000000001",
      "9007199254740992.99999999999999999999999",
      "1.00000000000000011102230246251565404236316680908203125",
      "1.00000000000000011102230246251565404236316680908203124",
      "1.00000000000000011102230246251565404236316680908203126",
      /* the smallest subnormal, its half, around the smallest normal */
      "4.9e-324", "4.9406564584124654e-324", "2.4703282292062327e-324",
      "2.4703282292062328e-324", "2.47032822920623272e-324",
      "7."
      "410984687618698162648531893023320585475897039214871466383785237510132609"
      "053131277979497545424539885696948470431685765963899850655339096945981621"
      "940161728171894510697854671067917687257517734731555330779540854980960845"
      "750095811137303474765809687100959097544227100475730780971111893578483867"
      "565399878350301522805593404659373979179073872386829939581848166016912201"
      "945649993128979841136206248449867871357218035220901702390328579173252022"
      "052897402080290685402160661237554998340267130003581248647904138574340187"
      "552090159017259254714629617513415977493871857473787096164563890871811984"
      "127167305601704549300470526959016576377688490826798697257336652176556794"
      "107250876433756084600398490497214911746308553955635418864151316847843631"
      "3080237596295773983001708984375e-324",
      "2.2250738585072011e-308", "2.2250738585072012e-308",
      "2."
      "225073858507201136057409796709131975934819546351645648023426109724822222"
      "021076945516529523908135087914149158913039621106870086438694594645527657"
      "207407820621743379988141063267329253552286881372149012981122451451889849"
      "057222307285255133155755015914397476397983411801999323962548289017107081"
      "850690630666655994938275772572015763062690663332647565300009245888316433"
      "037779791869612049497390377829704905051080609940730262937128958950003583"
      "799967207254304360284078895771796150945516748243471030702609144621572289"
      "880258182545180325707018860872113128079512233426288368622321503775666622"
      "503982534335974568884423900265498198385487948292206894721689831099698365"
      "846814022854243330660339850886445804001034933970427567186443383770486037"
      "861622771738545623065874679014086723327636718749999999999999999999999999"
      "999999999999e-308",
      "8.5e-323", "6.0221409e-320",
      /* largest, and the last text below overflow */
      "1.7976931348623158e308",
      "179769313486231570000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000000000000000000000000000000000000000000000000000000000000"
      "000000000000000",
      /* known troublemakers of other parsers */
      "8.41e21", "9.5e-21", "2.2250738585072013e-308", "6.929001713869936e+236",
      "5708990770823839207320493820740630171355185152001e-3", "0.3e-307",
      "1.8446744073709551616e19",
      "3.2378839133029012895883524125015321748630094181232e-172"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    expect_same_as_strtod(texts[i]);
}

/* The exact value of the middle between two doubles has up to 767 digits; one
** more digit anywhere behind must tip it. */
static void digits_far_behind_a_half_still_decide(void **state) {
  (void)state;
  char text[1400];
  double below = 4503599627370497.0; /* 2^52 + 1 */
  snprintf(text, sizeof text, "4503599627370497.5");
  size_t at = strlen(text);
  memset(text + at, '0', 1000);
  text[at + 1000] = '\0';
  double got;
  assert_true(hl_parse_double(text, strlen(text), &got));
  assert_true(bits_of(got) == bits_of(below + 1)); /* tie: even */
  snprintf(text, sizeof text, "4503599627370496.5");
  memset(text + at, '0', 1000);
  memcpy(text + at + 1000, "1", 2);
  assert_true(hl_parse_double(text, strlen(text), &got));
  assert_true(bits_of(got) == bits_of(below)); /* above the tie: up */
}

static void surrounding_white_space_is_allowed(void **state) {
  (void)state;
  double value;
  assert_true(hl_parse_double("\r\n\t 48.5 \n", 10, &value));
  assert_true(bits_of(value) == bits_of(48.5));
  assert_true(hl_parse_double("12345", 2, &value)); /* length, not NUL */
  assert_true(bits_of(value) == bits_of(12.0));
}

static void what_is_no_number_is_refused(void **state) {
  (void)state;
  const char *const texts[] = {"",
                               " ",
                               ".",
                               "-",
                               "+",
                               "-.",
                               "e5",
                               "1e",
                               "1e+",
                               "1,5",
                               "1.5.2",
                               "nan",
                               "inf",
                               "Infinity",
                               "0x10",
                               "1 2",
                               "--1",
                               "+-1",
                               "1_000",
                               "1e5.5",
                               "5f",
                               "\xC2\xA0"
                               "1",
                               "1e309",
                               "-1e309",
                               "1.7976931348623159e308",
                               "1e99999999999999999999",
                               "\xEF\xBC\x91"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    refuse(texts[i]);
}

static void random_texts_agree_with_strtod(void **state) {
  (void)state;
  uint64_t seed = 1;
  char text[80];
  for (int i = 0; i < 60000; i++) {
    uint64_t a = next_random(&seed), b = next_random(&seed);
    int digits = 1 + (int)(b % 25), exponent = (int)((b >> 32) % 330);
    int n = snprintf(text, sizeof text, "%llu%llu", (unsigned long long)a,
                     (unsigned long long)next_random(&seed));
    if (digits < n) n = digits;
    if (i % 2 == 0) { /* a point somewhere, as devices write */
      int point = (int)((b >> 16) % (unsigned)(n + 1));
      memmove(text + point + 1, text + point, (size_t)(n - point));
      text[point] = '.';
      text[n + 1] = '\0';
    } else {
      snprintf(text + n, sizeof text - (size_t)n, "e%d",
               (b >> 60 & 1 ? -exponent : exponent - 40));
    }
    if (isinf(judge(text)))
      refuse(text);
    else
      expect_same_as_strtod(text);
  }
}

static void every_double_survives_print_and_parse(void **state) {
  (void)state;
  uint64_t seed = 2;
  char text[40];
  for (int i = 0; i < 40000; i++) {
    uint64_t bits = next_random(&seed);
    if (i % 10 == 0) bits &= 0x800FFFFFFFFFFFFFu; /* subnormal */
    if (i % 10 == 1) bits &= 0xFFF0000000000000u; /* power of two */
    double value, back;
    memcpy(&value, &bits, sizeof value);
    if (!isfinite(value)) continue;
    size_t length = hl_print_double(text, sizeof text, value);
    assert_int_equal(length, strlen(text));
    assert_true(length < 32);
    assert_true(hl_parse_double(text, length, &back));
    if (bits_of(back) != bits) fail_msg("%a became %s", value, text);
  }
}

/* No text with fewer digits may read back: one digit less is tried. */
static void printed_doubles_are_shortest(void **state) {
  (void)state;
  uint64_t seed = 3;
  char text[40], shorter[40];
  for (int i = 0; i < 20000; i++) {
    uint64_t bits = next_random(&seed);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (!isfinite(value)) continue;
    hl_print_double(text, sizeof text, value);
    int digits = 0;
    for (const char *p = text; *p && *p != 'e'; p++)
      digits += *p >= '0' && *p <= '9';
    if (digits < 2) continue;
    snprintf(shorter, sizeof shorter, "%.*e", digits - 2, value);
    char *comma = strchr(shorter, ','); /* under a German locale */
    if (comma) *comma = '.';
    if (strchr(text, 'e') && bits_of(judge(shorter)) == bits)
      fail_msg("%s, but %s would do", text, shorter);
  }
}

static void expect_printed(double value, const char *wanted) {
  char text[40];
  hl_print_double(text, sizeof text, value);
  assert_string_equal(text, wanted);
}

static void doubles_print_as_people_write_them(void **state) {
  (void)state;
  expect_printed(0, "0");
  expect_printed(-0.0, "-0");
  expect_printed(48.137, "48.137");
  expect_printed(-2.5, "-2.5");
  expect_printed(1000000, "1000000");
  expect_printed(0.001, "0.001");
  expect_printed(0.00001, "0.00001");
  expect_printed(1e-7, "1e-7");
  expect_printed(1.5e300, "1.5e300");
  expect_printed(1e17, "1e17");
  expect_printed(0x1p-44, "5.684341886080802e-14");
  expect_printed(DBL_MAX, "1.7976931348623157e308");
  expect_printed(DBL_MIN, "2.2250738585072014e-308");
  expect_printed(0x1p-1074, "5e-324");
  expect_printed((double)NAN, "null");
  expect_printed(-(double)INFINITY, "null");
}

static void expect_fixed(double value, int decimals, const char *wanted) {
  char text[40];
  size_t length = hl_print_fixed(text, sizeof text, value, decimals);
  assert_string_equal(text, wanted);
  assert_int_equal(length, strlen(wanted));
}

static void fixed_rounds_the_exact_value_half_to_even(void **state) {
  (void)state;
  expect_fixed(0.5, 0, "0");
  expect_fixed(1.5, 0, "2");
  expect_fixed(2.5, 0, "2");
  expect_fixed(3.25, 1, "3.2");
  expect_fixed(3.75, 1, "3.8");
  expect_fixed(0.125, 2, "0.12");
  expect_fixed(1.005, 2, "1.00"); /* the double is below 1.005 */
  expect_fixed(9.995, 2, "9.99"); /* and this one below 9.995 */
  expect_fixed(9.9999, 2, "10.00");
  expect_fixed(-0.04, 1, "0.0");
  expect_fixed(-0.06, 1, "-0.1");
  expect_fixed(-0.0, 1, "0.0");
  expect_fixed(48.137, 9, "48.137000000");
  expect_fixed(0x1p-1074, 9, "0.000000000");
  expect_fixed(0x1p-21, 9, "0.000000477");
  expect_fixed(999999999999999.0, 9, "999999999999999.000000000");
  expect_fixed(1e15, 2, "1000000000000000");
  expect_fixed(1e30, 2, "1e30");
  expect_fixed((double)NAN, 1, "null");
}

static void fixed_agrees_with_printf_on_random_values(void **state) {
  (void)state;
  uint64_t seed = 4;
  char wanted[64], got[64];
  for (int i = 0; i < 40000; i++) {
    uint64_t random = next_random(&seed);
    int decimals = (int)(random % 10);
    double value = ldexp((double)(int64_t)random, -(int)(random >> 8 & 127));
    if (i % 3 == 0) value = (double)(int)(random % 100000) / 8; /* ties */
    if (fabs(value) >= 1e15) continue;
    snprintf(wanted, sizeof wanted, "%.*f", decimals, value);
    char *comma = strchr(wanted, ',');
    if (comma) *comma = '.';
    const char *expected = wanted; /* printf keeps the sign of zero */
    if (wanted[0] == '-' && strspn(wanted + 1, "0.") == strlen(wanted + 1))
      expected++;
    hl_print_fixed(got, sizeof got, value, decimals);
    assert_string_equal(got, expected);
  }
}

static void a_number_that_does_not_fit_is_not_cut(void **state) {
  (void)state;
  char text[6] = "xxxxx";
  assert_int_equal(hl_print_fixed(text, 5, 48.13, 2), 0);
  assert_string_equal(text, "");
  assert_int_equal(hl_print_fixed(text, 6, 48.13, 2), 5);
  assert_string_equal(text, "48.13");
  assert_int_equal(hl_print_double(text, 0, 1), 0);
}

static void integers_are_read_to_their_limits(void **state) {
  (void)state;
  int64_t value;
  assert_true(hl_parse_int(" -42\n", 5, &value));
  assert_int_equal(value, -42);
  assert_true(hl_parse_int("9223372036854775807", 19, &value));
  assert_true(value == INT64_MAX);
  assert_true(hl_parse_int("-9223372036854775808", 20, &value));
  assert_true(value == INT64_MIN);
  value = 7;
  assert_false(hl_parse_int("9223372036854775808", 19, &value));
  assert_false(hl_parse_int("-9223372036854775809", 20, &value));
  assert_false(hl_parse_int("99999999999999999999", 20, &value));
  assert_false(hl_parse_int("", 0, &value));
  assert_false(hl_parse_int("1.0", 3, &value));
  assert_false(hl_parse_int("-", 1, &value));
  assert_int_equal(value, 7);
}

static void rounding_keeps_seven_digits_and_is_stable(void **state) {
  (void)state;
  assert_true(bits_of(hl_round(0.1 + 0.2)) == bits_of(0.3));
  assert_true(bits_of(hl_round(2.0000000001)) == bits_of(2));
  assert_true(bits_of(hl_round(-1.99999999)) == bits_of(-2));
  assert_true(bits_of(hl_round(123456.74999)) == bits_of(123456.7));
  assert_true(bits_of(hl_round(1.2345674e-9)) == bits_of(1.234567e-9));
  assert_true(bits_of(hl_round(1792345678901.25)) == bits_of(1792345678901.0));
  assert_true(bits_of(hl_round(3e-17)) == bits_of(0));
  assert_true(bits_of(hl_round(-0.0)) == bits_of(0));
  assert_true(isnan(hl_round((double)NAN)));
  assert_true(isinf(hl_round((double)INFINITY)));
  uint64_t seed = 5;
  for (int i = 0; i < 20000; i++) {
    uint64_t random = next_random(&seed);
    double value = ldexp((double)(int64_t)random, -(int)(random & 127));
    double once = hl_round(value);
    assert_true(bits_of(hl_round(once)) == bits_of(once));
    if (fabs(value) > 1e-12)
      assert_true(fabs(once - value) <= fabs(value) * 5.0001e-7);
  }
}

HL_TEST_MAIN(cmocka_unit_test(plain_numbers_are_exact),
             cmocka_unit_test(hard_cases_round_to_nearest_even),
             cmocka_unit_test(digits_far_behind_a_half_still_decide),
             cmocka_unit_test(surrounding_white_space_is_allowed),
             cmocka_unit_test(what_is_no_number_is_refused),
             cmocka_unit_test(random_texts_agree_with_strtod),
             cmocka_unit_test(every_double_survives_print_and_parse),
             cmocka_unit_test(printed_doubles_are_shortest),
             cmocka_unit_test(doubles_print_as_people_write_them),
             cmocka_unit_test(fixed_rounds_the_exact_value_half_to_even),
             cmocka_unit_test(fixed_agrees_with_printf_on_random_values),
             cmocka_unit_test(a_number_that_does_not_fit_is_not_cut),
             cmocka_unit_test(integers_are_read_to_their_limits),
             cmocka_unit_test(rounding_keeps_seven_digits_and_is_stable))
