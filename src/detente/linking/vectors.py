"""How near two wordings are in meaning, by the encoder's vectors; each text alone, so that no other text changes it."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from detente.encoder import Floats, windows
from detente.records import Span

LONGEST = 1000
"""Characters from which a text says so much that one vector tells nothing of it."""


@lru_cache(maxsize=512)
def _pieces(text: str) -> tuple[Floats, Floats]:
    """The middles of the word pieces of ``text`` and their vectors."""
    parts = list(windows(text, [[(0, len(text))]]))
    if not parts:
        return np.zeros(0, dtype=np.float32), np.zeros((0, 1), dtype=np.float32)
    offsets = np.concatenate([part.offsets for part in parts])
    return offsets.mean(axis=1).astype(np.float32), np.concatenate([part.vectors for part in parts])


@lru_cache(maxsize=16384)
def _whole(text: str) -> Floats:
    return _mean(_pieces(text)[1])


def _mean(vectors: Floats) -> Floats:
    """The mean of vectors, of length one; of none, or of none that points anywhere, zero."""
    mean: Floats = vectors.sum(axis=0)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean


def nearness(left: str, right: str) -> float:
    """Return the cosine of the vectors of two texts, 0 where they point apart or one is empty.

    Raises:
        ImportError: onnxruntime or tokenizers isn't installed.
    """
    one, other = _whole(left), _whole(right)
    return max(0.0, float(one @ other)) if len(one) == len(other) else 0.0


def nearest(text: str, spans: Sequence[Span], other: str, parts: Sequence[Span]) -> list[float]:
    """Return for each span of ``text`` the cosine of its vector with the nearest of the parts of ``other``, read in
    their texts; 0 where there is none."""
    if not spans or not parts:
        return [0.0] * len(spans)
    one, theirs = (np.stack([_of(held, span) for span in them]) for held, them in ((text, spans), (other, parts)))
    if one.shape[1] != theirs.shape[1]:
        return [0.0] * len(spans)
    return [float(value) for value in np.maximum((one @ theirs.T).max(axis=1), 0)]


def _of(text: str, span: Span) -> Floats:
    middles, vectors = _pieces(text)
    return _mean(vectors[(middles >= span[0]) & (middles < span[1])])
