"""Events -> links that say which are one occurrence: constrained agglomeration in order of publication.

Each event joins the one group it fits best, or starts its own. The order is that of publication, so what is linked up
to a day never depends on what was published later; a group takes no member that clashes with one it has: none chains.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice

from detente.linking.comparing import Comparison, clash, compare, explain
from detente.linking.judgements import NO_RULINGS, Rulings
from detente.linking.reports import wire_copy
from detente.linking.traces import FAR, Trace
from detente.records import Day, Link, Target, make_id

_VOICES = 8  # distinct members of a group that a newcomer is compared with in full


@dataclass(slots=True)
class Group:
    """Traces taken for one occurrence, earliest first; ``distinct`` one for each signature."""

    number: int
    members: list[Trace] = field(default_factory=list)
    distinct: dict[tuple[object, ...], Trace] = field(default_factory=dict)

    def add(self, trace: Trace) -> None:
        """Take ``trace`` into the group; a meeting that was moved is no longer held to the days planned before."""
        if trace.stage == "moved":
            self.distinct = {key: one for key, one in self.distinct.items() if one.event.modality == "actual"}
        self.members.append(trace)
        self.distinct.setdefault(trace.signature, trace)


def order(trace: Trace) -> tuple[int, str, int, str]:
    """Return the place of a trace in the order in which events are linked: publication, article, position."""
    return trace.published, trace.article.id, trace.event.start, trace.event.id


def occurrences(traces: Iterable[Trace], decided: Rulings = NO_RULINGS) -> tuple[list[Group], list[Link]]:
    """Return the groups of traces that are one occurrence and the links that hold them together.

    What a person has split never shares a group.
    """
    groups: list[Group] = []
    links: list[Link] = []
    blocks: dict[tuple[object, ...], dict[int, Group]] = {}
    for newcomer in sorted(traces, key=order):
        best = closest(newcomer, _near(newcomer, blocks), decided)
        if best is None:
            group = Group(len(groups))
            groups.append(group)
        else:
            link, group = best
            links.append(link)
        group.add(newcomer)
        for key in homes(newcomer):
            blocks.setdefault(key, {})[group.number] = group
    return groups, links


def closest(trace: Trace, groups: Iterable[Group], decided: Rulings) -> tuple[Link, Group] | None:
    """Return the group that ``trace`` fits best, of equals the first, with the link to the member that it is closest
    to; None where it fits none."""
    best: tuple[Comparison, Trace, Group] | None = None
    for group in groups:
        found = _fit(trace, group, decided)
        if found is not None and (best is None or found[0].score > best[0].score):
            best = (*found, group)
    if best is None:
        return None
    comparison, member, group = best
    why = comparison.why or explain(member, trace)
    return _same(member, trace, Comparison(comparison.score, why)), group


def _near(trace: Trace, blocks: dict[tuple[object, ...], dict[int, Group]]) -> Iterator[Group]:
    """The groups in the blocks of ``trace``, each once, earliest first."""
    found: dict[int, Group] = {}
    for key in visits(trace):
        found.update(blocks.get(key, {}))
    for number in sorted(found):
        yield found[number]


def _fit(trace: Trace, group: Group, decided: Rulings) -> tuple[Comparison, Trace] | None:
    if any(clash(member, trace) for member in group.distinct.values()):
        return None
    if decided and any(decided.part("same", member.event.id, trace.event.id) for member in group.members):
        return None
    voices = list(group.distinct.values())[:_VOICES]
    wire = next((m for m in group.members if _wire(m, trace)), None)
    if wire is not None:
        return Comparison(1.0, wire_copy(wire.article, trace.article)), wire
    score, best = max(((compare(member, trace), member) for member in voices), key=lambda pair: pair[0])
    return (Comparison(score, ""), best) if score >= 0.5 else None


def _wire(a: Trace, b: Trace) -> bool:
    return a.origin == b.origin and a.article.id != b.article.id and a.wording == b.wording


def _same(left: Trace, right: Trace, comparison: Comparison) -> Link:
    return same_link("events", left.event.id, right.event.id, comparison, known_on(left, right))


def same_link(table: str, left: str, right: str, comparison: Comparison, known: Day | None) -> Link:
    """Return the machine's link that two rows of ``table`` are the same."""
    return Link(
        id=make_id("links", "same", left, right),
        kind="same",
        left=Target(table, left),
        right=Target(table, right),
        score=comparison.score,
        added=None,
        dropped=None,
        why=comparison.why,
        known_on=known,
        by="machine",
    )


def known_on(left: Trace, right: Trace) -> Day | None:
    """Return the later publication day, None where one of the two is unknown."""
    a, b = left.article.published, right.article.published
    return max(a, b) if a and b else None


# --- blocks: where a group is kept, where a newcomer looks ------------------------------------------------

_WEEK = 7
_BEFORE, _AFTER = 60, 7  # days before its report in which an event without a day is looked for, and after


def _sidekeys(trace: Trace) -> Sequence[tuple[str, ...]]:
    """A pair of sides where two are known, else the one side."""
    sides = sorted(trace.sides)
    if len(sides) <= 1:
        return [tuple(sides)]
    return list(islice(combinations(sides, 2), 10))


def _weeks(trace: Trace) -> range:
    """Weeks in which a trace is kept: of its own days, else of its report."""
    if trace.event.modality != "actual" or not trace.dated:
        return range(trace.published // _WEEK, trace.published // _WEEK + 1)
    assert trace.first is not None and trace.last is not None
    return range(trace.first // _WEEK, trace.last // _WEEK + 1)


def homes(trace: Trace) -> Iterator[tuple[object, ...]]:
    """Yield the blocks under which a trace is kept."""
    weeks = _weeks(trace)
    keys = _sidekeys(trace)
    for sides in keys:
        if trace.event.modality != "actual":
            yield "ahead", sides
        for when in _buckets(weeks):
            yield trace.family, sides, when
    if len(trace.sides) > 1:
        for one in sorted(trace.sides):
            for when in _buckets(weeks):
                yield trace.family, "any", one, when


def _buckets(weeks: range) -> Iterator[object]:
    if len(weeks) > 14:
        yield "long", weeks.start // 52
        yield "long", weeks.stop // 52
    else:
        yield from weeks


def visits(trace: Trace) -> Iterator[tuple[object, ...]]:
    """Yield the blocks in which a trace looks for what it may be one with."""
    if trace.dated and trace.event.modality == "actual":
        assert trace.first is not None and trace.last is not None
        long = trace.last - trace.first > 14 * _WEEK
        low, high = (trace.first - _WEEK) // _WEEK, (trace.first + 45 if long else trace.last + 45) // _WEEK
        years = {("long", low // 52 + i) for i in range(-1, 3)}
    else:
        low, high = (trace.published - _BEFORE) // _WEEK, min((trace.published + _AFTER) // _WEEK, FAR)
        years = set()
    whens = [*range(low, high + 1), *sorted(years)]
    for sides in _sidekeys(trace):
        if trace.family == "CONSULT":
            yield "ahead", sides
        for when in whens:
            yield trace.family, sides, when
    if len(trace.sides) > 1:
        for one in sorted(trace.sides):
            yield from ((trace.family, (one,), when) for when in whens)
    elif trace.sides:
        yield from ((trace.family, "any", next(iter(trace.sides)), when) for when in whens)
