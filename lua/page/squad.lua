-- SPDX-License-Identifier: MIT
--
-- The page of a squad: every athlete on one line, the open ones first.

local C, F, W = use "chart", use "frame", use "words"

local STEP = 9 -- of a day in the strip of 28

local function strip(data, a)
  open("svg", { viewBox = fmt("0 0 %d 18", 28 * STEP), width = 28 * STEP,
    height = 18, role = "img", ["aria-label"] =
    W.say("page.strip_label", { n = #a.recent }) })
  C.rule("grid", 0, 9, 28 * STEP, 9)
  for _, mark in ipairs(a.recent) do
    C.mark(mark, (mark.day - data.from_day + 0.5) * STEP, 9, 4.2)
  end
  close "svg"
end

local function heavy_of(a)
  local heavy, said = W.heavy_of(a.last_ten)
  if said == 0 then return W.say "page.unsaid" end
  return W.say("page.of", { n = heavy, of = #a.last_ten })
end

local function say_open(a)
  if #a.open == 0 then return W.say "page.nothing_open" end
  local list = {}
  for _, e in ipairs(a.open) do
    list[#list + 1] = W.say("page.open_since", { title = e.title or e.rule,
      since = W.day(e.from_day), runs = e.runs })
  end
  return table.concat(list, "; ")
end

local function say_latest(a)
  local mark = a.latest[1]
  if not mark then return "–" end
  return W.day(mark.day) .. ": " .. mark.finding .. " (" ..
    W.basis(mark.basis) .. ")"
end

local function name_of(a)
  return a.athlete ~= "" and a.athlete or W.say "page.nameless"
end

-- A phone has no heads above the columns, so each cell brings its own.
local function labelled(class, id, s)
  open("td", { class = class })
  put("span", { class = "own-head" }, W.say(id) .. ": ")
  text(s)
  close "td"
end

local function line(data, a)
  open("tr", { class = #a.open > 0 and "is-open" or "quiet" })
  put("th", { scope = "row" }, name_of(a))
  put("td", { class = "open" }, say_open(a))
  open("td", { class = "strip" })
  strip(data, a)
  close "td"
  labelled("heavy", "page.heavy_of_ten", heavy_of(a))
  labelled("latest", "page.latest", say_latest(a))
  put("td", { class = "when r" }, W.day(a.last[1].day))
  close "tr"
end

-- What the strips show, as a table.
local function recent_rows(athletes)
  local rows = {}
  for _, a in ipairs(athletes) do
    for _, mark in ipairs(a.recent) do
      rows[#rows + 1] = { name_of(a), mark.date,
        W.distance(mark.distance_m), C.stands(mark) }
    end
  end
  return rows
end

-- Open ones first, those that are open longest at the top; then by name.
local function before(a, b)
  local x = a.open[1] and a.open[1].from_day or math.huge
  local y = b.open[1] and b.open[1].from_day or math.huge
  if x ~= y then return x < y end
  return a.athlete < b.athlete
end

return function(data)
  W.begin(data)
  local open_n, marks = 0, {}
  table.sort(data.athletes, before)
  for _, a in ipairs(data.athletes) do
    open_n = open_n + (#a.open > 0 and 1 or 0)
    for _, mark in ipairs(a.recent) do marks[#marks + 1] = mark end
  end
  F.begin(data, W.say("page.squad_to", { day = W.date(data.to_day) }),
    W.say "page.squad", { W.say("page.squad_line",
      { n = #data.athletes, open = open_n }) })
  F.section(nil, "part lines")
  C.legend(marks)
  open("div", { class = "scroll" })
  open "table"
  open "thead"
  open "tr"
  for _, id in ipairs { "athlete", "open_now", "recent", "heavy_of_ten",
    "latest", "last_run" } do
    put("th", { scope = "col" }, W.say("page." .. id))
  end
  close "tr"
  close "thead"
  open "tbody"
  for _, a in ipairs(data.athletes) do line(data, a) end
  close "tbody"
  close "table"
  close "div"
  F.numbers({ W.say "page.athlete", W.say "page.day_of", W.unit(),
    W.say "page.stands" }, "llrl", recent_rows(data.athletes))
  F.section_end()
  F.finish(data)
end
