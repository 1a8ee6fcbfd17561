/* SPDX-License-Identifier: MIT
**
** Files of the project that travel inside the plugin: stock rules, texts,
** schema.sql, manifest.xml. The files stay the source; plugin/base/embed.lua
** turns them into this table at build time.
*/
#ifndef HL_BASE_EMBED_H
#define HL_BASE_EMBED_H

#include <stddef.h>

typedef struct hl_embedded {
  const char *path;  /* as in the project: "lua/rules/start.lua" */
  const char *bytes; /* NUL behind the last byte, not counted */
  size_t length;
} hl_embedded;

extern const hl_embedded hl_embedded_files[]; /* path NULL ends it */

/* NULL when there is no such file. [any thread] */
const hl_embedded *hl_embedded_find(const char *path);

#endif
