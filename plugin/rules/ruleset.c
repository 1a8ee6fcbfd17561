/* SPDX-License-Identifier: MIT
**
** Loading a rule set: the stock rules inside the plugin, then every .lua file
** directly in a coach's folder that is not a test. Then the settings, the
** order of evaluation, the hashes.
*/
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/file.h"
#include "rules/arbiter.h"
#include "rules/judge.h"
#include "rules/settings.h"

typedef struct loader {
  hl_rules *set;
  const char *folder; /* that is walked; NULL: stock */
  hl_error *err;
} loader;

static hl_rule *add_rule(hl_rules *set) {
  hl_rule *list = hl_arena_more(&set->arena, set->rule, set->n, &set->capacity,
                                sizeof *list);
  if (!list) return NULL;
  set->rule = list;
  hl_rule *rule = &list[set->n];
  memset(rule, 0, sizeof *rule);
  return rule;
}

static const char *keep(hl_rules *set, const char *text, size_t length) {
  return hl_arena_text(&set->arena, text, length);
}

hl_status hl_rules_add_broken(hl_rules *set, const char *path,
                              const hl_error *why, hl_error *err) {
  hl_rule *rule = set->n < HL_ARBITER_MAX ? add_rule(set) : NULL;
  if (!rule) return set->n < HL_ARBITER_MAX ? hl_nomem(err) : HL_OK;
  rule->version = rule->title = rule->author = rule->licence = "";
  rule->pattern = HL_NO_PATTERN;
  rule->is_enabled = true;
  rule->source = "";
  rule->path = keep(set, path, strlen(path));
  if (!rule->path) return hl_nomem(err);
  rule->file = hl_base_name(rule->path);
  rule->id = hl_rule_guess_id(rule, &set->arena);
  if (!rule->id) return hl_nomem(err);
  set->n++;
  return hl_rule_fail(rule, why, &set->arena, err);
}

/* ---- the same id twice ---- */

static hl_rule *find_rule(const hl_rules *set, const char *id) {
  for (size_t i = 0; i < set->n; i++)
    if (!strcmp(set->rule[i].id, id)) return &set->rule[i];
  return NULL;
}

/* The second one is the error: the first goes on working. */
static hl_status refuse_double(hl_rules *set, hl_rule *rule, hl_error *err) {
  const hl_rule *other = find_rule(set, rule->id);
  if (!other) return HL_OK;
  hl_error why = {0};
  hl_fail(&why, HL_E_RULE, "the id '%s' is taken by %s", rule->id, other->path);
  hl_rule_free(rule);
  hl_text id = {0};
  hl_text_format(&id, "%s (%s)", rule->id, rule->path);
  rule->id = id.failed ? NULL : keep(set, hl_text_cstr(&id), id.length);
  hl_text_free(&id);
  if (!rule->id) return hl_nomem(err);
  return rule->error ? HL_OK : hl_rule_fail(rule, &why, &set->arena, err);
}

/* A rule file in memory. */
typedef struct source {
  const char *path, *bytes;
  size_t length;
  bool is_stock;
} source;

static hl_status add_source(hl_rules *set, const source *from, hl_error *err) {
  if (set->n == HL_ARBITER_MAX) return HL_OK;
  hl_rule *rule = add_rule(set);
  if (!rule) return hl_nomem(err);
  const char *path = keep(set, from->path, strlen(from->path));
  rule->source = keep(set, from->bytes, from->length);
  rule->source_length = from->length;
  if (!path || !rule->source) return hl_nomem(err);
  rule->is_stock = from->is_stock;
  rule->path = from->is_stock ? "stock" : path;
  rule->file = hl_base_name(path);
  hl_status status = hl_rule_load(set, rule, &set->arena, err);
  if (!status) status = refuse_double(set, rule, err);
  if (!status) set->n++;
  return status;
}

/* ---- files ---- */

static hl_status add_stock(hl_rules *set, hl_error *err) {
  hl_status status = HL_OK;
  for (const hl_embedded *f = hl_embedded_files; f->path && !status; f++) {
    if (strncmp(f->path, "lua/rules/", 10) != 0) continue;
    source from = {f->path, f->bytes, f->length, true};
    status = add_source(set, &from, err);
    if (!status && set->rule[set->n - 1].error)
      status = hl_fail(err, HL_E_INTERNAL, "stock rule: %s",
                       set->rule[set->n - 1].error);
  }
  return status;
}

/* A rule file lies in the folder itself, ends in .lua and is no test. */
static bool is_rule_file(const char *folder, const char *path) {
  size_t n = strlen(folder);
  if (strncmp(path, folder, n) != 0) return false;
  while (path[n] == '/')
    n++;
  const char *name = path + n;
  return !strchr(name, '/') && hl_ends_with(name, ".lua") &&
         !hl_ends_with(name, "_test.lua");
}

static hl_status visit_file(void *ctx, const char *path, hl_error *err) {
  loader *l = ctx;
  if (!is_rule_file(l->folder, path)) return HL_OK;
  char *bytes = NULL;
  size_t length = 0;
  hl_error why = {0};
  hl_status status =
      hl_file_load(path, HL_SANDBOX_SOURCE, &bytes, &length, &why);
  if (!status) {
    source from = {path, bytes, length, false};
    status = add_source(l->set, &from, err);
  } else if (status != HL_E_NOMEM) {
    status = hl_rules_add_broken(l->set, path, &why, err);
  }
  free(bytes);
  return status;
}

static hl_status add_folder(hl_rules *set, const char *folder, hl_error *err) {
  if (!hl_path_is_folder(folder)) {
    hl_error why = {0};
    hl_fail(&why, HL_E_RULE, "there is no folder '%s'", folder);
    return hl_rules_add_broken(set, folder, &why, err);
  }
  loader l = {.set = set, .folder = folder, .err = err};
  return hl_walk(folder, visit_file, NULL, &l, err);
}

/* ---- order ---- */

/* Does rule `a` look at what rule `b` says: explain it, or use it? */
static bool depends(const hl_rule *a, const hl_rule *b) {
  for (size_t i = 0; i < a->explains.n; i++)
    if (!strcmp(a->explains.item[i], b->id)) return true;
  for (size_t i = 0; i < a->uses.n; i++)
    if (!strncmp(a->uses.item[i], "rule.", 5) &&
        !strcmp(a->uses.item[i] + 5, b->id))
      return true;
  return false;
}

/* May rule `i` be asked next, given which are placed? */
static bool is_ready(const hl_rules *set, const bool *placed, size_t i) {
  for (size_t k = 0; k < set->n; k++)
    if (!placed[k] && k != i && depends(&set->rule[i], &set->rule[k]))
      return false;
  return !depends(&set->rule[i], &set->rule[i]);
}

/* What is asked about comes before what asks; else the order of loading. Rules
** that wait for each other are errors and come last. */
static hl_status sort_rules(hl_rules *set, hl_error *err) {
  hl_rule *sorted = hl_arena_alloc(&set->arena, set->n, sizeof *sorted);
  bool *placed = hl_arena_alloc(&set->arena, set->n, sizeof *placed);
  if (!sorted || !placed) return hl_nomem(err);
  size_t n = 0;
  for (bool moved = true; moved;) {
    moved = false;
    for (size_t i = 0; i < set->n && !moved; i++) {
      if (placed[i] || !is_ready(set, placed, i)) continue;
      sorted[n++] = set->rule[i];
      placed[i] = moved = true;
    }
  }
  hl_error why = {0};
  hl_fail(&why, HL_E_RULE, "rules that explain or use each other in a circle");
  for (size_t i = 0; i < set->n; i++) {
    if (placed[i]) continue;
    hl_rule_free(&set->rule[i]);
    sorted[n++] = set->rule[i];
    if (!sorted[n - 1].error &&
        hl_rule_fail(&sorted[n - 1], &why, &set->arena, err))
      return HL_E_NOMEM;
  }
  set->rule = sorted;
  set->capacity = set->n;
  return HL_OK;
}

/* ---- the whole ---- */

static hl_status settle_rules(hl_rules *set, hl_error *err) {
  hl_hasher *hasher = hl_hasher_new();
  if (!hasher) return hl_nomem(err);
  hl_status status = HL_OK;
  for (size_t i = 0; i < set->n && !status; i++) {
    hl_error why = {0};
    status = hl_rule_settle(set, &set->rule[i], &why);
    if (status) hl_fail(err, status, "%s", why.text);
    hl_hasher_add(hasher, set->rule[i].id, strlen(set->rule[i].id) + 1);
    hl_hasher_add(hasher, set->rule[i].hash, sizeof set->rule[i].hash);
  }
  hl_hash_print(hl_hasher_end(hasher), set->hash);
  return status;
}

static hl_status load_all(hl_rules *set, const hl_rules_options *options,
                          hl_error *err) {
  hl_status status = hl_texts_load(options->language, options->folders,
                                   options->folder_n, &set->texts, err);
  if (!status) status = add_stock(set, err);
  for (size_t i = 0; i < options->folder_n && !status; i++)
    status = add_folder(set, options->folders[i], err);
  if (!status && hl_texts_flaw(set->texts)->status)
    status = hl_rules_add_broken(set, "texts", hl_texts_flaw(set->texts), err);
  if (!status) status = sort_rules(set, err);
  if (!status) status = hl_settings_apply(set, options, err);
  if (!status) status = settle_rules(set, err);
  return status;
}

hl_status hl_rules_load(const hl_rules_options *options, hl_rules **rules,
                        hl_error *err) {
  *rules = NULL;
  hl_rules *set = calloc(1, sizeof *set);
  if (!set) return hl_nomem(err);
  set->budget = options->budget > 0 ? options->budget : 2;
  set->is_imperial = options->imperial;
  set->athlete = options->settings
                     ? *options->settings
                     : (hl_athlete){.max_bpm = NAN, .resting_bpm = NAN};
  set->windows = hl_windows_new();
  set->arbiter = calloc(1, sizeof *set->arbiter);
  bool complete = set->windows && set->arbiter;
  hl_status status = complete ? load_all(set, options, err) : hl_nomem(err);
  if (!status) {
    set->proposal = calloc(set->n ? set->n : 1, sizeof *set->proposal);
    status = set->proposal ? HL_OK : hl_nomem(err);
    hl_rules_begin(set);
  }
  if (status) {
    hl_rules_free(set);
    return status == HL_E_NOMEM ? hl_nomem(err) : status;
  }
  *rules = set;
  return HL_OK;
}

void hl_rules_free(hl_rules *set) {
  if (!set) return;
  for (size_t i = 0; i < set->n; i++)
    hl_rule_free(&set->rule[i]);
  hl_texts_free(set->texts);
  hl_windows_free(set->windows);
  hl_learners_free(&set->learners);
  free(set->arbiter);
  free(set->proposal);
  hl_arena_free(&set->arena);
  free(set);
}
