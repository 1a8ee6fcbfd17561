-- SPDX-License-Identifier: MIT
--
-- The causes that a coach names for heavy legs (C1 to C24 of the manual page
-- heavylegs-rules), each read from load, rhythm, diary and recording:
-- supports, against, not recorded, or not measurable here. No cause is ever
-- given a number, and C20 (iron) is no cause that this tool may name.
--
--   causes = causes.of.start          what legs.rule{} declares
--   options = causes.options(causes.of.start, { margin = ... })
--   causes.add(f, "start", run, past, opt)

local context = legs.lib "context"

local C = {}

-- Thresholds, as options of every rule whose causes use them. None needs to be
-- extreme (K5).
local OPTIONS = {
  quick_start = { type = "number", default = 0.97, min = 0.8, max = 1.2,
    help = "first 10 min over the later pace from which a start is quick" },
  early_pace = { type = "number", default = 1.03, min = 0.9, max = 1.3,
    help = "first third over the later pace that speaks of pacing" },
  short_sleep_h = { type = "number", default = 6, min = 3, max = 9, unit = "h",
    help = "sleep below which it is named as a cause" },
  less_sleep_h = { type = "number", default = 1, min = 0.5, max = 4,
    unit = "h", help = "three nights under the own median that count as less" },
  short_gap_h = { type = "number", default = 24, min = 6, max = 72, unit = "h",
    help = "time since the last run that counts as short" },
  hard_h = { type = "number", default = 48, min = 12, max = 96, unit = "h",
    help = "time after a hard run in which its work is still named" },
  long_streak_days = { type = "integer", default = 4, min = 2, max = 14,
    unit = "days", help = "days in a row with a run that count as many" },
  grey_share = { type = "number", default = 0.35, min = 0.1, max = 0.9,
    unit = "share",
    help = "of two weeks at 80 to 88 % of maximum that counts as much" },
  grey_streak = { type = "integer", default = 3, min = 2, max = 10,
    unit = "runs", help = "moderate runs in a row that count as many" },
  high_stress = { type = "integer", default = 4, min = 2, max = 5,
    help = "stress of 5 from which it is named as a cause" },
  early_hour = { type = "number", default = 7, min = 4, max = 12, unit = "h",
    help = "local start before which a run is early" },
  cold_c = { type = "number", default = 5, min = -20, max = 15,
    unit = "deg C", help = "temperature below which cold is named" },
  warm_c = { type = "number", default = 24, min = 10, max = 40,
    unit = "deg C", help = "temperature from which warmth is named" },
  long_min = { type = "number", default = 90, min = 45, max = 240,
    unit = "min", help = "length from which fuel is named" },
  movement_z = { type = "number", default = 1.65, min = 1, max = 4,
    help = "change of step length or cadence, in own variations, that counts" },
  absorbed_share = { type = "number", default = 0.15, min = 0.05, max = 1,
    unit = "share", help = "within which a week's distance is as usual" },
  ill_days = { type = "integer", default = 14, min = 3, max = 42,
    unit = "days", help = "after an illness in which it is named" },
  travel_days = { type = "integer", default = 5, min = 1, max = 14,
    unit = "days", help = "after travel in which it is named" },
}

local USES = {} -- cause: options that it reads
local READ = {} -- cause: function(c) giving reading and why

local function cause(id, uses, read)
  USES[id], READ[id] = uses, read
end

local say = legs.text

-- ---- what is asked more than once ----

local function median(list)
  table.sort(list)
  local n = #list
  if n == 0 then return nil end
  return (list[(n + 1) // 2] + list[n // 2 + 1]) / 2
end

-- Nights known: their number, own median, mean of the last three days.
local function nights(c)
  local all, sum, n = {}, 0, 0
  for _, day in ipairs(c.past:diary(60)) do
    if day.sleep_h then
      all[#all + 1] = day.sleep_h
      if day.days_ago <= 2 then sum, n = sum + day.sleep_h, n + 1 end
    end
  end
  return #all, median(all), n > 0 and sum / n or nil
end

local function is_early(c)
  return c.run.hour and c.run.hour < c.opt.early_hour
end

local function slept_badly(c)
  return context.slept_badly(c.day, c.opt)
end

-- The run before was the warm-up, saved as a recording of its own.
local function warmed_up_apart(c)
  local last = c.past:last(1)[1]
  return last and last.duration_min and last.duration_min < 30
    and last.hours_ago * 60 - last.duration_min < 20
end

-- ---- work in the legs ----

cause("residual_fatigue", { "short_gap_h", "hard_h" }, function(c) -- C1
  local gap, hard = c.load.hours_since_last, c.load.hours_since_hard
  if not gap then return "not_recorded" end
  if hard and hard < c.opt.hard_h then
    return "supports", say("why.hard", { hours = hard })
  end
  if gap < c.opt.short_gap_h then
    return "supports", say("why.gap", { hours = gap })
  end
  return "against", say("why.gap", { hours = gap })
end)

cause("low_readiness", { "hard_h", "high_stress", "short_sleep_h" },
  function(c) -- C2: never one of them alone
    local hard, stress = c.load.hours_since_hard, c.day.stress
    local slept = c.day.sleep_h or c.day.sleep_quality
    local n = (hard and hard < c.opt.hard_h and 1 or 0)
      + (slept_badly(c) and 1 or 0)
      + (stress and stress >= c.opt.high_stress and 1 or 0)
    if n >= 2 then return "supports", say("why.together", { n = n }) end
    if stress and slept then return "against" end
    return "not_recorded"
  end)

cause("repeated_days", { "long_streak_days" }, function(c) -- C3
  local days = c.load.run_streak_days
  if not days then return "not_recorded" end
  if days <= 1 then return "against" end
  return days >= c.opt.long_streak_days and "supports" or "against",
    say("why.streak", { days = days })
end)

cause("more_runs", {}, function(c) -- C4
  local usual = c.load.usual_runs_7
  if not usual or usual < 1 then return "not_recorded" end
  local n = 0
  for _, run in ipairs(c.past:within(14)) do
    n = n + (run.days_ago > 0 and 1 or 0)
  end
  return n >= 2 * usual + 2 and "supports" or "against",
    say("why.runs", { n = n, usual = 2 * usual })
end)

cause("moderate_runs", { "grey_share", "grey_streak" }, function(c) -- C5
  local share, streak = c.load.grey_share_14, c.load.grey_streak
  if not share then return "not_recorded" end
  local many = share >= c.opt.grey_share
    or (streak or 0) >= c.opt.grey_streak
  return many and "supports" or "against",
    say("why.grey", { percent = 100 * share })
end)

-- C22: sensible on paper can be more than has been absorbed (K6).
cause("load", { "absorbed_share" }, function(c)
  local now, usual = c.load.distance_7_m, c.load.usual_distance_7_m
  if not now or not usual or usual <= 0 then return "not_recorded" end
  local change = now / usual - 1
  if change < -c.opt.absorbed_share then
    return "against", say("why.load", { percent = 100 * change })
  end
  local id = change > c.opt.absorbed_share and "why.load" or "why.load_usual"
  return "supports", say(id, { percent = 100 * change })
end)

-- ---- sleep, stress, mind ----

cause("poor_sleep", { "short_sleep_h", "less_sleep_h" }, function(c) -- C6
  local day = c.day
  local n, usual, lately = nights(c)
  if lately and n >= 10 and usual - lately >= c.opt.less_sleep_h then
    return "supports", say("why.less_sleep", { hours = usual - lately })
  end
  if day.sleep_h then
    return slept_badly(c) and "supports" or "against",
      say("why.sleep", { hours = day.sleep_h })
  end
  if day.sleep_quality then
    return slept_badly(c) and "supports" or "against",
      say("why.sleep_quality", { score = day.sleep_quality })
  end
  return "not_recorded"
end)

cause("life_stress", { "high_stress" }, function(c) -- C8
  local stress = c.day.stress
  if not stress then return "not_recorded" end
  return stress >= c.opt.high_stress and "supports" or "against",
    say("why.stress", { stress = stress })
end)

cause("mental_load", {}, function(c) -- C19
  local mood, motivation = c.day.mood, c.day.motivation
  if not mood and not motivation then return "not_recorded" end
  if mood and mood <= 2 then
    return "supports", say("why.mood", { mood = mood })
  end
  if motivation and motivation <= 2 then
    return "supports", say("why.motivation", { motivation = motivation })
  end
  return "against"
end)

-- ---- fuel: nothing here knows what was eaten but the diary; an early start
-- comes before food (T10)

cause("fuel_timing", { "early_hour" }, function(c) -- C9, P1b
  local meal = c.day.meal
  if meal then
    return meal == "ok" and "against" or "supports",
      say("why.meal." .. meal)
  end
  local hard = c.load.hours_since_hard
  if is_early(c) and hard and hard < 36 then
    return "supports", say("why.early_after_hard", { hours = hard })
  end
  return "not_recorded"
end)

cause("low_fuel", { "long_min" }, function(c) -- C10
  local meal, minutes = c.day.meal, c.run.minutes
  if meal and meal ~= "ok" then
    return "supports", say("why.meal." .. meal)
  end
  if minutes and minutes >= c.opt.long_min and meal ~= "ok" then
    return "supports", say("why.long", { minutes = minutes })
  end
  return meal and "against" or "not_recorded",
    meal and say("why.meal.ok") or nil
end)

cause("fuelling", {}, function(c) -- C7: of the whole day, never a verdict
  local n = 0
  for _, day in ipairs(c.past:diary(7)) do
    if day.meal and day.meal ~= "ok" then n = n + 1 end
  end
  if n >= 2 then return "supports", say("why.meals", { n = n }) end
  return "not_recorded"
end)

local function nowhere() return "not_measurable" end
cause("underfuelling", {}, nowhere) -- C11, K10: of nobody it is assumed
cause("imbalance", {}, nowhere) -- C15
cause("mobility", {}, nowhere) -- C24

-- ---- the start and the pace ----

cause("short_warm_up", { "quick_start" }, function(c) -- C13
  local warm_up = c.run.warm_up
  if warmed_up_apart(c) then return "against", say("why.warmed_up") end
  if not warm_up or not warm_up.ratio then return "not_recorded" end
  return warm_up.ratio > c.opt.quick_start and "supports" or "against",
    say("why.warm_up", { percent = 100 * warm_up.ratio })
end)

cause("stiffness", { "early_hour", "cold_c" }, function(c) -- C12
  local t = c.run.temperature_c
  if is_early(c) then
    return "supports", say("why.early", { hour = c.run.hour // 1 })
  end
  if t and t < c.opt.cold_c then
    return "supports", say("why.temperature", { temperature = t })
  end
  if not c.run.hour then return "not_recorded" end
  return "against", say("why.hour", { hour = c.run.hour // 1 })
end)

cause("pacing", { "early_pace" }, function(c) -- C14, M31
  local first = c.run:mean { of = "gas_mps", from = 2, to = "33%" }
  local later = c.run:mean { of = "gas_mps", from = "33%", to = "end" }
  if not first or not later then return "not_recorded" end
  local ratio = first.value / later.value
  return ratio >= c.opt.early_pace and "supports" or "against",
    say("why.first_third", { percent = 100 * ratio })
end)

-- ---- conditions and circumstances ----

cause("warmth", { "warm_c" }, function(c) -- C21
  local t = c.run.temperature_c
  if not t then return "not_recorded" end
  return t >= c.opt.warm_c and "supports" or "against",
    say("why.temperature", { temperature = t })
end)

cause("cold", { "cold_c" }, function(c) -- C23
  local t = c.run.temperature_c
  if not t then return "not_recorded" end
  return t < c.opt.cold_c and "supports" or "against",
    say("why.temperature", { temperature = t })
end)

-- Resting heart rate two own variations up on two days: a question, never an
-- answer (20 % of people have such a week, Quer 2020). Gives the usual one.
local function resting_is_up(c)
  local usual, deviation, high = {}, {}, 0
  for _, day in ipairs(c.past:diary(42)) do
    if day.resting_bpm and day.days_ago > 1 then
      table.insert(usual, day.resting_bpm)
    end
  end
  if #usual < 14 then return nil end
  local m = median(usual)
  for i, bpm in ipairs(usual) do deviation[i] = math.abs(bpm - m) end
  local least = m + math.max(3, 2 * 1.4826 * median(deviation))
  for _, day in ipairs(c.past:diary(2)) do
    if day.resting_bpm and day.resting_bpm >= least then high = high + 1 end
  end
  return high == 2 and m or nil
end

cause("illness", { "ill_days" }, function(c) -- C18
  local days = context.ill_days(c.past, c.opt.ill_days)
  if days then return "supports", say("why.ill", { days = days }) end
  if c.day.ill == false then return "against" end
  local usual = resting_is_up(c)
  return "not_recorded", usual and say("why.resting_up", { usual = usual })
end)

cause("travel", { "travel_days" }, function(c) -- C17
  local days = context.days_since("travel", c.past, c.opt.travel_days)
  if days then return "supports", say("why.travel", { days = days }) end
  for _, run in ipairs(c.past:within(c.opt.travel_days)) do
    local shift = c.run.zone_h and run.zone_h and c.run.zone_h - run.zone_h
    if shift and math.abs(shift) >= 3 then
      return "supports", say("why.zone", { hours = shift })
    end
  end
  return c.day.travel == false and "against" or "not_recorded"
end)

-- ---- movement and sensor ----

-- C16, M10, P7. Of one run the change of this run; of several days a change
-- that has lasted two weeks. Its direction is no evidence by itself.
local function step_of(s)
  return say("why.step", { cm = 100 * s.change, n = s.n })
end

cause("movement", { "movement_z" }, function(c)
  local step, cadence = c.run:matched("step_length"), c.run:matched("cadence")
  if not step or not step.z then return "not_recorded" end
  local step_z, cadence_z = step.z, cadence and cadence.z or 0
  local least = c.opt.movement_z
  if c.is_several then
    local lately = c.run.movement
    if not lately or not lately.step_z then return "not_recorded" end
    step_z, cadence_z, least = lately.step_z, lately.cadence_z, least / 2
    if math.max(math.abs(step_z), math.abs(cadence_z)) < least then
      return "against", step_of(step)
    end
    return "supports", say(step_z > 0 and "why.longer" or "why.shorter",
      { n = lately.n })
  end
  local most = math.max(math.abs(step_z), math.abs(cadence_z))
  return most >= least and "supports" or "against", step_of(step)
end)

-- It explains what the data show, never what was felt. Locked parts are left
-- out already; many of them make the rest doubtful.
cause("sensor", {}, function(c)
  local joint, lock = c.run.joint, c.run.lock_share
  if c.run.report and c.run.report.is_heavy then return nil end
  if lock and lock > 0.2 then
    return "supports", say("why.lock", { percent = 100 * lock })
  end
  if joint and joint.reading == "heart" then
    return "supports", say("why.heart_alone")
  end
end)

-- ---- which causes belong to which pattern ----

C.of = {
  start = { "short_warm_up", "fuel_timing", "stiffness", "residual_fatigue",
    "repeated_days", "poor_sleep", "low_readiness", "cold", "illness" },
  midway = { "pacing", "low_fuel", "warmth", "residual_fatigue",
    "short_warm_up", "poor_sleep", "illness" },
  entire = { "illness", "warmth", "residual_fatigue", "poor_sleep",
    "low_readiness", "repeated_days", "life_stress", "mental_load",
    "fuel_timing", "travel", "movement", "sensor" },
  multi_day = { "illness", "warmth", "more_runs", "moderate_runs", "load",
    "poor_sleep", "life_stress", "mental_load", "fuelling", "travel",
    "movement", "underfuelling", "imbalance", "mobility", "sensor" },
}
C.of.worsening = C.of.multi_day
C.of.none = C.of.entire

-- All of them once, for a rule that speaks of every pattern.
C.of.all = {}
do
  local seen = {}
  for _, pattern in ipairs { "start", "midway", "entire", "multi_day" } do
    for _, id in ipairs(C.of[pattern]) do
      if not seen[id] then table.insert(C.of.all, id) end
      seen[id] = true
    end
  end
end

-- Declarations of the options that these causes read, beside a rule's own.
function C.options(ids, own)
  local declared = {}
  for _, id in ipairs(ids) do
    for _, name in ipairs(USES[id]) do declared[name] = OPTIONS[name] end
  end
  for name, option in pairs(own or {}) do declared[name] = option end
  return declared
end

local function ask(pattern, run, past, opt)
  return { run = run, past = past, opt = opt, load = past.load,
    day = run.diary or {},
    is_several = pattern == "multi_day" or pattern == "worsening" }
end

-- Read the causes of the pattern into the finding. Gives what was read, by id.
function C.add(f, pattern, run, past, opt)
  local c, read = ask(pattern, run, past, opt), {}
  for _, id in ipairs(C.of[pattern]) do
    local reading, why = READ[id](c)
    if reading then f:cause(id, reading, why) end
    read[id] = reading
  end
  return read
end

-- One cause alone: reading and why.
function C.read(id, pattern, run, past, opt)
  return READ[id](ask(pattern, run, past, opt))
end

return C
