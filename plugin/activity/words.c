/* SPDX-License-Identifier: MIT
**
** See words.h. A text is cut into sentences, these into clauses and folded
** words; each word is looked up once (words_table.h). A statement is a word of
** quality bound to the legs: right before them ("heavy legs"), behind them with
** only fillers between ("legs were really heavy"), or behind a verb of feeling
** whose subject is the runner ("felt heavy").
*/
#include "activity/words.h"

#include <string.h>

#include "activity/words_table.h"
#include "base/text.h"

enum {
  MOST_BYTES = 8192,
  MOST_WORDS = 64,
  LONGEST = 24,
  LEGS_HEAVY = 4,
  NOT_REACH = 3, /* words from a negation to what it turns round */
  QUALITY = HL_WORD_HEAVY | HL_WORD_SPENT | HL_WORD_LIGHT
};

typedef struct word {
  char folded[LONGEST];
  int kinds, clause;
  bool is_somebodys; /* "Tom's" */
} word;

typedef struct sentence {
  word word[MOST_WORDS];
  int n, clauses;
  size_t from, to;
} sentence;

/* ---- cutting --------------------------------------------------------- */

typedef struct scan {
  const char *at, *end;
} scan;

typedef struct fold {
  const char *bytes, *folded;
} fold;

/* Letters beyond ASCII that the vocabulary has; both apostrophes are one. */
static const fold folds[] = {
    {"\xC3\xA4", "ae"}, {"\xC3\x84", "ae"},    {"\xC3\xB6", "oe"},
    {"\xC3\x96", "oe"}, {"\xC3\xBC", "ue"},    {"\xC3\x9C", "ue"},
    {"\xC3\x9F", "ss"}, {"\xE2\x80\x99", "'"},
};

static bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Is there a letter at `s`? Its bytes, and what it folds to (at most three
** bytes). Signs of the block U+2000 and emoji are none. */
static size_t letter(const scan *s, char folded[4]) {
  const char *p = s->at;
  size_t n = hl_utf8_length(p, s->end);
  memset(folded, 0, 4);
  if (n == 1) {
    bool inside = *p == '\'' || (*p == '.' && p + 1 < s->end && is_digit(p[1]));
    if (!is_alnum(*p) && !inside) return 0;
    folded[0] = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
    return 1;
  }
  for (size_t i = 0; n && i < sizeof folds / sizeof *folds; i++)
    if (strlen(folds[i].bytes) == n && !memcmp(p, folds[i].bytes, n)) {
      memcpy(folded, folds[i].folded, strlen(folds[i].folded));
      return n;
    }
  if (n < 2 || n > 3 || (n == 3 && p[0] == '\xE2')) return 0;
  memcpy(folded, p, n);
  return n;
}

static bool begins_word(const scan *s) {
  char folded[4];
  return letter(s, folded) > 0 && folded[0] != '\'' && folded[0] != '.';
}

static void take_word(scan *s, sentence *in) {
  word *w = &in->word[in->n];
  size_t used = 0, n;
  char folded[4];
  *w = (word){0};
  while ((n = letter(s, folded)) > 0) {
    bool ends = folded[0] == '.' && !(used && is_digit(w->folded[used - 1]));
    if (ends) break;
    for (const char *f = folded; *f && used + 1 < LONGEST; f++)
      w->folded[used++] = *f;
    s->at += n;
  }
  w->kinds = hl_word_kinds(w->folded);
  w->is_somebodys = used > 2 && !strcmp(w->folded + used - 2, "'s");
  if (w->kinds & HL_WORD_BREAK) in->clauses++;
  w->clause = in->clauses;
  in->n++;
}

/* A tag says itself what it says: "#heavy=start". */
static void skip_tag(scan *s) {
  while (s->at < s->end && !strchr(" \t\r\n", *s->at))
    s->at++;
}

static bool ends_sentence(const scan *s) {
  return *s->at == '!' || *s->at == '?' || *s->at == ';' || *s->at == '\n' ||
         *s->at == '.';
}

static bool ends_clause(const scan *s) {
  if (*s->at == ',' || *s->at == '(' || *s->at == ')') return true;
  if (*s->at == '-') return s->at + 1 < s->end && s->at[1] == ' ';
  return s->end - s->at >= 3 && !memcmp(s->at, "\xE2\x80", 2);
}

/* The next sentence that has a word; false at the end of the text. */
static bool next_sentence(scan *s, const char *text, sentence *in) {
  in->n = in->clauses = 0;
  while (s->at < s->end && in->n < MOST_WORDS) {
    if (begins_word(s)) {
      if (in->n == 0) in->from = (size_t)(s->at - text);
      take_word(s, in);
      in->to = (size_t)(s->at - text);
    } else if (*s->at == '#') {
      skip_tag(s);
    } else {
      bool done = in->n > 0 && ends_sentence(s);
      if (ends_clause(s)) in->clauses++;
      size_t n = hl_utf8_length(s->at, s->end);
      s->at += n ? n : 1;
      if (done) break;
    }
  }
  return in->n > 0;
}

/* ---- what surrounds a statement -------------------------------------- */

static int kinds_at(const sentence *in, int i, int clause) {
  if (i < 0 || i >= in->n || in->word[i].clause != clause) return 0;
  return in->word[i].kinds;
}

static bool is_word(const sentence *in, int i, const char *folded) {
  return i >= 0 && i < in->n && !strcmp(in->word[i].folded, folded);
}

/* "not heavy", "keine schweren Beine". */
static bool is_negated(const sentence *in, int i) {
  int clause = in->word[i].clause;
  for (int k = i - 1; k >= 0 && k >= i - NOT_REACH; k--)
    if (kinds_at(in, k, clause) & HL_WORD_NOT)
      return !is_word(in, k + 1, "only") && !is_word(in, k + 1, "nur");
  return false;
}

/* "heute morgen" and "am Morgen" are today. */
static bool is_other_day(const sentence *in, int i) {
  if (!(in->word[i].kinds & HL_WORD_DAY)) return false;
  return !is_word(in, i - 1, "heute") && !is_word(in, i - 1, "am");
}

static bool is_of_another_day(const sentence *in, int clause) {
  bool after = false;
  for (int k = 0; k < in->n; k++) {
    if (in->word[k].clause != clause) continue;
    if (in->word[k].kinds & HL_WORD_AFTER) after = true;
    if (is_other_day(in, k) && !after) return true;
  }
  return false;
}

/* A wish, a condition, somebody else's, another day's. */
static bool is_void(const sentence *in, int i) {
  int clause = in->word[i].clause;
  for (int k = 0; k < i; k++) {
    if (in->word[k].kinds & HL_WORD_VOID) return true;
    if (kinds_at(in, k, clause) & HL_WORD_OTHERS) return true;
    if (in->word[k].clause == clause && in->word[k].is_somebodys) return true;
  }
  return is_of_another_day(in, clause);
}

/* Do the words at `i` read like `phrase`? How many they are, 0: they do not.
** '#' is one or more numbers, '@' a unit, '!' a negation. */
static int phrase_at(const sentence *in, int i, const char *phrase) {
  int from = i, clause = in->word[i].clause;
  while (*phrase) {
    size_t n = strcspn(phrase, " ");
    int kind = *phrase == '#'   ? HL_WORD_NUMBER
               : *phrase == '@' ? HL_WORD_UNIT
               : *phrase == '!' ? HL_WORD_NOT
                                : 0;
    if (i >= in->n || in->word[i].clause != clause) return 0;
    const word *w = &in->word[i];
    bool same = strlen(w->folded) == n && !memcmp(w->folded, phrase, n);
    if (kind ? !(w->kinds & kind) : !same) return 0;
    i++;
    while (kind == HL_WORD_NUMBER && kinds_at(in, i, clause) & kind)
      i++;
    phrase += n + (phrase[n] == ' ');
  }
  return i - from;
}

/* ---- statements ------------------------------------------------------ */

typedef struct statement {
  int at; /* the word of quality; -1: none */
  bool heavy;
} statement;

static const statement no_statement = {-1, false};

static bool has_idiom(const sentence *in, int i) {
  for (int k = 0; hl_word_idioms[k]; k++)
    if (phrase_at(in, i, hl_word_idioms[k])) return true;
  return false;
}

/* What is said in word `i`, of which it is known that it is of legs. "Not
** fresh" says less than heavy and is passed over. */
static statement judge(const sentence *in, int i) {
  bool heavy = in->word[i].kinds & (HL_WORD_HEAVY | HL_WORD_SPENT);
  bool negated = is_negated(in, i);
  if (is_void(in, i) || (negated && !heavy)) return no_statement;
  return (statement){i, heavy && !negated};
}

/* "heavy legs", "tired and heavy legs" */
static bool stands_before_legs(const sentence *in, int i) {
  int clause = in->word[i].clause, k = i + 1;
  while (kinds_at(in, k, clause) & QUALITY || is_word(in, k, "and") ||
         is_word(in, k, "und"))
    k++;
  return kinds_at(in, k, clause) & HL_WORD_LEGS &&
         !(kinds_at(in, k + 1, clause) & HL_WORD_THING);
}

/* The statement behind the legs at `i`: "legs were really heavy". Two legs of
** a relay, and what only begins with legs, are none. */
static statement behind_legs(const sentence *in, int i) {
  int clause = in->word[i].clause;
  if (kinds_at(in, i - 1, clause) & HL_WORD_NUMBER) return no_statement;
  if (kinds_at(in, i + 1, clause) & HL_WORD_THING) return no_statement;
  for (int k = i + 1; k < in->n && in->word[k].clause == clause; k++) {
    if (has_idiom(in, k))
      return is_void(in, k) || is_negated(in, k) ? no_statement
                                                 : (statement){k, true};
    if (in->word[k].kinds & QUALITY) return judge(in, k);
    if (!(in->word[k].kinds & (HL_WORD_FILLER | HL_WORD_NOT))) break;
  }
  return no_statement;
}

/* The statement behind the verb at `i`: "felt heavy", of the runner only. */
static statement behind_feeling(const sentence *in, int i) {
  int clause = in->word[i].clause, k = i - 1;
  while (kinds_at(in, k, clause) & (HL_WORD_MYSELF | HL_WORD_NOT))
    k--;
  if (k >= 0 && in->word[k].clause == clause &&
      !(in->word[k].kinds & HL_WORD_BREAK))
    return no_statement;
  for (k = i + 1; k < in->n && in->word[k].clause == clause; k++) {
    if (in->word[k].kinds & HL_WORD_HEAVY) {
      bool last = k + 1 >= in->n || in->word[k + 1].clause != clause;
      int open = HL_WORD_OPEN | QUALITY;
      return last || kinds_at(in, k + 1, clause) & open ? judge(in, k)
                                                        : no_statement;
    }
    if (!(in->word[k].kinds & (HL_WORD_FILLER | HL_WORD_NOT))) break;
  }
  return no_statement;
}

static statement statement_at(const sentence *in, int i) {
  int kinds = in->word[i].kinds;
  statement said = no_statement;
  if (kinds & QUALITY && stands_before_legs(in, i)) said = judge(in, i);
  if (said.at < 0 && kinds & HL_WORD_LEGS) said = behind_legs(in, i);
  if (said.at < 0 && kinds & HL_WORD_FEEL) said = behind_feeling(in, i);
  return said;
}

/* ---- when, and whether it eased -------------------------------------- */

/* "at the end of the week" is no time of a run. */
static bool is_of_a_week(const sentence *in, int i) {
  static const char *const spans[] = {"week", "month", "season",  "block",
                                      "year", "day",   "training"};
  if (!is_word(in, i, "of")) return false;
  for (size_t s = 0; s < sizeof spans / sizeof *spans; s++)
    if (is_word(in, i + 1, spans[s]) || is_word(in, i + 2, spans[s]))
      return true;
  return false;
}

/* A time that is named: words at .. at + n. */
typedef struct moment {
  hl_heavy when;
  int at, n;
} moment;

static moment moment_at(const sentence *in, int i) {
  for (int t = 0; hl_word_times[t].when; t++) {
    int n = phrase_at(in, i, hl_word_times[t].phrase);
    if (n && !is_of_a_week(in, i + n))
      return (moment){hl_word_times[t].when, i, n};
  }
  return (moment){HL_HEAVY_UNSAID, i, 0};
}

/* The first one in the clause. */
static moment moment_in(const sentence *in, int clause) {
  moment m = {HL_HEAVY_UNSAID, 0, 0};
  for (int i = 0; i < in->n && m.when == HL_HEAVY_UNSAID; i++)
    if (in->word[i].clause == clause) m = moment_at(in, i);
  return m;
}

/* Does the clause of the moment hold nothing else? "until the last mile" says
** when something else was. */
static bool is_bare(const sentence *in, moment m) {
  const int open =
      HL_WORD_OPEN | HL_WORD_UNIT | HL_WORD_NUMBER | HL_WORD_FILLER;
  for (int i = 0; i < in->n; i++) {
    if (in->word[i].clause != in->word[m.at].clause) continue;
    if (i >= m.at && i < m.at + m.n) continue;
    if (in->word[i].kinds & HL_WORD_BREAK) return false;
    if (!(in->word[i].kinds & open)) return false;
  }
  return true;
}

static hl_heavy time_of(const sentence *in, int at) {
  int clause = in->word[at].clause;
  moment m = moment_in(in, clause);
  if (m.when != HL_HEAVY_UNSAID) return m.when;
  for (int c = 0; c <= in->clauses; c++) {
    m = moment_in(in, c);
    if (m.when != HL_HEAVY_UNSAID && is_bare(in, m)) return m.when;
  }
  return HL_HEAVY_UNSAID;
}

/* Behind heaviness at the start "then fine" is enough, otherwise it must be
** said that it became better. */
static hl_yes eased_after(const sentence *in, int at, hl_heavy when) {
  int kinds = HL_WORD_EASED | (when == HL_HEAVY_START ? HL_WORD_LIGHT : 0);
  for (int i = at + 1; i < in->n; i++) {
    if (!(in->word[i].kinds & kinds) || is_void(in, i)) continue;
    bool light = !(in->word[i].kinds & HL_WORD_EASED);
    if (light && in->word[i].clause == in->word[at].clause) continue;
    if (is_negated(in, i)) return light ? HL_UNSAID : HL_NO;
    return HL_YES;
  }
  return HL_UNSAID;
}

/* ---- the text -------------------------------------------------------- */

static void quote(const sentence *in, const char *text, hl_words *words) {
  size_t length = in->to - in->from;
  const char *p = text + in->from, *end = p + length;
  words->from = in->from;
  words->length = 0;
  while (words->length < length) {
    size_t n = hl_utf8_length(p + words->length, end);
    if (words->length + n > HL_WORDS_QUOTE) break;
    words->length += n ? n : 1;
  }
}

static bool read_sentence(const sentence *in, const char *text,
                          hl_words *words) {
  for (int i = 0; i < in->n; i++) {
    statement said = statement_at(in, i);
    bool first = words->heavy == HL_HEAVY_UNSAID && words->legs == 0;
    if (said.at < 0 || (!said.heavy && !first)) continue;
    quote(in, text, words);
    words->heavy = HL_HEAVY_NO;
    if (!said.heavy) continue;
    words->heavy = time_of(in, said.at);
    words->legs = words->heavy == HL_HEAVY_UNSAID ? LEGS_HEAVY : 0;
    words->eased = eased_after(in, said.at, words->heavy);
    return true;
  }
  return false;
}

bool hl_words_read(const char *text, hl_words *words) {
  scan s = {text, text + strnlen(text, MOST_BYTES)};
  sentence in;
  *words = (hl_words){0};
  while (next_sentence(&s, text, &in))
    if (read_sentence(&in, text, words)) return true;
  return words->heavy != HL_HEAVY_UNSAID;
}
