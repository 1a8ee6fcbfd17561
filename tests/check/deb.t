#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The Debian packages: that they are made, what is in them, and lintian where it
# is installed. `make test-deb` installs, uses and removes them in a bare root.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
[ "$build" = build ] || skip_all "a release build is what is packed"
command -v dpkg-deb >/dev/null || skip_all "there is no dpkg-deb"

ok "make deb" make deb --no-print-directory
inside() { dpkg-deb -c build/deb/"$1"_*.deb | sed 's|.* \./|/|'; }
inside libsqlite3-mod-heavylegs >"$work/mod"
inside heavylegs >"$work/cmd"
has() { # package file...
  list=$work/$1
  shift
  for file in "$@"; do
    ok "there is $file" grep -qx "$file" "$list"
  done
}
has mod '/usr/lib/[^/]*/heavylegs.so' /usr/share/heavylegs/manifest.xml \
  /usr/share/man/man3/heavylegs.3.gz /usr/share/man/man7/.*formats.7.gz \
  /usr/share/doc/libsqlite3-mod-heavylegs/copyright
has cmd /usr/bin/heavylegs /usr/bin/heavylegs-goldencheetah \
  '/usr/lib/[^/]*/heavylegs/generic/libheavylegs.so' \
  /usr/share/man/man1/heavylegs.1.gz \
  /usr/share/bash-completion/completions/heavylegs \
  /usr/share/doc/heavylegs/samples/demo.sh \
  /usr/share/doc/heavylegs/examples/squad/long_fade.lua
is "no file is in both" "$(sort "$work/mod" "$work/cmd" | uniq -d |
  grep -v '/$')" ""
is "and nothing outside /usr" "$(cat "$work/mod" "$work/cmd" |
  grep -vE '^/(usr/.*)?$')" ""
field() { dpkg-deb -f build/deb/"$1"_*.deb "$2"; }
like "the command needs this very extension" "$(field heavylegs Depends)" \
  "*libsqlite3-mod-heavylegs (= $(field heavylegs Version))*"
like "the extension does not need a SQLite of its own" \
  "$(field libsqlite3-mod-heavylegs Depends | grep -c libsqlite3-0)" 0
dpkg-deb -x build/deb/heavylegs_*.deb "$work/tree"
like "the packed command looks where the package puts the extension" \
  "$("$work/tree/usr/bin/heavylegs" --version 2>&1)" \
  "*/usr/lib/*/heavylegs.so*"
if command -v lintian >/dev/null; then
  is "lintian has no error" "$(lintian --allow-root build/deb/*.deb 2>&1 |
    grep '^E:')" ""
else
  skip "lintian has no error" "there is no lintian"
fi
done_testing
