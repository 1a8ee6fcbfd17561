#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A second reader (independent.py, lxml) finds the same samples as ours, in the
# samples here and, where there is a corpus, in its files. Of its histories, in
# which files are much alike, every 20th.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
corpus=../shared/corpus

/usr/bin/python3 -c 'import lxml' 2>/dev/null || skip_all "no python3-lxml"
{
  find samples -maxdepth 1 -name '*.tcx' ! -name truncated.tcx
  find samples/formats -type f
  [ ! -d $corpus ] || {
    find $corpus/fixtures -name '*.tcx*' -o -name '*.gpx*' -o -name '*.pwx' \
      -o -name '*.fitlog'
    find $corpus/histories -name '*.tcx*' | LC_ALL=C sort | awk "NR % 100 == 0"
  }
} | LC_ALL=C sort | tr '\n' '\0' |
  xargs -0 /usr/bin/python3 tests/read/independent.py "$build/tests/dump"
