"""Findings by id, each seen as linking sees it once it is asked for; and the blocks of one article's findings."""

from collections.abc import Iterable, Iterator, Mapping

from detente.linking.answers import answered, asked
from detente.linking.blocks import Block, hashed
from detente.linking.differences import under_pretext
from detente.linking.occurrences import homes, visits
from detente.linking.pledges import Pledge, kept_under, pledge
from detente.linking.reports import Pieces, found_by, pieces_of
from detente.linking.traces import FAR, Trace, trace
from detente.linking.utterances import Utterance, heard_under, utterance
from detente.linking.withdrawals import makers, takers
from detente.records import Article, Event, Findings, Link, Proposition, Statement

_SPAN = 8  # weeks that share a key: a neighbour is found by few keys, and looked at before it counts


def coarse(keys: Iterable[tuple[object, ...]]) -> frozenset[int]:
    """Return the keys of the blocks that ``keys``, of an event, lie in: a week is found with those around it."""
    wide = {(*key[:-1], key[-1] // _SPAN) if isinstance(key[-1], int) else key for key in keys}
    return frozenset(hashed(*key) for key in wide)


def fine(keys: Iterable[tuple[object, ...]]) -> frozenset[int]:
    """Return the keys of the blocks for ``keys``, one each."""
    return frozenset(hashed(*key) for key in keys)


def blocks_of(found: Findings, shelves: "Shelves | None" = None) -> Iterator[Block]:
    """Yield the blocks of one article: they depend on its findings alone. ``shelves`` may hold them as seen already."""
    article, seen = found.article, shelves or Shelves({found.article.id: found}, {})
    for event in found.events:
        if (traced := seen.trace(event.id)) is not None:
            yield from _blocks("event", coarse(homes(traced)), event.id, article)
            yield from _blocks("event seeks", coarse(visits(traced)), event.id, article)
    for statement in found.said:
        if (heard := seen.utterance(statement.id)) is not None:
            yield from _blocks("statement", fine(heard_under(heard)), statement.id, article)
    for made in found.propositions:
        if (promised := seen.pledge(made.id)) is not None:
            yield from _blocks("proposition", fine(kept_under(promised)), made.id, article)
    yield from _blocks("text", found_by(seen.pieces(article)), article.id, article)
    pairs = {"asked": asked, "answered": answered, "made": makers, "taken back": takers}
    for kind, keyed in pairs.items():
        yield from _blocks(kind, fine(keyed(found)), article.id, article)
    yield Block("day", article.published.toordinal() if article.published else FAR, article.id, article.id)
    if any(under_pretext(found)):
        yield Block("pretext", 0, article.id, article.id)


def _blocks(kind: str, keys: Iterable[int], item: str, article: Article) -> Iterator[Block]:
    yield from (Block(kind, key, item, article.id) for key in keys)


class Shelves:
    """The findings of all articles, by id; ``first`` is the first report of the text of each wire copy, ``wires`` the
    links that say so, ``pieces`` those of texts that were cut already."""

    def __init__(
        self,
        findings: Mapping[str, Findings],
        first: Mapping[str, str],
        wires: tuple[Link, ...] = (),
        pieces: Mapping[str, Pieces] | None = None,
    ) -> None:
        self.findings, self.wires, self._first, self._pieces = findings, wires, first, pieces or {}
        self.rows: dict[str, tuple[Statement | Event | Proposition, Article]] = {}
        for found in findings.values():
            for table in (found.statements, found.events, found.propositions):
                for row in table:
                    self.rows[row.id] = row, found.article
        self._traces: dict[str, Trace | None] = {}
        self._utterances: dict[str, Utterance | None] = {}
        self._heard: dict[str, frozenset[tuple[str, str]]] = {}
        self._pledges: dict[str, Pledge] = {}

    def pieces(self, article: Article) -> Pieces:
        """Return the pieces of an article's text."""
        return self._pieces[article.id] if article.id in self._pieces else pieces_of(article)

    def trace(self, row_id: str) -> Trace | None:
        """Return the trace of an event; None where it has none or isn't there."""
        if row_id not in self._traces and row_id in self.rows:
            row, article = self.rows[row_id]
            if isinstance(row, Event):
                self._traces[row_id] = trace(row, article, self._first.get(article.id))
        return self._traces.get(row_id)

    def utterance(self, row_id: str) -> Utterance | None:
        """Return what a statement says; None where it says too little or isn't there."""
        if row_id not in self._utterances and row_id in self.rows:
            row, article = self.rows[row_id]
            if isinstance(row, Statement) and row.attitude == "speech":
                self._utterances[row_id] = utterance(row, article, self._first.get(article.id))
        return self._utterances.get(row_id)

    def heard_under(self, told: Utterance) -> frozenset[tuple[str, str]]:
        """Return the blocks of an utterance."""
        if told.statement.id not in self._heard:
            self._heard[told.statement.id] = frozenset(heard_under(told))
        return self._heard[told.statement.id]

    def pledge(self, row_id: str) -> Pledge | None:
        """Return what is compared of a proposition, None where it isn't there."""
        if row_id not in self._pledges and row_id in self.rows:
            row, article = self.rows[row_id]
            if isinstance(row, Proposition):
                self._pledges[row_id] = pledge(row, article)
        return self._pledges.get(row_id)

    def traces(self, found: Findings) -> Iterator[Trace]:
        """Yield the traces of an article's events."""
        yield from (seen for event in found.events if (seen := self.trace(event.id)) is not None)
