"""What a condition or an outcome asks for: the events that would be it, and the words by which they are recognised."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from detente.lexicon import rows
from detente.linking.wording import concepts, contains
from detente.records import Case, Part, Pattern, side
from detente.verdicts.deeds import words

KIN = {"SANCTION": "COERCE", "COERCE": "SANCTION", "AID": "SUPPORT", "SUPPORT": "AID"}
_REASON = re.compile(r"\b(?:for (?:\w+ing|its|their|his|her)|in response to|because|in order to)\b")
TELLING = 0.5  # weight from which a word says what is done
_LITTLE = 1.0  # weight of telling words below which a text says no more than its kind of deed


@dataclass(frozen=True, slots=True)
class Aim:
    """A condition or an outcome with its pattern, and the words that say more than any deed of the kind, weighted;
    ``signed`` where its words name the kind of deed."""

    part: Part
    pattern: Pattern
    telling: dict[str, float]
    signed: bool

    @property
    def weight(self) -> float:
        """How much the telling words say together."""
        return sum(self.telling.values())

    @property
    def general(self) -> bool:
        """True where any deed of the kind between the two sides is what is meant ("impose severe costs")."""
        return self.signed and self.weight < _LITTLE and bool(self.pattern.source and self.pattern.target)

    @property
    def kinds(self) -> frozenset[str]:
        """The types that fit, with those that outlets use for one another."""
        return frozenset((*self.pattern.types, *(KIN[kind] for kind in self.pattern.types if kind in KIN)))


def aim(part: Part, case: Case) -> Aim | None:
    """Return what ``part`` asks for, None where that can't be told."""
    pattern = aimed(part, case)
    if pattern is None:
        return None
    said = words(_REASON.split(part.text)[0])
    dated = frozenset(words(case.window.text)) if case.window is not None else frozenset()
    plain = plain_words(pattern.types) | _years(said) | dated
    telling = {word: w for word, w in said.items() if w >= TELLING and word not in plain}
    return Aim(part, pattern, telling, any(word in said for kind in pattern.types for word in _words("signs", kind)))


def aimed(part: Part, case: Case) -> Pattern | None:
    """Return the pattern of ``part``; what a maker commits to is his side's act, whatever side is named first."""
    pattern = part.pattern
    if pattern is None or not pattern.types:
        return None
    maker, addressee = side(case.maker), side(case.addressee)
    if part is case.outcome and case.kind in ("threat", "promise", "offer") and maker is not None:
        target = pattern.source if pattern.target in (None, maker) and pattern.source != maker else pattern.target
        pattern = replace(pattern, source=maker, target=target if target not in (None, maker) else addressee)
    elif part is case.outcome and case.kind in ("threat", "promise", "offer"):
        return None
    return None if pattern.source == pattern.target else pattern


def plain_words(types: Iterable[str]) -> frozenset[str]:
    """Return the headings of the words that any deed of these types has (see data/plain.tsv)."""
    found = frozenset().union(*(_words(column, kind) for kind in (*types, "*") for column in ("signs", "words")))
    return found | meeting_words() if "CONSULT" in types else found


@cache
def _words(column: str, kind: str) -> frozenset[str]:
    return frozenset(
        word for row in rows("plain") if kind in row["types"].split() for word in concepts(row[column] or "")
    )


@cache
def meeting_words() -> frozenset[str]:
    """Return the headings of the words that name a meeting, which any report of a meeting has."""
    return frozenset(word for test in ("talks", "encounter", "setting") for cue in cues(test) for word in concepts(cue))


@cache
def opposites(kind: str) -> tuple[str, ...]:
    """Return the types of the deeds that are the opposite of one (see data/opposites.tsv)."""
    return tuple(row["opposite"] for row in rows("opposites") if row["type"] == kind)


def _years(said: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in said if len(word) == 4 and word.isdigit())


@cache
def cues(test: str) -> tuple[str, ...]:
    """Return the words of an outcome that pass a test (see data/outcomes.tsv)."""
    return tuple(row["cue"] for row in rows("outcomes") if row["test"] == test)


def says(test: str, text: str) -> bool:
    """True where ``text`` has a word of that kind (see data/outcomes.tsv)."""
    lowered = text.lower()
    return any(contains(lowered, cue) for cue in cues(test))
