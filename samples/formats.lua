#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Writes one simulated run of 40 seconds in every format: run.tcx, run.gpx,
-- run.fit and so on, and as the exports of Apple Health, Strava and Garmin.
-- What a reader finds must be the same in all of them.
--
--   lua5.4 samples/formats.lua FOLDER
--
-- The files in samples/formats are what it writes, byte for byte.

local folder = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = folder .. "/?.lua;" .. package.path

local apple = require("apple")
local date = require("date")
local fit = require("fit")
local forms = require("forms")
local gcjson = require("gcjson")
local hrm = require("hrm")
local pack = require("pack")
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
      -- not in every format
      power_w = 200 + second, temperature_c = 12, contact_ms = 240 + second % 3,
      oscillation_mm = 80 + second % 4, step_length_mm = 1100 + second,
      balance_pct = 49.5,
    }
  end
  return { sport = "Running", start_s = START_S, laps = laps,
    offset_s = 7200, device = "Tempo 5 (simulated)", title = "Heavy & slow",
    notes = 'legs < usual, "wooden"' }
end

local out = arg[1]
if not out or arg[2] then
  io.stderr:write("usage: formats.lua FOLDER\n")
  os.exit(2)
end

local function write_file(name, text)
  local file = assert(io.open(out .. "/" .. name, "wb"))
  assert(file:write(text))
  assert(file:close())
end

local function write(ending, text)
  write_file("run." .. ending, text)
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

-- ---- formats that are not XML, and exports ----------------------------------

local fit_bytes = fit.bytes(activity, { feel = 25, rpe = 60 })
write("fit", fit_bytes)
write("fit.gz", pack.gzip(fit_bytes))
write("hrm", hrm.text(activity))
write("zip", pack.zip({ { "run.tcx", tcx.text({ activity }) } }))
-- GoldenCheetah's names are the local time
write_file("2024_05_01_08_00_00.json", gcjson.text(activity))

local ROUTE = "/workout-routes/route_2024-05-01_8.01am.gpx"
write_file("apple-health.zip", pack.zip({
  { "apple_health_export/export.xml", apple.export(activity, ROUTE) },
  { "apple_health_export" .. ROUTE, apple.route(activity) },
  { "apple_health_export/export_cda.xml", "<ClinicalDocument/>\n" },
}))

write_file("strava.zip", pack.zip({
  { "activities/1.gpx.gz", pack.gzip(forms.gpx(activity)) },
  { "activities.csv", "Activity ID,Activity Date,Activity Name,Activity Type,"
    .. "Activity Description,Elapsed Time,Distance,Max Heart Rate,"
    .. "Relative Effort,Commute,Activity Private Note,Activity Gear,Filename,"
    .. "Athlete Weight,Bike Weight,Elapsed Time,Moving Time,Distance,"
    .. 'Perceived Exertion\n1,"May 1, 2024, 6:00:00 AM",Morning Run,Trail Run,'
    .. '"a little, wooden",40,0.1,150,1,false,#heavy=start,Shoes,'
    .. "activities/1.gpx.gz,70,,40,40,130,6\n" },
  { "profile.csv", "Name\nSimulated\n" },
}))

write_file("garmin.zip", pack.zip({
  { "DI_CONNECT/DI-Connect-Aggregator/UDSFile_2024-05-01_2024-08-09.json",
    '[{"userProfilePK":1,"calendarDate":"2024-05-01","totalSteps":9000,'
    .. '"restingHeartRate":48}]\n' },
  { "DI_CONNECT/DI-Connect-Wellness/2024-05-01_2024-08-09_1_sleepData.json",
    '[{"calendarDate":"2024-05-01","deepSleepSeconds":3600,'
    .. '"lightSleepSeconds":14400,"remSleepSeconds":7200,'
    .. '"awakeSleepSeconds":300}]\n' },
  { "DI_CONNECT/DI-Connect-Metrics/TrainingReadinessDTO_2024.json",
    '[{"calendarDate":"2024-05-01","score":70}]\n' },
  { "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip",
    pack.zip({ { "runner@example.org_1.fit", fit_bytes } }) },
}))
