"""Whether a meeting that was held is the one that words name: who, in which form, on which days."""

import datetime as dt

from detente.linking.traces import form
from detente.records import Actor, Case, Fact, Part, side
from detente.verdicts.aims import Aim, says
from detente.verdicts.deeds import Deed
from detente.verdicts.record import Record, window_days

_SEASON = dt.timedelta(days=120)  # in which a meeting that is offered is looked for
_YEAR = dt.timedelta(days=366)  # the same for a visit
_MONTH = dt.timedelta(days=31)
_ZONE = dt.timedelta(days=1)  # one day told in two time zones
_SOON = dt.timedelta(days=7)
_SHORT = 3.0  # weight of other telling words up to which an outcome to meet is no more than that


def could_be(part: Part, deed: Deed, record: Record, case: Case) -> bool:
    """True where neither people nor form speak against ``deed`` being the meeting that ``part`` names."""
    people = _same_people(part.actor, deed.fact) and _of_the_pair(part, deed.fact, case)
    return people and _same_form(part, deed, record)


def encounter(aim: Aim, deed: Deed, case: Case) -> bool:
    """True where the outcome is no more than to meet and the fact can only be that meeting.

    It lies within the days stated, or soon after, and is of the one who was to meet with a person of the other side
    (within a known week where it is the very person; a summit is of those who lead). A meeting of no known day counts
    where the days stated are few and it was told right after them.
    """
    text, fact = aim.part.text, deed.fact
    if not says("encounter", text) or says("delegates", text) or aim.weight > _SHORT:
        return False
    if not (aim.pattern.source and aim.pattern.target):
        return False
    opens, closes = window_days(case)
    start, end = (fact.when.start, fact.when.end) if fact.when is not None else (None, None)
    people = {(side(actor), actor.id) for actor in (*fact.source, *fact.target) if actor.named == "person"}
    doers = (case.addressee, case.maker) if case.kind == "demand" else (case.maker, case.addressee)
    doer = _takes_part(doers[0], people)
    very = all(actor is not None and (side(actor), actor.id) in people for actor in doers)
    if start is None or end is None:
        few = opens is not None and closes is not None and closes - opens <= _SOON
        return few and doer and closes is not None and closes - _ZONE <= deed.reported <= closes + _SOON
    if opens is not None and closes is not None and closes - opens <= (_YEAR if _visit(aim, deed) else _SEASON):
        return opens - _ZONE <= start and end <= closes + _ZONE
    if case.first_said and start - case.first_said > _SEASON:
        return False
    two = {aim.pattern.source, aim.pattern.target} == deed.source | deed.target
    summit = two and says("summit", text) and says("summit", deed.text)
    if end - start > (_MONTH if summit else _SOON if very else dt.timedelta()):
        return False
    return summit or (doer and len({who for who, _ in people}) > 1)


def _takes_part(actor: Actor | None, people: set[tuple[str | None, str | None]]) -> bool:
    """True where a person is among those who met; where a state is meant, true for anybody of its side."""
    if actor is None:
        return False
    return (side(actor), actor.id) in people or (actor.named == "place" and side(actor) in {who for who, _ in people})


def _visit(aim: Aim, deed: Deed) -> bool:
    """True where a visit is named and the visit of one side to the other is told."""
    return says("visit", aim.part.text) and deed.event.mode == "visit"


def _same_people(actor: Actor | None, fact: Fact) -> bool:
    """False where a person is named for the side of ``actor`` in the fact, but another one."""
    if actor is None or actor.named != "person":
        return True
    people = [a.id for a in (*fact.source, *fact.target) if a.named == "person" and side(a) == side(actor)]
    return not people or actor.id in people


def _of_the_pair(part: Part, fact: Fact, case: Case) -> bool:
    """False for a meeting that names nobody where one person said that he would meet another."""
    pair = (case.maker, case.addressee)
    if part is not case.outcome and part.text != case.outcome.text:
        return True
    if case.kind not in ("promise", "offer", "threat") or not all(a is not None and a.named == "person" for a in pair):
        return True
    people = {actor.id for actor in (*fact.source, *fact.target) if actor.named == "person"}
    return not says("meet", part.text) or bool(people & {actor.id for actor in pair if actor is not None})


def _same_form(part: Part, deed: Deed, record: Record) -> bool:
    """False for a call where a meeting in person is named, and the other way round."""
    modes = {record.events[m].mode for m in deed.fact.members if m in record.events}
    named, held = form(part.text), set(deed.forms)
    if says("visit", part.text) and "visit" not in modes and named in (None, "person") and not says("meet", part.text):
        return False
    if "phone" in modes:
        held.add("phone")
    if named == "person":
        return "phone" not in held and bool(held & {"person", "meeting"})
    if named == "meeting" and held == {"phone"}:
        return False
    return not (named == "phone" and held == {"person"})
