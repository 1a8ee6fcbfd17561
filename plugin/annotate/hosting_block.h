/* SPDX-License-Identifier: MIT
**
** Our block within the text of a host's field, and within its limit.
**
** Thread class: db thread.
*/
#ifndef HL_ANNOTATE_HOSTING_BLOCK_H
#define HL_ANNOTATE_HOSTING_BLOCK_H

#include "hosts/writing.h"

typedef struct hl_hosting_block {
  const hl_binding *binding; /* whose field has a limit, or none */
  hl_arena *arena;           /* for the texts */
  bool has_room;             /* out: the block is in it, whole or shortened */
} hl_hosting_block;

/* *now: `old` with our block saying `text`, or without it (NULL). A text that
** would lead beyond the limit is shortened between two words, with "..." for
** the rest; where not even a few words have room there is no block. The user's
** own words are never shortened. HL_E_NOMEM. */
hl_status hl_hosting_set_block(hl_hosting_block *block,
                               const hl_host_field *old, const char *text,
                               hl_host_field *now, hl_error *err);

/* The same text, or NULL both. */
bool hl_hosting_same(const hl_host_field *a, const hl_host_field *b);

#endif
