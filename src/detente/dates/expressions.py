"""A sentence -> its expressions: matches that survive the guards, widened by modifiers ("early", "the end of")."""

from typing import NamedTuple

from detente.dates import calendar as cal
from detente.dates.calendar import Period
from detente.dates.context import Context, Meaning
from detente.dates.grammar import Match, matches, modifier
from detente.dates.guards import refused
from detente.dates.meanings import MEANINGS
from detente.dates.tense import tense
from detente.dates.words import Piece, encode, pieces
from detente.records import Day
from detente.sentences import Document, Sentence

OUT_OF_SPAN = ("IN", "WITHIN", "ON", "AT", "DURING")
MEASURED = ("ago", "duration", "earlier", "clock", "stretch")
UNMODIFIED = ("every", "set_word", "reference")


class Expression(NamedTuple):
    """A match in its sentence: offsets, tokens ``[first, last)`` and their head, the modifier before it."""

    start: int
    end: int
    first: int
    last: int
    head: int
    match: Match
    modifier: str | None
    sentence: Sentence


def find_expressions(document: Document, sentence: Sentence) -> list[Expression]:
    """Return the expressions of one sentence, in order."""
    each = pieces(document, sentence)
    code = encode(each)
    if not code.strip("x"):
        return []
    found: list[Expression] = []
    low = 0
    for raw in matches(each, code):
        match = _governing(document, each, _core(raw))
        if refused(document, each, match):
            continue
        before = (
            modifier(each, code, low, match.first) if match.meaning not in ("duration", "every", "set_word") else None
        )
        if before is None and match.meaning in ("duration", "stretch"):
            before = modifier(each, code, low, match.first)
        if before and match.meaning in UNMODIFIED:
            before = None
        if before and (before[1] == "APPROX") != (match.meaning in MEASURED) and match.meaning != "calendar":
            before = None
        first = before[0] if before else match.first
        while each[first].values.keys() & set(OUT_OF_SPAN) and first < match.last - 1:
            first += 1
        last = match.last
        expression = _expression(document, sentence, each[first:last], match, before[1] if before else None)
        if found and found[-1].match.meaning == "clock" and found[-1].last == expression.first:
            expression = expression._replace(head=found[-1].head)  # "until 9 a.m. Tuesday": the hour's place tells
        found.append(expression)
        low = last
    return found


def _core(match: Match) -> Match:
    """Cut what a rule reads at its edges and leaves outside the expression."""
    before, after = (len(match.slots.get(edge, ())) for edge in ("before", "after"))
    return match._replace(first=match.first + before, last=match.last - after)


def _governing(document: Document, each: list[Piece], match: Match) -> Match:
    """Cut a "before" or "after" that governs words of its own: "90 days after their issue" is a length, and "the day
    before they met" counts from an event that has no day here."""
    last = each[match.last - 1]
    if match.meaning not in ("earlier", "narrative") or "BEFOREAFTER" not in last.values:
        return match
    token = document.tokens[last.token]
    if not document.children[token.i] and token.dep != "mark":
        return match
    rule = "unmeasured" if match.meaning == "narrative" else "duration" if "n" in match.slots else "units"
    return match._replace(rule=rule, meaning="duration", last=match.last - 1)


def _expression(
    document: Document, sentence: Sentence, covered: list[Piece], match: Match, value: str | None
) -> Expression:
    tokens = document.tokens
    first, last = covered[0].token, covered[-1].token + 1
    while last < sentence.last and tokens[last].start < covered[-1].end:
        last += 1
    outside = [i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i]
    head = next((i for i in outside if tokens[i].pos != "PUNCT"), outside[0] if outside else first)
    return Expression(covered[0].start, covered[-1].end, first, last, head, match, value, sentence)


def mean(
    document: Document, expression: Expression, published: Day | None, named: tuple[Period, ...]
) -> Meaning | None:
    """Return what an expression means: its rule's meaning, narrowed by its modifier; None where it means no date."""
    country = document.article.outlet_country
    loosely = expression.match.meaning not in ("calendar", "season")
    context = Context(
        published, named, tense(document, expression.head, loosely), None if country is None else country == "USA"
    )
    try:
        meaning = MEANINGS[expression.match.meaning](expression.match, context)
    except (ValueError, OverflowError):  # counted off the calendar
        return None
    return None if meaning is None else _narrowed(meaning, expression.modifier, published)


def _narrowed(meaning: Meaning, value: str | None, published: Day | None) -> Meaning:
    period = meaning.period
    if value in (None, "APPROX") or period.start is None or period.end is None:
        return meaning
    if value in ("EARLIER", "LATER"):
        if published is None or not period.start <= published <= period.end or period.precision == "day":
            return meaning
        if value == "EARLIER":
            return meaning._replace(period=period._replace(end=published))
        return meaning._replace(period=period._replace(start=published))
    return meaning._replace(period=cal.part(period, value or ""))
