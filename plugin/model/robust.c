/* SPDX-License-Identifier: MIT
**
** Order statistics; see robust.h.
*/
#include "model/robust.h"

#include <math.h>

#define MAD_TO_SD 1.4826 /* of a normal distribution */
#define Q90_TO_SD 1.2816 /* its 90 % quantile */
#define SMALL_SAMPLE 2.4 /* method.md B 4, measured */
#define SMALLEST_N 8.0

/* Shell sort, gaps of Ciura 2001: small, without recursion, and quicker than
** qsort() on the 20 to 300 values that are usual here. */
void hl_sort(double *values, size_t n) {
  static const size_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
  for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++) {
    size_t gap = gaps[g];
    for (size_t i = gap; i < n; i++) {
      double v = values[i];
      size_t j = i;
      for (; j >= gap && values[j - gap] > v; j -= gap)
        values[j] = values[j - gap];
      values[j] = v;
    }
  }
}

double hl_median(double *values, size_t n) {
  hl_sort(values, n);
  return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* Of sorted values. The two forms of the straight line are numpy's: each end
** comes out exactly. */
static double quantile_of(const double *sorted, size_t n, double q) {
  double at = q * (double)(n - 1), t = at - floor(at);
  size_t i = (size_t)at;
  double a = sorted[i], b = sorted[i + 1 < n ? i + 1 : i];
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

double hl_quantile(double *values, size_t n, double q) {
  hl_sort(values, n);
  return quantile_of(values, n, q);
}

double hl_scale(double *values, size_t n, double floor) {
  double median = hl_median(values, n);
  double tail = (quantile_of(values, n, 0.9) - median) / Q90_TO_SD;
  double few = SMALL_SAMPLE / fmax((double)n, SMALLEST_N);
  for (size_t i = 0; i < n; i++)
    values[i] = fabs(values[i] - median);
  return fmax(fmax(MAD_TO_SD * hl_median(values, n), tail), floor) * (1 + few);
}
