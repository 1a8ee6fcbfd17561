-- SPDX-License-Identifier: MIT
--
-- stock.midway: harder than usual after the run had settled (P2), from heart
-- rate at pace alone.

local causes = legs.lib "causes"
local context = legs.lib "context"
local heart = legs.lib "heart"

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
  options = heart.options "midway",
}

function R.evaluate(run, past, opt)
  local f = heart.found("midway", run, opt)
  if not f then return nil end
  context.felt(f, run)
  context.trend(f, past)
  context.soreness(f, run)
  return heart.close(f, "midway", run, past, opt)
end

return R
