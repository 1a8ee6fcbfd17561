/* SPDX-License-Identifier: MIT
**
** What the files of the command line share.
**
** The program is a host like any other: it opens a database with libsqlite3,
** loads heavylegs.so into it and speaks SQL. It contains no part of the engine
** but base/. Everything it prints for people goes to stdout, everything that
** went wrong to stderr, and with --json stdout carries JSON and nothing else.
**
** Exit codes: 0 the command did its work, 1 it did not, 2 it was called
** wrongly.
**
** Included by: cli*.c only.
*/
#ifndef HL_DOORS_CLI_H
#define HL_DOORS_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/status.h"
#include "base/text.h"

enum {
  HL_DONE = 0,
  HL_FAILED = 1,
  HL_MISUSED = 2
};

typedef struct hl_list { /* of borrowed texts */
  const char **item;
  int n;
} hl_list;

typedef struct hl_cli hl_cli;

#define HL_CLI_DB "heavylegs.db" /* here, where --db names no other */

typedef enum hl_cli_db { /* what a command wants to be opened for it */
  HL_CLI_MEMORY,         /* files only: an empty database in memory */
  HL_CLI_MAYBE,          /* the database if it exists, else memory */
  HL_CLI_READ,           /* a database that exists */
  HL_CLI_WRITE,          /* created where there is none */
} hl_cli_db;

typedef struct hl_cli_command {
  const char *name;
  const char *arguments; /* "RUN agree|disagree" */
  const char *what;      /* one line */
  const char *help;      /* the rest of --help: options, examples */
  hl_cli_db db;
  int least, most; /* arguments; most -1: any number */
  int (*run)(hl_cli *cli);
} hl_cli_command;

extern const hl_cli_command hl_cli_commands[]; /* name NULL ends it */

typedef struct hl_cli_day { /* of a diary, as typed; NULL: not */
  const char *sleep, *sleep_quality, *rhr, *hrv, *weight, *stress, *mood,
      *motivation, *soreness, *fatigue, *meal, *ill, *travel, *note;
} hl_cli_day;

typedef struct hl_cli_progress { /* times of the monotonic clock; 0: not yet */
  int64_t start_ms, phase_ms, told_ms, now_ms;
  int64_t done, total;
  char phase[16];
} hl_cli_progress;

struct hl_cli {
  /* as typed */
  const hl_cli_command *command;
  hl_list arguments, rules;
  const char *db_path, *athlete, *heavy, *legs, *rpe, *feel, *words, *rule,
      *last, *inject, *percent, *by, *clear;
  hl_cli_day day;
  const char *runs, *threads;
  const char *output, *page;
  bool season, squad, csv, duplicates, commands;
  bool when_closed, formulas;
  bool json, quiet, eased, not_eased, confirm, all, found, coverage, dry_run,
      columns, help, version;

  /* while it runs */
  sqlite3 *db;
  hl_text words_json; /* loaded wording: {id: text} */
  hl_text folder_db;  /* db_path where that is in an athlete's folder */
  bool is_memory;     /* no file was opened */
  bool created;       /* the database file is ours and may still be empty */
  bool waits;         /* for a host to be closed, and that was said */
  hl_cli_progress progress;
  bool draws;         /* a progress bar may be drawn on stderr */
  bool drawn;         /* and stands there now */
  char so_path[4096]; /* what was loaded */
};

/* ---- cli_db.c: the database, and speaking SQL to it ---- */

/* The path of `name` beside this program; "" when unknown. */
void hl_cli_beside(const char *name, char *path, size_t size);
/* Open and load; says what went wrong itself. */
bool hl_cli_open(hl_cli *cli);
/* `path` as the database of cli->db, whatever stood there before; the same. */
bool hl_cli_connect(hl_cli *cli, const char *path);
void hl_cli_close(hl_cli *cli);
/* "heavylegs: ..." on stderr; returns HL_FAILED. */
int hl_cli_fail(hl_cli *cli, const char *format, ...) HL_PRINTF(2, 3);
/* The same for a wrong call; returns HL_MISUSED. */
int hl_cli_misuse(hl_cli *cli, const char *format, ...) HL_PRINTF(2, 3);
/* NULL, said, when the statement is refused. `bind` are texts for ?1 ...,
** a NULL among them is bound as NULL. */
sqlite3_stmt *hl_cli_query(hl_cli *cli, const char *sql, int n,
                           const char *const *bind);
/* True while there is a row; at the end or on an error (said, *failed set)
** the statement is finalized. */
bool hl_cli_row(hl_cli *cli, sqlite3_stmt *stmt, bool *failed);
/* First column of the first row; false, said, on an error. No row: "". */
bool hl_cli_ask(hl_cli *cli, hl_text *out, const char *sql, int n,
                const char *const *bind);
/* The same as a number; 0 for no row. */
bool hl_cli_count(hl_cli *cli, sqlite3_int64 *count, const char *sql);
/* Has this database our tables? */
bool hl_cli_has_tables(hl_cli *cli);
/* Metres in what distances are shown in: 1000, or a mile by setting. */
double hl_cli_unit_m(hl_cli *cli);

/* ---- cli_progress.c ---- */

/* Registers heavylegs_progress() and catches Ctrl-C and SIGTERM on this
** connection, until it is closed. */
void hl_cli_watch(hl_cli *cli);
void hl_cli_unwatch(void);
bool hl_cli_stopped(void);              /* by one of those signals, ever */
void hl_cli_wipe_progress(hl_cli *cli); /* before anything else is printed */

/* ---- cli_print.c ---- */

/* The current row as one object of an open JSON array; columns named json_*
** are put in as JSON. */
void hl_cli_add_json_row(hl_text *json, sqlite3_stmt *stmt);
/* All rows as a JSON array of objects on stdout. Finalizes. */
int hl_cli_print_json(hl_cli *cli, sqlite3_stmt *stmt);
/* A JSON text and a newline. */
void hl_cli_print_raw(const char *json);

/* A table for people: every column as wide as its widest cell, two blanks
** between; numbers to the right. Cells are copied. */
typedef struct hl_grid hl_grid;
hl_grid *hl_grid_new(const char *const *titles, const char *align); /* "lrr" */
void hl_grid_add(hl_grid *grid, const char *cell); /* in row order */
size_t hl_grid_rows(const hl_grid *grid);
/* Prints, nothing where there is no row, and frees. The last column is cut at
** the terminal's width. */
void hl_grid_print(hl_grid *grid);
/* Lines of at most 78 characters; what is carried over from one to the next is
** indented by two more, or by `hang`. */
void hl_cli_print_wrapped(const char *text);
void hl_cli_print_hanging(const char *line, size_t hang);
/* Rows of the terminal, or a page's where there is none. */
int hl_cli_screen_rows(void);

/* ---- cli_run.c ---- */

/* RUN as typed (local id, date, file name, "last") to an id. HL_DONE, or it
** has said why not and lists the candidates. */
int hl_cli_find_run(hl_cli *cli, const char *typed, sqlite3_int64 *id);
/* "2025-06-01 18:39  9.8 km  52:10": one line that names a run. */
bool hl_cli_describe_run(hl_cli *cli, sqlite3_int64 id, hl_text *out);

/* ---- cli_files.c ---- */

/* Judge everything that is new; the engine's answer goes to `answer`. */
int hl_cli_judge(hl_cli *cli, hl_text *answer);
/* The one text column of `sql` over ?1, its lines wrapped. */
bool hl_cli_print_lines(hl_cli *cli, const char *sql, const char *answer);

/* The paths that were typed, into the open database. */
int hl_cli_annotate_paths(hl_cli *cli);

/* ---- cli_squad*.c ---- */

/* An athlete's name from the folder's; false: there is no such folder. */
bool hl_cli_squad_name(const char *folder, hl_text *name);
/* The athlete's database in it. */
void hl_cli_squad_db(const char *folder, hl_text *path);
/* annotate --squad */
int hl_cli_annotate_squad(hl_cli *cli);

/* ---- cli_coverage.c ---- */

/* How much of what was read can be judged, on one screen, or as JSON. */
bool hl_cli_print_coverage(hl_cli *cli);

/* ---- cli_rules.c ---- */

/* The member "rules":[...] of an open object, as typed; none where none was. */
void hl_cli_add_rules(const hl_cli *cli, hl_text *json);
/* An object with that member and no other. */
const char *hl_cli_rule_folders(const hl_cli *cli, hl_text *json);

/* ---- cli_bench.c ---- */

/* Is this a task of the workbench? Then hl_cli_bench() does it; it is the first
** argument. */
bool hl_cli_is_bench(const char *name);
int hl_cli_bench(hl_cli *cli);

/* ---- cli_diary.c ---- */

/* The fields of a day that were typed, as members. */
void hl_cli_add_day(const hl_cli *cli, hl_text *json);
/* What was typed of the legs of a day or run: heavy, eased, runs. */
void hl_cli_add_legs(const hl_cli *cli, hl_text *json);
/* The member "day": the local day of this machine. */
bool hl_cli_add_today(hl_cli *cli, hl_text *json);
/* The member "said_ms": now. */
bool hl_cli_add_now(hl_cli *cli, hl_text *json);
/* `sql` over ?1, which is a whole JSON text; false, said, on an error. */
bool hl_cli_send(hl_cli *cli, const char *sql, hl_text *json, hl_text *answer);

/* ---- cli_words.c: wording in the runner's language ---- */

/* Those whose ids begin so, in place of the ones loaded before. */
bool hl_cli_load_words(hl_cli *cli, const char *prefix);
/* One of them. False, said, on an error. */
bool hl_cli_word(hl_cli *cli, const char *id, hl_text *text);

/* ---- commands ---- */

int hl_cli_diary(hl_cli *cli); /* cli_diary.c */
int hl_cli_today(hl_cli *cli); /* cli_today.c */

int hl_cli_annotate(hl_cli *cli); /* cli_files.c */
int hl_cli_import(hl_cli *cli);
int hl_cli_check(hl_cli *cli);   /* cli_check.c */
int hl_cli_squad(hl_cli *cli);   /* cli_squad.c */
int hl_cli_list(hl_cli *cli);    /* cli_list.c */
int hl_cli_explain(hl_cli *cli); /* cli_explain.c */
int hl_cli_page(hl_cli *cli);    /* cli_page.c */
int hl_cli_report(hl_cli *cli);  /* cli_say.c */
int hl_cli_verdict(hl_cli *cli);
int hl_cli_retract(hl_cli *cli); /* cli_keep.c */
int hl_cli_forget(hl_cli *cli);
int hl_cli_purge(hl_cli *cli);
int hl_cli_config(hl_cli *cli);
int hl_cli_rules(hl_cli *cli);   /* cli_rules.c */
int hl_cli_hosts(hl_cli *cli);   /* cli_hosts.c */
int hl_cli_install(hl_cli *cli); /* cli_install.c */
int hl_cli_uninstall(hl_cli *cli);
int hl_cli_doctor(hl_cli *cli); /* cli_doctor.c */

/* cli_doctor_programs.c: one line for each program that is here. */
typedef void hl_cli_sayer(void *ctx, const char *line);
void hl_cli_say_programs(hl_cli *cli, hl_cli_sayer *say, void *ctx);

#endif
