#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The README names only what there is: SQL names, commands, files and targets.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

words() { # pattern: what matches in the README, each once
  grep -oE "$1" README.md | sort -u
}

for name in $(words 'heavylegs_[a-z]+'); do
  is "$name exists" "$(sql "$work/a.db" "SELECT heavylegs_import('samples');
    SELECT EXISTS (SELECT 1 FROM pragma_function_list WHERE name = '$name')
      OR EXISTS (SELECT 1 FROM pragma_module_list WHERE name = '$name')
      OR EXISTS (SELECT 1 FROM sqlite_master WHERE name = '$name')" |
    tail -n 1)" 1
done
for command in $(words 'build/heavylegs [a-z]+' | cut -d' ' -f2); do
  ok "the command line knows $command" "$build/heavylegs" "$command" --help
done
for target in $(words '^make [a-z-]+' | cut -d' ' -f2); do
  like "make knows $target" "$(make help)" "*  $target *"
done
for path in $(words '(plugin/doc|lua|samples|tests)/[a-z./_-]+'); do
  ok "$path is there" test -e "$path"
done

done_testing
