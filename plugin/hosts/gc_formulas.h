/* SPDX-License-Identifier: MIT
**
** The live way into a GoldenCheetah that is running: lines for its filter box,
**
**     set(Heavy_Legs, "Harder than usual ...", Date = "2026/05/05")
**
** one for each field of ours that the athlete's files do not say yet. It sets
** them in memory and asks to save them in the end. GoldenCheetah finds the
** activity by its date alone, so days with several activities are left out and
** counted; and it knows only fields that are configured.
*/
#ifndef HL_HOSTS_GC_FORMULAS_H
#define HL_HOSTS_GC_FORMULAS_H

#include "hosts/gc_files.h"

typedef struct hl_gc_formulas {
  hl_text lines; /* JSON texts with commas; the caller frees, also below */
  hl_text files; /* {"file":name,"tags":{name:text or null}} with commas, of
                 ** those that are left out too */
  int64_t left_out;
} hl_gc_formulas;

/* HL_E_NOMEM and HL_E_HOST of the database. */
hl_status hl_gc_formulas_read(hl_store *store, const hl_gc_place *place,
                              hl_gc_formulas *formulas, hl_error *err);

#endif
