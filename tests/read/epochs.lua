#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Compares the epochs of the same runs in two formats, as dump --epochs prints
-- them; says where they differ most beyond what the formats' units cost.
--
--   lua5.4 tests/read/epochs.lua ONE OTHER
--
-- Clean epochs, which are all that statistics use: speed within 0.003 m/s
-- (GPX's positions are rounded to a centimetre), grade within 0.002 (FIT's
-- height is in steps of 0.2 m), adjusted speed within 0.01 m/s, step length
-- within 0.002 m, heart rate and cadence the same. Next to a pause speed may
-- differ by 0.5 m/s: what was covered while the clock stood GPX does not count.
-- Flags and gaps are the same everywhere.

local CLEAN = {
  { 4, "moving_min", 0 }, { 5, "wall_s", 0 }, { 6, "speed_mps", 0.003 },
  { 7, "grade", 0.002 }, { 8, "gas_mps", 0.01 }, { 9, "heart_rate_bpm", 0 },
  { 10, "cadence_spm", 0 }, { 11, "step_length_m", 0.002 },
}
local UNCLEAN = { [6] = 0.5, [7] = 0.02, [8] = 0.5, [11] = 0.2 }
local FLAGS, CLEAN_BIT = 3, 1

local function epochs(path)
  local list = {}
  for line in io.lines(path) do
    if line:sub(1, 2) == "X\t" then
      list[#list + 1] = {}
      for word in line:gmatch("[^\t]+") do
        table.insert(list[#list], word)
      end
    end
  end
  return list
end

local function differ(a, b, column, is_clean)
  local i, name, limit = table.unpack(column)
  local x, y = tonumber(a[i]), tonumber(b[i])
  limit = not is_clean and UNCLEAN[i] or limit
  if x and y and math.abs(x - y) > limit or (x == nil) ~= (y == nil) then
    return name .. " " .. a[i] .. ", " .. b[i]
  end
end

local one, other = epochs(arg[1]), epochs(arg[2])
local clean, problems = 0, {}
for i = 1, math.max(#one, #other) do
  local a, b = one[i], other[i]
  if not a or not b or a[FLAGS] ~= b[FLAGS] then
    problems[#problems + 1] = "epoch " .. i .. ": flags, or missing"
    break
  end
  local is_clean = math.tointeger(a[FLAGS]) & CLEAN_BIT ~= 0
  clean = clean + (is_clean and 1 or 0)
  for _, column in ipairs(CLEAN) do
    local how = differ(a, b, column, is_clean)
    problems[#problems + 1] = how and "epoch " .. i .. ": " .. how
  end
end
for i = 1, math.min(#problems, 10) do
  print(problems[i])
end
print(clean .. " clean epochs, " .. #problems .. " differ")
os.exit(#problems == 0 and clean > 0)
