/* SPDX-License-Identifier: MIT
**
** Epochs as one block of bytes; see epochs.h.
**
** Layout, little-endian: version u8, offset known u8, column mask u16, epochs
** u32, start ms i64, utc offset s i32, device u32, laps u32, distance f64; then
** each kept column as float32, then the flags as u16. The mask says what the
** run had.
** A change of layout or of cleaning raises HL_EPOCHS_VERSION: blocks are a
** cache, made again from the recording.
*/
#include <math.h>

#include "signal/bytes.h"
#include "signal/epochs.h"

enum {
  HEADER = 36,
  MAX_EPOCHS = 24 * 360
};

static const bool kept[] = {
#define HL_COLUMN_KEPT(id, name, unit, kept) kept,
    HL_COLUMNS(HL_COLUMN_KEPT)
#undef HL_COLUMN_KEPT
};

static int mask_of(const hl_epochs *epochs) {
  int mask = 0;
  for (int c = 0; c < HL_COLUMN_COUNT; c++)
    if (kept[c] && epochs->column[c]) mask |= 1 << c;
  return mask;
}

static size_t size_of(size_t n, int mask) {
  size_t columns = 0;
  for (int c = 0; c < HL_COLUMN_COUNT; c++)
    columns += (mask >> c) & 1;
  return HEADER + n * (columns * 4 + 2);
}

hl_status hl_epochs_pack(const hl_epochs *epochs, hl_arena *arena, void **bytes,
                         size_t *length, hl_error *err) {
  int mask = mask_of(epochs);
  hl_bytes_out out;
  *length = size_of(epochs->n, mask);
  *bytes = hl_arena_alloc(arena, *length, 1);
  if (!*bytes) return hl_nomem(err);
  out.at = *bytes;
  hl_put_int(&out, HL_EPOCHS_VERSION, 1);
  hl_put_int(&out, epochs->offset_known, 1);
  hl_put_int(&out, mask, 2);
  hl_put_int(&out, (int64_t)epochs->n, 4);
  hl_put_int(&out, epochs->start_ms, 8);
  hl_put_int(&out, epochs->utc_offset_s, 4);
  hl_put_int(&out, epochs->device, 4);
  hl_put_int(&out, epochs->lap_n, 4);
  hl_put_double(&out, epochs->distance_m);
  for (int c = 0; c < HL_COLUMN_COUNT; c++)
    for (size_t i = 0; (mask >> c & 1) && i < epochs->n; i++)
      hl_put_float(&out, epochs->column[c][i]);
  for (size_t i = 0; i < epochs->n; i++)
    hl_put_int(&out, epochs->flag[i], 2);
  return HL_OK;
}

static hl_status read_header(hl_bytes_in *in, hl_epochs *e, int *mask,
                             hl_error *err) {
  const int speeds = 1 << HL_COL_SPEED_MPS | 1 << HL_COL_GAS_MPS;
  int known = 0;
  int64_t n, version = hl_get_int(in, 1);
  if (in->failed || version != HL_EPOCHS_VERSION)
    return hl_fail(err, HL_E_INPUT, "epochs block of version %d, not %d",
                   (int)version, HL_EPOCHS_VERSION);
  for (int c = 0; c < HL_COLUMN_COUNT; c++)
    known |= kept[c] ? 1 << c : 0;
  e->offset_known = hl_get_int(in, 1) != 0;
  *mask = (int)hl_get_int(in, 2) & 0xffff;
  n = hl_get_int(in, 4);
  e->start_ms = hl_get_int(in, 8);
  e->utc_offset_s = (int32_t)hl_get_int(in, 4);
  e->device = (uint32_t)hl_get_int(in, 4);
  e->lap_n = (int)hl_get_int(in, 4);
  e->distance_m = hl_get_double(in);
  if (in->failed || n < 0 || n > MAX_EPOCHS || (*mask & ~known) ||
      (n > 0 && (*mask & speeds) != speeds) || !isfinite(e->distance_m))
    return hl_fail(err, HL_E_INPUT, "epochs block with a bad header");
  e->n = (size_t)n;
  return HL_OK;
}

static hl_status read_column(hl_bytes_in *in, hl_column c, hl_arena *arena,
                             hl_epochs *e, hl_error *err) {
  bool needed = c == HL_COL_SPEED_MPS || c == HL_COL_GAS_MPS;
  float *value = hl_arena_alloc(arena, e->n, sizeof *value);
  if (!value) return hl_nomem(err);
  for (size_t i = 0; i < e->n; i++) {
    value[i] = hl_get_float(in);
    if (isinf(value[i]) || (needed && isnan(value[i])))
      return hl_fail(err, HL_E_INPUT, "epochs block with a bad %s",
                     hl_column_name(c));
  }
  e->column[c] = value;
  return HL_OK;
}

hl_status hl_epochs_unpack(const void *bytes, size_t length, hl_arena *arena,
                           hl_epochs *epochs, hl_error *err) {
  hl_bytes_in in = {bytes, (const unsigned char *)bytes + length, false};
  hl_epochs e = {0};
  int mask = 0;
  hl_status status;
  *epochs = e;
  if ((status = read_header(&in, &e, &mask, err))) return status;
  if (length != size_of(e.n, mask))
    return hl_fail(err, HL_E_INPUT, "epochs block of %zu bytes, not %zu",
                   length, size_of(e.n, mask));
  if (e.n == 0) {
    *epochs = e;
    return HL_OK;
  }
  for (int c = 0; c < HL_COLUMN_COUNT; c++)
    if ((mask >> c & 1) &&
        (status = read_column(&in, (hl_column)c, arena, &e, err)))
      return status;
  e.flag = hl_arena_alloc(arena, e.n, sizeof *e.flag);
  if (!e.flag) return hl_nomem(err);
  for (size_t i = 0; i < e.n; i++)
    e.flag[i] = (uint16_t)hl_get_int(&in, 2);
  if ((status = hl_epochs_derive(&e, arena, err))) return status;
  *epochs = e;
  return HL_OK;
}
