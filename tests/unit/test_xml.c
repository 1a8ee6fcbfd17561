/* SPDX-License-Identifier: MIT
**
** The XML driver: how paths match, and where it stops. A made-up format writes
** down what its hooks are told, so that two readings can be compared as text.
*/
#include "hl_test.h"

#include "base/text.h"
#include "read/format.h"

typedef struct made {
  double number;
  float narrow;
  hl_instant time;
} made;

static hl_text events; /* what the hooks were told; cleared by every reading */

static void note(hl_xml *xml, const char *what) {
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  hl_text_add(&events, what);
  if (*what == '=') hl_text_add_n(&events, text, length);
  hl_text_add(&events, ";");
}

static void on_finish(hl_xml *xml, void *state) {
  (void)state;
  note(xml, hl_xml_reading(xml)->ended_early ? "early" : "finish");
}
static void on_start(hl_xml *xml, void *state) {
  (void)state;
  note(xml, "<");
}
static void on_end(hl_xml *xml, void *state) {
  (void)state;
  note(xml, ">");
}
static void on_text(hl_xml *xml, void *state) {
  (void)state;
  note(xml, "=");
}
/* Pieces come as they like: only their sum is told. */
static void on_piece(hl_xml *xml, void *state) {
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  (void)state;
  hl_text_add_n(&events, text, length);
}
static void on_number(hl_xml *xml, void *state) {
  const made *m = state;
  (void)xml;
  hl_text_add(&events, "#");
  hl_text_fixed(&events, m->number, 3);
  hl_text_add(&events, ";");
}
static void on_time(hl_xml *xml, void *state) {
  const made *m = state;
  (void)xml;
  hl_text_format(&events, "@%lld;", (long long)m->time.ms);
}
static void on_refuse(hl_xml *xml, void *state) {
  (void)state;
  hl_xml_check(xml, hl_fail(hl_xml_error(xml), HL_E_LIMIT, "enough"));
}

static const hl_xml_path paths[] = {
    {"root/item", HL_XML_START, 0, 0, on_start},
    {"root/item@name", HL_XML_TEXT, 0, 0, on_text},
    {"root/item@size", HL_XML_DOUBLE, offsetof(made, number), 2, on_number},
    {"root/item/text", HL_XML_TEXT, 0, 0, on_text},
    {"root/item/number", HL_XML_DOUBLE, offsetof(made, number), 0.5, on_number},
    {"root/item/time", HL_XML_TIME, offsetof(made, time), 0, on_time},
    {"root/item/box//deep", HL_XML_TEXT, 0, 0, on_text},
    {"root/item/list", HL_XML_PIECES, 0, 0, on_piece},
    {"root/item/stop", HL_XML_END, 0, 0, on_refuse},
    {"root/item", HL_XML_END, 0, 0, on_end},
};

static const hl_xml_format plain = {
    .path = paths,
    .path_n = sizeof paths / sizeof *paths,
    .state_size = sizeof(made),
    .finish = on_finish,
};

/* A source that gives `step` bytes at a time. */
typedef struct slow {
  hl_source base;
  const char *at;
  size_t left, step;
} slow;

static hl_status slow_read(hl_source *source, void *buffer, size_t size,
                           size_t *got, hl_error *err) {
  slow *s = (slow *)source;
  (void)err;
  *got = s->step < s->left ? s->step : s->left;
  if (*got > size) *got = size;
  if (*got) memcpy(buffer, s->at, *got);
  s->at += *got;
  s->left -= *got;
  return HL_OK;
}

static hl_status read_as(const hl_xml_format *format, const char *text,
                         size_t length, size_t step, hl_error *err) {
  slow source = {{slow_read, NULL, false}, text, length, step};
  hl_reader *reader = hl_reader_new();
  assert_non_null(reader);
  hl_reading in = {.reader = reader, .name = "made"};
  hl_text_clear(&events);
  *err = (hl_error){0};
  hl_status status =
      hl_xml_read(format, &in, &source.base, HL_READ_SIZE_LIMIT, err);
  hl_reader_free(reader);
  return status;
}

static hl_status read_plain(const char *text, hl_error *err) {
  return read_as(&plain, text, strlen(text), SIZE_MAX, err);
}

/* Reading `text` tells the hooks `told`. */
static void tells(const char *text, const char *told) {
  hl_error err;
  assert_int_equal(read_plain(text, &err), HL_OK);
  assert_string_equal(hl_text_cstr(&events), told);
}

/* Reading `text` stops in `line` with a sentence that has `why` in it. */
static void stops(const char *text, hl_status status, int line,
                  const char *why) {
  hl_error err;
  assert_int_equal(read_plain(text, &err), status);
  if (!strstr(err.text, why)) print_error("got: %s\n", err.text);
  assert_non_null(strstr(err.text, why));
  if (err.line != line) print_error("%s: line %d\n", err.text, (int)err.line);
  assert_int_equal(err.line, line);
}

/* `head`, `count` times `part`, `tail`. */
static char *repeated(const char *head, const char *part, size_t count,
                      const char *tail) {
  hl_text text = {0};
  hl_text_add(&text, head);
  for (size_t i = 0; i < count; i++)
    hl_text_add(&text, part);
  hl_text_add(&text, tail);
  assert_int_equal(hl_text_status(&text), HL_OK);
  return text.bytes;
}

/* ---- matching ------------------------------------------------------------ */
static void hooks_come_in_the_order_of_the_document(void **state) {
  (void)state;
  tells("<root><item size='4' name='a'><text>x &amp; y</text>"
        "<number> 5 </number></item></root>",
        "<;#8.000;=a;=x & y;#2.500;>;finish;");
}

static void prefixes_and_namespaces_do_not_matter(void **state) {
  (void)state;
  tells("<root><item name='a &amp; &#38; &amp;#38; &lt;b&gt;'/></root>",
        "<;=a & & &#38; <b>;>;finish;");
  tells("<p:root xmlns:p='u'><q:item xmlns:q='v'><text>1</text>"
        "<nobody:text>2</nobody:text></q:item></p:root>",
        "<;=1;=2;>;finish;");
}

static void elements_not_in_the_table_are_passed_over_whole(void **state) {
  (void)state;
  tells("<root><other><item><text>no</text></item></other>"
        "<item><other><text>no</text></other><text>yes</text></item></root>",
        "<;=yes;>;finish;");
}

static void deep_paths_look_through_unnamed_elements_only(void **state) {
  (void)state;
  tells("<root><item><box><deep>1</deep><a><b><deep>2</deep></b></a></box>"
        "<deep>no</deep></item></root>",
        "<;=1;=2;>;finish;");
}

static void text_around_child_elements_is_no_value(void **state) {
  (void)state;
  tells("<root><item><text>a<b/>c</text><text>d</text></item></root>",
        "<;=d;>;finish;");
}

static void text_is_kept_up_to_its_limit_and_numbers_are_not(void **state) {
  (void)state;
  hl_error err;
  char *text = repeated("<root><item><text>", "x", HL_MAX_TEXT + 9,
                        "</text></item></root>");
  assert_int_equal(read_plain(text, &err), HL_OK);
  assert_int_equal(events.length, strlen("<;=;>;finish;") + HL_MAX_TEXT);
  free(text);
  text = repeated("<root><item><number>", "1", 65, "</number></item></root>");
  tells(text, "<;>;finish;");
  free(text);
}

static void unreadable_numbers_and_times_are_passed_over(void **state) {
  (void)state;
  tells("<root><item size='x'><number>1,5</number><number/>"
        "<time>now</time><time>1970-01-01T00:00:02Z</time></item></root>",
        "<;@2000;>;finish;");
}

static void several_roots_are_read_as_one(void **state) {
  (void)state;
  static const hl_xml_path of_roots[] = {
      {"roots/a", HL_XML_TEXT, 0, 0, on_text},
      {"roots/b/c", HL_XML_TEXT, 0, 0, on_text},
  };
  static const hl_xml_format roots = {
      .path = of_roots, .path_n = 2, .finish = on_finish, .many_roots = true};
  static const char text[] =
      "<?xml version='1.0'?>\n<a>1</a>\n<b><c>2</c></b>\n<a>3</a>\n";
  hl_error err;
  assert_int_equal(read_as(&roots, text, sizeof text - 1, SIZE_MAX, &err),
                   HL_OK);
  assert_string_equal(hl_text_cstr(&events), "=1;=2;=3;finish;");
  assert_int_equal(read_as(&roots, text, sizeof text - 8, 3, &err), HL_OK);
  assert_string_equal(hl_text_cstr(&events), "=1;=2;early;");
}

static void the_size_of_reads_changes_nothing(void **state) {
  (void)state;
  static const char text[] =
      "\xef\xbb\xbf <?xml version='1.0' encoding='UTF-8'?>\r\n"
      "<!DOCTYPE root [<!ELEMENT root ANY> <!-- <x> -->]>\n"
      "<root><!-- > <item/> --><item name='a>b' size=\"1\"><text>x\xc3\xa4"
      "&lt;\xe2\x82\xac&#228;]]</text><list>1,2,3&#10;4</list>"
      "<box><y><![CDATA[<z>]]><deep>\xf0\x9f\x8f\x83</deep></y></box>"
      "<?pi <a>?><number>\n 7 \n</number></item></root>\n";
  hl_error err;
  assert_int_equal(read_as(&plain, text, sizeof text - 1, 65536, &err), HL_OK);
  hl_text whole = events;
  events = (hl_text){0};
  for (size_t step = 1; step < sizeof text; step++) {
    assert_int_equal(read_as(&plain, text, sizeof text - 1, step, &err), HL_OK);
    assert_string_equal(hl_text_cstr(&events), hl_text_cstr(&whole));
  }
  hl_text_free(&whole);
}

static void wherever_the_file_ends_it_has_ended_early(void **state) {
  (void)state;
  static const char text[] = "<root><item name='a'><text>x&amp;</text>"
                             "<!-- c --><![CDATA[d]]></item></root>";
  hl_error err;
  for (size_t length = 1; length < sizeof text - 1; length++) {
    assert_int_equal(read_as(&plain, text, length, 7, &err), HL_OK);
    assert_true(hl_ends_with(hl_text_cstr(&events), "early;"));
  }
}

/* ---- limits -------------------------------------------------------------- */
static void lines_count_from_the_beginning_of_the_file(void **state) {
  (void)state;
  stops("\n\n \n<?xml version='1.0'?>\n<root>\n<item></root>", HL_E_INPUT, 6,
        "Opening and ending tag mismatch");
}

static void a_doctype_may_declare_elements_and_no_more(void **state) {
  (void)state;
  tells("<!DOCTYPE root><root/>", "finish;");
  tells("<!DOCTYPE root [<!ELEMENT root (item*)><!-- x -->"
        "<!ATTLIST item name CDATA #IMPLIED size (1|2) #REQUIRED>]>"
        "<root><item name='n'/></root>",
        "<;=n;>;finish;");
  stops("<!DOCTYPE root [\n<!ENTITY a 'b'>]><root/>", HL_E_INPUT, 2,
        "entity declaration");
  stops("<!DOCTYPE root [<!ENTITY % a 'b'>]><root/>", HL_E_INPUT, 1,
        "entity declaration");
  stops("<!DOCTYPE root [<!NOTATION n SYSTEM 'x'><!ENTITY a SYSTEM 'b' NDATA "
        "n>]><root/>",
        HL_E_INPUT, 1, "entity declaration");
  stops("<!DOCTYPE root [<!ATTLIST item name CDATA 'x'>]><root/>", HL_E_INPUT,
        1, "attribute default");
  stops("<!DOCTYPE root [<!ATTLIST item name CDATA #FIXED 'x'>]><root/>",
        HL_E_INPUT, 1, "attribute default");
  stops("<!DOCTYPE root SYSTEM 'file:///etc/passwd'><root/>", HL_E_INPUT, 1,
        "external subset");
  stops("<!DOCTYPE root PUBLIC 'a' 'http://x/y'><root/>", HL_E_INPUT, 1,
        "external subset");
  stops("<root><item>&made;</item></root>", HL_E_INPUT, 1, "not defined");
}

static void a_doctype_has_64_kib_at_most(void **state) {
  (void)state;
  char *text = repeated("<!DOCTYPE root [",
                        "<!-- 56 bytes with the ends of a "
                        "comment, and no more -->",
                        1100, "]><root/>");
  tells(text, "finish;");
  free(text);
  text = repeated("<!DOCTYPE root [",
                  "<!-- 56 bytes with the ends of a "
                  "comment, and no more -->",
                  1200, "]><root/>");
  stops(text, HL_E_LIMIT, 1, "DOCTYPE is too long");
  free(text);
  text = repeated("<!DOCTYPE root [", "<!-- never ends -->", 90000, "");
  stops(text, HL_E_LIMIT, 1, "DOCTYPE is too long");
  free(text);
}

static void depth_is_bounded(void **state) {
  (void)state;
  char *text = repeated("<root>", "<a>", 31, "");
  tells(text, "early;");
  free(text);
  text = repeated("<root>\n", "<a>", 40, "");
  stops(text, HL_E_LIMIT, 2, "nested too deep");
  free(text);
}

static void names_are_bounded(void **state) {
  (void)state;
  hl_text text = {0};
  hl_text_add(&text, "<root>");
  for (int i = 0; i < 30000; i++)
    hl_text_format(&text, "<n%d/>", i);
  stops(hl_text_cstr(&text), HL_E_LIMIT, 1, "too many different names");
  hl_text_free(&text);
}

static void attributes_and_namespaces_are_bounded(void **state) {
  (void)state;
  hl_text text = {0};
  hl_text_add(&text, "<root");
  for (int i = 0; i < 257; i++)
    hl_text_format(&text, " a%d=''", i);
  hl_text_add(&text, "/>");
  stops(hl_text_cstr(&text), HL_E_LIMIT, 1, "256 attributes");
  hl_text_clear(&text);
  for (int depth = 0; depth < 3; depth++) {
    hl_text_add(&text, "<root");
    for (int i = 0; i < 100; i++)
      hl_text_format(&text, " xmlns:a%d='u'", depth * 100 + i);
    hl_text_add(&text, ">");
  }
  stops(hl_text_cstr(&text), HL_E_LIMIT, 1, "256 namespaces");
  hl_text_free(&text);
}

static void markup_without_an_end_is_bounded_and_text_is_not(void **state) {
  (void)state;
  char *text = repeated("<root><item name='", ">", 70000, "'/></root>");
  stops(text, HL_E_LIMIT, 1, "64 KiB of markup");
  free(text);
  text = repeated("<root><!--", "-x", 50000, "--></root>");
  stops(text, HL_E_LIMIT, 1, "64 KiB of markup");
  free(text);
  text = repeated("<root><item><list>", "1,", 200000, "</list></item></root>");
  hl_error err;
  assert_int_equal(read_plain(text, &err), HL_OK);
  assert_int_equal(events.length, strlen("<;>;finish;") + 400000);
  free(text);
}

static void on_kept(hl_xml *xml, void *state) {
  (void)state;
  (void)hl_xml_keep(xml);
}

static void text_that_is_kept_is_bounded(void **state) {
  (void)state;
  static const hl_xml_path kept[] = {{"root/t", HL_XML_TEXT, 0, 0, on_kept}};
  static const hl_xml_format keeps = {.path = kept, .path_n = 1};
  enum {
    TEXTS = 5000
  };
  char *one = repeated("<t>", "x", HL_MAX_TEXT, "</t>");
  char *all = repeated("<root>", one, TEXTS, "</root>");
  hl_reader *reader = hl_reader_new();
  hl_activity activity;
  hl_activity_init(&activity, "made");
  hl_reading in = {.reader = reader, .name = "made", .activity = &activity};
  slow source = {{slow_read, NULL, false}, all, strlen(all), SIZE_MAX};
  hl_error err = {0};
  assert_int_equal(
      hl_xml_read(&keeps, &in, &source.base, HL_READ_SIZE_LIMIT, &err),
      HL_E_LIMIT);
  assert_non_null(strstr(err.text, "16 MiB"));
  hl_activity_free(&activity);
  hl_reader_free(reader);
  free(one);
  free(all);
}

static void the_size_of_a_file_is_bounded(void **state) {
  (void)state;
  static const char text[] = "<root>                         </root>";
  slow source = {{slow_read, NULL, false}, text, sizeof text - 1, 1};
  hl_reader *reader = hl_reader_new();
  hl_reading in = {.reader = reader, .name = "made"};
  hl_error err = {0};
  assert_int_equal(hl_xml_read(&plain, &in, &source.base, 20, &err),
                   HL_E_LIMIT);
  assert_non_null(strstr(err.text, "too large"));
  hl_reader_free(reader);
}

static void a_hook_ends_the_reading_with_its_own_error(void **state) {
  (void)state;
  stops("<root><item>\n<stop/></item><item/></root>", HL_E_LIMIT, 2, "enough");
  assert_string_equal(hl_text_cstr(&events), "<;");
}

static void bytes_that_are_not_xml_are_refused(void **state) {
  (void)state;
  stops("", HL_E_INPUT, 0, "empty");
  stops(" \n ", HL_E_INPUT, 0, "empty");
  stops("hello, this is not XML", HL_E_INPUT, 1, "not well-formed");
  stops("<root>\n<item a='1' a='2'/></root>", HL_E_INPUT, 2, "redefined");
  stops("<root>\n</root>\n<root/>", HL_E_INPUT, 3, "Extra content");
  stops("<root>\xff</root>", HL_E_INPUT, 1, "not proper UTF-8");
  stops("<root>&#0;</root>", HL_E_INPUT, 1, "not well-formed");
}

static bool always(void *ctx) {
  (void)ctx;
  return true;
}

static void reading_stops_when_asked(void **state) {
  (void)state;
  slow source = {{slow_read, NULL, false}, "<root></root>", 13, 1};
  hl_reader *reader = hl_reader_new();
  hl_reading in = {.reader = reader, .name = "made"};
  hl_error err = {0};
  hl_reader_set_cancel(reader, always, NULL);
  assert_int_equal(
      hl_xml_read(&plain, &in, &source.base, HL_READ_SIZE_LIMIT, &err),
      HL_E_CANCEL);
  hl_reader_free(reader);
}

HL_TEST_MAIN(cmocka_unit_test(hooks_come_in_the_order_of_the_document),
             cmocka_unit_test(prefixes_and_namespaces_do_not_matter),
             cmocka_unit_test(elements_not_in_the_table_are_passed_over_whole),
             cmocka_unit_test(deep_paths_look_through_unnamed_elements_only),
             cmocka_unit_test(text_around_child_elements_is_no_value),
             cmocka_unit_test(text_is_kept_up_to_its_limit_and_numbers_are_not),
             cmocka_unit_test(unreadable_numbers_and_times_are_passed_over),
             cmocka_unit_test(several_roots_are_read_as_one),
             cmocka_unit_test(the_size_of_reads_changes_nothing),
             cmocka_unit_test(wherever_the_file_ends_it_has_ended_early),
             cmocka_unit_test(lines_count_from_the_beginning_of_the_file),
             cmocka_unit_test(a_doctype_may_declare_elements_and_no_more),
             cmocka_unit_test(a_doctype_has_64_kib_at_most),
             cmocka_unit_test(depth_is_bounded),
             cmocka_unit_test(names_are_bounded),
             cmocka_unit_test(attributes_and_namespaces_are_bounded),
             cmocka_unit_test(markup_without_an_end_is_bounded_and_text_is_not),
             cmocka_unit_test(text_that_is_kept_is_bounded),
             cmocka_unit_test(the_size_of_a_file_is_bounded),
             cmocka_unit_test(a_hook_ends_the_reading_with_its_own_error),
             cmocka_unit_test(bytes_that_are_not_xml_are_refused),
             cmocka_unit_test(reading_stops_when_asked))
