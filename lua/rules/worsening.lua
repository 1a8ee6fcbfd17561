-- SPDX-License-Identifier: MIT
--
-- stock.worsening: harder from week to week (P5, P6, P14), from heart rate at
-- pace alone, over the last four weeks (T8). Opens an episode, follows it up,
-- and says when it is over.

local causes = legs.lib "causes"
local heart = legs.lib "heart"
local several = legs.lib "several"

local R = legs.rule {
  api = 1,
  id = "stock.worsening",
  version = "2.0.0",
  title = "Harder from week to week",
  pattern = "worsening",
  causes = causes.of.worsening,
  author = "heavylegs",
  licence = "MIT",
  requires = { "score.worsening" },
  uses = { "diary.sleep_h", "diary.mood", "diary.motivation", "run.report" },
  options = heart.options "worsening",
}

function R.evaluate(run, past, opt)
  return several.evaluate("worsening", run, past, opt)
end

return R
