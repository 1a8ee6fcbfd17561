/* SPDX-License-Identifier: MIT
**
** A GoldenCheetah activity as the patcher sees it: where its tags and intervals
** lie, and a hash over all that is not to be patched. Used by gc_patch.c.
*/
#ifndef HL_HOSTS_GC_DOCUMENT_H
#define HL_HOSTS_GC_DOCUMENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/hash.h"
#include "hosts/gc_patch.h"
#include "read/gc_json.h"

typedef struct hl_gc_item { /* a tag or an interval */
  hl_gc_range whole;
  const char *name;
  const char *value;      /* of a tag */
  double start_s, stop_s; /* of an interval */
  bool is_ours;           /* named in the patch, or by its prefix */
} hl_gc_item;

typedef struct hl_gc_section {
  const char *key;   /* "TAGS", "INTERVALS" */
  char open, close;  /* brackets */
  hl_gc_range range; /* with its brackets; end 0: not there */
  hl_gc_item *item;
  size_t n, room;
} hl_gc_section;

typedef struct hl_gc_document {
  const char *bytes;
  size_t length;
  const hl_gc_patch *patch;
  hl_arena *arena; /* the texts live there */
  hl_gc_outline outline;
  hl_gc_section tags, intervals;
  hl_hasher *hasher;
  hl_hash others; /* head, foreign tags and intervals, samples */
  size_t rides;
} hl_gc_document;

/* Read bytes, length and patch. HL_E_INPUT for a file that must not be
** patched. */
hl_status hl_gc_document_read(hl_gc_document *doc, hl_error *err);

/* As hl_gc_patch_apply(), for a file that was read under a patch with the same
** tags and prefix. */
hl_status hl_gc_patch_document(const hl_gc_document *doc,
                               const hl_gc_patch *patch, hl_text *out,
                               hl_error *err);

/* The tag of the patch with this name, or NULL. */
const hl_gc_tag *hl_gc_patch_tag(const hl_gc_patch *patch, const char *key);

#endif
