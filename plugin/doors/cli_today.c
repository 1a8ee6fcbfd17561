/* SPDX-License-Identifier: MIT
**
** heavylegs today: four short questions, or their answers as options, and the
** pattern and one action for it. Needs no recording.
*/
#include <stdio.h>
#include <string.h>

#include "doors/cli.h"

enum {
  ANSWER = 200
};

typedef struct answers {
  char text[4][ANSWER];
} answers;

/* One line without its blanks; false at the end of the input. Questions are
** no answer, so they go to stderr. */
static bool ask(hl_cli *cli, const char *id, char answer[ANSWER]) {
  hl_text question = {0};
  size_t n;

  if (!hl_cli_word(cli, id, &question)) return false;
  fprintf(stderr, "%s ", hl_text_cstr(&question));
  hl_text_free(&question);
  if (fgets(answer, ANSWER, stdin) == NULL) return false;
  n = strcspn(answer, "\r\n");
  while (n > 0 && answer[n - 1] == ' ')
    n--;
  answer[n] = '\0';
  return true;
}

/* The word at *at, ended where it stands; NULL behind the last. */
static char *next_word(char **at) {
  char *word = *at + strspn(*at, " ,");
  size_t n = strcspn(word, " ,");

  *at = word + n + (word[n] != '\0');
  if (n == 0) return NULL;
  word[n] = '\0';
  return word;
}

/* "6.5 2": the first word is sleep, the second mood. */
static void take_sleep_and_mood(hl_cli *cli, char *answer) {
  cli->day.sleep = next_word(&answer);
  cli->day.mood = next_word(&answer);
}

/* In English and German, whichever language it asks in. */
static bool is_any(const char *word, const char *english, const char *german) {
  return hl_same_word(word, english) || hl_same_word(word, german);
}

/* What was asked for and not named is answered with no. */
static void take_rest(hl_cli *cli, char *answer) {
  char *word = next_word(&answer);

  if (word == NULL) return;
  cli->day.ill = "no";
  cli->day.meal = "ok";
  cli->day.soreness = "1";
  for (; word != NULL; word = next_word(&answer)) {
    if (is_any(word, "ill", "krank")) cli->day.ill = "yes";
    if (is_any(word, "late", "spaet") || hl_same_word(word, "spät"))
      cli->day.meal = "late";
    if (is_any(word, "none", "nichts")) cli->day.meal = "none";
    if (is_any(word, "sore", "muskelkater")) cli->day.soreness = "4";
    if (is_any(word, "unusual", "muede") || hl_same_word(word, "müde"))
      cli->day.fatigue = "unusual";
  }
}

/* Nothing typed behind a question leaves it unsaid. */
static int ask_all(hl_cli *cli, answers *a) {
  if (!ask(cli, "today.ask_when", a->text[0]) || a->text[0][0] == '\0')
    return hl_cli_misuse(cli, "say when: --heavy no|start|mid|late|all");
  cli->heavy = a->text[0];
  if (is_any(cli->heavy, "no", "nein")) return HL_DONE;
  if (ask(cli, "today.ask_runs", a->text[1]) && a->text[1][0] != '\0')
    cli->runs = a->text[1];
  if (ask(cli, "today.ask_sleep", a->text[2]))
    take_sleep_and_mood(cli, a->text[2]);
  if (ask(cli, "today.ask_rest", a->text[3])) take_rest(cli, a->text[3]);
  return HL_DONE;
}

static int send(hl_cli *cli, hl_text *json, hl_text *answer) {
  hl_json_open(json, NULL, '{');
  if (cli->athlete != NULL) hl_json_text(json, "athlete", cli->athlete);
  if (!hl_cli_add_today(cli, json) || !hl_cli_add_now(cli, json))
    return HL_FAILED;
  hl_cli_add_legs(cli, json);
  hl_cli_add_day(cli, json);
  hl_json_close(json, '}');
  return hl_cli_send(cli, "SELECT heavylegs_today(?1)", json, answer)
             ? HL_DONE
             : HL_FAILED;
}

static int tell(hl_cli *cli, const char *answer) {
  const char *bind[2] = {answer, hl_text_cstr(&cli->words_json)};
  hl_text noted = {0};
  bool ok;

  if (cli->json) {
    hl_cli_print_raw(answer);
    return HL_DONE;
  }
  ok =
      hl_cli_print_lines(cli, "SELECT value FROM json_each(?1, '$.lines')",
                         answer) &&
      hl_cli_ask(cli, &noted,
                 "SELECT replace(replace(json_extract(?2,"
                 " iif(json_extract(?1, '$.run'), '$.\"today.noted_run\"',"
                 "  '$.\"today.noted\"')), '{day}', json_extract(?1, '$.day')),"
                 " '{run}', ifnull(json_extract(?1, '$.run'), ''))",
                 2, bind);
  if (ok) hl_cli_print_wrapped(hl_text_cstr(&noted));
  hl_text_free(&noted);
  return ok ? HL_DONE : HL_FAILED;
}

int hl_cli_today(hl_cli *cli) {
  hl_text json = {0}, answer = {0};
  answers a = {{{0}}};
  int rc = HL_DONE;

  if (!hl_cli_load_words(cli, "today.")) return HL_FAILED;
  if (cli->heavy == NULL) rc = ask_all(cli, &a);
  if (rc == HL_DONE) rc = send(cli, &json, &answer);
  if (rc == HL_DONE) rc = tell(cli, hl_text_cstr(&answer));
  hl_text_free(&json);
  hl_text_free(&answer);
  return rc;
}
