"""Statements, events, facts -> contrasts: what a side says of the other, on an issue, beside what it does to it."""

import calendar
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import NamedTuple

from detente.issues.positions import Position, positions
from detente.lexicon import load, rows
from detente.linking.wording import sentence
from detente.records import Actor, Article, Day, Event, Fact, Statement, Target, side, sides_of

_SURE = 0.6  # score from which a verbal act or a deed counts
_ASSURANCE = "030"  # CAMEO: a side's word that it doesn't harm the other is taken as one that it means to cooperate
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!-)")
_AROUND = 300  # characters before and after in which a sentence begins and ends, as a rule
_LONG_AGO = 31  # days before its report from which a verbal act is history


@dataclass(frozen=True, slots=True)
class Sample:
    """A row that speaks for a contrast, with the sentence's place in its article, its day, its Goldstein score and how
    sure it is; ``assures`` where a side says that it doesn't mean to harm the other."""

    row: Target
    article: str
    start: int
    end: int
    on: Day
    score: float
    sure: float
    assures: bool = False


@dataclass(frozen=True, slots=True)
class Contrast:
    """What ``side`` says of ``towards`` from ``start`` to ``end`` on an issue (None: on any) beside what it does: mean
    Goldstein scores of its verbal acts and of its material deeds, and both, those that part most first."""

    side: str
    towards: str
    start: Day
    end: Day
    issue: str | None
    said: float
    done: float
    words: tuple[Sample, ...]
    deeds: tuple[Sample, ...]

    @property
    def part(self) -> bool:
        """True where words and deeds are of opposite sign on the whole."""
        return self.said * self.done < 0


Samples = dict[tuple[str, int], Sample]


class _Told(NamedTuple):
    """One sample under its heading: who towards whom, on which issues, word or deed."""

    side: str
    towards: str
    issues: tuple[str, ...]
    word: bool
    sample: Sample


def contrasts(
    facts: Iterable[Fact],
    events: Iterable[Event],
    statements: Iterable[Statement],
    articles: Mapping[str, Article],
    held: Iterable[Position] | None = None,
) -> tuple[Contrast, ...]:
    """Return for each side, month and issue, and for all issues together, its words beside its deeds, where both are
    told; the widest apart first.

    Words are verbal acts (PLOVER's, less talks) that the side itself or an outlet tells, its word that it means the
    other no harm, and what its officials call common ground or a grievance while they speak of the other. Deeds are
    facts beyond words, less harm that only the other side's outlets tell. The scores are Goldstein's (1992). ``held``
    are the positions where they are known already.
    """
    told, said = list(events), list(statements)
    own = positions(said, articles) if held is None else held
    groups: dict[tuple[str, str, Day, str | None], tuple[Samples, Samples]] = {}
    found = (*_words(told, said, own, articles), *_deeds(facts, {event.id: event for event in told}, articles))
    for one in found:
        for issue in (None, *one.issues):
            key = one.side, one.towards, one.sample.on.replace(day=1), issue
            words, deeds = groups.setdefault(key, ({}, {}))
            (words if one.word else deeds).setdefault((one.sample.row.id, one.sample.start), one.sample)
    made = [_contrast(*key, *samples) for key, samples in groups.items() if all(samples)]
    return tuple(sorted(made, key=lambda c: (not c.part, -abs(c.said - c.done), c.start, c.side, c.issue or "")))


def _contrast(who: str, towards: str, start: Day, issue: str | None, words: Samples, deeds: Samples) -> Contrast:
    said, done = (fmean(sample.score for sample in samples.values()) for samples in (words, deeds))
    end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
    against = 1 if done < 0 else -1
    return Contrast(
        who, towards, start, end, issue, round(said, 2), round(done, 2),
        tuple(sorted(words.values(), key=lambda s: _order(s, -against))),
        tuple(sorted(deeds.values(), key=lambda s: _order(s, against))),
    )  # fmt: skip


def _order(sample: Sample, way: int) -> tuple[object, ...]:
    """Assurances first, then the strongest and surest, a speaker's own words before an outlet's, the earliest."""
    told = sample.row.table == "events"
    return not sample.assures, round(way * sample.score * sample.sure, 1), told, sample.on, sample.row.id


# --- words ------------------------------------------------------------------------------------------------


def _words(
    events: list[Event], statements: list[Statement], own: Iterable[Position], articles: Mapping[str, Article]
) -> Iterator[_Told]:
    speakers = {row.id: side(row.speaker) for row in statements}
    said = {row.id: row for row in statements}
    involved: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        involved[event.article].append(event)
        if event.score < _SURE or not event.goldstein:
            continue
        how = manner(event.type, event.mode)
        if event.deed and how == "verbal":
            yield from _verbal(event, speakers, articles, event.goldstein)
        elif event.asserted_by is not None and _assures(event):
            yield from _verbal(event, speakers, articles, load().goldstein(_ASSURANCE) or 0.0)
    for held in own:
        if held.statement not in said:
            continue
        on = _first(said[held.statement].said_on) or articles[held.article].published
        for other in _regarded(held, said[held.statement], involved) - {held.side}:
            if on is not None and _country(other) and _country(held.side):
                row = Target("statements", held.statement)
                sample = Sample(row, held.article, *held.cue, on, held.score, said[held.statement].score)
                yield _Told(held.side, other, (held.issue,), True, sample)


def _assures(event: Event) -> bool:
    """True for harm that is told as not meant to be done: "it is not our plan to occupy"."""
    harm = (event.goldstein or 0) < 0 and manner(event.type, event.mode) == "material"
    return harm and event.negated and event.modality in ("planned", "proposed", "threatened")


def _regarded(held: Position, row: Statement, involved: Mapping[str, list[Event]]) -> frozenset[str]:
    """Of whom a side speaks while it calls an issue so: whom it addresses, and who acts in the same sentence."""
    here = [e for e in involved.get(held.article, ()) if held.start <= e.start < held.end]
    return sides_of((row.addressee, *(actor for e in here for actor in (*e.source, *e.target))))


def _verbal(
    event: Event, speakers: Mapping[str, str | None], articles: Mapping[str, Article], score: float
) -> Iterator[_Told]:
    """A verbal act of one side towards another, or its word that it means no harm, unless only others say so."""
    article = articles[event.article]
    on = _first(event.when) or article.published
    late = on is not None and article.published is not None and (article.published - on).days > _LONG_AGO
    late = late or history(article.text, event.start, event.end, on)
    if on is None or late or event.stance in ("alleged", "denied"):
        return
    teller = speakers.get(event.asserted_by or "")
    for who, other in _pairs(event.source, event.target, event.symmetric):
        if event.asserted_by is None or teller == who:
            row = Target("statements", event.asserted_by) if event.asserted_by else Target("events", event.id)
            sample = Sample(row, article.id, event.start, event.end, on, score, event.score, event.negated)
            yield _Told(who, other, _issues(article, event.start, event.end), True, sample)


# --- deeds ------------------------------------------------------------------------------------------------


def _deeds(facts: Iterable[Fact], events: Mapping[str, Event], articles: Mapping[str, Article]) -> Iterator[_Told]:
    for fact in facts:
        members = [events[id_] for id_ in fact.members if id_ in events]
        best = max(members, key=lambda event: event.score, default=None)
        if best is None or best.score < _SURE or not best.goldstein or manner(best.type, best.mode) != "material":
            continue
        on = _first(fact.when) or fact.first_reported
        if on is None or (fact.first_reported is not None and (fact.first_reported - on).days > _LONG_AGO):
            continue
        if history(articles[best.article].text, best.start, best.end, on):
            continue
        sample = Sample(Target("facts", fact.id), best.article, best.start, best.end, on, best.goldstein, best.score)
        issues = tuple(dict.fromkeys(i for e in members for i in _issues(articles[e.article], e.start, e.end)))
        tellers = {articles[id_].outlet_country for id_ in fact.articles if id_ in articles}
        for who, other in _pairs(fact.source, fact.target, fact.symmetric):
            if best.goldstein > 0 or tellers != {other}:  # harm that only the other side's outlets tell is their claim
                yield _Told(who, other, issues, False, sample)


def history(text: str, start: int, end: int, on: Day | None) -> bool:
    """True where the sentence names an earlier year than that of ``on``, and not that one: "imposed in 2014"."""
    if on is None or not _YEAR.search(text, max(0, start - _AROUND), end + _AROUND):
        return False
    first, last = sentence(text, start + 1, end)  # one letter in: a sentence may begin there
    years = {int(year) for year in _YEAR.findall(text, first, last)}
    return on.year not in years and any(year < on.year for year in years)


@cache
def _manners() -> dict[tuple[str, str], str]:
    return {(row["type"], row["mode"]): row["manner"] for row in rows("deeds")}


def manner(kind: str, mode: str | None) -> str:
    """Return how an act of a PLOVER type and mode is done: verbal, material or meeting; "" for an unknown type."""
    return _manners().get((kind, (mode or "").lower())) or _manners().get((kind, ""), "")


def _pairs(source: Iterable[Actor], target: Iterable[Actor], symmetric: bool) -> Iterator[tuple[str, str]]:
    one, other = sides_of(source), sides_of(target)
    both = one | other
    ways = ((a, b) for a in both for b in both) if symmetric else ((a, b) for a in one for b in other)
    yield from (pair for pair in ways if pair[0] != pair[1] and all(map(_country, pair)))


def _country(who: str) -> bool:
    return len(who) == 3 and who.isupper()


def _first(days: object) -> dt.date | None:
    return getattr(days, "start", None) or getattr(days, "end", None)


def _issues(article: Article, start: int, end: int) -> tuple[str, ...]:
    return load().issues(article.text[slice(*sentence(article.text, start + 1, end))])
