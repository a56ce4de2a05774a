"""How an encoder learns: lessons in batches of one kind and about one length, steps, rates."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from losses import Lesson, loss
from model import Encoder, Scores
from torch import Tensor, nn

WINDOWS, PAIRS = 12, 32  # lessons of a batch
_BUCKET = 20  # batches whose lessons are sorted by length, so that little is padding


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast: passes over the lessons, rate of the body, of the heads, weight of the likeness and of
    outcomes."""

    epochs: int
    rate: float
    head_rate: float
    likeness: float = 0.0
    outcomes: float = 1.0


def fit(
    model: Encoder,
    lessons: Sequence[Lesson],
    course: Course,
    saved: Path,
    goals: dict[str, Tensor] | None = None,
    ids: Tensor | None = None,
) -> None:
    """Train ``model`` and keep its weights in ``saved`` after each epoch.

    ``goals``: the base's unit vectors by text; ``ids``: the model's own number of each word piece, where its
    vocabulary is ordered differently.
    """
    named = list(model.named_parameters())
    body = [w for name, w in named if w.requires_grad and name.startswith("base.")]
    heads = [w for name, w in named if w.requires_grad and not name.startswith("base.")]
    rates = [course.rate, course.head_rate]
    groups = [{"params": body, "lr": rates[0]}, {"params": heads, "lr": rates[1]}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = course.epochs * len(list(batches(lessons)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rates, total_steps=steps + 1, pct_start=0.1, anneal_strategy="linear"
    )
    began, step = time.monotonic(), 0
    for epoch in range(course.epochs):
        model.train()
        for chosen in batches(lessons):
            rows = [lessons[i] for i in chosen]
            lost = loss(seen(model, rows, ids), rows, goals, course.likeness, course.outcomes)
            optimizer.zero_grad()
            lost.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                spent = time.monotonic() - began
                print(f"epoch {epoch} step {step}/{steps} loss {lost.item():.3f} {spent:.0f} s", flush=True)
        torch.save(model.state_dict(), saved)


def batches(lessons: Sequence[Lesson]) -> Iterator[list[int]]:
    """Yield the numbers of lessons of one kind and about one length, every lesson once, in random order."""
    found = []
    for paired, many in ((False, WINDOWS), (True, PAIRS)):
        order = [i for i, lesson in enumerate(lessons) if (lesson.pair is not None) == paired]
        random.shuffle(order)
        size = many * _BUCKET
        for start in range(0, len(order), size):
            bucket = sorted(order[start : start + size], key=lambda i: len(lessons[i].ids))
            found += [bucket[i : i + many] for i in range(0, len(bucket), many)]
    random.shuffle(found)
    yield from found


def padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    """Return rows of one length (b, n)."""
    most = max(map(len, rows))
    return torch.tensor([[*row, *([fill] * (most - len(row)))] for row in rows])


def seen(model: Encoder, lessons: Sequence[Lesson], ids: Tensor | None) -> Scores:
    """Return what the model gives for lessons, as single-precision numbers."""
    pieces = padded([lesson.ids for lesson in lessons], 0)
    mask = padded([[1] * len(lesson.ids) for lesson in lessons], 0)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores: Scores = model(pieces if ids is None else ids[pieces], mask)
    return Scores(*(part.float() for part in scores))
