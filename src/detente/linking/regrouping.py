"""Groups of findings that stood, and what has come or gone -> the groups as they would be had all been read at once.

Each finding was decided on by what stands before it in order of publication. So those are decided on again, in that
order, that may find another answer: what is new, what belonged to a group that has changed, and what looks into a block
where a member of such a group is kept. Where a decision changes the group of a finding, the change goes on from there.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import Any, Generic, Protocol, TypeVar

from detente.linking.blocks import Blocks
from detente.linking.judgements import Rulings
from detente.linking.occurrences import Group, closest, homes, visits
from detente.linking.pledges import Docket, Pledge, kept_under, link_to
from detente.linking.shelving import Shelves, coarse, fine
from detente.linking.traces import FAR, Trace
from detente.records import Link

T = TypeVar("T")
Order = tuple[int, str, int, str]


class Way(Protocol[T]):
    """How the findings of one table are grouped: ``kept`` under blocks of this kind, looked for by ``seeks``; where
    ``founds``, a finding without a link resembles nothing."""

    kept: str
    seeks: str
    founds: bool

    def item(self, row_id: str) -> T | None:
        """Return what is compared of a finding."""

    def homes(self, item: T) -> Iterable[Hashable]:
        """Return the keys under which it is kept."""

    def visits(self, item: T) -> Iterable[Hashable]:
        """Return the keys under which it looks for others."""

    def keys(self, keys: Iterable[Any]) -> frozenset[int]:
        """Return the keys of the blocks for these keys."""

    def decide(self, item: T, groups: Iterable[Sequence[T]]) -> Link | None:
        """Return the link of an item to one of the groups, earliest first."""


class Occurrences:
    """How events are grouped."""

    kept, seeks, founds = "event", "event seeks", True

    def __init__(self, shelves: Shelves, decided: Rulings) -> None:
        self.item, self._decided = shelves.trace, decided

    homes, visits, keys = staticmethod(homes), staticmethod(visits), staticmethod(coarse)

    def decide(self, item: Trace, groups: Iterable[Sequence[Trace]]) -> Link | None:
        """Return the link to the group that an event fits best."""
        found = closest(item, map(_grouped, groups), self._decided)
        return found[0] if found else None


class Promises:
    """How propositions are grouped."""

    kept, seeks, founds = "proposition", "proposition", False

    def __init__(self, shelves: Shelves, decided: Rulings) -> None:
        self.item, self._decided = shelves.pledge, decided

    homes, visits, keys = staticmethod(kept_under), staticmethod(kept_under), staticmethod(fine)

    def decide(self, item: Pledge, groups: Iterable[Sequence[Pledge]]) -> Link | None:
        """Return the link to the case that a proposition belongs to, else to one that it resembles."""
        return link_to(item, [Docket(number, list(group)) for number, group in enumerate(groups)], self._decided)[0]


def _grouped(members: Sequence[Trace]) -> Group:
    group = Group(0)
    for member in members:
        group.add(member)
    return group


class Regrouping(Generic[T]):
    """``now`` holds the link by which each finding is held to an earlier one; ``touched`` the first members of groups
    that were or are other than they had been."""

    def __init__(self, way: Way[T], shelves: Shelves, blocks: Blocks, before: Mapping[str, Link]) -> None:
        self._way, self._shelves, self._blocks, self._before = way, shelves, blocks, before
        self.now = dict(before)
        self.touched: set[str] = set()
        self._follows: dict[str, set[str]] = {}
        for right, link in before.items():
            if link.kind == "same":
                self._follows.setdefault(link.left.id, set()).add(right)
        self._due: dict[str, set[str] | None] = {}  # which groups to look at again, by a member; None: all
        self._heap: list[tuple[Order, str]] = []
        self._changed: frozenset[str] = frozenset()
        self._homes: dict[str, frozenset[Hashable]] = {}

    def run(self, old: Mapping[str, frozenset[int]], new: Iterable[str]) -> None:
        """Take out the ``old`` findings (with the keys under which they were kept) and take in the ``new``."""
        coming = frozenset(new)
        self._changed = coming | old.keys()
        self._take_out(old)
        for row_id in coming:
            self._look_again(row_id, None)
        while self._heap:
            place, row_id = heappop(self._heap)
            if row_id in self._due and (item := self._way.item(row_id)) is not None:
                self._decide(row_id, place, item, self._due.pop(row_id))

    def root(self, row_id: str) -> str:
        """Return the first member of the group of a finding."""
        return _root(self.now, row_id)

    def members(self, row_id: str, before: Order | None = None) -> list[str]:
        """Return the group of a finding, earliest first; ``before``: those that stand before this place."""
        found, waiting = [], [self.root(row_id)]
        while waiting:
            one = waiting.pop()
            if before is None or (one in self._shelves.rows and self._place(one) < before):
                found.append(one)
                waiting.extend(self._follows.get(one, ()))
        return sorted((one for one in found if one in self._shelves.rows), key=self._place)

    # --- what changes ---

    def _take_out(self, old: Mapping[str, frozenset[int]]) -> None:
        roots = {self.root(row_id) for row_id in old}
        self.touched |= roots
        for root in roots:
            left = [member for member in self.members(root) if member not in old]
            for member in left:
                self._look_again(member, None)
            self._look_around({key for member in left for key in self._keys(member)}, {root}, None)
        for row_id, keys in old.items():
            self._look_around(keys, {self.root(row_id)}, None)
        for row_id in old:
            self._unlink(row_id)
            for follower in self._follows.pop(row_id, set()):
                self.now.pop(follower, None)

    def _unlink(self, row_id: str) -> None:
        link = self.now.pop(row_id, None)
        if link is not None and link.kind == "same":
            self._follows.get(link.left.id, set()).discard(row_id)

    def _look_again(self, row_id: str, groups: set[str] | None) -> None:
        if row_id not in self._shelves.rows:
            return
        if row_id not in self._due:
            heappush(self._heap, (self._place(row_id), row_id))
            self._due[row_id] = set()
        known = self._due[row_id]
        self._due[row_id] = None if groups is None or known is None else known | groups

    def _look_around(self, keys: Iterable[int], groups: set[str], after: Order | None) -> None:
        for block in self._blocks.near(self._way.seeks, keys):
            known = self._due.get(block.item, groups)
            if block.item in self._due and (known is None or groups <= known):
                continue
            if block.item in self._shelves.rows and (after is None or self._place(block.item) > after):
                self._look_again(block.item, groups)

    # --- decisions ---

    def _decide(self, row_id: str, place: Order, item: T, groups: set[str] | None) -> None:
        was = None if row_id in self._changed else _root(self._before, row_id)
        link = self._way.decide(item, self._near(item, place)) if groups is None else self._among(item, place, groups)
        self._unlink(row_id)
        if link is not None:
            self.now[row_id] = link
            if link.kind == "same":
                self._follows.setdefault(link.left.id, set()).add(row_id)
        root = self.root(row_id)
        if root == was:
            return
        both = {root} if was is None or was not in self._shelves.rows else {root, self.root(was)}
        self.touched |= both if was is None else both | {was}
        group = [member for one in both for member in self.members(one)]
        for member in group:
            if self._place(member) > place:
                self._look_again(member, None)
        self._look_around({key for one in group for key in self._keys(one)}, both | {row_id}, place)

    def _among(self, item: T, place: Order, groups: set[str]) -> Link | None:
        """The decision on a finding whose own group stands, where only some other groups have changed."""
        row_id = place[-1]
        link = self.now.get(row_id)
        roots = {self.root(one) for one in groups if one in self._shelves.rows and self._place(one) < place}
        own = self.root(row_id)
        if own in roots or (link is None and not self._way.founds) or (link is not None and link.kind != "same"):
            return self._way.decide(item, self._near(item, place))
        found = self._way.decide(item, self._groups(item, place, roots))
        if found is None or found.kind != "same" or link is None:
            return found if link is None else link
        ahead = self._place(self.root(found.left.id)) < self._place(own)
        return found if found.score > link.score or (found.score == link.score and ahead) else link

    def _near(self, item: T, place: Order) -> Iterator[list[T]]:
        keys = self._way.keys(self._way.visits(item))
        ids = {block.item for block in self._blocks.near(self._way.kept, keys)}
        exact = frozenset(self._way.visits(item))
        return self._groups(
            item, place, {self.root(one) for one in ids if self._stands(one, place) and self._meets(one, exact)}
        )

    def _groups(self, item: T, place: Order, roots: Iterable[str]) -> Iterator[list[T]]:
        """The groups as they stood at a place, of which a member is kept in a block that ``item`` looks into."""
        exact = frozenset(self._way.visits(item))
        for root in sorted(roots, key=self._place):
            ids = self.members(root, place)
            if any(self._meets(one, exact) for one in ids):
                yield [found for one in ids if (found := self._way.item(one)) is not None]

    def _meets(self, row_id: str, exact: frozenset[Hashable]) -> bool:
        if row_id not in self._homes:
            item = self._way.item(row_id)
            self._homes[row_id] = frozenset() if item is None else frozenset(self._way.homes(item))
        return not exact.isdisjoint(self._homes[row_id])

    def _stands(self, row_id: str, place: Order) -> bool:
        return row_id in self._shelves.rows and self._place(row_id) < place

    def _keys(self, row_id: str) -> frozenset[int]:
        item = self._way.item(row_id)
        return frozenset() if item is None else self._way.keys(self._way.homes(item))

    def _place(self, row_id: str) -> Order:
        row, article = self._shelves.rows[row_id]
        return article.published.toordinal() if article.published else FAR, article.id, row.start, row.id


def _root(links: Mapping[str, Link], row_id: str) -> str:
    """The first member of the group of a finding, by what each is held to."""
    while (link := links.get(row_id)) is not None and link.kind == "same":
        row_id = link.left.id
    return row_id
