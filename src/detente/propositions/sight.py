"""What the encoder sees of outcomes: how surely, of which kind, where they end, and what no rule finds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.encoder import KINDS, Prospect
from detente.propositions.draft import Draft
from detente.propositions.given import head_of
from detente.propositions.scene import NEIGHBOURS, SUBJECTS, Scene, political
from detente.records import Force, PropositionKind, Span, Strength

_PART = 0.3  # of all its words, from which what stands beside is part of it
_GAP = 15  # characters between parts
_SEEN = 0.3  # of all its words, from which what no rule finds may be one
_NEW = 0.7  # share of them that no other outcome has
_FEWEST = 3  # words
_SCORE = 0.6
FORCES: dict[PropositionKind, Force] = {"demand": "ask", "forecast": "foretell"}
_HINTS: dict[PropositionKind, str] = {"threat": "harm", "offer": "offer"}
_STRENGTHS: dict[str, Strength] = {
    **dict.fromkeys(("would", "should", "ready", "prepared", "willing", "plans", "proposed", "likely"), "would"),
    **dict.fromkeys(("expect", "expects", "expected", "projected", "ask", "asks", "asked", "hopes"), "would"),
    **dict.fromkeys(("may", "might", "could"), "may"),
}
_BEFORE = 3  # words before an outcome that may say how firm it is
_RULE = "propositions.seen"
# what begins a reason, a purpose, a time or a comment
_AFTER = frozenset(
    (
        "as",
        "since",
        "because",
        "while",
        "when",
        "which",
        "who",
        "so",
        "although",
        "though",
        "and",
        "but",
        "before",
        "to",
    )
)


@dataclass(frozen=True, slots=True)
class Sight:
    """How the encoder sees the words of an outcome: ``support``, the share of them by how sure it is of each;
    ``nearest``, how sure it is of the outcome that has most of them; and how likely it takes each of `KINDS` (5; all
    alike where it sees nothing)."""

    support: float = 0.0
    nearest: float = 0.0
    kinds: tuple[float, ...] = (1 / len(KINDS),) * len(KINDS)


def sight_of(scene: Scene, span: Span) -> Sight:
    """Return how the encoder sees the words of ``span``."""
    met = [(shared(each.span, span), each) for each in scene.prospects]
    weight = sum(each.score * count for count, each in met)
    if not weight:
        return Sight()
    kinds = tuple(sum(each.kinds[i] * each.score * count for count, each in met) / weight for i in range(len(KINDS)))
    return Sight(weight / (span[1] - span[0]), max(met)[1].score, kinds)


def trimmed(scene: Scene, draft: Draft, span: Span) -> Span:
    """Return the words of an outcome without those after its head that the encoder takes for no part of it: reasons,
    comments, what others do meanwhile."""
    head, end = scene.token(draft.outcome), 0
    for each in scene.prospects:
        if each.score >= _PART and each.span[0] <= max(head.start, end + _GAP) and each.span[1] > head.start:
            end = max(end, each.span[1])
    rest = scene.document.article.text[end : span[1]].split(maxsplit=1)
    cut = head.end <= end < span[1] and rest and (rest[0].lower() in _AFTER or not rest[0][0].isalnum())
    return (span[0], end) if cut else span


def drafts_by_sight(scene: Scene, taken: Sequence[Span]) -> Iterator[Draft]:
    """Yield drafts of what the encoder alone may take for outcomes, where none of those ``taken`` is and somebody
    political is named."""
    for each in scene.prospects:
        size = each.span[1] - each.span[0]
        new = size - sum(shared(each.span, span) for span in taken)
        if each.score < _SEEN or new < _NEW * size:
            continue
        span = _bare(scene, each.span)
        if len(scene.document.tokens_in(span)) < _FEWEST:
            continue
        head = head_of(scene, span)
        subject = scene.token(head).dep in SUBJECTS
        if not subject and _concerned(scene, head) and not _unreal(scene, head):
            yield _draft(scene, each, head, span)


def _bare(scene: Scene, span: Span) -> Span:
    """Return the words of an outcome without a condition that stands before or after them, and what parts them."""
    for start, end in map(scene.whole, scene.conditions):
        if span[0] < start < span[1] <= end + _GAP:
            span = (span[0], start)
        elif start <= span[0] + _GAP and span[0] < end < span[1]:
            span = (end, span[1])
    words = [token for token in map(scene.token, scene.document.tokens_in(span)) if token.pos != "PUNCT"]
    return (words[0].start, words[-1].end) if words else span


def _concerned(scene: Scene, token: int) -> bool:
    """True where somebody of a state or body of states is named in a token's sentence or one of those before it; a
    heading concerns nobody."""
    sentences, at = scene.document.sentences, scene.token(token).sentence
    words = range(sentences[max(0, at - NEIGHBOURS)].first, sentences[at].last)
    return not scene.headed(token) and any(political(actor) for i in words for actor in scene.cast.of(i))


def _unreal(scene: Scene, head: int) -> bool:
    """True for what was done, what is asked whether it will, and what stands in an order: "did not threaten to", "would
    have met", "whether they meet", "the agencies shall"."""
    above = scene.token(head).head if scene.token(head).dep == "xcomp" else head
    past = {child.lemma for i in (head, above) for child in scene.children(i, "aux")} & {"do", "have", "shall"}
    asked = any(child.lower in ("whether", "if") for child in scene.children(head, "mark"))
    return bool(past) or asked or scene.token(head).tag == "VBD"


def _draft(scene: Scene, prospect: Prospect, head: int, span: Span) -> Draft:
    inside = scene.document.tokens_in(span)
    sentence = scene.document.sentences[scene.token(head).sentence]
    words = [scene.token(i).lower for i in (*inside, *range(max(sentence.first, inside[0] - _BEFORE), inside[0]))]
    strength: Strength = next((_STRENGTHS[word] for word in words if word in _STRENGTHS), "will")
    force, hint = FORCES.get(prospect.kind, "commit"), _HINTS.get(prospect.kind, "")
    doer, score = scene.subject(head), _SCORE * prospect.score
    return Draft(head, None, force, None, None, doer, hint, _RULE, score, strength, span=span)


def shared(one: Span, other: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
