/* SPDX-License-Identifier: MIT
**
** The rules that are in force for one athlete here and now: the stock rules,
** then the folders of the command's argument or else of the setting, then
** ~/.config/heavylegs/rules where it exists (XDG_CONFIG_HOME is honoured).
*/
#ifndef HL_ANNOTATE_RULEBOOK_H
#define HL_ANNOTATE_RULEBOOK_H

#include "annotate/task.h"
#include "rules/rules.h"
#include "rules/texts.h"

enum {
  HL_RULEBOOK_FOLDERS = 32 /* most */
};

typedef struct hl_rulebook {
  hl_rules *rules;
  const char *folder[HL_RULEBOOK_FOLDERS]; /* of coaches, in order */
  size_t folder_n;
  const char *language; /* NULL: English */
  double budget;
  bool imperial;
  const char *remark; /* what the runner should know about it; NULL: nothing */
} hl_rulebook;

/* HL_E_USAGE when the argument names a folder that is not there. */
hl_status hl_rulebook_open(hl_task *task, const char *athlete,
                           hl_rulebook *book, hl_error *err);
void hl_rulebook_close(hl_rulebook *book);
/* The wording alone, in the athlete's language; hl_texts_free(). */
hl_status hl_rulebook_texts(hl_task *task, const char *athlete,
                            hl_texts **texts, hl_error *err);

/* ~/.config/heavylegs/NAME, there or not; NULL where there is no home. */
hl_status hl_own_folder(const char *name, hl_arena *arena, const char **folder,
                        hl_error *err);

#endif
