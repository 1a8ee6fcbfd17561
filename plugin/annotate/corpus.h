/* SPDX-License-Identifier: MIT
**
** Two folders of recordings of one runner, clear and heavy legs, and how often
** each rule speaks of either: `heavylegs rules corpus`. No database.
*/
#ifndef HL_ANNOTATE_CORPUS_H
#define HL_ANNOTATE_CORPUS_H

#include "rules/workbench.h"

typedef struct hl_corpus_folders {
  const char *clear, *heavy;
} hl_corpus_folders;

hl_status hl_corpus(const hl_corpus_folders *folders, hl_rules *rules,
                    hl_bench_result *result, hl_error *err);

#endif
