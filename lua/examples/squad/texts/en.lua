-- SPDX-License-Identifier: MIT
--
-- The squad's own wording, beside the stock texts.

return {
  ["title.long_fade"] = "Late climb in a long run",
  ["title.warm_day"] = "Harder than usual, on a warm day",
  ["evidence.long_fade"] =
    "heart rate at this pace {bpm:+0} bpm in the last third beside your own "
    .. "last {n} runs (about 1 in {one_in})",
  ["evidence.warm_day"] = "{value:0} degrees on the device",
}
