"""How long a meeting lasted, where the sentence that tells it or the next one says so of it."""

import re
from functools import cache

from detente.lexicon import rows
from detente.linking.wording import sentence

_UNITS = ("hour", "minute")
_NOUNS = r"(?:talks?|meeting|conversation|call|summit|negotiations|dialogue|discussions?)"
_VERBS = r"(?:lasted|took|ran|went on|continued)"


@cache
def _length() -> re.Pattern[str]:
    number = "|".join((r"\d+(?:\.\d+)?", *sorted(_numbers(), key=len, reverse=True)))
    amount = rf"(?P<count>{number})(?P<half>[ -]and[ -]a[ -]half)?[ -](?P<unit>{'|'.join(_UNITS)})s?\b"
    return re.compile(
        rf"\b{_NOUNS}\b[^.;]{{0,120}}?\b{_VERBS} (?:for )?(?:\w+ ){{0,2}}?{amount}(?P<more> and a half)?", re.IGNORECASE
    )


@cache
def _numbers() -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in rows("dates_words") if row["category"] == "NUMBER"}


def length(text: str, start: int, end: int) -> tuple[str, float, int, int] | None:
    """Return unit and count of how long the meeting told at ``[start, end)`` of ``text`` lasted, and where it says so;
    None where it is not told."""
    first, last = sentence(text, start, end)
    after = sentence(text, last + 1, last + 2)[1] if last + 2 < len(text) else last
    found = _length().search(text, first, after)
    if found is None:
        return None
    written = found["count"].lower()
    count = _numbers().get(written) or float(written)
    return found["unit"].lower(), count + (0.5 if found["half"] or found["more"] else 0.0), *found.span()
