"""The rules as data: each is a pattern over the string of word categories that a sentence becomes."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from detente.dates.words import Piece, alphabet
from detente.lexicon import rows

RUN = re.compile("[^x]+")
REACH = 10  # pieces that may stand in an expression before its first core word


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


ATOM = re.compile(r"(?:([a-z]\w*):)?([A-Z]+)")


def _expand(pattern: str, macros: dict[str, str]) -> str:
    def atom(found: re.Match[str]) -> str:
        slot, category = found.groups()
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
        if row["meaning"] == "weak":
            continue
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
    weak = {word for row in rows("dates_rules") if row["meaning"] == "weak" for word in row["pattern"].split()}
    return re.compile(f"[{''.join(char for each, char in alphabet().items() if each - weak)}]")


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
    """Return the rule that matches the most from the first place where one does; a match holds a core word."""
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
