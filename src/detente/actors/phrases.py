"""A phrase that means somebody -> head, country, sector, office: read from its words alone, without the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from detente.actors.items import LINKS, Item, find_items, is_honorific, is_leaning, is_person, singular
from detente.lexicon import Entity, Lexicon, rows
from detente.mentions import nominals
from detente.records import Day

_ELITE = frozenset(("GOV", "LEG", "JUD", "MIL", "SPY", "PTY"))
_OWN_COMPLEMENT = frozenset(("of", "for", "at", "from", "in", "with", "within", "near", "across", "around"))


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


def read_phrase(words: Sequence[str], lexicon: Lexicon, on: Day | None) -> Phrase:
    """Return what the words of one phrase say."""
    items = find_items(words, lexicon, on)
    core, complement = _parted(items)
    core = _first_joined(core)
    at = _head(core)
    head = core[at] if at is not None else None
    before = [item for item in core[: at or 0] if item.kind != "word" or item.text.lower() not in ("the", "a", "an")]
    former = any(item.kind == "former" for item in before)
    name = _unknown_name(core, at)
    countries = _countries(head, before, complement, lexicon)
    sector = _sector(head, before, complement)
    if head is not None and head.kind == "demonym":
        sector = _people_sector(core, at or 0)
    if former and sector in _ELITE and head is not None and not (head.kind == "entity" and not is_person(head)):
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


def _parted(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """Part items into the head's own and what follows: the first link or stop ends the head's."""
    for at, item in enumerate(items):
        stops = item.kind in ("link", "stop") or (item.text in _ends() and items[at - 1].text != "-")
        if stops and any(before.kind in _KNOWN for before in items[:at]):
            end = next((i for i in range(at + 1, len(items)) if items[i].kind == "stop"), len(items))
            return items[:at], items[at:end] if item.kind == "link" else []
    return items, []


_KNOWN = frozenset(("entity", "title", "noun", "demonym"))


@cache
def _ends() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("phrase_ends"))


def _first_joined(core: list[Item]) -> list[Item]:
    """Of role nouns joined by "and", the first one's ("the government and its allies"); titles before a name stay."""
    for at, item in enumerate(core):
        if at and item.text.lower() in ("and", "&") and core[at - 1].kind in ("noun", "title"):
            named = any(is_person(other) for other in core[at:]) or _unknown_name(core, len(core) - 2)
            return core if named and core[at - 1].kind == "title" else core[:at]
    return core


def _head(core: list[Item]) -> int | None:
    known = [at for at, item in enumerate(core) if item.kind in ("entity", "title", "noun") and not _owned(core, at)]
    if known:
        plain = [at for at in known if core[at].sector or not is_honorific(core[at].text)] or known
        after = plain[-1] + 1
        if after < len(core) and core[after].kind == "demonym" and core[after].text[-1] == "s":
            return after if _is_state(core[plain[-1]]) else plain[-1]
        joined = [at for at in plain[:-1] if core[at + 1].text.lower() == "and" and core[at].kind == "entity"]
        return joined[0] if joined and core[plain[-1]].kind in ("entity", "title") else plain[-1]
    told = [at for at, item in enumerate(core) if item.kind in _KNOWN]
    several = any(item.text.lower() in ("and", "&") for item in core)
    return (told[0] if several else told[-1]) if told else None


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


def _countries(head: Item | None, before: list[Item], complement: list[Item], lexicon: Lexicon) -> tuple[str, ...]:
    if head is not None and head.kind == "demonym" and before and _is_state(before[-1]) and before[-1].country:
        return (before[-1].country,)
    if head is not None and head.kind in ("entity", "demonym") and head.country:
        return (head.country,)
    if head is not None and head.kind == "noun" and nominals().get(head_noun(head), {}).get("use") == "other":
        return ()
    told = _told([item for item in before if not _is_field(item, before, head)])
    if told:
        return told
    if head is not None and head.country:
        return (head.country,)
    if complement and complement[0].text.lower() in _OWN_COMPLEMENT and (told := _told(complement)):
        return told
    owners = (item.country for item in (*before, *complement) if is_person(item) and item.country)
    return tuple(dict.fromkeys(owners))[:1]


def _is_field(item: Item, before: list[Item], head: Item | None) -> bool:
    """Whether a state's name says what somebody knows or is sent about ("a North Korea expert", "the Syria envoy")."""
    if head is None or head.kind not in ("noun", "title") or item.text.isupper() or "." in item.text:
        return False
    owned = any(other.kind == "owner" and other.first == item.last for other in before)
    return head_noun(head) in _KNOWS and not owned and bool(item.entities) and item.entities[0].kind == "state"


_WHERE = frozenset(("in", "at", "near", "across", "around", "inside"))
_KNOWS = frozenset(("expert", "analyst", "specialist", "scholar", "watcher", "envoy", "correspondent"))


def _told(items: list[Item]) -> tuple[str, ...]:
    """Countries that items tell: all of them where they are joined, else the nearest to the head."""
    told: list[str] = []
    for at, item in enumerate(items):
        if item.country and not is_person(item) and not is_leaning(items, at):
            told.append(item.country)
    joined = any(item.text.lower() in ("and", "&", "-") for item in items)
    distinct = tuple(dict.fromkeys(told))
    return distinct if joined else distinct[:1]


def _people_sector(core: list[Item], at: int) -> str:
    """What a people stands for: its government, as a side or before what is theirs ("the Russians", "U.S. calls")."""
    after = [item.text for item in core[at + 1 :] if item.text[0].isalpha()]
    if after:
        return "GOV" if after[-1].islower() and not _PERSON.search(after[-1]) else "CVL"
    before = [item.text.lower() for item in core[:at]]
    plural = core[at].text.endswith("s")
    return "GOV" if before == ["the"] or (not before and not plural) else "CVL"


_PERSON = re.compile(r"(?:(?<!pow)(?<!ord)(?<!off)er|[^ct]or|ist|ian|man|men|ee)s?$")


def _sector(head: Item | None, before: list[Item], complement: list[Item]) -> str | None:
    if head is None:
        return None
    if head.generic:
        serves = head_noun(head) in _SERVING
        for item in reversed(before):
            if item.sector and not is_person(item) and not _is_state(item) and not _is_relation(item):
                return "GOV" if serves and item.sector in _SERVED else item.sector
        own = complement and complement[0].text.lower() in _OWN_COMPLEMENT
        further = next((at for at, item in enumerate(complement) if at and item.text in _WHERE), len(complement))
        for item in complement[:further] if own else ():
            if item.sector and not is_person(item) and not _is_state(item):
                return item.sector
    return head.sector


def _is_relation(item: Item) -> bool:
    """Whether a noun only tells how somebody stands to another ("rival", "ally")."""
    return item.kind == "noun" and nominals().get(head_noun(item), {}).get("use") == "other"


_SERVING = frozenset(("ministry", "minister", "department", "authority", "secretary"))
_SERVED = frozenset(("HLH", "EDU", "BUS", "AGR", "LAB", "MED", "REL", "CVL", "JUD"))


def _is_state(item: Item) -> bool:
    return bool(item.entities) and item.entities[0].kind in ("state", "place")


def _organisation(head: Item | None, before: list[Item], complement: list[Item]) -> Entity | None:
    """The organisation that a role belongs to ("the NATO chief", "the head of the State Department")."""
    if head is None or (head.kind == "entity" and not is_person(head)):
        return None
    titled = head.kind != "entity" or any(item.kind == "title" for item in before)
    told = [item for at, item in enumerate(before) if titled and not is_leaning(before, at)]
    for item in [*reversed(told), *complement]:
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
    of = next((at for at, word in enumerate(words) if at and word in LINKS), len(words))
    return words[of - 1]


def _is_plural(head: Item | None) -> bool:
    if head is None or head.kind not in ("noun", "title", "demonym"):
        return False
    noun = _noun_of(head)
    if head.kind == "demonym":
        return noun.endswith("s")
    return singular(noun) != noun or noun in _PLURALS


_PLURALS = frozenset(("people", "police", "personnel", "staff", "troops", "authorities", "women", "men", "children"))


POSSESSIVE = frozenset(("his", "her", "their", "its", "our", "my"))
_UNNAMED = POSSESSIVE | {"the", "a", "an", "this", "that"}


def plain_name(phrase: Phrase) -> str:
    """Return a phrase without its article, as the name of somebody who has no other."""
    words = list(phrase.words)
    while len(words) > 1 and (words[0].lower() in _UNNAMED or not words[0][0].isalnum()):
        words = words[1:]
    text = " ".join(words)
    return re.sub(r"\s+([’']s\b|[,.)-])", r"\1", re.sub(r"-\s+", "-", text))
