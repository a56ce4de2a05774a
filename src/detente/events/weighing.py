"""How likely an act is told as done: a logistic regression of what encoder, table and clause tell of it."""

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from detente.clauses import Status
from detente.encoder import REALITIES, ROOTS, Act
from detente.events.arguments import VERBAL_TYPES
from detente.events.sighting import SEEN, is_firm, kin
from detente.events.triggers import ASKING, Hit
from detente.lexicon import rows

DEED = 0.5  # probability from which an act is told as done
_SURE = 0.85  # of the encoder alone, from which what is done is no part of what another act tells
_ACT = 0.8  # the encoder's probability from which what isn't told as done is an act that only it sees
_AGAINST = 0.5  # of a root and its kin, below which the encoder takes an act for another than a firm line does
_NEVER = 0.2  # probability that an act takes place, below which it doesn't
_LEAST = 0.01  # nearer to 0 or 1 no probability is taken


def likelihood(hit: Hit, act: Act, status: Status) -> float:
    """Return how likely what the encoder sees too is an act told as done: the regression of `features` with the weights
    of ``likelihood.tsv`` (training/weighing.py)."""
    weights = _weights()
    return 1 / (1 + math.exp(-weights[""] - sum(weights[name] * value for name, value in features(hit, act, status))))


def features(hit: Hit, act: Act, status: Status) -> Iterator[tuple[str, float]]:
    """Yield what tells of an act that the encoder sees whether it is one, and done."""
    yield "told", float(is_told(status))
    yield "seen", float("seen" in hit.trigger.traits)
    yield "act", _logit(act.score)
    likely = sum(act.roots[ROOTS.index(root)] for root in (hit.trigger.type, *kin(hit.trigger.type)))
    if likely < _AGAINST and is_firm(hit):
        yield "against", 1.0
    else:
        yield "root", math.log(max(likely, _LEAST))
    yield "deed", _logit(act.realities[REALITIES.index("deed")])


def is_told(status: Status) -> bool:
    """True where the clause tells an act as done."""
    return status.modality == "actual" and not status.negated and status.stance != "alleged"


def is_seen(status: Status, act: Act) -> bool:
    """True where the encoder is sure enough of an act that one side of it will do."""
    return act.score >= (SEEN if is_told(status) else _ACT)


def is_done(act: Act) -> bool:
    """True where the encoder is sure that an act is told as done."""
    return act.realities[REALITIES.index("deed")] > _SURE


def weighed(status: Status, hit: Hit, act: Act) -> Status | None:
    """Return how real an act is, by clause and encoder; None for what is no act.

    What only the table knows stands as its clause tells it. So does what a line tells that asks for words beside its
    own or for a certain clause, unless the encoder is sure that it doesn't happen. Of all else it is weighed whether it
    is told as done.
    """
    if not act.score:
        return status
    if (hit.trigger.specific or hit.trigger.traits & ASKING) and is_told(status):
        return status if _happening(hit, act) >= _NEVER else _unreal(status, act)
    if likelihood(hit, act, status) >= DEED and not status.negated:
        return status if is_told(status) else replace(status, modality="actual")
    known = act.score >= _ACT
    if is_told(status):
        return _unreal(status, act) if known else None
    return status if known or "seen" not in hit.trigger.traits else None


def _unreal(status: Status, act: Act) -> Status | None:
    """Return what a clause tells as done as what the encoder takes it for; None where it takes it for done."""
    kind = max(zip(act.realities, REALITIES, strict=True))[1]
    if kind == "deed":
        return None
    if kind == "negated":
        return replace(status, negated=True)
    if kind == "claimed":
        return replace(status, stance="alleged")
    return replace(status, modality=kind)  # type: ignore[arg-type]


def _happening(hit: Hit, act: Act) -> float:
    """Return how likely an act takes place, as far as the encoder tells: words do, whatever they say is to come."""
    likely = dict(zip(REALITIES, act.realities, strict=True))
    if hit.trigger.type in VERBAL_TYPES - {"CONSULT"}:
        return 1 - likely["negated"] - likely["claimed"]
    return likely["deed"]


def _logit(probability: float) -> float:
    held = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(held / (1 - held))


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in rows("likelihood")}
