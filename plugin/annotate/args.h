/* SPDX-License-Identifier: MIT
**
** A command's argument, taken apart: by SQLite's own JSON functions, so that
** there is no second JSON reader in the house.
*/
#ifndef HL_ANNOTATE_ARGS_H
#define HL_ANNOTATE_ARGS_H

#include "store/db.h"

typedef enum hl_arg_type {
  HL_ARG_ABSENT = 0,
  HL_ARG_NULL,
  HL_ARG_BOOL,
  HL_ARG_INT,
  HL_ARG_REAL,
  HL_ARG_TEXT,
  HL_ARG_LIST, /* of texts */
  HL_ARG_OBJECT,
} hl_arg_type;

typedef struct hl_arg {
  const char *key;
  hl_arg_type type;
  int64_t integer;   /* BOOL, INT */
  const char *text;  /* TEXT; otherwise the value as JSON writes it */
  const char **list; /* TEXT (one) and LIST */
  size_t list_n;
} hl_arg;

typedef struct hl_args {
  hl_arena *arena;
  hl_arg *arg;
  size_t n;
} hl_args;

/* What a command takes. */
typedef struct hl_args_form {
  const char *plain; /* key that a plain argument, or a list, is the value of;
                     ** NULL: none */
  const char *keys;  /* that are allowed, separated by blanks */
} hl_args_form;

/* HL_E_USAGE with a sentence for what the form does not allow. Texts live in
** args->arena, which the caller sets. */
hl_status hl_args_parse(hl_args *args, hl_store *store,
                        const hl_args_form *form, const char *argument,
                        hl_error *err);

/* Never NULL: a key that was not given has the type HL_ARG_ABSENT. */
const hl_arg *hl_args_find(const hl_args *args, const char *key);
/* NULL when the key was not given or is null. */
const char *hl_args_text(const hl_args *args, const char *key);
/* A whole number from 1 to `most`; *value stays as it is when the key was not
** given or is null. HL_E_USAGE for anything else; digits in a text count. */
hl_status hl_args_int(const hl_args *args, const char *key, int64_t most,
                      int64_t *value, hl_error *err);
/* NULL and 0 when not given; a text is a list of one. HL_E_USAGE when it is
** neither text nor list of texts. */
hl_status hl_args_list(const hl_args *args, const char *key,
                       const char *const **list, size_t *count, hl_error *err);

#endif
