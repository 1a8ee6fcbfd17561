/* SPDX-License-Identifier: MIT
**
** See host.h.
*/
#include "hosts/host.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3

#include "base/embed.h"
#include "base/file.h"
#include "base/number.h"
#include "base/text.h"

enum {
  FILE_MOST = 1 << 20
};

/* ---- which there are ------------------------------------------------- */

static const char *keep(hl_hosts *hosts, const char *text) {
  return hl_arena_text(hosts->arena, text, strlen(text));
}

/* A file that does not load stands in the list with what is wrong with it. */
static hl_status add_problem(hl_hosts *hosts, const char *file,
                             const hl_error *why, hl_error *err) {
  hl_host *grown = hl_arena_grow(hosts->arena, hosts->list, hosts->n,
                                 hosts->n + 1, sizeof *grown);
  hl_text text = {0};
  if (!grown) return hl_nomem(err);
  hosts->list = grown;
  hl_host *host = &grown[hosts->n++];
  if (why->line) hl_text_format(&text, "line %lld: ", (long long)why->line);
  hl_text_add(&text, why->text);
  host->binding.id = host->binding.name = keep(hosts, hl_base_name(file));
  host->binding.file = keep(hosts, file);
  host->binding.visible = "";
  host->problem = keep(hosts, hl_text_cstr(&text));
  hl_text_free(&text);
  return host->binding.id && host->problem ? HL_OK : hl_nomem(err);
}

/* Later ones replace earlier ones of the same id. */
static hl_status add_all(hl_hosts *hosts, const hl_bindings *found,
                         hl_error *err) {
  hl_host *list = hl_arena_grow(hosts->arena, hosts->list, hosts->n,
                                hosts->n + found->n, sizeof *list);
  if (!list) return hl_nomem(err);
  hosts->list = list;
  for (size_t i = 0; i < found->n; i++) {
    size_t at = 0;
    while (at < hosts->n && strcmp(list[at].binding.id, found->list[i].id) != 0)
      at++;
    if (at == hosts->n) hosts->n++;
    list[at] = (hl_host){.binding = found->list[i]};
  }
  return HL_OK;
}

static hl_status add_file(void *ctx, const char *path, hl_error *err) {
  hl_hosts *hosts = ctx;
  hl_bindings found = {.arena = hosts->arena};
  hl_error why = {0};
  char *bytes = NULL;
  size_t length = 0;
  if (!hl_ends_with(path, ".xml")) return HL_OK;
  const char *name = keep(hosts, path);
  if (!name) return hl_nomem(err);
  hl_status status = hl_file_load(path, FILE_MOST, &bytes, &length, &why);
  if (!status) status = hl_bindings_read(&found, bytes, length, name, &why);
  free(bytes);
  if (status == HL_E_NOMEM) return hl_nomem(err);
  return status ? add_problem(hosts, name, &why, err)
                : add_all(hosts, &found, err);
}

static hl_status add_users(hl_hosts *hosts, hl_error *err) {
  hl_text folder = {0};
  hl_status status = HL_OK;
  if (hl_config_folder("hosts", &folder))
    status = hl_nomem(err);
  else if (folder.length && hl_path_is_folder(folder.bytes))
    status = hl_walk(folder.bytes, add_file, NULL, hosts, err);
  hl_text_free(&folder);
  return status;
}

hl_status hl_hosts_open(hl_hosts *hosts, hl_arena *arena, hl_error *err) {
  static const char ours[] = "manifest.xml";
  const hl_embedded *manifest = hl_embedded_find(ours);
  hl_bindings found = {.arena = arena};
  *hosts = (hl_hosts){.arena = arena};
  hl_status status = manifest ? hl_bindings_read(&found, manifest->bytes,
                                                 manifest->length, ours, err)
                              : HL_OK;
  if (!status) status = add_all(hosts, &found, err);
  return status ? status : add_users(hosts, err);
}

/* ---- which it is ----------------------------------------------------- */

static hl_status has_tables(const hl_binding *b, sqlite3 *db, bool *has,
                            hl_error *err) {
  hl_status status = HL_OK;
  *has = b->table_n > 0;
  for (size_t i = 0; i < b->table_n && *has && !status; i++)
    status = hl_host_has_columns(db, "main", &b->table[i], has, err);
  return status;
}

static void ask_version(hl_hosts *hosts, hl_host *host, sqlite3 *db) {
  sqlite3_stmt *stmt = NULL;
  int code = sqlite3_prepare_v2(db, host->binding.probe, -1, &stmt, NULL);
  if (code == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW &&
      sqlite3_column_text(stmt, 0))
    host->version = keep(hosts, (const char *)sqlite3_column_text(stmt, 0));
  sqlite3_finalize(stmt);
}

/* Below: no such host. Above, or not a number: read, but not written. */
static void judge_version(hl_hosts *hosts, hl_host *host) {
  const hl_binding *b = &host->binding;
  int64_t version = 0, least = 0, most = INT64_MAX;
  hl_text text = {0};
  if (!b->probe) return;
  if (b->min) hl_parse_int(b->min, strlen(b->min), &least);
  if (b->max) hl_parse_int(b->max, strlen(b->max), &most);
  if (!host->version ||
      !hl_parse_int(host->version, strlen(host->version), &version) ||
      version < least) {
    host->can_read = host->can_write = false;
    hl_text_format(&text, "version %s is not one that can be read",
                   host->version ? host->version : "(none)");
  } else if (version > most) {
    host->can_write = false;
    hl_text_format(&text,
                   "version %s is newer than %s, the newest that is known: it "
                   "is read but not written",
                   host->version, b->max);
  }
  if (text.length) host->problem = keep(hosts, hl_text_cstr(&text));
  hl_text_free(&text);
}

/* A database beside it that may be missing, and is: said, no more. */
static void note_missing(hl_hosts *hosts, hl_host *host,
                         const hl_host_link *link) {
  hl_text text = {0};
  for (size_t i = 0; i < host->binding.attach_n; i++)
    if (!link->has[i])
      hl_text_format(&text, "%s%s is not beside it: what is there is not read",
                     text.length ? "; " : "",
                     hl_base_name(host->binding.attach[i].file));
  if (text.length && !host->problem)
    host->problem = keep(hosts, hl_text_cstr(&text));
  hl_text_free(&text);
}

static hl_status try_link(hl_hosts *hosts, hl_host *host, hl_host_link *link,
                          hl_error *err) {
  hl_error why = {0};
  bool writes = false;
  hl_status status = hl_host_link_open(link, &why);
  if (!status) status = hl_host_rehearse(link, &writes, &why);
  if (status == HL_E_NOMEM) return hl_nomem(err);
  host->can_read = !status || writes;
  host->can_write = !status && host->binding.field_key != NULL;
  if (status) host->problem = keep(hosts, why.text);
  if (host->can_read && host->binding.probe) ask_version(hosts, host, link->db);
  if (host->can_read) judge_version(hosts, host);
  if (host->can_read) note_missing(hosts, host, link);
  return HL_OK;
}

static hl_status look(hl_hosts *hosts, hl_host *host, sqlite3 *db,
                      hl_error *err) {
  hl_host_link link = {.binding = &host->binding, .db = db};
  hl_status status = has_tables(&host->binding, db, &host->is_detected, err);
  if (status || !host->is_detected) return status;
  status = try_link(hosts, host, &link, err);
  hl_host_link_close(&link);
  return status;
}

hl_status hl_hosts_detect(hl_hosts *hosts, sqlite3 *db, const hl_host **host,
                          hl_error *err) {
  hl_status status = HL_OK;
  *host = NULL;
  for (size_t i = 0; i < hosts->n && !status; i++) {
    hl_host *known = &hosts->list[i];
    if (!known->binding.activities.n) continue; /* did not load */
    status = look(hosts, known, db, err);
    if (!*host && known->can_read) *host = known;
  }
  return status;
}

hl_status hl_hosts_is_rebuilt(const hl_hosts *hosts, sqlite3 *db,
                              bool *is_rebuilt, hl_error *err) {
  hl_status status = HL_OK;
  *is_rebuilt = false;
  for (size_t i = 0; i < hosts->n && !status && !*is_rebuilt; i++)
    if (hosts->list[i].binding.is_rebuilt)
      status = has_tables(&hosts->list[i].binding, db, is_rebuilt, err);
  return status;
}
