-- SPDX-License-Identifier: MIT
--
-- What the rules that start from heart rate at pace share: the score that has
-- to pass, the finding with its first line of evidence, and, of one run (P1 to
-- P3), the causes and the advice that end it.
--
--   options = heart.options "entire"
--   local f = heart.found("entire", run, opt)
--   if not f then return nil end
--   return heart.close(f, "entire", run, past, opt)

local causes = legs.lib "causes"
local context = legs.lib "context"
local decide = legs.lib "decide"

local H = {}

local MARGIN = { type = "number", default = 0, min = -1, max = 3, unit = "LLR",
  help = "added to the score that the budget asks for" }

-- Options of a rule for that pattern of the engine: its margin, and what the
-- causes read.
function H.options(pattern)
  return causes.options(causes.of[pattern], { margin = MARGIN })
end

-- What was measured, beside the runner's own past.
function H.evidence(f, pattern, s)
  f:evidence("heart_rate", s, legs.text("evidence." .. pattern, {
    bpm = s.change, from = s.from_min, to = s.to_min, n = s.n,
    one_in = s.one_in }))
end

function H.finding(pattern, s, threshold, title)
  local f = legs.finding { statistic = s, threshold = threshold,
    title = title }
  H.evidence(f, pattern, s)
  return f
end

-- By the engine's own score of the pattern; nil: it does not pass.
function H.found(pattern, run, opt)
  local s = run:score(pattern)
  local threshold = s.threshold + opt.margin
  if s.score <= threshold then return nil end
  return H.finding(pattern, s, threshold)
end

-- Causes and advice. `how`: late or eased, as decide.one takes them.
function H.close(f, pattern, run, past, opt, how)
  local read = causes.add(f, pattern, run, past, opt)
  return f:advice(decide.unfelt(run) or decide.one {
    pattern = pattern, late = how and how.late, eased = how and how.eased,
    ill = context.ill_days(past, opt.ill_days),
    occasional = context.is_occasional(past),
    fuel = read.low_fuel == "supports",
    movement = read.movement == "supports" })
end

return H
