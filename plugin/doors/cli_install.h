/* SPDX-License-Identifier: MIT
**
** heavylegs install|uninstall TARGET [ARGS]: heavylegs made known to a program
** that the runner uses, and exactly that undone again.
**
** A target is one file, cli_install_NAME.c, with one hl_install_target that is
** listed in cli_install.c. It only *says* what each file is to become; showing
** the plan, writing, the journal and the way back are here:
**
**     static int plan(hl_install *in) {
**       hl_install_change c = {.path = ".../settings.ini",
**                              .what = "loads the extension",
**                              .after = &text};
**       return hl_install_put(in, &c);
**     }
**
** The journal is an SQLite database of this user's, in
** $XDG_STATE_HOME/heavylegs/installed.db (~/.local/state without it). Before a
** file is touched, its bytes from before are committed there; what a crash left
** between is held against the file's hash at the next call. `uninstall` gives a
** file its bytes back where nobody changed it since, else only what is ours is
** cut from it: hl_install_target.cut.
**
** Included by: cli_install*.c.
*/
#ifndef HL_DOORS_CLI_INSTALL_H
#define HL_DOORS_CLI_INSTALL_H

#include "doors/cli.h"

typedef struct hl_install_change { /* one file of the plan, or of the journal */
  const char *path;                /* absolute */
  const char *what;     /* a few words for people: what is put there */
  const hl_text *after; /* all bytes of the file from now on */
  const char *note;     /* for cut(), kept in the journal; NULL: none */
} hl_install_change;

typedef struct hl_install hl_install;

typedef struct hl_install_target {
  const char *name;      /* "goldencheetah" */
  const char *arguments; /* "[LIBRARY]" */
  const char *what;      /* one line: what the runner gains */

  /* What the arguments speak of, to the end of `place`: the absolute path of a
  ** folder or file, nothing where there is but one of it. Installations in
  ** different places are undone apart. NULL: always nothing. */
  int (*locate)(hl_install *in, hl_text *place);

  /* Reads what is there and puts every file that is to change:
  ** hl_install_put(). Writes nothing. A file that is as it should be already
  ** may be put too, nothing happens to it. */
  int (*plan)(hl_install *in);

  /* What else is done once the files are there, such as annotating; and its
  ** undoing, before the files go back. Both find the journal's files with
  ** hl_install_next(). NULL: nothing. A failing undo() stops uninstall. */
  int (*apply)(hl_install *in);
  int (*undo)(hl_install *in);

  /* `now`, a file that somebody changed since we wrote it, without what is
  ** ours, to the end of `out`. NULL: such a file stays, and is named. */
  int (*cut)(hl_install *in, const hl_install_change *wrote, const hl_text *now,
             hl_text *out);
} hl_install_target;

struct hl_install {
  hl_cli *cli;
  const hl_install_target *target;
  const char *place;

  /* The plan; from apply() on, and at uninstall, the journal's, last first. */
  struct hl_install_file *file;
  size_t n, room;

  sqlite3 *journal; /* NULL: none yet, so nothing is installed */
};

/* These return HL_DONE, or HL_FAILED and have said why. */

/* Texts are copied. A file whose bytes are `after` already is passed over. */
int hl_install_put(hl_install *in, const hl_install_change *change);
/* Bytes of the file to the end of `bytes`; *there false where there is none. */
int hl_install_read(hl_install *in, const char *path, hl_text *bytes,
                    bool *there);
/* The absolute path of something that exists. */
int hl_install_real_path(hl_install *in, const char *path, hl_text *real);
/* $XDG_NAME, or `below` in the home folder, to the end of `path`. */
int hl_install_home(hl_install *in, const char *xdg, const char *below,
                    hl_text *path);
/* A command of ours on a path: an argument of annotate, the database of the
** others. With --json its answer is a line of its own. */
int hl_install_run(hl_install *in, const char *command, const char *path);
/* The folder that argument `i` names, else `below` in the home folder: its
** absolute path to the end of `real`. It has to exist. */
int hl_install_folder(hl_install *in, int i, const char *below, hl_text *real);
/* An argument behind the target's name; NULL: not given. */
const char *hl_install_argument(const hl_install *in, int i);
/* Paths of the files in the journal that end with `suffix`, one by one; NULL
** behind the last. *i begins as 0. For apply() and undo(). */
const char *hl_install_next(const hl_install *in, size_t *i,
                            const char *suffix);

/* ---- between cli_install*.c, not for targets ---- */

enum {
  HL_INSTALL_HASH = 33
};

typedef struct hl_install_file {
  hl_text path, what, note;
  bool has_note;
  hl_text before, after;             /* after: of the plan only */
  bool is_new;                       /* there was no file before us */
  char before_hash[HL_INSTALL_HASH]; /* at the writing; "": no file */
  char after_hash[HL_INSTALL_HASH];
  int folders; /* so many folders above it were made by us */
  int64_t id;  /* of its row */
  bool is_own; /* the row is of this target and place */
} hl_install_file;

/* cli_install_files.c: one more, zeroed; NULL, said, when out of memory. */
hl_install_file *hl_install_add(hl_install *in);
void hl_install_file_free(hl_install_file *file);
void hl_install_clear(hl_install *in); /* in->file */
void hl_install_hash(const hl_text *bytes, char hash[HL_INSTALL_HASH]);
/* The folders above a file; *made counts those that were not there. */
int hl_install_make_folders(hl_install *in, const char *path, int *made);
/* Writes the whole plan, journalled; stops at the first that fails. */
int hl_install_write(hl_install *in);
/* Takes the files of the journal back; one that fails is named and stays in
** the journal, the others go on. */
int hl_install_take_back(hl_install *in);

/* cli_install_journal.c: opens it; makes it only where `create`. Settles what
** a crash left. */
int hl_install_journal_open(hl_install *in, bool create);
/* The rows of in->target and in->place become in->file, instead of what was
** there. */
int hl_install_journal_load(hl_install *in);
/* What it says of this path, our own target and place first; id 0: nothing. */
int hl_install_journal_find(hl_install *in, const char *path,
                            hl_install_file *row);
/* Has another target or place a row of the same path? */
int hl_install_journal_shared(hl_install *in, const hl_install_file *file,
                              bool *shared);
/* Commits the row, as planned, before the file is touched; and afterwards. */
int hl_install_journal_plan(hl_install *in, hl_install_file *file);
int hl_install_journal_done(hl_install *in, const hl_install_file *file);
int hl_install_journal_drop(hl_install *in, const hl_install_file *file);

/* ---- the targets ---- */

extern const hl_install_target hl_install_goldencheetah;
extern const hl_install_target hl_install_pytrainer;
extern const hl_install_target hl_install_dbbrowser;

#endif
