"""What a side says that it will or won't do -> the promise, threat or refusal that saying so is (CAMEO 03, 13, 12)."""

from dataclasses import replace

from detente.clauses import Status
from detente.events.drafts import CONFLICT, Draft
from detente.events.sighting import unseen
from detente.events.syntax import kids
from detente.events.triggers import Hit, Trigger
from detente.records import Statement
from detente.sentences import Document

_MODALS = frozenset(("will", "would", "'ll", "’ll", "wo", "shall"))
_SCORE = 0.45  # a deed of words, but no fact: the proposition that it makes tells it better
_GIVING = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"))


def intended(document: Document, drafts: dict[int, Draft], statements: dict[str, Statement]) -> dict[int, Draft]:
    """Return the drafts with what each side announces that it will do put within the announcement."""
    found = dict(drafts)
    for head, draft in drafts.items():
        modal = _modal(document, head)
        if modal is None or modal in drafts or draft.above is not None or not _own(draft, statements):
            continue
        type = _announced(draft)
        if type is not None:
            found[modal] = _saying(draft, type, modal)
            found[head] = replace(draft, above=modal)
    return found


def _modal(document: Document, verb: int) -> int | None:
    return next((j for j in kids(document, verb, "aux") if document.tokens[j].lower in _MODALS), None)


def _own(draft: Draft, statements: dict[str, Statement]) -> bool:
    """True where a side is told to say itself what it will do to another: an outlet's own "will" announces nothing."""
    statement = statements.get(draft.asserted_by or "")
    countries = {actor.country for actor in draft.sides.source}
    told = statement is not None and statement.speaker is not None and statement.speaker.country in countries
    return told and bool(draft.sides.source and draft.sides.target) and draft.status.stance == "asserted"


def _announced(draft: Draft) -> str | None:
    """Return what it is to announce that one will, or won't, do what a draft tells."""
    if draft.status.modality != "planned" or draft.type in ("REQUEST", "ACCUSE", "REJECT", "THREATEN"):
        return None
    if draft.status.negated:
        return "REJECT" if draft.type in _GIVING else None
    return "THREATEN" if draft.type in CONFLICT else "AGREE"


def _saying(draft: Draft, type: str, modal: int) -> Draft:
    trigger = Trigger("will", "V", (), type, None, (), (), (), frozenset(), _SCORE)
    said = replace(draft, hit=Hit(trigger, modal, ()), act=unseen(type), held=None, initiator=None, asserted_by=None)
    return replace(said, status=Status("actual", False, "asserted"), type=type, mode=None, score=_SCORE)
