-- SPDX-License-Identifier: MIT
--
-- What stands beside a pattern: the trend of weeks, heart and feeling read
-- together, rest days, soreness, strain, heat, illness. Nothing here is a
-- finding of its own: it is evidence for or against one.

local X = {}
local say = legs.text

-- The runner said that the legs were not heavy: both stand.
function X.felt(f, run)
  if run.report and run.report.heavy == "no" then
    f:evidence("report", nil, say("evidence.not_felt"))
  end
end

-- S9, D13, D14, P14, K3: the trend, in every annotation. "Stable" only where
-- the whole 90 % interval lies within 3 %; the engine decides that.
function X.trend(f, past)
  local t = past.trend
  if not t then return nil end
  if t.reason or not t.change_share then
    f:evidence("trend", nil, say("trend.few"))
    return nil
  end
  f:evidence("trend", t.change_share, say("trend." .. t.direction, {
    percent = 100 * t.change_share, low = 100 * t.low_share,
    high = 100 * t.high_share, n = t.n }), "share in 28 days")
  return t.direction
end

-- S1, S4: two-sided. Low heart rate with high effort is the picture of training
-- that has outrun recovery, not of fitness.
function X.joint(f, run)
  local joint = run.joint
  local reading = joint and joint.reading
  if not reading or reading == "none" or reading == "unfelt"
    or reading == "unseen" or reading == "ordinary" then
    return reading
  end
  f:evidence("joint", joint.dissociation, say("joint." .. reading),
    "own variations")
  return reading
end

-- S2, S10: ground contact beside the same of this runner's past, where the
-- device records it. Step length is a cause of its own (movement).
function X.contact(f, run)
  local contact = run:has("contact_ms") and run:mean { of = "contact_ms",
    from = 10 }
  if contact and contact.z and contact.z >= 1.65 then
    f:evidence("contact", contact, say("context.contact",
      { change = contact.change, n = contact.n }))
  end
end

-- P12, S11, D12, K11: soreness is another thing than heaviness.
function X.soreness(f, run)
  local soreness = run.diary and run.diary.soreness
  if soreness and soreness >= 4 then
    f:evidence("soreness", soreness, say("context.sore",
      { soreness = soreness }), "of 5")
    return true
  end
end

-- P10, P11, D6, T4, T11: what single rest days did, from three pairs on.
function X.rest(f, past)
  local t = past.trend
  if not t or not t.rest_bpm then return nil end
  local better = t.rest_bpm <= -2
  f:evidence("rest", t.rest_bpm, say(better and "rest.better" or "rest.same",
    { bpm = t.rest_bpm, n = t.rest_pairs }), "bpm")
  return better
end

function X.slept_badly(day, opt)
  return (day.sleep_h and day.sleep_h < opt.short_sleep_h)
    or (day.sleep_quality and day.sleep_quality <= 2)
end

-- Low mood or motivation, short or bad sleep, high stress: how many of them in
-- the last seven days (P6, S7), and on how many days any was recorded at all.
function X.strain(past, opt)
  local sleep, mood, motivation, stress, n = 0, 0, 0, 0, 0
  for _, day in ipairs(past:diary(7)) do
    if X.slept_badly(day, opt) then sleep = 1 end
    if day.mood and day.mood <= 2 then mood = 1 end
    if day.motivation and day.motivation <= 2 then motivation = 1 end
    if day.stress and day.stress >= opt.high_stress then stress = 1 end
    if day.sleep_h or day.sleep_quality or day.mood or day.motivation
      or day.stress then
      n = n + 1
    end
  end
  return sleep + mood + motivation + stress, n
end

-- S6: pace at which the last runs were run, against those before them. Share;
-- nil with too few. Slower by plan looks the same: it is never a finding.
function X.pace_change(run, past)
  local now, then_, n, m = run.mean_gas_mps or 0, 0, 1, 0
  if now == 0 then return nil end
  for i, r in ipairs(past:last(24)) do
    if r.usable and r.mean_gas_mps and i <= 4 then
      now, n = now + r.mean_gas_mps, n + 1
    elseif r.usable and r.mean_gas_mps then
      then_, m = then_ + r.mean_gas_mps, m + 1
    end
  end
  return m >= 8 and n >= 3 and (now / n) / (then_ / m) - 1 or nil
end

-- P6, D3, D11: legs together with sleep, mood, motivation and stress, and pace.
function X.strain_said(f, run, past, opt)
  local n, days = X.strain(past, opt)
  if days > 0 and n >= 2 then
    f:evidence("strain", n, say("context.strain", { n = n }), "of 4")
  end
  local change = X.pace_change(run, past)
  if change and change <= -0.03 then
    f:evidence("pace", change, say("context.pace",
      { percent = 100 * change }), "share")
  end
end

-- Days since the diary last said so of `what`; nil: not in the last days.
function X.days_since(what, past, days)
  for _, day in ipairs(past:diary(days + 1)) do
    if day[what] then return day.days_ago end
  end
end

-- P8, D15, T6
function X.ill_days(past, days)
  return X.days_since("ill", past, days)
end

-- The first of these rules that found something in this run.
function X.first_found(run, ids)
  for _, id in ipairs(ids) do
    if run:said(id).status == "found" then return id end
  end
end

-- P9: how much of a rise of heart rate the warmth accounts for, at 1 bpm for
-- every degree above this runner's usual (Jenkins 2022). Share, degrees above.
function X.heat(run, rise_bpm)
  local t = run.temperature_c and run:mean { of = "temperature_c", from = 5 }
  if not t or not t.usual or t.value < 15 or rise_bpm <= 0 then return nil end
  return math.max(0, t.change) / rise_bpm, t
end

-- P13, S8, D1, D2: how many of the last ten runs were found or said heavy,
-- this one not counted.
function X.lately(past)
  local n, heavy = 0, 0
  for _, run in ipairs(past:last(9)) do
    n = n + 1
    if run.found or (run.report and run.report.is_heavy) then
      heavy = heavy + 1
    end
  end
  return heavy, n
end

-- P13, D1, D20, K13: one heavy run now and then belongs to training.
function X.is_occasional(past)
  return X.lately(past) <= 1
end

return X
