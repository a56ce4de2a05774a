"""Paragraphs -> what the shipped model sees in them: who is told to have said what, and who did what to whom."""

from collections.abc import Iterable
from typing import NamedTuple

from detente.encoder.acts import FLOOR, Act, find_acts
from detente.encoder.attributions import Tagged, find_tagged
from detente.encoder.prospects import Prospect, find_prospects
from detente.encoder.windows import (
    KINDS,
    LENGTH,
    REALITIES,
    ROOTS,
    TAGS,
    Floats,
    Window,
    cut,
    encode,
    passages,
    softmax,
    version,
    windows,
)
from detente.sentences import Document

__all__ = [
    "FLOOR",
    "KINDS",
    "LENGTH",
    "REALITIES",
    "ROOTS",
    "TAGS",
    "Act",
    "Floats",
    "Prospect",
    "Seen",
    "Tagged",
    "Window",
    "cut",
    "encode",
    "find_acts",
    "find_prospects",
    "find_tagged",
    "passages",
    "see",
    "softmax",
    "version",
    "windows",
]


class Seen(NamedTuple):
    """What the model sees in an article, in order."""

    attributions: tuple[Tagged, ...] = ()
    acts: tuple[Act, ...] = ()
    prospects: tuple[Prospect, ...] = ()


def see(document: Document, windows: Iterable[Window] | None = None) -> Seen:
    """Return what the model sees in ``document``: in its windows, which pass by one at a time.

    Raises:
        ImportError: onnxruntime or tokenizers isn't installed.
    """
    text = document.article.text
    attributions: list[Tagged] = []
    acts: list[Act] = []
    prospects: list[Prospect] = []
    for window in encode(document) if windows is None else windows:
        attributions += find_tagged(text, window)
        acts += find_acts(text, window)
        prospects += find_prospects(text, window)
    return Seen(tuple(attributions), tuple(acts), tuple(prospects))
