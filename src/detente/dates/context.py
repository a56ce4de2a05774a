"""What an expression may count from, and the small words of TIMEX3 that every meaning is written in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from detente.dates import calendar as cal
from detente.dates.calendar import Period
from detente.dates.grammar import Match
from detente.dates.tense import Tense
from detente.dates.words import Piece
from detente.records import Day, Precision

UNRESOLVED = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "DE": 3 * "X",
    "CE": "XX",
}
FINER = {"D": ("day", "hour"), "W": ("day", "hour", "week"), "M": ("day", "hour", "week", "month")}


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression may count from: the day of publication, what the passage named (the latest first, one of each
    precision), the tense of its verb, and whether the outlet writes the month first in numbers (None: unknown)."""

    published: Day | None
    named: tuple[Period, ...]
    tense: Tense | None
    month_first: bool | None


class Meaning(NamedTuple):
    """A period and the day it was counted from (None: it stands by itself or could not be resolved)."""

    period: Period
    anchor: Day | None = None


Reader: TypeAlias = Callable[[Match, Context], Meaning | None]


def open_period(precision: Precision, timex: str) -> Period:
    """Return a period without days."""
    return Period(None, None, precision, timex)


def count(pieces: tuple[Piece, ...]) -> float | None:
    """Return the number that words name ("a couple of", "twenty four", "two and a half"), None for "several"."""
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
    if unit == "F2":
        value, unit = None if value is None else value * 2, "W"
    if unit == "Q":
        return f"P{number_text(value)}Q"
    finer = {"H": ("M", 60), "TM": ("S", 60), "Y": ("M", 12)}.get(unit)
    clock = "T" if unit in ("H", "TM", "S") else ""
    if value is not None and value % 1 and finer:
        whole, rest = int(value), round(value % 1 * finer[1])
        return f"P{clock}" + (f"{whole}{unit[-1]}" if whole else "") + f"{rest}{finer[0]}"
    if clock:
        return f"PT{number_text(value)}{unit[-1]}"
    if unit in ("DE", "CE") and value is not None:
        return f"P{number_text(value * (10 if unit == 'DE' else 100))}Y"
    if unit == "WE":
        return f"P{number_text(value)}WE"
    return f"P{number_text(value)}{unit}"


def unit_of(match: Match, slot: str = "unit") -> str:
    """Return the TIMEX3 unit in a slot."""
    return match.get(slot, "UNIT", "UNITS", "QH") or "D"


def unit_at(anchor: Day | None, unit: str, shift: float) -> Meaning:
    """Return the unit that lies ``shift`` units from ``anchor``: unresolved without one.

    Raises:
        ValueError, OverflowError: it lies off the calendar.
    """
    if anchor is None:
        return Meaning(open_period(cal.PRECISION[unit], UNRESOLVED.get(unit, "XXXX")))
    if unit in ("H", "TM", "S"):
        return Meaning(cal.day(cal.shift(anchor, unit, shift)), anchor)
    return Meaning(cal.around(cal.shift(anchor, unit, shift), unit), anchor)


def loosened(match: Match, period: Period, unit: str, direction: float) -> Period:
    """Widen a period by one unit away from its anchor where the count is "a couple of": two, or rather three."""
    start, end = period.start, period.end
    if start is None or end is None or not any("COUPLE" in piece.values for piece in match.slots.get("n", ())):
        return period
    if direction < 0:
        return period._replace(start=cal.shift(start, unit, -1))
    return period._replace(end=cal.shift(end, unit, 1))


def told_day(context: Context, unit: str) -> Day | None:
    """Return the first day of what was last named, where it is fine enough to count ``unit`` from."""
    fine = FINER.get(unit)
    return next((p.start for p in context.named if p.start and (fine is None or p.precision in fine)), None)


def named_day(context: Context, unit: str) -> Day | None:
    """Return the day last named, or else that of publication."""
    return told_day(context, unit) or context.published
