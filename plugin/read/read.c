/* SPDX-License-Identifier: MIT
**
** From a path or bytes to the format's reader: unpack, recognise, hand over.
*/
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "read/decode.h"
#include "read/format.h"
#include "read/settle.h"
#include "read/xml_cut.h"

enum {
  GZIP_MOST = 2,  /* gzip within gzip */
  NESTED_MOST = 4 /* archives within archives */
};

struct hl_reader {
  hl_activity activity;
  bool (*cancelled)(void *ctx);
  void *cancel_ctx;
};

hl_reader *hl_reader_new(void) {
  hl_reader *reader = calloc(1, sizeof *reader);
  if (reader) hl_activity_init(&reader->activity, "");
  return reader;
}

void hl_reader_free(hl_reader *reader) {
  if (reader) hl_activity_free(&reader->activity);
  free(reader);
}

void hl_reader_set_cancel(hl_reader *reader, bool (*cancelled)(void *ctx),
                          void *ctx) {
  reader->cancelled = cancelled;
  reader->cancel_ctx = ctx;
}

/* ---- for formats --------------------------------------------------------- */
hl_status hl_reading_check(const hl_reading *in, hl_error *err) {
  const hl_reader *reader = in->reader;
  if (reader->cancelled && reader->cancelled(reader->cancel_ctx))
    return hl_fail(err, HL_E_CANCEL, "stopped on request");
  return HL_OK;
}

void hl_reading_drop(hl_reading *in, const char *reason, int64_t line) {
  hl_activity *activity = in->activity;
  if (activity->dropped++ == 0) {
    activity->dropped_reason = reason;
    activity->dropped_line = line;
  }
}

/* "Z" is what devices write that know no zone, so it says nothing. A time with
** no zone at all is local: it stands as if it were UTC, with offset 0. */
void hl_reading_clock(hl_reading *in, const hl_instant *instant) {
  hl_activity *activity = in->activity;
  if (activity->offset_source != HL_OFFSET_NONE) return;
  if (instant->has_zone && !instant->offset_s) return;
  activity->utc_offset_s = instant->offset_s;
  activity->offset_source = HL_OFFSET_FILE;
}

hl_status hl_reading_take(hl_reading *in, hl_error *err) {
  hl_activity *activity = in->activity;
  hl_status status = HL_OK;
  if (activity->n || activity->lap_n) {
    status = hl_activity_finish(activity, err);
    if (!status) status = hl_activity_distance_from_positions(activity, err);
    if (!status) hl_settle_sport(activity);
    if (!status)
      status = in->sink->take(in->sink->ctx, activity, in->part++, err);
  }
  hl_activity_reset(activity, activity->format);
  return status;
}

/* ---- recognise ----------------------------------------------------------- */
/* Is `word` one of the words in `list`, separated by blanks? */
static bool has_word(const char *list, const char *word) {
  size_t length = strlen(word);
  for (const char *at = list; at && *at;) {
    size_t n = strcspn(at, " ");
    if (n == length && !memcmp(at, word, n)) return true;
    at += n + strspn(at + n, " ");
  }
  return false;
}

static const hl_format_reader *recognise(const unsigned char *head,
                                         size_t length, const char *name,
                                         char *root, size_t root_size) {
  bool is_xml = hl_xml_root_name(head, length, root, root_size);
  if (!is_xml) root[0] = '\0';
  for (size_t i = 0; hl_format_readers[i]; i++) {
    const hl_format_reader *format = hl_format_readers[i];
    if (is_xml ? has_word(format->root, root)
               : format->sniff && format->sniff(head, length))
      return format;
  }
  /* The root may lie too deep, or the file may break off before it. */
  for (size_t i = 0; !is_xml && hl_format_readers[i]; i++)
    if (hl_format_readers[i]->xml &&
        hl_format_has_name(hl_format_readers[i], name))
      return hl_format_readers[i];
  return NULL;
}

static hl_status unknown(const char *root, hl_error *err) {
  if (!root[0])
    return hl_fail(err, HL_E_INPUT, "not in a known activity format");
  return hl_fail(err, HL_E_INPUT,
                 "not in a known activity format (root element <%s>)", root);
}

/* ---- read ---------------------------------------------------------------- */
static hl_status read_whole(const hl_format_reader *format, hl_reading *in,
                            hl_source *source, uint64_t limit, hl_error *err) {
  char *bytes = NULL;
  size_t length = 0;
  hl_status status = hl_source_load(source, limit, &bytes, &length, err);
  in->ended_early = source->ended_early;
  if (!status)
    status = format->read_whole(in, (const unsigned char *)bytes, length, err);
  free(bytes);
  return status;
}

static hl_status read_as(const hl_format_reader *format, hl_reading *in,
                         hl_source *source, hl_error *err) {
  uint64_t limit = format->size_limit ? format->size_limit : HL_READ_SIZE_LIMIT;
  int had = in->part;
  in->ended_early = false;
  in->no_activity = NULL;
  hl_activity_reset(in->activity, format->about.name);
  hl_status status;
  if (format->xml)
    status = hl_xml_read(format->xml, in, source, limit, err);
  else if (format->read_whole)
    status = read_whole(format, in, source, limit, err);
  else
    return format->read_source(in, source, err);
  if (status || in->part > had) return status;
  if (in->ended_early)
    return hl_fail(err, HL_E_INPUT,
                   "the file ends early, before its first complete point");
  return hl_fail(err, HL_E_INPUT, "no activity: %s",
                 in->no_activity ? in->no_activity : "nothing recorded in it");
}

/* Up to HL_SNIFF bytes of the beginning into `head`; *source is wrapped so that
** it gives them once more. */
static hl_status read_head(hl_source **source, unsigned char *head,
                           size_t *length, hl_error *err) {
  size_t got = 1;
  *length = 0;
  while (got && *length < HL_SNIFF) {
    hl_status status =
        (*source)->read(*source, head + *length, HL_SNIFF - *length, &got, err);
    if (status) return status;
    *length += got;
  }
  hl_source *inner = *source;
  *source = NULL;
  return hl_source_ahead(source, head, *length, inner, err);
}

static bool is_gzip(const unsigned char *head, size_t length) {
  return length > 2 && head[0] == 0x1f && head[1] == 0x8b;
}

/* Servers and browsers at times compress what is compressed already. */
static hl_status unpack(hl_source **source, unsigned char *head, size_t *length,
                        hl_error *err) {
  hl_status status = read_head(source, head, length, err);
  for (int i = 0; i < GZIP_MOST && !status && is_gzip(head, *length); i++) {
    hl_source *inner = *source;
    *source = NULL;
    status = hl_source_gzip(source, inner, err);
    if (!status) status = read_head(source, head, length, err);
  }
  if (!status && is_gzip(head, *length))
    status = hl_fail(err, HL_E_LIMIT, "gzip within gzip within gzip");
  return status;
}

typedef struct head_shows { /* what the first bytes show */
  const hl_format_reader *format;
  hl_encoding encoding; /* of XML */
} head_shows;

static hl_status recognise_head(const char *name, hl_span head, head_shows *c,
                                hl_error *err) {
  char root[64] = "";
  unsigned char *text = NULL;
  int lines = 0;
  size_t blank = hl_xml_leading(head.bytes, head.length, &lines);
  c->encoding = hl_encoding_of(head.bytes + blank, head.length - blank);
  if (c->encoding == HL_ENCODING_UTF16LE ||
      c->encoding == HL_ENCODING_UTF16BE) {
    text = malloc(2 * HL_SNIFF);
    if (!text) return hl_nomem(err);
    size_t length = hl_decode(c->encoding, &head, text, 2 * HL_SNIFF);
    head = (hl_span){text, length};
  }
  c->format = recognise(head.bytes, head.length, name, root, sizeof root);
  free(text);
  return c->format ? HL_OK : unknown(root, err);
}

static hl_status read_xml(const head_shows *c, hl_reading *in,
                          hl_source *source, hl_error *err) {
  hl_source *decoded = NULL;
  if (c->encoding == HL_ENCODING_UNKNOWN)
    return hl_fail_at(err, HL_E_INPUT, 1,
                      "encoding is not UTF-8, UTF-16, ISO-8859-1 or ASCII");
  if (c->encoding == HL_ENCODING_UTF8)
    return read_as(c->format, in, source, err);
  hl_status status = hl_source_decode(&decoded, source, c->encoding, err);
  if (!status) status = read_as(c->format, in, decoded, err);
  hl_source_close(decoded);
  return status;
}

/* Closes `source`. */
static hl_status read_source(hl_reading *in, hl_source *source, hl_error *err) {
  size_t length = 0;
  head_shows c = {0};
  unsigned char *head = malloc(HL_SNIFF);
  hl_status status = head ? unpack(&source, head, &length, err) : hl_nomem(err);
  if (!status && length == 0)
    status = hl_fail(err, HL_E_INPUT, "the file is empty");
  if (!status)
    status = recognise_head(in->name, (hl_span){head, length}, &c, err);
  free(head);
  if (!status && c.format->xml)
    status = read_xml(&c, in, source, err);
  else if (!status)
    status = read_as(c.format, in, source, err);
  hl_source_close(source);
  return status;
}

hl_status hl_reading_nested(hl_reading *in, hl_source *source, const char *name,
                            hl_error *err) {
  hl_reading inner = *in;
  inner.name = name;
  inner.path = NULL;
  inner.depth = in->depth + 1;
  if (inner.depth > NESTED_MOST) {
    hl_source_close(source);
    return hl_fail(err, HL_E_LIMIT, "archives are nested too deep");
  }
  hl_status status = read_source(&inner, source, err);
  in->part = inner.part;
  hl_error_where(err, name);
  return status;
}

hl_status hl_read_path(hl_reader *reader, const char *path,
                       const hl_read_sink *sink, hl_error *err) {
  hl_source *source = NULL;
  hl_reading in = {.reader = reader,
                   .name = path,
                   .path = path,
                   .sink = sink,
                   .activity = &reader->activity};
  hl_status status = hl_source_file(&source, path, err);
  if (!status) status = read_source(&in, source, err);
  if (status) hl_error_where(err, path);
  return status;
}

hl_status hl_read_bytes(hl_reader *reader, const hl_content *content,
                        const hl_read_sink *sink, hl_error *err) {
  hl_source *source = NULL;
  hl_reading in = {.reader = reader,
                   .name = content->name ? content->name : "",
                   .sink = sink,
                   .activity = &reader->activity};
  hl_status status =
      hl_source_memory(&source, content->bytes, content->length, err);
  if (!status) status = read_source(&in, source, err);
  if (status) hl_error_where(err, in.name);
  return status;
}
