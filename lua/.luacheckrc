-- SPDX-License-Identifier: MIT
-- luacheck for all Lua of the project; `make lint` runs it.

std = "lua54"
max_line_length = 80
unused_secondaries = true

-- Rules see what the sandbox gives them and nothing of the standard library
-- beyond that; lua/examples is where a coach begins.
local sandbox = {
  std = {
    read_globals = {
      "legs", "fmt", "assert", "error", "ipairs", "next", "pairs", "pcall",
      "select", "tonumber", "tostring", "type",
      math = { other_fields = true }, string = { other_fields = true },
      table = { other_fields = true },
    },
  },
}
files["**/rules/*.lua"] = sandbox
files["**/examples/**/*.lua"] = sandbox
files["**/rules/stock/*.lua"] = sandbox
files["**/lua/lib/*.lua"] = sandbox
files["**/texts/*.lua"] = sandbox

-- Templates of pages, which write and nothing else.
files["**/lua/page/*.lua"] = {
  std = {
    read_globals = {
      "open", "close", "put", "text", "say", "use", "title", "fmt", "assert",
      "error", "ipairs", "next", "pairs", "pcall", "select", "tonumber",
      "tostring", "type", math = { other_fields = true },
      string = { other_fields = true }, table = { other_fields = true },
    },
  },
}
