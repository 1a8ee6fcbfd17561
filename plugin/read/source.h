/* SPDX-License-Identifier: MIT
**
** Bytes that are pulled: a file, memory, a gzip stream over another source, a
** member of an archive. Nothing here knows a format.
**
** A source is a struct that begins with hl_source; whoever opened it closes it
** with hl_source_close(), which frees it.
*/
#ifndef HL_READ_SOURCE_H
#define HL_READ_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef struct hl_source hl_source;
struct hl_source {
  /* Up to `size` bytes; *got is 0 at the end and only there. */
  hl_status (*read)(hl_source *source, void *buffer, size_t size, size_t *got,
                    hl_error *err);
  void (*close)(hl_source *source); /* frees the source */
  bool ended_early; /* compressed data broke off before its end */
};

hl_status hl_source_file(hl_source **source, const char *path, hl_error *err);
/* The bytes are not copied. */
hl_status hl_source_memory(hl_source **source, const void *bytes, size_t length,
                           hl_error *err);
/* gzip (all members of the stream) over `inner`, which is closed with it, also
** when this call fails. */
hl_status hl_source_gzip(hl_source **source, hl_source *inner, hl_error *err);
/* `head` was read ahead from `inner`: give it out first. Copies the bytes. */
hl_status hl_source_ahead(hl_source **source, const void *head, size_t length,
                          hl_source *inner, hl_error *err);

void hl_source_close(hl_source *source); /* NULL is fine */

/* Everything, at most `limit` bytes, malloc'd with a NUL behind. */
hl_status hl_source_load(hl_source *source, uint64_t limit, char **bytes,
                         size_t *length, hl_error *err);

#endif
