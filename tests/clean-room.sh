#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Does what the README promises on a machine that has nothing: unpacks a bare
# Debian 12 (debootstrap, minbase) below build/, copies the committed source
# into it and runs, one by one, the commands of the README's first code block.
#
#     make test-clean            (as root: debootstrap and chroot need it)
#     make test-deb              the packages of `make deb` instead, installed,
#                                used and removed: tests/deb-room.sh
#     tests/clean-room.sh [--deb] [FOLDER [MIRROR]]
#
# Ends with the status of the first command that fails. Takes some minutes,
# 1.5 GB below FOLDER (removed at the end unless KEEP=1), and the network of
# apt. Mounts live in a namespace of their own and vanish with it.

set -eu
cd "$(dirname "$0")/.."

# Inside the private mount namespace: what a booted machine would have.
if [ "${1:-}" = --inside ]; then
  root=$2
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  exec chroot "$root" env -i HOME=/root TERM=dumb LANG=C.UTF-8 \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -c "cd /src && $3"
fi

packages=
if [ "${1:-}" = --deb ]; then
  packages=$(ls build/deb/*.deb)
  shift
fi
room=$(realpath -m "${1:-build/clean-room}")
mirror=${2:-} # debootstrap's own where none is given

need() {
  command -v "$1" >/dev/null || {
    echo "clean-room: $1 is missing (Debian: apt-get install $2)" >&2
    exit 2
  }
}

say() { printf '\n== %s (%s s)\n' "$1" "$(($(date +%s) - began))"; }

[ "$(id -u)" -eq 0 ] || { echo "clean-room: needs root" >&2; exit 2; }
need debootstrap debootstrap
need unshare util-linux
need git git
began=$(date +%s)

# Everything from the first ```sh line to the next ```.
commands=$(awk '/^```sh$/ && !seen { seen = on = 1; next }
  /^```$/ { on = 0 } on && !/^#/ && NF' README.md)
[ -z "$packages" ] || commands='sh tests/deb-room.sh'
[ -n "$commands" ] || { echo "clean-room: no commands in README" >&2; exit 2; }

case $room in
  */build/*) rm -rf --one-file-system "$room" ;;
  *) [ ! -e "$room" ] || { echo "clean-room: $room exists" >&2; exit 2; } ;;
esac
mkdir -p "$room"
[ "${KEEP:-0}" = 1 ] || trap 'rm -rf --one-file-system "$room"' EXIT

say "debootstrap"
# shellcheck disable=SC2086
debootstrap --variant=minbase bookworm "$room" $mirror >"$room.log" 2>&1 || {
  tail -n 20 "$room.log" >&2
  exit 1
}
mkdir "$room/src"
git archive HEAD | tar -x -C "$room/src"
# shellcheck disable=SC2086
[ -z "$packages" ] || cp $packages "$room/src/"

printf '%s\n' "$commands" | while IFS= read -r line; do
  say "$line"
  unshare --mount --fork sh "$PWD/tests/clean-room.sh" --inside "$room" \
    "$line" </dev/null || exit
done
say "all of it passed"
