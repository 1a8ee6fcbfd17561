/* SPDX-License-Identifier: MIT
**
** The one file that sees libxml2: a push SAX2 parser within limits, walking
** along the path table of a format. See xml.h for what it refuses.
**
** Nothing of libxml2's global state is touched (a host may use the library
** too): errors come through the parser's own handler; the options are
** XML_PARSE_NONET, and XML_PARSE_IGNORE_ENC because what comes is UTF-8,
** whatever its declaration says (see decode.h); xmlCleanupParser() is never
** called.
**
** The limits exist because of what libxml2 2.9.14 does without them: 10 s for
** one tag with 200,000 attributes, 2 s for 400,000 names, 2.5 GB of text out
** of 300 KB with entities, no depth limit in SAX.
*/
#include "read/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "read/format.h"
#include "read/xml_cut.h"
#include "read/xml_table.h"

enum {
  BUFFER = 65536,   /* a tag must fit: the limit for markup without '>' */
  NUMBER_TEXT = 64, /* longer than any number or time that means something */
  DEPTH_MOST = 64,  /* room of the stack; formats may ask for up to this */
  DEPTH = 32,
  NAMES = 4096,
  DOCTYPE_BYTES = 65536,
  ATTRIBUTES = 256,    /* of one element */
  NAMESPACES = 256,    /* declared around one element */
  TEXT_MOST = 16 << 20 /* kept of one file: names and notes */
};

typedef struct frame {
  const hl_xml_node *node;  /* NULL: passed through on the way to deep ones */
  const hl_xml_node *scope; /* whose children are looked for below */
} frame;

struct hl_xml {
  xmlParserCtxtPtr parser;
  const hl_xml_format *format;
  hl_reading *in;
  void *state;
  hl_error *err;
  hl_status status; /* sticky */
  hl_arena arena;   /* the path tree */

  frame stack[DEPTH_MOST + 2]; /* [0] stands above the root */
  int depth;                   /* of `stack` */
  int skipped;                 /* open elements below it that are passed over */
  int depth_limit;
  bool is_closed; /* the root element has ended */

  const hl_xml_path *value; /* whose text is wanted now; NULL: none */
  size_t text_n, text_limit;
  bool is_cut;       /* there was more text than is kept */
  const char *shown; /* what hl_xml_text() gives */
  size_t shown_n;
  char text[HL_MAX_TEXT + 1];
  size_t kept; /* bytes of text kept in the activity, of the whole file */

  int stripped_lines; /* before the XML declaration */
  bool in_doctype;
  long doctype_at;         /* byte where its internal subset began */
  uint64_t doctype_pushed; /* bytes pushed when it began */
  uint64_t pushed;         /* bytes given to the parser */
  size_t held;             /* bytes in `buffer` */
  unsigned char buffer[BUFFER];
};

/* ---- for hooks ----------------------------------------------------------- */
const char *hl_xml_text(const hl_xml *xml, size_t *length) {
  if (length) *length = xml->shown_n;
  return xml->shown;
}

hl_reading *hl_xml_reading(const hl_xml *xml) {
  return xml->in;
}

int64_t hl_xml_line(const hl_xml *xml) {
  xmlParserInputPtr input = xml->parser->input;
  return (input ? input->line : 0) + xml->stripped_lines;
}

hl_error *hl_xml_error(hl_xml *xml) {
  return xml->err;
}

void hl_xml_check(hl_xml *xml, hl_status status) {
  if (!status || xml->status) return;
  if (xml->err && !xml->err->line && status == HL_E_LIMIT)
    xml->err->line = hl_xml_line(xml);
  xml->status = status;
  xmlStopParser(xml->parser);
}

static void refuse(hl_xml *xml, hl_status status, const char *why) {
  if (!xml->status)
    hl_xml_check(xml,
                 hl_fail_at(xml->err, status, hl_xml_line(xml), "%s", why));
}

const char *hl_xml_keep(hl_xml *xml) {
  hl_activity *activity = xml->in->activity;
  xml->kept += xml->shown_n;
  if (xml->kept > TEXT_MOST) {
    refuse(xml, HL_E_LIMIT, "more than 16 MiB of notes and names");
    return NULL;
  }
  const char *kept = hl_activity_text(activity, xml->shown, xml->shown_n);
  if (activity->text_lost) hl_xml_check(xml, hl_nomem(xml->err));
  return kept;
}

/* ---- values -------------------------------------------------------------- */
static void show(hl_xml *xml, const hl_xml_path *path, const char *text,
                 size_t length) {
  xml->shown = text;
  xml->shown_n = length;
  path->hook(xml, xml->state);
}

/* An element's or attribute's text has been seen whole. */
static void take_value(hl_xml *xml, const hl_xml_path *path, const char *text,
                       size_t length) {
  if (hl_xml_store(path, xml->state, text, length) && path->hook)
    show(xml, path, text, length);
}

static size_t limit_of(const hl_xml_path *path) {
  return path->kind == HL_XML_TEXT ? HL_MAX_TEXT : NUMBER_TEXT;
}

/* ---- elements ------------------------------------------------------------ */
static const hl_xml_node *find(const hl_xml_node *list, const xmlChar *name) {
  while (list && list->name != name)
    list = list->next;
  return list;
}

/* libxml2 leaves every '&' of an attribute as "&#38;". Returns the length. */
static size_t copy_text(char *to, const char *from, size_t length) {
  static const char ampersand[] = "&#38;";
  const size_t width = sizeof ampersand - 1;
  size_t n = 0;
  for (size_t i = 0; i < length && n < HL_MAX_TEXT; i++) {
    to[n++] = from[i];
    if (length - i >= width && !memcmp(from + i, ampersand, width))
      i += width - 1;
  }
  to[n] = '\0';
  return n;
}

static void take_attribute(hl_xml *xml, const hl_xml_path *path,
                           const xmlChar *begin, const xmlChar *end) {
  size_t length = (size_t)(end - begin);
  if (path->kind != HL_XML_TEXT) {
    if (length <= NUMBER_TEXT)
      take_value(xml, path, (const char *)begin, length);
    return;
  }
  length = copy_text(xml->text, (const char *)begin, length);
  take_value(xml, path, xml->text, length);
}

/* What the table does not name, where that is a slip. */
static void refuse_name(hl_xml *xml, const char *what, const xmlChar *name) {
  hl_xml_check(xml, hl_fail_at(xml->err, HL_E_INPUT, hl_xml_line(xml),
                               "there is no %s \"%.40s\" here", what,
                               (const char *)name));
}

/* libxml2 gives five pointers for each: name, prefix, URI, value, its end. */
static void take_attributes(hl_xml *xml, const hl_xml_node *node, int count,
                            const xmlChar **attribute) {
  for (; count > 0 && !xml->status; count--, attribute += 5) {
    const hl_xml_node *known =
        node->attribute ? find(node->attribute, attribute[0]) : NULL;
    if (known && known->value)
      take_attribute(xml, known->value, attribute[3], attribute[4]);
    else if (xml->format->is_strict)
      refuse_name(xml, "attribute", attribute[0]);
  }
}

static void enter(hl_xml *xml, const hl_xml_node *node, int count,
                  const xmlChar **attribute) {
  if (node->start) node->start->hook(xml, xml->state);
  if (node->attribute || xml->format->is_strict)
    take_attributes(xml, node, count, attribute);
  xml->value = node->value;
  if (node->value) {
    xml->text_n = 0;
    xml->is_cut = false;
    xml->text_limit = limit_of(node->value);
  }
}

static bool is_within_limits(hl_xml *xml, int attributes) {
  if (xml->depth + xml->skipped > xml->depth_limit)
    refuse(xml, HL_E_LIMIT, "elements are nested too deep");
  else if (attributes > ATTRIBUTES)
    refuse(xml, HL_E_LIMIT, "more than 256 attributes in one element");
  else if (xml->parser->nsNr > 2 * NAMESPACES) /* prefix and URI */
    refuse(xml, HL_E_LIMIT, "more than 256 namespaces in one place");
  return !xml->status;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int namespaces,
                     const xmlChar **declared, int attributes, int defaulted,
                     const xmlChar **attribute) {
  hl_xml *xml = data;
  (void)prefix, (void)uri, (void)namespaces, (void)declared, (void)defaulted;
  xml->value = NULL; /* text around child elements is nobody's value */
  if (!is_within_limits(xml, attributes)) return;
  if (xml->skipped) {
    xml->skipped++;
    return;
  }
  const hl_xml_node *scope = xml->stack[xml->depth].scope;
  bool is_through = !xml->stack[xml->depth].node;
  const hl_xml_node *node = find(scope->child, name);
  if (node && is_through && !node->deep) node = NULL;
  if (!node && !scope->looks_below) {
    if (xml->format->is_strict) refuse_name(xml, "element", name);
    xml->skipped = 1;
    return;
  }
  frame *top = &xml->stack[++xml->depth];
  top->node = node;
  top->scope = node ? node : scope;
  if (node) enter(xml, node, attributes, attribute);
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri) {
  hl_xml *xml = data;
  (void)name, (void)prefix, (void)uri;
  if (xml->status) return;
  if (xml->skipped) {
    xml->skipped--;
  } else {
    const hl_xml_path *value = xml->value;
    const hl_xml_node *node = xml->stack[xml->depth--].node;
    xml->value = NULL;
    if (value && value->kind != HL_XML_PIECES) {
      xml->text[xml->text_n] = '\0';
      if (!xml->is_cut || value->kind == HL_XML_TEXT)
        take_value(xml, value, xml->text, xml->text_n);
    }
    if (node && node->end) node->end->hook(xml, xml->state);
  }
  xml->is_closed = xml->depth == 0 && !xml->skipped;
}

static void on_text(void *data, const xmlChar *text, int length) {
  hl_xml *xml = data;
  if (!xml->value || xml->status) return;
  size_t n = (size_t)length;
  if (xml->value->kind == HL_XML_PIECES) {
    show(xml, xml->value, (const char *)text, n);
    return;
  }
  if (n > xml->text_limit - xml->text_n) {
    n = xml->text_limit - xml->text_n;
    xml->is_cut = true;
  }
  memcpy(xml->text + xml->text_n, text, n);
  xml->text_n += n;
}

/* ---- DOCTYPE ------------------------------------------------------------- */
static const char too_long_doctype[] = "DOCTYPE is too long";
static const char entity_declared[] = "entity declaration in the DOCTYPE";

static size_t doctype_limit(const hl_xml *xml) {
  size_t bytes = xml->format->limits.doctype_bytes;
  return bytes ? bytes : DOCTYPE_BYTES;
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *public,
                       const xmlChar *system) {
  hl_xml *xml = data;
  (void)name;
  xml->in_doctype = true;
  xml->doctype_at = xmlByteConsumed(xml->parser);
  xml->doctype_pushed = xml->pushed;
  if (public || system)
    refuse(xml, HL_E_INPUT, "DOCTYPE with an external subset");
}

static void on_doctype_end(void *data, const xmlChar *name,
                           const xmlChar *public, const xmlChar *system) {
  hl_xml *xml = data;
  (void)name, (void)public, (void)system;
  xml->in_doctype = false;
  if (xmlByteConsumed(xml->parser) - xml->doctype_at > (long)doctype_limit(xml))
    refuse(xml, HL_E_LIMIT, too_long_doctype);
}

static void on_entity(void *data, const xmlChar *name, int type,
                      const xmlChar *public, const xmlChar *system,
                      xmlChar *content) {
  (void)name, (void)type, (void)public, (void)system, (void)content;
  refuse(data, HL_E_INPUT, entity_declared);
}

static void on_unparsed(void *data, const xmlChar *name, const xmlChar *public,
                        const xmlChar *system, const xmlChar *notation) {
  (void)name, (void)public, (void)system, (void)notation;
  refuse(data, HL_E_INPUT, entity_declared);
}

static void on_attlist(void *data, const xmlChar *element, const xmlChar *name,
                       int type, int def, const xmlChar *value,
                       xmlEnumerationPtr choices) {
  (void)element, (void)name, (void)type, (void)def;
  xmlFreeEnumeration(choices);
  if (value) refuse(data, HL_E_INPUT, "attribute default in the DOCTYPE");
}

/* ---- errors -------------------------------------------------------------- */
/* libxml2's message without line end and without bytes that could do harm on
** a terminal. */
static void tidy(const char *message, char *text, size_t size) {
  size_t n = 0;
  for (; message && *message && n + 1 < size; message++)
    if (*message != '\n')
      text[n++] = *message >= ' ' && *message <= '~' ? *message : '?';
  text[n] = '\0';
}

/* Also the thread's handler, for memory that runs out beside the parser. */
static void on_library_error(void *data, xmlErrorPtr error) {
  hl_xml *xml = data;
  if (!xml->status && error->code == XML_ERR_NO_MEMORY)
    xml->status = hl_nomem(xml->err);
}

static void on_error(void *data, xmlErrorPtr error) {
  hl_xml *xml = data;
  char text[160];
  on_library_error(data, error);
  if (xml->status || error->level != XML_ERR_FATAL)
    return; /* such as a prefix that is not bound: local names will do */
  tidy(error->message, text, sizeof text);
  xml->status = hl_fail_at(xml->err, HL_E_INPUT, hl_xml_line(xml),
                           "not well-formed XML: %s", text);
}

/* ---- driver -------------------------------------------------------------- */
static void init_library(void) {
  xmlInitParser();
}

static const unsigned char *intern(void *ctx, const char *name, int length) {
  return xmlDictLookup(ctx, (const xmlChar *)name, length);
}

static xmlParserCtxtPtr new_parser(hl_xml *xml) {
  xmlSAXHandler sax = {
      .initialized = XML_SAX2_MAGIC,
      .startElementNs = on_start,
      .endElementNs = on_end,
      .characters = on_text,
      .ignorableWhitespace = on_text,
      .cdataBlock = on_text,
      .internalSubset = on_doctype,
      .externalSubset = on_doctype_end,
      .entityDecl = on_entity,
      .unparsedEntityDecl = on_unparsed,
      .attributeDecl = on_attlist,
      .serror = on_error,
  };
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, xml, NULL, 0, NULL);
  if (parser) xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  return parser;
}

/* libxml2 keeps entity declarations in a document of its own making, which it
** leaves to us when the parse is stopped. */
static void close_xml(hl_xml *xml) {
  if (xml->parser && xml->parser->myDoc) xmlFreeDoc(xml->parser->myDoc);
  if (xml->parser) xmlFreeParserCtxt(xml->parser);
  hl_arena_free(&xml->arena);
  free(xml->state);
}

static bool open_xml(hl_xml *xml) {
  const hl_xml_format *format = xml->format;
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, init_library);
  xml->depth_limit = format->limits.depth ? format->limits.depth : DEPTH;
  xml->state = calloc(1, format->state_size ? format->state_size : 1);
  xml->parser = new_parser(xml);
  if (xml->state && xml->parser)
    xml->stack[0].node = xml->stack[0].scope =
        hl_xml_table_build(&xml->arena, format, intern, xml->parser->dict);
  return xml->stack[0].scope != NULL;
}

static void push(hl_xml *xml, const void *bytes, size_t length) {
  int names = xml->format->limits.names;
  if (xml->status || !length) return;
  xml->pushed += length;
  int code = xmlParseChunk(xml->parser, bytes, (int)length, 0);
  if (xml->status) return;
  if (code && xml->parser->disableSAX)
    refuse(xml, HL_E_INPUT, "not well-formed XML");
  else if (xmlDictSize(xml->parser->dict) > (names ? names : NAMES))
    refuse(xml, HL_E_LIMIT, "too many different names");
  else if (xml->in_doctype &&
           xml->pushed - xml->doctype_pushed > doctype_limit(xml))
    refuse(xml, HL_E_LIMIT, too_long_doctype);
}

/* Push the first `length` bytes of the buffer and move up the rest. */
static void push_held(hl_xml *xml, size_t length) {
  push(xml, xml->buffer, length);
  xml->held -= length;
  memmove(xml->buffer, xml->buffer + length, xml->held);
}

/* A buffer full of one thing: text, or markup that is larger than allowed. */
static void push_full(hl_xml *xml) {
  static const char entity[] = "<!ENTITY";
  if (xml->buffer[0] != '<' || hl_xml_markup_ends(xml->buffer, BUFFER))
    push_held(xml, BUFFER);
  else if (!memcmp(xml->buffer, entity, sizeof entity - 1))
    refuse(xml, HL_E_INPUT, entity_declared);
  else
    refuse(xml, HL_E_LIMIT, "64 KiB of markup without '>'");
}

/* `from` is where the bytes begin that came last. */
static void push_whole_tags(hl_xml *xml, size_t from) {
  size_t cut = hl_xml_last_open(xml->buffer, from, xml->held);
  if (cut < xml->held && cut > 0)
    push_held(xml, cut);
  else if (xml->held == BUFFER)
    push_full(xml);
}

static hl_status fill(hl_xml *xml, hl_source *source, size_t *got) {
  return source->read(source, xml->buffer + xml->held, BUFFER - xml->held, got,
                      xml->err);
}

/* Several roots are put into one, behind the XML declaration if there is one,
** whose end is in the first bytes. */
static void push_root_begin(hl_xml *xml) {
  static const char declaration[] = "<?xml";
  if (xml->held > sizeof declaration &&
      !memcmp(xml->buffer, declaration, sizeof declaration - 1)) {
    const unsigned char *end = memchr(xml->buffer, '>', xml->held);
    push_held(xml, end ? (size_t)(end - xml->buffer) + 1 : xml->held);
  }
  push(xml, HL_XML_ROOTS_OPEN, sizeof HL_XML_ROOTS_OPEN - 1);
}

/* Read on until there is something behind leading white space to begin with. */
static void begin(hl_xml *xml, hl_source *source) {
  enum {
    ENOUGH = 512
  }; /* for any XML declaration */
  size_t got = 1;
  while (!xml->status && got && xml->held < ENOUGH) {
    hl_xml_check(xml, fill(xml, source, &got));
    xml->held += got;
    size_t blank = hl_xml_leading(xml->buffer, xml->held, &xml->stripped_lines);
    xml->held -= blank;
    memmove(xml->buffer, xml->buffer + blank, xml->held);
  }
  if (!xml->status && !xml->held)
    hl_xml_check(xml, hl_fail(xml->err, HL_E_INPUT, "the file is empty"));
  if (xml->format->many_roots) push_root_begin(xml);
  if (!xml->status) push_whole_tags(xml, 0);
}

/* What is held when the source has ended: nothing of a tag that broke off. */
static void push_end(hl_xml *xml) {
  if (xml->held && xml->buffer[0] == '<' &&
      !hl_xml_markup_ends(xml->buffer, xml->held))
    return;
  push_held(xml, xml->held);
  if (xml->format->many_roots && xml->depth == 1 && !xml->skipped)
    push(xml, HL_XML_ROOTS_CLOSE, sizeof HL_XML_ROOTS_CLOSE - 1);
}

static void read_all(hl_xml *xml, hl_source *source, uint64_t size_limit) {
  size_t got = 1;
  begin(xml, source);
  while (!xml->status && got) {
    size_t from = xml->held;
    hl_xml_check(xml, hl_reading_check(xml->in, xml->err));
    if (!xml->status) hl_xml_check(xml, fill(xml, source, &got));
    if (xml->status) return;
    xml->held += got;
    push_whole_tags(xml, from);
    if (xml->pushed + xml->held > size_limit)
      refuse(xml, HL_E_LIMIT, "the file is too large");
  }
  push_end(xml);
}

static void read_xml(hl_xml *xml, hl_source *source, uint64_t size_limit) {
  const hl_xml_format *format = xml->format;
  read_all(xml, source, size_limit);
  if (xml->status) return;
  xml->in->ended_early = !xml->is_closed || source->ended_early;
  if (format->finish) format->finish(xml, xml->state);
}

/* The thread's own error handler of libxml2 is the host's: it is put back. */
hl_status hl_xml_read(const hl_xml_format *format, hl_reading *in,
                      hl_source *source, uint64_t size_limit, hl_error *err) {
  xmlStructuredErrorFunc handler = xmlStructuredError;
  void *handler_data = xmlStructuredErrorContext;
  hl_xml *xml = calloc(1, sizeof *xml);
  if (!xml) return hl_nomem(err);
  xml->format = format;
  xml->in = in;
  xml->err = err;
  xmlSetStructuredErrorFunc(xml, on_library_error);
  if (open_xml(xml))
    read_xml(xml, source, size_limit);
  else
    xml->status = hl_nomem(err);
  hl_status status = xml->status;
  close_xml(xml);
  xmlSetStructuredErrorFunc(handler_data, handler);
  free(xml);
  return status;
}
