#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Many small files: a run of 26 minutes a day, a point every 10 s, 60 kB. So
-- that crash tests spend their time in the database, not in reading.
--
--   lua5.4 tests/fault/small.lua FOLDER RUNS

package.path = "samples/?.lua;" .. package.path
local date = require("date")

local folder, runs = arg[1], tonumber(arg[2])
local FIRST = date.days(2020, 1, 1)
local HEAD = '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/'
  .. 'TrainingCenterDatabase/v2"><Activities><Activity Sport="Running">'
  .. "<Id>%s</Id><Lap StartTime=\"%s\"><Track>\n"
local POINT = "<Trackpoint><Time>%sZ</Time><DistanceMeters>%d</DistanceMeters>"
  .. "<HeartRateBpm><Value>%d</Value></HeartRateBpm></Trackpoint>\n"

assert(os.execute("mkdir -p '" .. folder .. "'"))
for run = 1, runs do
  local start_s = (FIRST + run) * 86400 + 6 * 3600
  local file = assert(io.open(("%s/%s.tcx"):format(folder,
    date.text(FIRST + run)), "wb"))
  local at = date.time_text(start_s) .. "Z"
  file:write(HEAD:format(at, at))
  local form = (run * 37 % 11) + (run % 23 == 0 and 14 or 0)
  for point = 0, 156 do
    file:write(POINT:format(date.time_text(start_s + 10 * point), 30 * point,
      140 + form + (point * 7 + run) % 5))
  end
  file:write("</Track></Lap></Activity></Activities>",
    "</TrainingCenterDatabase>\n")
  assert(file:close())
end
