-- SPDX-License-Identifier: MIT
--
-- What follows from the runner's own reports alone, without any recording:
-- how often (S8), how many in a row (P4), from week to week (P5), and what a
-- rest day did (P10, P11). Only reports that speak of the legs count: effort
-- alone says nothing of them.

local S = {}

-- Does it speak of the legs?
function S.speaks(report)
  return report and (report.heavy or report.legs) and report.confirmed
end

-- Earlier runs whose report speaks of the legs, newest first.
function S.before(past)
  local list = {}
  for _, run in ipairs(past:reports(100)) do
    if S.speaks(run.report) then list[#list + 1] = run end
  end
  return list
end

-- S8: of the last `most` reported runs, this heavy one counted, how many were
-- heavy.
function S.share(before, most)
  local heavy, n = 1, math.min(most, #before + 1)
  for i = 1, n - 1 do
    if before[i].report.is_heavy then heavy = heavy + 1 end
  end
  return heavy, n
end

-- P4, T9: heavy runs in a row, this one counted, and the days since the first
-- of them. A runner who has counted ("the third in a row") is believed; a gap
-- of more than `gap_days` between two reports ends the row.
function S.in_a_row(report, before, gap_days)
  local n, since, counted = 1, 0, report.heavy_runs
  for _, run in ipairs(before) do
    if counted or run.days_ago - since > gap_days
      or not run.report.is_heavy then
      break
    end
    n, since, counted = n + 1, run.days_ago, run.report.heavy_runs
  end
  return n - 1 + (counted or 1), since
end

-- Reports of the four weeks up to this run, the newest week first: how many,
-- how many heavy, and the mean of the legs scores where at least two were
-- given.
function S.weeks(report, before)
  local weeks = {}
  for w = 1, 4 do weeks[w] = { n = 0, heavy = 0, legs = 0, scored = 0 } end
  local function add(w, r)
    w.n = w.n + 1
    if r.is_heavy then w.heavy = w.heavy + 1 end
    if r.legs then w.legs, w.scored = w.legs + r.legs, w.scored + 1 end
  end
  add(weeks[1], report)
  for _, run in ipairs(before) do
    local w = weeks[run.days_ago // 7 + 1]
    if w then add(w, run.report) end
  end
  for _, w in ipairs(weeks) do
    w.share = w.n > 0 and w.heavy / w.n or nil
    w.mean = w.scored >= 2 and w.legs / w.scored or nil
  end
  return weeks
end

-- P5: the share of heavy runs, or the mean legs score, has risen from week to
-- week over three weeks with at least two reports each: the share to a half or
-- more, the score by a whole step.
function S.is_worsening(weeks)
  local a, b, c = weeks[3], weeks[2], weeks[1] -- oldest first
  if a.n < 2 or b.n < 2 or c.n < 2 then return false end
  if a.share < b.share and b.share < c.share and c.share >= 0.5 then
    return true
  end
  return a.mean and b.mean and c.mean and a.mean < b.mean and b.mean < c.mean
    and c.mean - a.mean >= 1
end

-- P10, P11, D6, T11: runs after at least one day without a run, where the
-- report before had been heavy: how many there were and how many of them were
-- not heavy any more.
function S.after_rest(past)
  local fine, n = 0, 0
  local runs = past:last(60)
  for i = 1, #runs - 1 do
    local now, last = runs[i], runs[i + 1]
    if S.speaks(now.report) and S.speaks(last.report) and last.report.is_heavy
      and last.days_ago - now.days_ago >= 2 then
      n = n + 1
      if not now.report.is_heavy then fine = fine + 1 end
    end
  end
  return fine, n
end

return S
