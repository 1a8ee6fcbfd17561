/* SPDX-License-Identifier: MIT
**
** Walking a folder for file.h: every regular file once, in byte order of its
** path, so that two walks on two machines see the same order. The names of
** one folder are held in memory at a time for each level entered.
*/
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"

enum {
  DEEPEST = 32
};

typedef struct folder_id {
  dev_t device;
  ino_t inode;
} folder_id;

typedef struct walk {
  hl_walk_visit *visit;
  void (*skipped)(void *ctx, const char *path, const char *why);
  void *ctx;
  hl_error *err;
  hl_text path;       /* of the entry looked at */
  folder_id *entered; /* folders so far; linear search, as they are few */
  size_t entered_n, entered_capacity;
} walk;

typedef struct names {
  char **name; /* a folder's name ends in '/', to sort as its path does */
  size_t n, capacity;
} names;

static hl_status walk_folder(walk *w, int depth);

static void skip(walk *w, const char *why) {
  if (w->skipped) w->skipped(w->ctx, hl_text_cstr(&w->path), why);
}

static void free_names(names *list) {
  for (size_t i = 0; i < list->n; i++)
    free(list->name[i]);
  free(list->name);
}

static bool add_name(names *list, const char *name, bool is_folder) {
  size_t length = strlen(name);
  if (list->n == list->capacity) {
    size_t capacity = list->capacity ? list->capacity * 2 : 64;
    char **larger = realloc(list->name, capacity * sizeof *larger);
    if (!larger) return false;
    list->name = larger;
    list->capacity = capacity;
  }
  char *copy = malloc(length + 2);
  if (!copy) return false;
  memcpy(copy, name, length + 1);
  if (is_folder) memcpy(copy + length, "/", 2);
  list->name[list->n++] = copy;
  return true;
}

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* w->path is put back to `length` bytes, then `name` is hung on. */
static void set_path(walk *w, size_t length, const char *name) {
  w->path.length = length;
  hl_text_add(&w->path, name);
}

/* One name of a folder into the list if the walk cares for it. */
static hl_status consider(walk *w, size_t length, const char *name,
                          names *list) {
  struct stat st;
  if (name[0] == '.') return HL_OK;
  set_path(w, length, name);
  if (hl_text_status(&w->path)) return hl_nomem(w->err);
  if (stat(hl_text_cstr(&w->path), &st) != 0) {
    skip(w, errno == ELOOP    ? "symbolic links go in a circle"
            : errno == ENOENT ? "a symbolic link that leads nowhere"
                              : "it cannot be looked at");
    return HL_OK;
  }
  if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) return HL_OK;
  if (!add_name(list, name, S_ISDIR(st.st_mode))) return hl_nomem(w->err);
  return HL_OK;
}

static hl_status list_folder(walk *w, names *list) {
  size_t length = w->path.length;
  DIR *dir = opendir(hl_text_cstr(&w->path));
  if (!dir) {
    if (errno == ENOMEM) return hl_nomem(w->err);
    skip(w, "the folder cannot be read");
    return HL_OK;
  }
  hl_status status = HL_OK;
  const struct dirent *entry;
  while (!status && (entry = readdir(dir)))
    status = consider(w, length, entry->d_name, list);
  closedir(dir);
  set_path(w, length, "");
  return status;
}

/* Is this folder new to the walk? Remembers it. */
static hl_status enter(walk *w, bool *is_new) {
  struct stat st;
  *is_new = false;
  if (stat(hl_text_cstr(&w->path), &st) != 0) {
    skip(w, "the folder cannot be read");
    return HL_OK;
  }
  for (size_t i = 0; i < w->entered_n; i++)
    if (w->entered[i].device == st.st_dev && w->entered[i].inode == st.st_ino)
      return HL_OK;
  if (w->entered_n == w->entered_capacity) {
    size_t capacity = w->entered_capacity ? w->entered_capacity * 2 : 64;
    folder_id *larger = realloc(w->entered, capacity * sizeof *larger);
    if (!larger) return hl_nomem(w->err);
    w->entered = larger;
    w->entered_capacity = capacity;
  }
  w->entered[w->entered_n++] = (folder_id){st.st_dev, st.st_ino};
  *is_new = true;
  return HL_OK;
}

static hl_status walk_names(walk *w, const names *list, int depth) {
  size_t length = w->path.length;
  hl_status status = HL_OK;
  for (size_t i = 0; !status && i < list->n; i++) {
    set_path(w, length, list->name[i]);
    if (hl_text_status(&w->path)) return hl_nomem(w->err);
    if (hl_ends_with(list->name[i], "/"))
      status = walk_folder(w, depth + 1);
    else
      status = w->visit(w->ctx, hl_text_cstr(&w->path), w->err);
  }
  set_path(w, length, "");
  return status;
}

/* w->path ends in '/'. */
static hl_status walk_folder(walk *w, int depth) {
  names list = {0};
  bool is_new;
  if (depth > DEEPEST) {
    skip(w, "folders are nested too deeply");
    return HL_OK;
  }
  hl_status status = enter(w, &is_new);
  if (status || !is_new) return status;
  status = list_folder(w, &list);
  if (list.n > 1) qsort(list.name, list.n, sizeof *list.name, by_bytes);
  if (!status) status = walk_names(w, &list, depth);
  free_names(&list);
  return status;
}

hl_status hl_walk(const char *folder, hl_walk_visit *visit,
                  void (*skipped)(void *ctx, const char *path, const char *why),
                  void *ctx, hl_error *err) {
  walk w = {.visit = visit, .skipped = skipped, .ctx = ctx, .err = err};
  hl_text_add(&w.path, folder);
  if (!hl_ends_with(folder, "/")) hl_text_add(&w.path, "/");
  hl_status status = hl_text_status(&w.path) ? hl_nomem(err) : HL_OK;
  if (!status) status = walk_folder(&w, 1);
  hl_text_free(&w.path);
  free(w.entered);
  return status;
}
