-- SPDX-License-Identifier: MIT
--
-- Writes activities as Garmin Training Center XML, in the dialects that real
-- programs write.
--
--   local text = tcx.text({ activity, ... }, { prefix = "ns3" })
--
-- Dialect: prefix ("ns3", "x" ...; "" puts the namespace on every TPX; false:
-- no namespace at all), indent (line breaks and blanks; false: one long line),
-- lead (text before the XML declaration: blanks, a byte order mark), crlf,
-- zone (what follows the seconds: "Z", ".000Z", "+02:00" with zone_s), cut (how
-- many bytes are kept: a file that ends early).

local date = require("date")

local tcx = {}

local EXTENSION = "http://www.garmin.com/xmlschemas/ActivityExtension/v2"
local DATABASE =
  "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }

local function escape(text)
  return (text:gsub("[&<>]", ESCAPES))
end

local function time(seconds, dialect)
  return date.time_text(seconds + (dialect.zone_s or 0))
    .. (dialect.zone or "Z")
end

-- The names of the extension elements in this dialect.
local function extension_names(dialect)
  local prefix = dialect.prefix
  if prefix == nil then
    prefix = "ns3"
  end
  if not prefix then
    return "TPX", "TPX", ""
  elseif prefix == "" then
    return 'TPX xmlns="' .. EXTENSION .. '"', "TPX", ""
  end
  return prefix .. ":TPX", prefix .. ":TPX", prefix .. ":"
end

-- A function that turns one point into text. Formats are made once per file.
local function point_writer(dialect)
  local open, close, p = extension_names(dialect)
  local extensions = "<Extensions><" .. open .. "><" .. p .. "Speed>%.3f</" .. p
    .. "Speed><" .. p .. "RunCadence>%d</" .. p .. "RunCadence></" .. close
    .. "></Extensions></Trackpoint>"
  local format = string.format
  return function(point)
    local head = "<Trackpoint><Time>" .. time(point.time_s, dialect)
      .. "</Time>"
    if point.latitude_deg then
      head = head .. format("<Position><LatitudeDegrees>%.7f</LatitudeDegrees>"
        .. "<LongitudeDegrees>%.7f</LongitudeDegrees></Position>",
        point.latitude_deg, point.longitude_deg)
    end
    if point.altitude_m then
      head = head .. format("<AltitudeMeters>%.1f</AltitudeMeters>",
        point.altitude_m)
    end
    head = head .. format("<DistanceMeters>%.2f</DistanceMeters>",
      point.distance_m)
    if point.heart_rate_bpm then
      head = head .. format("<HeartRateBpm><Value>%d</Value></HeartRateBpm>",
        point.heart_rate_bpm)
    end
    -- one foot's steps, as every watch writes them
    return head .. format(extensions, point.speed_mps,
      point.cadence_spm * 0.5 // 1)
  end
end

local function heart_rates(lap)
  local sum, n, top = 0, 0, 0
  for _, track in ipairs(lap.tracks) do
    for _, point in ipairs(track) do
      local bpm = point.heart_rate_bpm
      if bpm then
        sum, n, top = sum + bpm, n + 1, math.max(top, bpm)
      end
    end
  end
  return n > 0 and sum // n or nil, top
end

local function add_lap(out, lap, dialect, write_point)
  out(string.format('<Lap StartTime="%s"><TotalTimeSeconds>%.1f'
    .. "</TotalTimeSeconds><DistanceMeters>%.2f</DistanceMeters>"
    .. "<Calories>%d</Calories>", time(lap.start_s, dialect), lap.duration_s,
    lap.distance_m, lap.distance_m // 15))
  local mean, top = heart_rates(lap)
  if mean then
    out(string.format("<AverageHeartRateBpm><Value>%d</Value>"
      .. "</AverageHeartRateBpm><MaximumHeartRateBpm><Value>%d</Value>"
      .. "</MaximumHeartRateBpm>", mean, top))
  end
  out("<Intensity>" .. (lap.rest and "Resting" or "Active") .. "</Intensity>"
    .. "<TriggerMethod>" .. lap.trigger .. "</TriggerMethod>")
  for _, track in ipairs(lap.tracks) do
    out("<Track>")
    for _, point in ipairs(track) do
      out(write_point(point))
    end
    out("</Track>")
  end
  if lap.notes then
    out("<Notes>" .. escape(lap.notes) .. "</Notes>")
  end
  out("</Lap>")
end

local function add_activity(out, activity, dialect, write_point)
  out('<Activity Sport="' .. activity.sport .. '"><Id>'
    .. time(activity.start_s, dialect) .. "</Id>")
  for _, lap in ipairs(activity.laps) do
    add_lap(out, lap, dialect, write_point)
  end
  if activity.notes then
    out("<Notes>" .. escape(activity.notes) .. "</Notes>")
  end
  if activity.device then
    out('<Creator xsi:type="Device_t"><Name>' .. escape(activity.device)
      .. "</Name><UnitId>0</UnitId><ProductID>0</ProductID></Creator>")
  end
  out("</Activity>")
end

local function root_element(dialect)
  local prefix = dialect.prefix
  if prefix == nil then
    prefix = "ns3"
  end
  local declared = ""
  if prefix and prefix ~= "" then
    declared = ' xmlns:' .. prefix .. '="' .. EXTENSION .. '"'
  end
  return '<TrainingCenterDatabase xmlns="' .. DATABASE .. '"' .. declared
    .. ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
end

-- activities: {sport, start_s, device, notes, laps = {{start_s, duration_s,
-- distance_m, rest, trigger, notes, tracks = {{point, ...}}}}}; a point has
-- time_s (whole seconds UTC), distance_m, speed_mps, cadence_spm and where
-- recorded altitude_m, heart_rate_bpm, latitude_deg, longitude_deg.
function tcx.text(activities, dialect)
  dialect = dialect or {}
  local pieces = {}
  local function out(text)
    pieces[#pieces + 1] = text
  end
  local write_point = point_writer(dialect)
  out((dialect.lead or "") .. '<?xml version="1.0" encoding="UTF-8"?>')
  out(root_element(dialect))
  out("<Activities>")
  for _, activity in ipairs(activities) do
    add_activity(out, activity, dialect, write_point)
  end
  out("</Activities></TrainingCenterDatabase>")
  local line_end = dialect.crlf and "\r\n" or "\n"
  local glue = dialect.indent == false and "" or line_end
  local text = table.concat(pieces, glue) .. line_end
  return dialect.cut and text:sub(1, dialect.cut) or text
end

return tcx
