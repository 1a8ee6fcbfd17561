#!/bin/sh
# SPDX-License-Identifier: MIT
#
# manifest.xml describes the plugin to who has not loaded it: held here against
# what loading it registers, both ways.

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

host=${HL_HOST:-}
mem() {
  $host sqlite3 -batch -init /dev/null :memory: ".load $plugin" "$@" 2>&1
}
# Elements of one name as lines of "name kind arguments", brackets kept.
elements() { # function | table
  tr '\n' ' ' <manifest.xml | sed 's/>/>\n/g' |
    sed -n "s/.*<$1 name=\"\([a-z_]*\)\"\( kind=\"\([a-z]*\)\"\)\{0,1\} *\
arguments=\"\([^\"]*\)\".*/\1 \3 \4/p"
}

# Every arity that the arguments allow, with the flags that the kind means:
# DIRECTONLY 0x80000, INNOCUOUS 0x200000, DETERMINISTIC 0x800.
described=$(elements function | awk '{
  least = 0; most = NF - 2
  for (i = 3; i <= NF; i++) if ($i !~ /^\[/) least++
  for (n = least; n <= most; n++)
    print $1 "|" n "|" ($2 == "pure" ? "pure" : "direct") }' | sort)
registered=$(mem "SELECT name, narg,
    CASE WHEN flags & 0x80000 THEN 'direct'
         WHEN flags & 0x200800 = 0x200800 THEN 'pure' ELSE 'neither' END
  FROM pragma_function_list WHERE name LIKE 'heavylegs%'" | sort)
is "functions, their arguments and who may call them" \
  "$described" "$registered"

is "tables" "$(elements table | cut -d' ' -f1 | sort)" \
  "$(mem "SELECT name FROM pragma_module_list
          WHERE name LIKE 'heavylegs%'" | sort)"
for table in $(elements table | cut -d' ' -f1); do
  is "arguments of $table" \
    "$(elements table | sed -n "s/^$table  *//p" | tr -d '[]')" \
    "$(mem "SELECT group_concat(name, ' ') FROM
            pragma_table_xinfo('$table') WHERE hidden = 1")"
done

is "the entry point" \
  "$(sed -n 's/.*entry="\([a-z0-9_]*\)".*/\1/p' manifest.xml)" \
  "$(nm -D --defined-only "$plugin.so" | awk '{ print $3 }' |
    grep -v '^__')"
ok "the manifest is well formed" lua5.4 -e '
  local open = {}
  local text = io.open("manifest.xml"):read("a"):gsub("<!%-%-.-%-%->", "")
  for close, name, rest in text:gmatch("<(/?)(%a[%w_]*)(.-)>") do
    if close == "/" then assert(table.remove(open) == name, name)
    elseif rest:sub(-1) ~= "/" then open[#open + 1] = name end
  end
  assert(#open == 0)'

done_testing
