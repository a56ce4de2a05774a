"""What of the record bears on a case: facts that match a pattern after it was said, restatements, answers, coverage."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from detente.facts import known
from detente.lexicon import load, rows
from detente.linking.traces import side
from detente.linking.wording import concepts, contains, likeness, sentence
from detente.records import (
    Actor,
    Article,
    Case,
    Coverage,
    DateRange,
    Day,
    Event,
    Evidence,
    EvidenceRole,
    Fact,
    Link,
    Part,
    Pattern,
    Proposition,
    Statement,
)

_KIN = {"SANCTION": "COERCE", "COERCE": "SANCTION", "AID": "SUPPORT"}
_SLACK = 3  # days by which a deed may miss a stated window
_BREATH = 250  # characters after a threat within which a deed is told in one breath with it


@dataclass(frozen=True, slots=True)
class Record:
    """All that was known on a day."""

    as_of: Day | None
    shelf: Mapping[str, Article]
    facts: tuple[Fact, ...]
    events: Mapping[str, Event]
    statements: Mapping[str, Statement]
    propositions: Mapping[str, Proposition]
    links: tuple[Link, ...]

    @property
    def today(self) -> Day | None:
        """The day of the view, or the last publication day."""
        return self.as_of or max((a.published for a in self.shelf.values() if a.published), default=None)


@dataclass(frozen=True, slots=True)
class Match:
    """A fact that fits a pattern: when it was done, how far, and why it fits."""

    fact: Fact
    done: Day
    partial: bool
    why: str


def record(
    facts: Iterable[Fact],
    events: Iterable[Event],
    statements: Iterable[Statement],
    propositions: Iterable[Proposition],
    links: Iterable[Link],
    articles: Iterable[Article],
    as_of: Day | None,
) -> Record:
    """Return what of all that was known by ``as_of``."""
    shelf = known(articles, as_of)
    return Record(
        as_of=as_of,
        shelf=shelf,
        facts=tuple(sorted(facts, key=lambda fact: fact.id)),
        events={e.id: e for e in events if e.article in shelf},
        statements={s.id: s for s in statements if s.article in shelf},
        propositions={p.id: p for p in propositions if p.article in shelf},
        links=tuple(link for link in links if as_of is None or (link.known_on is not None and link.known_on <= as_of)),
    )


# --- facts that match -------------------------------------------------------------------------------------


def matches(part: Part, case: Case, record: Record) -> list[Match]:
    """Return the facts done after the case was first said, within its window, that fit the pattern of ``part``."""
    pattern = aimed(part, case)
    if pattern is None or case.first_said is None or not pattern.types:
        return []
    part = replace(part, pattern=pattern)
    found = []
    for fact in record.facts:
        if (done := done_on(fact, record)) is None:
            continue
        day, told = done
        if told <= case.first_said or not _within(fact, day, case):
            continue
        if (why := fits(part, fact, record)) is not None:
            found.append(Match(fact, day, _short_of(part, fact), why))
    return sorted(found, key=lambda match: (match.done, match.fact.id))


def aimed(part: Part, case: Case) -> Pattern | None:
    """Return the pattern of ``part``; what a maker commits to is his side's act, whatever side is named first."""
    pattern = part.pattern
    if pattern is None or (pattern.source is not None and pattern.source == pattern.target):
        return None
    maker = side(case.maker)
    if part is not case.outcome or case.kind not in ("threat", "promise", "offer") or maker is None:
        return pattern
    if pattern.source is None or pattern.source == maker:
        return replace(pattern, source=maker)
    return replace(pattern, source=maker, target=pattern.source if pattern.target == maker else pattern.target)


def done_on(fact: Fact, record: Record) -> tuple[Day, Day] | None:
    """Return the (last possible) day on which the fact was done and the day it was first told as done, or None."""
    told = [
        published
        for member in fact.members
        if (event := record.events.get(member)) is not None
        and event.deed
        and event.stance not in ("alleged", "denied")
        and (published := record.shelf[event.article].published) is not None
    ]
    if not told:
        return None
    end = fact.when.end if fact.when is not None else None
    return min(filter(None, (end, min(told)))), min(told)


def _within(fact: Fact, day: Day, case: Case) -> bool:
    """True where the fact lies after the case was said and within the window, as far as the days are known."""
    assert case.first_said is not None
    if day < case.first_said:
        return False
    if case.window is None:
        return True
    slack = dt.timedelta(days=_SLACK)
    start = fact.when.start if fact.when is not None and fact.when.start is not None else case.first_said
    late = case.window.end is not None and start > case.window.end + slack
    early = case.window.start is not None and day < case.window.start - slack
    return not (late or early)


def fits(part: Part, fact: Fact, record: Record) -> str | None:
    """Return why the fact is what ``part`` names, None where it isn't or where the pattern says too little."""
    pattern = part.pattern
    if pattern is None or not (fact.type in pattern.types or _KIN.get(fact.type) in pattern.types):
        return None
    sources, targets = _countries(fact.source), _countries(fact.target)
    if fact.symmetric:
        sources = targets = sources | targets
    if (pattern.source and pattern.source not in sources) or (pattern.target and pattern.target not in targets):
        return None
    if not _same_people(part.actor, fact):
        return None
    told = " ".join(_told(fact, record))
    if pattern.issue and pattern.issue not in load().issues(told):
        return None
    alike = likeness(concepts(part.text), concepts(told))
    narrow = len(pattern.types) <= 2 and bool(pattern.source) and bool(pattern.target or pattern.issue)
    if alike.shared + _talks(part, fact) < (1.0 if narrow else 2.0):
        return None
    sides = " and ".join(filter(None, (pattern.source, pattern.target)))
    words = f", both say {', '.join(alike.words[:4])}" if alike.words else ""
    return f"{fact.type}{' by ' + sides if sides else ''}{words}"


def _talks(part: Part, fact: Fact) -> float:
    """Return the weight of one shared word where the outcome is to talk and the fact is a meeting of such people."""
    text = part.text.lower()
    if fact.type != "CONSULT" or any(contains(text, cue) for cue in _cues("delegates")):
        return 0.0
    return float(any(contains(text, cue) for cue in _cues("talks")))


def _countries(actors: Sequence[Actor]) -> set[str]:
    return {who for actor in actors if (who := side(actor)) is not None}


def _same_people(actor: Actor | None, fact: Fact) -> bool:
    """False where a person is named for the side of ``actor`` in the fact, but another one (meetings only)."""
    if fact.type != "CONSULT" or actor is None or actor.named != "person":
        return True
    people = [a.id for a in (*fact.source, *fact.target) if a.named == "person" and side(a) == side(actor)]
    return not people or actor.id in people


def _told(fact: Fact, record: Record) -> list[str]:
    """The sentences that tell the fact, each wording once."""
    found = []
    for member in fact.members:
        if (event := record.events.get(member)) is not None:
            text = record.shelf[event.article].text
            start, end = sentence(text, event.start, event.end)
            found.append(text[start:end])
    return list(dict.fromkeys(found))


def _short_of(part: Part, fact: Fact) -> bool:
    """True where the words name a figure and every figure of the fact stays below it."""
    wanted = [float(word) for word in concepts(part.text) if word.isdecimal() and int(word) < 1900]
    return bool(wanted and fact.magnitudes) and max(m.count for m in fact.magnitudes) < max(wanted)


# --- told with its outcome --------------------------------------------------------------------------------


def in_one_breath(case: Case, record: Record) -> Event | None:
    """Return the deed that the first report tells right after the threat or promise as already done, or None."""
    first = next((record.propositions[m] for m in case.members if m in record.propositions), None)
    pattern = aimed(case.outcome, case)
    if first is None or pattern is None or pattern.negated or pattern.source is None or case.kind == "forecast":
        return None
    for event in sorted(record.events.values(), key=lambda e: (e.start, e.id)):
        if event.article != first.article or not event.deed or event.end <= first.end:
            continue
        if event.start > first.end + _BREATH or "\n" in record.shelf[event.article].text[first.end : event.end]:
            continue
        kind = event.type in pattern.types or _KIN.get(event.type) in pattern.types
        if kind and pattern.source in _countries(event.source) and _may_target(pattern, event):
            return event
    return None


def _may_target(pattern: Pattern, event: Event) -> bool:
    return pattern.target is None or not event.target or pattern.target in _countries(event.target)


# --- words: repetition and answers ------------------------------------------------------------------------


@cache
def _cues(test: str) -> tuple[str, ...]:
    return tuple(row["cue"] for row in rows("outcomes") if row["test"] == test)


def foretells_words(case: Case) -> bool:
    """True where what is foretold is that something will be said again."""
    text = case.outcome.text.lower()
    return case.kind == "forecast" and any(contains(text, cue) for cue in _cues("repetition"))


def repetitions(case: Case, record: Record) -> list[tuple[Link, Day]]:
    """Return the restatements that came after the forecast and within its window: by the side that it is about, or,
    where it names none, of what the same report has others say."""
    who = case.outcome.pattern.source if case.outcome.pattern is not None else None
    who = who or side(case.outcome.actor) or side(case.addressee)
    if case.first_said is None:
        return []
    homes = {record.propositions[m].article for m in case.members if m in record.propositions}
    found = []
    for link in record.links:
        if link.kind != "restates" or link.right.id not in record.statements or link.left.id not in record.statements:
            continue
        earlier, later = record.statements[link.left.id], record.statements[link.right.id]
        if not (side(later.speaker) == who if who else earlier.article in homes and not _by_maker(earlier, case)):
            continue
        before, day = record.shelf[earlier.article].published, record.shelf[later.article].published
        if before and day and before <= case.first_said < day and _in_time(day, case):
            found.append((link, day))
    return sorted(found, key=lambda pair: (-pair[0].score, pair[1], pair[0].id))


def _by_maker(statement: Statement, case: Case) -> bool:
    return statement.speaker is not None and case.maker is not None and statement.speaker.id == case.maker.id


def _in_time(day: Day, case: Case) -> bool:
    """True where ``day`` lies in the window; it may be missed by a quarter of its distance."""
    window = case.window
    if window is None or case.first_said is None:
        return True
    early = (window.start - case.first_said) / 4 if window.start else dt.timedelta()
    slack = max(early, dt.timedelta(days=_SLACK))
    return not ((window.start and day < window.start - slack) or (window.end and day > window.end + slack))


def answers(case: Case, record: Record) -> list[Link]:
    """Return the known answers to any member of the case, best first."""
    members = set(case.members)
    found = [link for link in record.links if link.kind == "answers" and link.left.id in members]
    return sorted(found, key=lambda link: (-link.score, link.id))


# --- silence ----------------------------------------------------------------------------------------------


def coverage(case: Case, record: Record) -> Coverage:
    """Return what was read of the time after the case was first said."""
    return coverage_after(case.first_said, record)


def coverage_after(day: Day | None, record: Record) -> Coverage:
    """Return what was read that was published after ``day``."""
    after = [a for a in record.shelf.values() if day is not None and a.published is not None and a.published > day]
    by_side = Counter(a.outlet_country or "unknown" for a in after)
    return Coverage(
        len(after), tuple(sorted(by_side.items())), max((a.published for a in after if a.published), default=None)
    )


def piece(table: str, row_id: str, role: EvidenceRole) -> Evidence:
    """Return one piece of evidence."""
    return Evidence(table, row_id, role)


def when_text(match: Match) -> str:
    """Return the day of a match in words."""
    when = match.fact.when
    if when is None or when.start is None or when.end is None:
        return f"reported {match.done}"
    return f"on {when.start}" if when.start == when.end else f"between {when.start} and {when.end}"


def window_text(window: DateRange | None) -> str:
    """Return the window in words."""
    if window is None:
        return "no stated window"
    return f"window {window.start or '…'} to {window.end or '…'}"
