#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Two builds of the same source are the same bytes, wherever they lie.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

copy() { # folder
  mkdir -p "$work/$1"
  tar -c Makefile manifest.xml plugin lua tests/tests.mk | tar -x -C "$work/$1"
  make -C "$work/$1" -s -j"$(nproc)" all
}
ok "builds" copy one
ok "builds elsewhere" copy a/much/longer/path
for f in heavylegs.so heavylegs; do
  ok "build/$f is the same" cmp "$work/one/build/$f" \
    "$work/a/much/longer/path/build/$f"
done
done_testing
