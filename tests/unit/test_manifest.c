/* SPDX-License-Identifier: MIT
**
** What manifest.xml says of formats, limits and version, held against the
** engine both ways. The SQL surface and the rules are in tests/sql/manifest.t.
*/
#include "hl_test.h"

#include "annotate/import.h"
#include "annotate/pool.h"
#include "base/embed.h"
#include "read/archive.h"
#include "read/xml.h"
#include "rules/sandbox.h"

enum {
  MOST = 64
};

typedef struct entry {
  char name[40], second[80], third[80];
} entry;

typedef struct manifest {
  entry format[MOST], limit[MOST];
  size_t format_n, limit_n;
  char version[40];
} manifest;

static void copy(hl_xml *xml, char *to, size_t size) {
  size_t length;
  const char *text = hl_xml_text(xml, &length);
  assert_true(hl_text_fit(to, size, text, length) == length);
}

static manifest *of(hl_xml *xml) {
  return hl_xml_document(xml);
}

static void on_version(hl_xml *xml, void *state) {
  (void)state;
  copy(xml, of(xml)->version, sizeof of(xml)->version);
}

static void begin_format(hl_xml *xml, void *state) {
  (void)state;
  assert_true(of(xml)->format_n++ < MOST);
}

static void begin_limit(hl_xml *xml, void *state) {
  (void)state;
  assert_true(of(xml)->limit_n++ < MOST);
}

#define TAKE(function, list, member)                                           \
  static void function(hl_xml *xml, void *state) {                             \
    entry *e = &of(xml)->list[of(xml)->list##_n - 1];                          \
    (void)state;                                                               \
    copy(xml, e->member, sizeof e->member);                                    \
  }
TAKE(on_format, format, name)
TAKE(on_extensions, format, second)
TAKE(on_title, format, third)
TAKE(on_limit, limit, name)
TAKE(on_value, limit, second)

static const hl_xml_path paths[] = {
    {"plugin@version", HL_XML_TEXT, 0, 0, on_version},
    {"plugin/formats/format", HL_XML_START, 0, 0, begin_format},
    {"plugin/formats/format@name", HL_XML_TEXT, 0, 0, on_format},
    {"plugin/formats/format@extensions", HL_XML_TEXT, 0, 0, on_extensions},
    {"plugin/formats/format@title", HL_XML_TEXT, 0, 0, on_title},
    {"plugin/limits/limit", HL_XML_START, 0, 0, begin_limit},
    {"plugin/limits/limit@name", HL_XML_TEXT, 0, 0, on_limit},
    {"plugin/limits/limit@value", HL_XML_TEXT, 0, 0, on_value},
};

static manifest read_manifest(void) {
  static const hl_xml_format format = {.path = paths,
                                       .path_n = sizeof paths / sizeof *paths};
  const hl_embedded *file = hl_embedded_find("manifest.xml");
  manifest m = {0};
  hl_error err = {0};
  assert_non_null(file);
  hl_content content = {file->bytes, file->length, "manifest.xml"};
  if (hl_xml_read_document(&format, &m, &content, &err))
    fail_msg("%s", err.text);
  return m;
}

static void the_version_is_the_builds(void **state) {
  (void)state;
  assert_string_equal(read_manifest().version, HL_VERSION);
}

static void the_formats_are_those_that_are_read(void **state) {
  (void)state;
  manifest m = read_manifest();
  size_t n = 0;
  while (hl_format_at(n))
    n++;
  assert_int_equal(m.format_n, n);
  for (size_t i = 0; i < n; i++) {
    const hl_format *format = hl_format_at(i);
    assert_string_equal(m.format[i].name, format->name);
    assert_string_equal(m.format[i].second, format->extensions);
    assert_string_equal(m.format[i].third, format->title);
  }
}

static void the_limits_are_those_that_are_kept(void **state) {
  (void)state;
  static const struct {
    const char *name;
    int64_t value;
  } limits[] = {
      {"points", HL_MAX_POINTS},      {"laps", HL_MAX_LAPS},
      {"text-bytes", HL_MAX_TEXT},    {"archive-ratio", HL_ARCHIVE_RATIO},
      {"rule-work", HL_SANDBOX_WORK}, {"rule-memory-bytes", HL_SANDBOX_MEMORY},
      {"threads", HL_POOL_THREADS},   {"failures-named", HL_IMPORT_FAILURES},
  };
  manifest m = read_manifest();
  assert_int_equal(m.limit_n, sizeof limits / sizeof *limits);
  for (size_t i = 0; i < m.limit_n; i++) {
    hl_text value = {0};
    hl_text_int(&value, limits[i].value);
    assert_string_equal(m.limit[i].name, limits[i].name);
    assert_string_equal(m.limit[i].second, hl_text_cstr(&value));
    hl_text_free(&value);
  }
}

HL_TEST_MAIN(cmocka_unit_test(the_version_is_the_builds),
             cmocka_unit_test(the_formats_are_those_that_are_read),
             cmocka_unit_test(the_limits_are_those_that_are_kept))
