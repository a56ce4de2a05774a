"""The way through the room: expressions of each sentence, in order, with what was named before them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from detente.dates import calendar as cal
from detente.dates.attach import Timex
from detente.dates.calendar import Period
from detente.dates.context import Meaning, count, unit_of
from detente.dates.expressions import Expression, find_expressions, mean
from detente.dates.tense import awaited, cues
from detente.dates.terms import TermEdge, find_edges
from detente.dates.words import Piece
from detente.lexicon import Lexicon
from detente.records import Article, DateRange, Day, Precision
from detente.sentences import Document, Sentence

ONE_DAY = dt.timedelta(1)
NAMING = frozenset(
    (
        "calendar",
        "numeric",
        "weekday",
        "weekday_of",
        "month_of",
        "relative",
        "narrative",
        "earlier",
        "ago",
        "holiday",
        "part_of_year",
    )
)
REACH = 3


def find_dates(text: str, published: Day | None = None) -> list[tuple[int, int, DateRange]]:
    """Return the dates of a text as (start, end, range), offsets in ``text``.

    Relative expressions count from ``published``; without it they stay unresolved (no days, no anchor).
    """
    from detente.lexicon import load
    from detente.sentences import parse

    article = Article(
        "a_text",
        "",
        None,
        None,
        None,
        published,
        "stated" if published else "unknown",
        "en",
        None,
        "unknown",
        "news",
        "",
        text,
    )
    return [(each.start, each.end, each.range) for each in find_timexes(parse(article), load())]


def find_timexes(document: Document, lexicon: Lexicon) -> tuple[Timex, ...]:
    """Return the dated expressions of the whole document in order, resolved against its day of publication."""
    found: list[Timex] = []
    passage = Passage(document)
    for sentence in document.sentences:
        passage.enter(sentence)
        read: list[tuple[Expression, Meaning]] = []
        for expression in find_expressions(document, sentence):
            meaning = mean(document, expression, document.article.published, passage.named)
            if meaning is None:
                continue
            read.append((expression, meaning))
            passage.name(expression, meaning.period)
        edges = find_edges(document, sentence, lexicon)
        found += _joined(document, _clocked(read), edges)
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


class Passage:
    """What a narrative expression ("the day before") counts from: the period last named since the last heading."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.periods: dict[Precision, tuple[int, Period]] = {}
        self.at = 0

    def enter(self, sentence: Sentence) -> None:
        """Forget what was named where the sentence opens a new passage, or where it was named too far above."""
        between = self.document.paragraphs[self.at : sentence.paragraph + 1]
        if any(p.kind == "heading" for p in between):
            self.periods.clear()
        self.at = sentence.paragraph

    def name(self, expression: Expression, period: Period) -> None:
        """Note the period that an expression named; a quarter only where it is called one."""
        kind = expression.match.meaning
        if kind not in NAMING or period.start is None or (period.precision == "quarter") != (kind == "part_of_year"):
            return
        self.periods.pop(period.precision, None)
        self.periods[period.precision] = (self.at, period)

    @property
    def named(self) -> tuple[Period, ...]:
        """What was named within reach, the latest first, one period of each precision."""
        return tuple(period for at, period in reversed(self.periods.values()) if self.at - at <= REACH)


def _clocked(read: list[tuple[Expression, Meaning]]) -> list[tuple[Expression, Meaning]]:
    """Join an hour and the day beside it: "9 a.m. Tuesday", "Friday at 10:35"."""
    found: list[tuple[Expression, Meaning]] = []
    for expression, meaning in read:
        if found:
            before, earlier = found[-1]
            kinds = {before.match.meaning == "clock", expression.match.meaning == "clock"}
            day = meaning.period if before.match.meaning == "clock" else earlier.period
            if kinds == {True, False} and expression.first - before.last <= 1 and day.precision == "day" and day.start:
                hour = (earlier if before.match.meaning == "clock" else meaning).period.timex.partition("T")[2]
                joined = before._replace(end=expression.end, last=expression.last)
                period = Period(day.start, day.end, "hour", f"{day.start.isoformat()}T{hour}")
                found[-1] = (joined, Meaning(period, meaning.anchor or earlier.anchor))
                continue
        found.append((expression, meaning))
    return found


def _joined(document: Document, read: list[tuple[Expression, Meaning]], edges: list[TermEdge]) -> list[Timex]:
    """Return the timexes of one sentence, bounded by prepositions, pairs and terms in office."""
    found = [_timex(document, expression, meaning) for expression, meaning in read]
    found = _paired(document, found)
    for edge in edges:
        at = next(
            (i for i, each in enumerate(found) if edge.start - 1 <= each.end <= edge.end and each.start < edge.start),
            None,
        )
        measured = None if at is None else _measured(read[at][0], edge)
        if at is not None and measured is not None:
            found[at] = _spanning(document, found[at].start, edge.end, measured, edge.day)
        elif not any(each.start < edge.end and edge.start < each.end for each in found):
            after = edge.side == "after"
            period = Period(edge.day if after else None, None if after else edge.day, "day", edge.day.isoformat())
            found.append(_spanning(document, edge.start, edge.end, period, edge.day))
    return found


def _measured(expression: Expression, edge: TermEdge) -> Period | None:
    if expression.match.meaning not in ("duration", "earlier", "narrative"):
        return None
    direction = 1 if edge.side == "after" else -1
    slots = expression.match.slots
    value = count(slots["n"]) if "n" in slots else 1.0 if expression.match.meaning == "narrative" else None
    unit = unit_of(expression.match)
    if value is None:
        start, end = (edge.day, None) if direction > 0 else (None, edge.day)
        return Period(start, end, "vague", edge.day.isoformat())
    return cal.around(cal.shift(edge.day, unit, direction * value), unit)


def _spanning(document: Document, start: int, end: int, period: Period, anchor: Day | None) -> Timex:
    tokens = [token.i for token in document.tokens if token.start < end and start < token.end]
    first, last = tokens[0], tokens[-1] + 1
    head = next(
        (i for i in tokens if not first <= document.tokens[i].head < last or document.tokens[i].head == i), first
    )
    return Timex(start, end, first, last, head, _range(document, start, end, period, anchor))


def _range(document: Document, start: int, end: int, period: Period, anchor: Day | None) -> DateRange:
    return DateRange(period.start, period.end, period.precision, period.timex, document.text(start, end), anchor)


def _timex(document: Document, expression: Expression, meaning: Meaning) -> Timex:
    period = _bounded(document, expression.first, meaning.period)
    found = _range(document, expression.start, expression.end, period, meaning.anchor)
    found = _flagged(document, expression, found)
    return Timex(expression.start, expression.end, expression.first, expression.last, expression.head, found)


def _bounded(document: Document, first: int, period: Period) -> Period:
    """Open one side of a period as the preposition before it says: since, by, until, before, after."""
    if period.start is None or period.end is None or period.precision in ("vague", "duration") or first == 0:
        return period
    if "/" in period.timex:
        return period
    before = document.tokens[first - 1]
    if before.lower in ("since", "from"):
        return period._replace(end=None)
    if before.lower in cues("from"):
        return period._replace(start=period.end if before.lower != "after" else _next(period.end), end=None)
    if before.lower == "before":
        return period._replace(start=None, end=period.start - ONE_DAY)
    if before.lower in cues("until") and before.tag != "VBN" and not (before.lower == "by" and before.dep == "agent"):
        return period._replace(start=None)
    return period


def _next(day: Day) -> Day:
    return day + ONE_DAY


def _paired(document: Document, found: list[Timex]) -> list[Timex]:
    """Give both halves of "from X to Y" and "between X and Y" the whole interval."""
    result = list(found)
    for i, (left, right) in enumerate(pairwise(found)):
        lead = document.tokens[left.first - 1].lower if left.first else ""
        between = [token.lower for token in document.tokens[left.last : right.first]]
        if (lead, between) in (("from", ["to"]), ("from", ["until"]), ("from", ["through"]), ("between", ["and"])):
            start, end = left.range.start, right.range.end
            if start and end and start <= end:
                result[i] = left._replace(range=replace(left.range, start=start, end=end))
                result[i + 1] = right._replace(range=replace(right.range, start=start, end=end))
    return result


def _flagged(document: Document, expression: Expression, found: DateRange) -> DateRange:
    """Flag a day, month or season of a plan that lies before the report; add the days that are likely meant."""
    published = document.article.published
    year = any("YEAR" in piece.values for slot in expression.match.slots.values() for piece in slot)
    if (
        published is None
        or found.end is None
        or found.start is None
        or not year
        or found.precision in ("year", "decade")
    ):
        return found
    if found.end >= published or not awaited(document, expression.head) or _told_then(document, expression, found.end):
        return found
    return replace(found, flag="impossible", likely=_likely(found.start, found.end, published))


def _told_then(document: Document, expression: Expression, end: Day) -> bool:
    """Return whether the sentence itself dates the telling ("said in 2019 that it could be held in June 2020")."""
    others = (e for e in find_expressions(document, expression.sentence) if e.start != expression.start)
    return any("YEAR" in p.values and int(p.values["YEAR"]) <= end.year for e in others for p in _pieces(e))


def _pieces(expression: Expression) -> Iterator[Piece]:
    return (piece for slot in expression.match.slots.values() for piece in slot)


def _likely(start: Day, end: Day, published: Day) -> tuple[Day, Day]:
    for year in (published.year, published.year + 1):
        shift = 12 * (year - start.year)
        first = cal.add_months(start, shift)
        last = (
            cal.end_of_month(cal.add_months(end, shift)) if end == cal.end_of_month(end) else cal.add_months(end, shift)
        )
        if last >= published:
            break
    return first, last
