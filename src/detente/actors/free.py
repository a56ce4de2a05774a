"""A free phrase -> `Actor`: what the public ``resolve_actor`` does."""

import re
from dataclasses import replace

from detente.actors.build import code, of_entity, of_phrase, of_unknown
from detente.actors.items import is_honorific, is_institution, is_person, split
from detente.actors.phrases import Phrase, read_phrase
from detente.actors.spelling import spelled
from detente.actors.surroundings import countries_told, fuller, home, in_capitals, sided
from detente.lexicon import Lexicon, load
from detente.records import Actor, Day


def resolve_actor(text: str, on: Day | None = None, context: str = "", lexicon: Lexicon | None = None) -> Actor | None:
    """Return who a phrase means ("Russian troops", "the Kremlin", "former President Obama"), or None if nobody known;
    of several joined by "and" the first.

    ``on`` is the day that counts for offices; without it no office is given its holder. ``context`` is text around the
    phrase, best its sentence: words directly beside the phrase are taken in, and the one country that the context
    names most lends itself to a phrase that tells none.
    """
    lexicon = lexicon or load()
    text, context = in_capitals(text, context)
    text = sided(text, context)
    plain = _ACRONYM.sub("", text)
    actor = free_actor(plain, on, lexicon, None)
    if context and (actor is None or actor.country is None or actor.sector is None):
        actor = _in_context(plain, actor, _ACRONYM.sub("", context), on, lexicon)
    elif context and actor is not None and is_institution(actor.name) and actor.country != "IGO":
        actor = _elsewhere(plain, actor, context, on, lexicon)
    return replace(actor, raw=text) if actor else None


_ACRONYM = re.compile(r"(?<=\w)\s*\(\s*[A-Z][\w/&.-]{1,9}\s*\)")


def _in_context(text: str, actor: Actor | None, context: str, on: Day | None, lexicon: Lexicon) -> Actor | None:
    """Who a phrase means in a text, where it doesn't tell a country or a sector by itself."""
    if actor is None and text[-1:].isalpha() and text.rsplit(maxsplit=1)[-1].islower():
        return None
    for fuller_text in fuller(text, context, lexicon, on):
        told = free_actor(fuller_text, on, lexicon, None)
        if told is not None and _tells(told) > _tells(actor):
            text, actor = fuller_text, told
    if actor is not None and (actor.country or actor.sector in _ABROAD):
        return actor
    country = home(text, context, lexicon, on)
    told = free_actor(text, on, lexicon, country) if country else None
    if told is not None and told.country is None and told.named == "person":
        return replace(told, country=country, code=code(country, told.sector))
    return told or actor


def _elsewhere(text: str, actor: Actor, context: str, on: Day | None, lexicon: Lexicon) -> Actor:
    """An institution that many states call so ("the Senate") is that of the country that the context tells."""
    if any(lexicon.demonym(word) for word in split(text)):
        return actor
    told = countries_told(text, context, lexicon, on)
    if actor.country in told or len(told) != 1 or not (actor.id or "").startswith("body:"):
        return actor
    (country,) = told
    return Actor(None, text, text, None, code(country, actor.sector), country, actor.sector, None, "body")


def _tells(actor: Actor | None) -> int:
    """How much of country and sector an actor tells."""
    return (actor.country is not None) + (actor.sector is not None) if actor else -1


_ABROAD = frozenset(("IGO", "NGO", "REF"))
_FOREIGN = frozenset(
    ("foreign", "international", "multinational", "global", "world", "overseas", "other", "several", "coalition")
)


def free_actor(text: str, on: Day | None, lexicon: Lexicon, country: str | None) -> Actor | None:
    """Return who a phrase means; ``country`` is that of an office or group that tells none."""
    words = split(text)
    if not words:
        return None
    if entities := lexicon.find(text.strip(), on):
        return of_entity(entities[0], text, None, on, lexicon, False)
    if "," in words and (actor := _apposed(text, words, on, lexicon)):
        return actor
    phrase = read_phrase(words, lexicon, on)
    if phrase.name and (phrase.head is None or phrase.head.kind in ("title", "noun", "demonym")):
        if known := spelled(phrase.name, phrase, on, lexicon):
            return of_entity(known[0], text, None, on, lexicon, phrase.former)
        return _unknown(phrase, text)
    if phrase.head is None:
        return None
    if phrase.name and phrase.head.entities[:1] and phrase.head.entities[0].kind == "state" and _is_described(phrase):
        return of_unknown(phrase.name, replace(phrase, sector="CVL"), text, None, "person")
    if is_person(phrase.head) and _is_foreign(phrase):
        told = read_phrase(words[: phrase.head.first], lexicon, on)
        return of_unknown(phrase.head.text, told, text, None, "person")
    if country and _borrows(phrase):
        phrase = replace(phrase, countries=(country,))
    phrase = replace(phrase, countries=phrase.countries[:1])
    return of_phrase(phrase, text, None, on, lexicon)


def _is_described(phrase: Phrase) -> bool:
    """Whether a word that the lexicon doesn't know stands between a state and a name ("Germany defender Jan Berg")."""
    after = phrase.words[phrase.head.last :] if phrase.head else ()
    return len(after) > 2 and after[0].islower() and after[0].isalpha() and after[-2][0].isupper()


def _is_foreign(phrase: Phrase) -> bool:
    """Whether a bare surname stands beside another country than that of everybody whom the lexicon knows by it."""
    head, told = phrase.head, [item.country for item in phrase.items if item.kind == "demonym" and item.country]
    if head is None or " " in head.text or not told:
        return False
    return all(entity.country not in told for entity in head.entities)


def _borrows(phrase: Phrase) -> bool:
    """Whether the country around lends itself to a phrase: it tells none, and isn't of everywhere or elsewhere."""
    if phrase.countries or phrase.head is None or phrase.head.kind == "entity" or phrase.organisation:
        return False
    people = any(item.kind == "demonym" and item.country is None for item in phrase.items)
    countries = phrase.plural and phrase.head.named == "place"
    return not (people or countries or any(item.text.lower() in _FOREIGN for item in phrase.items))


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
            return of_entity(known[0], text, None, on, lexicon, told.former and told.sector == "ELI")
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
    name = name.replace(" - ", "-")
    return of_unknown(name, phrase, text, None, "person")
