/* SPDX-License-Identifier: MIT
**
** Looks up one of the files that were built in; the table is written by
** embed.lua and has a few dozen rows.
*/
#include "base/embed.h"

#include <string.h>

const hl_embedded *hl_embedded_find(const char *path) {
  for (const hl_embedded *file = hl_embedded_files; file->path; file++)
    if (strcmp(file->path, path) == 0) return file;
  return NULL;
}
