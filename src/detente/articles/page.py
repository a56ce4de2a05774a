"""A web page -> the text of its report and the metadata beside it, by trafilatura; nothing is fetched."""

import logging
from typing import Any

from detente.articles.failure import Unreadable

DEEPEST = 1_000  # open elements: no report lies deeper


def page_fields(html: str) -> dict[str, Any]:
    """Return text, title, published, url, outlet and language of a page, as far as it tells.

    Raises:
        Unreadable: no report was found in it.
    """
    if _depth(html) > DEEPEST:
        raise Unreadable(f"no report: tags nested deeper than {DEEPEST:,}")
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found: Any = bare_extraction(
            html,
            include_comments=False,
            with_metadata=True,
            # A date may not depend on the day of reading: htmldate takes today as the latest by default.
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
        )
    except Exception as error:  # a broken page raises whatever its parser meets
        raise Unreadable(f"no report found in the page: {type(error).__name__}: {error}") from error
    if found is None or not (found.text or "").strip():
        raise Unreadable("no report found in the page")
    return {
        "text": found.text,
        "title": found.title,
        "published": found.date,
        "url": found.url,
        "outlet": found.sitename,
        "language": found.language,
    }


def _depth(html: str) -> int:
    """Return about how deep elements are nested: open tags less closed ones, those without an end left out."""
    deepest = depth = 0
    position = html.find("<")
    while position >= 0:
        following = html[position + 1 : position + 12].lower()
        if following.startswith("/"):
            depth = max(depth - 1, 0)
        elif following[:1].isalpha() and not following.startswith(VOID):
            depth += 1
            deepest = max(deepest, depth)
        position = html.find("<", position + 1)
    return deepest


VOID = ("br", "img", "meta", "link", "hr", "input", "source", "li", "p>", "p ", "path", "td", "tr", "th", "dt", "dd")
