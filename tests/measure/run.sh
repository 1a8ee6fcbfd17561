#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Prints what the model reaches: on the private histories where they are, and on
# simulated seasons.
#
#     sh tests/measure/run.sh BUILD      make measure

set -eu

build=$1
corpus=${HL_CORPUS:-../shared/corpus}/histories
seasons=$build/measure-seasons
measure=$build/measure

tables() { # title folder...
  title=$1
  shift
  printf '\n# %s\n\n' "$title"
  for what in power prediction detectable history lower joint astray cost; do
    "$measure" $what "$@"
    echo
  done
}

if [ -d "$corpus/runner-a" ]; then
  tables 'Real runners a and b' "$corpus/runner-a" "$corpus/runner-b"
  printf '\n# Runs whose own notes say how they felt\n'
  python3 tests/measure/labels.py "$build/heavylegs" \
    "$corpus/../labels/runner-b-notes.csv" "$corpus/.."
else
  echo "# no real histories: $corpus is absent"
fi

for seed in 1 2 3; do
  if [ ! -e "$seasons/$seed/truth.csv" ]; then
    mkdir -p "$seasons/$seed"
    "${LUA:-lua5.4}" samples/season.lua --out "$seasons/$seed" --runs 260 \
      --seed "$seed" --heavy 0
  fi
done
tables 'Simulated seasons 1 to 3' "$seasons/1" "$seasons/2" "$seasons/3"
