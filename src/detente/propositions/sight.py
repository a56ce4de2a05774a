"""What the encoder sees of outcomes beside what the rules find: which stand, of which kind, and what only it sees."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from detente.encoder import KINDS, Prospect
from detente.lexicon import rows
from detente.propositions.draft import Draft
from detente.propositions.given import head_of
from detente.propositions.scene import Scene
from detente.records import Force, Proposition, PropositionKind, Span, Strength

_REFUSED = 0.06  # share of an outcome's words, by how sure the encoder is of each, below which it is none
_SURE = 0.45  # from which it is one, whoever's business the rules take it for
_TRUST = 0.7  # power of the encoder's probability of a kind beside the rules'
_LEAST = 0.02  # added to it
_SEEN = 0.75  # from which what no rule finds is an outcome
_SHARED = 0.3  # of its words that another outcome has already
_SHORTEST = 8  # characters
_SCORE = 0.6
_FORCES: dict[PropositionKind, Force] = {"demand": "ask", "forecast": "foretell"}
_HINTS: dict[PropositionKind, str] = {"threat": "harm", "offer": "offer"}
_STRENGTHS: dict[str, Strength] = {"would": "would", "should": "would", "may": "may", "might": "may", "could": "may"}


@dataclass(frozen=True, slots=True)
class Sight:
    """How the encoder sees an outcome that a rule found: ``kinds`` as likely as it takes each of `KINDS` (5), () where
    it sees none or wasn't asked."""

    refused: bool = False
    sure: bool = False
    kinds: tuple[float, ...] = ()

    def kind(self, told: PropositionKind | None) -> PropositionKind | None:
        """Return the likeliest kind of what the rules take for ``told``: naive Bayes of both."""
        if not self.kinds or told is None:
            return told
        prior = _lifts()[told]
        return max(KINDS, key=lambda kind: math.log(prior[kind]) + _TRUST * math.log(self.kinds[KINDS.index(kind)] + _LEAST))


def sight_of(scene: Scene, span: Span) -> Sight:
    """Return how the encoder sees the words of ``span``."""
    if scene.prospects is None:
        return Sight()
    met = [(each, _shared(each.span, span)) for each in scene.prospects if _shared(each.span, span)]
    weight = sum(each.score * count for each, count in met)
    support = weight / max(1, span[1] - span[0])
    kinds = tuple(sum(each.kinds[i] * each.score * count for each, count in met) / weight for i in range(len(KINDS))) if weight else ()
    return Sight(support < _REFUSED, support >= _SURE, kinds)


@cache
def _lifts() -> dict[str, dict[str, float]]:
    return {row["told"]: {kind: float(row[kind]) for kind in KINDS} for row in rows("kinds_told")}


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
