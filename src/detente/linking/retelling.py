"""Copies and restatements that stood, and what has come or gone -> the links as if all had been read at once."""

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

from detente.linking.blocks import Blocks, hashed
from detente.linking.judgements import Rulings
from detente.linking.reports import Pieces, copy_link, found_by, order, pieces_of
from detente.linking.shelving import Shelves
from detente.linking.utterances import Utterance, link_back, recalls
from detente.linking.utterances import order as told_in
from detente.records import Article, Findings, Link

# --- articles: copies of one text --------------------------------------------------------------------------


class Copies:
    """``now`` holds the link by which each copy is held to the first report of its text."""

    def __init__(self, findings: Mapping[str, Findings], blocks: Blocks, before: Mapping[str, Link]) -> None:
        self._findings, self._blocks, self._before = findings, blocks, before
        self.now = dict(before)
        self._pieces: dict[str, Pieces] = {}
        self._heap: list[tuple[tuple[bool, int, str], Article]] = []
        self._due: set[str] = set()

    def run(self, changed: frozenset[str]) -> None:
        """Decide again on the changed articles and on those that a change reaches."""
        for one in changed:
            self.now.pop(one, None)
            self._look_again(one)
        self._release(changed)
        while self._heap:
            _, article = heappop(self._heap)
            self._due.discard(article.id)
            self._decide(article, article.id in changed)

    def _look_again(self, article: str) -> None:
        if article in self._findings and article not in self._due:
            self._due.add(article)
            heappush(self._heap, (order(self._findings[article].article), self._findings[article].article))

    def _release(self, firsts: frozenset[str]) -> None:
        for copy in [right for right, link in self.now.items() if link.left.id in firsts]:
            del self.now[copy]
            self._look_again(copy)

    def _decide(self, article: Article, changed: bool) -> None:
        pieces = self._of(article)
        near = self._beside(article, pieces)
        firsts = [one for one in near if order(one) < order(article) and one.id not in self.now]
        link = copy_link(article, pieces, ((one, self._of(one)) for one in firsts))
        self.now.pop(article.id, None)
        if link is not None:
            self.now[article.id] = link
            self._release(frozenset((article.id,)))
        elif changed or article.id in self._before:
            for one in near:
                if order(one) > order(article) and copy_link(one, self._of(one), [(article, pieces)]) is not None:
                    self._look_again(one.id)

    def _beside(self, article: Article, pieces: Pieces) -> list[Article]:
        ids = {block.item for block in self._blocks.near("text", found_by(pieces))} - {article.id}
        return [self._findings[one].article for one in sorted(ids) if one in self._findings]

    def _of(self, article: Article) -> Pieces:
        if article.id not in self._pieces:
            self._pieces[article.id] = pieces_of(article)
        return self._pieces[article.id]


# --- statements: what restates what -----------------------------------------------------------------------


def retold(
    shelves: Shelves,
    blocks: Blocks,
    before: Mapping[str, Link],
    old: Mapping[str, frozenset[int]],
    new: Iterable[str],
    decided: Rulings,
) -> dict[str, Link]:
    """Return the link of each statement to an earlier one, by the later's id: those of what has come, of what was held
    to something that has gone, and of what is close to something that has come are drawn again."""
    coming = frozenset(new)
    now = {right: link for right, link in before.items() if right not in old}
    due = set(coming)
    for block in blocks.near("statement", {key for keys in old.values() for key in keys}):
        link = now.get(block.item)
        if link is None or link.left.id in old:
            due.add(block.item)
    for row_id in coming:
        if (told := shelves.utterance(row_id)) is not None:
            later = (other for other in _beside(told, shelves, blocks) if told_in(other) > told_in(told))
            due.update(other.statement.id for other in later if recalls(other, told) is not None)
    for row_id in due:
        now.pop(row_id, None)
        if (told := shelves.utterance(row_id)) is not None:
            earlier = [other for other in _beside(told, shelves, blocks) if told_in(other) < told_in(told)]
            if (link := link_back(told, earlier, decided)) is not None:
                now[row_id] = link
    return now


def _beside(told: Utterance, shelves: Shelves, blocks: Blocks) -> list[Utterance]:
    """The utterances in the blocks of one."""
    keys = shelves.heard_under(told)
    ids = {block.item for block in blocks.near("statement", [hashed(*key) for key in keys])} - {told.statement.id}
    found = (shelves.utterance(one) for one in sorted(ids))
    return [other for other in found if other is not None and not keys.isdisjoint(shelves.heard_under(other))]
