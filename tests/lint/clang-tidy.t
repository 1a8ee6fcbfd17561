#!/bin/sh
# SPDX-License-Identifier: MIT
#
# clang-tidy finds nothing; which checks, and why not the others, is said in
# plugin/.clang-tidy.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

# clang-tidy wants to know how each file is compiled.
command=$(head -n 1 "$build/flags" | sed 's/["\\]/\\&/g')
{
  printf '['
  find plugin -name '*.c' | sort | while read -r file; do
    printf '{"directory": "%s", "file": "%s", "command": ' "$PWD" "$file"
    printf '"cc %s -DHL_LIBDIR=__FILE__ -DHL_BINDIR=__FILE__ -c %s"},\n' \
      "$command" "$file"
  done
  printf '{"directory": "/", "file": "/none.c", "command": "cc"}]\n'
} >"$work/compile_commands.json"

# It counts the warnings of system headers aloud, which nobody asked.
tidy() {
  find plugin -name '*.c' | sort |
    xargs -P "$(nproc)" -n 4 clang-tidy -p "$work" --quiet \
      --config-file=plugin/.clang-tidy >"$work/said" 2>&1
  status=$?
  grep -v ' warnings.* generated[.]$' "$work/said"
  return "$status"
}

ok "clang-tidy" tidy
done_testing
