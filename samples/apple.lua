-- SPDX-License-Identifier: MIT
--
-- One activity as Apple Health exports it: records by kind, a workout, and its
-- route in a file of its own; and a day's values.
--
--   local xml = apple.export(activity, "/workout-routes/route_1.gpx")
--   local gpx = apple.route(activity)
--
-- activity: as for fit.lua, with offset_s of local time.

local date = require("date")
local template = require("template")

local apple = {}

local function time_text(activity, seconds)
  return (date.time_text(seconds + activity.offset_s):gsub("T", " "))
    .. string.format(" +%02d%02d", activity.offset_s // 3600,
      activity.offset_s // 60 % 60)
end

local function record(activity, kind, unit, span, value)
  return string.format(' <Record type="HKQuantityTypeIdentifier%s" '
    .. 'sourceName="Watch" unit="%s" startDate="%s" endDate="%s" '
    .. 'value="%s"/>\n', kind, unit, time_text(activity, span[1]),
    time_text(activity, span[2]), value)
end

-- As iOS 16 and later write it: broken, one '>' is missing.
local DOCTYPE = "<!DOCTYPE HealthData [\n"
  .. "<!-- HealthKit Export Version: 12 -->\n"
  .. "<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n"
  .. "<!ATTLIST VisionPrescription\n  type CDATA #REQUIRED\n"
  .. "<!ATTLIST Prism\n  distance CDATA #IMPLIED\n>\n]>\n"

-- Records come by kind, amounts for the second before; the route is elsewhere.
local function records(activity)
  local out, before_m = {}, 0
  local function each(kind, unit, value)
    out[#out + 1] = template.points(activity, "", function(point)
      return record(activity, kind, unit,
        { point.time_s, point.time_s }, value(point))
    end)
  end
  each("HeartRate", "count/min", function(p) return p.heart_rate_bpm end)
  each("RunningSpeed", "km/hr", function(p)
    return string.format("%.4f", p.speed_mps * 3.6)
  end)
  each("RunningPower", "W", function(p) return p.power_w end)
  each("RunningGroundContactTime", "ms", function(p) return p.contact_ms end)
  each("RunningVerticalOscillation", "cm", function(p)
    return string.format("%.2f", p.oscillation_mm / 10)
  end)
  each("RunningStrideLength", "m", function(p)
    return string.format("%.3f", p.step_length_mm / 1000)
  end)
  out[#out + 1] = template.points(activity, "", function(point)
    local text = record(activity, "DistanceWalkingRunning", "km",
      { point.time_s, point.time_s },
      string.format("%.6f", (point.distance_m - before_m) / 1000))
    before_m = point.distance_m
    return text
  end)
  return table.concat(out)
end

function apple.export(activity, route)
  local first = activity.start_s
  local last = first
  for _, lap in ipairs(activity.laps) do
    last = last + lap.duration_s
  end
  last = math.max(last, first + 60) -- shorter ones it does not write
  return template.XML .. DOCTYPE
    .. '<HealthData locale="en_GB">\n'
    .. record(activity, "RestingHeartRate", "count/min",
      { first - 3600, first - 3600 }, 48)
    .. record(activity, "HeartRateVariabilitySDNN", "ms",
      { first - 9000, first - 9000 }, 61)
    .. record(activity, "BodyMass", "kg", { first - 3000, first - 3000 },
      70.5)
    .. ' <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName='
    .. '"Watch" startDate="' .. time_text(activity, first - 28800)
    .. '" endDate="' .. time_text(activity, first - 3600)
    .. '" value="HKCategoryValueSleepAnalysisAsleepCore"/>\n'
    .. records(activity)
    .. ' <Workout workoutActivityType="HKWorkoutActivityTypeRunning" '
    .. 'duration="1" durationUnit="min" sourceName="Watch" device="&lt;&lt;'
    .. "HKDevice: 0x1&gt;, name:" .. activity.device
    .. ', hardware:Sim1,1, software:1&gt;" startDate="'
    .. time_text(activity, first) .. '" endDate="' .. time_text(activity, last)
    .. '">\n  <WorkoutRoute sourceName="Watch"><FileReference path="' .. route
    .. '"/></WorkoutRoute>\n </Workout>\n</HealthData>\n'
end

-- The route of a workout: positions and speed, nothing of the body.
function apple.route(activity)
  return template.XML .. '<gpx version="1.1" creator="Apple Health Export" '
    .. 'xmlns="http://www.topografix.com/GPX/1/1">\n<trk><name>Route</name>'
    .. "<trkseg>\n" .. template.points(activity, "\n", template.point(
      '<trkpt lon="{lon:%.7f}" lat="{lat:%.7f}"><ele>{alt:%.1f}</ele><time>'
      .. "{time}</time><extensions><speed>{mps:%.3f}</speed></extensions>"
      .. "</trkpt>")) .. "\n</trkseg></trk></gpx>\n"
end

return apple
