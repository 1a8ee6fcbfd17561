/* SPDX-License-Identifier: MIT
**
** Facts as a blob; see facts.h.
**
** Layout, little-endian: version u8, then every field in the order below; the
** rows last, as many as there are. A change of layout or of meaning raises
** HL_FACTS_VERSION: facts are made again from the epochs.
*/
#include <math.h>
#include <string.h>

#include "model/facts.h"
#include "signal/bytes.h"

/* The doubles of a hl_facts, in the blob's order. */
#define DOUBLES(f)                                                             \
  {                                                                            \
    &(f)->moving_min, &(f)->duration_s, &(f)->distance_m, &(f)->coverage,      \
        &(f)->clean_share, &(f)->lock_share, &(f)->flat_share, &(f)->speed_cv, \
        &(f)->mean_bpm, &(f)->mean_speed_mps, &(f)->mean_gas_mps,              \
        &(f)->cadence_spm, &(f)->step_length_m, &(f)->temperature_c,           \
        &(f)->ascent_m, &(f)->late_min, &(f)->opening_min, &(f)->fastest_part, \
        &(f)->astray_share                                                     \
  }

static void put_statistic(hl_bytes_out *out, const hl_statistic *s) {
  hl_put_int(out, s->has, 1);
  hl_put_double(out, s->value_bpm);
  hl_put_double(out, s->speed_kmh);
  hl_put_double(out, s->effort_bpm);
  hl_put_double(out, s->from_min);
  hl_put_double(out, s->to_min);
  hl_put_int(out, s->quality, 1);
}

static void get_statistic(hl_bytes_in *in, hl_statistic *s) {
  s->has = hl_get_int(in, 1) == 1;
  s->value_bpm = hl_get_double(in);
  s->speed_kmh = hl_get_double(in);
  s->effort_bpm = hl_get_double(in);
  s->from_min = hl_get_double(in);
  s->to_min = hl_get_double(in);
  int64_t quality = hl_get_int(in, 1);
  s->quality = (hl_quality)quality;
  if (!isfinite(s->value_bpm) || !isfinite(s->speed_kmh) ||
      !isfinite(s->effort_bpm) || !isfinite(s->from_min) ||
      !isfinite(s->to_min) || quality < 0 || quality > HL_QUALITY_GOOD)
    in->failed = true;
}

size_t hl_facts_pack(const hl_facts *f, unsigned char *bytes) {
  const double *const doubles[] = DOUBLES(f);
  hl_bytes_out out = {bytes};
  hl_put_int(&out, HL_FACTS_VERSION, 1);
  hl_put_int(&out, f->start_ms, 8);
  hl_put_int(&out, f->utc_offset_s, 4);
  hl_put_int(&out, f->offset_known, 1);
  hl_put_int(&out, f->device, 4);
  hl_put_int(&out, f->reason, 1);
  hl_put_int(&out, f->quality, 1);
  for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++)
    hl_put_double(&out, *doubles[i]);
  put_statistic(&out, &f->start);
  put_statistic(&out, &f->midway);
  put_statistic(&out, &f->entire);
  for (int i = 0; i < HL_PULSE_BINS; i++)
    hl_put_float(&out, f->pulse_min[i]);
  hl_put_int(&out, f->row_n, 1);
  for (int i = 0; i < f->row_n; i++) {
    hl_put_float(&out, f->row[i].moving_min);
    hl_put_float(&out, f->row[i].speed_kmh);
    hl_put_float(&out, f->row[i].heart_rate_bpm);
  }
  return (size_t)(out.at - bytes);
}

static float get_finite(hl_bytes_in *in) {
  float v = hl_get_float(in);
  if (!isfinite(v)) in->failed = true;
  return v;
}

hl_status hl_facts_unpack(const void *bytes, size_t length, hl_facts *f,
                          hl_error *err) {
  hl_bytes_in in = {bytes, (const unsigned char *)bytes + length, false};
  double *const doubles[] = DOUBLES(f);
  int64_t version = hl_get_int(&in, 1);
  memset(f, 0, sizeof *f);
  if (in.failed || version != HL_FACTS_VERSION)
    return hl_fail(err, HL_E_INPUT, "facts of version %d, not %d", (int)version,
                   HL_FACTS_VERSION);
  f->start_ms = hl_get_int(&in, 8);
  f->utc_offset_s = (int32_t)hl_get_int(&in, 4);
  f->offset_known = hl_get_int(&in, 1) != 0;
  f->device = (uint32_t)hl_get_int(&in, 4);
  int64_t reason = hl_get_int(&in, 1), quality = hl_get_int(&in, 1);
  for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++)
    *doubles[i] = hl_get_double(&in);
  get_statistic(&in, &f->start);
  get_statistic(&in, &f->midway);
  get_statistic(&in, &f->entire);
  for (int i = 0; i < HL_PULSE_BINS; i++)
    f->pulse_min[i] = get_finite(&in);
  int64_t rows = hl_get_int(&in, 1);
  bool bad = reason < 0 || reason >= HL_REASON_COUNT || quality < 0 ||
             quality > HL_QUALITY_GOOD || rows < 0 || rows > HL_FACTS_ROWS ||
             !isfinite(f->moving_min) || !isfinite(f->duration_s);
  for (int i = 0; !bad && i < rows; i++) {
    f->row[i].moving_min = get_finite(&in);
    f->row[i].speed_kmh = get_finite(&in);
    f->row[i].heart_rate_bpm = get_finite(&in);
  }
  if (bad || in.failed || in.at != in.end) {
    memset(f, 0, sizeof *f);
    return hl_fail(err, HL_E_INPUT, "facts of %zu bytes that do not add up",
                   length);
  }
  f->reason = (hl_reason)reason;
  f->quality = (hl_quality)quality;
  f->row_n = (int)rows;
  return HL_OK;
}
