"""Expressions of one sentence that belong together: an hour and its day, "from" and "to", a length and what it is
measured from."""

from dataclasses import replace
from itertools import pairwise

from detente.dates import calendar as cal
from detente.dates.attach import Timex
from detente.dates.bounds import bounded, flagged
from detente.dates.calendar import Period
from detente.dates.context import Meaning, count, loosened, unit_of
from detente.dates.expressions import Expression
from detente.dates.terms import Edge
from detente.dates.written import in_year
from detente.records import DateRange, Day
from detente.sentences import Document

Read = tuple[Expression, Meaning]
PAIRS = (("from", ["to"]), ("from", ["until"]), ("from", ["through"]), ("between", ["and"]))
LINKS = (["and"], ["to"], ["through"], ["or"], ["until"])
FAR = 10  # tokens that may stand between "before" and the day it counts from


def joined(document: Document, read: list[Read], edges: list[Edge]) -> list[Timex]:
    """Return the timexes of one sentence: joined with each other, with prepositions and with terms in office."""
    whole = _measured(document, _clocked(document, _sharing(document, read)))
    taken = [False] * len(whole)
    found = []
    for edge in edges:
        if edge.named:
            taken = [used or edge.start <= each.start < edge.end for (each, _), used in zip(whole, taken, strict=True)]
        at = next((i for i, (each, _) in enumerate(whole) if each.start < edge.start <= each.end + 1 <= edge.end), None)
        period = None if at is None else _offset(whole[at][0], edge.day, edge.side)
        if at is not None and period is not None:
            taken[at] = True
            found.append(_spanning(document, whole[at][0].start, edge.end, period, edge.day))
        elif edge.named or not any(each.start < edge.end and edge.start < each.end for each, _ in whole):
            start, end = {"after": (edge.day, None), "before": (None, edge.day)}.get(edge.side, (edge.day, edge.day))
            period = Period(start, end, "day", edge.day.isoformat())
            found.append(_spanning(document, edge.start, edge.end, period, edge.day))
    rest = [each for each, used in zip(whole, taken, strict=True) if not used and each[0].match.rule != "unmeasured"]
    return found + _paired(document, [_timex(document, *each) for each in rest])


def _sharing(document: Document, read: list[Read]) -> list[Read]:
    """Give a month or day the year that only the next one has: "between August and December 2016"."""
    found = list(read)
    for i, ((left, meaning), (right, beside)) in enumerate(pairwise(read)):
        between = [token.lower for token in document.tokens[left.last : right.first]]
        start, other = meaning.period.start, beside.period.start
        if between not in LINKS or start is None or other is None or "year" not in right.match.slots:
            continue
        if left.match.meaning != "calendar" or "year" in left.match.slots or "month" not in left.match.slots:
            continue
        period = in_year(left.match, other.year - (start.month > other.month))
        if period is not None:
            found[i] = left, Meaning(period)
    return found


def _clocked(document: Document, read: list[Read]) -> list[Read]:
    """Join an hour and the day beside it: "9 a.m. Tuesday", "Friday at 10:35"."""
    found: list[Read] = []
    for expression, meaning in read:
        both = _clock_and_day(document, found[-1], (expression, meaning)) if found else None
        if both:
            found[-1] = both
        else:
            found.append((expression, meaning))
    return found


def _clock_and_day(document: Document, first: Read, second: Read) -> Read | None:
    (left, before), (right, after) = first, second
    between = document.tokens[left.last : right.first]
    if any(token.pos != "ADP" and token.text != "," for token in between) or "part_of_day" in (
        left.match.meaning,
        right.match.meaning,
    ):
        return None
    clocks = (left.match.meaning == "clock", right.match.meaning == "clock")
    hour, day = (before, after) if clocks[0] else (after, before)
    start = day.period.start
    if clocks[0] == clocks[1] or right.first - left.last > 1 or day.period.precision != "day" or start is None:
        return None
    time = hour.period.timex.partition("T")[2]
    period = Period(start, day.period.end, "hour", f"{start.isoformat()}T{time}")
    return left._replace(end=right.end, last=right.last), Meaning(period, after.anchor or before.anchor)


def _measured(document: Document, read: list[Read]) -> list[Read]:
    """Count a length from the day named after it: "ten days before the June 16 summit"."""
    found = list(read)
    for i, ((length, before), (named, meaning)) in enumerate(pairwise(read)):
        between = document.tokens[length.last : named.first]
        side = between[0].lower if between else ""
        if length.match.meaning != "duration" or side not in ("before", "after") or len(between) > FAR:
            continue
        day = meaning.period.start
        if day is None or meaning.period.precision != "day" or any(token.pos in ("VERB", "PUNCT") for token in between):
            continue
        period = _offset(length, day, side)
        if period is not None:
            kept = length._replace(match=length.match._replace(rule="measured"))
            timex = before.period.timex if "n" in length.match.slots else period.timex
            found[i] = (kept, Meaning(period._replace(timex=timex), day))
            found[i + 1] = (named._replace(match=named.match._replace(rule="measured")), meaning)
    return found


def _offset(expression: Expression, day: Day, side: str) -> Period | None:
    """Return the period that lies the length of an expression before or after a day, None where it is no length."""
    if expression.match.meaning not in ("duration", "earlier", "narrative"):
        return None
    slots = expression.match.slots
    single = any("UNIT" in piece.values for piece in slots.get("unit", ()))
    value = count(slots["n"]) if "n" in slots else 1.0 if single else None
    if value is None:
        start, end = (day, None) if side == "after" else (None, day)
        return Period(start, end, "vague", day.isoformat())
    try:
        unit = unit_of(expression.match)
        away = value if side == "after" else -value
        return loosened(expression.match, cal.around(cal.shift(day, unit, away), unit), unit, away)
    except (ValueError, OverflowError):
        return None


def _paired(document: Document, found: list[Timex]) -> list[Timex]:
    """Give both halves of "from X to Y" and "between X and Y" the whole interval."""
    result = list(found)
    for i, (left, right) in enumerate(pairwise(found)):
        lead = document.tokens[left.first - 1].lower if left.first else ""
        between = [token.lower for token in document.tokens[left.last : right.first]]
        start, end = left.range.start, right.range.end
        level = between in (["to"], ["through"]) and left.range.precision == right.range.precision
        if ((lead, between) in PAIRS or level) and start and end and start <= end:
            result[i] = left._replace(range=replace(left.range, start=start, end=end))
            result[i + 1] = right._replace(range=replace(right.range, start=start, end=end))
    return result


def _timex(document: Document, expression: Expression, meaning: Meaning) -> Timex:
    measured = expression.match.rule == "measured"
    period = meaning.period if measured else bounded(document, expression, meaning.period)
    found = _range(document, expression.start, expression.end, period, meaning.anchor)
    found = flagged(document, expression, found)
    return Timex(expression.start, expression.end, expression.first, expression.last, expression.head, found)


def _spanning(document: Document, start: int, end: int, period: Period, anchor: Day | None) -> Timex:
    tokens = [token for token in document.tokens if token.start < end and start < token.end]
    first, last = tokens[0].i, tokens[-1].i + 1
    head = next((t.i for t in tokens if not first <= t.head < last or t.head == t.i), first)
    return Timex(start, end, first, last, head, _range(document, start, end, period, anchor))


def _range(document: Document, start: int, end: int, period: Period, anchor: Day | None) -> DateRange:
    return DateRange(period.start, period.end, period.precision, period.timex, document.text(start, end), anchor)
