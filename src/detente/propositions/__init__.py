"""Threats, promises, offers, demands and forecasts, each with its condition, its outcome and what would test it."""

from detente.propositions.acts import drafts_by_acts
from detente.propositions.building import build
from detente.propositions.candidate import Candidate, candidate
from detente.propositions.draft import Draft
from detente.propositions.given import Outcome, given_condition, given_outcome
from detente.propositions.likelihood import LEAST, likeliest
from detente.propositions.modals import drafts_by_clauses
from detente.propositions.scene import Scene
from detente.propositions.sight import drafts_by_sight, shared
from detente.propositions.weighing import distinct
from detente.records import Proposition, PropositionKind, Span

__all__ = ["Outcome", "Scene", "candidates", "find_propositions", "given_condition", "given_outcome"]

_MOST = 0.6  # share of the shorter, from which two outcomes are one


def find_propositions(scene: Scene) -> tuple[Proposition, ...]:
    """Return the propositions of an article in order of their outcomes, one for each outcome."""
    likely = ((likeliest(scene, each), each) for each in candidates(scene))
    found = [(likelihood, kind, each) for (likelihood, kind), each in likely if likelihood >= LEAST]
    kept: list[tuple[PropositionKind, Candidate]] = []
    for _, kind, each in sorted(found, key=lambda one: (-one[0], one[2].span)):
        if not any(_same(each.span, other.span) for _, other in kept):
            kept.append((kind, each))
    propositions = {one.id: one for one in (build(scene, each, kind) for kind, each in reversed(kept))}
    return tuple(sorted(propositions.values(), key=lambda one: (one.outcome.span or (one.start, one.end), one.id)))


def candidates(scene: Scene) -> list[Candidate]:
    """Return what may be propositions: what the rules draft, and what the encoder alone may take for outcomes."""
    drafts = dict.fromkeys((*drafts_by_acts(scene), *drafts_by_clauses(scene)))
    found = [candidate(scene, draft) for draft in _chosen(scene, _untitled(scene, list(drafts)))]
    taken = [each.span for each in found]
    return found + [candidate(scene, draft) for draft in drafts_by_sight(scene, taken)]


def _same(one: Span, other: Span) -> bool:
    return shared(one, other) > _MOST * min(one[1] - one[0], other[1] - other[0])


def _untitled(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Leave out what a heading says first and the text says again."""

    told = {scene.token(draft.outcome).lemma for draft in drafts if not scene.headed(draft.outcome)}
    return [d for d in drafts if not scene.headed(d.outcome) or scene.token(d.outcome).lemma not in told]


def _chosen(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Return one draft for each outcome, that of an act before that of a modal.

    The act's own clause and the coordinates of an outcome are no outcomes of their own; nor is what somebody undertakes
    to ask of others ("agreed to instruct their envoys to meet").
    """
    undertaken = {draft.outcome for draft in drafts if draft.act is not None}
    drafts = [draft for draft in drafts if draft.force != "ask" or draft.act not in undertaken]
    outcomes: dict[int, Draft] = {}
    for draft in drafts:
        outcomes.setdefault(draft.outcome, draft)
    acting = {draft.act for draft in drafts if draft.act is not None}
    covered = acting | {scene.clause(act).head for act in acting}
    asked = {clause.head for clause in scene.clauses if clause.role == "condition"}
    asked |= {i for each in scene.conditions if each.clause is None for i in range(each.first, each.last)}
    chosen = [draft for draft in outcomes.values() if draft.outcome not in covered | asked]
    return [draft for draft in chosen if not _coordinate(scene, draft, outcomes)]


def _coordinate(scene: Scene, draft: Draft, outcomes: dict[int, Draft]) -> bool:
    token = scene.token(draft.outcome)
    if token.dep != "conj" or token.head not in outcomes:
        return False
    return not distinct(scene, token.head, token)
