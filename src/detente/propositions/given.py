"""Words that somebody gives for an outcome or a condition -> the part that the same words make in a report."""

from typing import NamedTuple

from detente.clauses import Condition
from detente.dates import when
from detente.propositions.kinds import unseen
from detente.propositions.parts import condition_part, pattern
from detente.propositions.scene import Scene
from detente.propositions.weighing import weigh
from detente.records import Actor, DateRange, Part, Span, Strength, Valence


class Outcome(NamedTuple):
    """An outcome as given: what its words are worth, how firm they are, the days that they name, and why nobody could
    see it happen."""

    part: Part
    valence: Valence
    strength: Strength
    window: DateRange | None
    why_not: str | None


def given_outcome(scene: Scene, span: Span, doer: Actor | None, other: Actor | None) -> Outcome:
    """Return the outcome that the words of ``span`` name; ``doer`` None: whoever they say does it."""
    head = head_of(scene, span)
    if doer is None and (subject := scene.subject(head) if head in scene.heads else None) is not None:
        doer = next(iter(scene.actors(subject)), None)
    weight = weigh(scene, head)
    part = Part(scene.document.text(*span), span, doer, pattern(scene, weight, doer, other, span))
    strength = weight.strength or scene.clause(head).strength or "will"
    window = when(scene.document, scene.timexes, head)
    return Outcome(part, weight.valence, strength, window, unseen(scene, head, weight))


def given_condition(scene: Scene, span: Span, maker: Actor | None, addressee: Actor | None) -> Part:
    """Return the condition that the words of ``span`` name."""
    inside = scene.document.tokens_in(span)
    for condition in scene.conditions:
        if condition.first in inside or condition.last - 1 in inside:
            return condition_part(scene, condition, maker, addressee)
    head = head_of(scene, span)
    clause = head if head in scene.heads else None
    bare = Condition((span[0], span[0]), "", inside[0], inside[-1] + 1, clause, None, False, "condition")
    return condition_part(scene, bare, maker, addressee)


def head_of(scene: Scene, span: Span) -> int:
    """Return the token on which the words of a span hang.

    Raises:
        ValueError: there is no word in it.
    """
    inside = scene.document.tokens_in(span)
    heads = [i for i in inside if scene.token(i).head not in inside or scene.token(i).head == i]
    words = [i for i in heads if scene.token(i).pos != "PUNCT"] or heads
    if not words:
        raise ValueError(f"{scene.document.text(*span)!r}: there is no word in it")
    return max(words, key=lambda i: scene.document.edges[i][1] - scene.document.edges[i][0])
