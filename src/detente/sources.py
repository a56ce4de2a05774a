"""An article, a statement -> which kind of source tells it: an official document, a state-controlled outlet, a named
or anonymous official, an expert whom an outlet chose."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from detente.lexicon import Outlet, load
from detente.records import Actor, Article, Statement, Tally

Telling = Literal["official document", "state-controlled outlet"]
Speaking = Literal["named official", "anonymous official", "government", "expert"]

OFFICIALS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
"""Sectors whose members speak in office."""


def telling(article: Article) -> Telling | None:
    """Return what kind of source an article is: a readout, or what a government puts on pages of its own, is an
    official document; None where the outlet isn't known to be controlled by a state."""
    outlet = load().outlet(article.outlet)
    if article.genre == "readout" or (outlet is not None and own_pages(outlet)):
        return "official document"
    return "state-controlled outlet" if outlet is not None and outlet.control == "state" else None


def own_pages(outlet: Outlet) -> bool:
    """True for a government's own pages: the table names them by their domain ("state.gov")."""
    return outlet.control == "state" and outlet.name == outlet.domain


def speaking(statement: Statement) -> Speaking | None:
    """Return what kind of source a statement's speaker is; "government" where a state or a body of it speaks as such,
    None for anybody else and where the speaker is unknown."""
    return kind_of(statement.speaker) if statement.speaker is not None else None


def kind_of(speaker: Actor) -> Speaking | None:
    """Return the same for an actor."""
    if speaker.sector in OFFICIALS:
        if speaker.named == "anonymous":
            return "anonymous official"
        return "named official" if speaker.named in ("person", "office") else "government"
    if speaker.named in ("person", "anonymous") and speaker.sector == "EDU":
        return "expert"
    return None


def tallies(articles: Iterable[Article], statements: Iterable[Statement]) -> tuple[Tally, ...]:
    """Return how many articles and statements come from each kind of source, the most first; "other outlet" and
    "other speaker" are those of none of the kinds."""
    found = Counter(telling(article) or "other outlet" for article in articles)
    said = Counter(speaking(statement) or "other speaker" for statement in statements)
    return tuple(Tally(kind, count) for counts in (found, said) for kind, count in counts.most_common())
