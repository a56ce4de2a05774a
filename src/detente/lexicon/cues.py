"""Phrases of a table -> where they stand in a text, however many phrases there are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")
_WORD = re.compile(r"\b\w")
_KEY = 2  # characters that a phrase is found by before it is matched


class Hit(NamedTuple, Generic[V]):
    """Where a phrase stands, and what it stands for."""

    start: int
    end: int
    value: V


class Cues(Generic[V]):
    """Phrases with what each stands for: whole words in any case, a plural s allowed, ``*`` for any ending, a blank for
    white space or a hyphen."""

    __slots__ = ("_by_key",)

    def __init__(self, phrases: Iterable[tuple[str, V]]) -> None:
        found: dict[str, list[tuple[re.Pattern[str], V]]] = defaultdict(list)
        for phrase, value in phrases:
            plain = phrase.lower()
            pattern = re.escape(plain).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+")
            found[plain[:_KEY]].append((re.compile(rf"{pattern}(?:s|es)?\b"), value))
        self._by_key = {key: tuple(patterns) for key, patterns in found.items()}

    def find(self, text: str) -> Iterator[Hit[V]]:
        """Yield each phrase in ``text``, from left to right; phrases may overlap."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a few letters grow in lower case, and offsets must hold
            lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
        for word in _WORD.finditer(lowered):
            at = word.start()
            for pattern, value in self._by_key.get(lowered[at : at + _KEY], ()):
                if match := pattern.match(lowered, at):
                    yield Hit(at, match.end(), value)
