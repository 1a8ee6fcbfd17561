-- SPDX-License-Identifier: MIT
--
-- stock.entire: harder than usual from start to finish (P3), from heart rate
-- at pace alone.

local R = legs.rule {
  api = 1,
  id = "stock.entire",
  version = "1.0.0",
  title = "Harder than usual from start to finish",
  pattern = "entire",
  causes = { "residual_fatigue", "poor_sleep", "warmth", "life_stress" },
  author = "heavylegs",
  licence = "MIT",
  requires = { "score.entire" },
  uses = { "diary.sleep_h", "diary.stress", "run.temperature_c",
    "report.legs" },
  options = {
    margin = { type = "number", default = 0, min = -1, max = 3, unit = "LLR",
      help = "added to the score that the budget asks for" },
    short_sleep_h = { type = "number", default = 6, min = 3, max = 9,
      unit = "h", help = "sleep below which it is named as a cause" },
    long_streak_days = { type = "integer", default = 4, min = 2, max = 14,
      unit = "days", help = "days in a row with a run that count as many" },
    warm_c = { type = "number", default = 24, min = 10, max = 40,
      unit = "deg C", help = "temperature from which warmth is named" },
  },
}

local function add_causes(f, run, past, opt)
  local days, diary = past.load.run_streak_days or 0, run.diary or {}
  if days >= opt.long_streak_days then
    f:cause("residual_fatigue", "supports",
      legs.text("why.streak", { days = days }))
  end
  if not diary.sleep_h then
    f:cause("poor_sleep", "not_recorded")
  else
    f:cause("poor_sleep", diary.sleep_h < opt.short_sleep_h and "supports"
      or "against", legs.text("why.sleep", { hours = diary.sleep_h }))
  end
  if run.temperature_c and run.temperature_c >= opt.warm_c then
    f:cause("warmth", "supports",
      legs.text("why.warm", { temperature = run.temperature_c }))
  end
  if diary.stress then
    f:cause("life_stress", diary.stress >= 4 and "supports" or "against",
      legs.text("why.stress", { stress = diary.stress }))
  end
end

function R.evaluate(run, past, opt)
  local s = run:score("entire")
  local threshold = s.threshold + opt.margin
  if s.score <= threshold then return nil end
  local f = legs.finding { statistic = s, threshold = threshold }
  f:evidence("heart_rate", s, legs.text("evidence.entire", { bpm = s.change,
    n = s.n, one_in = s.one_in }))
  if run.report and run.report.heavy == "no" then
    f:evidence("report", nil, legs.text("evidence.not_felt"))
  end
  add_causes(f, run, past, opt)
  f:advice(run.report and "easy_day" or "say_how")
  return f
end

return R
