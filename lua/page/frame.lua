-- SPDX-License-Identifier: MIT
--
-- What every page has: head, foot, figures with their numbers, tables.

local W = use "words"

local F = {}

-- head: eyebrow, name, and lines of plain text below it.
function F.begin(data, name, eyebrow, lines)
  local whose = W.whose(data)
  title((whose and whose .. ": " or "") .. name)
  open("main", { class = "page " .. data.kind })
  open("header", { class = "head" })
  put("p", { class = "eyebrow" }, (whose and whose .. " · " or "") .. eyebrow)
  put("h1", nil, name)
  for _, line in ipairs(lines) do put("p", { class = "meta" }, line) end
  close "header"
end

function F.finish(data)
  open("footer", { class = "foot" })
  put("p", nil, W.say "page.purpose")
  put("p", nil, W.say("page.made", { version = data.version }))
  close "footer"
  close "main"
end

function F.section(name, class)
  open("section", { class = class or "part" })
  if name then put("h2", nil, name) end
end
function F.section_end() close "section" end

-- A text whose `commands` stand out.
function F.note(s)
  open("p", { class = "note" })
  local at, code = 1, false
  while at <= #s do
    local tick = s:find("`", at) or #s + 1
    local piece = s:sub(at, tick - 1)
    if code then put("code", nil, piece) else text(piece) end
    at, code = tick + 1, not code
  end
  close "p"
end

-- rows of cells; a cell is a text, a number or nil. align: "lrr".
function F.table(titles, align, rows, caption)
  open("div", { class = "scroll" })
  open "table"
  if caption then put("caption", nil, caption) end
  open "thead"
  open "tr"
  for i, t in ipairs(titles) do
    put("th", { scope = "col", class = align:sub(i, i) }, t)
  end
  close "tr"
  close "thead"
  open "tbody"
  for _, row in ipairs(rows) do
    open "tr"
    for i = 1, #titles do
      put("td", { class = align:sub(i, i) }, row[i] or "–")
    end
    close "tr"
  end
  close "tbody"
  close "table"
  close "div"
end

-- A table that opens at a touch. Printed it is open, but within a figure.
function F.folded(summary, titles, align, rows)
  open("details", { class = "numbers" })
  put("summary", nil, summary)
  F.table(titles, align, rows)
  close "details"
end

-- The numbers of a picture, for screen readers and for who wants them.
function F.numbers(titles, align, rows)
  F.folded(W.say "page.numbers", titles, align, rows)
end

-- A picture drawn twice: for a screen and for a phone. draw(width) writes into
-- an <svg> and says its height first: draw(width, begin).
local function drawn(class, width, label, draw)
  open("div", { class = class })
  draw(width, function(height)
    open("svg", { viewBox = fmt("0 0 %d %d", width, height), role = "img",
      width = width, height = height, ["aria-label"] = label })
  end)
  close "svg"
  close "div"
end

-- numbers: the arguments of F.numbers() as a table, or nil.
function F.figure(caption, label, draw, numbers)
  open "figure"
  if caption then put("figcaption", nil, caption) end
  drawn("wide", 720, label, draw)
  drawn("narrow", 350, label, draw)
  if numbers then F.numbers(numbers[1], numbers[2], numbers[3]) end
  close "figure"
end

return F
