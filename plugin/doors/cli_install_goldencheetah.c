/* SPDX-License-Identifier: MIT
**
** heavylegs install goldencheetah [LIBRARY]: the folder that holds the
** athletes of GoldenCheetah.
*/
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "doors/cli_install.h"

#define MARK "/config/heavylegs.ini"

static const char *const mark_text =
    "; heavylegs annotates this athlete when GoldenCheetah is started through\n"
    "; it. Seconds that it may take; then GoldenCheetah starts without.\n"
    "limit_s=10\n";

static bool has_folder(const char *path, const char *name) {
  hl_text whole = {0};
  bool has;

  hl_text_format(&whole, "%s/%s", path, name);
  has = !hl_text_status(&whole) && hl_path_is_folder(whole.bytes);
  hl_text_free(&whole);
  return has;
}

/* ~/.goldencheetah without an argument, as GoldenCheetah itself. */
static int locate(hl_install *in, hl_text *place) {
  const char *typed = hl_install_argument(in, 0);
  hl_text path = {0};
  int rc = HL_DONE;

  if (typed != NULL)
    hl_text_add(&path, typed);
  else
    rc = hl_install_home(in, NULL, ".goldencheetah", &path);
  if (rc == HL_DONE) rc = hl_install_real_path(in, hl_text_cstr(&path), place);
  hl_text_free(&path);
  return rc;
}

static int plan_athlete(hl_install *in, const char *folder) {
  hl_text path = {0}, after = {0};
  hl_install_change mark = {.what = "started through heavylegs, GoldenCheetah "
                                    "shows this athlete's runs annotated",
                            .after = &after};
  int rc;

  hl_text_format(&path, "%s" MARK, folder);
  hl_text_add(&after, mark_text);
  mark.path = hl_text_cstr(&path);
  rc = hl_install_put(in, &mark);
  hl_text_free(&path);
  hl_text_free(&after);
  return rc;
}

static int is_shown(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

static int plan(hl_install *in) {
  struct dirent **entry = NULL;
  int n = scandir(in->place, &entry, is_shown, alphasort), i, athletes = 0;
  int rc = HL_DONE;

  for (i = 0; i < n; i++) {
    hl_text folder = {0};
    hl_text_format(&folder, "%s/%s", in->place, entry[i]->d_name);
    if (rc == HL_DONE && has_folder(hl_text_cstr(&folder), "activities") &&
        has_folder(hl_text_cstr(&folder), "config")) {
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

/* The mark is ours whatever somebody wrote into it. */
static int cut(hl_install *in, const hl_install_change *wrote,
               const hl_text *now, hl_text *out) {
  (void)in;
  (void)wrote;
  (void)now;
  (void)out;
  return HL_DONE;
}

const hl_install_target hl_install_goldencheetah = {
    .name = "goldencheetah",
    .arguments = "[LIBRARY]",
    .what = "annotations in GoldenCheetah, renewed at each start",
    .locate = locate,
    .plan = plan,
    .cut = cut,
};
