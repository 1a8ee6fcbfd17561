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
static bool ask(const char *question, char answer[ANSWER]) {
  size_t n;

  fputs(question, stderr);
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

/* What was asked for and not named is answered with no. */
static void take_rest(hl_cli *cli, char *answer) {
  char *word = next_word(&answer);

  if (word == NULL) return;
  cli->day.ill = "no";
  cli->day.meal = "ok";
  cli->day.soreness = "1";
  for (; word != NULL; word = next_word(&answer)) {
    if (hl_same_word(word, "ill")) cli->day.ill = "yes";
    if (hl_same_word(word, "late")) cli->day.meal = "late";
    if (hl_same_word(word, "none")) cli->day.meal = "none";
    if (hl_same_word(word, "sore")) cli->day.soreness = "4";
    if (hl_same_word(word, "unusual")) cli->day.fatigue = "unusual";
  }
}

/* Nothing typed behind a question leaves it unsaid. */
static int ask_all(hl_cli *cli, answers *a) {
  if (!ask("When were your legs heavy: no, start, mid, late or all? ",
           a->text[0]) ||
      a->text[0][0] == '\0')
    return hl_cli_misuse(cli, "say when: --heavy no|start|mid|late|all");
  cli->heavy = a->text[0];
  if (hl_same_word(cli->heavy, "no")) return HL_DONE;
  if (ask("How many runs in a row now, this one counted? ", a->text[1]) &&
      a->text[1][0] != '\0')
    cli->runs = a->text[1];
  if (ask("Hours of sleep, and mood from 1 low to 5 high (\"6.5 3\")? ",
          a->text[2]))
    take_sleep_and_mood(cli, a->text[2]);
  if (ask("Any of these: ate late, none (nothing eaten), ill, sore,"
          " unusual (fatigue)? Else no: ",
          a->text[3]))
    take_rest(cli, a->text[3]);
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
  if (cli->json) {
    hl_cli_print_raw(answer);
    return HL_DONE;
  }
  return hl_cli_print_lines(cli,
                            "SELECT value FROM json_each(?1, '$.lines')"
                            " UNION ALL SELECT 'Noted for ' ||"
                            " json_extract(?1, '$.day') ||"
                            " ifnull(', run ' || json_extract(?1, '$.run'), '')"
                            " || '. Patterns, not diagnoses.'",
                            answer)
             ? HL_DONE
             : HL_FAILED;
}

int hl_cli_today(hl_cli *cli) {
  hl_text json = {0}, answer = {0};
  answers a = {{{0}}};
  int rc = HL_DONE;

  if (cli->eased && cli->not_eased)
    return hl_cli_misuse(cli, "--eased and --not-eased contradict each other");
  if (cli->heavy == NULL) rc = ask_all(cli, &a);
  if (rc == HL_DONE) rc = send(cli, &json, &answer);
  if (rc == HL_DONE) rc = tell(cli, hl_text_cstr(&answer));
  hl_text_free(&json);
  hl_text_free(&answer);
  return rc;
}
