"""A free phrase -> `Actor`: what the public ``resolve_actor`` does."""

from collections import Counter
from dataclasses import replace

from detente.actors.build import of_entity, of_phrase, of_unknown
from detente.actors.phrases import Phrase, find_items, read_phrase, split
from detente.lexicon import Lexicon, load
from detente.records import Actor, Day


def resolve_actor(text: str, on: Day | None = None, context: str = "", lexicon: Lexicon | None = None) -> Actor | None:
    """Return who a phrase means ("Russian troops", "the Kremlin", "former President Obama"), or None if nobody known.

    ``on`` is the day that counts for offices; without it no office is given its holder. ``context`` is text around the
    phrase: the one country that it names most lends itself to a phrase that tells none.
    """
    lexicon = lexicon or load()
    words = split(text)
    if not words:
        return None
    if entities := lexicon.find(text.strip(), on):
        return of_entity(entities[0], text, None, on, lexicon, False)
    phrase = read_phrase(words, lexicon, on)
    if phrase.name and phrase.head is not None and phrase.head.kind in ("title", "noun", "demonym"):
        return of_unknown(phrase.name, phrase, text, None, "person")
    if phrase.head is None:
        return of_unknown(phrase.name, None, text, None, "person") if phrase.name and len(words) > 1 else None
    if not phrase.countries and context and phrase.head.kind != "entity":
        phrase = _told_by(context, phrase, lexicon, on)
    return of_phrase(phrase, text, None, on, lexicon)


def _told_by(context: str, phrase: Phrase, lexicon: Lexicon, on: Day | None) -> Phrase:
    """Lend the phrase the country that its context names most, where one leads."""
    items = find_items(split(context), lexicon, on)
    counts = Counter(item.country for item in items if item.country and item.country != "IGO").most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return phrase
    return replace(phrase, countries=(counts[0][0],))
