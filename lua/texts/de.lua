-- SPDX-License-Identifier: MIT
--
-- German for what en.lua says, id by id with the same {places}: a test holds
-- the two files against each other. Muster, keine Diagnosen.

return {
  -- The annotation, line by line.
  ["line.title"] = "{title} ({basis}).",
  ["line.consistent"] = "Dazu passt am ehesten: {causes}.",
  ["line.also"] = "Auch möglich: {causes}.",
  ["line.against"] = "Wenig spricht für: {causes}.",
  ["line.not_recorded"] = "Nicht aufgezeichnet: {things}.",

  ["basis.reported"] = "gemeldet",
  ["basis.agree"] = "gemeldet, die Daten passen dazu",
  ["basis.do_not_show"] = "gemeldet, die Daten zeigen es nicht",
  ["basis.data_only"] = "nur aus den Daten",

  -- Titles: "schwer" only where the runner said so.
  ["heavy.start"] = "Schwere Beine am Anfang",
  ["heavy.midway"] = "Schwere Beine in der Mitte des Laufs",
  ["heavy.late"] = "Schwere Beine gegen Ende des Laufs",
  ["heavy.entire"] = "Schwere Beine von Anfang bis Ende",
  ["heavy.multi_day"] = "Schwere Beine über mehrere Tage",
  ["heavy.worsening"] = "Beine von Woche zu Woche schwerer",
  ["heavy.none"] = "Schwere Beine, ohne Angabe wann",
  ["heavy.start_eased"] = "Schwere Beine am Anfang, dann lockerer",
  ["harder.start"] = "Anstrengender als sonst am Anfang",
  ["harder.midway"] = "Anstrengender als sonst in der Mitte des Laufs",
  ["harder.entire"] = "Anstrengender als sonst von Anfang bis Ende",
  ["harder.multi_day"] = "Anstrengender als sonst über mehrere Läufe",
  ["harder.worsening"] = "Von Woche zu Woche anstrengender",
  ["harder.none"] = "Etwas Ungewöhnliches",

  -- Evidence: own comparison and rarity beside every figure.
  ["evidence.start"] =
    "Puls bei diesem Tempo {bpm:+0} bpm in Minute {from:0} bis {to:0}, "
    .. "verglichen mit deinen letzten {n} Läufen (etwa 1 von {one_in})",
  ["evidence.midway"] =
    "Puls bei diesem Tempo {bpm:+0} bpm nach Minute {from:0}, verglichen mit "
    .. "deinen letzten {n} Läufen (etwa 1 von {one_in})",
  ["evidence.entire"] =
    "Puls bei diesem Tempo {bpm:+0} bpm über den ganzen Lauf, verglichen mit "
    .. "deinen letzten {n} Läufen (etwa 1 von {one_in})",
  ["evidence.multi_day"] =
    "Puls bei diesem Tempo {bpm:+0} bpm in deinen letzten fünf Läufen, "
    .. "verglichen mit denen davor (etwa 1 von {one_in})",
  ["evidence.worsening"] =
    "Puls bei diesem Tempo {bpm:+0} bpm in vier Wochen (etwa 1 von {one_in})",
  ["evidence.not_shown"] =
    "der Puls bei diesem Tempo zeigt dort keine klare Änderung ({bpm:+0} bpm; "
    .. "weniger als {detectable:+0} bpm bleibt hier meist unsichtbar)",
  ["evidence.not_shown_at_all"] =
    "der Puls bei diesem Tempo zeigt dort keine klare Änderung ({bpm:+0} bpm)",
  ["evidence.no_look"] = "der Puls ließ sich nicht ansehen: {why}",
  ["evidence.share"] =
    "schwer in {heavy} deiner letzten {n} Läufe mit Meldung",
  ["evidence.first"] = "der erste Lauf, zu dem du etwas gemeldet hast",
  ["evidence.row"] = "schwer in {row} Läufen in Folge, diesmal {time};"
    .. " {heavy} deiner letzten {n} mit Meldung",
  ["evidence.row_said"] =
    "schwer in {row} Läufen in Folge nach deiner Zählung, diesmal {time}",
  ["evidence.weeks"] = "schwer in {heavy_1} von {n_1}, dann {heavy_2} von"
    .. " {n_2}, dann {heavy_3} von {n_3} Läufen, Woche für Woche",
  ["evidence.strain"] = "{n} von Schlaf, Stimmung, Motivation und Stress lasten"
    .. " auch auf den letzten Tagen",
  ["evidence.strain_unknown"] = "Schlaf, Stimmung und Motivation wurden nicht"
    .. " notiert; sie entscheiden, wie ernst das zu nehmen ist",
  ["evidence.elsewhere.start"] = "die Daten zeigen etwas anderes: Puls bei"
    .. " diesem Tempo {bpm:+0} bpm am Anfang (etwa 1 von {one_in})",
  ["evidence.elsewhere.midway"] = "die Daten zeigen etwas anderes: Puls bei"
    .. " diesem Tempo {bpm:+0} bpm in der Mitte (etwa 1 von {one_in})",
  ["evidence.elsewhere.entire"] = "die Daten zeigen etwas anderes: Puls bei"
    .. " diesem Tempo {bpm:+0} bpm über den ganzen Lauf (etwa 1 von {one_in})",
  ["evidence.not_felt"] = "du hast gemeldet, dass die Beine nicht schwer waren",
  ["evidence.eased_same_pace"] = "es wurde lockerer, bei gleichem Tempo",
  ["evidence.eased_slower"] =
    "es wurde lockerer, während du langsamer liefst ({percent:+0} % Tempo)",
  ["evidence.eased_faster"] =
    "es wurde lockerer, obwohl du schneller liefst ({percent:+0} % Tempo)",

  -- Why a cause is named.
  ["why.warm_up"] =
    "die ersten 10 min mit {percent:0} % deines späteren Tempos",
  ["why.gap"] = "{hours:0} h nach dem letzten Lauf",
  ["why.streak"] = "{days} Tage in Folge mit einem Lauf",
  ["why.sleep"] = "{hours:1} h Schlaf",
  ["why.meal"] = "du hast das Essen als {meal} notiert",
  ["why.stress"] = "Stress {stress} von 5",
  ["why.meal.ok"] = "du hast das Essen als gut notiert",
  ["why.meal.late"] = "du hast das Essen als spät notiert",
  ["why.meal.none"] = "du hast notiert, dass du nichts gegessen hattest",
  ["why.meals"] =
    "an {n} der letzten 7 Tage hast du spätes oder kein Essen notiert",
  ["why.early_after_hard"] = "früher Start {hours:0} h nach einem harten Lauf;"
    .. " was du gegessen hast, ist nicht bekannt",
  ["why.long"] = "{minutes:0} min lang; was noch da war, lässt sich in einer"
    .. " Aufzeichnung nicht messen",
  ["why.hard"] = "{hours:0} h nach einem harten Lauf",
  ["why.together"] =
    "{n} von harten Tagen, kurzem Schlaf und Stress kamen zusammen",
  ["why.runs"] = "{n} Läufe in den 14 Tagen davor, üblich sind {usual:0}",
  ["why.grey"] = "{percent:0} % von zwei Wochen bei 80 bis 88 % des Maximums,"
    .. " nach dem Puls",
  ["why.load"] =
    "die Strecke der Woche {percent:+0} % gegenüber deiner üblichen",
  ["why.load_usual"] = "die Strecke der Woche ist wie üblich ({percent:+0} %)"
    .. " und kann doch mehr sein, als verarbeitet ist",
  ["why.less_sleep"] = "drei Nächte {hours:1} h unter deinem üblichen Schlaf",
  ["why.sleep_quality"] = "Schlaf {score} von 5",
  ["why.mood"] = "Stimmung {mood} von 5",
  ["why.motivation"] = "Motivation {motivation} von 5",
  ["why.warmed_up"] = "kurz davor wurde ein Einlaufen aufgezeichnet",
  ["why.early"] = "ein früher Start um {hour:0} Uhr",
  ["why.hour"] = "Start um {hour:0} Uhr",
  ["why.first_third"] =
    "das erste Drittel mit {percent:0} % deines späteren Tempos",
  ["why.temperature"] = "{temperature:0} Grad am Gerät",
  ["why.ill"] = "du hast {days} Tage davor eine Krankheit notiert",
  ["why.resting_up"] = "der Ruhepuls lag an zwei Tagen über deinem üblichen"
    .. " von {usual:0}: warst du krank?",
  ["why.travel"] = "du hast {days} Tage davor eine Reise notiert",
  ["why.step"] = "Schritte {cm:+1} cm bei diesem Tempo, verglichen mit deinen"
    .. " letzten {n} Läufen",
  ["why.longer"] = "längere, langsamere Schritte bei gleichem Tempo in {n}"
    .. " Läufen von vier Wochen",
  ["why.shorter"] = "kürzere, schnellere Schritte bei gleichem Tempo in {n}"
    .. " Läufen von vier Wochen",
  ["why.zone"] = "die Ortszeit hat sich um {hours:+0} h verschoben",
  ["why.lock"] =
    "für {percent:0} % des Laufs folgte der Puls deiner Schrittfrequenz",
  ["why.heart_alone"] =
    "der Puls war höher, die Anstrengung nach deiner Angabe wie sonst",

  -- Causes.
  ["cause.stiffness"] = "Steifheit",
  ["cause.low_readiness"] = "geringe Bereitschaft",
  ["cause.short_warm_up"] = "ein schneller Beginn",
  ["cause.residual_fatigue"] = "Arbeit, die noch in den Beinen steckt",
  ["cause.poor_sleep"] = "kurzer Schlaf",
  ["cause.fuel_timing"] = "der Zeitpunkt des Essens",
  ["cause.low_fuel"] = "wenig Energie übrig",
  ["cause.pacing"] = "ein früh etwas zu hohes Tempo",
  ["cause.warmth"] = "Wärme",
  ["cause.load"] = "mehr Laufen, als bisher verarbeitet ist",
  ["cause.more_runs"] = "mehr Läufe ohne mehr Erholung",
  ["cause.moderate_runs"] = "viele mittelharte Läufe in Folge",
  ["cause.life_stress"] = "Stress außerhalb des Laufens",
  ["cause.illness"] = "eine Krankheit vor kurzem",
  ["cause.travel"] = "eine Reise vor kurzem",
  ["cause.movement"] = "eine veränderte Bewegung",
  ["cause.cold"] = "Kälte",
  ["cause.sensor"] = "der Pulssensor",
  ["cause.repeated_days"] = "mehrere Lauftage in Folge",
  ["cause.fuelling"] = "weniger gegessen, als die Tage verlangten",
  ["cause.underfuelling"] = "über lange Zeit zu wenig gegessen",
  ["cause.mental_load"] = "Stimmung und Motivation",
  ["cause.imbalance"] = "Kraft, die von Seite zu Seite verschieden ist",
  ["cause.mobility"] = "weniger Beweglichkeit",

  -- One small thing to do.
  ["advice.start_slower"] =
    "Wenn du magst: lauf beim nächsten lockeren Lauf die ersten 10 bis 15 "
    .. "Minuten langsamer.",
  ["advice.keep_easy_as_planned"] =
    "Es wurde lockerer, also weiter wie geplant, ehrlich locker.",
  ["advice.go_on"] = "Ein schwerer Lauf ist normal: weiter wie geplant.",
  ["advice.ease_or_shorten"] =
    "Wenn es wiederkommt: nimm Tempo heraus oder kürze den Lauf, ohne ihn "
    .. "abzubrechen.",
  ["advice.easy_day"] =
    "Wenn du magst: mach den nächsten Lauf wirklich locker.",
  ["advice.one_run_fewer"] =
    "Wenn es anhält: diese Woche ein Lauf weniger oder ein wirklich lockerer "
    .. "Tag.",
  ["advice.plan_fuel"] =
    "Für lange Läufe: plane, was du vorher und unterwegs isst.",
  ["advice.look_at_movement"] =
    "Wenn es bleibt: schau auf deine Bewegung, statt nur mehr zu ruhen.",
  ["advice.wait"] =
    "Gib dem ein bis zwei Wochen, bevor du etwas hineinliest.",
  ["advice.change_load"] = "Beine, Schlaf und Stimmung zusammen: diese Woche"
    .. " ein Lauf weniger oder ein wirklich lockerer Tag, und ruhigerer Schlaf;"
    .. " Lockeres locker lassen.",
  ["advice.easing"] =
    "Es wird weniger: lass alles, wie es ist, und schau am {in_7} wieder hin.",
  ["advice.over"] =
    "Zwei ruhige Läufe nacheinander beenden es; weiter wie geplant.",
  ["advice.usual"] = "Es ist zum zuletzt Üblichen geworden; schau am {in_7} auf"
    .. " die ganze Woche.",
  ["advice.wait_warm"] = "An warmen Tagen ist das langsamere Tempo bei gleicher"
    .. " Anstrengung das lockere.",
  ["advice.wait_ill"] =
    "Gib dem nach der Krankheit ein bis zwei Wochen und lauf"
    .. " bis dahin nach Gefühl.",
  ["advice.look_again"] = "Schau am {in_7} und am {in_14} wieder hin.",
  ["advice.look_again_21"] = "Schau am {in_21} und am {in_28} wieder hin.",
  ["advice.professional"] = "Deine Beine bleiben schwer, und du hast"
    .. " ungewöhnliche Müdigkeit notiert. Das ist ein Gespräch mit einer"
    .. " Ärztin, einem Arzt oder einer anderen Fachperson wert.",
  ["advice.say_how"] =
    "Wie waren deine Beine? Mit heavylegs report sagst du es zu diesem Lauf.",

  -- What stands beside a pattern.
  ["trend.few"] = "der Trend über vier Wochen lässt sich nicht sagen: zu wenige"
    .. " gleichmäßige Läufe",
  ["trend.unknown"] = "der Trend lässt sich nicht sagen: über vier Wochen"
    .. " kostet dasselbe Tempo {low:+0} bis {high:+0} %",
  ["trend.stable"] = "Trend stabil: über vier Wochen kostet dasselbe Tempo"
    .. " {low:+1} bis {high:+1} %",
  ["trend.rising"] = "über vier Wochen kostet dasselbe Tempo mehr"
    .. " ({low:+0} bis {high:+0} %)",
  ["trend.falling"] = "über vier Wochen kostet dasselbe Tempo weniger"
    .. " ({low:+0} bis {high:+0} %)",
  ["joint.general"] = "anstrengender als sonst, für Herz und Beine",
  ["joint.legs"] = "Anstrengung höher, Puls wie sonst",
  ["joint.low_heart"] = "Anstrengung höher bei niedrigerem Puls als sonst: so"
    .. " sieht es aus, wenn das Training der Erholung davongelaufen ist, also"
    .. " nicht als Fitness gelesen",
  ["joint.heart"] = "Puls höher, Anstrengung wie sonst: schau auf Bedingungen"
    .. " und Sensor",
  ["joint.easy"] = "Puls niedriger als sonst, Anstrengung wie sonst",
  ["context.sore"] = "du hast Muskelkater {soreness} von 5 notiert, und das ist"
    .. " etwas anderes als Schwere",
  ["context.ill"] = "du hast {days} Tage davor eine Krankheit notiert; danach"
    .. " können die Beine ein bis zwei Wochen matt bleiben",
  ["rest.said_better"] = "nach einem Ruhetag waren die Beine {fine} von {n} Mal"
    .. " nicht mehr schwer: Schlaf und Essen dabei sind einen Blick wert",
  ["rest.said_same"] = "ein einzelner Ruhetag half {fine} von {n} Mal",
  ["rest.better"] = "die ersten Läufe nach einem Ruhetag lagen {bpm:+0} bpm"
    .. " neben den zwei davor ({n} Mal)",
  ["rest.same"] = "ein einzelner Ruhetag änderte bisher wenig ({bpm:+0} bpm,"
    .. " {n} Mal)",

  ["context.strain"] = "{n} von Schlaf, Stimmung, Motivation und Stress"
    .. " belasteten die letzten sieben Tage",
  ["context.pace"] = "in deinen letzten Läufen liefst du {percent:+0} % Tempo"
    .. " gegenüber denen davor",

  -- What rules beside the five patterns say.
  ["title.heat"] = "Anstrengender als sonst, durch die Bedingungen erklärt",
  ["title.illness"] =
    "Anstrengender als sonst, nicht lange nach einer Krankheit",
  ["title.late"] = "Anstrengender als sonst spät in einem langen Lauf",
  ["title.settle"] = "Später eingelaufen als sonst",
  ["title.effort.low_heart"] =
    "Mehr Anstrengung bei niedrigerem Puls als sonst",
  ["title.effort.legs"] = "Mehr Anstrengung, Puls wie sonst",
  ["evidence.heat"] = "Puls bei diesem Tempo {bpm:+0} bpm gegenüber deinen"
    .. " früheren Läufen (etwa 1 von {one_in})",
  ["evidence.warmer"] = "{temperature:0} Grad am Gerät, {change:+0} gegenüber"
    .. " deinem Üblichen",
  ["evidence.onset"] = "er stieg etwa ab Minute {at:0}; in deinen {n} langen"
    .. " Läufen davor etwa ab Minute {usual:0}",
  ["evidence.onset_alone"] = "er stieg etwa ab Minute {at:0}; noch nicht genug"
    .. " lange Läufe, um dein Übliches zu kennen",
  ["evidence.fade"] = "Tempo im letzten Viertel {percent:+0} %",
  ["evidence.effort"] = "deine Angabe liegt weiter über dem Puls als in den"
    .. " meisten deiner {n} Läufe mit Angabe (etwa 1 von {one_in})",
  ["context.contact"] = "Bodenkontakt {change:+0} ms, verglichen mit deinen"
    .. " letzten {n} Läufen",
  ["reason.not_long"] = "kein langer Lauf",

  -- Episodes: several days, week to week.
  ["episode.title"] = "{what}: {phase}",
  ["episode.easing"] = "es wird weniger",
  ["episode.unchanged"] = "unverändert",
  ["episode.worse"] = "mehr als zuvor",
  ["episode.over"] = "vorbei nach {runs} Läufen",
  ["episode.usual"] = "fällt nach {runs} Läufen nicht mehr auf",
  ["evidence.episode"] = "Puls bei diesem Tempo jetzt {bpm:+0} bpm, {first:+0}"
    .. " bpm, als es vor {days} Tagen begann",
  ["reason.episode_open"] =
    "dauert an: Tag {day} des früheren Befunds, {runs} Läufe",

  -- What was not recorded.
  ["thing.diary.sleep_h"] = "Schlaf",
  ["thing.diary.sleep_quality"] = "wie du geschlafen hast",
  ["thing.diary.resting_bpm"] = "Ruhepuls",
  ["thing.diary.hrv_ms"] = "Herzfrequenzvariabilität",
  ["thing.diary.weight_kg"] = "Gewicht",
  ["thing.diary.stress"] = "Stress",
  ["thing.diary.mood"] = "Stimmung",
  ["thing.diary.motivation"] = "Motivation",
  ["thing.diary.soreness"] = "Muskelkater",
  ["thing.diary.fatigue"] = "Müdigkeit",
  ["thing.diary.meal"] = "Essen",
  ["thing.diary.ill"] = "Krankheit",
  ["thing.diary.travel"] = "Reise",
  ["thing.report.heavy"] = "wann die Beine schwer waren",
  ["thing.report.eased"] = "ob es lockerer wurde",
  ["thing.report.legs"] = "wie sich die Beine anfühlten",
  ["thing.report.rpe"] = "Anstrengung",
  ["thing.report.feel"] = "wie du dich gefühlt hast",
  ["thing.report.words"] = "eine Notiz",
  ["thing.run.report"] = "wie sich die Beine anfühlten",
  ["thing.run.hour"] = "Ortszeit",
  ["thing.run.heart_rate_bpm"] = "Puls",
  ["thing.run.speed_mps"] = "Tempo",
  ["thing.run.grade"] = "Steigungen",
  ["thing.run.gas_mps"] = "Tempo",
  ["thing.run.cadence_spm"] = "Schrittfrequenz",
  ["thing.run.step_length_m"] = "Schrittlänge",
  ["thing.run.power_w"] = "Leistung",
  ["thing.run.contact_ms"] = "Bodenkontakt",
  ["thing.run.oscillation_mm"] = "Auf- und Abbewegung",
  ["thing.run.temperature_c"] = "Temperatur",
  ["thing.weather"] = "Wetter",
  ["thing.splits"] = "Abschnitte",

  -- Why something could not be looked at.
  ["reason.not_a_run"] = "kein Lauf",
  ["reason.duplicate"] = "eine zweite Aufzeichnung desselben Laufs",
  ["reason.no_speed"] = "weder Strecke noch Tempo wurde aufgezeichnet",
  ["reason.no_heart_rate"] = "es wurde kein Puls aufgezeichnet",
  ["reason.short"] = "unter 15 Minuten Laufen",
  ["reason.long"] = "über 6 Stunden",
  ["reason.heart_rate_coverage"] = "der Puls fehlt auf über einem Fünftel",
  ["reason.quality"] = "über die Hälfte der Aufzeichnung ist zweifelhaft",
  ["reason.not_steady"] = "kein gleichmäßiger Lauf",
  ["reason.window"] = "zu wenig von diesem Teil des Laufs ist brauchbar",
  ["reason.history"] = "lernt noch: {n} von {needed} gleichmäßigen Läufen",
  ["reason.little_past"] =
    "noch zu wenige gleichmäßige Läufe zum Vergleichen",
  ["reason.too_few_runs_lately"] =
    "weniger als 8 gleichmäßige Läufe in vier Wochen",
  ["reason.faster_than_usual"] = "viel schneller als sonst",
  ["reason.unlike_own_past"] =
    "anders als alles davor: ein anderer Läufer oder Sensor",
  ["reason.late_sensor"] =
    "der Sensor hatte den Puls in diesem Teil des Laufs noch nicht gefunden",
  ["reason.not_recorded"] = "nicht aufgezeichnet: {thing}",
  ["reason.no_illness"] = "keine Krankheit eingetragen",
  ["reason.no_report"] = "es wurde nichts gemeldet",
  ["reason.off"] = "ausgeschaltet",

  -- `heavylegs list`.
  ["list.run"] = "Lauf",
  ["list.started"] = "Beginn",
  ["list.km"] = "km",
  ["list.miles"] = "mi",
  ["list.minutes"] = "min",
  ["list.said"] = "gesagt",
  ["list.athlete"] = "Läufer",
  ["list.found"] = "gefunden",
  ["list.said.no"] = "nein",
  ["list.said.start"] = "Anfang",
  ["list.said.mid"] = "Mitte",
  ["list.said.late"] = "Ende",
  ["list.said.all"] = "immer",
  ["list.note"] = "aus deiner Notiz?: \"{words}\"",
  ["list.not_a_run"] = "kein Lauf",
  ["list.not_judged"] = "noch nicht beurteilt",
  ["list.duplicate"] = "zweite Aufzeichnung von Lauf {run}",
  ["list.none"] = "Kein Lauf zu zeigen.",
  ["list.more"] = "`heavylegs explain LAUF` sagt mehr; \"-\": beurteilt,"
    .. " nichts Ungewöhnliches",

  -- One run explained: `heavylegs explain RUN`.
  ["explain.run"] = "Lauf {run}, {started}: {distance} {unit} in {minutes} min"
    .. " ({source}).",
  ["explain.zone_assumed"] = "Die Ortszeit ist von diesem Rechner angenommen;"
    .. " die Einstellung timezone legt sie fest.",
  ["explain.zone_unknown"] =
    "Die Ortszeit ist nicht bekannt; Tage sind in UTC.",
  ["explain.said"] = "Du hast gesagt: {said} ({source}).",
  ["explain.said_maybe"] = "Aus deiner Notiz? {said}.",
  ["explain.confirm"] = "Es zählt, sobald du es bestätigst: heavylegs report"
    .. " {run} --confirm, oder --heavy mit dem, was stimmt.",
  ["explain.said_nothing"] = "Du hast nichts über deine Beine gesagt.",
  ["explain.compared"] =
    "Verglichen mit {n} früheren gleichmäßigen Läufen von dir.",
  ["explain.not_compared"] = "Nicht mit anderen Läufen verglichen",
  ["explain.score"] = "{part}: Puls bei diesem Tempo {bpm:+1} bpm, verglichen"
    .. " mit deinen letzten {n} Läufen (etwa 1 von {one_in}; übliche Schwankung"
    .. " {scale} bpm; Wert {score}, Fund ab {threshold}).",
  ["explain.score_usual"] = "{part}: Puls bei diesem Tempo {bpm:+1} bpm,"
    .. " verglichen mit deinen letzten {n} Läufen (nicht selten; übliche"
    .. " Schwankung {scale} bpm; Wert {score}, Fund ab {threshold}).",
  ["explain.numbers"] = "  Minute {from} bis {to}: {value} bpm, sonst"
    .. " {usual}; z {z}; Wert aus jedem Blickwinkel {angles}; {quality}.",
  ["explain.numbers_several"] = "  {value} bpm, sonst {usual}; z {z}; Wert"
    .. " aus jedem Blickwinkel {angles}.",
  ["explain.smallest"] = "  Kleinste Änderung, die jedes zweite Mal gesehen"
    .. " wird: {bpm} bpm oder {seconds} s pro {unit}; das sind {percent} % der"
    .. " Effizienz, mit einem angenommenen Ruhepuls von {rest} bpm.",
  ["explain.smallest_none"] = "  Keine noch so große Änderung wäre gefunden"
    .. " worden.",
  ["quality.none"] = "nichts davon ist zu gebrauchen",
  ["quality.poor"] = "wenig davon ist zu gebrauchen",
  ["quality.fair"] = "ein Teil davon ist nicht zu gebrauchen",
  ["quality.good"] = "gut aufgezeichnet",
  ["explain.share"] =
    "Schwer in {heavy} deiner letzten {n} Läufe mit Meldung.",
  ["explain.detectable"] = "Was dieser Lauf hätte zeigen können: in deinen"
    .. " Daten bleibt weniger als etwa {changes} meist unsichtbar; Schwere, die"
    .. " weder Puls noch Tempo ändert, ist nicht zu sehen.",
  ["explain.undetectable"] = "In diesem Lauf wäre keine Änderung des Pulses zu"
    .. " sehen gewesen: es zählt allein, was du von deinen Beinen sagst.",
  ["explain.unseen"] = "Schwere, die weder Puls noch Tempo ändert, ist in"
    .. " einer Aufzeichnung nicht zu sehen.",
  ["seen.start"] = "{bpm:+0} bpm am Anfang",
  ["seen.midway"] = "{bpm:+0} bpm in der Mitte",
  ["seen.entire"] = "{bpm:+0} bpm ({percent} % des Tempos) über einen ganzen"
    .. " Lauf",
  ["seen.multi_day"] = "{bpm:+0} bpm über fünf Läufe",
  ["seen.worsening"] = "{bpm:+0} bpm über vier Wochen",
  ["record.evidence"] = "Daneben: {list}.",
  ["record.supports"] = "Weitere Ursachen, die passen: {list}.",
  ["record.against"] = "Ursachen, für die wenig spricht: {list}.",
  ["record.not_recorded"] = "Ursachen, die sich mangels Aufzeichnung nicht"
    .. " sagen lassen: {list}.",
  ["record.not_measurable"] = "Hier nicht messbar: {list}.",
  ["explain.no_finding"] =
    "Kein ungewöhnliches Muster in dem, was sich ansehen ließ.",
  ["explain.verdict"] = "Deine Antwort: {verdict}.",
  ["explain.not_judged"] =
    "Noch nicht beurteilt: das tut `heavylegs annotate`.",
  ["explain.stale"] = "Seitdem hat sich etwas geändert: `heavylegs annotate`"
    .. " beurteilt den Lauf neu.",

  -- Never reworded by a coach's file, never switched off.
  ["safety.urgent"] = "Schmerzen in der Brust, Ohnmacht, unverhältnismäßige"
    .. " Atemnot, Herzstolpern, Schwellung oder Schmerz in einer Wade, dunkler"
    .. " Urin oder Fieber: hol dir ärztliche Hilfe und warte auf keine"
    .. " Software.",

  -- `heavylegs today`: what was said, without any recording.
  ["today.ask_when"] =
    "Wann waren die Beine schwer: nein, anfang, mitte, ende oder immer?",
  ["today.ask_runs"] =
    "Wie viele schwere Läufe in Folge, dieser mitgezählt?",
  ["today.ask_sleep"] =
    "Stunden Schlaf, und Stimmung von 1 schlecht bis 5 gut (\"6.5 3\")?",
  ["today.ask_rest"] = "Etwas davon: spät gegessen, nichts gegessen,"
    .. " krank, Muskelkater, ungewöhnlich müde? Sonst nein:",
  ["today.noted"] = "Notiert für {day}; der Lauf dieses Tages bekommt es,"
    .. " sobald er da ist. Muster, keine Diagnosen.",
  ["today.noted_run"] =
    "Notiert für {day}, Lauf {run}. Muster, keine Diagnosen.",
  ["today.title"] = "{title} (gemeldet).",
  ["today.not_heavy"] = "Beine nicht schwer",
  ["today.as_planned"] = "Weiter wie geplant.",
  ["today.occasional"] = "Ein oder zwei schwere Läufe ab und zu gehören zum"
    .. " Training; wie oft es ist, zählt mehr als ein Tag.",
  ["today.change_load"] = "Beine, Schlaf und Stimmung zusammen: diese Woche"
    .. " ein Lauf weniger oder ein wirklich lockerer Tag, und gleichmäßiger"
    .. " Schlaf; lockere Läufe bleiben locker.",
  ["today.sore"] = "Muskelkater ist etwas anderes als Schwere: lies die beiden"
    .. " getrennt.",
  ["today.look_again"] = "Schau am {date} wieder hin.",

  ["time.start"] = "am Anfang",
  ["time.start_eased"] = "am Anfang, dann lockerer",
  ["time.mid"] = "in der Mitte",
  ["time.late"] = "gegen Ende",
  ["time.all"] = "von Anfang bis Ende",
  ["time.none"] = "ohne Angabe wann",

  ["part.start"] = "Am Anfang",
  ["part.midway"] = "In der Mitte",
  ["part.entire"] = "Von Anfang bis Ende",
  ["part.multi_day"] = "Über die letzten fünf Läufe",
  ["part.worsening"] = "Über vier Wochen",
  ["said.heavy.no"] = "Beine nicht schwer",
  ["said.heavy.start"] = "Beine am Anfang schwer",
  ["said.heavy.mid"] = "Beine in der Mitte schwer",
  ["said.heavy.late"] = "Beine gegen Ende schwer",
  ["said.heavy.all"] = "Beine von Anfang bis Ende schwer",
  ["said.eased"] = "es wurde lockerer",
  ["said.not_eased"] = "es wurde nicht lockerer",
  ["said.legs"] = "Beine {score} von 5",
  ["said.rpe"] = "Anstrengung {score} von 10",
  ["said.feel"] = "Gefühl {score} von 5",
  ["source.command"] = "heavylegs gesagt",
  ["source.tag"] = "ein Schlagwort",
  ["source.file"] = "in der Datei",
  ["source.note"] = "eine Notiz",
  ["status.found"] = "gefunden",
  ["status.clear"] = "nichts Ungewöhnliches",
  ["status.suppressed"] = "zurückgestellt",
  ["status.abstained"] = "konnte nicht hinsehen",
  ["status.error"] = "die Regel ist gescheitert",
  ["verdict.agree"] = "stimmt",
  ["verdict.disagree"] = "stimmt nicht",
  ["reason.sensor_dip"] = "sieht nach dem Sensor aus, nicht nach den Beinen",
  ["reason.budget"] =
    "das Budget für ungefragte Funde ist aufgebraucht",

  -- Pages to look at: `heavylegs page`.
  ["page.purpose"] =
    "Muster neben der eigenen Vergangenheit, und was nicht "
    .. "aufgezeichnet wurde. Über Gesundheit sagen sie nichts, und kein Fund "
    .. "ist keine Entwarnung.",
  ["page.made"] =
    "Von heavylegs {version} aus eigenen Tabellen gemacht; nichts auf "
    .. "dieser Seite lädt oder sendet etwas.",
  ["page.numbers"] = "Die Zahlen",
  ["page.day"] = "{day}. {month}",
  ["page.date"] = "{day}. {month} {year}",
  ["page.span"] = "{from} bis {to}",
  ["page.learning"] = "lernt noch, was üblich ist",
  ["page.state.reported"] = "schwer gemeldet",
  ["page.state.found"] = "nur aus den Daten",
  ["page.state.clear"] = "nichts Ungewöhnliches",
  ["page.state.not_judged"] = "nicht beurteilt",
  ["page.shape.reported"] = "schwer gemeldet",
  ["page.shape.found"] = "ungewöhnlich nur in den Daten",
  ["page.shape.clear"] = "nichts Ungewöhnliches",
  ["page.shape.learning"] = "nicht beurteilt: lernt noch",
  ["page.shape.unsteady"] = "nicht beurteilt: kein gleichmäßiger Lauf",
  ["page.shape.short"] = "nicht beurteilt: unter 15 Minuten",
  ["page.shape.pulse"] = "nicht beurteilt: Puls fehlt",
  ["page.shape.other"] = "nicht beurteilt: anderer Grund",
  ["page.run"] = "Lauf {run}",
  ["page.you_said"] = "Was du gesagt hast",
  ["page.unconfirmed"] =
    "In einer Notiz gelesen und noch nicht bestätigt, also zählt es "
    .. "nicht.",
  ["page.evidence"] = "Belege",
  ["page.causes_for"] = "Dazu passt am ehesten",
  ["page.causes_against"] = "Dagegen spricht",
  ["page.not_recorded"] = "Nicht aufgezeichnet",
  ["page.advice"] = "Eine kleine Sache",
  ["page.verdict"] = "Dein Urteil",
  ["page.nothing"] = "Für diesen Lauf steht nichts",
  ["page.not_judged"] = "Nicht aus der Aufzeichnung beurteilt: {why}.",
  ["page.beside_usual"] =
    "Puls neben dem, was für dich bei diesem Tempo üblich ist",
  ["page.key_pulse"] = "dieser Lauf",
  ["page.key_band"] =
    "8 von 10 deiner letzten {n} Läufe, bei diesem Tempo und dieser "
    .. "Minute",
  ["page.key_stretch"] = "Minute {from:0} bis {to:0}: worum es beim Fund geht",
  ["page.no_band"] =
    "Dein eigener Bereich erscheint nach 20 früheren gleichmäßigen "
    .. "Läufen; bisher sind es {n}.",
  ["page.none_looked"] = "Nichts ließ sich vergleichen: {why}.",
  ["page.band_ends"] =
    "Der Bereich endet, wo weniger als 20 dieser Läufe weitergingen.",
  ["page.earlier"] = "{n} frühere",
  ["page.pulse_panel"] = "Puls, Schläge/min",
  ["page.pace_panel"] = "Tempo, {unit}",
  ["page.grade_panel"] = "Steigung, %",
  ["page.moving_minutes"] = "Minuten in Bewegung",
  ["page.minute"] = "Minute",
  ["page.pulse"] = "Puls",
  ["page.usual"] = "üblich",
  ["page.range"] = "8 von 10",
  ["page.grade"] = "Steigung %",
  ["page.looked"] = "Wohin geschaut wurde",
  ["page.where"] = "wo",
  ["page.beside_past"] = "neben deiner Vergangenheit",
  ["page.rarity"] = "wie selten",
  ["page.not_rare"] = "nicht selten",
  ["page.one_in"] = "etwa 1 von {one_in}",
  ["page.smallest"] = "bleibt unsichtbar unter",
  ["page.smallest_help"] =
    "Die Hälfte aller Änderungen von der Größe der letzten Spalte "
    .. "bliebe in diesen Daten unsichtbar; der Anteil ist vom Tempo.",
  ["page.rules"] = "Wie jede Regel steht",
  ["page.rules_n"] = "{n} Regeln",
  ["page.rule"] = "Regel",
  ["page.stands"] = "wie es steht",
  ["page.why"] = "warum",
  ["page.diary_day"] = "Das Tagebuch dieses Tages",
  ["page.diary.note"] = "Notiz",
  ["page.what"] = "was",
  ["page.value"] = "Wert",
  ["page.season"] = "Saison",
  ["page.season_line"] =
    "{runs} Läufe: {reported} schwer gemeldet, {found} ungewöhnlich nur "
    .. "in den Daten, {clear} ohne Ungewöhnliches, {not_judged} nicht "
    .. "beurteilt.",
  ["page.last"] = "Die letzten {n} Läufe",
  ["page.last_label"] =
    "{n} Läufe, der älteste zuerst, {heavy} davon schwer gemeldet",
  ["page.last_heavy"] =
    "{heavy} von {n} schwer gemeldet; nach {said} hast du gesagt, wie "
    .. "die Beine waren.",
  ["page.last_unsaid"] = "Nach keinem wurde etwas über die Beine gesagt.",
  ["page.calendar"] = "Jeder Lauf",
  ["page.month"] = "{month}: {n} Läufe, {heavy} schwer gemeldet",
  ["page.day_of"] = "Tag",
  ["page.moving"] = "in Bewegung",
  ["page.effort_short"] = "neben üblich, Puls",
  ["page.found"] = "Gemeldet und gefunden",
  ["page.found_help"] =
    "`heavylegs page NUMMER` zeigt einen davon Minute für Minute.",
  ["page.on"] = "worauf es beruht",
  ["page.distance"] = "Strecke",
  ["page.number"] = "Lauf",
  ["page.effort"] = "Aufwand neben dem Üblichen",
  ["page.effort_panel"] =
    "Schläge/min mehr oder weniger als bei diesem Tempo üblich",
  ["page.effort_help"] =
    "Jedes Zeichen ist ein ganzer Lauf; 8 von 10 gewöhnlichen Läufen "
    .. "liegen im Bereich. Ein Lauf außerhalb sagt wenig.",
  ["page.no_effort"] =
    "Dazu braucht es 20 gleichmäßige Läufe mit Puls zum Vergleichen.",
  ["page.weeks"] = "Belastung und Läufe Woche für Woche",
  ["page.load_panel"] = "Trainingsbelastung",
  ["page.runs_panel"] = "Läufe",
  ["page.week_of"] = "Woche vom {day}: Belastung {load}, {runs} Läufe",
  ["page.week"] = "Woche vom",
  ["page.runs"] = "Läufe",
  ["page.load"] = "Belastung",
  ["page.load_help"] =
    "Belastung nach Banister, aus dem Puls aller Aktivitäten: "
    .. "Zusammenhang, für sich nie eine Ursache.",
  ["page.load_guess"] =
    "Der blasse Teil hatte keinen Puls und zählt seine Minuten.",
  ["page.episodes"] = "Über mehrere Tage oder Wochen",
  ["page.no_episodes"] =
    "In dieser Zeit kein Fund über mehrere Tage oder von Woche zu "
    .. "Woche.",
  ["page.still_open"] = "noch offen",
  ["page.from"] = "von",
  ["page.to"] = "bis",
  ["page.sleep_h"] = "Schlaf, Stunden",
  ["page.rhr_bpm"] = "Ruhepuls, Schläge/min",
  ["page.squad"] = "Gruppe",
  ["page.squad_to"] = "Vier Wochen bis {day}",
  ["page.squad_line"] = "{n} Athleten, bei {open} ist etwas offen.",
  ["page.athlete"] = "Athlet",
  ["page.open_now"] = "offen",
  ["page.recent"] = "letzte 28 Tage",
  ["page.heavy_of_ten"] = "schwer gemeldet",
  ["page.latest"] = "letzter Fund",
  ["page.last_run"] = "letzter Lauf",
  ["page.open_since"] = "{title}, seit {since} (Läufe: {runs})",
  ["page.nothing_open"] = "nichts offen",
  ["page.nameless"] = "ohne Namen",
  ["page.unsaid"] = "nichts gesagt",
  ["page.of"] = "{n} von {of}",
  ["page.strip_label"] = "{n} Läufe in 28 Tagen",
  ["month.1"] = "Januar",
  ["month.2"] = "Februar",
  ["month.3"] = "März",
  ["month.4"] = "April",
  ["month.5"] = "Mai",
  ["month.6"] = "Juni",
  ["month.7"] = "Juli",
  ["month.8"] = "August",
  ["month.9"] = "September",
  ["month.10"] = "Oktober",
  ["month.11"] = "November",
  ["month.12"] = "Dezember",
  ["month_short.1"] = "Jan",
  ["month_short.2"] = "Feb",
  ["month_short.3"] = "Mär",
  ["month_short.4"] = "Apr",
  ["month_short.5"] = "Mai",
  ["month_short.6"] = "Jun",
  ["month_short.7"] = "Jul",
  ["month_short.8"] = "Aug",
  ["month_short.9"] = "Sep",
  ["month_short.10"] = "Okt",
  ["month_short.11"] = "Nov",
  ["month_short.12"] = "Dez",
  ["weekday.0"] = "Montag",
  ["weekday.1"] = "Dienstag",
  ["weekday.2"] = "Mittwoch",
  ["weekday.3"] = "Donnerstag",
  ["weekday.4"] = "Freitag",
  ["weekday.5"] = "Samstag",
  ["weekday.6"] = "Sonntag",
  ["weekday_short.0"] = "Mo",
  ["weekday_short.1"] = "Di",
  ["weekday_short.2"] = "Mi",
  ["weekday_short.3"] = "Do",
  ["weekday_short.4"] = "Fr",
  ["weekday_short.5"] = "Sa",
  ["weekday_short.6"] = "So",
}
