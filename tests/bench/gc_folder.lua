#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- An athlete's folder of GoldenCheetah with a run of an hour at 1 Hz a day, in
-- the form that GoldenCheetah 3.5 writes, about 0.35 MB a run. DISTINCT
-- recordings repeat under other dates.
--
--   lua5.4 tests/bench/gc_folder.lua FOLDER RUNS [DISTINCT [SECONDS]]

package.path = "samples/?.lua;" .. package.path
local date = require("date")
local random = require("random")

local folder, runs = arg[1], tonumber(arg[2])
local distinct = tonumber(arg[3] or 60)
local HOUR_S, seconds = 3600, tonumber(arg[4] or 3600)
local rng = random.new(7, "gc_folder")

local HEAD = "\xEF\xBB\xBF{\n\t\"RIDE\":{\n\t\t\"STARTTIME\":"
  .. "\"%s\\/%s\\/%s 06:00:00 UTC \",\n\t\t\"RECINTSECS\":1,\n"
  .. "\t\t\"DEVICETYPE\":\"Tempo 5 (simulated) \",\n\t\t\"IDENTIFIER\":\" \","
  .. "\n\t\t\"TAGS\":{\n\t\t\t\"Athlete\":\"Bench \",\n"
  .. "\t\t\t\"Notes\":\"along the river \",\n\t\t\t\"Sport\":\"Run \"\n\t\t},\n"
  .. "\t\t\"INTERVALS\":[\n\t\t\t{ \"NAME\":\"Lap 1 \", \"START\": 0, "
  .. "\"STOP\": 3599 }\n\t\t],\n\t\t\"SAMPLES\":[\n"
local SAMPLE = "\t\t\t{ \"SECS\":%d, \"KM\":%.6g, \"KPH\":%.6g, \"HR\":%d, "
  .. "\"ALT\":%.6g, \"SLOPE\":0, \"RCAD\":%d }"
local FOOT = "\n\t\t]\n\t}\n}\n"

-- The day's form, a rise over the hour, and noise from second to second.
local function samples()
  local form, rise, noise = rng:uniform(0, 6), rng:uniform(0, 8), 0
  local out, km = {}, 0
  for second = 0, seconds - 1 do
    local kph = 10.5 + second * 7 % 11 / 13
    km = km + kph / HOUR_S
    noise = 0.95 * noise + rng:uniform(-1, 1)
    out[#out + 1] = SAMPLE:format(second, km, kph,
      math.floor(130 + form + rise * second / HOUR_S + noise + 0.5),
      400 + second % 90 / 7, 83 + second % 4)
  end
  return table.concat(out, ",\n")
end

os.execute(("mkdir -p '%s/activities' '%s/config'"):format(folder, folder))
local settings = assert(io.open(folder .. "/config/athlete-general.ini", "w"))
settings:write("[General]\nsafeexit=true\n") -- GoldenCheetah has it closed
settings:close()
local FIRST = date.days(2016, 1, 1)
for first = 1, math.min(distinct, runs) do
  local text = samples()
  for run = first, runs, distinct do
    local y, m, d = date.text(FIRST + run - 1):match("(%d+)-(%d+)-(%d+)")
    local file = assert(io.open(("%s/activities/%s_%s_%s_06_00_00.json")
      :format(folder, y, m, d), "wb"))
    assert(file:write(HEAD:format(y, m, d), text, FOOT))
    assert(file:close())
  end
end
