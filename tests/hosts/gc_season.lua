#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- A season of samples/season.lua (TCX) as an athlete's folder of GoldenCheetah:
--
--   lua5.4 tests/hosts/gc_season.lua SEASON FOLDER
--
-- Each run becomes FOLDER/activities/yyyy_MM_dd_HH_mm_ss.json in the form that
-- GoldenCheetah 3.5 writes, its notes in the tag "Notes". FOLDER/activities
-- and FOLDER/config must be there. Local time is taken to be UTC.

package.path = "samples/?.lua;" .. package.path

local season, folder = arg[1], arg[2]

local function quoted(text)
  local escapes = { ["\n"] = "\\n", ["\t"] = "\\t" }
  return '"' .. text:gsub("[\\\"/]", "\\%0"):gsub("[\n\t]", escapes) .. ' "'
end

local function seconds(text)
  local y, m, d, h, min, s = text:match(
    "(%d+)-(%d+)-(%d+)T(%d+):(%d+):([%d.]+)")
  local days = os.time { year = y, month = m, day = d, hour = 12 } // 86400
  return ((days * 24 + h) * 60 + min) * 60 + tonumber(s)
end

local PARTS = {
  { "KM", "DistanceMeters>([%d.]+)", 0.001 },
  { "ALT", "Altitude%a*>([-%d.]+)" },
  { "HR", "<Value>(%d+)" }, { "KPH", "Speed>([%d.]+)", 3.6 },
  { "RCAD", "RunCadence>(%d+)" },
}

local function sample(point, start_s)
  local out = { ('{ "SECS":%.6g'):format(
    seconds(point:match("<Time>([^<]+)")) - start_s) }
  for _, part in ipairs(PARTS) do
    local value = tonumber(point:match(part[2]))
    if value then
      out[#out + 1] = ('"%s":%.6g'):format(part[1], value * (part[3] or 1))
    end
  end
  return "\t\t\t" .. table.concat(out, ", ") .. " }"
end

local function unescape(text)
  return (text:gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&quot;", '"')
    :gsub("&apos;", "'"):gsub("&amp;", "&"))
end

local function convert(text)
  local first = text:match("<Id>([^<]+)")
  local start_s = seconds(first)
  local sport = text:match('Sport="(%a+)"') == "Running" and "Run" or "Bike"
  local notes = text:match("<Notes>([^<]*)</Notes>")
  local samples = {}
  for point in text:gmatch("<Trackpoint>(.-)</Trackpoint>") do
    if point:find("<Time>") then
      samples[#samples + 1] = sample(point, start_s)
    end
  end
  if #samples == 0 then return nil end
  local stamp = first:gsub("T", " "):gsub("-", "/"):match("^[%d/ :]+")
  local tags = '\t\t\t"Sport":' .. quoted(sport)
  if notes then
    tags = '\t\t\t"Notes":' .. quoted(unescape(notes)) .. ",\n" .. tags
  end
  return first:match("^[%dT:-]+"):gsub("[T:-]", "_"), table.concat {
    "\xEF\xBB\xBF{\n\t\"RIDE\":{\n\t\t\"STARTTIME\":", quoted(stamp .. " UTC"),
    ",\n\t\t\"RECINTSECS\":1,\n\t\t\"DEVICETYPE\":", quoted("Simulated"),
    ",\n\t\t\"IDENTIFIER\":\" \",\n\t\t\"TAGS\":{\n", tags,
    "\n\t\t},\n\t\t\"SAMPLES\":[\n", table.concat(samples, ",\n"),
    "\n\t\t]\n\t}\n}\n",
  }
end

local pipe = assert(io.popen("ls " .. season .. "/*.tcx"))
for path in pipe:lines() do
  local file = assert(io.open(path))
  local name, json = convert(file:read("a"))
  file:close()
  if name then
    local out = assert(io.open(folder .. "/activities/" .. name .. ".json",
      "wb"))
    out:write(json)
    out:close()
  end
end
pipe:close()
