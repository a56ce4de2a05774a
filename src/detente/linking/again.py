"""Links and differences that stood, and articles that have come, gone or been read anew -> what holds now.

The outcome is that of linking everything at once; the cost is about that of what is new and of what it meets.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from detente.linking.answers import answer_links, answered, asked
from detente.linking.blocks import Block, Blocks, Renewed, hashed
from detente.linking.differing import Redrawing
from detente.linking.judgements import Rulings, joined, rulings
from detente.linking.regrouping import Occurrences, Promises, Regrouping
from detente.linking.reports import origins
from detente.linking.retelling import Copies, retold
from detente.linking.shelving import Shelves, blocks_of
from detente.linking.traces import FAR, Trace
from detente.linking.withdrawals import makers, takers, withdrawal_links
from detente.records import Difference, Findings, Judgement, Link


class Before(NamedTuple):
    """What stood: links and differences by id, and the blocks of the articles that they were drawn from."""

    links: Mapping[str, Link]
    differences: Mapping[str, Difference]
    blocks: Blocks


class Again(NamedTuple):
    """What holds: links and differences by id, and the blocks of the articles that were changed."""

    links: dict[str, Link]
    differences: dict[str, Difference]
    blocks: tuple[Block, ...]


def link_again(
    before: Before, findings: Mapping[str, Findings], changed: Collection[str], judgements: Iterable[Judgement] = ()
) -> Again:
    """Return what `link` returns for ``findings`` (by article), from what stood before some articles were ``changed``.

    An article is changed if it, its findings or a judgement on them is not what it was when ``before`` was drawn.
    """
    decided, fresh = rulings(judgements), frozenset(changed)
    new = tuple(block for one in sorted(fresh & findings.keys()) for block in blocks_of(findings[one]))
    step = _Step(before, findings, Renewed(before.blocks, fresh, new), fresh, decided)
    events = step.regrouped()
    links = step.links(events)
    drawing = Redrawing(step.shelves, events, step.redone, step.days())
    stood = before.differences.values()
    differences = {
        **drawing.of_groups(stood, step.copies, step.blocks),
        **drawing.of_days(stood),
        **drawing.of_doubts(stood, step.copies),
        **drawing.of_words(
            stood, *({i: one for i, one in drawn.items() if _one(one)} for drawn in (before.links, links))
        ),
    }
    return Again(links, differences, new)


def _one(link: Link) -> bool:
    return link.kind == "same" and link.left.table == "statements"


class _Step:
    """One step from what stood to what holds. ``redone`` are the articles changed and those whose text is now a copy of
    another, or no longer."""

    def __init__(
        self,
        before: Before,
        findings: Mapping[str, Findings],
        blocks: Blocks,
        changed: frozenset[str],
        decided: Rulings,
    ) -> None:
        self._before, self._findings, self.blocks, self._decided = before, findings, blocks, decided
        self._held = {
            table: {
                one.right.id: one
                for one in before.links.values()
                if one.by == "machine" and one.kind != "answers" and one.left.table == table
            }
            for table in ("articles", "events", "statements", "propositions")
        }
        wires = Copies(findings, blocks, self._held["articles"])
        wires.run(changed)
        self._wires = wires.now
        self.copies, were = origins(wires.now.values()), origins(self._held["articles"].values())
        moved = {one for one in self.copies.keys() | were.keys() if self.copies.get(one) != were.get(one)}
        self.redone = changed | moved
        self.shelves = Shelves(findings, self.copies)
        self._old = tuple(before.blocks.of(self.redone))
        self._new = tuple(blocks.of(self.redone))

    def regrouped(self) -> Regrouping[Trace]:
        """Return the groups of events."""
        events = Regrouping(Occurrences(self.shelves, self._decided), self.shelves, self.blocks, self._held["events"])
        events.run(*self._come_and_gone("event"))
        return events

    def links(self, events: Regrouping[Trace]) -> dict[str, Link]:
        """Return all links by id, of two with one id that which `link` keeps."""
        made = Promises(self.shelves, self._decided)
        promises = Regrouping(made, self.shelves, self.blocks, self._held["propositions"])
        promises.run(*self._come_and_gone("proposition"))
        said = retold(
            self.shelves, self.blocks, self._held["statements"], *self._come_and_gone("statement"), self._decided
        )
        homes = {one: self.shelves.rows[one][1] for one in self._judged() if one in self.shelves.rows}
        kept = (one for one in self._before.links.values() if one.kind == "answers" and self._stands(one))
        every = (
            *(*self._wires.values(), *events.now.values(), *said.values(), *promises.now.values()),
            *(*kept, *self._answers(), *joined(self._decided, homes)),
        )
        drawn = {one.id: one for one in every}
        return {key: drawn[key] for key in sorted(drawn)}

    def days(self) -> Iterator[int]:
        """Yield the days on which what was redone was published."""
        yield from (block.key for block in (*self._old, *self._new) if block.kind == "day" and block.key != FAR)

    def _come_and_gone(self, kind: str) -> tuple[dict[str, frozenset[int]], frozenset[str]]:
        gone: dict[str, set[int]] = {}
        for block in self._old:
            if block.kind == kind:
                gone.setdefault(block.item, set()).add(block.key)
        come = frozenset(block.item for block in self._new if block.kind == kind)
        return {item: frozenset(keys) for item, keys in gone.items()}, come

    def _judged(self) -> Iterator[str]:
        for one, other, _ in self._decided.joined:
            yield from (one, other)

    def _stands(self, link: Link) -> bool:
        """True for an answer between two articles that stand as they stood."""
        ends = (self.shelves.rows.get(one) for one in (link.left.id, link.right.id))
        return all(end is not None and end[1].id not in self.redone for end in ends)

    def _answers(self) -> Iterator[Link]:
        """The answers and withdrawals with an end in what was redone."""
        fresh = [self._findings[one] for one in sorted(self.redone) if one in self._findings]
        yield from answer_links(fresh, [*fresh, *self._beside(fresh, "answered", asked)])
        yield from answer_links(self._beside(fresh, "asked", answered), fresh)
        yield from withdrawal_links(fresh, [*fresh, *self._beside(fresh, "taken back", makers)])
        yield from withdrawal_links(self._beside(fresh, "made", takers), fresh)

    def _beside(self, fresh: Iterable[Findings], kind: str, keyed: Any) -> list[Findings]:
        """The other articles in the blocks that the fresh ones look into."""
        keys = {hashed(*key) for found in fresh for key in keyed(found)}
        ids = {block.item for block in self.blocks.near(kind, keys)} & self._findings.keys()
        return [self._findings[one] for one in sorted(ids - self.redone)]
