/* SPDX-License-Identifier: MIT
**
** See gc_folder.h.
*/
#include "hosts/gc_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/number.h"
#include "base/process.h"

enum {
  SETTINGS_BYTES = 1 << 20
};

static bool has_folder(const char *path, const char *name) {
  hl_text whole = {0};
  hl_text_format(&whole, "%s%s", path, name);
  bool has = !hl_text_status(&whole) && hl_path_is_folder(whole.bytes);
  hl_text_free(&whole);
  return has;
}

bool hl_gc_is_folder(const char *path) {
  return has_folder(path, HL_GC_ACTIVITIES) && has_folder(path, "/config");
}

bool hl_gc_is_library(const char *path, hl_text *athlete) {
  struct dirent **entry = NULL;
  int n = scandir(path, &entry, NULL, alphasort);
  bool found = false;
  for (int i = 0; i < n; i++) {
    hl_text below = {0};
    hl_text_format(&below, "%s/%s", path, entry[i]->d_name);
    if (!found && entry[i]->d_name[0] != '.' && !hl_text_status(&below) &&
        hl_gc_is_folder(below.bytes)) {
      hl_text_add(athlete, entry[i]->d_name);
      found = true;
    }
    hl_text_free(&below);
    free(entry[i]);
  }
  free(entry);
  return found;
}

void hl_gc_folder_of(const char *file, hl_text *folder) {
  size_t name = (size_t)(hl_base_name(file) - file);
  size_t below = strlen(HL_GC_ACTIVITIES "/");
  hl_text_add_n(folder, file, name > below ? name - below : 0);
}

void hl_gc_sweep(const char *folder) {
  hl_text path = {0};
  hl_text_format(&path, "%s" HL_GC_ACTIVITIES, folder);
  if (!hl_text_status(&path)) hl_file_sweep(path.bytes);
  hl_text_free(&path);
}

/* safeexit=true: it was closed properly. */
static bool says_closed(const char *folder) {
  hl_text path = {0};
  char *bytes = NULL;
  size_t length;
  hl_text_format(&path, "%s/config/athlete-general.ini", folder);
  bool closed =
      !hl_text_status(&path) &&
      !hl_file_load(path.bytes, SETTINGS_BYTES, &bytes, &length, NULL) &&
      strstr(bytes, "safeexit=true") != NULL;
  hl_text_free(&path);
  free(bytes);
  return closed;
}

/* The one that is starting and waits for us; 0: there is none. */
static int64_t starting_host(void) {
  const char *text = getenv("HEAVYLEGS_DOOR_PID");
  int64_t pid = 0;
  if (text) hl_parse_int(text, strlen(text), &pid);
  return pid == getppid() ? pid : 0;
}

bool hl_gc_is_open(const char *folder) {
  return !says_closed(folder) &&
         hl_process_runs(HL_GC_PROGRAM, starting_host());
}

hl_status hl_gc_settle_time(const char *folder, const char *file,
                            hl_error *err) {
  hl_text path = {0};
  struct stat record, now;
  hl_text_format(&path, "%s/cache/rideDB.json", folder);
  bool has_record = !hl_text_status(&path) && stat(path.bytes, &record) == 0;
  hl_text_free(&path);
  if (!has_record) return HL_OK;
  if (stat(file, &now) == 0) {
    if (now.st_mtim.tv_sec > record.st_mtim.tv_sec) return HL_OK;
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, record.st_mtim};
    times[1].tv_sec++;
    if (utimensat(AT_FDCWD, file, times, 0) == 0) return HL_OK;
  }
  return hl_fail(err, HL_E_HOST, "cannot set the time of %s: %s", file,
                 hl_file_reason(errno));
}
