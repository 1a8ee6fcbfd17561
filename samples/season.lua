#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Writes the training history of a simulated runner as files of one format, or
-- of several, with the truth about every heavy run beside it.
--
--   lua5.4 samples/season.lua --out build/season --runs 130 --seed 1
--
-- The same options write the same bytes on every machine. Files:
--   2024-03-05.tcx ...  one run each (-2 for a second run of that day); with
--              --format mixed the formats take turns. FIT holds no words: what
--              was reported of such a run is in truth.csv alone
--   truth.csv  the heavy runs: file, pattern, size (per cent of the whole
--              event), flavour (hr, pace; felt: reported, nothing in the data),
--              from_s and to_s (moving seconds), reported (what the runner
--              wrote), here (per cent in this run), group (the event)
--   runs.csv   every run: file, start (UTC), kind, minutes, fault, reported
--
-- It writes into an existing folder only and removes nothing.

local folder = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = folder .. "/?.lua;" .. package.path

local plan = require("plan")
local athlete = require("athlete")
local sensors = require("sensors")
local date = require("date")
local fit = require("fit")
local forms = require("forms")
local tcx = require("tcx")

local METRES_PER_DEGREE = 6371008.8 * math.pi / 180

local FORMATS = {
  tcx = function(activity) return tcx.text({ activity }) end,
  gpx = forms.gpx,
  fit = function(activity) return fit.bytes(activity, {}) end,
  pwx = forms.pwx,
  fitlog = forms.fitlog,
  gc = forms.gc,
}
local TURNS = { "tcx", "gpx", "fit", "pwx", "fitlog", "gc" }

local NOISE = { quiet = 0.55, typical = 1, noisy = 1.7 }

local HELP = [[
usage: season.lua --out FOLDER [options]
  --seed N          which runner and season (1)
  --runs N          how many activities (130)
  --noise WORD|N    quiet, typical, noisy, or a number (typical = 1)
  --start-date DAY  first day, YYYY-MM-DD (2024-03-04)
  --heavy X         times the usual number of heavy runs; 0 for none (1)
  --sizes A,B,...   losses of efficiency in per cent (8,12)
  --reported X      share of heavy runs that are reported (0.5)
  --learning N      steady runs before the first loss (24)
  --faults X        times the usual number of sensor faults; 0 for none (1)
  --record HOW      1s, smart or mixed (mixed)
  --format FORMAT   tcx, gpx, fit, pwx, fitlog, gc or mixed (tcx)
]]

local function fail(text)
  io.stderr:write("season.lua: ", text, "\n")
  os.exit(2)
end

local function number(text, name, low)
  local x = tonumber(text)
  if not x or x < low or x ~= x then
    fail(name .. ": expected a number of at least " .. low .. ", got "
      .. tostring(text))
  end
  return x
end

local function whole(text, name, low)
  local x = math.tointeger(number(text, name, low))
  return x or fail(name .. ": expected a whole number, got " .. text)
end

local OPTIONS = {}
OPTIONS["--out"] = function(o, v) o.out = v end
OPTIONS["--seed"] = function(o, v) o.seed = whole(v, "--seed", 0) end
OPTIONS["--runs"] = function(o, v) o.runs = whole(v, "--runs", 1) end
OPTIONS["--noise"] = function(o, v)
  o.noise = NOISE[v] or number(v, "--noise", 0)
end
OPTIONS["--start-date"] = function(o, v)
  o.first_day = date.parse(v) or fail("--start-date: not a day: " .. v)
end
OPTIONS["--heavy"] = function(o, v) o.heavy = number(v, "--heavy", 0) end
OPTIONS["--reported"] = function(o, v)
  o.reported = number(v, "--reported", 0)
end
OPTIONS["--learning"] = function(o, v)
  o.learning = whole(v, "--learning", 0)
end
OPTIONS["--faults"] = function(o, v) o.faults = number(v, "--faults", 0) end
OPTIONS["--sizes"] = function(o, v)
  o.sizes = {}
  for word in v:gmatch("[^,]+") do
    o.sizes[#o.sizes + 1] = number(word, "--sizes", 0)
  end
end
OPTIONS["--record"] = function(o, v)
  if v ~= "1s" and v ~= "smart" and v ~= "mixed" then
    fail("--record: expected 1s, smart or mixed, got " .. v)
  end
  o.record = v
end

OPTIONS["--format"] = function(o, v)
  if v ~= "mixed" and not FORMATS[v] then
    fail("--format: expected " .. table.concat(TURNS, ", ")
      .. " or mixed, got " .. v)
  end
  o.format = v
end

local function parse_arguments()
  local options, i = { format = "tcx" }, 1
  while arg[i] do
    if arg[i] == "--help" then
      io.write(HELP)
      os.exit(0)
    end
    local set = OPTIONS[arg[i]] or fail("unknown option " .. arg[i])
    set(options, arg[i + 1] or fail(arg[i] .. ": a value is missing"))
    i = i + 2
  end
  return options.out and options or fail("--out is missing\n" .. HELP)
end

local function write(path, text)
  local file, message = io.open(path, "wb")
  if not file then
    fail(message)
  end
  local ok, problem = file:write(text)
  if not (ok and file:close()) then
    fail(path .. ": " .. tostring(problem))
  end
end

-- One file per run, named by its day.
local function name_runs(specs, format)
  local seen = {}
  for i, spec in ipairs(specs) do
    local day = date.text(spec.start_s // 86400)
    seen[day] = (seen[day] or 0) + 1
    spec.format = format == "mixed" and TURNS[(i - 1) % #TURNS + 1] or format
    spec.file = day .. (seen[day] > 1 and "-" .. seen[day] or "") .. "."
      .. spec.format
  end
end

-- On open water, straight north: positions say the same as the distance.
local function place(activity)
  for _, lap in ipairs(activity.laps) do
    for _, track in ipairs(lap.tracks) do
      for _, point in ipairs(track) do
        point.latitude_deg = 45 + point.distance_m / METRES_PER_DEGREE
        point.longitude_deg = -30
      end
    end
  end
end

local function run_text(spec)
  local activity = sensors.record(spec, athlete.run(spec))
  if spec.format ~= "tcx" then
    place(activity)
  end
  local text = FORMATS[spec.format](activity)
  if spec.fault == "truncated" then
    text = text:sub(1, #text * 7 // 10)
  end
  return text
end

local function truth_line(spec)
  local heavy = spec.heavy
  local from_s, to_s = athlete.heavy_span(heavy.pattern, spec.moving_s)
  return string.format("%s,%s,%g,%s,%d,%d,%s,%.2f,%d\n", spec.file,
    heavy.pattern, heavy.size, heavy.flavour, from_s, to_s,
    spec.reported or "", 100 * heavy.loss, heavy.group)
end

local function run_line(spec)
  return string.format("%s,%sZ,%s,%d,%s,%s\n", spec.file,
    date.time_text(spec.start_s), spec.kind, spec.moving_s // 60,
    spec.fault or "", spec.reported or "")
end

local function main()
  local options = parse_arguments()
  local specs = plan.season(options)
  name_runs(specs, options.format)
  local truth = {
    "file,pattern,size,flavour,from_s,to_s,reported,here,group\n",
  }
  local runs = { "file,start,kind,minutes,fault,reported\n" }
  for _, spec in ipairs(specs) do
    write(options.out .. "/" .. spec.file, run_text(spec))
    runs[#runs + 1] = run_line(spec)
    if spec.heavy then
      truth[#truth + 1] = truth_line(spec)
    end
  end
  write(options.out .. "/truth.csv", table.concat(truth))
  write(options.out .. "/runs.csv", table.concat(runs))
end

main()
