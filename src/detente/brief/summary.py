"""A view of the ledger -> the brief: one page that leads with where the relation stands, ranked and folded."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from detente.book.query import day_of
from detente.book.view import View, row_of
from detente.brief import lines
from detente.brief.issues import contrast_lines, issue_lines
from detente.brief.lines import Line, Quote
from detente.brief.rules import rule_lines
from detente.brief.scope import (
    Scope,
    countries,
    fact_day,
    in_memory,
    inside,
    is_new,
    members,
    named,
    propositions,
    scope,
)
from detente.brief.standing import read, standing
from detente.brief.weights import fold_key, of_case, of_difference, of_fact, of_group, of_statement
from detente.issues import Contrast, Position, contrasts, positions
from detente.issues.contrasts import manner
from detente.records import Case, Fact, Statement, Tally, Verdict
from detente.sources import tallies

MOST = {  # lines a section; what is left out is counted, and the verb lists all of it
    "What changed lately": (6, "facts"),
    "Open cases to watch": (4, "cases --word pending"),
    "Tested": (3, "cases"),
    "Deeds before that": (3, "facts"),
    "Words beside deeds": (2, "brief --format json"),
    "Common ground and grievances": (2, "brief --format json"),
    "Rules kept": (2, "cases"),
    "New statements": (3, "statements"),
    "Where the reports differ": (2, "differences"),
}
R = TypeVar("R")
_SURE = 0.6  # score from which an act within a statement counts
_NEW = "New statements"
_ALIKE = 2  # statements of one speaker, and of one report, on a page


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; ``more`` is how many were left out and ``verb`` lists them; ``note`` says what else."""

    title: str
    verb: str
    lines: tuple[Line, ...]
    more: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole page; ``since`` is the day from which a thing is new."""

    title: str
    as_of: dt.date | None
    since: dt.date | None
    read: str
    standing: tuple[str, ...]
    sections: tuple[Section, ...]
    contrasts: tuple[Contrast, ...]
    positions: tuple[Position, ...]
    sources: tuple[Tally, ...]
    versions: str


def summarize(view: View, between: tuple[str, str] | None = None, since: dt.date | None = None) -> Brief:
    """Return the brief of a view, of all relations in it or of that between two countries; ``since`` is the day from
    which a thing is new, by default 30 days before the view's day."""
    of = scope(view, between, since)
    facts = [fact for fact in view.facts if inside(of, fact) and members(of, fact)]
    cases = [case for case in view.cases if inside(of, case) and propositions(of, case)]
    statements = [row for row in view.statements if row.attitude == "speech" and inside(of, row)]
    held = positions([row for row in statements if in_memory(of, day_of(view, row))], view.articles)
    beside = _contrasts(of, facts, held)
    shown: dict[str, tuple[Sequence[Line], int]] = _facts(of, facts, _tested(of, cases))
    shown["Open cases to watch"] = _open(of, cases)
    shown["Words beside deeds"] = contrast_lines(of, beside, MOST["Words beside deeds"][0])
    shown["Common ground and grievances"] = issue_lines(of, held, MOST["Common ground and grievances"][0])
    shown["Rules kept"] = rule_lines(of, MOST["Rules kept"][0])
    fresh = [row for row in statements if is_new(of, day_of(view, row))]
    again = _told_again(of)
    shown[_NEW] = _statements(of, [row for row in fresh if row.id not in again], again, held)
    folded = sum(row.id in again for row in fresh)
    shown["Where the reports differ"] = _differences(of)
    sections = tuple(
        Section(title, verb, tuple(shown[title][0]), shown[title][1], _folded(folded) if title == _NEW else "")
        for title, (_, verb) in MOST.items()
        if shown[title][0]
    )
    return Brief(
        " – ".join(map(named, of.pair)) + ("" if of.asked else " and others") if of.pair else "All relations",
        of.today,
        of.since,
        read(of),
        standing(of, facts, cases),
        quoted_once(sections),
        tuple(beside),
        held,
        tallies(view.articles.values(), statements),
        _versions(view),
    )


def quoted_once(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections with each sentence quoted once: below, the row that it came from is enough."""
    seen: set[str] = set()
    kept = []
    for section in sections:
        told = []
        for line in section.lines:
            quotes = tuple(_again(one) if one.words in seen else one for one in line.quotes)
            seen.update(one.words for one in line.quotes if one.words)
            told.append(replace(line, quotes=quotes))
        kept.append(replace(section, lines=tuple(told)))
    return tuple(kept)


def _again(one: Quote) -> Quote:
    return replace(one, words="", sources=(*one.sources, "quoted above"))


# --- deeds and decided cases ------------------------------------------------------------------------------


def _facts(
    of: Scope, facts: Sequence[Fact], tested: Sequence[tuple[Line, bool]]
) -> dict[str, tuple[Sequence[Line], int]]:
    """The sections that tell what was done: lately, tested, before; nothing stands on the page twice."""
    folded: dict[tuple[object, ...], list[tuple[float, Fact]]] = {}
    for fact in facts:
        folded.setdefault(fold_key(of, fact), []).append((of_fact(of, fact), fact))
    groups = [sorted(group, key=lambda pair: (-pair[0], pair[1].id)) for group in folded.values()]
    groups.sort(key=lambda group: (-of_group([weight for weight, _ in group]), group[0][1].id))
    recent = [group for group in groups if _is_recent(of, group[0][1])]
    most = MOST["What changed lately"][0]
    decided = [line for line, new in tested if new][:2]
    told = [lines.of_fact(of, group[0][1], [f for _, f in group[1:]]) for group in recent[: most - len(decided)]]
    lately = sorted([*told, *decided], key=_when)
    seen = {line.id for line in lately}
    rest = [line for line, _ in tested if line.id not in seen]
    before = [g for g in groups if not _is_recent(of, g[0][1]) and manner(g[0][1].type, None) != "verbal"]
    room = MOST["Tested"][0]
    past = _balanced(before, lambda g: g[0][1].type == "CONSULT", MOST["Deeds before that"][0])
    return {
        "What changed lately": (lately, max(0, sum(map(len, recent)) - sum(1 + line.more for line in told))),
        "Tested": (rest[:room], sum(1 + line.more for line in rest[room:])),
        "Deeds before that": (
            sorted((lines.of_fact(of, g[0][1], [f for _, f in g[1:]]) for g in past), key=_when),
            sum(map(len, before)) - sum(map(len, past)),
        ),
    }


def _is_recent(of: Scope, fact: Fact) -> bool:
    """True for what was done, agreed or reported lately, and for talks that lie ahead."""
    day = fact_day(fact)
    ahead = day is not None and of.today is not None and day > of.today and is_new(of, fact.last_reported)
    return is_new(of, day) or ahead


def _when(line: Line) -> str:
    return line.day.removeprefix("by ").removeprefix("until ").removeprefix("from ") or "9999"


# --- cases ------------------------------------------------------------------------------------------------


def _tested(of: Scope, cases: Iterable[Case]) -> list[tuple[Line, bool]]:
    """Decided cases by weight, those that one deed decided under one line; and whether that was lately."""
    decided = [case for case in cases if of.view.verdict_on[case.id].word not in ("pending", "undecidable")]
    groups: dict[tuple[object, ...], list[Case]] = {}
    for case in _weighed(of, decided):
        verdict = of.view.verdict_on[case.id]
        proof = next((one.id for one in verdict.evidence if one.role != "condition"), case.id)
        groups.setdefault((verdict.word == "disputed", proof), []).append(case)
    found = []
    for first, *more in groups.values():
        verdict = of.view.verdict_on[first.id]
        found.append((lines.of_tested(of, first, verdict, more), _newly(of, verdict)))
    return found


def _weighed(of: Scope, cases: Iterable[Case]) -> list[Case]:
    weights = {case: of_case(of, case, of.view.verdict_on[case.id]) for case in cases}
    return sorted(weights, key=lambda case: (-weights[case], case.id))


def _newly(of: Scope, verdict: Verdict) -> bool:
    """True where the row that decides was reported lately."""
    rows = [row_of(of.view, one.id) for one in verdict.evidence if one.role != "condition"]
    days = [fact_day(row) if isinstance(row, Fact) else day_of(of.view, row) for row in rows if row is not None]
    return verdict.word not in ("told_with_outcome", "disputed") and any(is_new(of, day) for day in days)


def _open(of: Scope, cases: Iterable[Case]) -> tuple[Sequence[Line], int]:
    """Open cases by weight; those of one kind between the same sides that wait for the like are one line."""
    groups: dict[tuple[object, ...], list[Case]] = {}
    for case in _weighed(of, [case for case in cases if is_open(of, case)]):
        waits = case.outcome.pattern.types if case.outcome.pattern else ()
        sides = countries(case.maker), countries(case.addressee)
        groups.setdefault((case.kind, sides, waits[:1], case.condition is None), []).append(case)
    most, rows = MOST["Open cases to watch"][0], list(groups.values())
    chosen = _balanced(rows, lambda row: countries(row[0].maker), most)
    told = [lines.of_case(of, first, of.view.verdict_on[first.id], more) for first, *more in chosen]
    return told, sum(map(len, rows)) - sum(map(len, chosen))


def _balanced(rows: Sequence[R], side: Callable[[R], object], most: int) -> list[R]:
    """The first ``most`` rows in order, where others are there no more than half of one side."""
    chosen: list[R] = []
    for row in rows:
        if len(chosen) < most and sum(side(one) == side(row) for one in chosen) < (most + 1) // 2:
            chosen.append(row)
    rest = [row for row in rows if row not in chosen]
    kept = [*chosen, *rest[: most - len(chosen)]]
    return [row for row in rows if row in kept]


def is_open(of: Scope, case: Case) -> bool:
    """True for a case that is undecided and names something that could be seen to happen."""
    pending = of.view.verdict_on[case.id].word == "pending"
    return pending and any(one.testable for one in propositions(of, case))


# --- words ------------------------------------------------------------------------------------------------


def _contrasts(of: Scope, facts: Iterable[Fact], held: Sequence[Position]) -> list[Contrast]:
    """The words and deeds of the two sides, towards each other where they were asked for, else towards anyone."""
    pair = set(of.pair)
    deeds = [fact for fact in facts if in_memory(of, fact_day(fact)) and pair & set(countries(*fact.source))]
    members_ = {id_ for fact in deeds for id_ in fact.members}
    near = {one.article for one in held}
    events = [
        event
        for event in of.view.events
        if in_memory(of, of.view.articles[event.article].published)
        and (event.id in members_ or event.article in near or pair & set(countries(*event.source)))
    ]
    found = contrasts(deeds, events, of.view.statements, of.view.articles, held)
    return [one for one in found if one.side in pair and (one.towards in pair or one.words[0].assures)]


def _folded(restated: int) -> str:
    return f"{restated} restatement{'' if restated == 1 else 's'} of earlier ones folded away" if restated else ""


def _statements(
    of: Scope, new: Sequence[Statement], again: Mapping[str, str], held: Iterable[Position]
) -> tuple[Sequence[Line], int]:
    """New statements by weight, each told once; with how many restate it or tell it again (``again``)."""
    repeats: dict[str, int] = {}
    for first in again.values():
        repeats[first] = repeats.get(first, 0) + 1
    position = {one.statement for one in held}
    weighed = sorted(
        ((of_statement(of, row, row.id in position), row) for row in new), key=lambda one: (-one[0], one[1].id)
    )
    chosen: list[Statement] = []
    for weight, row in weighed:
        by_one = [one for one in chosen if one.speaker == row.speaker or _same_person(one, row)]
        of_one = [one for one in chosen if one.article == row.article]
        if (
            weight > 0
            and len(by_one) < _ALIKE
            and len(of_one) < _ALIKE
            and not any(_overlap(one, row) for one in of_one)
        ):
            chosen.append(row)
        if len(chosen) == MOST["New statements"][0]:
            break
    told = [lines.of_statement(of, row, repeats.get(row.id, 0)) for row in chosen]
    return sorted(told, key=_when), max(0, len(new) - len(told))


def _told_again(of: Scope) -> Mapping[str, str]:
    """Each statement that restates an earlier one or tells it again, and the earliest that it comes back to."""
    back = {
        link.right.id: link.left.id
        for link in of.view.links
        if link.kind in ("same", "restates") and link.left.table == "statements"
    }
    found = {}
    for row_id, earlier in back.items():
        first, seen = earlier, {row_id}
        while first in back and first not in seen:
            seen.add(first)
            first = back[first]
        found[row_id] = first
    return found


def _same_person(one: Statement, other: Statement) -> bool:
    return bool(one.speaker and other.speaker and one.speaker.id and one.speaker.id == other.speaker.id)


def _overlap(one: Statement, other: Statement) -> bool:
    return any(a < d and c < b for a, b in one.spans for c, d in other.spans)


def _differences(of: Scope) -> tuple[Sequence[Line], int]:
    rows = [row for row in of.view.differences if inside(of, row_of(of.view, row.about.id))]
    rows.sort(key=lambda row: (of_difference(row.kind), row.id))
    most = MOST["Where the reports differ"][0]
    return [lines.of_difference(of, row) for row in rows[:most]], max(0, len(rows) - most)


def _versions(view: View) -> str:
    found = sorted({(r.reader, r.lexicon, r.model) for r in view.readings if r.current and r.article in view.articles})
    return "; ".join(f"reader {reader}, lexicon {lexicon}, model {model}" for reader, lexicon, model in found)
