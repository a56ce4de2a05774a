"""Findings of many articles -> `Link`s (same, restates, answers) and `Difference`s, block by block."""

from collections.abc import Iterable
from typing import NamedTuple

from detente.linking.again import Again, Before, link_again
from detente.linking.answers import answer_links
from detente.linking.blocks import KINDS, Block, Blocks, Shelf
from detente.linking.differences import find_differences
from detente.linking.judgements import joined, rulings
from detente.linking.occurrences import occurrences
from detente.linking.pledges import pledge_links
from detente.linking.reports import origins, pieces_of, wire_links
from detente.linking.shelving import Shelves, blocks_of
from detente.linking.utterances import utterance_links
from detente.linking.withdrawals import withdrawal_links
from detente.records import Article, Difference, Findings, Judgement, Link

__all__ = [
    "KINDS",
    "Again",
    "Before",
    "Block",
    "Blocks",
    "Links",
    "Shelf",
    "blocks_of",
    "link",
    "link_again",
    "link_anew",
]


class Links(NamedTuple):
    """The conclusions of linking, both ordered by id."""

    links: tuple[Link, ...]
    differences: tuple[Difference, ...]


def link(findings: Iterable[Findings], judgements: Iterable[Judgement] = ()) -> Links:
    """Return what the findings of all articles have to do with each other.

    A pure function: the order of ``findings`` and ``judgements`` does not matter, and what is linked among the
    reports up to a day does not depend on later ones.
    """
    return _linked(_shelved(findings), judgements)


def link_anew(findings: Iterable[Findings], judgements: Iterable[Judgement] = ()) -> Again:
    """Return what `link` returns, and the blocks of all articles, from which `link_again` goes on."""
    shelves = _shelved(findings)
    links, differences = _linked(shelves, judgements)
    blocks = tuple(block for found in shelves.findings.values() for block in blocks_of(found, shelves))
    return Again({one.id: one for one in links}, {one.id: one for one in differences}, blocks)


def _shelved(findings: Iterable[Findings]) -> Shelves:
    read = {found.article.id: found for found in sorted(findings, key=lambda f: f.article.id)}
    pieces = {key: pieces_of(found.article) for key, found in read.items()}
    wires = wire_links((found.article for found in read.values()), pieces)
    return Shelves(read, origins(wires), tuple(wires), pieces)


def _linked(shelves: Shelves, judgements: Iterable[Judgement]) -> Links:
    read, decided = tuple(shelves.findings.values()), rulings(judgements)
    groups, same_events = occurrences((seen for found in read for seen in shelves.traces(found)), decided)
    said = [told for found in read for s in found.said if (told := shelves.utterance(s.id)) is not None]
    pledges = [made for found in read for p in found.propositions if (made := shelves.pledge(p.id)) is not None]
    links = [
        *shelves.wires,
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
