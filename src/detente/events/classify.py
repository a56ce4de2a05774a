"""The PLOVER type of what one side does to the other in a sentence, both given."""

import numpy as np

from detente.encoder import FLOOR, ROOTS, softmax, windows
from detente.records import Span


def classify_event(sentence: str, source: Span, target: Span | None) -> tuple[str, float] | None:
    """Return the PLOVER type of what ``source`` does to ``target`` (spans of ``sentence``) and its probability.

    Every word piece adds to the score of each type: as one of the source's, of the target's and of the sentence's;
    each of the three is a mean. None where no word lies in ``source``, or none of the sentence may name an act.

    Raises:
        ImportError: onnxruntime or tokenizers isn't installed.
    """
    seen = list(windows(sentence, [[(0, len(sentence))]]))
    offsets = np.concatenate([np.zeros((0, 2), dtype=np.int32), *(window.offsets for window in seen)])
    roots = np.concatenate([np.zeros((0, 3 * len(ROOTS)), dtype=np.float32), *(window.roots for window in seen)])
    parts = np.split(roots, 3, axis=1)
    spans = (source, target or (0, 0), (0, len(sentence)))
    inside = [(offsets[:, 0] < end) & (offsets[:, 1] > start) for start, end in spans]
    if not inside[0].any() or max(float(1 - window.acts[:, 0].min()) for window in seen) < FLOOR:
        return None
    scores = np.sum([part[rows].mean(axis=0) for part, rows in zip(parts, inside, strict=True) if rows.any()], axis=0)
    likely = softmax(scores)
    best = int(likely.argmax())
    return ROOTS[best], round(float(likely[best]), 3)
