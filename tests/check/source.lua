-- SPDX-License-Identifier: MIT
--
-- What the checks of the source have in common: which files there are, their
-- lines with comments and texts taken out, their functions, and TAP.
--
--     package.path = "tests/check/?.lua;" .. package.path
--     local source = require("source")

local source = {}

local count, failed = 0, 0

-- One TAP line, and `faults` (a list of texts) as its explanation.
function source.none(name, faults)
  count = count + 1
  local good = #faults == 0
  if not good then failed = failed + 1 end
  print(("%s %d - %s"):format(good and "ok" or "not ok", count, name))
  for i, fault in ipairs(faults) do
    if i > 50 then
      print(("#   and %d more"):format(#faults - 50))
      break
    end
    print("#   " .. fault)
  end
end

function source.done()
  print("1.." .. count)
  os.exit(failed == 0)
end

-- Paths below `folder` that match a `find` expression, sorted.
function source.files(folder, expression)
  local found = {}
  local pipe = assert(io.popen(("find %s -type f %s"):format(folder,
    expression)))
  for path in pipe:lines() do
    found[#found + 1] = path
  end
  pipe:close()
  table.sort(found)
  assert(#found > 0, "no files below " .. folder)
  return found
end

function source.read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

function source.lines(text)
  local lines = {}
  for line in (text:gsub("\n?$", "\n")):gmatch("(.-)\n") do
    lines[#lines + 1] = line
  end
  return lines
end

local function blank(text)
  return (text:gsub("[^\n]", " "))
end

-- C with comments and character constants blanked, texts too unless
-- `keep_texts`; every line stays where it was.
function source.code(text, keep_texts)
  local out, at = {}, 1
  while at <= #text do
    local two, one = text:sub(at, at + 1), text:sub(at, at)
    local stop
    if two == "/*" then
      stop = select(2, text:find("*/", at + 2, true)) or #text
      out[#out + 1] = blank(text:sub(at, stop))
    elseif two == "//" then
      stop = (text:find("\n", at, true) or #text + 1) - 1
      out[#out + 1] = blank(text:sub(at, stop))
    elseif one == '"' or one == "'" then
      stop = at + 1
      while stop <= #text and text:sub(stop, stop) ~= one do
        stop = stop + (text:sub(stop, stop) == "\\" and 2 or 1)
      end
      local literal = text:sub(at, stop)
      if one == "'" then
        literal = "' '" .. (" "):rep(#literal - 3)
      elseif not keep_texts then
        literal = '"' .. blank(literal:sub(2, -2)) .. '"'
      end
      out[#out + 1] = literal
    else
      stop = (text:find("[/\"']", at + 1) or #text + 1) - 1
      out[#out + 1] = text:sub(at, stop)
    end
    at = stop + 1
  end
  return table.concat(out)
end

-- Functions of a C file laid out by clang-format: name, first and last line,
-- number of parameters.
function source.functions(text)
  local found, begun = {}, nil
  local lines = source.lines(source.code(text))
  for i, line in ipairs(lines) do
    if line:find("^[%a_]") and not begun and not line:find("^%a+:$") then
      begun = i
    end
    if begun and line:find("^}") then
      local head = table.concat(lines, " ", begun, i):match("^(.-){")
      local name, parameters = head:match("([%w_]+)%s*(%b())%s*$")
      if name and not head:find("=", 1, true) then
        local commas = select(2, parameters:sub(2, -2)
          :gsub("%b()", ""):gsub(",", ""))
        found[#found + 1] = {
          name = name, first = begun, last = i, parameters = commas + 1,
        }
      end
      begun = nil
    elseif begun and line:find(";%s*$") and not table.concat(lines, " ",
      begun, i):find("{", 1, true) then
      begun = nil -- a declaration
    end
  end
  return found
end

return source
