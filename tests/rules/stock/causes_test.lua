-- SPDX-License-Identifier: MIT
--
-- Every cause C1 to C24 as supports, against, not recorded or not measurable,
-- by the diary and rhythm around a run that was reported heavy.

local t = legs.test "stock.report"

-- What is said of a heavy run; `before` makes the days ahead of it.
local function heavy(when, wish, settings, before)
  local runner = t.athlete(settings)
  if before then before(runner) end
  local run = wish or {}
  run.report = { heavy = when }
  return t.eval(runner:run(run))
end

local function case(id, reading, out)
  t.case(id .. " " .. reading, function()
    t.has_cause(out(), id, reading)
  end)
end

local function day(entry, when)
  return function() return heavy(when or "all", { diary = entry }) end
end

-- C1, C3, C4, C5, C22: load and rhythm.
case("residual_fatigue", "supports", function()
  return heavy("all", { hours_after = 14 })
end)
case("residual_fatigue", "against", function()
  return heavy("all", { hours_after = 60 })
end)
case("residual_fatigue", "not_recorded", function()
  return heavy("all", nil, { runs = 0 })
end)
case("repeated_days", "supports", function()
  return heavy("all", nil, { every_days = 1, runs = 10 })
end)
case("repeated_days", "against", function() return heavy("all") end)

local function several(settings, before, wish)
  local runner = t.athlete(settings)
  if before then before(runner) end
  local out
  for _ = 1, 3 do
    local run = { report = { heavy = "all" } }
    for name, value in pairs(wish or {}) do run[name] = value end
    out = runner:add(runner:run(run))
  end
  return out
end
case("more_runs", "supports", function()
  return several({ every_days = 3, runs = 30 }, function(runner)
    for _ = 1, 9 do runner:add(runner:run { hours_after = 24 }) end
  end, { hours_after = 24 })
end)
case("more_runs", "against", function() return several() end)
case("more_runs", "not_recorded", function() return several { runs = 4 } end)
case("moderate_runs", "supports", function()
  return several(nil, function(runner) -- its maximum makes the rest moderate
    runner:add(runner:run { inject = { from = 0, hr_pct = 22 } })
    for _ = 1, 7 do runner:add(runner:run()) end
  end)
end)
case("moderate_runs", "against", function()
  return several { easy_bpm = 125, day_sd = 1 }
end)
case("load", "supports", function() return several() end)
case("load", "not_recorded", function() return several { runs = 4 } end)

-- C2, C6, C8, C19: sleep, stress, mind.
case("poor_sleep", "supports", day { sleep_h = 5 })
case("poor_sleep", "supports", day { sleep_quality = 1 })
case("poor_sleep", "against", day { sleep_h = 8 })
case("poor_sleep", "not_recorded", day { mood = 3 })
t.case("poor_sleep supports, three nights under the own median", function()
  local out = heavy("all", { diary = { sleep_h = 6.5 } }, nil, function(r)
    for i = 1, 12 do
      r:add(r:run { hours_after = 24,
        diary = { sleep_h = i <= 10 and 8 or 6.5 } })
    end
  end)
  t.has_cause(out, "poor_sleep")
end)
case("life_stress", "supports", day { stress = 4 })
case("life_stress", "against", day { stress = 2 })
case("life_stress", "not_recorded", day { mood = 3 })
case("mental_load", "supports", day { motivation = 1 })
case("mental_load", "against", day { mood = 4 })
case("mental_load", "not_recorded", day { stress = 2 })
case("low_readiness", "supports", day { stress = 5, sleep_h = 5 })
case("low_readiness", "against", day { stress = 1, sleep_h = 8 })
case("low_readiness", "not_recorded", function()
  return heavy("all", { diary = { stress = 2 }, hours_after = 96 })
end)

-- C7, C9, C10, C11: fuel. Nothing but the diary knows.
case("fuel_timing", "supports", day({ meal = "late" }, "start"))
case("fuel_timing", "against", day({ meal = "ok" }, "start"))
case("fuel_timing", "not_recorded", day({ mood = 3 }, "start"))
case("low_fuel", "supports", day({ meal = "none" }, "mid"))
case("low_fuel", "supports", function()
  return heavy("late", { minutes = 110 })
end)
case("low_fuel", "against", day({ meal = "ok" }, "mid"))
case("low_fuel", "not_recorded", function() return heavy("mid") end)
case("fuelling", "not_recorded", function() return several() end)
case("fuelling", "supports", function()
  return several(nil, nil, { diary = { meal = "none" }, hours_after = 24 })
end)
case("underfuelling", "not_measurable", function() return several() end)
case("imbalance", "not_measurable", function() return several() end)
case("mobility", "not_measurable", function() return several() end)

-- C12, C13, C14, C21, C23: the start, the pace, the conditions.
case("stiffness", "supports", function()
  return heavy("start", nil, { hour = 6 })
end)
case("stiffness", "against", function() return heavy("start") end)
case("short_warm_up", "supports", function()
  return heavy("start", { inject = { from = 10, pace_pct = 5 } })
end)
case("short_warm_up", "against", function()
  return heavy("start", { inject = { from = 0, to = 10, pace_pct = 12 } })
end)
t.case("short_warm_up against, a warm-up of its own", function()
  local out = heavy("start", { hours_after = 0.4 }, nil, function(r)
    r:add(r:run { minutes = 15 })
  end)
  t.has_cause(out, "short_warm_up", "against")
  t.says(out, "Heavy legs at the start")
end)
case("pacing", "supports", function()
  return heavy("mid", { inject = { from = 17, pace_pct = 8 } })
end)
case("pacing", "against", function()
  return heavy("mid", { inject = { from = 0, to = 17, pace_pct = 8 } })
end)
case("warmth", "supports", function()
  return heavy("all", { temperature_c = 29 })
end)
case("warmth", "against", function()
  return heavy("all", { temperature_c = 12 })
end)
case("warmth", "not_recorded", function() return heavy("all") end)
case("cold", "supports", function()
  return heavy("start", { temperature_c = -2 })
end)
case("cold", "against", function()
  return heavy("start", { temperature_c = 12 })
end)
case("cold", "not_recorded", function() return heavy("start") end)

-- C16, C17, C18.
case("movement", "supports", function()
  return heavy("all", { cadence_spm = 160 })
end)
case("movement", "against", function() return heavy("all") end)
case("movement", "not_recorded", function()
  return heavy("all", nil, { runs = 5 })
end)
case("travel", "supports", day { travel = true })
case("travel", "against", day { travel = false })
case("travel", "not_recorded", day { mood = 3 })
case("illness", "supports", function()
  return heavy("all", nil, nil, function(r)
    r:add(r:run { diary = { ill = true } })
  end)
end)
case("illness", "against", day { ill = false })
case("illness", "not_recorded", function() return heavy("all") end)
t.case("a resting heart rate that is up is a question", function()
  local out = heavy("all", { diary = { resting_bpm = 58 },
    hours_after = 24 }, nil, function(r)
    for i = 1, 16 do
      r:add(r:run { hours_after = 24,
        diary = { resting_bpm = i == 16 and 58 or 48 } })
    end
  end)
  t.has_cause(out, "illness", "not_recorded")
  assert(out.rules["stock.illness"] == "abstained")
end)

-- The sensor is named where effort says otherwise.
t.case("sensor supports, heart rate up and effort as usual", function()
  local s = legs.test "stock.entire"
  local runner = s.athlete { seed = 3, day_sd = 3 }
  for i = 1, 20 do
    runner:add(runner:run { report = { rpe = 4 + i % 2 } })
  end
  local out = s.eval(runner:run { inject = { from = 0, hr_pct = 18 },
    report = { rpe = 4 } })
  s.has_cause(out, "sensor")
  s.has_evidence(out, "joint")
end)

-- C20: no rule names iron, whatever is asked.
t.case("no cause speaks of iron", function()
  local ok = pcall(function()
    t.has_cause(heavy("all"), "iron", "not_recorded")
  end)
  assert(not ok)
end)
