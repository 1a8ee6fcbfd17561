/* SPDX-License-Identifier: MIT
**
** Fixed little-endian numbers; see bytes.h.
*/
#include "signal/bytes.h"

#include <math.h>
#include <string.h>

void hl_put_int(hl_bytes_out *out, int64_t value, int size) {
  uint64_t bits = (uint64_t)value;
  for (int i = 0; i < size; i++, bits >>= 8)
    *out->at++ = (unsigned char)(bits & 0xff);
}

void hl_put_float(hl_bytes_out *out, float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  if (isnan(value)) bits = 0x7fc00000u;
  hl_put_int(out, (int64_t)bits, 4);
}

void hl_put_double(hl_bytes_out *out, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  if (isnan(value)) bits = 0x7ff8000000000000u;
  hl_put_int(out, (int64_t)bits, 8);
}

int64_t hl_get_int(hl_bytes_in *in, int size) {
  uint64_t bits = 0;
  if (in->failed || in->end - in->at < size) {
    in->failed = true;
    return 0;
  }
  for (int i = size; i-- > 0;)
    bits = bits << 8 | in->at[i];
  in->at += size;
  if (size < 8 && bits >> (8 * size - 1)) bits |= ~(uint64_t)0 << (8 * size);
  return (int64_t)bits;
}

float hl_get_float(hl_bytes_in *in) {
  uint32_t bits = (uint32_t)hl_get_int(in, 4);
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

double hl_get_double(hl_bytes_in *in) {
  uint64_t bits = (uint64_t)hl_get_int(in, 8);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}
