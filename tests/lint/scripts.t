#!/bin/sh
# SPDX-License-Identifier: MIT
#
# luacheck over all Lua, shellcheck over all shell; a script is known by its
# first line.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

scripts() { # interpreter
  find tests samples .ci -type f -exec awk -v what="$1" \
    'FNR == 1 && /^#/ && $0 ~ "[/ ]" what { print FILENAME } { nextfile }' \
    '{}' + | sort
}

# shellcheck disable=SC2046
ok "luacheck" luacheck --quiet --no-color --config lua/.luacheckrc \
  $(find lua plugin samples tests -name '*.lua' | sort) \
  $(scripts 'lua5[.]4' | grep -v '[.]lua$')
# shellcheck disable=SC2046
ok "shellcheck" shellcheck -x -e SC2013,SC2016,SC2317 \
  $(find tests samples -name '*.sh' | sort) \
  $(scripts '(sh|bash)$' | grep -v '[.]sh$')
done_testing
