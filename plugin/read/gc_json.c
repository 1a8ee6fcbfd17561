/* SPDX-License-Identifier: MIT
**
** A recursive-descent parser for GoldenCheetah's activity files, see gc_json.h.
** Errors are sticky in the scanner; every step does nothing once one is set.
** Linear in the bytes.
*/
#include "read/gc_json.h"

#include <math.h>
#include <string.h>

#include "base/json_scan.h"
#include "base/text.h"

typedef struct parser {
  hl_scan scan;
  const hl_gc_sink *sink;
  hl_gc_outline *outline;
  hl_status end_status; /* what the sink said to the end of a ride */
  hl_text key, value;   /* the last member's name, the last text */
  size_t last_series;   /* that a sample named */
} parser;

static const char *const series_keys[] = {
#define KEY(id, key) key,
    HL_GC_SERIES(KEY)
#undef KEY
};

static void loose(parser *p, const char *what) {
  if (p->scan.status || p->outline->loose_what) return;
  p->outline->loose_what = what;
  p->outline->loose_line = hl_scan_line(&p->scan);
}

static void take_text(parser *p, hl_text *text) {
  hl_scan_text(&p->scan, text);
  if (!p->scan.status && p->scan.at[-2] == '\\')
    loose(p, "a text that ends in a backslash");
}

/* GoldenCheetah ends every text value with a blank. */
static const char *trimmed(hl_text *text) {
  while (text->length > 0 && text->bytes[text->length - 1] == ' ')
    text->bytes[--text->length] = 0;
  return hl_text_cstr(text);
}

/* What its scanner takes for a number: digits, digits with a fraction, and an
** exponent only behind a fraction or when it is negative. */
static bool is_gc_number(const char *text, size_t length) {
  const char *c = text, *end = text + length;
  bool fraction = false;
  if (c < end && (*c == '-' || *c == '+')) c++;
  if (c >= end || *c < '0' || *c > '9') return false;
  while (c < end && *c >= '0' && *c <= '9')
    c++;
  if (c < end && *c == '.') {
    fraction = true;
    c++;
    while (c < end && *c >= '0' && *c <= '9')
      c++;
  }
  if (c == end) return true;
  return *c == 'e' && (fraction || (c + 1 < end && c[1] == '-'));
}

static double take_number(parser *p) {
  hl_scan_peek(&p->scan);
  const char *from = p->scan.at;
  double value = hl_scan_number(&p->scan);
  if (!is_gc_number(from, (size_t)(p->scan.at - from)))
    loose(p, "a number form that it does not know");
  return value;
}

/* ---- the sections ------------------------------------------------------- */

/* Names that its scanner takes for itself, also where they are meant as text:
** as the name of a tag, or as a value without a blank behind. */
bool hl_gc_is_word(const char *text) {
  static const char *const tokens[] = {
      "RIDE",      "STARTTIME", "RECINTSECS", "DEVICETYPE", "IDENTIFIER",
      "OVERRIDES", "TAGS",      "INTERVALS",  "NAME",       "START",
      "STOP",      "COLOR",     "PTEST",      "TEST",       "CALIBRATIONS",
      "VALUE",     "VALUES",    "UNIT",       "UNITS",      "REFERENCES",
      "XDATA",     "SAMPLES",   "NM",         "HEADWIND",   "SLOPE",
      "LRBALANCE", "LTE",       "RTE",        "LPS",        "RPS",
      "THB",       "SMO2",      "LPCO",       "RPCO",       "LPPB",
      "RPPB",      "LPPE",      "RPPE",       "LPPPB",      "RPPPB",
      "LPPPE",     "RPPPE",     "TCORE",
  };
  for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++)
    if (strcmp(text, tokens[i]) == 0) return true;
  for (size_t i = 0; i < HL_GC_SERIES_COUNT; i++)
    if (strcmp(text, series_keys[i]) == 0) return true;
  return false;
}

/* A text value into p->value; other values are kept as they are written. */
static void take_tag_value(parser *p) {
  if (hl_scan_peek(&p->scan) == '"') {
    take_text(p, &p->value);
    if (hl_gc_is_word(hl_text_cstr(&p->value)))
      loose(p, "a tag whose value is a word of its grammar");
    return;
  }
  loose(p, "a tag whose value is not a text");
  const char *from = p->scan.at;
  bool is_list = *p->scan.at == '{' || *p->scan.at == '[';
  hl_scan_skip(&p->scan);
  hl_text_clear(&p->value);
  if (!p->scan.status && !is_list)
    hl_text_add_n(&p->value, from, (size_t)(p->scan.at - from));
}

static void take_tag(parser *p) {
  hl_scan_peek(&p->scan);
  hl_gc_range whole = {hl_scan_offset(&p->scan), 0};
  take_text(p, &p->key);
  if (hl_gc_is_word(hl_text_cstr(&p->key)))
    loose(p, "a tag whose name is a word of its grammar");
  hl_scan_need(&p->scan, ':', "':'");
  take_tag_value(p);
  if (p->scan.status) return;
  whole.end = hl_scan_offset(&p->scan);
  p->outline->tag_n++;
  if (p->sink->tag)
    hl_scan_check(&p->scan,
                  p->sink->tag(p->sink->ctx, hl_text_cstr(&p->key),
                               trimmed(&p->value), whole, p->scan.err));
}

/* Behind the opening bracket: `item` for each member up to the closing one. */
static void take_items(parser *p, char close, void (*item)(parser *p)) {
  if (hl_scan_take(&p->scan, close)) {
    loose(p, "an empty list");
    return;
  }
  do
    item(p);
  while (!p->scan.status && hl_scan_take(&p->scan, ','));
  hl_scan_need(&p->scan, close, close == '}' ? "',' or '}'" : "',' or ']'");
}

static void take_tags(parser *p) {
  hl_scan_peek(&p->scan);
  p->outline->tags.begin = hl_scan_offset(&p->scan);
  hl_scan_need(&p->scan, '{', "'{'");
  take_items(p, '}', take_tag);
  p->outline->tags.end = hl_scan_offset(&p->scan);
}

/* NAME, START, STOP and then COLOR and PTEST, in this order and no others. */
static int interval_key(const char *key) {
  static const char *const keys[] = {"NAME", "START", "STOP", "COLOR", "PTEST"};
  for (int i = 0; i < 5; i++)
    if (strcmp(key, keys[i]) == 0) return i + 1;
  return 0;
}

typedef struct interval {
  hl_text name;
  double bound[2];
  int last_key;
} interval;

static void take_interval_member(parser *p, interval *found) {
  take_text(p, &p->key);
  hl_scan_need(&p->scan, ':', "':'");
  int key = interval_key(hl_text_cstr(&p->key));
  bool in_order =
      key > found->last_key &&
      (key <= 3 ? key == found->last_key + 1 : found->last_key >= 3);
  if (!in_order) loose(p, "an interval with other members than it expects");
  found->last_key = key ? key : found->last_key;
  if (key == 1)
    take_text(p, &found->name);
  else if (key == 2 || key == 3)
    found->bound[key - 2] = take_number(p);
  else
    hl_scan_skip(&p->scan);
}

static void take_interval(parser *p) {
  interval found = {.bound = {NAN, NAN}};
  hl_scan_peek(&p->scan);
  hl_gc_range whole = {hl_scan_offset(&p->scan), 0};
  hl_scan_need(&p->scan, '{', "'{'");
  do
    take_interval_member(p, &found);
  while (!p->scan.status && hl_scan_take(&p->scan, ','));
  hl_scan_need(&p->scan, '}', "',' or '}'");
  if (!p->scan.status) p->outline->interval_n++;
  if (!p->scan.status && p->sink->interval) {
    whole.end = hl_scan_offset(&p->scan);
    const hl_gc_interval given = {trimmed(&found.name), found.bound[0],
                                  found.bound[1], whole};
    hl_scan_check(&p->scan,
                  p->sink->interval(p->sink->ctx, &given, p->scan.err));
  }
  hl_text_free(&found.name);
}

static void take_intervals(parser *p) {
  hl_scan_peek(&p->scan);
  p->outline->intervals.begin = hl_scan_offset(&p->scan);
  hl_scan_need(&p->scan, '[', "'['");
  take_items(p, ']', take_interval);
  p->outline->intervals.end = hl_scan_offset(&p->scan);
}

/* Looked for behind the last one first: samples list them in this order. */
static size_t series_of(parser *p, const char *key) {
  for (size_t n = 0; n < HL_GC_SERIES_COUNT; n++) {
    size_t i = (p->last_series + 1 + n) % HL_GC_SERIES_COUNT;
    if (key[0] == series_keys[i][0] && strcmp(key, series_keys[i]) == 0)
      return p->last_series = i;
  }
  return HL_GC_SERIES_COUNT;
}

static void take_series(parser *p, hl_gc_sample *sample) {
  take_text(p, &p->key);
  hl_scan_need(&p->scan, ':', "':'");
  char next = hl_scan_peek(&p->scan);
  if (next == '"') { /* kept free for later versions: any name with a text */
    take_text(p, &p->value);
    return;
  }
  if (next == 'n' || next == 't' || next == 'f' || next == '{' || next == '[') {
    loose(p, "a sample with a value that is not a number");
    hl_scan_skip(&p->scan);
    return;
  }
  size_t series = series_of(p, hl_text_cstr(&p->key));
  double value = take_number(p);
  if (series < HL_GC_SERIES_COUNT) sample->value[series] = value;
}

static void take_sample(parser *p) {
  hl_gc_sample sample;
  for (size_t i = 0; i < HL_GC_SERIES_COUNT; i++)
    sample.value[i] = NAN;
  hl_scan_need(&p->scan, '{', "'{'");
  do
    take_series(p, &sample);
  while (!p->scan.status && hl_scan_take(&p->scan, ','));
  hl_scan_need(&p->scan, '}', "',' or '}'");
  if (p->scan.status) return;
  p->outline->sample_n++;
  if (p->sink->sample)
    hl_scan_check(&p->scan,
                  p->sink->sample(p->sink->ctx, &sample, p->scan.err));
}

static void take_samples(parser *p) {
  hl_scan_peek(&p->scan);
  p->outline->samples.begin = hl_scan_offset(&p->scan);
  hl_scan_need(&p->scan, '[', "'['");
  take_items(p, ']', take_sample);
  p->outline->samples.end = hl_scan_offset(&p->scan);
}

static void take_head(parser *p) {
  take_text(p, &p->value);
  if (!p->scan.status && p->sink->head)
    hl_scan_check(&p->scan, p->sink->head(p->sink->ctx, hl_text_cstr(&p->key),
                                          trimmed(&p->value), p->scan.err));
}

static void take_section(parser *p) {
  take_text(p, &p->key);
  hl_scan_need(&p->scan, ':', "':'");
  if (p->scan.status) return;
  const char *key = hl_text_cstr(&p->key);
  if (strcmp(key, "STARTTIME") == 0 || strcmp(key, "DEVICETYPE") == 0 ||
      strcmp(key, "IDENTIFIER") == 0) {
    take_head(p);
  } else if (strcmp(key, "TAGS") == 0) {
    take_tags(p);
  } else if (strcmp(key, "INTERVALS") == 0) {
    take_intervals(p);
  } else if (strcmp(key, "SAMPLES") == 0) {
    take_samples(p);
  } else {
    bool known = strcmp(key, "RECINTSECS") == 0 ||
                 strcmp(key, "OVERRIDES") == 0 || strcmp(key, "XDATA") == 0 ||
                 strcmp(key, "CALIBRATIONS") == 0 ||
                 strcmp(key, "REFERENCES") == 0;
    if (!known) loose(p, "a section that it does not know");
    hl_scan_skip(&p->scan);
  }
}

static void take_ride(parser *p) {
  take_text(p, &p->key);
  if (!p->scan.status && strcmp(hl_text_cstr(&p->key), "RIDE") != 0) {
    loose(p, "something beside RIDE");
    hl_scan_need(&p->scan, ':', "':'");
    hl_scan_skip(&p->scan);
    return;
  }
  hl_scan_need(&p->scan, ':', "':'");
  hl_scan_peek(&p->scan);
  p->outline->ride.begin = hl_scan_offset(&p->scan);
  hl_scan_need(&p->scan, '{', "'{'");
  take_items(p, '}', take_section);
  p->outline->ride.end = hl_scan_offset(&p->scan);
  if (p->sink->ride_end && (!p->scan.status || p->scan.is_truncated))
    p->end_status =
        p->sink->ride_end(p->sink->ctx, p->scan.is_truncated, p->scan.err);
  hl_scan_check(&p->scan, p->end_status);
}

hl_status hl_gc_parse(const char *bytes, size_t length, const hl_gc_sink *sink,
                      hl_gc_outline *outline, hl_error *err) {
  parser p = {.sink = sink, .outline = outline};
  memset(outline, 0, sizeof *outline);
  hl_scan_begin(&p.scan, bytes, length, err);
  hl_scan_need(&p.scan, '{', "'{'");
  take_items(&p, '}', take_ride);
  if (!p.scan.status && hl_scan_peek(&p.scan) != 0)
    hl_scan_expected(&p.scan, "the end of the file");
  hl_text_free(&p.key);
  hl_text_free(&p.value);
  outline->is_truncated = p.scan.is_truncated;
  /* Broken off is not a failure: what was there has been given. */
  return p.scan.is_truncated ? p.end_status : p.scan.status;
}

bool hl_gc_is_activity(const void *head, size_t length) {
  hl_scan scan;
  hl_scan_begin(&scan, head, length, NULL);
  return hl_scan_take(&scan, '{') && hl_scan_peek(&scan) == '"' &&
         scan.end - scan.at >= 6 && memcmp(scan.at, "\"RIDE\"", 6) == 0;
}
