-- SPDX-License-Identifier: MIT
--
-- stock.start: harder than usual at the start, then easing (P1, P1b), from
-- heart rate at pace alone. What the runner reported is stock.report's
-- business.

local causes = legs.lib "causes"
local context = legs.lib "context"
local heart = legs.lib "heart"

local R = legs.rule {
  api = 1,
  id = "stock.start",
  version = "2.0.0",
  title = "Harder than usual at the start",
  pattern = "start",
  causes = causes.of.start,
  author = "heavylegs",
  licence = "MIT",
  requires = { "score.start" },
  uses = { "diary.sleep_h", "diary.meal", "run.report" },
  options = heart.options "start",
}

-- S13, S14: whether pace stayed the same when it eased, and how long it took.
local function add_easing(f, run)
  local early = run:mean { of = "gas_mps", from = 3, to = 12 }
  local later = run:mean { of = "gas_mps", from = 15, to = 40 }
  if not early or not later then return end
  local change = later.value / early.value - 1
  local id = change > -0.03 and change < 0.03 and "evidence.eased_same_pace"
    or change < 0 and "evidence.eased_slower" or "evidence.eased_faster"
  f:evidence("pace", change, legs.text(id, { percent = 100 * change }),
    "share")
end

function R.evaluate(run, past, opt)
  local f = heart.found("start", run, opt)
  if not f then return nil end
  context.felt(f, run)
  context.trend(f, past)
  add_easing(f, run)
  context.soreness(f, run)
  return heart.close(f, "start", run, past, opt, { eased = true })
end

return R
