/* SPDX-License-Identifier: MIT
**
** A format's path table as a tree that the XML driver walks along.
**
** Knows nothing of libxml2: names are interned through a function given by
** the driver, so that the tree compares pointers.
*/
#ifndef HL_READ_XML_TABLE_H
#define HL_READ_XML_TABLE_H

#include "base/arena.h"
#include "read/xml.h"

typedef struct hl_xml_node hl_xml_node;
struct hl_xml_node {
  const unsigned char *name; /* interned */
  hl_xml_node *next;         /* sibling, in the order of the table */
  hl_xml_node *child, *attribute;
  const hl_xml_path *start, *end, *value; /* NULL: nothing to do */
  bool deep;        /* "//name": also below elements that are not named */
  bool looks_below; /* has a deep child */
};

typedef const unsigned char *hl_xml_intern(void *ctx, const char *name,
                                           int length);

/* The node above the root element, in `arena`; NULL when out of memory. */
hl_xml_node *hl_xml_table_build(hl_arena *arena, const hl_xml_format *format,
                                hl_xml_intern *intern, void *ctx);

/* Store text as the path's kind says into the format's state. True when the
** path's hook is to be called: the value was readable, or is text. */
bool hl_xml_store(const hl_xml_path *path, void *state, const char *text,
                  size_t length);

#endif
