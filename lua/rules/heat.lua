-- SPDX-License-Identifier: MIT
--
-- stock.heat: what the warmth explains (P9). Where the device was warmer than
-- this runner's runs usually are, and that accounts for most of the rise, the
-- finding of the data gives way to one that says so; no fatigue is named.
-- Humidity, wind and sun are not known, and a watch feels the skin.

local context = legs.lib "context"

local EXPLAINED = { "stock.start", "stock.midway", "stock.entire",
  "stock.multi_day", "stock.worsening" }

local R = legs.rule {
  api = 1,
  id = "stock.heat",
  version = "1.0.0",
  title = "Harder than usual, explained by conditions",
  pattern = "none",
  causes = { "warmth" },
  author = "heavylegs",
  licence = "MIT",
  requires = { "run.temperature_c", "run.heart_rate_bpm" },
  uses = { "run.report" },
  explains = EXPLAINED,
  options = {
    share = { type = "number", default = 0.6, min = 0.3, max = 1,
      unit = "share",
      help = "of the rise that warmth has to account for, at 1 bpm a degree" },
  },
}

function R.evaluate(run, past, opt)
  if run.report and run.report.is_heavy then return nil end -- it leads
  local found = context.first_found(run, EXPLAINED)
  if not found then return nil end
  local s = run:score(found:sub(#"stock." + 1)) -- named for its pattern
  local share, warmth = context.heat(run, s.change)
  if not share or share < opt.share then return nil end
  local f = legs.finding { title = legs.text("title.heat") }
  f:evidence("heart_rate", s, legs.text("evidence.heat",
    { bpm = s.change, one_in = s.one_in }))
  f:evidence("temperature", warmth, legs.text("evidence.warmer",
    { temperature = warmth.value, change = warmth.change }))
  context.trend(f, past)
  f:cause("warmth", "supports")
  f:advice("wait_warm")
  return f
end

return R
