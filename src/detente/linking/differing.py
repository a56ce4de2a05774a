"""Differences that stood, and which groups and links are other now -> the differences as they would be drawn anew."""

from collections.abc import Iterable, Iterator, Mapping

from detente.linking.blocks import Blocks
from detente.linking.coverage import SEEN_DAYS, Coverage, may_be_plain
from detente.linking.differences import (
    PRETEXT_DAYS,
    doubted,
    impossible,
    of_group,
    of_meeting,
    pretext,
    quoted,
    told_by_one,
    told_plainly,
    under_pretext,
)
from detente.linking.doubts import SOON
from detente.linking.occurrences import Group
from detente.linking.regrouping import Regrouping
from detente.linking.shelving import Shelves
from detente.linking.traces import Trace
from detente.records import Article, Difference, Findings, Link, Statement, worn_id


class Redrawing:
    """Draws differences again. ``redone`` are the articles whose findings may be others than before, ``days`` those of
    their publication."""

    def __init__(
        self, shelves: Shelves, groups: Regrouping[Trace], redone: frozenset[str], days: Iterable[int]
    ) -> None:
        self._shelves, self._groups, self._redone, self._days = shelves, groups, redone, frozenset(days)
        self._made: dict[str, Group] = {}
        self._by_day: dict[int, list[Findings]] = {}
        for found in shelves.findings.values():
            if found.article.published is not None:
                self._by_day.setdefault(found.article.published.toordinal(), []).append(found)

    def of_groups(
        self, before: Iterable[Difference], copies: Mapping[str, str], blocks: Blocks
    ) -> dict[str, Difference]:
        """Return the differences about facts: of groups that are other now, and of those whose coverage is."""
        standing = [one for one in before if one.about.table == "facts"]
        accused = {_event(one) for one in standing if any(side.value == "pretext" for side in one.sides)}
        touched = self._groups.touched | accused
        other = touched | {self._groups.root(one) for one in touched}
        seen = frozenset(self._alone())
        kept = [one for one in standing if _event(one) not in other]
        drawn = {one.id: one for one in kept if one.kind != "one_sided" or _event(one) not in seen}
        groups = [group for one in sorted(other) if (group := self._group(one)).members]
        again = [*groups, *(self._group(one) for one in sorted(seen - other))]
        read = self._shelves.findings.get
        drawn |= {one.id: one for group in groups for one in (*of_group(group), *of_meeting(group, read))}
        covered = Coverage(self._shelves.findings.values(), copies, self._shelves.traces)
        drawn |= {one.id: one for one in told_by_one(again, covered)}
        told = {side.article for one in drawn.values() if one.kind == "frame" for side in one.sides}
        pretexts = self._pretexts(blocks)
        return drawn | {one.id: one for one in pretexts if not {side.article for side in one.sides} <= told}

    def of_days(self, before: Iterable[Difference]) -> dict[str, Difference]:
        """Return the differences about events: days that cannot be."""
        kept = [one for one in before if one.kind == "impossible" and one.sides[0].article not in self._redone]
        read = (self._shelves.findings[one] for one in self._redone if one in self._shelves.findings)
        return {one.id: one for one in (*kept, *(one for found in read for one in impossible(found)))}

    def of_doubts(self, before: Iterable[Difference], copies: Mapping[str, str]) -> dict[str, Difference]:
        """Return the differences between what one names with distance and another tells plainly: those of reports near
        in days to what was redone are drawn again."""
        near = frozenset(day + apart for day in self._days for apart in range(-SOON, SOON + 1))
        again = [found for day in sorted(near & self._by_day.keys()) for found in self._by_day[day]]
        wide = frozenset(day + apart for day in near for apart in range(-SOON, SOON + 1))
        others = [found for day in sorted(wide & self._by_day.keys()) for found in self._by_day[day]]
        ids = {found.article.id for found in again}
        told = [one for one in before if one.kind == "frame" and one.about.table != "facts"]
        kept = [one for one in told if not {one.sides[1].article} & (ids | self._redone)]
        return {one.id: one for one in (*kept, *doubted(again, others, copies))}

    def of_words(
        self, before: Iterable[Difference], links: Mapping[str, Link], now: Mapping[str, Link]
    ) -> dict[str, Difference]:
        """Return the differences about statements: what is quoted otherwise, by the links that were and that are."""
        other = {one.left.id for one in links.values() if now.get(one.id) != one}
        other |= {one.left.id for one in now.values() if links.get(one.id) != one or self._is_redone(one)}
        kept = [one for one in before if one.kind == "wording" and one.about.id not in other]
        again = (now[key] for key in sorted(now) if now[key].left.id in other)
        return {one.id: one for one in (*kept, *quoted(self._statement, again))}

    def _is_redone(self, link: Link) -> bool:
        ends = (self._shelves.rows.get(one) for one in (link.left.id, link.right.id))
        return any(end is not None and end[1].id in self._redone for end in ends)

    def _statement(self, row_id: str) -> tuple[Statement, Article] | None:
        row, article = self._shelves.rows.get(row_id, (None, None))
        return (row, article) if isinstance(row, Statement) and article is not None else None

    def _alone(self) -> Iterator[str]:
        """The groups of deeds told by outlets of one country, near in days to what was redone."""
        near = {day + apart for day in self._days for apart in range(-SEEN_DAYS, SEEN_DAYS + 1)}
        for found in (found for day in near & self._by_day.keys() for found in self._by_day[day]):
            for event in found.events:
                if may_be_plain(event):
                    root = self._groups.root(event.id)
                    rows = self._shelves.rows
                    if len({rows[one][1].outlet_country for one in self._groups.members(root)}) == 1:
                        yield root

    def _group(self, root: str) -> Group:
        """The group that an event is the first of; empty where it is not, or has no trace."""
        if root not in self._made:
            ids = self._groups.members(root) if self._groups.root(root) == root else []
            traces = (self._shelves.trace(one) for one in ids)
            self._made[root] = Group(0, [found for found in traces if found is not None])
        return self._made[root]

    def _pretexts(self, blocks: Blocks) -> Iterator[Difference]:
        for one in sorted({block.item for block in blocks.near("pretext", (0,))} & self._shelves.findings.keys()):
            found = self._shelves.findings[one]
            plain = self._plain_before(found.article)
            for article, span in under_pretext(found):
                if (difference := pretext(article, span, plain)) is not None:
                    yield difference

    def _plain_before(self, article: Article) -> list[Group]:
        """The groups first reported in the days before an article, by one who tells plainly of a deed."""
        if article.published is None:
            return []
        last = article.published.toordinal()
        read = (found for day in range(last - PRETEXT_DAYS, last + 1) for found in self._by_day.get(day, ()))
        firsts = [
            first
            for found in read
            for event in found.events
            if event.deed and self._groups.root(event.id) == event.id
            if (first := self._shelves.trace(event.id)) is not None and told_plainly(first)
        ]
        firsts.sort(key=lambda trace: (trace.published, trace.article.id, trace.event.start, trace.event.id))
        return [self._group(first.event.id) for first in firsts]


def _event(difference: Difference) -> str:
    """The event whose id a difference about a fact wears."""
    return worn_id("events", difference.about.id)
