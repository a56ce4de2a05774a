"""How an encoder learns: from what coders marked, from a teacher's doubts, and to keep its base's likenesses."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from model import Encoder
from torch import Tensor, nn
from windows import NONE, Window

BATCH = 12
_BUCKET = 20  # batches whose windows are sorted by length, so that little is padding

Soft = tuple[
    Tensor, Tensor, Tensor
]  # a teacher's probabilities of one window: tags (n, 7), cues (n, n), sources (n, n)


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast: passes over the windows, rate of the body, of the heads, weight of the likeness."""

    epochs: int
    rate: float
    head_rate: float
    likeness: float = 0.0


def fit(
    model: Encoder,
    windows: Sequence[Window],
    course: Course,
    saved: Path,
    soft: dict[int, Soft] | None = None,
    goals: dict[str, Tensor] | None = None,
    ids: Tensor | None = None,
) -> None:
    """Train ``model`` and keep its weights in ``saved`` after each epoch.

    ``soft``: a teacher's probabilities by the window's number; ``goals``: the base's unit vectors by text; ``ids``: the
    model's own number of each word piece, where its vocabulary is ordered differently.
    """
    named = list(model.named_parameters())
    body = [w for name, w in named if w.requires_grad and name.startswith("base.")]
    heads = [w for name, w in named if w.requires_grad and not name.startswith("base.")]
    rates = [course.rate, course.head_rate]
    groups = [{"params": body, "lr": rates[0]}, {"params": heads, "lr": rates[1]}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = course.epochs * (len(windows) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rates, total_steps=steps + course.epochs, pct_start=0.1, anneal_strategy="linear"
    )
    began, step = time.monotonic(), 0
    for epoch in range(course.epochs):
        model.train()
        for chosen in batches(windows):
            loss = _loss(model, [windows[i] for i in chosen], course, [soft and soft[i] for i in chosen], goals, ids)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                spent = time.monotonic() - began
                print(f"epoch {epoch} step {step}/{steps} loss {loss.item():.3f} {spent:.0f} s", flush=True)
        torch.save(model.state_dict(), saved)


def batches(windows: Sequence[Window]) -> Iterator[list[int]]:
    """Yield the numbers of windows of about one length, every window once, in random order."""
    order = list(range(len(windows)))
    random.shuffle(order)
    size = BATCH * _BUCKET
    found = []
    for start in range(0, len(order), size):
        bucket = sorted(order[start : start + size], key=lambda i: len(windows[i].ids))
        found += [bucket[i : i + BATCH] for i in range(0, len(bucket), BATCH)]
    random.shuffle(found)
    yield from found


def padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    """Return rows of one length (b, n)."""
    most = max(map(len, rows))
    return torch.tensor([[*row, *([fill] * (most - len(row)))] for row in rows])


def seen(model: Encoder, windows: Sequence[Window], ids: Tensor | None) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return what the model gives for windows, as single-precision numbers."""
    pieces = padded([w.ids for w in windows], 0)
    mask = padded([[1] * len(w.ids) for w in windows], 0)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, cues, sources, vectors = model(pieces if ids is None else ids[pieces], mask)
    return tags.float(), cues.float(), sources.float(), vectors.float()


def _loss(
    model: Encoder,
    rows: Sequence[Window],
    course: Course,
    soft: Sequence[Soft | None],
    goals: dict[str, Tensor] | None,
    ids: Tensor | None,
) -> Tensor:
    tags, cues, sources, vectors = seen(model, rows, ids)
    loss = torch.zeros(())
    marked = [i for i, row in enumerate(rows) if row.coded]
    if marked:
        wanted = ([getattr(rows[i], name) for i in marked] for name in ("tags", "cues", "sources"))
        for scores, goal, weight in zip((tags, cues, sources), wanted, (1.0, 0.5, 0.5), strict=True):
            loss = loss + weight * _entropy(scores[marked], goal)
    taught = [(i, s) for i, s in enumerate(soft) if s is not None]
    for i, (tag, cue, source) in taught:
        n = len(rows[i].ids)
        said = tag[:, 5:].sum(1)
        loss = loss + _like(tags[i, 1 : n - 1], tag, torch.ones(n - 2)) / len(rows)
        loss = loss + 0.5 * _like(cues[i, 1 : n - 1, : n - 1], cue, said) / len(rows)
        loss = loss + 0.5 * _like(sources[i, 1 : n - 1, : n - 1], source, said + tag[:, 3:5].sum(1)) / len(rows)
    if goals is not None and course.likeness:
        mine = [vectors[i, a:b].mean(0) for i, row in enumerate(rows) for a, b in row.passages]
        theirs = [goals[text].float() for row in rows for text in row.texts]
        if mine:
            near = nn.functional.cosine_similarity(torch.stack(mine), torch.stack(theirs)).mean()
            loss = loss + course.likeness * (1 - near)
    return loss


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
