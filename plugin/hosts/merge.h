/* SPDX-License-Identifier: MIT
**
** One marked block of ours inside a text that belongs to somebody else.
**
**     felt ok, new shoes
**     [heavy-legs]
**     Heavy at the start ...
**     [/heavy-legs]
**
** Only the block is ever replaced or cut; every other byte stays where it is.
** A text in front of a new block is parted from it by one newline of ours; a
** newline behind the opening marker says so, and cutting the block takes both.
** A block that found an empty field has a blank there instead, so that words
** written before it later keep their newline. Hence for every text without a
** block of that tag: cutting what was added gives the same bytes again.
**
** The block is the last opening marker that has a closing marker behind it, to
** the first such closing marker: an opening marker quoted by the user earlier
** takes nothing with it.
** Pure function, linear time. [any thread]
*/
#ifndef HL_HOSTS_MERGE_H
#define HL_HOSTS_MERGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/text.h"

enum {
  HL_MERGE_TAG_MAX = 32
};

typedef struct hl_merge_change {
  const char *old; /* the field as it is; NULL: SQL NULL */
  size_t old_length;
  const char *tag;  /* 1..32 of [A-Za-z0-9_-] */
  const char *text; /* what the block should say; NULL or "" cuts it */
  size_t text_length;
  bool is_null; /* result: the field is and stays NULL */
} hl_merge_change;

/* The new field goes to the end of `out`, except where change->is_null. Our own
** markers inside `text` lose their brackets, so that a block cannot end early.
** HL_E_USAGE for a bad tag, HL_E_NOMEM. */
hl_status hl_merge(hl_merge_change *change, hl_text *out, hl_error *err);

#endif
