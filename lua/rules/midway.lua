-- SPDX-License-Identifier: MIT
--
-- stock.midway: harder than usual after the run had settled (P2), from heart
-- rate at pace alone.

local causes = legs.lib "causes"
local context = legs.lib "context"
local decide = legs.lib "decide"

local R = legs.rule {
  api = 1,
  id = "stock.midway",
  version = "2.0.0",
  title = "Harder than usual midway",
  pattern = "midway",
  causes = causes.of.midway,
  author = "heavylegs",
  licence = "MIT",
  requires = { "score.midway" },
  uses = { "diary.meal", "run.temperature_c", "run.report" },
  options = causes.options({ "midway" }, {
    margin = { type = "number", default = 0, min = -1, max = 3, unit = "LLR",
      help = "added to the score that the budget asks for" },
  }),
}

function R.evaluate(run, past, opt)
  local s = run:score("midway")
  local threshold = s.threshold + opt.margin
  if s.score <= threshold then return nil end
  local f = legs.finding { statistic = s, threshold = threshold }
  f:evidence("heart_rate", s, legs.text("evidence.midway", { bpm = s.change,
    from = s.from_min, n = s.n, one_in = s.one_in }))
  context.felt(f, run)
  context.trend(f, past)
  context.soreness(f, run)
  local read = causes.add(f, "midway", run, past, opt)
  f:advice(decide.unfelt(run) or decide.one {
    pattern = "midway", ill = context.ill_days(past),
    fuel = read.low_fuel == "supports" })
  return f
end

return R
