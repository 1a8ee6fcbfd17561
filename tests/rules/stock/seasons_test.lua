-- SPDX-License-Identifier: MIT
--
-- Several days and week to week: episodes that open, go on, ease and end; what
-- stands beside them; and what each of them says to do.

local t = legs.test "stock.multi_day"

local function history(settings)
  settings = settings or {}
  settings.runs, settings.day_sd = settings.runs or 60, settings.day_sd or 3
  return t.athlete(settings)
end

-- Runs with this loss until the rule speaks, twelve at most. The run, and how
-- many there were.
local function until_found(runner, wish, rules)
  for i = 1, 12 do
    local run = {}
    for name, value in pairs(wish) do run[name] = value end
    local out = runner:add(runner:run(run))
    if out.rules[rules or "stock.multi_day"] == "found" then return out, i end
  end
  error("not found in 12 runs")
end

local block = { inject = { from = 0, hr_pct = 11 } }

t.case("P4: several hard runs open one episode, not an alarm a day", function()
  local opened, said, runs = 0, 0, 0
  for seed = 1, 6 do
    local runner = history { seed = seed }
    local out, n = until_found(runner, block)
    t.pattern(out, "multi_day")
    assert(n >= 2 and n <= 8, fmt("found at run %d", n))
    opened, runs = opened + 1, runs + n
    for _ = 1, 2 do -- the four days after it
      out = runner:add(runner:run { inject = { from = 0, hr_pct = 11 } })
      said = said + (out.status == "found" and 1 or 0)
      assert(out.rules["stock.entire"] ~= "found")
    end
  end
  t.note(fmt("simulated: found after %d runs on average", runs // opened))
  assert(said == 0)
end)

t.case("T3, D13: it is looked at again after a week and two", function()
  local runner = history { seed = 2 }
  until_found(runner, block)
  local seen = {}
  for i = 1, 7 do
    local out = runner:add(runner:run { inject = { from = 0, hr_pct = 11 } })
    if out.status == "found" then
      seen[#seen + 1] = i
      t.has_evidence(out, "episode")
      t.has_evidence(out, "trend")
    end
  end
  assert(seen[1] == 4, "first at day 8") -- every second day
  assert(#seen <= 2)
end)

t.case("D2: it ends in words after two quiet runs", function()
  local runner = history { seed = 1 }
  until_found(runner, block)
  local last
  for _ = 1, 10 do
    local out = runner:add(runner:run())
    if out.status == "found" then last = out end
  end
  assert(last, "nothing was said of the end")
  t.advises(last, "over")
  t.says(last, "over after")
  t.says(last, "Two quiet runs")
end)

t.case("one very hard run is not several", function()
  for seed = 1, 8 do
    local out = t.eval(history { seed = seed }:run {
      inject = { from = 0, hr_pct = 20 } })
    t.none(out)
  end
end)

t.case("D3, D4: one run fewer, and a day to look again", function()
  local out = until_found(history { seed = 2 }, block)
  t.advises(out, "one_run_fewer")
  t.advises(out, "look_again")
  t.says(out, "Look again on 20")
end)

t.case("P6, D11: with sleep and mood the load is changed", function()
  local out = until_found(history { seed = 2 }, { inject = block.inject,
    diary = { sleep_h = 5, mood = 1, motivation = 2 } })
  t.advises(out, "change_load")
  t.has_evidence(out, "strain")
  t.has_cause(out, "poor_sleep")
end)

t.case("P7, D17: movement that changed and lasts", function()
  local runner = history { seed = 2 }
  for _ = 1, 8 do runner:add(runner:run { cadence_spm = 163 }) end
  local out = until_found(runner, { inject = block.inject,
    cadence_spm = 163 })
  t.has_cause(out, "movement")
  t.advises(out, "look_at_movement")
  t.advises(out, "look_again_21")
  t.says(out, "longer, slower steps")
end)

t.case("P8, D15: not within two weeks of an illness", function()
  local runner = history { seed = 2 }
  runner:add(runner:run { diary = { ill = true } })
  for _ = 1, 5 do
    local out = runner:add(runner:run { inject = { from = 0, hr_pct = 13 } })
    assert(out.status ~= "found")
  end
end)

t.case("P9: a warm week is not several hard days", function()
  local runner = history { seed = 2, temperature_c = 12 }
  local heat = 0
  for _ = 1, 6 do
    local out = runner:add(runner:run { inject = { from = 0, hr_pct = 11 },
      temperature_c = 31 })
    assert(out.status ~= "found")
    heat = heat + (out.rules["stock.heat"] == "found" and 1 or 0)
  end
  assert(heat >= 1)
end)

t.case("P10, P11, D6: what rest days did stands beside it", function()
  local runner = history { seed = 2, every_days = 1 }
  for _ = 1, 4 do
    runner:add(runner:run())
    runner:add(runner:run())
    runner:add(runner:run { hours_after = 48 })
  end
  local out = until_found(runner, block)
  t.has_evidence(out, "rest")
end)

t.case("P12, D12: soreness is said to be another thing", function()
  local out = until_found(history { seed = 2 }, { inject = block.inject,
    diary = { soreness = 5 } })
  t.has_evidence(out, "soreness")
end)

t.case("P14, D14, K3: a trend stands beside every finding", function()
  local out = until_found(history { seed = 2 }, block)
  t.has_evidence(out, "trend")
end)

t.case("S4, S5: low heart rate with high effort is no fitness", function()
  local s = legs.test "stock.effort"
  local found = 0
  for seed = 1, 6 do
    local runner = s.athlete { seed = seed, day_sd = 3 }
    for i = 1, 36 do -- 15 ratings, then 15 beside the heart
      runner:add(runner:run { report = { rpe = 4 + i % 2 } })
    end
    local out = s.eval(runner:run { inject = { from = 0, hr_pct = -14 },
      report = { rpe = 8 } })
    if out.status == "found" then
      found = found + 1
      s.says(out, "heart rate is lower than usual")
    end
    s.none(s.eval(runner:run { report = { rpe = 4 } }))
  end
  assert(found >= 4, fmt("%d of 6", found))
end)

t.case("P5: from week to week", function()
  local s = legs.test "stock.worsening"
  local found, over = 0, 0
  for seed = 1, 6 do
    local runner = s.athlete { seed = seed, day_sd = 2 }
    for week = 1, 14 do
      local out = runner:add(runner:run { inject =
        { from = 0, hr_pct = 0.5 + week } })
      if out.status == "found" then
        found = found + 1
        s.has_evidence(out, "trend")
        break
      end
      over = over + (out.rules["stock.multi_day"] == "found" and 1 or 0)
    end
  end
  t.note(fmt("simulated ramps: worsening in %d, several days in %d of 6",
    found, over))
  assert(found >= 2 and found + over >= 5)
end)

t.property("false alarms of the whole pack, ordinary seasons", function()
  local alarms, runs = 0, 0
  for seed = 1, 4 do
    local runner = history { seed = seed, day_sd = 4 }
    for _ = 1, 120 do
      local out = runner:add(runner:run())
      for _, status in pairs(out.rules) do
        alarms = alarms + (status == "found" and 1 or 0)
      end
      runs = runs + 1
    end
  end
  t.note(fmt("simulated: annotations %d in %d ordinary runs, follow-ups "
    .. "included", alarms, runs))
  t.at_most(4, "per 100 runs", 100 * alarms / runs)
end)
