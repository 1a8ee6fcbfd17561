-- SPDX-License-Identifier: MIT
--
-- Numbers and dates as a reader wants them. Whole sentences are in lua/texts/;
-- a text that is missing there shows its id.

local W = { km_m = 1000, mile_m = 1609.344 }

-- Metric, or imperial by the setting `units`; called once for a page.
function W.begin(data)
  W.imperial = data.imperial
  W.unit_m = data.imperial and W.mile_m or W.km_m
end

function W.say(id, values) return say(id, values) or id end

-- The text "prefix.name", or the name itself.
function W.name(prefix, name)
  return say(prefix .. "." .. tostring(name)) or tostring(name)
end

-- What a finding rests on; the engine names it in English.
local basis = {
  ["reported"] = "basis.reported",
  ["reported, data agree"] = "basis.agree",
  ["reported, data do not show it"] = "basis.do_not_show",
  ["data only"] = "basis.data_only",
}
function W.basis(name) return say(basis[name] or "") or tostring(name) end

function W.fixed(x, decimals)
  if not x then return "–" end
  local s = decimals == 1 and fmt("%.1f", math.abs(x)) or
    fmt("%d", math.abs(x))
  return x < 0 and s ~= "0" and s ~= "0.0" and "−" .. s or s
end

function W.signed(x, decimals)
  if not x then return "–" end
  local s = W.fixed(x, decimals)
  return x > 0 and s ~= "0" and s ~= "0.0" and "+" .. s or s
end

local function two(n) return (n < 10 and "0" or "") .. fmt("%d", n) end

-- "52:10", "1:04:30"
function W.duration(seconds)
  if not seconds then return "–" end
  local s = math.round(seconds)
  local h, m = s // 3600, s % 3600 // 60
  if h > 0 then return fmt("%d:", h) .. two(m) .. ":" .. two(s % 60) end
  return fmt("%d:", m) .. two(s % 60)
end

function W.distance(metres)
  if not metres then return "–" end
  return W.fixed(metres / W.unit_m, 1)
end
function W.unit() return W.imperial and "mi" or "km" end

-- Minutes and seconds a kilometre or mile: "5:24".
function W.pace(mps)
  if not mps or mps < 0.3 then return "–" end
  return W.duration(W.unit_m / mps)
end
function W.per_unit() return "min/" .. W.unit() end

-- Year, month and day of a number of days since 1970-01-01; eras of 400 years
-- that begin on a first of March.
function W.date_of(day)
  local z = day + 719468
  local era = z // 146097
  local of_era = z - era * 146097
  local year = (of_era - of_era // 1460 + of_era // 36524
    - of_era // 146096) // 365
  local of_year = of_era - (365 * year + year // 4 - year // 100)
  local m = (5 * of_year + 2) // 153
  local month = m < 10 and m + 3 or m - 9
  local y = year + era * 400 + (month <= 2 and 1 or 0)
  return math.tointeger(y), math.tointeger(month),
    math.tointeger(of_year - (153 * m + 2) // 5 + 1)
end

-- 0 Monday ... 6 Sunday
function W.weekday(day) return math.tointeger((day + 3) % 7) end

function W.day(day) -- "4 June"
  local _, month, d = W.date_of(day)
  return W.say("page.day", { day = d, month = W.name("month", month) })
end
function W.date(day) -- "4 June 2024"
  local year, month, d = W.date_of(day)
  return W.say("page.date",
    { day = d, month = W.name("month", month), year = year })
end

-- First letter of a sentence; ASCII only, as in our texts.
function W.sentence(s) return s:sub(1, 1):upper() .. s:sub(2) end

function W.list(items) return table.concat(items, ", ") end

-- Whose page; nothing where the database has one athlete without a name.
function W.whose(data)
  return data.athlete and data.athlete ~= "" and data.athlete or nil
end

-- How many of these runs the runner called heavy, and spoke of at all.
function W.heavy_of(runs)
  local heavy, said = 0, 0
  for _, r in ipairs(runs) do
    heavy = heavy + (r.said_heavy and 1 or 0)
    said = said + (r.said and 1 or 0)
  end
  return heavy, said
end

return W
