/* SPDX-License-Identifier: MIT
**
** Tags and intervals of ours in one GoldenCheetah activity (.json).
**
**     hl_gc_patch patch = {.tag = tags, .tag_n = 2, .prefix = "Heavy legs: "};
**     status = hl_gc_patch_apply(bytes, length, &patch, &out, &err);
**
** The file is patched as text: every byte outside of the tags that are named
** and of the intervals with the prefix stays as it was, and cutting what was
** added gives the very bytes from before. New tags go where GoldenCheetah
** would sort them; a section is made where there is none, in front of SAMPLES,
** and taken away rather than left empty, which GoldenCheetah cannot read.
**
** The result is read again under GoldenCheetah's grammar (read/gc_json.h) and
** given only if it says the same of everything else. Refused, with HL_E_INPUT:
** files in which GoldenCheetah would lose something already, truncated ones,
** those without samples, and texts beyond ASCII for a file that is not UTF-8.
** HL_E_USAGE: a tag whose name is a word of the grammar, or not in order.
** Pure function, linear time. [any thread]
*/
#ifndef HL_HOSTS_GC_PATCH_H
#define HL_HOSTS_GC_PATCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

typedef struct hl_gc_tag {
  const char *key;
  const char *value; /* UTF-8; NULL: the tag goes */
} hl_gc_tag;

typedef struct hl_gc_mark { /* an interval of ours */
  const char *name;         /* begins with the prefix */
  int64_t start_s, stop_s;  /* since the activity's start */
} hl_gc_mark;

typedef struct hl_gc_patch {
  const hl_gc_tag *tag; /* keys strictly ascending by byte */
  size_t tag_n;
  const char *prefix; /* intervals that begin so are ours; NULL: leave all */
  const hl_gc_mark *mark;
  size_t mark_n;
} hl_gc_patch;

/* The patched file goes to the end of `out`: the same bytes where nothing had
** to change. On failure `out` is as it was. */
hl_status hl_gc_patch_apply(const char *bytes, size_t length,
                            const hl_gc_patch *patch, hl_text *out,
                            hl_error *err);

#endif
