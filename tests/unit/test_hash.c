/* SPDX-License-Identifier: MIT
**
** Hashes: known values of XXH3-128, and the same by pieces as at once.
*/
#include "hl_test.h"

#include "base/embed.h"
#include "base/hash.h"

static void hashes_have_their_published_values(void **state) {
  (void)state;
  char text[HL_HASH_TEXT];
  hl_hash_print(hl_hash_bytes("", 0), text); /* seed 0, as xxhsum prints it */
  assert_string_equal(text, "99aa06d3014798d86001c324468d497f");
  hl_hash_print((hl_hash){1, 0xABCDEF}, text);
  assert_string_equal(text, "00000000000000010000000000abcdef");
}

static void pieces_hash_as_the_whole(void **state) {
  (void)state;
  char bytes[5000];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (char)(i * i);
  hl_hash whole = hl_hash_bytes(bytes, sizeof bytes);
  hl_hasher *hasher = hl_hasher_new();
  assert_non_null(hasher);
  for (size_t at = 0, step = 0; at < sizeof bytes; at += step++) {
    size_t rest = sizeof bytes - at;
    hl_hasher_add(hasher, bytes + at, step < rest ? step : rest);
  }
  hl_hash pieces = hl_hasher_end(hasher);
  assert_true(whole.high == pieces.high && whole.low == pieces.low);
}

static void integers_are_hashed_little_endian(void **state) {
  (void)state;
  hl_hasher *hasher = hl_hasher_new();
  hl_hasher_add_int(hasher, 0x0102030405060708);
  hl_hasher_add_int(hasher, -1);
  hl_hash got = hl_hasher_end(hasher);
  hl_hash wanted = hl_hash_bytes("\x08\x07\x06\x05\x04\x03\x02\x01"
                                 "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
                                 16);
  assert_true(got.high == wanted.high && got.low == wanted.low);
}

static void one_bit_makes_another_hash(void **state) {
  (void)state;
  hl_hash a = hl_hash_bytes("heavy legs", 10);
  hl_hash b = hl_hash_bytes("heavy legr", 10);
  assert_true(a.high != b.high && a.low != b.low);
}

static void built_in_files_are_found_by_path(void **state) {
  (void)state;
  const hl_embedded *manifest = hl_embedded_find("manifest.xml");
  assert_non_null(manifest);
  assert_int_equal(strlen(manifest->bytes), manifest->length);
  assert_non_null(strstr(manifest->bytes, "id=\"heavylegs\""));
  assert_null(hl_embedded_find("manifest"));
  assert_null(hl_embedded_find(""));
}

HL_TEST_MAIN(cmocka_unit_test(hashes_have_their_published_values),
             cmocka_unit_test(pieces_hash_as_the_whole),
             cmocka_unit_test(integers_are_hashed_little_endian),
             cmocka_unit_test(one_bit_makes_another_hash),
             cmocka_unit_test(built_in_files_are_found_by_path))
