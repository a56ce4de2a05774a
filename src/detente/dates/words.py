"""A sentence -> its words, numerals and marks, each with what it may stand for (``dates_words.tsv``)."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from detente.lexicon import rows
from detente.sentences import Document, Sentence, Token

PIECE = re.compile(
    r"[ap]\.?m\.?(?!\w)|\d+(?:,\d{3})+(?!\d)|\d+(?:st|nd|rd|th|s)?(?!\w)|\d+"
    r"|['’]s\b|o['’]clock|[^\W\d_]+(?:['’]s(?= day| eve))?|\S",
    re.I,
)
NEEDS: dict[str, Callable[[str, Token], bool]] = {
    "": lambda piece, token: True,
    "capital": lambda piece, token: piece[:1].isupper(),
    "name": lambda piece, token: piece[:1].isupper() and token.pos in ("PROPN", "NOUN", "NUM", "ADJ"),
    "noun": lambda piece, token: token.pos in ("NOUN", "PROPN"),
    "common": lambda piece, token: token.pos != "PROPN",
    "no-verb": lambda piece, token: token.pos not in ("VERB", "AUX"),
    "quantity": lambda piece, token: token.dep in ("quantmod", "advmod") or token.pos == "ADV",
    "adjective": lambda piece, token: token.pos == "ADJ",
}
Values = dict[str, str]
NO_VALUES: Values = {}


class Piece(NamedTuple):
    """A word, numeral or mark: its offsets, its lower-cased text, the token it lies in, its value per category."""

    start: int
    end: int
    lower: str
    token: int
    values: Values


@cache
def words() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return the vocabulary: lower-cased word or phrase to its (category, value, needs)."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows("dates_words"):
        found.setdefault(row["word"], []).append((row["category"], row["value"], row["needs"]))
    for row in rows("dates_holidays"):
        found.setdefault(row["name"], []).append(("HOLIDAY", row["day"], "capital"))
    return {word: tuple(entries) for word, entries in found.items()}


@cache
def phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the vocabulary's phrases of several pieces by their first piece, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for word in words():
        parts = tuple(PIECE.findall(word))
        if len(parts) > 1:
            found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(each, key=len, reverse=True)) for first, each in found.items()}


def numeral(text: str) -> Values:
    """Return the values of a numeral by what it could stand for: DAY, MM, YEAR, HOUR, MIN, DECADE ..."""
    digits = text.rstrip("stndrh")
    suffix = text[len(digits) :]
    number = int(digits.replace(",", ""))
    if "," in digits:
        return {"NUM": str(number)}
    if suffix == "s":
        return {"DECADE": str(number)} if number % 10 == 0 and (len(digits) == 2 or 1000 <= number < 2100) else {}
    if suffix:
        return {"ORDINAL": str(number)} | ({"DAYORD": str(number)} if number <= 31 else {})
    values = {"NUM": str(number)}
    fits = {
        "DAY": 1 <= number <= 31 and len(digits) <= 2,
        "MM": 1 <= number <= 12 and len(digits) <= 2,
        "NN": 1 <= number <= 31 and len(digits) <= 2,
        "HOUR": number <= 24 and len(digits) <= 2,
        "MIN": number <= 59 and len(digits) == 2,
        "YY": len(digits) == 2,
        "HHMM": len(digits) == 4 and number < 2400 and number % 100 < 60,
        "YEAR": len(digits) == 4 and 1500 <= number <= 2100,
    }
    return values | {category: str(number) for category, holds in fits.items() if holds}


@cache
def alphabet() -> dict[frozenset[str], str]:
    """Return one private-use character for each set of categories that a piece may have."""
    sets = {frozenset(category for category, _, _ in entries) for entries in words().values()}
    sets |= {frozenset(c for c, _, needs in entries if not needs) for entries in words().values()}
    for number in (*range(100), 100, 1100, 1499, 1500, 1960, 2050):
        sets |= {frozenset(numeral(f"{number}{suffix}")) for suffix in ("", "th", "s")}
        sets.add(frozenset(numeral(f"{number:02d}")))
    sets |= {frozenset({"NUM"}), frozenset({"DECADE"})}
    return {each: chr(0xE000 + i) for i, each in enumerate(sorted(sets - {frozenset()}, key=sorted))}


@cache
def _plain() -> dict[str, Values]:
    """Return the values of the words that mean the same wherever they stand."""
    return {
        word: {category: value for category, value, _ in entries}
        for word, entries in words().items()
        if not any(needs for _, _, needs in entries)
    }


def _word_values(lower: str, text: str, token: Token) -> Values:
    plain = _plain().get(lower)
    if plain is not None:
        return plain
    entries = words().get(lower)
    if entries is None:
        digits = lower[0].isdecimal() and lower.rstrip("stndrh").replace(",", "").isdecimal()
        return numeral(lower) if digits else NO_VALUES
    held = {category: value for category, value, needs in entries if NEEDS[needs](text, token)}
    return held if frozenset(held) in alphabet() else {}


def pieces(document: Document, sentence: Sentence) -> list[Piece]:
    """Return the sentence's words, numerals and marks; phrases of the vocabulary are one piece."""
    text = document.article.text
    found: list[Piece] = []
    token = sentence.first
    tokens, openings = document.tokens, phrases()
    spans = [(*m.span(), m.group()) for m in PIECE.finditer(text, sentence.start, sentence.end)]
    i = 0
    while i < len(spans):
        start, end, raw = spans[i]
        lower, step = raw.lower(), 1
        for phrase in openings.get(lower, ()):
            if tuple(each[2].lower() for each in spans[i : i + len(phrase)]) == phrase:
                whole = " ".join(text[start : spans[i + len(phrase) - 1][1]].lower().split())
                if whole in words():
                    lower, step, end = whole, len(phrase), spans[i + len(phrase) - 1][1]
                break
        while token + 1 < sentence.last and tokens[token + 1].start <= start:
            token += 1
        found.append(Piece(start, end, lower, token, _word_values(lower, raw, tokens[token])))
        i += step
    return found


def encode(each: Iterable[Piece]) -> str:
    """Return the pieces' categories as a string of one character each ("x": none)."""
    table = alphabet()
    return "".join([table.get(frozenset(piece.values), "x") if piece.values else "x" for piece in each])
