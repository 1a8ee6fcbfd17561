/* SPDX-License-Identifier: MIT
**
** `heavylegs rules new NAME`: a commented rule and its test, from the two
** files in lua/lib that travel with the plugin.
*/
#include <string.h>
#include <sys/stat.h>

#include "base/embed.h"
#include "base/file.h"
#include "rules/texts.h"
#include "rules/workbench.h"

/* a-z, digits and '_', beginning with a letter. */
static bool is_name(const char *name) {
  size_t n = strlen(name);
  return n > 0 && n <= 40 && name[0] >= 'a' && name[0] <= 'z' &&
         strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == n;
}

/* Folders on the way, with the mode that private data has. */
static hl_status make_folders(const char *folder, hl_error *err) {
  hl_text path = {0};
  hl_text_add(&path, folder);
  hl_status status = hl_text_status(&path) ? hl_nomem(err) : HL_OK;
  for (size_t i = 1; !status && i <= path.length; i++) {
    char *at = path.bytes + i;
    char was = *at;
    if (was != '/' && was != 0) continue;
    *at = 0;
    if (!hl_path_exists(path.bytes) && mkdir(path.bytes, 0700))
      status =
          hl_fail(err, HL_E_HOST, "cannot make the folder '%s'", path.bytes);
    *at = was;
  }
  hl_text_free(&path);
  return status;
}

/* Behind the lines that say the template's own licence: a coach's rule has the
** coach's. */
static const char *behind_licence(const char *text) {
  const char *line = strstr(text, "\n--\n");
  return strncmp(text, "-- SPDX", 7) == 0 && line ? line + 4 : text;
}

/* The template with NAME put in. */
static hl_status write_one(const char *path, const char *from, const char *name,
                           hl_error *err) {
  const hl_embedded *file = hl_embedded_find(from);
  if (!file) return hl_fail(err, HL_E_INTERNAL, "%s is missing", from);
  hl_text text = {0};
  for (const char *at = behind_licence(file->bytes); *at;) {
    const char *next = strstr(at, "NAME");
    size_t n = next ? (size_t)(next - at) : strlen(at);
    hl_text_add_n(&text, at, n);
    if (next) hl_text_add(&text, name);
    at += n + (next ? 4 : 0);
  }
  hl_status status = text.failed
                         ? hl_nomem(err)
                         : hl_file_replace(path, text.bytes, text.length, err);
  hl_text_free(&text);
  return status;
}

hl_status hl_bench_new(const char *folder, const char *name,
                       hl_bench_result *result, hl_error *err) {
  static const char *const made[][2] = {
      {".lua", "lua/lib/new_rule.lua"},
      {"_test.lua", "lua/lib/new_rule_test.lua"},
  };
  *result = (hl_bench_result){0};
  if (!is_name(name))
    return hl_fail(err, HL_E_USAGE,
                   "'%.40s' cannot be a name: a-z, 0-9 and _, such as "
                   "long_fade",
                   name);
  hl_text path[2] = {{0}, {0}};
  hl_status status = make_folders(folder, err);
  for (int i = 0; i < 2 && !status; i++) {
    hl_text_format(&path[i], "%s/%s%s", folder, name, made[i][0]);
    if (path[i].failed) {
      status = hl_nomem(err);
    } else if (hl_path_exists(path[i].bytes)) {
      status = hl_fail(err, HL_E_USAGE, "'%s' is there already", path[i].bytes);
    }
  }
  for (int i = 0; i < 2 && !status; i++) {
    status = write_one(path[i].bytes, made[i][1], name, err);
    if (!status) hl_text_format(&result->text, "%s\n", path[i].bytes);
    result->done++;
  }
  hl_text_free(&path[0]);
  hl_text_free(&path[1]);
  return status;
}
