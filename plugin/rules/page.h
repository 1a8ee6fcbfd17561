/* SPDX-License-Identifier: MIT
**
** A JSON document of numbers becomes one HTML page, by a template in Lua.
**
** The stock template is lua/page/; a coach's folder stands before it file by
** file: a page.lua, season.lua or style.css there replaces ours, the rest
** stays. The template runs in a sandbox like a rule's and can write nothing
** but known HTML and SVG elements and attributes (page_write.c): whatever is
** in a title, a note or a template, the page holds no script, loads nothing
** and leads nowhere.
**
**     hl_page_way way = {.kind = "season", .language = "en"};
**     hl_page_render(&way, json, &html, &err);
**
** What a template may call is in hl_page_library, and in lua/README.md.
** Thread class: any, one call at a time per `html`.
*/
#ifndef HL_RULES_PAGE_H
#define HL_RULES_PAGE_H

#include "base/text.h"

typedef struct hl_page_way {
  const char *kind;     /* "run", "season", "squad": the file that is run */
  const char *language; /* of the texts; NULL: English */
  const char *const *text_folder; /* of coaches, whose texts stand first */
  size_t text_folder_n;
  const char *const *folder; /* templates of one's own, the first counts most */
  size_t folder_n;
} hl_page_way;

enum {
  HL_PAGE_WORK = 40000000,           /* steps; a season takes about 2 M */
  HL_PAGE_MEMORY = 64 * 1024 * 1024, /* a season takes about 2 MiB */
  HL_PAGE_BYTES = 16 * 1024 * 1024,  /* of HTML */
  HL_PAGE_TEXT = 4000,               /* a longer text is cut short */
};

/* Appends the whole file to `html`. HL_E_RULE and HL_E_LIMIT name the file and
** line of the template, HL_E_INPUT what is wrong in its style.css. */
hl_status hl_page_render(const hl_page_way *way, const char *json,
                         hl_text *html, hl_error *err);

#endif
