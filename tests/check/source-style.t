#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- The measurable part of the style: width, tabs, licence line, length of files
-- and functions, number of parameters, and that every unit test takes the
-- locale of its environment.
--
-- tests/check/exceptions lists what may be longer, each with its reason: lines
-- of "length plugin/file.c function: reason" (at most 5) and of
-- "parameters plugin/file.c function: reason" (forms that a library demands).

package.path = "tests/check/?.lua;" .. package.path
local source = require("source")

local WIDTH, LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 80, 700, 100, 5
local MOST_EXCEPTIONS = 5

local exempt, unused, length_exceptions, malformed = {}, {}, 0, {}
for _, line in ipairs(source.lines(source.read("tests/check/exceptions"))) do
  local key = line:match("^(%a+ %S+ [%w_]+): %S")
  if key then
    exempt[key], unused[key] = true, true
    if line:find("^length") then length_exceptions = length_exceptions + 1 end
  elseif line ~= "" and not line:find("^#") then
    malformed[#malformed + 1] = line
  end
end

local function is_exempt(kind, path, name)
  local key = ("%s %s %s"):format(kind, path, name)
  unused[key] = nil
  return exempt[key]
end

local faults = {
  width = {}, tabs = {}, space = {}, spdx = {}, file = {}, length = {},
  parameters = {}, locale = {},
}

local function fault(kind, ...)
  table.insert(faults[kind], (select("#", ...) == 1 and "%s" or "%s:%d: %s")
    :format(...))
end

local function columns(line)
  return utf8.len(line) or #line
end

local function check_lines(path, lines)
  for i, line in ipairs(lines) do
    if columns(line) > WIDTH then
      fault("width", path, i, columns(line) .. " columns")
    end
    if line:find("\t", 1, true) then fault("tabs", path, i, "tab") end
    if line:find("%s$") then fault("space", path, i, "space at its end") end
  end
end

local function check_functions(path, text)
  for _, f in ipairs(source.functions(text)) do
    local length = f.last - f.first + 1
    if length > LONGEST_FUNCTION and not is_exempt("length", path, f.name) then
      fault("length", path, f.first, f.name .. " has " .. length .. " lines")
    end
    if f.parameters > MOST_PARAMETERS
      and not is_exempt("parameters", path, f.name) then
      fault("parameters", path, f.first,
        f.name .. " has " .. f.parameters .. " parameters")
    end
  end
end

local functions_seen = 0
for _, path in ipairs(source.files("plugin lua samples tests .ci",
  "\\( -name '*.[ch]' -o -name '*.lua' -o -name '*.sql' -o -name '*.t'"
  .. " -o -name '*.sh' \\)")) do
  local text = source.read(path)
  local lines = source.lines(text)
  check_lines(path, lines)
  local head = table.concat(lines, "\n", 1, math.min(3, #lines))
  if not head:find("SPDX-License-Identifier: MIT", 1, true) then
    fault("spdx", path)
  end
  if #lines > LONGEST_FILE then
    fault("file", path, #lines, "lines")
  end
  if path:find("^plugin/.*%.c$") then
    functions_seen = functions_seen + #source.functions(text)
    check_functions(path, text)
  end
  if path:find("^tests/%a+/test_.*%.c$")
    and not text:find("\nHL_TEST_MAIN(", 1, true) then
    fault("locale", path)
  end
end

source.none("no line is wider than " .. WIDTH .. " columns", faults.width)
source.none("no tabs", faults.tabs)
source.none("no space at the end of a line", faults.space)
source.none("every file says its licence in an SPDX line", faults.spdx)
source.none("no file has more than " .. LONGEST_FILE .. " lines", faults.file)
source.none("no function has more than " .. LONGEST_FUNCTION .. " lines",
  faults.length)
source.none("no function has more than " .. MOST_PARAMETERS .. " parameters",
  faults.parameters)
source.none("tests in C take the locale: their main is HL_TEST_MAIN",
  faults.locale)
source.none("exceptions are well formed", malformed)
source.none("at most " .. MOST_EXCEPTIONS .. " functions may be longer",
  length_exceptions > MOST_EXCEPTIONS and { length_exceptions } or {})
local idle = {}
for key in pairs(unused) do idle[#idle + 1] = key end
source.none("every exception is needed", idle)
source.none("functions are found at all",
  functions_seen < 100 and { functions_seen .. " found" } or {})
source.done()
