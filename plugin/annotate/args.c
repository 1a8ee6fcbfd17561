/* SPDX-License-Identifier: MIT
**
** See args.h.
*/
#include "annotate/args.h"

#include <string.h>

#include "base/number.h"

static const hl_arg absent = {.type = HL_ARG_ABSENT};

static bool is_json(const char *argument) {
  return argument[0] == '{' || argument[0] == '[';
}

/* Is `key` one of the words of `known`? */
static bool is_known(const char *known, const char *key) {
  size_t length = strlen(key);
  for (const char *at = known; length && (at = strstr(at, key)); at += length)
    if ((at == known || at[-1] == ' ') && (!at[length] || at[length] == ' '))
      return true;
  return false;
}

static hl_arg_type type_of(const char *name) {
  static const struct {
    const char *name;
    hl_arg_type type;
  } types[] = {{"null", HL_ARG_NULL},  {"true", HL_ARG_BOOL},
               {"false", HL_ARG_BOOL}, {"integer", HL_ARG_INT},
               {"real", HL_ARG_REAL},  {"text", HL_ARG_TEXT},
               {"array", HL_ARG_LIST}, {"object", HL_ARG_OBJECT}};
  for (size_t i = 0; name && i < sizeof types / sizeof types[0]; i++)
    if (!strcmp(types[i].name, name)) return types[i].type;
  return HL_ARG_ABSENT;
}

static hl_status one_text(hl_arg *arg, hl_arena *arena, hl_error *err) {
  arg->list = hl_arena_alloc(arena, 1, sizeof *arg->list);
  if (!arg->list || !arg->text) return hl_nomem(err);
  arg->list[0] = arg->text;
  arg->list_n = 1;
  return HL_OK;
}

/* The texts of a list; anything else in it makes it no list at all. */
static hl_status read_list(hl_store *store, hl_arg *arg, hl_arena *arena,
                           hl_error *err) {
  hl_query *query =
      hl_query_of(store, "SELECT type = 'text', value, count(*) OVER () "
                         "FROM json_each(:json) ORDER BY key");
  hl_bind_text(query, ":json", arg->text);
  while (hl_query_row(query)) {
    bool is_text = hl_column_int(query) != 0;
    const char *value = hl_column_text_or_null(query, arena);
    size_t count = (size_t)hl_column_int(query);
    if (!arg->list) arg->list = hl_arena_alloc(arena, count, sizeof *arg->list);
    if (!arg->list || !value || !is_text) {
      hl_query_end(query);
      if (arg->list && !is_text) arg->type = HL_ARG_OBJECT;
      return arg->list && !is_text ? HL_OK : hl_nomem(err);
    }
    arg->list[arg->list_n++] = value;
  }
  return hl_store_status(store, err);
}

static hl_status read_lists(hl_store *store, hl_args *args, hl_error *err) {
  hl_arena *arena = args->arena;
  hl_status status = HL_OK;
  for (size_t i = 0; i < args->n && !status; i++) {
    hl_arg *arg = &args->arg[i];
    if (arg->type == HL_ARG_TEXT) status = one_text(arg, arena, err);
    if (arg->type == HL_ARG_LIST) status = read_list(store, arg, arena, err);
  }
  return status;
}

static hl_status refuse_unknown(const hl_args *args, const char *known,
                                hl_error *err) {
  for (size_t i = 0; i < args->n; i++) {
    const char *key = args->arg[i].key;
    if (!is_known(known, key))
      return hl_fail(err, HL_E_USAGE,
                     "\"%.40s\" is not known here; known are: %s", key, known);
    for (size_t j = 0; j < i; j++)
      if (!strcmp(args->arg[j].key, key))
        return hl_fail(err, HL_E_USAGE, "\"%.40s\" is given twice", key);
  }
  return HL_OK;
}

/* json_valid() answers "no" when it runs out of memory; json() says which. */
static hl_status check_json(hl_store *store, const char *json, hl_error *err) {
  hl_error why = {0};
  hl_query *query = hl_query_of(store, "SELECT json(:json)");
  hl_bind_text(query, ":json", json);
  hl_query_row(query);
  hl_query_end(query);
  hl_status status = hl_store_status(store, &why);
  if (status == HL_E_HOST)
    return hl_fail(err, HL_E_USAGE, "the argument is not valid JSON (%s)",
                   why.text);
  return hl_store_status(store, err);
}

/* The members of an object. */
static hl_status read_object(hl_store *store, const char *json, hl_args *args,
                             hl_error *err) {
  hl_arena *arena = args->arena;
  /* json_each() of SQLite 3.40 reads a fraction by the locale: 6.5 is 6 in a
  ** German host. Of two paths json_extract() gives the digits as written. */
  hl_query *query = hl_query_of(
      store, "SELECT key, type, CASE type WHEN 'real' THEN "
             "substr(json_extract(:json, fullkey, fullkey), 2, "
             "instr(json_extract(:json, fullkey, fullkey), ',') - 2) "
             "ELSE value END, count(*) OVER () FROM json_each(:json)");
  hl_bind_text(query, ":json", json);
  while (hl_query_row(query)) {
    hl_arg arg = {.key = hl_column_text(query, arena)};
    const char *type = hl_column_text(query, arena);
    arg.text = hl_column_text_or_null(query, arena);
    size_t count = (size_t)hl_column_int(query);
    arg.type = type_of(type);
    if (arg.type == HL_ARG_BOOL) arg.integer = type[0] == 't';
    if (arg.type == HL_ARG_INT &&
        !hl_parse_int(arg.text, strlen(arg.text), &arg.integer))
      arg.type = HL_ARG_REAL; /* beyond 64 bits */
    if (!args->arg) args->arg = hl_arena_alloc(arena, count, sizeof arg);
    if (!args->arg || !arg.key) {
      hl_query_end(query);
      return hl_nomem(err);
    }
    args->arg[args->n++] = arg;
  }
  return hl_store_status(store, err);
}

/* A plain value, or a list: the value of the form's plain key. */
static hl_status read_plain(const char *argument, const char *plain,
                            hl_args *args, hl_error *err) {
  if (!plain)
    return hl_fail(err, HL_E_USAGE, "this command takes no plain argument");
  hl_arg *arg = hl_arena_alloc(args->arena, 1, sizeof *arg);
  char *text = hl_arena_text(args->arena, argument, strlen(argument));
  if (!arg || !text) return hl_nomem(err);
  arg->key = plain;
  arg->type = argument[0] == '[' ? HL_ARG_LIST : HL_ARG_TEXT;
  arg->text = text;
  args->arg = arg;
  args->n = 1;
  return HL_OK;
}

hl_status hl_args_parse(hl_args *args, hl_store *store,
                        const hl_args_form *form, const char *argument,
                        hl_error *err) {
  hl_status status = HL_OK;
  if (!argument || !*argument) return HL_OK;
  if (is_json(argument)) status = check_json(store, argument, err);
  if (status) return status;
  status = argument[0] == '{' ? read_object(store, argument, args, err)
                              : read_plain(argument, form->plain, args, err);
  if (!status) status = refuse_unknown(args, form->keys, err);
  if (!status) status = read_lists(store, args, err);
  return status;
}

const hl_arg *hl_args_find(const hl_args *args, const char *key) {
  for (size_t i = 0; i < args->n; i++)
    if (!strcmp(args->arg[i].key, key)) return &args->arg[i];
  return &absent;
}

const char *hl_args_text(const hl_args *args, const char *key) {
  const hl_arg *arg = hl_args_find(args, key);
  return arg->type == HL_ARG_NULL ? NULL : arg->text;
}

hl_status hl_args_int(const hl_args *args, const char *key, int64_t most,
                      int64_t *value, hl_error *err) {
  const hl_arg *arg = hl_args_find(args, key);
  int64_t number = arg->integer;
  bool good = arg->type == HL_ARG_INT;
  if (arg->type == HL_ARG_ABSENT || arg->type == HL_ARG_NULL) return HL_OK;
  if (arg->type == HL_ARG_TEXT)
    good = hl_parse_int(arg->text, strlen(arg->text), &number);
  if (!good || number < 1 || number > most)
    return hl_fail(err, HL_E_USAGE,
                   "\"%s\" must be a whole number from 1 to %lld", key,
                   (long long)most);
  *value = number;
  return HL_OK;
}

hl_status hl_args_list(const hl_args *args, const char *key,
                       const char *const **list, size_t *count, hl_error *err) {
  const hl_arg *arg = hl_args_find(args, key);
  *list = NULL;
  *count = 0;
  if (arg->type == HL_ARG_ABSENT || arg->type == HL_ARG_NULL) return HL_OK;
  if (arg->type != HL_ARG_TEXT && arg->type != HL_ARG_LIST)
    return hl_fail(err, HL_E_USAGE, "\"%s\" must be a text or a list of texts",
                   key);
  *list = (const char *const *)arg->list;
  *count = arg->list_n;
  return HL_OK;
}
