#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The stock rules on simulated seasons: each pattern fired by its own season and
# silent on its neighbours, every cause with every reading, every decision. The
# table of the first file says what was mixed up with what.

build=${HL_BUILD:-build}
exec "$build/heavylegs" rules test "$(dirname "$0")/stock"
