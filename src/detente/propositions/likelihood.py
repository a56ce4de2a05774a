"""How likely a candidate is a proposition, and of which kind: a regression of what rules and encoder tell of it."""

import math
from collections.abc import Iterator, Mapping
from functools import cache

from detente.encoder import KINDS
from detente.lexicon import rows
from detente.propositions.candidate import Candidate
from detente.propositions.draft import Draft
from detente.propositions.relevance import relevant
from detente.propositions.scene import Scene, apart, official, political
from detente.records import PropositionKind

NONE = "none"
_HINTS = ("negated", "reserved")
_RULES = ("propositions.options", "propositions.depends")
LEAST = 0.4
"""Probability from which a candidate is a proposition."""
_NEAREST = 0.02  # nearer to 0 or 1 no probability is taken
_MANY = 3  # sides named in a sentence, beyond which more say nothing


def likeliest(scene: Scene, found: Candidate) -> tuple[float, PropositionKind]:
    """Return how likely a candidate is a proposition at all, and the likeliest of its kinds. A form of words that is
    one by itself ("ruled out talks", "all options are on the table") is one where the rules find it relevant."""
    if found.kind is not None and _formal(found.draft) and relevant(scene, found):
        return 1.0, found.kind
    weights = _weights()
    sums = dict.fromkeys((NONE, *KINDS), 0.0)
    for name, value in (*features(scene, found), ("", 1.0)):
        for kind, weight in weights.get(name, {}).items():
            sums[kind] += weight * value
    most = max(sums.values())
    total = sum(math.exp(each - most) for each in sums.values())
    return 1 - math.exp(sums[NONE] - most) / total, max(_open(found), key=lambda kind: sums[kind])


def _open(found: Candidate) -> tuple[PropositionKind, ...]:
    """Return the kinds that a candidate may be of: what may be, or is expected by nobody known, is foretold; harm by
    nobody named ("would be met with consequences") is threatened."""
    draft = found.draft
    if found.kind == "forecast" and (draft.strength == "may" or (draft.act is not None and draft.maker is None)):
        return ("forecast",)
    if found.kind == "threat" and found.weight.suffered and not found.sides.own:
        return ("threat",)
    return KINDS


def features(scene: Scene, found: Candidate) -> Iterator[tuple[str, float]]:
    """Yield what tells of a candidate whether it is a proposition, and of which kind."""
    draft, sight = found.draft, found.sight
    yield "support", _logit(sight.support)
    yield "nearest", _logit(sight.nearest)
    for kind, likely in zip(KINDS, sight.kinds, strict=True):
        yield f"kind:{kind}", math.log(likely + _NEAREST)
        yield f"seen:{kind}", likely * sight.support
    yield f"rules:{found.kind or NONE}", 1.0
    yield "relevant", float(relevant(scene, found))
    yield f"strength:{draft.strength}", 1.0
    yield f"{found.weight.valence}:{found.force}", 1.0
    yield "foreign", float(found.foreign)
    yield "own", float(found.sides.own)
    yield "apart", float(any(apart(doer, found.sides.maker) for doer in found.sides.doers) and not found.sides.own)
    yield "official", float(official(found.sides.maker))
    yield "named", float(min(_MANY, len(_sides(scene, draft.outcome))))


def _formal(draft: Draft) -> bool:
    return draft.hint in _HINTS or draft.rule in _RULES


def _sides(scene: Scene, token: int) -> set[str]:
    """Return who of states and bodies of states is named in a token's sentence."""
    sentence = scene.document.sentences[scene.token(token).sentence]
    met = (actor for i in range(sentence.first, sentence.last) for actor in scene.cast.of(i) if political(actor))
    return {actor.country or actor.id or actor.name for actor in met}


def _logit(likely: float) -> float:
    bound = min(max(likely, _NEAREST), 1 - _NEAREST)
    return math.log(bound / (1 - bound))


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    return {row["feature"] or "": {kind: float(row[kind]) for kind in (NONE, *KINDS)} for row in rows("foreseen")}
