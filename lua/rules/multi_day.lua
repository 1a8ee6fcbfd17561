-- SPDX-License-Identifier: MIT
--
-- stock.multi_day: harder than usual over several runs (P4), from heart rate
-- at pace alone. Speaks once; the episode stays open until two runs are quiet.

local R = legs.rule {
  api = 1,
  id = "stock.multi_day",
  version = "1.0.0",
  title = "Harder than usual over several runs",
  pattern = "multi_day",
  causes = { "load", "more_runs", "poor_sleep" },
  author = "heavylegs",
  licence = "MIT",
  requires = { "score.multi_day" },
  uses = { "diary.sleep_h", "diary.motivation", "report.legs" },
  options = {
    margin = { type = "number", default = 0, min = -1, max = 3, unit = "LLR",
      help = "added to the score that the budget asks for" },
    short_sleep_h = { type = "number", default = 6, min = 3, max = 9,
      unit = "h", help = "mean sleep of a week that is named as a cause" },
  },
}

local function mean_sleep(past)
  local sum, n = 0, 0
  for _, day in ipairs(past:diary(7)) do
    if day.sleep_h then
      sum, n = sum + day.sleep_h, n + 1
    end
  end
  return n > 0 and sum / n or nil
end

local function add_causes(f, past, opt)
  local load, sleep_h = past.load, mean_sleep(past)
  if load.usual_runs_7 and load.runs_7 then
    f:cause("more_runs", load.runs_7 > load.usual_runs_7 and "supports"
      or "against")
  end
  if not sleep_h then
    f:cause("poor_sleep", "not_recorded")
  else
    f:cause("poor_sleep", sleep_h < opt.short_sleep_h and "supports"
      or "against", legs.text("why.sleep", { hours = sleep_h }))
  end
end

function R.evaluate(run, past, opt)
  local s = run:score("multi_day")
  local threshold = s.threshold + opt.margin
  if s.score <= threshold then return nil end
  local f = legs.finding { statistic = s, threshold = threshold }
  f:evidence("heart_rate", s, legs.text("evidence.multi_day", {
    bpm = s.change, n = s.n, one_in = s.one_in }))
  add_causes(f, past, opt)
  f:advice("easy_day", "look_again")
  return f
end

return R
