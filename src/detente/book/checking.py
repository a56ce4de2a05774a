"""What the contract or the text says against a record made elsewhere: spans, codes, days, figures, references."""

import dataclasses
import datetime as dt
import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from detente.articles import identity
from detente.book.export import TABLES
from detente.book.judging import correction
from detente.lexicon import items, load, rows
from detente.records import (
    Actor,
    Article,
    DateRange,
    Event,
    Judgement,
    Part,
    Pattern,
    Place,
    Proposition,
    Reading,
    Statement,
    table_of,
)

RESTS_ON = {"statement": "statements", "parent": "statements", "asserted_by": "statements", "within": "events"}
_ID = re.compile(r"[a-z]_\w+")
_MOST = 2**53  # figures beyond are not exact in every form of export


def fault_of(record: Any, article: Article | None = None) -> str | None:
    """Return what speaks against a record, None for nothing; ``article`` is the one that a finding came from."""
    return next(_faults(record, article), None)


def _faults(record: Any, article: Article | None) -> Iterator[str]:
    name = type(record).__name__
    table = next(table for table, cls in TABLES.items() if cls is type(record))
    if not isinstance(record, Reading) and (table_of(record.id) != table or not _ID.fullmatch(record.id)):
        yield f"{record.id!r} is no id of {table}"
    yield from _of_values(record, name, article.text if article is not None else None)
    if isinstance(record, Article):
        yield from _of_article(record)
    elif isinstance(record, Reading):
        yield from _of_moment(record.read_at, "Reading.read_at")
        if not record.reader.strip() or "\n" in record.reader:
            yield "Reading.reader: nobody is named"
    elif isinstance(record, Judgement):
        yield from _of_judgement(record)
    else:
        yield from _of_finding(record, article)


def _of_article(article: Article) -> Iterator[str]:
    if not article.outlet.strip() or not article.text.strip():
        yield "a report needs an outlet and a text"
    right = identity(article.outlet, article.url, article.text, article.published)
    if article.id != right[0]:
        yield f"{article.id!r} is not the id of this report: by outlet, address, text and day it is {right[0]!r}"
    if article.version != right[1]:
        yield f"Article.version: {article.version!r} is not that of the text: {right[1]!r} is"


def _of_moment(moment: dt.datetime, where: str) -> Iterator[str]:
    if moment.tzinfo is None:
        yield f"{where}: {moment.isoformat()!r} names no time zone"


def _of_judgement(judgement: Judgement) -> Iterator[str]:
    yield from _of_moment(judgement.at, "Judgement.at")
    target = judgement.target
    if target.table not in TABLES or table_of(target.id) != target.table:
        yield f"Judgement.target: {target.id!r} is no id of {target.table!r}"
    elif judgement.decision == "correct":
        try:
            correction(TABLES[target.table], judgement.note)
        except ValueError as error:
            yield f"Judgement.note: {error}"
    elif judgement.decision in ("join", "split") and table_of(judgement.note) != target.table:
        yield f"Judgement.note: {judgement.decision} needs the id of another row of {target.table}"


def _of_finding(record: Statement | Event | Proposition, article: Article | None) -> Iterator[str]:
    name = type(record).__name__
    if not 0 < record.score <= 1:
        yield f"{name}.score: {record.score} is not above 0 and at most 1"
    if article is not None and not 0 <= record.start < record.end <= len(article.text):
        yield f"{name}: [{record.start}, {record.end}] is no place in its text of {len(article.text)} characters"
    if isinstance(record, Statement):
        unknown = set(record.topics) - {row["id"] for row in rows("issues")}
        if unknown:
            yield f"Statement.topics: unknown issue {min(unknown)!r}"
    elif isinstance(record, Event):
        yield from _of_codes(record)


def _of_codes(event: Event) -> Iterator[str]:
    if event.type not in plover_types():
        yield f"Event.type: {event.type!r} is no type of PLOVER: {', '.join(sorted(plover_types()))}"
    elif event.mode is not None and event.mode not in plover_types()[event.type]:
        yield f"Event.mode: {event.mode!r} is no mode of {event.type}"
    if unknown := set(event.contexts) - _contexts():
        yield f"Event.contexts: unknown context {min(unknown)!r}"
    if event.cameo is not None and load().goldstein(event.cameo) is None:
        yield f"Event.cameo: unknown code {event.cameo!r}"
    if event.goldstein is not None and not -10 <= event.goldstein <= 10:
        yield f"Event.goldstein: {event.goldstein} is not between -10 and 10"


@cache
def plover_types() -> dict[str, frozenset[str]]:
    """The types of PLOVER with their modes."""
    found: dict[str, set[str]] = {}
    for table in ("plover_scores", "cameo_plover", "plover_cameo", "triggers"):
        for row in rows(table):
            found.setdefault(row["type"], set()).add(row["mode"])
    return {type: frozenset(modes) for type, modes in found.items()}


@cache
def _contexts() -> frozenset[str]:
    told = (row["contexts"] for table in ("cameo_plover", "triggers") for row in rows(table))
    return frozenset(context for each in told for context in items(each))


# --- the values within a record ---------------------------------------------------------------------------


def _of_values(value: Any, where: str, text: str | None) -> Iterator[str]:
    """The faults of a value and of all values in it; ``text`` is that of the article where spans belong to one."""
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            yield f"{where}: holds half a character (a lone surrogate)"
    elif isinstance(value, float | int) and not (math.isfinite(value) and abs(value) < _MOST):
        yield f"{where}: {value} is no figure that can be kept"
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _of_values(item, f"{where}[{number}]", text)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _of_values(getattr(value, field.name), f"{where}.{field.name}", text)
        yield from _of_value(value, where, text)


def _of_value(value: Any, where: str, text: str | None) -> Iterator[str]:
    if isinstance(value, Actor | Place | Part) and value.span is not None and text is not None:
        words = value.text if isinstance(value, Part) else value.raw
        yield from _cut(value.span, text, where, words)
    if isinstance(value, Statement) and text is not None:
        for name in ("source_span", "cue_span"):
            if span := getattr(value, name):
                yield from _cut(span, text, f"{where}.{name}")
        for number, span in enumerate(value.spans):
            yield from _cut(span, text, f"{where}.spans[{number}]")
    if isinstance(value, DateRange):
        for first, last in ((value.start, value.end), value.likely or (None, None)):
            if first is not None and last is not None and first > last:
                yield f"{where}: it ends on {last}, before it begins on {first}"
    if isinstance(value, Pattern) and (unknown := set(value.types) - plover_types().keys()):
        yield f"{where}.types: {min(unknown)!r} is no type of PLOVER"
    if isinstance(value, Actor | Place | Pattern):
        names = ("source", "target") if isinstance(value, Pattern) else ("country",)
        for name in names:
            country = getattr(value, name)
            if country not in (None, "IGO") and load().entity(f"state:{country}") is None:
                yield f"{where}.{name}: unknown country {country!r}"


def _cut(span: tuple[int, int], text: str, where: str, words: str | None = None) -> Iterator[str]:
    start, end = span
    if not 0 <= start < end <= len(text):
        yield f"{where}: [{start}, {end}] is no place in its text of {len(text)} characters"
    elif words is not None and text[start:end] != words:
        yield f"{where}: its span [{start}, {end}] cuts out {text[start:end][:60]!r}, not {words[:60]!r}"
