"""A check of the lexicon with domain sense: what its tables must not say."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from detente.lexicon.core import Lexicon
from detente.lexicon.entities import Tenure
from detente.lexicon.names import key
from detente.lexicon.tables import items, rows

_WITH_COUNTRY = ("places", "bodies", "people", "outlets", "tenures", "titles")
_HANDOVER = 31
_WITH_ID = ("states", "organizations", "bodies", "places", "people")


def check(lexicon: Lexicon) -> tuple[str, ...]:
    """Return what is wrong in the tables, one sentence each; empty where nothing is.

    Looked for: an id given twice, an unknown country, office or person, a term that ends before it starts or names no
    source, two holders for more than a month (days may be known as months only) of an office that has one, and a name
    that means two people although it isn't listed as their surname.
    """
    checks = (_ids, _countries, _references, _terms, _overlaps, _names)
    return tuple(problem for each in checks for problem in each(lexicon))


def _ids(lexicon: Lexicon) -> Iterator[str]:
    for table in _WITH_ID:
        seen = set()
        for row in rows(table, lexicon.extra):
            id = row.get("id") or row["iso3"]
            if id in seen:
                yield f"{table}: {id} is given twice"
            seen.add(id)


def _countries(lexicon: Lexicon) -> Iterator[str]:
    known = {id.partition(":")[2] for id in lexicon.entities if id.startswith(("state:", "igo:"))}
    for table in _WITH_COUNTRY:
        for row in rows(table, lexicon.extra):
            for code in (*items(row["country"]), *items(row.get("to", ""))):
                if code not in known:
                    yield f"{table}: {next(iter(row.values()))}: unknown country {code!r}"


def _references(lexicon: Lexicon) -> Iterator[str]:
    offices = {row["key"] for row in rows("offices", lexicon.extra)}
    for row in rows("tenures", lexicon.extra):
        if f"person:{row['person']}" not in lexicon.entities:
            yield f"tenures: unknown person {row['person']!r}"
    for table in ("tenures", "titles"):
        for row in rows(table, lexicon.extra):
            if row["office"] not in offices:
                yield f"{table}: {next(iter(row.values()))}: unknown office {row['office']!r}"


def _terms(lexicon: Lexicon) -> Iterator[str]:
    for term in _all_terms(lexicon):
        if term.end is not None and term.end < term.start:
            yield f"tenures: {term.person}, {term.office}: ends on {term.end}, before it starts on {term.start}"
        if not term.source:
            yield f"tenures: {term.person}, {term.office}, {term.start}: no source"


def _overlaps(lexicon: Lexicon) -> Iterator[str]:
    single = {row["key"] for row in rows("offices", lexicon.extra) if row["single"] == "yes"}
    seats: dict[tuple[str, str, str], list[Tenure]] = defaultdict(list)
    for term in _all_terms(lexicon):
        if term.office in single:
            seats[term.office, term.country, term.title].append(term)
    for (office, country, _), terms in sorted(seats.items()):
        for left, right in pairwise(sorted(terms, key=lambda term: term.start)):
            if left.end is None or (left.end - right.start).days > _HANDOVER:
                yield f"tenures: {office} of {country}: {left.person} and {right.person} both on {right.start}"


def _names(lexicon: Lexicon) -> Iterator[str]:
    listed = {key(name) for row in rows("people", lexicon.extra) for name in items(row["surname"])}
    for name, meanings in lexicon.names():
        people = sorted({id for id in meanings if id.startswith("person:")})
        if " " in name and len(people) > 1 and name not in listed:
            yield f"people: {name!r} means {' and '.join(people)}"


def _all_terms(lexicon: Lexicon) -> Iterator[Tenure]:
    for id in lexicon.entities:
        yield from lexicon.tenures(id)
