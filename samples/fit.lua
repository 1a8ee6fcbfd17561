-- SPDX-License-Identifier: MIT
--
-- Writes an activity as a FIT file, as a watch would: little-endian, header of
-- 14 bytes, both checksums, messages file_id, device_info, event, record, lap,
-- session, activity.
--
--   local bytes = fit.bytes(activity, { feel = 25, rpe = 60 })
--
-- activity: as for tcx.lua; a point may have power_w, temperature_c,
-- contact_ms, oscillation_mm, step_length_mm, balance_pct besides.

local fit = {}

local EPOCH_S = 631065600 -- 1989-12-31T00:00:00Z

local ENUM, U8, STRING, S8, U16, S32, U32, U32Z =
  0x00, 0x02, 0x07, 0x01, 0x84, 0x85, 0x86, 0x8C

local PACK = {
  [ENUM] = "B", [U8] = "B", [S8] = "b", [U16] = "<I2", [S32] = "<i4",
  [U32] = "<I4", [U32Z] = "<I4",
}
local SIZE = {
  [ENUM] = 1, [U8] = 1, [S8] = 1, [U16] = 2, [S32] = 4, [U32] = 4, [U32Z] = 4,
}
local INVALID = {
  [ENUM] = 0xFF, [U8] = 0xFF, [S8] = 0x7F, [U16] = 0xFFFF, [S32] = 0x7FFFFFFF,
  [U32] = 0xFFFFFFFF, [U32Z] = 0,
}

local function crc16(bytes)
  local crc = 0
  for i = 1, #bytes do
    crc = crc ~ bytes:byte(i)
    for _ = 1, 8 do
      crc = crc & 1 == 1 and (crc >> 1) ~ 0xA001 or crc >> 1
    end
  end
  return crc
end

local function round(value)
  return math.floor(value + 0.5)
end

-- One field: its number, type and how its value is found in what is written.
-- scale and offset as in the FIT profile: raw = (value + offset) * scale.
local function field(number, kind, name, scale, offset)
  return {
    number = number, kind = kind, name = name, scale = scale or 1,
    offset = offset or 0,
  }
end

local SEMICIRCLES = 2 ^ 31 / 180

local MESSAGES = {
  file_id = { 0, field(0, ENUM, "type"), field(1, U16, "manufacturer"),
    field(2, U16, "product"), field(3, U32Z, "serial"),
    field(4, U32, "created") },
  device_info = { 23, field(253, U32, "time"), field(0, U8, "index"),
    field(27, STRING, "name") },
  event = { 21, field(253, U32, "time"), field(0, ENUM, "event"),
    field(1, ENUM, "type") },
  record = { 20, field(253, U32, "time"),
    field(0, S32, "latitude_deg", SEMICIRCLES),
    field(1, S32, "longitude_deg", SEMICIRCLES),
    field(5, U32, "distance_m", 100), field(73, U32, "speed_mps", 1000),
    field(78, U32, "altitude_m", 5, 500), field(3, U8, "heart_rate_bpm"),
    field(4, U8, "cadence_spm", 0.5), field(7, U16, "power_w"),
    field(13, S8, "temperature_c"), field(41, U16, "contact_ms", 10),
    field(39, U16, "oscillation_mm", 10),
    field(85, U16, "step_length_mm", 10),
    field(84, U16, "balance_pct", 100) },
  lap = { 19, field(253, U32, "time"), field(2, U32, "start"),
    field(7, U32, "duration_s", 1000), field(8, U32, "duration_s", 1000),
    field(9, U32, "distance_m", 100), field(24, ENUM, "trigger") },
  session = { 18, field(253, U32, "time"), field(2, U32, "start"),
    field(7, U32, "duration_s", 1000), field(9, U32, "distance_m", 100),
    field(5, ENUM, "sport"), field(6, ENUM, "sub_sport"),
    field(192, U8, "feel"), field(193, U8, "rpe") },
  activity = { 34, field(253, U32, "time"), field(1, U16, "sessions"),
    field(5, U32, "local_time") },
}

local NAME_SIZE = 24

local function definition(message)
  local out = { string.pack("<BBBI2B", 0x40, 0, 0, message[1], #message - 1) }
  for i = 2, #message do
    local f = message[i]
    out[#out + 1] = string.char(f.number, SIZE[f.kind] or NAME_SIZE, f.kind)
  end
  return table.concat(out)
end

local function data(message, values)
  local out = { "\0" }
  for i = 2, #message do
    local f = message[i]
    local value = values[f.name]
    if f.kind == STRING then
      out[#out + 1] = string.pack("c" .. NAME_SIZE, value)
    else
      local raw = value and round((value + f.offset) * f.scale)
        or INVALID[f.kind]
      out[#out + 1] = string.pack(PACK[f.kind], raw)
    end
  end
  return table.concat(out)
end

-- `visit` gets each point, and whether a pause lies before it.
local function each_point(activity, visit)
  for _, lap in ipairs(activity.laps) do
    for i, track in ipairs(lap.tracks) do
      for k, point in ipairs(track) do
        visit(point, i > 1 and k == 1)
      end
    end
  end
end

local function fit_time(seconds)
  return seconds - EPOCH_S
end

-- Every message is preceded by its definition when the kind changes: all share
-- one local type, as some devices do.
local function writer()
  local out, last = {}, nil
  return out, function(name, values)
    local message = MESSAGES[name]
    if name ~= last then
      out[#out + 1] = definition(message)
      last = name
    end
    out[#out + 1] = data(message, values)
  end
end

local function totals(activity)
  local duration_s, distance_m = 0, 0
  for _, lap in ipairs(activity.laps) do
    duration_s = duration_s + lap.duration_s
    distance_m = distance_m + lap.distance_m
  end
  return duration_s, distance_m
end

local function record_of(point)
  local values = {}
  for name, value in pairs(point) do
    values[name] = value
  end
  values.time = fit_time(point.time_s)
  values.cadence_spm = point.cadence_spm // 2 * 2 -- whole steps of one foot
  return values
end

local function file(body)
  local head = string.pack("<BBI2I4c4", 14, 0x20, 2140, #body, ".FIT")
  head = head .. string.pack("<I2", crc16(head))
  local whole = head .. body
  return whole .. string.pack("<I2", crc16(whole))
end

-- activity.offset_s: of local time, where known. about: feel and rpe, 0..100.
function fit.bytes(activity, about)
  local out, put = writer()
  local start, last_s = fit_time(activity.start_s), activity.start_s
  put("file_id", { type = 4, manufacturer = 255, product = 1, serial = 77,
    created = start })
  put("device_info", { time = start, index = 0, name = activity.device })
  put("event", { time = start, event = 0, type = 0 })
  each_point(activity, function(point, after_pause)
    if after_pause then
      put("event", { time = fit_time(last_s), event = 0, type = 4 })
      put("event", { time = fit_time(point.time_s), event = 0, type = 0 })
    end
    put("record", record_of(point))
    last_s = point.time_s
  end)
  local stop = fit_time(last_s)
  put("event", { time = stop, event = 0, type = 4 })
  for _, lap in ipairs(activity.laps) do
    put("lap", { time = stop, start = fit_time(lap.start_s),
      duration_s = lap.duration_s, distance_m = lap.distance_m, trigger = 2 })
  end
  local duration_s, distance_m = totals(activity)
  put("session", { time = stop, start = start, duration_s = duration_s,
    distance_m = distance_m, sport = activity.sport == "Biking" and 2 or 1,
    sub_sport = 0, feel = about.feel, rpe = about.rpe })
  put("activity", { time = stop, sessions = 1,
    local_time = activity.offset_s and stop + activity.offset_s })
  return file(table.concat(out))
end

return fit
