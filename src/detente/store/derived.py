"""What is derived, as it is handed to the store."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from detente.linking import Block
from detente.records import Difference, Link


class Derived(NamedTuple):
    """Links and differences to be kept, and the blocks by which what they were drawn from is found again."""

    links: Sequence[Link]
    differences: Sequence[Difference]
    blocks: Sequence[Block]


class Step(NamedTuple):
    """From which state a derivation went on: the links and differences that no longer hold, by id, and the articles
    whose blocks are other ones."""

    state: str
    links: Collection[str]
    differences: Collection[str]
    articles: Collection[str]
