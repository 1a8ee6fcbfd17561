-- SPDX-License-Identifier: MIT
--
-- stock.settle: late to settle (P2b): minutes 10 to 25 cost more than the rest,
-- on a run whose warm-up was short for the conditions. Below stock.start,
-- which speaks of the first minutes.

local causes = legs.lib "causes"
local context = legs.lib "context"
local heart = legs.lib "heart"

local R = legs.rule {
  api = 1,
  id = "stock.settle",
  version = "1.0.0",
  title = "Later to settle than usual",
  pattern = "start",
  causes = causes.of.start,
  author = "heavylegs",
  licence = "MIT",
  requires = { "run.usable", "score.start" },
  uses = { "run.temperature_c", "rule.stock.start", "run.report" },
  options = causes.options(causes.of.start, {
    least_llr = { type = "number", default = 1.9, min = 1, max = 5,
      unit = "LLR", help = "score that is enough" },
  }),
}

-- What makes the same warm-up too short: cold, an early start, work in the
-- legs, or hardly any warm-up.
local CONDITIONS = { "short_warm_up", "cold", "stiffness", "residual_fatigue" }

local function is_short_for_today(run, past, opt)
  for _, id in ipairs(CONDITIONS) do
    if causes.read(id, "start", run, past, opt) == "supports" then
      return true
    end
  end
  return false
end

function R.evaluate(run, past, opt)
  if run.minutes < 45 or run:said("stock.start").status == "found" then
    return nil
  end
  local s, why = run:contrast { from = 10, to = 25, against = { 30, "end" } }
  if not s then return legs.abstain(why) end
  if not s.z then return legs.abstain(s.reason) end
  if s.score <= opt.least_llr then return nil end
  if not is_short_for_today(run, past, opt) then return nil end
  local f = heart.finding("start", s, opt.least_llr,
    legs.text("title.settle"))
  context.felt(f, run)
  context.trend(f, past)
  return heart.close(f, "start", run, past, opt)
end

return R
