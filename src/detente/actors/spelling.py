"""Names spelt otherwise: given names that are spellings of one another, and the lexicon's person whose name one is."""

from difflib import SequenceMatcher

from detente.actors.phrases import Phrase
from detente.lexicon import Entity, Lexicon, key
from detente.records import Day

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))


def spelled(name: str, phrase: Phrase | None, on: Day | None, lexicon: Lexicon) -> tuple[Entity, ...]:
    """Return the lexicon's person whose surname this is and whose given name is spelt alike; less alike will do where
    the phrase around the name tells the country that fits."""
    words = [word for word in name.split() if word.rstrip(".").lower() not in _SUFFIXES]
    if len(words) < 2:
        return ()
    if len(words) > 2 and (known := [e for e in lexicon.find(f"{words[0]} {words[-1]}", on) if e.kind == "person"]):
        return tuple(known[:1])
    given = key(words[0])
    found = []
    for entity in lexicon.find(words[-1], on):
        supported = phrase is not None and phrase.country is not None and phrase.country == entity.country
        if entity.kind == "person" and alike(given, key(entity.name).split()[0], 0.55 if supported else 0.8):
            found.append(entity)
    return tuple(found[:1])


def alike(one: str, other: str, least: float = 0.7) -> bool:
    """Return whether two given names are initials or spellings of one another."""
    short = min(len(one), len(other)) == 1
    return one[0] == other[0] and (short or SequenceMatcher(None, one, other).ratio() >= least)
