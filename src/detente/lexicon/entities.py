"""Who and what the lexicon knows: states, organisations, bodies, places, people, outlets, and terms in office."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from detente.lexicon.days import first_day, last_day
from detente.lexicon.tables import Placed, Row, items, placed, read_added, rows

Kind = Literal["state", "igo", "person", "office", "body", "party", "armed", "place", "outlet", "agent"]
Control = Literal["state", "public", "private"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with a name. ``country`` is ISO-3 ("IGO" for organisations of states), ``sector`` a
    PLOVER sector, ``gender`` "m", "f" or None where it isn't known or there is none, ``wikidata`` its item there."""

    id: str
    name: str
    kind: Kind
    country: str | None
    sector: str | None
    gender: str | None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A dated term: ``person`` held ``office`` of ``country`` from ``start`` until ``end`` (the day of the successor;
    None: no end is known). ``to`` is where an envoy is posted; ``title`` what the holder was called, where the
    office's own title doesn't do."""

    person: str
    office: str
    country: str
    start: dt.date
    end: dt.date | None
    source: str
    to: str = ""
    title: str = ""

    def covers(self, on: dt.date) -> bool:
        """True where the term runs on that day; the last day belongs to the successor."""
        return self.start <= on and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet: ISO-3 country, and who controls it (the state, a public corporation, private owners)."""

    name: str
    country: str | None
    control: Control
    domain: str | None


_SUFFIXES = ("Jr.", "Jr", "Sr.", "Sr", "junior", "senior", "II", "III")
Named = tuple[Entity, list[str]]
Variants = dict[str, list[str]]


def named(extra: Path | None) -> Iterator[Named]:
    """Yield every entity with its names, in the order in which they take precedence under one name."""
    yield from (_state(row) for row in rows("states", extra))
    yield from (_organization(row) for row in rows("organizations", extra))
    yield from (_body(row) for row in rows("bodies", extra))
    yield from _places(extra)
    given, endings = _variants("given", extra), _variants("ending", extra)
    yield from (_person(row, given, endings) for row in rows("people", extra))
    yield from (_outlet(row) for row in rows("outlets", extra))


def outlet(row: Row) -> Outlet:
    """Return the outlet of a row of ``outlets``."""
    return Outlet(row["name"], row["country"] or None, row["control"], row["domain"] or None)  # type: ignore[arg-type]


def terms(extra: Path | None) -> list[Placed]:
    """Return the rows of ``tenures`` as they hold together: a user's row of the same person, office, country and start
    takes the place of ours, and a user's successors, of whom one is in office still, end our open term of a post."""
    found: dict[tuple[str, ...], Placed] = {}
    for at in placed("tenures", extra):
        found[tuple(at.row[column] for column in ("person", "office", "country", "to", "start"))] = at
    if extra is None:
        return list(found.values())
    single = {row["key"] for row in rows("offices", extra) if row["single"] == "yes"}
    added = [at.row for at in read_added(extra)[0].get("tenures", ()) if at.row["office"] in single]
    return [_succeeded(at, added) for at in found.values()]


def _succeeded(at: Placed, added: list[Row]) -> Placed:
    post = at.row["office"], at.row["country"]
    after = [row for row in added if (row["office"], row["country"]) == post and row["start"] > at.row["start"]]
    if at.row["end"] or all(row["end"] for row in after):
        return at
    return at._replace(row=at.row | {"end": min(row["start"] for row in after)})


def tenure(at: Placed) -> Tenure:
    """Return the term of a row of ``tenures``.

    Raises:
        ValueError: the term has no start, or a date is none; the message names file and line.
    """
    row = at.row
    try:
        start, end = first_day(row["start"]), last_day(row["end"])
    except ValueError:
        raise ValueError(str(at.fault(f"no date: {row['start']!r} or {row['end']!r}"))) from None
    if start is None:
        raise ValueError(str(at.fault("no start")))
    person = f"person:{row['person']}"
    return Tenure(person, row["office"], row["country"], start, end, row["source"], row["to"], row["title"])


def surnames(row: Row) -> list[str]:
    """Return the names a person is called by without given names: column ``surname`` ("-": none), or the last words of
    the full names."""
    if row["surname"] == "-":
        return []
    full = (name.split() for name in _names(row))
    last = (words[-1] for words in full if len(words) > 1 and words[-1] not in _SUFFIXES)
    return items(row["surname"]) or list(dict.fromkeys(last)) or [row["name"]]


def _state(row: Row) -> Named:
    code = row["iso3"]
    return Entity(f"state:{code}", row["name"], "state", code, None, None, row["wikidata"] or None), _names(row)


def _organization(row: Row) -> Named:
    country = "IGO" if row["kind"] == "igo" else row.get("country") or None
    kind: Kind = row["kind"]  # type: ignore[assignment]
    id, wikidata = f"{kind}:{row['id']}", row["wikidata"] or None
    return Entity(id, row["name"], kind, country, row["sector"] or None, None, wikidata), _names(row)


def _body(row: Row) -> Named:
    kind: Kind = row["kind"]  # type: ignore[assignment]
    id, wikidata = f"{kind}:{row['id']}", row["wikidata"] or None
    entity = Entity(id, row["name"], kind, row["country"] or None, row["sector"] or None, None, wikidata)
    return entity, _names(row)


def _places(extra: Path | None) -> Iterator[Named]:
    listed = set()
    for row in rows("places", extra):
        listed.add(row["name"])
        yield Entity(f"place:{row['id']}", row["name"], "place", row["country"] or None, None, None), _names(row)
    for row in rows("states", extra):
        if (capital := row["capital"]) and capital not in listed:
            listed.add(capital)
            place = capital.casefold().replace(".", "").replace("'", "").replace(" ", "-")
            yield Entity(f"place:{place}", capital, "place", row["iso3"], None, None), [capital]


def _person(row: Row, given: Variants, endings: Variants) -> Named:
    id, gender, wikidata = f"person:{row['id']}", row["gender"] or None, row["wikidata"] or None
    entity = Entity(id, row["name"], "person", row["country"] or None, row["sector"] or None, gender, wikidata)
    names = [form for name in _names(row) for form in _respelled(name, given)]
    names += [form for name in names for form in _other_endings(name, endings)]
    short = surnames(row)
    return entity, [*names, *short, *(form for name in short for form in _other_endings(name, endings))]


def _variants(part: str, extra: Path | None) -> Variants:
    """Every form of a table of spellings with the forms it stands for, the longer first."""
    groups = [items(row["forms"]) for row in rows("name_variants", extra) if row["part"] == part]
    found: Variants = {}
    for group in groups:
        for form in group:
            found.setdefault(form, []).extend(other for other in group if other != form)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _respelled(name: str, given: Variants) -> list[str]:
    first, space, rest = name.partition(" ")
    return [name, *(f"{other} {rest}" for other in given.get(first, []) if space)]


def _other_endings(name: str, endings: Variants) -> list[str]:
    if not name.endswith(tuple(endings)):
        return []
    ending = next(ending for ending in endings if name.endswith(ending))
    return [name.removesuffix(ending) + other for other in endings[ending]]


def _outlet(row: Row) -> Named:
    name = row["name"].casefold().replace(" ", "-")
    entity = Entity(f"outlet:{name}", row["name"], "outlet", row["country"] or None, "MED", None)
    return entity, items(row["aliases"]) if row["plain"] else _names(row)


def _names(row: Row) -> list[str]:
    return [row["name"], *items(row["aliases"])]
