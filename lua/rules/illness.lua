-- SPDX-License-Identifier: MIT
--
-- stock.illness: in the two weeks after an illness that the runner recorded,
-- runs may cost more (P8, T6, D15). What the data alone found gives way to
-- that; several days and week to week wait until it is past.

local causes = legs.lib "causes"
local context = legs.lib "context"
local heart = legs.lib "heart"

local EXPLAINED = { "stock.start", "stock.midway", "stock.entire",
  "stock.multi_day", "stock.worsening", "stock.heat" }

local R = legs.rule {
  api = 1,
  id = "stock.illness",
  version = "1.0.0",
  title = "Harder than usual, not long after an illness",
  pattern = "none",
  causes = { "illness" },
  author = "heavylegs",
  licence = "MIT",
  requires = { "past.runs" },
  uses = { "run.report" },
  explains = EXPLAINED,
  options = causes.options { "illness" },
}

function R.evaluate(run, past, opt)
  local days = context.ill_days(past, opt.ill_days)
  if not days then -- which is not to say that there was none
    return legs.abstain("not_recorded", legs.text("reason.no_illness"))
  end
  if run.report and run.report.is_heavy then return nil end
  if not context.first_found(run, EXPLAINED) then return nil end
  local f = legs.finding { title = legs.text("title.illness") }
  local why = legs.text("why.ill", { days = days })
  f:evidence("illness", days, why, "days")
  local s = run:score("entire")
  if s then heart.evidence(f, "entire", s) end
  context.trend(f, past)
  f:cause("illness", "supports", why)
  f:advice("wait_ill", "look_again")
  return f
end

return R
