-- SPDX-License-Identifier: MIT
--
-- my.NAME: say in one line what this rule looks for.
--
-- Change it, then:  heavylegs rules test NAME.lua
--                   heavylegs rules lint NAME.lua
--                   heavylegs rules replay my.NAME
-- All that a rule may ask and say:  heavylegs rules doc

local R = legs.rule {
  api = 1,
  id = "my.NAME", -- stable: findings are stored under it
  version = "0.1.0",
  title = "Harder than usual in the last third",
  -- start, midway, entire, multi_day, worsening or none
  pattern = "midway",
  -- What findings may name as a cause.
  causes = { "pacing" },
  author = "me",
  licence = "CC0-1.0",
  -- Without this the engine abstains and says why.
  requires = { "run.usable" },
  -- Where this was not recorded, findings say so.
  uses = { "diary.meal" },
  options = {
    least_llr = { type = "number", default = 1.5, min = 0.5, max = 4,
      unit = "LLR", help = "score from which it is worth a word" },
    quick_start = { type = "number", default = 1.02, min = 0.9, max = 1.3,
      help = "first 10 min over the later pace that speaks of pacing" },
  },
}

function R.evaluate(run, _, opt)
  -- The last third against the middle, beside the same in this runner's last
  -- 60 runs. What shifts a whole run cancels.
  local s, why = run:contrast { from = "66%", to = "end",
    against = { 10, "60%" } }
  if not s then return legs.abstain(why) end
  if not s.z then return legs.abstain(s.reason) end
  if s.score <= opt.least_llr then return nil end -- nothing unusual

  local f = legs.finding { statistic = s, threshold = opt.least_llr }
  f:evidence("heart_rate", s, fmt(
    "heart rate at this pace %+d bpm in the last third beside your own last "
    .. "%d runs (about 1 in %d)", s.change, s.n, s.one_in))
  local warm_up = run.warm_up
  if warm_up and warm_up.ratio and warm_up.ratio > opt.quick_start then
    f:cause("pacing", "supports",
      legs.text("why.warm_up", { percent = 100 * warm_up.ratio }))
  end
  f:advice("ease_or_shorten")
  return f
end

return R
