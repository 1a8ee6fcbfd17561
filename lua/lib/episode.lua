-- SPDX-License-Identifier: MIT
--
-- Several days and week to week (P4, P5): what an open episode has to say of
-- one more run. It is looked at again after 7 and 14 days (T3) and then after
-- 28, and it ends after two quiet runs (D2). The runs between say nothing.

local E = {}

local REVIEWS = { 28, 14, 7 } -- days, the last one first

-- easing, unchanged or worse, beside the run that opened it.
local function direction(s, episode)
  local first = episode.change
  if not first or first <= 0 then return "unchanged" end
  local share = s.change / first
  return share < 0.67 and "easing" or share > 1.33 and "worse" or "unchanged"
end

local function is_due(episode)
  for _, day in ipairs(REVIEWS) do
    if episode.days_ago >= day then return episode.told_days < day end
  end
  return false
end

-- The phase of the rule's open episode in this run: "over", "usual" (it ends
-- without having eased), "easing", "unchanged", "worse", or "quiet" where there
-- is nothing to say; then the episode. nil: none is open.
function E.phase(past, id, s)
  local episode = past:episode(id)
  if not episode then return nil end
  local is_quiet = s.score < episode.quiet_below
  if is_quiet and episode.quiet + 1 >= episode.quiet_needed then
    -- Still as high as at first: it has become what is usual lately.
    local now = direction(s, episode) == "easing" and "over" or "usual"
    return now, episode
  end
  return is_due(episode) and direction(s, episode) or "quiet", episode
end

-- P4, T9: several runs, not one very hard one among them. Of this run and the
-- four before, what is left without the hardest is at least a fifth of it.
function E.is_several(run, past)
  local own = run:score("entire")
  if not own then return true end
  local most, sum, n = own.change, own.change, 1
  for _, earlier in ipairs(past:last(12)) do
    if n < 5 and earlier.change then
      most, sum, n = math.max(most, earlier.change), sum + earlier.change, n + 1
    end
  end
  return n >= 3 and most > 0 and (sum - most) / (n - 1) >= most / 5
end

-- The finding that follows it up; no new alarm.
function E.follow_up(phase, episode, pattern, s)
  local f = legs.finding { follow_up = true, statistic = s,
    title = legs.text("episode.title", {
      what = legs.text("harder." .. pattern),
      phase = legs.text("episode." .. phase, { runs = episode.runs + 1 }) }) }
  f:evidence("episode", episode.days_ago, legs.text("evidence.episode", {
    days = episode.days_ago // 1, bpm = s.change,
    first = episode.change or 0 }), "days")
  return f
end

return E
