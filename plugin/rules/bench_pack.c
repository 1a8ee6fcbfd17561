/* SPDX-License-Identifier: MIT
**
** One file of rules to pass on: rules, their tests, texts and options, as text
** that can be read before it is trusted.
**
**     heavylegs pack 1
**     file 1234 3f0c... long_fade.lua
**     ...1234 bytes...
**     file 88 77ab... texts/en.lua
**     ...
**
** unpack takes only names that a rule folder has, checks length and hash of
** every file before it writes the first, and writes over nothing.
*/
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/number.h"
#include "rules/sandbox.h"
#include "rules/workbench.h"

static const char first_line[] = "heavylegs pack 1\n";

/* ---- pack ---- */

/* A rule, test, text or options file of a rule folder? */
static bool is_pack_name(const char *name) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
  const char *rest = name;
  if (!strcmp(name, "local.d/options.lua")) return true;
  if (!strncmp(name, "texts/", 6)) rest = name + 6;
  size_t n = strlen(rest);
  return n > 4 && n < 100 && rest[0] != '.' && hl_ends_with(rest, ".lua") &&
         strspn(rest, letters) == n;
}

typedef struct packer {
  const char *folder;
  const char *only; /* base name of one rule without .lua; NULL: all */
  hl_text *out;
  int n;
} packer;

/* Of one rule: the file, its test, and the folder's texts. */
static bool is_wanted(const packer *p, const char *name) {
  if (!is_pack_name(name)) return false;
  if (!p->only || !strncmp(name, "texts/", 6)) return true;
  size_t n = strlen(p->only);
  return !strncmp(name, p->only, n) &&
         (!strcmp(name + n, ".lua") || !strcmp(name + n, "_test.lua"));
}

static hl_status pack_file(void *ctx, const char *path, hl_error *err) {
  packer *p = ctx;
  const char *name = path + strlen(p->folder);
  while (*name == '/')
    name++;
  if (!is_wanted(p, name)) return HL_OK;
  char *bytes = NULL, hash[HL_HASH_TEXT];
  size_t length = 0;
  hl_status status =
      hl_file_load(path, HL_SANDBOX_SOURCE, &bytes, &length, err);
  if (status) return status;
  hl_hash_print(hl_hash_bytes(bytes, length), hash);
  hl_text_format(p->out, "file %zu %s %s\n", length, hash, name);
  hl_text_add_n(p->out, bytes, length);
  hl_text_add(p->out, "\n");
  free(bytes);
  p->n++;
  return HL_OK;
}

hl_status hl_bench_pack(const char *path, hl_text *out, hl_error *err) {
  if (!hl_path_exists(path))
    return hl_fail(err, HL_E_USAGE, "there is no '%s'", path);
  bool is_folder = hl_path_is_folder(path);
  const char *name = hl_base_name(path);
  if (!is_folder && !hl_ends_with(name, ".lua"))
    return hl_fail(err, HL_E_USAGE, "'%s' is no rule file", path);
  size_t n = is_folder ? strlen(path) : (size_t)(name - path);
  while (n > 1 && path[n - 1] == '/')
    n--;
  char *folder = n ? strndup(path, n) : strdup(".");
  char *only = is_folder ? NULL : strndup(name, strlen(name) - 4);
  hl_status status = folder && (is_folder || only) ? HL_OK : hl_nomem(err);
  packer p = {folder, only, out, 0};
  hl_text_add(out, first_line);
  if (!status) status = hl_walk(folder, pack_file, NULL, &p, err);
  if (!status && !p.n)
    status = hl_fail(err, HL_E_USAGE, "there is no rule in '%s'", path);
  free(folder);
  free(only);
  return !status && hl_text_status(out) ? hl_nomem(err) : status;
}

/* ---- unpack ---- */

typedef struct member {
  const char *name, *bytes; /* name ends at a newline in the pack */
  size_t name_n, length;
} member;

/* "file LENGTH HASH NAME\n" at *at; moves behind the member. */
static hl_status read_member(const char **at, const char *end, member *m,
                             hl_error *err) {
  const char *line = *at;
  const char *stop = memchr(line, '\n', (size_t)(end - line));
  const char *size = line + 5;
  const char *blank = stop && !strncmp(line, "file ", 5)
                          ? memchr(size, ' ', (size_t)(stop - size))
                          : NULL;
  int64_t length = 0;
  if (!blank || stop - blank < HL_HASH_TEXT + 2 || blank[33] != ' ' ||
      !hl_parse_int(size, (size_t)(blank - size), &length) || length < 0 ||
      length > HL_SANDBOX_SOURCE || end - stop - 1 <= length)
    return hl_fail(err, HL_E_INPUT, "this is not a whole pack of rules");
  *m = (member){blank + 34, stop + 1, (size_t)(stop - blank - 34),
                (size_t)length};
  char hash[HL_HASH_TEXT];
  hl_hash_print(hl_hash_bytes(m->bytes, m->length), hash);
  if (memcmp(hash, blank + 1, HL_HASH_TEXT - 1) != 0)
    return hl_fail(err, HL_E_INPUT, "'%.*s' was changed since it was packed",
                   (int)m->name_n, m->name);
  *at = m->bytes + m->length + 1;
  return HL_OK;
}

/* folder/name, checked; the caller frees it. */
static hl_status target_of(const member *m, const char *folder, hl_text *path,
                           hl_error *err) {
  hl_text_clear(path);
  hl_text_format(path, "%s/", folder);
  size_t from = path->length;
  hl_text_add_n(path, m->name, m->name_n);
  if (path->failed) return hl_nomem(err);
  if (!is_pack_name(path->bytes + from))
    return hl_fail(err, HL_E_INPUT, "'%.*s' is no file of a rule folder",
                   (int)m->name_n, m->name);
  return HL_OK;
}

static hl_status check_member(const member *m, const char *folder,
                              hl_error *err) {
  hl_text path = {0};
  hl_status status = target_of(m, folder, &path, err);
  if (!status && hl_path_exists(path.bytes))
    status = hl_fail(err, HL_E_USAGE, "'%s' is there already", path.bytes);
  hl_text_free(&path);
  return status;
}

static hl_status write_member(const member *m, const char *folder, hl_text *out,
                              hl_error *err) {
  hl_text path = {0};
  hl_status status = target_of(m, folder, &path, err);
  if (!status) {
    char *slash = strrchr(path.bytes, '/');
    *slash = 0;
    mkdir(path.bytes, 0700); /* may be there; writing says what is wrong */
    *slash = '/';
    status = hl_file_replace(path.bytes, m->bytes, m->length, err);
  }
  if (!status) hl_text_format(out, "%s\n", path.bytes);
  hl_text_free(&path);
  return status;
}

/* Every member once: check them all, or write them all. */
static hl_status each_member(const char *at, const char *end,
                             const char *folder, hl_bench_result *result,
                             hl_error *err) {
  hl_status status = HL_OK;
  while (at < end && !status) {
    member m;
    status = read_member(&at, end, &m, err);
    if (status) break;
    if (result) {
      status = write_member(&m, folder, &result->text, err);
      result->done++;
    } else {
      status = check_member(&m, folder, err);
    }
  }
  return status;
}

hl_status hl_bench_unpack(const char *pack, const char *folder,
                          hl_bench_result *result, hl_error *err) {
  enum {
    MOST = 4 * 1024 * 1024
  };
  *result = (hl_bench_result){0};
  char *bytes = NULL;
  size_t length = 0, first = sizeof first_line - 1;
  hl_status status = hl_file_load(pack, MOST, &bytes, &length, err);
  if (status) return status;
  if (length < first || memcmp(bytes, first_line, first) != 0) {
    status = hl_fail(err, HL_E_INPUT, "this is not a pack of rules");
  } else {
    const char *at = bytes + first, *end = bytes + length;
    status = each_member(at, end, folder, NULL, err);
    if (!status) mkdir(folder, 0700);
    if (!status) status = each_member(at, end, folder, result, err);
  }
  if (status) hl_error_where(err, pack);
  free(bytes);
  return status;
}
