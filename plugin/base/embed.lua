-- SPDX-License-Identifier: MIT
--
-- Writes the files named as arguments as a table of C arrays (see embed.h).
-- Output depends on the files alone, so that builds can be reproduced.

local names = {}

local function read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = assert(file:read("a"))
  file:close()
  return bytes
end

local function array(i, bytes)
  io.write("static const unsigned char file", i, "[] = {")
  for at = 1, #bytes do
    if at % 20 == 1 then io.write("\n  ") end
    io.write(bytes:byte(at), ",")
  end
  io.write("\n  0};\n\n")
end

io.write('#include "base/embed.h"\n\n')
for i, path in ipairs(arg) do
  local bytes = read(path)
  array(i, bytes)
  names[i] = ('  {"%s", (const char *)file%d, %d},\n'):format(path, i, #bytes)
end
io.write("const hl_embedded hl_embedded_files[] = {\n", table.concat(names),
  "  {0, 0, 0},\n};\n")
