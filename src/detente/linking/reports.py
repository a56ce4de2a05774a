"""Articles -> links that say which are one text under two names (wire copies), to the letter or nearly."""

import re
import zlib
from collections.abc import Iterable

from detente.records import Article, Link, Target, make_id

_GRAM = 5  # words that count as one piece of wording
_KEYS = 12  # pieces with the smallest hashes, under which a text is found
_SHARED = 0.95  # of the pieces of the shorter text that the longer has
_LENGTH = 0.8  # of the pieces of the longer text that the shorter has: more than a title and a dateline is an update
_LEAST = 20  # pieces below which only the letter decides
_WORD = re.compile(r"\w+")


def wire_links(articles: Iterable[Article]) -> list[Link]:
    """Return a ``same`` link from the first report of a text to each other article with that text.

    Texts are one where they differ in white space, a title line or an agency's dateline at most: by the share of their
    runs of five words (found by their smallest hashes, after Broder 1997).
    """
    links = []
    firsts: dict[int, list[tuple[Article, frozenset[int]]]] = {}
    for article in sorted(articles, key=lambda a: (a.published is None, a.published or 0, a.id)):
        pieces = _pieces(article.text)
        keys = sorted(pieces)[:_KEYS]
        known = {first.id: (first, told) for key in keys for first, told in firsts.get(key, ())}
        alike = ((_alike(first, told, article, pieces), first) for first, told in known.values())
        share, first = max(alike, key=lambda pair: (pair[0], pair[1].id), default=(0.0, article))
        if share >= _SHARED:
            links.append(_link(first, article, share))
        else:
            for key in keys:
                firsts.setdefault(key, []).append((article, pieces))
    return links


def origins(links: Iterable[Link]) -> dict[str, str]:
    """Return for each wire copy the id of the first report of its text."""
    return {one.right.id: one.left.id for one in links if one.kind == "same" and one.left.table == "articles"}


def wire_copy(first: Article, copy: Article) -> str:
    """Return why what two reports of one text tell is one."""
    return f"wire copy: one text under {first.outlet} and {copy.outlet}, counted as one report"


def _pieces(text: str) -> frozenset[int]:
    words = _WORD.findall(text.lower())
    runs = (" ".join(words[i : i + _GRAM]) for i in range(max(1, len(words) - _GRAM + 1)))
    return frozenset(zlib.crc32(run.encode()) for run in runs)


def _alike(first: Article, told: frozenset[int], article: Article, pieces: frozenset[int]) -> float:
    if first.text == article.text:
        return 1.0
    short, long = sorted((len(told), len(pieces)))
    shared = len(told & pieces)
    return shared / short if short >= _LEAST and shared >= _LENGTH * long else 0.0


def _link(first: Article, copy: Article, share: float) -> Link:
    nearly = "the same to the letter" if first.text == copy.text else f"{share:.0%} of the wording is shared"
    return Link(
        id=make_id("links", "same", first.id, copy.id),
        kind="same",
        left=Target("articles", first.id),
        right=Target("articles", copy.id),
        score=round(share, 4),
        added=None,
        dropped=None,
        why=f"{wire_copy(first, copy)}: {nearly}",
        known_on=copy.published if first.published else None,
        by="machine",
    )
