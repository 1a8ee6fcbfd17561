/* SPDX-License-Identifier: MIT
**
** What a coach does with rules outside of judging: make one, test it, have it
** looked over, read the reference, pass it on. Nothing here touches a
** database; results are text for people, with a count of what failed.
**
** `heavylegs rules new|test|lint|doc|options|pack|unpack` end here.
*/
#ifndef HL_RULES_WORKBENCH_H
#define HL_RULES_WORKBENCH_H

#include "base/text.h"
#include "rules/rules.h"

typedef struct hl_bench_result {
  hl_text text; /* to be printed as it is; hl_text_free() it */
  int done, failed;
} hl_bench_result;

/* Run every *_test.lua of a folder, or one test file, or the test beside one
** rule file. TAP. Each file's rules are those of its own folder beside the
** stock rules. HL_E_USAGE when there is no test. */
hl_status hl_bench_test(const char *path, hl_bench_result *result,
                        hl_error *err);

/* Look over a rule file or a folder of them: what does not load, wording,
** options nobody reads or declares, findings without evidence, causes never
** named, no author, no licence, no test. One line per remark. */
hl_status hl_bench_lint(const char *path, hl_bench_result *result,
                        hl_error *err);

/* The API reference as Markdown, from the declarations in C. */
hl_status hl_bench_doc(hl_text *out);

/* Options of every rule: value, default, range, unit, help, and who set it. */
void hl_bench_options(const hl_rules *rules, hl_text *out);

/* Write NAME.lua and NAME_test.lua into a folder, which is made when it is not
** there. HL_E_USAGE for a name that cannot be one and for files that exist. */
hl_status hl_bench_new(const char *folder, const char *name,
                       hl_bench_result *result, hl_error *err);

/* One file of rules, tests, options and texts to pass on, and back again.
** unpack writes nothing over what exists. */
hl_status hl_bench_pack(const char *path, hl_text *out, hl_error *err);
hl_status hl_bench_unpack(const char *pack, const char *folder,
                          hl_bench_result *result, hl_error *err);

#endif
