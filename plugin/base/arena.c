/* SPDX-License-Identifier: MIT
**
** The arena of arena.h: a list of malloc'd blocks, the newest first. Blocks
** double in size from 4 KiB to 1 MiB so that a small activity stays small and
** a large one makes few calls; a request larger than that gets its own block.
*/
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
  ALIGN = 16,
  FIRST_BLOCK = 4 * 1024,
  LARGEST_BLOCK = 1024 * 1024,
  FIRST_ELEMENTS = 16, /* of a list that grows */
};

struct hl_arena_block {
  alignas(16) hl_arena_block *next; /* older block */
  size_t capacity, used;            /* bytes behind this header */
};

bool hl_size_add(size_t a, size_t b, size_t *result) {
  if (a > SIZE_MAX - b) return false;
  *result = a + b;
  return true;
}

bool hl_size_mul(size_t a, size_t b, size_t *result) {
  if (b != 0 && a > SIZE_MAX / b) return false;
  *result = a * b;
  return true;
}

static char *block_bytes(hl_arena_block *block) {
  return (char *)(block + 1);
}

/* A new block in front with room for `size` bytes; false: out of memory. */
static bool add_block(hl_arena *arena, size_t size) {
  size_t capacity = arena->head ? arena->head->capacity * 2 : FIRST_BLOCK;
  size_t bytes;
  if (capacity > LARGEST_BLOCK) capacity = LARGEST_BLOCK;
  if (capacity < size) capacity = size;
  if (!hl_size_add(capacity, sizeof(hl_arena_block), &bytes)) return false;
  hl_arena_block *block = malloc(bytes);
  if (!block) return false;
  *block = (hl_arena_block){.next = arena->head, .capacity = capacity};
  arena->head = block;
  return true;
}

void *hl_arena_alloc(hl_arena *arena, size_t count, size_t size) {
  size_t bytes, rounded;
  if (!hl_size_mul(count, size, &bytes)) return NULL;
  if (bytes == 0) bytes = 1; /* so that the pointer is its own */
  if (!hl_size_add(bytes, ALIGN - 1, &rounded)) return NULL;
  rounded -= rounded % ALIGN;

  hl_arena_block *block = arena->head;
  if (!block || block->capacity - block->used < rounded) {
    if (!add_block(arena, rounded)) return NULL;
    block = arena->head;
  }
  char *start = block_bytes(block) + block->used;
  block->used += rounded;
  arena->used += rounded;
  return memset(start, 0, bytes);
}

void *hl_arena_grow(hl_arena *arena, void *old, size_t had, size_t count,
                    size_t size) {
  if (count < had) return NULL;
  void *grown = hl_arena_alloc(arena, count, size);
  if (grown && had > 0) memcpy(grown, old, had * size);
  return grown;
}

void *hl_arena_more(hl_arena *arena, void *list, size_t n, size_t *room,
                    size_t size) {
  if (n < *room) return list;
  size_t more = *room ? *room * 2 : FIRST_ELEMENTS;
  void *grown = hl_arena_grow(arena, list, n, more, size);
  if (grown) *room = more;
  return grown;
}

char *hl_arena_text(hl_arena *arena, const char *text, size_t length) {
  size_t bytes;
  if (!hl_size_add(length, 1, &bytes)) return NULL;
  char *copy = hl_arena_alloc(arena, bytes, 1);
  if (copy && length > 0) memcpy(copy, text, length);
  return copy;
}

static void free_blocks(hl_arena_block *block) {
  while (block) {
    hl_arena_block *next = block->next;
    free(block);
    block = next;
  }
}

/* The largest block is worth keeping: the next activity is likely as long. */
void hl_arena_reset(hl_arena *arena) {
  hl_arena_block *keep = arena->head;
  if (keep) {
    free_blocks(keep->next);
    keep->next = NULL;
    keep->used = 0;
  }
  arena->used = 0;
}

void hl_arena_free(hl_arena *arena) {
  free_blocks(arena->head);
  *arena = (hl_arena){0};
}
