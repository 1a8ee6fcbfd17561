-- SPDX-License-Identifier: MIT
--
-- What the two rules over several runs share (P4, P5, P6, P10, P11, P14): from
-- heart rate at pace alone, a finding that opens an episode, its follow-ups,
-- and the end of it.
--
--   return several.evaluate("multi_day", run, past, opt)

local causes = legs.lib "causes"
local context = legs.lib "context"
local decide = legs.lib "decide"
local episode = legs.lib "episode"
local heart = legs.lib "heart"

local S = {}

local function add_context(f, run, past, opt)
  context.joint(f, run)
  context.trend(f, past)
  context.rest(f, past)
  context.strain_said(f, run, past, opt)
  context.soreness(f, run)
end

local function decide_with(f, pattern, run, past, opt)
  local read = causes.add(f, pattern, run, past, opt)
  local grown = read.load == "supports" and past.load.usual_distance_7_m
    and past.load.distance_7_m > 1.15 * past.load.usual_distance_7_m
  return f:advice(decide.several {
    ill = context.ill_days(past, opt.ill_days),
    strain = context.strain(past, opt),
    movement = read.movement == "supports" and not grown }) -- P7, T12
end

-- Over: nothing to do. Easing: leave it. Else the decision stands.
local function follow_up(f, phase, pattern, run, past, opt)
  add_context(f, run, past, opt)
  if phase == "over" or phase == "usual" or phase == "easing" then
    return f:advice(phase)
  end
  return decide_with(f, pattern, run, past, opt)
end

-- The rule is the stock rule of that pattern; opt.margin is its own.
function S.evaluate(pattern, run, past, opt)
  local s = run:score(pattern)
  local threshold = s.threshold + opt.margin
  local phase, e = episode.phase(past, "stock." .. pattern, s)
  if phase and phase ~= "quiet" then
    return follow_up(episode.follow_up(phase, e, pattern, s), phase, pattern,
      run, past, opt)
  end
  if s.score <= threshold or not episode.is_several(run, past) then
    return nil
  end
  local f = heart.finding(pattern, s, threshold)
  add_context(f, run, past, opt)
  return decide_with(f, pattern, run, past, opt)
end

return S
