-- SPDX-License-Identifier: MIT
--
-- squad.long_fade: heart rate at pace climbs late in long runs, beyond what
-- this runner's long runs usually show. A coach's own rule: it asks for its
-- own windows and says what is enough.

local R = legs.rule {
  api = 1,
  id = "squad.long_fade",
  version = "1.0.0",
  title = "Late climb in a long run",
  pattern = "midway",
  causes = { "low_fuel", "pacing" },
  author = "Squad coach",
  licence = "CC0-1.0",
  requires = { "run.usable" },
  uses = { "diary.meal" },
  options = {
    long_min = { type = "number", default = 75, min = 50, max = 180,
      unit = "min", help = "runs from this length on are long runs" },
    least_llr = { type = "number", default = 1.5, min = 0.5, max = 4,
      unit = "LLR", help = "score from which the climb is worth a word" },
    quick_start = { type = "number", default = 1.02, min = 0.9, max = 1.3,
      help = "first 10 min over the later pace that speaks of pacing" },
  },
}

function R.evaluate(run, _, opt)
  if run.minutes < opt.long_min then
    return legs.abstain("too_short", "not a long run")
  end
  local late, why = run:contrast { from = "66%", to = "end",
    against = { 15, "60%" } }
  if not late then return legs.abstain(why) end
  if not late.z then return legs.abstain(late.reason) end
  if late.score <= opt.least_llr then return nil end
  local f = legs.finding { statistic = late, threshold = opt.least_llr,
    title = legs.text("title.long_fade") }
  f:evidence("late", late, legs.text("evidence.long_fade",
    { bpm = late.change, n = late.n, one_in = late.one_in }))
  local ratio = run.warm_up and run.warm_up.ratio
  if ratio and ratio > opt.quick_start then
    f:cause("pacing", "supports",
      legs.text("why.warm_up", { percent = 100 * ratio }))
  end
  local meal = run.diary and run.diary.meal
  if not meal then
    f:cause("low_fuel", "not_recorded")
  else
    f:cause("low_fuel", meal == "ok" and "against" or "supports",
      legs.text("why.meal", { meal = meal }))
  end
  f:advice("plan_fuel")
  return f
end

return R
