/* SPDX-License-Identifier: MIT
**
** Doubles that must be equal within a bound (cmocka's own compare floats).
*/
#ifndef TESTS_NEAR_H
#define TESTS_NEAR_H

#include <math.h>
#include <stdio.h>

#include "hl_test.h"

#define assert_near(a, b, within) check_near((a), (b), (within), __LINE__)

static inline void check_near(double a, double b, double within, int line) {
  if (fabs(a - b) <= within) return;
  fprintf(stderr, "# line %d: %.17g is not within %g of %.17g\n", line, a,
          within, b);
  fail();
}

#endif
