#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: MIT
--
-- Calls that the engine does not make: those that ask the locale or the
-- clock, end the process, talk to the network or to a terminal, or are never
-- needed. library.t looks for the same in the linked plugin.

package.path = "tests/check/?.lua;" .. package.path
local source = require("source")

local EVERYWHERE = [[
  strtod strtof strtold atof atoi atol atoll strtol strtoul strtoll strtoull
  sscanf fscanf scanf vsscanf setlocale uselocale newlocale localeconv
  localtime localtime_r mktime gmtime gmtime_r strftime strptime tzset time
  clock gettimeofday difftime ctime asctime
  strtok strtok_r strcpy strcat sprintf vsprintf gets strcoll
  alloca abort quick_exit _exit _Exit longjmp setjmp signal atexit
  rand srand random srandom drand48 system popen fork execv execvp
  socket connect bind listen accept send recv getaddrinfo gethostbyname
  isalpha isdigit isspace isupper islower isalnum ispunct tolower toupper
  strcasecmp strncasecmp xmlCleanupParser xmlMemSetup
  xmlSetGenericErrorFunc sqlite3_enable_load_extension
]]
-- The command line may write to its terminal and end itself.
local ENGINE_ONLY = "printf fprintf puts fputs putchar perror exit vprintf "
  .. "vfprintf fputc putc strerror"

-- Lua asks the locale: its sandbox runs under the thread's own C locale.
local SANDBOX_MAY = "newlocale uselocale freelocale"

local PRINTERS = { -- whose formats must not have a floating point number
  "printf", "fprintf", "snprintf", "vsnprintf", "dprintf", "hl_fail",
  "hl_fail_at", "hl_text_format", "luaL_error", "lua_pushfstring",
}

local function words(list, into)
  for word in list:gmatch("%S+") do into[word] = true end
  return into
end

local for_all = words(EVERYWHERE, {})
local for_engine = words(ENGINE_ONLY, words(EVERYWHERE, {}))
local for_sandbox = words(ENGINE_ONLY, words(EVERYWHERE, {}))
for word in SANDBOX_MAY:gmatch("%S+") do for_sandbox[word] = nil end

local calls, formats = {}, {}

-- A function of the file's own may have the name of one that is not wanted,
-- as a virtual table's connect() does.
local function check_calls(path, text, forbidden)
  local own = {}
  for _, f in ipairs(source.functions(text)) do own[f.name] = true end
  for i, line in ipairs(source.lines(source.code(text))) do
    for before, name in line:gmatch("([^%w_]?)([%a_][%w_]*)%s*%(") do
      local is_member = before == "." or before == ">"
      if forbidden[name] and not own[name] and not is_member then
        calls[#calls + 1] = ("%s:%d calls %s"):format(path, i, name)
      end
    end
  end
end

local function check_formats(path, text)
  local code = source.code(text, true)
  for _, printer in ipairs(PRINTERS) do
    for at, arguments in code:gmatch("%f[%w_]" .. printer .. "()%s*(%b())") do
      for literal in arguments:gmatch('"[^"]*"') do
        local plain = literal:gsub("%%%%", "")
        if plain:find("%%[-+ #0-9.*]*[lL]*[aAeEfFgG]") then
          local line = select(2, code:sub(1, at):gsub("\n", "")) + 1
          formats[#formats + 1] = ("%s:%d %s with %s"):format(path, line,
            printer, literal)
        end
      end
    end
  end
end

for _, path in ipairs(source.files("plugin", "-name '*.[ch]'")) do
  local text = source.read(path)
  check_calls(path, text, path:find("^plugin/doors/cli") and for_all
    or path == "plugin/rules/sandbox.c" and for_sandbox or for_engine)
  check_formats(path, text)
end

source.none("no call that depends on locale, clock, terminal or network",
  calls)
source.none("no floating point in a format of the C library or of Lua",
  formats)
source.done()
