/* SPDX-License-Identifier: MIT
**
** Where a stream of XML (UTF-8) may be cut before it is pushed into a parser.
**
** A cut just before a '<' keeps every tag whole in what the parser sees: tags
** are never split (so the size of the reads cannot change the result), and a
** tag that does not fit the buffer is known before it is parsed: libxml2 needs
** quadratic time for a tag with very many attributes.
*/
#ifndef HL_READ_XML_CUT_H
#define HL_READ_XML_CUT_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a UTF-8 byte order mark and white space at the beginning, which no
** XML declaration may have before it but most real files do; *lines is counted
** up by the line ends among them. */
size_t hl_xml_leading(const unsigned char *bytes, size_t length, int *lines);

/* Index of the last '<' at or behind `from`; `length` when there is none. */
size_t hl_xml_last_open(const unsigned char *bytes, size_t from, size_t length);

/* bytes[0] is the '<' of some markup: does it end within `length`? Quotes of a
** tag are heeded; for comments and the like any '>' will do. */
bool hl_xml_markup_ends(const unsigned char *bytes, size_t length);

/* Local name of the root element in the first bytes of a document into `name`,
** cut to fit; false when no root element is seen there. */
bool hl_xml_root_name(const unsigned char *bytes, size_t length, char *name,
                      size_t size);

#endif
