"""A phrase that means somebody -> head, country, sector, office: read from its words alone, without the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from detente.lexicon import Entity, Lexicon, rows
from detente.mentions import honorifics, nominals
from detente.records import Day

ItemKind = Literal["entity", "demonym", "title", "noun", "former", "link", "owner", "stop", "word"]

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Z][a-z]{0,3}\.(?=\s)|[’']s\b|\w+(?:[’'`](?!s\b)\w+)*|[^\w\s]")
_OWNER = frozenset(("'s", "’s", "'", "’"))
_LINKS = frozenset(("of", "for", "to", "at", "in", "from", "with", "on", "by", "under", "within", "inside"))
_STOPS = frozenset((",", "who", "which", "that", "where", "(", ";", ":", "against", "over", "near", "—", "–"))
_FORMER = frozenset(("former", "ex", "retired", "onetime", "deposed", "ousted"))
_COMPOUND = re.compile(r"^(?:pro|anti|non)$")
_ELITE = frozenset(("GOV", "LEG", "JUD", "MIL", "SPY", "PTY"))
_OWN_COMPLEMENT = frozenset(("of", "for", "at", "from", "in", "with", "within"))


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of words that the lexicon knows, or one word that it doesn't."""

    kind: ItemKind
    first: int
    last: int
    text: str
    country: str | None = None
    sector: str | None = None
    entities: tuple[Entity, ...] = ()
    office: str | None = None
    generic: bool = False
    named: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says about who is meant. ``countries`` has more than one for a joined phrase ("the presidents of
    the United States and Russia"); ``head`` is its decisive item; ``name`` are unknown words that name somebody."""

    words: tuple[str, ...]
    head: Item | None
    name: str | None = None
    countries: tuple[str, ...] = ()
    sector: str | None = None
    organisation: Entity | None = None
    owner: Entity | None = None
    former: bool = False
    definite: bool = False
    plural: bool = False
    items: tuple[Item, ...] = field(default=(), repr=False)

    @property
    def country(self) -> str | None:
        """The one country told, None where none or several are."""
        return self.countries[0] if len(self.countries) == 1 else None


def split(text: str) -> tuple[str, ...]:
    """Return the words of a free phrase, owners' "'s" and signs as words of their own."""
    return tuple(_WORD.findall(text.strip()))


def read_phrase(words: Sequence[str], lexicon: Lexicon, on: Day | None) -> Phrase:
    """Return what the words of one phrase say."""
    items = find_items(words, lexicon, on)
    core, complement = _parted(items)
    at = _head(core)
    head = core[at] if at is not None else None
    before = [item for item in core[: at or 0] if item.kind != "word" or item.text.lower() not in ("the", "a", "an")]
    former = any(item.kind == "former" for item in before)
    name = _unknown_name(core, at)
    countries = _countries(head, before, complement, lexicon)
    sector = _sector(head, before, complement, words)
    if former and sector in _ELITE and head is not None and not (head.kind == "entity" and not _is_person(head)):
        sector = "ELI"
    return Phrase(
        words=tuple(words),
        head=head,
        name=name,
        countries=countries,
        sector=sector,
        organisation=_organisation(head, before, complement),
        owner=next((entity for item in before for entity in item.entities[:1] if entity.kind == "person"), None),
        former=former,
        definite=_is_definite(words, core),
        plural=_is_plural(head),
        items=tuple(items),
    )


# --- items ------------------------------------------------------------------------------------------------


def find_items(words: Sequence[str], lexicon: Lexicon, on: Day | None) -> list[Item]:
    """Cut words into what the lexicon knows, the longest first."""
    found = []
    i = 0
    while i < len(words):
        item = _item(words, i, lexicon, on)
        found.append(item)
        i = item.last
    return _whole_names(found)


def _whole_names(items: list[Item]) -> list[Item]:
    """A surname that the lexicon knows beside an unknown given name is somebody else's ("Hunter Biden")."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if last is not None and (_is_alien(last, item) or _is_alien(item, last)):
            found[-1] = Item("word", last.first, item.last, f"{last.text} {item.text}")
        else:
            found.append(item)
    return found


def _is_alien(item: Item, beside: Item) -> bool:
    """Whether ``item`` is an unknown name that takes the surname ``beside`` it away from the lexicon's person."""
    if item.kind != "word" or not item.text[0].isupper() or not item.text.isalpha() or is_honorific(item.text):
        return False
    if item.text.lower() in ("the", "a", "an") or not _is_person(beside) or " " in beside.text:
        return False
    given = beside.entities[0].name.split(maxsplit=1)[0]
    return SequenceMatcher(None, item.text.lower(), given.lower()).ratio() < 0.7


def _item(words: Sequence[str], i: int, lexicon: Lexicon, on: Day | None) -> Item:
    lower = words[i].lower()
    if lower in _OWNER:
        return Item("owner", i, i + 1, words[i])
    name = lexicon.longest(words, i) if words[i][0].isupper() or lower == "the" else 0
    title, country = _title_length(words, i, lexicon)
    people = lexicon.demonym_length(words, i) or int(lower in _peoples())
    noun = _noun_length(words, i, lexicon)
    best = max(name, title, people, noun)
    if best == 0 or (best == 1 and (lower in _LINKS | _STOPS | _FORMER or (len(lower) < 3 and lower == words[i]))):
        return _word(words, i)
    text = " ".join(words[i : i + best])
    if name == best and not (people == best and _people(text, lexicon)):
        entities = lexicon.find(text, on)
        if entities:
            first = entities[0]
            return Item("entity", i, i + best, text, first.country, entity_sector(first), entities)
    if people == best:
        return Item("demonym", i, i + best, text, _people(text, lexicon))
    if title == best:
        return _title(text, i, i + best, country, lexicon)
    if noun == best:
        return _noun(text, i, i + best, lexicon)
    return _word(words, i)


def _people(text: str, lexicon: Lexicon) -> str | None:
    return lexicon.demonym(text) or _peoples().get(text.lower())


@cache
def _peoples() -> dict[str, str | None]:
    """Peoples and regions by adjective and plural, with the one state that they are in, if it is one."""
    return {form: row["country"] or None for row in rows("peoples") for form in (row["word"], row["word"] + "s")}


def _word(words: Sequence[str], i: int) -> Item:
    lower = words[i].lower()
    if lower in _FORMER:
        return Item("former", i, i + 1, words[i])
    if lower in _LINKS:
        return Item("link", i, i + 1, words[i])
    if lower in _STOPS:
        return Item("stop", i, i + 1, words[i])
    return Item("word", i, i + 1, words[i])


def _title_length(words: Sequence[str], i: int, lexicon: Lexicon) -> tuple[int, str | None]:
    """How many words form a title, and the country of a demonym inside it ("head of Russian diplomacy")."""
    size = lexicon.title_length(words, i)
    at = i + 2
    if at + 1 < len(words) and words[i + 1].lower() == "of" and (skip := lexicon.demonym_length(words, at)):
        plain = [*words[i:at], *words[at + skip : at + skip + 4]]
        if (longer := lexicon.title_length(plain, 0)) > 2:
            return longer + skip, lexicon.demonym(" ".join(words[at : at + skip]))
    return size, None


def _title(text: str, first: int, last: int, country: str | None, lexicon: Lexicon) -> Item:
    words = [word for word in text.split() if not (country and lexicon.demonym(word) == country)]
    office = lexicon.office(words)
    implied = lexicon.title_countries(words)
    row = nominals().get(singular(text.lower()))
    return Item(
        "title",
        first,
        last,
        text,
        country or _implied(implied),
        lexicon.office_sector(office) if office else None,
        office=office,
        generic=bool(row and row["use"] == "yes"),
        named="office",
    )


def _implied(countries: tuple[str, ...]) -> str | None:
    """The one country that a title implies by itself; "IGO" for the office of an organisation of states."""
    if len(countries) != 1:
        return None
    return countries[0] if state_name(countries[0]) else "IGO"


def _noun_length(words: Sequence[str], i: int, lexicon: Lexicon) -> int:
    for size in (3, 2, 1):
        text = " ".join(words[i : i + size]).lower()
        ends = i + size <= len(words) and words[i + size - 1][0].isalnum()
        if ends and (lexicon.agent(text) or singular(text) in nominals()):
            return size
    return 0


def _noun(text: str, first: int, last: int, lexicon: Lexicon) -> Item:
    row = nominals().get(singular(text.lower()))
    sector = row["sector"] if row else lexicon.agent(text.lower())
    generic = bool(row and row["use"] == "yes")
    country = _inner_country(text, lexicon) if last - first > 1 else None
    return Item("noun", first, last, text, country, sector or None, generic=generic, named=_named(text.lower()))


def _inner_country(text: str, lexicon: Lexicon) -> str | None:
    """The country of a noun's own first word ("UN peacekeepers", "US attorney")."""
    first = text.split(maxsplit=1)[0]
    if not first[0].isupper():
        return None
    return lexicon.demonym(first) or next((entity.country for entity in lexicon.find(first)), None)


def _named(noun: str) -> str:
    row = nominals().get(singular(noun)) or nominals().get(singular(noun.rsplit(maxsplit=1)[-1]))
    if row:
        return row["named"]
    return "body" if _agent_kinds().get(singular(noun), _agent_kinds().get(noun)) == "group" else "person"


@cache
def _known() -> frozenset[str]:
    return frozenset(nominals()) | frozenset(_agent_kinds())


@cache
def _agent_kinds() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in rows("agents")}


def singular(noun: str) -> str:
    """Return a noun's singular as the tables of nouns have it ("countries": country, "men": man)."""
    known = _known()
    if noun.endswith("men") and noun[:-3] + "man" in known:
        return noun[:-3] + "man"
    if noun in known:
        return noun
    forms = [noun[:-3] + "y"] if noun.endswith("ies") else []
    forms += [noun[:-1], noun[:-2]] if noun.endswith("s") else []
    return next((form for form in forms if form in known), noun)


@cache
def _capitals() -> frozenset[str]:
    named = {row["capital"] for row in rows("states") if row["capital"]}
    return frozenset(named | {row["name"] for row in rows("places") if row["kind"] == "capital"})


@cache
def _states() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in rows("states")}


def state_name(country: str) -> str | None:
    """Return the short name of a state, None for what is none."""
    return _states().get(country)


def entity_sector(entity: Entity) -> str | None:
    """Return the PLOVER sector that an entity stands for: a state or its capital, for its government."""
    if entity.kind == "state" or (entity.kind == "place" and entity.name in _capitals()):
        return "GOV"
    return entity.sector


# --- what they say ----------------------------------------------------------------------------------------


def _parted(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """Part items into the head's own and what follows: the first link or stop ends the head's."""
    for at, item in enumerate(items):
        if item.kind in ("link", "stop") and any(before.kind in _KNOWN for before in items[:at]):
            end = next((i for i in range(at + 1, len(items)) if items[i].kind == "stop"), len(items))
            return items[:at], items[at:end] if item.kind == "link" else []
    return items, []


_KNOWN = frozenset(("entity", "title", "noun", "demonym"))


def _head(core: list[Item]) -> int | None:
    known = [at for at, item in enumerate(core) if item.kind in ("entity", "title", "noun") and not _owned(core, at)]
    if known:
        plain = [at for at in known if not is_honorific(core[at].text)] or known
        joined = [at for at in plain[:-1] if core[at + 1].text.lower() == "and" and core[at].kind == "entity"]
        return joined[0] if joined and core[plain[-1]].kind in ("entity", "title") else plain[-1]
    return next((at for at in range(len(core) - 1, -1, -1) if core[at].kind == "demonym"), None)


def _owned(core: list[Item], at: int) -> bool:
    """Whether the item only owns what follows ("Russia's ...")."""
    return at + 1 < len(core) - 1 and core[at + 1].kind == "owner"


def _unknown_name(core: list[Item], at: int | None) -> str | None:
    """Capitalised words after the head, or the whole where there is no head."""
    tail = core[(at + 1) if at is not None else 0 :]
    if any(item.kind == "owner" for item in tail):
        return None
    words = [item.text for item in tail if item.kind == "word" and item.text[0].isalpha()]
    named = [word for word in words if word[0].isupper() and word.lower() not in ("the", "a", "an")]
    return " ".join(named) if named and named == words[-len(named) :] else None


def _is_person(item: Item) -> bool:
    return bool(item.entities) and item.entities[0].kind == "person"


def _countries(head: Item | None, before: list[Item], complement: list[Item], lexicon: Lexicon) -> tuple[str, ...]:
    if head is not None and head.kind in ("entity", "demonym") and head.country:
        return (head.country,)
    if head is not None and head.kind == "noun" and nominals().get(head_noun(head), {}).get("use") == "other":
        return ()
    told = _told(before)
    if told:
        return told
    if head is not None and head.country:
        return (head.country,)
    if complement and complement[0].text.lower() in _OWN_COMPLEMENT and (told := _told(complement)):
        return told
    owners = (item.country for item in (*before, *complement) if _is_person(item) and item.country)
    return tuple(dict.fromkeys(owners))[:1]


def _told(items: list[Item]) -> tuple[str, ...]:
    """Countries that items tell: all of them where they are joined, else the nearest to the head."""
    told: list[str] = []
    for at, item in enumerate(items):
        if item.country and not _is_person(item) and not _leaning(items, at):
            told.append(item.country)
    joined = any(item.text.lower() in ("and", "&", "-") for item in items)
    distinct = tuple(dict.fromkeys(told))
    return distinct if joined else distinct[:1]


def _leaning(items: list[Item], at: int) -> bool:
    """Whether a country is only part of a compound that tells a leaning ("pro-Russian", "US-backed")."""
    before = items[at - 1].text.lower() if at else ""
    after = [item.text.lower() for item in items[at + 1 : at + 3]]
    prefixed = before == "-" and at >= 2 and bool(_COMPOUND.match(items[at - 2].text.lower()))
    return prefixed or (len(after) == 2 and after[0] == "-" and after[1].endswith("ed"))


def _sector(head: Item | None, before: list[Item], complement: list[Item], words: Sequence[str]) -> str | None:
    if head is None:
        return None
    if head.kind == "demonym":
        return "GOV" if head.text.endswith("s") and words[0].lower() == "the" else "CVL"
    if head.generic:
        for item in reversed(before):
            if item.sector and not _is_person(item) and not _is_state(item):
                return item.sector
        own = complement and complement[0].text.lower() in _OWN_COMPLEMENT
        for item in complement if own else ():
            if item.sector and not _is_person(item) and not _is_state(item):
                return item.sector
    return head.sector


def _is_state(item: Item) -> bool:
    return bool(item.entities) and item.entities[0].kind in ("state", "place")


def _organisation(head: Item | None, before: list[Item], complement: list[Item]) -> Entity | None:
    """The organisation that a role belongs to ("the NATO chief", "the head of the State Department")."""
    if head is None or head.kind == "entity":
        return None
    for item in [*reversed(before), *complement]:
        if item.entities and item.entities[0].kind not in ("person", "state", "place"):
            return item.entities[0]
    return None


def _is_definite(words: Sequence[str], core: list[Item]) -> bool:
    first = words[0].lower() if words else ""
    addressed = len(words) > 1 and is_honorific(words[0])
    return addressed or first in _DEFINITE or any(item.kind == "owner" for item in core)


_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both", "his", "her", "their", "its", "our", "my"))


def head_noun(head: Item) -> str:
    """Return the noun of a head in its singular ("heads of state": head)."""
    return singular(_noun_of(head))


def _noun_of(head: Item) -> str:
    words = head.text.lower().split()
    of = next((at for at, word in enumerate(words) if at and word in _LINKS), len(words))
    return words[of - 1]


def _is_plural(head: Item | None) -> bool:
    if head is None or head.kind not in ("noun", "title", "demonym"):
        return False
    noun = _noun_of(head)
    if head.kind == "demonym":
        return noun.endswith("s")
    return singular(noun) != noun or noun in _PLURALS


_PLURALS = frozenset(("people", "police", "personnel", "staff", "troops", "authorities", "women", "men", "children"))


def plain_name(phrase: Phrase) -> str:
    """Return a phrase without its article, as the name of somebody who has no other."""
    words = list(phrase.words)
    while words and (words[0].lower() in ("the", "a", "an", "this", "that") or not words[0][0].isalnum()):
        words = words[1:]
    text = " ".join(words)
    return re.sub(r"\s+([’']s\b|[,.)-])", r"\1", re.sub(r"-\s+", "-", text))


def is_honorific(word: str) -> bool:
    """Whether a word only adorns a name ("Mr.")."""
    return word.lower().rstrip(".") in honorifics()
