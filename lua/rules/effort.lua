-- SPDX-License-Identifier: MIT
--
-- stock.effort: the effort or the legs that the runner gave are up while heart
-- rate is lower than usual, or as usual (S4, S5), further apart than in 1 to 2
-- ordinary rated runs of 100. Low heart rate with high effort is seen when
-- training has outrun recovery; heart rate alone would call it fitness. What
-- was reported heavy is stock.report's business.

local causes = legs.lib "causes"
local context = legs.lib "context"

-- Readings in which effort is up and heart rate is not.
local APART = { legs = true, low_heart = true }

local CAUSES = { "load", "low_readiness", "life_stress" }

local R = legs.rule {
  api = 1,
  id = "stock.effort",
  version = "1.0.0",
  title = "Effort up while heart rate is not",
  pattern = "none",
  causes = CAUSES,
  author = "heavylegs",
  licence = "MIT",
  requires = { "run.report", "score.entire" },
  uses = { "diary.sleep_h", "diary.stress" },
  options = causes.options(CAUSES, {
    least_z = { type = "number", default = 2, min = 1.28, max = 4,
      help = "own variations between feeling and heart that are enough" },
  }),
}

function R.evaluate(run, past, opt)
  if run.report.is_heavy then return nil end
  local joint = run.joint
  if not joint or not APART[joint.reading] then return nil end
  local s = run:matched("apart")
  if not s or not s.z or s.z <= opt.least_z then return nil end
  local f = legs.finding { statistic = s, threshold = opt.least_z,
    title = legs.text("title.effort." .. joint.reading) }
  f:evidence("effort", s, legs.text("evidence.effort",
    { n = s.n, one_in = s.one_in }))
  context.joint(f, run)
  context.trend(f, past)
  for _, id in ipairs(CAUSES) do
    local reading, why = causes.read(id, "multi_day", run, past, opt)
    f:cause(id, reading, why)
  end
  f:advice("easy_day", "look_again")
  return f
end

return R
