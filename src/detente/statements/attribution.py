"""What stage A hands to stage B: content, cue and source of something reported, not yet interpreted."""

from dataclasses import dataclass

from detente.records import Act, Attitude, Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content spans, cue and source of something reported. ``head`` is the token of the cue, -1 without one;
    ``source_head`` the token that heads the source, None where it isn't parsed or nobody is named; ``act`` the cue's,
    ``attitude`` what it tells of the source, ``rule`` the frame that found it, ``score`` how often that frame is right,
    ``seen`` whether the encoder sees it.
    """

    spans: tuple[Span, ...]
    cue: Span | None
    head: int
    source: Span | None
    source_head: int | None
    act: Act
    attitude: Attitude
    rule: str
    score: float
    seen: bool = False
