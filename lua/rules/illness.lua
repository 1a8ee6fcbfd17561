-- SPDX-License-Identifier: MIT
--
-- stock.illness: in the two weeks after an illness that the runner recorded,
-- runs may cost more (P8, T6, D15). What the data alone found gives way to
-- that; several days and week to week wait until it is past.

local context = legs.lib "context"

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
  options = {
    ill_days = { type = "integer", default = 14, min = 3, max = 42,
      unit = "days", help = "after an illness in which runs may cost more" },
  },
}

function R.evaluate(run, past, opt)
  local days = context.ill_days(past, opt.ill_days)
  if not days then -- which is not to say that there was none
    return legs.abstain("not_recorded", legs.text("reason.no_illness"))
  end
  if run.report and run.report.is_heavy then return nil end
  local found = false
  for _, id in ipairs(EXPLAINED) do
    found = found or run:said(id).status == "found"
  end
  if not found then return nil end
  local f = legs.finding { title = legs.text("title.illness") }
  f:evidence("illness", days, legs.text("why.ill", { days = days }), "days")
  local s = run:score("entire")
  if s then
    f:evidence("heart_rate", s, legs.text("evidence.entire",
      { bpm = s.change, n = s.n, one_in = s.one_in }))
  end
  context.trend(f, past)
  f:cause("illness", "supports", legs.text("why.ill", { days = days }))
  f:advice("wait_ill", "look_again")
  return f
end

return R
