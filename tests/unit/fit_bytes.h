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

#include "read_case.h"

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

/* ---- the usual messages, one local type each ---------------------------- */

enum {
  T0 = 1081746000 /* FIT time of 2024-04-11T05:00:00Z */
};
#define T0_MS ((T0 + HL_FIT_EPOCH_S) * 1000)

/* One local message type per kind, so that files read like lists. */
enum {
  FILE_ID,
  RECORD,
  LAP,
  SESSION,
  EVENT,
  ACTIVITY,
  OTHER
};

#define FIELDS(...)                                                            \
  (int)(sizeof((int[]){__VA_ARGS__}) / sizeof(int) / 3), (int[]) {             \
    __VA_ARGS__                                                                \
  }

static inline void fit_put_file_id(fit_bytes *f, int type, int manufacturer,
                                   int product) {
  fit_define(f, FILE_ID, HL_FIT_FILE_ID,
             FIELDS(0, 1, ENUM, 1, 2, U16, 2, 2, U16, 3, 4, U32Z, 4, 4, U32));
  fit_data(f, FILE_ID);
  fit_put(f, 1, type);
  fit_put(f, 2, manufacturer);
  fit_put(f, 2, product);
  fit_put(f, 4, 3999000001);
  fit_put(f, 4, T0);
}

static inline void fit_define_record(fit_bytes *f) {
  fit_define(f, RECORD, HL_FIT_RECORD, FIELDS(253, 4, U32, 3, 1, U8));
}

static inline void fit_put_record(fit_bytes *f, int64_t second, int bpm) {
  fit_data(f, RECORD);
  fit_put(f, 4, T0 + second);
  fit_put(f, 1, bpm);
}

static inline void fit_put_session(fit_bytes *f, int64_t second, int sport,
                                   int sub_sport) {
  fit_define(f, SESSION, HL_FIT_SESSION,
             FIELDS(2, 4, U32, 5, 1, ENUM, 6, 1, ENUM, 192, 1, U8, 193, 1, U8));
  fit_data(f, SESSION);
  fit_put(f, 4, T0 + second);
  fit_put(f, 1, sport);
  fit_put(f, 1, sub_sport);
  fit_put(f, 1, 255);
  fit_put(f, 1, 255);
}

/* Three records of a run, and the session. */
static inline void fit_put_run(fit_bytes *f, int64_t second) {
  fit_begin(f);
  fit_put_file_id(f, HL_FIT_TYPE_ACTIVITY, 1, 3113);
  fit_define_record(f);
  for (int i = 0; i < 3; i++)
    fit_put_record(f, second + i, 140 + i);
  fit_put_session(f, second, HL_FIT_SPORT_RUNNING, 0);
  fit_end(f);
}

static inline read_case fit_read(const fit_bytes *f) {
  return read_memory("run.fit", f->byte, f->n);
}

static inline read_case fit_read_one(const fit_bytes *f) {
  read_case r = fit_read(f);
  if (r.status) print_error("%s\n", r.err.text);
  assert_int_equal(r.status, HL_OK);
  assert_int_equal(r.parts, 1);
  return r;
}

#endif
