"""The data files -> the lexicon."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from detente.lexicon.checking import check
from detente.lexicon.core import Lexicon
from detente.lexicon.cues import Cues
from detente.lexicon.entities import Entity, Outlet, Tenure, named, outlet, tenure, terms
from detente.lexicon.names import Names, key
from detente.lexicon.tables import choose, chosen, items, rows, version


def load(extra: Path | None = None) -> Lexicon:
    """Return the lexicon; cached. ``extra`` is a user's file or folder whose rows add to it, by default the one that
    this process was told to ``use``.

    Raises:
        ValueError: a data file is malformed; the message names file and line.
        OSError: the user's file can't be read.
    """
    return _load(extra or chosen())


def use(extra: Path) -> Lexicon:
    """Let this process, and the workers that it starts, add a user's file or folder to the lexicon.

    To be called before anything is read: word lists that rooms have drawn from the tables by then stay as they are.

    Raises:
        ValueError: the file says what it must not; the message has a line for each fault, with its file and line.
        OSError: the file can't be read.
    """
    if faults := check(extra):
        raise ValueError("\n".join(map(str, faults)))
    choose(extra)
    return load()


@cache
def _load(extra: Path | None) -> Lexicon:
    entities, names, articled = _entities(extra)
    order = {row["key"]: place for place, row in enumerate(rows("offices", extra))}
    held = _terms(extra)
    titles, shown, countries = _title_tables(extra)
    return Lexicon(
        version=version(extra),
        extra=extra,
        entities=entities,
        _names=names,
        _articled=articled,
        _titles=titles,
        _demonyms=_demonyms(extra),
        _agents={key(row["noun"]): (row["sector"], row["kind"]) for row in rows("agents", extra)},
        _outlets=_outlets(extra),
        _terms=_by_person(held, order),
        _posts=_by_post(held),
        _offices={row["key"]: row for row in rows("offices", extra)},
        _ranks=order,
        _shown=shown,
        _title_countries=countries,
        _title_posts={key(row["title"]): row["to"] for row in rows("titles", extra) if row["to"]},
        _leaders={row["iso3"]: row["leader"] for row in rows("states", extra)},
        _issues=tuple(dict.fromkeys(row["id"] for row in rows("issues", extra))),
        _issue_cues=Cues((cue, row["id"]) for row in rows("issues", extra) for cue in items(row["cues"])),
    )


def _entities(extra: Path | None) -> tuple[dict[str, Entity], Names, frozenset[str]]:
    entities: dict[str, Entity] = {}
    names = Names()
    articled = set()
    for entity, aliases in named(extra):
        entities.setdefault(entity.id, entity)
        if f"The {entity.name}" in aliases:
            articled.add(entity.id)
        for alias in aliases:
            names.add(alias, entity.id)
    return entities, names, frozenset(articled)


def _terms(extra: Path | None) -> list[Tenure]:
    offices = {row["key"] for row in rows("offices", extra)}
    held = terms(extra)
    if (at := next((at for at in held if at.row["office"] not in offices), None)) is not None:
        raise ValueError(str(at.fault(f"unknown office {at.row['office']!r}")))
    return [tenure(at) for at in held]


def _by_person(terms: list[Tenure], order: dict[str, int]) -> dict[str, tuple[Tenure, ...]]:
    grouped: dict[str, list[Tenure]] = defaultdict(list)
    for term in terms:
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
            if "." in name:
                found.setdefault(name.casefold(), outlet(row))
        if row["domain"]:
            found.setdefault(row["domain"], outlet(row))
    return found
