/* SPDX-License-Identifier: MIT
**
** Reading files for file.h. A path is opened without waiting and then looked
** at, so that what is judged is what was opened, not what the name meant a
** moment ago.
*/
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct hl_file {
  int fd;
  hl_file_stamp stamp;
};

/* errno as a few words of ours: the C library's are translated by locale. */
const char *hl_file_reason(int error) {
  switch (error) {
  case ENOENT: return "no such file";
  case ENOTDIR: return "a part of the path is not a folder";
  case EACCES:
  case EPERM: return "permission denied";
  case ELOOP: return "symbolic links go in a circle";
  case ENAMETOOLONG: return "the name is too long";
  case EMFILE:
  case ENFILE: return "too many open files";
  case ENOSPC:
  case EDQUOT: return "no space left";
  case EROFS: return "the file system is read-only";
  case EIO: return "input/output error";
  case EISDIR: return "it is a folder";
  case ENXIO:
  case ENODEV: return "it is not a regular file";
  default: return "the system refused";
  }
}

static hl_status fail_errno(hl_error *err, const char *path, const char *what) {
  int error = errno;
  if (error == ENOMEM) return hl_nomem(err);
  hl_status status = hl_fail(err, HL_E_INPUT, "cannot %s %s: %s (errno %d)",
                             what, path, hl_file_reason(error), error);
  hl_error_where(err, path);
  return status;
}

static hl_file_stamp stamp_of(const struct stat *st) {
  return (hl_file_stamp){
      .size = (int64_t)st->st_size,
      .mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 +
                  (int64_t)st->st_mtim.tv_nsec,
  };
}

static hl_status refuse_kind(hl_error *err, const char *path,
                             const struct stat *st) {
  hl_status status =
      hl_fail(err, HL_E_INPUT, "cannot read %s: it is %s", path,
              S_ISDIR(st->st_mode) ? "a folder" : "not a regular file");
  hl_error_where(err, path);
  return status;
}

hl_status hl_file_open(hl_file **file, const char *path, hl_error *err) {
  struct stat st;
  *file = NULL;
  int fd;
  do
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  while (fd < 0 && errno == EINTR);
  if (fd < 0) return fail_errno(err, path, "read");
  hl_status status = HL_OK;
  if (fstat(fd, &st) != 0)
    status = fail_errno(err, path, "read");
  else if (!S_ISREG(st.st_mode))
    status = refuse_kind(err, path, &st);
  else if (!(*file = malloc(sizeof **file)))
    status = hl_nomem(err);
  if (*file)
    **file = (hl_file){.fd = fd, .stamp = stamp_of(&st)};
  else
    close(fd);
  return status;
}

hl_file_stamp hl_file_stamp_of(const hl_file *file) {
  return file->stamp;
}

hl_status hl_file_read(hl_file *file, void *buffer, size_t size, size_t *got,
                       hl_error *err) {
  ssize_t n;
  do
    n = read(file->fd, buffer, size);
  while (n < 0 && errno == EINTR);
  *got = n > 0 ? (size_t)n : 0;
  if (n >= 0) return HL_OK;
  return hl_fail(err, HL_E_INPUT, "reading failed: %s (errno %d)",
                 hl_file_reason(errno), errno);
}

void hl_file_close(hl_file *file) {
  if (!file) return;
  close(file->fd);
  free(file);
}

/* One byte more than the limit is asked for, to see whether there is more than
** the size said: a file may grow while it is read. */
static hl_status load(hl_file *file, size_t limit, char **bytes, size_t *length,
                      hl_error *err) {
  size_t capacity = (size_t)file->stamp.size + 2, n = 0, got = 0;
  if ((uint64_t)file->stamp.size > limit)
    return hl_fail(err, HL_E_LIMIT, "the file is larger than %zu bytes", limit);
  char *buffer = malloc(capacity);
  if (!buffer) return hl_nomem(err);
  do {
    if (n + 1 == capacity) {
      char *larger =
          capacity <= SIZE_MAX / 2 ? realloc(buffer, capacity * 2) : NULL;
      if (!larger) {
        free(buffer);
        return hl_nomem(err);
      }
      buffer = larger;
      capacity *= 2;
    }
    hl_status status =
        hl_file_read(file, buffer + n, capacity - n - 1, &got, err);
    if (!status && n + got > limit)
      status =
          hl_fail(err, HL_E_LIMIT, "the file is larger than %zu bytes", limit);
    if (status) {
      free(buffer);
      return status;
    }
    n += got;
  } while (got > 0);
  buffer[n] = '\0';
  *bytes = buffer;
  *length = n;
  return HL_OK;
}

hl_status hl_file_load(const char *path, size_t limit, char **bytes,
                       size_t *length, hl_error *err) {
  hl_file *file;
  hl_status status = hl_file_open(&file, path, err);
  if (status) return status;
  status = load(file, limit, bytes, length, err);
  if (status) hl_error_where(err, path);
  hl_file_close(file);
  return status;
}

hl_status hl_config_folder(const char *name, hl_text *path) {
  const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
  if (config && config[0] == '/')
    hl_text_format(path, "%s/heavylegs/%s", config, name);
  else if (home && home[0] == '/')
    hl_text_format(path, "%s/.config/heavylegs/%s", home, name);
  return hl_text_status(path);
}

bool hl_path_is_folder(const char *path) {
  struct stat st;
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool hl_path_exists(const char *path) {
  struct stat st;
  return stat(path, &st) == 0;
}

hl_status hl_path_stamp(const char *path, hl_file_stamp *stamp, hl_error *err) {
  struct stat st;
  if (stat(path, &st) != 0) return fail_errno(err, path, "read");
  if (!S_ISREG(st.st_mode)) return refuse_kind(err, path, &st);
  *stamp = stamp_of(&st);
  return HL_OK;
}
