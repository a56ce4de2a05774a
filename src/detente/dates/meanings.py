"""What each rule means: a match and the days it may count from -> a period."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from detente.dates import calendar as cal
from detente.dates.calendar import Period
from detente.dates.grammar import Match, Piece
from detente.dates.tense import Tense
from detente.records import Day

FRESH = 62  # days for which a quarter just over is the one that results are reported for


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression may count from: the day of publication, what the passage named (the latest first, one of each
    precision), the tense of
    its verb, and whether the outlet writes the month first in numeric dates (None: not known)."""

    published: Day | None
    named: tuple[Period, ...]
    tense: Tense | None
    month_first: bool | None


class Meaning(NamedTuple):
    """A period and the day it was counted from (None: it stands by itself or could not be resolved)."""

    period: Period
    anchor: Day | None = None


Reader = Callable[[Match, Context], Meaning | None]


def open_period(precision: cal.Precision, timex: str) -> Period:
    """Return a period without days."""
    return Period(None, None, precision, timex)


def count(pieces: tuple[Piece, ...]) -> float | None:
    """Return the number that words or numerals name ("a couple of", "twenty four", "two and a half"), None for "several"."""
    total, half, article = 0.0, 0.0, False
    if any("SLASH" in piece.values for piece in pieces):
        *whole, over, under = [float(piece.values["NUM"]) for piece in pieces if "NUM" in piece.values]
        return sum(whole) + over / under
    for piece in pieces:
        values = piece.values
        if "SOME" in values:
            return None
        if "HALF" in values:
            half = 0.5
        elif "COUPLE" in values:
            return 2.0
        elif "NUM" in values:
            total += float(values["NUM"])
        elif "NUMBER" in values:
            number = float(values["NUMBER"])
            total = (total or 1.0) * number if number >= 100 or piece.lower == "dozen" else total + number
        elif "A" in values or "AN" in values:
            article = True
    if half:
        return total + half
    return total or (1.0 if article else None)


def number_text(value: float | None) -> str:
    """Return a count as TIMEX3 writes it: "X" where it is not known."""
    return "X" if value is None else f"{value:g}"


def duration_timex(value: float | None, unit: str) -> str:
    """Return a TIMEX3 duration ("P2W", "PT2H", "PXY")."""
    if unit in ("H2", "F2"):
        value, unit = (None if value is None else value * (6 if unit == "H2" else 2)), ("M" if unit == "H2" else "W")
    if unit == "Q":
        return f"P{number_text(value)}Q"
    finer = {"H": ("M", 60), "TM": ("S", 60), "Y": ("M", 12)}.get(unit)
    clock = "T" if unit in ("H", "TM", "S") else ""
    if value is not None and value % 1 and finer:
        whole, rest = int(value), round(value % 1 * finer[1])
        return f"P{clock}" + (f"{whole}{unit[-1]}" if whole else "") + f"{rest}{finer[0]}"
    if clock:
        return f"PT{number_text(value)}{unit[-1]}"
    if unit == "DE" and value is not None:
        return f"P{number_text(value * 10)}Y"
    if unit == "WE":
        return f"P{number_text(value)}WE"
    return f"P{number_text(value)}{unit}"


def unit_of(match: Match, slot: str = "unit") -> str:
    """Return the TIMEX3 unit in a slot."""
    return match.get(slot, "UNIT", "UNITS", "QH") or "D"


# --- days, months and years as written ---------------------------------------------------------------------


def _written(year: int, month: int | None, day: int | None) -> Period | None:
    try:
        if month is None:
            return cal.year(year)
        return cal.month(year, month) if day is None else cal.day(dt.date(year, month, day))
    except ValueError:
        return None


def nearest(make: Callable[[int], Period | None], context: Context, rel: int | None = None) -> Meaning | None:
    """Return the period of the year that tense, "last" or "next" point at, counted from publication."""
    published = context.published
    if published is None:
        return None
    options = [p for p in (make(published.year + shift) for shift in range(-4, 5)) if p and p.start and p.end]
    past = [p for p in options if p.start and p.start <= published]
    future = [p for p in options if p.end and p.end >= published]
    if rel == -1:  # "last May" in June is the May of the year before: the other would be "last month"
        past = [p for p in options if p.end and p.end < _before_last(published, p)]
    elif rel == 1:
        future = [p for p in options if p.start and p.start > published]
    elif rel == 0:
        return next((Meaning(p, published) for p in options if p.start and p.start.year == published.year), None)
    if rel == -1 or (rel is None and context.tense == "past"):
        return Meaning(past[-1], published) if past else None
    if rel == 1 or (rel is None and context.tense == "future"):
        return Meaning(future[0], published) if future else None
    return Meaning(min(options, key=lambda p: _distance(p, published)), published) if options else None


def _before_last(published: Day, period: Period) -> Day:
    """Return the day that a "last ..." must end before: the month right before publication is no "last May"."""
    return cal.add_months(published.replace(day=1), -1) if period.precision == "month" else published


def _distance(period: Period, on: Day) -> int:
    assert period.start and period.end
    if period.start <= on <= period.end:
        return 0
    return min(abs((period.start - on).days), abs((period.end - on).days))


def _join(first: Period, last: Period) -> Period:
    return Period(first.start, last.end, first.precision, f"{first.timex}/{last.timex}")


def calendar(match: Match, context: Context) -> Meaning | None:
    """A day, month or year as written, or a range of them; a missing year is supplied from publication."""
    month, day = match.number("month", "MONTH", "MM"), match.number("day", "DAY", "DAYORD", "ORDINAL")
    year, rel = match.number("year", "YEAR"), match.number("rel", "REL")
    to_month, to_day = match.number("to_month", "MONTH"), match.number("to_day", "DAY", "DAYORD")
    to_year, weekday = match.number("to_year", "YEAR"), match.number("weekday", "WEEKDAY")
    if (short := match.number("short", "YY")) is not None and year is not None:
        to_year = year // 100 * 100 + short
    if year is not None and to_year is not None and month is None and to_year <= year:
        return None
    ranged = any(each is not None for each in (to_month, to_day, to_year))

    def make(of: int) -> Period | None:
        first = _written(of, month, day)
        if first and weekday is not None and first.start and first.start.weekday() != weekday:
            first = None if year is None else first
        if first is None or not ranged:
            return first
        end_month = to_month or month
        wraps = month is not None and end_month is not None and end_month < month
        last = _written(to_year or of + wraps, end_month, to_day or (day if month is None else None))
        return _join(first, last) if last and last.end and first.start and last.end >= first.start else None

    if month is None and day is not None:
        return _day_of_month(day, context)
    if year is None and to_year is not None:
        year = to_year - (to_month is not None and month is not None and to_month < month)
    if year is not None:
        period = make(year)
        return Meaning(period) if period else None
    if weekday is not None:
        context = replace(context, tense=None)
    found = nearest(make, context, rel)
    if found is None and context.published is None and month is not None:
        tail = "" if day is None else f"-{day:02d}"
        return Meaning(open_period("month" if day is None else "day", f"XXXX-{month:02d}{tail}"))
    return found


def _day_of_month(day: int, context: Context) -> Meaning | None:
    anchor = context.published
    if anchor is None:
        return Meaning(open_period("day", f"XXXX-XX-{day:02d}"))
    shifts = (0, 1, 2) if context.tense == "future" else (0, -1, -2)
    for shift in shifts:
        month = cal.add_months(anchor.replace(day=1), shift)
        found = _written(month.year, month.month, day)
        if found and found.start and (found.start >= anchor if context.tense == "future" else found.start <= anchor):
            return Meaning(found, anchor)
    return None


def numeric(match: Match, context: Context) -> Meaning | None:
    """13.04.2021, 4/13/2021: the order of day and month from the numbers, else from the outlet's country."""
    one, two = match.number("one", "NN"), match.number("two", "NN")
    year, short = match.number("year", "YEAR"), match.number("year", "YY")
    if one is None or two is None:
        return None
    if year is None:
        year = 2000 + (short or 0) if (short or 0) < 50 else 1900 + (short or 0)
    month_first = match.rule == "slashed" and context.month_first
    if one > 12 or two > 12:
        month_first = two > 12
    elif match.rule == "slashed" and context.month_first is None and one != two:
        return Meaning(open_period("day", f"{year:04d}-XX-XX"))
    month, day = (one, two) if month_first else (two, one)
    period = _written(year, month, day)
    return Meaning(period) if period else None


def month_of(match: Match, context: Context) -> Meaning | None:
    """ "May last year", "April of this year", "June of the following year"."""
    month, rel = match.number("month", "MONTH"), match.number("rel", "REL", "NARRATIVE")
    if match.get("rel", "NARRATIVE") is not None and match.get("rel", "REL") is None:
        anchor = named_day(context, "Y")
    else:
        anchor = context.published
    if month is None or unit_of(match) != "Y" or rel is None:
        return None
    if anchor is None:
        return Meaning(open_period("month", f"XXXX-{month:02d}"))
    return Meaning(cal.month(anchor.year + rel, month), anchor)


def year_part(match: Match, context: Context) -> Meaning | None:
    """The nth quarter or half of a year."""
    order, unit = match.number("ord", "ORDINAL"), unit_of(match)
    if order is None or order > (4 if unit == "Q" else 2):
        return None
    make = cal.quarter if unit == "Q" else cal.half
    year, rel = match.number("year", "YEAR"), match.number("rel", "REL")
    if year is not None:
        return Meaning(make(year, order))
    if context.published is None:
        return Meaning(open_period("quarter", f"XXXX-{unit}{order}"))
    if rel is not None:
        return Meaning(make(context.published.year + rel, order), context.published)
    begun = nearest(lambda of: make(of, order), replace(context, tense="past"))
    if context.tense != "future" or (
        begun and begun.period.end and (context.published - begun.period.end).days < FRESH
    ):
        return begun
    return nearest(lambda of: make(of, order), context)


def year_end(match: Match, context: Context) -> Meaning | None:
    """The end of the year of publication."""
    if context.published is None:
        return Meaning(open_period("day", "XXXX-12-31"))
    period = cal.part(cal.year(context.published.year), "END")
    return Meaning(period._replace(timex=f"{context.published.year:04d}-12-31"), context.published)


def weekend(match: Match, context: Context) -> Meaning | None:
    """The weekend before or after publication, as the tense says."""
    on = context.published
    if on is None:
        return Meaning(open_period("day", "XXXX-WXX-WE"))
    here = cal.weekend(on)
    if context.tense == "future" or (here.start and here.start <= on):
        return Meaning(here, on)
    return Meaning(cal.weekend(on - dt.timedelta(7)), on)


def season(match: Match, context: Context) -> Meaning | None:
    """A season, of the year given or of the one that tense, "last", "this" or "next" point at."""
    code, year, rel = match.get("season", "SEASON") or "SU", match.number("year", "YEAR"), match.number("rel", "REL")
    if year is not None:
        return Meaning(cal.season(year, code))
    if context.published is None:
        return Meaning(open_period("season", f"XXXX-{code}"))
    if rel == 0 and code == "WI" and context.published.month <= 2:
        return Meaning(cal.season(context.published.year - 1, code), context.published)
    return nearest(lambda of: cal.season(of, code), context, rel)


def holiday(match: Match, context: Context) -> Meaning | None:
    """A feast or memorial day."""
    rule, year, rel = match.get("holiday", "HOLIDAY") or "", match.number("year", "YEAR"), match.number("rel", "REL")
    if year is not None:
        return Meaning(cal.day(cal.holiday(rule, year)))
    if context.published is None:
        return Meaning(open_period("day", "XXXX-XX-XX"))
    return nearest(lambda of: cal.day(cal.holiday(rule, of)), context, rel)


def decade(match: Match, context: Context) -> Meaning | None:
    """The 1990s, the '90s, the nineties."""
    first = match.number("decade", "DECADE", "DECADEWORD")
    if first is None:
        return None
    if first < 100:
        first += 1900 if first >= 30 else 2000
    return Meaning(cal.decade(first))


def century(match: Match, context: Context) -> Meaning | None:
    """The 19th century."""
    order = match.number("ord", "ORDINAL")
    return Meaning(cal.century(order)) if order and order <= 30 else None


# --- counted from publication ------------------------------------------------------------------------------


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


UNRESOLVED = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "DE": "XXX",
    "CE": "XX",
}


def _unit_at(anchor: Day | None, unit: str, shift: float) -> Meaning | None:
    if anchor is None:
        return Meaning(open_period(cal.PRECISION[unit], UNRESOLVED.get(unit, "XXXX")))
    try:
        if unit in ("H", "TM", "S"):
            return Meaning(cal.day(cal.shift(anchor, unit, shift)), anchor)
        return Meaning(cal.around(cal.shift(anchor, unit, shift), unit), anchor)
    except (ValueError, OverflowError):
        return None


def relative(match: Match, context: Context) -> Meaning | None:
    """Last week, this year, next month; "the past year" is the year up to publication."""
    rel, unit = match.number("rel", "REL") or 0, unit_of(match)
    if unit == "H2":
        return None
    if unit in ("H", "TM", "S") or any(p.lower in ("past", "coming") for p in match.slots.get("rel", ())):
        return _stretch(rel, 1.0, unit, context.published)
    if unit == "W" and rel == -1 and context.published and context.published.weekday() == 6:
        rel = 0  # on a Sunday "last week" is the week that ends, not the one before it
    found = _unit_at(context.published, unit, rel)
    edge = match.get("edge", "EDGE")
    return found._replace(period=cal.part(found.period, edge)) if found and edge else found


def stretch(match: Match, context: Context) -> Meaning | None:
    """The past two months, the coming weeks: up to or from publication."""
    rel = match.number("rel", "REL") or 0
    value = count(match.slots["n"]) if "n" in match.slots else None
    return _stretch(rel, value, unit_of(match), context.published)


def _stretch(rel: int, value: float | None, unit: str, anchor: Day | None) -> Meaning | None:
    timex = duration_timex(value, unit)
    if anchor is None:
        return Meaning(open_period("duration", timex))
    precision: cal.Precision = "vague" if value is None else "duration"
    try:
        far = cal.shift(anchor, unit, rel * (value or 3))
    except (ValueError, OverflowError):
        return None
    start, end = (anchor, far) if rel > 0 else (far, anchor)
    if value is None:
        start, end = (anchor, None) if rel > 0 else (None, anchor)
    return Meaning(Period(start, end, precision, timex), anchor)


def ago(match: Match, context: Context) -> Meaning | None:
    """Two weeks ago, three days from now."""
    direction = match.number("dir", "DEICTIC") or -1
    return _same_quarter(match, context, direction) or _counted(match, context.published, direction)


def _counted(match: Match, anchor: Day | None, direction: int) -> Meaning | None:
    unit = unit_of(match)
    value = count(match.slots["n"]) if "n" in match.slots else (1.0 if match.rule == "unit-earlier" else None)
    if unit == "H2":
        return None
    if value is None:
        reference = open_period("vague", "PAST_REF" if direction < 0 else "FUTURE_REF")
        if anchor is None:
            return Meaning(reference)
        start, end = (None, anchor) if direction < 0 else (anchor, None)
        return Meaning(reference._replace(start=start, end=end), anchor)
    if unit == "F2":
        unit, value = "W", value * 2
    if unit == "DE":
        unit, value = "Y", value * 10
    return _unit_at(anchor, unit, direction * value)


def _same_quarter(match: Match, context: Context, direction: int) -> Meaning | None:
    """Return the quarter named in the passage some whole years before or after: "a year earlier" beside "the third quarter"."""
    value = count(match.slots["n"]) if "n" in match.slots else 1.0
    named = next((p for p in context.named if p.precision == "quarter" and p.start), None)
    if named is None or named.start is None or value is None or value % 1 or unit_of(match) != "Y":
        return None
    year, tail = named.start.year + direction * int(value), named.timex[5:]
    make = cal.quarter if tail[0] == "Q" else cal.half
    return Meaning(make(year, int(tail[1:])), named.start) if tail[:1] in "QH" and 0 < year < 9999 else None


def ahead(match: Match, context: Context) -> Meaning | None:
    """ "In two weeks", "within 30 days", "in a month or two": a window that opens at publication, of a future verb;
    of another verb a duration."""
    value, unit = count(match.slots["n"]), unit_of(match)
    more = count(match.slots["n2"]) if "n2" in match.slots else None
    timex = duration_timex(more or value, unit)
    if value is None or context.published is None or context.tense == "past":
        return Meaning(open_period("duration", timex))
    try:
        near, far = (cal.shift(context.published, unit, each) for each in (value, more or value))
    except (ValueError, OverflowError):
        return None
    if match.rule == "ahead-within" or match.slots["lead"][0].lower == "within":
        near = context.published
    return Meaning(Period(min(near, far), max(near, far), cal.PRECISION[unit], timex), context.published)


# --- counted from the day last named ------------------------------------------------------------------------

FINER = {"D": ("day", "hour"), "W": ("day", "hour", "week"), "M": ("day", "hour", "week", "month")}


def named_day(context: Context, unit: str) -> Day | None:
    """Return the first day of the period last named where it is fine enough to count ``unit`` from, else publication."""
    fine = FINER.get(unit)
    for named in context.named:
        if named.start and (fine is None or named.precision in fine):
            return named.start
    return context.published


def narrative(match: Match, context: Context) -> Meaning | None:
    """The day before, the following week, the same month: counted from the day last named."""
    shift = match.number("dir", "EARLIER", "NARRATIVE", "NEXTREL", "SAME") or 0
    if any(p.lower == "next" for p in match.slots.get("dir", ())):
        shift = 1
    unit = unit_of(match)
    return None if unit == "H2" else _unit_at(named_day(context, unit), unit, shift)


def earlier(match: Match, context: Context) -> Meaning | None:
    """A week earlier, two days later."""
    unit = unit_of(match)
    direction = match.number("dir", "EARLIER", "AGO") or -1
    return _same_quarter(match, context, direction) or _counted(match, named_day(context, unit), direction)


# --- lengths, sets, references --------------------------------------------------------------------------------


def duration(match: Match, context: Context) -> Meaning | None:
    """A length of time."""
    unit, rule = unit_of(match), match.rule
    value = count(match.slots["n"]) if "n" in match.slots else {"half-unit": 0.5, "whole-unit": 1.0}.get(rule)
    if unit == "H2":
        return None
    timex = duration_timex(value, unit)
    if "n2" in match.slots:
        timex += duration_timex(count(match.slots["n2"]), unit_of(match, "unit2")).removeprefix("P")
    return Meaning(open_period("duration", timex))


def every(match: Match, context: Context) -> Meaning | None:
    """Every year, every other week, each Friday, twice a month."""
    weekday, month = match.number("weekday", "WEEKDAY"), match.number("month", "MONTH")
    if weekday is not None:
        return Meaning(open_period("set", f"XXXX-WXX-{weekday + 1}"))
    if month is not None:
        return Meaning(open_period("set", f"XXXX-{month:02d}"))
    if code := match.get("season", "SEASON"):
        return Meaning(open_period("set", f"XXXX-{code}"))
    value = 2.0 if "other" in match.slots else count(match.slots["n"]) if "n" in match.slots else 1.0
    return Meaning(open_period("set", duration_timex(value, unit_of(match))))


def set_word(match: Match, context: Context) -> Meaning | None:
    """Daily, annual."""
    return Meaning(open_period("set", match.get("set", "SETWORD") or "P1D"))


def reference(match: Match, context: Context) -> Meaning | None:
    """Now, recently, soon: around, before or after publication."""
    value, on = match.get("ref", "REF", "REFADJ", "PASTNOUN", "SOON") or "PRESENT_REF", context.published
    start = on if value != "PAST_REF" else None
    end = on if value != "FUTURE_REF" else None
    return Meaning(Period(start, end, "vague", value), on)


def clock(match: Match, context: Context) -> Meaning | None:
    """An hour of the day last named."""
    noon = match.get("noon", "NOON")
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


MEANINGS: dict[str, Reader] = {
    "ago": ago,
    "ahead": ahead,
    "calendar": calendar,
    "century": century,
    "clock": clock,
    "day_part": day_part,
    "day_word": day_word,
    "decade": decade,
    "duration": duration,
    "earlier": earlier,
    "every": every,
    "holiday": holiday,
    "month_of": month_of,
    "narrative": narrative,
    "numeric": numeric,
    "part_of_day": part_of_day,
    "part_of_year": year_part,
    "reference": reference,
    "relative": relative,
    "season": season,
    "set_word": set_word,
    "stretch": stretch,
    "weekday": weekday,
    "weekend": weekend,
    "year_end": year_end,
    "weekday_of": weekday_of,
}
