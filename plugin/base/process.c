/* SPDX-License-Identifier: MIT
**
** See process.h. Linux: /proc/PID/comm.
*/
#include "base/process.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/number.h"
#include "base/text.h"

static bool is_called(int64_t pid, const char *name) {
  hl_text path = {0};
  struct stat st;
  char comm[32] = "";
  hl_text_format(&path, "/proc/%lld/comm", (long long)pid);
  int fd = hl_text_status(&path) ? -1 : open(path.bytes, O_RDONLY | O_CLOEXEC);
  hl_text_free(&path);
  if (fd < 0) return false;
  ssize_t n = fstat(fd, &st) == 0 && st.st_uid == getuid()
                  ? read(fd, comm, sizeof comm - 1)
                  : 0;
  close(fd);
  return n > 0 && strncmp(comm, name, strlen(name)) == 0;
}

bool hl_process_runs(const char *name, int64_t except) {
  DIR *dir = opendir("/proc");
  const struct dirent *entry;
  bool found = false;
  if (!dir) return true;
  while (!found && (entry = readdir(dir))) {
    int64_t pid = 0;
    if (hl_parse_int(entry->d_name, strlen(entry->d_name), &pid) &&
        pid != except)
      found = is_called(pid, name);
  }
  closedir(dir);
  return found;
}
