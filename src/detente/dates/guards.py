"""What looks like a date and is none: ages, counts, rates, names."""

from detente.dates.grammar import Match
from detente.dates.tense import cues
from detente.dates.words import Piece
from detente.sentences import Document


def refused(document: Document, each: list[Piece], match: Match) -> bool:
    """Return whether the words around say that this is no time: an age, a count, a rate, somebody's name."""
    before = each[match.first - 1].lower if match.first else ""
    after = [piece.lower for piece in each[match.last : match.last + 2]] + ["", ""]
    unit = match.get("unit", "UNIT", "UNITS") or ""
    if match.rule == "year":
        return _counts(document, each[match.first], before, after[0])
    if match.rule == "month":
        return "ABBR" in each[match.first].values or _somebody(document, each, match.first, before, after[0])
    if match.rule == "season":
        return _no_season(document, each[match.last - 1], after[0])
    if match.rule == "day-word":
        return before == "usa"
    if match.rule == "reference-noun":
        return document.tokens[each[match.last - 1].token].dep == "compound"
    if match.rule == "the-unit":
        return before not in cues("whole") or after[0] in cues("particular")
    if match.rule == "soon":
        return "as" in (before, after[0]) or after[0] in ("after", "before", "enough")
    if match.meaning == "duration":
        return _no_duration(document, each, match, unit, before, after)
    if match.meaning in ("relative", "narrative"):
        return unit in ("S", "TM") or after[0] == "old"
    if match.rule == "decade":
        return before in cues("possessive")
    if match.rule == "clock-24":
        return after[0] in ("-", "to") and after[1].isdigit()
    return False


def _somebody(document: Document, each: list[Piece], at: int, before: str, after: str) -> bool:
    """Return whether "May" or "March" is no month: alone it needs a word before it that leads a date, or a noun after
    it that can happen ("the March summit", not "the May government")."""
    token = document.tokens[each[at].token]
    if each[at].lower not in cues("namelike"):
        return False
    if "THE" in (each[at - 1].values if at else ()) and token.dep in ("compound", "nmod", "amod"):
        return token.head != token.i + 1 or document.tokens[token.head].pos != "NOUN" or after in cues("governing")
    edge = before == "of" and at > 1 and "EDGE" in each[at - 2].values
    return not edge and (before not in cues("lead") or after in ("'s", "’s"))


def _no_season(document: Document, piece: Piece, after: str) -> bool:
    """Return whether a fall is one of prices, or a spring that of a city ("Prague Spring")."""
    token = document.tokens[piece.token]
    return (piece.lower == "fall" and after in ("in", "of", "from")) or (token.pos == "PROPN" and token.dep != "pobj")


def _no_duration(document: Document, each: list[Piece], match: Match, unit: str, before: str, after: list[str]) -> bool:
    slot = match.slots.get("n", ())
    single = bool(slot) and all("A" in piece.values or "AN" in piece.values for piece in slot)
    return (
        "old" in (after[0], after[1] if after[0] == "-" else "")
        or (unit in ("S", "TM", "D", "Q", "WE") and single and (unit != "D" or after[0] not in ("before", "after")))
        or (unit == "Q" and after[0] != "of" and (not slot or match.rule == "units"))
        or (unit == "Q" and after[0] == "of")
        or after[:2] == ["of", "age"]
        or before in ("per", "$")
        or (before == "as" and bool(slot) and slot[0].lower == "many")
        or (single and _rate(document, each[match.last - 1]))
        or (match.rule == "units" and _heaped(each, match.first))
        or document.tokens[each[match.last - 1].token].pos == "PROPN"
    )


def _rate(document: Document, piece: Piece) -> bool:
    """Return whether "a year" says how often: "two flights a week"."""
    token = document.tokens[piece.token]
    return token.dep == "npadvmod" and document.tokens[token.head].pos in ("NOUN", "NUM", "SYM", "PROPN")


def _heaped(each: list[Piece], at: int) -> bool:
    return at > 1 and each[at - 1].lower == "of" and each[at - 2].lower in cues("heap")


def _counts(document: Document, piece: Piece, before: str, after: str) -> bool:
    token = document.tokens[piece.token]
    head = document.tokens[token.head]
    return (
        (
            token.text != piece.lower
            and not (token.text.endswith((".", "-")) or "-" in token.text or "/" in token.text or "'" in token.text)
        )
        or before in cues("no-year-before")
        or (token.i > 0 and document.tokens[token.i - 1].lower in cues("no-year-before"))
        or after in cues("no-year-after")
        or (
            token.dep == "nummod"
            and head.i == token.i + 1
            and head.tag in ("NNS", "NNPS")
            and head.lower not in ("elections",)
        )
    )
