#!/bin/sh
# SPDX-License-Identifier: MIT
#
# GoldenCheetah with the door of heavylegs: annotates the athletes that
# `heavylegs install goldencheetah` has marked, then starts as ever.
#
#     heavylegs-goldencheetah [[LIBRARY] ATHLETE]
#
# GOLDENCHEETAH names the program where it is not GoldenCheetah on the PATH,
# such as an AppImage.

here=$(dirname "$(readlink -f "$0")")
folder=@libdir@/heavylegs
if [ -f "$here/generic/libheavylegs.so" ]; then folder=$here; fi

export HEAVYLEGS_COMMAND="$here/heavylegs"
export QT_PLUGIN_PATH="$folder${QT_PLUGIN_PATH:+:$QT_PLUGIN_PATH}"
plugins=${QT_QPA_GENERIC_PLUGINS:+,$QT_QPA_GENERIC_PLUGINS}
export QT_QPA_GENERIC_PLUGINS="heavylegs$plugins"
exec "${GOLDENCHEETAH:-GoldenCheetah}" "$@"
