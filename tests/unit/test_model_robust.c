/* SPDX-License-Identifier: MIT
**
** Order statistics agree with numpy 1.24, whose values these are.
*/
#include "near.h"

#include <math.h>

#include "model/robust.h"

static const double sample[] = {3.1, -2.0, 7.7, 0.4, 5.5, 5.5, -9.3, 1.2};
enum {
  N = sizeof sample / sizeof *sample
};

static void fill(double *v) {
  for (size_t i = 0; i < N; i++)
    v[i] = sample[i];
}

static void sorts_any_order(void **state) {
  (void)state;
  double v[2000];
  unsigned x = 1;
  for (size_t i = 0; i < 2000; i++) {
    x = x * 1103515245u + 12345u;
    v[i] = (double)(x >> 16 & 0x3ff);
  }
  hl_sort(v, 2000);
  for (size_t i = 1; i < 2000; i++)
    assert_true(v[i - 1] <= v[i]);
}

static void median_is_numpys(void **state) {
  (void)state;
  double v[N];
  fill(v);
  assert_near(hl_median(v, N), 2.15, 1e-12);
  fill(v);
  assert_near(hl_median(v, N - 1), 3.1, 0);
  assert_near(hl_median(v, 1), -9.3, 0);
}

static void quantiles_are_numpys(void **state) {
  (void)state;
  double v[N];
  fill(v);
  assert_near(hl_quantile(v, N, 0.9), 6.16, 1e-12);
  assert_near(hl_quantile(v, N, 0.25), -0.2, 1e-12);
  assert_near(hl_quantile(v, N, 0), -9.3, 0);
  assert_near(hl_quantile(v, N, 1), 7.7, 0);
}

static void scale_takes_the_widest_of_three(void **state) {
  (void)state;
  double v[N], same[30], tail[30];
  fill(v);
  /* MAD 3.35 wins: 1.4826 * 3.35 * (1 + 2.4 / 8) */
  assert_near(hl_scale(v, N, 1), 1.4826 * 3.35 * 1.3, 1e-9);
  for (int i = 0; i < 30; i++) {
    same[i] = 5;
    tail[i] = i < 24 ? 5 : 15;
  }
  assert_near(hl_scale(same, 30, 1), 1.08, 1e-12);
  assert_near(hl_scale(tail, 30, 1), 10 / 1.2816 * 1.08, 1e-9);
}

HL_TEST_MAIN(cmocka_unit_test(sorts_any_order),
             cmocka_unit_test(median_is_numpys),
             cmocka_unit_test(quantiles_are_numpys),
             cmocka_unit_test(scale_takes_the_widest_of_three))
