#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Writes runs of one hour at 1 Hz in the layout of Garmin Connect's TCX: two
-- blanks a level, positions on Garmin's grid of 2^31 per half turn, numbers as
-- expanded 32-bit floats. About 2.5 MB and 3,600 points a run.
--
--   lua5.4 tests/bench/garmin.lua RUNS >FILE

local runs = tonumber(arg[1] or 1)
local seed = 12345

local function random() -- Lehmer: the same file on every machine
  seed = seed * 48271 % 2147483647
  return seed / 2147483647
end

local function float32(value)
  return string.format("%.17g", (string.unpack("f", string.pack("f", value))))
end

local HEAD = [[
<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase
  xsi:schemaLocation="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2
    http://www.garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd"
  xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"
  xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Activities>
]]
local LAP = [[
      <Lap StartTime="%s">
        <TotalTimeSeconds>300.0</TotalTimeSeconds>
        <DistanceMeters>900.0</DistanceMeters>
        <Intensity>Active</Intensity>
        <TriggerMethod>Distance</TriggerMethod>
        <Track>
]]
local POINT = [[
          <Trackpoint>
            <Time>%s</Time>
            <Position>
              <LatitudeDegrees>%.17g</LatitudeDegrees>
              <LongitudeDegrees>%.17g</LongitudeDegrees>
            </Position>
            <AltitudeMeters>%s</AltitudeMeters>
            <DistanceMeters>%s</DistanceMeters>
            <HeartRateBpm>
              <Value>%d</Value>
            </HeartRateBpm>
            <Extensions>
              <ns3:TPX>
                <ns3:Speed>%s</ns3:Speed>
                <ns3:RunCadence>%d</ns3:RunCadence>
              </ns3:TPX>
            </Extensions>
          </Trackpoint>
]]

local function time(run, second)
  return string.format("2024-05-%02dT06:%02d:%02d.000Z", run % 28 + 1,
    second // 60, second % 60)
end

local function one(run)
  local distance, altitude = 0, 400
  io.write('    <Activity Sport="Running">\n      <Id>', time(run, 0),
    "</Id>\n")
  for second = 0, 3599 do
    if second % 300 == 0 then
      io.write(LAP:format(time(run, second)))
    end
    local speed = 3 + random()
    distance = distance + speed
    altitude = altitude + random() - 0.5
    local grid = 180 / 2147483648
    io.write(POINT:format(time(run, second),
      math.floor((48 + second / 40000) / grid) * grid,
      math.floor((11 + second / 30000) / grid) * grid,
      float32(altitude), float32(distance), 120 + second // 120,
      float32(speed), 80 + second % 8))
    if second % 300 == 299 then
      io.write("        </Track>\n      </Lap>\n")
    end
  end
  io.write("    </Activity>\n")
end

io.write(HEAD)
for run = 1, runs do
  one(run)
end
io.write("  </Activities>\n</TrainingCenterDatabase>\n")
