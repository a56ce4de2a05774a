"""Of which kind a draft is: whose act is the outcome, would it harm or help, could it be seen to happen."""

from dataclasses import dataclass
from functools import cache

from detente.clauses import class_words
from detente.lexicon import rows
from detente.propositions.draft import Draft
from detente.propositions.scene import Scene, apart, believed, official, political
from detente.propositions.sides import Sides
from detente.propositions.weighing import Weight
from detente.records import Force, PropositionKind, side

TOGETHER = ("CONSULT",)
HAVE_TO = "propositions.modal:have-to"
COULD = "propositions.modal:may"  # "we could work together"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what an outcome hangs: is there a condition, on the other side, negated ("unless"), and what would it be.

    ``stative`` is true where the outcome itself is a state, no act.
    """

    given: bool
    other: bool
    negated: bool
    weight: Weight | None
    stative: bool


@cache
def _unseen() -> dict[str, str]:
    return {row["word"]: row["why"] for row in rows("unseen")}


@cache
def _vague() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("unseen") if row["vague"])


@cache
def _stative() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("unseen") if row["stative"])


def force_of(scene: Scene, draft: Draft, sides: Sides, weight: Weight) -> Force:
    """Return commit for an act of the maker's own side, ask for the addressee's that the maker wants, else foretell.

    What is to be done to another by nobody named ("will pay the price", "will be lifted") is an official maker's act.
    """
    if draft.force == "ask":
        unpunished = weight.suffered and weight.valence == "harm" and draft.act is None and weight.event is None
        unpunished = unpunished and not sides.own
        return "commit" if unpunished and weight.types[:1] == ("SANCTION",) else "ask"
    if draft.force == "commit":
        return "commit"
    able = any(child.lower in ("able", "unable", "possible") for child in scene.children(draft.outcome, "acomp"))
    if draft.act is None and (able or scene.token(draft.outcome).lemma in class_words("fate")):
        return "foretell"
    if draft.rule == HAVE_TO and sides.doers and not sides.own and official(sides.maker):
        return "ask"
    there = bool(scene.children(draft.outcome, "expl")) and draft.strength == "will"
    if there and weight.valence == "harm" and official(sides.maker) and not sides.doers:
        return "commit"  # "there will be consequences"
    if arranged(scene, draft, sides):
        return "commit"
    done_to = weight.suffered and weight.valence != "none" and not sides.own
    if done_to and official(sides.maker) and (draft.strength != "may" or weight.types[:1] == ("SANCTION",)):
        return "commit"
    if draft.force == "foretell" and draft.hint != "warn":
        return "foretell"
    harm = weight.valence == "harm" and not weight.negated and weight.types != ("ACCUSE",)
    firm = draft.strength != "may" or harm or draft.hint == "warn"
    return "commit" if sides.own and firm else "foretell"


def lasting(scene: Scene, draft: Draft) -> bool:
    """True for a measure that is to stay."""
    doer = scene.token(draft.doer).lemma if draft.doer is not None else ""
    return doer in class_words("measure") and scene.token(draft.outcome).lemma in ("remain", "stay")


def arranged(scene: Scene, draft: Draft, sides: Sides) -> bool:
    """True for what an official tells that it will be held, done or take place, without saying by whom: by his own."""
    if draft.act is not None or draft.strength != "will" or draft.doer is None or draft.outcome not in scene.heads:
        return False
    if believed(scene, scene.heads[draft.outcome]):
        return False
    if not official(sides.maker) or not political(sides.maker) or scene.heads[draft.outcome].negated:
        return False
    passive = bool(scene.children(draft.outcome, "nsubjpass"))
    agents = [j.i for by in scene.children(draft.outcome, "agent") for j in scene.children(by.i, "pobj")]
    if passive and agents:
        return any(not apart(actor, sides.maker) for i in agents for actor in scene.actors(i))
    doer = scene.token(draft.doer)
    if scene.named(draft.doer) and (doer.pos != "NOUN" or any(a.named == "person" for a in scene.named(doer.i))):
        return False
    return passive or lasting(scene, draft) or scene.token(draft.outcome).lemma in class_words("held")


def kind_of(
    scene: Scene, draft: Draft, sides: Sides, weight: Weight, force: Force, terms: Terms
) -> PropositionKind | None:
    """Return the kind, None where a commitment is to nothing that would harm or help anybody."""
    if force == "ask":
        return _kind_asked(scene, draft, sides, weight)
    if force == "foretell" and draft.hint == "hoped" and _asking(sides):
        return "demand"  # "we hope that they will not weaken"
    if force == "foretell":
        proposed = sides.own and sides.first and weight.valence == "benefit" and draft.rule == COULD
        return "offer" if proposed else "forecast"
    if weight.types == TOGETHER and weight.negated and draft.act is None and not terms.given:
        return None  # "I will not speak about that"
    if draft.hint in ("harm", "reserved", "warn") or weight.valence == "harm":
        return "threat"
    if draft.hint == "mulled":
        return "forecast"
    if draft.hint == "offer":
        if sides.own and any(apart(doer, sides.maker) for doer in sides.doers):
            return "promise"  # "both sides expressed readiness to"
        return "demand" if sides.doers and not sides.own and _alone(weight) else "offer"
    if weight.valence == "none" and terms.other and (terms.negated or _bad(terms.weight)):
        return "threat"  # what is to follow unless the other side does as it is told, or if it does harm
    if weight.types == TOGETHER and draft.act is None:
        return "offer" if terms.other else "promise"
    if terms.other and weight.valence == "benefit" and _bad(terms.weight) and not terms.negated:
        return "promise"  # help against whoever does harm
    if terms.other and (weight.valence == "benefit" or (draft.act is None and not terms.stative)):
        return "offer"
    return "forecast" if weight.valence == "none" and draft.act is None and terms.stative else "promise"


def _kind_asked(scene: Scene, draft: Draft, sides: Sides, weight: Weight) -> PropositionKind | None:
    """Return demand, except for what the maker's own side is to do: alone or, an offer, together with others."""
    others = any(apart(doer, sides.maker) for doer in sides.doers)
    home = sides.own or any(side(doer) == side(sides.maker) for doer in sides.doers)
    act = scene.token(draft.act).lemma if draft.act is not None else ""
    joint = weight.types[:1] in (("CONSULT",), ("COOPERATE",), ("AGREE",)) and not weight.negated
    if joint and act in class_words("lack") and not others:
        return "offer"
    if home and not others:
        if act in class_words("charge") and draft.outcome in scene.heads:
            return "threat" if weight.valence == "harm" else "promise"  # whom it controls
        return "offer" if joint and sides.first else None
    if act in class_words("charge") and not others and not sides.doers:
        return None
    together = any(child.lower in ("together", "jointly") for child in scene.children(draft.outcome, "advmod"))
    return "offer" if together and others else "demand"


def _asking(sides: Sides) -> bool:
    """True for an official maker and an official doer of another side."""
    others = any(apart(doer, sides.maker) and official(doer) for doer in sides.doers)
    return official(sides.maker) and not sides.own and others


def _bad(weight: Weight | None) -> bool:
    return weight is not None and weight.valence == "harm"


def _alone(weight: Weight) -> bool:
    """True for what the other side would do alone: a proposal of it is a demand, and an offer where both do it."""
    return bool(weight.types) and weight.types[0] not in ("CONSULT", "COOPERATE", "AGREE", "SUPPORT")


def stative(scene: Scene, outcome: int) -> bool:
    """True for a state of mind or of things: nothing that would happen."""
    return scene.token(outcome).lemma.lower() in _stative() or scene.token(outcome).pos not in ("VERB", "AUX")


def unseen(scene: Scene, outcome: int, weight: Weight) -> str | None:
    """Return why nobody could see the outcome happen, None where somebody could."""
    token = scene.token(outcome)
    while token.lemma in class_words("phase") and (below := scene.children(token.i, "xcomp")):
        token = below[0]  # "will continue to support"
    words = {child.lower for child in scene.children(token.i)}
    if token.lemma.lower() in _vague() or words & {"accountable", "responsible"}:
        return "a matter of degree"
    if weight.known or (token.lemma == "take" and "place" in words):
        return None
    return _unseen().get(token.lemma.lower(), None if token.pos == "VERB" else "no observable outcome")
