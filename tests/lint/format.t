#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every C file is laid out as plugin/.clang-format says. To lay one out:
#     clang-format -i --style=file:plugin/.clang-format FILE

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

# Tables that a program wrote are left as it wrote them.
for f in $(find plugin tests -name '*.[ch]' | sort); do
  grep -q '^/\* written by ' "$f" ||
    ok "$f" clang-format --dry-run -Werror --style=file:plugin/.clang-format \
      "$f"
done
done_testing
