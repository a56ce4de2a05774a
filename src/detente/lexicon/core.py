"""The lexicon in hand: names to who is meant on the day, people to their terms, nouns to sectors, texts to issues."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from detente.lexicon import scores
from detente.lexicon.cues import Cues
from detente.lexicon.entities import Entity, Outlet, Tenure
from detente.lexicon.names import Names, key
from detente.lexicon.tables import items

_FAR = 10**6
_LINKS = ("of", "for", "to", "in", "at")


class Post(NamedTuple):
    """What a title says: the office, whose (ISO-3 or the id of an organisation), and where an envoy is posted."""

    office: str
    country: str | None
    to: str | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Lexicon:
    """What the data files know, and those of the folder ``extra``. ``version`` is their hash; made by ``load``."""

    version: str
    extra: Path | None
    entities: dict[str, Entity]
    _names: Names
    _articled: frozenset[str]
    _titles: Names
    _demonyms: Names
    _agents: dict[str, tuple[str, str]]
    _outlets: dict[str, Outlet]
    _terms: dict[str, tuple[Tenure, ...]]
    _posts: dict[tuple[str, str], tuple[Tenure, ...]]
    _offices: dict[str, dict[str, str]]
    _ranks: dict[str, int]
    _shown: dict[tuple[str, str], str]
    _title_countries: dict[str, tuple[str, ...]]
    _title_posts: dict[str, str]
    _leaders: dict[str, str]
    _issues: tuple[str, ...]
    _issue_cues: Cues[str]

    # --- names

    def names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every name in the form it is looked up by, with the ids of what it means."""
        for name, meanings in self._names.items():
            yield name, tuple(dict.fromkeys(id for _, id in meanings))

    def entity(self, id: str) -> Entity | None:
        """Return the entity of an id."""
        return self.entities.get(id)

    def find(self, text: str, on: dt.date | None = None) -> tuple[Entity, ...]:
        """Return everybody and everything that ``text`` as a whole names ("Lavrov", "the Kremlin", "Moscow"); where
        nothing does, the one person whose full name it transliterates in another way ("Sergej Lawrow").

        What is no person comes first, then people: who holds an office on the day ``on`` before those who held one
        most recently (without ``on``: the latest), the higher office first.
        """
        ids = self._names.find(text) or self._names.respelled(text, "person:")
        found = [self.entities[id] for id in ids]
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

    def post(self, words: str | Sequence[str]) -> Post | None:
        """Return the office that a title names together with its country ("Russian presidential aide", "head of German
        diplomacy", "US ambassador to Russia"); None where the words are no title."""
        left = _plain(words).replace("’s", " 's").replace("'s", " 's").split()
        country = to = None
        while (office := self.office(left)) is None:
            found = next(((at, n) for at in range(len(left)) if (n := self._country_length(left, at))), None)
            if found is None:
                return None
            first, end = found[0], sum(found)
            code = self._country(" ".join(left[first:end]))
            link = first - 1 - (first > 0 and left[first - 1].lower() == "the")
            joined = left[link].lower() if link >= 0 else ""
            if joined in ("to", "for") and end == len(left):
                to = code
            else:
                country = country or code
            closes = end == len(left) or left[end].lower() in _LINKS
            if joined in _LINKS and closes:
                first = link
            left = left[:first] + left[end + (left[end : end + 1] == ["'s"]) :]
        implied = self.title_countries(left)
        sole = implied[0] if len(implied) == 1 else None
        return Post(office, country or sole, to or self._title_posts.get(key(" ".join(left))))

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

    def holders(self, office: str, country: str, on: dt.date | None, to: str | None = None) -> tuple[Entity, ...]:
        """Return who holds an office of a country (ISO-3, or the id of an organisation: "NATO") on a day, the latest
        to enter it first; without a day, who holds it last. ``to`` asks for the envoys to that country only.

        "leader" is whoever leads that state, "head-of-state" and "head-of-government" what they are there.
        """
        for post in self._through(office, country):
            terms = self._posts.get((post, country), ())
            terms = tuple(term for term in terms if to is None or term.to == to)
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
        if not term.title and (posted := self.entities.get(f"state:{term.to}") or self.entities.get(f"igo:{term.to}")):
            article = "the " if posted.id in self._articled else ""
            return f"{self._offices[term.office]['name']} to {article}{posted.name}"
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
        """Return the PLOVER sector of a noun for a kind or body of people ("soldier": MIL), singular or plural."""
        found = self._agent(noun)
        return found[0] if found else None

    def collective(self, noun: str) -> bool:
        """True where the noun stands for a body of people ("army", "ministry") rather than for persons."""
        found = self._agent(noun)
        return found is not None and found[1] == "group"

    def issues(self, text: str) -> tuple[str, ...]:
        """Return the ids of the issues whose cues occur in ``text``, in the order of the table."""
        found = {hit.value for hit in self._issue_cues.find(text)}
        return tuple(id for id in self._issues if id in found) if found else ()

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

    def _country_length(self, words: Sequence[str], at: int) -> int:
        lengths = (self._demonyms.longest(words, at), self._names.longest(words, at))
        return max((n for n in lengths if n and self._country(" ".join(words[at : at + n]))), default=0)

    def _country(self, text: str) -> str | None:
        if found := self.demonym(text):
            return found
        return next((id.partition(":")[2] for id in self._names.find(text) if id.startswith(("state:", "igo:"))), None)

    def _agent(self, noun: str) -> tuple[str, str] | None:
        return next((self._agents[form] for form in _singulars(key(noun)) if form in self._agents), None)

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
