-- SPDX-License-Identifier: MIT
--
-- stock.late: late in a long run heart rate at pace climbs more than this
-- runner's last runs show (P2c, M7, M32), and when it began beside the own
-- long runs. It says stock.midway's finding in the words of a long run.

local causes = legs.lib "causes"
local context = legs.lib "context"
local heart = legs.lib "heart"

local R = legs.rule {
  api = 1,
  id = "stock.late",
  version = "1.0.0",
  title = "Harder than usual late in a long run",
  pattern = "midway",
  causes = causes.of.midway,
  author = "heavylegs",
  licence = "MIT",
  requires = { "run.usable" },
  uses = { "diary.meal", "run.temperature_c", "run.report" },
  explains = { "stock.midway" },
  options = causes.options(causes.of.midway, {
    long_run_min = { type = "number", default = 75, min = 50, max = 180,
      unit = "min", help = "runs from this length on are long runs" },
    least_llr = { type = "number", default = 2.4, min = 1, max = 5,
      unit = "LLR", help = "score that is enough without stock.midway" },
    fade = { type = "number", default = 0.073, min = 0.03, max = 0.3,
      unit = "share", help = "loss of speed in the last quarter that is told" },
  }),
}

-- When the largest lasting step came, beside long runs of this runner (T2).
local function add_onset(f, run)
  local step = run:onset { from = 15, to = "end" }
  if not step or not step.at_min then return end
  local id = step.at_n >= 5 and "evidence.onset" or "evidence.onset_alone"
  f:evidence("onset", step.at_min, legs.text(id, { at = step.at_min,
    usual = step.at_usual_min or 0, n = step.at_n }), "min")
end

-- S6, M32: speed in the last quarter, after grade is taken off.
local function add_fade(f, run, opt)
  local late = run:mean { of = "gas_mps", from = "75%", to = "end" }
  local before = run:mean { of = "gas_mps", from = 10, to = "75%" }
  if not late or not before then return end
  local change = late.value / before.value - 1
  if change > -opt.fade then return end
  f:evidence("fade", change, legs.text("evidence.fade",
    { percent = 100 * change }), "share")
end

function R.evaluate(run, past, opt)
  if run.minutes < opt.long_run_min then
    return legs.abstain("not_long", legs.text("reason.not_long"))
  end
  local s, why = run:contrast { from = "66%", to = "end",
    against = { 15, "60%" } }
  if not s then return legs.abstain(why) end
  if not s.z then return legs.abstain(s.reason) end
  local midway = run:said("stock.midway").status == "found"
  local threshold = midway and 0.5 or opt.least_llr
  if s.score <= threshold then return nil end
  local f = heart.finding("midway", s, threshold, legs.text("title.late"))
  add_onset(f, run)
  add_fade(f, run, opt)
  context.felt(f, run)
  context.trend(f, past)
  return heart.close(f, "midway", run, past, opt, { late = true })
end

return R
