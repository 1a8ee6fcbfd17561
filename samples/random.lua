-- SPDX-License-Identifier: MIT
--
-- A small seeded random generator (splitmix64) that gives the same numbers on
-- every machine: whole-number arithmetic and exact divisions only, no call
-- into the C mathematics library.
--
--   local rng = random.new(7, "plan")     -- a seed and the name of its use
--   rng:uniform(0, 1)  rng:normal()  rng:integer(1, 6)  rng:pick(list)
--
-- Streams with different names do not disturb each other: a season with one
-- more sensor fault still has the same hills. Not for secrets.

local random = {}
random.__index = random

local GOLDEN = 0x9E3779B97F4A7C15 -- 2^64 / golden ratio, odd

local function mix(x)
  x = (x ~ (x >> 30)) * 0xBF58476D1CE4E5B9
  x = (x ~ (x >> 27)) * 0x94D049BB133111EB
  return x ~ (x >> 31)
end

-- Any number of whole numbers and strings name one stream.
function random.new(...)
  local state = 0
  for _, key in ipairs({ ... }) do
    if math.type(key) == "integer" then
      state = mix(state + GOLDEN + key)
    else
      for i = 1, #key do
        state = mix(state + GOLDEN + key:byte(i))
      end
    end
  end
  return setmetatable({ state = state }, random)
end

function random:bits()
  self.state = self.state + GOLDEN
  return mix(self.state)
end

-- Evenly in [low, high); 53 bits, so that every step is exact.
function random:uniform(low, high)
  return low + (high - low) * ((self:bits() >> 11) * 0x1p-53)
end

function random:integer(low, high)
  return low + math.floor(self:uniform(0, 1) * (high - low + 1))
end

function random:chance(probability)
  return self:uniform(0, 1) < probability
end

function random:pick(list)
  return list[self:integer(1, #list)]
end

-- Near enough to a normal variate (mean 0, deviation 1) for noise: the sum of
-- four 16-bit parts of one draw, standardised. Ends at 3.46 deviations.
local SUM_MEAN = 2 * 65535
local SUM_DEVIATION = 37837.2244 -- sqrt(4 * (65536^2 - 1) / 12)

function random:normal()
  local x = self:bits()
  local sum = (x & 0xFFFF) + (x >> 16 & 0xFFFF) + (x >> 32 & 0xFFFF)
    + (x >> 48 & 0xFFFF)
  return (sum - SUM_MEAN) / SUM_DEVIATION
end

-- A normal variate whose tails are those of real days: one in eight is drawn
-- 2.2 times as wide.
function random:heavy_tailed()
  local width = self:chance(0.125) and 2.2 or 1
  return width * self:normal()
end

function random:shuffle(list)
  for i = #list, 2, -1 do
    local j = self:integer(1, i)
    list[i], list[j] = list[j], list[i]
  end
  return list
end

return random
