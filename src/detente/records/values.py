"""The words that fields may hold, and the values that records are made of."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Day = dt.date

Genre = Literal["news", "readout", "transcript", "interview", "opinion", "note"]
Translation = Literal["none", "human", "machine", "unknown"]
PublishedBasis = Literal["stated", "metadata", "inferred", "unknown"]
Named = Literal["person", "office", "body", "place", "anonymous"]
Precision = Literal["hour", "day", "week", "month", "season", "quarter", "year", "decade", "set", "duration", "vague"]
Attitude = Literal["speech", "evidence", "belief", "intention", "deed", "hearsay", "unsaid"]
StatementKind = Literal["direct", "indirect", "mixed"]
Wording = Literal["verbatim", "translated", "paraphrase"]
Act = Literal["assert", "deny", "decline", "agree", "ask", "announce"]
Modality = Literal["actual", "planned", "proposed", "threatened", "hypothetical"]
Stance = Literal["asserted", "alleged", "denied", "confirmed"]
PropositionKind = Literal["threat", "promise", "offer", "demand", "forecast"]
Force = Literal["commit", "ask", "foretell"]
Valence = Literal["harm", "benefit", "none"]
WindowBasis = Literal["stated", "implied", "none"]
Strength = Literal["will", "would", "may", "all_options"]
LinkKind = Literal["same", "restates", "answers"]
By = Literal["machine", "person"]
DifferenceKind = Literal["date", "count", "actor", "status", "cause", "frame", "wording", "one_sided", "impossible"]
Stage = Literal["proposed", "accepted", "scheduled", "moved", "held", "cancelled", "reported", "corrected"]
ConditionState = Literal["none", "unmet", "met", "disputed", "unknown"]
OutcomeState = Literal["none_found", "partial", "done", "contrary"]
ResponseState = Literal["none", "accepted", "rejected", "countered"]
WindowState = Literal["open", "closed", "none"]
EvidenceRole = Literal["condition", "outcome", "contrary", "response"]
Decision = Literal["confirm", "reject", "correct", "split", "join"]

VERDICT_WORDS: dict[PropositionKind, tuple[str, ...]] = {
    "threat": ("pending", "carried_out", "partly", "not_carried_out", "not_triggered", "withdrawn"),
    "promise": ("pending", "kept", "partly", "broken", "not_triggered", "withdrawn"),
    "offer": ("pending", "taken_up", "countered", "rejected", "withdrawn", "expired"),
    "demand": ("pending", "met", "partly", "refused", "dropped"),
    "forecast": ("pending", "came_true", "did_not", "undecidable"),
}
ANY_VERDICT_WORDS = ("disputed", "told_with_outcome")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is meant by a piece of text, on the day of the report.

    ``id`` is the lexicon's, or one made from the name within the article for somebody the lexicon doesn't know;
    ``code`` is ISO-3 country + PLOVER sector ("RUSGOV"); ``country`` is ISO-3 (or "IGO" for organisations of states);
    ``role`` is the office held on the day, as the lexicon or the article gives it.
    """

    id: str | None
    name: str
    raw: str
    span: Span | None
    code: str | None
    country: str | None
    sector: str | None
    role: str | None
    named: Named


def side(actor: Actor | None) -> str | None:
    """Return the side an actor stands on: its ISO-3 country, or its own id where it belongs to none."""
    if actor is None:
        return None
    return actor.country if actor.country and actor.country != "IGO" else actor.id


def sides_of(actors: Iterable[Actor | None]) -> frozenset[str]:
    """Return the sides that the actors stand on."""
    return frozenset(who for actor in actors if (who := side(actor)) is not None)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from ``start`` to ``end``, both included; either may be None: open.

    ``timex`` is the TIMEX3 value, ``anchor`` the day it was counted from. ``flag`` is "impossible" where the date as
    written cannot be (a plan that lies before its report), with the ``likely`` days beside it.
    """

    start: Day | None
    end: Day | None
    precision: Precision
    timex: str | None
    text: str
    anchor: Day | None
    flag: Literal["impossible"] | None = None
    likely: tuple[Day, Day] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: ``name`` as the lexicon gives it, ``country`` ISO-3."""

    raw: str
    span: Span | None
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Magnitude:
    """How much: a count and its unit in the singular ("diplomat", "hour", "organization")."""

    count: float
    unit: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """The events that would satisfy a condition or an outcome: PLOVER types, sides by ISO-3 country, issue.

    Empty ``types`` match any type; a None side matches any side; ``negated`` asks that no such event happens.
    """

    types: tuple[str, ...]
    source: str | None
    target: str | None
    issue: str | None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One half of a proposition (condition or outcome): its words, where they stand, whose act, what satisfies it."""

    text: str
    span: Span | None
    actor: Actor | None
    pattern: Pattern | None


@dataclass(frozen=True, slots=True)
class StageReport:
    """A stage that an occurrence was in: ``on`` the day it was (to be) in it, ``reported_on`` the day of the report."""

    stage: Stage
    on: DateRange | None
    reported_on: Day | None
    article: str


@dataclass(frozen=True, slots=True)
class Side:
    """One outlet's version in a Difference."""

    outlet: str
    article: str
    span: Span | None
    value: str


@dataclass(frozen=True, slots=True)
class Target:
    """A row of the ledger: ``table`` as exported, ``id``."""

    table: str
    id: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row that speaks for a verdict, in its role."""

    table: str
    id: str
    role: EvidenceRole


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are of something."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read after the case was first said: articles, articles by outlet country, last day."""

    articles_after: int
    by_side: tuple[Tally, ...]
    last: Day | None
