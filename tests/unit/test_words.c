/* SPDX-License-Identifier: MIT
**
** Legs words in notes: what is read, what is turned round, and what must never
** be taken for legs.
*/
#include "hl_test.h"

#include "activity/words.h"

static hl_words in(const char *text) {
  hl_words words;
  bool any = hl_words_read(text, &words);
  bool said = words.heavy != HL_HEAVY_UNSAID || words.legs > 0;
  if (any != said) fail_msg("\"%s\": any is %d", text, any);
  return words;
}

static void says(const char *text, const char *expected) {
  hl_words words = in(text);
  const char *heavy = words.legs ? "heavy" : hl_heavy_name(words.heavy);
  if (!heavy) heavy = "nothing";
  if (strcmp(heavy, expected) != 0)
    fail_msg("\"%s\" is read as %s, not %s", text, heavy, expected);
}

static void heaviness_is_read_in_english(void **state) {
  (void)state;
  says("legs heavy", "heavy");
  says("Heavy legs", "heavy");
  says("Easy 8. Legs felt really heavy today.", "heavy");
  says("my legs were dead", "heavy");
  says("tired, dead legs", "heavy");
  says("LEGS ARE COOKED", "heavy");
  says("Legs like lead", "heavy");
  says("legs just weren\xE2\x80\x99t ready for this", "heavy");
  says("felt flat", "heavy");
  says("I felt pretty sluggish", "heavy");
  says("legs heavy from yesterday", "heavy");
  says("I felt good but my legs were gone", "heavy");
  says("Not only heavy legs", "heavy");
}

static void heaviness_is_read_in_german(void **state) {
  (void)state;
  says("schwere Beine", "heavy");
  says("Beine heute wieder sehr schwer", "heavy");
  says("Die Beine f\xC3\xBChlten sich bleiern an", "heavy");
  says("m\xC3\xBC"
       "de Beine, aber sch\xC3\xB6ner Lauf",
       "heavy");
  says("heute morgen schwere Beine", "heavy");
  says("keine schweren Beine", "no");
  says("Beine nicht schwer", "no");
  says("frische Beine", "no");
}

static void negation_and_light_legs_say_no(void **state) {
  (void)state;
  says("legs not heavy", "no");
  says("legs weren't heavy at all", "no");
  says("no heavy legs today", "no");
  says("Legs are finally feeling good", "no");
  says("Legs and breathing felt really good though", "no");
  says("fresh legs", "no");
}

static void what_is_not_about_these_legs_is_left_alone(void **state) {
  static const char *const texts[] = {
      "",
      "watch died",
      "dead watch, nice run",
      "my watch felt dead",
      "leg speed felt good",
      "DMR 800 leg, felt good",
      "Palo Alto is flat",
      "the course felt flat",
      "heavy day",
      "heavy leg day",
      "heavy legs day at the gym",
      "death of my phone",
      "felt heavy rain",
      "the air felt heavy",
      "tired",
      "Feeling sick and tired.",
      "legs sore",
      "her legs were heavy",
      "Tom's legs were dead",
      "hope my legs are fresh tomorrow",
      "if legs are heavy I will stop",
      "yesterday my legs were heavy",
      "gestern schwere Beine",
      "finally got rid of heavy legs",
      "legs not fresh",
      "legs not as heavy as on Sunday",
      "ran two legs flat out",
      "legs of the relay were flat",
      "#legs=4 #heavy=start",
      "heavy. legs.",
      "light jog",
  };
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    says(texts[i], "nothing");
}

static void a_time_is_taken_only_where_it_is_said(void **state) {
  (void)state;
  says("legs heavy the first mile", "start");
  says("First 3 miles, legs heavy", "start");
  says("first 2-3 km heavy legs", "start");
  says("schwere Beine am Anfang", "start");
  says("legs heavy midway", "mid");
  says("legs were dead the last 5k", "late");
  says("the last few miles, legs were gone", "late");
  says("Legs were heavy towards the end", "late");
  says("die letzten 3 km schwere Beine", "late");
  says("Legs great until the last mile, then legs dead", "heavy");
  says("legs felt heavy the whole run", "all");
  says("den ganzen Lauf schwere Beine", "all");
  says("legs heavy from start to finish", "all");
  says("legs heavy at the end of the week", "heavy");
  says("legs heavy since last week", "heavy");
  says("Good talk the first mile. Legs heavy.", "heavy");
  says("first mile in 8:10 with Ann, legs heavy", "heavy");
}

static void easing_is_read_behind_heaviness(void **state) {
  (void)state;
  assert_int_equal(in("legs heavy at first, then fine").eased, HL_YES);
  assert_int_equal(in("legs heavy, but loosened up").eased, HL_YES);
  assert_int_equal(in("am Anfang schwere Beine, dann locker").eased, HL_YES);
  assert_int_equal(in("legs heavy, never loosened up").eased, HL_NO);
  assert_int_equal(in("legs heavy, better tomorrow").eased, HL_UNSAID);
  assert_int_equal(in("legs heavy, good talk").eased, HL_UNSAID);
}

static void heaviness_counts_before_lightness(void **state) {
  (void)state;
  says("Legs felt fresh. Legs were dead the last mile.", "late");
  says("Legs heavy. Legs good.", "heavy");
}

static void the_sentence_is_quoted(void **state) {
  (void)state;
  const char *text = "Nice day! \xC3\x9C"
                     "bel, legs felt heavy. Rain.";
  hl_words words = in(text);
  assert_int_equal(words.length, strlen("\xC3\x9C"
                                        "bel, legs felt heavy"));
  assert_memory_equal(text + words.from,
                      "\xC3\x9C"
                      "bel",
                      5);
}

static void any_bytes_are_survived(void **state) {
  (void)state;
  says("legs \xFF\xC3 heavy", "heavy");
  says("legs\xE2\x80\x94heavy \xF0\x9F\x98\x80", "nothing");
  says("legs \xF0\x9F\x98\x80 heavy", "heavy");
  char *many = malloc(100001);
  for (size_t i = 0; i < 100000; i++)
    many[i] = "legs heavy \xC3"[i % 12];
  many[100000] = '\0';
  hl_words words = in(many);
  assert_int_equal(words.legs, 4);
  assert_in_range(words.length, 1, HL_WORDS_QUOTE);
  memset(many, 'x', 100000);
  says(many, "nothing");
  memset(many, '.', 100000);
  says(many, "nothing");
  free(many);
}

#define CASE(behaviour) cmocka_unit_test(behaviour)
HL_TEST_MAIN(CASE(heaviness_is_read_in_english),
             CASE(heaviness_is_read_in_german),
             CASE(negation_and_light_legs_say_no),
             CASE(what_is_not_about_these_legs_is_left_alone),
             CASE(a_time_is_taken_only_where_it_is_said),
             CASE(easing_is_read_behind_heaviness),
             CASE(heaviness_counts_before_lightness),
             CASE(the_sentence_is_quoted), CASE(any_bytes_are_survived))
