/* SPDX-License-Identifier: MIT
**
** XXH3-128 for hash.h; the digest of a byte sequence is the same on every
** machine.
*/
#include "base/hash.h"

#include <stdlib.h>
#include <xxhash.h>

/* xxhash asks for 64-byte alignment of its state, so it allocates it. */
struct hl_hasher {
  XXH3_state_t *state;
};

hl_hash hl_hash_bytes(const void *bytes, size_t length) {
  XXH128_hash_t hash = XXH3_128bits(bytes, length);
  return (hl_hash){hash.high64, hash.low64};
}

static void print_half(uint64_t half, char *text) {
  for (int i = 0; i < 16; i++)
    text[i] = "0123456789abcdef"[half >> (60 - 4 * i) & 15];
}

void hl_hash_print(hl_hash hash, char text[HL_HASH_TEXT]) {
  print_half(hash.high, text);
  print_half(hash.low, text + 16);
  text[HL_HASH_TEXT - 1] = '\0';
}

hl_hasher *hl_hasher_new(void) {
  hl_hasher *hasher = malloc(sizeof *hasher);
  if (!hasher) return NULL;
  hasher->state = XXH3_createState();
  if (!hasher->state || XXH3_128bits_reset(hasher->state) != XXH_OK) {
    XXH3_freeState(hasher->state);
    free(hasher);
    return NULL;
  }
  return hasher;
}

/* Fails for a NULL pointer with a length only, which callers do not pass. */
void hl_hasher_add(hl_hasher *hasher, const void *bytes, size_t length) {
  if (length > 0) (void)XXH3_128bits_update(hasher->state, bytes, length);
}

void hl_hasher_add_int(hl_hasher *hasher, int64_t value) {
  unsigned char bytes[8];
  for (int i = 0; i < 8; i++)
    bytes[i] = (unsigned char)((uint64_t)value >> (8 * i));
  hl_hasher_add(hasher, bytes, sizeof bytes);
}

hl_hash hl_hasher_end(hl_hasher *hasher) {
  XXH128_hash_t hash = XXH3_128bits_digest(hasher->state);
  XXH3_freeState(hasher->state);
  free(hasher);
  return (hl_hash){hash.high64, hash.low64};
}
