/* SPDX-License-Identifier: MIT
**
** heavylegs install dbbrowser [FILE]: DB Browser for SQLite loads the plugin
** with every database it opens, and a database that holds runs is annotated
** while it opens.
**
** FILE is its settings, ~/.config/sqlitebrowser/sqlitebrowser.conf unless given
** (Flatpak keeps another). Two values change: the list of extensions, and the
** SQL that runs when a database has been opened, where ours goes before the
** user's, between two comments. DB Browser writes the whole file anew when it
** closes, so uninstall cuts these two out again and leaves the rest.
*/
#include <string.h>

#include "doors/cli_ini.h"
#include "doors/cli_install.h"

/* A database that is no one's host and holds nothing of ours stays untouched.
** Rows, not SELECT: DB Browser undoes what a SELECT wrote. */
#define BEGIN "/* heavylegs */"
#define END "/* heavylegs end */"
static const char *const at_open =
    BEGIN " INSERT INTO heavylegs(command, argument) SELECT 'annotate', NULL "
          "WHERE EXISTS (SELECT 1 FROM heavylegs_hosts WHERE is_detected AND "
          "writes) OR EXISTS (SELECT 1 FROM sqlite_master WHERE name = "
          "'heavylegs_run'); " END;

static int locate(hl_install *in, hl_text *place) {
  const char *typed = hl_install_argument(in, 0);
  int rc;

  if (typed != NULL) return hl_install_real_path(in, typed, place);
  rc = hl_install_home(in, "XDG_CONFIG_HOME", ".config", place);
  hl_text_add(place, "/sqlitebrowser/sqlitebrowser.conf");
  return rc;
}

/* ---- the list of extensions: paths with ", " between them ---- */

static bool is_ours(const char *item, size_t n) {
  static const char name[] = "/heavylegs.so";
  size_t tail = sizeof name - 1;

  if (n > 0 && item[n - 1] == '"') n--;
  return n > tail && memcmp(item + n - tail, name, tail) == 0;
}

/* Behind the item that begins at `at`: a comma in quotes does not end it. */
static const char *item_end(const char *at) {
  bool quoted = false;

  for (; *at && (quoted || *at != ','); at++) {
    if (*at == '\\' && at[1])
      at++;
    else if (*at == '"')
      quoted = !quoted;
  }
  return at;
}

static void add_item(hl_text *out, const char *item, size_t n) {
  if (out->length > 0) hl_text_add(out, ", ");
  hl_text_add_n(out, item, n);
}

/* The list without any heavylegs.so in it. */
static void others(const char *list, hl_text *out) {
  while (*list) {
    const char *end = item_end(list);
    if (!is_ours(list, (size_t)(end - list)) && end > list &&
        strncmp(list, "@Invalid()", 10) != 0)
      add_item(out, list, (size_t)(end - list));
    list = end + (*end == ',');
    list += strspn(list, " ");
  }
}

/* Qt writes other characters in ways of its own; such a path is refused. */
static int check_path(const hl_install *in) {
  const char *c;

  for (c = in->cli->so_path; *c; c++)
    if (*c < ' ' || *c > '~' || strchr("\"\\%;,=", *c))
      return hl_cli_fail(in->cli,
                         "the path %s cannot be written into the settings of "
                         "DB Browser: install heavylegs in a folder with a "
                         "plainer name",
                         in->cli->so_path);
  return HL_DONE;
}

static void list_with_us(hl_install *in, const hl_text *ini, hl_text *list) {
  hl_text old = {0};

  hl_ini_get(ini, "extensions", "list", &old);
  others(hl_text_cstr(&old), list);
  add_item(list, in->cli->so_path, strlen(in->cli->so_path));
  hl_text_free(&old);
}

/* ---- the SQL that runs at opening ---- */

/* What is between the quotes; a value without quotes as it is. */
static void unquote(hl_text *value) {
  size_t n = value->length;

  if (n < 2 || value->bytes[0] != '"' || value->bytes[n - 1] != '"') return;
  memmove(value->bytes, value->bytes + 1, n - 2);
  value->length = n - 2;
  value->bytes[value->length] = '\0';
}

/* The user's own SQL, as Qt escaped it. */
static void others_sql(const hl_text *ini, hl_text *sql) {
  hl_text old = {0};
  char *from, *to;

  hl_ini_get(ini, "db", "defaultsqltext", &old);
  unquote(&old);
  from = old.length ? strstr(old.bytes, BEGIN) : NULL;
  to = from ? strstr(from, END) : NULL;
  if (to == NULL) {
    hl_text_add(sql, hl_text_cstr(&old));
  } else {
    hl_text_add_n(sql, old.bytes, (size_t)(from - old.bytes));
    to += strlen(END);
    hl_text_add(sql, to + strspn(to, " "));
  }
  hl_text_free(&old);
}

static void sql_with_us(const hl_text *ini, hl_text *value) {
  hl_text own = {0};

  others_sql(ini, &own);
  hl_text_format(value, "\"%s%s%s\"", at_open, own.length ? " " : "",
                 hl_text_cstr(&own));
  hl_text_free(&own);
}

/* ---- the file ---- */

static void set_both(const hl_text *ini, const char *list, const char *sql,
                     hl_text *out) {
  hl_text half = {0};

  hl_ini_put(ini, "extensions", "list", list, &half);
  hl_ini_put(&half, "db", "defaultsqltext", sql, out);
  hl_text_free(&half);
}

static int put_file(hl_install *in, const hl_text *ini) {
  hl_text list = {0}, sql = {0}, after = {0};
  hl_install_change change = {.path = in->place,
                              .what = "loads heavylegs.so; annotates a "
                                      "database of runs when it is opened",
                              .after = &after};
  int rc;

  list_with_us(in, ini, &list);
  sql_with_us(ini, &sql);
  set_both(ini, hl_text_cstr(&list), hl_text_cstr(&sql), &after);
  rc = hl_install_put(in, &change);
  hl_text_free(&list);
  hl_text_free(&sql);
  hl_text_free(&after);
  return rc;
}

static int plan(hl_install *in) {
  hl_text ini = {0};
  bool there;
  int rc = check_path(in);

  if (rc == HL_DONE) rc = hl_install_read(in, in->place, &ini, &there);
  if (rc == HL_DONE) rc = put_file(in, &ini);
  hl_text_free(&ini);
  return rc;
}

static int cut(hl_install *in, const hl_install_change *wrote,
               const hl_text *now, hl_text *out) {
  hl_text old = {0}, list = {0}, sql = {0}, quoted = {0};

  (void)in;
  (void)wrote;
  hl_ini_get(now, "extensions", "list", &old);
  others(hl_text_cstr(&old), &list);
  others_sql(now, &sql);
  hl_text_format(&quoted, "\"%s\"", hl_text_cstr(&sql));
  set_both(now, list.length ? list.bytes : NULL,
           sql.length ? quoted.bytes : NULL, out);
  hl_text_free(&old);
  hl_text_free(&list);
  hl_text_free(&sql);
  hl_text_free(&quoted);
  return HL_DONE;
}

const hl_install_target hl_install_dbbrowser = {
    .name = "dbbrowser",
    .arguments = "[FILE]",
    .what = "DB Browser for SQLite annotates a database of runs as it opens",
    .locate = locate,
    .plan = plan,
    .cut = cut,
};
