"""What the encoder sees of outcomes: which of the rules' stand, of which kind they are, and what no rule finds."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from detente.encoder import KINDS, Prospect
from detente.lexicon import rows
from detente.propositions.draft import Draft
from detente.propositions.given import head_of
from detente.propositions.scene import NEIGHBOURS, Scene, political
from detente.records import Force, Proposition, PropositionKind, Span, Strength

_REFUSED = 0.06  # share of an outcome's words, by how sure the encoder is of each, below which it is none
_SURE = 0.65  # from which it is one, if somebody says so, whoever's business it seems to the rules
_CERTAIN = 0.75  # the same where nobody is known to say so
_TRUST = 0.7  # power of the encoder's probability of a kind beside the rules'
_LEAST = 0.02  # added to it
_PART = 0.3  # of all its words, from which what stands beside is part of it
_GAP = 15  # characters between parts
_SEEN = 0.8  # of all its words, from which what no rule finds is one
_NEW = 0.7  # share of them that no other outcome has
_SHORTEST = 8  # characters
_SCORE = 0.6
FORCES: dict[PropositionKind, Force] = {"demand": "ask", "forecast": "foretell"}
_HINTS: dict[PropositionKind, str] = {"threat": "harm", "offer": "offer"}
_STRENGTHS: dict[str, Strength] = {"would": "would", "should": "would", "may": "may", "might": "may", "could": "may"}
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
_BARE = ("propositions.options", "propositions.depends")
_OPEN = ("propositions.modal:will", "propositions.modal:would")  # rules by which a forecast may be anything


@dataclass(frozen=True, slots=True)
class Sight:
    """How the encoder sees the words of an outcome: ``support``, the share of them by how sure it is of each, and how
    likely it takes each of `KINDS` (5; none where it sees nothing)."""

    support: float = _REFUSED
    kinds: tuple[float, ...] = ()

    def refused(self, draft: Draft) -> bool:
        """True where the words tell no outcome; those of refusals and bare options are too few to tell."""
        return self.support < _REFUSED and draft.hint != "negated" and draft.rule not in _BARE

    @property
    def certain(self) -> bool:
        """True where the words tell an outcome though nobody is known to say so, or though it seems idle talk."""
        return self.support >= _CERTAIN

    def sure(self, told: bool) -> bool:
        """True where the words tell an outcome, whoever's business the rules take it for; ``told``: they know whose."""
        return self.certain or (told and self.support >= _SURE)

    def kind(self, draft: Draft, told: PropositionKind | None, foreign: bool) -> PropositionKind | None:
        """Return the likeliest kind of what the rules take for ``told``: naive Bayes of both. ``foreign``: others than
        the maker's side are to do it."""
        if told is None and draft.rule == _RULE:
            return max(zip(self.kinds, KINDS, strict=True))[1]
        if not self.kinds or told is None or (told == "forecast" and _expected(draft)):
            return told
        lifts = _lifts()["open" if told == "forecast" and draft.rule in _OPEN and not foreign else told]
        weights = {
            kind: math.log(lifts[kind]) + _TRUST * math.log(likely + _LEAST)
            for kind, likely in zip(KINDS, self.kinds, strict=True)
        }
        return max(KINDS, key=lambda kind: weights[kind])


def sight_of(scene: Scene, span: Span) -> Sight:
    """Return how the encoder sees the words of ``span``."""
    if scene.prospects is None:
        return Sight()
    met = [(each, _shared(each.span, span)) for each in scene.prospects]
    weight = sum(each.score * count for each, count in met)
    if not weight:
        return Sight(support=0.0)
    support = weight / (span[1] - span[0])
    kinds = [sum(each.kinds[i] * each.score * count for each, count in met) / weight for i in range(len(KINDS))]
    return Sight(support, tuple(kinds))


def trimmed(scene: Scene, draft: Draft, span: Span) -> Span:
    """Return the words of an outcome without those after its head that the encoder takes for no part of it: reasons,
    comments, what others do meanwhile."""
    head, end = scene.token(draft.outcome), 0
    for each in scene.prospects or ():
        if each.score >= _PART and each.span[0] <= max(head.start, end + _GAP) and each.span[1] > head.start:
            end = max(end, each.span[1])
    rest = scene.document.article.text[end : span[1]].split(maxsplit=1)
    cut = head.end <= end < span[1] and rest and (rest[0].lower() in _AFTER or not rest[0][0].isalnum())
    return (span[0], end) if cut else span


def drafts_by_sight(scene: Scene, found: Iterable[Proposition]) -> Iterator[Draft]:
    """Yield drafts of what only the encoder takes for outcomes, where political actors are named."""
    taken = [each.outcome.span for each in found if each.outcome.span is not None]
    for each in scene.prospects or ():
        size = each.span[1] - each.span[0]
        new = size - sum(_shared(each.span, span) for span in taken)
        if each.score < _SEEN or size < _SHORTEST or new < _NEW * size:
            continue
        head = head_of(scene, each.span)
        if concerned(scene, head) and not _unreal(scene, head):
            yield _draft(scene, each, head)


def concerned(scene: Scene, token: int) -> bool:
    """True where somebody of a state or body of states is named in a token's sentence or one of those before it; a
    heading concerns nobody."""
    sentences, at = scene.document.sentences, scene.token(token).sentence
    if scene.document.paragraphs[sentences[at].paragraph].kind == "heading":
        return False
    words = range(sentences[max(0, at - NEIGHBOURS)].first, sentences[at].last)
    return any(political(actor) for i in words for actor in scene.cast.of(i))


def _unreal(scene: Scene, head: int) -> bool:
    """True for what was done, what is asked whether it will, and what stands in an order: "did not threaten", "would
    have met", "whether they meet", "the agencies shall"."""
    past = {child.lemma for child in scene.children(head, "aux")} & {"do", "have", "shall"}
    asked = any(child.lower in ("whether", "if") for child in scene.children(head, "mark"))
    return bool(past) or asked or scene.token(head).tag == "VBD"


def _draft(scene: Scene, prospect: Prospect, head: int) -> Draft:
    words = [scene.token(i).lower for i in scene.document.tokens_in(prospect.span)]
    strength: Strength = next((_STRENGTHS[word] for word in words if word in _STRENGTHS), "will")
    force, hint = FORCES.get(prospect.kind, "commit"), _HINTS.get(prospect.kind, "")
    doer, score = scene.subject(head), _SCORE * prospect.score
    return Draft(head, None, force, None, None, doer, hint, _RULE, score, strength, span=prospect.span)


def _expected(draft: Draft) -> bool:
    """True for what may be, and what is expected by nobody known."""
    return draft.strength == "may" or (draft.act is not None and draft.maker is None)


@cache
def _lifts() -> dict[str, dict[PropositionKind, float]]:
    return {row["told"]: {kind: float(row[kind]) for kind in KINDS} for row in rows("kinds_told")}


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
