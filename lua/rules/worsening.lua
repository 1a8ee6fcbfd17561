-- SPDX-License-Identifier: MIT
--
-- stock.worsening: harder from week to week (P5), from heart rate at pace
-- alone. Speaks once; the episode stays open until two runs are quiet.

local R = legs.rule {
  api = 1,
  id = "stock.worsening",
  version = "1.0.0",
  title = "Harder from week to week",
  pattern = "worsening",
  causes = { "load", "moderate_runs" },
  author = "heavylegs",
  licence = "MIT",
  requires = { "score.worsening" },
  uses = { "diary.sleep_h", "diary.mood", "diary.motivation", "report.legs" },
  options = {
    margin = { type = "number", default = 0, min = -1, max = 3, unit = "LLR",
      help = "added to the score that the budget asks for" },
    grey_share = { type = "number", default = 0.35, min = 0.1, max = 0.9,
      unit = "share",
      help = "of two weeks at 80 to 88 % of maximum that counts as much" },
  },
}

function R.evaluate(run, past, opt)
  local s = run:score("worsening")
  local threshold = s.threshold + opt.margin
  if s.score <= threshold then return nil end
  local f = legs.finding { statistic = s, threshold = threshold }
  f:evidence("heart_rate", s, legs.text("evidence.worsening", {
    bpm = s.change, n = s.n, one_in = s.one_in }))
  local grey = past.load.grey_share_14
  if grey then
    f:cause("moderate_runs", grey >= opt.grey_share and "supports"
      or "against")
  end
  f:advice("one_run_fewer", "look_again")
  return f
end

return R
