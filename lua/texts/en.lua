-- SPDX-License-Identifier: MIT
--
-- Everything that heavylegs says to a runner, by id. Rules name ids and give
-- the values for {places}; {bpm:+0} is a number with its sign and no decimals.
-- Patterns, not diagnoses (K1), no verdict on fitness (K2), nothing of iron
-- (K7): see `heavylegs rules lint`.

return {
  -- The annotation, line by line.
  ["line.title"] = "{title} ({basis}).",
  ["line.consistent"] = "Most consistent with: {causes}.",
  ["line.also"] = "Also possible: {causes}.",
  ["line.against"] = "Little speaks for: {causes}.",
  ["line.not_recorded"] = "Not recorded: {things}.",

  ["basis.reported"] = "reported",
  ["basis.agree"] = "reported, data agree",
  ["basis.do_not_show"] = "reported, data do not show it",
  ["basis.data_only"] = "data only",

  -- Titles: "heavy" only where the runner said so.
  ["heavy.start"] = "Heavy legs at the start",
  ["heavy.midway"] = "Heavy legs midway",
  ["heavy.late"] = "Heavy legs late in the run",
  ["heavy.entire"] = "Heavy legs from start to finish",
  ["heavy.multi_day"] = "Heavy legs over several days",
  ["heavy.worsening"] = "Legs heavier from week to week",
  ["heavy.none"] = "Heavy legs, without saying when",
  ["heavy.start_eased"] = "Heavy legs at the start, then easing",
  ["harder.start"] = "Harder than usual at the start",
  ["harder.midway"] = "Harder than usual midway",
  ["harder.entire"] = "Harder than usual from start to finish",
  ["harder.multi_day"] = "Harder than usual over several runs",
  ["harder.worsening"] = "Harder from week to week",
  ["harder.none"] = "Something unusual",

  -- Evidence: own comparison and rarity beside every figure.
  ["evidence.start"] =
    "heart rate at this pace {bpm:+0} bpm in minutes {from:0} to {to:0} "
    .. "beside your own last {n} runs (about 1 in {one_in})",
  ["evidence.midway"] =
    "heart rate at this pace {bpm:+0} bpm after minute {from:0} beside your "
    .. "own last {n} runs (about 1 in {one_in})",
  ["evidence.entire"] =
    "heart rate at this pace {bpm:+0} bpm over the whole run beside your own "
    .. "last {n} runs (about 1 in {one_in})",
  ["evidence.multi_day"] =
    "heart rate at this pace {bpm:+0} bpm over your last five runs beside the "
    .. "ones before (about 1 in {one_in})",
  ["evidence.worsening"] =
    "heart rate at this pace {bpm:+0} bpm over four weeks (about 1 in "
    .. "{one_in})",
  ["evidence.not_shown"] =
    "heart rate at this pace shows no clear change there ({bpm:+0} bpm; here "
    .. "less than {detectable:+0} bpm usually goes unseen)",
  ["evidence.not_shown_at_all"] =
    "heart rate at this pace shows no clear change there ({bpm:+0} bpm)",
  ["evidence.no_look"] = "heart rate could not be looked at: {why}",
  ["evidence.share"] = "heavy in {heavy} of your last {n} runs with a report",
  ["evidence.first"] = "the first run that you reported on",
  ["evidence.row"] = "heavy in {row} runs in a row, this time {time};"
    .. " {heavy} of your last {n} with a report",
  ["evidence.row_said"] =
    "heavy in {row} runs in a row by your own count, this time {time}",
  ["evidence.weeks"] = "heavy in {heavy_1} of {n_1}, then {heavy_2} of {n_2},"
    .. " then {heavy_3} of {n_3} runs, week by week",
  ["evidence.strain"] = "{n} of sleep, mood, motivation and stress weigh on the"
    .. " last days as well",
  ["evidence.strain_unknown"] = "sleep, mood and motivation were not recorded;"
    .. " they decide how seriously to take this",
  ["evidence.elsewhere.start"] = "the data show something else: heart rate at"
    .. " this pace {bpm:+0} bpm at the start (about 1 in {one_in})",
  ["evidence.elsewhere.midway"] = "the data show something else: heart rate at"
    .. " this pace {bpm:+0} bpm midway (about 1 in {one_in})",
  ["evidence.elsewhere.entire"] = "the data show something else: heart rate at"
    .. " this pace {bpm:+0} bpm over the whole run (about 1 in {one_in})",
  ["evidence.not_felt"] = "you reported that your legs were not heavy",
  ["evidence.eased_same_pace"] = "it eased without a change of pace",
  ["evidence.eased_slower"] =
    "it eased while you ran slower ({percent:+0} % of speed)",
  ["evidence.eased_faster"] =
    "it eased although you ran faster ({percent:+0} % of speed)",

  -- Why a cause is named.
  ["why.warm_up"] = "first 10 min at {percent:0} % of your later pace",
  ["why.gap"] = "{hours:0} h after the last run",
  ["why.streak"] = "{days} days in a row with a run",
  ["why.sleep"] = "{hours:1} h of sleep",
  ["why.stress"] = "stress {stress} of 5",
  ["why.meal"] = "you noted the meal as {meal}",
  ["why.meal.ok"] = "you noted the meal as fine",
  ["why.meal.late"] = "you noted the meal as late",
  ["why.meal.none"] = "you noted that you had not eaten",
  ["why.meals"] = "on {n} of the last 7 days you noted a late or missed meal",
  ["why.early_after_hard"] =
    "an early start {hours:0} h after a hard run; what you ate is not known",
  ["why.long"] =
    "{minutes:0} min long; what was left cannot be measured in a recording",
  ["why.hard"] = "{hours:0} h after a hard run",
  ["why.together"] = "{n} of hard days, short sleep and stress together",
  ["why.runs"] = "{n} runs in the 14 days before, {usual:0} are usual",
  ["why.grey"] =
    "{percent:0} % of two weeks at 80 to 88 % of maximum, by heart rate",
  ["why.load"] = "the week's distance {percent:+0} % beside your usual",
  ["why.load_usual"] = "the week's distance is as usual ({percent:+0} %), and"
    .. " may still be more than has been absorbed",
  ["why.less_sleep"] = "three nights {hours:1} h under your usual",
  ["why.sleep_quality"] = "sleep {score} of 5",
  ["why.mood"] = "mood {mood} of 5",
  ["why.motivation"] = "motivation {motivation} of 5",
  ["why.warmed_up"] = "a warm-up was recorded just before",
  ["why.early"] = "an early start, at {hour:0} h",
  ["why.hour"] = "started at {hour:0} h",
  ["why.first_third"] = "first third at {percent:0} % of your later pace",
  ["why.temperature"] = "{temperature:0} degrees on the device",
  ["why.ill"] = "you noted an illness {days} days before",
  ["why.resting_up"] = "resting heart rate is above your usual {usual:0} on two"
    .. " days: were you ill?",
  ["why.travel"] = "you noted travel {days} days before",
  ["why.step"] =
    "steps {cm:+1} cm at this speed beside your own last {n} runs",
  ["why.longer"] = "longer, slower steps at the same speed in {n} runs of four"
    .. " weeks",
  ["why.shorter"] = "shorter, quicker steps at the same speed in {n} runs of"
    .. " four weeks",
  ["why.zone"] = "local time moved by {hours:+0} h",
  ["why.lock"] =
    "for {percent:0} % of the run heart rate followed your cadence",
  ["why.heart_alone"] = "heart rate was up, the effort you gave was as usual",

  -- Causes.
  ["cause.stiffness"] = "stiffness",
  ["cause.low_readiness"] = "low readiness",
  ["cause.short_warm_up"] = "a quick start",
  ["cause.residual_fatigue"] = "work still in the legs",
  ["cause.poor_sleep"] = "short sleep",
  ["cause.fuel_timing"] = "when you ate",
  ["cause.low_fuel"] = "little fuel left",
  ["cause.pacing"] = "a pace slightly too high early on",
  ["cause.warmth"] = "warm conditions",
  ["cause.load"] = "more running than has been absorbed so far",
  ["cause.more_runs"] = "more runs without more rest",
  ["cause.moderate_runs"] = "many moderate runs in a row",
  ["cause.life_stress"] = "stress outside running",
  ["cause.illness"] = "a recent illness",
  ["cause.travel"] = "recent travel",
  ["cause.movement"] = "a change in how you move",
  ["cause.cold"] = "cold weather",
  ["cause.sensor"] = "the heart-rate sensor",
  ["cause.repeated_days"] = "several days of running in a row",
  ["cause.fuelling"] = "eating less than the days asked for",
  ["cause.underfuelling"] = "eating too little over a long time",
  ["cause.mental_load"] = "mood and motivation",
  ["cause.imbalance"] = "strength that differs from side to side",
  ["cause.mobility"] = "less mobility",

  -- One small thing to do.
  ["advice.start_slower"] =
    "If you like: run the first 10 to 15 minutes of the next easy run slower.",
  ["advice.keep_easy_as_planned"] =
    "It eased, so go on as planned, at an honest easy effort.",
  ["advice.go_on"] = "One heavy run is normal: go on as planned.",
  ["advice.ease_or_shorten"] =
    "If it comes back: ease the pace or shorten the run, without stopping it.",
  ["advice.easy_day"] = "If you like: make the next run a truly easy one.",
  ["advice.one_run_fewer"] =
    "If it goes on: one run fewer this week, or one truly easy day.",
  ["advice.plan_fuel"] = "For long runs: plan what you eat before and during.",
  ["advice.look_at_movement"] =
    "If it lasts: look at how you move rather than resting more.",
  ["advice.wait"] = "Give it a week or two before reading anything into it.",
  ["advice.change_load"] = "Legs, sleep and mood together: one run fewer this"
    .. " week or one truly easy day, and steadier sleep; keep easy runs easy.",
  ["advice.easing"] =
    "It is easing: leave things as they are and look again on {in_7}.",
  ["advice.over"] = "Two quiet runs in a row end it; go on as planned.",
  ["advice.usual"] = "It has become what is usual lately; look at the week as a"
    .. " whole on {in_7}.",
  ["advice.wait_warm"] = "On warm days a slower pace at the same effort is the"
    .. " easy one.",
  ["advice.wait_ill"] = "Give it a week or two after the illness, and go by"
    .. " effort until then.",
  ["advice.look_again"] = "Look again on {in_7} and {in_14}.",
  ["advice.look_again_21"] = "Look again on {in_21} and {in_28}.",
  ["advice.professional"] = "Your legs stay heavy and you recorded unusual"
    .. " fatigue. This is worth discussing with a doctor or another qualified"
    .. " professional.",
  ["advice.say_how"] =
    "How did your legs feel? heavylegs report says it for this run.",

  -- What stands beside a pattern.
  ["trend.few"] = "the trend of four weeks cannot be told: too few steady runs",
  ["trend.unknown"] = "the trend cannot be told: over four weeks the same pace"
    .. " costs {low:+0} to {high:+0} %",
  ["trend.stable"] = "trend stable: over four weeks the same pace costs"
    .. " {low:+1} to {high:+1} %",
  ["trend.rising"] = "over four weeks the same pace has come to cost more"
    .. " ({low:+0} to {high:+0} %)",
  ["trend.falling"] = "over four weeks the same pace has come to cost less"
    .. " ({low:+0} to {high:+0} %)",
  ["joint.general"] = "harder than usual for heart and legs alike",
  ["joint.legs"] = "effort up, heart rate as usual",
  ["joint.low_heart"] = "effort up while heart rate is lower than usual: seen"
    .. " when training has outrun recovery, so not read as fitness",
  ["joint.heart"] =
    "heart rate up, effort as usual: look at conditions and the sensor",
  ["joint.easy"] = "heart rate lower than usual, effort as usual",
  ["context.sore"] =
    "you noted soreness {soreness} of 5, which is another thing than heaviness",
  ["context.ill"] = "you noted an illness {days} days before; legs may stay"
    .. " flat for a week or two after it",
  ["rest.said_better"] = "after a rest day your legs were no longer heavy"
    .. " {fine} of {n} times: sleep and meals then are worth a look",
  ["rest.said_same"] = "a single rest day helped {fine} of {n} times",
  ["rest.better"] = "the first runs after a rest day came out {bpm:+0} bpm"
    .. " beside the two before ({n} times)",
  ["rest.same"] = "a single rest day made little difference so far ({bpm:+0}"
    .. " bpm, {n} times)",

  ["context.strain"] = "{n} of sleep, mood, motivation and stress weighed on"
    .. " the last seven days",
  ["context.pace"] = "over your last runs you ran {percent:+0} % of speed"
    .. " beside those before",

  -- What rules beside the five patterns say.
  ["title.heat"] = "Harder than usual, explained by conditions",
  ["title.illness"] = "Harder than usual, not long after an illness",
  ["title.late"] = "Harder than usual late in a long run",
  ["title.settle"] = "Later to settle than usual",
  ["title.effort.low_heart"] =
    "Effort up while heart rate is lower than usual",
  ["title.effort.legs"] = "Effort up, heart rate as usual",
  ["evidence.heat"] =
    "heart rate at this pace {bpm:+0} bpm beside your own past"
    .. " (about 1 in {one_in})",
  ["evidence.warmer"] = "{temperature:0} degrees on the device, {change:+0}"
    .. " beside your usual",
  ["evidence.onset"] = "it rose from about minute {at:0}; in your {n} long runs"
    .. " before, about minute {usual:0}",
  ["evidence.onset_alone"] = "it rose from about minute {at:0}; not enough long"
    .. " runs yet to know your usual",
  ["evidence.fade"] = "speed in the last quarter {percent:+0} %",
  ["evidence.effort"] =
    "what you rated lies further above your heart rate than"
    .. " in most of your {n} rated runs (about 1 in {one_in})",
  ["context.contact"] = "ground contact {change:+0} ms beside your own last {n}"
    .. " runs",
  ["reason.not_long"] = "not a long run",

  -- Episodes: several days, week to week.
  ["episode.title"] = "{what}: {phase}",
  ["episode.easing"] = "easing",
  ["episode.unchanged"] = "unchanged",
  ["episode.worse"] = "more than before",
  ["episode.over"] = "over after {runs} runs",
  ["episode.usual"] = "no longer stands out after {runs} runs",
  ["evidence.episode"] = "heart rate at this pace {bpm:+0} bpm now, {first:+0}"
    .. " bpm when it began {days} days ago",
  ["reason.episode_open"] =
    "goes on: day {day} of what was found before, {runs} runs",

  -- What was not recorded.
  ["thing.diary.sleep_h"] = "sleep",
  ["thing.diary.sleep_quality"] = "how you slept",
  ["thing.diary.resting_bpm"] = "resting heart rate",
  ["thing.diary.hrv_ms"] = "heart-rate variability",
  ["thing.diary.weight_kg"] = "weight",
  ["thing.diary.stress"] = "stress",
  ["thing.diary.mood"] = "mood",
  ["thing.diary.motivation"] = "motivation",
  ["thing.diary.soreness"] = "soreness",
  ["thing.diary.fatigue"] = "fatigue",
  ["thing.diary.meal"] = "food",
  ["thing.diary.ill"] = "illness",
  ["thing.diary.travel"] = "travel",
  ["thing.report.heavy"] = "when your legs were heavy",
  ["thing.report.eased"] = "whether it eased",
  ["thing.report.legs"] = "how your legs felt",
  ["thing.report.rpe"] = "effort",
  ["thing.report.feel"] = "how you felt",
  ["thing.report.words"] = "a note",
  ["thing.run.report"] = "how your legs felt",
  ["thing.run.hour"] = "local time",
  ["thing.run.heart_rate_bpm"] = "heart rate",
  ["thing.run.speed_mps"] = "speed",
  ["thing.run.grade"] = "hills",
  ["thing.run.gas_mps"] = "speed",
  ["thing.run.cadence_spm"] = "cadence",
  ["thing.run.step_length_m"] = "step length",
  ["thing.run.power_w"] = "power",
  ["thing.run.contact_ms"] = "ground contact",
  ["thing.run.oscillation_mm"] = "vertical movement",
  ["thing.run.temperature_c"] = "temperature",
  ["thing.weather"] = "weather",
  ["thing.splits"] = "splits",

  -- Why something could not be looked at.
  ["reason.not_a_run"] = "not a run",
  ["reason.duplicate"] = "a second recording of the same run",
  ["reason.no_speed"] = "neither distance nor speed was recorded",
  ["reason.no_heart_rate"] = "no heart rate was recorded",
  ["reason.short"] = "under 15 minutes of running",
  ["reason.long"] = "over 6 hours",
  ["reason.heart_rate_coverage"] = "heart rate is missing for over a fifth",
  ["reason.quality"] = "over half of the recording is doubtful",
  ["reason.not_steady"] = "not a steady run",
  ["reason.window"] = "too little of that part of the run can be used",
  ["reason.history"] = "learning: {n} of {needed} steady runs",
  ["reason.little_past"] = "too few steady runs to compare with yet",
  ["reason.too_few_runs_lately"] = "fewer than 8 steady runs in four weeks",
  ["reason.faster_than_usual"] = "much faster than usual",
  ["reason.unlike_own_past"] =
    "unlike anything before: another runner or sensor",
  ["reason.late_sensor"] =
    "the sensor had not found the pulse in that part of the run",
  ["reason.not_recorded"] = "not recorded: {thing}",
  ["reason.no_illness"] = "no illness was recorded",
  ["reason.no_report"] = "nothing was reported",
  ["reason.off"] = "switched off",

  -- `heavylegs list`.
  ["list.run"] = "run",
  ["list.started"] = "started",
  ["list.km"] = "km",
  ["list.miles"] = "mi",
  ["list.minutes"] = "min",
  ["list.said"] = "said",
  ["list.athlete"] = "athlete",
  ["list.found"] = "found",
  ["list.said.no"] = "no",
  ["list.said.start"] = "start",
  ["list.said.mid"] = "mid",
  ["list.said.late"] = "late",
  ["list.said.all"] = "all",
  ["list.note"] = "from your note?: \"{words}\"",
  ["list.not_a_run"] = "not a run",
  ["list.not_judged"] = "not judged yet",
  ["list.duplicate"] = "second recording of run {run}",
  ["list.none"] = "No run to show.",
  ["list.more"] =
    "`heavylegs explain RUN` tells more; \"-\": judged, nothing unusual",

  -- One run explained: `heavylegs explain RUN`.
  ["explain.run"] = "Run {run}, {started}: {distance} {unit} in {minutes} min"
    .. " ({source}).",
  ["explain.zone_assumed"] = "Local time is assumed from this machine; the"
    .. " setting timezone says it for certain.",
  ["explain.zone_unknown"] = "The local time is not known; days are UTC.",
  ["explain.said"] = "You said: {said} ({source}).",
  ["explain.said_maybe"] = "From your note? {said}.",
  ["explain.confirm"] = "It counts once you say so: heavylegs report {run}"
    .. " --confirm, or --heavy with what is right.",
  ["explain.said_nothing"] = "You said nothing about your legs.",
  ["explain.compared"] = "Compared with {n} earlier steady runs of yours.",
  ["explain.not_compared"] = "Not compared with other runs",
  ["explain.score"] = "{part}: heart rate at this pace {bpm:+1} bpm beside"
    .. " your own last {n} runs (about 1 in {one_in}; ordinary variation"
    .. " {scale} bpm; score {score}, found from {threshold}).",
  ["explain.score_usual"] = "{part}: heart rate at this pace {bpm:+1} bpm"
    .. " beside your own last {n} runs (nothing rare; ordinary variation"
    .. " {scale} bpm; score {score}, found from {threshold}).",
  ["explain.numbers"] = "  Minutes {from} to {to}: {value} bpm, usually"
    .. " {usual}; z {z}; scores from each angle {angles}; {quality}.",
  ["explain.numbers_several"] = "  {value} bpm, usually {usual}; z {z};"
    .. " scores from each angle {angles}.",
  ["explain.smallest"] = "  Smallest change seen half of the time: {bpm} bpm,"
    .. " or {seconds} s per {unit}; that is {percent} % of efficiency, with a"
    .. " resting heart rate of {rest} bpm assumed.",
  ["explain.smallest_none"] = "  No change of any size would have been found.",
  ["quality.none"] = "nothing to be used",
  ["quality.poor"] = "little of it can be used",
  ["quality.fair"] = "some of it cannot be used",
  ["quality.good"] = "well recorded",
  ["explain.share"] =
    "Heavy in {heavy} of your last {n} runs with a report.",
  ["explain.detectable"] = "What this run could have shown: in your data less"
    .. " than about {changes} usually goes unseen; heaviness that changes"
    .. " neither heart rate nor pace cannot be seen.",
  ["explain.undetectable"] = "In this run no change of heart rate could have"
    .. " been seen: what you say of your legs is all that counts.",
  ["explain.unseen"] = "Heaviness that changes neither heart rate nor pace"
    .. " cannot be seen in a recording.",
  ["seen.start"] = "{bpm:+0} bpm at the start",
  ["seen.midway"] = "{bpm:+0} bpm midway",
  ["seen.entire"] = "{bpm:+0} bpm ({percent} % of pace) over a whole run",
  ["seen.multi_day"] = "{bpm:+0} bpm over five runs",
  ["seen.worsening"] = "{bpm:+0} bpm over four weeks",
  ["record.evidence"] = "Beside that: {list}.",
  ["record.supports"] = "Other causes that fit: {list}.",
  ["record.against"] = "Causes that little speaks for: {list}.",
  ["record.not_recorded"] = "Causes that cannot be told, for want of a record:"
    .. " {list}.",
  ["record.not_measurable"] = "Not measurable here: {list}.",
  ["explain.no_finding"] = "No unusual pattern in what could be looked at.",
  ["explain.verdict"] = "You {verdict}.",
  ["explain.not_judged"] = "Not judged yet: `heavylegs annotate` does it.",
  ["explain.stale"] = "Something changed since: `heavylegs annotate` judges"
    .. " it again.",

  -- Never reworded by a coach's file, never switched off.
  ["safety.urgent"] = "Chest pain, fainting, breathlessness out of proportion,"
    .. " palpitations, swelling or pain in one calf, dark urine or fever: seek"
    .. " medical help, do not wait for software.",

  -- `heavylegs today`: what was said, without any recording.
  ["today.ask_when"] =
    "When were your legs heavy: no, start, mid, late or all?",
  ["today.ask_runs"] =
    "How many heavy runs in a row now, this one counted?",
  ["today.ask_sleep"] =
    "Hours of sleep, and mood from 1 low to 5 high (\"6.5 3\")?",
  ["today.ask_rest"] = "Any of these: late (ate late), none (nothing eaten),"
    .. " ill, sore, unusual (fatigue)? Else no:",
  ["today.noted"] = "Noted for {day}; the run of that day gets it when it"
    .. " arrives. Patterns, not diagnoses.",
  ["today.noted_run"] =
    "Noted for {day}, run {run}. Patterns, not diagnoses.",
  ["today.title"] = "{title} (reported).",
  ["today.not_heavy"] = "Legs not heavy",
  ["today.as_planned"] = "Go on as planned.",
  ["today.occasional"] = "One or two heavy runs now and then belong to"
    .. " training; how often counts more than one day.",
  ["today.change_load"] = "Legs, sleep and mood together: one run fewer this"
    .. " week or one truly easy day, and steadier sleep; keep easy runs easy.",
  ["today.sore"] = "Sore is another thing than heavy: read the two apart.",
  ["today.look_again"] = "Look again on {date}.",

  ["time.start"] = "at the start",
  ["time.start_eased"] = "at the start, then easing",
  ["time.mid"] = "midway",
  ["time.late"] = "late in the run",
  ["time.all"] = "from start to finish",
  ["time.none"] = "without saying when",

  ["part.start"] = "At the start",
  ["part.midway"] = "Midway",
  ["part.entire"] = "From start to finish",
  ["part.multi_day"] = "Over the last five runs",
  ["part.worsening"] = "Over four weeks",
  ["said.heavy.no"] = "legs not heavy",
  ["said.heavy.start"] = "legs heavy at the start",
  ["said.heavy.mid"] = "legs heavy midway",
  ["said.heavy.late"] = "legs heavy late",
  ["said.heavy.all"] = "legs heavy from start to finish",
  ["said.eased"] = "it eased",
  ["said.not_eased"] = "it did not ease",
  ["said.legs"] = "legs {score} of 5",
  ["said.rpe"] = "effort {score} of 10",
  ["said.feel"] = "feeling {score} of 5",
  ["source.command"] = "told to heavylegs",
  ["source.tag"] = "a tag",
  ["source.file"] = "in the file",
  ["source.note"] = "a note",
  ["status.found"] = "found",
  ["status.clear"] = "nothing unusual",
  ["status.suppressed"] = "set aside",
  ["status.abstained"] = "could not look",
  ["status.error"] = "the rule failed",
  ["verdict.agree"] = "agree",
  ["verdict.disagree"] = "disagree",
  ["reason.sensor_dip"] = "looks like the sensor, not the legs",
  ["reason.budget"] = "the budget of unasked findings is used up",

  -- Pages to look at: `heavylegs page`.
  ["page.purpose"] =
    "Patterns beside this runner's own past, and what was not "
    .. "recorded. They say nothing about health, and no finding is no "
    .. "reassurance.",
  ["page.made"] =
    "Made by heavylegs {version} from its own tables; nothing on this "
    .. "page loads or sends anything.",
  ["page.numbers"] = "The numbers",
  ["page.day"] = "{day} {month}",
  ["page.date"] = "{day} {month} {year}",
  ["page.span"] = "{from} to {to}",
  ["page.learning"] = "still learning what is usual",
  ["page.state.reported"] = "reported heavy",
  ["page.state.found"] = "data only",
  ["page.state.clear"] = "nothing unusual",
  ["page.state.not_judged"] = "not judged",
  ["page.shape.reported"] = "reported heavy",
  ["page.shape.found"] = "unusual in the data only",
  ["page.shape.clear"] = "nothing unusual",
  ["page.shape.learning"] = "not judged: still learning",
  ["page.shape.unsteady"] = "not judged: not a steady run",
  ["page.shape.short"] = "not judged: under 15 minutes",
  ["page.shape.pulse"] = "not judged: heart rate missing",
  ["page.shape.other"] = "not judged: another reason",
  ["page.run"] = "Run {run}",
  ["page.you_said"] = "What you said",
  ["page.unconfirmed"] =
    "Read in a note and not confirmed yet, so it does not count.",
  ["page.evidence"] = "Evidence",
  ["page.causes_for"] = "Most consistent with",
  ["page.causes_against"] = "Speaks against",
  ["page.not_recorded"] = "Not recorded",
  ["page.advice"] = "One small thing",
  ["page.verdict"] = "Your verdict",
  ["page.nothing"] = "Nothing stands for this run",
  ["page.not_judged"] = "Not judged from the recording: {why}.",
  ["page.beside_usual"] =
    "Heart rate beside what is usual for you at that pace",
  ["page.key_pulse"] = "this run",
  ["page.key_band"] = "8 in 10 of your last {n} runs, at this pace and minute",
  ["page.key_stretch"] =
    "minutes {from:0} to {to:0}: what the finding is about",
  ["page.no_band"] =
    "Your own band appears after 20 earlier steady runs; so far there "
    .. "are {n}.",
  ["page.none_looked"] = "Nothing could be compared: {why}.",
  ["page.band_ends"] =
    "The band ends where fewer than 20 of these runs went on.",
  ["page.earlier"] = "{n} earlier ones",
  ["page.pulse_panel"] = "heart rate, bpm",
  ["page.pace_panel"] = "pace, {unit}",
  ["page.grade_panel"] = "grade, %",
  ["page.moving_minutes"] = "minutes of running",
  ["page.minute"] = "minute",
  ["page.pulse"] = "bpm",
  ["page.usual"] = "usual",
  ["page.range"] = "8 in 10",
  ["page.grade"] = "grade %",
  ["page.looked"] = "What was looked at",
  ["page.where"] = "where",
  ["page.beside_past"] = "beside your past",
  ["page.rarity"] = "how rare",
  ["page.not_rare"] = "nothing rare",
  ["page.one_in"] = "about 1 in {one_in}",
  ["page.smallest"] = "goes unseen below",
  ["page.smallest_help"] =
    "Half of all changes of the size in the last column would go unseen "
    .. "in these data; the share is of pace.",
  ["page.rules"] = "How every rule stands",
  ["page.rules_n"] = "{n} rules",
  ["page.rule"] = "rule",
  ["page.stands"] = "how it stands",
  ["page.why"] = "why",
  ["page.diary_day"] = "The diary of that day",
  ["page.diary.note"] = "note",
  ["page.what"] = "what",
  ["page.value"] = "value",
  ["page.season"] = "Season",
  ["page.season_line"] =
    "{runs} runs: {reported} reported heavy, {found} unusual in the "
    .. "data only, {clear} with nothing unusual, {not_judged} not judged.",
  ["page.last"] = "The last {n} runs",
  ["page.last_label"] =
    "{n} runs, oldest first, {heavy} of them reported heavy",
  ["page.last_heavy"] =
    "{heavy} of {n} reported heavy; you said how the legs felt after "
    .. "{said}.",
  ["page.last_unsaid"] = "Nothing was said about the legs after any of them.",
  ["page.calendar"] = "Every run",
  ["page.month"] = "{month}: {n} runs, {heavy} reported heavy",
  ["page.day_of"] = "day",
  ["page.moving"] = "moving",
  ["page.effort_short"] = "beside usual, bpm",
  ["page.found"] = "Reported and found",
  ["page.found_help"] =
    "`heavylegs page NUMBER` shows one of them minute by minute.",
  ["page.on"] = "on what basis",
  ["page.distance"] = "distance",
  ["page.number"] = "run",
  ["page.effort"] = "Effort beside usual",
  ["page.effort_panel"] = "bpm more or less than usual at that pace",
  ["page.effort_help"] =
    "Each mark is a whole run; 8 in 10 ordinary runs lie within the "
    .. "band. One run outside says little.",
  ["page.no_effort"] =
    "This needs 20 steady runs with heart rate to compare with.",
  ["page.weeks"] = "Load and runs week by week",
  ["page.load_panel"] = "training load",
  ["page.runs_panel"] = "runs",
  ["page.week_of"] = "week of {day}: load {load}, {runs} runs",
  ["page.week"] = "week of",
  ["page.runs"] = "runs",
  ["page.load"] = "load",
  ["page.load_help"] =
    "Load after Banister, from heart rate over all activities: context, "
    .. "never a cause by itself.",
  ["page.load_guess"] =
    "The pale part had no heart rate and counts its minutes.",
  ["page.episodes"] = "Over several days or weeks",
  ["page.no_episodes"] =
    "No finding over several days or from week to week in this time.",
  ["page.still_open"] = "still open",
  ["page.from"] = "from",
  ["page.to"] = "to",
  ["page.sleep_h"] = "Sleep, hours",
  ["page.rhr_bpm"] = "Resting heart rate, bpm",
  ["page.squad"] = "Squad",
  ["page.squad_to"] = "Four weeks to {day}",
  ["page.squad_line"] = "{n} athletes, {open} with something open.",
  ["page.athlete"] = "athlete",
  ["page.open_now"] = "open",
  ["page.recent"] = "last 28 days",
  ["page.heavy_of_ten"] = "reported heavy",
  ["page.latest"] = "latest finding",
  ["page.last_run"] = "last run",
  ["page.open_since"] = "{title}, since {since} (runs: {runs})",
  ["page.nothing_open"] = "nothing open",
  ["page.nameless"] = "without a name",
  ["page.unsaid"] = "nothing said",
  ["page.of"] = "{n} of {of}",
  ["page.strip_label"] = "{n} runs in 28 days",
  ["month.1"] = "January",
  ["month.2"] = "February",
  ["month.3"] = "March",
  ["month.4"] = "April",
  ["month.5"] = "May",
  ["month.6"] = "June",
  ["month.7"] = "July",
  ["month.8"] = "August",
  ["month.9"] = "September",
  ["month.10"] = "October",
  ["month.11"] = "November",
  ["month.12"] = "December",
  ["month_short.1"] = "Jan",
  ["month_short.2"] = "Feb",
  ["month_short.3"] = "Mar",
  ["month_short.4"] = "Apr",
  ["month_short.5"] = "May",
  ["month_short.6"] = "Jun",
  ["month_short.7"] = "Jul",
  ["month_short.8"] = "Aug",
  ["month_short.9"] = "Sep",
  ["month_short.10"] = "Oct",
  ["month_short.11"] = "Nov",
  ["month_short.12"] = "Dec",
  ["weekday.0"] = "Monday",
  ["weekday.1"] = "Tuesday",
  ["weekday.2"] = "Wednesday",
  ["weekday.3"] = "Thursday",
  ["weekday.4"] = "Friday",
  ["weekday.5"] = "Saturday",
  ["weekday.6"] = "Sunday",
  ["weekday_short.0"] = "Mo",
  ["weekday_short.1"] = "Tu",
  ["weekday_short.2"] = "We",
  ["weekday_short.3"] = "Th",
  ["weekday_short.4"] = "Fr",
  ["weekday_short.5"] = "Sa",
  ["weekday_short.6"] = "Su",
}
