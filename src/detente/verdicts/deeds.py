"""Facts that are done, told sentence by sentence: what a condition or an outcome is held against."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from detente.facts import LATE, as_fact
from detente.linking.traces import form
from detente.linking.wording import concepts, sentence
from detente.records import Actor, Article, Day, Event, Fact, Statement, side, sides_of

_AROUND = 500  # characters before and after a sentence that say what its deed is about
_SHORTENED = re.compile(r"(?:n[’']t|[’'](?:s|ll|re|ve|d|m))\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SURE = 0.7  # score from which a side's word for a deed counts
_UNSURE = ("alleged", "denied")


@dataclass(frozen=True, slots=True)
class Deed:
    """A fact that is done, as one sentence (``told``) in its paragraph (``text``) tells it.

    ``done`` is the last day on which it can have been done, ``reported`` the day it was told, ``since`` the day when
    anybody first told it as done; ``years`` those that the sentence names, ``forms`` how a meeting is told to be held.
    ``disputed`` where a side that doesn't tell it denies it. ``claim`` is the side whose word alone it is: then no fact
    of the ledger holds it, and ``fact`` is what it would be.
    """

    fact: Fact
    event: Event
    source: frozenset[str]
    target: frozenset[str]
    told: str
    text: str
    words: Mapping[str, float]
    years: tuple[int, ...]
    done: Day
    reported: Day
    since: Day
    forms: frozenset[str | None] = frozenset()
    disputed: bool = False
    claim: str | None = None

    @property
    def row(self) -> tuple[str, str]:
        """The table and id of what tells it in the ledger."""
        return ("events", self.event.id) if self.claim else ("facts", self.fact.id)


def claims(
    events: Iterable[Event], done: Iterable[Fact], statements: Mapping[str, Statement], shelf: Mapping[str, Article]
) -> Iterator[Deed]:
    """Yield what is told as done by somebody who speaks for a side and stands in no fact: that side's word."""
    known = {member for fact in done for member in fact.members}
    for event in events:
        said, day = statements.get(event.asserted_by or ""), _told(event, shelf)
        who = side(said.speaker) if said is not None else None
        if who is None or day is None or event.id in known or event.score < _SURE or event.type == "CONSULT":
            continue
        fact = as_fact(event, shelf[event.article])
        texts = sentence_of(event, shelf), paragraph_of(event, shelf)
        yield replace(_deed(fact, event, texts, day), claim=who)


def deeds(
    fact: Fact, events: Mapping[str, Event], statements: Mapping[str, Statement], shelf: Mapping[str, Article]
) -> Iterator[Deed]:
    """Yield the deeds of a fact in the order in which they were told, none where nobody tells it as done."""
    members = [events[member] for member in fact.members if member in events]
    told = [(day, e) for e in members if (day := _told(e, shelf)) is not None]
    if not told:
        return
    told.sort(key=lambda pair: (pair[0], pair[1].id))
    disputed = _disputed(members, told, statements, shelf)
    texts = {e.id: sentence_of(e, shelf) for e in members}
    forms = _forms(fact, texts.values())
    seen: set[str] = set()
    for day, event in told:
        if texts[event.id] not in seen:
            seen.add(texts[event.id])
            deed = _deed(fact, event, (texts[event.id], paragraph_of(event, shelf)), day)
            yield replace(deed, since=told[0][0], forms=forms, disputed=disputed)


def one_told(
    event: Event, fact: Fact | None, statements: Mapping[str, Statement], shelf: Mapping[str, Article]
) -> Deed:
    """Return the deed that one event tells, as a part of its fact; of none, by the word of who tells it."""
    said, article = statements.get(event.asserted_by or ""), shelf[event.article]
    teller = (side(said.speaker) if said is not None else None) or article.outlet_country or article.outlet
    texts = sentence_of(event, shelf), paragraph_of(event, shelf)
    told = _deed(fact or as_fact(event, article), event, texts, article.published or LATE)
    return replace(told, claim=None if fact is not None else teller)


def as_planned(fact: Fact, events: Mapping[str, Event], shelf: Mapping[str, Article]) -> Deed:
    """Return a fact that isn't done yet as all who tell of it tell it."""
    members = [events[member] for member in fact.members if member in events]
    texts = [sentence_of(event, shelf) for event in members]
    text = " ".join(dict.fromkeys(texts))
    deed = _deed(fact, members[0], (text, text), fact.first_reported or LATE)
    return replace(deed, forms=_forms(fact, texts))


def _years(text: str) -> tuple[int, ...]:
    return tuple(int(year) for year in _YEAR.findall(text))


def _forms(fact: Fact, texts: Iterable[str]) -> frozenset[str | None]:
    return frozenset(map(form, texts)) if fact.type == "CONSULT" else frozenset()


def _deed(fact: Fact, event: Event, texts: tuple[str, str], day: Day) -> Deed:
    end = fact.when.end if fact.when is not None else None
    own = event if fact.type != "CONSULT" else fact
    source, target = (sides_of(told) or sides_of(whole) for told, whole in _sides(own, fact))
    if fact.symmetric:
        source = target = source | target
    done = min(filter(None, (end, day)))
    return Deed(fact, event, source, target, *texts, words(texts[1]), _years(texts[0]), done, day, day)


def _sides(own: Event | Fact, fact: Fact) -> tuple[tuple[tuple[Actor, ...], tuple[Actor, ...]], ...]:
    return (own.source, fact.source), (own.target, fact.target)


def _told(event: Event, shelf: Mapping[str, Article]) -> Day | None:
    """The day on which an event was told as done; None where it wasn't."""
    return shelf[event.article].published if event.deed and event.stance not in _UNSURE else None


def _disputed(
    members: Iterable[Event],
    told: Iterable[tuple[Day, Event]],
    statements: Mapping[str, Statement],
    shelf: Mapping[str, Article],
) -> bool:
    """True where somebody denies it of a side that nobody who tells it is of."""

    def teller(event: Event) -> str | None:
        said = statements.get(event.asserted_by or "")
        return side(said.speaker) if said is not None else shelf[event.article].outlet_country

    denying = {teller(e) for e in members if e.stance == "denied" or (e.negated and e.modality == "actual")}
    return bool(denying - {None} - {teller(event) for _, event in told})


def sentence_of(event: Event, shelf: Mapping[str, Article]) -> str:
    """Return the sentence that tells an event."""
    text = shelf[event.article].text
    start, end = sentence(text, event.start, event.end)
    return text[start:end]


def paragraph_of(event: Event, shelf: Mapping[str, Article]) -> str:
    """Return the paragraph that tells an event, some sentences around it at most."""
    text = shelf[event.article].text
    start, end = sentence(text, event.start, event.end)
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return text[max(low, start - _AROUND) : min(high if high >= 0 else len(text), end + _AROUND)]


def words(text: str) -> dict[str, float]:
    """Return the content words of a text; possessives and shortened verbs cut off."""
    return concepts(_SHORTENED.sub("", text))
