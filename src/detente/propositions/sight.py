"""What the encoder sees of outcomes beside what the rules find: which stand, of which kind, and what only it sees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.encoder import KINDS, Prospect
from detente.propositions.draft import Draft
from detente.propositions.given import head_of
from detente.propositions.scene import Scene
from detente.records import Force, Proposition, PropositionKind, Span, Strength

_REFUSED = 0.06  # share of an outcome's words, by how sure the encoder is of each, below which it is none
_SURE = 0.45  # from which it is one, whoever's business the rules take it for
_KIND = 0.6  # probability of a kind from which it goes before the rules'
_SEEN = 0.65  # from which what no rule finds is an outcome
_SHARED = 0.3  # of its words that another outcome has already
_SHORTEST = 8  # characters
_SCORE = 0.6
_FORCES: dict[PropositionKind, Force] = {"demand": "ask", "forecast": "foretell"}
_HINTS: dict[PropositionKind, str] = {"threat": "harm", "offer": "offer"}
_STRENGTHS: dict[str, Strength] = {"would": "would", "should": "would", "may": "may", "might": "may", "could": "may"}


@dataclass(frozen=True, slots=True)
class Sight:
    """How the encoder sees an outcome that a rule found; ``kind`` None where it isn't sure of one."""

    refused: bool = False
    sure: bool = False
    kind: PropositionKind | None = None


def sight_of(scene: Scene, span: Span) -> Sight:
    """Return how the encoder sees the words of ``span``."""
    if scene.prospects is None:
        return Sight()
    met = [(each, _shared(each.span, span)) for each in scene.prospects if _shared(each.span, span)]
    weight = sum(each.score * count for each, count in met)
    support = weight / max(1, span[1] - span[0])
    kinds = [sum(each.kinds[i] * each.score * count for each, count in met) for i in range(len(KINDS))]
    best = max(range(len(KINDS)), key=lambda i: kinds[i])
    sure = support >= _SURE
    return Sight(support < _REFUSED, sure, KINDS[best] if sure and kinds[best] >= _KIND * weight else None)  # type: ignore[arg-type]


def drafts_by_sight(scene: Scene, found: Iterable[Proposition]) -> Iterator[Draft]:
    """Yield drafts of what only the encoder takes for outcomes."""
    taken = [each.outcome.span for each in found if each.outcome.span is not None]
    for each in scene.prospects or ():
        size = each.span[1] - each.span[0]
        known = sum(_shared(each.span, span) for span in taken)
        if each.score >= _SEEN and size >= _SHORTEST and known < _SHARED * size:
            yield _draft(scene, each)


def _draft(scene: Scene, prospect: Prospect) -> Draft:
    head = head_of(scene, prospect.span)
    kind: PropositionKind = prospect.kind  # type: ignore[assignment]
    words = [scene.token(i).lower for i in scene.document.tokens_in(prospect.span)]
    strength = next((_STRENGTHS[word] for word in words if word in _STRENGTHS), "will")
    force, hint = _FORCES.get(kind, "commit"), _HINTS.get(kind, "")
    doer = scene.subject(head)
    return Draft(head, None, force, None, None, doer, hint, "propositions.seen", _SCORE * prospect.score, strength)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
