"""Articles -> links that say which are one text under two names (wire copies)."""

from collections.abc import Iterable

from detente.records import Article, Link, Target, make_id


def wire_links(articles: Iterable[Article]) -> list[Link]:
    """Return a ``same`` link from the first report of a text to each other article with exactly that text."""
    first: dict[str, Article] = {}
    links = []
    for article in sorted(articles, key=lambda a: (a.published is None, a.published or 0, a.id)):
        known = first.setdefault(article.version, article)
        if known.text != article.text or known.id == article.id:
            continue
        links.append(
            Link(
                id=make_id("links", "same", known.id, article.id),
                kind="same",
                left=Target("articles", known.id),
                right=Target("articles", article.id),
                score=1.0,
                added=None,
                dropped=None,
                why=f"wire copy: the same text under {known.outlet} and {article.outlet}",
                known_on=article.published if known.published else None,
                by="machine",
            )
        )
    return links
