"""Conditions that stand in the clause or sentence before: "Otherwise, we will", "In that case, we will"."""

from detente.clauses import Condition, class_words
from detente.propositions.scene import Scene
from detente.propositions.weighing import weigh
from detente.sentences import Sentence

OTHERWISE = (("otherwise",), ("or", "else"), ("failing", "that"), ("if", "not"))
THEN = (
    ("in", "that", "case"),
    ("in", "this", "case"),
    ("in", "such", "a", "case"),
    ("if", "so"),
    ("if", "that", "happens"),
)


def implied_condition(scene: Scene, outcome: int) -> Condition | None:
    """Return the condition that an outcome takes from the clause before it, None where it takes none.

    "Otherwise" takes its not being done, "in that case" its being done.
    """
    sentence = scene.document.sentences[scene.token(outcome).sentence]
    low, high = scene.document.edges[outcome]
    for phrases, negated in ((OTHERWISE, True), (THEN, False)):
        for i in range(max(sentence.first, low - 3), min(outcome, high)):
            length = next((len(words) for words in phrases if _stands(scene, i, words)), 0)
            before = _before(scene, sentence, i) if length else None
            if before is not None:
                first, last = scene.document.edges[before]
                marker = scene.document.span(i, i + length)
                word = scene.document.text(*marker).lower()
                return Condition(marker, word, first, min(last, i), before, outcome, negated, "condition")
    return None


def met_condition(scene: Scene, outcome: int) -> Condition | None:
    """Return the condition that a subject is: "any further attack will be met with sanctions"."""
    for subject in scene.children(outcome, "nsubj", "nsubjpass"):
        marks = [child for child in scene.children(subject.i, "det", "amod") if child.lower in class_words("further")]
        act = subject.pos == "NOUN" and not scene.named(subject.i)
        if marks and act and weigh(scene, subject.i).valence == "harm":
            first, last = scene.document.edges[subject.i]
            mark = marks[0]
            return Condition((mark.start, mark.end), mark.lower, first, last, None, outcome, False, "condition")
    return None


def _stands(scene: Scene, i: int, words: tuple[str, ...]) -> bool:
    tokens = scene.document.tokens[i : i + len(words)]
    return tuple(token.lower for token in tokens) == words


def _before(scene: Scene, sentence: Sentence, i: int) -> int | None:
    """Return the head of the clause that the phrase at token ``i`` points back to."""
    earlier = [head for head in scene.heads if sentence.first <= head < i]
    if earlier:
        return min(earlier)
    if sentence.index == 0:
        return None
    last = scene.document.sentences[sentence.index - 1]
    root = last.root
    reported = [child.i for child in scene.children(root, "ccomp") if child.i in scene.heads]
    return reported[0] if reported else root if root in scene.heads else None
