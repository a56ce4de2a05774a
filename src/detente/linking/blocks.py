"""Under which keys a finding is kept, so that what a new report may change is found without looking at the rest."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

KINDS = (
    *("event", "event seeks", "statement", "proposition", "text"),
    *("asked", "answered", "made", "taken back", "day", "pretext"),
)
"""What a row is kept as."""


class Block(NamedTuple):
    """One row under one key: ``kind`` says what it is kept as, ``key`` is hashed (two keys may rarely be one)."""

    kind: str
    key: int
    item: str
    article: str


class Blocks(Protocol):
    """Blocks that can be asked for by key and by article."""

    def near(self, kind: str, keys: Iterable[int]) -> Iterable[Block]:
        """Return the blocks of a kind under any of the keys."""

    def of(self, articles: Iterable[str]) -> Iterable[Block]:
        """Return the blocks of the articles."""


@lru_cache(maxsize=65536)
def hashed(*parts: object) -> int:
    """Return the key for what ``parts`` say, in 32 bits."""
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=4).digest())


class Shelf:
    """Blocks in memory."""

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self._by_key: dict[tuple[str, int], list[Block]] = {}
        self._by_article: dict[str, list[Block]] = {}
        for block in blocks:
            self._by_key.setdefault((block.kind, block.key), []).append(block)
            self._by_article.setdefault(block.article, []).append(block)

    def near(self, kind: str, keys: Iterable[int]) -> Iterator[Block]:
        """Yield the blocks of a kind under any of the keys."""
        for key in keys:
            yield from self._by_key.get((kind, key), ())

    def of(self, articles: Iterable[str]) -> Iterator[Block]:
        """Yield the blocks of the articles."""
        for article in articles:
            yield from self._by_article.get(article, ())


class Renewed:
    """Blocks of which those of some articles are replaced by new ones."""

    def __init__(self, before: Blocks, articles: frozenset[str], blocks: Iterable[Block]) -> None:
        self._before, self._articles, self._new = before, articles, Shelf(blocks)

    def near(self, kind: str, keys: Iterable[int]) -> Iterator[Block]:
        """Yield the blocks of a kind under any of the keys."""
        wanted = tuple(keys)
        yield from (block for block in self._before.near(kind, wanted) if block.article not in self._articles)
        yield from self._new.near(kind, wanted)

    def of(self, articles: Iterable[str]) -> Iterator[Block]:
        """Yield the blocks of the articles."""
        wanted = frozenset(articles)
        yield from self._before.of(wanted - self._articles)
        yield from self._new.of(wanted & self._articles)
