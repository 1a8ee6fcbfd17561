#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- The manual page of the rules against the rules: the list of rules is written
-- from the files, every number of the account is there once, and every file
-- that a row names exists. `--write` writes the list anew.

local PAGE = "plugin/doc/heavylegs-rules.7"
local BEGIN = '.\\" rules: from the files in lua/rules by '
  .. "tests/rules/manual.t --write\n"
local END = '.\\" rules: end\n'
local NOWHERE = "cannot be shown from data"

local function read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read("a")
  file:close()
  return text
end

-- ---- the rules, as they declare themselves ----

local function load_rule(path)
  local env = setmetatable({}, { __index = _G })
  env.legs = {
    rule = function(rule) return rule end,
    text = function(id) return id end,
    lib = function(name)
      return assert(loadfile("lua/lib/" .. name .. ".lua", "t", env))()
    end,
  }
  return assert(loadfile(path, "t", env))()
end

local function rule_files()
  local list = {}
  local pipe = assert(io.popen("ls lua/rules/*.lua"))
  for path in pipe:lines() do list[#list + 1] = path end
  pipe:close()
  return list
end

local function joined(list)
  local sorted = { table.unpack(list or {}) }
  table.sort(sorted)
  return table.concat(sorted, ", ")
end

local function wrapped(text)
  local lines, line = {}, ""
  for word in text:gmatch("%S+") do
    if #line + #word + 1 > 78 then
      lines[#lines + 1], line = line, word
    else
      line = line == "" and word or line .. " " .. word
    end
  end
  lines[#lines + 1] = line
  return table.concat(lines, "\n")
end

local function list_of_rules()
  local out = { ".Bl -tag -width Ds" }
  for _, path in ipairs(rule_files()) do
    local rule = load_rule(path)
    out[#out + 1] = ".It Cm " .. rule.id
    out[#out + 1] = rule.title .. "."
    out[#out + 1] = "Pattern: " .. rule.pattern .. "."
    out[#out + 1] = wrapped("Needs: " .. joined(rule.requires) .. ".")
    if rule.uses and #rule.uses > 0 then
      out[#out + 1] = wrapped("Looks at: " .. joined(rule.uses) .. ".")
    end
    if rule.explains and #rule.explains > 0 then
      out[#out + 1] = wrapped("Takes the place of: " .. joined(rule.explains)
        .. ".")
    end
    out[#out + 1] = wrapped("May name: " .. joined(rule.causes) .. ".")
  end
  out[#out + 1] = ".El\n"
  return table.concat(out, "\n")
end

local page = assert(read(PAGE), PAGE)
local _, to = page:find(BEGIN, 1, true)
local stop = page:find(END, 1, true)

if arg[1] == "--write" then
  local file = assert(io.open(PAGE, "wb"))
  file:write(page:sub(1, to), list_of_rules(), page:sub(stop))
  file:close()
  return
end

-- ---- the table ----

local count = 0
local function ok(name, faults)
  count = count + 1
  print(("%s %d - %s"):format(#faults == 0 and "ok" or "not ok", count, name))
  for _, fault in ipairs(faults) do print("#   " .. fault) end
end

-- Number to its row, and the numbers that come twice.
local function rows()
  local list, twice = {}, {}
  local at = 1
  while true do
    local a, b, number = page:find("\n%.It \\?&?([PCSDTK]%d+[abc]?)\n", at)
    if not a then break end
    local ends = math.min(page:find("\n.It ", b, true) or #page,
      page:find("\n.El", b, true) or #page)
    if list[number] then twice[#twice + 1] = number end
    list[number] = page:sub(b + 1, ends)
    at = b
  end
  return list, twice
end

local function expected()
  local last = { P = 14, C = 24, S = 15, D = 20, T = 12, K = 13 }
  local list = { "P1b", "P2b", "P2c" }
  for letter, n in pairs(last) do
    for i = 1, n do list[#list + 1] = letter .. i end
  end
  table.sort(list)
  return list
end

local list, twice = rows()
local missing, unknown, nowhere, named = {}, {}, {}, {}
local wanted = {}
for _, number in ipairs(expected()) do
  wanted[number] = true
  if not list[number] then missing[#missing + 1] = number end
end
for number, row in pairs(list) do
  if not wanted[number] then unknown[#unknown + 1] = number end
  local places, is_test, says = 0, false, false
  for path in row:gmatch("%.Pa (%S+)") do
    local text = read(path)
    places, named[path] = places + 1, true
    is_test = is_test or path:find("^tests/") ~= nil
    if not text then nowhere[#nowhere + 1] = number .. ": " .. path end
    says = says or text and text:find("%f[%w]" .. number .. "%f[%W]")
  end
  if places > 0 and not says then
    nowhere[#nowhere + 1] = number .. " is named by none of its files"
  end
  if not row:gsub("\n", " "):find(NOWHERE, 1, true)
    and (places < 2 or not is_test) then
    nowhere[#nowhere + 1] = number .. " names neither a test nor that it "
      .. NOWHERE
  end
end

local silent = {}
for _, path in ipairs(rule_files()) do
  if not named[path] then silent[#silent + 1] = path end
end

ok("the list of rules is what the files declare",
  page:sub(to + 1, stop - 1) == list_of_rules() and {}
  or { "run lua5.4 tests/rules/manual.t --write" })
ok("every number of the account has a row", missing)
ok("and no other number", unknown)
ok("none has two", twice)
ok("what a row names exists, and a test is among it", nowhere)
ok("every rule file is in a row", silent)

-- C20, D5, D16: what no text may say.
local faults = {}
for _, path in ipairs { "lua/texts/en.lua", "lua/texts/de.lua" } do
  for line in assert(read(path)):gmatch("[^\n]+") do
    local low = line:lower()
    for _, word in ipairs { "%f[%w]iron%f[%W]", "ferrit", "%f[%w]eisen",
      "stop training", "stop running", "push through", "aufhören",
      "durchbeißen" } do
      if low:find(word) and not low:find("^%s*%-%-") then
        faults[#faults + 1] = path .. ": " .. line
      end
    end
  end
end
ok("no text names iron, says to stop or to push through", faults)

local lint = {}
if os.execute("command -v mandoc >/dev/null") then
  local pipe = assert(io.popen("mandoc -Tlint -Wwarning " .. PAGE .. " 2>&1"))
  for line in pipe:lines() do lint[#lint + 1] = line end
  pipe:close()
end
ok("mandoc finds nothing to say", lint)
print("1.." .. count)
