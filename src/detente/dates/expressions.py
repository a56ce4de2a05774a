"""A sentence -> its expressions: matches that survive the guards, widened by their modifiers ("early", "the end of")."""

from typing import NamedTuple

from detente.dates import calendar as cal
from detente.dates.grammar import Match, Piece, encode, matches, modifier, pieces
from detente.dates.meanings import MEANINGS, Context, Meaning
from detente.dates.tense import tense
from detente.sentences import Document, Sentence

OUT_OF_SPAN = ("IN", "WITHIN", "ON", "AT", "DURING")
NO_YEAR_AFTER = ("percent", "%", "pages", "km", "kilometers", "miles", "feet", "meters", "tons", "degrees")
NO_YEAR_BEFORE = (
    "$",
    "€",
    "£",
    "#",
    "no",
    "about",
    "than",
    "nearly",
    "over",
    "some",
    "least",
    "page",
    "flight",
    "room",
)


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
    for match in matches(each, code):
        if _refused(document, each, match):
            continue
        before = (
            modifier(each, code, low, match.first) if match.meaning not in ("duration", "every", "set_word") else None
        )
        if before is None and match.meaning in ("duration", "stretch"):
            before = modifier(each, code, low, match.first)
            if before and before[1] != "APPROX":
                before = None
        first = before[0] if before else match.first
        while each[first].values.keys() & set(OUT_OF_SPAN) and first < match.last - 1:
            first += 1
        last = match.last
        found.append(_expression(document, sentence, each[first:last], match, before[1] if before else None))
        low = last
    return found


def _expression(
    document: Document, sentence: Sentence, covered: list[Piece], match: Match, value: str | None
) -> Expression:
    first, last = covered[0].token, covered[-1].token + 1
    tokens = document.tokens
    outside = [i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i]
    head = next((i for i in outside if tokens[i].pos != "PUNCT"), outside[0] if outside else first)
    return Expression(covered[0].start, covered[-1].end, first, last, head, match, value, sentence)


def _refused(document: Document, each: list[Piece], match: Match) -> bool:
    """Return whether the words around say that this is no time: an age, a count, a rate."""
    before = each[match.first - 1].lower if match.first else ""
    after = each[match.last].lower if match.last < len(each) else ""
    beyond = each[match.last + 1].lower if match.last + 1 < len(each) else ""
    if match.rule == "year":
        return _counts(document, each[match.first], before, after)
    if match.meaning == "duration":
        unit = match.get("unit", "UNIT", "UNITS") or ""
        single = all("A" in p.values or "AN" in p.values for p in match.slots.get("n", ())) and "n" in match.slots
        return (
            "old" in (after, beyond if after == "-" else "")
            or (unit in ("S", "TM", "D") and single)
            or (after == "of" and beyond == "age")
            or before in ("per", "$")
        )
    if match.meaning in ("relative", "narrative"):
        return (match.get("unit", "UNIT") in ("S", "TM")) or after in ("-", "old")
    if match.meaning == "decade":
        return match.rule == "decade" and before in ("his", "her", "their", "my", "your", "mid", "early", "late")[:5]
    if match.meaning == "part_of_day":
        return each[match.first].lower == "the" and len(each) == 2
    if match.rule in ("clock-24",):
        return after in ("-", "to") and beyond.isdigit()
    return False


def _counts(document: Document, piece: Piece, before: str, after: str) -> bool:
    token = document.tokens[piece.token]
    head = document.tokens[token.head]
    return (
        (token.text != piece.lower
        and not (token.text.endswith((".", "-")) or "-" in token.text or "/" in token.text or "'" in token.text))
        or before in NO_YEAR_BEFORE
        or after in NO_YEAR_AFTER
        or (
            token.dep == "nummod"
            and head.i == token.i + 1
            and head.tag in ("NNS", "NNPS")
            and head.lower not in ("elections",)
        )
    )


def mean(
    document: Document, expression: Expression, published: cal.Day | None, named: cal.Period | None
) -> Meaning | None:
    """Return what an expression means: its rule's meaning, narrowed by its modifier."""
    country = document.article.outlet_country
    context = Context(published, named, tense(document, expression.head), None if country is None else country == "USA")
    meaning = MEANINGS[expression.match.meaning](expression.match, context)
    return None if meaning is None else _narrowed(meaning, expression.modifier, published)


def _narrowed(meaning: Meaning, value: str | None, published: cal.Day | None) -> Meaning:
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
