/* SPDX-License-Identifier: MIT
**
** Values at matched speed; see matched.h.
*/
#include "model/matched.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/robust.h"
#include "model/score.h"

enum {
  K = HL_MATCHED_FEATURES
};
#define DETECTABLE_Z 2.33

void hl_matched_push(hl_matched *m, double y, const double *x) {
  if (m->n == HL_MATCHED_MAX) {
    memmove(m->y, m->y + 1, (HL_MATCHED_MAX - 1) * sizeof *m->y);
    memmove(m->x, m->x + 1, (HL_MATCHED_MAX - 1) * sizeof *m->x);
    m->n--;
  }
  m->y[m->n] = y;
  memcpy(m->x[m->n++], x, sizeof *m->x);
}

static double middle_of(const hl_matched *m, int feature) {
  double v[HL_MATCHED_MAX];
  for (int i = 0; i < m->n; i++)
    v[i] = feature < 0 ? m->y[i] : m->x[i][feature];
  return hl_median(v, (size_t)m->n);
}

/* Ridge: least squares about the medians, the prior slopes as further rows. */
static void fit(const hl_matched *m, const hl_matched_prior *prior,
                const double *centre, double centre_y, double *slope) {
  double A[K][K] = {{0}}, b[K] = {0}, det;
  for (int i = 0; i < m->n; i++)
    for (int j = 0; j < K; j++) {
      double dx = m->x[i][j] - centre[j];
      b[j] += dx * (m->y[i] - centre_y);
      for (int k = 0; k < K; k++)
        A[j][k] += dx * (m->x[i][k] - centre[k]);
    }
  for (int j = 0; j < K; j++) {
    /* An unused feature gets a prior that nothing can move from 0. */
    double sd = prior->sd[j] > 0 ? prior->sd[j] : prior->noise * 1e-9;
    double weight = prior->noise * prior->noise / (sd * sd);
    A[j][j] += weight;
    b[j] += weight * prior->slope[j];
  }
  det = A[0][0] * A[1][1] - A[0][1] * A[1][0];
  slope[0] = (b[0] * A[1][1] - b[1] * A[0][1]) / det;
  slope[1] = (b[1] * A[0][0] - b[0] * A[1][0]) / det;
}

void hl_matched_look(const hl_matched *m, const hl_matched_prior *prior,
                     double y, const double *x, hl_match *out) {
  const double none = (double)NAN;
  double centre[K], slope[K], rest[HL_MATCHED_MAX], own = y;
  hl_sample sample = {m->n, rest, NULL, prior->floor};
  hl_place place;
  *out = (hl_match){HL_REASON_WINDOW,
                    m->n,
                    prior->needed,
                    y,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none};
  if (!isfinite(y)) return;
  out->reason = HL_REASON_HISTORY;
  if (m->n < prior->needed) return;
  for (int j = 0; j < K; j++)
    centre[j] = middle_of(m, j);
  fit(m, prior, centre, middle_of(m, -1), slope);
  for (int j = 0; j < K; j++)
    own -= slope[j] * (x[j] - centre[j]);
  for (int i = 0; i < m->n; i++) {
    rest[i] = m->y[i];
    for (int j = 0; j < K; j++)
      rest[i] -= slope[j] * (m->x[i][j] - centre[j]);
  }
  hl_place_find(&sample, own, 0, &place);
  out->reason = HL_REASON_NONE;
  out->residual = place.residual;
  out->scale = place.scale;
  out->usual = hl_round(y - place.residual);
  out->z = hl_round(place.residual / place.scale);
  out->rarity_high = place.rarity_high;
  out->rarity_low = place.rarity_low;
  out->detectable = hl_round(DETECTABLE_Z * place.scale);
}
