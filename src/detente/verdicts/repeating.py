"""A forecast that words will be said again -> the restatements that bear it out."""

import datetime as dt

from detente.records import Case, Day, Link, Statement, side
from detente.verdicts.aims import says
from detente.verdicts.record import Record, window_days

_SLACK = dt.timedelta(days=3)


def foretells_words(case: Case) -> bool:
    """True where what is foretold is that something will be said again."""
    return case.kind == "forecast" and says("repetition", case.outcome.text)


def repetitions(case: Case, record: Record) -> list[tuple[Link, Day]]:
    """Return the restatements that came after the forecast and within its window: of what the same report has the side
    say that the forecast is about or, where it names none, of what it has others say."""
    if case.first_said is None:
        return []
    who = case.outcome.pattern.source if case.outcome.pattern is not None else None
    who = who or side(case.outcome.actor) or side(case.addressee)
    homes = {record.propositions[m].article for m in case.members if m in record.propositions}
    found = []
    for link in record.restates:
        earlier, later = record.statements.get(link.left.id), record.statements[link.right.id]
        if earlier is None:
            continue
        if earlier.article not in homes or not (side(later.speaker) == who if who else not _by_maker(earlier, case)):
            continue
        before, day = record.shelf[earlier.article].published, record.shelf[later.article].published
        if before and day and before <= case.first_said < day and _in_time(day, case):
            found.append((link, day))
    return sorted(found, key=lambda pair: (-pair[0].score, pair[1], pair[0].id))


def _by_maker(statement: Statement, case: Case) -> bool:
    return statement.speaker is not None and case.maker is not None and statement.speaker.id == case.maker.id


def _in_time(day: Day, case: Case) -> bool:
    """True where ``day`` lies in the window; it may be missed by a quarter of its distance."""
    opens, closes = window_days(case)
    distance = opens - case.first_said if opens and case.first_said else dt.timedelta()
    slack = max(distance / 4, _SLACK)
    return not ((opens and day < opens - slack) or (closes and day > closes + slack))
