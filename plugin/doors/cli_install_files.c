/* SPDX-License-Identifier: MIT
**
** Files of `heavylegs install`: planned, written, taken back. See
** cli_install.h.
*/
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "doors/cli_install.h"

enum {
  FILE_BYTES = 16 << 20 /* settings are smaller by far */
};

/* ---- what is there ---- */

void hl_install_hash(const hl_text *bytes, char hash[HL_INSTALL_HASH]) {
  hash[0] = '\0';
  if (bytes != NULL)
    hl_hash_print(hl_hash_bytes(hl_text_cstr(bytes), bytes->length), hash);
}

static bool same(const hl_text *a, const hl_text *b) {
  return a->length == b->length &&
         memcmp(hl_text_cstr(a), hl_text_cstr(b), a->length) == 0;
}

int hl_install_read(hl_install *in, const char *path, hl_text *bytes,
                    bool *there) {
  hl_error err = {0};
  char *loaded = NULL;
  size_t length = 0;
  struct stat st;

  *there = stat(path, &st) == 0;
  if (!*there && errno == ENOENT) return HL_DONE;
  if (hl_file_load(path, FILE_BYTES, &loaded, &length, &err) != HL_OK)
    return hl_cli_fail(in->cli, "%s: %s", path, err.text);
  hl_text_add_n(bytes, loaded, length);
  free(loaded);
  if (hl_text_status(bytes)) return hl_cli_fail(in->cli, "out of memory");
  return HL_DONE;
}

int hl_install_make_folders(hl_install *in, const char *path, int *made) {
  hl_text folder = {0};
  const char *slash = path;
  int rc = HL_DONE;

  *made = 0;
  while (rc == HL_DONE && (slash = strchr(slash + 1, '/')) != NULL) {
    hl_text_clear(&folder);
    hl_text_add_n(&folder, path, (size_t)(slash - path));
    if (hl_text_status(&folder))
      rc = hl_cli_fail(in->cli, "out of memory");
    else if (mkdir(folder.bytes, 0700) == 0)
      ++*made;
    else if (errno != EEXIST)
      rc = hl_cli_fail(in->cli, "cannot make the folder %s: %s", folder.bytes,
                       hl_file_reason(errno));
  }
  hl_text_free(&folder);
  return rc;
}

/* ---- the plan ---- */

void hl_install_file_free(hl_install_file *file) {
  hl_text_free(&file->path);
  hl_text_free(&file->what);
  hl_text_free(&file->note);
  hl_text_free(&file->before);
  hl_text_free(&file->after);
}

void hl_install_clear(hl_install *in) {
  size_t i;

  for (i = 0; i < in->n; i++)
    hl_install_file_free(&in->file[i]);
  free(in->file);
  in->file = NULL;
  in->n = in->room = 0;
}

hl_install_file *hl_install_add(hl_install *in) {
  if (in->n == in->room) {
    size_t room = in->room ? 2 * in->room : 16;
    hl_install_file *grown = realloc(in->file, room * sizeof *grown);

    if (grown == NULL) {
      hl_cli_fail(in->cli, "out of memory");
      return NULL;
    }
    in->file = grown;
    in->room = room;
  }
  memset(&in->file[in->n], 0, sizeof in->file[0]);
  return &in->file[in->n++];
}

/* The file as it would be without us, `now` being what it holds. */
static int without_us(hl_install *in, const hl_install_file *row,
                      const hl_text *now, hl_text *out) {
  hl_install_change wrote = {.path = hl_text_cstr(&row->path),
                             .what = hl_text_cstr(&row->what),
                             .note = row->has_note ? hl_text_cstr(&row->note)
                                                   : NULL};

  if (in->target->cut != NULL) return in->target->cut(in, &wrote, now, out);
  return hl_cli_fail(in->cli, "%s was changed by somebody since; it stays",
                     wrote.path);
}

/* What is to come back at uninstall: what stood there before we came first. */
static int settle_before(hl_install *in, hl_install_file *file,
                         const hl_text *now) {
  hl_install_file row = {.id = 0};
  char hash[HL_INSTALL_HASH];
  int rc = hl_install_journal_find(in, hl_text_cstr(&file->path), &row);

  hl_install_hash(file->is_new ? NULL : now, hash);
  if (rc != HL_DONE) {
    /* said */
  } else if (row.id == 0 || file->is_new) {
    hl_text_add_n(&file->before, hl_text_cstr(now), now->length);
  } else if (strcmp(hash, row.after_hash) == 0) {
    hl_text_add_n(&file->before, hl_text_cstr(&row.before), row.before.length);
    file->is_new = row.is_new;
    file->folders = row.folders;
  } else {
    rc = without_us(in, &row, now, &file->before);
  }
  hl_install_file_free(&row);
  return rc;
}

/* Is there anything to do? A file that is as it should be only gets a row,
** where another place of ours made it so. */
static int is_needed(hl_install *in, const hl_install_change *change,
                     const hl_text *now, bool *needed) {
  hl_install_file row = {.id = 0};
  int rc;

  *needed = now == NULL || !same(now, change->after);
  if (*needed) return HL_DONE;
  rc = hl_install_journal_find(in, change->path, &row);
  *needed = row.id != 0 && !row.is_own;
  hl_install_file_free(&row);
  return rc;
}

static int put(hl_install *in, const hl_install_change *change,
               const hl_text *now, bool there) {
  hl_install_file *file = hl_install_add(in);

  if (file == NULL) return HL_FAILED;
  file->is_new = !there;
  file->has_note = change->note != NULL;
  hl_text_add(&file->path, change->path);
  hl_text_add(&file->what, change->what);
  hl_text_add(&file->note, change->note ? change->note : "");
  hl_text_add_n(&file->after, hl_text_cstr(change->after),
                change->after->length);
  if (hl_text_status(&file->path) || hl_text_status(&file->what) ||
      hl_text_status(&file->note) || hl_text_status(&file->after))
    return hl_cli_fail(in->cli, "out of memory");
  hl_install_hash(there ? now : NULL, file->before_hash);
  hl_install_hash(&file->after, file->after_hash);
  return settle_before(in, file, now);
}

int hl_install_put(hl_install *in, const hl_install_change *change) {
  hl_text now = {0};
  bool there, needed = false;
  int rc = hl_install_read(in, change->path, &now, &there);

  if (rc == HL_DONE) rc = is_needed(in, change, there ? &now : NULL, &needed);
  if (rc == HL_DONE && needed) rc = put(in, change, &now, there);
  hl_text_free(&now);
  return rc;
}

/* ---- writing ---- */

static int replace(hl_install *in, const char *path, const hl_text *bytes) {
  hl_error err = {0};

  if (hl_file_replace(path, hl_text_cstr(bytes), bytes->length, &err) != HL_OK)
    return hl_cli_fail(in->cli, "%s", err.text);
  return HL_DONE;
}

/* Still as it was when the plan was made? */
static int check(hl_install *in, const hl_install_file *file) {
  hl_text now = {0};
  char hash[HL_INSTALL_HASH];
  bool there;
  int rc = hl_install_read(in, hl_text_cstr(&file->path), &now, &there);

  hl_install_hash(there ? &now : NULL, hash);
  if (rc == HL_DONE && strcmp(hash, file->before_hash) != 0)
    rc = hl_cli_fail(in->cli, "%s has just been changed by somebody else",
                     hl_text_cstr(&file->path));
  hl_text_free(&now);
  return rc;
}

static int write_file(hl_install *in, hl_install_file *file) {
  const char *path = hl_text_cstr(&file->path);
  int made = 0, rc = check(in, file);

  if (rc == HL_DONE) rc = hl_install_make_folders(in, path, &made);
  file->folders += made;
  if (rc == HL_DONE) rc = hl_install_journal_plan(in, file);
  if (rc == HL_DONE && strcmp(file->before_hash, file->after_hash) != 0)
    rc = replace(in, path, &file->after);
  if (rc == HL_DONE) rc = hl_install_journal_done(in, file);
  return rc;
}

int hl_install_write(hl_install *in) {
  size_t i;
  int rc = HL_DONE;

  for (i = 0; i < in->n && rc == HL_DONE; i++)
    rc = write_file(in, &in->file[i]);
  return rc;
}

/* ---- taking back ---- */

/* Folders that we made and that nobody uses. */
static void remove_folders(const hl_install_file *file) {
  hl_text path = {0};
  int i;

  hl_text_add(&path, hl_text_cstr(&file->path));
  for (i = 0; i < file->folders && !hl_text_status(&path); i++) {
    char *slash = strrchr(path.bytes, '/');
    if (slash == NULL || slash == path.bytes) break;
    *slash = '\0';
    if (rmdir(path.bytes) != 0) break;
  }
  hl_text_free(&path);
}

static int remove_file(hl_install *in, const hl_install_file *file) {
  if (unlink(hl_text_cstr(&file->path)) != 0 && errno != ENOENT)
    return hl_cli_fail(in->cli, "cannot remove %s: %s",
                       hl_text_cstr(&file->path), hl_file_reason(errno));
  remove_folders(file);
  return HL_DONE;
}

static int take_back_bytes(hl_install *in, const hl_install_file *file,
                           const hl_text *now) {
  hl_text out = {0};
  char hash[HL_INSTALL_HASH];
  int rc;

  hl_install_hash(now, hash);
  if (!file->is_new && same(now, &file->before)) return HL_DONE;
  if (strcmp(hash, file->after_hash) == 0)
    return file->is_new ? remove_file(in, file)
                        : replace(in, hl_text_cstr(&file->path), &file->before);
  rc = without_us(in, file, now, &out);
  if (rc == HL_DONE && file->is_new && out.length == 0)
    rc = remove_file(in, file);
  else if (rc == HL_DONE && !same(&out, now))
    rc = replace(in, hl_text_cstr(&file->path), &out);
  hl_text_free(&out);
  return rc;
}

static int take_back(hl_install *in, const hl_install_file *file) {
  hl_text now = {0};
  bool shared = false, there = false;
  int rc = hl_install_journal_shared(in, file, &shared);

  if (rc == HL_DONE && !shared)
    rc = hl_install_read(in, hl_text_cstr(&file->path), &now, &there);
  if (rc == HL_DONE && there) rc = take_back_bytes(in, file, &now);
  if (rc == HL_DONE) rc = hl_install_journal_drop(in, file);
  hl_text_free(&now);
  return rc;
}

int hl_install_take_back(hl_install *in) {
  size_t i;
  int rc = HL_DONE;

  for (i = 0; i < in->n; i++)
    if (take_back(in, &in->file[i]) != HL_DONE) rc = HL_FAILED;
  return rc;
}
