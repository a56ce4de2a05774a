"""Groups of reports of one occurrence -> where they differ, each with its own words."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from detente.lexicon import rows
from detente.linking.coverage import Coverage, one_sided
from detente.linking.doubts import SOON, Doubt, Plainly, doubts, named_by, names, plainly, sides
from detente.linking.lengths import length
from detente.linking.meetings import unshared
from detente.linking.occurrences import Group
from detente.linking.reports import origins
from detente.linking.traces import DURATIONS, Trace
from detente.linking.wording import changed, concepts, contains, exchanged, likeness, sentence
from detente.records import (
    Article,
    DateRange,
    Difference,
    DifferenceKind,
    Findings,
    Link,
    Side,
    Span,
    Statement,
    Target,
    make_id,
    side,
    worn_id,
)

_SOON = 3  # days between two reports beyond which another figure is an update, not a difference
PRETEXT_DAYS = 7
"""Days in which a report of a pretext speaks of what others have just told."""
_TELLING = 1.9  # weight of shared words from which two sentences tell of one thing
_BESIDE = 20  # characters before an event in which a word of doubt speaks of it
_ROUNDED = 1.15  # durations that differ by less are one duration, rounded


def find_differences(groups: Sequence[Group], findings: Sequence[Findings], links: Sequence[Link]) -> list[Difference]:
    """Return what the reports of each occurrence tell differently, what only one side tells, and what cannot be; of two
    with one id the last counts."""
    traces: dict[str, list[Trace]] = {}
    for trace in (trace for group in groups for trace in group.members):
        traces.setdefault(trace.article.id, []).append(trace)
    read = Coverage(findings, origins(links), lambda found: traces.get(found.article.id, ()))
    said = {s.id: (s, f.article) for f in findings for s in f.statements}
    shelf = {one.article.id: one for one in findings}
    found = [difference for group in groups for difference in (*of_group(group), *of_meeting(group, shelf.get))]
    found.extend(told_by_one(groups, read))
    found.extend(difference for one in findings for difference in impossible(one))
    found.extend(quoted(said.get, links))
    told = {side.article for one in found if one.kind == "frame" for side in one.sides}
    plain = [group for group in groups if told_plainly(group.members[0])]
    accused = (pretext(article, span, plain) for one in findings for article, span in under_pretext(one))
    found.extend(one for one in accused if one is not None and not {side.article for side in one.sides} <= told)
    found.extend(doubted(findings, findings, origins(links)))
    return found


def about(group: Group) -> Target:
    """Return the fact that a group makes, by the id that it wears."""
    return Target("facts", worn_id("facts", group.members[0].event.id))


def of_group(group: Group) -> Iterator[Difference]:
    """Yield what the reports of one occurrence tell differently, one difference a kind."""
    if len(group.members) < 2:
        return
    told = _each_outlet(group)
    for kind, (read, differ) in _READERS.items():
        sides = [(t, value) for t in told if (value := read(t)) is not None]
        apart = [pair for pair in combinations(sides, 2) if _of_two(*pair) and differ(pair[0][1], pair[1][1])]
        if apart:
            kept = [side for side in sides if any(side in pair for pair in apart)]
            yield _difference(kind, about(group), [_side_of(kind, t, value) for t, value in kept])


def told_by_one(groups: Iterable[Group], read: Coverage) -> Iterator[Difference]:
    """Yield a difference for each occurrence that only one side's outlets tell."""
    for group, told, silent, why in one_sided(groups, read):
        yield _difference("one_sided", about(group), [told, silent], why)


def of_meeting(group: Group, read: Callable[[str], Findings | None]) -> Iterator[Difference]:
    """Yield what only the reports of one side tell that was said at a meeting; ``read`` gives an article's findings."""
    for one in unshared(group, read):
        yield _difference("one_sided", about(group), [one.told, one.other], one.why, one.statement.id)


def doubted(
    findings: Iterable[Findings], others: Iterable[Findings], copies: Mapping[str, str]
) -> Iterator[Difference]:
    """Yield where ``findings`` name with distance what reports by outlets of another country, among ``others``, tell
    plainly within days, each outlet once; wire copies (``copies``) don't count."""
    days: dict[int, list[Findings]] = {}
    for found in others:
        if found.article.published is not None and found.article.id not in copies:
            days.setdefault(found.article.published.toordinal(), []).append(found)
    doubted_in = cache(lambda number: [*doubts(number)])
    told_in = cache(lambda number: frozenset(concepts(number.article.text)))
    for found in findings:
        article = found.article
        if article.published is None or article.outlet_country is None or article.id in copies:
            continue
        day = article.published.toordinal()
        near = [one for on in range(day - SOON, day + SOON + 1) for one in days.get(on, ())]
        foreign = [one for one in near if one.article.outlet_country not in (None, article.outlet_country)]
        for doubt in doubted_in(found) if foreign else ():
            named = named_by(doubt)
            before = (one for one in near if one.article.outlet == article.outlet and _before(one, found))
            if any(names(named_by(old), named) for one in before for old in doubted_in(one)):
                continue
            yield from _doubted(found, doubt, [one for one in foreign if names(told_in(one), named)])


def _before(one: Findings, other: Findings) -> bool:
    a, b = ((found.article.published, found.article.id) for found in (one, other))
    return a[0] is not None and b[0] is not None and a < b


def _doubted(found: Findings, doubt: Doubt, others: Sequence[Findings]) -> Iterator[Difference]:
    plain = plainly(doubt, others)
    target = _told_at(plain) if plain is not None else None
    if plain is not None and target is not None:
        told = sides(doubt, plain)
        why = f"{told[0].outlet} tells plainly of “{doubt.words}”; {told[1].outlet} names it {doubt.how}"
        yield _difference("frame", target, told, why, found.article.id, doubt.words)


def _told_at(plain: Plainly) -> Target | None:
    """The event, else the statement, that the sentence tells."""
    start, end = plain.span
    for table, rows_ in (("events", plain.found.events), ("statements", plain.found.statements)):
        for row in rows_:
            if row.start < end and start < row.end:
                return Target(table, row.id)
    return None


def _each_outlet(group: Group) -> list[Trace]:
    """The voices of a group: each event of each report, of wire copies those of the first."""
    kept: dict[tuple[str, bool, int], Trace] = {}
    texts: dict[str, str] = {}
    for trace in group.members:
        if texts.setdefault(trace.origin, trace.article.id) == trace.article.id:
            kept.setdefault((trace.article.id, trace.denied, trace.event.start), trace)
    return list(kept.values())


def _of_two(left: tuple[Trace, str], right: tuple[Trace, str]) -> bool:
    """True where two outlets tell it at about the same time: what one of them or a later report tells is an update."""
    a, b = left[0], right[0]
    return a.article.outlet != b.article.outlet and abs(a.published - b.published) <= _SOON


def _side(trace: Trace, value: str) -> Side:
    return Side(trace.article.outlet, trace.article.id, (trace.event.start, trace.event.end), value)


def _side_of(kind: DifferenceKind, trace: Trace, value: str) -> Side:
    """The side with the words that tell the value: how long a meeting lasted may stand in the next sentence."""
    told = length(trace.article.text, trace.event.start, trace.event.end) if kind == "count" else None
    if told is None or any(magnitude.unit in DURATIONS for magnitude in trace.event.magnitudes):
        return _side(trace, value)
    return Side(trace.article.outlet, trace.article.id, told[2:], value)


def _difference(
    kind: DifferenceKind, target: Target, sides: Sequence[Side], why: str | None = None, *more: str
) -> Difference:
    """A difference; ``more`` is what tells it from others of its kind about the same row."""
    values = "; ".join(dict.fromkeys(f"{side.outlet}: {side.value}" for side in sides))
    key = make_id("differences", kind, target.table, target.id, *more)
    return Difference(key, kind, target, tuple(sides), why or values)


# --- what a report says of each ---------------------------------------------------------------------------


def _date(trace: Trace) -> str | None:
    when = trace.event.when
    if not trace.exact or trace.event.modality != "actual" or when is None or when.start is None:
        return None
    return when.start.isoformat()


def _far(left: str, right: str) -> bool:
    """True where two days lie more than a day apart: a day is the difference of two time zones."""
    a, b = (dt.date.fromisoformat(text) for text in (left, right))
    return abs((a - b).days) > 1


def _count(trace: Trace) -> str | None:
    told = (*trace.counts, *trace.durations)
    return ", ".join(f"{count:g} {unit}{'' if count == 1 else 's'}" for unit, count in told) or None


def _other_figure(left: str, right: str) -> bool:
    parts = ((part.partition(" ") for part in text.split(", ")) for text in (left, right))
    a, b = ({unit.removesuffix("s"): float(count) for count, _, unit in one} for one in parts)
    for unit in a.keys() & b.keys():
        high, low = max(a[unit], b[unit]), min(a[unit], b[unit])
        if high > low * (_ROUNDED if unit in DURATIONS else 1):
            return True
    return False


def _status(trace: Trace) -> str | None:
    if trace.event.modality != "actual" or (trace.event.type == "CONSULT" and not trace.exact):
        return None
    return "it did not happen" if trace.denied else "it happened"


def _initiator(trace: Trace) -> str | None:
    country = side(trace.event.initiator)
    return f"at the request of {country}" if country is not None and not trace.denied else None


def _frame(trace: Trace) -> str | None:
    if trace.denied or trace.event.modality != "actual" or trace.event.type == "CONSULT":
        return None
    text, start = _text(trace).lower(), trace.event.start
    named = trace.article.text[max(0, start - _BESIDE) : trace.event.end].lower()
    for row in rows("frames"):
        doubted = row["frame"] == "doubt" and contains(named, row["cue"])
        if doubted or (row["frame"] != "doubt" and trace.event.stance == "alleged" and contains(text, row["cue"])):
            return row["frame"]
    return "allegation" if trace.event.stance == "alleged" else "fact"


def _cause(trace: Trace) -> str | None:
    if trace.family not in ("SANCTION", "ASSAULT") or trace.event.modality != "actual":
        return None
    text = _text(trace)
    lowered = text.lower()
    for row in rows("causes"):
        if contains(lowered, row["cue"]):
            reason = text[lowered.find(row["cue"]) + len(row["cue"]) :].split(". ")[0].strip(" .,;")
            return reason if _weight(reason) >= 1 else None
    return None


def _weight(text: str) -> float:
    return max(concepts(text).values(), default=0.0)


def _other_cause(left: str, right: str) -> bool:
    a, b = concepts(left), concepts(right)
    return not any(a[word] >= 1 for word in a.keys() & b.keys())


def _text(trace: Trace) -> str:
    start, end = sentence(trace.article.text, trace.event.start, trace.event.end)
    return trace.article.text[start:end]


def _unequal(left: str, right: str) -> bool:
    return left != right


_READERS: dict[DifferenceKind, tuple[Callable[[Trace], str | None], Callable[[str, str], bool]]] = {
    "date": (_date, _far),
    "count": (_count, _other_figure),
    "actor": (_initiator, _unequal),
    "status": (_status, _unequal),
    "frame": (_frame, _unequal),
    "cause": (_cause, _other_cause),
}


# --- dates that cannot be, words that are quoted otherwise ------------------------------------------------


def impossible(found: Findings) -> Iterator[Difference]:
    """Yield a difference for each day that a report gives and that cannot be."""
    for event in found.events:
        if event.when is not None and event.when.flag == "impossible":
            yield _impossible(found, event.id, event.start, event.end, event.when)


def _impossible(found: Findings, event: str, start: int, end: int, when: DateRange) -> Difference:
    likely = f", likely {when.likely[0].isoformat()} to {when.likely[1].isoformat()}" if when.likely else ""
    side = Side(found.article.outlet, found.article.id, (start, end), f"{when.text}{likely}")
    why = f'"{when.text}" cannot be in a report of {found.article.published}{likely}'
    return _difference("impossible", Target("events", event), [side], why)


def pretext(article: Article, span: Span, plain: Sequence[Group]) -> Difference | None:
    """Return that a deed which one outlet tells plainly is told here, within days, as done under a pretext."""
    words = concepts(article.text[slice(*span)])
    told = []
    for number, group in enumerate(plain):
        first = group.members[0]
        apart = article.published.toordinal() - first.published if article.published else -1
        alike = likeness(words, concepts(_text(first))) if 0 <= apart <= PRETEXT_DAYS else None
        if alike is not None and alike.shared >= _TELLING:
            told.append((alike.shared, alike.score, -number))
    if not told:
        return None
    group = plain[-max(told)[2]]
    if article.outlet in {trace.article.outlet for trace in group.members}:
        return None
    sides = [_side(group.members[0], "fact"), Side(article.outlet, article.id, span, "pretext")]
    return _difference("frame", about(group), sides)


def told_plainly(trace: Trace) -> bool:
    """True where a report tells of a deed that others may call one done under a pretext."""
    return trace.event.deed and not trace.denied and trace.family in ("SANCTION", "ASSAULT", "MOBILIZE")


@cache
def _pretext_cues() -> re.Pattern[str]:
    cues = "|".join(re.escape(row["cue"]) for row in rows("frames") if row["frame"] == "pretext")
    return re.compile(rf"\b(?:{cues})\b", re.IGNORECASE)


def under_pretext(found: Findings) -> Iterator[tuple[Article, Span]]:
    """Yield each sentence of an article that speaks of a pretext."""
    for match in _pretext_cues().finditer(found.article.text):
        yield found.article, sentence(found.article.text, *match.span())


def quoted(said: Callable[[str], tuple[Statement, Article] | None], links: Iterable[Link]) -> Iterator[Difference]:
    """Yield where two outlets quote one utterance in other words, or one goes beyond the words that the other quotes;
    ``said`` gives a statement by its id."""
    for link in links:
        if link.kind != "same" or link.left.table != "statements":
            continue
        ends = [end for row in (link.left.id, link.right.id) if (end := said(row)) is not None]
        if len(ends) < 2 or ends[0][1].outlet == ends[1][1].outlet:
            continue
        why = _beyond(*ends) if {s.kind for s, _ in ends} != {"direct"} else _exchanged(*ends)
        if why is not None:
            told = [Side(article.outlet, s.article, s.spans[0], _words(s, article.text)) for s, article in ends]
            translated = " (one is a translation)" if any(s.wording == "translated" for s, _ in ends) else ""
            yield _difference("wording", link.left, told, why + translated)


def _exchanged(left: tuple[Statement, Article], right: tuple[Statement, Article]) -> str | None:
    swapped = exchanged(*(_words(statement, article.text) for statement, article in (left, right)))
    pairs = "; ".join(f"“{one}” / “{other}”" for one, other in swapped)
    return f"quoted otherwise: {pairs}" if pairs else None


def _beyond(left: tuple[Statement, Article], right: tuple[Statement, Article]) -> str | None:
    """What a paraphrase says that is not in the words that the other outlet quotes."""
    (quote, quoting), (told, telling) = sorted((left, right), key=lambda end: end[0].kind != "direct")
    if quote.kind != "direct" or told.kind != "indirect":
        return None
    added, _ = changed(_words(quote, quoting.text), _words(told, telling.text))
    return f"{telling.outlet} goes beyond the words that {quoting.outlet} quotes: “{added}”" if added else None


def _words(statement: Statement, text: str) -> str:
    return " ".join(text[start:end] for start, end in statement.spans)
