-- SPDX-License-Identifier: MIT
--
-- heavylegs rules test lua/examples/squad/long_fade.lua

local t = legs.test "long_fade.lua"
local runner = t.athlete { seed = 7, runs = 60, minutes = 90 }
local climb = { from = 60, hr_pct = 9 }

t.case("finds a climb of 9 % in the last third", function()
  local out = t.eval(runner:run { inject = climb })
  t.pattern(out, "midway")
  t.has_evidence(out, "late")
  t.basis(out, "data only")
  t.not_seen(out, "diary.meal")
end)

t.case("names the late meal", function()
  local out = t.eval(runner:run { inject = climb,
    diary = { meal = "late" } })
  t.has_cause(out, "low_fuel")
  t.says(out, "you noted the meal as late")
end)

t.case("is silent on an ordinary long run", function()
  t.none(t.eval(runner:run()))
end)

t.case("is silent when the whole run is hard", function()
  t.none(t.eval(runner:run { inject = { from = 0, hr_pct = 9 } }))
end)

t.case("leaves short runs alone", function()
  t.abstains(t.eval(runner:run { minutes = 50 }), "too_short")
end)

t.case("cannot look without heart rate", function()
  t.abstains(t.eval(runner:run { drop = { "heart_rate_bpm" } }),
    "no_heart_rate")
end)

t.case("is still learning with ten runs", function()
  local novice = t.athlete { seed = 3, runs = 10, minutes = 90 }
  t.abstains(t.eval(novice:run { inject = climb }), "history")
end)

t.property("false alarms", function()
  t.at_most(2.5, "per 100 runs", t.null_runs(runner, 400))
end)

t.property("power at 9 %", function()
  t.at_least(0.6, t.power(runner, climb, 100))
end)
