-- SPDX-License-Identifier: MIT
--
-- Tests of my.NAME; athletes and runs are simulated.

local t = legs.test "NAME.lua"
local runner = t.athlete { seed = 1, runs = 60 }
local hard = { from = 33, hr_pct = 15 } -- of 50 min

t.case("finds a hard last third", function()
  local out = t.eval(runner:run { inject = hard })
  t.pattern(out, "midway")
  t.has_evidence(out, "heart_rate")
end)

t.case("is silent on an ordinary run", function()
  t.none(t.eval(runner:run()))
end)

t.case("cannot look without heart rate", function()
  t.abstains(t.eval(runner:run { drop = { "heart_rate_bpm" } }),
    "no_heart_rate")
end)

t.case("is still learning with ten runs", function()
  local novice = t.athlete { seed = 2, runs = 10 }
  t.abstains(t.eval(novice:run()), "history")
end)

t.property("false alarms", function()
  t.at_most(3, "per 100 runs", t.null_runs(runner, 300))
end)

t.property("power at 15 %", function()
  t.at_least(0.5, t.power(runner, hard, 100))
end)
