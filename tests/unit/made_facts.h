/* SPDX-License-Identifier: MIT
**
** Facts made by hand: a usable run on a given day, its statistics wobbling
** about their usual values as a real runner's do.
*/
#ifndef TESTS_MADE_FACTS_H
#define TESTS_MADE_FACTS_H

#include <math.h>
#include <string.h>

#include "model/facts.h"

/* Two sines that never repeat together: SD about `size`. */
static inline double made_noise(int k, double size) {
  return size * (sin(k * 2.399963) + sin(k * 1.1 + 0.5 * k * k));
}

static inline hl_facts made_facts(int k, double day) {
  hl_facts f;
  memset(&f, 0, sizeof f);
  f.start_ms = (int64_t)(1700000000000 + day * 86400000.0);
  f.moving_min = 50;
  f.duration_s = 3000;
  f.distance_m = 9000;
  f.coverage = f.clean_share = 1;
  f.quality = HL_QUALITY_GOOD;
  const hl_quality good = HL_QUALITY_GOOD;
  f.start = (hl_statistic){true, -2 + made_noise(k, 2), 0.1, 85, 3, 12, good};
  f.midway =
      (hl_statistic){true, 3 + made_noise(k + 7, 2), 0, 92, 28, 49.5, good};
  f.entire =
      (hl_statistic){true, 150 + made_noise(k + 13, 3), 11, 90, 6, 49.5, good};
  f.mean_bpm = 145;
  f.mean_speed_mps = f.mean_gas_mps = 3;
  f.cadence_spm = f.step_length_m = f.temperature_c = f.ascent_m = NAN;
  f.opening_min = NAN;
  f.fastest_part = 1.05;
  return f;
}

#endif
