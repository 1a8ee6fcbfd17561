#!/bin/sh
# SPDX-License-Identifier: MIT
#
# No warning from clang, of plugin and tests. gcc's are errors in every build,
# which `make lint` and `make test` begin with.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

# Long texts in tables come in pieces, which clang takes for a lost comma.
compile() { # every source of ours, on all cores
  eval "set -- $(head -n 1 "$build/flags") -DHL_LIBDIR='\"/\"' \
    -DHL_BINDIR='\"/\"' -Itests/unit"
  find plugin tests -name '*.c' | sort |
    xargs -P "$(nproc)" -n 8 clang -fsyntax-only "$@" -Wno-string-concatenation
}

ok "clang" compile
done_testing
