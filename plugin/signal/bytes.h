/* SPDX-License-Identifier: MIT
**
** Fixed little-endian numbers for blocks and blobs, one at a time.
**
** The writer is told its room beforehand and does not check; the reader's
** error is sticky: past the end it gives 0 and `failed` says so once.
*/
#ifndef HL_SIGNAL_BYTES_H
#define HL_SIGNAL_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hl_bytes_out {
  unsigned char *at;
} hl_bytes_out;

void hl_put_int(hl_bytes_out *out, int64_t value, int size);
/* Every NaN is written as the same bits, so equal data are equal bytes. */
void hl_put_float(hl_bytes_out *out, float value);
void hl_put_double(hl_bytes_out *out, double value);

typedef struct hl_bytes_in {
  const unsigned char *at, *end;
  bool failed;
} hl_bytes_in;

int64_t hl_get_int(hl_bytes_in *in, int size); /* sign-extended */
float hl_get_float(hl_bytes_in *in);
double hl_get_double(hl_bytes_in *in);

#endif
