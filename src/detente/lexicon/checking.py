"""A check of the lexicon with domain sense: what its tables must not say, and on which line they say it."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple, get_args

from detente.lexicon.days import first_day, last_day
from detente.lexicon.entities import Control, named, surnames, terms
from detente.lexicon.names import key
from detente.lexicon.tables import Fault, Placed, items, names, placed, read_added, read_table

_ID = {"states": "iso3", "offices": "key", "outlets": "name"}
_IDS = ("states", "organizations", "bodies", "places", "people", "offices", "outlets")
_WITH_COUNTRY = ("places", "bodies", "people", "outlets", "tenures", "titles")
_AGENTS = ("person", "group")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def check(extra: Path | None = None) -> tuple[Fault, ...]:
    """Return what is wrong in the tables, and in those that a user adds, each with file, line and cause.

    Looked for: lines that are no rows; an id given twice, or one Wikidata item for two; an unknown country, office,
    person, sector or kind; a term without a start or a source, or one that ends before it starts; two holders on one
    day of an office that has one (where days are known as months or years only, what is certain counts); and a full
    name that means two people on one day, unless it is listed as what they are called for short.

    Raises:
        OSError: the user's file can't be read.
    """
    broken = [fault for name in names() for fault in read_table(name)[1]]
    broken += read_added(extra)[1] if extra else ()
    if broken:
        return tuple(broken)
    checks: tuple[Callable[[Path | None], Iterator[Fault]], ...] = (
        _ids, _items, _choices, _countries, _references, _terms, _overlaps, _names,
    )  # fmt: skip
    return tuple(sorted(fault for each in checks for fault in each(extra)))


def _ids(extra: Path | None) -> Iterator[Fault]:
    """A user's row may name an id of ours, to add names to it."""
    for table in _IDS:
        column = _ID.get(table, "id")
        seen: set[tuple[str, str]] = set()
        for at in placed(table, extra):
            id = at.row[column]
            if not id:
                yield at.fault(f"no {column}")
            elif (at.file, id) in seen:
                yield at.fault(f"{id} is given twice")
            seen.add((at.file, id))
    yield from _twice_posted(extra)


def _twice_posted(extra: Path | None) -> Iterator[Fault]:
    seen: set[tuple[str, ...]] = set()
    for at in placed("tenures", extra):
        term = (at.file, *(at.row[column] for column in ("person", "office", "country", "to", "start", "title")))
        if term in seen:
            yield at.fault(f"{at.row['person']}: the same term is given twice")
        seen.add(term)


def _items(extra: Path | None) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for table in ("states", "organizations", "bodies", "people"):
        for at in placed(table, extra):
            item, id = at.row["wikidata"], at.row[_ID.get(table, "id")]
            if item and not re.fullmatch(r"Q\d+", item):
                yield at.fault(f"{item!r} is no Wikidata item")
            elif item and owners.setdefault(item, id) != id:
                yield at.fault(f"{id}: {item} is {owners[item]} already")


def _choices(extra: Path | None) -> Iterator[Fault]:
    sectors = tuple(at.row["code"] for at in placed("sectors", extra))
    sector = dict.fromkeys(("organizations", "bodies", "offices", "agents"), ("sector", sectors))
    kind = {"organizations": ("igo", "body"), "bodies": ("body", "party", "armed", "place"), "agents": _AGENTS}
    allowed = [*sector.items(), ("people", ("sector", ("", *sectors)))]
    allowed += [(table, ("kind", kinds)) for table, kinds in kind.items()]
    allowed += [("outlets", ("control", get_args(Control))), ("people", ("gender", ("m", "f", "")))]
    for table, (column, values) in allowed:
        for at in placed(table, extra):
            if (value := at.row[column]) not in values:
                yield at.fault(f"{column} {value!r} is none of {', '.join(filter(None, values))}")


def _countries(extra: Path | None) -> Iterator[Fault]:
    known = {at.row["iso3"] for at in placed("states", extra)}
    known |= {"IGO", *(at.row["id"] for at in placed("organizations", extra) if at.row["kind"] == "igo")}
    for table in _WITH_COUNTRY:
        for at in placed(table, extra):
            for code in (*items(at.row["country"]), *items(at.row.get("to", ""))):
                if code not in known:
                    yield at.fault(f"unknown country {code!r}")


def _references(extra: Path | None) -> Iterator[Fault]:
    offices = {at.row["key"] for at in placed("offices", extra)}
    people = {at.row["id"] for at in placed("people", extra)}
    for at in placed("tenures", extra):
        if at.row["person"] not in people:
            yield at.fault(f"unknown person {at.row['person']!r}")
    for table, column in (("tenures", "office"), ("titles", "office"), ("states", "leader"), ("offices", "through")):
        for at in placed(table, extra):
            for office in items(at.row[column]):
                if office not in offices:
                    yield at.fault(f"unknown office {office!r}")


class _Term(NamedTuple):
    """A term as it is certain: from the last day that its start may mean to the first that its end may mean."""

    start: dt.date
    end: dt.date
    at: Placed


def _certain(at: Placed) -> _Term | str:
    """The term of a row, else what is wrong with its days."""
    start, end = at.row["start"], at.row["end"]
    for text in (start, end):
        try:
            first_day(text)
        except ValueError:
            return f"{text!r} is no day, month or year"
        if text and not _DAY.fullmatch(text):
            return f"{text!r} is no day, month or year"
    first, last = first_day(start), last_day(end)
    if first is None:
        return "no start"
    if last is not None and last < first:
        return f"ends on {end}, before it starts on {start}"
    return _Term(last_day(start) or first, first_day(end) or dt.date.max, at)


def _terms(extra: Path | None) -> Iterator[Fault]:
    for at in placed("tenures", extra):
        row = at.row
        who = f"{row['person']}, {row['office']}"
        if isinstance(wrong := _certain(at), str):
            yield at.fault(f"{who}: {wrong}")
        if not row["source"]:
            yield at.fault(f"{who}: no source")


def _overlaps(extra: Path | None) -> Iterator[Fault]:
    single = {at.row["key"] for at in placed("offices", extra) if at.row["single"] == "yes"}
    seats: dict[tuple[str, str, str], dict[tuple[str, str], _Term]] = defaultdict(dict)
    for at in terms(extra):
        row = at.row
        if row["office"] in single and isinstance(term := _certain(at), _Term):
            seats[row["office"], row["country"], row["title"]][row["person"], row["start"]] = term
    for (office, country, _), held in sorted(seats.items()):
        for one, other in combinations(sorted(held.values(), key=lambda term: term.start), 2):
            if other.start < min(one.end, other.end) and one.at.row["person"] != other.at.row["person"]:
                both = f"{one.at.row['person']} and {other.at.row['person']}"
                yield other.at.fault(f"{both} both {office} of {country} on {other.start}")


def _names(extra: Path | None) -> Iterator[Fault]:
    """A single word, and what is listed as a surname, may mean several; any other name but one on a day."""
    told = {f"person:{at.row['id']}": at for at in placed("people", extra)}
    short = {key(name) for at in told.values() for name in surnames(at.row)}
    meanings: dict[str, dict[str, None]] = defaultdict(dict)
    for entity, aliases in named(extra):
        if entity.id in told:
            for alias in aliases:
                meanings[key(alias)][entity.id] = None
    spans = _spans(extra)
    for name, people in meanings.items():
        if len(people) < 2 or " " not in name or name in short:
            continue
        for one, other in combinations(people, 2):
            if (day := _meet(spans.get(one, ()), spans.get(other, ()))) is not None:
                both = f"{one.partition(':')[2]} and {other.partition(':')[2]}"
                when = f" on {day}" if day > dt.date.min else ""
                yield told[other].fault(f"{name!r} means {both}{when}: list it as the surname of both, or of neither")


def _spans(extra: Path | None) -> dict[str, list[_Term]]:
    spans: dict[str, list[_Term]] = defaultdict(list)
    for at in terms(extra):
        if isinstance(term := _certain(at), _Term):
            spans[f"person:{at.row['person']}"].append(term)
    return spans


def _meet(one: list[_Term] | tuple[()], other: list[_Term] | tuple[()]) -> dt.date | None:
    """A day of terms of both; the first of days where one has no terms, and may be meant on any."""
    if not one or not other:
        return dt.date.min
    days = (max(a.start, b.start) for a in one for b in other if max(a.start, b.start) < min(a.end, b.end))
    return min(days, default=None)
