#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Writes one simulated hour at 1 Hz in every format beside TCX, for the bench:
-- run.gpx and so on, and the hour within MB megabytes of an Apple Health export
-- (export.xml and its route). For TCX see garmin.lua.
--
--   lua5.4 tests/bench/hour.lua FOLDER MB

package.path = "samples/?.lua;" .. package.path

local apple = require("apple")
local fit = require("fit")
local forms = require("forms")
local gcjson = require("gcjson")

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
    power_w = 200 + second % 50, temperature_c = 12,
    contact_ms = 240 + second % 3, oscillation_mm = 80 + second % 4,
    step_length_mm = 1100 + second % 60, balance_pct = 49.5,
  }
end

local activity = { sport = "Running", start_s = START_S, laps = laps,
  offset_s = 7200, device = "Tempo 5 (simulated)", title = "bench",
  notes = "an hour" }

local function write(name, ...)
  local file = assert(io.open(arg[1] .. "/" .. name, "wb"))
  assert(file:write(...))
  assert(file:close())
end

local names = { gpx = "gpx", pwx = "pwx", fitlog = "fitlog", sml = "sml",
  moveslink = "moveslink.xml", polar = "polar.xml", gc = "gc", sigma = "slf" }
for form, name in pairs(names) do
  write("run." .. name, forms[form](activity))
end
write("run.fit", fit.bytes(activity, {}))
write("run.json", gcjson.text(activity))

-- What most of such an export is: heart rate and steps, day and night, outside
-- of any workout. Here of one day, again and again.
local function other_records(bytes)
  local day = {}
  for minute = 0, 1439 do
    local at = ("2023-05-01 %02d:%02d:30 +0200"):format(minute // 60,
      minute % 60)
    day[#day + 1] = (' <Record type="HKQuantityTypeIdentifier%s" sourceName='
      .. '"Watch" sourceVersion="10.4" device="&lt;&lt;HKDevice: 0x1&gt;, '
      .. 'name:Watch, manufacturer:Simulated&gt;" unit="%s" creationDate="%s"'
      .. ' startDate="%s" endDate="%s" value="%d"/>\n'):format(
      minute % 3 == 0 and "StepCount" or "HeartRate",
      minute % 3 == 0 and "count" or "count/min", at, at, at,
      50 + minute % 70)
  end
  local text = table.concat(day)
  return text:rep(bytes // #text)
end

local ROUTE = "/workout-routes/route_1.gpx"
-- Without the declarations, which newer exports have and are broken.
local export = apple.export(activity, ROUTE):gsub("<!DOCTYPE.-%]>\n", "", 1)
local first = export:find(" <Record ", 1, true)
write("export.xml", export:sub(1, first - 1),
  other_records(tonumber(arg[2]) * 1000000), export:sub(first))
write(ROUTE, apple.route(activity))
