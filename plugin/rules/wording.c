/* SPDX-License-Identifier: MIT
**
** Words that no rule and no text may use: what is found are patterns, not
** diagnoses, and nothing is said of injury (K1, K4, methods.md 5). Whole words
** or beginnings of words, ASCII case folded, so that "diagnosed" is found and
** "contrast" is not.
*/
#include <string.h>

#include "rules/texts.h"

/* A trailing '*' takes every ending. German where the English stem does not
** cover it. */
static const char *const banned[] = {
    "diagnos*",
    "probabilit*",
    "likelihood*",
    "wahrscheinlichkeit*",
    "disease*",
    "syndrome*",
    "overtraining",
    "red-s",
    "reds",
    "anaemi*",
    "anemi*",
    "iron deficien*",
    "deficien*",
    "infection*",
    "arrhythmi*",
    "depression",
    "depressive",
    "disorder*",
    "treat",
    "treatment*",
    "treats",
    "cure",
    "cures",
    "prevent injur*",
    "injury risk*",
    "risk of injury",
    "safe to train",
    "must",
    "guarantee*",
    "stop training",
    "push through",
    "ferritin*",
    "supplement*",
    "calorie*",
    "imminent",
    "krankhaft*",
    "erkrank*",
    "syndrom*",
    "störung*",
    "übertraining*",
    "Übertraining*",
    "blutarmut",
    "eisenmangel*",
    "infektion*",
    "herzrhythmus*",
    "behandl*",
    "heilung",
    "heilt",
    "heilen",
    "therap*",
    "anämi*",
    "nahrungsergänz*",
    "verletzungsrisiko*",
    "verletzungsgefahr*",
    "garantie*",
    "muss",
    "musst",
    "müssen",
    "trainingsstopp",
    "kalorie*",
};
enum {
  BANNED = sizeof banned / sizeof banned[0]
};

static char fold(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c) {
  c = fold(c);
  return (c >= 'a' && c <= 'z') || (c & 0x80);
}

/* Does `text` begin with the word, up to a word's end? */
static bool begins(const char *text, const char *word) {
  for (; *word && *word != '*'; word++, text++)
    if (fold(*text) != *word) return false;
  return *word == '*' || !is_letter(*text);
}

/* K1 is said in these words and no others. */
static size_t disclaimer_at(const char *text) {
  static const char *const said[] = {"not diagnoses", "keine diagnosen"};
  for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
    if (begins(text, said[i])) return strlen(said[i]);
  return 0;
}

/* The first of `words` that stands in the text. */
static const char *find_word(const char *text, const char *const *words,
                             int n) {
  for (const char *at = text; *at; at++) {
    if (at > text && is_letter(at[-1])) continue;
    at += disclaimer_at(at);
    if (!*at) break;
    for (int i = 0; i < n; i++)
      if (begins(at, words[i])) return words[i];
  }
  return NULL;
}

const char *hl_banned_word(const char *text) {
  return find_word(text, banned, BANNED);
}

bool hl_says_heavy(const char *text) {
  static const char *const words[] = {"heav*", "schwer*", "bleiern*"};
  return find_word(text, words, sizeof words / sizeof words[0]) != NULL;
}
