"""Entity or phrase -> `Actor`: code, office on the day, how it is named."""

import unicodedata
from dataclasses import replace
from functools import cache

from detente.actors.items import entity_sector, singular, state_name
from detente.actors.phrases import POSSESSIVE, Phrase, plain_name, read_phrase
from detente.lexicon import Entity, Lexicon, rows
from detente.records import Actor, Day, Named, Span

GOVERNMENT = frozenset(("side", "administration", "government", "authorities", "leadership", "regime", "delegation"))


def code(country: str | None, sector: str | None) -> str | None:
    """Return ISO-3 country + PLOVER sector; "IGO" alone for organisations of states; None where either is unknown."""
    if country is None or sector is None:
        return None
    return sector if country == sector == "IGO" else country + sector


def slug(name: str) -> str:
    """Return a name as it stands in an id ("Mikhail Sinelnikov-Orishak": "mikhail-sinelnikov-orishak")."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    words = "".join(char if char.isalnum() else " " for char in plain.replace("'", "").replace("’", "")).split()
    return "-".join(words)


def of_entity(entity: Entity, raw: str, span: Span | None, on: Day | None, lexicon: Lexicon, former: bool) -> Actor:
    """Return the actor that an entity of the lexicon is on the day."""
    if entity.kind == "person":
        return _person(entity, raw, span, on, lexicon, former)
    sector = entity_sector(entity, on)
    named: Named = "place" if entity.kind in ("state", "place") else "body"
    return Actor(entity.id, entity.name, raw, span, code(entity.country, sector), entity.country, sector, None, named)


def _person(entity: Entity, raw: str, span: Span | None, on: Day | None, lexicon: Lexicon, former: bool) -> Actor:
    role = lexicon.role(entity.id, on)
    held = lexicon.tenures(entity.id)
    sector = lexicon.sector(entity.id, on) if on or not held else lexicon.office_sector(held[0].office)
    over = [term for term in held if on and term.end and term.end <= on]
    if role is None and over:
        last = max(over, key=lambda term: term.start)
        role = f"former {lexicon.title(last)}"
        sector = "ELI" if lexicon.office_sector(last.office) != "UAF" else entity.sector
    elif former and role is None:
        sector = "ELI"
    country = entity.country
    if on and (now := lexicon.tenures(entity.id, on)) and state_name(now[0].country) is None:
        country = sector = "IGO"
    return Actor(entity.id, entity.name, raw, span, code(country, sector), country, sector, role, "person")


def of_unknown(name: str, phrase: Phrase | None, raw: str, span: Span | None, named: Named) -> Actor:
    """Return somebody whom the lexicon doesn't know; a person's id comes from the name alone, so that it is the same
    in every article."""
    country = phrase.country if phrase else None
    sector = phrase.sector if phrase else None
    id = f"{'person' if named == 'person' else 'body'}:{slug(name)}"
    role = role_text(phrase) if phrase and named == "person" else None
    return Actor(id, name, raw, span, code(country, sector), country, sector, role, named)


def role_text(phrase: Phrase) -> str | None:
    """Return the role that a phrase tells in its own words, without article and nationality."""
    if phrase.head is None or phrase.head.kind not in ("title", "noun"):
        return None
    first = phrase.head.first
    before = [item for item in phrase.items if item.last <= first and item.kind in ("noun", "entity", "title", "word")]
    start = min((item.first for item in before if item.text.lower() not in _SMALL), default=first)
    end = -len(phrase.name.split()) if phrase.name and " ".join(phrase.words).endswith(phrase.name) else None
    words = [word for word in phrase.words[start:end] if word not in (",", "(", ")")]
    demonyms = {item.text for item in phrase.items if item.kind == "demonym"}
    return " ".join(word for word in words if word not in demonyms).replace(" - ", "-").replace(" 's", "'s") or None


_SMALL = frozenset(("the", "a", "an", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "and"))


def of_phrase(phrase: Phrase, raw: str, span: Span | None, on: Day | None, lexicon: Lexicon) -> Actor | None:
    """Return who a phrase without a name means by itself: the holder of an office, a government, a group, somebody."""
    head = phrase.head
    if head is None:
        return None
    if head.kind == "entity":
        actor = of_entity(_fitting(head.entities, phrase), raw, span, on, lexicon, phrase.former)
        before = phrase.words[: head.first]
        told = read_phrase(before, lexicon, on) if before and head.entities[0].kind == "person" else None
        return as_told(actor, told, on) if told else actor
    if holder := holder_of(phrase, on, lexicon):
        actor = of_entity(holder, raw, span, on, lexicon, False)
        return Actor(actor.id, actor.name, raw, span, actor.code, actor.country, actor.sector, actor.role, "office")
    sector = phrase.sector
    country = phrase.country or ("IGO" if phrase.organisation and phrase.organisation.country == "IGO" else None)
    if (country == "IGO" and sector in _SERVING) or (country is None and sector == "IGO"):
        country = sector = "IGO"
    named: Named = head.named if head.named in _NAMED else "anonymous"  # type: ignore[assignment]
    if head.named == "person" or phrase.plural:
        named = "anonymous"
    id = f"state:{country}" if country and country != "IGO" and _is_government(phrase) else None
    plain = head.text.lower() in _STATE_WORDS or phrase.words[0].lower() in POSSESSIVE
    name = state_name(country) if id and country and plain else plain_name(phrase)
    role = role_text(phrase) if named == "office" else None
    return Actor(id, name or plain_name(phrase), raw, span, code(country, sector), country, sector, role, named)


def as_told(actor: Actor, told: Phrase, on: Day | None) -> Actor:
    """Return somebody as the words before the name tell: of an organisation of states; in what he does now, where he
    is out of office or no day is known ("opposition leader Ann Lee")."""
    if told.head is None or told.head.kind not in ("title", "noun") or told.former:
        return actor
    if told.country == "IGO" or (told.organisation is not None and told.organisation.country == "IGO"):
        return replace(actor, country="IGO", sector="IGO", code="IGO")
    if (on is None or actor.sector == "ELI") and told.sector in OUT_OF_OFFICE:
        role = actor.role if on is None else role_text(told)
        return replace(actor, sector=told.sector, role=role, code=code(actor.country, told.sector))
    return actor


OUT_OF_OFFICE = frozenset(("OPP", "REB", "UAF", "PTY", "LEG", "BUS", "MED", "EDU", "REL", "CRM"))
_NAMED = frozenset(("person", "office", "body", "place"))
_SERVING = frozenset(("GOV", "EDU", "NGO", None))
_STATE_WORDS = frozenset(("side", "country", "nation", "state", "americans", "russians"))


def _is_government(phrase: Phrase) -> bool:
    head = phrase.head
    if head is None or phrase.sector != "GOV":
        return False
    if head.kind == "demonym" or head.named == "place":
        return True
    return singular(head.text.lower()) in GOVERNMENT


def state(country: str) -> Actor:
    """Return the state itself, as one side of a relation."""
    name = state_name(country) or country
    return Actor(f"state:{country}", name, name, None, code(country, "GOV"), country, "GOV", None, "place")


@cache
def _single(office: str) -> bool:
    return any(row["key"] == office and row["single"] == "yes" for row in rows("offices"))


def holder_of(phrase: Phrase, on: Day | None, lexicon: Lexicon) -> Entity | None:
    """Return who holds the office that a phrase names, where one person did on that day. Without a day: None."""
    head = phrase.head
    if head is None or head.office is None or phrase.former or phrase.plural or on is None:
        return None
    if phrase.words and phrase.words[0].lower() in ("a", "an", "another", "some", "any", "no", "deputy"):
        return None
    owner = phrase.organisation
    own = owner.id.partition(":")[2] if owner else None
    told = phrase.sector in OUT_OF_OFFICE and phrase.sector != lexicon.office_sector(head.office)
    if told or (owner is not None and owner.sector in OUT_OF_OFFICE):
        held = lexicon.holders(head.office, own or "", on)
        return held[0] if len(held) == 1 else None
    implied = lexicon.title_countries(head.text)
    for country in (own, phrase.country, implied[0] if len(implied) == 1 else None):
        if country and (held := lexicon.holders(head.office, country, on)):
            return held[0] if len(held) == 1 and _single(head.office) else None
    return None


def _fitting(entities: tuple[Entity, ...], phrase: Phrase) -> Entity:
    """The candidate of the country that the phrase tells, else the first."""
    told = [item.country for item in phrase.items if item.kind == "demonym"]
    return next((entity for entity in entities if entity.country in told), entities[0])
