-- SPDX-License-Identifier: MIT
--
-- Text from patterns: what apple.lua and gcjson.lua have in common.
--
--   template.fill("<hr>{hr:%d}</hr>", { hr = 140 })
--   template.points(activity, "\n", template.point('<p t="{at}"/>'))

local date = require("date")

local template = {}

template.XML = '<?xml version="1.0" encoding="UTF-8"?>\n'

-- Every point with its lap; `write` gives the text of one.
function template.points(activity, glue, write)
  local out = {}
  for _, lap in ipairs(activity.laps) do
    for _, track in ipairs(lap.tracks) do
      for _, point in ipairs(track) do
        out[#out + 1] = write(point, point.time_s - activity.start_s)
      end
    end
  end
  return table.concat(out, glue)
end

function template.laps(activity, glue, write)
  local out = {}
  for i, lap in ipairs(activity.laps) do
    out[#out + 1] = write(lap, i, lap.start_s - activity.start_s)
  end
  return table.concat(out, glue)
end

-- "{name}" and "{name:%.2f}" in a pattern become values.
function template.fill(pattern, values)
  return (pattern:gsub("{([%w_]+):?([^}]*)}", function(name, form)
    local value = assert(values[name], name)
    return form == "" and tostring(value) or string.format(form, value)
  end))
end

-- What formats write of a point, in units of their own.
function template.units(point, at_s)
  return {
    at = at_s, time = date.time_text(point.time_s) .. "Z",
    lat = point.latitude_deg, lon = point.longitude_deg,
    alt = point.altitude_m, km = point.distance_m / 1000,
    mps = point.speed_mps, kmh = point.speed_mps * 3.6,
    hr = point.heart_rate_bpm, leg = point.cadence_spm // 2,
    watts = point.power_w, temp = point.temperature_c,
  }
end

-- A function that writes one point, for template.points().
function template.point(pattern)
  return function(point, at_s)
    return template.fill(pattern, template.units(point, at_s))
  end
end

return template
