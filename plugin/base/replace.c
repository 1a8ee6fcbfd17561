/* SPDX-License-Identifier: MIT
**
** Replacing a file for file.h so that after a crash at any moment there is
** the old file or the new one, complete. The name of the unfinished file
** begins with '.', which hl_walk() passes over.
*/
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

#define UNFINISHED ".heavylegs-"
#define ANY_NAME "XXXXXX"

static hl_status fail_write(hl_error *err, const char *path) {
  int error = errno;
  if (error == ENOMEM) return hl_nomem(err);
  hl_status status = hl_fail(err, HL_E_HOST, "cannot write %s: %s (errno %d)",
                             path, hl_file_reason(error), error);
  hl_error_where(err, path);
  return status;
}

static bool write_all(int fd, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t n = write(fd, bytes, length);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes += n;
    length -= (size_t)n;
  }
  return true;
}

/* Owner and mode of the file that is being replaced. Only root can give a
** file away; for anybody else the owner is the same already. */
static bool keep_attributes(int fd, const char *path) {
  struct stat st;
  if (stat(path, &st) != 0) return errno == ENOENT;
  if (fchown(fd, st.st_uid, st.st_gid) != 0 && errno != EPERM) return false;
  return fchmod(fd, st.st_mode & 07777) == 0;
}

static bool sync_folder(const char *folder) {
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  bool ok = fsync(fd) == 0;
  close(fd);
  return ok;
}

/* `path` is no symbolic link; `folder` is where it lies, with the '/'. */
static hl_status replace(const char *path, const char *folder,
                         const void *bytes, size_t length, hl_error *err) {
  hl_text name = {0};
  hl_text_add(&name, folder);
  hl_text_add(&name, UNFINISHED ANY_NAME);
  if (hl_text_status(&name)) return hl_nomem(err);
  int fd = mkstemp(name.bytes);
  if (fd >= 0) flock(fd, LOCK_EX | LOCK_NB); /* hl_file_sweep() looks for it */
  bool ok = fd >= 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 &&
            keep_attributes(fd, path) && write_all(fd, bytes, length) &&
            fsync(fd) == 0;
  int error = errno;
  if (fd >= 0 && close(fd) != 0 && ok) {
    ok = false;
    error = errno;
  }
  if (ok && rename(name.bytes, path) != 0) {
    ok = false;
    error = errno;
  }
  if (!ok && fd >= 0) unlink(name.bytes);
  hl_text_free(&name);
  errno = error;
  if (!ok || !sync_folder(folder)) return fail_write(err, path);
  return HL_OK;
}

/* A symbolic link stays one: what it leads to is replaced. */
hl_status hl_file_replace(const char *path, const void *bytes, size_t length,
                          hl_error *err) {
  hl_text folder = {0};
  char *real = realpath(path, NULL);
  if (!real && errno != ENOENT) return fail_write(err, path);
  const char *target = real ? real : path;
  size_t before_name = (size_t)(hl_base_name(target) - target);
  if (before_name == 0) hl_text_add(&folder, "./");
  hl_text_add_n(&folder, target, before_name);
  hl_status status = hl_text_status(&folder)
                         ? hl_nomem(err)
                         : replace(target, folder.bytes, bytes, length, err);
  hl_text_free(&folder);
  free(real);
  return status;
}

/* ---- what a killed one left ---------------------------------------------- */

static bool is_unfinished(const char *name) {
  size_t prefix = strlen(UNFINISHED);
  return strncmp(name, UNFINISHED, prefix) == 0 &&
         strlen(name) == prefix + strlen(ANY_NAME);
}

static void sweep_file(int folder, const char *name) {
  int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat st;
  if (fd < 0) return;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
      flock(fd, LOCK_EX | LOCK_NB) == 0)
    unlinkat(folder, name, 0);
  close(fd);
}

void hl_file_sweep(const char *folder) {
  DIR *dir = opendir(folder);
  const struct dirent *entry;
  if (!dir) return;
  while ((entry = readdir(dir)))
    if (is_unfinished(entry->d_name)) sweep_file(dirfd(dir), entry->d_name);
  closedir(dir);
}
