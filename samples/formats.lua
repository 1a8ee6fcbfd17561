#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Writes one simulated run of 40 seconds in every XML format: run.tcx, run.gpx
-- and so on. What a reader finds must be the same in all of them.
--
--   lua5.4 samples/formats.lua FOLDER
--
-- The files in samples/formats are what it writes, byte for byte.

local folder = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = folder .. "/?.lua;" .. package.path

local date = require("date")
local forms = require("forms")
local tcx = require("tcx")

local START_S = date.days(2024, 5, 1) * 86400 + 6 * 3600
local SECONDS, LAP_S = 40, 20
local METRES_PER_DEGREE = 6371008.8 * math.pi / 180

-- Two laps, on open water, straight north: so that positions and distance say
-- the same.
local function run()
  local laps, distance_m = {}, 0
  for second = 0, SECONDS - 1 do
    if second % LAP_S == 0 then
      laps[#laps + 1] = { start_s = START_S + second, duration_s = LAP_S,
        distance_m = 0, trigger = "Manual", tracks = { {} } }
    end
    local speed_mps = 3 + second % 7 / 8
    distance_m = distance_m + speed_mps
    local lap = laps[#laps]
    lap.distance_m = lap.distance_m + speed_mps
    local track = lap.tracks[1]
    track[#track + 1] = {
      time_s = START_S + second, speed_mps = speed_mps,
      distance_m = distance_m, altitude_m = 5 + second // 2,
      heart_rate_bpm = 110 + second, cadence_spm = 160 + second % 5 * 2,
      latitude_deg = 45 + distance_m / METRES_PER_DEGREE, longitude_deg = -30,
    }
  end
  return { sport = "Running", start_s = START_S, laps = laps,
    device = "Tempo 5 (simulated)", title = "Heavy & slow",
    notes = 'legs < usual, "wooden"' }
end

local out = arg[1]
if not out or arg[2] then
  io.stderr:write("usage: formats.lua FOLDER\n")
  os.exit(2)
end

local function write(name, text)
  local file = assert(io.open(out .. "/run." .. name, "wb"))
  assert(file:write(text))
  assert(file:close())
end

local activity = run()
write("tcx", tcx.text({ activity }))
write("gpx", forms.gpx(activity))
write("pwx", forms.pwx(activity))
write("fitlog", forms.fitlog(activity))
write("sml", forms.sml(activity))
write("moveslink.xml", forms.moveslink(activity))
write("polar.xml", forms.polar(activity))
write("gc", forms.gc(activity))
write("slf", forms.sigma(activity))
