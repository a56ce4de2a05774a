"""The words of a phrase -> items: what the lexicon knows of each stretch."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from detente.lexicon import Entity, Lexicon, key, rows
from detente.mentions import honorifics, nominals
from detente.records import Day

ItemKind = Literal["entity", "demonym", "title", "noun", "former", "link", "owner", "stop", "word"]

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Z][a-z]{0,3}\.(?=\s)|[’']s\b|\w+(?:[’'`](?!s\b)\w+)*|[^\w\s]")
_OWNER = frozenset(("'s", "’s", "'", "’"))
LINKS = frozenset(
    ("of", "for", "to", "at", "in", "from", "with", "on", "by", "under", "within", "inside", "near", "across", "around")
)
_PARTICLES = frozenset(("the", "al", "el", "bin", "de", "van", "von"))
_STOPS = frozenset((",", "who", "which", "that", "where", "(", ";", ":", "against", "over", "—", "–"))
_FORMER = frozenset(("former", "ex", "retired", "onetime", "deposed", "ousted"))


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


def split(text: str) -> tuple[str, ...]:
    """Return the words of a free phrase, owners' "'s" and signs as words of their own."""
    return tuple(_WORD.findall(text.strip()))


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
    """A surname that the lexicon knows beside an unknown given name is somebody else's ("Hunter Biden"), and a known
    institution's word in another country's or an unknown name is another institution ("the Nigerian Senate")."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if last is not None and last.kind == "owner" and len(found) > 1 and item.entities:
            last = found[-2]
        if last is not None and (_is_alien(last, item) or _is_alien(item, last)):
            found[-1] = Item("word", last.first, item.last, f"{last.text} {item.text}")
        elif last is not None and _is_elsewhere(item, last):
            noun = item.text.lower().rpartition(" ")[2]
            found.append(Item("noun", item.first, item.last, item.text, None, item.sector, named=_named(noun)))
        else:
            found.append(item)
    return found


def _is_alien(item: Item, beside: Item) -> bool:
    """Whether ``item`` is an unknown name, or somebody else's, that takes the surname ``beside`` it away from the
    lexicon's person."""
    if is_person(item) and is_person(beside) and item.entities[0].name not in (item.text, beside.text):
        return not {entity.id for entity in item.entities} & {entity.id for entity in beside.entities}
    if item.kind != "word" or not item.text[0].isupper() or not item.text.isalpha() or is_honorific(item.text):
        return False
    if item.text.lower() in ("the", "a", "an") or not is_person(beside) or " " in beside.text:
        return False
    given = beside.entities[0].name.split(maxsplit=1)[0]
    return SequenceMatcher(None, item.text.lower(), given.lower()).ratio() < 0.7


def _is_elsewhere(item: Item, before: Item) -> bool:
    """Whether a body of the lexicon called by a common noun is another's, by the word before it."""
    noun = item.text.lower().rpartition(" ")[2]
    if not item.entities or is_person(item) or _is_land(item) or _sector_of(noun) is None:
        return False
    if before.kind == "demonym" or _is_land(before):
        return before.country != item.country != "IGO" and item.country is not None
    return (
        " " not in item.text
        and before.kind in ("word", "noun")
        and before.text[0].isupper()
        and before.text.lower() not in ("the", "a", "an")
    )


def _item(words: Sequence[str], i: int, lexicon: Lexicon, on: Day | None) -> Item:
    lower = words[i].lower()
    if lower in _OWNER:
        return Item("owner", i, i + 1, words[i])
    name = lexicon.longest(words, i) if _may_be_name(words[i]) else 0
    title, country = _title_length(words, i, lexicon)
    people = lexicon.demonym_length(words, i) or int(lower in _peoples())
    noun = _noun_length(words, i, lexicon)
    best = max(name, title, people, noun)
    if best < 2 and words[i][0].isupper() and (size := _city_length(words, i)) > best:
        return _city(" ".join(words[i : i + size]), i, i + size)
    if best == 0 or (best == 1 and (lower in LINKS | _STOPS | _FORMER or (len(lower) < 3 and lower == words[i]))):
        return _word(words, i)
    text = " ".join(words[i : i + best])
    if name == best and not (people == best and _people(text, lexicon)):
        entities = lexicon.find(text, on)
        if entities:
            first = entities[0]
            return Item("entity", i, i + best, text, first.country, entity_sector(first, on), entities)
    if people == best:
        return Item("demonym", i, i + best, text, _people(text, lexicon))
    if title == best:
        return _title(text, i, i + best, country, lexicon)
    if noun == best:
        return _noun(text, i, i + best, lexicon)
    return _word(words, i)


def _may_be_name(word: str) -> bool:
    """Whether a name may begin with a word: a capital or a particle, no title that is cut short ("Sen")."""
    short = is_honorific(word) and (word[-1] == "." or len(word) <= len("Sen"))
    return (word[0].isupper() and not short) or word.lower() in _PARTICLES


def _city_length(words: Sequence[str], i: int) -> int:
    limit = _city_words().get(key(words[i]), 0)
    return next((n for n in range(limit, 0, -1) if key(" ".join(words[i : i + n])) in _cities()), 0)


def _city(text: str, first: int, last: int) -> Item:
    country = _cities()[key(text)]
    place = Entity(f"place:{key(text).replace(' ', '-')}", text, "place", country, None, None, None)
    return Item("entity", first, last, text, country, None, (place,))


@cache
def _cities() -> dict[str, str]:
    """Cities and regions that tell a country, by folded name."""
    return {key(row["name"]): row["country"] for row in rows("cities")}


@cache
def _city_words() -> dict[str, int]:
    """The first word of each city -> the most words that a name may have as a text is cut ("Mazar - i - Sharif")."""
    return {name.split()[0]: 7 if " " in name else 1 for name in sorted(_cities(), key=lambda name: name.count(" "))}


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
    if lower in LINKS:
        return Item("link", i, i + 1, words[i])
    if lower in _STOPS:
        return Item("stop", i, i + 1, words[i])
    if words[i][-1] == "." and (row := honorifics().get(lower.rstrip("."))) and row["sector"]:
        return Item("noun", i, i + 1, words[i], None, row["sector"], named="person")
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
        ends = i + size <= len(words) and words[i][0].isalnum() and words[i + size - 1][0].isalnum()
        if ends and (lexicon.agent(text) or singular(text) in nominals()):
            return size
    return 0


def _noun(text: str, first: int, last: int, lexicon: Lexicon) -> Item:
    row = nominals().get(singular(text.lower()))
    sector = row["sector"] if row else lexicon.agent(text.lower())
    generic = bool(row and row["use"] == "yes")
    country = _inner_country(text, lexicon) if last - first > 1 else None
    return Item("noun", first, last, text, country, sector or None, generic=generic, named=_named(text.lower()))


def is_institution(name: str) -> bool:
    """Return whether a body's name is a word or two that many states have for theirs ("Senate", "Supreme Court")."""
    words = name.lower().split()
    return len(words) <= 2 and _sector_of(words[-1]) is not None


def _is_land(item: Item) -> bool:
    return bool(item.entities) and item.entities[0].kind in ("state", "place")


def _sector_of(noun: str) -> str | None:
    row = nominals().get(singular(noun))
    return (row["sector"] if row else _agent_sectors().get(singular(noun))) or None


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


@cache
def _agent_sectors() -> dict[str, str]:
    return {row["noun"]: row["sector"] for row in rows("agents")}


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


def entity_sector(entity: Entity, on: Day | None = None) -> str | None:
    """Return the PLOVER sector that an entity stands for on a day: a state or its capital, for its government."""
    if entity.kind == "state" or (entity.kind == "place" and entity.name in _capitals()):
        return "GOV"
    since = [sector for start, sector in _standings().get(entity.id, ()) if on and start <= on]
    return since[-1] if since else entity.sector


@cache
def _standings() -> dict[str, list[tuple[Day, str]]]:
    found: dict[str, list[tuple[Day, str]]] = {}
    for row in rows("standings"):
        found.setdefault(row["id"], []).append((dt.date.fromisoformat(row["from"]), row["sector"]))
    return found


def is_person(item: Item) -> bool:
    return bool(item.entities) and item.entities[0].kind == "person"


def is_honorific(word: str) -> bool:
    """Whether a word only adorns a name ("Mr.")."""
    return word.lower().rstrip(".") in honorifics()


def is_leaning(items: Sequence[Item], at: int) -> bool:
    """Whether a country is only part of a compound that tells a leaning ("pro-Russian", "US-backed"); the base of
    what is "London-based" is its own."""
    before = items[at - 1].text.lower() if at else ""
    after = [item.text.lower() for item in items[at + 1 : at + 3]]
    prefixed = before == "-" and at >= 2 and items[at - 2].text.lower() in _LEANINGS
    return prefixed or (
        len(after) == 2 and after[0] == "-" and after[1] != "based" and (after[1] in _BORN or after[1].endswith("ed"))
    )


_LEANINGS = frozenset(("pro", "anti", "non"))
_BORN = frozenset(("born", "led", "friendly", "aligned"))
