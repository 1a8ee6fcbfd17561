/* SPDX-License-Identifier: MIT
**
** See origin.h. The machine's id is confidential (machine-id(5)), so only a
** hash of it together with our name is kept.
*/
#include "annotate/origin.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "store/field.h"

static const char *const id_files[] = {"/etc/machine-id",
                                       "/var/lib/dbus/machine-id"};

static bool machine_hash(char text[HL_HASH_TEXT]) {
  static const char name[] = "heavylegs";
  for (size_t i = 0; i < sizeof id_files / sizeof id_files[0]; i++) {
    char *bytes = NULL;
    size_t length = 0;
    hl_error none = {0};
    if (hl_file_load(id_files[i], 256, &bytes, &length, &none)) continue;
    hl_hasher *hasher = length ? hl_hasher_new() : NULL;
    if (hasher) {
      hl_hasher_add(hasher, name, sizeof name);
      hl_hasher_add(hasher, bytes, length);
      hl_hash_print(hl_hasher_end(hasher), text);
    }
    free(bytes);
    if (hasher) return true;
  }
  return false;
}

hl_status hl_origin_here(hl_arena *arena, hl_setting_row *origin,
                         hl_error *err) {
  char text[HL_HASH_TEXT];
  origin->uid = (int64_t)getuid();
  origin->machine = NULL;
  if (!machine_hash(text)) return HL_OK;
  origin->machine = hl_arena_text(arena, text, strlen(text));
  return origin->machine ? HL_OK : hl_nomem(err);
}

bool hl_origin_is(const hl_setting_row *row, const hl_setting_row *here) {
  return row->machine && here->machine && row->uid == here->uid &&
         hl_same_text(row->machine, here->machine);
}
