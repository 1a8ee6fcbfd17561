/* SPDX-License-Identifier: MIT
**
** Which names of a sport mean running. Names come from devices and hosts in
** many spellings: "Running", "trail_run", "TrailRun", "Treadmill Running",
** "HKWorkoutActivityTypeRunning", "street running".
*/
#include "activity/activity.h"

#include <string.h>

#include "base/text.h"

enum {
  LONGEST_WORD = 64
};

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         ((unsigned char)c & 0x80);
}

/* A word of the name: is it running? Compounds carry it at an end. */
static bool is_running(const char *word) {
  static const char *const WORDS[] = {"run", "runs",    "running",
                                      "jog", "jogging", "treadmill"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (hl_same_word(word, WORDS[i])) return true;
  return hl_ends_with(word, "run") || hl_ends_with(word, "running");
}

static bool says_nothing(const char *word) {
  static const char *const WORDS[] = {"other",   "generic", "unknown",
                                      "default", "all",     "uncategorized",
                                      "sport",   "workout", "activity"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (hl_same_word(word, WORDS[i])) return true;
  return false;
}

/* The next run of letters into `word`; false at the end of the name. */
static bool next_word(const char **name, char word[LONGEST_WORD]) {
  size_t n = 0;
  while (**name && !is_letter(**name))
    (*name)++;
  for (; is_letter(**name); (*name)++)
    if (n + 1 < LONGEST_WORD) word[n++] = **name;
  word[n] = '\0';
  return n > 0;
}

/* Running in languages that name it in a word of their own. Whole names only:
** a "Langlauf" is no run. */
static bool is_running_abroad(const char *name) {
  static const char *const NAMES[] = {
      "Lauf",           "Laufen",    "Laufband", "Traillauf",
      "Course à pied",  "Carrera",   "Correr",   "Corsa",
      "Corrida",        "Hardlopen", "Bieg",     "Bieganie",
      "Hardloopsessie", "Løb",       "Löpning",  "Juoksu",
      "Löprunda",       "Běh"};
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
    if (hl_same_word(name, NAMES[i])) return true;
  return false;
}

hl_sport hl_sport_from_name(const char *name) {
  char word[LONGEST_WORD];
  hl_sport sport = HL_SPORT_UNKNOWN;
  if (!name) return sport;
  if (is_running_abroad(name)) return HL_SPORT_RUN;
  while (next_word(&name, word)) {
    if (is_running(word)) return HL_SPORT_RUN;
    if (!says_nothing(word)) sport = HL_SPORT_OTHER;
  }
  return sport;
}
