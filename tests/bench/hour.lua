#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Writes one simulated hour at 1 Hz in every XML format beside TCX, for the
-- bench: run.gpx and so on. For TCX see garmin.lua.
--
--   lua5.4 tests/bench/hour.lua FOLDER

package.path = "samples/?.lua;" .. package.path

local forms = require("forms")

local START_S, SECONDS, LAP_S = 1714543200, 3600, 300

local laps, distance_m = {}, 0
for second = 0, SECONDS - 1 do
  if second % LAP_S == 0 then
    laps[#laps + 1] = { start_s = START_S + second, duration_s = LAP_S,
      distance_m = 900, trigger = "Distance", tracks = { {} } }
  end
  local speed_mps = 3 + second * 7 % 11 / 13
  distance_m = distance_m + speed_mps
  local track = laps[#laps].tracks[1]
  track[#track + 1] = {
    time_s = START_S + second, speed_mps = speed_mps, distance_m = distance_m,
    altitude_m = 400 + second % 90 / 7, heart_rate_bpm = 120 + second // 120,
    cadence_spm = 160 + second % 8 * 2, longitude_deg = -30,
    latitude_deg = 45 + distance_m / 111195,
  }
end

local activity = { sport = "Running", start_s = START_S, laps = laps,
  device = "Tempo 5 (simulated)", title = "bench", notes = "an hour" }
local names = { gpx = "gpx", pwx = "pwx", fitlog = "fitlog", sml = "sml",
  moveslink = "moveslink.xml", polar = "polar.xml", gc = "gc", sigma = "slf" }
for form, name in pairs(names) do
  local file = assert(io.open(arg[1] .. "/run." .. name, "wb"))
  assert(file:write(forms[form](activity)))
  assert(file:close())
end
