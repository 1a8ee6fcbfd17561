/* SPDX-License-Identifier: MIT
**
** Writes FIT files for tests, message by message, also wrong ones.
**
**     fit_bytes f = {0};
**     fit_begin(&f);
**     fit_define(&f, 0, HL_FIT_RECORD, 2, (int[]){253, 4, U32, 3, 1, U8});
**     fit_data(&f, 0); fit_put(&f, 4, time); fit_put(&f, 1, 140);
**     fit_end(&f);
**     read_case r = read_memory("run.fit", f.byte, f.n);
*/
#ifndef FIT_BYTES_H
#define FIT_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "hl_test.h"

#include "read/fit_profile.h"

enum {
  FIT_BYTES = 100000
};

/* Base types. */
enum {
  ENUM = 0x00,
  S8 = 0x01,
  U8 = 0x02,
  STRING = 0x07,
  BYTES = 0x0d,
  S16 = 0x83,
  U16 = 0x84,
  S32 = 0x85,
  U32 = 0x86,
  U32Z = 0x8c
};

typedef struct fit_bytes {
  uint8_t byte[FIT_BYTES];
  size_t n, header; /* where the current file of a chain begins */
  bool big_endian;  /* of definitions and data written from now on */
} fit_bytes;

static inline void fit_put(fit_bytes *f, int size, int64_t value) {
  assert_true(f->n + (size_t)size <= sizeof f->byte);
  for (int i = 0; i < size; i++) {
    int shift = 8 * (f->big_endian ? size - 1 - i : i);
    f->byte[f->n++] = (uint8_t)((uint64_t)value >> shift);
  }
}

static inline void fit_text(fit_bytes *f, int size, const char *text) {
  for (int i = 0; i < size; i++)
    fit_put(f, 1, *text ? *text++ : 0);
}

static inline uint16_t fit_crc(const uint8_t *bytes, size_t n) {
  unsigned crc = 0; /* bit by bit, unlike the decoder */
  for (size_t i = 0; i < n; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc & 1 ? crc >> 1 ^ 0xa001 : crc >> 1;
  }
  return (uint16_t)crc;
}

static inline void fit_little(fit_bytes *f, size_t at, int size, size_t value) {
  for (int i = 0; i < size; i++)
    f->byte[at + (size_t)i] = (uint8_t)(value >> 8 * i);
}

static inline void fit_begin(fit_bytes *f) {
  static const uint8_t header[14] = {14, 0x20, 0,   0,   0,   0, 0,
                                     0,  '.',  'F', 'I', 'T', 0, 0};
  f->header = f->n;
  memcpy(f->byte + f->n, header, sizeof header);
  f->n += sizeof header;
}

/* Sizes and checksums of the file begun last. */
static inline void fit_end(fit_bytes *f) {
  uint8_t *begin = f->byte + f->header;
  fit_little(f, f->header + 4, 4, f->n - f->header - 14);
  fit_little(f, f->header + 12, 2, fit_crc(begin, 12));
  fit_little(f, f->n, 2, fit_crc(begin, f->n - f->header));
  f->n += 2;
}

/* `fields`: number, size, base type for each. */
static inline void fit_define(fit_bytes *f, int local, int message, int count,
                              const int *fields) {
  fit_put(f, 1, 0x40 | local);
  fit_put(f, 1, 0);
  fit_put(f, 1, f->big_endian);
  fit_put(f, 2, message);
  fit_put(f, 1, count);
  for (int i = 0; i < 3 * count; i++)
    fit_put(f, 1, fields[i]);
}

static inline void fit_data(fit_bytes *f, int local) {
  fit_put(f, 1, local);
}

#endif
