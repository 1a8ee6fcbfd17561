/* SPDX-License-Identifier: MIT
**
** Writes zip archives for tests, also wrong ones.
**
**     zip_bytes z = {0};
**     zip_add(&z, "run.tcx", text, strlen(text));
**     zip_end(&z);
**     read_case r = read_memory("runs.zip", z.byte, z.n);
**     zip_free(&z);
*/
#ifndef ZIP_BYTES_H
#define ZIP_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "hl_test.h"

enum {
  ZIP_MEMBERS = 400
};

typedef struct zip_entry {
  char name[64];
  uint32_t at, crc, packed, size;
  int method, flags;
} zip_entry;

typedef struct zip_bytes {
  unsigned char *byte;
  size_t n, capacity;
  zip_entry entry[ZIP_MEMBERS]; /* change them before zip_end() to lie */
  int entry_n;
  size_t directory;
} zip_bytes;

static inline void zip_raw(zip_bytes *z, const void *bytes, size_t n) {
  if (z->n + n > z->capacity) {
    z->capacity = 2 * (z->n + n) + 1000;
    z->byte = realloc(z->byte, z->capacity);
    assert_non_null(z->byte);
  }
  memcpy(z->byte + z->n, bytes, n);
  z->n += n;
}

static inline void zip_put(zip_bytes *z, int size, uint32_t value) {
  unsigned char bytes[4];
  for (int i = 0; i < size; i++)
    bytes[i] = (unsigned char)(value >> 8 * i);
  zip_raw(z, bytes, (size_t)size);
}

static inline void zip_common(zip_bytes *z, const zip_entry *e) {
  zip_put(z, 2, 20); /* version needed */
  zip_put(z, 2, (uint32_t)e->flags);
  zip_put(z, 2, (uint32_t)e->method);
  zip_put(z, 4, 0x58a10000); /* 2024-05-01 */
  zip_put(z, 4, e->crc);
  zip_put(z, 4, e->packed);
  zip_put(z, 4, e->size);
  zip_put(z, 2, (uint32_t)strlen(e->name));
  zip_put(z, 2, 0); /* extra */
}

/* Raw deflate, as in zip. */
static inline unsigned char *zip_deflate(const void *bytes, size_t n,
                                         size_t *packed) {
  z_stream s = {0};
  assert_int_equal(deflateInit2(&s, 9, Z_DEFLATED, -15, 9, 0), Z_OK);
  size_t room = deflateBound(&s, (uLong)n);
  unsigned char *out = malloc(room);
  assert_non_null(out);
  s.next_in = (Bytef *)(uintptr_t)bytes;
  s.avail_in = (uInt)n;
  s.next_out = out;
  s.avail_out = (uInt)room;
  assert_int_equal(deflate(&s, Z_FINISH), Z_STREAM_END);
  *packed = s.total_out;
  deflateEnd(&s);
  return out;
}

static inline zip_entry *zip_add(zip_bytes *z, const char *name,
                                 const void *bytes, size_t n) {
  assert_true(z->entry_n < ZIP_MEMBERS);
  zip_entry *e = &z->entry[z->entry_n++];
  size_t packed = 0;
  unsigned char *data = zip_deflate(bytes, n, &packed);
  snprintf(e->name, sizeof e->name, "%s", name);
  e->at = (uint32_t)z->n;
  e->crc = (uint32_t)crc32(0, bytes, (uInt)n);
  e->packed = (uint32_t)packed;
  e->size = (uint32_t)n;
  e->method = 8;
  zip_put(z, 4, 0x04034b50);
  zip_common(z, e);
  zip_raw(z, name, strlen(name));
  zip_raw(z, data, packed);
  free(data);
  return e;
}

static inline zip_entry *zip_text(zip_bytes *z, const char *name,
                                  const char *text) {
  return zip_add(z, name, text, strlen(text));
}

static inline void zip_end(zip_bytes *z) {
  z->directory = z->n;
  for (int i = 0; i < z->entry_n; i++) {
    const zip_entry *e = &z->entry[i];
    zip_put(z, 4, 0x02014b50);
    zip_put(z, 2, 20); /* made by */
    zip_common(z, e);
    zip_put(z, 2, 0); /* comment */
    zip_put(z, 2, 0); /* disk */
    zip_put(z, 2, 0); /* attributes */
    zip_put(z, 4, 0);
    zip_put(z, 4, e->at);
    zip_raw(z, e->name, strlen(e->name));
  }
  size_t size = z->n - z->directory;
  zip_put(z, 4, 0x06054b50);
  zip_put(z, 4, 0); /* disks */
  zip_put(z, 2, (uint32_t)z->entry_n);
  zip_put(z, 2, (uint32_t)z->entry_n);
  zip_put(z, 4, (uint32_t)size);
  zip_put(z, 4, (uint32_t)z->directory);
  zip_put(z, 2, 0); /* comment */
}

static inline void zip_free(zip_bytes *z) {
  free(z->byte);
  *z = (zip_bytes){0};
}

#endif
