"""Groups of reports of one occurrence -> where they differ, each with its own words."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from detente.lexicon import rows
from detente.linking.occurrences import Group
from detente.linking.traces import Trace
from detente.linking.wording import contains, sentence
from detente.records import DateRange, Difference, DifferenceKind, Findings, Side, Target, make_id, worn_id

_SOON = 3  # days between two reports beyond which another figure is an update, not a difference


def find_differences(groups: Iterable[Group], findings: Iterable[Findings]) -> list[Difference]:
    """Return what the reports of each occurrence tell differently, and the dates that cannot be."""
    found = [difference for group in groups if len(group.members) > 1 for difference in _of_group(group)]
    for one in findings:
        for event in one.events:
            if event.when is not None and event.when.flag == "impossible":
                found.append(_impossible(one, event.id, event.start, event.end, event.when))
    return found


def _of_group(group: Group) -> Iterator[Difference]:
    told = _each_outlet(group)
    if len(told) < 2:
        return
    about = Target("facts", worn_id("facts", group.members[0].event.id))
    for kind, read in _READERS.items():
        sides = [(t, value) for t in told if (value := read(t)) is not None]
        if len({value for _, value in sides}) > 1 and len({t.article.outlet for t, _ in sides}) > 1:
            if kind in ("count", "date") and not _same_time(sides):
                continue
            yield _difference(kind, about, sides)


def _each_outlet(group: Group) -> list[Trace]:
    """One trace per outlet and stance: an outlet's own repetitions are no second voice, wire copies none either."""
    seen: set[tuple[str, bool]] = set()
    texts: set[str] = set()
    kept: list[Trace] = []
    for trace in group.members:
        key = (trace.article.outlet, trace.denied)
        if key in seen or trace.article.version in texts - {
            t.article.version for t in kept if t.article.outlet == key[0]
        }:
            continue
        seen.add(key)
        texts.add(trace.article.version)
        kept.append(trace)
    return kept


def _same_time(sides: list[tuple[Trace, str]]) -> bool:
    days = [trace.published for trace, _ in sides]
    return max(days) - min(days) <= _SOON


def _difference(kind: DifferenceKind, about: Target, sides: list[tuple[Trace, str]]) -> Difference:
    told = tuple(Side(t.article.outlet, t.article.id, (t.event.start, t.event.end), value) for t, value in sides)
    values = "; ".join(f"{side.outlet}: {side.value}" for side in told)
    return Difference(make_id("differences", kind, about.table, about.id), kind, about, told, f"{kind}: {values}")


# --- what a report says of each -----------------------------------------------------------------------------


def _date(trace: Trace) -> str | None:
    when = trace.event.when
    if not trace.exact or trace.event.modality != "actual" or when is None or when.start is None:
        return None
    return when.start.isoformat()


def _count(trace: Trace) -> str | None:
    return ", ".join(f"{count:g} {unit}" for unit, count in trace.counts) or None


def _status(trace: Trace) -> str | None:
    if trace.event.modality != "actual":
        return None
    return "it did not happen" if trace.denied else "it happened"


def _frame(trace: Trace) -> str | None:
    if trace.denied or trace.event.modality != "actual":
        return None
    start, end = sentence(trace.article.text, trace.event.start, trace.event.end)
    text = trace.article.text[start:end].lower()
    for cue, frame in _frames():
        if contains(text, cue):
            return frame
    return "allegation" if trace.event.stance == "alleged" else "fact"


@cache
def _frames() -> tuple[tuple[str, str], ...]:
    return tuple((row["cue"], row["frame"]) for row in rows("frames"))


_READERS: dict[DifferenceKind, Callable[[Trace], str | None]] = {
    "date": _date,
    "count": _count,
    "status": _status,
    "frame": _frame,
}


def _impossible(found: Findings, event: str, start: int, end: int, when: DateRange) -> Difference:
    likely = f", likely {when.likely[0].isoformat()} to {when.likely[1].isoformat()}" if when.likely else ""
    side = Side(found.article.outlet, found.article.id, (start, end), f"{when.text}{likely}")
    about = Target("events", event)
    why = f'"{when.text}" cannot be in a report of {found.article.published}{likely}'
    return Difference(make_id("differences", "impossible", about.table, about.id), "impossible", about, (side,), why)
