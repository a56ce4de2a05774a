"""Who and what the lexicon knows: states, organisations, bodies, places, people, outlets, and terms in office."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from detente.lexicon.tables import Row, first_day, items, last_day, rows

Kind = Literal["state", "igo", "person", "office", "body", "party", "armed", "place", "outlet", "agent"]
Control = Literal["state", "public", "private"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with a name. ``country`` is ISO-3 ("IGO" for organisations of states), ``sector`` a
    PLOVER sector, ``gender`` "m", "f" or None where it isn't known or there is none."""

    id: str
    name: str
    kind: Kind
    country: str | None
    sector: str | None
    gender: str | None


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


def tenure(row: Row) -> Tenure:
    """Return the term of a row of ``tenures``.

    Raises:
        ValueError: the term has no start, or a date is none; the message names person and office.
    """
    try:
        start, end = first_day(row["start"]), last_day(row["end"])
    except ValueError as error:
        raise ValueError(f"tenures: {row['person']}, {row['office']}: {error}") from error
    if start is None:
        raise ValueError(f"tenures: {row['person']}, {row['office']}: no start")
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
    return Entity(f"state:{row['iso3']}", row["name"], "state", row["iso3"], None, None), _names(row)


def _organization(row: Row) -> Named:
    country = "IGO" if row["kind"] == "igo" else row.get("country") or None
    kind: Kind = row["kind"]  # type: ignore[assignment]
    return Entity(f"{kind}:{row['id']}", row["name"], kind, country, row["sector"] or None, None), _names(row)


def _body(row: Row) -> Named:
    kind: Kind = row["kind"]  # type: ignore[assignment]
    entity = Entity(f"{kind}:{row['id']}", row["name"], kind, row["country"] or None, row["sector"] or None, None)
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
    gender = row["gender"] or None
    entity = Entity(f"person:{row['id']}", row["name"], "person", row["country"] or None, row["sector"] or None, gender)
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
    ending = next((ending for ending in endings if name.endswith(ending)), None)
    return [name.removesuffix(ending) + other for other in endings[ending]] if ending else []


def _outlet(row: Row) -> Named:
    name = row["name"].casefold().replace(" ", "-")
    entity = Entity(f"outlet:{name}", row["name"], "outlet", row["country"] or None, "MED", None)
    return entity, items(row["aliases"]) if row["plain"] else _names(row)


def _names(row: Row) -> list[str]:
    return [row["name"], *items(row["aliases"])]
