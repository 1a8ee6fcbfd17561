#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Writes a history: one run of an hour at 1 Hz a day, see garmin_hour.lua, each
-- in a file of its own, 2.5 MB a run. DISTINCT recordings repeat under other
-- dates. Heart rates vary from run to run, so that rules have something to
-- judge.
--
--   lua5.4 tests/bench/history.lua FOLDER RUNS [DISTINCT]

package.path = "tests/bench/?.lua;samples/?.lua;" .. package.path
local garmin = require("garmin_hour")
local date = require("date")

local folder, runs = arg[1], tonumber(arg[2])
local distinct = tonumber(arg[3] or 300)
local PLACE = "YYYY_MM_DD" -- as long as a date

-- The day's form, a rise over the hour, and noise from second to second.
local function heart()
  local form, rise, noise = 6 * garmin.random(), 8 * garmin.random(), 0
  return function(second)
    noise = 0.95 * noise + 2 * (garmin.random() - 0.5)
    return math.floor(130 + form + rise * second / 3600 + noise + 0.5)
  end
end

local function recording()
  local parts = { garmin.HEAD }
  garmin.hour(function(...)
    for i = 1, select("#", ...) do
      parts[#parts + 1] = (select(i, ...))
    end
  end, PLACE, heart())
  parts[#parts + 1] = garmin.TAIL
  return table.concat(parts)
end

local FIRST = date.days(2016, 1, 1)
for first = 1, math.min(distinct, runs) do
  local text = recording()
  for run = first, runs, distinct do
    local day = date.text(FIRST + run - 1)
    local file = assert(io.open(("%s/%s.tcx"):format(folder, day), "wb"))
    assert(file:write((text:gsub(PLACE, day))))
    assert(file:close())
  end
end
