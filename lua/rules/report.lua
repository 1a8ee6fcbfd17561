-- SPDX-License-Identifier: MIT
--
-- stock.report: the pattern from what the runner reported, no heart rate
-- needed: P1 to P3 from the time, P4 from runs in a row, P5 from week to week,
-- P6 from the diary beside them. Then whether the data agree, do not show it,
-- or could not look. The report leads, so what the data alone would have said
-- of this run gives way to it; where they show something else, both stand.

local causes = legs.lib "causes"
local context = legs.lib "context"
local decide = legs.lib "decide"
local heart = legs.lib "heart"
local said = legs.lib "said"

local R = legs.rule {
  api = 1,
  id = "stock.report",
  version = "2.0.0",
  title = "Heavy legs as reported",
  pattern = "none",
  causes = causes.of.all,
  author = "heavylegs",
  licence = "MIT",
  requires = { "run.report" },
  uses = { "diary.sleep_h", "diary.meal" },
  explains = { "stock.start", "stock.midway", "stock.entire" },
  options = causes.options(causes.of.all, {
    share_runs = { type = "integer", default = 10, min = 3, max = 50,
      unit = "runs",
      help = "how many reported runs the share of heavy ones is taken of" },
    row = { type = "integer", default = 3, min = 2, max = 10, unit = "runs",
      help = "heavy runs in a row that are several days of it" },
    gap_days = { type = "integer", default = 7, min = 2, max = 21,
      unit = "days", help = "between two reports that ends a row" },
    lasting_days = { type = "integer", default = 14, min = 7, max = 42,
      unit = "days",
      help = "of heavy runs, all else as usual, that speak of movement" },
  }),
}

local PATTERN = { start = "start", mid = "midway", late = "midway",
  all = "entire" }
local SINGLE = { "start", "midway", "entire" }
local say = legs.text

-- Which of the three patterns of one run the data speak for, if any.
local function likeliest(run)
  local best, found
  for _, pattern in ipairs(SINGLE) do
    local s = run:score(pattern)
    if s and s.score > (best and best.score or legs.explain_llr) then
      best, found = s, pattern
    end
  end
  return found or "none", best
end

local function time_of(report)
  if report.heavy == "start" and report.eased then return "start_eased" end
  return report.heavy or "none"
end

-- ---- evidence ----

local function add_data(f, s, why, pattern)
  if not s then
    local words = why == "history" and "reason.little_past"
      or "reason." .. why
    f:evidence("heart_rate", nil, say("evidence.no_look", { why = say(words) }))
  elseif s.score > legs.explain_llr then
    heart.evidence(f, pattern, s)
  elseif s.detectable then
    f:evidence("heart_rate", s, say("evidence.not_shown",
      { bpm = s.change, detectable = s.detectable }))
  else
    f:evidence("heart_rate", s, say("evidence.not_shown_at_all",
      { bpm = s.change }))
  end
end

-- The data show another pattern than the one reported: said, not weighed.
local function add_elsewhere(f, run, reported)
  for _, pattern in ipairs(SINGLE) do
    local s = pattern ~= reported and run:score(pattern)
    if s and s.score > s.threshold then
      f:evidence("elsewhere", s, say("evidence.elsewhere." .. pattern,
        { bpm = s.change, one_in = s.one_in }))
    end
  end
end

-- S8 stands in every reported run; with it how many in a row, of several.
local function add_share(f, q, is_row)
  local id = "evidence.share"
  if is_row then
    id = q.report.heavy_runs and "evidence.row_said" or "evidence.row"
  elseif q.n == 1 then
    id = "evidence.first"
  end
  f:evidence("share", q.heavy / q.n, say(id, { heavy = q.heavy, n = q.n,
    row = q.row, time = say("time." .. time_of(q.report)) }), "share")
end

local function add_weeks(f, weeks)
  local values = {}
  for i, w in ipairs { weeks[3], weeks[2], weeks[1] } do
    values["heavy_" .. i], values["n_" .. i] = w.heavy, w.n
  end
  f:evidence("weeks", weeks[1].share, say("evidence.weeks", values), "share")
end

-- P6, S7: what weighs beside the legs, or that nothing of it was recorded.
local function add_strain(f, q)
  if q.recorded == 0 then
    f:evidence("strain", nil, say("evidence.strain_unknown"))
  elseif q.strain > 0 then
    f:evidence("strain", q.strain, say("evidence.strain", { n = q.strain }),
      "of 4")
  end
end

local function add_rest(f, past)
  local fine, n = said.after_rest(past)
  if n < 3 then return context.rest(f, past) end
  local id = 3 * fine >= 2 * n and "rest.said_better" or "rest.said_same"
  f:evidence("rest", fine / n, say(id, { fine = fine, n = n }), "share")
end

local function add_illness(f, q)
  if q.ill then
    f:evidence("illness", q.ill, say("context.ill", { days = q.ill }), "days")
  end
end

-- ---- which pattern ----

-- P8: after an illness neither several days nor a trend is read into it.
local function several(q, opt)
  if q.ill then return nil end
  if said.is_worsening(q.weeks) then return "worsening" end
  return q.row >= opt.row and "multi_day" or nil
end

-- The load of the week is as usual; false where it is not known.
local function is_steady(past, opt)
  local now, usual = past.load.distance_7_m, past.load.usual_distance_7_m
  local change = now and usual and usual > 0 and now / usual - 1
  return change and math.abs(change) <= opt.absorbed_share
end

-- P7, D17: it lasts, and load, sleep, mood and health are as usual.
local function is_unexplained(q, run, past, opt)
  if q.since < opt.lasting_days or q.recorded == 0 or q.strain > 0 then
    return false
  end
  local sore = run.diary and run.diary.soreness
  return is_steady(past, opt) and not (sore and sore >= 4)
end

local function question(run, past, opt)
  local q = { report = run.report, before = said.before(past),
    ill = context.ill_days(past, opt.ill_days) }
  q.row, q.since = said.in_a_row(q.report, q.before, opt.gap_days)
  q.heavy, q.n = said.share(q.before, opt.share_runs)
  q.weeks = said.weeks(q.report, q.before)
  q.strain, q.recorded = context.strain(past, opt)
  return q
end

-- ---- the finding ----

-- One run: P1, P2, P3, with P2c for the last part.
local function of_one(q, run, past, opt)
  local report, pattern = q.report, PATTERN[q.report.heavy]
  local s, why
  if pattern then
    s, why = run:score(pattern)
  else
    pattern, s = likeliest(run)
  end
  local title = report.heavy == "late" and "late"
    or pattern == "start" and time_of(report) or pattern
  local f = legs.finding { pattern = pattern, reported = true, statistic = s,
    threshold = s and legs.explain_llr, title = say("heavy." .. title) }
  add_share(f, q)
  if pattern ~= "none" then add_data(f, s, why, pattern) end
  if PATTERN[report.heavy] then add_elsewhere(f, run, pattern) end
  add_illness(f, q)
  local is_long = run.minutes and run.minutes >= opt.long_min -- D18
  local read = causes.add(f, pattern, run, past, opt)
  f:advice(decide.one {
    pattern = pattern, late = report.heavy == "late" and is_long,
    eased = report.eased, ill = q.ill, occasional = q.n >= 5 and q.heavy == 1,
    fuel = read.low_fuel == "supports",
    movement = read.movement == "supports" })
  return f
end

-- Several: P4, P5 and P6.
local function of_several(q, pattern, run, past, opt)
  local s, why = run:score(pattern)
  local f = legs.finding { pattern = pattern, reported = true, statistic = s,
    threshold = s and legs.explain_llr }
  add_share(f, q, pattern == "multi_day")
  if pattern == "worsening" then add_weeks(f, q.weeks) end
  if q.strain >= 2 then add_strain(f, q) end -- ahead of the data: P6
  add_data(f, s, why, pattern)
  if q.strain < 2 then add_strain(f, q) end
  add_rest(f, past)
  local read = causes.add(f, pattern, run, past, opt)
  f:advice(decide.several { strain = q.strain,
    movement = is_unexplained(q, run, past, opt)
      or read.movement == "supports" and is_steady(past, opt) })
  return f
end

function R.evaluate(run, past, opt)
  if not said.speaks(run.report) then return legs.abstain("no_report") end
  if not run.report.is_heavy then return nil end
  local q = question(run, past, opt)
  local pattern = several(q, opt)
  local f = pattern and of_several(q, pattern, run, past, opt)
    or of_one(q, run, past, opt)
  context.soreness(f, run)
  context.joint(f, run)
  if past.trend and not past.trend.reason then context.trend(f, past) end
  return f
end

return R
