-- SPDX-License-Identifier: MIT
--
-- Puts the stock rules, as `heavylegs rules list --json` lists them, into
-- manifest.xml:
--
--   build/heavylegs rules list --json | lua5.4 plugin/hosts/manifest.lua FILE

local rules = {}
for id, version, rest in io.read("a"):gmatch(
  '{"id":"(stock%.[a-z0-9_.]+)","version":"([^"]+)"(.-"error":)') do
  local hash = assert(rest:match('"hash":"(%x+)"'), id .. " has no hash")
  local form = '    <rule id="%s" version="%s"\n          hash="%s"/>\n'
  rules[#rules + 1] = form:format(id, version, hash)
end
assert(#rules > 0, "no rules were listed")
table.sort(rules)

local text = assert(io.open(arg[1], "rb")):read("a")
local _, last = text:find("  <rules>\n", 1, true)
io.write(text:sub(1, last), table.concat(rules), text:sub(last + 1))
