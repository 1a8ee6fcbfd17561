/* SPDX-License-Identifier: MIT
**
** Output: aligned tables and wrapped words for people, JSON for programs.
** Widths are counted in code points, which is right for the scripts that run
** from left to right without combining marks.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/arena.h"
#include "doors/cli.h"

enum {
  GAP = 2,
  WRAP_AT = 78
};

/* ---- JSON ---- */

static void add_json(hl_text *json, sqlite3_stmt *stmt, int i) {
  const char *key = sqlite3_column_name(stmt, i);
  const char *text;

  switch (sqlite3_column_type(stmt, i)) {
  case SQLITE_NULL: hl_json_null(json, key); break;
  case SQLITE_INTEGER:
    hl_json_int(json, key, sqlite3_column_int64(stmt, i));
    break;
  case SQLITE_FLOAT:
    hl_json_double(json, key, sqlite3_column_double(stmt, i));
    break;
  default:
    text = (const char *)sqlite3_column_text(stmt, i);
    if (strncmp(key, "json_", 5) == 0)
      hl_json_raw(json, key + 5, text);
    else
      hl_json_text(json, key, text);
    break;
  }
}

void hl_cli_add_json_row(hl_text *json, sqlite3_stmt *stmt) {
  int i;

  hl_text_add(json, json->comma ? ",\n " : "");
  json->comma = false;
  hl_json_open(json, NULL, '{');
  for (i = 0; i < sqlite3_column_count(stmt); i++)
    add_json(json, stmt, i);
  hl_json_close(json, '}');
}

int hl_cli_print_json(hl_cli *cli, sqlite3_stmt *stmt) {
  hl_text json = {0};
  bool failed = false;

  hl_json_open(&json, NULL, '[');
  while (hl_cli_row(cli, stmt, &failed))
    hl_cli_add_json_row(&json, stmt);
  hl_json_close(&json, ']');
  if (hl_text_status(&json) != HL_OK) {
    hl_cli_fail(cli, "out of memory");
    failed = true;
  }
  if (!failed) hl_cli_print_raw(hl_text_cstr(&json));
  hl_text_free(&json);
  return failed ? HL_FAILED : HL_DONE;
}

void hl_cli_print_raw(const char *json) {
  puts(json);
}

/* ---- tables ---- */

struct hl_grid {
  hl_arena arena;
  const char *align; /* one letter per column */
  const char **cell;
  size_t n, capacity, width;
};

static size_t count_points(const char *text) {
  size_t n = 0;

  for (; *text; text++)
    if (((unsigned char)*text & 0xc0) != 0x80) n++;
  return n;
}

hl_grid *hl_grid_new(const char *const *titles, const char *align) {
  hl_grid *grid = calloc(1, sizeof *grid);
  size_t i;

  if (grid == NULL) return NULL;
  grid->align = align;
  grid->width = strlen(align);
  for (i = 0; i < grid->width; i++)
    hl_grid_add(grid, titles[i]);
  return grid;
}

void hl_grid_add(hl_grid *grid, const char *cell) {
  if (grid == NULL) return;
  const char **list = hl_arena_more(&grid->arena, grid->cell, grid->n,
                                    &grid->capacity, sizeof *list);
  if (list == NULL) return;
  grid->cell = list;
  if (cell == NULL) cell = "";
  grid->cell[grid->n] = hl_arena_text(&grid->arena, cell, strlen(cell));
  if (grid->cell[grid->n] != NULL) grid->n++;
}

size_t hl_grid_rows(const hl_grid *grid) {
  return grid ? grid->n / grid->width - 1 : 0;
}

enum {
  ROWS_WITHOUT_TERMINAL = 44,
  FEWEST_COLUMNS = 20,
  FEWEST_ROWS = 10
};

/* False where stdout is no terminal, or one that does not tell. */
static bool ask_terminal(struct winsize *size) {
  return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, size) == 0 &&
         size->ws_col >= FEWEST_COLUMNS && size->ws_row >= FEWEST_ROWS;
}

static size_t terminal_width(void) {
  struct winsize size;

  return ask_terminal(&size) ? size.ws_col : SIZE_MAX;
}

int hl_cli_screen_rows(void) {
  struct winsize size;

  return ask_terminal(&size) ? size.ws_row : ROWS_WITHOUT_TERMINAL;
}

static size_t widest(const hl_grid *grid, size_t column) {
  size_t most = 0, i;

  for (i = column; i < grid->n; i += grid->width) {
    size_t n = count_points(grid->cell[i]);
    if (n > most) most = n;
  }
  return most;
}

static void pad(size_t n) {
  while (n-- > 0)
    putchar(' ');
}

/* At most `room` code points. */
static void print_cut(const char *text, size_t room) {
  while (*text) {
    bool begins = ((unsigned char)*text & 0xc0) != 0x80;
    if (begins && room-- == 0) return;
    putchar(*text++);
  }
}

static void print_row(const hl_grid *grid, size_t row, const size_t *wide,
                      size_t screen) {
  size_t at = 0, i;

  for (i = 0; i < grid->width; i++) {
    const char *cell = grid->cell[row * grid->width + i];
    size_t blanks = wide[i] - count_points(cell);
    if (grid->align[i] == 'r') pad(blanks);
    if (i + 1 == grid->width) {
      print_cut(cell, screen > at ? screen - at : 0);
      break;
    }
    fputs(cell, stdout);
    if (grid->align[i] != 'r') pad(blanks);
    pad(GAP);
    at += wide[i] + GAP;
  }
  putchar('\n');
}

void hl_grid_print(hl_grid *grid) {
  size_t *wide, screen = terminal_width(), i;

  if (grid == NULL) return;
  wide = hl_arena_alloc(&grid->arena, grid->width, sizeof *wide);
  if (wide != NULL && hl_grid_rows(grid) > 0) {
    for (i = 0; i < grid->width; i++)
      wide[i] = widest(grid, i);
    for (i = 0; i <= hl_grid_rows(grid); i++)
      print_row(grid, i, wide, screen);
  }
  hl_arena_free(&grid->arena);
  free(grid);
}

/* ---- words ---- */

/* Bytes of the longest beginning that has room, cut at a blank. */
static size_t fitting(const char *text, size_t length, size_t room) {
  size_t n = 0, points = 0, blank = 0;

  for (n = 0; n < length; n++) {
    if (((unsigned char)text[n] & 0xc0) != 0x80 && points++ == room) break;
    if (text[n] == ' ') blank = n;
  }
  if (n == length || blank > 0) return n == length ? length : blank;
  while (n < length && text[n] != ' ') /* a word that is too long stays whole */
    n++;
  return n;
}

static void print_hanging(const char *line, size_t left, size_t hang) {
  size_t indent = strspn(line, " "), n;
  const char *text;

  if (indent > left) indent = left;
  text = line + indent;
  left -= indent;
  for (;;) {
    n = fitting(text, left, WRAP_AT - indent);
    pad(indent);
    printf("%.*s\n", (int)n, text);
    if (n == left) return;
    indent = hang;
    left -= n + 1;
    text += n + 1;
  }
}

void hl_cli_print_hanging(const char *line, size_t hang) {
  print_hanging(line, strlen(line), hang);
}

void hl_cli_print_wrapped(const char *text) {
  for (;;) {
    size_t n = strcspn(text, "\n");
    print_hanging(text, n, strspn(text, " ") + GAP);
    if (text[n] == '\0' || text[n + 1] == '\0') return;
    text += n + 1;
  }
}
