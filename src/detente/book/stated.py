"""What a person states of an entry: who, when, where, how much, which words of which report."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from detente.actors import resolve_actor
from detente.book.query import states
from detente.book.wording import noted, place_of
from detente.dates import find_dates
from detente.lexicon import load
from detente.records import Actor, Article, DateRange, Day, Magnitude, Place, Span
from detente.sentences import parse

_MOST_NAMED = 5  # reports that hold the words quoted, named where there are several


def actors_of(role: str, text: str | None, on: Day | None) -> tuple[Actor, ...]:
    """Return who is meant by names with a semicolon between."""
    found = (actor_of(role, one.strip(), on) for one in (text or "").split(";") if one.strip())
    return tuple(actor for actor in found if actor is not None)


def actor_of(role: str, text: str | None, on: Day | None) -> Actor | None:
    """Return who is meant by a name, an office or a code of a country; None for none.

    Raises:
        ValueError: nobody known is meant.
    """
    if not text or not text.strip():
        return None
    codes = states(text) if re.fullmatch("[A-Z]{3}", text.strip()) else ()
    state = load().entity(f"state:{codes[0]}") if codes else None
    found = resolve_actor(state.name if state else text, on)
    if found is None:
        raise ValueError(f"{role}: nobody known is meant by {text!r}: add the country, or a line to your lexicon")
    return replace(found, raw=text, span=None)


_ISO = r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?"


def days_of(text: str, on: Day | None) -> DateRange:
    """Return the days that a text names: 2021-06-16, 2021-06, 2021, A..B, ..B, or words ("by the end of May").

    Raises:
        ValueError: it names none, or what is no day.
    """
    words = text.strip()
    if re.fullmatch(rf"({_ISO})?\.\.({_ISO})?|{_ISO}", words) and words != "..":
        first, dots, last = words.partition("..")
        try:
            start = _days(first)[0] if first else None
            end = _days(last if dots else first)[1] if last or not dots else None
        except ValueError:
            raise ValueError(f"{text!r} names what is no day") from None
        if start and end and start > end:
            raise ValueError(f"{text!r} ends before it begins")
        precision = "day" if start == end else "vague" if dots else "month" if "-" in first else "year"
        return DateRange(start, end, precision, None if dots else words, words, None)  # type: ignore[arg-type]
    for told in (words, f"It will happen {words}."):
        if found := next((each for _, _, each in find_dates(told, on) if each.start or each.end), None):
            return replace(found, text=words)
    raise ValueError(f"{text!r} names no day that is known: write it as 2021-06-16, 2021-06 or 2021-06-01..2021-06-30")


def _days(text: str) -> tuple[Day, Day]:
    year, month, day = (int(part) if part else None for part in [*text.split("-"), "", ""][:3])
    assert year is not None
    if day and month:
        return dt.date(year, month, day), dt.date(year, month, day)
    following = dt.date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return dt.date(year, month or 1, 1), following - dt.timedelta(days=1)


def quoted(quote: str | None, article: str | None, articles: Mapping[str, Article]) -> tuple[Article, Span]:
    """Return the report whose words are quoted, and where they stand in it.

    Raises:
        ValueError: they stand in none, or in several and none is named.
    """
    if not quote:
        raise ValueError("which words of the report? Quote them")
    if article and article not in articles:
        raise ValueError(f"{article}: no such report in the ledger")
    looked = [articles[article]] if article else list(articles.values())
    found = [(one, span) for one in looked if one.genre != "note" and (span := place_of(quote, one.text))]
    if not found:
        where = f"in {article}" if article else "in any report of the ledger"
        raise ValueError(
            f"the words quoted don't stand {where}: read the report first, or enter it without a quotation"
        )
    if len(found) > 1:
        named = ", ".join(one.id for one, _ in found[:_MOST_NAMED])
        raise ValueError(f"the words quoted stand in {len(found)} reports ({named}): say in which")
    return found[0]


def place_named(text: str) -> Place:
    """Return the place of a name; its country where it is known."""
    known = next((e for e in load().find(text) if e.kind in ("place", "state")), None)
    return Place(text, None, known.name if known else text, known.country if known else None)


def magnitude_of(text: str) -> Magnitude:
    """Return a count with its unit: "10 diplomats".

    Raises:
        ValueError: it is none.
    """
    count, _, unit = text.strip().partition(" ")
    nouns = [token for token in parse(noted(f"{text}.", "form", None)).tokens if token.pos in ("NOUN", "PROPN")]
    if not re.fullmatch(r"\d[\d,]*(\.\d+)?", count) or not unit or not nouns:
        raise ValueError(f"magnitude: {text!r} is no count with its unit: write it as '10 diplomats'")
    return Magnitude(float(count.replace(",", "")), nouns[-1].lemma.lower())
