-- SPDX-License-Identifier: MIT
--
-- The little that drawing needs: scales, round ticks, lines with gaps, and the
-- marks that say how a run stands by their shape.

local W = use "words"

local C = {}

-- A linear scale: C.scale(from, to, a, b)(from) is a.
function C.scale(from, to, a, b)
  local k = to > from and (b - a) / (to - from) or 0
  return function(x) return a + (x - from) * k end
end

-- About `n` round values within from .. to.
function C.ticks(from, to, n)
  local rough, step = (to - from) / n, 1
  if rough <= 0 then return { from } end
  while step < rough do step = step * 10 end
  while step >= rough * 10 do step = step / 10 end
  if step / 5 >= rough then step = step / 5
  elseif step / 2 >= rough then step = step / 2 end
  local list = {}
  for k = math.ceil(from / step), math.floor(to / step) do
    list[#list + 1] = k * step
  end
  return list
end

-- Smallest and largest of what get() gives; nil for none.
function C.range(list, get)
  local low, high
  for _, item in ipairs(list) do
    local v = get(item)
    if v then
      low, high = math.min(low or v, v), math.max(high or v, v)
    end
  end
  return low, high
end

-- The value below which `share` of the list lies.
function C.quantile(list, get, share)
  local v = {}
  for _, item in ipairs(list) do
    local x = get(item)
    if x then v[#v + 1] = x end
  end
  table.sort(v)
  if #v == 0 then return nil end
  return v[math.max(1, math.min(#v, math.ceil(share * #v)))]
end

-- Points to one <path>; it begins anew behind a point without y. Texts are
-- limited, so long lines are several paths.
function C.line(class, list, x, y)
  local part, n, pen = "", 0, "M"
  local function flush()
    if n > 1 then put("path", { class = class, d = part }) end
    part, n, pen = "", 0, "M"
  end
  for _, item in ipairs(list) do
    local v = y(item)
    if v then
      local at = fmt("%s%.1f %.1f", pen, x(item), v)
      part, n, pen = part .. at, n + 1, "L"
      if n == 60 then
        flush()
        part, n, pen = "M" .. at:sub(2), 1, "L"
      end
    else
      flush()
    end
  end
  flush()
end

-- Between two lines, gap by gap.
function C.area(class, list, x, low, high)
  local run = {}
  local function flush()
    if #run > 1 then
      local d = ""
      for i, p in ipairs(run) do
        d = d .. fmt(i == 1 and "M%.1f %.1f" or "L%.1f %.1f", p[1], p[3])
      end
      for i = #run, 1, -1 do
        d = d .. fmt("L%.1f %.1f", run[i][1], run[i][2])
      end
      put("path", { class = class, d = d .. "Z" })
    end
    run = { run[#run] }
  end
  for _, item in ipairs(list) do
    local a, b = low(item), high(item)
    if a and b then
      run[#run + 1] = { x(item), a, b }
      if #run == 60 then flush() end
    else
      flush()
      run = {}
    end
  end
  flush()
end

function C.rule(class, x1, y1, x2, y2)
  put("line", { class = class, x1 = x1, y1 = y1, x2 = x2, y2 = y2 })
end
function C.label(class, x, y, anchor, s)
  put("text", { class = class, x = x, y = y, ["text-anchor"] = anchor }, s)
end

-- Horizontal rules with their values at the left.
function C.left_axis(ticks, y, left, right, show)
  for _, v in ipairs(ticks) do
    C.rule("grid", left, y(v), right, y(v))
    C.label("tick", left - 6, y(v) + 3.5, "end", show(v))
  end
end

-- ---- marks -------------------------------------------------------------

-- Why a run was not judged, in five shapes.
local shapes = {
  history = "learning", little_past = "learning",
  not_steady = "unsteady", short = "short",
  no_heart_rate = "pulse", heart_rate_coverage = "pulse", no_speed = "pulse",
}
function C.shape(mark)
  if mark.state ~= "not_judged" then return mark.state end
  return shapes[mark.reason] or "other"
end

-- All shapes in the order of a legend.
C.shapes = { "reported", "found", "clear", "learning", "unsteady", "short",
  "pulse", "other" }

local function polygon(class, points)
  put("polygon", { class = class, points = points })
end

-- Half as wide as `r` says; x, y is the middle.
function C.draw(shape, x, y, r)
  local class = "m " .. shape
  if shape == "reported" then
    put("rect", { class = class, x = x - r, y = y - r, width = 2 * r,
      height = 2 * r, rx = r / 4 })
  elseif shape == "found" then
    polygon(class, fmt("%.1f,%.1f %.1f,%.1f %.1f,%.1f", x, y - 1.2 * r,
      x + 1.15 * r, y + 0.85 * r, x - 1.15 * r, y + 0.85 * r))
  elseif shape == "clear" then
    put("circle", { class = class, cx = x, cy = y, r = 0.62 * r })
  elseif shape == "learning" then
    put("circle", { class = class, cx = x, cy = y, r = 0.62 * r })
  elseif shape == "unsteady" then
    polygon(class, fmt("%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f", x,
      y - 0.9 * r, x + 0.9 * r, y, x, y + 0.9 * r, x - 0.9 * r, y))
  elseif shape == "short" then
    C.rule(class, x - 0.7 * r, y, x + 0.7 * r, y)
  elseif shape == "pulse" then
    polygon(class, fmt("%.1f,%.1f %.1f,%.1f %.1f,%.1f", x - 0.9 * r,
      y - 0.65 * r, x + 0.9 * r, y - 0.65 * r, x, y + 0.9 * r))
  else
    put("path", { class = class, d = fmt("M%.1f %.1fL%.1f %.1fM%.1f %.1f" ..
      "L%.1f %.1f", x - 0.6 * r, y - 0.6 * r, x + 0.6 * r, y + 0.6 * r,
      x - 0.6 * r, y + 0.6 * r, x + 0.6 * r, y - 0.6 * r) })
  end
end

-- In words: "found", "not judged: not a steady run".
function C.stands(mark)
  if mark.finding then return mark.finding .. " (" ..
    W.basis(mark.basis) .. ")" end
  local state = W.name("page.state", mark.state)
  if not mark.reason or mark.state == "reported" then return state end
  local why = say("reason." .. mark.reason, { n = "…", needed = "…" })
  if mark.reason == "history" then why = W.say "page.learning" end
  return state .. ": " .. (why or mark.reason)
end

-- With what a pointer shows over it.
function C.mark(mark, x, y, r)
  open("g", { class = "mark" })
  put("title", nil, W.day(mark.day) .. ", " .. W.distance(mark.distance_m) ..
    " " .. W.unit() .. ": " .. C.stands(mark))
  C.draw(C.shape(mark), x, y, r)
  close "g"
end

-- The shapes that occur, with their names and how many there are.
function C.legend(marks)
  local count = {}
  for _, mark in ipairs(marks) do
    local s = C.shape(mark)
    count[s] = (count[s] or 0) + 1
  end
  open("ul", { class = "legend" })
  for _, shape in ipairs(C.shapes) do
    if count[shape] then
      open "li"
      open("svg", { viewBox = "0 0 16 16", width = 16, height = 16,
        ["aria-hidden"] = "true" })
      C.draw(shape, 8, 8, 6)
      close "svg"
      put("span", nil, W.name("page.shape", shape))
      put("span", { class = "count" }, count[shape])
      close "li"
    end
  end
  close "ul"
end

return C
