/* SPDX-License-Identifier: MIT
**
** 128-bit XXH3 over bytes (Debian's libxxhash): tells whether something
** changed. Not a defence against forgery, and not used as one.
*/
#ifndef HL_BASE_HASH_H
#define HL_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum {
  HL_HASH_TEXT = 33
}; /* 32 hex digits and NUL */

typedef struct hl_hash {
  uint64_t high, low;
} hl_hash;

hl_hash hl_hash_bytes(const void *bytes, size_t length);
void hl_hash_print(hl_hash hash, char text[HL_HASH_TEXT]);

/* Streaming form, for content that is hashed piece by piece. */
typedef struct hl_hasher hl_hasher;
hl_hasher *hl_hasher_new(void); /* NULL when out of memory */
void hl_hasher_add(hl_hasher *hasher, const void *bytes, size_t length);
/* Integers go in as little-endian so that machines agree. */
void hl_hasher_add_int(hl_hasher *hasher, int64_t value);
hl_hash hl_hasher_end(hl_hasher *hasher); /* frees the hasher */

#endif
