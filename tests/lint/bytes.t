#!/bin/sh
# SPDX-License-Identifier: MIT
#
# clang makes the same bytes as gcc: blocks, facts and scores of a whole history
# hash to the number that test_model_invariants.c holds. Without optimisation
# and with it, since a compiler may fold arithmetic.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
command -v clang >/dev/null || skip_all "no clang"

# What is embedded at build is not needed.
sources=$(find plugin/base plugin/activity plugin/signal plugin/model \
  -name '*.c' ! -name 'embed*' | sort)

build_with() { # -O...
  eval "set -- $1 $(head -n 1 "$build/flags") -w -Itests/unit"
  # shellcheck disable=SC2086
  clang "$@" -o "$work/bytes" tests/unit/test_model_invariants.c $sources \
    -lcmocka -lxxhash -lpthread -lm
}
for level in -O0 -O2; do
  ok "clang $level builds the model" build_with "$level"
  ok "clang $level: identical bytes" "$work/bytes"
done
done_testing
