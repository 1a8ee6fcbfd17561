/* SPDX-License-Identifier: MIT
**
** Files that lie together, see folder.h.
*/
#include "read/folder.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "read/export_strava.h"
#include "read/gc_words.h"

enum {
  TABLE_LIMIT = 64 << 20
};

struct hl_folder {
  char *at; /* the folder looked at last, with '/' behind; NULL: none */
  hl_export *export;
  bool is_goldencheetah; /* activities/ beside config/ */
};

hl_folder *hl_folder_new(void) {
  return calloc(1, sizeof(hl_folder));
}

static void leave(hl_folder *folder) {
  hl_export_free(folder->export);
  free(folder->at);
  *folder = (hl_folder){0};
}

void hl_folder_free(hl_folder *folder) {
  if (folder) leave(folder);
  free(folder);
}

/* Is `folder` ("a/") one of the folders of the path? */
static bool is_below(const char *path, const char *folder) {
  const char *at = strstr(path, folder);
  return at && (at == path || at[-1] == '/');
}

/* The tables of a Garmin export that hold days; it has dozens of others. */
static bool is_garmin_table(const char *name) {
  return strncmp(name, "UDSFile_", 8) == 0 ||
         hl_ends_with(name, "_sleepData.json") ||
         hl_ends_with(name, "_healthStatusData.json");
}

bool hl_folder_is_part(const char *path) {
  if (is_below(path, "DI_CONNECT/") && hl_ends_with(path, ".json"))
    return !is_garmin_table(hl_base_name(path));
  return is_below(path, "workout-routes/") ||
         strcmp(hl_base_name(path), "export_cda.xml") == 0;
}

/* Length of the folder part of a path, with its '/'. */
static size_t folder_length(const char *path, size_t length) {
  while (length > 0 && path[length - 1] != '/')
    length--;
  return length;
}

/* HL_OK also when there is no table there. */
static hl_status load(hl_folder *folder, const char *path, size_t length,
                      hl_error *err) {
  hl_text table = {0};
  char *bytes = NULL;
  size_t size = 0;
  hl_text_add_n(&table, path, length);
  hl_text_add(&table, "activities.csv");
  hl_status status = hl_text_status(&table) ? hl_nomem(err) : HL_OK;
  if (!status && hl_path_exists(hl_text_cstr(&table))) {
    status = hl_file_load(table.bytes, TABLE_LIMIT, &bytes, &size, err);
    if (!status) status = hl_export_parse(&folder->export, bytes, size, err);
    if (status) hl_error_where(err, table.bytes);
  }
  free(bytes);
  hl_text_free(&table);
  return status;
}

static hl_status look_for_goldencheetah(hl_folder *folder, size_t length,
                                        hl_error *err) {
  static const char name[] = "/activities/";
  hl_text config = {0};
  if (!hl_ends_with(folder->at, name)) return HL_OK;
  hl_text_add_n(&config, folder->at, length - strlen(name));
  hl_text_add(&config, "/config");
  hl_status status = hl_text_status(&config) ? hl_nomem(err) : HL_OK;
  if (!status) folder->is_goldencheetah = hl_path_is_folder(config.bytes);
  hl_text_free(&config);
  return status;
}

hl_status hl_folder_enter(hl_folder *folder, const char *path, hl_error *err) {
  size_t length = folder_length(path, strlen(path));
  if (folder->at && strlen(folder->at) == length &&
      memcmp(folder->at, path, length) == 0)
    return HL_OK;
  leave(folder);
  folder->at = malloc(length + 1);
  if (!folder->at) return hl_nomem(err);
  memcpy(folder->at, path, length);
  folder->at[length] = 0;
  hl_status status = load(folder, path, length, err);
  if (!status && !folder->export && length > 1)
    status = load(folder, path, folder_length(path, length - 1), err);
  return status ? status : look_for_goldencheetah(folder, length, err);
}

hl_status hl_folder_apply(const hl_folder *folder, const char *path, int part,
                          hl_activity *activity, hl_error *err) {
  if (folder->export && part == 0)
    hl_export_apply(folder->export, path, activity);
  if (folder->is_goldencheetah && part == 0)
    hl_gc_settle_offset(activity, path);
  return activity->text_lost ? hl_nomem(err) : HL_OK;
}
