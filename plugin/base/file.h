/* SPDX-License-Identifier: MIT
**
** Files and folders, with the traps taken out: only regular files are opened
** (a FIFO, device or folder is refused at once, never waited for), folders are
** walked in sorted order without following a symbolic-link loop.
*/
#ifndef HL_BASE_FILE_H
#define HL_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/text.h"

typedef struct hl_file_stamp { /* what decides whether a file changed */
  int64_t size;
  int64_t mtime_ns;
} hl_file_stamp;

typedef struct hl_file hl_file;

/* A failed system call's errno in a few English words, the same under every
** locale. [any thread] */
const char *hl_file_reason(int error);

/* Open for reading, O_CLOEXEC, O_NONBLOCK while opening. */
hl_status hl_file_open(hl_file **file, const char *path, hl_error *err);
hl_file_stamp hl_file_stamp_of(const hl_file *file);
/* Up to `size` bytes; *got 0 at the end. Interrupted reads are repeated. */
hl_status hl_file_read(hl_file *file, void *buffer, size_t size, size_t *got,
                       hl_error *err);
void hl_file_close(hl_file *file);

/* Whole file, at most `limit` bytes, malloc'd with a NUL behind the last byte
** (not counted); HL_E_LIMIT over the limit. */
hl_status hl_file_load(const char *path, size_t limit, char **bytes,
                       size_t *length, hl_error *err);

/* The user's own folder for `name`, there or not: $XDG_CONFIG_HOME/heavylegs/
** `name`, else ~/.config/heavylegs/`name`. Appends nothing where there is no
** home. HL_E_NOMEM only. */
hl_status hl_config_folder(const char *name, hl_text *path);

bool hl_path_is_folder(const char *path);
bool hl_path_exists(const char *path);
hl_status hl_path_stamp(const char *path, hl_file_stamp *stamp, hl_error *err);

/* Called for each regular file below a folder, in byte order of the path.
** Return non-zero to end the walk; that value is returned. Names beginning
** with '.' are passed over. Depth at most 32; each folder is entered once
** (device, inode), so loops end. Unreadable folders and links that lead nowhere
** are reported through `skipped` (may be NULL) and passed over; FIFOs, sockets
** and devices are passed over. */
typedef hl_status hl_walk_visit(void *ctx, const char *path, hl_error *err);
hl_status hl_walk(const char *folder, hl_walk_visit *visit,
                  void (*skipped)(void *ctx, const char *path, const char *why),
                  void *ctx, hl_error *err);

/* Write a new file next to `path`, fsync, rename over it, fsync the folder.
** New files get mode 0600; an existing file keeps its mode and owner, and a
** symbolic link stays: what it leads to is replaced. HL_E_HOST on failure;
** then the old file is untouched, unless only the folder's fsync failed. */
hl_status hl_file_replace(const char *path, const void *bytes, size_t length,
                          hl_error *err);

/* Take away what a replacement left unfinished in a folder when its process was
** killed. One that is still at work keeps its file: it holds a lock on it. */
void hl_file_sweep(const char *folder);

#endif
