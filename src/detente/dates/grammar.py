"""Words and rules as data: a sentence becomes a string of word categories, and each rule is a pattern over it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from detente.lexicon import rows
from detente.sentences import Document, Sentence, Token

PIECE = re.compile(
    r"[ap]\.?m\.?(?!\w)|\d+(?:,\d{3})+(?!\d)|\d+(?:st|nd|rd|th|s)?(?!\w)|\d+|['’]s\b|o['’]clock|[^\W\d_]+(?:['’]s(?= day| eve))?|\S",
    re.I,
)
CORE_OUT = frozenset(
    [
        "A",
        "AN",
        "THE",
        "OF",
        "AND",
        "OR",
        "TO",
        "IN",
        "ON",
        "AT",
        "WITHIN",
        "DURING",
        "FOR",
        "PER",
        "DOT",
        "COMMA",
        "DASH",
        "COLON",
        "SLASH",
        "POSS",
        "APOS",
        "NUM",
        "DAY",
        "MM",
        "NN",
        "YY",
        "HOUR",
        "MIN",
        "NUMBER",
        "THAT",
        "THATWORD",
        "SO",
        "HALF",
        "APPROX",
        "BY",
        "THROUGH",
        "BETWEEN",
        "FROM",
        "LAST",
        "THIS",
        "TIME",
        "TIMESWORD",
        "BEFOREAFTER",
        "VERY",
        "OTHER",
        "SOME",
    ]
)
NEEDS = {
    "": lambda piece, token: True,
    "capital": lambda piece, token: piece[:1].isupper(),
    "name": lambda piece, token: piece[:1].isupper() and token.pos in ("PROPN", "NOUN", "NUM", "ADJ"),
    "noun": lambda piece, token: token.pos in ("NOUN", "PROPN"),
    "adjective": lambda piece, token: token.pos == "ADJ",
}
RUN = re.compile("[^x]+")
REACH = 10  # pieces that may stand in an expression before its first core word
Values = dict[str, str]


class Piece(NamedTuple):
    """A word, numeral or mark: its offsets, its lower-cased text, the token it lies in, its value per category."""

    start: int
    end: int
    lower: str
    token: int
    values: Values


class Rule(NamedTuple):
    """A row of ``dates_rules.tsv``."""

    name: str
    meaning: str
    pattern: re.Pattern[str]


class Match(NamedTuple):
    """Where a rule holds: pieces ``[first, last)`` and those of each slot."""

    rule: str
    meaning: str
    first: int
    last: int
    slots: dict[str, tuple[Piece, ...]]

    def get(self, slot: str, *categories: str) -> str | None:
        """Return the value of the slot's first piece that has one of ``categories`` (default: any), else None."""
        for piece in self.slots.get(slot, ()):
            for category in categories or tuple(piece.values):
                if category in piece.values:
                    return piece.values[category]
        return None

    def number(self, slot: str, *categories: str) -> int | None:
        """Return that value as a whole number."""
        value = self.get(slot, *categories)
        return None if value is None else int(value)


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
        "YEAR": len(digits) == 4 and 1500 <= number <= 2100,
    }
    return values | {category: str(number) for category, holds in fits.items() if holds}


@cache
def alphabet() -> dict[frozenset[str], str]:
    """Return one private-use character for each set of categories that a piece may have."""
    sets = {frozenset(category for category, _, _ in entries) for entries in words().values()}
    sets |= {frozenset(c for c, _, needs in entries if not needs) for entries in words().values()}
    for number in (*range(100), 100, 1499, 1500, 2050):
        sets |= {frozenset(numeral(f"{number}{suffix}")) for suffix in ("", "th", "s")}
        sets.add(frozenset(numeral(f"{number:02d}")))
    sets |= {frozenset({"NUM"}), frozenset({"DECADE"})}
    return {each: chr(0xE000 + i) for i, each in enumerate(sorted(sets, key=sorted))}


def _word_values(lower: str, text: str, token: Token) -> Values:
    if lower[0].isdigit():
        return numeral(lower) if lower.rstrip("stndrh").replace(",", "").isdigit() else {}
    entries = words().get(lower, ())
    held = {category: value for category, value, needs in entries if NEEDS[needs](text, token)}
    return held if frozenset(held) in alphabet() else {}


def pieces(document: Document, sentence: Sentence) -> list[Piece]:
    """Return the sentence's words, numerals and marks; phrases of the vocabulary are one piece."""
    text = document.article.text
    found: list[Piece] = []
    token = sentence.first
    spans = [(m.start(), m.end(), m.group()) for m in PIECE.finditer(text, sentence.start, sentence.end)]
    i = 0
    while i < len(spans):
        start, end, raw = spans[i]
        lower, step = raw.lower(), 1
        for phrase in phrases().get(lower, ()):
            if tuple(each[2].lower() for each in spans[i : i + len(phrase)]) == phrase:
                step, end = len(phrase), spans[i + len(phrase) - 1][1]
                lower = " ".join(text[start:end].lower().split())
                break
        while token + 1 < sentence.last and document.tokens[token + 1].start <= start:
            token += 1
        if step == 1 or lower not in words():
            lower = raw.lower()
        found.append(Piece(start, end, lower, token, _word_values(lower, raw, document.tokens[token])))
        i += step
    return found


def encode(each: Iterable[Piece]) -> str:
    """Return the pieces' categories as a string of one character each ("x": none)."""
    table = alphabet()
    return "".join(table.get(frozenset(piece.values), "x") for piece in each)


ATOM = re.compile(r"(?:([a-z]\w*):)?([A-Z][A-Z]*)|([a-z]\w*):(?=\()")


def _expand(pattern: str, macros: dict[str, str]) -> str:
    def atom(found: re.Match[str]) -> str:
        slot, category, open_slot = found.groups()
        if open_slot:
            return f"(?P<{open_slot}>)"
        if category in macros:
            body = macros[category]
        else:
            characters = "".join(char for each, char in alphabet().items() if category in each)
            if not characters:
                raise ValueError(f"dates_rules: no word has the category {category}")
            body = f"[{characters}]"
        return f"(?P<{slot}>{body})" if slot else body

    return ATOM.sub(atom, pattern.replace("(", "(?:")).replace(" ", "")


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules, compiled over the alphabet, in the order of the file.

    Raises:
        ValueError: a rule names a category that no word has.
    """
    macros: dict[str, str] = {}
    found = []
    for row in rows("dates_rules"):
        pattern = _expand(row["pattern"], macros)
        if row["meaning"] == "macro":
            macros[row["rule"]] = f"(?:{pattern})"
        else:
            found.append(Rule(row["rule"], row["meaning"], re.compile(pattern)))
    return tuple(found)


TOKEN = re.compile(r"\[(?P<set>[^\]]*)\]|(?P<open>\(\?(?::|P<\w+>))|(?P<mark>[)|?*+])")


def opening(pattern: str) -> frozenset[str]:
    """Return the characters that a match of an expanded pattern may begin with."""
    marks = list(TOKEN.finditer(pattern))

    def branch(at: int) -> tuple[int, set[str], bool]:
        """Read alternatives up to a closing bracket: where it stands, first characters, whether all may be absent."""
        first: set[str] = set()
        some_empty, empty = False, True
        while at < len(marks) and marks[at].group() != ")":
            if marks[at].group() == "|":
                some_empty, empty, at = some_empty or empty, True, at + 1
                continue
            if marks[at]["open"]:
                at, inner, optional = branch(at + 1)
            else:
                inner, optional = set(marks[at]["set"]), False
            at += 1
            if at < len(marks) and marks[at].group() in "?*+":
                optional, at = optional or marks[at].group() != "+", at + 1
            first |= inner if empty else set()
            empty = empty and optional
        return at, first, some_empty or empty

    return frozenset(branch(0)[1])


@cache
def _grammar() -> dict[str, tuple[Rule, ...]]:
    """Return for each character the rules that may begin with it."""
    open_with = [(opening(rule.pattern.pattern), rule) for rule in rules() if rule.meaning != "modifier"]
    return {char: tuple(rule for first, rule in open_with if char in first) for char in alphabet().values()}


@cache
def _core() -> re.Pattern[str]:
    return re.compile(f"[{''.join(char for each, char in alphabet().items() if each - CORE_OUT)}]")


def matches(each: list[Piece], code: str) -> Iterator[Match]:
    """Yield the longest match at each place, from left to right, without overlap."""
    for run in RUN.finditer(code):
        at, end = run.span()
        while (core := _core().search(code, at, end)) is not None:
            best = _longest(code, max(at, core.start() - REACH), end)
            if best is None:
                at = core.end()
                continue
            rule, found = best
            slots = {
                name: tuple(each[slice(*found.span(name))])
                for name in found.groupdict()
                if found.group(name) is not None
            }
            yield Match(rule.name, rule.meaning, found.start(), found.end(), slots)
            at = found.end()


def _longest(code: str, at: int, end: int) -> tuple[Rule, re.Match[str]] | None:
    """Return the rule that matches the most from the first place in ``[at, end)`` where one does; it must hold a core word."""
    core = _core()
    for place in range(at, end):
        begun = _grammar()[code[place]]
        fits = [(rule, found) for rule in begun if (found := rule.pattern.match(code, place, end))]
        fits = [each for each in fits if core.search(code, place, each[1].end())]
        if fits:
            return max(fits, key=lambda each: each[1].end())
    return None


@cache
def _modifiers() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"(?:{rule.pattern.pattern})$") for rule in rules() if rule.meaning == "modifier")


def modifier(each: list[Piece], code: str, low: int, first: int) -> tuple[int, str] | None:
    """Return where the modifier begins that stands in ``[low, first)`` right before a match, and its value."""
    best: tuple[int, str] | None = None
    for pattern in _modifiers():
        found = pattern.search(code[:first], low)
        if found and (best is None or found.start() < best[0]):
            slots = {name: tuple(each[slice(*found.span(name))]) for name in found.groupdict() if found.group(name)}
            match = Match("modifier", "modifier", found.start(), found.end(), slots)
            value = match.get("mod", "MOD", "MID") or match.get("edge", "EDGE") or "APPROX"
            best = (found.start(), value)
    return best
