/* SPDX-License-Identifier: MIT
**
** A document of ours (host bindings) through the driver that reads activity
** files: the same limits, no entities, nothing fetched. See xml.h.
*/
#include "read/format.h"

hl_status hl_xml_read_document(const hl_xml_format *format, void *ctx,
                               const hl_content *content, hl_error *err) {
  hl_source *source = NULL;
  hl_read_sink sink = {.ctx = ctx};
  hl_reading in = {.name = content->name, .sink = &sink};
  in.reader = hl_reader_new();
  if (!in.reader) return hl_nomem(err);
  hl_status status =
      hl_source_memory(&source, content->bytes, content->length, err);
  if (!status)
    status = hl_xml_read(format, &in, source, HL_READ_SIZE_LIMIT, err);
  if (!status && in.ended_early)
    status = hl_fail(err, HL_E_INPUT, "the document ends early");
  hl_source_close(source);
  hl_reader_free(in.reader);
  if (status) hl_error_where(err, content->name);
  return status;
}

void *hl_xml_document(const hl_xml *xml) {
  return hl_xml_reading(xml)->sink->ctx;
}
