-- SPDX-License-Identifier: MIT
--
-- A simulated runner: one run, second by second, as it truly was (before any
-- device looked at it; see sensors.lua for that).
--
--   local truth = athlete.run(spec)   -- a pure function of the spec
--
-- Heart rate follows the cost of running behind a lag, over 55 bpm at rest,
-- with the day's level, heat, a start term, drift and two sizes of wandering.
-- At noise 1 the statistics that compare a run with its own past vary as they
-- do on real runners with ordinary recordings: beginning against main part by
-- about 6 bpm, late against early 4 to 5, whole runs 7. Noise 0.55 is a quiet
-- recording (4, 3 and 5 bpm), 1.7 a noisy one (9, 8 and 9).
--
-- Heaviness is a known loss of efficiency e, efficiency being speed over
-- (heart rate - 55): flavour "hr" raises heart rate at the same speed, flavour
-- "pace" lowers speed at the same heart rate.
--
-- Not simulated: positions, wind direction, company, hormones, tactics.

local random = require("random")

local athlete = {}

athlete.REST_BPM = 55
local BPM_PER_KMH = 8.4 -- over rest, of lagged cost: 11 km/h is about 147 bpm
local LAG_S = 55
local WARM_C = 12 -- heat counts above this

-- Energy cost of running on a grade over the cost on the flat: the polynomial
-- of Minetti and others, J Appl Physiol 93:1039, 2002, divided by its value
-- at 0. Downhill saves half of what the polynomial says, as seen on real runs.
function athlete.cost_ratio(grade)
  local i = math.max(-0.30, math.min(0.30, grade))
  local c = ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i / 3.6
    + 1
  return c < 1 and 1 - 0.5 * (1 - c) or c
end

-- ---- the course ----------------------------------------------------------

local KNOT_M = 260 -- distance between the low and high points of a course

-- A loop of hills: heights at the knots, smooth between them.
local function course_new(route, hilliness_m)
  local rng = random.new(route, "course")
  local knots = rng:integer(14, 34) -- 3.6 to 8.8 km around
  local height = {}
  for k = 0, knots - 1 do
    height[k] = 40 + hilliness_m * rng:normal()
  end
  return { knots = knots, height = height }
end

-- Height in m and grade at a distance from the start.
local function course_at(course, distance_m)
  local x = distance_m / KNOT_M
  local k = math.floor(x)
  local f = x - k
  local a = course.height[k % course.knots]
  local b = course.height[(k + 1) % course.knots]
  local height_m = a + (b - a) * f * f * (3 - 2 * f)
  return height_m, (b - a) * 6 * f * (1 - f) / KNOT_M
end

-- ---- what the runner set out to do ---------------------------------------

-- Segments of a run: {seconds, speed as a share of easy speed, rest or not}.
local plans = {}

function plans.easy(spec)
  local warm_s = 480
  return {
    { seconds = warm_s, share = spec.warm_share },
    { seconds = spec.moving_s - warm_s, share = 1 },
  }
end

plans.treadmill = plans.easy

function plans.long(spec)
  local third = spec.moving_s // 3
  return {
    { seconds = third, share = 0.95 },
    { seconds = third, share = 0.97 },
    { seconds = spec.moving_s - 2 * third, share = 0.965 },
  }
end

function plans.tempo(spec)
  local warm_s, fast_s = 900, spec.moving_s // 3
  return {
    { seconds = warm_s, share = 0.97 },
    { seconds = fast_s, share = 1.14 },
    { seconds = spec.moving_s - warm_s - fast_s, share = 0.95 },
  }
end

function plans.intervals(spec)
  local list = { { seconds = 840, share = 0.96 } }
  local left_s = spec.moving_s - 840
  while left_s >= 300 + 480 do
    list[#list + 1] = { seconds = 180, share = 1.3 }
    list[#list + 1] = { seconds = 120, share = 0.72, rest = true }
    left_s = left_s - 300
  end
  list[#list + 1] = { seconds = left_s, share = 0.93 }
  return list
end

function plans.race(spec)
  return { { seconds = spec.moving_s, share = 1.24 } }
end

function plans.walk_breaks(spec)
  local list, left_s = {}, spec.moving_s
  while left_s > 0 do
    local run_s = math.min(left_s, 720)
    list[#list + 1] = { seconds = run_s, share = 0.97 }
    left_s = left_s - run_s
    local walk_s = math.min(left_s, 90)
    if walk_s > 0 then
      list[#list + 1] = { seconds = walk_s, walk = true, rest = true }
      left_s = left_s - walk_s
    end
  end
  return list
end

function plans.ride(spec)
  return { { seconds = spec.moving_s, ride = true } }
end

athlete.plans = plans

-- ---- heaviness -----------------------------------------------------------

-- Share of the loss at moving second s of a run of n seconds: the start is
-- whole for 12 minutes and over at 15.
local shapes = {}

function shapes.start(s)
  return math.max(0, math.min(1, (900 - s) / 180))
end

function shapes.midway(s, n)
  return s >= 0.55 * n and 1 or 0
end

function shapes.entire()
  return 1
end

shapes.multi_day, shapes.worsening = shapes.entire, shapes.entire

-- First and last moving second with a loss.
function athlete.heavy_span(pattern, moving_s)
  if pattern == "start" then
    return 0, math.min(900, moving_s)
  elseif pattern == "midway" then
    return math.ceil(0.55 * moving_s), moving_s
  end
  return 0, moving_s
end

-- ---- one run -------------------------------------------------------------

-- Wandering that forgets itself after about memory_s, of deviation `size`.
local function wander_new(rng, memory_s, size)
  local keep = 1 - 1 / memory_s
  return {
    rng = rng,
    keep = keep,
    kick = size * math.sqrt(1 - keep * keep),
    x = size * rng:normal(),
  }
end

local function wander(w)
  w.x = w.keep * w.x + w.kick * w.rng:normal()
  return w.x
end

-- What this run draws once: the start, the drift, the lag of the day.
local function draw_run(spec)
  local rng, n = random.new(spec.seed, "heart"), spec.noise
  local heat_c = math.max(0, spec.temperature_c - WARM_C)
  return {
    start_bpm = -4 + 3.6 * n * rng:heavy_tailed(),
    drift_bpm_s = (0.05 + 0.004 * heat_c + 0.1 * n * rng:heavy_tailed()) / 60,
    lag = 1 / (LAG_S + 8 * rng:normal()),
    heat_bpm = 0.7 * heat_c,
    slow = wander_new(rng, 480, 3.4 * n),
    quick = wander_new(rng, 25, 1.8 * n),
    cost = wander_new(random.new(spec.seed, "wind"), 200, 0.018),
  }
end

-- Heart rate without any loss: `demand_kmh` is the lagged cost.
local function heart_bpm(draw, spec, demand_kmh, s)
  local start = math.max(0, math.min(1, (840 - s) / 420))
  local drift = draw.drift_bpm_s * math.max(0, math.min(s, 4800) - 600)
  local bpm = athlete.REST_BPM + BPM_PER_KMH * demand_kmh + spec.level_bpm
    + draw.heat_bpm + draw.start_bpm * start + drift
    + wander(draw.slow) + wander(draw.quick)
  return math.min(bpm, 200)
end

local function segment_kmh(segment, spec)
  if segment.walk then
    return 5.2
  end
  return segment.ride and 24 or spec.easy_kmh * segment.share
end

-- Seconds of standing after moving second s.
local function pause_after(spec, s)
  for _, pause in ipairs(spec.pauses) do
    if pause.at_s == s then
      return pause.seconds
    end
  end
  return 0
end

-- Everything that moves from one second to the next.
local function state_new(spec)
  local rng = random.new(spec.seed, "pace")
  return {
    spec = spec,
    rng = rng,
    draw = draw_run(spec),
    course = course_new(spec.route, spec.hilliness_m),
    steady = wander_new(rng, 240, 0.03),
    quick = wander_new(rng, 18, 0.025),
    shape = spec.heavy and shapes[spec.heavy.pattern],
    effort = spec.kind == "ride" and 0.36 or 1, -- km/h cost less on wheels
    speed_kmh = spec.easy_kmh * 0.8,
    demand_kmh = 4,
    distance_m = 0,
    clock_s = 0,
  }
end

-- The loss at moving second s, put on speed or on heart rate.
local function with_loss(state, kmh, bpm, s)
  local heavy = state.spec.heavy
  local keep = 1 - heavy.loss * state.shape(s, state.spec.moving_s)
  if heavy.flavour == "pace" then
    return kmh * keep, bpm
  end
  return kmh, athlete.REST_BPM + math.max(0, bpm - athlete.REST_BPM) / keep
end

-- One second towards goal_kmh: speed, heart rate, height.
local function step(state, goal_kmh, s)
  local draw = state.draw
  local height_m, grade = course_at(state.course, state.distance_m)
  local cost = athlete.cost_ratio(grade)
  local want = goal_kmh * (1 + wander(state.steady) + wander(state.quick))
    / (1 + 0.55 * (cost - 1)) -- slower uphill, but not as much as even effort
  state.speed_kmh = state.speed_kmh + (want - state.speed_kmh) / 7
  local demand = state.speed_kmh * cost * (1 + wander(draw.cost))
    * state.effort
  state.demand_kmh = state.demand_kmh + (demand - state.demand_kmh) * draw.lag
  local kmh, bpm = state.speed_kmh,
    heart_bpm(draw, state.spec, state.demand_kmh, s)
  if state.shape then
    kmh, bpm = with_loss(state, kmh, bpm, s)
  end
  return kmh, bpm, height_m
end

-- Standing lets the demand fall; the clock goes on.
local function stand(state, seconds)
  for _ = 1, math.min(seconds, 300) do
    state.demand_kmh = state.demand_kmh * (1 - state.draw.lag)
  end
  state.clock_s = state.clock_s + seconds
end

local function cadence_spm(state, segment, kmh)
  if segment.ride then
    return 84 + 3 * state.rng:normal() -- turns of the crank
  elseif segment.walk then
    return 112 + 2 * state.rng:normal()
  end
  return 136 + 3.1 * kmh + 1.2 * state.rng:normal()
end

-- spec: seed, kind (a name of athlete.plans), moving_s, easy_kmh, warm_share
-- (of easy speed, in the first 8 minutes of an easy run), level_bpm (over the
-- runner's usual), temperature_c, noise, route, hilliness_m, pauses {at_s,
-- seconds}, heavy (nil or pattern, loss 0..1, flavour "hr"/"pace").
-- Returns arrays by moving second 1..n: time_s (with pauses), speed_mps,
-- heart_rate_bpm, altitude_m, cadence_spm; and segments {first, last, rest}.
function athlete.run(spec)
  local state, n = state_new(spec), 0
  local truth = {
    time_s = {}, speed_mps = {}, heart_rate_bpm = {}, altitude_m = {},
    cadence_spm = {}, segments = {},
  }
  for _, segment in ipairs(plans[spec.kind](spec)) do
    local first, goal_kmh = n + 1, segment_kmh(segment, spec)
    for _ = 1, segment.seconds do
      n = n + 1
      local kmh, bpm, height_m = step(state, goal_kmh, n)
      truth.time_s[n] = state.clock_s
      truth.speed_mps[n] = kmh / 3.6
      truth.heart_rate_bpm[n] = bpm
      truth.altitude_m[n] = height_m
      truth.cadence_spm[n] = cadence_spm(state, segment, kmh)
      state.distance_m = state.distance_m + kmh / 3.6
      state.clock_s = state.clock_s + 1
      stand(state, pause_after(spec, n))
    end
    truth.segments[#truth.segments + 1] = {
      first = first, last = n, rest = segment.rest or false,
    }
  end
  truth.n = n
  return truth
end

return athlete
