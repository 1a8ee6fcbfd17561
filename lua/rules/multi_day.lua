-- SPDX-License-Identifier: MIT
--
-- stock.multi_day: harder than usual over several runs (P4, P6, P10, P11,
-- P14), from heart rate at pace alone. Opens an episode, follows it up, and
-- says when it is over.

local causes = legs.lib "causes"
local heart = legs.lib "heart"
local several = legs.lib "several"

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
  uses = { "diary.sleep_h", "diary.mood", "diary.motivation", "run.report" },
  options = heart.options "multi_day",
}

function R.evaluate(run, past, opt)
  return several.evaluate("multi_day", run, past, opt)
end

return R
