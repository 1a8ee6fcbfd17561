-- SPDX-License-Identifier: MIT
--
-- stock.midway: harder than usual after the run had settled (P2), from heart
-- rate at pace alone.

local R = legs.rule {
  api = 1,
  id = "stock.midway",
  version = "1.0.0",
  title = "Harder than usual midway",
  pattern = "midway",
  causes = { "pacing", "low_fuel", "warmth" },
  author = "heavylegs",
  licence = "MIT",
  requires = { "score.midway" },
  uses = { "diary.meal", "run.temperature_c", "report.legs" },
  options = {
    margin = { type = "number", default = 0, min = -1, max = 3, unit = "LLR",
      help = "added to the score that the budget asks for" },
    quick_start = { type = "number", default = 1.03, min = 0.9, max = 1.3,
      help = "first 10 min over the later pace that speaks of pacing" },
    warm_c = { type = "number", default = 24, min = 10, max = 40,
      unit = "deg C", help = "temperature from which warmth is named" },
  },
}

local function add_causes(f, run, opt)
  local warm_up, meal = run.warm_up, run.diary and run.diary.meal
  if warm_up and warm_up.ratio and warm_up.ratio > opt.quick_start then
    f:cause("pacing", "supports",
      legs.text("why.warm_up", { percent = 100 * warm_up.ratio }))
  end
  if not meal then
    f:cause("low_fuel", "not_recorded")
  else
    f:cause("low_fuel", meal == "ok" and "against" or "supports",
      legs.text("why.meal", { meal = meal }))
  end
  local temperature = run.temperature_c
  if temperature and temperature >= opt.warm_c then
    f:cause("warmth", "supports",
      legs.text("why.warm", { temperature = temperature }))
  end
end

function R.evaluate(run, _, opt)
  local s = run:score("midway")
  local threshold = s.threshold + opt.margin
  if s.score <= threshold then return nil end
  local f = legs.finding { statistic = s, threshold = threshold }
  f:evidence("heart_rate", s, legs.text("evidence.midway", { bpm = s.change,
    from = s.from_min, n = s.n, one_in = s.one_in }))
  if run.report and run.report.heavy == "no" then
    f:evidence("report", nil, legs.text("evidence.not_felt"))
  end
  add_causes(f, run, opt)
  f:advice(run.report and "ease_or_shorten" or "say_how")
  return f
end

return R
