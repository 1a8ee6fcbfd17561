/* SPDX-License-Identifier: MIT
**
** heavylegs, the command line.
**
**     heavylegs annotate season/
**     heavylegs list
**     heavylegs explain last
**
** This file reads the command line and starts the command; cli.h tells how the
** rest is divided. Options may stand before or behind the command and its
** arguments, as --name value or --name=value; `--` ends them.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doors/cli.h"

typedef enum option_kind {
  OPTION_FLAG,
  OPTION_VALUE,
  OPTION_LIST
} option_kind;

typedef struct option {
  const char *name;
  option_kind kind;
  size_t offset;        /* in hl_cli: bool, const char * or hl_list */
  const char *commands; /* " report verdict "; NULL: every command */
} option;

#define DIARY " diary today "

static const option options[] = {
    {"--db", OPTION_VALUE, offsetof(hl_cli, db_path), NULL},
    {"--json", OPTION_FLAG, offsetof(hl_cli, json), NULL},
    {"--quiet", OPTION_FLAG, offsetof(hl_cli, quiet), NULL},
    {"--help", OPTION_FLAG, offsetof(hl_cli, help), NULL},
    {"-h", OPTION_FLAG, offsetof(hl_cli, help), NULL},
    {"--version", OPTION_FLAG, offsetof(hl_cli, version), NULL},
    {"--commands", OPTION_FLAG, offsetof(hl_cli, commands), NULL},
    {"--athlete", OPTION_VALUE, offsetof(hl_cli, athlete),
     " annotate import list explain page report diary today verdict retract "
     "forget rules config "},
    {"--rules", OPTION_LIST, offsetof(hl_cli, rules),
     " annotate page rules doctor "},
    {"--when-closed", OPTION_FLAG, offsetof(hl_cli, when_closed), " annotate "},
    {"--formulas", OPTION_FLAG, offsetof(hl_cli, formulas), " annotate "},
    {"--season", OPTION_FLAG, offsetof(hl_cli, season), " page "},
    {"--squad", OPTION_FLAG, offsetof(hl_cli, squad), " page annotate "},
    {"--csv", OPTION_FLAG, offsetof(hl_cli, csv), " squad "},
    {"--duplicates", OPTION_FLAG, offsetof(hl_cli, duplicates), " list "},
    {"--page", OPTION_VALUE, offsetof(hl_cli, page), " page "},
    {"--output", OPTION_VALUE, offsetof(hl_cli, output), " page "},
    {"-o", OPTION_VALUE, offsetof(hl_cli, output), " page "},
    {"--heavy", OPTION_VALUE, offsetof(hl_cli, heavy),
     " report today rules diary "},
    {"--clear", OPTION_VALUE, offsetof(hl_cli, clear), " rules "},
    {"--inject", OPTION_VALUE, offsetof(hl_cli, inject), " rules "},
    {"--percent", OPTION_VALUE, offsetof(hl_cli, percent), " rules "},
    {"--by", OPTION_VALUE, offsetof(hl_cli, by), " rules "},
    {"--legs", OPTION_VALUE, offsetof(hl_cli, legs), " report "},
    {"--rpe", OPTION_VALUE, offsetof(hl_cli, rpe), " report "},
    {"--feel", OPTION_VALUE, offsetof(hl_cli, feel), " report "},
    {"--eased", OPTION_FLAG, offsetof(hl_cli, eased), " report today diary "},
    {"--not-eased", OPTION_FLAG, offsetof(hl_cli, not_eased),
     " report today diary "},
    {"--confirm", OPTION_FLAG, offsetof(hl_cli, confirm), " report "},
    {"--words", OPTION_VALUE, offsetof(hl_cli, words), " report "},
    {"--sleep", OPTION_VALUE, offsetof(hl_cli, day.sleep), DIARY},
    {"--sleep-quality", OPTION_VALUE, offsetof(hl_cli, day.sleep_quality),
     DIARY},
    {"--rhr", OPTION_VALUE, offsetof(hl_cli, day.rhr), DIARY},
    {"--hrv", OPTION_VALUE, offsetof(hl_cli, day.hrv), DIARY},
    {"--weight", OPTION_VALUE, offsetof(hl_cli, day.weight), DIARY},
    {"--stress", OPTION_VALUE, offsetof(hl_cli, day.stress), DIARY},
    {"--mood", OPTION_VALUE, offsetof(hl_cli, day.mood), DIARY},
    {"--motivation", OPTION_VALUE, offsetof(hl_cli, day.motivation), DIARY},
    {"--soreness", OPTION_VALUE, offsetof(hl_cli, day.soreness), DIARY},
    {"--fatigue", OPTION_VALUE, offsetof(hl_cli, day.fatigue), DIARY},
    {"--meal", OPTION_VALUE, offsetof(hl_cli, day.meal), DIARY},
    {"--ill", OPTION_VALUE, offsetof(hl_cli, day.ill), DIARY},
    {"--travel", OPTION_VALUE, offsetof(hl_cli, day.travel), DIARY},
    {"--note", OPTION_VALUE, offsetof(hl_cli, day.note), DIARY},
    {"--threads", OPTION_VALUE, offsetof(hl_cli, threads), " annotate import "},
    {"--runs", OPTION_VALUE, offsetof(hl_cli, runs), " today report diary "},
    {"--rule", OPTION_VALUE, offsetof(hl_cli, rule), " verdict "},
    {"--last", OPTION_VALUE, offsetof(hl_cli, last), " list "},
    {"--all", OPTION_FLAG, offsetof(hl_cli, all), " list check "},
    {"--found", OPTION_FLAG, offsetof(hl_cli, found), " list "},
    {"--dry-run", OPTION_FLAG, offsetof(hl_cli, dry_run),
     " install uninstall "},
    {"--columns", OPTION_FLAG, offsetof(hl_cli, columns), " install "},
    {"--coverage", OPTION_FLAG, offsetof(hl_cli, coverage), " list "},
};

enum {
  OPTION_N = sizeof options / sizeof options[0]
};

static bool takes(const option *o, const char *command) {
  const char *found = o->commands ? strstr(o->commands, command) : command;

  return o->commands == NULL ||
         (found != NULL && found[-1] == ' ' && found[strlen(command)] == ' ');
}

/* The option that `arg` begins with; *value behind '=' or NULL. */
static const option *find_option(const char *arg, const char **value) {
  size_t n = strcspn(arg, "="), i;

  *value = arg[n] == '=' ? arg + n + 1 : NULL;
  for (i = 0; i < OPTION_N; i++)
    if (strlen(options[i].name) == n && memcmp(options[i].name, arg, n) == 0)
      return &options[i];
  return NULL;
}

static void append(hl_list *list, const char *item) {
  list->item[list->n++] = item; /* room for all of argv was made */
}

static int set_option(hl_cli *cli, const option *o, const char *value,
                      const char *next, bool *used_next) {
  char *at = (char *)cli + o->offset;

  if (o->kind == OPTION_FLAG) {
    if (value != NULL) return hl_cli_misuse(cli, "%s takes no value", o->name);
    *(bool *)(void *)at = true;
    return HL_DONE;
  }
  if (value == NULL) {
    if (next == NULL) return hl_cli_misuse(cli, "%s needs a value", o->name);
    value = next;
    *used_next = true;
  }
  if (o->kind == OPTION_LIST)
    append((hl_list *)(void *)at, value);
  else
    *(const char **)(void *)at = value;
  return HL_DONE;
}

static const hl_cli_command *find_command(const char *name) {
  const hl_cli_command *c;

  for (c = hl_cli_commands; c->name != NULL; c++)
    if (strcmp(c->name, name) == 0) return c;
  return NULL;
}

static int add_word(hl_cli *cli, const char *word) {
  if (cli->command != NULL) {
    append(&cli->arguments, word);
    return HL_DONE;
  }
  cli->command = find_command(word);
  if (cli->command == NULL)
    return hl_cli_misuse(cli, "there is no command \"%s\"", word);
  return HL_DONE;
}

static int read_words(hl_cli *cli, int argc, char **argv) {
  bool ended = false;
  int i, rc = HL_DONE;

  for (i = 1; i < argc && rc == HL_DONE; i++) {
    bool used_next = false;
    const char *value;
    const option *o;

    if (ended || argv[i][0] != '-' || argv[i][1] == '\0') {
      rc = add_word(cli, argv[i]);
      continue;
    }
    if (strcmp(argv[i], "--") == 0) {
      ended = true;
      continue;
    }
    o = find_option(argv[i], &value);
    if (o == NULL) return hl_cli_misuse(cli, "there is no option %s", argv[i]);
    rc = set_option(cli, o, value, i + 1 < argc ? argv[i + 1] : NULL,
                    &used_next);
    if (used_next) i++;
  }
  return rc;
}

/* Options that were given but mean nothing to the command are a mistake. */
static int check_options(hl_cli *cli) {
  static const hl_cli nothing;
  size_t i;

  for (i = 0; i < OPTION_N; i++) {
    const option *o = &options[i];
    size_t size = o->kind == OPTION_FLAG    ? sizeof(bool)
                  : o->kind == OPTION_VALUE ? sizeof(const char *)
                                            : 0;
    bool given = o->kind == OPTION_LIST
                     ? cli->rules.n > 0
                     : memcmp((const char *)cli + o->offset,
                              (const char *)&nothing + o->offset, size) != 0;
    if (given && !takes(o, cli->command->name))
      return hl_cli_misuse(cli, "%s does not take %s", cli->command->name,
                           o->name);
  }
  if (cli->eased && cli->not_eased)
    return hl_cli_misuse(cli, "--eased and --not-eased contradict each other");
  return HL_DONE;
}

/* Everything goes through SQL, whose texts are UTF-8; what is not would arrive
** as another name. The engine itself reads such files. */
static int check_words(hl_cli *cli) {
  int i;

  for (i = 0; i < cli->arguments.n; i++) {
    const char *word = cli->arguments.item[i];
    if (!hl_utf8_valid(word, strlen(word)))
      return hl_cli_misuse(cli,
                           "\"%s\" is not UTF-8; a file with such a name is "
                           "read when its folder is named",
                           word);
  }
  return HL_DONE;
}

static int check_arguments(hl_cli *cli) {
  const hl_cli_command *c = cli->command;

  if (cli->arguments.n >= c->least &&
      (c->most < 0 || cli->arguments.n <= c->most))
    return HL_DONE;
  return hl_cli_misuse(cli, "usage: heavylegs %s %s", c->name, c->arguments);
}

static void print_help(void) {
  const hl_cli_command *c;

  puts("heavylegs: where your legs were heavy, judged against your own past\n"
       "\n"
       "  heavylegs annotate FOLDER   read a folder of runs and judge them\n"
       "  heavylegs list              what was found\n"
       "  heavylegs explain last      why, for one run\n"
       "\n"
       "Commands (heavylegs COMMAND --help tells more):");
  for (c = hl_cli_commands; c->name != NULL; c++)
    printf("  %-9s %-26s %s\n", c->name, c->arguments, c->what);
  puts(
      "\n"
      "Options:\n"
      "  --db FILE      the database; heavylegs.db in this folder without it\n"
      "  --rules DIR    a coach's own rules beside the stock ones\n"
      "  --athlete NAME for databases of several athletes\n"
      "  --json         answers as JSON for other programs\n"
      "  --quiet        no progress, no closing hints\n"
      "  --version      versions of the program and what it loaded\n"
      "\n"
      "RUN is the number that `list` shows, a date (2025-06-01), a file name,\n"
      "or `last`. Exit code: 0 done, 1 not done, 2 called wrongly.\n"
      "Patterns, not diagnoses: nothing here is medical advice.");
}

static void print_command_help(const hl_cli_command *c) {
  printf("heavylegs %s %s\n%s.\n\n%s", c->name, c->arguments, c->what, c->help);
}

/* "report --db= --json --heavy= ...": what every command takes, a line each,
** '=' where a value follows. For completion, and for the manual's test. */
static void print_commands(void) {
  const hl_cli_command *c;
  size_t i;

  for (c = hl_cli_commands; c->name != NULL; c++) {
    fputs(c->name, stdout);
    for (i = 0; i < OPTION_N; i++)
      if (takes(&options[i], c->name))
        printf(" %s%s", options[i].name,
               options[i].kind == OPTION_FLAG ? "" : "=");
    puts("");
  }
}

static int print_version(hl_cli *cli) {
  hl_text loaded = {0};
  int rc = HL_FAILED;

  printf("heavylegs %s\n", HL_VERSION);
  if (hl_cli_open(cli) &&
      hl_cli_ask(cli, &loaded, "SELECT heavylegs_version()", 0, NULL)) {
    printf("%s %s\nSQLite %s\n", cli->so_path, hl_text_cstr(&loaded),
           sqlite3_libversion());
    rc = HL_DONE;
  }
  hl_text_free(&loaded);
  hl_cli_close(cli);
  return rc;
}

static int run(hl_cli *cli) {
  int rc = check_options(cli);

  if (rc == HL_DONE) rc = check_arguments(cli);
  if (rc == HL_DONE) rc = check_words(cli);
  if (rc != HL_DONE) return rc;
  rc = hl_cli_open(cli) ? cli->command->run(cli) : HL_FAILED;
  hl_cli_close(cli);
  if (fflush(stdout) != 0 || ferror(stdout)) return HL_FAILED;
  return rc;
}

int main(int argc, char **argv) {
  hl_cli cli = {0};
  int rc;

  cli.arguments.item = calloc((size_t)argc + 1, sizeof(char *));
  cli.rules.item = calloc((size_t)argc + 1, sizeof(char *));
  if (cli.arguments.item == NULL || cli.rules.item == NULL) {
    rc = hl_cli_fail(&cli, "out of memory");
  } else if ((rc = read_words(&cli, argc, argv)) != HL_DONE) {
    /* said already */
  } else if (cli.help && cli.command != NULL) {
    print_command_help(cli.command);
  } else if (cli.commands) {
    print_commands();
  } else if (cli.version) {
    rc = print_version(&cli);
  } else if (cli.help) {
    print_help();
  } else if (cli.command == NULL) {
    print_help();
    rc = HL_MISUSED;
  } else {
    rc = run(&cli);
  }
  free(cli.arguments.item);
  free(cli.rules.item);
  return rc;
}
