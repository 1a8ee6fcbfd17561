/* SPDX-License-Identifier: MIT
**
** Character encodings of XML files, made UTF-8 before any parser sees them.
**
** Known are UTF-8, UTF-16 in both byte orders, ISO-8859-1 and ASCII, which is
** what activity files come in. Doing this here instead of in libxml2 keeps
** iconv and its several hundred encodings out, lets tags be found by bytes,
** and keeps conversion errors from libxml2's global handler, which prints.
*/
#ifndef HL_READ_DECODE_H
#define HL_READ_DECODE_H

#include <stddef.h>

#include "read/source.h"

typedef enum hl_encoding {
  HL_ENCODING_UTF8, /* and ASCII; checked by the parser */
  HL_ENCODING_UTF16LE,
  HL_ENCODING_UTF16BE,
  HL_ENCODING_LATIN1,
  HL_ENCODING_UNKNOWN, /* declared, and none of these */
} hl_encoding;

/* From the first bytes: byte order mark, '<' in its width, XML declaration. A
** declared UTF-16 that is not wide is UTF-8: some tools write text that was
** UTF-16 in memory and leave the declaration. [any thread] */
hl_encoding hl_encoding_of(const unsigned char *bytes, size_t length);

typedef struct hl_span {
  const unsigned char *bytes;
  size_t length;
} hl_span;

/* UTF-8 of `text` into `out`, as much as fits; `text` moves on behind what was
** taken. A pair of surrogates that is none becomes bytes that are not UTF-8, so
** that the parser refuses them with their line. Returns the bytes written. */
size_t hl_decode(hl_encoding encoding, hl_span *text, unsigned char *out,
                 size_t size);

/* UTF-8 of what `inner` holds, for UTF-16 and ISO-8859-1. `inner` stays the
** caller's. */
hl_status hl_source_decode(hl_source **source, hl_source *inner,
                           hl_encoding encoding, hl_error *err);

#endif
