-- SPDX-License-Identifier: MIT
--
-- stock.report: the pattern from what the runner reported, no heart rate
-- needed; then whether the data agree, do not show it, or could not look. The
-- report leads, so what the data alone would have said gives way to it.

local R = legs.rule {
  api = 1,
  id = "stock.report",
  version = "1.0.0",
  title = "Heavy legs as reported",
  pattern = "none",
  causes = { "short_warm_up", "residual_fatigue", "poor_sleep",
    "fuel_timing" },
  author = "heavylegs",
  licence = "MIT",
  requires = { "run.heavy_report" },
  uses = { "diary.sleep_h", "diary.meal" },
  explains = { "stock.start", "stock.midway", "stock.entire" },
  options = {
    runs = { type = "integer", default = 10, min = 3, max = 50, unit = "runs",
      help = "how many reported runs the share of heavy ones is taken of" },
    quick_start = { type = "number", default = 0.97, min = 0.8, max = 1.2,
      help = "first 10 min over the later pace from which a start is quick" },
    short_sleep_h = { type = "number", default = 6, min = 3, max = 9,
      unit = "h", help = "sleep below which it is named as a cause" },
    short_gap_h = { type = "number", default = 24, min = 6, max = 72,
      unit = "h", help = "time since the last run that counts as short" },
  },
}

local PATTERN = { start = "start", mid = "midway", late = "midway",
  all = "entire" }
local ADVICE = { start = "start_slower", midway = "ease_or_shorten",
  entire = "easy_day", none = "go_on" }

-- Which of the three patterns of one run the data speak for, if any.
local function likeliest(run)
  local best
  for _, pattern in ipairs { "start", "midway", "entire" } do
    local s = run:score(pattern)
    if s and s.score > (best and best.s.score or legs.explain_llr) then
      best = { s = s, pattern = pattern }
    end
  end
  return best
end

local function title_id(report, pattern)
  if report.heavy == "late" then return "heavy.late" end
  if pattern == "start" and report.eased then return "heavy.start_eased" end
  return "heavy." .. pattern
end

local function add_data(f, s, why, pattern)
  if not s then
    local words = why == "history" and "reason.little_past"
      or "reason." .. why
    f:evidence("heart_rate", nil, legs.text("evidence.no_look",
      { why = legs.text(words) }))
  elseif s.score > legs.explain_llr then
    f:evidence("heart_rate", s, legs.text("evidence." .. pattern, {
      bpm = s.change, from = s.from_min, to = s.to_min, n = s.n,
      one_in = s.one_in }))
  elseif s.detectable then
    f:evidence("heart_rate", s, legs.text("evidence.not_shown",
      { bpm = s.change, detectable = s.detectable }))
  else
    f:evidence("heart_rate", s, legs.text("evidence.not_shown_at_all",
      { bpm = s.change }))
  end
end

local function add_share(f, past, opt)
  local heavy, n = 1, 1
  for _, run in ipairs(past:reports(opt.runs - 1)) do
    n = n + 1
    if run.report.is_heavy then heavy = heavy + 1 end
  end
  local id = n > 1 and "evidence.share" or "evidence.first"
  f:evidence("share", heavy / n, legs.text(id, { heavy = heavy, n = n }),
    "share")
end

local function add_causes(f, run, past, opt, pattern)
  local warm_up, gap = run.warm_up, past.load.hours_since_last
  local diary = run.diary or {}
  if pattern == "start" and warm_up and warm_up.ratio then
    f:cause("short_warm_up", warm_up.ratio > opt.quick_start and "supports"
      or "against", legs.text("why.warm_up",
      { percent = 100 * warm_up.ratio }))
  end
  if gap and gap < opt.short_gap_h then
    f:cause("residual_fatigue", "supports",
      legs.text("why.gap", { hours = gap }))
  end
  if diary.sleep_h then
    f:cause("poor_sleep", diary.sleep_h < opt.short_sleep_h and "supports"
      or "against", legs.text("why.sleep", { hours = diary.sleep_h }))
  end
  if diary.meal then
    f:cause("fuel_timing", diary.meal == "ok" and "against" or "supports",
      legs.text("why.meal", { meal = diary.meal }))
  end
end

function R.evaluate(run, past, opt)
  local report = run.report
  local pattern = PATTERN[report.heavy]
  local s, why
  if pattern then
    s, why = run:score(pattern)
  else
    local best = likeliest(run)
    pattern = best and best.pattern or "none"
    s = best and best.s
  end
  local f = legs.finding { pattern = pattern, reported = true, statistic = s,
    threshold = s and legs.explain_llr,
    title = legs.text(title_id(report, pattern)) }
  add_share(f, past, opt)
  if pattern ~= "none" then add_data(f, s, why, pattern) end
  add_causes(f, run, past, opt, pattern)
  if pattern == "start" and report.eased then
    f:advice("keep_easy_as_planned")
  else
    f:advice(ADVICE[pattern])
  end
  return f
end

return R
