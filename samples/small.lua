#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Writes the small TCX files that lie in this folder, one for each thing that
-- real programs do differently, and EXPECT, what a reader must find in them.
--
--   lua5.4 samples/small.lua FOLDER
--
-- All simulated, two minutes each. The files here are what it writes, byte for
-- byte; a test compares them.

local folder = arg[0]:match("^(.*)/[^/]*$") or "."
package.path = folder .. "/?.lua;" .. package.path

local athlete = require("athlete")
local sensors = require("sensors")
local tcx = require("tcx")
local date = require("date")

local MORNING_S = date.days(2024, 5, 1) * 86400 + 6 * 3600

-- A two-minute run; `change` overrides what is usual.
local function run(change)
  local spec = {
    seed = 11, kind = "race", moving_s = 120, start_s = MORNING_S,
    easy_kmh = 9, warm_share = 1, level_bpm = 0, temperature_c = 12,
    noise = 1, route = 3, hilliness_m = 3, pauses = {}, lap_m = 200,
    smart = true, barometer = true, device = "Tempo 5 (simulated)",
  }
  for key, value in pairs(change or {}) do
    spec[key] = value
  end
  return sensors.record(spec, athlete.run(spec))
end

-- Positions on open water, so that they are nobody's home.
local function with_positions(activity)
  for _, lap in ipairs(activity.laps) do
    for _, track in ipairs(lap.tracks) do
      for _, point in ipairs(track) do
        point.latitude_deg = 45 + point.distance_m / 111195
        point.longitude_deg = -30
      end
    end
  end
  return activity
end

local function each_point(activity, change)
  local n = 0
  for _, lap in ipairs(activity.laps) do
    for _, track in ipairs(lap.tracks) do
      for _, point in ipairs(track) do
        n = n + 1
        change(point, n)
      end
    end
  end
  return activity
end

local function count(activity)
  local points = 0
  each_point(activity, function() points = points + 1 end)
  return points
end

local files = {}

-- name, what it shows, activities, dialect, {expected = ..., edit = function}
local function add(name, about, activities, dialect, extra)
  extra = extra or {}
  local text = tcx.text(activities, dialect)
  local points, laps = 0, 0
  for _, activity in ipairs(activities) do
    points, laps = points + count(activity), laps + #activity.laps
  end
  files[#files + 1] = {
    name = name, about = about, text = extra.edit and extra.edit(text) or text,
    status = extra.status or "ok", activities = #activities,
    points = extra.points or points, laps = extra.laps or laps,
  }
end

local function edit(pattern, replacement, times)
  return function(text)
    local new, n = text:gsub(pattern, replacement, times)
    assert(n > 0, "nothing to edit: " .. pattern)
    return new
  end
end

-- Points in the first `bytes` of a text: those that are closed.
local function complete_points(text, bytes)
  local _, n = text:sub(1, bytes):gsub("</Trackpoint>", "")
  return n
end

add("prefix-ns3.tcx", "extension prefix ns3, positions",
  { with_positions(run()) })
add("prefix-x.tcx", "prefix x, blanks before the XML declaration, CRLF",
  { run() }, { prefix = "x", lead = "  \n ", crlf = true })
add("prefix-default.tcx", "namespace on every TPX, all on one line",
  { run() }, { prefix = "", indent = false })
add("prefix-none.tcx", "no extension namespace, byte order mark",
  { run() }, { prefix = false, lead = "\xEF\xBB\xBF" })
add("prefix-all.tcx", "a prefix on every element", { run() }, {}, {
  edit = function(text)
    text = text:gsub("<(/?)(%u%l)", "<%1t:%2")
    return (text:gsub('xmlns="', 'xmlns:t="', 1))
  end,
})
add("tracks.tcx", "pauses: several tracks in a lap",
  { run({ pauses = { { at_s = 30, seconds = 40 }, { at_s = 70, seconds = 25 } },
    lap_m = 1000 }) })
add("notes.tcx", "tags in the notes of the activity",
  { run({ notes = "wooden at first, then fine #heavy=start #legs=4 #eased" }) })
add("notes-lap.tcx", "tags in the notes of a lap; < and & in text",
  { run({ lap_notes = "club run & chat <easy> #heavy=no #legs=2 #rpe=4" }) })
add("no-heart-rate.tcx", "heart rate never recorded",
  { run({ fault = "no_hr" }) })
add("zero-heart-rate.tcx", "heart rate 0 means not recorded",
  { each_point(run(), function(point, n)
    point.heart_rate_bpm = n <= 10 and 0 or point.heart_rate_bpm
  end) })
add("several.tcx", "three activities in a file: run, ride, run",
  { run(), run({ kind = "ride", start_s = MORNING_S + 7200 }),
    run({ start_s = MORNING_S + 14400, seed = 12 }) })
add("offset.tcx", "fractions of a second, an offset instead of Z",
  { run() }, { zone = ".000+02:00", zone_s = 7200 })
add("odd-times.tcx", "the same second twice, then a step back",
  { each_point(run(), function(point, n)
    if n == 12 or n == 20 then
      point.time_s = point.time_s - (n == 12 and 4 or 9)
    end
  end) })
add("doctype.tcx", "a DOCTYPE that only declares elements", { run() }, {}, {
  edit = edit("%?>\n", "?>\n<!DOCTYPE TrainingCenterDatabase [\n"
    .. "<!-- nothing but names -->\n"
    .. "<!ELEMENT TrainingCenterDatabase ANY>\n"
    .. "<!ATTLIST Activity Sport CDATA #IMPLIED>\n]>\n", 1),
})
add("latin-1.tcx", "encoding ISO-8859-1, note with an umlaut",
  { run({ notes = "F@sse schwer #heavy=all" }) }, {}, {
  edit = function(text)
    text = text:gsub('encoding="UTF%-8"', 'encoding="ISO-8859-1"', 1)
    return (text:gsub("F@sse", "F\xFC\xDFe", 1))
  end,
})
add("points-without-time.tcx", "points that lack a time are dropped, counted",
  { run() }, {}, {
  edit = edit("<Time>[^<]*</Time>", "", 3),
  points = count(run()) - 3,
})

local whole = tcx.text({ run() })
local kept = #whole * 6 // 10
add("truncated.tcx", "the file ends early; complete points are kept",
  { run() }, { cut = kept }, {
  status = "truncated", points = complete_points(whole, kept), laps = 1,
})

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  assert(file:close())
end

local out = arg[1]
if not out or arg[2] then
  io.stderr:write("usage: small.lua FOLDER\n")
  os.exit(2)
end
local expect = {
  "# file | status | activities | points | laps | what it shows\n",
}
for _, file in ipairs(files) do
  write(out .. "/" .. file.name, file.text)
  expect[#expect + 1] = string.format("%s | %s | %d | %d | %d | %s\n",
    file.name, file.status, file.activities, file.points, file.laps,
    file.about)
end
write(out .. "/EXPECT", table.concat(expect))
