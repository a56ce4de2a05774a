"""Names spelt otherwise: given names that are spellings of one another, and the lexicon's person whose name one is."""

from difflib import SequenceMatcher

from detente.actors.phrases import Phrase
from detente.lexicon import Entity, Lexicon, key
from detente.records import Day

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))


def spelled(name: str, phrase: Phrase | None, on: Day | None, lexicon: Lexicon) -> tuple[Entity, ...]:
    """Return the lexicon's person whose surname this is and whose given name is an initial of his, or is spelt alike
    where the title or country in the phrase around the name is his."""
    words = [word for word in name.split() if word.rstrip(".").lower() not in _SUFFIXES]
    if len(words) < 2:
        return ()
    if len(words) > 2 and (known := [e for e in lexicon.find(f"{words[0]} {words[-1]}", on) if e.kind == "person"]):
        return tuple(known[:1])
    given = key(words[0])
    found = []
    for entity in lexicon.find(words[-1], on):
        own = key(entity.name).split()[0]
        if entity.kind == "person" and alike(given, own, 0.55 if _supported(phrase, entity, on, lexicon) else 1.0):
            found.append(entity)
    return tuple(found[:1])


def _supported(phrase: Phrase | None, entity: Entity, on: Day | None, lexicon: Lexicon) -> bool:
    if phrase is None:
        return False
    office = phrase.head.office if phrase.head is not None else None
    titled = office is not None and any(term.office == office for term in lexicon.tenures(entity.id, on))
    return titled or (phrase.country is not None and phrase.country == entity.country)


def alike(one: str, other: str, least: float = 0.7) -> bool:
    """Return whether two given names are initials or spellings of one another."""
    short = min(len(one), len(other)) == 1
    return one[0] == other[0] and (short or SequenceMatcher(None, one, other).ratio() >= least)
