"""What of the record bears on a case: facts that match a pattern after it was said, restatements, answers, coverage."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from detente.facts import known
from detente.lexicon import load, rows
from detente.linking.traces import days, form, side
from detente.linking.wording import concepts, contains, likeness, sentence
from detente.records import (
    Actor,
    Article,
    Case,
    Coverage,
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
_MONTH = dt.timedelta(days=31)
_SLACK = 3  # days by which a deed may miss a stated window
_BREATH = 250  # characters after a threat within which a deed is told in one breath with it


@dataclass(frozen=True, slots=True)
class Record:
    """All that was known on a day; ``sides`` are those that each article tells of, by article id."""

    as_of: Day | None
    shelf: Mapping[str, Article]
    facts: tuple[Fact, ...]
    events: Mapping[str, Event]
    statements: Mapping[str, Statement]
    propositions: Mapping[str, Proposition]
    links: tuple[Link, ...]
    sides: Mapping[str, set[str]]

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
    told_events = {e.id: e for e in events if e.article in shelf}
    told_statements = {s.id: s for s in statements if s.article in shelf}
    sides: dict[str, set[str]] = {}
    for event in told_events.values():
        sides.setdefault(event.article, set()).update(_countries((*event.source, *event.target)))
    for statement in told_statements.values():
        sides.setdefault(statement.article, set()).update(_countries((statement.speaker, statement.addressee)))
    return Record(
        as_of=as_of,
        shelf=shelf,
        facts=tuple(sorted(facts, key=lambda fact: fact.id)),
        events=told_events,
        statements=told_statements,
        sides=sides,
        propositions={p.id: p for p in propositions if p.article in shelf},
        links=tuple(link for link in links if as_of is None or (link.known_on is not None and link.known_on <= as_of)),
    )


# --- facts that match -------------------------------------------------------------------------------------


def matches(part: Part, case: Case, record: Record) -> list[Match]:
    """Return the facts done after the case was first said, within its window, that fit the pattern of ``part``.

    A condition may also be met on the very day, by what another report tells.
    """
    pattern = aimed(part, case)
    if pattern is None or case.first_said is None or not pattern.types:
        return []
    wanted = replace(part, pattern=pattern)
    found = []
    for fact in record.facts:
        if (done := done_on(fact, record)) is None:
            continue
        day, reported = done
        same_day = reported == case.first_said and part is not case.outcome and _elsewhere(fact, case, record)
        if not (reported > case.first_said or same_day) or not _within(fact, day, case):
            continue
        if (why := fits(wanted, fact, record)) is not None:
            found.append(Match(fact, day, _short_of(part, fact), why))
    return sorted(found, key=lambda match: (match.done, match.fact.id))


def _elsewhere(fact: Fact, case: Case, record: Record) -> bool:
    return not set(fact.articles) & {record.propositions[m].article for m in case.members if m in record.propositions}


def reactions(case: Case, met: Sequence[Match], record: Record) -> list[Match]:
    """Return the deeds of the maker's side against the other, told as an answer within a month of the condition.

    Only for a case that announces an answer ("will respond") and whose condition a fact has met.
    """
    pattern = aimed(case.outcome, case)
    if pattern is None or not (pattern.source and pattern.target) or not _says("reaction", case.outcome.text):
        return []
    found = []
    for fact in record.facts:
        done = done_on(fact, record)
        hostile = fact.type in pattern.types and not fact.symmetric
        if done is None or not hostile or pattern.source not in _countries(fact.source):
            continue
        other = _countries(fact.target)
        near = any(match.done <= done[0] <= match.done + _MONTH and match.fact.id != fact.id for match in met)
        if near and (not other or pattern.target in other) and any(_says("reaction", t) for t in told(fact, record)):
            found.append(Match(fact, done[0], partial=False, why=f"{fact.type} by {pattern.source}, told as an answer"))
    return sorted(found, key=lambda match: (match.done, match.fact.id))


def aimed(part: Part, case: Case) -> Pattern | None:
    """Return the pattern of ``part``; what a maker commits to is his side's act, whatever side is named first."""
    pattern = part.pattern
    if pattern is None:
        return None
    maker, addressee = side(case.maker), side(case.addressee)
    if part is case.outcome and case.kind in ("threat", "promise", "offer") and maker is not None:
        target = pattern.source if pattern.target in (None, maker) and pattern.source != maker else pattern.target
        pattern = replace(pattern, source=maker, target=target if target not in (None, maker) else addressee)
    return None if pattern.source is not None and pattern.source == pattern.target else pattern


def done_on(fact: Fact, record: Record) -> tuple[Day, Day] | None:
    """Return the (last possible) day on which the fact was done and the day it was first told as done, or None."""
    reported = [
        published
        for member in fact.members
        if (event := record.events.get(member)) is not None
        and event.deed
        and event.stance not in ("alleged", "denied")
        and (published := record.shelf[event.article].published) is not None
    ]
    if not reported:
        return None
    end = fact.when.end if fact.when is not None else None
    return min(filter(None, (end, min(reported)))), min(reported)


def _within(fact: Fact, day: Day, case: Case) -> bool:
    """True where the fact lies after the case was said and within the window, as far as the days are known."""
    assert case.first_said is not None
    if day < case.first_said:
        return False
    if case.window is None:
        return True
    slack = dt.timedelta(days=_SLACK)
    opens, closes = window_days(case)
    start = fact.when.start if fact.when is not None and fact.when.start is not None else case.first_said
    late = closes is not None and start > closes + slack
    early = opens is not None and day < opens - slack
    return not (late or early)


def window_days(case: Case) -> tuple[Day | None, Day | None]:
    """Return the first and last day of the case's window, the likely ones where those written cannot be."""
    first, last = days(case.window)
    return dt.date.fromordinal(first) if first else None, dt.date.fromordinal(last) if last else None


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
    sentences = told(fact, record)
    if not _same_people(part.actor, fact) or not _same_form(part, fact, sentences):
        return None
    if pattern.issue and form(pattern.issue) is None and pattern.issue not in load().issues(" ".join(sentences)):
        return None
    alike = likeness(concepts(part.text), concepts(" ".join(sentences)))
    narrow = len(pattern.types) <= 2 and bool(pattern.source) and bool(pattern.target or pattern.issue)
    if alike.shared + _talks(part, fact) < (1.0 if narrow else 2.0):
        return None
    sides = " and ".join(filter(None, (pattern.source, pattern.target)))
    words = f", both say {', '.join(alike.words[:4])}" if alike.words else ""
    return f"{fact.type}{' by ' + sides if sides else ''}{words}"


def _talks(part: Part, fact: Fact) -> float:
    """Return the weight of one shared word where the outcome is to talk and the fact is a meeting of such people."""
    pattern = part.pattern
    if fact.type != "CONSULT" or pattern is None or not (pattern.source and pattern.target):
        return 0.0
    return float(_says("talks", part.text) and not _says("delegates", part.text))


def _countries(actors: Sequence[Actor | None]) -> set[str]:
    return {who for actor in actors if (who := side(actor)) is not None}


def _same_people(actor: Actor | None, fact: Fact) -> bool:
    """False where a person is named for the side of ``actor`` in the fact, but another one (meetings only)."""
    if fact.type != "CONSULT" or actor is None or actor.named != "person":
        return True
    people = [a.id for a in (*fact.source, *fact.target) if a.named == "person" and side(a) == side(actor)]
    return not people or actor.id in people


def _same_form(part: Part, fact: Fact, sentences: Sequence[str]) -> bool:
    """False for a call where a meeting in person is named, and the other way round."""
    if fact.type != "CONSULT":
        return True
    named, held = form(part.text), {form(text) for text in sentences}
    return not (named == "phone" and held == {"person"}) and not (named == "person" and "phone" in held)


def told(fact: Fact, record: Record) -> list[str]:
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


def _says(test: str, text: str) -> bool:
    lowered = text.lower()
    return any(contains(lowered, cue) for cue in _cues(test))


def foretells_words(case: Case) -> bool:
    """True where what is foretold is that something will be said again."""
    return case.kind == "forecast" and _says("repetition", case.outcome.text)


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
    if case.first_said is None:
        return True
    opens, closes = window_days(case)
    slack = max((opens - case.first_said) / 4 if opens else dt.timedelta(), dt.timedelta(days=_SLACK))
    return not ((opens and day < opens - slack) or (closes and day > closes + slack))


def answers(case: Case, record: Record) -> list[Link]:
    """Return the known answers to any member of the case, best first."""
    members = set(case.members)
    found = [link for link in record.links if link.kind == "answers" and link.left.id in members]
    return sorted(found, key=lambda link: (-link.score, link.id))


# --- silence ----------------------------------------------------------------------------------------------


def coverage(case: Case, record: Record) -> Coverage:
    """Return what was read of the time after the case was first said."""
    return coverage_after(case.first_said, record)


def heard_after(case: Case, record: Record) -> int:
    """Return how many articles published after the window closed tell of the sides that the outcome is about."""
    _, closes = window_days(case)
    pattern = aimed(case.outcome, case)
    if closes is None or case.first_said is None or closes < case.first_said or pattern is None:
        return 0
    about = {pattern.source, pattern.target} - {None}
    if not about:
        return 0
    return sum(
        article.published is not None and article.published > closes and about <= record.sides.get(article.id, set())
        for article in record.shelf.values()
    )


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


def window_text(case: Case) -> str:
    """Return the case's window in words."""
    opens, closes = window_days(case)
    if opens is None and closes is None:
        return "no stated window"
    return f"window {opens or '…'} to {closes or '…'}"
