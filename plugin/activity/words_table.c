/* SPDX-License-Identifier: MIT
**
** See words_table.h. Grouped by kind for people; a look-up is one pass over
** some three kilobytes.
*/
#include "activity/words_table.h"

#include <string.h>

/* Blanks around every word. */
static const struct {
  int kinds;
  const char *words;
} vocabulary[] = {
    {HL_WORD_LEGS,
     " legs quads calves hamstrings hammies thighs beine beinen waden "
     "oberschenkel "},
    {HL_WORD_HEAVY,
     " heavy leaden sluggish clunky flat dead schwer schwere schweren "
     "schwerer bleiern bleierne bleiernen "},
    {HL_WORD_SPENT,
     " tired toast toasted trashed cooked shot fried gone wrecked destroyed "
     "empty wooden lethargic weary fatigued exhausted wonky smoked died muede "
     "mueden mueder tot tote toten leer leere leeren platt schlapp kaputt "
     "kaputte kaputten "},
    {HL_WORD_LIGHT,
     " fresh light springy good great fine strong smooth bouncy snappy amazing "
     "awesome frisch frische frischen frischer leicht leichte leichten locker "
     "lockere lockeren gut gute guten super spritzig "},
    {HL_WORD_FEEL,
     " felt feel feels feeling fuehlte fuehlten fuehlt fuehlen fuehle "},
    {HL_WORD_FILLER,
     " felt feel feels feeling fuehlte fuehlten fuehlt fuehlen fuehle were was "
     "are is be been still really very so super pretty quite a bit little too "
     "just finally already again today and breathing lungs shins knees hips "
     "feet ankles my the kind kinda sort of somewhat extremely incredibly "
     "absolutely totally completely all both got get getting became had have "
     "started starting to exactly particularly fairly rather surprisingly "
     "unusually waren war sind ist wurden werden noch sehr so ganz ziemlich "
     "etwas richtig total heute wieder immer schon sich echt extrem leider "
     "endlich und ein bisschen zu hatte besonders "},
    {HL_WORD_MYSELF,
     " i ich body koerper and und just really only still today heute overall "
     "generally sich also again wieder "},
    {HL_WORD_NOT,
     " not no never without hardly barely nicht kein keine keinen keiner nie "
     "ohne kaum neither nor cannot "},
    {HL_WORD_VOID,
     " if hope hoped hopefully hoping hoffe hoffentlich falls wenn expected "
     "expecting expect thought worried afraid could would should might may "
     "avoid prevent next naechste naechsten rid want wanted need needed "},
    {HL_WORD_AFTER, " after from since than nach von seit vom "},
    {HL_WORD_DAY, " yesterday tomorrow gestern morgen "},
    {HL_WORD_OTHERS,
     " his her their your our he she they you ihre ihren seine seinen deine "},
    {HL_WORD_BREAK,
     " but then aber dann danach before although until till bis because weil "
     "while whereas "},
    {HL_WORD_UNIT,
     " mile miles mi km kms k kilometer kilometers kilometre kilometres "
     "kilometern lap laps minute minutes min mins minuten runde runden few "
     "couple bit part rep reps meile meilen "},
    {HL_WORD_NUMBER,
     " one two three four five six half zwei drei vier fuenf sechs paar "},
    {HL_WORD_EASED, " eased loosened better besser lockerer improved "},
    {HL_WORD_THING,
     " day days speed workout workouts press session strength of exercise "
     "exercises turnover drills raise raises up "},
    {HL_WORD_OPEN,
     " in on at from for during throughout first last as the this over most "
     "towards toward early late final whole entire today again and though of "
     "am im zum gegen den die der das auf ueber heute ersten letzten durch "},
};

const hl_word_time hl_word_times[] = {
    {HL_HEAVY_ALL, "start to finish"},
    {HL_HEAVY_ALL, "whole run"},
    {HL_HEAVY_ALL, "whole way"},
    {HL_HEAVY_ALL, "whole time"},
    {HL_HEAVY_ALL, "whole thing"},
    {HL_HEAVY_ALL, "entire run"},
    {HL_HEAVY_ALL, "entire time"},
    {HL_HEAVY_ALL, "entire way"},
    {HL_HEAVY_ALL, "all run"},
    {HL_HEAVY_ALL, "all the way"},
    {HL_HEAVY_ALL, "throughout"},
    {HL_HEAVY_ALL, "ganzen lauf"},
    {HL_HEAVY_ALL, "gesamten lauf"},
    {HL_HEAVY_ALL, "ganze zeit"},
    {HL_HEAVY_ALL, "durchgehend"},
    {HL_HEAVY_START, "first @"},
    {HL_HEAVY_START, "first # @"},
    {HL_HEAVY_START, "at first"},
    {HL_HEAVY_START, "at the start"},
    {HL_HEAVY_START, "at the beginning"},
    {HL_HEAVY_START, "in the beginning"},
    {HL_HEAVY_START, "early on"},
    {HL_HEAVY_START, "initially"},
    {HL_HEAVY_START, "am anfang"},
    {HL_HEAVY_START, "anfangs"},
    {HL_HEAVY_START, "zu beginn"},
    {HL_HEAVY_START, "ersten @"},
    {HL_HEAVY_START, "ersten # @"},
    {HL_HEAVY_MID, "midway"},
    {HL_HEAVY_MID, "halfway"},
    {HL_HEAVY_MID, "in the middle"},
    {HL_HEAVY_MID, "middle @"},
    {HL_HEAVY_MID, "in der mitte"},
    {HL_HEAVY_MID, "zwischendurch"},
    {HL_HEAVY_LATE, "last @"},
    {HL_HEAVY_LATE, "last # @"},
    {HL_HEAVY_LATE, "final @"},
    {HL_HEAVY_LATE, "final # @"},
    {HL_HEAVY_LATE, "at the end"},
    {HL_HEAVY_LATE, "in the end"},
    {HL_HEAVY_LATE, "by the end"},
    {HL_HEAVY_LATE, "near the end"},
    {HL_HEAVY_LATE, "toward the end"},
    {HL_HEAVY_LATE, "towards the end"},
    {HL_HEAVY_LATE, "late in the run"},
    {HL_HEAVY_LATE, "second half"},
    {HL_HEAVY_LATE, "am ende"},
    {HL_HEAVY_LATE, "am schluss"},
    {HL_HEAVY_LATE, "zum schluss"},
    {HL_HEAVY_LATE, "gegen ende"},
    {HL_HEAVY_LATE, "letzten @"},
    {HL_HEAVY_LATE, "letzten # @"},
    {HL_HEAVY_LATE, "zweiten haelfte"},
    {HL_HEAVY_UNSAID, NULL},
};

const char *const hl_word_idioms[] = {
    "like lead",   "like bricks", "like concrete", "like wood", "wie blei",
    "wie beton",   "! ready",     "! there",       "! having",  "! responding",
    "feeling the", "feeling it",  "locked up",     NULL};

/* "5", "2.5", and "5k" which is a unit as well. */
static int number_kinds(const char *word) {
  size_t digits = strspn(word, "0123456789.");
  if (digits == 0) return 0;
  if (word[digits] == '\0') return HL_WORD_NUMBER;
  const char *unit = word + digits;
  bool counts = !strcmp(unit, "k") || !strcmp(unit, "km") ||
                !strcmp(unit, "mi") || !strcmp(unit, "min");
  return counts ? HL_WORD_UNIT : 0;
}

static bool is_in(const char *words, const char *word) {
  size_t n = strlen(word);
  for (const char *p = words; (p = strstr(p, word)) != NULL; p++)
    if (p > words && p[-1] == ' ' && p[n] == ' ') return true;
  return false;
}

int hl_word_kinds(const char *folded) {
  size_t n = strlen(folded);
  int kinds = number_kinds(folded);
  if (n == 0) return 0;
  if (n > 3 && !strcmp(folded + n - 3, "n't"))
    return HL_WORD_NOT | HL_WORD_FILLER;
  for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++)
    if (is_in(vocabulary[i].words, folded)) kinds |= vocabulary[i].kinds;
  return kinds;
}
