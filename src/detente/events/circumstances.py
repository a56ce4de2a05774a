"""Where an event was, and how much of it: places and counted nouns beside a trigger."""

import re
from collections.abc import Iterable
from functools import cache

from detente.events.syntax import kids, prepositions, subtree
from detente.events.triggers import lemma
from detente.lexicon import Lexicon, rows
from detente.records import Magnitude, Place
from detente.sentences import Document

PLACED_BY = frozenset(("in", "at"))
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
YEAR = re.compile("(?:19|20)[0-9][0-9]")
DURING = frozenset(("for", "of", "over", "in", "lasting"))


def place(document: Document, lexicon: Lexicon, heads: Iterable[int], taken: Iterable[int]) -> Place | None:
    """Return the place that "in" or "at" gives to one of ``heads``, unless it is a side of the event."""
    sides = frozenset(taken)
    for head in dict.fromkeys(heads):
        for word, noun in prepositions(document, head):
            if word in PLACED_BY and noun not in sides and (found := _place(document, lexicon, noun)):
                return found
    return None


def _place(document: Document, lexicon: Lexicon, noun: int) -> Place | None:
    first = min([noun, *kids(document, noun, "compound")])
    start, end = document.span(first, noun + 1)
    text = document.text(start, end)
    for entity in lexicon.find(text, document.article.published):
        if entity.kind in ("place", "state"):
            return Place(text, (start, end), entity.name, entity.country)
    return None


def magnitudes(document: Document, heads: Iterable[int], sides: Iterable[int]) -> tuple[Magnitude, ...]:
    """Return what is counted: sides and objects ("ten diplomats"), and how long it took ("for two hours")."""
    heads = tuple(dict.fromkeys(heads))
    found = [each for token in dict.fromkeys((*sides, *heads)) for each in _counted(document, token)]
    for head in heads:
        for word, noun in prepositions(document, head):
            if word in DURING:
                stretch = next((each for of, each in prepositions(document, noun) if of == "of"), noun)
                found += [each for each in _counted(document, stretch) if _unit(document, stretch)[1] == "time"]
            elif word == "by" and (each := _counted(document, noun)) and _unit(document, noun)[1] == "money":
                found += each
    return tuple(dict.fromkeys(found))


def _counted(document: Document, noun: int) -> list[Magnitude]:
    number = _number(document, noun)
    unit, kind = _unit(document, noun)
    return [Magnitude(number, unit)] if number is not None and kind != "side" else []


def _unit(document: Document, noun: int) -> tuple[str, str]:
    token = document.tokens[noun]
    return _units().get(token.lower) or _units().get(lemma(token)) or (lemma(token), "thing")


def _number(document: Document, noun: int) -> float | None:
    """Return how many of a noun there are, None where no number says so (or it is a date, a share or an order)."""
    for j in kids(document, noun, "nummod"):
        value = None
        for k in subtree(document, j):
            word = document.tokens[k].lower
            number = _value(word)
            if number is None:
                continue
            value = (value or 1.0) * SCALES[word] if word in SCALES else number
        if value is not None:
            return value
    return None


def _value(word: str) -> float | None:
    digits = word.replace(",", "").lstrip("$€£")
    if YEAR.fullmatch(word):
        return None
    if digits.replace(".", "", 1).isdecimal():
        return float(digits)
    return _numbers().get(word)


@cache
def _numbers() -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in rows("dates_words") if row["category"] == "NUMBER"}


@cache
def _units() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["unit"], row["kind"]) for row in rows("units")}
