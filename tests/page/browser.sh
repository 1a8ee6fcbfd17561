#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Pages in a real browser: a run, a season and a squad of simulated runners in
# headless Chromium, at the width of a phone and of a screen, light and dark.
# Nothing may be said on the console, nothing may be asked of a network, and
# nothing may stick out sideways. TAP; `make test-page` runs it.
#
#     tests/page/browser.sh            screenshots stay in build/page

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"
command -v chromium >/dev/null || skip_all "there is no chromium"
command -v convert >/dev/null || skip_all "there is no imagemagick"
lua=${LUA:-lua5.4}
cli=$PWD/$build/heavylegs
out=$PWD/$build/page
rm -rf "$out"
mkdir -p "$out"

# ---- four runners, one of them with a diary
runner() { # name seed runs first-day
  mkdir "$work/$1"
  "$lua" samples/season.lua --out "$work/$1" --seed "$2" --runs "$3" \
    --noise "${5:-typical}" --reported 0.6 --start-date "$4" || exit 1
  "$cli" annotate "$work/$1" --athlete "$1" --db "$work/team.db" --quiet \
    >/dev/null
}
runner Anna 4 230 2024-03-04 quiet
runner Ben 16 232 2024-03-25
runner Chloe 2 232 2024-03-04
runner Dario 7 15 2025-02-05
"$lua" - >"$work/diary.csv" <<'END'
-- A year of nights, and a pulse that is higher after short ones.
local x = 7
local function dice()
  x = (x * 1103515245 + 12345) % 2147483648
  return x / 2147483648 - 0.5
end
print("date,sleep_h,rhr_bpm")
for day = 19790, 20146 do
  local sleep = 7.2 + 1.6 * dice() + math.sin(day / 40) / 3
  local date = os.date("!%Y-%m-%d", day * 86400)
  print(("%s,%.1f,%.0f"):format(date, sleep,
    49 - (sleep - 7) * 2 + 3 * dice()))
end
END
"$cli" diary import "$work/diary.csv" --athlete Anna --db "$work/team.db" \
  >/dev/null
"$cli" annotate --db "$work/team.db" --quiet >/dev/null
one() { # condition: the id of Anna's newest run that meets it
  sqlite3 "$work/team.db" "SELECT run FROM heavylegs_annotations
    WHERE athlete = 'Anna' AND $1 ORDER BY started DESC LIMIT 1"
}
page() { # name argument...
  name=$1
  shift
  "$cli" page "$@" --db "$work/team.db" -o "$out/$name.html" --quiet
}
page run "$(one "basis = 'reported, data agree' AND to_s > 0")"
page seen "$(one "basis = 'data only' AND to_s > 0")"
page plain last --athlete Dario
page season --season --athlete Anna
page squad --squad

# ---- the browser
browse() { # width height page argument...
  width=$1
  height=$2
  shown=$3
  shift 3
  chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars \
    --no-first-run --disable-background-networking --disable-sync \
    --disable-component-update --enable-logging=stderr \
    --user-data-dir="$work/profile" --window-size="$width,$height" \
    "$@" "file://$shown" 2>"$work/console"
}
# The page again with a script of ours in it that measures how far to the right
# anything reaches, and how high it is: "390x2310". A table may scroll. Windows
# are 500 wide at least where nothing is drawn, so the page is told its width.
size() { # page width
  {
    grep -v 'Content-Security-Policy\|^</body>' "$1"
    cat <<END
<script>
document.documentElement.style.width = "$2px";
const inside = [...document.querySelectorAll("body *")].filter(
  e => !e.parentElement.closest(".scroll, svg"));
const right = Math.max($2, ...inside.map(
  e => Math.round(e.getBoundingClientRect().right)));
document.title = right + "x" + document.documentElement.scrollHeight;
</script></body>
END
  } >"$work/measured.html"
  browse "$2" 800 "$work/measured.html" --dump-dom |
    sed -n 's|.*<title>\([0-9]*x[0-9]*\)</title>.*|\1|p'
}
said() { grep 'CONSOLE' "$work/console" | cut -c1-200; }
asked() { # requests that a page began, not the browser itself
  python3 - "$work/net.json" <<'END'
import json, sys
log = json.load(open(sys.argv[1]))
for event in log["events"]:
    p = event.get("params", {})
    if "url" in p and "file://" in str(p.get("network_isolation_key")):
        print(p["url"])
END
}
shot() { # page width scheme
  scheme=1
  [ "$3" = light ] || scheme=0
  measured=$(size "$out/$1.html" "$2")
  is "$1 at $2: nothing sticks out" "${measured%x*}" "$2"
  browse "$2" "${measured#*x}" "$out/$1.html" --log-net-log="$work/net.json" \
    --blink-settings=preferredColorScheme=$scheme \
    --screenshot="$out/$1-$2-$3.png"
  is "$1 at $2, $3: the console is silent" "$(said)" ""
  is "$1 at $2, $3: nothing is asked of a network" "$(asked)" ""
  ok "$1 at $2, $3: there is something to see" sh -c \
    "[ \$(convert '$out/$1-$2-$3.png' -format %k info:) -gt 50 ]"
}

# What is looked for can be found: a page that is not ours has all of it.
cat >"$out/bad.html" <<'END'
<!DOCTYPE html><title>bad</title><div style="width: 900px">x</div>
<img src="http://127.0.0.1:9/x.png"><script>console.error("x")</script>
END
browse 390 800 "$out/bad.html" --log-net-log="$work/net.json" \
  --screenshot="$work/bad.png"
like "a console that is not silent is heard" "$(said)" "*CONSOLE*"
like "a request is seen" "$(asked)" "*127.0.0.1:9*"
is "what sticks out is measured" "$(size "$out/bad.html" 390 | cut -c1)" 9
rm "$out/bad.html"

for page in ${HL_PAGES:-run seen plain season squad}; do
  for width in 390 1280; do
    for scheme in light dark; do
      shot "$page" "$width" "$scheme"
    done
  done
done
done_testing
