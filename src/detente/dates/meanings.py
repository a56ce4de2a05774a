"""What each rule means: its row in ``dates_rules.tsv`` -> the function that reads it; lengths, sets, references."""

from detente.dates import counted, written
from detente.dates.calendar import Period
from detente.dates.context import Context, Meaning, Reader, count, duration_timex, open_period, unit_of
from detente.dates.grammar import Match

LENGTHS = {
    "half-unit": 0.5,
    "whole-unit": 1.0,
    "year-ended": 1.0,
    "whole-unit-long": 1.0,
}  # of rules that count nothing


def duration(match: Match, context: Context) -> Meaning | None:
    """A length of time."""
    unit, rule = unit_of(match), match.rule
    value = count(match.slots["n"]) if "n" in match.slots else LENGTHS.get(rule)
    timex = duration_timex(value, unit)
    if "n2" in match.slots:
        rest = duration_timex(count(match.slots["n2"]), unit_of(match, "unit2")).removeprefix("P")
        timex += rest.removeprefix("T") if "T" in timex else rest
    return Meaning(open_period("duration", timex))


def every(match: Match, context: Context) -> Meaning | None:
    """Every year, every other week, each Friday, twice a month."""
    weekday, month = match.number("weekday", "WEEKDAY"), match.number("month", "MONTH")
    if weekday is not None:
        part = match.get("part", "PART")
        return Meaning(open_period("set", f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else "")))
    if month is not None:
        return Meaning(open_period("set", f"XXXX-{month:02d}"))
    if code := match.get("season", "SEASON"):
        return Meaning(open_period("set", f"XXXX-{code}"))
    if part := match.get("part", "PART"):
        return Meaning(open_period("set", f"XXXX-XX-XXT{part}"))
    value = 2.0 if "other" in match.slots else count(match.slots["n"]) if "n" in match.slots else 1.0
    return Meaning(open_period("set", duration_timex(value, unit_of(match))))


def set_word(match: Match, context: Context) -> Meaning | None:
    """Daily, annual."""
    return Meaning(open_period("set", match.get("set", "SETWORD") or "P1D"))


def reference(match: Match, context: Context) -> Meaning | None:
    """Now, recently, soon: around, before or after publication."""
    if "SOON" in match.slots["ref"][0].values and context.tense != "future":
        return None
    value, on = match.get("ref", "REF", "REFADJ", "PASTNOUN", "SOON") or "PRESENT_REF", context.published
    start = on if value != "PAST_REF" else None
    end = on if value != "FUTURE_REF" else None
    return Meaning(Period(start, end, "vague", value), on)


MEANINGS: dict[str, Reader] = {
    "ago": counted.ago,
    "ahead": counted.ahead,
    "calendar": written.calendar,
    "century": written.century,
    "clock": counted.clock,
    "day_part": counted.day_part,
    "day_word": counted.day_word,
    "decade": written.decade,
    "duration": duration,
    "earlier": counted.earlier,
    "every": every,
    "half_month": written.half_month,
    "holiday": written.holiday,
    "month_of": written.month_of,
    "narrative": counted.narrative,
    "numeric": written.numeric,
    "part_of_named": counted.part_of_named,
    "part_of_day": counted.part_of_day,
    "part_of_year": written.year_part,
    "reference": reference,
    "relative": counted.relative,
    "season": written.season,
    "set_word": set_word,
    "stretch": counted.stretch,
    "week_of": written.week_of,
    "weekday": counted.weekday,
    "weekend": counted.weekend,
    "the_unit": counted.the_unit,
    "year_ago": counted.year_ago,
    "year_end": written.year_end,
    "weekday_of": counted.weekday_of,
}
