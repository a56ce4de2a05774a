"""A web page -> the text of its report and the metadata beside it, by trafilatura; nothing is fetched."""

import logging
import re
from typing import Any

from detente.articles.failure import Unreadable

MOST_TAGS = 40_000  # opening tags: the extraction's time grows faster than their number, and no report has so many
_LANGUAGE = re.compile(r"""<html[^>]{0,500}?\blang\s*=\s*["']?([A-Za-z]{2})""", re.IGNORECASE)
_TAG = re.compile("<[A-Za-z]")


def page_fields(html: str) -> dict[str, Any]:
    """Return text, title, published, url, outlet and language of a page, as far as it tells.

    Raises:
        Unreadable: no report was found in it.
    """
    if (tags := sum(1 for _ in _TAG.finditer(html))) > MOST_TAGS:
        raise Unreadable(f"no report: a page of {tags:,} tags")
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
        "language": language[1].lower() if (language := _LANGUAGE.search(html, 0, 4096)) else None,
    }
