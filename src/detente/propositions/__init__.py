"""Threats, promises, offers, demands and forecasts, each with its condition, its outcome and what would test it."""

from detente.propositions.acts import drafts_by_acts
from detente.propositions.building import build
from detente.propositions.draft import Draft
from detente.propositions.given import Outcome, given_condition, given_outcome
from detente.propositions.modals import drafts_by_clauses
from detente.propositions.scene import Scene
from detente.propositions.sight import drafts_by_sight
from detente.propositions.weighing import distinct
from detente.records import Proposition

__all__ = ["Outcome", "Scene", "find_propositions", "given_condition", "given_outcome"]


def find_propositions(scene: Scene) -> tuple[Proposition, ...]:
    """Return the propositions of an article in order of their outcomes, one for each outcome.

    The kind follows the design: whose act is the outcome (the maker's side commits; the addressee's is asked;
    otherwise it is foretold), then harm or benefit.
    """
    built = {draft: build(scene, draft) for draft in (*drafts_by_acts(scene), *drafts_by_clauses(scene))}
    drafts = [draft for draft, proposition in built.items() if proposition is not None]
    found = [built[draft] for draft in _chosen(scene, _untitled(scene, drafts))]
    kept = {proposition.id: proposition for proposition in found if proposition is not None}
    alone = (build(scene, draft) for draft in drafts_by_sight(scene, kept.values()))
    kept |= {proposition.id: proposition for proposition in alone if proposition is not None}
    return tuple(sorted(kept.values(), key=lambda each: (each.outcome.span or (each.start, each.end), each.id)))


def _untitled(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Leave out what a heading says first and the text says again."""

    def headed(draft: Draft) -> bool:
        sentence = scene.document.sentences[scene.token(draft.outcome).sentence]
        return scene.document.paragraphs[sentence.paragraph].kind == "heading"

    told = {scene.token(draft.outcome).lemma for draft in drafts if not headed(draft)}
    return [draft for draft in drafts if not headed(draft) or scene.token(draft.outcome).lemma not in told]


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
