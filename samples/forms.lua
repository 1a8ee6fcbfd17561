-- SPDX-License-Identifier: MIT
--
-- Writes one activity in the XML formats beside TCX, each as its own tools do:
-- their units, their clocks, their ways to say a lap.
--
--   local text = forms.gpx(activity)      also pwx, fitlog, sml, moveslink,
--                                         polar, gc, sigma
--
-- An activity is what tcx.text() takes. Points need a position, and for sml,
-- moveslink, polar and sigma everything, once a second without pauses. The
-- others leave out what a point has not; gpx begins a segment after a pause.

local date = require("date")

local forms = {}

local HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
local OFFSET_S = 7200 -- of the runner's local time, for formats that have one

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;",
  ['"'] = "&quot;" }

local function escape(text)
  return ((text or ""):gsub('[&<>"]', ESCAPES))
end

local function utc(seconds)
  return date.time_text(seconds) .. "Z"
end

local function local_time(seconds)
  return date.time_text(seconds + OFFSET_S)
end

local function points(activity)
  local all = {}
  for _, lap in ipairs(activity.laps) do
    for _, track in ipairs(lap.tracks) do
      for _, point in ipairs(track) do
        all[#all + 1] = point
      end
    end
  end
  return all
end

-- "" where there is no value.
local function filled(format, value)
  return value and format:format(value) or ""
end

local RIDING = { gpx = "cycling", pwx = "Bike", fitlog = "Cycling",
  gc = "Bike" }
local RUNNING = { gpx = "running", pwx = "Run", fitlog = "Running",
  gc = "Run" }

local function sport(activity, form)
  return (activity.sport == "Biking" and RIDING or RUNNING)[form]
end

-- Lines from a format string for each point: `values` gives its arguments.
local function each(list, format, values)
  local lines = {}
  for i, item in ipairs(list) do
    lines[i] = format:format(values(item, i))
  end
  return table.concat(lines, "\n") .. "\n"
end

local function gpx_point(p)
  return ('<trkpt lat="%.7f" lon="%.7f">'):format(p.latitude_deg,
      p.longitude_deg)
    .. filled("<ele>%.1f</ele>", p.altitude_m) .. "<time>" .. utc(p.time_s)
    .. "</time><extensions><gpxtpx:TrackPointExtension>"
    .. filled("<gpxtpx:hr>%d</gpxtpx:hr>", p.heart_rate_bpm)
    .. ("<gpxtpx:cad>%d</gpxtpx:cad><gpxtpx:speed>%.3f</gpxtpx:speed>"):format(
      p.cadence_spm // 2, p.speed_mps)
    .. "</gpxtpx:TrackPointExtension></extensions></trkpt>\n"
end

function forms.gpx(activity)
  local lines = {}
  for _, lap in ipairs(activity.laps) do
    for i, track in ipairs(lap.tracks) do
      if i > 1 then
        lines[#lines + 1] = "</trkseg><trkseg>\n"
      end
      for _, point in ipairs(track) do
        lines[#lines + 1] = gpx_point(point)
      end
    end
  end
  return HEAD .. '<gpx version="1.1" creator="simulated" xmlns="http://www.'
    .. 'topografix.com/GPX/1/1" xmlns:gpxtpx="http://www.garmin.com/'
    .. 'xmlschemas/TrackPointExtension/v2">\n<trk><name>'
    .. escape(activity.title) .. "</name><desc>" .. escape(activity.notes)
    .. "</desc><type>" .. sport(activity, "gpx") .. "</type><trkseg>\n"
    .. table.concat(lines) .. "</trkseg></trk></gpx>\n"
end

function forms.pwx(activity)
  local start_s = activity.start_s
  return HEAD .. '<pwx xmlns="http://www.peaksware.com/PWX/1/0" version="1.0">'
    .. "<workout><sportType>" .. sport(activity, "pwx") .. "</sportType><title>"
    .. escape(activity.title)
    .. "</title><cmt>" .. escape(activity.notes) .. '</cmt><device id="0">'
    .. "<make>Tempo</make><model>5 (simulated)</model></device><time>"
    .. date.time_text(start_s) .. "</time>\n"
    .. each(activity.laps, "<segment><summarydata><beginning>%d</beginning>"
      .. "<duration>%.1f</duration><dist>%.2f</dist></summarydata></segment>",
      function(lap)
        return lap.start_s - start_s, lap.duration_s, lap.distance_m
      end)
    .. each(points(activity), "<sample><timeoffset>%d</timeoffset>%s"
      .. "<spd>%.3f</spd><cad>%d</cad><dist>%.2f</dist><lat>%.7f</lat>"
      .. "<lon>%.7f</lon>%s</sample>", function(p)
        return p.time_s - start_s, filled("<hr>%d</hr>", p.heart_rate_bpm),
          p.speed_mps, p.cadence_spm // 2, p.distance_m, p.latitude_deg,
          p.longitude_deg, filled("<alt>%.1f</alt>", p.altitude_m)
      end)
    .. "</workout></pwx>\n"
end

function forms.fitlog(activity)
  local start_s = activity.start_s
  return "\xef\xbb\xbf" .. HEAD .. "<FitnessWorkbook xmlns=\"http://www."
    .. 'zonefivesoftware.com/xmlschemas/FitnessLogbook/v2"><AthleteLog>'
    .. '<Activity StartTime="' .. utc(start_s) .. '" Id="simulated">'
    .. '<Metadata Source="' .. escape(activity.device) .. '"/><Name>'
    .. escape(activity.title) .. "</Name><Notes>" .. escape(activity.notes)
    .. "</Notes><Laps>\n"
    .. each(activity.laps, '<Lap StartTime="%s" DurationSeconds="%.1f">'
      .. '<Distance TotalMeters="%.2f"/></Lap>', function(lap)
        return utc(lap.start_s), lap.duration_s, lap.distance_m
      end)
    .. '</Laps><Category Name="' .. sport(activity, "fitlog")
    .. '"/><Track StartTime="' .. utc(start_s) .. '">\n'
    .. each(points(activity), '<pt tm="%d" lat="%.7f" lon="%.7f"%s%s'
      .. ' cadence="%d" dist="%.2f"/>', function(p)
        return p.time_s - start_s, p.latitude_deg, p.longitude_deg,
          filled(' ele="%.1f"', p.altitude_m),
          filled(' hr="%d"', p.heart_rate_bpm), p.cadence_spm // 2,
          p.distance_m
      end)
    .. "</Track></Activity></AthleteLog></FitnessWorkbook>\n"
end

-- What SML and Moveslink have in common. Every fifth sample is a position.
local function suunto_header(activity, duration_s)
  return "<Duration>" .. duration_s .. "</Duration><ActivityType>3"
    .. "</ActivityType><Activity>Laufen</Activity><DateTime>"
    .. local_time(activity.start_s) .. "</DateTime>"
end

local function suunto_samples(activity)
  local start_s, lines = activity.start_s, {}
  for i, p in ipairs(points(activity)) do
    local at_s = p.time_s - start_s
    if i % 5 == 1 then
      lines[#lines + 1] = ("<Sample><Latitude>%.12f</Latitude><Longitude>%.12f"
        .. "</Longitude><Time>%.1f</Time><SampleType>gps-tiny</SampleType>"
        .. "</Sample>"):format(math.rad(p.latitude_deg),
        math.rad(p.longitude_deg), at_s)
    end
    lines[#lines + 1] = ("<Sample><Cadence>%.12f</Cadence><HR>%.12f</HR>"
      .. "<Temperature>285.15</Temperature><Altitude>%.1f</Altitude>"
      .. "<Distance>%.2f</Distance><Speed>%.3f</Speed><Time>%.1f</Time>"
      .. "<SampleType>periodic</SampleType><UTC>%s</UTC></Sample>"):format(
      p.cadence_spm / 120, p.heart_rate_bpm / 60, p.altitude_m, p.distance_m,
      p.speed_mps, at_s, utc(p.time_s))
  end
  for _, lap in ipairs(activity.laps) do
    lines[#lines + 1] = ("<Sample><Events><Lap><Type>Manual</Type><Duration>"
      .. "%.1f</Duration><Distance>%.2f</Distance></Lap></Events><Time>%.1f"
      .. "</Time></Sample>"):format(lap.duration_s, lap.distance_m,
      lap.start_s + lap.duration_s - start_s)
  end
  return "<Samples>\n" .. table.concat(lines, "\n") .. "\n</Samples>"
end

function forms.sml(activity)
  local all = points(activity)
  return HEAD .. '<sml xmlns="http://www.suunto.com/schemas/sml"><DeviceLog>'
    .. "<Header>" .. suunto_header(activity, #all) .. "</Header><Device><Name>"
    .. escape(activity.device) .. "</Name></Device>"
    .. suunto_samples(activity) .. "<R-R><Data>500 500</Data></R-R>"
    .. "</DeviceLog></sml>\n"
end

function forms.moveslink(activity)
  return HEAD .. "<header>" .. suunto_header(activity, #points(activity))
    .. "</header>\n" .. suunto_samples(activity) .. "\n<Device><Name>"
    .. escape(activity.device) .. "</Name></Device>\n<IBI>500 500</IBI>\n"
end

function forms.polar(activity)
  local all = points(activity)
  local function list(kind, format, value)
    local values = {}
    for i, p in ipairs(all) do
      values[i] = format:format(value(p))
    end
    return "<sample><type>" .. kind .. "</type><values>"
      .. table.concat(values, ",") .. ",</values></sample>\n"
  end
  return HEAD .. '<polar-exercise-data xmlns="http://www.polarpersonaltrainer'
    .. '.com" version="1.0"><calendar-items count="1"><exercise><time>'
    .. date.time_text(activity.start_s):gsub("T", " ") .. ".0</time>"
    .. "<sport>Running</sport><name>" .. escape(activity.title) .. "</name>"
    .. "<note>" .. escape(activity.notes) .. "</note><result><duration>00:00:"
    .. ("%02d"):format(#all) .. "</duration><recording-rate>1</recording-rate>"
    .. "<laps>"
    .. each(activity.laps, '<lap index="%d"><duration>00:00:%04.1f</duration>'
      .. "<distance>%.2f</distance></lap>", function(lap, i)
        return i - 1, lap.duration_s, lap.distance_m
      end)
    .. "</laps><samples>\n"
    .. list("HEARTRATE", "%d", function(p) return p.heart_rate_bpm end)
    .. list("SPEED", "%.6f", function(p) return p.speed_mps * 3.6 end)
    .. list("CADENCE", "%d", function(p) return p.cadence_spm // 2 end)
    .. list("ALTITUDE", "%.1f", function(p) return p.altitude_m end)
    .. list("DISTANCE", "%.2f", function(p) return p.distance_m end)
    .. "</samples></result></exercise></calendar-items>"
    .. "</polar-exercise-data>\n"
end

function forms.gc(activity)
  local start_s = activity.start_s
  local start = date.time_text(start_s):gsub("-", "/"):gsub("T", " ")
  return "<!DOCTYPE GoldenCheetah>\n<ride>\n<attributes>\n"
    .. each({ { "Start time", start .. " UTC" },
      { "Sport", sport(activity, "gc") }, { "Device type", activity.device },
      { "Notes", activity.notes },
      { "Workout Title", activity.title } },
      '<attribute key="%s" value="%s"/>', function(pair)
        return pair[1], escape(pair[2])
      end)
    .. "</attributes>\n<intervals>\n"
    .. each(activity.laps, '<interval name="Lap %d" start="%d" stop="%.1f"/>',
      function(lap, i)
        return i, lap.start_s - start_s,
          lap.start_s - start_s + lap.duration_s
      end)
    .. "</intervals>\n<samples>\n"
    .. each(points(activity), '<sample secs="%d"%s cad="%d" kph="%.6f"'
      .. ' km="%.5f"%s lat="%.7f" lon="%.7f" len="1"/>', function(p)
        return p.time_s - start_s, filled(' hr="%d"', p.heart_rate_bpm),
          p.cadence_spm // 2, p.speed_mps * 3.6, p.distance_m / 1000,
          filled(' alt="%.1f"', p.altitude_m), p.latitude_deg, p.longitude_deg
      end)
    .. "</samples>\n</ride>\n"
end

function forms.sigma(activity)
  local start_s = activity.start_s
  local y, m, d, clock = local_time(start_s):match(
    "(%d+)-(%d+)-(%d+)T(.*)")
  local months = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
    "Sep", "Oct", "Nov", "Dec" }
  return HEAD .. '<Activity revision="400"><Computer unit="'
    .. escape(activity.device) .. '"/><GeneralInformation><sport>running'
    .. "</sport><name>" .. escape(activity.title) .. "</name><description>"
    .. escape(activity.notes) .. "</description><startDate>Wed "
    .. months[tonumber(m)] .. " " .. tonumber(d) .. " " .. clock
    .. " GMT+0200 " .. y .. "</startDate></GeneralInformation><Entries>\n"
    .. each(points(activity), '<Entry altitude="%d" cadence="%d"'
      .. ' distanceAbsolute="%.2f" heartrate="%d" latitude="%.7f"'
      .. ' longitude="%.7f" speed="%.3f" trainingTimeAbsolute="%d"/>',
      function(p)
        return math.floor(p.altitude_m * 1000 + 0.5), p.cadence_spm // 2,
          p.distance_m, p.heart_rate_bpm, p.latitude_deg, p.longitude_deg,
          p.speed_mps, (p.time_s - start_s) * 100
      end)
    .. "</Entries><Markers>\n"
    .. each(activity.laps, '<Marker type="l" time="%d" timeAbsolute="%d"'
      .. ' distance="%.2f" duration="0"/>', function(lap)
        return math.floor(lap.duration_s * 100),
          math.floor((lap.start_s - start_s + lap.duration_s) * 100),
          lap.distance_m
      end)
    .. "</Markers></Activity>\n"
end

return forms
