"""What the encoder's scores lose against what coders marked, what a teacher thinks and what the base finds alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from acts import Act, Pair
from model import Scores
from torch import Tensor, nn
from windows import NONE, Window

_ACTED = 15.0  # what a mean over pieces, few of which name an act, counts beside other parts
_POINTED = 2.0  # what the coded sides count
_FORESEEN = 2.0  # what the outcomes of propositions count
_FORETOLD = 6.0  # what the teacher thinks of them counts


@dataclass(frozen=True, slots=True)
class Said:
    """A teacher's probabilities for the attributions of a window: tags (n, 7), cues (n, n), sources (n, n)."""

    tags: Tensor
    cues: Tensor
    sources: Tensor


@dataclass(frozen=True, slots=True)
class Done:
    """A teacher's probabilities for the acts of a window: acts (n, 17), realities (n, 7), and for the ``pieces`` (k,)
    that may be triggers those of agents and patients (k, n)."""

    acts: Tensor
    realities: Tensor
    pieces: Tensor
    agents: Tensor
    patients: Tensor


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window or a sentence with all that is known of it; ``acts`` None: nobody coded its acts, ``partial``: other
    words than these may name acts too, ``rooted`` (16,): a teacher's probabilities of the root, ``outcomes`` (n,): the
    kind of the proposition whose outcome each piece tells, 0 for none, ``foretold`` (n, 6): a teacher's probabilities
    of these."""

    ids: list[int]
    window: Window | None = None
    acts: tuple[Act, ...] | None = None
    partial: bool = False
    said: Said | None = None
    done: Done | None = None
    pair: Pair | None = None
    rooted: Tensor | None = None
    outcomes: list[int] | None = None
    foretold: Tensor | None = None


def loss(
    scores: Scores, lessons: Sequence[Lesson], goals: dict[str, Tensor] | None, likeness: float, outcomes: float = 1.0
) -> Tensor:
    """Return the loss of a batch of lessons of one kind; ``likeness`` and ``outcomes`` weigh two of its parts."""
    if lessons[0].pair is not None:
        return torch.stack([_rooted(scores, row, lesson) for row, lesson in enumerate(lessons)]).mean()
    taught = _marked(scores, lessons) + _taught(scores, lessons) + _alike(scores, lessons, goals, likeness)
    return taught + outcomes * _awaited(scores, lessons)


def pooled(scores: Scores, row: int, pair: Pair) -> Tensor:
    """Return the scores (16,) of the roots of a sentence, given source and target."""
    source, target, whole = scores.roots[row, : len(pair.ids)].chunk(3, -1)
    told = (source[list(pair.source)], target[list(pair.target)], whole)
    return torch.stack([part.mean(0) for part in told if len(part)]).sum(0)


def _rooted(scores: Scores, row: int, lesson: Lesson) -> Tensor:
    pair = lesson.pair
    assert pair is not None
    logs = nn.functional.log_softmax(pooled(scores, row, pair), -1)
    parts = []
    if pair.roots:
        parts.append(-0.95 * torch.logsumexp(logs[list(pair.roots)], 0) - 0.05 * logs.mean())
    if lesson.rooted is not None:
        parts.append(-(lesson.rooted.float() * logs).sum())
    return torch.stack(parts).mean()


def _marked(scores: Scores, lessons: Sequence[Lesson]) -> Tensor:
    total = torch.zeros(())
    rows = [i for i, lesson in enumerate(lessons) if lesson.window is not None and lesson.window.coded]
    if rows:
        for name, given, weight in (
            ("tags", scores.tags, 1.0),
            ("cues", scores.cues, 0.5),
            ("sources", scores.sources, 0.5),
        ):
            total = total + weight * _entropy(given[rows], [getattr(lessons[i].window, name) for i in rows])
    coded = [
        _acted(scores, i, acts, lesson.partial) for i, lesson in enumerate(lessons) if (acts := lesson.acts) is not None
    ]
    return total + torch.stack(coded).sum() / len(lessons) if coded else total


def _acted(scores: Scores, row: int, acts: Sequence[Act], partial: bool) -> Tensor:
    n = int((scores.agents[row, 0] > -1e3).sum())
    goal, weights = torch.zeros(n, dtype=torch.long), torch.zeros(n) if partial else torch.ones(n)
    total = torch.zeros(())
    for act in acts:
        goal[list(act.trigger)] = act.root
        weights[list(act.trigger)] = act.weight
    each = nn.functional.cross_entropy(scores.acts[row, 1 : n - 1], goal[1 : n - 1], reduction="none")
    total = total + _ACTED * (each * weights[1 : n - 1]).sum() / (n - 2)
    if acts:
        rows = [(act, i) for act in acts for i in act.trigger]
        pieces = torch.tensor([i for _, i in rows])
        total = total + _POINTED * _pointed(scores.agents[row, pieces, : n - 1], [act.source for act, _ in rows])
        total = total + _POINTED * _pointed(scores.patients[row, pieces, : n - 1], [act.target for act, _ in rows])
        if not partial:
            told = torch.tensor([act.reality for act, _ in rows])
            total = total + 0.5 * nn.functional.cross_entropy(scores.realities[row, pieces], told)
    return total


def _pointed(given: Tensor, sides: Sequence[Sequence[int]]) -> Tensor:
    """Return what pointers (k, n) lose against the positions of each side, 0 where nobody is named."""
    wanted = torch.zeros_like(given)
    for k, side in enumerate(sides):
        wanted[k, list(side) or [0]] = 1 / max(1, len(side))
    return -(wanted * nn.functional.log_softmax(given, -1)).sum(-1).mean()


def _taught(scores: Scores, lessons: Sequence[Lesson]) -> Tensor:
    total = torch.zeros(())
    for i, lesson in enumerate(lessons):
        n = len(lesson.ids)
        if (said := lesson.said) is not None:
            content = said.tags[:, 5:].sum(1)
            total = total + _like(scores.tags[i, 1 : n - 1], said.tags, torch.ones(n - 2))
            total = total + 0.5 * _like(scores.cues[i, 1 : n - 1, : n - 1], said.cues, content)
            total = total + 0.5 * _like(
                scores.sources[i, 1 : n - 1, : n - 1], said.sources, content + said.tags[:, 3:5].sum(1)
            )
        if (done := lesson.done) is not None:
            acted = 1 - done.acts[:, 0]
            total = total + _ACTED * _like(scores.acts[i, 1 : n - 1], done.acts, torch.ones(n - 2))
            total = total + 0.5 * _like(scores.realities[i, 1 : n - 1], done.realities, acted)
            at = done.pieces
            if len(at) and lesson.acts is None:  # where somebody marked the sides, the teacher knows less
                total = total + 0.5 * _like(scores.agents[i, at, : n - 1], done.agents, acted[at - 1])
                total = total + 0.5 * _like(scores.patients[i, at, : n - 1], done.patients, acted[at - 1])
    return total / len(lessons)


def _awaited(scores: Scores, lessons: Sequence[Lesson]) -> Tensor:
    total = torch.zeros(())
    rows = [i for i, lesson in enumerate(lessons) if lesson.outcomes is not None]
    if rows:
        total = total + _FORESEEN * _entropy(scores.outcomes[rows], [lessons[i].outcomes or [] for i in rows])
    for i, lesson in enumerate(lessons):
        if lesson.foretold is not None:
            n = len(lesson.ids)
            each = _like(scores.outcomes[i, :n], lesson.foretold, torch.ones(n))
            total = total + _FORETOLD * each / len(lessons)
    return total


def _alike(scores: Scores, lessons: Sequence[Lesson], goals: dict[str, Tensor] | None, weight: float) -> Tensor:
    if goals is None or not weight:
        return torch.zeros(())
    passages = [
        (i, span, text)
        for i, window in _windows(lessons)
        for span, text in zip(window.passages, window.texts, strict=True)
    ]
    if not passages:
        return torch.zeros(())
    mine = torch.stack([scores.vectors[i, start:end].mean(0) for i, (start, end), _ in passages])
    theirs = torch.stack([goals[text].float() for _, _, text in passages])
    return weight * (1 - nn.functional.cosine_similarity(mine, theirs).mean())


def _windows(lessons: Sequence[Lesson]) -> Iterable[tuple[int, Window]]:
    return ((i, lesson.window) for i, lesson in enumerate(lessons) if lesson.window is not None)


def _entropy(scores: Tensor, goal: list[list[int]]) -> Tensor:
    most = scores.shape[1]
    wanted = torch.tensor([[*row, *([NONE] * (most - len(row)))] for row in goal])
    if not (wanted != NONE).any():
        return torch.zeros(())
    return nn.functional.cross_entropy(scores.transpose(1, 2), wanted, ignore_index=NONE)


def _like(scores: Tensor, goal: Tensor, weights: Tensor) -> Tensor:
    """Return the cross entropy with a teacher's probabilities, a mean over pieces by weight."""
    entropy = -(goal.float() * nn.functional.log_softmax(scores, -1)).sum(-1)
    return (weights * entropy).sum() / weights.sum().clamp(min=1.0)
