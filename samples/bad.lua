#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Writes the hostile files that are too big to lie in samples/bad: each breaks
-- one limit of the reader, or costs an unguarded one minutes or gigabytes.
--
--   lua5.4 samples/bad.lua FOLDER
--
-- Beside them EXPECT in the form of samples/bad/EXPECT. About 250 MB; meant for
-- a folder that is removed again.

local HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
local ROOT = '<TrainingCenterDatabase xmlns="http://www.garmin.com/'
  .. 'xmlschemas/TrainingCenterDatabase/v2">'
local LAP = '<Lap StartTime="2024-05-01T06:00:00Z"><TotalTimeSeconds>9'
  .. "</TotalTimeSeconds><DistanceMeters>9</DistanceMeters>"
local OPEN = HEAD .. ROOT .. '<Activities><Activity Sport="Running">'
  .. "<Id>2024-05-01T06:00:00Z</Id>"
local POINT = "<Trackpoint><Time>2024-05-01T06:00:00Z</Time>"
  .. "<Cadence>9</Cadence></Trackpoint>\n"
local CLOSE = "</Activity></Activities></TrainingCenterDatabase>\n"

local out = arg[1]
if not out or arg[2] then
  io.stderr:write("usage: bad.lua FOLDER\n")
  os.exit(2)
end

local expect = assert(io.open(out .. "/EXPECT", "wb"))
expect:write("# file | status | part of the message | what it is\n")

-- Opens the file and notes what is expected of it.
local function new(name, status, fragment, about)
  expect:write(name, " | ", status, " | ", fragment, " | ", about, "\n")
  return assert(io.open(out .. "/" .. name, "wb"))
end

-- Many times the same text, a thousand to a piece.
local function many(file, text, times)
  local piece = text:rep(1000)
  for _ = 1, times // 1000 do
    assert(file:write(piece))
  end
  assert(file:write((text:rep(times % 1000))))
end

local function done(file, text)
  assert(file:write(text or ""))
  assert(file:close())
end

local function in_notes(name, status, fragment, about, fill)
  local file = new(name, status, fragment, about)
  file:write(OPEN, LAP, "<Track>", POINT, POINT, "</Track></Lap><Notes>")
  fill(file)
  done(file, "</Notes>" .. CLOSE)
end

local file = new("quadratic.tcx", "refused", "",
  "one long text, named 10,000 times: 2.5 GB when expanded")
file:write(HEAD, '<!DOCTYPE a [<!ENTITY l "')
many(file, "x", 250000)
file:write('">]>', ROOT, "<Notes>")
many(file, "&l;", 10000)
done(file, "</Notes></TrainingCenterDatabase>\n")

file = new("doctype-long.tcx", "refused", "DOCTYPE",
  "a DOCTYPE of 1 MB that declares only elements")
file:write(HEAD, "<!DOCTYPE a [\n")
many(file, "<!ELEMENT a ANY><!-- nothing -->\n", 32000)
done(file, "]>" .. ROOT .. "</TrainingCenterDatabase>\n")

file = new("deep.tcx", "refused", "nested", "100,000 elements in each other")
file:write(HEAD, ROOT)
many(file, "<a>", 100000)
done(file)

file = new("attributes.tcx", "refused", "", "200,000 attributes in one tag")
file:write(HEAD, ROOT, "<Activities><Activity")
for i = 1, 200000 do
  file:write(" a", i, '="1"')
end
done(file, "></Activity></Activities></TrainingCenterDatabase>\n")

file = new("attributes-60k.tcx", "refused", "",
  "as many attributes as fit in 60 KB")
file:write(HEAD, ROOT, "<Activities><Activity")
for i = 1, 5000 do
  file:write(" a", i, '="1"')
end
done(file, "></Activity></Activities></TrainingCenterDatabase>\n")

file = new("namespaces.tcx", "refused", "", "5,000 namespaces in one tag")
file:write(HEAD, "<TrainingCenterDatabase")
for i = 1, 4000 do
  file:write(" xmlns:a", i, '="u"')
end
done(file, "></TrainingCenterDatabase>\n")

file = new("names.tcx", "refused", "names", "400,000 different element names")
file:write(HEAD, ROOT)
for i = 1, 400000 do
  file:write("<n", i, "/>")
end
done(file, "</TrainingCenterDatabase>\n")

file = new("markup.tcx", "refused", "markup", "a tag of 4 MB that never ends")
file:write(HEAD, ROOT, "<Activities><Activity Sport=\"")
many(file, "a", 4000000)
done(file)

file = new("laps.tcx", "refused", "laps", "12,000 laps")
file:write(OPEN)
many(file, LAP .. "</Lap>\n", 12000)
done(file, CLOSE)

file = new("points.tcx", "refused", "points", "2,000,001 points")
file:write(OPEN, LAP, "<Track>")
many(file, POINT, 2000001)
done(file, "</Track></Lap>" .. CLOSE)

in_notes("text.tcx", "ok", "", "a note of 30 MB: its beginning is kept",
  function(f) many(f, "word ", 6000000) end)
in_notes("cdata.tcx", "ok", "", "a CDATA section of 9 MB", function(f)
  f:write("<![CDATA[")
  many(f, "]] > word", 1000000)
  f:write("]]>")
end)
in_notes("comment.tcx", "refused", "", "one comment of 12 MB", function(f)
  f:write("<!--")
  many(f, " - -", 3000000)
  f:write("-->")
end)
in_notes("comments.tcx", "ok", "", "a million comments", function(f)
  many(f, "<!-- -->", 1000000)
end)
in_notes("references.tcx", "ok", "", "3 million character references",
  function(f) many(f, "&#65;&amp;", 1500000) end)
in_notes("elements.tcx", "ok", "", "a million empty elements in a note",
  function(f) many(f, "<b/>", 1000000) end)
in_notes("instructions.tcx", "ok", "", "200,000 processing instructions",
  function(f) many(f, "<?a b?>", 200000) end)

done(expect)
