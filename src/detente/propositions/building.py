"""A candidate and its kind -> a Proposition: its sides, its parts, what would test it."""

from dataclasses import replace

from detente.propositions.candidate import Candidate
from detente.propositions.kinds import unseen
from detente.propositions.parts import pattern, window_of
from detente.propositions.scene import Scene, apart
from detente.propositions.sides import Sides, addressee_of, doer_of
from detente.propositions.sight import FORCES
from detente.records import Part, Proposition, PropositionKind, make_id


def build(scene: Scene, found: Candidate, kind: PropositionKind) -> Proposition:
    """Return the proposition that a candidate is, taken for one of ``kind``."""
    draft, weight, sides = found.draft, found.weight, _addressed(scene, found, kind)
    outcome = _outcome(scene, found, sides)
    when, basis = window_of(scene, draft)
    why_not = unseen(scene, draft.outcome, weight)
    spans = [part.span for part in (outcome, found.condition) if part is not None and part.span is not None]
    return Proposition(
        id=make_id("propositions", scene.document.article.id, scene.token(draft.outcome).start),
        article=scene.document.article.id,
        start=min(start for start, _ in spans),
        end=max(end for _, end in spans),
        rule=draft.rule,
        score=draft.score,
        statement=found.statement.id if found.statement is not None else None,
        kind=kind,
        force=FORCES.get(kind, "commit"),
        valence="harm" if kind == "threat" else weight.valence,
        maker=sides.maker,
        addressee=sides.addressee,
        condition=found.condition,
        outcome=outcome,
        window=when,
        window_basis=basis,
        strength=weight.strength or draft.strength,
        testable=why_not is None,
        why_not=why_not,
    )


def _addressed(scene: Scene, found: Candidate, kind: PropositionKind) -> Sides:
    """Return the sides with the addressee that such a proposition has."""
    addressee = addressee_of(scene, found.draft, found.sides, found.weight, kind)
    if addressee is None and found.condition is not None and kind != "forecast" and found.terms.other:
        addressee = found.condition.actor
    return replace(found.sides, addressee=addressee)


def _outcome(scene: Scene, found: Candidate, sides: Sides) -> Part:
    actor = doer_of(sides, found.weight, found.force)
    victim = sides.addressee or next((each for each in sides.doers if apart(each, actor)), None)
    meant = pattern(scene, found.weight, actor, victim, found.span)
    return Part(scene.document.text(*found.span), found.span, actor, meant)
