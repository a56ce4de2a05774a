"""The head of roots, learnt once more and alone on what the body has come to give of each sentence.

While all heads learn together the body moves on under this one. Alone it is a logistic regression, which has one
solution: the figures of students of several seeds come closer together.
"""

from collections.abc import Sequence

import torch
from fitting import padded
from losses import Lesson
from model import Encoder
from torch import Tensor, nn

_SHRINK = 1e-3  # what the sum of squared weights counts
_ROUNDS = 150
_BATCH = 48


def rooted_again(model: Encoder, lessons: Sequence[Lesson]) -> None:
    """Refit ``model.roots`` on sentences with a source and a target, by what coders and a teacher say of each; the body
    and the other heads stay as they are."""
    given, there = means(model, lessons)
    coded, taught = torch.zeros(len(lessons), model.roots.out_features // 3), torch.zeros(len(lessons), 1)
    views = torch.zeros_like(coded)
    for row, lesson in enumerate(lessons):
        roots = lesson.pair.roots if lesson.pair is not None else ()
        coded[row, list(roots)], taught[row] = 1.0, bool(roots)
        if lesson.rooted is not None:
            views[row] = lesson.rooted
    head = model.roots
    optimizer = torch.optim.LBFGS(head.parameters(), max_iter=_ROUNDS, history_size=20, line_search_fn="strong_wolfe")

    def lost() -> Tensor:
        optimizer.zero_grad()
        parts = head(given).unflatten(-1, (3, -1)).diagonal(dim1=1, dim2=2)  # source's, target's and the whole's third
        logs = nn.functional.log_softmax((parts * there[:, None]).sum(-1), -1)
        marked = taught[:, 0] * torch.logsumexp(logs.masked_fill(coded == 0, -1e4), -1)
        loss: Tensor = -((views * logs).sum(-1) + marked).mean() + _SHRINK * (head.weight**2).sum()
        loss.backward()
        return loss

    optimizer.step(lost)


@torch.no_grad()
def means(model: Encoder, lessons: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    """Return the body's means over source, target and sentence (k, 3, width) and which of them are there (k, 3)."""
    model.eval()
    given = torch.zeros(len(lessons), 3, model.base.config.hidden_size)
    there = torch.ones(len(lessons), 3)
    order = sorted(range(len(lessons)), key=lambda i: len(lessons[i].ids))
    for start in range(0, len(order), _BATCH):
        chosen = order[start : start + _BATCH]
        ids = [lessons[i].ids for i in chosen]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            mask = padded([[1] * len(row) for row in ids], 0)
            hidden = model.base(input_ids=padded(ids, 0), attention_mask=mask).last_hidden_state
        for i, vectors in zip(chosen, hidden.float(), strict=True):
            pair = lessons[i].pair
            assert pair is not None
            for k, pieces in enumerate((pair.source, pair.target, range(len(pair.ids)))):
                there[i, k] = bool(pieces)
                if pieces:
                    given[i, k] = vectors[list(pieces)].mean(0)
    return given, there
