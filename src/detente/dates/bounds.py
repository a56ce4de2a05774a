"""What stands around an expression: a preposition that leaves one side open, a plan that makes it impossible."""

from collections.abc import Iterator
from dataclasses import replace

from detente.dates import calendar as cal
from detente.dates.calendar import Period
from detente.dates.expressions import Expression, find_expressions
from detente.dates.tense import awaited, cues
from detente.dates.words import Piece
from detente.records import DateRange, Day
from detente.sentences import Document


def bounded(document: Document, expression: Expression, period: Period) -> Period:
    """Open one side of a period as the preposition before it says: since, by, until, before, after.

    "After Thursday's vote" opens nothing: the vote is meant. "Before the end of May" ends with May.
    """
    first, start, end = expression.first, period.start, period.end
    if first == 0 or start is None or end is None or "/" in period.timex or period.precision in ("vague", "duration"):
        return period
    before = document.tokens[first - 1]
    if document.tokens[expression.head].dep in ("poss", "compound", "amod", "nummod", "nmod"):
        return period
    step = 0 if period.precision == "hour" else 1
    if before.lower in ("since", "from"):
        return period._replace(end=None)
    if before.lower in cues("from"):
        return period._replace(start=cal.beside(end, step) if before.lower == "after" else end, end=None)
    if before.lower == "before":
        return period._replace(start=None, end=end if _ending(expression) else cal.beside(start, -step))
    if before.lower in cues("until") and before.dep != "agent":
        return period._replace(start=None)
    return period


def _ending(expression: Expression) -> bool:
    edge = expression.match.get("edge", "EDGE")
    return "END" in (expression.modifier, edge) or expression.match.meaning == "year_end"


def flagged(document: Document, expression: Expression, found: DateRange) -> DateRange:
    """Flag a day, month or season of a plan that lies before the report; add the days that are likely meant."""
    published, start, end = document.article.published, found.start, found.end
    if published is None or start is None or end is None or end >= published or not _years(expression):
        return found
    if found.precision in ("year", "decade") or not awaited(document, expression.head):
        return found
    if _told_then(document, expression, end):
        return found
    return replace(found, flag="impossible", likely=_likely(start, end, published))


def _told_then(document: Document, expression: Expression, end: Day) -> bool:
    """Return whether the sentence itself dates the telling ("said in 2019 that it could be held in June 2020")."""
    others = (each for each in find_expressions(document, expression.sentence) if each.start != expression.start)
    return any(year <= end.year for other in others for year in _years(other))


def _years(expression: Expression) -> list[int]:
    return [int(piece.values["YEAR"]) for piece in _pieces(expression) if "YEAR" in piece.values]


def _pieces(expression: Expression) -> Iterator[Piece]:
    return (piece for slot in expression.match.slots.values() for piece in slot)


def _likely(start: Day, end: Day, published: Day) -> tuple[Day, Day]:
    """Return the same days in the year of publication, or in the next where they are over by then."""
    away = 12 * (published.year - start.year)
    moved = _moved(start, end, away)
    return moved if moved[1] >= published else _moved(start, end, away + 12)


def _moved(start: Day, end: Day, months: int) -> tuple[Day, Day]:
    last = cal.add_months(end, months)
    return cal.add_months(start, months), cal.end_of_month(last) if end == cal.end_of_month(end) else last
