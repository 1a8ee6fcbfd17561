-- SPDX-License-Identifier: MIT
--
-- stock.entire: harder than usual from start to finish (P3), from heart rate
-- at pace alone. Heart rate alone is "harder", never fatigue: what the runner
-- felt decides how it reads (methods.md 2.4).

local causes = legs.lib "causes"
local context = legs.lib "context"
local decide = legs.lib "decide"

local R = legs.rule {
  api = 1,
  id = "stock.entire",
  version = "2.0.0",
  title = "Harder than usual from start to finish",
  pattern = "entire",
  causes = causes.of.entire,
  author = "heavylegs",
  licence = "MIT",
  requires = { "score.entire" },
  uses = { "diary.sleep_h", "diary.stress", "run.temperature_c",
    "run.report" },
  options = causes.options({ "entire" }, {
    margin = { type = "number", default = 0, min = -1, max = 3, unit = "LLR",
      help = "added to the score that the budget asks for" },
  }),
}

function R.evaluate(run, past, opt)
  local s = run:score("entire")
  local threshold = s.threshold + opt.margin
  if s.score <= threshold then return nil end
  local f = legs.finding { statistic = s, threshold = threshold }
  f:evidence("heart_rate", s, legs.text("evidence.entire", { bpm = s.change,
    n = s.n, one_in = s.one_in }))
  context.felt(f, run)
  context.joint(f, run)
  context.trend(f, past)
  context.contact(f, run)
  context.soreness(f, run)
  local read = causes.add(f, "entire", run, past, opt)
  f:advice(decide.unfelt(run) or decide.one {
    pattern = "entire", ill = context.ill_days(past),
    occasional = context.is_occasional(past),
    movement = read.movement == "supports" })
  return f
end

return R
