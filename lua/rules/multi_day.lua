-- SPDX-License-Identifier: MIT
--
-- stock.multi_day: harder than usual over several runs (P4, P6, P10, P11,
-- P14), from heart rate at pace alone. Speaks once; the episode stays open
-- until two runs are quiet.

local causes = legs.lib "causes"
local context = legs.lib "context"
local decide = legs.lib "decide"

local R = legs.rule {
  api = 1,
  id = "stock.multi_day",
  version = "2.0.0",
  title = "Harder than usual over several runs",
  pattern = "multi_day",
  causes = causes.of.multi_day,
  author = "heavylegs",
  licence = "MIT",
  requires = { "score.multi_day" },
  uses = { "diary.sleep_h", "diary.mood", "diary.motivation", "report.legs" },
  options = causes.options({ "multi_day" }, {
    margin = { type = "number", default = 0, min = -1, max = 3, unit = "LLR",
      help = "added to the score that the budget asks for" },
  }),
}

function R.evaluate(run, past, opt)
  local s = run:score("multi_day")
  local threshold = s.threshold + opt.margin
  if s.score <= threshold then return nil end
  local f = legs.finding { statistic = s, threshold = threshold }
  f:evidence("heart_rate", s, legs.text("evidence.multi_day", {
    bpm = s.change, one_in = s.one_in }))
  context.joint(f, run)
  context.trend(f, past)
  context.rest(f, past)
  context.soreness(f, run)
  causes.add(f, "multi_day", run, past, opt)
  f:advice(decide.several {
    ill = context.ill_days(past), strain = context.strain(past),
    movement = causes.read("movement", run, past, opt) == "supports" })
  return f
end

return R
