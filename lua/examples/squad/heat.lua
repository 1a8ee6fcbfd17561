-- SPDX-License-Identifier: MIT
--
-- squad.heat: a composite. On a warm day a hard run says little about the
-- legs: when the device was warm and a stock rule found something, this rule
-- explains it, and the stock finding gives way.

local R = legs.rule {
  api = 1,
  id = "squad.heat",
  version = "1.0.0",
  title = "A warm day",
  pattern = "none",
  causes = { "warmth" },
  author = "Squad coach",
  licence = "CC0-1.0",
  requires = { "run.temperature_c" },
  explains = { "stock.entire", "stock.midway" },
  options = {
    warm_c = { type = "number", default = 25, min = 15, max = 40,
      unit = "deg C", help = "temperature from which a day is warm" },
    above_usual_c = { type = "number", default = 5, min = 0, max = 20,
      unit = "deg C", help = "and by how much it is above this runner's "
        .. "usual" },
  },
}

function R.evaluate(run, _, opt)
  local found = run:said("stock.entire").status == "found"
    or run:said("stock.midway").status == "found"
  if not found then return nil end
  local warmth = run:mean { of = "temperature_c", from = 5 }
  if not warmth or warmth.value < opt.warm_c then return nil end
  if warmth.usual and warmth.change < opt.above_usual_c then return nil end
  local f = legs.finding { title = legs.text("title.warm_day") }
  f:evidence("temperature", warmth, legs.text("evidence.warm_day",
    { value = warmth.value }))
  f:cause("warmth", "supports")
  f:advice("wait")
  return f
end

return R
