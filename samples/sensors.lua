-- SPDX-License-Identifier: MIT
--
-- What the watch makes of a run: noise, rounding, gaps and the faults that
-- real sensors have. Turns the truth of athlete.lua into an activity as a file
-- would hold it (tcx.lua writes it).
--
--   local activity = sensors.record(spec, athlete.run(spec))
--
-- Faults, named in spec.fault: lock (heart rate follows the steps), optical
-- (a wrong heart rate in the first minutes), dropout (no heart rate for a
-- while), flat (heart rate stands still), jump (position leaps), no_hr,
-- treadmill (no height, foot pod speed). Others lie in the plan of the run
-- (walk_breaks, pauses) or in the file (truncated, see tcx.lua).

local random = require("random")

local sensors = {}

-- ---- faults: each changes the measured arrays in place -------------------

local faults = {}

local function span(rng, n, shortest_s, longest_s)
  local length = math.min(n - 2, rng:integer(shortest_s, longest_s))
  local first = rng:integer(1, n - length)
  return first, first + length
end

function faults.lock(m, rng)
  local first, last = span(rng, m.n, 240, 900)
  for s = first, last do
    m.heart_rate_bpm[s] = m.cadence_spm[s] + 0.5 * rng:normal()
  end
end

function faults.optical(m, rng)
  local last = rng:integer(180, 480)
  local shift = rng:pick({ 28, 24, 20, -25 })
  for s = 1, math.min(last, m.n) do
    m.heart_rate_bpm[s] = m.heart_rate_bpm[s] + shift
  end
end

function faults.dropout(m, rng)
  for _ = 1, rng:integer(2, 5) do
    local first, last = span(rng, m.n, 20, 150)
    for s = first, last do
      m.heart_rate_bpm[s] = false
    end
  end
end

function faults.flat(m, rng)
  local first, last = span(rng, m.n, 150, 420)
  local stuck = m.heart_rate_bpm[first]
  for s = first, last do
    m.heart_rate_bpm[s] = stuck
  end
end

function faults.jump(m, rng)
  for _ = 1, rng:integer(1, 3) do
    local s = rng:integer(60, m.n - 60)
    m.step_m[s] = m.step_m[s] + rng:uniform(80, 400)
  end
end

function faults.no_hr(m)
  for s = 1, m.n do
    m.heart_rate_bpm[s] = false
  end
end

function faults.treadmill(m)
  m.altitude_m = nil
end

-- ---- measuring -----------------------------------------------------------

-- Metres run in each second, as positions say: noise with a memory, a little
-- too much or too little over minutes. A foot pod is steadier.
local function measure_steps(truth, spec, rng)
  local step_m, quick, slow = {}, 0, 0
  local size = spec.fault == "treadmill" and 0.2 or spec.noise
  for s = 1, truth.n do
    quick = 0.8 * quick + 0.10 * size * rng:normal()
    slow = 0.985 * slow + 0.0026 * size * rng:normal()
    step_m[s] = math.max(0, truth.speed_mps[s] * (1 + slow) + quick)
  end
  return step_m
end

-- A barometer drifts and hisses; height from positions wanders by metres.
local function measure_altitude(truth, spec, rng)
  local altitude_m, drift = {}, 0
  local keep, kick = 0.997, 0.08
  if not spec.barometer then
    keep, kick = 0.975, 0.8
  end
  for s = 1, truth.n do
    drift = keep * drift + kick * rng:normal()
    altitude_m[s] = truth.altitude_m[s] + drift + 0.15 * rng:normal()
  end
  return altitude_m
end

local function copy(list)
  return table.move(list, 1, #list, 1, {})
end

local function measure(spec, truth)
  local rng = random.new(spec.seed, "sensors")
  local m = {
    n = truth.n,
    step_m = measure_steps(truth, spec, rng),
    altitude_m = measure_altitude(truth, spec, rng),
    heart_rate_bpm = copy(truth.heart_rate_bpm),
    cadence_spm = copy(truth.cadence_spm),
  }
  local fault = faults[spec.fault]
  if fault then
    fault(m, random.new(spec.seed, "fault"))
  end
  return m
end

-- ---- laps, tracks and points ---------------------------------------------

-- Distance per second, and the lap of each second: the segments of a workout
-- (pressed by hand), else one lap per kilometre.
local function lap_ends(spec, truth, distance_m)
  local ends = {}
  if #truth.segments > 3 then
    for _, segment in ipairs(truth.segments) do
      ends[segment.last] = segment
    end
    return ends, "Manual"
  end
  local next_m = spec.lap_m
  for s = 1, truth.n - 1 do
    if distance_m[s] >= next_m then
      ends[s] = { rest = false }
      next_m = next_m + spec.lap_m
    end
  end
  ends[truth.n] = { rest = false }
  return ends, "Distance"
end

local function point_at(m, truth, spec, distance_m, s)
  local bpm = m.heart_rate_bpm[s]
  return {
    time_s = spec.start_s + truth.time_s[s],
    distance_m = distance_m[s],
    speed_mps = m.step_m[s],
    altitude_m = m.altitude_m and m.altitude_m[s],
    heart_rate_bpm = bpm and math.floor(bpm + 0.5) or nil,
    cadence_spm = m.cadence_spm[s],
  }
end

local function close_lap(lap, last, start_m, rest)
  lap.duration_s = last.time_s + 1 - lap.start_s
  lap.distance_m = last.distance_m - start_m
  lap.rest = rest
end

-- Walks the seconds: which are written (all of them, or one in 2 to 5 of a
-- watch that records when it thinks it worth while), where a pause begins a
-- track and where a lap ends.
local function gather(spec, truth, m, distance_m)
  local rng = random.new(spec.seed, "recording")
  local ends, trigger = lap_ends(spec, truth, distance_m)
  local laps, lap, track, start_m = {}, nil, nil, 0
  local next_s = 1
  for s = 1, truth.n do
    local paused = s > 1 and truth.time_s[s] - truth.time_s[s - 1] > 1
    if not lap then
      track = {}
      lap = {
        start_s = spec.start_s + truth.time_s[s], trigger = trigger,
        tracks = { track },
      }
    elseif paused then
      track = {}
      lap.tracks[#lap.tracks + 1] = track
    end
    local due = s >= next_s or paused or #track == 0 or ends[s]
    if due then
      track[#track + 1] = point_at(m, truth, spec, distance_m, s)
      next_s = s + (spec.smart and rng:integer(2, 5) or 1)
    end
    if ends[s] then
      close_lap(lap, track[#track], start_m, ends[s].rest)
      laps[#laps + 1], start_m, lap = lap, distance_m[s], nil
    end
  end
  return laps
end

-- spec: as athlete.run, and start_s, fault, barometer, smart (records every 2
-- to 5 s), lap_m, device, notes, lap_notes (goes to the first lap).
function sensors.record(spec, truth)
  local m = measure(spec, truth)
  local distance_m, sum = {}, 0
  for s = 1, truth.n do
    sum = sum + m.step_m[s]
    distance_m[s] = sum
  end
  local laps = gather(spec, truth, m, distance_m)
  laps[1].notes = spec.lap_notes
  return {
    sport = spec.kind == "ride" and "Biking" or "Running",
    start_s = spec.start_s,
    device = spec.device,
    notes = spec.notes,
    laps = laps,
  }
end

return sensors
