/* SPDX-License-Identifier: MIT
**
** Normal noise from a seed, the same on every machine.
*/
#ifndef TESTS_MADE_NOISE_H
#define TESTS_MADE_NOISE_H

#include <math.h>
#include <stdint.h>

typedef struct noise {
  uint64_t state;
  double last; /* of the autocorrelated noise */
} noise;

/* Uniform in (0, 1): a 64-bit congruential generator after Knuth. */
static inline double uniform(noise *n) {
  n->state = n->state * 6364136223846793005u + 1442695040888963407u;
  return ((double)(n->state >> 11) + 0.5) / 9007199254740992.0;
}

/* SD 1 (Box and Muller). */
static inline double normal(noise *n) {
  double r = sqrt(-2 * log(uniform(n)));
  return r * cos(6.283185307179586 * uniform(n));
}

/* SD 1, neighbours alike by `rho`. */
static inline double alike(noise *n, double rho) {
  n->last = rho * n->last + sqrt(1 - rho * rho) * normal(n);
  return n->last;
}

#endif
