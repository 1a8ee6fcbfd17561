/* SPDX-License-Identifier: MIT
**
** What the files of the page share. Included by page*.c only.
*/
#ifndef HL_RULES_PAGE_PRIVATE_H
#define HL_RULES_PAGE_PRIVATE_H

#include "rules/page.h"
#include "rules/sandbox.h"
#include "rules/texts.h"

typedef struct hl_element hl_element; /* of the list in page_write.c */

enum {
  HL_PAGE_DEPTH = 64,
  HL_PAGE_USED = 16 /* files of one template */
};

/* One page at work: the context of the sandbox's call. What it holds is freed
** by hl_page_render(), since errors in Lua jump. */
typedef struct hl_page {
  const hl_page_way *way;
  const char *json;
  hl_texts *texts;
  hl_text body, title, scratch;
  const hl_element *open[HL_PAGE_DEPTH];
  int depth;
  char *source[HL_PAGE_USED]; /* bytes of files that were read */
  int source_n;
} hl_page;

/* [-0, +1, v] JSON as tables; null is nil in objects and false in arrays.
** Texts are cut at HL_PAGE_TEXT. */
void hl_page_push_json(lua_State *L, hl_page *page, const char *json);

/* open, close, put, text. */
extern const hl_library hl_page_write_library[];

/* Append with what HTML would take for markup made harmless. */
void hl_page_escape(hl_text *out, const char *bytes, size_t length);

/* Raise where an element is still open. [-0, +0, v] */
void hl_page_check_closed(lua_State *L, const hl_page *page);

#endif
