-- SPDX-License-Identifier: MIT
--
-- Days and seconds since 1970-01-01 UTC to and from ISO text, by arithmetic
-- alone: no clock, no time zone, no locale.

local date = {}

local DAY_S = 86400

-- Days since 1970-01-01 of a date of the Gregorian calendar. Years are counted
-- from March, so that the leap day is the last of its year.
function date.days(year, month, day)
  local y = month <= 2 and year - 1 or year
  local era = y // 400
  local year_of_era = y - era * 400
  local month_from_march = (month + 9) % 12
  local day_of_year = (153 * month_from_march + 2) // 5 + day - 1
  local day_of_era = year_of_era * 365 + year_of_era // 4
    - year_of_era // 100 + day_of_year
  return era * 146097 + day_of_era - 719468
end

-- The other way: year, month, day.
function date.civil(days)
  local z = days + 719468
  local era = z // 146097
  local day_of_era = z - era * 146097
  local year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524
    - day_of_era // 146096) // 365
  local day_of_year = day_of_era
    - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
  local month_from_march = (5 * day_of_year + 2) // 153
  local day = day_of_year - (153 * month_from_march + 2) // 5 + 1
  local month = (month_from_march + 2) % 12 + 1
  local year = year_of_era + era * 400 + (month <= 2 and 1 or 0)
  return year, month, day
end

-- 0 is Monday.
function date.weekday(days)
  return (days + 3) % 7
end

-- "2024-03-01" to days; nil when it is not a date.
function date.parse(text)
  local y, m, d = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  if not y then
    return nil
  end
  local days = date.days(tonumber(y), tonumber(m), tonumber(d))
  return date.text(days) == text and days or nil
end

function date.text(days)
  return string.format("%04d-%02d-%02d", date.civil(days))
end

-- Whole seconds since 1970 to "2024-03-01T06:12:00" (no zone mark).
function date.time_text(seconds)
  local days = seconds // DAY_S
  local s = seconds - days * DAY_S
  return string.format("%sT%02d:%02d:%02d", date.text(days), s // 3600,
    s // 60 % 60, s % 60)
end

return date
