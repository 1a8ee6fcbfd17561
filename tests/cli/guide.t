#!/bin/sh
# SPDX-License-Identifier: MIT
#
# lua/README.md is followed word for word: every command in its console blocks
# is run, in order, and answers as the page says. Numbers may differ by what the
# model learnt since; words may not.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

# Containers have none; there a folder of rules goes with every command instead.
cat /etc/machine-id /var/lib/dbus/machine-id 2>/dev/null | grep -q . ||
  skip_all "this machine has no id, which config rules needs"

ln -s "$PWD/samples" "$work/samples"
PATH="$PWD/$build:$PATH"
guide=$PWD/lua/README.md
cd "$work" || exit 1

# Lines of console blocks: "$ command", else what it says.
awk '/^```console$/ { inside = 1; next } /^```/ { inside = 0 } inside' \
  "$guide" >script

# Folders and figures aside; runs of the same kind of line are one, since a
# list may have become longer; trailing blanks and padding do not count.
plain() {
  sed -e "s|$work|/home/coach|g" -e 's/-\{0,1\}[0-9][0-9.:]*/N/g' \
    -e 's/  */ /g' -e 's/ $//' | uniq
}

count=0
command='' expected=''
follow() {
  [ -n "$command" ] || return 0
  count=$((count + 1))
  got=$(eval "$command" 2>&1 | plain)
  is "$command" "$got" "$(printf '%s' "$expected" | plain)"
}
while IFS= read -r line; do
  case $line in
    '$ '*)
      follow
      command=${line#"$ "} expected=''
      ;;
    *) expected="$expected$line
" ;;
  esac
done <script
follow
ok "the guide has commands" test "$count" -gt 15

done_testing
