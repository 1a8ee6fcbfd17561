#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The Debian packages as a user meets them. Runs as root inside a bare Debian 12
# that tests/clean-room.sh --deb made, in a folder with the two packages:
# installs them, lets an ordinary user run the demo, pages and the extension,
# takes them away, and looks at what is left.

set -eu
export DEBIAN_FRONTEND=noninteractive
say() { printf -- '-- %s\n' "$1"; }
files() { # all there is, but for what apt and dpkg themselves remember
  find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /src \
    -o -path /tmp -o -path /var/lib -o -path /var/cache -o -path /var/log \
    -o -path /home \) -prune -o -print | LC_ALL=C sort
}
as_user() { su runner -c "cd && $1"; }

# What the packages need is there before, so that what is left is theirs.
apt-get -qq update
apt-get -qq -y install --no-install-recommends sqlite3 lua5.4 libxml2 \
  liblua5.4-0 libminizip1 libxxhash0 zlib1g tzdata man-db >/dev/null
useradd -m runner
files >/tmp/before

say "apt install"
apt-get -y install --no-install-recommends ./*.deb | tail -n 4
dpkg -s heavylegs libsqlite3-mod-heavylegs | grep -E '^(Package|Status|Version)'

say "as an ordinary user"
as_user 'heavylegs --version'
as_user 'sh /usr/share/doc/heavylegs/samples/demo.sh try | tail -n 12'
as_user 'heavylegs annotate try/demo/season'
as_user 'heavylegs list --found | tail -n 3'
as_user 'heavylegs page && grep -c "class=\"mark\"" heavylegs-season.html'
as_user 'sqlite3 heavylegs.db ".load heavylegs" "SELECT count(*) FROM
  heavylegs_annotations"'
as_user 'heavylegs doctor'
for page in 1:heavylegs 3:heavylegs 7:heavylegs-formats; do
  man -w "${page%%:*}" "${page#*:}"
done

say "apt purge"
apt-get -qq -y purge heavylegs libsqlite3-mod-heavylegs | tail -n 2
files >/tmp/after
left=$(diff /tmp/before /tmp/after | grep '^[<>]' || true)
if [ -n "$left" ]; then
  echo "deb-room: removal left or took:" >&2
  echo "$left" >&2
  exit 1
fi
as_user 'sqlite3 heavylegs.db "SELECT count(*) || \" runs are still there\"
  FROM heavylegs_run"'
say "nothing is left but the user's own data"
