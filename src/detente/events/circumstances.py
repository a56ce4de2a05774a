"""Where an event was, and how much of it: places and counted nouns beside a trigger."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from detente.events.syntax import VERBAL, kids, prepositions, subtree
from detente.events.triggers import Trigger, lemma, triggers
from detente.lexicon import Lexicon, rows
from detente.records import Magnitude, Place
from detente.sentences import Document

PLACED_BY = frozenset(("in", "at"))
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
YEAR = re.compile("(?:19|20)[0-9][0-9]")
CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound"}
LASTING = frozenset(("last", "take", "run", "go", "continue"))
PASSED = frozenset(("last", "past", "next", "coming", "previous", "recent"))  # a span looked at, not how long it took
NAMED = frozenset(("NNP",))
MANY = frozenset(("NNS", "NNP", "NNPS"))


# --- where ------------------------------------------------------------------------------------------------


def place(document: Document, lexicon: Lexicon, heads: Iterable[int], taken: Iterable[int]) -> Place | None:
    """Return the place that "in" or "at" gives to one of ``heads``, unless it is a side of the event; where a visit
    goes; else the city in which those are who take part in talks ("met officials in Oslo")."""
    sides, heads = frozenset(taken), tuple(dict.fromkeys(heads))
    for head in heads:
        for word, noun in prepositions(document, head):
            if word in PLACED_BY and noun not in sides and (found := _place(document, lexicon, noun)):
                return found
    visited = (_place(document, lexicon, noun) for head in heads for noun in _goals(document, head))
    for found in visited:
        if found is not None:
            return found
    beside = (
        noun
        for head in heads
        if any(each.type == "CONSULT" for each in _triggers(document, head))
        for noun in _beside(document, head)
    )
    cities = (_place(document, lexicon, noun, "place") for noun in beside if noun not in sides)
    return next((city for city in cities if city is not None), None)


def _goals(document: Document, head: int) -> Iterator[int]:
    """Where a visit goes: what is visited, and what stands by "to" or "in"."""
    if _goes(document, head):
        yield from kids(document, head, "dobj")
        yield from (noun for word, noun in prepositions(document, head) if word in ("to", "in"))


def _beside(document: Document, head: int) -> Iterator[int]:
    """What "in" or "at" gives to those with whom one talks, or to the body that meets."""
    others = [
        noun
        for word, noun in prepositions(document, head)
        if word in ("with", "between") or (word == "of" and document.tokens[noun].tag in MANY)
    ]
    for other in (*kids(document, head, "dobj"), *others):
        yield from (noun for word, noun in prepositions(document, other) if word in PLACED_BY)


def _goes(document: Document, head: int) -> bool:
    """True for a visit, and for what is one by where it goes."""
    told = (each for each in _triggers(document, head) if each.mode == "visit")
    return any(not each.needs or "place-to" in each.target or "place-in" in each.target for each in told)


def _triggers(document: Document, head: int) -> tuple[Trigger, ...]:
    word = document.tokens[head]
    return triggers().get((lemma(word), "V" if word.pos in VERBAL else "N"), ())


def _place(document: Document, lexicon: Lexicon, noun: int, kind: str | None = None) -> Place | None:
    first = min([noun, *kids(document, noun, "compound")])
    start, end = document.span(first, noun + 1)
    text = document.text(start, end)
    for entity in lexicon.find(text, document.article.published):
        if entity.kind == kind or (kind is None and entity.kind in ("place", "state")):
            return Place(text, (start, end), entity.name, entity.country)
    return None


# --- how much ---------------------------------------------------------------------------------------------


def magnitudes(document: Document, heads: Iterable[int], sides: Iterable[int]) -> tuple[Magnitude, ...]:
    """Return what is counted: sides and objects ("ten diplomats"), and how long it took ("for two hours")."""
    heads = tuple(dict.fromkeys(heads))
    found = [each for token in dict.fromkeys((*sides, *heads)) for each in _counted(document, token)]
    for head in heads:
        found += _hyphened(document, head)
        found += [each for noun in _stretches(document, head) for each in _counted(document, noun, "time")]
        found += [
            each
            for word, noun in prepositions(document, head)
            if word in ("by", "of", "worth", "with")
            for each in _counted(document, noun, "money")
        ]
    return tuple(dict.fromkeys(found))


def _stretches(document: Document, head: int) -> Iterator[int]:
    """The words that say how long it took: "for two hours", "talks of two hours", "the call lasted two hours"."""
    for word, noun in prepositions(document, head):
        if word in ("for", "lasting") or (word == "of" and document.tokens[head].pos not in VERBAL):
            yield noun
        elif word == "over" and not any(document.tokens[j].lower in PASSED for j in document.children[noun]):
            yield next((each for of, each in prepositions(document, noun) if of == "of"), noun)
    token = document.tokens[head]
    above = document.tokens[token.head]
    if token.dep == "nsubj" and lemma(above) in LASTING:
        yield from kids(document, above.i, "dobj", "npadvmod")
        yield from (noun for word, noun in prepositions(document, above.i) if word == "for")


def _hyphened(document: Document, head: int) -> Iterator[Magnitude]:
    """What a compound counts: "a 3,000-troop deployment", "two-day talks"."""
    for j in document.children[head]:
        word = document.tokens[j]
        if j >= 2 and word.dep in ("compound", "amod", "nmod", "npadvmod") and document.tokens[j - 1].text == "-":
            number, (unit, kind) = _value(document.tokens[j - 2].lower), _unit(document, j)
            if number is not None and kind in ("thing", "time"):
                yield Magnitude(number, unit)


def _counted(document: Document, noun: int, wanted: str | None = None) -> list[Magnitude]:
    """Return how many of a noun there are; with ``wanted`` only of a unit of that kind."""
    found = _amount(document, noun)
    unit, kind = _unit(document, noun)
    if found is None:
        measured = [each for word, each in prepositions(document, noun) if word == "of"] if kind == "measure" else []
        return [each for below in measured for each in _counted(document, below, wanted)]
    number, currency = found
    if currency is not None:
        unit, kind = currency, "money" if kind in ("sum", "scale", "number") else "side"
    elif kind in ("scale", "number") or (document.tokens[noun].tag in NAMED and kind != "money"):
        return []
    told = kind not in ("side", "share") and wanted in (None, kind)
    return [Magnitude(number, unit)] if told else []


def _unit(document: Document, noun: int) -> tuple[str, str]:
    token = document.tokens[noun]
    if token.lower in SCALES:
        return token.lower, "scale"
    if _value(token.lower) is not None:
        return token.lower, "number"
    known = _units().get(token.lower) or _units().get(lemma(token))
    return known or (lemma(token), "thing")


def _amount(document: Document, noun: int) -> tuple[float, str | None] | None:
    """Return how many of a noun there are, and in which currency where it is money; None where no number says so (or it
    is a date, an order, "one-on-one")."""
    if _of_whole(document, noun):
        return None
    if _unit(document, noun)[1] in ("scale", "number"):  # "$7 million in aid": the sum is the noun
        return _number(document, range(document.edges[noun][0], noun + 1))
    for j in kids(document, noun, "nummod"):
        if (
            document.tokens[j].tag == "CD"
            and not _joined(document, j)
            and (found := _number(document, subtree(document, j)))
        ):
            return found
    return None


def _joined(document: Document, j: int) -> bool:
    """True for a number that counts nothing: "one-on-one", "the August 21 raid"."""
    before, after = document.tokens[j - 1] if j else None, document.tokens[j + 1 : j + 2]
    dated = before is not None and before.lower in _months()
    return dated or (document.tokens[j].lower == "one" and any(token.text == "-" for token in after))


def _of_whole(document: Document, noun: int) -> bool:
    """True for the whole of which a number tells a part: "150 of 160,000 people"."""
    above = document.tokens[document.tokens[noun].head]
    held = document.tokens[above.head]
    return above.lower == "of" and held.i != above.i and _value(held.lower) is not None and held.lower not in SCALES


def _number(document: Document, words: Iterable[int]) -> tuple[float, str | None] | None:
    value, currency = None, None
    for k in words:
        word = document.tokens[k].lower
        currency = CURRENCIES.get(word[:1], currency)
        number = _value(word)
        if word in SCALES:
            value = (value or 1.0) * SCALES[word]
        elif word == "half" and value is not None:
            value += 0.5
        elif number is not None:
            value = number
    return None if value is None else (value, currency)


def _value(word: str) -> float | None:
    digits = word.replace(",", "").lstrip("$€£")
    if YEAR.fullmatch(word):
        return None
    if digits.replace(".", "", 1).isdecimal():
        return float(digits)
    return SCALES.get(word) or _numbers().get(word)


@cache
def _months() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("dates_words") if row["category"] == "MONTH")


@cache
def _numbers() -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in rows("dates_words") if row["category"] == "NUMBER"}


@cache
def _units() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["unit"], row["kind"]) for row in rows("units")}
