/* SPDX-License-Identifier: MIT
**
** The engine's wording for what this program says to a runner itself, in the
** language of the setting.
*/
#include "doors/cli.h"

bool hl_cli_load_words(hl_cli *cli, const char *prefix) {
  const char *bind[2] = {prefix, cli->athlete};

  hl_text_clear(&cli->words_json);
  return hl_cli_ask(cli, &cli->words_json,
                    "SELECT heavylegs_texts(json_object('prefix', ?1,"
                    " 'athlete', ?2))",
                    2, bind);
}

bool hl_cli_word(hl_cli *cli, const char *id, hl_text *text) {
  const char *bind[2] = {hl_text_cstr(&cli->words_json), id};

  return hl_cli_ask(cli, text, "SELECT value FROM json_each(?1) WHERE key = ?2",
                    2, bind);
}
