-- SPDX-License-Identifier: MIT
--
-- One hour at 1 Hz in the layout of Garmin Connect's TCX: two blanks a level,
-- positions on Garmin's grid of 2^31 per half turn, numbers as expanded 32-bit
-- floats. About 2.5 MB and 3,600 points. What garmin.lua and history.lua share.

local M = {}
local seed = 12345

local function random() -- Lehmer: the same file on every machine
  seed = seed * 48271 % 2147483647
  return seed / 2147483647
end

local function float32(value)
  return string.format("%.17g", (string.unpack("f", string.pack("f", value))))
end

M.random = random
M.HEAD = [[
<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase
  xsi:schemaLocation="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2
    http://www.garmin.com/xmlschemas/TrainingCenterDatabasev2.xsd"
  xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"
  xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Activities>
]]
M.TAIL = "  </Activities>\n</TrainingCenterDatabase>\n"
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

-- Hands the <Activity> to `write`, piece by piece. `day` is "2024-05-02";
-- heart_bpm(second) is the heart rate.
function M.hour(write, day, heart_bpm)
  local function time(second)
    return ("%sT06:%02d:%02d.000Z"):format(day, second // 60, second % 60)
  end
  local distance, altitude = 0, 400
  write('    <Activity Sport="Running">\n      <Id>', time(0), "</Id>\n")
  for second = 0, 3599 do
    if second % 300 == 0 then
      write(LAP:format(time(second)))
    end
    local speed = 3 + random()
    distance = distance + speed
    altitude = altitude + random() - 0.5
    local grid = 180 / 2147483648
    write(POINT:format(time(second),
      math.floor((48 + second / 40000) / grid) * grid,
      math.floor((11 + second / 30000) / grid) * grid,
      float32(altitude), float32(distance), heart_bpm(second),
      float32(speed), 80 + second % 8))
    if second % 300 == 299 then
      write("        </Track>\n      </Lap>\n")
    end
  end
  write("    </Activity>\n")
end

return M
