"""Findings of many articles -> `Link`s (same, restates, answers) and `Difference`s, block by block."""

from collections.abc import Iterable
from typing import NamedTuple

from detente.linking.again import Again, Before, link_again
from detente.linking.answers import answer_links
from detente.linking.blocks import Block, Blocks, Shelf
from detente.linking.differences import find_differences
from detente.linking.judgements import joined, rulings
from detente.linking.occurrences import occurrences
from detente.linking.pledges import pledge, pledge_links
from detente.linking.reports import origins, wire_links
from detente.linking.shelving import blocks_of
from detente.linking.traces import trace
from detente.linking.utterances import utterance, utterance_links
from detente.linking.withdrawals import withdrawal_links
from detente.records import Article, Difference, Findings, Judgement, Link

__all__ = ["Again", "Before", "Block", "Blocks", "Links", "Shelf", "blocks_of", "link", "link_again"]


class Links(NamedTuple):
    """The conclusions of linking, both ordered by id."""

    links: tuple[Link, ...]
    differences: tuple[Difference, ...]


def link(findings: Iterable[Findings], judgements: Iterable[Judgement] = ()) -> Links:
    """Return what the findings of all articles have to do with each other.

    A pure function: the order of ``findings`` and ``judgements`` does not matter, and what is linked among the
    reports up to a day does not depend on later ones.
    """
    read = sorted(findings, key=lambda f: f.article.id)
    decided = rulings(judgements)
    wires = wire_links(f.article for f in read)
    first = origins(wires)
    traces = [t for f in read for e in f.events if (t := trace(e, f.article, first.get(f.article.id))) is not None]
    groups, same_events = occurrences(traces, decided)
    said = [u for f in read for s in f.said if (u := utterance(s, f.article, first.get(f.article.id)))]
    pledges = [pledge(p, f.article) for f in read for p in f.propositions]
    links = [
        *wires,
        *same_events,
        *utterance_links(said, decided),
        *pledge_links(pledges, decided),
        *answer_links(read, read),
        *withdrawal_links(read, read),
        *joined(decided, _homes(read)),
    ]
    unique = {one.id: one for one in links}
    kept = tuple(unique[key] for key in sorted(unique))
    return Links(
        kept,
        tuple(sorted({one.id: one for one in find_differences(groups, read, kept)}.values(), key=lambda one: one.id)),
    )


def _homes(findings: Iterable[Findings]) -> dict[str, Article]:
    """The article of every finding, by the finding's id."""
    homes: dict[str, Article] = {}
    for found in findings:
        for table in (found.statements, found.events, found.propositions):
            homes.update((row.id, found.article) for row in table)
    return homes
