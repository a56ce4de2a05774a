"""Calendar arithmetic: periods (a week, a quarter, a season ...) as first day, last day and TIMEX3 value."""

import datetime as dt
from typing import NamedTuple

from detente.records import Day, Precision

PRECISION: dict[str, Precision] = {
    "D": "day",
    "W": "week",
    "WE": "day",
    "F2": "week",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "DE": "decade",
    "CE": "decade",
    "H": "hour",
    "TM": "hour",
    "S": "hour",
}
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
DAYS_IN = {"D": 1, "W": 7, "WE": 7, "F2": 14}


class Period(NamedTuple):
    """Days from ``start`` to ``end``, both included; None is open or unknown."""

    start: Day | None
    end: Day | None
    precision: Precision
    timex: str


def day(on: Day) -> Period:
    """Return the day ``on`` as a period."""
    return Period(on, on, "day", on.isoformat())


def week(on: Day) -> Period:
    """Return the ISO week (Monday to Sunday) that holds ``on``."""
    monday = on - dt.timedelta(on.weekday())
    year, number, _ = on.isocalendar()
    return Period(monday, monday + dt.timedelta(6), "week", f"{year:04d}-W{number:02d}")


def weekend(on: Day) -> Period:
    """Return the Saturday and Sunday of the ISO week that holds ``on``."""
    monday = on - dt.timedelta(on.weekday())
    return Period(monday + dt.timedelta(5), monday + dt.timedelta(6), "day", week(on).timex + "-WE")


def months(year: int, month: int, count: int, precision: Precision, timex: str) -> Period:
    """Return ``count`` calendar months from ``year``-``month`` on."""
    last = add_months(dt.date(year, month, 1), count - 1)
    return Period(dt.date(year, month, 1), end_of_month(last), precision, timex)


def month(year: int, number: int) -> Period:
    """Return a calendar month."""
    return months(year, number, 1, "month", f"{year:04d}-{number:02d}")


def quarter(year: int, number: int) -> Period:
    """Return the ``number``-th quarter of a year."""
    return months(year, 3 * number - 2, 3, "quarter", f"{year:04d}-Q{number}")


def half(year: int, number: int) -> Period:
    """Return the ``number``-th half of a year."""
    return months(year, 6 * number - 5, 6, "quarter", f"{year:04d}-H{number}")


def season(year: int, code: str) -> Period:
    """Return a northern season of three whole months; winter ``year`` begins in December of that year."""
    return months(year, SEASON_MONTH[code], 3, "season", f"{year:04d}-{code}")


def year(number: int) -> Period:
    """Return a calendar year."""
    return months(number, 1, 12, "year", f"{number:04d}")


def decade(first: int) -> Period:
    """Return the ten years from ``first`` on."""
    return Period(dt.date(first, 1, 1), dt.date(first + 9, 12, 31), "decade", f"{first // 10:03d}")


def century(number: int) -> Period:
    """Return the ``number``-th century, from 01 to 00 as TIMEX3 names it by its hundreds."""
    first = 100 * (number - 1)
    return Period(dt.date(first or 1, 1, 1), dt.date(first + 99, 12, 31), "decade", f"{number - 1:02d}")


def around(on: Day, unit: str) -> Period:
    """Return the calendar unit (TIMEX3 code) that holds the day ``on``."""
    if unit == "W":
        return week(on)
    if unit == "WE":
        return weekend(on)
    if unit == "M":
        return month(on.year, on.month)
    if unit == "Q":
        return quarter(on.year, (on.month + 2) // 3)
    if unit == "Y":
        return year(on.year)
    if unit == "DE":
        return decade(on.year // 10 * 10)
    if unit == "CE":
        return century(on.year // 100 + 1)
    return day(on)


def end_of_month(on: Day) -> Day:
    """Return the last day of the month that holds ``on``."""
    return add_months(on.replace(day=1), 1) - dt.timedelta(1)


def add_months(on: Day, count: int) -> Day:
    """Return the day ``count`` months later, cut to the length of the month.

    Raises:
        ValueError: the year leaves 1 to 9999.
    """
    index = on.year * 12 + on.month - 1 + count
    first = dt.date(index // 12, index % 12 + 1, 1)
    length = (dt.date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days
    return first.replace(day=min(on.day, length))


def shift(on: Day, unit: str, count: float) -> Day:
    """Return the day ``count`` units (TIMEX3 code; a fraction allowed) after ``on``; units below a day move nothing.

    Raises:
        ValueError, OverflowError: the day leaves the calendar.
    """
    if unit in MONTHS_IN:
        whole = int(count * MONTHS_IN[unit])
        rest = count * MONTHS_IN[unit] - whole
        return add_months(on, whole) + dt.timedelta(round(rest * 30))
    if unit in DAYS_IN:
        return on + dt.timedelta(round(count * DAYS_IN[unit]))
    hours = {"H": 1 / 24, "TM": 1 / 1440, "S": 1 / 86400}[unit]
    return on + dt.timedelta(int(count * hours))


def beside(on: Day, days: int) -> Day:
    """Return the day ``days`` after ``on``, ``on`` itself at the calendar's edge."""
    try:
        return on + dt.timedelta(days)
    except OverflowError:
        return on


def part(period: Period, edge: str) -> Period:
    """Return the first, middle or last third of a period; the TIMEX3 value stays the whole's."""
    if period.start is None or period.end is None or period.precision in ("day", "hour"):
        return period
    days = (period.end - period.start).days + 1
    third = dt.timedelta(max(1, round(days / 3)) - 1)
    if edge == "START":
        return period._replace(end=period.start + third)
    if edge == "END":
        return period._replace(start=period.end - third)
    if edge == "MID":
        return period._replace(start=period.start + third + dt.timedelta(1), end=period.end - third - dt.timedelta(1))
    return period


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Day:
    """Return the ``nth`` (1 first, -1 last) given weekday (0 = Monday) of a month."""
    if nth < 0:
        last = end_of_month(dt.date(year, month, 1))
        return last - dt.timedelta((last.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> Day:
    """Return Western Easter Sunday (the anonymous Gregorian algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, rest = divmod(h + weekday - 7 * m + 114, 31)
    return dt.date(year, month, rest + 1)


def holiday(rule: str, year: int) -> Day:
    """Return the day of a holiday by its rule in ``dates_holidays.tsv`` (MM-DD, MM-weekday-nth, easter+n)."""
    if rule.startswith("easter"):
        return easter(year) + dt.timedelta(int(rule.removeprefix("easter")))
    first, _, rest = rule.partition("-")
    if "-" not in rest:
        return dt.date(year, int(first), int(rest))
    weekday, _, nth = rest.partition("-")
    return nth_weekday(year, int(first), int(weekday), int(nth))
