/* SPDX-License-Identifier: MIT
**
** Memory that is given back all at once.
**
** An arena belongs to one activity, one rule set or one command. Nothing in it
** is freed singly; hl_arena_free() or hl_arena_reset() gives back the lot.
** Pointers stay valid until then. Not thread safe: one arena, one thread.
**
** Constructor / Methods / Destructor:
**     hl_arena arena = {0};            zero is a valid empty arena
**     p = hl_arena_alloc(&arena, n, sizeof *p);
**     hl_arena_reset(&arena);          keeps one block for reuse
**     hl_arena_free(&arena);
*/
#ifndef HL_BASE_ARENA_H
#define HL_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct hl_arena_block hl_arena_block;

typedef struct hl_arena {
  hl_arena_block *head; /* newest block */
  size_t used;          /* bytes handed out, for limits and tests */
} hl_arena;

/* `count * size` zeroed bytes, 16-byte aligned; NULL when out of memory or
** when the product overflows. count 0 gives a valid unique pointer. */
void *hl_arena_alloc(hl_arena *arena, size_t count, size_t size);

/* Grow an array to hold `count` elements: the old `had` elements are copied,
** the rest is zeroed. The old array stays in the arena, so double sizes. */
void *hl_arena_grow(hl_arena *arena, void *old, size_t had, size_t count,
                    size_t size);

/* A list of `n` elements with room for one more: `list` itself, or a larger one
** with *room told. NULL when out of memory, and *room as it was. Begin with
** NULL, 0 and *room 0. */
void *hl_arena_more(hl_arena *arena, void *list, size_t n, size_t *room,
                    size_t size);

/* A NUL-terminated copy of `length` bytes; NULL when out of memory. */
char *hl_arena_text(hl_arena *arena, const char *text, size_t length);

void hl_arena_reset(hl_arena *arena);
void hl_arena_free(hl_arena *arena);

/* Checked size arithmetic: false, and *result untouched, on overflow. */
bool hl_size_add(size_t a, size_t b, size_t *result);
bool hl_size_mul(size_t a, size_t b, size_t *result);

#endif
