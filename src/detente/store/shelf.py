"""The blocks of each article in the ledger file: packed in one cell, and found by short keys."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from detente.linking import KINDS, Block

MOST = 500  # values that one question to the file names
Query = Callable[[str, Sequence[object]], Iterable[tuple[Any, ...]]]


def packed(blocks: Iterable[Block]) -> bytes:
    """Return the blocks of one article as they are kept."""
    keys: dict[tuple[str, str], list[int]] = {}
    for block in sorted(blocks):
        keys.setdefault((block.kind, block.item), []).append(block.key)
    told = [[KINDS.index(kind), item, *found] for (kind, item), found in keys.items()]
    return zlib.compress(json.dumps(told, separators=(",", ":")).encode())


def unpacked(article: str, cell: bytes) -> list[Block]:
    """Return the blocks of one article from what is kept of them."""
    told = json.loads(zlib.decompress(cell))
    return [Block(KINDS[kind], key, item, article) for kind, item, *keys in told for key in keys]


def short(kind: str, key: int) -> int:
    """Return the number under which articles are found by a kind of block and its key: two of them may be one."""
    return (key ^ KINDS.index(kind) * 0x9E3779B1) & 0x7FFFFFFF


class Kept:
    """The blocks in the file, each article's read once."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._read: dict[str, list[Block]] = {}

    def near(self, kind: str, keys: Iterable[int]) -> Iterator[Block]:
        """Yield the blocks of a kind under any of the keys."""
        wanted = frozenset(keys)
        sql = "SELECT DISTINCT s.article FROM blocks b JOIN shelves s ON s.number = b.number WHERE b.key IN"
        articles = {row[0] for row in self._asked(sql, sorted({short(kind, key) for key in wanted}))}
        yield from (block for block in self.of(articles) if block.kind == kind and block.key in wanted)

    def of(self, articles: Iterable[str]) -> Iterator[Block]:
        """Yield the blocks of the articles."""
        wanted = sorted(set(articles))
        new = [one for one in wanted if one not in self._read]
        for article, cell in self._asked("SELECT article, blocks FROM shelves WHERE article IN", new):
            self._read[article] = unpacked(article, cell)
        for article in wanted:
            yield from self._read.get(article, ())

    def _asked(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(values), MOST):
            some = values[start : start + MOST]
            yield from self._query(f"{sql} ({', '.join('?' * len(some))})", some)
