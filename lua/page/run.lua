-- SPDX-License-Identifier: MIT
--
-- The page of one run: heart rate beside the runner's own band, what was said
-- and found, and what could not have been seen.

local C, F, W = use "chart", use "frame", use "words"

-- ---- what was said and found -------------------------------------------

local function say_report(data)
  local r = data.report
  F.section(W.say "page.you_said", "said")
  if not r then
    F.note(W.say "explain.said_nothing")
  else
    local said = {}
    if r.heavy then said[1] = W.name("said.heavy", r.heavy) end
    if r.eased then
      said[#said + 1] = W.say(r.eased == "yes" and "said.eased" or
        "said.not_eased")
    end
    for _, key in ipairs { "legs", "rpe", "feel" } do
      if r[key] then
        said[#said + 1] = W.say("said." .. key, { score = r[key] })
      end
    end
    if #said > 0 then
      put("p", { class = "lead" }, W.sentence(W.list(said)) .. ".")
    end
    if not r.confirmed then F.note(W.say "page.unconfirmed") end
  end
  local words = r and r.words or data.notes
  if words and words ~= "" then put("blockquote", nil, words) end
  F.section_end()
end

local function say_causes(finding, reading, id)
  local list = {}
  for _, cause in ipairs(finding.causes or {}) do
    if cause.reading == reading then
      local name = W.name("cause", cause.id)
      list[#list + 1] = cause.why and name .. " (" .. cause.why .. ")" or name
    end
  end
  if #list == 0 then return end
  put("dt", nil, W.say(id))
  open "dd"
  open "ul"
  for _, s in ipairs(list) do put("li", nil, W.sentence(s)) end
  close "ul"
  close "dd"
end

local function say_names(id, prefix, names)
  if not names or #names == 0 then return end
  local list = {}
  for _, name in ipairs(names) do list[#list + 1] = W.name(prefix, name) end
  put("dt", nil, W.say(id))
  put("dd", nil, W.sentence(W.list(list)) .. ".")
end

-- Advice may name a day to look again, counted from the run's.
local function say_advice(advice, day)
  if not advice or #advice == 0 then return end
  put("dt", nil, W.say "page.advice")
  open "dd"
  for _, id in ipairs(advice) do
    put("p", { class = "advice" }, say("advice." .. id, {
      in_7 = W.day(day + 7), in_14 = W.day(day + 14),
      in_21 = W.day(day + 21), in_28 = W.day(day + 28) }) or id)
  end
  close "dd"
end

local function say_evidence(list)
  if not list or #list == 0 then return end
  put("dt", nil, W.say "page.evidence")
  open "dd"
  open "ul"
  for _, e in ipairs(list) do
    if e.text then put("li", nil, W.sentence(e.text) .. ".") end
  end
  close "ul"
  close "dd"
end

local function say_finding(f, day)
  local reported = f.basis ~= "data only"
  open("section", { class = "finding " .. (reported and "told" or "seen") })
  put("p", { class = "basis" }, W.basis(f.basis))
  put("h2", nil, f.title)
  open "dl"
  say_evidence(f.evidence)
  say_causes(f, "for", "page.causes_for")
  say_causes(f, "against", "page.causes_against")
  say_names("page.not_recorded", "thing", f.not_recorded)
  say_advice(f.advice, day)
  if f.verdict then
    put("dt", nil, W.say "page.verdict")
    put("dd", nil, W.say("explain.verdict",
      { verdict = W.name("verdict", f.verdict) }))
  end
  close "dl"
  F.section_end()
end

local function why_not(data)
  local reason = data.run.reason
  if reason == "" then reason = data.effort and data.effort.reason end
  if not reason then return W.say "explain.no_finding" end
  local why = say("reason." .. reason,
    { n = data.facts and data.facts.learnt or 0, needed = 20 }) or reason
  return W.say("page.not_judged", { why = why })
end

local function say_findings(data, day)
  for _, f in ipairs(data.findings) do say_finding(f, day) end
  if #data.findings > 0 then return end
  open("section", { class = "finding none" })
  put("h2", nil, W.say "page.nothing")
  put("p", nil, W.sentence(why_not(data)))
  F.section_end()
end

-- ---- the picture --------------------------------------------------------

-- The stretch that the first finding with a window is about, in minutes.
local function stretch_of(data)
  for _, f in ipairs(data.findings) do
    if f.from_s and f.to_s then return f.from_s / 60, f.to_s / 60 end
  end
end

local LEFT, RIGHT = 40, 8

local function draw_pulse(list, x, top, height, right)
  local function clean(p) return p.clean and p.bpm end
  local low, high = C.quantile(list, clean, 0.02), C.quantile(list, clean, 1)
  local band_low = C.quantile(list,
    function(p) return p.clean and p.low_bpm end, 0)
  local band_high = C.quantile(list,
    function(p) return p.clean and p.high_bpm end, 1)
  if not low then low, high = C.range(list, function(p) return p.bpm end) end
  if not low then return end
  low, high = math.min(low, band_low or low), math.max(high, band_high or high)
  low, high = low - 3, high + 3
  local y = C.scale(low, high, top + height, top)
  C.left_axis(C.ticks(low, high, 5), y, LEFT, right, W.fixed)
  local function at(p) return x(p.minute) end
  local function of(key) -- only where statistics look
    return function(p) return p.clean and p[key] and y(p[key]) end
  end
  C.area("band", list, at, of "low_bpm", of "high_bpm")
  C.line("usual", list, at, of "usual_bpm")
  local function pulse(p)
    return p.bpm and p.bpm >= low and p.bpm <= high and y(p.bpm) or nil
  end
  C.line("doubtful", list, at, pulse)
  C.line("pulse", list, at, function(p) return p.clean and pulse(p) end)
  C.label("panel", LEFT, top - 7, "start", W.say "page.pulse_panel")
end

local function draw_pace(list, x, top, height, right)
  local function speed(p) return p.speed_mps end
  local low = C.quantile(list, speed, 0.04)
  local high = C.quantile(list, speed, 0.98)
  if not low then return end
  low, high = low * 0.97, high * 1.03
  local y = C.scale(low, high, top + height, top)
  local ticks, step = {}, 15
  local slow, fast = W.unit_m / low, W.unit_m / high
  while (slow - fast) / step > 3.5 do step = step * 2 end
  for k = math.ceil(fast / step), math.floor(slow / step) do
    ticks[#ticks + 1] = W.unit_m / (k * step)
  end
  C.left_axis(ticks, y, LEFT, right, W.pace)
  C.line("pace", list, function(p) return x(p.minute) end, function(p)
    return p.speed_mps and y(math.max(low, math.min(high, p.speed_mps)))
  end)
  C.label("panel", LEFT, top - 7, "start",
    W.say("page.pace_panel", { unit = W.per_unit() }))
end

local function draw_grade(list, x, top, height, right)
  local _, most = C.range(list,
    function(p) return p.grade and math.abs(p.grade) end)
  if not most then return end
  most = math.max(most, 0.02)
  local y = C.scale(-most, most, top + height, top)
  local tick = 1
  for _, t in ipairs { 2, 5, 10, 15, 20 } do
    if t <= most * 100 then tick = t end
  end
  C.left_axis({ tick / 100, 0, -tick / 100 }, y, LEFT, right,
    function(v) return W.signed(100 * v) end)
  C.area("grade", list, function(p) return x(p.minute) end,
    function(p) return p.grade and y(0) end,
    function(p) return p.grade and y(p.grade) end)
  C.label("panel", LEFT, top - 7, "start", W.say "page.grade_panel")
end

local function draw(data, width, begin)
  local list, right = data.minutes, width - RIGHT
  local tall = width > 500 and 230 or 190
  local pace_top, grade_top = 24 + tall + 34, 24 + tall + 34 + 72 + 34
  local bottom = grade_top + 44
  begin(bottom + 36)
  local x = C.scale(0, list[#list].minute, LEFT, right)
  local from, to = stretch_of(data)
  if from then
    to = math.min(to, list[#list].minute)
    put("rect", { class = "stretch", x = x(from), y = 24,
      width = math.max(x(to) - x(from), 1), height = bottom - 24 })
  end
  draw_pulse(list, x, 24, tall, right)
  draw_pace(list, x, pace_top, 72, right)
  draw_grade(list, x, grade_top, 44, right)
  C.rule("axis", LEFT, bottom, right, bottom)
  for _, m in ipairs(C.ticks(0, list[#list].minute, width > 500 and 9 or 5)) do
    C.label("tick", x(m), bottom + 15, "middle", W.fixed(m))
  end
  C.label("tick", right, bottom + 30, "end", W.say "page.moving_minutes")
end

-- At most 48 rows: every so many points, not means, which the picture has not.
local function numbers_of(list)
  local rows, step = {}, math.max(1, math.ceil(#list / 48))
  for i = 1, #list, step do
    local p = list[i]
    rows[#rows + 1] = { W.fixed(p.minute, 1), W.fixed(p.bpm),
      W.fixed(p.usual_bpm), p.low_bpm and W.fixed(p.low_bpm) .. " – " ..
      W.fixed(p.high_bpm), W.pace(p.speed_mps),
      p.grade and W.signed(100 * p.grade, 1) }
  end
  return { { W.say "page.minute", W.say "page.pulse", W.say "page.usual",
    W.say "page.range", W.per_unit(), W.say "page.grade" }, "rrrrrr", rows }
end

local function key(class, id)
  open "li"
  open("svg", { viewBox = "0 0 22 12", width = 22, height = 12,
    ["aria-hidden"] = "true" })
  if class == "pulse" or class == "usual" then
    C.rule(class, 1, 6, 21, 6)
  else
    put("rect", { class = class, x = 1, y = 1, width = 20, height = 10,
      rx = 2 })
  end
  close "svg"
  put("span", nil, id)
  close "li"
end

local function show_picture(data)
  if #data.minutes < 2 then return end
  local from, to = stretch_of(data)
  F.section(W.say "page.beside_usual")
  open("ul", { class = "legend" })
  key("pulse", W.say "page.key_pulse")
  if data.band_runs >= 20 then
    key("band", W.say("page.key_band", { n = data.band_runs }))
  end
  if from then
    key("stretch", W.say("page.key_stretch", { from = from, to = to }))
  end
  close "ul"
  local last = data.minutes[#data.minutes]
  F.figure(nil, W.say "page.beside_usual",
    function(width, begin) draw(data, width, begin) end,
    numbers_of(data.minutes))
  if data.band_runs < 20 then
    F.note(W.say("page.no_band", { n = data.band_runs }))
  elseif last.clean and not last.usual_bpm then
    F.note(W.say "page.band_ends")
  end
  F.section_end()
end

-- ---- what was looked at -------------------------------------------------

local function why_of(score)
  return say("reason." .. score.reason,
    { n = score.n, needed = score.needed or 20 }) or score.reason
end

-- The one reason that nothing could be looked at for, or nil.
local function one_reason(scores)
  for _, s in ipairs(scores) do
    if not s.reason or s.reason ~= scores[1].reason then return nil end
  end
  return scores[1].reason
end

local function show_scores(data)
  local rows = {}
  if #data.scores == 0 then return end
  F.section(W.say "page.looked")
  if one_reason(data.scores) then
    F.note(W.say("page.none_looked", { why = why_of(data.scores[1]) }))
    F.note(W.say "explain.unseen")
    F.section_end()
    return
  end
  for _, s in ipairs(data.scores) do
    local part = W.name("part", s.pattern)
    if s.reason then
      rows[#rows + 1] = { part, W.sentence(why_of(s)), nil, nil }
    else
      local unseen = s.detectable_bpm and W.signed(s.detectable_bpm) ..
        " bpm (" .. W.fixed(100 * s.detectable_share) .. " %)"
      rows[#rows + 1] = { part, W.signed(s.residual_bpm, 1) .. " bpm",
        s.rarity < 0.5 and W.say("page.one_in",
          { one_in = math.round(1 / s.rarity) }) or W.say "page.not_rare",
        unseen }
    end
  end
  F.table({ W.say "page.where", W.say "page.beside_past", W.say "page.rarity",
    W.say "page.smallest" }, "llll", rows)
  F.note(W.say "page.smallest_help" .. " " .. W.say "explain.unseen")
  F.section_end()
end

local function show_rules(data)
  local rows = {}
  for _, r in ipairs(data.rules) do
    local why = r.status ~= "error" and r.text
    if not why and r.reason then
      why = say("reason." .. r.reason, { n = r.n, needed = 20 }) or r.reason
    end
    rows[#rows + 1] = { r.rule, W.name("status", r.status),
      why or nil, W.signed(r.z, 1) }
  end
  if #rows == 0 then return end
  F.section(W.say "page.rules")
  F.folded(W.say("page.rules_n", { n = #rows }), { W.say "page.rule",
    W.say "page.stands", W.say "page.why", "z" }, "lllr", rows)
  if data.stale then F.note(W.say "explain.stale") end
  F.section_end()
end

local function show_diary(data)
  local rows = {}
  for field, value in pairs(data.diary) do
    local id = field == "rhr_bpm" and "resting_bpm" or field
    if value:sub(-2) == ".0" then value = value:sub(1, -3) end
    rows[#rows + 1] = { W.sentence(say("thing.diary." .. id) or
      W.name("page.diary", field)), value }
  end
  if #rows == 0 then return end
  F.section(W.say "page.diary_day", "part small")
  F.table({ W.say "page.what", W.say "page.value" }, "ll", rows)
  F.section_end()
end

return function(data)
  W.begin(data)
  local run = data.run
  local speed = run.moving_s and run.distance_m and
    run.distance_m / run.moving_s
  local figures = W.distance(run.distance_m) .. " " .. W.unit() .. " · " ..
    W.duration(run.moving_s) .. " · " .. W.pace(speed) .. " " .. W.per_unit()
  local day = math.floor((run.start_ms / 1000 + (run.utc_offset_s or 0))
    / 86400)
  local name = run.title and run.title ~= "" and run.title or W.date(day)
  F.begin(data, name, W.say("page.run", { run = run.id }), {
    W.name("weekday", W.weekday(day)) .. ", " ..
    (name ~= W.date(day) and W.date(day) .. ", " or "") ..
    run.started:sub(12) .. (run.offset_source == "none" and " UTC" or ""),
    figures })
  say_findings(data, day)
  say_report(data)
  show_picture(data)
  show_scores(data)
  show_diary(data)
  show_rules(data)
  F.finish(data)
end
