-- SPDX-License-Identifier: MIT
--
-- stock.start: harder than usual at the start, then easing (P1), from heart
-- rate at pace alone. What the runner reported is stock.report's business.

local R = legs.rule {
  api = 1,
  id = "stock.start",
  version = "1.0.0",
  title = "Harder than usual at the start",
  pattern = "start",
  causes = { "short_warm_up", "residual_fatigue", "poor_sleep" },
  author = "heavylegs",
  licence = "MIT",
  requires = { "score.start" },
  uses = { "diary.sleep_h", "report.legs" },
  options = {
    margin = { type = "number", default = 0, min = -1, max = 3, unit = "LLR",
      help = "added to the score that the budget asks for" },
    quick_start = { type = "number", default = 0.97, min = 0.8, max = 1.2,
      help = "first 10 min over the later pace from which a start is quick" },
    short_sleep_h = { type = "number", default = 6, min = 3, max = 9,
      unit = "h", help = "sleep below which it is named as a cause" },
    short_gap_h = { type = "number", default = 24, min = 6, max = 72,
      unit = "h", help = "time since the last run that counts as short" },
  },
}

local function add_causes(f, run, past, opt)
  local warm_up, gap = run.warm_up, past.load.hours_since_last
  if warm_up and warm_up.ratio then
    local quick = warm_up.ratio > opt.quick_start
    f:cause("short_warm_up", quick and "supports" or "against",
      legs.text("why.warm_up", { percent = 100 * warm_up.ratio }))
  end
  if gap and gap < opt.short_gap_h then
    f:cause("residual_fatigue", "supports",
      legs.text("why.gap", { hours = gap }))
  end
  local sleep_h = run.diary and run.diary.sleep_h
  if not sleep_h then
    f:cause("poor_sleep", "not_recorded")
  else
    f:cause("poor_sleep", sleep_h < opt.short_sleep_h and "supports"
      or "against", legs.text("why.sleep", { hours = sleep_h }))
  end
end

function R.evaluate(run, past, opt)
  local s = run:score("start")
  local threshold = s.threshold + opt.margin
  if s.score <= threshold then return nil end
  local f = legs.finding { statistic = s, threshold = threshold }
  f:evidence("heart_rate", s, legs.text("evidence.start", { bpm = s.change,
    from = s.from_min, to = s.to_min, n = s.n, one_in = s.one_in }))
  if run.report and run.report.heavy == "no" then
    f:evidence("report", nil, legs.text("evidence.not_felt"))
  end
  add_causes(f, run, past, opt)
  f:advice(run.report and "start_slower" or "say_how")
  return f
end

return R
