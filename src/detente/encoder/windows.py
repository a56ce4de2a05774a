"""Paragraphs -> labels and vectors per word piece by the shipped ONNX model, all heads in one pass.

The model is all-MiniLM-L6-v2 with heads for attribution, trained by `training/`; `card.json` beside it says how. Its
dynamic quantization takes one range of activations over a whole batch, so windows run one by one and without padding:
the same text gives the same numbers in any company.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.records import PropositionKind, Span
from detente.sentences import Document

LENGTH = 192  # word pieces of a window, the two that frame it included
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
# PLOVER's roots, and how real an act is told to be
ROOTS = (
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
REALITIES = ("deed", "claimed", "planned", "proposed", "threatened", "hypothetical", "negated")
KINDS: tuple[PropositionKind, ...] = ("threat", "promise", "offer", "demand", "forecast")
_LONGEST = 4_000  # characters that are cut into pieces at once

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """What the model says of consecutive text of ``n`` word pieces. ``offsets`` (n, 2) are of the article's text;
    ``tags`` (n, 7) are probabilities in the order of `TAGS`; ``cues`` and ``sources`` (n, n + 1) are probabilities
    that a piece's cue or source begins with the piece ``j - 1``, 0 for none; ``vectors`` (n, 384) compare passages:
    the mean over a passage is its vector. ``acts`` (n, 17) are probabilities that a piece names no act, or one of
    each of `ROOTS`, ``realities`` (n, 7) of how real it is told to be, ``agents`` and ``patients`` (n, n + 1) that the
    piece ``j - 1`` names who does it or to whom, 0 for nobody; ``roots`` (n, 48) is what a piece as source, as target
    and as any word of a sentence adds to the score of each root;
    ``outcomes`` (n, 6) are probabilities that a piece tells no outcome of a proposition, or that of one of each of
    `KINDS`."""

    offsets: NDArray[np.int32]
    tags: Floats
    cues: Floats
    sources: Floats
    vectors: Floats
    acts: Floats
    realities: Floats
    agents: Floats
    patients: Floats
    roots: Floats
    outcomes: Floats


def encode(document: Document) -> Iterator[Window]:
    """Yield the windows of an article's sentences, in order.

    Raises:
        ImportError: onnxruntime or tokenizers isn't installed.
    """
    yield from windows(document.article.text, passages(document))


def windows(text: str, passages: Iterable[Sequence[Span]]) -> Iterator[Window]:
    """Yield the windows of passages of ``text``, each the spans of its sentences, in order."""
    session, tokenizer = _model()
    for ids, offsets in cut(text, passages, tokenizer):
        given = session.run(None, {"ids": np.array([ids], dtype=np.int64)})
        parts = (part[0, 1:-1] for part in given)
        tags, cues, sources, vectors, acts, realities, agents, patients, roots, outcomes = parts
        yield Window(
            np.array(offsets, dtype=np.int32),
            softmax(tags),
            softmax(cues[:, :-1]),
            softmax(sources[:, :-1]),
            vectors,
            softmax(acts),
            softmax(realities),
            softmax(agents[:, :-1]),
            softmax(patients[:, :-1]),
            roots,
            softmax(outcomes),
        )


def passages(document: Document) -> Iterator[list[Span]]:
    """Yield the sentences of each paragraph as spans, as `cut` takes them."""
    for _, sentences in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        yield [(sentence.start, sentence.end) for sentence in sentences]


def cut(text: str, passages: Iterable[Sequence[Span]], tokenizer: Any) -> Iterator[tuple[list[int], list[Span]]]:
    """Yield (ids with both frames, offsets of the pieces between them) of windows: whole paragraphs as long as they
    fit, longer ones cut between sentences, longer sentences cut anywhere."""
    first, last = (tokenizer.token_to_id(frame) for frame in ("[CLS]", "[SEP]"))
    ids: list[int] = []
    offsets: list[Span] = []
    for part in _parts(text, passages, tokenizer):
        if ids and len(ids) + len(part) > LENGTH - 2:
            yield [first, *ids, last], offsets
            ids, offsets = [], []
        ids += [piece for piece, _ in part]
        offsets += [span for _, span in part]
    if ids:
        yield [first, *ids, last], offsets


def _parts(text: str, passages: Iterable[Sequence[Span]], tokenizer: Any) -> Iterator[list[tuple[int, Span]]]:
    """Yield the pieces of what may not be parted: a paragraph, or a sentence of a paragraph too long for a window."""
    for sentences in passages:
        pieces = [list(_pieces(text, sentence, tokenizer)) for sentence in sentences]
        if sum(map(len, pieces)) <= LENGTH - 2:
            pieces = [[piece for sentence in pieces for piece in sentence]]
        for sentence in pieces:
            for start in range(0, len(sentence), LENGTH - 2):
                yield sentence[start : start + LENGTH - 2]


def _pieces(text: str, span: Span, tokenizer: Any) -> Iterator[tuple[int, Span]]:
    start, end = span
    for low in range(start, end, _LONGEST):
        encoded = tokenizer.encode(text[low : min(end, low + _LONGEST)], add_special_tokens=False)
        for piece, (left, right) in zip(encoded.ids, encoded.offsets, strict=True):
            yield piece, (low + left, low + right)


def softmax(scores: Floats) -> Floats:
    """Return probabilities over the last axis."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    probabilities: Floats = grown / grown.sum(axis=-1, keepdims=True)
    return probabilities


@cache
def version() -> str:
    """Return the model's version: the beginning of its hash, as its card tells it."""
    card = json.loads((_folder() / "card.json").read_text(encoding="utf-8"))
    return str(card["model_sha256"])[:12]


def _folder() -> Traversable:
    return files("detente") / "data" / "encoder"


@cache
def _model() -> tuple[Any, Any]:
    import onnxruntime
    from tokenizers import Tokenizer

    folder = _folder()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        (folder / "model.onnx").read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # slower than its parts
    )
    return session, Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
