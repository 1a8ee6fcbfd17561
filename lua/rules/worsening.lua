-- SPDX-License-Identifier: MIT
--
-- stock.worsening: harder from week to week (P5, P6, P14), from heart rate at
-- pace alone, over the last four weeks (T8). Opens an episode, follows it up,
-- and says when it is over.

local causes = legs.lib "causes"
local context = legs.lib "context"
local decide = legs.lib "decide"
local episode = legs.lib "episode"

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
  options = causes.options({ "worsening" }, {
    margin = { type = "number", default = 0, min = -1, max = 3, unit = "LLR",
      help = "added to the score that the budget asks for" },
  }),
}

local function add_context(f, run, past)
  context.joint(f, run)
  context.trend(f, past)
  context.rest(f, past)
  context.strain_said(f, run, past)
  context.soreness(f, run)
end

local function decide_with(f, run, past, opt)
  local read = causes.add(f, "worsening", run, past, opt)
  local grown = read.load == "supports" and past.load.usual_distance_7_m
    and past.load.distance_7_m > 1.15 * past.load.usual_distance_7_m
  return f:advice(decide.several {
    ill = context.ill_days(past), strain = context.strain(past),
    movement = read.movement == "supports" and not grown }) -- P7, T12
end

-- Over: nothing to do. Easing: leave it. Else the decision stands.
local function follow_up(phase, e, s, run, past, opt)
  local f = episode.follow_up(phase, e, "worsening", s)
  add_context(f, run, past)
  if phase == "over" or phase == "usual" or phase == "easing" then
    return f:advice(phase)
  end
  return decide_with(f, run, past, opt)
end

function R.evaluate(run, past, opt)
  local s = run:score("worsening")
  local threshold = s.threshold + opt.margin
  local phase, e = episode.phase(past, "stock.worsening", s)
  if phase and phase ~= "quiet" then
    return follow_up(phase, e, s, run, past, opt)
  end
  if s.score <= threshold or not episode.is_several(run, past) then
    return nil
  end
  local f = legs.finding { statistic = s, threshold = threshold }
  f:evidence("heart_rate", s, legs.text("evidence.worsening", {
    bpm = s.change, one_in = s.one_in }))
  add_context(f, run, past)
  return decide_with(f, run, past, opt)
end

return R
