/* SPDX-License-Identifier: MIT
**
** See clock.h.
*/
#include "annotate/clock.h"

#include "store/setting.h"

hl_status hl_local_clock_open(hl_local_clock *clock, hl_store *store,
                              bool has_tables, const char *athlete,
                              hl_error *err) {
  hl_arena arena = {0};
  *clock = (hl_local_clock){0};
  const char *name =
      has_tables ? hl_setting_get(store, athlete, "timezone", &arena, NULL)
                 : NULL;
  hl_status status = hl_store_status(store, err);
  if (!status && name) status = hl_zone_open(name, &clock->setting, err);
  hl_arena_free(&arena);
  hl_error none = {0}; /* a machine without a zone is no fault of the runner */
  if (!status && !clock->setting) hl_zone_open(NULL, &clock->system, &none);
  if (none.status == HL_E_NOMEM) status = hl_nomem(err);
  return status;
}

void hl_local_clock_close(hl_local_clock *clock) {
  if (clock->setting) hl_zone_close(clock->setting);
  if (clock->system) hl_zone_close(clock->system);
  *clock = (hl_local_clock){0};
}

bool hl_local_clock_settle(const hl_local_clock *clock, hl_run_row *run) {
  hl_offset_source source = run->offset_source;
  if (source == HL_OFFSET_HOST || source == HL_OFFSET_FILE) return false;
  const hl_zone *zone = NULL;
  hl_offset_source now = HL_OFFSET_NONE;
  if (clock->setting) {
    zone = clock->setting;
    now = HL_OFFSET_SETTING;
  } else if (source == HL_OFFSET_SYSTEM) {
    return false;
  } else if (clock->system) {
    zone = clock->system;
    now = HL_OFFSET_SYSTEM;
  }
  int32_t offset_s = zone ? hl_zone_offset_s(zone, run->start_ms) : 0;
  bool same = now == source && offset_s == run->utc_offset_s;
  run->offset_source = now;
  run->utc_offset_s = offset_s;
  return !same;
}
