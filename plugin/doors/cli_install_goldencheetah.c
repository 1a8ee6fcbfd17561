/* SPDX-License-Identifier: MIT
**
** heavylegs install goldencheetah [LIBRARY]: the folder that holds the
** athletes of GoldenCheetah.
**
** Its settings are told of our fields (heavylegs_define() knows how), each
** athlete is marked for the door, an entry of the desktop's menu starts the
** program through it, and the whole history is annotated once. Version 3.5
** keeps the definitions of fields with each athlete; from 3.6 on they are in
** the library: whichever are there are extended.
*/
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/file.h"
#include "doors/cli_install.h"

#define MARK "/config/heavylegs.ini"
#define ENTRY "heavylegs-goldencheetah.desktop"
#define STARTER "heavylegs-goldencheetah"
#define FIXES ".pyfixes"
#define PROCESSOR FIXES "/Heavy legs.py"

static const char *const mark_text =
    "; heavylegs annotates this athlete when GoldenCheetah is started through\n"
    "; it. Seconds that it may take; then GoldenCheetah starts without.\n"
    "limit_s=10\n";

/* ~/.goldencheetah without an argument, as GoldenCheetah itself. */
static int locate(hl_install *in, hl_text *place) {
  return hl_install_folder(in, 0, ".goldencheetah", place);
}

/* It keeps its settings in memory and writes them back over ours. */
static int check_closed(hl_install *in, const char *folder) {
  hl_text open = {0};
  int rc = HL_DONE;

  if (in->cli->dry_run) return HL_DONE;
  if (!hl_cli_ask(in->cli, &open, "SELECT heavylegs_is_open(?1)", 1, &folder))
    rc = HL_FAILED;
  else if (strcmp(hl_text_cstr(&open), "1") == 0)
    rc = hl_cli_fail(in->cli,
                     "GoldenCheetah has %s open and would write over it: close "
                     "it first",
                     hl_base_name(folder));
  hl_text_free(&open);
  return rc;
}

/* ---- its settings -------------------------------------------------------- */

/* `sql` over the file's base name and its bytes, NULL where there is none. */
static int edit(hl_install *in, const char *sql, const hl_install_change *c,
                const hl_text *now, hl_text *out) {
  const char *name = hl_base_name(c->path);
  sqlite3_stmt *stmt = hl_cli_query(in->cli, sql, 1, &name);
  int code = SQLITE_ERROR;

  if (stmt == NULL) return HL_FAILED;
  if (now != NULL)
    sqlite3_bind_text64(stmt, 2, hl_text_cstr(now), now->length, SQLITE_STATIC,
                        SQLITE_UTF8);
  code = sqlite3_step(stmt);
  if (code == SQLITE_ROW)
    hl_text_add_n(out, (const char *)sqlite3_column_blob(stmt, 0),
                  (size_t)sqlite3_column_bytes(stmt, 0));
  else
    hl_cli_fail(in->cli, "%s: %s", c->path, sqlite3_errmsg(in->cli->db));
  sqlite3_finalize(stmt);
  return code == SQLITE_ROW ? HL_DONE : HL_FAILED;
}

/* A file of settings in `folder`. */
static int define(hl_install *in, const char *folder, const char *name,
                  const char *what) {
  hl_text path = {0}, now = {0}, after = {0};
  hl_install_change change = {.what = what, .after = &after};
  bool there = false;
  int rc;

  hl_text_format(&path, "%s/%s", folder, name);
  change.path = hl_text_cstr(&path);
  rc = hl_install_read(in, change.path, &now, &there);
  if (rc == HL_DONE)
    rc = edit(in, "SELECT heavylegs_define(?1, ?2)", &change,
              there ? &now : NULL, &after);
  if (rc == HL_DONE) rc = hl_install_put(in, &change);
  hl_text_free(&path);
  hl_text_free(&now);
  hl_text_free(&after);
  return rc;
}

static bool has(const char *folder, const char *name) {
  hl_text whole = {0};
  bool found;

  hl_text_format(&whole, "%s/%s", folder, name);
  found = !hl_text_status(&whole) && hl_path_exists(whole.bytes);
  hl_text_free(&whole);
  return found;
}

/* ---- athletes ------------------------------------------------------------ */

static int plan_mark(hl_install *in, const char *folder) {
  hl_text path = {0}, after = {0};
  hl_install_change mark = {
      .what = "the athlete is annotated at every start through heavylegs",
      .after = &after};
  int rc = HL_DONE;

  hl_text_format(&path, "%s" MARK, folder);
  hl_text_add(&after, mark_text);
  mark.path = hl_text_cstr(&path);
  if (!hl_path_exists(mark.path) || hl_path_is_folder(mark.path))
    rc = hl_install_put(in, &mark);
  hl_text_free(&path);
  hl_text_free(&after);
  return rc;
}

static int plan_athlete(hl_install *in, const char *folder) {
  hl_text config = {0};
  int rc = check_closed(in, folder);
  bool has_own;

  if (rc != HL_DONE) return rc;
  hl_text_format(&config, "%s/config", folder);
  if (hl_text_status(&config)) return hl_cli_fail(in->cli, "out of memory");
  has_own = has(config.bytes, "metadata.xml");
  if (has_own)
    rc = define(in, config.bytes, "metadata.xml",
                "our fields, on a tab \"Heavy Legs\"");
  else if (!has(in->place, "metadata.xml"))
    rc = define(in, config.bytes, "metadata.xml",
                "GoldenCheetah's own fields, and ours on a tab \"Heavy Legs\"");
  if (rc == HL_DONE && in->cli->columns)
    rc = define(in, config.bytes, "athlete-preferences.ini",
                "two columns in the list of activities");
  if (rc == HL_DONE) rc = plan_mark(in, folder);
  hl_text_free(&config);
  return rc;
}

static int is_shown(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

static int plan_athletes(hl_install *in) {
  struct dirent **entry = NULL;
  int n = scandir(in->place, &entry, is_shown, alphasort), i, athletes = 0;
  int rc = HL_DONE;

  for (i = 0; i < n; i++) {
    hl_text folder = {0};
    hl_text_format(&folder, "%s/%s", in->place, entry[i]->d_name);
    if (rc == HL_DONE && has(hl_text_cstr(&folder), "activities") &&
        has(hl_text_cstr(&folder), "config")) {
      athletes++;
      rc = plan_athlete(in, hl_text_cstr(&folder));
    }
    hl_text_free(&folder);
    free(entry[i]);
  }
  free(entry);
  if (rc == HL_DONE && athletes == 0)
    rc = hl_cli_fail(in->cli,
                     "%s holds no athlete of GoldenCheetah (a folder with "
                     "activities and config)",
                     in->place);
  return rc;
}

/* ---- the menu ------------------------------------------------------------ */

/* As the Exec key of a desktop entry wants it: in quotes, and with the escapes
** of both the key and the file. */
static void add_exec(hl_text *out, const char *path) {
  hl_text_add(out, "\"");
  for (; *path != '\0'; path++) {
    if (strchr("\"`$", *path)) hl_text_add(out, "\\\\");
    if (*path == '\\') hl_text_add(out, "\\\\\\");
    if (*path == '%') hl_text_add(out, "%");
    hl_text_add_n(out, path, 1);
  }
  hl_text_add(out, "\"");
}

/* The kit's entry with the starter's path in it. */
static void write_entry(const char *starter, hl_text *out) {
  const hl_embedded *kit =
      hl_embedded_find("plugin/doors/goldencheetah/" ENTRY);
  static const char *const mark = "@exec@";
  const char *at = kit ? strstr(kit->bytes, mark) : NULL;

  if (at == NULL) return;
  hl_text_add_n(out, kit->bytes, (size_t)(at - kit->bytes));
  add_exec(out, starter);
  hl_text_add(out, at + strlen(mark));
}

static int plan_menu(hl_install *in) {
  hl_text path = {0}, after = {0};
  hl_install_change entry = {.what = "an entry of the menu: GoldenCheetah with "
                                     "heavylegs",
                             .after = &after};
  char starter[4096];
  int rc;

  hl_cli_beside(STARTER, starter, sizeof starter);
  if (!hl_path_exists(starter))
    return hl_cli_fail(in->cli, "%s is not beside this program", STARTER);
  rc = hl_install_home(in, "XDG_DATA_HOME", ".local/share", &path);
  hl_text_add(&path, "/applications/" ENTRY);
  write_entry(starter, &after);
  entry.path = hl_text_cstr(&path);
  if (rc == HL_DONE) rc = hl_install_put(in, &entry);
  hl_text_free(&path);
  hl_text_free(&after);
  return rc;
}

/* ---- Python -------------------------------------------------------------- */

/* Only builds with Python have that folder, and take what lies in it. */
static int plan_python(hl_install *in) {
  const hl_embedded *kit =
      hl_embedded_find("plugin/doors/goldencheetah/heavylegs.py");
  hl_text path = {0}, after = {0};
  hl_install_change change = {
      .what = "a data processor \"Heavy legs\", for activities that are open",
      .after = &after};
  int rc = HL_DONE;

  if (kit == NULL || !has(in->place, FIXES)) return HL_DONE;
  hl_text_format(&path, "%s/" PROCESSOR, in->place);
  hl_text_add_n(&after, kit->bytes, kit->length);
  change.path = hl_text_cstr(&path);
  rc = hl_install_put(in, &change);
  hl_text_free(&path);
  hl_text_free(&after);
  return rc;
}

/* ---- the target ---------------------------------------------------------- */

static int plan(hl_install *in) {
  int rc = HL_DONE;

  if (has(in->place, "metadata.xml"))
    rc = define(in, in->place, "metadata.xml",
                "our fields, on a tab \"Heavy Legs\"");
  if (rc == HL_DONE)
    rc = define(in, in->place, "usermetrics.xml",
                "\"Heavy Legs Effort\", a curve for Trends; GoldenCheetah "
                "computes every activity anew, once");
  if (rc == HL_DONE) rc = plan_athletes(in);
  if (rc == HL_DONE) rc = plan_python(in);
  if (rc == HL_DONE) rc = plan_menu(in);
  return rc;
}

/* What `act` does to every athlete that is marked; one that fails keeps no
** other from it. */
static int for_athletes(hl_install *in,
                        int (*act)(hl_install *in, const char *folder)) {
  const char *mark;
  size_t i = 0;
  int rc = HL_DONE;

  while ((mark = hl_install_next(in, &i, MARK)) != NULL) {
    hl_text folder = {0};
    hl_text_add_n(&folder, mark, strlen(mark) - strlen(MARK));
    if (hl_text_status(&folder))
      rc = hl_cli_fail(in->cli, "out of memory");
    else if (hl_path_is_folder(folder.bytes) &&
             act(in, folder.bytes) != HL_DONE)
      rc = HL_FAILED;
    hl_text_free(&folder);
  }
  return rc;
}

static int run(hl_install *in, const char *command, const char *folder) {
  if (!in->cli->json) printf("\n%s\n", hl_base_name(folder));
  fflush(stdout);
  return hl_install_run(in, command, folder);
}

static int annotate(hl_install *in, const char *folder) {
  return run(in, "annotate", folder);
}

static int retract(hl_install *in, const char *folder) {
  return has(folder, "heavylegs.db") ? run(in, "retract", folder) : HL_DONE;
}

static int apply(hl_install *in) {
  char starter[4096];
  int rc = for_athletes(in, annotate);

  hl_cli_beside(STARTER, starter, sizeof starter);
  if (rc == HL_DONE && !in->cli->json)
    printf("\nStart \"GoldenCheetah with heavylegs\" from the menu, or %s.\n",
           starter);
  return rc;
}

static int undo(hl_install *in) {
  int rc = for_athletes(in, check_closed);

  return rc == HL_DONE ? for_athletes(in, retract) : rc;
}

static int cut(hl_install *in, const hl_install_change *wrote,
               const hl_text *now, hl_text *out) {
  if (hl_ends_with(wrote->path, MARK) || hl_ends_with(wrote->path, ENTRY) ||
      hl_ends_with(wrote->path, PROCESSOR))
    return HL_DONE; /* ours, whatever somebody wrote into it */
  return edit(in, "SELECT heavylegs_undefine(?1, ?2)", wrote, now, out);
}

const hl_install_target hl_install_goldencheetah = {
    .name = "goldencheetah",
    .arguments = "[LIBRARY]",
    .what = "annotations in GoldenCheetah, renewed at each start",
    .locate = locate,
    .plan = plan,
    .apply = apply,
    .undo = undo,
    .cut = cut,
};
