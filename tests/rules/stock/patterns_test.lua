-- SPDX-License-Identifier: MIT
--
-- Seasons with one known thing in them, judged by the whole stock pack: each
-- fires the rule that is meant and no other. The table at the end is the
-- confusion of all of them. Athletes and runs are simulated.

local t = legs.test "stock.start"

local RULES = { "start", "settle", "midway", "late", "entire", "multi_day",
  "worsening", "heat", "illness", "effort", "report" }
local rows = {} -- season: how often each rule was found

local function count(name, out)
  local row = rows[name] or { runs = 0 }
  rows[name] = row
  row.runs = row.runs + 1
  for _, rule in ipairs(RULES) do
    if out.rules["stock." .. rule] == "found" then
      row[rule] = (row[rule] or 0) + 1
    end
  end
end

-- Twelve runners, one run each, which `make` gives; most of them must be found
-- by `expected` and next to none by another rule.
local function season(name, expected, settings, make)
  t.case(name, function()
    for seed = 1, 12 do
      settings.seed = seed
      local runner = t.athlete(settings)
      count(name, t.eval(make(runner)))
    end
    local row = rows[name]
    for _, rule in ipairs(RULES) do
      local n = row[rule] or 0
      if rule == expected then
        assert(n >= 8, fmt("%s: %s in %d of 12", name, rule, n))
      else
        assert(n <= 1, fmt("%s: also %s in %d of 12", name, rule, n))
      end
    end
  end)
end

local quiet = { runs = 60, day_sd = 3, noise_bpm = 3 }
local warm = { runs = 60, day_sd = 3, noise_bpm = 3, temperature_c = 12 }
local long = { runs = 60, day_sd = 3, noise_bpm = 3, minutes = 95 }

season("ordinary", nil, quiet, function(r) return r:run() end)
season("first 12 min", "start", quiet, function(r)
  return r:run { inject = { from = 0, to = 12, hr_pct = 13 } }
end)
season("after minute 28", "midway", quiet, function(r)
  return r:run { inject = { from = 28, hr_pct = 15 } }
end)
season("late, 95 min", "late", long, function(r)
  return r:run { inject = { from = 62, hr_pct = 13 } }
end)
season("whole run", "entire", quiet, function(r)
  return r:run { inject = { from = 0, hr_pct = 17 } }
end)
season("whole run, slower", "entire", quiet, function(r)
  return r:run { inject = { from = 0, pace_pct = 17 } }
end)
season("whole run, 30 degrees", "heat", warm, function(r)
  return r:run { inject = { from = 0, hr_pct = 17 }, temperature_c = 30 }
end)
season("whole run, 13 degrees", "entire", warm, function(r)
  return r:run { inject = { from = 0, hr_pct = 17 }, temperature_c = 13 }
end)
season("30 degrees, nothing else", nil, warm, function(r)
  return r:run { temperature_c = 30 }
end)
season("whole run, ill 5 days ago", "illness", quiet, function(r)
  r:add(r:run { diary = { ill = true } })
  r:add(r:run())
  return r:run { inject = { from = 0, hr_pct = 17 } }
end)
season("ill 5 days ago, nothing else", nil, quiet, function(r)
  r:add(r:run { diary = { ill = true } })
  r:add(r:run())
  return r:run()
end)
season("minutes 10 to 25, 20 h after a run", "settle", quiet, function(r)
  return r:run { inject = { from = 10, to = 25, hr_pct = 13 },
    hours_after = 20 }
end)

for when, rule in pairs { start = "start", mid = "midway", late = "midway",
  all = "entire" } do
  season("reported " .. when, "report", quiet, function(r)
    return r:run { report = { heavy = when } }
  end)
  t.case("reported " .. when .. " is named so", function()
    local reports = legs.test "stock.report"
    local out = reports.eval(reports.athlete():run { report =
      { heavy = when } })
    reports.pattern(out, rule)
  end)
end

t.case("the table", function()
  t.note(fmt("%36s %s", "simulated, of 12", table.concat(RULES, " ")))
  for name, row in pairs(rows) do
    local line = fmt("%36s", name)
    for _, rule in ipairs(RULES) do
      line = line .. fmt(" %" .. #rule .. "s", row[rule] or ".")
    end
    t.note(line)
  end
end)
