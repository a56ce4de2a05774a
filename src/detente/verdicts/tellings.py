"""Sentences that tell deeds, found by rare words: what was done in nearly the words in which it was announced."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.records import Article, Day, Event, sides_of
from detente.verdicts.deeds import sentence_of, words

_WORDS_ALONE = frozenset(("REQUEST", "ACCUSE", "THREATEN", "PROTEST"))
_RARE = 0.4  # rarity of a word by which sentences are looked up
_FEW = 3  # words below which a sentence tells too little


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that tells something as done: its event, the day it was published, who did it, its words."""

    event: Event
    published: Day
    source: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tellings:
    """All such sentences, by their words, and how rare each word is among them (0 to 1)."""

    rows: tuple[Telling, ...]
    by_word: Mapping[str, tuple[int, ...]]
    rarity: Mapping[str, float]

    def sharing(
        self, wanted: Iterable[str], who: str | None, least: float, share: float
    ) -> Iterator[tuple[Telling, float]]:
        """Yield the sentences that tell a deed of ``who`` (None: of anybody) and share rare words enough with those
        ``wanted``: of a weight of ``least``, and that ``share`` of all."""
        weight = {word: self.rarity.get(word, 1.0) for word in wanted}
        enough = max(least, share * sum(weight.values()))
        near = {row for word, rare in weight.items() if rare >= _RARE for row in self.by_word.get(word, ())}
        for row in sorted(near):
            one = self.rows[row]
            if who is None or who in one.source:
                score = sum(rare for word, rare in weight.items() if word in one.words)
                if score >= enough:
                    yield one, score


def tellings(events: Iterable[Event], shelf: Mapping[str, Article]) -> Tellings:
    """Return the sentences that tell deeds, other than words alone."""
    found = []
    for event in sorted(events, key=lambda e: e.id):
        day = shelf[event.article].published
        if not event.deed or event.stance in ("alleged", "denied") or event.type in _WORDS_ALONE or day is None:
            continue
        said = frozenset(words(sentence_of(event, shelf)))
        who = sides_of(event.source) | (sides_of(event.target) if event.symmetric else frozenset())
        if len(said) >= _FEW:
            found.append(Telling(event, day, who, said))
    often = Counter(word for one in found for word in one.words)
    by_word: dict[str, list[int]] = {}
    for row, one in enumerate(found):
        for word in one.words:
            by_word.setdefault(word, []).append(row)
    most = math.log(max(len(found), 2))
    rarity = {word: max(0.0, math.log(len(found) / count) / most) for word, count in often.items()}
    return Tellings(tuple(found), {word: tuple(rows) for word, rows in by_word.items()}, rarity)
