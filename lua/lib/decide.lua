-- SPDX-License-Identifier: MIT
--
-- What to do next (D1 to D20 of the manual page heavylegs-rules): one small
-- action, as ids of reviewed texts: attention, not panic (K9). Nothing here
-- says to stop (D5), to push through (K12), or what to eat. Data alone ask
-- first how the legs felt.
--
--   f:advice(decide.one { pattern = "start", eased = true, ... })
--
-- Fields of the question, all but `pattern` optional:
--   pattern     start, midway, entire or none
--   late        midway, and the runner said late or the run was long
--   eased       the runner said so (D9)
--   ill         illness lately (D15)
--   occasional  at most one other of the last ten runs (D1, D20)
--   fuel        a cause of fuel is supported (D18)
--   movement    a cause of movement is supported (D17)

local D = {}

-- One run. D7: the order of the tests is the order of the run.
function D.one(q)
  if q.ill then return "wait" end -- D15
  if q.eased then return "keep_easy_as_planned" end -- D9
  if q.pattern == "start" then return "start_slower" end -- D19, D8
  if q.pattern == "midway" then
    return (q.late or q.fuel) and "plan_fuel" or "ease_or_shorten" -- D18, D10
  end
  if q.movement then return "look_at_movement", "look_again_21" end -- D17, T5
  if q.occasional or q.pattern == "none" then return "go_on" end -- D1, D20
  return "easy_day" -- D4
end

-- Several days or week to week. `strain`: how many of sleep, mood, motivation
-- and stress weigh on it.
function D.several(q)
  if q.ill then return "wait", "look_again" end -- D15
  if (q.strain or 0) >= 2 then return "change_load", "look_again" end -- D11
  if q.movement then return "look_at_movement", "look_again_21" end -- D17
  return "one_run_fewer", "look_again" -- D3, D4
end

-- Nobody said how the legs felt: ask, whatever the data show.
function D.unfelt(run)
  return not run.report and "say_how" or nil
end

return D
