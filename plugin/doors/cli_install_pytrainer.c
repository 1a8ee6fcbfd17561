/* SPDX-License-Identifier: MIT
**
** heavylegs install pytrainer [CONFDIR [DATADIR]]: the button on pyTrainer's
** Record tab.
**
** pyTrainer looks for extensions in its data folder alone (/usr/share/pytrainer
** unless DATADIR says another), which belongs to the system; which of them are
** switched on, and their settings, are in the user's folder (~/.pytrainer, or
** CONFDIR). So this takes two steps where no package has done the first:
**
**     sudo heavylegs install pytrainer     the extension, for every user
**     heavylegs install pytrainer          switched on, for this user
**
** Root without a CONFDIR does the first step alone.
*/
#include <string.h>
#include <unistd.h>

#include "base/embed.h"
#include "doors/cli_install.h"

#define KIT "plugin/doors/pytrainer/"
#define FOLDER "/extensions/heavylegs/"

static const char *const kit[] = {"conf.xml", "heavylegs.py", "README.txt"};

enum {
  KIT_FILES = sizeof kit / sizeof kit[0]
};

static const char *data_folder(const hl_install *in) {
  const char *typed = hl_install_argument(in, 1);
  return typed ? typed : "/usr/share/pytrainer";
}

/* Root without a CONFDIR: the step for every user. */
static bool is_system(const hl_install *in) {
  return hl_install_argument(in, 0) == NULL && geteuid() == 0;
}

/* The user's folder; root's own is not meant unless it is named. */
static int locate(hl_install *in, hl_text *place) {
  if (is_system(in)) return hl_install_real_path(in, data_folder(in), place);
  return hl_install_folder(in, 0, ".pytrainer", place);
}

static int put(hl_install *in, const char *folder, const char *name,
               const hl_text *after, const char *what) {
  hl_text path = {0};
  hl_install_change change = {.what = what, .after = after};
  int rc;

  hl_text_format(&path, "%s" FOLDER "%s", folder, name);
  change.path = hl_text_cstr(&path);
  rc = hl_install_put(in, &change);
  hl_text_free(&path);
  return rc;
}

static int put_kit(hl_install *in, const char *folder) {
  hl_text name = {0}, bytes = {0};
  int i, rc = HL_DONE;

  for (i = 0; i < KIT_FILES && rc == HL_DONE; i++) {
    const hl_embedded *file;
    hl_text_clear(&name);
    hl_text_clear(&bytes);
    hl_text_format(&name, KIT "%s", kit[i]);
    file = hl_embedded_find(hl_text_cstr(&name));
    hl_text_add_n(&bytes, file->bytes, file->length);
    rc = put(in, folder, kit[i], &bytes, "the button, for every user");
  }
  hl_text_free(&name);
  hl_text_free(&bytes);
  return rc;
}

/* A value between the quotes of an XML attribute. */
static void add_value(hl_text *out, const char *value) {
  for (; *value; value++)
    if (strchr("<&\"", *value))
      hl_text_format(out, "&#%d;", *value);
    else
      hl_text_add_n(out, value, 1);
}

/* Once this file is there pyTrainer reads the settings from it alone. */
static int put_switch(hl_install *in) {
  hl_text bytes = {0};
  int rc;

  hl_text_add(&bytes, "<?xml version=\"1.0\" ?>\n"
                      "<pytrainer-extension status=\"1\" library=\"");
  add_value(&bytes, in->cli->so_path);
  hl_text_add(&bytes, "\"/>\n");
  rc = put(in, in->place, "conf.xml", &bytes, "the button is switched on");
  hl_text_free(&bytes);
  return rc;
}

/* Is the kit to be written where this user may not? */
static int check_access(hl_install *in) {
  hl_text folder = {0};
  int rc = HL_DONE;

  hl_text_format(&folder, "%s/extensions", data_folder(in));
  if (in->n > 0 && access(hl_text_cstr(&folder), W_OK) != 0)
    rc =
        hl_cli_fail(in->cli,
                    "pyTrainer looks for extensions in %s alone, where you may "
                    "not write: run `sudo heavylegs install pytrainer` first, "
                    "then this again",
                    hl_text_cstr(&folder));
  hl_text_free(&folder);
  return rc;
}

static int plan(hl_install *in) {
  int rc = put_kit(in, data_folder(in));

  if (rc == HL_DONE) rc = check_access(in);
  if (rc == HL_DONE && !is_system(in)) rc = put_switch(in);
  return rc;
}

/* Every file is ours, whatever pyTrainer's own settings window made of it. */
static int cut(hl_install *in, const hl_install_change *wrote,
               const hl_text *now, hl_text *out) {
  (void)in;
  (void)wrote;
  (void)now;
  (void)out;
  return HL_DONE;
}

const hl_install_target hl_install_pytrainer = {
    .name = "pytrainer",
    .arguments = "[CONFDIR [DATADIR]]",
    .what = "a button on the Record tab that annotates the whole history",
    .locate = locate,
    .plan = plan,
    .cut = cut,
};
