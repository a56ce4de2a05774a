"""Days, months, seasons and years as they are written; a missing year is supplied from publication."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from detente.dates import calendar as cal
from detente.dates.calendar import Period
from detente.dates.context import Context, Meaning, named_day, open_period, told_day, unit_of
from detente.dates.grammar import Match
from detente.records import Day

CLOSE, FAR = 60, 300  # days
AHEAD = 1.5  # how much farther than the past the future is, where nothing says which
FRESH = 62  # days for which a quarter just over is the one that results are reported for


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
    return Meaning(min(options, key=lambda p: _remoteness(p, published)), published) if options else None


def _before_last(published: Day, period: Period) -> Day:
    """Return the day that a "last ..." must end before: the month right before publication is no "last May"."""
    return cal.add_months(published.replace(day=1), -1) if period.precision == "month" else published


def _remoteness(period: Period, on: Day) -> float:
    """Return how far a period is, what is yet to come half as far again: news tells of the past."""
    assert period.start
    return _distance(period, on) * (AHEAD if period.start > on else 1)


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
    if month is None and day is not None:
        return _day_of_month(day, context)
    year, make = _maker(match, month, day)
    if year is not None:
        period = make(year)
        found = Meaning(period) if period else None
    else:
        found = _supplied(match, context, make)
    if found and found.period.start and "week" in match.slots:
        return found._replace(period=cal.week(found.period.start))
    if found is None and year is None and context.published is None and month is not None:
        tail = "" if day is None else f"-{day:02d}"
        return Meaning(open_period("month" if day is None else "day", f"XXXX-{month:02d}{tail}"))
    return found


def in_year(match: Match, year: int) -> Period | None:
    """Return the period that a day or month without a year is in a year that stands elsewhere."""
    month, day = match.number("month", "MONTH", "MM"), match.number("day", "DAY", "DAYORD", "ORDINAL")
    return None if month is None else _maker(match, month, day)[1](year)


def _maker(match: Match, month: int | None, day: int | None) -> tuple[int | None, Callable[[int], Period | None]]:
    """Return the year that is written, if any, and what makes the period of a year: None where no calendar has it."""
    year, weekday = match.number("year", "YEAR"), match.number("weekday", "WEEKDAY")
    to_month, to_day = match.number("to_month", "MONTH"), match.number("to_day", "DAY", "DAYORD")
    to_year, short = match.number("to_year", "YEAR"), match.number("short", "YY")
    if short is not None and year is not None:
        to_year = year // 100 * 100 + short
    end_month = to_month or month
    wraps = month is not None and end_month is not None and end_month < month
    free = year is None

    def make(of: int) -> Period | None:
        first = _written(of, month, day)
        if first and free and weekday is not None and first.start and first.start.weekday() != weekday:
            return None
        if first is None or (to_month, to_day, to_year) == (None, None, None):
            return first
        last = _written(to_year or of + wraps, end_month, to_day)
        return _join(first, last) if last and last.end and first.end and last.end > first.end else None

    return (to_year - wraps if year is None and to_year is not None else year), make


def _supplied(match: Match, context: Context, make: Callable[[int], Period | None]) -> Meaning | None:
    """Return the period in the year that tense and nearness point at; a weekday beside the day decides it alone."""
    near = replace(context, tense=None)
    if "weekday" in match.slots:
        return nearest(make, near)
    rel = match.number("rel", "REL")
    found = nearest(make, context, rel)
    return _nearer(found, nearest(make, near), context.published) if found and "day" in match.slots else found


def _nearer(found: Meaning, beside: Meaning | None, published: Day | None) -> Meaning:
    """Prefer a day some weeks off to one most of a year off, whatever the tense: nobody leaves out that year."""
    if beside is None or published is None:
        return found
    close = _distance(beside.period, published) <= CLOSE
    return beside if close and _distance(found.period, published) > FAR else found


def week_of(match: Match, context: Context) -> Meaning | None:
    """The nth or last seven days of a month; TIMEX3 has the ISO week that most of them lie in."""
    found, order = calendar(match, context), match.number("ord", "ORDINAL")
    if found is None or found.period.start is None or found.period.end is None:
        return found
    first = found.period.end - dt.timedelta(6) if order is None else found.period.start + dt.timedelta(7 * (order - 1))
    if not found.period.start <= first <= found.period.end:
        return None
    timex = cal.week(first + dt.timedelta(3)).timex
    return found._replace(period=Period(first, min(first + dt.timedelta(6), found.period.end), "week", timex))


def half_month(match: Match, context: Context) -> Meaning | None:
    """The first or second half of a month."""
    found = calendar(match, context)
    if found is None or found.period.start is None:
        return found
    first = found.period.start
    if match.number("ord", "ORDINAL") == 1:
        return found._replace(period=found.period._replace(end=first.replace(day=15)))
    return found._replace(period=found.period._replace(start=first.replace(day=16)))


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
    """ "May last year", "April of this year", "June of the following year", "that June"."""
    month, rel = match.number("month", "MONTH"), match.number("rel", "REL", "NARRATIVE")
    if match.rule == "that-month":
        rel, anchor = 0, told_day(context, "Y")
    elif match.get("rel", "NARRATIVE") is not None and match.get("rel", "REL") is None:
        anchor = named_day(context, "Y")
    else:
        anchor = context.published
    if month is None or rel is None or (match.rule != "that-month" and unit_of(match) != "Y"):
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
        return Meaning(open_period("year", "XXXX"))
    return Meaning(cal.part(cal.year(context.published.year), "END"), context.published)


def season(match: Match, context: Context) -> Meaning | None:
    """A season, of the year given or of the one that tense, "last", "this" or "next" point at."""
    code, year, rel = match.get("season", "SEASON") or "SU", match.number("year", "YEAR"), match.number("rel", "REL")
    if year is not None:
        return Meaning(cal.season(year, code))
    if match.rule == "that-season":
        named = told_day(context, "Y")
        return Meaning(cal.season(named.year, code), named) if named else None
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
    found = cal.decade(first)
    order = match.number("ord", "ORDINAL")
    if order is None:
        return Meaning(found)
    start = first + (5 if order == 2 else 0)
    return Meaning(found._replace(start=dt.date(start, 1, 1), end=dt.date(start + 4, 12, 31)))


def century(match: Match, context: Context) -> Meaning | None:
    """The 19th century, or a half of it."""
    order, half = match.number("ord", "ORDINAL"), match.number("half", "ORDINAL")
    if not order or order > 30:
        return None
    found = cal.century(order)
    if half is None or found.start is None or found.end is None:
        return Meaning(found)
    middle = dt.date(found.end.year - 49, 1, 1)
    part = found._replace(end=middle - dt.timedelta(1)) if half == 1 else found._replace(start=middle)
    return Meaning(part)
