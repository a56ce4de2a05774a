"""A draft -> a Proposition: its sides, its kind, its parts, or None where it is nobody's business between states."""

from dataclasses import replace

from detente.clauses import Condition
from detente.propositions.draft import Draft
from detente.propositions.kinds import Terms, force_of, kind_of, lasting, stative, unseen
from detente.propositions.parts import condition_part, conditions_of, outcome_span, pattern, window_of
from detente.propositions.relevance import idle, relevant
from detente.propositions.scene import HARMFUL, Scene, apart
from detente.propositions.sides import Sides, addressee_of, doer_of, sides_of
from detente.propositions.sight import FORCES, concerned, sight_of, trimmed
from detente.propositions.weighing import Weight, weigh, weigh_purpose
from detente.records import Force, Part, Proposition, PropositionKind, Span, Statement, make_id


def build(scene: Scene, draft: Draft) -> Proposition | None:
    """Return the proposition that a draft makes, None where it makes none."""
    statement = scene.statement(draft.act if draft.act is not None else draft.outcome)
    weight = _weight(scene, draft)
    sides = sides_of(scene, draft, statement, weight)
    force = force_of(scene, draft, sides, weight)
    conditions = conditions_of(scene, draft)
    condition = condition_part(scene, conditions[0], sides.maker, sides.addressee) if conditions else None
    terms = _terms(scene, draft, sides, weight, conditions, condition)
    span = draft.span or trimmed(scene, draft, outcome_span(scene, draft, conditions))
    sight = sight_of(scene, span)
    ruled = kind_of(scene, draft, sides, weight, force, terms)
    kind = sight.kind(draft, ruled, _foreign(scene, draft, sides))
    if kind is None or sight.refused(draft):
        return None
    if sight.sure(sides.maker is not None) and concerned(scene, draft.outcome):
        told = sight.certain or not idle(scene, draft, sides, weight)
    else:
        told = relevant(scene, draft, sides, weight, kind, terms, statement is None)
    if not told:
        return None
    addressee = addressee_of(scene, draft, sides, weight, kind)
    if addressee is None and condition is not None and kind != "forecast" and terms.other:
        addressee = condition.actor
    sides = replace(sides, addressee=addressee)
    outcome = _outcome(scene, draft, sides, weight, force, span)
    return _proposition(scene, draft, statement, sides, weight, kind, outcome, condition)


def _foreign(scene: Scene, draft: Draft, sides: Sides) -> bool:
    """True where not the maker's side is to do it, but others or a thing."""
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


def _outcome(scene: Scene, draft: Draft, sides: Sides, weight: Weight, force: Force, span: Span) -> Part:
    actor = doer_of(sides, weight, force)
    victim = sides.addressee or next((each for each in sides.doers if apart(each, actor)), None)
    return Part(scene.document.text(*span), span, actor, pattern(scene, weight, actor, victim, span))


def _proposition(
    scene: Scene,
    draft: Draft,
    statement: Statement | None,
    sides: Sides,
    weight: Weight,
    kind: PropositionKind,
    outcome: Part,
    condition: Part | None,
) -> Proposition:
    when, basis = window_of(scene, draft)
    why_not = unseen(scene, draft.outcome, weight)
    spans = [part.span for part in (outcome, condition) if part is not None and part.span is not None]
    return Proposition(
        id=make_id("propositions", scene.document.article.id, scene.token(draft.outcome).start),
        article=scene.document.article.id,
        start=min(start for start, _ in spans),
        end=max(end for _, end in spans),
        rule=draft.rule,
        score=draft.score,
        statement=statement.id if statement is not None else None,
        kind=kind,
        force=FORCES.get(kind, "commit"),
        valence="harm" if kind == "threat" else weight.valence,
        maker=sides.maker,
        addressee=sides.addressee,
        condition=condition,
        outcome=outcome,
        window=when,
        window_basis=basis,
        strength=weight.strength or draft.strength,
        testable=why_not is None,
        why_not=why_not,
    )
