#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Writes runs of one hour at 1 Hz, see garmin_hour.lua, into one file.
--
--   lua5.4 tests/bench/garmin.lua RUNS >FILE

package.path = "tests/bench/?.lua;" .. package.path
local garmin = require("garmin_hour")

local function rising(second)
  return 120 + second // 120
end

local function write(...)
  io.write(...)
end

write(garmin.HEAD)
for run = 1, tonumber(arg[1] or 1) do
  garmin.hour(write, ("2024-05-%02d"):format(run % 28 + 1), rising)
end
write(garmin.TAIL)
