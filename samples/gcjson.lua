-- SPDX-License-Identifier: MIT
--
-- One activity as GoldenCheetah 3.5 writes it, byte for byte: a byte order
-- mark, tabs, a blank behind every text.
--
--   local text = gcjson.text(activity)
--
-- activity: as for fit.lua, with a title.

local date = require("date")
local template = require("template")

local gcjson = {}

local function start_text(activity)
  return (date.time_text(activity.start_s):gsub("-", "\\/"):gsub("T", " "))
    .. " UTC"
end

local function quoted(text)
  return '"' .. text:gsub("[\\\"/]", "\\%0") .. ' "'
end

function gcjson.text(activity)
  return "\xEF\xBB\xBF{\n\t\"RIDE\":{\n\t\t\"STARTTIME\":\""
    .. start_text(activity)
    .. " \",\n\t\t\"RECINTSECS\":1,\n\t\t\"DEVICETYPE\":"
    .. quoted(activity.device)
    .. ",\n\t\t\"IDENTIFIER\":\" \",\n\t\t\"TAGS\":{\n"
    .. "\t\t\t\"Feel\":\"25 \",\n\t\t\t\"Notes\":"
    .. quoted(activity.notes) .. ",\n\t\t\t\"RPE\":\"6 \",\n"
    .. "\t\t\t\"Sport\":\"Run \",\n\t\t\t\"Workout Title\":"
    .. quoted(activity.title) .. "\n\t\t},\n\t\t\"INTERVALS\":[\n"
    .. template.laps(activity, ",\n", function(lap, i, at_s)
      return template.fill("\t\t\t{ \"NAME\":\"Lap {i} \", "
        .. "\"START\": {from}, \"STOP\": {to} }",
        { i = i, from = at_s, to = at_s + lap.duration_s })
    end) .. "\n\t\t],\n\t\t\"SAMPLES\":[\n"
    .. template.points(activity, ",\n", template.point(
      "\t\t\t{ \"SECS\":{at}, \"KM\":{km:%.6g}, \"WATTS\":{watts:%d}, "
      .. "\"KPH\":{kmh:%.6g}, \"HR\":{hr:%d}, \"ALT\":{alt:%.6g}, "
      .. "\"LAT\":{lat:%.11g}, \"LON\":{lon:%.11g}, \"TEMP\":{temp:%d}, "
      .. "\"RCAD\":{leg:%d} }")) .. "\n\t\t]\n\t}\n}\n"
end

return gcjson
