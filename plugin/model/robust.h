/* SPDX-License-Identifier: MIT
**
** Order statistics that a few odd runs cannot move. No value may be NaN.
** Conventions are numpy's: the median of an even number is the mean of the two
** in the middle, quantiles are interpolated linearly ("type 7"). [any thread]
*/
#ifndef HL_MODEL_ROBUST_H
#define HL_MODEL_ROBUST_H

#include <stddef.h>

/* Ascending, in place. Meant for up to some thousand values. */
void hl_sort(double *values, size_t n);

/* These sort `values`. n >= 1. */
double hl_median(double *values, size_t n);
double hl_quantile(double *values, size_t n, double q);

/* Scale of ordinary variation (method.md B 4 "z"): the largest of 1.4826 MAD,
** the upper 90 % tail as a normal deviate, and `floor`; times 1 + 2.4/n since
** few values make a narrow scale. Uses `values` up. n >= 1. */
double hl_scale(double *values, size_t n, double floor);

#endif
