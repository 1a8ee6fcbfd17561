#!/bin/sh
# SPDX-License-Identifier: MIT
#
# No warning from either compiler, of plugin and tests. gcc's are those of the
# build with optimisation, which sees more; clang looks without building.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

compile() { # compiler, options; every source of ours, on all cores
  eval "set -- $1 $(head -n 1 "$build/flags") $2 -DHL_LIBDIR='\"/\"' \
    -Itests/unit"
  find plugin tests -name '*.c' | sort |
    xargs -P "$(nproc)" -I '{}' "$@" -c '{}'
}

# Long texts in tables come in pieces, which clang takes for a lost comma.
ok "clang" compile clang "-fsyntax-only -Wno-string-concatenation"
ok "gcc -O2" compile gcc "-O2 -o /dev/null"
done_testing
