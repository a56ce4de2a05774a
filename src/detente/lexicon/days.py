"""Days as the data files write them: an ISO date, a month or a year."""

import datetime as dt


def first_day(text: str) -> dt.date | None:
    """Return the first day of an ISO date, month (``2021-04``) or year; None for "".

    Raises:
        ValueError: the text is none of these.
    """
    if not text:
        return None
    if len(text) == 10:
        return dt.date.fromisoformat(text)
    year, month, day = (*text.split("-"), "1", "1")[:3]
    return dt.date(int(year), int(month), int(day))


def last_day(text: str) -> dt.date | None:
    """Return the last day of an ISO date, month or year; None for "".

    Raises:
        ValueError: the text is none of these.
    """
    first = first_day(text)
    if first is None or text.count("-") == 2:
        return first
    after = first.replace(year=first.year + 1, month=1) if "-" not in text else _next_month(first)
    return after - dt.timedelta(days=1)


def _next_month(first: dt.date) -> dt.date:
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
