-- SPDX-License-Identifier: MIT
--
-- One activity as a Polar HRM file: heart rate, speed in 1/10 km/h, cadence of
-- one leg and altitude in whole metres, a row each second.
--
--   local text = hrm.text(activity)
--
-- activity: as for fit.lua.

local date = require("date")
local template = require("template")

local hrm = {}

local function clock(seconds)
  return string.format("%02d:%02d:%02d.0", seconds // 3600,
    seconds // 60 % 60, seconds % 60)
end

function hrm.text(activity)
  local local_s = activity.start_s + activity.offset_s
  local year, month, day = date.civil(local_s // 86400)
  local length_s = 0
  local laps = template.laps(activity, "", function(lap)
    length_s = length_s + lap.duration_s
    return clock(length_s) .. "\t0\t0\t0\t0\r\n"
      .. "0\t0\t0\t0\t0\t0\r\n0\t0\t0\t0\t0\r\n0\t0\t0\t0\t0\t0\r\n"
      .. "0\t0\t0\t0\t0\t0\r\n"
  end)
  local rows = template.points(activity, "\r\n", function(point)
    return string.format("%d\t%.0f\t%d\t%.0f", point.heart_rate_bpm,
      point.speed_mps * 36, point.cadence_spm // 2, point.altitude_m)
  end)
  return string.format("[Params]\r\nVersion=106\r\nMonitor=33\r\n"
    .. "SMode=111000100\r\nDate=%04d%02d%02d\r\nStartTime=%s\r\nLength=%s\r\n"
    .. "Interval=1\r\n\r\n[Note]\r\n%s\r\n\r\n[IntTimes]\r\n%s\r\n"
    .. "[HRData]\r\n%s\r\n", year, month, day, clock(local_s % 86400),
    clock(length_s), activity.notes, laps, rows)
end

return hrm
