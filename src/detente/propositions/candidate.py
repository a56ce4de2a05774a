"""A draft with all that is known of it: its sides, what it would be, its words, and how the encoder sees them."""

from dataclasses import dataclass, replace

from detente.clauses import Condition
from detente.propositions.draft import Draft
from detente.propositions.kinds import Terms, force_of, kind_of, lasting, stative
from detente.propositions.parts import condition_part, conditions_of, outcome_span
from detente.propositions.scene import HARMFUL, Scene, apart
from detente.propositions.sides import Sides, sides_of
from detente.propositions.sight import Sight, sight_of, trimmed
from detente.propositions.weighing import Weight, weigh, weigh_purpose
from detente.records import Force, Part, PropositionKind, Span, Statement


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a proposition; ``kind`` is that which the rules take it for, None where they take it for none;
    ``foreign``: not the maker's side is to do it, but others or a thing."""

    draft: Draft
    statement: Statement | None
    sides: Sides
    weight: Weight
    force: Force
    condition: Part | None
    terms: Terms
    span: Span
    sight: Sight
    kind: PropositionKind | None
    foreign: bool


def candidate(scene: Scene, draft: Draft) -> Candidate:
    """Return what is known of a draft."""
    statement = scene.statement(draft.act if draft.act is not None else draft.outcome)
    weight = _weight(scene, draft)
    sides = sides_of(scene, draft, statement, weight)
    force = force_of(scene, draft, sides, weight)
    conditions = conditions_of(scene, draft)
    condition = condition_part(scene, conditions[0], sides.maker, sides.addressee) if conditions else None
    terms = _terms(scene, draft, sides, weight, conditions, condition)
    span = draft.span or trimmed(scene, draft, outcome_span(scene, draft, conditions))
    kind = kind_of(scene, draft, sides, weight, force, terms)
    sight, foreign = sight_of(scene, span), _foreign(scene, draft, sides)
    return Candidate(draft, statement, sides, weight, force, condition, terms, span, sight, kind, foreign)


def _foreign(scene: Scene, draft: Draft, sides: Sides) -> bool:
    passive = draft.doer is not None and scene.token(draft.doer).dep == "nsubjpass"
    return not sides.own if sides.doers else draft.doer is not None and not passive


def _weight(scene: Scene, draft: Draft) -> Weight:
    weight = weigh(scene, draft.outcome)
    if draft.doer is not None and lasting(scene, draft):
        weight = weigh(scene, draft.doer)  # "the sanctions will remain"
    if (not weight.known or weight.light) and draft.force != "ask" and draft.hint != "offer":
        weight = weigh_purpose(scene, draft.outcome) or weight
    if weight.light and draft.hint != "harm" and not _against(scene, draft):
        weight = replace(weight, valence="none", types=(), strength=None)  # "agreed to take steps"
    if scene.children(draft.outcome, "nsubjpass") and not scene.children(draft.outcome, "agent"):
        weight = replace(weight, suffered=True)  # a passive that doesn't say by whom
    return weight.denied() if draft.hint == "negated" and not weight.negated else weight


def _against(scene: Scene, draft: Draft) -> bool:
    """True where what is to be done by nobody knows what means hangs on something, or is for or against somebody."""
    if conditions_of(scene, draft):
        return True
    if draft.act is not None and scene.token(draft.act).lemma == "agree":
        return False
    sentence = scene.document.sentences[scene.token(draft.outcome).sentence]
    at = (i for i in range(sentence.first, sentence.last))
    return any(event.type in HARMFUL for _, event in scene.events_at(at))


def _terms(
    scene: Scene,
    draft: Draft,
    sides: Sides,
    weight: Weight,
    conditions: tuple[Condition, ...],
    condition: Part | None,
) -> Terms:
    state = stative(scene, draft.outcome) and draft.outcome in scene.heads
    if condition is None:
        return Terms(False, False, False, None, state)
    first = conditions[0]
    borne = weigh(scene, first.root(scene.document), first.last)
    other = apart(condition.actor, sides.maker) and not (first.timely and weight.valence == "none")
    return Terms(True, other, first.negated, borne, state)
