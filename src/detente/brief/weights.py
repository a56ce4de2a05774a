"""How much a row weighs for a reader with one page: its consequence, how surely it is told, how near the relation."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from math import log2

from detente.brief.scope import Scope, asks, countries, fact_day, first, is_new, members, nearness, propositions
from detente.issues.contrasts import history, manner
from detente.lexicon import load, rows
from detente.records import Actor, Case, Event, Fact, Statement, Verdict
from detente.sources import kind_of

_HISTORY = 31  # days between a deed and its first report from which it is told as history
_OLD = 180  # days after which an open case is watched by few
_MEETING = 4.0
_VERBAL = 0.45  # of what a deed of the same score weighs
_KINDS = {"threat": 3.0, "offer": 2.5, "demand": 2.2, "promise": 2.0, "forecast": 1.0}
_STRENGTHS = {"will": 1.0, "all_options": 0.9, "would": 0.6, "may": 0.5}
_DIFFERENCES = ("status", "frame", "count", "date", "actor", "cause", "one_sided", "wording", "impossible")
_SPEAKERS = {"named official": 1.0, "government": 0.8, "anonymous official": 0.6, "expert": 0.4}


def of_fact(of: Scope, fact: Fact) -> float:
    """Return the weight of a fact: Goldstein's intensity, talks beside deeds, words below them; less what is told in
    a question, as history or without a day."""
    told = of.shown_by[fact.id]
    how = manner(fact.type, told.mode)
    force = _MEETING if how == "meeting" else abs(told.goldstein or 3.0) * (_VERBAL if how == "verbal" else 1.0)
    day = first(fact.when)
    dated = 0.7 if day is None else 1.0
    if day is not None and fact.first_reported is not None and (fact.first_reported - day).days > _HISTORY:
        dated = 0.1
    if history(of.view.articles[told.article].text, told.start, told.end, day or fact.first_reported):
        dated = 0.1
    near = nearness(of, countries(*fact.source), countries(*fact.target))
    sides = {of.view.articles[a].outlet_country for a in fact.articles if a in of.view.articles}
    known = bool(fact.source) and (bool(fact.target) or fact.symmetric or near >= 0.6)
    doubts = (
        (0.2 if asks(of.view, told) or _denied(of, told) else 1.0)
        * (1.0 if known else 0.4)
        * (0.7 if fact.disputed_by else 1.0)
    )
    sure = min(1.0, max(event.score for event in members(of, fact))) ** 2
    return force * sure * dated * near * doubts * (1 + 0.3 * log2(len(fact.articles))) * (1.3 if len(sides) > 1 else 1)


def _denied(of: Scope, event: Event) -> bool:
    """True where somebody denies it in the same breath."""
    spans = (span for row in of.denials.get(event.article, ()) for span in row.spans)
    return any(start < event.end and event.start < end for start, end in spans)


def of_case(of: Scope, case: Case, verdict: Verdict) -> float:
    """Return the weight of a case: its kind, who makes it, how firmly and how often, how lately, whether its outcome
    is a pattern that deeds can match."""
    told = propositions(of, case)
    if not told:
        return 0.0
    strength = max(_STRENGTHS[one.strength] for one in told)
    sure = max(one.score for one in told)
    near = nearness(of, countries(case.maker), countries(case.addressee, *_aimed(case)))
    doubted = 0.3 if all(asks(of.view, one) for one in told) else 1.0
    words = len(case.outcome.text.split())
    clear = (1.0 if 3 <= words <= 40 else 0.5) * (0.3 if _ASKED.match(case.outcome.text) else 1.0)
    pattern = case.outcome.pattern
    tested = 1.0 if pattern is not None and pattern.types else 0.5
    talks = 0.5 if pattern is not None and pattern.types[:1] == ("CONSULT",) and case.kind != "offer" else 1.0
    plain = {"told_with_outcome": 0.2, "disputed": 0.1}.get(verdict.word, 1.0)
    repeated = 1 + 0.4 * log2(len(told))
    return (
        _KINDS[case.kind] * strength * sure * near * tested * talks * doubted * clear * plain * repeated
        * _recent(of, case) * _rank(case.maker, case.first_said) * (1.2 if case.condition else 1.0)
    )  # fmt: skip


def _aimed(case: Case) -> tuple[Actor, ...]:
    return (case.condition.actor,) if case.condition and case.condition.actor else ()


def _recent(of: Scope, case: Case) -> float:
    if of.today is None or case.last_said is None:
        return 0.5
    if is_new(of, case.last_said):
        return 1.0
    return 0.7 if (of.today - case.last_said).days <= _OLD else 0.3


def _rank(who: Actor | None, on: dt.date | None) -> float:
    """How high the office of whoever speaks is: 1.5 for the highest, 1 for a government as such, less for others."""
    kind = kind_of(who) if who is not None else None
    if kind is None or who is None:
        return 0.3
    held = load().tenures(who.id, on) if who.id is not None and on is not None else ()
    high = 0.5 * (1 - _offices().get(held[0].office, 1.0)) if held else 0.0
    return _SPEAKERS[kind] + high


@cache
def _offices() -> dict[str, float]:
    """Each office with its place in the order of rank, from 0 to 1."""
    keys = [row["key"] for row in rows("offices")]
    return {key: place / len(keys) for place, key in enumerate(keys)}


def of_statement(of: Scope, row: Statement, held: bool, acts: Sequence[float] = ()) -> float:
    """Return the weight of a statement: who speaks, on an issue or not, long enough to say something; ``held`` where it
    calls an issue common ground or a grievance, ``acts`` the scores of the verbal acts in it."""
    text = of.view.articles[row.article].text
    words = " ".join(text[start:end] for start, end in row.spans)
    if row.speaker is None or "?" in words or asks(of.view, row):
        return 0.0
    said = 1.0 if 70 <= len(words) <= 400 else 0.4 if len(words) > 40 else 0.1
    plain = 0.3 if _ASIDE.match(words) else 1.0
    near = nearness(of, countries(row.speaker), countries(row.addressee))
    near = 0.4 if row.addressee is not None and countries(row.addressee) and near < 1.0 else near
    about = (1.3 if row.topics else 0.5) * (1.5 if held else 1.0) * (1 + max(map(abs, acts), default=0.0) / 10)
    act = 1.3 if row.act in ("deny", "agree", "announce") else 0.2 if row.act in ("ask", "decline") else 1.0
    return _rank(row.speaker, of.view.articles[row.article].published) * row.score * said * plain * near * about * act


_ASKED = re.compile(r"(?:how|what|whether|why|who|when|where)\b", re.IGNORECASE)
_ASIDE = re.compile(r"(?:yes|no|well|yeah|so|look|okay|you know|i mean|thank|i think that|meaning)\b", re.IGNORECASE)


def of_difference(kind: str) -> int:
    """Return the place of a kind of difference in the order of consequence."""
    return _DIFFERENCES.index(kind)


def of_group(weights: Sequence[float]) -> float:
    """Return the weight of facts folded into one line: the first's, more where more tell of the like."""
    return max(weights) * (1 + 0.3 * log2(len(weights)))


def fold_key(of: Scope, fact: Fact) -> tuple[object, ...]:
    """Return under what facts are folded into one line: the same act by the same sides; each meeting is its own."""
    mode = of.shown_by[fact.id].mode
    if manner(fact.type, mode) == "meeting":
        return (fact.id,)
    return fact.type, mode, countries(*fact.source), countries(*fact.target), is_new(of, fact_day(fact))
