-- SPDX-License-Identifier: MIT
--
-- The squad's thresholds. Stock rules stay as they are; their options move.

return {
  ["stock.start"] = { margin = 0.3, quick_start = 0.95 },
  ["stock.entire"] = { margin = 0.2, long_streak_days = 5 },
  ["squad.long_fade"] = { long_min = 80 },

  athletes = {
    ["Anna"] = {
      ["stock.start"] = { enabled = false }, -- warms up with her dog
    },
  },
}
