"""Days counted from the day of publication ("last week") or from the day last named ("the day before")."""

import datetime as dt

from detente.dates import calendar as cal
from detente.dates.calendar import Period
from detente.dates.context import (
    Context,
    Meaning,
    count,
    duration_timex,
    loosened,
    named_day,
    open_period,
    told_day,
    unit_at,
    unit_of,
)
from detente.dates.grammar import Match
from detente.records import Day


def weekday(match: Match, context: Context) -> Meaning | None:
    """A weekday, before or after publication as tense, "last" or "next" say; with a part of the day."""
    number, rel, part = match.number("weekday", "WEEKDAY"), match.number("rel", "REL"), match.get("part", "PART")
    tail = f"T{part}" if part else ""
    if number is None or context.published is None:
        return Meaning(open_period("day", f"XXXX-WXX-{(number or 0) + 1}{tail}"))
    if match.get("rel", "NARRATIVE") is not None:
        return _weekday_from(
            named_day(context, "D") or context.published, number, match.number("rel", "NARRATIVE") or 0
        )
    back = (context.published.weekday() - number) % 7
    ahead = (number - context.published.weekday()) % 7
    if rel == -1:
        on = context.published - dt.timedelta(back or 7)
    elif rel == 1:
        on = context.published + dt.timedelta(ahead or 7)
    elif rel == 0 and context.tense is None:
        on = context.published + dt.timedelta(number - context.published.weekday())
    elif context.tense == "future":
        on = context.published + dt.timedelta(ahead)
    else:
        on = context.published - dt.timedelta(back)
    return Meaning(cal.day(on)._replace(timex=on.isoformat() + tail), context.published)


def _weekday_from(on: Day, number: int, direction: int) -> Meaning:
    away = (on.weekday() - number) % 7 or 7 if direction < 0 else (number - on.weekday()) % 7 or 7
    return Meaning(cal.day(on + dt.timedelta(direction * away)), on)


def weekday_of(match: Match, context: Context) -> Meaning | None:
    """ "Friday of last week", "Monday next week"."""
    number, rel = match.number("weekday", "WEEKDAY"), match.number("rel", "REL")
    if number is None or rel is None or unit_of(match) != "W":
        return None
    if context.published is None:
        return Meaning(open_period("day", f"XXXX-WXX-{number + 1}"))
    monday = context.published + dt.timedelta(7 * rel - context.published.weekday())
    return Meaning(cal.day(monday + dt.timedelta(number)), context.published)


def weekend(match: Match, context: Context) -> Meaning | None:
    """The weekend before or after publication, as the tense says."""
    on = context.published
    if on is None:
        return Meaning(open_period("day", "XXXX-WXX-WE"))
    here = cal.weekend(on)
    if context.tense == "future" or (here.start and here.start <= on):
        return Meaning(here, on)
    return Meaning(cal.weekend(on - dt.timedelta(7)), on)


def _day_at(context: Context, shift: int, part: str | None) -> Meaning:
    tail = f"T{part}" if part else ""
    if context.published is None:
        return Meaning(open_period("day", "XXXX-XX-XX" + tail))
    on = context.published + dt.timedelta(shift)
    return Meaning(cal.day(on)._replace(timex=on.isoformat() + tail), context.published)


def day_word(match: Match, context: Context) -> Meaning | None:
    """Today, tonight, yesterday morning."""
    part = match.get("part", "PART") or ("NI" if match.get("day", "TONIGHT") is not None else None)
    return _day_at(context, match.number("day", "DAYWORD") or 0, part)


def day_part(match: Match, context: Context) -> Meaning | None:
    """This morning, last night."""
    return _day_at(context, match.number("rel", "REL") or 0, match.get("part", "PART"))


def part_of_day(match: Match, context: Context) -> Meaning | None:
    """ "In the morning" of the day last named."""
    anchor, part = named_day(context, "D"), match.get("part", "PART", "OVERNIGHT")
    if anchor is None:
        return Meaning(open_period("day", f"XXXX-XX-XXT{part}"))
    return Meaning(cal.day(anchor)._replace(timex=f"{anchor.isoformat()}T{part}"), anchor)


def clock(match: Match, context: Context) -> Meaning | None:
    """An hour of the day last named."""
    noon, hundred = match.get("noon", "NOON"), match.number("hundred", "HHMM")
    if hundred is not None:
        noon = f"{hundred // 100:02d}:{hundred % 100:02d}"
    hour = match.number("hour", "HOUR") if "hour" in match.slots else match.number("word", "NUMBER")
    if noon is None and hour is not None:
        minute, half = match.number("minute", "MIN") or 0, match.number("ampm", "AMPM")
        hour = hour if half is None else hour % 12 + half
        if hour > 24:
            return None
        noon = f"{hour:02d}:{minute:02d}"
    anchor = named_day(context, "D")
    if anchor is None:
        return Meaning(open_period("hour", f"XXXX-XX-XXT{noon}"))
    return Meaning(Period(anchor, anchor, "hour", f"{anchor.isoformat()}T{noon}"), anchor)


def relative(match: Match, context: Context) -> Meaning | None:
    """Last week, this year, next month; "the past year" is the year up to publication."""
    rel, unit = match.number("rel", "REL") or 0, unit_of(match)
    if rel == 1 and context.tense == "past" and match.get("the", "THE") is not None:
        return unit_at(named_day(context, unit), unit, 1)
    words = {piece.lower for piece in match.slots.get("rel", ())}
    rolling = unit != "WE" and not words.isdisjoint(("past", "coming"))
    rolling = rolling or ("the" in match.slots and words == {"last"} and unit in ("D", "W", "M", "Y"))
    if unit in ("H", "TM", "S") or rolling:
        return _stretch(rel, 1.0, unit, context.published)
    if unit == "W" and rel == -1 and context.published and context.published.weekday() == 6:
        rel = 0  # on a Sunday "last week" is the week that ends, not the one before it
    found = unit_at(context.published, unit, rel)
    edge = match.get("edge", "EDGE")
    return found._replace(period=cal.part(found.period, edge)) if edge else found


def stretch(match: Match, context: Context) -> Meaning | None:
    """The past two months, the coming weeks: up to or from publication."""
    rel = match.number("rel", "REL") or 0
    value = count(match.slots["n"]) if "n" in match.slots else None
    if "n" not in match.slots and (match.get("rel", "RECENT") is not None or "the" not in match.slots):
        return vaguely(rel, context)
    return _stretch(rel, value, unit_of(match), context.published)


def vaguely(direction: int, context: Context) -> Meaning:
    """Return some time before or after publication."""
    on = context.published
    if direction > 0:
        return Meaning(Period(on, None, "vague", "FUTURE_REF"), on)
    return Meaning(Period(None, on, "vague", "PAST_REF"), on)


def _stretch(rel: int, value: float | None, unit: str, anchor: Day | None) -> Meaning:
    timex = duration_timex(value, unit)
    if anchor is None:
        return Meaning(open_period("duration", timex))
    if value is None:
        start, end = (anchor, None) if rel > 0 else (None, anchor)
        return Meaning(Period(start, end, "vague", timex), anchor)
    far = cal.shift(anchor, unit, rel * value)
    return Meaning(Period(min(anchor, far), max(anchor, far), cal.PRECISION[unit], timex), anchor)


def ago(match: Match, context: Context) -> Meaning | None:
    """Two weeks ago, three days from now."""
    direction = match.number("dir", "DEICTIC") or -1
    return _same_quarter(match, context, direction) or _counted(match, context.published, direction)


def _counted(match: Match, anchor: Day | None, direction: int) -> Meaning | None:
    unit = unit_of(match)
    value = count(match.slots["n"]) if "n" in match.slots else (1.0 if match.rule == "unit-earlier" else None)
    if value is None:
        timex = "PAST_REF" if match.meaning == "ago" else duration_timex(None, unit)
        reference = open_period("vague", timex)
        if anchor is None:
            return Meaning(reference)
        start, end = (None, anchor) if direction < 0 else (anchor, None)
        return Meaning(reference._replace(start=start, end=end), anchor)
    if unit == "F2":
        unit, value = "W", value * 2
    if unit in ("DE", "CE"):
        unit, value = "Y", value * (10 if unit == "DE" else 100)
    found = unit_at(anchor, unit, direction * value)
    if unit in ("H", "TM", "S"):
        return found._replace(period=found.period._replace(timex=duration_timex(value, unit)))
    return found._replace(period=loosened(match, found.period, unit, direction))


def _same_quarter(match: Match, context: Context, direction: int) -> Meaning | None:
    """Return the quarter some years from the one named: "a year earlier" beside "the third quarter"."""
    value = count(match.slots["n"]) if "n" in match.slots else 1.0
    named = next((p for p in context.named if p.precision == "quarter" and p.start), None)
    if named is None or named.start is None or value is None or value % 1 or unit_of(match) != "Y":
        return None
    year, tail = named.start.year + direction * int(value), named.timex[5:]
    make = cal.quarter if tail[0] == "Q" else cal.half
    return Meaning(make(year, int(tail[1:])), named.start) if tail[:1] in "QH" and 0 < year < 9999 else None


def year_ago(match: Match, context: Context) -> Meaning | None:
    """The year-ago quarter: the quarter last named, or the one before publication, of the year before."""
    if unit_of(match) != "Y":
        return unit_at(context.published, unit_of(match), -1)
    base = named_quarter(context)
    if base is None:
        return Meaning(open_period("quarter", "XXXX-QX"))
    year, number = base[0] - 1, match.number("ord", "ORDINAL") or base[1]
    return Meaning(cal.quarter(year, number), context.published) if number <= 4 else None


def part_of_named(match: Match, context: Context) -> Meaning | None:
    """The quarter of a year that is named by its year alone."""
    base, year = named_quarter(context), match.number("year", "YEAR")
    return Meaning(cal.quarter(year, base[1])) if base and year else None


def the_unit(match: Match, context: Context) -> Meaning | None:
    """The quarter, the year that a report is about."""
    unit = match.get("unit", "WHOLEUNIT") or "Q"
    if unit == "D":
        return unit_at(named_day(context, "D"), "D", 0)
    if unit == "Q" and (base := named_quarter(context)):
        return Meaning(cal.quarter(*base), context.published)
    return unit_at(context.published, unit, 0)


def named_quarter(context: Context) -> tuple[int, int] | None:
    """Return year and number of the quarter last named, or of the last one that was over at publication."""
    named = next((p for p in context.named if p.precision == "quarter" and p.timex[5:6] == "Q"), None)
    on = named.start if named else context.published and cal.add_months(context.published, -3)
    return None if on is None else (on.year, (on.month + 2) // 3)


def ahead(match: Match, context: Context) -> Meaning | None:
    """ "In two weeks", "within 30 days", "in a month or two": a window that opens at publication, of a future verb;
    of another verb a duration."""
    value, unit = count(match.slots["n"]) if "n" in match.slots else None, unit_of(match)
    more = count(match.slots["n2"]) if "n2" in match.slots else None
    timex = duration_timex(more or value, unit)
    if context.published is None or context.tense != "future":
        return Meaning(open_period("duration", timex))
    if value is None:
        return Meaning(Period(context.published, None, "vague", timex), context.published)
    near, far = (cal.shift(context.published, unit, each) for each in (value, more or value))
    if match.rule == "ahead-within" or match.slots["lead"][0].lower == "within":
        near = context.published
    return Meaning(Period(min(near, far), max(near, far), cal.PRECISION[unit], timex), context.published)


def narrative(match: Match, context: Context) -> Meaning | None:
    """The day before, the following week, the same month: counted from the day last named."""
    shift = match.number("dir", "EARLIER", "NARRATIVE", "NEXTREL", "SAME") or 0
    unit = unit_of(match)
    named = told_day(context, unit)
    if named is None and match.rule == "that-unit":
        return None
    if named is None and shift > 0 and context.tense == "past":
        return unit_at(None, unit, shift)
    found, part = unit_at(named or context.published, unit, shift), match.get("part", "PART")
    return found._replace(period=found.period._replace(timex=f"{found.period.timex}T{part}")) if part else found


def earlier(match: Match, context: Context) -> Meaning | None:
    """A week earlier, two days later."""
    unit = unit_of(match)
    direction = match.number("dir", "EARLIER", "AGO") or -1
    if direction > 0 and context.tense == "past" and told_day(context, unit) is None:
        return Meaning(open_period("duration", duration_timex(count(match.slots.get("n", ())), unit)))
    return _same_quarter(match, context, direction) or _counted(match, named_day(context, unit), direction)
