"""The lexicon in hand: names to who is meant on the day, people to their terms, nouns to sectors, texts to issues."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detente.lexicon import scores
from detente.lexicon.entities import Entity, Outlet, Tenure, named, outlet, tenure
from detente.lexicon.names import Names, agrees, key
from detente.lexicon.tables import items, rows, version

_FAR = 10**6


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What the data files know. ``version`` is their hash; made by ``load``."""

    version: str
    entities: dict[str, Entity]
    _names: Names
    _titles: Names
    _demonyms: Names
    _agents: dict[str, str]
    _outlets: dict[str, Outlet]
    _terms: dict[str, tuple[Tenure, ...]]
    _posts: dict[tuple[str, str], tuple[Tenure, ...]]
    _offices: dict[str, dict[str, str]]
    _ranks: dict[str, int]
    _shown: dict[tuple[str, str], str]
    _title_countries: dict[str, tuple[str, ...]]
    _leaders: dict[str, str]
    _issues: tuple[tuple[str, re.Pattern[str]], ...]

    # --- names

    def entity(self, id: str) -> Entity | None:
        """Return the entity of an id."""
        return self.entities.get(id)

    def find(self, text: str, on: dt.date | None = None) -> tuple[Entity, ...]:
        """Return everybody and everything that ``text`` as a whole names ("Lavrov", "the Kremlin", "Moscow").

        What is no person comes first, then people: who holds an office on the day ``on`` before those who held one
        most recently (without ``on``: the latest), the higher office first.
        """
        found = [self.entities[id] for id in self._names.find(text)]
        if len(found) > 1:
            found.sort(key=lambda entity: self._standing(entity, on))
        return tuple(found)

    def longest(self, words: Sequence[str], at: int) -> int:
        """Return how many of ``words`` from ``at`` on form the longest known name, 0 if none does."""
        return self._names.longest(words, at)

    def demonym(self, word: str) -> str | None:
        """Return the ISO-3 country of a word for its people or what is theirs ("Russian", "Russians", "U.S.")."""
        found = self._demonyms.find(word)
        return found[0] if found else None

    def demonym_length(self, words: Sequence[str], at: int) -> int:
        """Return how many of ``words`` from ``at`` on form the longest demonym ("North Korean"), 0 if none does."""
        return self._demonyms.longest(words, at)

    def outlet(self, name: str) -> Outlet | None:
        """Return the outlet of a name ("RT", "RIA Novosti") or web domain ("edition.cnn.com")."""
        host = name.casefold().removeprefix("www.")
        while host:
            if found := self._outlets.get(host):
                return found
            host = host.partition(".")[2] if host.count(".") > 1 else ""
        return self._outlets.get(key(name).removeprefix("the "))

    # --- offices

    def office(self, words: str | Sequence[str]) -> str | None:
        """Return the key of the office that a title names as a whole, singular or plural, in any case."""
        found = self._titles.find(_plain(words))
        return found[0] if found else None

    def title_length(self, words: Sequence[str], at: int) -> int:
        """Return how many of ``words`` from ``at`` on form the longest known title of an office, 0 if none does."""
        return self._titles.longest(words, at)

    def title_countries(self, words: str | Sequence[str]) -> tuple[str, ...]:
        """Return the ISO-3 countries that a title implies by itself ("secretary of state": USA); empty if none."""
        return self._title_countries.get(key(_plain(words)), ())

    def office_sector(self, office: str) -> str | None:
        """Return the PLOVER sector of an office key."""
        row = self._offices.get(office)
        return row["sector"] if row else None

    def holders(self, office: str, country: str, on: dt.date | None) -> tuple[Entity, ...]:
        """Return who holds an office of a country (ISO-3, or the id of an organisation: "NATO") on a day, the latest
        to enter it first; without a day, who holds it last.

        "leader" is whoever leads that state, "head-of-state" and "head-of-government" what they are there.
        """
        for post in self._through(office, country):
            terms = self._posts.get((post, country), ())
            standing = [term for term in terms if (term.end is None if on is None else term.covers(on))]
            if standing:
                standing.sort(key=lambda term: (term.start, term.person), reverse=True)
                return tuple(dict.fromkeys(self.entities[term.person] for term in standing))
        return ()

    def tenures(self, person_id: str, on: dt.date | None = None) -> tuple[Tenure, ...]:
        """Return a person's terms, the higher office first, then the later; with ``on`` only those of that day."""
        terms = self._terms.get(person_id, ())
        return tuple(term for term in terms if on is None or term.covers(on))

    def role(self, person_id: str, on: dt.date | None) -> str | None:
        """Return the title of the highest office that a person holds on the day ("Secretary of State"), or None."""
        if on is None:
            return None
        standing = self.tenures(person_id, on)
        return self.title(standing[0]) if standing else None

    def title(self, term: Tenure) -> str:
        """Return what the holder of a term is called."""
        return term.title or self._shown.get((term.office, term.country)) or self._offices[term.office]["name"]

    def sector(self, person_id: str, on: dt.date | None) -> str | None:
        """Return the PLOVER sector of a person on the day: of the office held, else the person's own."""
        standing = self.tenures(person_id, on) if on else ()
        if standing:
            return self.office_sector(standing[0].office)
        person = self.entities.get(person_id)
        return person.sector if person else None

    # --- words and codes

    def agent(self, noun: str) -> str | None:
        """Return the PLOVER sector of a noun for a kind of people ("soldier": MIL), singular or plural."""
        folded = key(noun)
        return next((self._agents[form] for form in _singulars(folded) if form in self._agents), None)

    def issues(self, text: str) -> tuple[str, ...]:
        """Return the ids of the issues whose cues occur in ``text``, in the order of the table."""
        return tuple(id for id, pattern in self._issues if pattern.search(text))

    def plover_score(self, type: str, mode: str | None = None) -> float | None:
        """Return the PLOVER intensity of an event type and mode, or None for an unknown type."""
        return scores.plover_score(type, mode)

    def cameo(
        self, type: str, mode: str | None = None, contexts: Sequence[str] = ()
    ) -> tuple[str, float | None] | None:
        """Return the CAMEO code that best fits a PLOVER type, mode and contexts, with its Goldstein score."""
        return scores.cameo(type, mode, tuple(contexts))

    def goldstein(self, code: str) -> float | None:
        """Return the Goldstein score of a CAMEO code, or None for an unknown one."""
        return scores.goldstein(code)

    @property
    def tables(self) -> tuple[tuple[str, str], ...]:
        """The coding tables in use: (name, version) each."""
        return scores.tables()

    def _through(self, office: str, country: str) -> list[str]:
        row = self._offices.get(office)
        posts = items(row["through"]) if row else []
        first = [self._leaders[country]] if office == "leader" and country in self._leaders else []
        return [*first, *posts] or [office]

    def _standing(self, entity: Entity, on: dt.date | None) -> tuple[int, int, int]:
        if entity.kind != "person":
            return (0, 0, 0)
        terms = self._terms.get(entity.id, ())
        if not terms:
            return (2, _FAR, 0)
        day = on or dt.date.max
        return min((1, _gap(term, day), self._ranks[term.office]) for term in terms)


def _gap(term: Tenure, on: dt.date) -> int:
    """Days between a day and a term; a term still to come counts as farther than any that is over."""
    if on < term.start:
        return _FAR + (term.start - on).days
    return 0 if term.end is None or on < term.end else (on - term.end).days + 1


def _plain(words: str | Sequence[str]) -> str:
    return words if isinstance(words, str) else " ".join(words)


def _singulars(folded: str) -> tuple[str, ...]:
    if folded.endswith("men"):
        return folded, folded[:-3] + "man"
    if folded.endswith("ies"):
        return folded, folded[:-3] + "y", folded[:-1]
    if folded.endswith("s"):
        return folded, folded[:-1], folded[:-2]
    return (folded,)


@cache
def load(extra: Path | None = None) -> Lexicon:
    """Return the lexicon; ``extra`` is a folder whose tables of the same names add rows. Cached.

    Raises:
        ValueError: a data file is malformed; the message names file and line or row.
    """
    entities, names = _entities(extra)
    terms = _terms(extra)
    order = {row["key"]: place for place, row in enumerate(rows("offices", extra))}
    titles, shown, countries = _title_tables(extra)
    return Lexicon(
        version=version(extra),
        entities=entities,
        _names=names,
        _titles=titles,
        _demonyms=_demonyms(extra),
        _agents={key(row["noun"]): row["sector"] for row in rows("agents", extra)},
        _outlets=_outlets(extra),
        _terms=_by_person(terms, order),
        _posts=_by_post(terms),
        _offices={row["key"]: row for row in rows("offices", extra)},
        _ranks=order,
        _shown=shown,
        _title_countries=countries,
        _leaders={row["iso3"]: row["leader"] for row in rows("states", extra)},
        _issues=_issues(extra),
    )


def _entities(extra: Path | None) -> tuple[dict[str, Entity], Names]:
    entities: dict[str, Entity] = {}
    names = Names()
    for entity, aliases in named(extra):
        entities.setdefault(entity.id, entity)
        for alias in aliases:
            names.add(alias, entity.id)
    return entities, names


def _terms(extra: Path | None) -> list[Tenure]:
    return [tenure(row) for row in rows("tenures", extra)]


def _by_person(terms: list[Tenure], order: dict[str, int]) -> dict[str, tuple[Tenure, ...]]:
    grouped: dict[str, list[Tenure]] = defaultdict(list)
    for term in terms:
        if term.office not in order:
            raise ValueError(f"tenures: {term.person}: unknown office {term.office!r}")
        grouped[term.person].append(term)
    return {
        person: tuple(sorted(own, key=lambda term: (order[term.office], -term.start.toordinal(), term.country)))
        for person, own in grouped.items()
    }


def _by_post(terms: list[Tenure]) -> dict[tuple[str, str], tuple[Tenure, ...]]:
    grouped: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for term in terms:
        grouped[term.office, term.country].append(term)
    return {post: tuple(own) for post, own in grouped.items()}


def _title_tables(extra: Path | None) -> tuple[Names, dict[tuple[str, str], str], dict[str, tuple[str, ...]]]:
    titles = Names()
    shown: dict[tuple[str, str], str] = {}
    countries: dict[str, tuple[str, ...]] = {}
    for row in rows("titles", extra):
        title, office, implied = row["title"], row["office"], items(row["country"])
        for form in (title, _plural(title)):
            titles.add(form, office)
            if implied:
                countries.setdefault(key(form), tuple(implied))
        if row["shown"]:
            shown.update({(office, country): row["shown"] for country in implied})
    return titles, shown, countries


def _plural(title: str) -> str:
    head, of, rest = title.partition(" of ")
    head, to, rest = title.partition(" to ") if not of else (head, of, rest)
    return (head[:-1] + "ies" if head.endswith("y") else head + "s") + to + of * (not to) + rest


def _demonyms(extra: Path | None) -> Names:
    demonyms = Names()
    for row in rows("states", extra):
        for word in items(row["demonyms"]):
            demonyms.add(word, row["iso3"])
            if word[-1] in "anikrtebcmo" and not word.endswith(("ese", "men", "che")) and not word.isupper():
                demonyms.add(word + "s", row["iso3"])
    return demonyms


def _outlets(extra: Path | None) -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for row in rows("outlets", extra):
        for name in (row["name"], *items(row["aliases"])):
            found.setdefault(key(name).removeprefix("the "), outlet(row))
        if row["domain"]:
            found.setdefault(row["domain"], outlet(row))
    return found


def _issues(extra: Path | None) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["id"], _cues(items(row["cues"]))) for row in rows("issues", extra))


def _cues(cues: list[str]) -> re.Pattern[str]:
    """One pattern for all cues: whole words, a plural s allowed, ``*`` for any ending."""
    parts = (re.escape(cue).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for cue in cues)
    return re.compile(rf"\b(?:{'|'.join(parts)})(?:s|es)?\b", re.IGNORECASE)


__all__ = ["Lexicon", "agrees", "load"]
