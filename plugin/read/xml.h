/* SPDX-License-Identifier: MIT
**
** XML files read through a static table of paths, within limits.
**
** xml.c is the only file that sees libxml2. It pushes a source through the
** SAX2 parser and matches elements against the format's table by local name,
** whatever the prefix or namespace. Names are interned, so matching costs a
** pointer compare; elements that are not in the table are passed over with
** everything below them.
**
**     static const hl_xml_path path[] = {
**         {"gpx//trkpt", HL_XML_START, 0, 0, begin_point},
**         {"gpx//trkpt@lat", HL_XML_DOUBLE, offsetof(gpx, point.lat...), 1, 0},
**         {"gpx//trkpt/extensions//hr", HL_XML_FLOAT, HR, 1, NULL},
**         {"gpx//trkpt", HL_XML_END, 0, 0, end_point},
**     };
**
** "a/b" is a child, "a//b" a descendant at any depth (everything between that
** the table does not name), "a/b@c" an attribute of b.
** Order within an element: START hook, its attributes as written, text, END.
**
** What ends a parse, with line and cause: an entity declaration, a default
** value in ATTLIST, an external DOCTYPE subset or an internal one over 64 KiB;
** elements nested deeper than the limit; 64 KiB without '>' inside markup;
** more distinct names than the limit; more bytes than the limit. Nothing is
** fetched, no entity is expanded but the five of XML. Sources are UTF-8: see
** decode.h.
*/
#ifndef HL_READ_XML_H
#define HL_READ_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"
#include "base/status.h"
#include "read/read.h"
#include "read/source.h"

typedef struct hl_xml hl_xml;
typedef struct hl_reading hl_reading;

typedef void hl_xml_hook(hl_xml *xml, void *state);

typedef enum hl_xml_kind {
  HL_XML_START,  /* hook at the start tag, before its attributes are taken */
  HL_XML_END,    /* hook at the end tag */
  HL_XML_TEXT,   /* hook with hl_xml_text(): at most HL_MAX_TEXT bytes */
  HL_XML_PIECES, /* hook for each piece of text as it comes, not NUL ended */
  HL_XML_FLOAT,  /* decimal text * scale to the float at `offset` of state */
  HL_XML_DOUBLE, /* decimal text * scale to the double there */
  HL_XML_TIME,   /* xs:dateTime to the hl_instant there */
} hl_xml_kind;

/* "No time yet" in hl_instant.ms, before HL_XML_TIME stores one. */
#define HL_NO_TIME INT64_MIN

/* For FLOAT, DOUBLE and TIME text that is empty or not readable leaves the
** target as it is; `hook` may be NULL, else it is called after a value has
** been stored. */
typedef struct hl_xml_path {
  const char *path;
  hl_xml_kind kind;
  size_t offset;
  double scale;
  hl_xml_hook *hook;
} hl_xml_path;

typedef struct hl_xml_limits { /* 0 takes the value behind */
  int depth;                   /* 32 */
  int names;                   /* 4,096 */
  size_t doctype_bytes;        /* 65,536 */
} hl_xml_limits;

typedef struct hl_xml_format {
  const hl_xml_path *path;
  size_t path_n;
  size_t state_size;   /* of the struct given to the hooks; begins zeroed */
  hl_xml_hook *finish; /* after the last byte, also when truncated; or NULL */
  bool many_roots;     /* several root elements follow one another: they are
                       ** read as children of an element called "roots" */
  bool is_strict;      /* within an element of the table everything has to be
                       ** in the table: what is not is HL_E_INPUT */
  hl_xml_limits limits;
} hl_xml_format;

#define HL_XML_ROOTS_OPEN "<roots>"
#define HL_XML_ROOTS_CLOSE "</roots>"

/* Read everything `source` holds. HL_E_INPUT, HL_E_LIMIT with line and cause;
** HL_E_CANCEL; what a hook failed with. A document that ends early is HL_OK
** and sets in->ended_early before `finish` is called. */
hl_status hl_xml_read(const hl_xml_format *format, hl_reading *in,
                      hl_source *source, uint64_t size_limit, hl_error *err);

/* Read a document in memory that is no activity, such as manifest.xml; hooks
** find `ctx` again with hl_xml_document(). HL_E_INPUT also where it breaks
** off. */
hl_status hl_xml_read_document(const hl_xml_format *format, void *ctx,
                               const hl_content *content, hl_error *err);
void *hl_xml_document(const hl_xml *xml);

/* ---- for hooks ---------------------------------------------------------- */
/* Text of the element or attribute; NUL terminated, UTF-8. */
const char *hl_xml_text(const hl_xml *xml, size_t *length);
/* The same, kept in the activity (NULL for empty text). A file may have 16 MiB
** kept in all. */
const char *hl_xml_keep(hl_xml *xml);
hl_reading *hl_xml_reading(const hl_xml *xml);
int64_t hl_xml_line(const hl_xml *xml);
hl_error *hl_xml_error(hl_xml *xml);
/* End the parse unless `status` is HL_OK: wrap every fallible call in it. */
void hl_xml_check(hl_xml *xml, hl_status status);

#endif
