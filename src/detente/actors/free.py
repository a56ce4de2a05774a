"""A free phrase -> `Actor`: what the public ``resolve_actor`` does."""

from collections import Counter
from dataclasses import replace

from detente.actors.build import of_entity, of_phrase, of_unknown
from detente.actors.items import find_items, is_honorific, split
from detente.actors.phrases import Phrase, read_phrase
from detente.lexicon import Lexicon, load
from detente.records import Actor, Day


def resolve_actor(text: str, on: Day | None = None, context: str = "", lexicon: Lexicon | None = None) -> Actor | None:
    """Return who a phrase means ("Russian troops", "the Kremlin", "former President Obama"), or None if nobody known.

    ``on`` is the day that counts for offices; without it no office is given its holder. ``context`` is text around the
    phrase: the one country that it names most lends itself to a phrase that tells none.
    """
    lexicon = lexicon or load()
    home = _told_by(context, lexicon, on) if context else None
    return free_actor(text, on, lexicon, home)


def free_actor(text: str, on: Day | None, lexicon: Lexicon, home: str | None) -> Actor | None:
    """Return who a phrase means; ``home`` is the country of an office or group that tells none."""
    words = split(text)
    if not words:
        return None
    if entities := lexicon.find(text.strip(), on):
        return of_entity(entities[0], text, None, on, lexicon, False)
    if "," in words and (actor := _apposed(text, words, on, lexicon)):
        return actor
    phrase = read_phrase(words, lexicon, on)
    if phrase.name and (phrase.head is None or phrase.head.kind in ("title", "noun", "demonym")):
        return _unknown(phrase, text)
    if phrase.head is None:
        return None
    if not phrase.countries and home and phrase.head.kind != "entity":
        phrase = replace(phrase, countries=(home,))
    return of_phrase(phrase, text, None, on, lexicon)


def _apposed(text: str, words: tuple[str, ...], on: Day | None, lexicon: Lexicon) -> Actor | None:
    """The person named beside a role with a comma between ("Juhan Mets, an Estonian judge"), known or unknown."""
    comma = words.index(",")
    for name, role in ((words[:comma], words[comma + 1 :]), (words[comma + 1 :], words[:comma])):
        plain = [word for word in name if not is_honorific(word)]
        told = read_phrase(role, lexicon, on) if role else None
        if not plain or told is None or told.head is None or told.head.kind not in ("title", "noun"):
            continue
        known = [entity for entity in lexicon.find(" ".join(plain), on) if entity.kind == "person"]
        if known:
            return of_entity(known[0], text, None, on, lexicon, told.former)
        if 2 <= len(plain) <= 4 and all(word[0].isupper() for word in plain) and read_phrase(name, lexicon, on).name:
            return of_unknown(" ".join(plain), told, text, None, "person")
    return None


def _unknown(phrase: Phrase, text: str) -> Actor | None:
    """Somebody named whom the lexicon doesn't know; a bare word alone names nobody."""
    written = (phrase.name or "").split()
    words = [word for word in written if not is_honorific(word)]
    if not words or (phrase.head is None and len(written) == 1):
        return None
    name = " ".join(word.capitalize() if word.isupper() and len(word) > 2 else word for word in words)
    return of_unknown(name, phrase, text, None, "person")


def _told_by(context: str, lexicon: Lexicon, on: Day | None) -> str | None:
    """The country that a context names most, where one leads."""
    items = find_items(split(context), lexicon, on)
    counts = Counter(item.country for item in items if item.country and item.country != "IGO").most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]
