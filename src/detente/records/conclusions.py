"""What the findings of many articles amount to, and what that comes to on a day."""

from dataclasses import dataclass

from detente.records.values import (
    Actor,
    By,
    ConditionState,
    Coverage,
    DateRange,
    Day,
    DifferenceKind,
    Evidence,
    LinkKind,
    Magnitude,
    OutcomeState,
    Part,
    Place,
    PropositionKind,
    ResponseState,
    Side,
    StageReport,
    Target,
    WindowState,
)


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
