"""A sentence -> its expressions: matches that survive the guards, widened by their modifiers ("early", "the end of")."""

from typing import NamedTuple

from detente.dates import calendar as cal
from detente.dates.grammar import Match, Piece, encode, matches, modifier, pieces
from detente.dates.meanings import MEANINGS, Context, Meaning
from detente.dates.tense import tense
from detente.sentences import Document, Sentence

OUT_OF_SPAN = ("IN", "WITHIN", "ON", "AT", "DURING")
MEASURED = ("ago", "duration", "earlier", "stretch", "clock")
UNMODIFIED = ("every", "set_word", "reference")
NAMELIKE = ("may", "march")
LEADS = (
    "in",
    "by",
    "since",
    "until",
    "till",
    "during",
    "late",
    "early",
    "mid",
    "-",
    "through",
    "from",
    "between",
    "and",
    "or",
)
POSSESSIVES = ("his", "her", "their", "my", "your", "our", "its")
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
    for raw in matches(each, code):
        match = _governing(document, each, raw)
        if match is None or _refused(document, each, match):
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
        found.append(_expression(document, sentence, each[first:last], match, before[1] if before else None))
        low = last
    return found


def _governing(document: Document, each: list[Piece], match: Match) -> Match | None:
    """Cut a "before" or "after" that governs words of its own: "90 days after their issue" is a length, and "the day
    before they met" counts from an event that has no day here."""
    last = each[match.last - 1]
    if match.meaning not in ("earlier", "narrative") or "BEFOREAFTER" not in last.values:
        return match
    token = document.tokens[last.token]
    if not document.children[token.i] and token.dep != "mark":
        return match
    if match.meaning == "narrative":
        return None
    rule = "duration" if "n" in match.slots else "units"
    return match._replace(rule=rule, meaning="duration", last=match.last - 1)


def _expression(
    document: Document, sentence: Sentence, covered: list[Piece], match: Match, value: str | None
) -> Expression:
    first, last = covered[0].token, covered[-1].token + 1
    tokens = document.tokens
    outside = [i for i in range(first, last) if not first <= tokens[i].head < last or tokens[i].head == i]
    head = next((i for i in outside if tokens[i].pos != "PUNCT"), outside[0] if outside else first)
    return Expression(covered[0].start, covered[-1].end, first, last, head, match, value, sentence)


def _refused(document: Document, each: list[Piece], match: Match) -> bool:
    """Return whether the words around say that this is no time: an age, a count, a rate, somebody's name."""
    before = each[match.first - 1].lower if match.first else ""
    after = [piece.lower for piece in each[match.last : match.last + 2]] + ["", ""]
    unit = match.get("unit", "UNIT", "UNITS") or ""
    if match.rule == "year":
        return _counts(document, each[match.first], before, after[0])
    if match.rule == "month":
        return "ABBR" in each[match.first].values or _somebody(each, match.first, before, after[0])
    if match.rule == "season":
        return _no_season(document, each[match.last - 1], after[0])
    if match.rule == "day-word":
        return before == "usa"
    if match.rule == "reference-noun":
        return document.tokens[each[match.last - 1].token].dep == "compound"
    if match.rule == "soon":
        return "as" in (before, after[0]) or after[0] in ("after", "before", "enough")
    if match.meaning == "duration":
        return _no_duration(document, each, match, unit, before, after)
    if match.meaning in ("relative", "narrative"):
        return unit in ("S", "TM") or after[0] == "old"
    if match.rule == "decade":
        return before in POSSESSIVES
    if match.rule == "clock-24":
        return after[0] in ("-", "to") and after[1].isdigit()
    return False


def _somebody(each: list[Piece], at: int, before: str, after: str) -> bool:
    """Return whether "May" or "March" is no month: alone it needs a word before it that leads a date."""
    if each[at].lower not in NAMELIKE:
        return False
    edge = before == "of" and at > 1 and "EDGE" in each[at - 2].values
    return not edge and (before not in LEADS or after in ("'s", "’s"))


def _no_season(document: Document, piece: Piece, after: str) -> bool:
    """Return whether a fall is one of prices, or a spring that of a city ("Prague Spring")."""
    token = document.tokens[piece.token]
    return (piece.lower == "fall" and after in ("in", "of", "from")) or (token.pos == "PROPN" and token.dep != "pobj")


def _no_duration(document: Document, each: list[Piece], match: Match, unit: str, before: str, after: list[str]) -> bool:
    slot = match.slots.get("n", ())
    single = bool(slot) and all("A" in piece.values or "AN" in piece.values for piece in slot)
    return (
        "old" in (after[0], after[1] if after[0] == "-" else "")
        or (unit in ("S", "TM", "D", "Q", "WE") and single)
        or (unit == "Q" and after[0] != "of" and (not slot or match.rule == "units"))
        or (unit == "Q" and after[0] == "of")
        or after[:2] == ["of", "age"]
        or before in ("per", "$")
        or document.tokens[each[match.last - 1].token].pos == "PROPN"
    )


def _counts(document: Document, piece: Piece, before: str, after: str) -> bool:
    token = document.tokens[piece.token]
    head = document.tokens[token.head]
    return (
        (
            token.text != piece.lower
            and not (token.text.endswith((".", "-")) or "-" in token.text or "/" in token.text or "'" in token.text)
        )
        or before in NO_YEAR_BEFORE
        or (token.i > 0 and document.tokens[token.i - 1].lower in NO_YEAR_BEFORE)
        or after in NO_YEAR_AFTER
        or (
            token.dep == "nummod"
            and head.i == token.i + 1
            and head.tag in ("NNS", "NNPS")
            and head.lower not in ("elections",)
        )
    )


def mean(
    document: Document, expression: Expression, published: cal.Day | None, named: tuple[cal.Period, ...]
) -> Meaning | None:
    """Return what an expression means: its rule's meaning, narrowed by its modifier."""
    country = document.article.outlet_country
    loosely = expression.match.meaning != "calendar"
    context = Context(
        published, named, tense(document, expression.head, loosely), None if country is None else country == "USA"
    )
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
