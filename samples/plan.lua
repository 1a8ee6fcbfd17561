-- SPDX-License-Identifier: MIT
--
-- A season before it is run: what the simulated runner does each day, how fit
-- and how warm it is, which runs are heavy and by how much, what goes wrong
-- with the sensors and what the runner writes down.
--
--   local specs = plan.season({ seed = 1, runs = 130, noise = 1, ... })
--   for _, spec in ipairs(specs) do athlete.run(spec) ... end
--
-- Options are listed at plan.defaults. The same options give the same season.

local random = require("random")
local date = require("date")

local plan = {}

plan.defaults = {
  seed = 1,
  runs = 130,
  noise = 1, -- 0.5 a very quiet recording, 1.8 a noisy one
  first_day = date.days(2024, 3, 4),
  heavy = 1, -- times the usual number of heavy runs; 0: none
  faults = 1, -- times the usual number of sensor faults; 0: none
  reported = 0.5, -- share of the heavy runs that the runner reports
  learning = 24, -- steady runs before the first loss
  sizes = { 8, 12 }, -- per cent of efficiency lost
  record = "mixed", -- "1s", "smart" or "mixed"
}

-- ---- days and weeks ------------------------------------------------------

-- Mean temperature of a day: coldest in mid January, warmest in mid July. A
-- parabola each half year stands in for the sine.
local function season_c(day)
  local year = date.civil(day)
  local phase = (day - date.days(year, 4, 16)) / 182.625 % 2
  local x = phase % 1
  local bow = 4 * x * (1 - x)
  return 10 + 9 * (phase < 1 and bow or -bow)
end

-- Monday to Sunday: the kind of run, the hour, the minutes.
local WEEK = {
  [0] = false,
  { kind = "intervals", hour = 18, minutes = { 48, 62 } },
  { kind = "easy", hour = 7, minutes = { 38, 52 } },
  { kind = "easy", hour = 18, minutes = { 42, 60 } },
  { kind = "ride", hour = 17, minutes = { 40, 70 }, share = 0.25 },
  { kind = "easy", hour = 9, minutes = { 36, 50 } },
  { kind = "long", hour = 8, minutes = { 75, 105 } },
}

-- What becomes of the planned run: sometimes something else.
local function choose_kind(rng, slot, week)
  local kind, low, high = slot.kind, slot.minutes[1], slot.minutes[2]
  if kind == "intervals" and rng:chance(0.3) then
    kind = "tempo"
  elseif kind == "easy" and slot.hour == 18 and rng:chance(0.35) then
    kind = "intervals"
  elseif kind == "easy" and slot.hour == 9 and week % 5 == 4 then
    kind, low, high = "race", 40, 46
  elseif kind == "easy" and rng:chance(0.15) then
    low, high = 18, 24 -- a short one: little to be judged by
  elseif kind == "easy" and rng:chance(0.05) then
    kind = "walk_breaks"
  end
  return kind, 60 * rng:integer(low, high)
end

-- The runner's slow changes: fitness wanders and follows the training a
-- little, each day has its own level which lasts into the next. Noise widens
-- days only a little: a bad sensor does not change the runner.
local function day_states(options)
  local rng = random.new(options.seed, "days")
  local size = 1.8 + 1.0 * options.noise
  local fitness_bpm, day_bpm = 0, 0
  return function(day)
    fitness_bpm = fitness_bpm - 0.01 + 0.4 * rng:normal()
    day_bpm = 0.4 * day_bpm + size * rng:heavy_tailed()
    return fitness_bpm + day_bpm, season_c(day) + 3.5 * rng:normal()
  end
end

local function pauses_of(rng, moving_s)
  local pauses = {}
  if rng:chance(0.3) then
    for _ = 1, rng:integer(1, 3) do
      pauses[#pauses + 1] = {
        at_s = rng:integer(120, moving_s - 120), seconds = rng:integer(20, 180),
      }
    end
  end
  return pauses
end

local HILLS_M = { 2, 4, 7 } -- of the runner's three usual courses
local DEVICES = { "Trail 2 (simulated)", "Tempo 5 (simulated)" }

local function spec_new(options, i, day, slot, week)
  local rng = random.new(options.seed, "run", i)
  local kind, moving_s = choose_kind(rng, slot, week)
  local route = rng:integer(1, 3)
  return {
    index = i,
    seed = random.new(options.seed, "second", i):bits(),
    kind = kind,
    moving_s = moving_s,
    warm_share = 0.965 + 0.045 * rng:normal(),
    start_s = day * 86400 + slot.hour * 3600 + rng:integer(0, 2700),
    easy_kmh = 10.9 * (1 + 0.04 * rng:normal()),
    noise = options.noise * math.max(0.5, 1 + 0.25 * rng:normal()),
    route = options.seed * 10 + route,
    hilliness_m = HILLS_M[route],
    pauses = pauses_of(rng, moving_s),
    lap_m = 1000,
  }
end

-- An old watch that records when it likes and has no barometer, then a new
-- one that records every second.
local function give_watch(options, spec)
  local new = spec.index > 0.75 * options.runs
  spec.device = DEVICES[new and 2 or 1]
  spec.barometer = new
  spec.smart = options.record == "smart"
    or options.record == "mixed" and not new
end

-- One holiday of eleven days, in the third month of a season of 130 runs.
local function on_holiday(options, day)
  local first = options.first_day + options.runs // 2 + 20
  return day >= first and day < first + 11
end

local function fill_weeks(options)
  local rng = random.new(options.seed, "weeks")
  local state = day_states(options)
  local specs, day = {}, options.first_day
  while #specs < options.runs do
    local slot = WEEK[date.weekday(day)]
    local level_bpm, temperature_c = state(day)
    local goes = slot and rng:chance(slot.share or 0.9)
    if goes and not on_holiday(options, day) then
      local week = (day - options.first_day) // 7
      local spec = spec_new(options, #specs + 1, day, slot, week)
      spec.level_bpm, spec.temperature_c = level_bpm, temperature_c
      give_watch(options, spec)
      specs[#specs + 1] = spec
    end
    day = day + 1
  end
  return specs
end

-- ---- heaviness -----------------------------------------------------------

-- Runs whose data can show something: even pace, long enough, sensors whole.
local function is_steady(spec)
  return (spec.kind == "easy" or spec.kind == "long")
    and spec.moving_s >= 36 * 60 and not spec.fault
end

local function steady_places(specs)
  local places = {}
  for i, spec in ipairs(specs) do
    if is_steady(spec) then
      places[#places + 1] = i
    end
  end
  return places
end

local function is_free(specs, first, last)
  for i = math.max(1, first), math.min(#specs, last) do
    if specs[i].heavy then
      return false
    end
  end
  return true
end

local function heavy_new(rng, options, group, pattern)
  local size = rng:pick(options.sizes)
  return {
    pattern = pattern,
    size = size,
    loss = size / 100,
    flavour = rng:pick({ "hr", "pace" }),
    group = group,
  }
end

-- Five steady runs in a row, and what lies between them.
local function add_block(specs, places, k, heavy)
  local first, last = places[k], places[k + 4]
  if not last or not is_free(specs, first - 6, last + 6)
    or specs[last].start_s - specs[first].start_s > 12 * 86400 then
    return false
  end
  for i = first, last do
    specs[i].heavy = heavy
  end
  return true
end

-- Four weeks with a loss that grows from nothing.
local function add_ramp(specs, places, k, heavy)
  local first, ninth = places[k], places[k + 8]
  local start_s = specs[first].start_s
  local last = first
  while specs[last + 1]
    and specs[last + 1].start_s - start_s <= 28 * 86400 do
    last = last + 1
  end
  if not specs[last + 1] or not ninth or ninth > last
    or not is_free(specs, first - 6, last + 6) then
    return false
  end
  for i = first, last do
    local share = (specs[i].start_s - start_s) / (28 * 86400)
    specs[i].heavy = setmetatable({ loss = heavy.loss * share },
      { __index = heavy })
  end
  return true
end

local function add_single(specs, places, k, heavy)
  local i = places[k]
  if not is_free(specs, i - 1, i + 1) then
    return false
  end
  specs[i].heavy = heavy
  return true
end

local ADD = { multi_day = add_block, worsening = add_ramp }

-- Tries places at random until the event fits between the others.
local function place_event(rng, options, specs, group, pattern)
  local places = steady_places(specs)
  local heavy = heavy_new(rng, options, group, pattern)
  for _ = 1, 200 do
    if #places <= options.learning then
      return
    end
    local k = rng:integer(options.learning + 1, #places)
    if (ADD[pattern] or add_single)(specs, places, k, heavy) then
      return
    end
  end
end

-- How many of each: a ramp in 70 steady runs, a block in 35, one single heavy
-- run in 10, the three kinds in turn.
local function make_heavy(options, specs)
  local rng = random.new(options.seed, "heavy")
  local n = (#steady_places(specs) - options.learning) * options.heavy
  if n <= 0 then
    return
  end
  local wanted = {}
  local function want(pattern, count)
    for _ = 1, count do
      wanted[#wanted + 1] = pattern
    end
  end
  want("worsening", math.max(1, n // 70 | 0))
  want("multi_day", math.max(1, n // 35 | 0))
  local singles = { "start", "midway", "entire" }
  for i = 1, math.max(3, n // 10 | 0) do
    want(singles[(i - 1) % 3 + 1], 1)
  end
  for group, pattern in ipairs(wanted) do
    place_event(rng, options, specs, group, pattern)
  end
end

-- ---- sensor faults -------------------------------------------------------

local FAULTS = {
  "lock", "optical", "dropout", "flat", "jump", "no_hr", "treadmill",
  "truncated",
}

-- About one run in nine, every kind in turn.
local function make_faults(options, specs)
  local rng = random.new(options.seed, "faults")
  local deck = {}
  for _, spec in ipairs(specs) do
    if spec.kind ~= "ride" and rng:chance(0.11 * options.faults) then
      if #deck == 0 then
        deck = rng:shuffle({ table.unpack(FAULTS) })
      end
      spec.fault = table.remove(deck)
      if spec.fault == "treadmill" then
        spec.kind, spec.hilliness_m, spec.pauses = "treadmill", 0, {}
      end
    end
  end
end

-- ---- what the runner writes ----------------------------------------------

local HEAVY_WORD = {
  start = "start", midway = "mid", entire = "all", multi_day = "all",
  worsening = "all",
}

local WORDS = {
  start = { "slow to get going", "wooden for the first two kilometres" },
  midway = { "faded after half way", "legs gone in the second half" },
  entire = { "never got going", "heavy all the way round" },
  multi_day = { "tired legs again", "still tired from the week" },
  worsening = { "harder than last week", "flat again" },
}

local function report_heavy(rng, spec)
  local pattern = spec.heavy.pattern
  spec.reported = HEAVY_WORD[pattern]
  local text = string.format("%s #heavy=%s #legs=%d", rng:pick(WORDS[pattern]),
    spec.reported, rng:integer(4, 5))
  if rng:chance(0.4) then
    text = text .. string.format(" #sleep=%.1f", rng:integer(10, 14) / 2)
  end
  if rng:chance(0.25) then
    spec.lap_notes = text
  else
    spec.notes = text
  end
end

-- Runs that felt heavy without any loss in the data: legs are felt, and most
-- of what is felt does not show. Size 0, flavour "felt".
local function report_felt(rng, spec, group)
  spec.heavy = {
    pattern = rng:pick({ "start", "midway", "entire" }),
    size = 0, loss = 0, flavour = "felt", group = group,
  }
  report_heavy(rng, spec)
end

local function report_ordinary(rng, spec)
  if rng:chance(0.25) then
    spec.reported = "no"
    spec.notes = string.format("#heavy=no #legs=%d #rpe=%d",
      rng:integer(1, 2), rng:integer(3, 5))
  elseif rng:chance(0.1) then
    spec.notes = rng:pick({ "along the river", "with the club & friends",
      "new shoes", "watch died <again>" })
  end
end

local function make_reports(options, specs)
  local rng = random.new(options.seed, "reports")
  local felt = 900
  for i, spec in ipairs(specs) do
    local runs = spec.kind ~= "ride" and spec.fault ~= "truncated"
    if spec.heavy then
      if runs and rng:chance(options.reported) then
        report_heavy(rng, spec)
      end
    elseif runs and options.heavy > 0 and options.reported > 0
      and (i == 9 or spec.fault == "no_hr" or rng:chance(0.02)) then
      felt = felt + 1
      report_felt(rng, spec, felt)
    elseif runs then
      report_ordinary(rng, spec)
    end
  end
end

-- options: any of plan.defaults. Returns the specs in order of time.
function plan.season(options)
  options = setmetatable(options or {}, { __index = plan.defaults })
  local specs = fill_weeks(options)
  make_faults(options, specs)
  make_heavy(options, specs)
  make_reports(options, specs)
  return specs
end

return plan
