"""The nouns of the ledger: frozen records, their ids by content hash, and their one JSON form.

Offsets are half-open ``[start, end)`` character positions in ``Article.text``, which is never rewritten.
``None`` means unknown. Days are calendar days without a time zone.
"""

import dataclasses
import datetime as dt
import hashlib
import types
import typing
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args, get_origin

Span = tuple[int, int]
Day = dt.date

Genre = Literal["news", "readout", "transcript", "interview", "opinion"]
Translation = Literal["none", "human", "machine", "unknown"]
PublishedBasis = Literal["stated", "metadata", "inferred", "unknown"]
Named = Literal["person", "office", "body", "place", "anonymous"]
Precision = Literal["hour", "day", "week", "month", "season", "quarter", "year", "decade", "set", "duration", "vague"]
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


# --- values -----------------------------------------------------------------------------------------------


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
class Coverage:
    """What was read after the case was first said: articles, articles by outlet country, last day."""

    articles_after: int
    by_side: tuple[tuple[str, int], ...]
    last: Day | None


# --- findings: from one article, without memory -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """A report as it came. ``version`` is a short hash of the text: two texts at one ``url`` are two versions."""

    id: str
    outlet: str
    outlet_country: str | None
    url: str | None
    title: str | None
    published: Day | None
    published_basis: PublishedBasis
    language: str | None
    original_language: str | None
    translation: Translation
    genre: Genre
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what to whom. ``parent`` is the statement that reports this one; ``spans`` are the content's, possibly
    discontinuous; ``said_on`` the day of speaking; ``venue`` where or to which outlet."""

    id: str
    article: str
    start: int
    end: int
    rule: str
    score: float
    speaker: Actor | None
    source_span: Span | None
    cue_span: Span | None
    spans: tuple[Span, ...]
    kind: StatementKind
    wording: Wording
    act: Act
    parent: str | None
    addressee: Actor | None
    said_on: DateRange | None
    venue: str | None
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom (PLOVER type, mode, contexts). Only an actual, not negated event that is not ``within``
    another is a deed. ``asserted_by`` is the statement that claims it, None where the outlet does."""

    id: str
    article: str
    start: int
    end: int
    rule: str
    score: float
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    symmetric: bool
    initiator: Actor | None
    when: DateRange | None
    place: Place | None
    magnitudes: tuple[Magnitude, ...]
    modality: Modality
    negated: bool
    stance: Stance
    asserted_by: str | None
    within: str | None
    cameo: str | None
    goldstein: float | None

    @property
    def deed(self) -> bool:
        """True where this counts as something done (design, "Which event is a deed")."""
        return self.modality == "actual" and not self.negated and self.within is None


@dataclass(frozen=True, slots=True)
class Proposition:
    """A threat, promise, offer, demand or forecast, with what would test it."""

    id: str
    article: str
    start: int
    end: int
    rule: str
    score: float
    statement: str | None
    kind: PropositionKind
    force: Force
    valence: Valence
    maker: Actor | None
    addressee: Actor | None
    condition: Part | None
    outcome: Part
    window: DateRange | None
    window_basis: WindowBasis
    strength: Strength
    testable: bool
    why_not: str | None


# --- conclusions: rebuilt from findings and judgements at any time ----------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """Two findings of one table are the same, or ``right`` restates or answers ``left`` (the earlier)."""

    id: str
    kind: LinkKind
    left: Target
    right: Target
    score: float
    added: str | None
    dropped: str | None
    why: str
    known_on: Day | None
    by: By


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the reports differ about one row, with each outlet's own words."""

    id: str
    kind: DifferenceKind
    about: Target
    sides: tuple[Side, ...]
    why: str


# --- views of a day ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """One occurrence, however many reports tell it. Wears the id of its earliest member."""

    id: str
    type: str
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    symmetric: bool
    when: DateRange | None
    place: Place | None
    magnitudes: tuple[Magnitude, ...]
    stages: tuple[StageReport, ...]
    members: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    first_reported: Day | None
    last_reported: Day | None
    disputed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One proposition, however often it is repeated. Wears the id of its earliest member."""

    id: str
    kind: PropositionKind
    maker: Actor | None
    addressee: Actor | None
    condition: Part | None
    outcome: Part
    window: DateRange | None
    members: tuple[str, ...]
    first_said: Day | None
    last_said: Day | None
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a case, as of a day, with the evidence and the coverage that stands behind silence."""

    id: str
    case: str
    as_of: Day | None
    word: str
    condition: ConditionState
    outcome: OutcomeState
    response: ResponseState
    window: WindowState
    evidence: tuple[Evidence, ...]
    coverage: Coverage
    decided_by: By
    why: str


# --- around -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """That one article was read, by which versions of reader, lexicon and model: the commit marker of its findings."""

    article: str
    reader: str
    lexicon: str
    model: str
    counts: tuple[tuple[str, int], ...]
    read_at: dt.datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a row, anchored by quotation so that it survives a better reader.

    ``note`` carries the reason; for "correct" ``note`` is ``field=value``; for "join" and "split" the other row's id.
    """

    id: str
    target: Target
    quote: str
    context: str
    decision: Decision
    by: str
    at: dt.datetime
    note: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one reading of one article found."""

    article: Article
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    propositions: tuple[Proposition, ...]


# --- ids and the JSON form --------------------------------------------------------------------------------

PREFIX = {
    "articles": "a",
    "statements": "s",
    "events": "e",
    "propositions": "p",
    "links": "l",
    "differences": "d",
    "facts": "f",
    "cases": "c",
    "verdicts": "v",
    "judgements": "j",
}


def make_id(table: str, *parts: object) -> str:
    """Return ``prefix_hash`` for a row of ``table`` from what identifies it (16 hex digits of BLAKE2b)."""
    text = "\x1f".join(str(part) for part in parts)
    return f"{PREFIX[table]}_{hashlib.blake2b(text.encode(), digest_size=8, person=table.encode()[:16]).hexdigest()}"


def worn_id(table: str, member: str) -> str:
    """Return the id of a Fact, Case or Verdict that wears the id of ``member``."""
    return f"{PREFIX[table]}_{member.partition('_')[2]}"


def table_of(row_id: str) -> str | None:
    """Return the table that an id belongs to, or None for what is no id."""
    prefix = row_id.partition("_")[0]
    return next((table for table, letter in PREFIX.items() if letter == prefix), None)


def to_json(value: Any) -> Any:
    """Return the JSON form of a record or value: objects, lists for tuples, ISO dates."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    return value


T = TypeVar("T")


def from_json(cls: type[T], data: dict[str, Any]) -> T:
    """Return the record of type ``cls`` from its JSON form.

    Raises:
        ValueError: a field is missing or unknown, or a value isn't of its type; the message names the field.
    """
    if not isinstance(data, dict):
        raise ValueError(f"{cls.__name__}: an object is expected, not {type(data).__name__}")
    hints = _hints(cls)
    if unknown := set(data) - set(hints):
        raise ValueError(f"{cls.__name__}: unknown field {sorted(unknown)[0]!r}")
    values = {}
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        if field.name in data:
            values[field.name] = _value(hints[field.name], data[field.name], f"{cls.__name__}.{field.name}")
        elif field.default is dataclasses.MISSING:
            raise ValueError(f"{cls.__name__}: field {field.name!r} is missing")
    return cls(**values)


_HINTS: dict[type, dict[str, Any]] = {}


def _hints(cls: type) -> dict[str, Any]:
    if cls not in _HINTS:
        _HINTS[cls] = typing.get_type_hints(cls)
    return _HINTS[cls]


def _value(hint: Any, value: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        return _value(next(arg for arg in get_args(hint) if arg is not type(None)), value, where)
    if origin is Literal:
        if value not in get_args(hint):
            raise ValueError(f"{where}: {value!r} is not one of {', '.join(map(str, get_args(hint)))}")
        return value
    if origin is tuple:
        return _items(get_args(hint), value, where)
    if dataclasses.is_dataclass(hint):
        return from_json(hint, value)  # type: ignore[arg-type]
    return _scalar(hint, value, where)


def _items(args: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"{where}: a list is expected, not {value!r}")
    if args[-1] is Ellipsis:
        return tuple(_value(args[0], item, where) for item in value)
    if len(args) != len(value):
        raise ValueError(f"{where}: {len(args)} items are expected, not {len(value)}")
    return tuple(_value(arg, item, where) for arg, item in zip(args, value, strict=True))


def _scalar(hint: Any, value: Any, where: str) -> Any:
    if hint in (dt.date, dt.datetime):
        if isinstance(value, str):
            try:
                return hint.fromisoformat(value)
            except ValueError as error:
                raise ValueError(f"{where}: {value!r} is no ISO date") from error
        raise ValueError(f"{where}: an ISO date is expected, not {value!r}")
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint is bool and isinstance(value, int) and value in (0, 1):
        return bool(value)
    if not isinstance(value, hint):
        raise ValueError(f"{where}: {hint.__name__} is expected, not {value!r}")
    return value
