"""What one article says, found without memory of any other."""

from dataclasses import dataclass

from detente.records.values import (
    Act,
    Actor,
    Attitude,
    DateRange,
    Day,
    Force,
    Genre,
    Magnitude,
    Modality,
    Part,
    Place,
    PropositionKind,
    PublishedBasis,
    Span,
    Stance,
    StatementKind,
    Strength,
    Translation,
    Valence,
    WindowBasis,
    Wording,
)


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
    discontinuous; ``said_on`` the day of speaking; ``venue`` where or to which outlet.

    ``attitude`` is "speech" for what was said; else what is reported is the source's belief or intention, what a
    document shows ("evidence"), a verbal "deed" without words, "hearsay" of nobody named, or told as "unsaid".
    """

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
    attitude: Attitude = "speech"


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


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one reading of one article found."""

    article: Article
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    propositions: tuple[Proposition, ...]

    @property
    def said(self) -> tuple[Statement, ...]:
        """What was said, without what is only told of beliefs, intentions and the like."""
        return tuple(statement for statement in self.statements if statement.attitude == "speech")
