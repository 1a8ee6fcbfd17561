/* SPDX-License-Identifier: MIT
**
** What gc_write.c and gc_retract.c share: files with their stamps, and the
** journal's rows of them.
*/
#ifndef HL_HOSTS_GC_JOURNAL_H
#define HL_HOSTS_GC_JOURNAL_H

#include "base/file.h"
#include "hosts/gc_fields.h"
#include "hosts/gc_write.h"
#include "store/journal.h"

#define HL_GC_HOST "goldencheetah"

enum {
  HL_GC_FILE_BYTES = 256 << 20
};

/* Of a row, kept in `inverse` as JSON. */
typedef struct hl_gc_memory {
  const char *hash;  /* of the file without our fields, as it was */
  const char *wrote; /* hash of the fields that were written */
  const char *key;   /* of hl_gc_file, when they were */
  int64_t mtime_ns;  /* of the file after that */
  const char *value[HL_GC_FIELDS]; /* of our fields before us; NULL: none */
} hl_gc_memory;

/* hash "" where the row has none. */
hl_gc_memory hl_gc_recall(hl_store *store, const hl_write_row *row,
                          hl_arena *arena);
void hl_gc_remember(const hl_gc_memory *memory, hl_text *json);

/* The file patched to hold these fields. */
hl_status hl_gc_with_fields(const char *bytes, size_t length,
                            const hl_gc_fields *fields, hl_text *out,
                            hl_error *err);
/* And to hold what it held before us. */
hl_status hl_gc_without_us(const char *bytes, size_t length,
                           const hl_gc_memory *memory, hl_text *out,
                           hl_error *err);

void hl_gc_hash(const char *bytes, size_t length, char text[HL_HASH_TEXT]);

/* Replace the file, set its time, and let what was read from it count as read.
** Outside of a transaction. */
hl_status hl_gc_replace(const char *path, const hl_text *bytes, hl_error *err);
void hl_gc_settle_source(hl_store *store, const char *path,
                         const hl_file_stamp *stamp);

/* Rows that a crash left planned: done or not? */
hl_status hl_gc_reconcile(hl_store *store, hl_error *err);

#endif
