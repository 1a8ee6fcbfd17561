-- SPDX-License-Identifier: MIT
--
-- The page of a season: every run as a mark on a calendar, weeks, episodes,
-- effort beside usual, sleep and resting heart rate.

local C, F, W = use "chart", use "frame", use "words"

local LEFT, RIGHT = 40, 8

-- ---- calendar -----------------------------------------------------------

local CELL = 23

local function by_day(runs)
  local of = {}
  for _, run in ipairs(runs) do
    local list = of[run.day] or {}
    list[#list + 1] = run
    of[run.day] = list
  end
  return of
end

-- Two runs of a day stand beside each other, smaller.
local function draw_day(runs, x, y, date)
  if not runs then
    C.label("date", x, y + 3, "middle", date)
    return
  end
  local n = math.min(#runs, 3)
  local r = n == 1 and 7 or n == 2 and 5 or 3.5
  for i = 1, n do
    C.mark(runs[i], x + (i - (n + 1) / 2) * 2 * (r + 0.5), y, r)
  end
end

local function month_label(first, runs)
  local year, month = W.date_of(first)
  local heavy, all = 0, 0
  for _, run in ipairs(runs) do
    local y, m = W.date_of(run.day)
    if y == year and m == month then
      all = all + 1
      if run.state == "reported" then heavy = heavy + 1 end
    end
  end
  return W.name("month", month) .. fmt(" %d", year), W.say("page.month",
    { month = W.name("month", month), n = all, heavy = heavy })
end

local function draw_month(first, last, of, runs)
  local name, label = month_label(first, runs)
  local column = W.weekday(first)
  local rows = math.ceil((column + last - first + 1) / 7)
  open("div", { class = "month" })
  put("h3", nil, name)
  open("svg", { viewBox = fmt("0 0 %d %d", 7 * CELL, rows * CELL + 14),
    width = 7 * CELL, height = rows * CELL + 14, role = "img",
    ["aria-label"] = label })
  for d = 0, 6 do
    C.label("weekday", d * CELL + CELL / 2, 9, "middle",
      W.name("weekday_short", d))
  end
  for day = first, last do
    local at = column + day - first
    draw_day(of[day], at % 7 * CELL + CELL / 2,
      14 + at // 7 * CELL + CELL / 2, day - first + 1)
  end
  close "svg"
  close "div"
end

local function run_rows(runs)
  local rows = {}
  for _, r in ipairs(runs) do
    rows[#rows + 1] = { r.date, W.distance(r.distance_m),
      W.duration(r.moving_s), C.stands(r), W.signed(r.effort_bpm, 1) }
  end
  return { { W.say "page.day_of", W.unit(), W.say "page.moving",
    W.say "page.stands", W.say "page.effort_short" }, "lrrlr", rows }
end

local function show_calendar(data)
  local of = by_day(data.runs)
  F.section(W.say "page.calendar")
  C.legend(data.runs)
  open "figure"
  open("div", { class = "months" })
  local day = data.from_day
  local _, _, d = W.date_of(day)
  day = day - d + 1
  while day <= data.to_day do
    local next_day = day + 28
    while select(3, W.date_of(next_day)) ~= 1 do next_day = next_day + 1 end
    if next_day > data.runs[1].day and day <= data.runs[#data.runs].day then
      draw_month(day, next_day - 1, of, data.runs)
    end
    day = next_day
  end
  close "div"
  local n = run_rows(data.runs)
  F.numbers(n[1], n[2], n[3])
  close "figure"
  F.section_end()
end

-- ---- pictures over time -------------------------------------------------

local function time_scale(data, width)
  return C.scale(data.from_day, data.to_day + 1, LEFT, width - RIGHT)
end

-- Months along the foot; every second or third where there is little room.
local function time_axis(data, x, y, width)
  C.rule("axis", LEFT, y, width - RIGHT, y)
  local last = -100
  for day = data.from_day, data.to_day do
    local _, month, d = W.date_of(day)
    if d == 1 then
      C.rule("axis", x(day), y, x(day), y + 4)
      if x(day) - last > 38 and x(day) < width - 30 then
        C.label("tick", x(day) + 2, y + 15, "start",
          W.name("month_short", month))
        last = x(day)
      end
    end
  end
end

local function draw_weeks(data, width, begin)
  local _, most = C.range(data.weeks, function(w) return w.load end)
  local _, runs = C.range(data.weeks, function(w) return w.runs end)
  local dot = width > 500 and 5 or 4
  local top, height = 22, 120
  local dots = top + height + 30
  local bottom = dots + math.max(runs, 1) * dot + 4
  begin(bottom + 22)
  local x = time_scale(data, width)
  local y = C.scale(0, math.max(most, 1), top + height, top)
  C.left_axis(C.ticks(0, math.max(most, 1), 3), y, LEFT, width - RIGHT,
    W.fixed)
  C.label("panel", LEFT, top - 9, "start", W.say "page.load_panel")
  C.label("panel", LEFT, dots - 8, "start", W.say "page.runs_panel")
  local wide = x(data.from_day + 7) - x(data.from_day)
  for _, w in ipairs(data.weeks) do
    local at = x(w.day) + wide * 0.14
    open("g", { class = "mark" })
    put("title", nil, W.say("page.week_of", { day = W.day(w.day),
      load = math.round(w.load), runs = w.runs }))
    put("rect", { class = "bar", x = at, y = y(w.load), width = wide * 0.72,
      height = y(0) - y(w.load) })
    if w.estimated > 0 then
      put("rect", { class = "guess", x = at, y = y(w.load),
        width = wide * 0.72, height = y(0) - y(w.estimated) })
    end
    for k = 1, w.runs do
      put("circle", { class = "dot", cx = x(w.day) + wide / 2,
        cy = bottom - 3 - (k - 0.5) * dot, r = dot * 0.36 })
    end
    close "g"
  end
  time_axis(data, x, bottom, width)
end

local function show_weeks(data)
  local rows, guessed = {}, false
  for _, w in ipairs(data.weeks) do
    rows[#rows + 1] = { w.date, w.runs, W.distance(w.distance_m),
      W.fixed(w.load) }
    guessed = guessed or w.estimated > 0
  end
  F.section(W.say "page.weeks")
  F.figure(nil, W.say "page.weeks",
    function(width, begin) draw_weeks(data, width, begin) end,
    { { W.say "page.week", W.say "page.runs", W.unit(), W.say "page.load" },
      "lrrr", rows })
  F.note(W.say "page.load_help" ..
    (guessed and " " .. W.say "page.load_guess" or ""))
  F.section_end()
end

local function draw_episodes(data, width, begin)
  local x, row = time_scale(data, width), 34
  local bottom = 8 + #data.episodes * row
  begin(bottom + 22)
  for i, e in ipairs(data.episodes) do
    local y = 8 + (i - 1) * row
    local from = math.max(x(e.from_day), LEFT)
    local to = e.open and width - RIGHT or x(e.to_day + 1)
    put("rect", { class = e.open and "episode open" or "episode", x = from,
      y = y + 15, width = math.max(to - from, 4), height = 9, rx = 2 })
    local s = (e.title or e.rule) .. (e.open and ", " ..
      W.say "page.still_open" or "")
    local late = from > width * 0.55
    C.label("name", late and math.max(to, from + 4) or from, y + 9,
      late and "end" or "start", s)
  end
  time_axis(data, x, bottom, width)
end

local function show_episodes(data)
  F.section(W.say "page.episodes")
  if #data.episodes == 0 then
    F.note(W.say "page.no_episodes")
  else
    local rows = {}
    for _, e in ipairs(data.episodes) do
      rows[#rows + 1] = { e.title or e.rule, e.from, e.open and
        W.say "page.still_open" or e.to, e.runs }
    end
    F.figure(nil, W.say "page.episodes",
      function(width, begin) draw_episodes(data, width, begin) end,
      { { W.say "page.what", W.say "page.from", W.say "page.to",
        W.say "page.runs" }, "lllr", rows })
  end
  F.section_end()
end

local function draw_effort(data, width, begin)
  local runs = {}
  for _, r in ipairs(data.runs) do
    if r.effort_bpm then runs[#runs + 1] = r end
  end
  local low, high = C.range(runs, function(r) return r.effort_bpm end)
  local _, range = C.range(runs, function(r) return r.range_bpm end)
  low, high = math.min(low, -range) - 1, math.max(high, range) + 1
  local top, height = 22, 190
  begin(top + height + 22)
  local x = time_scale(data, width)
  local y = C.scale(low, high, top + height, top)
  C.area("band", runs, function(r) return x(r.day + 0.5) end,
    function(r) return y(-r.range_bpm) end,
    function(r) return y(r.range_bpm) end)
  C.left_axis(C.ticks(low, high, 5), y, LEFT, width - RIGHT, W.signed)
  C.rule("zero", LEFT, y(0), width - RIGHT, y(0))
  for _, r in ipairs(runs) do
    C.mark(r, x(r.day + 0.5), y(r.effort_bpm), width > 500 and 4.5 or 4)
  end
  C.label("panel", LEFT, top - 9, "start", W.say "page.effort_panel")
  time_axis(data, x, top + height, width)
end

local function effort_rows(runs)
  local rows = {}
  for _, r in ipairs(runs) do
    if r.effort_bpm then
      rows[#rows + 1] = { r.date, W.signed(r.effort_bpm, 1),
        "±" .. W.fixed(r.range_bpm, 1) }
    end
  end
  return { { W.say "page.day_of", W.say "page.effort_short",
    W.say "page.range" }, "lrr", rows }
end

local function show_effort(data)
  local n = 0
  for _, r in ipairs(data.runs) do n = n + (r.effort_bpm and 1 or 0) end
  F.section(W.say "page.effort")
  if n < 2 then
    F.note(W.say "page.no_effort")
  else
    F.figure(nil, W.say "page.effort",
      function(width, begin) draw_effort(data, width, begin) end,
      effort_rows(data.runs))
    F.note(W.say "page.effort_help")
  end
  F.section_end()
end

-- One value a day, where the diary has it.
local function draw_days(data, field, width, begin)
  local days = {}
  for _, d in ipairs(data.days) do
    if d[field] then days[#days + 1] = d end
  end
  local low, high = C.range(days, function(d) return d[field] end)
  local top, height = 12, 76
  begin(top + height + 22)
  local x = time_scale(data, width)
  local y = C.scale(low - 0.5, high + 0.5, top + height, top)
  C.left_axis(C.ticks(low - 0.5, high + 0.5, 3), y, LEFT, width - RIGHT,
    function(v) return W.fixed(v, v % 1 == 0 and 0 or 1) end)
  for _, d in ipairs(days) do
    put("circle", { class = "value", cx = x(d.day + 0.5), cy = y(d[field]),
      r = 2.2 })
  end
  time_axis(data, x, top + height, width)
end

local function show_days(data)
  for _, field in ipairs { "sleep_h", "rhr_bpm" } do
    local rows = {}
    for _, d in ipairs(data.days) do
      if d[field] then rows[#rows + 1] = { d.date, W.fixed(d[field], 1) } end
    end
    if #rows > 0 then
      F.section(W.say("page." .. field))
      F.figure(nil, W.say("page." .. field),
        function(width, begin) draw_days(data, field, width, begin) end,
        { { W.say "page.day_of", W.say("page." .. field) }, "lr", rows })
      F.section_end()
    end
  end
end

-- ---- the last ten, and what was found -----------------------------------

local function show_last(data)
  local heavy, said = W.heavy_of(data.last_ten)
  local n, k = #data.last_ten, 30
  F.section(W.say("page.last", { n = n }), "last")
  open("svg", { viewBox = fmt("0 0 %d 26", n * k), width = n * k, height = 26,
    role = "img", ["aria-label"] = W.say("page.last_label",
      { n = n, heavy = heavy }) })
  for i, r in ipairs(data.last_ten) do
    C.mark(r, (i - 0.5) * k, 13, 8.5)
  end
  close "svg"
  put("p", { class = "lead" }, W.say(said == 0 and "page.last_unsaid" or
    "page.last_heavy", { n = n, heavy = heavy, said = said }))
  F.section_end()
end

local SHOWN = 12

local function show_found(data)
  local rows, rest = {}, {}
  for i = #data.runs, 1, -1 do
    local r = data.runs[i]
    if r.finding then
      local to = #rows < SHOWN and rows or rest
      to[#to + 1] = { W.day(r.day), r.finding, W.basis(r.basis),
        W.distance(r.distance_m) .. " " .. W.unit(), W.fixed(r.id) }
    end
  end
  local titles = { W.say "page.day_of", W.say "page.what", W.say "page.on",
    W.say "page.distance", W.say "page.number" }
  F.section(W.say "page.found")
  if #rows == 0 then
    F.note(W.say "explain.no_finding")
  else
    F.table(titles, "lllrr", rows)
    F.note(W.say "page.found_help")
  end
  if #rest > 0 then
    F.folded(W.say("page.earlier", { n = #rest }), titles, "lllrr", rest)
  end
  F.section_end()
end

return function(data)
  W.begin(data)
  local n = data.counts
  local name = data.year and fmt("%d", data.year) or W.say("page.span",
    { from = W.date(data.runs[1].day),
      to = W.date(data.runs[#data.runs].day) })
  F.begin(data, name, W.say "page.season", { W.say("page.season_line",
    { runs = #data.runs, reported = n.reported, found = n.found,
      clear = n.clear, not_judged = n.not_judged }) })
  show_last(data)
  show_calendar(data)
  show_found(data)
  show_effort(data)
  show_weeks(data)
  show_episodes(data)
  show_days(data)
  F.finish(data)
end
