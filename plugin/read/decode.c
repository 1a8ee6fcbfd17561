/* SPDX-License-Identifier: MIT
**
** Encodings to UTF-8; see decode.h. ISO-8859-1 and UTF-16 take some 3 ns a
** byte; UTF-8 never passes through here.
*/
#include "read/decode.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum {
  CHUNK = 16384,
  LONGEST_UTF8 = 4,
  LONGEST_NAME = 32,
};

/* ---- which --------------------------------------------------------------- */
/* Where the value of encoding="..." begins in an XML declaration; NULL: none.
** *length is its length. */
static const char *declared(const unsigned char *bytes, size_t length,
                            size_t *name_length) {
  static const char key[] = "encoding";
  const char *at = (const char *)bytes, *end = at + length;
  if (length < 6 || memcmp(at, "<?xml", 5) != 0) return NULL;
  const char *close = memchr(at, '>', length);
  if (close) end = close;
  for (; end - at > (ptrdiff_t)sizeof key; at++)
    if (!memcmp(at, key, sizeof key - 1)) break;
  at += sizeof key - 1;
  while (at < end && (*at == ' ' || *at == '='))
    at++;
  if (at >= end || (*at != '"' && *at != '\'')) return NULL;
  const char *quote = memchr(at + 1, *at, (size_t)(end - at - 1));
  if (!quote) return NULL;
  *name_length = (size_t)(quote - at - 1);
  return at + 1;
}

static hl_encoding named(const char *text, size_t length) {
  static const struct {
    const char *name;
    hl_encoding encoding;
  } known[] = {
      {"UTF-8", HL_ENCODING_UTF8},       {"UTF8", HL_ENCODING_UTF8},
      {"US-ASCII", HL_ENCODING_UTF8},    {"ASCII", HL_ENCODING_UTF8},
      {"UTF-16", HL_ENCODING_UTF8},      {"ISO-8859-1", HL_ENCODING_LATIN1},
      {"ISO8859-1", HL_ENCODING_LATIN1}, {"ISO_8859-1", HL_ENCODING_LATIN1},
      {"LATIN1", HL_ENCODING_LATIN1},
  };
  char name[LONGEST_NAME];
  if (length >= sizeof name) return HL_ENCODING_UNKNOWN;
  memcpy(name, text, length);
  name[length] = '\0';
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (hl_same_word(name, known[i].name)) return known[i].encoding;
  return HL_ENCODING_UNKNOWN;
}

hl_encoding hl_encoding_of(const unsigned char *bytes, size_t length) {
  if (length < 2) return HL_ENCODING_UTF8;
  unsigned first = bytes[0], second = bytes[1];
  if ((first == 0xff && second == 0xfe) || (first == '<' && second == 0))
    return HL_ENCODING_UTF16LE;
  if ((first == 0xfe && second == 0xff) || (first == 0 && second == '<'))
    return HL_ENCODING_UTF16BE;
  size_t name_length = 0;
  const char *name = declared(bytes, length, &name_length);
  return name ? named(name, name_length) : HL_ENCODING_UTF8;
}

/* ---- one character ------------------------------------------------------- */
static size_t put_utf8(uint32_t c, unsigned char *out) {
  if (c < 0x80) {
    out[0] = (unsigned char)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (unsigned char)(0xc0 | c >> 6);
    out[1] = (unsigned char)(0x80 | (c & 0x3f));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (unsigned char)(0xe0 | c >> 12);
    out[1] = (unsigned char)(0x80 | (c >> 6 & 0x3f));
    out[2] = (unsigned char)(0x80 | (c & 0x3f));
    return 3;
  }
  out[0] = (unsigned char)(0xf0 | c >> 18);
  out[1] = (unsigned char)(0x80 | (c >> 12 & 0x3f));
  out[2] = (unsigned char)(0x80 | (c >> 6 & 0x3f));
  out[3] = (unsigned char)(0x80 | (c & 0x3f));
  return 4;
}

static uint32_t unit(const unsigned char *bytes, hl_encoding encoding) {
  unsigned first = bytes[0], second = bytes[1];
  return encoding == HL_ENCODING_UTF16LE ? second << 8 | first
                                         : first << 8 | second;
}

/* Bytes of the character at `bytes`; 0 when it goes on behind `length`. */
static size_t take(hl_encoding encoding, const unsigned char *bytes,
                   size_t length, uint32_t *c) {
  if (encoding == HL_ENCODING_LATIN1) {
    *c = bytes[0];
    return 1;
  }
  if (length < 2) return 0;
  *c = unit(bytes, encoding);
  if (*c < 0xd800 || *c > 0xdbff) return 2; /* a lone second half stays one */
  if (length < 4) return 0;
  uint32_t low = unit(bytes + 2, encoding);
  if (low < 0xdc00 || low > 0xdfff) return 2;
  *c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
  return 4;
}

size_t hl_decode(hl_encoding encoding, hl_span *text, unsigned char *out,
                 size_t size) {
  size_t n = 0;
  uint32_t c = 0;
  while (text->length && size - n >= LONGEST_UTF8) {
    size_t step = take(encoding, text->bytes, text->length, &c);
    if (!step) break;
    n += put_utf8(c, out + n);
    text->bytes += step;
    text->length -= step;
  }
  return n;
}

/* ---- as a source --------------------------------------------------------- */
typedef struct decode_source {
  hl_source base; /* must be first */
  hl_source *inner;
  hl_encoding encoding;
  size_t held, out_at, out_n;
  unsigned char bytes[CHUNK];
  unsigned char out[2 * CHUNK]; /* ISO-8859-1 doubles at most */
} decode_source;

/* A character cut off by the end of the input is left away. */
static hl_status refill(decode_source *s, hl_error *err) {
  size_t more = 1;
  s->out_at = s->out_n = 0;
  while (more && !s->out_n) {
    hl_status status = s->inner->read(s->inner, s->bytes + s->held,
                                      CHUNK - s->held, &more, err);
    if (status) return status;
    hl_span text = {s->bytes, s->held + more};
    s->out_n = hl_decode(s->encoding, &text, s->out, sizeof s->out);
    s->held = text.length;
    memmove(s->bytes, text.bytes, text.length);
  }
  s->base.ended_early = s->inner->ended_early;
  return HL_OK;
}

static hl_status decode_read(hl_source *source, void *buffer, size_t size,
                             size_t *got, hl_error *err) {
  decode_source *s = (decode_source *)source;
  if (s->out_at == s->out_n) {
    hl_status status = refill(s, err);
    if (status) return status;
  }
  *got = size < s->out_n - s->out_at ? size : s->out_n - s->out_at;
  memcpy(buffer, s->out + s->out_at, *got);
  s->out_at += *got;
  return HL_OK;
}

static void decode_close(hl_source *source) {
  free(source);
}

hl_status hl_source_decode(hl_source **source, hl_source *inner,
                           hl_encoding encoding, hl_error *err) {
  decode_source *s = calloc(1, sizeof *s);
  if (!s) return hl_nomem(err);
  s->base.read = decode_read;
  s->base.close = decode_close;
  s->inner = inner;
  s->encoding = encoding;
  *source = &s->base;
  return HL_OK;
}
