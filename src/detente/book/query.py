"""Rows of one table that fit what is asked: who, between whom, which kind, when, which outlet, which words."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from detente.book.view import View
from detente.lexicon import load
from detente.records import Actor, Article, to_json

ROLES = ("speaker", "addressee", "maker", "source", "target")
CHOICES = ("kind", "type", "act", "attitude", "modality", "stance", "wording")


class Rows(tuple[Any, ...]):
    """Records in order; ``.df()`` gives them as a pandas DataFrame (pandas must be installed)."""

    __slots__ = ()

    def df(self) -> Any:
        """Return a DataFrame: a row a record, nested values as objects.

        Raises:
            ImportError: pandas isn't installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise ImportError("`.df()` needs pandas: pip install pandas") from error
        return pd.DataFrame([to_json(row) for row in self])


def country(text: str) -> str:
    """Return the ISO-3 code of a country given by code or name.

    Raises:
        ValueError: an unknown country.
    """
    if codes := states(text):
        return codes[0]
    raise ValueError(f"unknown country {text!r}: give an ISO-3 code (USA) or a name (Russia)")


def states(text: str) -> tuple[str, ...]:
    """The ISO-3 codes of the states that a code or name may mean, the likeliest first."""
    lexicon = load()
    meant = (lexicon.entity(f"state:{text.upper()}"), *lexicon.find(text))
    return tuple(entity.country for entity in meant if entity and entity.kind == "state" and entity.country)


def select(view: View, table: str, found: frozenset[str] | None = None, **asked: Any) -> Rows:
    """Return the rows of ``table`` that fit everything ``asked`` (None asks nothing).

    Args:
        found: ids to which a search for words limits the rows.
        asked: ``between`` (two countries); an actor's name, code or country for ``speaker``, ``addressee``, ``maker``,
            ``source``, ``target``; a value for ``kind``, ``type``, ``act``, ``attitude``, ``word``, ``modality``,
            ``stance``, ``wording``, or "any"; ``issue``; ``outlet``; ``since`` and ``until`` (days).

    Raises:
        ValueError: an unknown country, or something asked that this table doesn't have.
    """
    tests = [_test(view, name, value) for name, value in asked.items() if value is not None]
    if found is not None:
        tests.append(lambda row: row.id in found)
    return Rows(row for row in _rows(view, table) if all(test(row) for test in tests))


def _rows(view: View, table: str) -> Iterable[Any]:
    return view.articles.values() if table == "articles" else getattr(view, table)


Test = Callable[[Any], bool]


def _test(view: View, name: str, value: Any) -> Test:
    if name == "between":
        both = frozenset(map(country, value))
        return lambda row: concerns(row, both)
    if name in ROLES:
        means = _meaning(value)
        return lambda row: any(means(actor) for actor in actors(row, name))
    if name == "word":
        cases = {verdict.case for verdict in view.verdicts if verdict.word == value}
        return lambda row: getattr(row, "case", row.id) in cases
    if name in CHOICES:
        return lambda row: value in ("any", getattr(row, name, None))
    if name == "issue":
        return lambda row: value in issues(view, row)
    if name == "outlet":
        wanted = value.casefold()
        return lambda row: any(wanted in outlet.casefold() for outlet in outlets(view, row))
    if name in ("since", "until"):
        return lambda row: _within(day_of(view, row), **{name: value})
    raise ValueError(f"nothing can be asked by {name!r}")


def actors(row: Any, role: str) -> tuple[Actor, ...]:
    """Return who stands in a role of a row; nobody where it has no such role."""
    found = getattr(row, role, None)
    return found if isinstance(found, tuple) else (found,) if isinstance(found, Actor) else ()


def _meaning(text: str) -> Callable[[Actor], bool]:
    wanted = text.casefold()
    codes = states(text)
    exact = {wanted, *(code.casefold() for code in codes)}

    def means(actor: Actor) -> bool:
        fixed = (actor.id, actor.code, actor.country)
        if any(value and value.casefold() in exact for value in fixed):
            return True
        return not codes and any(wanted in (words or "").casefold() for words in (actor.name, actor.role))

    return means


def concerns(row: Any, both: frozenset[str]) -> bool:
    """Return whether a row tells of the relation between two countries: an act or words of one that regard the other,
    or words of one that name nobody else."""
    acting = {a.country for role in ("speaker", "maker", "source") for a in actors(row, role)}
    regarded = {a.country for role in ("addressee", "target") for a in actors(row, role)} - {None}
    outcome = getattr(row, "outcome", None)
    if pattern := getattr(outcome, "pattern", None):
        regarded |= {pattern.source, pattern.target} - {None}
    if len(both) == 2 and both <= acting | regarded:
        return True
    return bool(acting & both) and not (regarded - both) and not (acting - both - {None})


def issues(view: View, row: Any) -> tuple[str, ...]:
    """Return the issues that a row is about."""
    if topics := getattr(row, "topics", None):
        return tuple(topics)
    outcome = getattr(row, "outcome", None)
    if pattern := getattr(outcome, "pattern", None):
        return (pattern.issue,) if pattern.issue else ()
    article = view.articles.get(getattr(row, "article", ""))
    return load().issues(article.text[row.start : row.end]) if article else ()


def outlets(view: View, row: Any) -> tuple[str, ...]:
    """Return the outlets that tell a row."""
    if isinstance(row, Article):
        return (row.outlet,)
    if article := view.articles.get(getattr(row, "article", "")):
        return (article.outlet,)
    sides = getattr(row, "sides", ())
    return tuple(getattr(row, "outlets", ())) or tuple(side.outlet for side in sides)


def day_of(view: View, row: Any) -> dt.date | None:
    """Return the day of a row: when it happened or was said, else when it was first reported."""
    for name in ("when", "said_on"):
        days = getattr(row, name, None)
        if days and (days.start or days.end):
            return days.start or days.end  # type: ignore[no-any-return]
    for name in ("first_reported", "first_said", "published", "known_on", "as_of"):
        if day := getattr(row, name, None):
            return day  # type: ignore[no-any-return]
    article = view.articles.get(getattr(row, "article", ""))
    return article.published if article else None


def _within(day: dt.date | None, since: dt.date | None = None, until: dt.date | None = None) -> bool:
    return day is not None and (since is None or day >= since) and (until is None or day <= until)
