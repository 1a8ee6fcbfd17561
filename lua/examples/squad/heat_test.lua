-- SPDX-License-Identifier: MIT
--
-- heavylegs rules test lua/examples/squad/heat.lua

local t = legs.test "heat.lua"
local runner = t.athlete { seed = 9, runs = 60, day_sd = 3 }
local hard = { from = 0, hr_pct = 15 }

t.case("explains a hard run on a warm day", function()
  local out = t.eval(runner:run { inject = hard, temperature_c = 30 })
  t.found(out)
  t.has_cause(out, "warmth")
  t.says(out, "30 degrees")
  assert(out.rules["stock.entire"] == "suppressed")
end)

t.case("leaves a hard run on a cool day to the stock rule", function()
  local out = t.eval(runner:run { inject = hard, temperature_c = 12 })
  t.none(out)
  assert(out.rules["stock.entire"] == "found")
end)

t.case("has nothing to say of an ordinary run on a warm day", function()
  t.none(t.eval(runner:run { temperature_c = 30 }))
end)

t.case("cannot look without a temperature", function()
  t.abstains(t.eval(runner:run { inject = hard }), "not_recorded")
end)

t.property("false alarms", function()
  t.at_most(0.5, "per 100 runs", t.null_runs(runner, 500))
end)
