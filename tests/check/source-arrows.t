#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Which room may include which, and who alone sees each library. The rooms and
-- their arrows are those of CONTRIBUTING: base, activity, then read beside
-- signal, model, rules, store, hosts, annotate, doors.

package.path = "tests/check/?.lua;" .. package.path
local source = require("source")

local function set(words)
  local members = {}
  for word in words:gmatch("%S+") do members[word] = true end
  return members
end

-- What a room may include besides itself.
local SEES = {
  base = set "",
  activity = set "base",
  read = set "base activity",
  signal = set "base activity",
  model = set "base activity signal",
  rules = set "base activity signal model",
  store = set "base activity signal model rules",
  hosts = set "base activity read signal model rules store",
  annotate = set "base activity read signal model rules store hosts",
  doors = set "base activity read signal model rules store hosts annotate",
}

-- Headers that only some files may include: pattern of the header, patterns of
-- the files. No pattern of a file: nobody.
local ONLY = {
  { "^libxml/", "^plugin/read/xml%.c$" },
  { "^zlib%.h$", "^plugin/read/source%.c$" },
  { "^xxhash%.h$", "^plugin/base/hash%.c$" },
  { "^lua", "^plugin/rules/" },
  { "^lauxlib%.h$", "^plugin/rules/" },
  { "^sqlite3", "^plugin/store/", "^plugin/hosts/", "^plugin/annotate/",
    "^plugin/doors/" },
  { "^pthread%.h$", "^plugin/annotate/", "^plugin/read/xml%.c$" },
  { "^locale%.h$", "^plugin/rules/sandbox%.c$" }, -- the thread's, for Lua
  { "^ctype%.h$" }, { "^wctype%.h$" }, -- ask the locale
  { "^setjmp%.h$" }, { "^assert%.h$" }, { "^alloca%.h$" },
  { "^time%.h$", "^plugin/annotate/", "^plugin/doors/" }, -- progress
  { "^signal%.h$", "^plugin/annotate/", "^plugin/doors/cli",
    "^plugin/doors/goldencheetah/" },
  { "^sys/socket%.h$" }, { "^netdb%.h$" }, { "^arpa/" }, { "^netinet/" },
  { "^sys/un%.h$" }, { "^curl/" },
}

local function allowed(path, header)
  for _, row in ipairs(ONLY) do
    if header:find(row[1]) then
      for i = 2, #row do
        if path:find(row[i]) then return true end
      end
      return false
    end
  end
  return true
end

local arrows, system, quoted, program = {}, {}, {}, {}
local seen_rooms, cli_files = {}, 0

local function look_at(path, line_number, form, header)
  local where = ("%s:%d includes %s"):format(path, line_number, header)
  local room = path:match("^plugin/(%w+)/")
  if form == "<" then
    if not allowed(path, header) then system[#system + 1] = where end
    return
  end
  local other = header:match("^(%w+)/")
  if not other or not io.open("plugin/" .. header) then
    quoted[#quoted + 1] = where
  elseif other ~= room and not SEES[room][other] then
    arrows[#arrows + 1] = where
  end
  if path:find("^plugin/doors/cli") and other ~= "base"
    and not header:find("^doors/cli") then
    program[#program + 1] = where
  end
end

for _, path in ipairs(source.files("plugin", "-name '*.[ch]'")) do
  local room = path:match("^plugin/(%w+)/")
  assert(SEES[room], path .. " is in no room")
  seen_rooms[room] = true
  if path:find("^plugin/doors/cli") then cli_files = cli_files + 1 end
  local text = source.code(source.read(path), true)
  for i, line in ipairs(source.lines(text)) do
    local form, header = line:match("^%s*#%s*include%s*([<\"])([^>\"]+)")
    if form then look_at(path, i, form, header) end
  end
end

source.none("includes follow the arrows between rooms", arrows)
source.none("each library is seen only where it may be", system)
source.none('own headers are written "room/file.h" and exist', quoted)
source.none("the command line is a host: it includes base/ and itself",
  program)

local missing = {}
if not seen_rooms.base then missing[1] = "plugin/base" end
if cli_files == 0 then missing[#missing + 1] = "plugin/doors/cli*" end
source.none("the check had something to look at", missing)
source.done()
