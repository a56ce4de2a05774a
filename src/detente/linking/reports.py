"""Articles -> links that say which are one text under two names (wire copies), to the letter or nearly."""

import re
import zlib
from collections.abc import Iterable, Mapping

from detente.records import Article, Link, Target, make_id

_GRAM = 5  # words that count as one piece of wording
_KEYS = 12  # pieces with the smallest hashes, under which a text is found
_SHARED = 0.95  # of the pieces of the shorter text that the longer has
_LENGTH = 0.8  # of the pieces of the longer text that the shorter has: more than a title and a dateline is an update
_LEAST = 20  # pieces below which only the letter decides
Pieces = frozenset[int]
_WORD = re.compile(r"\w+")


def wire_links(articles: Iterable[Article], told: Mapping[str, Pieces]) -> list[Link]:
    """Return a ``same`` link from the first report of a text to each other article with that text; ``told`` holds the
    pieces of each.

    Texts are one where they differ in white space, a title line or an agency's dateline at most: by the share of their
    runs of five words (found by their smallest hashes, after Broder 1997).
    """
    links = []
    firsts: dict[int, list[tuple[Article, Pieces]]] = {}
    for article in sorted(articles, key=order):
        pieces = told[article.id]
        keys = found_by(pieces)
        known = {first.id: (first, theirs) for key in keys for first, theirs in firsts.get(key, ())}
        link = copy_link(article, pieces, known.values())
        if link is not None:
            links.append(link)
        else:
            for key in keys:
                firsts.setdefault(key, []).append((article, pieces))
    return links


def order(article: Article) -> tuple[bool, int, str]:
    """Return the place of an article in the order in which copies are looked for: publication, id."""
    return article.published is None, article.published.toordinal() if article.published else 0, article.id


def copy_link(article: Article, pieces: Pieces, firsts: Iterable[tuple[Article, Pieces]]) -> Link | None:
    """Return the link that makes ``article`` a copy of the closest of the earlier reports that are none themselves."""
    alike = ((_alike(first, told, article, pieces), first) for first, told in firsts)
    share, first = max(alike, key=lambda pair: (pair[0], pair[1].id), default=(0.0, article))
    return _link(first, article, share) if share >= _SHARED else None


def pieces_of(article: Article) -> Pieces:
    """Return the runs of words of a report, hashed."""
    words = _WORD.findall(article.text.lower())
    runs = (" ".join(words[i : i + _GRAM]) for i in range(max(1, len(words) - _GRAM + 1)))
    return frozenset(zlib.crc32(run.encode()) for run in runs)


def found_by(pieces: Pieces) -> list[int]:
    """Return the hashes under which a report is found."""
    return sorted(pieces)[:_KEYS]


def origins(links: Iterable[Link]) -> dict[str, str]:
    """Return for each wire copy the id of the first report of its text."""
    return {one.right.id: one.left.id for one in links if one.kind == "same" and one.left.table == "articles"}


def wire_copy(first: Article, copy: Article) -> str:
    """Return why what two reports of one text tell is one."""
    return f"wire copy: one text under {first.outlet} and {copy.outlet}, counted as one report"


def _alike(first: Article, told: Pieces, article: Article, pieces: Pieces) -> float:
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
