-- SPDX-License-Identifier: MIT
--
-- stock.entire: harder than usual from start to finish (P3), from heart rate
-- at pace alone. Heart rate alone is "harder", never fatigue: what the runner
-- felt decides how it reads (S1).

local causes = legs.lib "causes"
local context = legs.lib "context"
local heart = legs.lib "heart"

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
  options = heart.options "entire",
}

function R.evaluate(run, past, opt)
  local f = heart.found("entire", run, opt)
  if not f then return nil end
  context.felt(f, run)
  context.joint(f, run)
  context.trend(f, past)
  context.contact(f, run)
  context.soreness(f, run)
  return heart.close(f, "entire", run, past, opt)
end

return R
